/* Terminals: a full screen by curses, one of lines for speech, braille and
 * terminals without cursor addressing, one in memory for tests. */
#ifndef TERM_TERM_H
#define TERM_TERM_H

#include "attache/error.h"
#include "term/dumb.h"
#include "ui/terminal.h"

struct term_opts {
	struct term_look look;
	bool no_suspend; /* a restricted session never stops into a shell */
};

/* Take the locale of the environment. True when the terminal is said to be
 * UTF-8; otherwise draw ASCII: character widths are known all the same, by a
 * UTF-8 locale of the system where there is one. */
bool term_locale(void);
/* The terminal of standard input and output, /dev/tty in place of an input
 * that is none. After success the terminal is restored however the program
 * ends, except by SIGKILL. */
bool term_curses_open(
    struct term *term, const struct term_opts *opts, struct att_error *err);
void term_curses_close(struct term *term);

/* Standard input and output as lines: shows what an event changed, as plain
 * text without boxes; reads keys as lines ("n", "/text", "<Tab>", an empty
 * line is a page down). */
bool term_line_open(
    struct term *term, const struct term_opts *opts, struct att_error *err);
void term_line_close(struct term *term);

/* A terminal of that size that types keys ("jj/red<Enter>") and then has no
 * more: read_key returns false, and END_ASKED when it may wait for ever. */
void term_memory_open(struct term *term, int rows, int cols, const char *keys);
void term_memory_close(struct term *term);
void term_memory_type(struct term *term, const char *keys);
void term_memory_paste(struct term *term, const char *text);
/* KEY_CODE_CLICK or a wheel at a cell. */
void term_memory_mouse(struct term *term, uint32_t code, int row, int col);
void term_memory_resize(struct term *term, int rows, int cols);
/* What was shown last; 0 by 0 before. */
const struct grid *term_memory_grid(const struct term *term);
/* Everything sent by raw, NUL-terminated. */
const char *term_memory_raw(const struct term *term);

#endif
