/* The full screen, by curses: what it looks like, and what of it is sent. */
#include "term/curses.h"

#include <string.h>
#include <wchar.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
	MOVED_MAX = 3, /* lines */
	MAP_COLS = 2 /* at the right edge: the place in the work moves there */
};

void
curses_make_plain(struct curses *c)
{
	for (int i = ' '; i < 127; i++) {
		wchar_t text[2] = {i, L'\0'};

		setcchar(&c->plain[i], text, A_NORMAL, 0, NULL);
	}
}

void
curses_find_attributes(struct curses *c)
{
	attr_t italic = curses_capability("sitm") ? A_ITALIC : A_UNDERLINE;
	attr_t dim = curses_capability("dim") ? A_DIM : A_NORMAL;

	for (unsigned i = 0; i < COUNT(c->attr); i++) {
		c->attr[i] = (i & ATTR_BOLD ? A_BOLD : A_NORMAL) |
		             (i & ATTR_UNDERLINE ? A_UNDERLINE : A_NORMAL) |
		             (i & ATTR_REVERSE ? A_REVERSE : A_NORMAL) |
		             (i & ATTR_ITALIC ? italic : A_NORMAL) |
		             (i & ATTR_DIM ? dim : A_NORMAL);
	}
}

/* A colour of the sixteen on this terminal; bright ones become bold where
 * there are eight. */
static short
colour(int wanted, attr_t *extra)
{
	if (wanted < 8 || COLORS >= 16)
		return (short)wanted;
	*extra = A_BOLD;
	return (short)(wanted - 8);
}

/* Only when they are wanted: curses sends default colours otherwise. */
static bool
use_colours(struct curses *c)
{
	if (!c->look.theme || !has_colors())
		return false;
	if (!c->coloured) {
		start_color();
		use_default_colors();
		c->coloured = true;
	}
	return COLORS >= 8 && COLOR_PAIRS > ROLE_COUNT;
}

void
curses_find_colours(struct curses *c)
{
	bool can = use_colours(c);

	for (int i = 0; i < ROLE_COUNT; i++) {
		struct colours want;
		attr_t ignored;

		c->pair[i] = 0;
		c->extra[i] = A_NORMAL;
		if (!can)
			continue;
		want = c->look.theme->role[i];
		if (want.fg == COLOUR_DEFAULT && want.bg == COLOUR_DEFAULT)
			continue;
		if (init_pair((short)(i + 1), colour(want.fg, &c->extra[i]),
		        colour(want.bg, &ignored)) == OK)
			c->pair[i] = (short)(i + 1);
	}
}

static void
fill_line(cchar_t *out, const struct curses *c, const struct grid_cell *cell)
{
	wchar_t text[CCHARW_MAX + 1];
	size_t size = strlen(cell->text), at = 0;
	attr_t attr = c->attr[cell->attr % COUNT(c->attr)];
	int role = cell->role < ROLE_COUNT ? cell->role : ROLE_TEXT;
	int count = 0;

	attr |= c->extra[role];
	if (size == 1 && attr == A_NORMAL && c->pair[role] == 0 &&
	    cell->text[0] >= ' ') {
		*out = c->plain[(int)cell->text[0]];
		return;
	}
	while (at < size && count < CCHARW_MAX) {
		uint32_t code;

		at += utf8_next(cell->text + at, size - at, &code);
		text[count++] = (wchar_t)code;
	}
	text[count] = L'\0';
	if (setcchar(out, text, attr, c->pair[role], NULL) != OK)
		setcchar(out, L"?", attr, c->pair[role], NULL);
}

/* Tell curses the columns of a row that changed. */
static void
put_row(struct curses *c, const struct grid *grid, int row, int cols)
{
	const struct grid_cell *cell = &grid->cell[row * grid->cols];
	/* Nothing is shown before the first time, when all is drawn. */
	const struct grid_cell *old =
	    c->shown.cell ? &c->shown.cell[row * c->shown.cols] : cell;
	int first = 0, last = cols, count = 0;

	while (!c->everything && first < last &&
	       memcmp(&cell[first], &old[first], sizeof(*cell)) == 0)
		first++;
	while (!c->everything && last > first &&
	       memcmp(&cell[last - 1], &old[last - 1], sizeof(*cell)) == 0)
		last--;
	if (first == last)
		return;
	while (first > 0 && cell[first].columns == 0)
		first--;
	for (int col = first; col < last; col++) {
		if (cell[col].columns > 0)
			fill_line(&c->line[count++], c, &cell[col]);
	}
	mvadd_wchnstr(row, first, c->line, count);
}

static bool
same_cells(
    const struct grid *a, int row, const struct grid *b, int other, int cols)
{
	return memcmp(&a->cell[row * a->cols], &b->cell[other * b->cols],
	           (size_t)cols * sizeof(*a->cell)) == 0;
}

static bool
is_shown(const struct curses *c, const struct grid *grid)
{
	return !c->everything && c->shown.rows == grid->rows &&
	       c->shown.cols == grid->cols &&
	       c->shown.cursor_row == grid->cursor_row &&
	       c->shown.cursor_col == grid->cursor_col &&
	       c->cursor_hidden == grid->cursor_hidden &&
	       same_cells(grid, 0, &c->shown, 0, grid->rows * grid->cols);
}

/* Title, status and keys. What the program says there is an answer. */
static bool
is_about(const struct grid *grid, int row)
{
	int role = grid_at(grid, row, 0)->role;
	int said = grid->cols > 1 ? grid_at(grid, row, 1)->role : role;

	return (role == ROLE_TITLEBAR || role == ROLE_STATUS ||
	           role == ROLE_HINT) &&
	       said != ROLE_MESSAGE && said != ROLE_ERROR;
}

/* The rows between title and status, first to end. */
static void
find_body(const struct grid *grid, int *first, int *end)
{
	*first = grid_at(grid, 0, 0)->role == ROLE_TITLEBAR;
	*end = grid->rows;
	while (*end > *first && is_about(grid, *end - 1))
		--*end;
}

/* Whether they are those of before, further up or, by < 0, down. */
static bool
has_moved(const struct grid *old, const struct grid *new, int by)
{
	int first, end, row, last;

	find_body(new, &first, &end);
	row = by < 0 ? first - by : first;
	last = by < 0 ? end : end - by;
	if (last - row < (end - first) / 2)
		return false;
	while (row < last &&
	       same_cells(new, row, old, row + by, new->cols - MAP_COLS))
		row++;
	return row >= last;
}

/* By a few lines. Then the lines that came in are sent at once, title and
 * status when the reader pauses: who holds a key down over a slow line reads
 * lines. */
static bool
is_line_move(const struct curses *c, const struct grid *grid)
{
	if (c->everything || grid->cols <= MAP_COLS ||
	    has_moved(&c->shown, grid, 0))
		return false;
	for (int by = 1; by <= MOVED_MAX; by++) {
		if (has_moved(&c->shown, grid, by) ||
		    has_moved(&c->shown, grid, -by))
			return true;
	}
	return false;
}

/* Everything but the rows that wait. */
static void
remember(struct grid *to, const struct grid *from, bool wait)
{
	if (to->rows != from->rows || to->cols != from->cols)
		grid_resize(to, from->rows, from->cols);
	for (int row = 0; row < from->rows; row++) {
		if (!wait || !is_about(from, row))
			memcpy(&to->cell[row * to->cols],
			    &from->cell[row * from->cols],
			    (size_t)from->cols * sizeof(*from->cell));
	}
	to->cursor_row = from->cursor_row;
	to->cursor_col = from->cursor_col;
	to->cursor_hidden = from->cursor_hidden;
}

static void
send_frame(struct curses *c, const struct grid *grid, int rows, int cols)
{
	curses_frame_begin(c);
	if (grid->cursor_hidden != c->cursor_hidden)
		curs_set(grid->cursor_hidden ? 0 : 1);
	c->cursor_hidden = grid->cursor_hidden;
	move(grid->cursor_row < rows ? grid->cursor_row : rows - 1,
	    grid->cursor_col < cols ? grid->cursor_col : cols - 1);
	wnoutrefresh(stdscr);
	doupdate();
	curses_frame_end(c);
}

static void
show_rows(struct curses *c, const struct grid *grid, bool wait)
{
	int rows = grid->rows < LINES ? grid->rows : LINES;
	int cols = grid->cols < COLS ? grid->cols : COLS;

	if (c->everything) {
		erase();
		clearok(curscr, TRUE);
	}
	for (int row = 0; row < rows; row++) {
		if (!wait || !is_about(grid, row))
			put_row(c, grid, row, cols);
	}
	send_frame(c, grid, rows, cols);
	remember(&c->shown, grid, wait);
	c->everything = false;
}

void
curses_show(void *ctx, const struct grid *grid)
{
	struct curses *c = ctx;
	bool wait;

	c->owed = false;
	if (c->away || c->gone || is_shown(c, grid))
		return;
	if (c->shown.rows != grid->rows || c->shown.cols != grid->cols)
		c->everything = true;
	wait = is_line_move(c, grid);
	show_rows(c, grid, wait);
	c->owed = wait && !is_shown(c, grid);
	if (c->owed)
		remember(&c->later, grid, false);
}

void
curses_show_rest(struct curses *c)
{
	if (!c->owed || c->away || c->gone || c->everything)
		return;
	c->owed = false;
	show_rows(c, &c->later, false);
}
