/* From text to terminal cells: the one filter that everything drawn passes.
 *
 * A cluster is an extended grapheme cluster (UAX 29) as far as one ncurses
 * cell can hold it: a base and at most 4 combining marks. Widths are columns
 * by the width function given, since the terminal library advances by the same. */
#ifndef ATTACHE_CELL_H
#define ATTACHE_CELL_H

#include <stddef.h>
#include <stdint.h>

/* Columns of a code point; negative: not printable, drawn as U+FFFD. */
typedef int att_width(uint32_t codepoint);

struct att_cell {
	char text[32]; /* what to send, NUL-terminated; "" draws nothing */
	uint8_t size; /* bytes of text */
	uint8_t columns; /* 0, 1 or 2 */
};

/* wcwidth(3) of the current LC_CTYPE. */
int att_width_locale(uint32_t codepoint);
/* Independent of the locale (for tests and for non-UTF-8 locales): 2 for East
 * Asian wide, 0 for marks, by libunistring. */
int att_width_unicode(uint32_t codepoint);

/* Take one cluster from text (size > 0), fill cell, return the bytes used (>
 * 0). Soft hyphens, zero-width characters, bidirectional controls and
 * variation selectors give an empty cell; controls give U+FFFD; a mark
 * without a base stands on a space. With ascii, what is not ASCII is
 * transliterated (e.g. "é" to "e", dashes to "-") or "?", in the same columns. */
size_t att_cell_next(const char *text, size_t size, att_width *width,
    int ascii, struct att_cell *cell);
/* Columns of a whole string, after the same filter. */
unsigned att_cell_columns(const char *text, size_t size, att_width *width);

#endif
