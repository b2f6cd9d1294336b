/* attache works, attache cache: which works there are, and their cache. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "cli/hits.h"

/* Bytes of the sources of a work. */
static uint64_t
source_size(const struct att_image *image)
{
	uint64_t size = 0;

	for (uint32_t i = 0; i < att_file_count(image); i++)
		size += att_file(image, i)->size;
	return size;
}

/* "3.4 MB". */
static void
human_size(char *text, size_t room, uint64_t bytes)
{
	static const char *const units[] = {
	    /* TRANSLATORS: bytes, thousands of bytes and so on. */
	    N_("B"), N_("kB"), N_("MB"), N_("GB"), N_("TB")};
	double size = (double)bytes;
	size_t unit = 0;

	while (size >= 999.5 && unit + 1 < sizeof(units) / sizeof(*units)) {
		size /= 1000;
		unit++;
	}
	snprintf(text, room, "%.*f %s", unit && size < 9.95 ? 1 : 0, size,
	    _(units[unit]));
}

static void
json_work(struct cli *cli, struct works *works, size_t work,
    const struct att_image *image)
{
	struct att_library *library = works->library;
	char *incomplete =
	    message_tell(att_image_meta(image, ATT_META_INCOMPLETE));
	struct json json;
	size_t text;

	att_image_text(image, &text);
	json_begin(&json, &cli->out);
	json_string(&json, "work", att_library_name(library, work));
	json_string(&json, "title", att_image_meta(image, ATT_META_TITLE));
	json_string(&json, "origin", att_library_origin(library, work));
	json_string(&json, "path", att_library_path(library, work));
	json_number(&json, "bytes", (int64_t)source_size(image));
	json_number(&json, "text", (int64_t)text);
	json_number(&json, "sections", att_section_count(image));
	json_string(
	    &json, "vocabulary", att_image_meta(image, ATT_META_VOCABULARY));
	json_string(&json, "lang", att_image_meta(image, ATT_META_LANG));
	json_string(&json, "incomplete", *incomplete ? incomplete : NULL);
	json_end(&json);
	free(incomplete);
}

static void
print_work(struct cli *cli, struct works *works, size_t work,
    const struct att_image *image, unsigned column)
{
	struct att_library *library = works->library;
	struct out *out = &cli->out;
	const char *title =
	    att_image_string(image, att_section(image, 0)->title);
	char size[32];

	human_size(size, sizeof(size), source_size(image));
	out_wrap(out, 2 * HANG);
	out_styled(out, ATT_S_BOLD, att_library_name(library, work));
	out_spaces(out, out->column + 1 < column ? 0 : 1);
	out_column(out, column);
	out_passage(out, title, strlen(title));
	out_newline(out);
	out_wrap(out, 2 * HANG);
	out_spaces(out, HANG);
	out_format(out, "%s, %s: ", size, _(att_library_origin(library, work)));
	out_str(out, att_library_path(library, work));
	out_newline(out);
}

static unsigned
name_column(const struct cli *cli, struct works *works)
{
	unsigned limit = (unsigned)cli->out.columns / 2, widest = 0;

	for (size_t i = 0; i < works->count; i++) {
		unsigned columns = out_width(&cli->out,
		    att_library_name(works->library, works->part[i].work));

		if (columns > widest && columns <= limit)
			widest = columns;
	}
	return widest + 2;
}

int
cmd_works(struct cli *cli)
{
	struct works works = {0};
	int status = works_open(cli, cli->word, cli->count, &works);
	unsigned column = status == 0 ? name_column(cli, &works) : 0;
	size_t found = 0, others;

	if (status == 0 && !cli->json && !cli->value[OPT_NO_PAGER])
		out_page(&cli->out);
	for (size_t i = 0; status == 0 && i < works.count && cli_going(cli);
	     i++) {
		size_t work = works.part[i].work;
		const struct att_image *image = works_image(&works, work);

		if (image && cli->json)
			json_work(cli, &works, work, image);
		else if (image)
			print_work(cli, &works, work, image, column);
		found += image != NULL;
	}
	others = works.library ? att_library_passed_over(works.library) : 0;
	if (others && !cli->value[OPT_QUIET])
		complain(
		    P_("%zu XML file of other kinds passed over",
		        "%zu XML files of other kinds passed over", others),
		    others);
	if (status == 0)
		status = works_status(cli, &works, found);
	works_close(&works);
	return status;
}

static int
cache_status(struct cli *cli)
{
	struct att_cache_status status;
	struct att_error err = {0};
	struct out *out = &cli->out;
	struct json json;
	char size[32];

	if (!att_cache_status(&status, &err))
		return complain("%s", err.text);
	if (cli->json) {
		json_begin(&json, out);
		json_string(&json, "path", status.path);
		json_number(&json, "images", (int64_t)status.images);
		json_number(&json, "bytes", (int64_t)status.bytes);
		json_number(&json, "stale", (int64_t)status.stale);
		json_end(&json);
		return CLI_FOUND;
	}
	human_size(size, sizeof(size), status.bytes);
	out_format(out, _("folder: %s"), status.path);
	out_newline(out);
	out_format(out,
	    P_("works:  %zu (%zu of them no longer fits)",
	        "works:  %zu (%zu of them no longer fit)", status.stale),
	    status.images, status.stale);
	out_newline(out);
	out_format(out, _("size:   %s"), size);
	out_newline(out);
	return CLI_FOUND;
}

/* In words for people; they are taken. */
static void
tell_number(struct cli *cli, const char *name, size_t count, char *words)
{
	struct json json;

	if (cli->json) {
		json_begin(&json, &cli->out);
		json_number(&json, name, (int64_t)count);
		json_end(&json);
	} else if (!cli->value[OPT_QUIET]) {
		out_str(&cli->out, words);
		out_newline(&cli->out);
	}
	free(words);
}

static int
cache_clear(struct cli *cli)
{
	struct att_error err = {0};
	size_t removed = 0;

	if (!att_cache_clear(&removed, &err))
		return complain("%s", err.text);
	tell_number(cli, "removed", removed,
	    mem_format(
	        P_("%zu file removed", "%zu files removed", removed), removed));
	return CLI_FOUND;
}

static int
cache_build(struct cli *cli)
{
	struct att_error err = {0};
	struct works works = {0};
	size_t made = 0;
	int status = works_open(cli, cli->word, cli->count, &works);

	if (status == 0 && !att_cache_build(works.library,
	                       cli->value[OPT_BUILD], &made, &err)) {
		status = stop_asked() ? cli_status(cli, made)
		                      : complain("%s", err.text);
	} else if (status == 0) {
		tell_number(cli, "made", made,
		    mem_format(
		        P_("%zu work made", "%zu works made", made), made));
		status = works_status(cli, &works, made);
	}
	works_close(&works);
	return status;
}

int
cmd_cache(struct cli *cli)
{
	int asked = (cli->value[OPT_STATUS] != NULL) +
	            (cli->value[OPT_CLEAR] != NULL) +
	            (cli->value[OPT_BUILD] != NULL);

	if (asked > 1)
		return complain(_("--status, --clear and --build exclude each "
		                  "other"));
	if (cli->count > 0 && !cli->value[OPT_BUILD])
		return complain(_("cache takes works only with --build"));
	if (cli->value[OPT_BUILD])
		return cache_build(cli);
	return cli->value[OPT_CLEAR] ? cache_clear(cli) : cache_status(cli);
}
