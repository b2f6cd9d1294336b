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
	X(TEXT, "text", "running text") \
	X(HEADING, "heading", "titles of sections") \
	X(LINK, "link", "references that can be followed") \
	X(LINK_SELECTED, "link-selected", "the reference that Enter follows") \
	X(BROKEN, "broken", "references that lead nowhere") \
	X(MATCH, "match", "what a search found") \
	X(MATCH_CURRENT, "match-current", "the match that n and N moved to") \
	X(NOTE, "note", "footnotes") \
	X(TERM, "term", "terms of the glossary") \
	X(NAME, "name", "persons, places, organisations") \
	X(DATE, "date", "dates") \
	X(CODE, "code", "code and screens") \
	X(QUOTE, "quote", "quotations") \
	X(RULE, "rule", "borders and rules") \
	X(MARKUP, "markup", "numbers, bullets and generated words") \
	X(HIGHLIGHT, "highlight", "marked passages") \
	X(GUTTER, "gutter", "marks and notes beside the text") \
	X(MAP, "map", "the column of matches and position") \
	X(TITLEBAR, "titlebar", "the line at the top") \
	X(STATUS, "status", "the status line") \
	X(MESSAGE, "message", "what the program says in that line") \
	X(HINT, "hint", "the line of keys") \
	X(HINT_KEY, "hint-key", "a key in that line") \
	X(PROMPT, "prompt", "what is being typed") \
	X(ERROR, "error", "what went wrong") \
	X(SELECTED, "selected", "the selected row of a list") \
	X(BAR, "bar", "bars of numbers of matches")

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
/* Bytes of text that go into one row, broken between two blanks, which keep
 * things apart, else at one. */
size_t grid_break(const struct grid *grid, const char *text, int cols);
/* Text broken into rows of area; an ellipsis where they do not hold it, and
 * after it more. Returns the rows it took. */
int grid_puts_rows(struct grid *grid, struct area area, const char *text,
    enum role role, unsigned attr);
int grid_puts_rows_more(struct grid *grid, struct area area, const char *text,
    const char *more, enum role role, unsigned attr);
/* How many rows it needs. */
int grid_rows_of(const struct grid *grid, const char *text, int cols);
/* Change role and attributes of columns already drawn. */
void grid_paint(struct grid *grid, int row, int col, int cols, enum role role,
    unsigned attr);
const struct grid_cell *grid_at(const struct grid *grid, int row, int col);
/* One row as text without trailing blanks, for tests, line mode and copying.
 * Caller frees. */
char *grid_row_text(const struct grid *grid, int row);

#endif
