/* The grid of cells. Its invariant: a cell of two columns is followed by one of
 * none, and no cell of none stands elsewhere, so that a terminal never gets
 * half of a character. */
#include "ui/grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { ROWS_MAX = 500, COLS_MAX = 1000 };

static int
clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

void
grid_init(struct grid *grid)
{
	memset(grid, 0, sizeof(*grid));
	grid->width = att_width_locale;
}

void
grid_done(struct grid *grid)
{
	free(grid->cell);
	grid->cell = NULL;
	grid->rows = grid->cols = 0;
}

static void
set_blank(struct grid_cell *cell, enum role role, unsigned attr)
{
	*cell = (struct grid_cell){.text = " ",
	    .columns = 1,
	    .role = (uint8_t)role,
	    .attr = (uint8_t)attr};
}

void
grid_resize(struct grid *grid, int rows, int cols)
{
	grid->rows = clamp(rows, 1, ROWS_MAX);
	grid->cols = clamp(cols, 1, COLS_MAX);
	free(grid->cell);
	grid->cell =
	    mem_alloc((size_t)(grid->rows * grid->cols) * sizeof(*grid->cell));
	for (int i = 0; i < grid->rows * grid->cols; i++)
		set_blank(&grid->cell[i], ROLE_TEXT, 0);
	grid->cursor_row = grid->cursor_col = 0;
	grid->cursor_hidden = false;
}

static struct grid_cell *
at(const struct grid *grid, int row, int col)
{
	return &grid->cell[row * grid->cols + col];
}

/* Blank the halves of wide characters that would lose the other half when
 * columns from..to (exclusive) of a row are drawn over. */
static void
part(struct grid *grid, int row, int from, int to)
{
	struct grid_cell *cell;

	if (from > 0 && at(grid, row, from)->columns == 0) {
		cell = at(grid, row, from - 1);
		set_blank(cell, cell->role, cell->attr);
	}
	if (to < grid->cols && at(grid, row, to)->columns == 0) {
		cell = at(grid, row, to);
		set_blank(cell, cell->role, cell->attr);
	}
}

/* The area that is on the grid. */
static struct area
visible(const struct grid *grid, struct area area)
{
	int row = clamp(area.row, 0, grid->rows);
	int col = clamp(area.col, 0, grid->cols);
	int rows = clamp(area.rows, 0, ROWS_MAX);
	int cols = clamp(area.cols, 0, COLS_MAX);

	return (struct area){.row = row,
	    .col = col,
	    .rows = clamp(area.row + rows, row, grid->rows) - row,
	    .cols = clamp(area.col + cols, col, grid->cols) - col};
}

void
grid_clear(struct grid *grid, struct area area, enum role role, unsigned attr)
{
	area = visible(grid, area);
	if (area.cols == 0)
		return;
	for (int row = area.row; row < area.row + area.rows; row++) {
		part(grid, row, area.col, area.col + area.cols);
		for (int col = area.col; col < area.col + area.cols; col++)
			set_blank(at(grid, row, col), role, attr);
	}
}

/* Two columns of ASCII that stand for one wide character. */
static bool
is_pair(const struct att_cell *cell)
{
	return cell->columns == 2 && cell->size == 2 &&
	       (unsigned char)cell->text[0] < 0x80;
}

static void
set_cell(struct grid *grid, int row, int col, const struct att_cell *from,
    enum role role, unsigned attr)
{
	struct grid_cell *cell = at(grid, row, col);
	size_t size = utf8_cut(from->text, from->size, sizeof(cell->text) - 1);

	part(grid, row, col, col + from->columns);
	set_blank(cell, role, attr);
	memset(cell->text, 0, sizeof(cell->text));
	memcpy(cell->text, from->text, size);
	cell->columns = from->columns;
	if (from->columns == 2) {
		cell[1] = (struct grid_cell){
		    .role = (uint8_t)role, .attr = (uint8_t)attr};
	}
}

static void
set_pair(struct grid *grid, int row, int col, const struct att_cell *pair,
    enum role role, unsigned attr)
{
	for (int i = 0; i < 2; i++) {
		struct att_cell half = {.size = 1, .columns = 1};

		half.text[0] = pair->text[i];
		set_cell(grid, row, col + i, &half, role, attr);
	}
}

/* Most text is printable ASCII: such a character that no mark can follow is a
 * cell as it is. */
static bool
is_plain(const char *text, size_t size)
{
	return text[0] >= 0x20 && text[0] < 0x7F &&
	       (size == 1 || (unsigned char)text[1] < 0x80);
}

static size_t
next_cell(const struct grid *grid, const char *text, size_t size,
    struct att_cell *cell)
{
	/* Of code, in one line of a list. */
	bool white = *text == '\t' || *text == '\n';

	if (!white && !is_plain(text, size))
		return att_cell_next(
		    text, size, grid->width, grid->ascii, cell);
	cell->text[0] = white ? ' ' : *text;
	cell->text[1] = '\0';
	cell->size = cell->columns = 1;
	return 1;
}

int
grid_put(struct grid *grid, struct area area, int row, int col,
    const char *text, size_t size, enum role role, unsigned attr)
{
	static const struct att_cell blank = {" ", 1, 1};
	int start = col;

	area = visible(grid, area);
	if (row < area.row || row >= area.row + area.rows)
		return 0;
	while (size > 0) {
		struct att_cell cell;
		size_t n = next_cell(grid, text, size, &cell);
		int end = col + cell.columns;

		text += n;
		size -= n;
		if (end > area.col + area.cols)
			break;
		if (cell.columns == 0)
			continue;
		if (col >= area.col && is_pair(&cell))
			set_pair(grid, row, col, &cell, role, attr);
		else if (col >= area.col)
			set_cell(grid, row, col, &cell, role, attr);
		else if (end > area.col) /* the left edge cuts it in two */
			set_cell(grid, row, area.col, &blank, role, attr);
		col = end;
	}
	return col - start;
}

int
grid_puts(struct grid *grid, struct area area, int row, int col,
    const char *text, enum role role, unsigned attr)
{
	return grid_put(grid, area, row, col, text, strlen(text), role, attr);
}

int
grid_puts_cut(struct grid *grid, struct area area, int row, int col,
    const char *text, int max, enum role role, unsigned attr)
{
	size_t size = strlen(text);
	const char *dots = grid->ascii && max > 6 ? "..." : "\u2026";
	struct area left = area;
	int used;

	if (max > area.col + area.cols - col)
		max = area.col + area.cols - col;
	if (max <= 0)
		return 0;
	if (att_cell_columns(text, size, grid->width) <= (unsigned)max)
		return grid_put(grid, area, row, col, text, size, role, attr);
	left.cols = col + max -
	            (int)att_cell_columns(dots, strlen(dots), grid->width) -
	            left.col;
	used = grid_put(grid, left, row, col, text, size, role, attr);
	return used + grid_puts(grid, area, row, col + used, dots, role, attr);
}

size_t
grid_break(const struct grid *grid, const char *text, int cols)
{
	size_t size = strcspn(text, "\n"), fits = 0, blank = 0, gap = 0;
	int columns = 0;

	while (fits < size) {
		bool space = text[fits] == ' ';
		struct att_cell cell;
		size_t next = fits + att_cell_next(text + fits, size - fits,
		                         grid->width, 0, &cell);

		columns += cell.columns;
		if (!space && columns > cols)
			return gap ? gap : blank ? blank : fits ? fits : next;
		if (space && blank == fits && *text != ' ')
			gap = next;
		fits = next;
		if (space)
			blank = fits;
	}
	return size;
}

/* The last row of a text that does not fit, with dots after a whole word. */
static void
put_last(struct grid *grid, struct area row, const char *text, const char *more,
    enum role role, unsigned attr)
{
	const char *dots = grid->ascii ? "..." : "\u2026";
	char *end = mem_format("%s%s", dots, more);
	int room =
	    row.cols - (int)att_cell_columns(end, strlen(end), grid->width);
	size_t size = grid_break(grid, text, room > 1 ? room : 1);
	int col;

	while (size > 0 && text[size - 1] == ' ')
		size--;
	col = grid_put(grid, row, row.row, row.col, text, size, role, attr);
	grid_puts(grid, row, row.row, row.col + col, end, role, attr);
	free(end);
}

int
grid_puts_rows_more(struct grid *grid, struct area area, const char *text,
    const char *more, enum role role, unsigned attr)
{
	int rows = 0;

	for (; *text && rows < area.rows; rows++) {
		struct area row = {area.row + rows, area.col, 1, area.cols};
		size_t size = grid_break(grid, text, area.cols);
		size_t next = size + (text[size] == '\n');

		if (text[next] && rows == area.rows - 1)
			put_last(grid, row, text, more, role, attr);
		else
			grid_put(grid, area, row.row, row.col, text, size, role,
			    attr);
		text += next;
	}
	return rows;
}

int
grid_puts_rows(struct grid *grid, struct area area, const char *text,
    enum role role, unsigned attr)
{
	return grid_puts_rows_more(grid, area, text, "", role, attr);
}

int
grid_rows_of(const struct grid *grid, const char *text, int cols)
{
	int rows = 0;

	for (; *text; rows++) {
		text += grid_break(grid, text, cols);
		text += *text == '\n';
	}
	return rows;
}

void
grid_paint(struct grid *grid, int row, int col, int cols, enum role role,
    unsigned attr)
{
	struct area area = visible(grid, (struct area){row, col, 1, cols});

	for (int i = 0; area.rows > 0 && i < area.cols; i++) {
		struct grid_cell *cell = at(grid, row, area.col + i);

		cell->role = (uint8_t)role;
		cell->attr = (uint8_t)attr;
	}
}

const struct grid_cell *
grid_at(const struct grid *grid, int row, int col)
{
	return at(grid, row, col);
}

char *
grid_row_text(const struct grid *grid, int row)
{
	struct buf text = {0};

	for (int col = 0; col < grid->cols; col++)
		buf_str(&text, at(grid, row, col)->text);
	while (text.size > 0 && text.data[text.size - 1] == ' ')
		text.size--;
	buf_cstr(&text);
	return text.data;
}
