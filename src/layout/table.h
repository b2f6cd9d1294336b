/* Tables: cells on a grid, then drawn side by side or as records. */
#ifndef LAYOUT_TABLE_H
#define LAYOUT_TABLE_H

#include "layout/flow.h"

enum {
	COLUMNS_LAID_OUT = 200, /* a table with more is drawn as records */
	COLUMN_GAP = 2
};

struct cell {
	uint32_t node;
	uint32_t row; /* of the grid */
	uint32_t column;
	uint32_t columns; /* spanned, at least 1, inside the table */
	uint32_t rows;
	unsigned whole; /* columns of text without a break */
	unsigned word;  /* of its longest word */
	uint8_t align;  /* enum align */
	bool number;    /* holds a number and nothing else */
	bool dash;      /* holds a sign for nothing */
	bool empty;
};

struct row {
	uint32_t node;
	uint32_t first; /* cell; its cells end where the next row's begin */
	bool head;
	bool foot;
};

struct grid {
	struct cell *cell;
	size_t cells;
	size_t cell_cap;
	struct row *row; /* one more than rows: closes the last */
	size_t rows;
	size_t row_cap;
	uint32_t columns;
	bool facts; /* two columns: names, and what each is */
	int *width; /* of each column, by table_grid_fit */
	bool *
	    number; /* the column holds numbers; NULL when there are too many */
};

/* DocBook has the foot of a table before its body: foot_last draws it after. */
void table_grid_read(
    struct grid *grid, struct page *page, uint32_t table, bool foot_last);
/* The last ROW of a table; 0 when it has none. */
uint32_t table_grid_last_row(const struct att_image *image, uint32_t table);
void table_grid_done(struct grid *grid);
/* First node of what a cell holds, or a member of a list in columns: anything
 * that stands in a row is a cell. */
uint32_t table_cell_first(const struct att_image *image, uint32_t cell);
/* Share the columns of the page among those of the table. False when it does
 * not fit. */
bool table_grid_fit(
    struct grid *grid, const struct page *page, uint32_t table, int columns);

/* A heading within the table, over the rows that follow. */
bool table_grid_is_group(const struct grid *grid, size_t row);

/* How wide the text of a cell is. */
void table_grid_measure(struct cell *cell, struct page *page);

void table_draw(struct flow *flow, uint32_t table);
/* The cells side by side; they must fit. */
void table_draw_grid(struct flow *flow, const struct grid *grid);
/* The rows as records: each cell under the name of its column. */
void record_draw(struct flow *flow, const struct grid *grid);

#endif
