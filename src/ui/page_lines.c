/* Lines of a work across its units. */
#include "ui/page_lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
lines_forget(struct lines *lines)
{
	for (size_t i = 0; i < LINES_KEPT; i++) {
		att_layout_free(lines->kept[i].layout);
		lines->kept[i].layout = NULL;
	}
}

void
lines_done(struct lines *lines)
{
	lines_forget(lines);
	lines->image = NULL;
}

void
lines_use(struct lines *lines, const struct att_image *image)
{
	lines_forget(lines);
	lines->image = image;
	lines->blank.kind = ATT_LINE_BLANK;
}

int
lines_measure(const struct app *app)
{
	int measure = atoi(app->settings.measure);

	return measure >= 20 && measure <= 300 ? measure : ATT_MEASURE;
}

void
lines_settings(struct lines *lines, const struct app *app)
{
	if (!lines->opts.columns)
		lines->opts.columns = 80;
	lines->opts.measure = lines_measure(app);
	lines->opts.width = app->grid.width;
	lines->opts.ascii = app->grid.ascii;
	lines->opts.joined = app->linear || settings_on(app->settings.joined);
}

bool
lines_width(struct lines *lines, const struct app *app, int columns)
{
	struct att_layout_opts before = lines->opts;

	lines_settings(lines, app);
	lines->opts.columns = columns;
	return before.columns != lines->opts.columns ||
	       before.measure != lines->opts.measure ||
	       before.ascii != lines->opts.ascii ||
	       before.joined != lines->opts.joined ||
	       before.width != lines->opts.width;
}

static struct att_layout *
layout_of(struct lines *lines, const struct att_unit *unit)
{
	size_t oldest = 0;

	lines->clock++;
	for (size_t i = 0; i < LINES_KEPT; i++) {
		if (lines->kept[i].layout &&
		    lines->kept[i].unit.first == unit->first &&
		    lines->kept[i].unit.last == unit->last) {
			lines->kept[i].used = lines->clock;
			return lines->kept[i].layout;
		}
		if (!lines->kept[i].layout)
			oldest = i;
		else if (lines->kept[oldest].layout &&
		         lines->kept[i].used < lines->kept[oldest].used)
			oldest = i;
	}
	att_layout_free(lines->kept[oldest].layout);
	lines->kept[oldest].unit = *unit;
	lines->kept[oldest].used = lines->clock;
	lines->kept[oldest].layout =
	    att_layout_new(lines->image, unit, &lines->opts);
	return lines->kept[oldest].layout;
}

struct cursor
lines_find(struct lines *lines, att_pos pos)
{
	struct cursor c;

	att_unit_at(lines->image, pos, &c.unit);
	c.line = att_layout_find(layout_of(lines, &c.unit), pos);
	/* The heading stands above the section's first position. */
	if (pos <= c.unit.text.start)
		c.line = 0;
	return c;
}

uint32_t
lines_count(struct lines *lines, struct cursor c)
{
	struct att_unit next = c.unit;

	return att_layout_count(layout_of(lines, &c.unit)) +
	       (att_unit_next(lines->image, &next) ? 1 : 0);
}

const struct att_line *
lines_at(struct lines *lines, struct cursor c)
{
	struct att_layout *layout = layout_of(lines, &c.unit);

	if (c.line < att_layout_count(layout))
		return att_layout_line(layout, c.line);
	lines->blank.range.start = lines->blank.range.end = c.unit.text.end;
	return &lines->blank;
}

bool
lines_next(struct lines *lines, struct cursor *c)
{
	if (c->line + 1 < lines_count(lines, *c)) {
		c->line++;
		return true;
	}
	if (!att_unit_next(lines->image, &c->unit))
		return false;
	c->line = 0;
	return true;
}

bool
lines_prev(struct lines *lines, struct cursor *c)
{
	if (c->line > 0) {
		c->line--;
		return true;
	}
	if (!att_unit_prev(lines->image, &c->unit))
		return false;
	c->line = lines_count(lines, *c) - 1;
	return true;
}

bool
lines_same(const struct cursor *a, const struct cursor *b)
{
	return a->unit.first == b->unit.first && a->line == b->line;
}

static uint32_t
link_row(const struct att_image *image, uint32_t node)
{
	uint32_t row = node < att_node_count(image) ? att_link_from(image, node)
	                                            : ATT_NONE;

	return row == ATT_NONE ? att_link_count(image) : row;
}

void
lines_links(const struct lines *lines, struct att_unit unit, uint32_t *first,
    uint32_t *last)
{
	*first = link_row(lines->image, unit.first);
	*last = link_row(lines->image, unit.last);
}

int
lines_column(const struct att_line *line, att_pos pos, att_width *width)
{
	for (uint32_t i = 0; i < line->count; i++) {
		const struct att_run *run = &line->run[i];

		if (pos >= run->range.start && pos < run->range.end)
			return run->column + (int)att_cell_columns(run->text,
			                         pos - run->range.start, width);
	}
	return 0;
}

bool
lines_generates(const struct lines *lines, const struct att_unit *unit)
{
	const struct att_node *n = att_node(lines->image, unit->first);

	return att_kind_class(n->kind) == ATT_CLASS_SECTION &&
	       (unit->last < n->next || n->kind == ATT_INDEX);
}
