/* What the interface needs of a terminal. The interface belongs to its user:
 * src/term implements it, with curses (curses.c) and in memory for tests
 * (memory.c). */
#ifndef UI_TERMINAL_H
#define UI_TERMINAL_H

#include "ui/grid.h"
#include "ui/key.h"

struct theme;

/* How a terminal looks and feels, as far as the person may choose. */
struct term_look {
	const struct theme *theme; /* NULL: attributes only, no colours */
	bool mouse;
};

struct term_ops {
	void (*size)(void *ctx, int *rows, int *cols);
	/* Wait at most timeout_ms (negative: for ever) for a key; false when
	 * none came. Keys already typed come first. */
	bool (*read_key)(void *ctx, struct key *key, int timeout_ms);
	/* Make the terminal show the grid, sending only what changed. */
	void (*show)(void *ctx, const struct grid *grid);
	/* Between leave and enter the terminal is as it was before: for
	 * suspending and for other programs. */
	void (*leave)(void *ctx);
	void (*enter)(void *ctx);
	/* Bytes for the terminal itself, between frames (OSC 52). False when it
	 * refused. */
	bool (*raw)(void *ctx, const char *bytes, size_t size);
	/* From the next show on. The theme is borrowed until the next look. */
	void (*look)(void *ctx, const struct term_look *look);
	/* The next show sends everything. */
	void (*repaint)(void *ctx);
};

struct term {
	const struct term_ops *ops;
	void *ctx;
};

#endif
