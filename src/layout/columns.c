/* Lists whose members stand in columns: a grid with a member a cell, filled
 * across or down, whose columns are as wide as their members. */
#include "layout/columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "layout/table.h"

/* The columns asked for, 1 when the list asks for none. */
static uint32_t
columns_asked(const struct att_image *image, uint32_t list)
{
	const char *value = att_node_attr(image, list, ATT_A_COLS);
	unsigned long number = value ? strtoul(value, NULL, 10) : 1;

	return number < 1                  ? 1
	       : number > COLUMNS_LAID_OUT ? COLUMNS_LAID_OUT
	                                   : (uint32_t)number;
}

/* The members; NULL when the list holds anything else. Caller frees. */
static uint32_t *
read_members(const struct page *page, uint32_t list, uint32_t *count)
{
	const struct att_image *image = page->image;
	uint32_t last = att_node(image, list)->next;
	uint32_t *member = NULL;
	size_t cap = 0;

	*count = 0;
	for (uint32_t i = list + 1; i < last; i = att_node(image, i)->next) {
		if (page_skips(page, i))
			continue;
		if (att_node(image, i)->kind != ATT_ITEM) {
			free(member);
			return NULL;
		}
		member = mem_grow(member, &cap, *count + 1, sizeof(*member));
		member[(*count)++] = i;
	}
	return member;
}

static void
place(struct grid *grid, struct page *page, uint32_t member, uint32_t column)
{
	struct cell *cell;

	grid->cell = mem_grow(
	    grid->cell, &grid->cell_cap, grid->cells + 1, sizeof(*grid->cell));
	cell = &grid->cell[grid->cells++];
	*cell = (struct cell){.node = member,
	    .row = (uint32_t)grid->rows,
	    .column = column,
	    .columns = 1,
	    .rows = 1};
	table_grid_measure(cell, page);
	if ((int)cell->whole > grid->width[column])
		grid->width[column] = (int)cell->whole;
}

static void
end_row(struct grid *grid, uint32_t list, size_t first)
{
	grid->row = mem_grow(
	    grid->row, &grid->row_cap, grid->rows + 1, sizeof(*grid->row));
	grid->row[grid->rows] =
	    (struct row){.node = list, .first = (uint32_t)first};
}

/* Members go down the columns, or across where the list says so. */
static void
fill_grid(struct grid *grid, struct page *page, uint32_t list,
    const uint32_t *member, uint32_t count)
{
	const char *type = att_node_attr(page->image, list, ATT_A_TYPE);
	bool across = type && strcmp(type, "horiz") == 0;
	uint32_t rows = (count + grid->columns - 1) / grid->columns;

	for (uint32_t row = 0; row < rows; row++) {
		end_row(grid, list, grid->cells);
		for (uint32_t c = 0; c < grid->columns; c++) {
			uint64_t i = across ? (uint64_t)row * grid->columns + c
			                    : (uint64_t)c * rows + row;

			if (i < count)
				place(grid, page, member[i], c);
		}
		grid->rows++;
	}
	end_row(grid, list, grid->cells);
}

static bool
fits(const struct grid *grid, int columns)
{
	int64_t width = ((int64_t)grid->columns - 1) * COLUMN_GAP;

	for (uint32_t i = 0; i < grid->columns; i++)
		width += grid->width[i];
	return width <= columns;
}

bool
columns_draw(struct flow *flow, uint32_t list)
{
	struct grid grid = {.columns = columns_asked(flow->page->image, list)};
	uint32_t count, *member;
	bool drawn;

	if (grid.columns == 1 || flow->page->joined)
		return false;
	member = read_members(flow->page, list, &count);
	if (!member)
		return false;
	if (grid.columns > count)
		grid.columns = count;
	grid.width = mem_alloc(grid.columns * sizeof(*grid.width));
	grid.number = mem_alloc(grid.columns * sizeof(*grid.number));
	fill_grid(&grid, flow->page, list, member, count);
	drawn = fits(&grid, flow->right - flow->left);
	if (drawn) {
		if (flow->prefixes)
			flow_flush(flow, list);
		flow_space(flow);
		table_draw_grid(flow, &grid);
		flow->last = 0;
	}
	table_grid_done(&grid);
	free(member);
	return drawn;
}
