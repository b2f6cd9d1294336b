/* attache: a reader for reference works in DocBook and TEI. Binds the command
 * line, the interface and the terminal. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/message.h"
#include "cli/cli.h"
#include "cli/restricted.h"
#include "cli/works.h"
#include "desktop.h"
#include "term/term.h"
#include "ui/start.h"

/* Settings given on the command line, as the interface takes them. */
static size_t
settings_given(const struct cli *cli, char *out[], size_t max)
{
	static const struct {
		enum cli_opt opt;
		const char *name;
		const char *value; /* NULL: the option's own */
	} given[] = {{OPT_COLOR, "color", NULL}, {OPT_MEASURE, "measure", NULL},
	    {OPT_MOUSE, "mouse", "yes"}, {OPT_LINEAR, "linear", "yes"},
	    {OPT_CLIPBOARD, "clipboard", NULL}, {OPT_KEYS, "keys", NULL},
	    {OPT_THEME, "theme", NULL}};
	size_t count = 0;

	for (size_t i = 0; i < COUNT(given) && count + 1 < max; i++) {
		const char *value = cli->value[given[i].opt];

		if (value)
			out[count++] = mem_format("%s=%s", given[i].name,
			    given[i].value ? given[i].value : value);
	}
	out[count] = NULL;
	return count;
}

static int
run(struct cli *cli, struct works *works, const char *address, bool ascii)
{
	char *setting[16];
	size_t settings = settings_given(cli, setting, COUNT(setting));
	struct att_error err = {0};
	const struct restricted *restricted = cli->restricted;
	struct term_opts opts = {.no_suspend = restricted != NULL};
	struct term term;
	bool lines = term_is_dumb() || cli->value[OPT_LINEAR];
	bool ok = lines ? term_line_open(&term, &opts, &err)
	                : term_curses_open(&term, &opts, &err);
	int status = CLI_ERROR;
	const char *over = NULL;
	char *said = NULL;

	/* Lines are heard or felt, on whatever terminal. */
	if (lines && !cli->value[OPT_LINEAR] && settings + 1 < COUNT(setting)) {
		setting[settings++] = mem_dup("linear=yes");
		setting[settings] = NULL;
	}
	if (ok) {
		status = start_app(&term,
		    &(struct start){
		        .library = works->library,
		        .address = address,
		        .setting = (const char *const *)setting,
		        .ascii = ascii,
		        .private = cli->value[OPT_PRIVATE] != NULL,
		        .restricted = restricted != NULL,
		        .idle_ms =
		            restricted ? (int)restricted->idle * 1000 : 0,
		        .warning = restricted ? restricted_warning : NULL,
		        .warning_ctx = cli->restricted,
		        .open_file = restricted ? NULL : desktop_open,
		        .pipe_to = restricted ? NULL : desktop_pipe,
		        .edit_text = restricted ? NULL : desktop_edit,
		        .said = &said,
		    });
		if (lines)
			term_line_close(&term);
		else
			term_curses_close(&term);
	} else {
		complain("%s", err.text);
	}
	for (size_t i = 0; i < settings; i++)
		free(setting[i]);
	if (said)
		complain("%s", said);
	free(said);
	if (restricted)
		over = restricted_over(restricted);
	if (status == APP_IDLE)
		over = _("nothing was typed for a while: the session is over");
	if (!over)
		return status;
	complain("%s", over);
	return CLI_FOUND;
}

/* The address of the one work that was named in a library of several; NULL when
 * there is nothing to choose. */
static const char *
one_of_many(struct works *works, char *buffer)
{
	const struct part *part = works->part;
	const struct att_image *image;

	if (works->count != 1 || att_library_count(works->library) == 1)
		return NULL;
	image = works_image(works, part->work);
	return image
	           ? works_address(works, part->work, image, part->pos, buffer)
	           : NULL;
}

/* The screen program on the works named; without a terminal, their outline. */
static int
screen(struct cli *cli, const char *const *work, size_t count)
{
	struct works works = {0};
	bool ascii = !term_locale();
	const char *address =
	    count == 1 && works_fragment(work[0]) ? work[0] : NULL;
	char place[ADDRESS_MAX];
	int status;

	if (!isatty(STDOUT_FILENO))
		return cli_outline(cli, work, count);
	status = works_open(cli, work, count, &works);
	if (status == 0 && !address)
		address = one_of_many(&works, place);
	if (status == 0)
		status = run(cli, &works, address, ascii);
	works_close(&works);
	return status;
}

int
main(int argc, char **argv)
{
	return cli_main(argc, argv, screen);
}
