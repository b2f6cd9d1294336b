/* Drawing a table: its cells side by side, a row at a time.
 *
 * Every cell of a row is laid out into a column of its own; then the lines of
 * all are joined. A cell over several rows goes on being drawn in the rows
 * below; what it has not shown by its last row makes that row higher. */
#include "layout/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { FACT_LINES = 3 /* of a table of facts; a row of more is long */ };

/* A cell being drawn, by its first column. */
struct slot {
	struct lines lines;
	size_t next;   /* line to draw */
	uint32_t rows; /* left, with this one; 0: free */
	uint32_t columns;
	int x;
};

struct drawing {
	struct flow *flow; /* of the table */
	struct flow cell;  /* one cell's, used again for each */
	const struct grid *grid;
	struct slot *slot;
	bool airy; /* many rows take several lines: space between them */
	bool open; /* a line of this table was drawn */
};

static int
x_of(const struct grid *grid, uint32_t column)
{
	int x = 0;

	for (uint32_t i = 0; i < column; i++)
		x += grid->width[i] + COLUMN_GAP;
	return x;
}

static int
width_of(const struct grid *grid, const struct cell *cell)
{
	int width = ((int)cell->columns - 1) * COLUMN_GAP;

	for (uint32_t i = 0; i < cell->columns; i++)
		width += grid->width[cell->column + i];
	return width;
}

static bool
is_body(const struct row *row)
{
	return !row->head;
}

static void
lay_out_cell(struct drawing *d, const struct cell *cell)
{
	const struct att_image *image = d->flow->page->image;
	const struct grid *grid = d->grid;
	const struct row *row = &grid->row[cell->row];
	struct slot *slot = &d->slot[cell->column];
	bool head =
	    row->head || att_node(image, cell->node)->flags & ATT_F_HEAD;
	bool right = cell->columns == 1 && grid->number[cell->column];

	slot->rows = cell->rows;
	slot->columns = cell->columns;
	slot->next = 0;
	slot->x = x_of(grid, cell->column);
	d->cell.out = &slot->lines;
	flow_reset(&d->cell, width_of(grid, cell));
	d->cell.pos = att_node(image, cell->node)->start;
	d->cell.style = d->flow->style | (head ? ATT_S_BOLD : 0);
	d->cell.align =
	    right && cell->align == ALIGN_LEFT ? ALIGN_RIGHT : cell->align;
	flow_walk(&d->cell, table_cell_first(image, cell->node),
	    att_node(image, cell->node)->next, 0);
	flow_flush(&d->cell, cell->node);
}

/* Lines that the row takes: those of the cells that end in it. */
static size_t
height_of(const struct drawing *d)
{
	size_t height = 0;

	for (uint32_t i = 0; i < d->grid->columns; i++) {
		const struct slot *slot = &d->slot[i];

		if (slot->rows == 1 && slot->lines.count - slot->next > height)
			height = slot->lines.count - slot->next;
	}
	return height;
}

static void
take_runs(struct page *page, const struct att_line *line, int x,
    struct att_range *range)
{
	for (uint32_t i = 0; i < line->count; i++) {
		struct att_run *run = page_run(page);

		*run = line->run[i];
		run->column = (uint16_t)(run->column + x);
	}
	if (line->range.start < range->start)
		range->start = line->range.start;
	if (line->range.end > range->end)
		range->end = line->range.end;
}

/* One line across all cells. Lines keep the order of the text: one starts
 * where the first of its cells does, or where the last line did. */
static void
draw_line(struct drawing *d, uint32_t node)
{
	struct flow *flow = d->flow;
	struct att_range range = {ATT_NONE, 0};
	struct att_line *last = flow->out->count > 0
	                            ? &flow->out->item[flow->out->count - 1]
	                            : NULL;

	flow->page->run_count = 0;
	for (uint32_t i = 0; i < d->grid->columns; i++) {
		struct slot *slot = &d->slot[i];

		if (slot->rows > 0 && slot->next < slot->lines.count)
			take_runs(flow->page, &slot->lines.item[slot->next++],
			    flow->left + slot->x, &range);
	}
	if (range.start == ATT_NONE)
		range.start = range.end = flow->pos;
	if (d->open && last) {
		if (range.start < last->range.start)
			range.start = last->range.start;
		if (last->range.end > range.start)
			last->range.end = range.start;
	}
	if (range.end < range.start)
		range.end = range.start;
	flow_line(flow, ATT_LINE_TABLE, node, range);
	d->open = true;
}

static void
draw_rule(struct drawing *d, uint32_t node)
{
	struct page *page = d->flow->page;
	const char *glyph = PAGE_RULE;
	size_t size = strlen(glyph);

	page->run_count = 0;
	for (uint32_t i = 0; i < d->grid->columns; i++) {
		size_t width = (size_t)d->grid->width[i];
		char *text = arena_alloc(&page->arena, size * width);
		struct att_run *run = page_run(page);

		for (size_t c = 0; c < width; c++)
			memcpy(text + size * c, glyph, size);
		run->text = text;
		run->size = (uint32_t)(size * width);
		run->range.start = run->range.end = d->flow->pos;
		run->style = ATT_S_RULE;
		run->column = (uint16_t)(d->flow->left + x_of(d->grid, i));
		run->columns = (uint16_t)width;
	}
	flow_line(d->flow, ATT_LINE_RULE, node,
	    (struct att_range){d->flow->pos, d->flow->pos});
}

static void
draw_row(struct drawing *d, size_t number)
{
	const struct grid *grid = d->grid;
	const struct row *row = &grid->row[number];
	size_t height;

	for (uint32_t i = row->first; i < row[1].first; i++)
		lay_out_cell(d, &grid->cell[i]);
	height = height_of(d);
	while (height-- > 0)
		draw_line(d, row->node);
	for (uint32_t i = 0; i < grid->columns; i++)
		d->slot[i].rows -= d->slot[i].rows > 0;
}

/* Of facts only the long ones need space: where a line of them goes on, there
 * is no name on its left. */
static bool
is_high(const struct grid *grid, const struct cell *cell)
{
	int lines = grid->facts ? FACT_LINES : 1;

	return (int)cell->whole > lines * width_of(grid, cell);
}

static bool
is_airy(const struct grid *grid)
{
	size_t high = 0, bodies = 0;

	for (size_t r = 0; r < grid->rows; r++) {
		const struct row *row = &grid->row[r];
		bool wraps = false;

		for (uint32_t i = row->first; i < row[1].first; i++)
			wraps = wraps || is_high(grid, &grid->cell[i]);
		bodies += is_body(row);
		high += is_body(row) && wraps;
	}
	return high * 3 > bodies;
}

/* The rule under the head and over the foot; or space. */
static void
draw_border(struct drawing *d, size_t r)
{
	const struct grid *grid = d->grid;
	const struct row *row = &grid->row[r];
	bool group = table_grid_is_group(grid, r);
	bool after_group = r > 0 && table_grid_is_group(grid, r - 1);

	if (r == 0 || after_group || (row->head && row[-1].head && !group))
		return;
	if (row[-1].head || (row->foot && !row[-1].foot))
		draw_rule(d, row->node);
	else if (d->airy || row->head)
		flow_space(d->flow);
}

static void
draw_rows(struct drawing *d)
{
	for (size_t r = 0; r < d->grid->rows; r++) {
		draw_border(d, r);
		draw_row(d, r);
	}
}

void
table_draw_grid(struct flow *flow, const struct grid *grid)
{
	struct drawing d = {.flow = flow, .grid = grid, .airy = is_airy(grid)};

	d.slot = mem_alloc(grid->columns * sizeof(*d.slot));
	flow_init(&d.cell, flow->page, NULL, 0);
	d.cell.tables = (uint8_t)(flow->tables + 1);
	draw_rows(&d);
	for (uint32_t i = 0; i < grid->columns; i++)
		free(d.slot[i].lines.item);
	free(d.slot);
	flow_done(&d.cell);
}

static void
draw_cells(struct flow *flow, uint32_t table)
{
	struct grid grid;
	bool fits;

	table_grid_read(&grid, flow->page, table, true);
	fits = !flow->page->joined && table_grid_fit(&grid, flow->page, table,
	                                  flow->right - flow->left);
	if (grid.rows > 0 && fits) {
		table_draw_grid(flow, &grid);
	} else if (grid.rows > 0) {
		table_grid_done(&grid);
		table_grid_read(&grid, flow->page, table, false);
		record_draw(flow, &grid);
	}
	table_grid_done(&grid);
}

static bool
holds_rows(const struct att_image *image, uint32_t node)
{
	uint8_t kind = att_node(image, node)->kind;

	return kind == ATT_ROW ||
	       (kind == ATT_GROUP && table_grid_last_row(image, node) > 0);
}

/* Titles and captions stand where the source has them, before or after the
 * rows, which are all drawn where the first of them is. */
void
table_draw(struct flow *flow, uint32_t table)
{
	const struct att_image *image = flow->page->image;
	uint32_t last = att_node(image, table)->next;
	uint32_t last_row = table_grid_last_row(image, table);
	bool drawn = false, tight = flow->tight;

	flow_space(flow);
	flow->tight = false;
	for (uint32_t i = table + 1; i < last; i = att_node(image, i)->next) {
		if (!drawn && holds_rows(image, i)) {
			draw_cells(flow, table);
			drawn = true;
		} else if (!drawn || i > last_row) {
			flow_walk(
			    flow, i, att_node(image, i)->next, flow->frames);
		}
	}
	flow->tight = tight;
	flow->stick = false;
	flow->last = 0;
}
