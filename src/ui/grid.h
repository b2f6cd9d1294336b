/* The screen as the interface sees it: a grid of cells, each with text, a role
 * for colour and attributes that carry the meaning without colour. Views draw
 * into a grid; a terminal shows it. */
#ifndef UI_GRID_H
#define UI_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attache/cell.h"

/* What a cell is; themes give colours to these. X(identifier, name, what) */
#define GRID_ROLES(X) \
	X(TEXT, "text", N_("running text")) \
	X(HEADING, "heading", N_("titles of sections")) \
	X(LINK, "link", N_("references that can be followed")) \
	X(LINK_SELECTED, "link-selected", N_("the reference that Enter follows")) \
	X(BROKEN, "broken", N_("references that lead nowhere")) \
	X(MATCH, "match", N_("what a search found")) \
	X(MATCH_CURRENT, "match-current", N_("the match that n and N moved to")) \
	X(NOTE, "note", N_("footnotes")) \
	X(TERM, "term", N_("terms of the glossary")) \
	X(NAME, "name", N_("persons, places, organisations")) \
	X(DATE, "date", N_("dates")) \
	X(CODE, "code", N_("code and screens")) \
	X(QUOTE, "quote", N_("quotations")) \
	X(RULE, "rule", N_("borders and rules")) \
	X(MARKUP, "markup", N_("numbers, bullets and generated words")) \
	X(HIGHLIGHT, "highlight", N_("marked passages")) \
	X(GUTTER, "gutter", N_("marks and notes beside the text")) \
	X(MAP, "map", N_("the column of matches and position")) \
	X(TITLEBAR, "titlebar", N_("the line at the top")) \
	X(STATUS, "status", N_("the status line")) \
	X(MESSAGE, "message", N_("what the program says in that line")) \
	X(HINT, "hint", N_("the line of keys")) \
	X(HINT_KEY, "hint-key", N_("a key in that line")) \
	X(PROMPT, "prompt", N_("what is being typed")) \
	X(ERROR, "error", N_("what went wrong")) \
	X(SELECTED, "selected", N_("the selected row of a list")) \
	X(BAR, "bar", N_("bars of numbers of matches"))

enum role {
#define X(id, name, what) ROLE_##id,
	GRID_ROLES(X)
#undef X
	ROLE_COUNT
};

enum {
	ATTR_BOLD = 1,
	ATTR_UNDERLINE = 2,
	ATTR_REVERSE = 4,
	ATTR_ITALIC = 8,
	ATTR_DIM = 16
};

struct grid_cell {
	char text[22]; /* UTF-8, NUL-terminated; "" in the right half of a wide one */
	uint8_t columns; /* 1 or 2; 0 in the right half */
	uint8_t role; /* enum role */
	uint8_t attr; /* ATTR_ bits */
};

struct grid {
	int rows, cols;
	struct grid_cell *cell; /* rows * cols, row by row */
	int cursor_row, cursor_col; /* of the hardware cursor */
	bool cursor_hidden; /* only while nothing is selected anywhere */
	bool ascii; /* draw ASCII only */
	att_width *width;
};

/* A rectangle of the grid. */
struct area {
	int row, col, rows, cols;
};

void grid_init(struct grid *grid); /* 0 by 0 */
void grid_done(struct grid *grid);
/* Another size; everything is blank afterwards. Sizes are clamped to 1..500
 * rows and 1..1000 columns. */
void grid_resize(struct grid *grid, int rows, int cols);
void grid_clear(struct grid *grid, struct area area, enum role role,
    unsigned attr);
/* Draw bytes through the cell filter from row, col of the grid on, within area,
 * cutting at its edges. Returns the columns used (with those left of area). */
int grid_put(struct grid *grid, struct area area, int row, int col,
    const char *text, size_t size, enum role role, unsigned attr);
int grid_puts(struct grid *grid, struct area area, int row, int col,
    const char *text, enum role role, unsigned attr);
/* The same, cut with an ellipsis when it does not fit in max columns. */
int grid_puts_cut(struct grid *grid, struct area area, int row, int col,
    const char *text, int max, enum role role, unsigned attr);
/* Change role and attributes of columns already drawn. */
void grid_paint(struct grid *grid, int row, int col, int cols, enum role role,
    unsigned attr);
const struct grid_cell *grid_at(const struct grid *grid, int row, int col);
/* One row as text without trailing blanks, for tests, line mode and copying.
 * Caller frees. */
char *grid_row_text(const struct grid *grid, int row);

#endif
