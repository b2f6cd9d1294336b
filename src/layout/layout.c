/* One unit of a work as lines. */
#include "attache/layout.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "layout/flow.h"
#include "layout/heading.h"
#include "layout/index.h"

struct att_layout {
	struct arena arena;
	struct lines lines;
};

static int
clamp(int value, int least, int most)
{
	if (value < least)
		return least;
	return value > most ? most : value;
}

static int
columns_of(const struct att_layout_opts *opts)
{
	int columns = clamp(opts->columns, ATT_COLUMNS_MIN, ATT_COLUMNS_MAX);
	int measure = opts->measure > 0 ? opts->measure : ATT_MEASURE;

	measure = clamp(measure, ATT_COLUMNS_MIN, ATT_COLUMNS_MAX);
	return measure < columns ? measure : columns;
}

/* Whether the unit holds anything but the titles of its section. */
static bool
has_text(const struct page *page, const struct att_unit *unit)
{
	const struct att_image *image = page->image;

	for (uint32_t i = unit->first + 1; i < unit->last;) {
		const struct att_node *n = att_node(image, i);
		enum att_class class = att_kind_class(n->kind);

		if (page_skips(page, i) || class == ATT_CLASS_INLINE) {
			i = n->next;
			continue;
		}
		if (class == ATT_CLASS_LEAF && n->kind != ATT_TITLE &&
		    n->kind != ATT_SUBTITLE && n->kind != ATT_BYLINE)
			return true;
		i++;
	}
	return false;
}

/* What is generated for a section that says nothing itself. */
static void
draw_generated(struct flow *flow, const struct att_unit *unit)
{
	const struct att_image *image = flow->page->image;
	const struct att_node *n = att_node(image, unit->first);

	if (att_kind_class(n->kind) != ATT_CLASS_SECTION ||
	    has_text(flow->page, unit))
		return;
	if (unit->last < n->next)
		heading_contents(flow, unit->first);
	else if (n->kind == ATT_INDEX)
		index_draw(flow, unit->first);
}

static void
draw_unit(struct flow *flow, const struct att_unit *unit)
{
	const struct att_image *image = flow->page->image;
	uint32_t section = att_section(image, unit->section)->node;

	flow->pos = unit->text.start;
	if (unit->first != section)
		flow_resume(flow, section, unit->first);
	flow_walk(flow, unit->first, unit->last, 0);
	flow_flush(flow, section);
	heading_end(flow);
	draw_generated(flow, unit);
}

/* There is always a line, and the order that finding relies on. */
static void
finish(struct att_layout *layout, const struct att_unit *unit)
{
	struct lines *lines = &layout->lines;

	if (lines->count == 0) {
		lines->item =
		    mem_grow(lines->item, &lines->cap, 1, sizeof(*lines->item));
		lines->item[lines->count++] = (struct att_line){
		    .range = {unit->text.start, unit->text.start},
		    .node = unit->first};
	}
	for (size_t i = 1; i < lines->count; i++) {
		struct att_line *line = &lines->item[i];

		if (line->range.start < line[-1].range.start)
			line->range.start = line[-1].range.start;
		if (line->range.end < line->range.start)
			line->range.end = line->range.start;
	}
}

struct att_layout *
att_layout_new(const struct att_image *image, const struct att_unit *unit,
    const struct att_layout_opts *opts)
{
	struct att_layout *layout = mem_alloc(sizeof(*layout));
	struct page page = {.image = image,
	    .hidden = opts->hidden,
	    .width = opts->width ? opts->width : att_width_unicode,
	    .ascii = opts->ascii,
	    .joined = opts->joined};
	struct flow flow;

	page.text = att_image_text(image, &page.size);
	flow_init(&flow, &page, &layout->lines, columns_of(opts));
	draw_unit(&flow, unit);
	flow_done(&flow);
	layout->arena = page.arena;
	page_done(&page);
	finish(layout, unit);
	return layout;
}

void
att_layout_free(struct att_layout *layout)
{
	if (!layout)
		return;
	arena_done(&layout->arena);
	free(layout->lines.item);
	free(layout);
}

uint32_t
att_layout_count(const struct att_layout *layout)
{
	return (uint32_t)layout->lines.count;
}

const struct att_line *
att_layout_line(const struct att_layout *layout, uint32_t line)
{
	assert(line < layout->lines.count);
	return &layout->lines.item[line];
}

static bool
shows(const struct att_line *line, att_pos pos)
{
	for (uint32_t i = 0; i < line->count; i++) {
		if (line->run[i].range.start <= pos &&
		    pos < line->run[i].range.end)
			return true;
	}
	return false;
}

/* Cells stand side by side and the foot of a table may come before its body:
 * the words may be on an earlier line of the row, or further down. */
static uint32_t
find_in_table(const struct att_layout *layout, uint32_t line, att_pos pos)
{
	const struct att_line *item = layout->lines.item;
	uint32_t count = (uint32_t)layout->lines.count;

	for (uint32_t i = line + 1;
	     i-- > 0 && item[i].node == item[line].node;) {
		if (shows(&item[i], pos))
			return i;
	}
	for (uint32_t i = line + 1;
	     i < count &&
	     (item[i].kind == ATT_LINE_TABLE || item[i].kind == ATT_LINE_RULE ||
	         item[i].kind == ATT_LINE_BLANK);
	     i++) {
		if (shows(&item[i], pos))
			return i;
	}
	return line;
}

uint32_t
att_layout_find(const struct att_layout *layout, att_pos pos)
{
	const struct att_line *item = layout->lines.item;
	uint32_t low = 0, high = (uint32_t)layout->lines.count;

	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;

		if (item[mid].range.start <= pos)
			low = mid;
		else
			high = mid;
	}
	/* The last of several that start here is the one with the text; rules
	 * and blank lines show none. */
	while (low > 0 && item[low].range.start == item[low].range.end &&
	       item[low - 1].range.end > pos)
		low--;
	if (item[low].kind == ATT_LINE_TABLE)
		return find_in_table(layout, low, pos);
	return low;
}
