/* A frame in fewer bytes. */
#ifndef TERM_LEAN_H
#define TERM_LEAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct look {
	unsigned attr; /* 1 << the number that sets it */
	int fg, bg;    /* the number that sets it, 0: the terminal's own */
};

/* What the last frame left in the terminal. */
struct lean {
	int top, bottom; /* rows of the region that was kept, from 1; 0: none */
	struct look look;
};

/* A frame that believes that it begins and ends with no attributes, and that
 * begins with the cursor at row and column (from 1). False, with nothing in
 * out, when it holds sequences that are not known here: it can go as it is only
 * after lean_whole. */
bool lean_frame(struct lean *lean, int rows, int row, int col,
    const char *bytes, size_t size, struct buf *out);
/* No attributes; the whole screen scrolls again, and the cursor is back at row
 * and column. */
void lean_whole(struct lean *lean, int rows, int row, int col, struct buf *out);
/* The same whatever the region is; the cursor is at the top. */
void lean_forget(struct lean *lean, int rows, struct buf *out);

#endif
