/* attache cite: works, sections and passages in the formats of bibliographies.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "attache/cite.h"
#include "base/mem.h"
#include "base/message.h"
#include "cli/works.h"

static void
put(struct out *out, const char *text)
{
	if (out->tty)
		out_text(out, text, strlen(text));
	else
		out_bytes(out, text, strlen(text));
}

static int
bad_format(const char *name)
{
	struct buf names = {0};

	for (int i = 0; i < ATT_CITE_COUNT; i++)
		buf_format(&names, "%s%s",
		    i == 0 ? ""
		    /* TRANSLATORS: between the last two names of a list. */
		    : i + 1 == ATT_CITE_COUNT ? _(" or ")
		                              : ", ",
		    att_cite_format_name((enum att_cite_format)i));
	complain(_("--format is %s, not \"%s\""), buf_cstr(&names), name);
	buf_done(&names);
	return CLI_ERROR;
}

static int
cite_part(struct cli *cli, struct works *works, const struct part *part,
    enum att_cite_format format)
{
	const struct att_image *image = works_image(works, part->work);
	char today[16], *work, *text;
	time_t now = time(NULL);
	struct tm tm;

	if (!image)
		return CLI_ERROR;
	localtime_r(&now, &tm);
	strftime(today, sizeof(today), "%Y-%m-%d", &tm);
	work = att_library_kept(works->library, part->work);
	text = att_cite(
	    &(struct att_citation){image, work, {part->pos, part->pos}, today},
	    format);
	put(&cli->out, text);
	free(text);
	free(work);
	return 0;
}

int
cmd_cite(struct cli *cli)
{
	const char *name = cli->value[OPT_FORMAT];
	enum att_cite_format format = ATT_CITE_CHICAGO;
	struct works works = {0};
	int status;

	if (name)
		format = att_cite_format_of(name);
	else if (cli->json)
		format = ATT_CITE_CSL_JSON;
	if (format == ATT_CITE_COUNT)
		return bad_format(name);
	if (cli->count == 0)
		return complain(_("cite wants a WORK or WORK#ID"));
	status = works_open(cli, cli->word, cli->count, &works);
	for (size_t i = 0; status == 0 && i < works.count && cli_going(cli);
	     i++)
		status = cite_part(cli, &works, &works.part[i], format);
	works_close(&works);
	return status;
}
