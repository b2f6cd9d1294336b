/* attache links, attache backlinks: where links lead and where they come
 * from. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/message.h"
#include "cli/hits.h"
#include "cli/passage.h"
#include "cli/render.h"

/* What a link says: its own words, else the generated ones, else the label or
 * text of an image. */
static void
link_words(const struct att_image *image, uint32_t row, struct buf *words)
{
	const struct att_link *link = att_link(image, row);
	const struct att_node *node = att_node(image, link->node);
	const char *given = att_image_string(image, link->words);

	buf_clear(words);
	if (node->end > node->start)
		buf_add(words, att_image_text(image, NULL) + node->start,
		    node->end - node->start);
	else if (*given)
		buf_str(words, given);
	else if ((given = att_node_attr(image, link->node, ATT_A_ALT)))
		buf_str(words, given);
}

/* Whether a link leads nowhere. A document outside the folder is there, and not
 * opened before a reader goes there. */
static bool
is_broken(struct works *works, size_t work, const struct att_image *image,
    uint32_t row)
{
	const struct att_link *link = att_link(image, row);
	const char *target = att_image_string(image, link->target);
	size_t other;
	uint32_t node;
	char *apart;

	if (link->kind != ATT_LINK_WORK)
		return link->kind == ATT_LINK_BROKEN;
	if (att_library_resolve(works->library, work, target, &other, &node))
		return false;
	apart = att_library_apart(works->library, work, target);
	free(apart);
	return !apart;
}

static void
print_link(struct cli *cli, struct works *works, size_t work,
    const struct att_image *image, uint32_t row)
{
	const struct att_link *link = att_link(image, row);
	struct out *out = &cli->out;
	char address[ADDRESS_MAX], target[ADDRESS_MAX];
	bool broken = is_broken(works, work, image, row);
	struct buf words = {0};

	link_words(image, row, &words);
	works_address(
	    works, work, image, att_node(image, link->node)->start, address);
	out_wrap(out, HANG);
	out_styled(out, ATT_S_DIM, address);
	out_str(out, ":");
	out_spaces(out, 1);
	out_styled(out, broken ? ATT_S_BROKEN : 0,
	    broken ? "broken" : link_kind_name((enum att_link_kind)link->kind));
	out_spaces(out, 1);
	out_styled(out, ATT_S_LINK | (broken ? ATT_S_BROKEN : 0),
	    link_target(image, row, target, sizeof(target)));
	out_spaces(out, 2);
	out_passage(out, words.data, words.size);
	out_newline(out);
	buf_done(&words);
}

static void
json_link(struct cli *cli, struct works *works, size_t work,
    const struct att_image *image, uint32_t row)
{
	const struct att_link *link = att_link(image, row);
	att_pos pos = att_node(image, link->node)->start;
	char target[ADDRESS_MAX];
	struct buf words = {0};
	struct json json;

	link_words(image, row, &words);
	json_begin(&json, &cli->out);
	json_place(
	    &json, works, work, image, pos, att_section_of(image, link->node));
	json_number(&json, "pos", pos);
	json_string(
	    &json, "kind", link_kind_name((enum att_link_kind)link->kind));
	json_string(
	    &json, "target", link_target(image, row, target, sizeof(target)));
	json_bool(&json, "broken", is_broken(works, work, image, row));
	json_text(&json, "words", words.data ? words.data : "", words.size);
	json_end(&json);
	buf_done(&words);
}

static size_t
part_links(struct cli *cli, struct works *works, const struct part *part)
{
	const struct att_image *image = works_image(works, part->work);
	uint32_t row = image ? att_link_from(image, part->node) : ATT_NONE;
	size_t count = 0;

	for (; row != ATT_NONE && row < att_link_count(image); row++) {
		if (!part_holds(image, part, att_link(image, row)->node) ||
		    !cli_going(cli))
			break;
		if (cli->json)
			json_link(cli, works, part->work, image, row);
		else
			print_link(cli, works, part->work, image, row);
		count++;
	}
	return count;
}

int
cmd_links(struct cli *cli)
{
	struct works works = {0};
	size_t found = 0;
	int status = works_open(cli, cli->word, cli->count, &works);

	if (status == 0 && !cli->json && !cli->value[OPT_NO_PAGER])
		out_page(&cli->out);
	for (size_t i = 0; status == 0 && i < works.count && cli_going(cli);
	     i++)
		found += part_links(cli, &works, &works.part[i]);
	if (status == 0)
		status = works_status(cli, &works, found);
	works_close(&works);
	return status;
}

static void
json_referrer(struct cli *cli, struct works *works,
    const struct att_referrer *r, const struct att_image *image,
    struct att_range range, struct att_range sentence)
{
	uint32_t node = att_link(image, r->link)->node;
	struct buf words = {0}, read = {0};
	size_t from, to;
	struct json json;

	link_words(image, r->link, &words);
	passage_read(image, sentence, range, &read, &from, &to);
	json_begin(&json, &cli->out);
	json_place(&json, works, r->work, image, range.start,
	    att_section_of(image, node));
	json_number(&json, "pos", range.start);
	json_text(&json, "words", words.data ? words.data : "", words.size);
	json_text(&json, "sentence", buf_cstr(&read), read.size);
	json_end(&json);
	buf_done(&read);
	buf_done(&words);
}

static int
print_referrers(struct cli *cli, struct works *works, const struct part *part)
{
	struct hits hits = {.cli = cli, .works = works, .whole = true};
	struct att_referrer *item = NULL;
	size_t count = att_library_referrers(
	    works->library, part->work, part->node, &item);
	size_t found = 0;

	for (size_t i = 0; i < count && cli_going(cli); i++) {
		const struct att_image *image =
		    works_image(works, item[i].work);
		struct att_range range, sentence;

		if (!image)
			continue;
		range = node_range(image, att_link(image, item[i].link)->node);
		sentence = passage_sentence(image, range);
		if (cli->json)
			json_referrer(
			    cli, works, &item[i], image, range, sentence);
		else
			hits_line(&hits, item[i].work, image, range, sentence);
		found++;
	}
	free(item);
	return works_status(cli, works, found);
}

/* With --all-works a file stands among those of its folder; a name among the
 * installed works, or those of --library: all are opened then, which NULL
 * says. Caller frees. */
static char *
folder_of(const struct cli *cli, const char *arg)
{
	char *name = works_name(arg);
	char *slash = strrchr(name, '/');

	if (!cli->value[OPT_LIBRARY] && access(name, F_OK) == 0) {
		if (!slash)
			strcpy(name, ".");
		else
			slash[slash == name] = '\0';
		return name;
	}
	free(name);
	return NULL;
}

static int
open_beside(struct cli *cli, struct works *works)
{
	const char **arg = mem_alloc((cli->count + 1) * sizeof(*arg));
	bool all = cli->value[OPT_ALL_WORKS] != NULL;
	char *folder = all ? folder_of(cli, cli->word[0]) : NULL;
	size_t count = cli->count;
	int status;

	memcpy(arg, cli->word, count * sizeof(*arg));
	if (folder)
		arg[count++] = folder;
	else if (all)
		count = 0;
	status = works_open(cli, arg, count, works);
	free(folder);
	free(arg);
	return status;
}

int
cmd_backlinks(struct cli *cli)
{
	struct works works = {0};
	struct part part;
	int status;

	if (cli->count == 0)
		return complain(_("backlinks wants a place: WORK#ID"));
	status = open_beside(cli, &works);
	if (status == 0)
		status = works_part(&works, cli->word[0], &part);
	if (status == 0)
		status = print_referrers(cli, &works, &part);
	works_close(&works);
	return status;
}
