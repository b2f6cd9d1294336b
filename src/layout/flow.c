/* Margins, labels, space and lines of a column. */
#include "layout/flow.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "layout/fill.h"

void
flow_init(struct flow *flow, struct page *page, struct lines *out, int columns)
{
	*flow = (struct flow){
	    .page = page, .out = out, .right = columns, .heading = ATT_NONE};
}

void
flow_done(struct flow *flow)
{
	free(flow->prefix);
	free(flow->bar);
	free(flow->frame);
}

void
flow_reset(struct flow *flow, int columns)
{
	flow->left = 0;
	flow->right = columns;
	flow->gap = flow->stick = false;
	flow->last = 0;
	flow->outdent = 0;
	flow->labels = flow->prefixes = flow->bars = flow->frames = 0;
	flow->out->count = 0;
}

static struct att_line *
line_add(struct lines *lines)
{
	lines->item = mem_grow(
	    lines->item, &lines->cap, lines->count + 1, sizeof(*lines->item));
	return &lines->item[lines->count++];
}

static struct att_run
label_run(const struct label *label, att_pos pos)
{
	return (struct att_run){.text = label->text,
	    .size = label->size,
	    .range = {pos, pos},
	    .style = label->style,
	    .link = ATT_NONE,
	    .column = label->column,
	    .columns = label->columns};
}

/* Whether the text of a bar is part of the next one's. */
static bool
is_shared(const struct flow *flow, size_t bar)
{
	return bar + 1 < flow->bars && flow->bar[bar + 1].joined;
}

/* Make a line of the bars, labels and count runs. */
static void
make_line(struct flow *flow, enum att_line_kind kind, uint32_t node,
    struct att_range range, const struct att_run *run, size_t count)
{
	size_t all = flow->labels + count;
	struct att_line *line = line_add(flow->out);
	struct att_run *runs;
	size_t n = 0;

	for (size_t i = 0; i < flow->bars; i++)
		all += !is_shared(flow, i);
	runs = arena_alloc(&flow->page->arena, all * sizeof(*runs));
	for (size_t i = 0; i < flow->bars; i++) {
		if (!is_shared(flow, i))
			runs[n++] = label_run(&flow->bar[i], range.start);
	}
	for (size_t i = 0; i < flow->labels; i++)
		runs[n++] = label_run(&flow->label[i], range.start);
	if (count)
		memcpy(runs + n, run, count * sizeof(*runs));
	flow->labels = 0;
	*line = (struct att_line){.range = range,
	    .run = runs,
	    .count = (uint32_t)all,
	    .node = node,
	    .kind = (uint8_t)kind};
	if (all > 0)
		line->columns =
		    (uint16_t)(runs[all - 1].column + runs[all - 1].columns);
}

void
flow_line(struct flow *flow, enum att_line_kind kind, uint32_t node,
    struct att_range range)
{
	struct page *page = flow->page;

	if (flow->resuming)
		return;
	if (flow->gap && flow->out->count > 0) {
		size_t labels = flow->labels;

		flow->labels = 0;
		make_line(flow, ATT_LINE_BLANK, node,
		    (struct att_range){range.start, range.start}, NULL, 0);
		flow->labels = labels;
	}
	flow->gap = flow->stick = false;
	make_line(flow, kind, node, range, page->run, page->run_count);
	flow->pos = range.end;
}

void
flow_literal(struct flow *flow, enum att_line_kind kind, uint32_t node,
    const char *text, uint32_t style, int column)
{
	struct page *page = flow->page;
	struct att_run *run;

	if (flow->prefixes) {
		pieces_clear(page);
		flow_text(flow, node, ATT_LINE_TEXT, 0);
	}
	page->run_count = 0;
	run = page_run(page);
	run->text = text;
	run->size = (uint32_t)strlen(text);
	run->range.start = run->range.end = flow->pos;
	run->style = style | flow->style;
	run->column = (uint16_t)column;
	run->columns = (uint16_t)page_columns(page, text, run->size);
	flow_line(flow, kind, node, run->range);
}

void
flow_rule(struct flow *flow, uint32_t node, const char *glyph, int column,
    int columns)
{
	size_t size = strlen(glyph);
	char *text;

	if (columns < 1)
		return;
	text = arena_alloc(&flow->page->arena, size * (size_t)columns + 1);
	for (int i = 0; i < columns; i++)
		memcpy(text + size * (size_t)i, glyph, size);
	text[size * (size_t)columns] = '\0';
	flow_literal(flow, ATT_LINE_RULE, node, text, ATT_S_RULE, column);
}

void
flow_space(struct flow *flow)
{
	if (!flow->stick && !flow->tight)
		flow->gap = true;
}

void
flow_stick(struct flow *flow)
{
	flow->gap = false;
	flow->stick = true;
}

void
flow_flush(struct flow *flow, uint32_t node)
{
	if (flow->prefixes) {
		pieces_clear(flow->page);
		flow_text(flow, node, ATT_LINE_TEXT, 0);
	}
	if (flow->labels) {
		flow->page->run_count = 0;
		flow_line(flow, ATT_LINE_TEXT, node,
		    (struct att_range){flow->pos, flow->pos});
	}
}

int
flow_step(const struct flow *flow)
{
	return flow->right - flow->left < NARROW ? 2 : 4;
}

void
flow_indent(struct flow *flow, int left, int right)
{
	if (flow->right - right - flow->left - left < TEXT_MIN)
		right = 0;
	if (flow->right - right - flow->left - left < TEXT_MIN)
		left = flow->right - TEXT_MIN - flow->left;
	if (left > 0)
		flow->left += left;
	flow->right -= right;
}

void
flow_prefix(struct flow *flow, const char *text, uint32_t style)
{
	if (flow->resuming)
		return;
	flow->prefix = mem_grow(flow->prefix, &flow->prefix_cap,
	    flow->prefixes + 1, sizeof(*flow->prefix));
	flow->prefix[flow->prefixes++] = (struct piece){.text = text,
	    .size = (uint32_t)strlen(text),
	    .style = style | flow->style,
	    .link = ATT_NONE};
}

void
flow_label(struct flow *flow, const char *text, uint32_t style, int column)
{
	struct label *label = &flow->label[flow->labels];
	size_t size = strlen(text);
	unsigned columns = page_columns(flow->page, text, size);
	int before = flow->labels ? label[-1].column + label[-1].columns : 0;

	flow->stick = true;
	if (flow->resuming)
		return;
	if (flow->labels == LABELS_MAX || flow->prefixes || column < before ||
	    column + (int)columns >= flow->left) {
		flow_prefix(flow, page_format(flow->page, "%s ", text), style);
		return;
	}
	*label = (struct label){.text = text,
	    .size = (uint32_t)size,
	    .style = style | flow->style,
	    .column = (uint16_t)column,
	    .columns = (uint16_t)columns};
	flow->labels++;
}

void
flow_bar(struct flow *flow, const char *text, int column)
{
	const struct label *last =
	    flow->bars ? &flow->bar[flow->bars - 1] : NULL;
	bool joined = last && last->column + last->columns + 1 == column;

	/* Bars side by side are one run of each line. */
	if (joined) {
		text = page_format(flow->page, "%s %s", last->text, text);
		column = last->column;
	}
	flow->bar = mem_grow(
	    flow->bar, &flow->bar_cap, flow->bars + 1, sizeof(*flow->bar));
	flow->bar[flow->bars++] = (struct label){.text = text,
	    .size = (uint32_t)strlen(text),
	    .style = ATT_S_RULE,
	    .column = (uint16_t)column,
	    .columns = (uint16_t)page_columns(flow->page, text, strlen(text)),
	    .joined = joined};
}

struct frame *
flow_top(const struct flow *flow)
{
	return flow->frames ? &flow->frame[flow->frames - 1] : NULL;
}

void
flow_take_prefixes(struct flow *flow, att_pos pos)
{
	for (size_t i = 0; i < flow->prefixes; i++)
		pieces_literal(flow->page, flow->prefix[i].text,
		    flow->prefix[i].size, flow->prefix[i].style,
		    flow->prefix[i].link, pos);
	flow->prefixes = 0;
}

/* The first column that is free beside the bars and labels of the next line. */
static int
label_end(const struct flow *flow)
{
	const struct label *last = NULL;

	if (flow->labels > 0)
		last = &flow->label[flow->labels - 1];
	else if (flow->bars > 0)
		last = &flow->bar[flow->bars - 1];
	return last ? last->column + last->columns + 1 : 0;
}

void
flow_text(struct flow *flow, uint32_t node, enum att_line_kind kind, int hang)
{
	struct page *page = flow->page;
	const struct att_node *n = att_node(page->image, node);
	int first = flow->left - flow->outdent;
	enum att_class class = att_kind_class(n->kind);
	struct fill fill = {.node = node,
	    .kind = kind,
	    .first = first,
	    .rest = flow->left + hang,
	    .right = flow->right,
	    .align = flow->align,
	    .end = n->end};

	/* Words of our own are at the place reached. */
	if (class == ATT_CLASS_CONTAINER || class == ATT_CLASS_SECTION) {
		fill.generated = true;
		fill.end = flow->pos;
	}
	if (page->pieces.count == 0)
		flow_take_prefixes(flow, flow->pos);
	if (fill.right - fill.rest < TEXT_MIN)
		fill.rest = flow->left;
	if (fill.first < label_end(flow))
		fill.first = label_end(flow);
	flow->outdent = 0;
	if (!flow->resuming && pieces_seal(page))
		fill_text(flow, &fill);
}
