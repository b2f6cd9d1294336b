/* Titles of sections.
 *
 * Works and chapters: bold over a rule; sections: bold; deeper ones:
 * underlined. So levels stay apart without colours. */
#include "layout/heading.h"

#include <string.h>

#include "base/mem.h"
#include "layout/fill.h"
#include "model/locale.h"

enum {
	RULED_LEVEL = 1,
	BOLD_LEVEL = 3,
	CONTENTS_MAX = 500 /* parts listed; of the others the number is said */
};

static uint32_t
row_of(const struct flow *flow, uint32_t node)
{
	return att_section_of(flow->page->image, node);
}

static bool
is_ruled(const struct att_section *section)
{
	return section->level <= RULED_LEVEL || section->kind == ATT_PART ||
	       section->kind == ATT_CHAPTER || section->kind == ATT_APPENDIX ||
	       section->kind == ATT_PREFACE || section->kind == ATT_ARTICLE;
}

static uint32_t
style_of(const struct att_section *section)
{
	if (is_ruled(section) || section->level <= BOLD_LEVEL)
		return ATT_S_HEADING | ATT_S_BOLD;
	return ATT_S_HEADING | ATT_S_UNDERLINE;
}

/* "4.2"; for a part or appendix, whose bare number says little, the word
 * too. */
static const char *
number_of(const struct flow *flow, const struct att_section *section)
{
	const struct att_image *image = flow->page->image;
	const char *number = att_image_string(image, section->number);
	const char *label = att_node_label(image, section->node);

	if (label && *number &&
	    (section->kind == ATT_PART || section->kind == ATT_APPENDIX))
		return label;
	return number;
}

/* The widest of the last lines, from line first. */
static int
widest(const struct flow *flow, size_t first)
{
	int columns = 0;

	for (size_t i = first; i < flow->out->count; i++) {
		const struct att_line *line = &flow->out->item[i];

		if (line->columns - flow->left > columns)
			columns = line->columns - flow->left;
	}
	return columns;
}

static void
want_rule(struct flow *flow, const struct att_section *section, size_t first)
{
	int columns = widest(flow, first);

	if (!is_ruled(section))
		return;
	flow->rule = section->level == 0 ? PAGE_RULE_DOUBLE : PAGE_RULE;
	flow->rule_columns =
	    columns > flow->rule_columns ? columns : flow->rule_columns;
	flow->rule_node = section->node;
}

/* The number and then the pieces that draw has added. */
static void
draw(struct flow *flow, const struct att_section *section, uint32_t node)
{
	const char *number = number_of(flow, section);
	int hang = 0;

	if (*number) {
		flow_prefix(flow, page_format(flow->page, "%s  ", number),
		    style_of(section) | ATT_S_MARK);
		hang =
		    (int)page_columns(flow->page, number, strlen(number)) + 2;
	}
	pieces_clear(flow->page);
	flow_take_prefixes(flow, node != section->node
	                             ? att_node(flow->page->image, node)->start
	                             : flow->pos);
	if (node != section->node)
		pieces_add(flow->page, node, style_of(section) | flow->style);
	else
		pieces_literal(flow->page,
		    att_image_string(flow->page->image, section->title),
		    strlen(att_image_string(flow->page->image, section->title)),
		    style_of(section) | ATT_S_MARK, ATT_NONE, flow->pos);
	flow_text(flow, node, ATT_LINE_HEADING, hang);
}

static bool
has_title(const struct flow *flow, uint32_t section)
{
	const struct att_image *image = flow->page->image;
	uint32_t last = att_node(image, section)->next;

	for (uint32_t i = section + 1; i < last; i = att_node(image, i)->next) {
		const struct att_node *n = att_node(image, i);

		if (n->kind == ATT_TITLE)
			return n->end > n->start && !page_skips(flow->page, i);
		if (att_kind_class(n->kind) == ATT_CLASS_SECTION)
			return false;
	}
	return false;
}

void
heading_open(struct flow *flow, uint32_t node)
{
	const struct att_section *section =
	    att_section(flow->page->image, row_of(flow, node));
	size_t first = flow->out->count;

	flow->heading = node;
	if (has_title(flow, node))
		return;
	flow->pos = att_node(flow->page->image, node)->start;
	draw(flow, section, node);
	flow->heading = ATT_NONE;
	want_rule(flow, section, first);
	flow->title_done = true;
}

void
heading_title(struct flow *flow, uint32_t node)
{
	const struct att_image *image = flow->page->image;
	uint32_t parent = att_node(image, node)->parent;
	const struct att_section *section =
	    att_section(image, row_of(flow, parent));
	size_t first = flow->out->count;

	if (flow->heading == parent) {
		draw(flow, section, node);
	} else {
		/* A second title: no number again. */
		pieces_clear(flow->page);
		pieces_add(flow->page, node, style_of(section) | flow->style);
		flow_text(flow, node, ATT_LINE_HEADING, 0);
	}
	flow->heading = ATT_NONE;
	want_rule(flow, section, first);
	flow->title_done = true;
}

static void
meta_line(struct flow *flow, const char *const *values, size_t count,
    const char *comma)
{
	struct page *page = flow->page;
	size_t parts = 0;

	pieces_clear(page);
	for (size_t i = 0; i < count; i++) {
		if (!*values[i])
			continue;
		if (parts++ > 0)
			pieces_literal(page, comma, strlen(comma), ATT_S_MARK,
			    ATT_NONE, flow->pos);
		pieces_literal(page, values[i], strlen(values[i]), ATT_S_MARK,
		    ATT_NONE, flow->pos);
	}
	if (parts == 0)
		return;
	flow_text(flow, 0, ATT_LINE_TEXT, 2);
}

static void
authors(struct flow *flow)
{
	const struct att_image *image = flow->page->image;
	const char *values[16];
	size_t count = 0;

	for (uint32_t i = 0; i < att_meta_count(image); i++) {
		const struct att_meta_row *row = att_meta(image, i);

		if (row->key == ATT_META_BYLINE && count < COUNT(values))
			values[count++] = att_image_string(image, row->value);
	}
	meta_line(flow, values, count, "; ");
}

/* Who made the work, when and where, as its source says. */
static void
makers(struct flow *flow)
{
	const struct att_image *image = flow->page->image;
	const char *values[] = {att_image_meta(image, ATT_META_EDITION),
	    att_image_meta(image, ATT_META_PUBLISHER),
	    att_image_meta(image, ATT_META_PLACE),
	    att_image_meta(image, ATT_META_DATE)};

	flow_space(flow);
	authors(flow);
	meta_line(flow, values, COUNT(values), ", ");
}

void
heading_end(struct flow *flow)
{
	bool work = flow->rule_node == 0;
	size_t prefixes = flow->prefixes;

	if (!flow->title_done)
		return;
	flow->title_done = false;
	flow->prefixes = 0; /* they belong to what comes now */
	if (flow->rule) {
		flow_stick(flow);
		flow_rule(flow, flow->rule_node, flow->rule, flow->left,
		    flow->rule_columns);
	}
	if (flow->rule && work)
		makers(flow);
	flow->prefixes = prefixes;
	flow->rule = NULL;
	flow->rule_columns = 0;
	flow->stick = false;
	flow_space(flow);
}

static void
contents_line(struct flow *flow, const struct att_section *part, int hang)
{
	struct page *page = flow->page;
	const struct att_image *image = page->image;
	const char *number = att_image_string(image, part->number);
	const char *title = att_image_string(image, part->title);
	att_pos pos = flow->pos, target = att_node(image, part->node)->start;
	int columns = (int)page_columns(page, number, strlen(number));

	pieces_clear(page);
	if (*number) {
		number = page_format(page, "%s%*s", number,
		    hang > columns ? hang - columns : 2, "");
		pieces_literal(
		    page, number, strlen(number), ATT_S_MARK, ATT_NONE, pos);
	} else {
		flow->outdent = -hang; /* under the other titles */
	}
	pieces_literal(
	    page, title, strlen(title), ATT_S_LINK, ATT_NONE, target);
	flow_text(flow, part->node, ATT_LINE_TEXT, *number ? hang : hang + 2);
}

/* Columns of the widest number of the parts, with the space after it. */
static int
contents_hang(const struct flow *flow, uint32_t row)
{
	const struct att_image *image = flow->page->image;
	uint32_t last = att_section(image, row)->next;
	unsigned widest_number = 0;

	for (uint32_t i = row + 1; i < last; i = att_section(image, i)->next) {
		const char *number =
		    att_image_string(image, att_section(image, i)->number);
		unsigned columns =
		    page_columns(flow->page, number, strlen(number));

		if (columns > widest_number && columns <= 12)
			widest_number = columns;
	}
	return widest_number ? (int)widest_number + 2 : 0;
}

void
heading_contents(struct flow *flow, uint32_t node)
{
	const struct att_image *image = flow->page->image;
	uint32_t row = row_of(flow, node), count = 0;
	uint32_t last = att_section(image, row)->next;
	int hang = contents_hang(flow, row);

	heading_end(flow);
	/* An only part's own heading follows at once. */
	if (row + 1 >= last || att_section(image, row + 1)->next >= last)
		return;
	for (uint32_t i = row + 1; i < last; i = att_section(image, i)->next) {
		if (count++ < CONTENTS_MAX)
			contents_line(flow, att_section(image, i), hang);
	}
	if (count > CONTENTS_MAX)
		flow_literal(flow, ATT_LINE_TEXT, node,
		    page_format(flow->page, "(+ %u)", count - CONTENTS_MAX),
		    ATT_S_MARK, flow->left);
}
