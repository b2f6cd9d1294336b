/* attache: a reader for reference works in DocBook and TEI. Binds the command
 * line, the interface and the terminal. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "cli/cli.h"
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
	} given[] = { { OPT_COLOR, "color", NULL },
		{ OPT_MEASURE, "measure", NULL }, { OPT_MOUSE, "mouse", "yes" },
		{ OPT_LINEAR, "linear", "yes" },
		{ OPT_CLIPBOARD, "clipboard", NULL },
		{ OPT_KEYS, "keys", NULL }, { OPT_THEME, "theme", NULL } };
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
	struct att_error err = { 0 };
	struct term_opts opts = { 0 };
	struct term term;
	bool lines = term_is_dumb() || cli->value[OPT_LINEAR];
	bool ok = lines ? term_line_open(&term, &opts, &err)
			: term_curses_open(&term, &opts, &err);
	int status = CLI_ERROR;

	if (ok) {
		status = start_app(&term, &(struct start){
		    .library = works->library,
		    .address = address,
		    .setting = (const char *const *)setting,
		    .ascii = ascii,
		    .private = cli->value[OPT_PRIVATE] != NULL,
		    .open_file = desktop_open,
		    .pipe_to = desktop_pipe,
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
	return status;
}

/* The screen program on the works named; without a terminal, their outline. */
static int
screen(struct cli *cli, const char *const *work, size_t count)
{
	struct works works = { 0 };
	bool ascii = !term_locale();
	const char *address =
	    count == 1 && works_fragment(work[0]) ? work[0] : NULL;
	int status;

	if (!isatty(STDOUT_FILENO))
		return cli_outline(cli, work, count);
	status = works_open(cli, work, count, &works);
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
