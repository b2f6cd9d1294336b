/* What of a screen is worth saying after an event, as lines of text. */
#ifndef TERM_LINE_H
#define TERM_LINE_H

#include "base/buf.h"
#include "ui/grid.h"

struct said {
	char **row; /* texts of the rows of the last screen */
	int rows;
	char *title, *status;
	char *match;     /* the part of the status that tells which match */
	char *selection; /* text of what the cursor was on */
	bool list;       /* the cursor was on a row of a list */
};

/* Append to out the lines that say how grid differs from what was said
 * before, and remember grid. */
void said_update(struct said *said, const struct grid *grid, struct buf *out);
void said_forget(struct said *said);
/* Append text in lines of whole words, none wider than cols where it can be
 * broken at a blank; the last without its end. */
void said_wrap(
    const char *text, int cols, att_width *width, struct buf *out);
/* The role of the cell under the cursor. */
enum role said_cursor_role(const struct grid *grid);
/* The row with the cursor as text. Caller frees. */
char *said_cursor_row(const struct grid *grid);

#endif
