/* attache show: works, sections and blocks as pages. */
#include <string.h>

#include "base/message.h"
#include "cli/hits.h"
#include "cli/render.h"

struct show {
	struct cli *cli;
	struct works *works;
	struct render render;
	struct att_layout_opts opts;
	size_t shown;
};

static void
print_unit(struct show *show, const struct att_unit *unit)
{
	struct att_layout *layout =
	    att_layout_new(show->render.image, unit, &show->opts);
	uint32_t count = att_layout_count(layout);

	for (uint32_t i = 0; i < count && out_ok(show->render.out); i++)
		render_line(&show->render, att_layout_line(layout, i));
	att_layout_free(layout);
	/* The first page is there before the last one is laid out. */
	if (show->shown++ == 0)
		out_flush(show->render.out);
}

static void
blank_line(struct show *show)
{
	struct att_line line = {.kind = ATT_LINE_BLANK};

	render_line(&show->render, &line);
}

static void
show_section(struct show *show, uint32_t section)
{
	const struct att_image *image = show->render.image;
	uint32_t last = att_section(image, section)->next;
	struct att_unit unit;
	bool more = true;

	att_unit_of(image, att_section(image, section)->node, &unit);
	while (more && unit.section < last && cli_going(show->cli)) {
		print_unit(show, &unit);
		more = att_unit_next(image, &unit);
		if (more && unit.section < last &&
		    unit.first == att_section(image, unit.section)->node)
			blank_line(show);
	}
}

static void
show_block(struct show *show, uint32_t node)
{
	const struct att_node *n = att_node(show->render.image, node);
	struct att_unit unit = {.first = node,
	    .last = n->next,
	    .section = att_section_of(show->render.image, node),
	    .text = {n->start, n->end}};

	print_unit(show, &unit);
}

static bool
is_kind(const struct att_image *image, uint32_t node, enum att_kind kind)
{
	return att_node(image, node)->kind == kind;
}

/* What is shown for an id: inlines show their block, titles and terms what they
 * belong to, and whatever is in a table the table. */
static uint32_t
shown_node(const struct att_image *image, const struct part *part)
{
	uint32_t node = part->node;

	if (part->pos != att_node(image, node)->start)
		node = att_node_at(image, part->pos);
	while (att_kind_class((enum att_kind)att_node(image, node)->kind) ==
	       ATT_CLASS_INLINE)
		node = att_node(image, node)->parent;
	if (is_kind(image, node, ATT_TITLE) ||
	    is_kind(image, node, ATT_SUBTITLE) ||
	    is_kind(image, node, ATT_TERM))
		node = att_node(image, node)->parent;
	for (uint32_t up = node; up != ATT_NONE;
	     up = att_node(image, up)->parent)
		if (is_kind(image, up, ATT_TABLE))
			node = up;
	return node;
}

static void
json_block(
    struct show *show, const struct part *part, const struct att_block *block)
{
	const struct att_image *image = show->render.image;
	const struct att_node *node = att_node(image, block->node);
	struct json json;

	json_begin(&json, show->render.out);
	json_place(&json, show->works, part->work, image, block->start,
	    att_section_of(image, block->node));
	json_string(&json, "kind", att_kind_name((enum att_kind)node->kind));
	json_string(&json, "parent",
	    att_kind_name((enum att_kind)att_node(image, node->parent)->kind));
	json_number(&json, "pos", block->start);
	json_text(&json, "text", att_image_text(image, NULL) + block->start,
	    block->end - block->start);
	json_end(&json);
	show->shown++;
}

static void
json_blocks(struct show *show, const struct part *part, uint32_t node)
{
	const struct att_image *image = show->render.image;
	uint32_t last = att_node(image, node)->next;
	uint32_t row = att_block_at(image, att_node(image, node)->start);

	for (; row != ATT_NONE && row < att_block_count(image); row++) {
		const struct att_block *block = att_block(image, row);

		if (block->node >= last || !cli_going(show->cli))
			break;
		if (block->node >= node)
			json_block(show, part, block);
	}
}

static void
show_part(struct show *show, const struct part *part)
{
	const struct att_image *image = works_image(show->works, part->work);
	uint32_t node;

	if (!image)
		return;
	show->render.image = image;
	node = shown_node(image, part);
	if (show->cli->json) {
		json_blocks(show, part, node);
		return;
	}
	if (show->shown > 0)
		blank_line(show);
	if (att_kind_class((enum att_kind)att_node(image, node)->kind) ==
	    ATT_CLASS_SECTION)
		show_section(show, att_section_of(image, node));
	else
		show_block(show, node);
	render_targets(&show->render);
}

static bool
links_option(const char *value, enum render_links *links)
{
	*links = RENDER_NONE;
	if (!value || strcmp(value, "none") == 0)
		return true;
	*links = strcmp(value, "osc8") == 0 ? RENDER_OSC8 : RENDER_NUMBERS;
	if (*links == RENDER_OSC8 || strcmp(value, "numbers") == 0)
		return true;
	complain(_("--links is osc8, numbers or none, not \"%s\""), value);
	return false;
}

static bool
show_options(struct cli *cli, struct show *show)
{
	long columns, measure;

	if (!cli_number(cli, OPT_WIDTH, ATT_COLUMNS_MIN, ATT_COLUMNS_MAX,
	        cli->out.columns, &columns) ||
	    !cli_number(cli, OPT_MEASURE, ATT_COLUMNS_MIN, ATT_COLUMNS_MAX, 0,
	        &measure) ||
	    !links_option(cli->value[OPT_LINKS], &show->render.links))
		return false;
	show->opts = (struct att_layout_opts){.columns = (int)columns,
	    .measure = (int)measure,
	    .width = cli->out.width,
	    .ascii = cli->out.ascii};
	show->render.out = &cli->out;
	show->render.marked = cli->value[OPT_MARKED] != NULL;
	show->render.blank = true;
	return true;
}

int
cmd_show(struct cli *cli)
{
	struct works works = {0};
	struct show show = {.cli = cli, .works = &works};
	int status;

	if (!show_options(cli, &show))
		return CLI_ERROR;
	status = works_open(cli, cli->word, cli->count, &works);
	if (status == 0 && !cli->json && !cli->value[OPT_NO_PAGER])
		out_page(&cli->out);
	for (size_t i = 0; status == 0 && i < works.count && cli_going(cli);
	     i++)
		show_part(&show, &works.part[i]);
	if (status == 0)
		status = works_status(cli, &works, show.shown);
	works_close(&works);
	return status;
}
