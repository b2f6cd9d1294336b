/* Between the files of the full screen: curses.c opens and leaves, curses_draw.c
 * draws, curses_keys.c reads, curses_frame.c sends. Only these include this
 * header. */
#ifndef TERM_CURSES_H
#define TERM_CURSES_H

#include <curses.h>
#include <stdio.h>

#include "term/lean.h"
#include "term/signals.h"
#include "term/term.h"
#include "ui/theme.h"

enum { CURSES_ROWS_MAX = 500, CURSES_COLS_MAX = 1000 };

struct curses {
	SCREEN *screen;
	WINDOW *keys; /* a pad to read from, since reading refreshes a window */
	FILE *in, *out; /* duplicates, for curses */
	int tty;        /* ours, for everything that curses does not send */
	int frame;      /* a file in memory that gathers a frame; -1: none */
	bool framed;    /* since the terminal was taken: its state is known */
	bool can_lean;  /* its sequences are those that lean_frame knows */
	struct lean lean;
	bool away;      /* left: the terminal is another's */
	bool gone;      /* hung up */
	bool no_suspend;
	struct rescue rescue;
	struct termios during;

	struct term_look look;
	struct grid shown; /* what curses was told last */
	struct grid later; /* what to show at a pause, when owed */
	bool owed;
	bool everything;   /* the next show sends all rows */
	bool cursor_hidden;
	bool coloured; /* curses was told to use colours */
	short pair[ROLE_COUNT];   /* 0: the terminal's own colours */
	attr_t extra[ROLE_COUNT]; /* for colours the terminal has not */
	attr_t attr[32];          /* by ATTR_ bits */
	cchar_t line[CURSES_COLS_MAX];
	cchar_t plain[128]; /* ASCII without attributes, made once */
	const char *paste_on, *paste_off; /* NULL: not known */
};

/* In curses_keys.c. */
void curses_keys_open(struct curses *c);
void curses_keys_mouse(struct curses *c, bool on);
bool curses_read_key(void *ctx, struct key *key, int timeout_ms);

/* In curses_frame.c: everything that reaches the terminal. */
int curses_frame_open(void); /* -1 where there is no file in memory */
void curses_frame_begin(struct curses *c);
void curses_frame_end(struct curses *c);
void curses_frame_whole(struct curses *c); /* no scrolling region is kept */
void curses_write(struct curses *c, const char *bytes, size_t size);

/* In curses_draw.c. */
void curses_make_plain(struct curses *c);
void curses_find_attributes(struct curses *c);
void curses_find_colours(struct curses *c);
void curses_show(void *ctx, const struct grid *grid);
void curses_show_rest(struct curses *c); /* what waited for a pause */

/* In curses.c. The value of a capability of terminfo; NULL: none. */
const char *curses_capability(const char *name);
/* For reading. */
void curses_fit(struct curses *c); /* to the size of the terminal */
void curses_leave(void *ctx);
void curses_enter(void *ctx);

#endif
