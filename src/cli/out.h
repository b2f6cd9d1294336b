/* Output for people: one buffered stream through which everything passes the
 * cell filter, so that nothing from a work, a file name or an address reaches
 * a terminal as a control sequence. Styles become SGR sequences only when the
 * stream is coloured; no line ends in a space. JSON takes out_bytes(). */
#ifndef CLI_OUT_H
#define CLI_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "attache/layout.h"
#include "base/buf.h"

enum out_color { OUT_AUTO, OUT_ALWAYS, OUT_NEVER };

/* A style beside the ATT_S_ bits: what was looked for. */
#define OUT_MATCH (1U << 30)

struct out {
	int fd;
	bool tty;
	bool sgr;    /* styles are written */
	bool hues;   /* and colours with them */
	bool italic; /* the terminal has them: else they are underlined */
	bool ascii;  /* the locale is not UTF-8 */
	bool paging; /* hold back until the output is longer than the screen */
	bool closed; /* the reader of the pipe is gone */
	int error;   /* errno of a failed write */
	int columns; /* of the terminal, else 80 */
	int rows;
	pid_t pager; /* 0: none */
	att_width *width;
	struct buf buf;
	unsigned column; /* of the next character */
	unsigned spaces; /* not written yet: dropped at the end of a line */
	unsigned wrap;   /* hanging indent of this line, 0: it is not wrapped */
	size_t gap;      /* where in buf the last spaces of the line are */
	unsigned gap_spaces;
	unsigned gap_column; /* after them */
	unsigned lines;      /* of the screen, while paging */
	uint32_t style;      /* wanted */
	uint32_t shown;      /* last written */
};

/* Standard output. Colour and width follow from the terminal, TERM, NO_COLOR
 * and the locale. */
void out_init(struct out *out, int fd, enum out_color color);
/* Everything was written: false with a line on stderr when not. Waits for the
 * pager. */
bool out_done(struct out *out);
/* Use the pager from here on if stdout is a terminal. */
void out_page(struct out *out);
/* Nothing failed so far and somebody still reads. */
bool out_ok(const struct out *out);
void out_flush(struct out *out);

void out_text(struct out *out, const char *text, size_t size);
void out_str(struct out *out, const char *text);
/* Text of a work on one line: runs of white space become one space. */
void out_passage(struct out *out, const char *text, size_t size);
void out_format(struct out *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void out_spaces(struct out *out, unsigned count);
/* Spaces up to that column, at least one unless at the start of a line. */
void out_column(struct out *out, unsigned column);
void out_newline(struct out *out);
/* On a terminal break the line that follows at spaces, indented by so many
 * columns: elsewhere a record stays one line. */
void out_wrap(struct out *out, unsigned indent);
/* ATT_S_ bits and OUT_MATCH for what follows; 0 is plain. */
void out_style(struct out *out, uint32_t style);
/* In that style, then plain again. */
void out_styled(struct out *out, uint32_t style, const char *text);
/* Begin or (NULL) end an OSC 8 hyperlink. Anything but http, https and mailto
 * is ignored; what is not printable ASCII is percent-encoded. */
void out_hyperlink(struct out *out, const char *address);
/* Columns that text takes here. */
unsigned out_width(const struct out *out, const char *text);

/* As it is: only for bytes that are safe by construction. */
void out_bytes(struct out *out, const char *bytes, size_t size);

/* Start the pager and send there what was held back (pager.c). */
bool pager_start(struct out *out);
/* False with a line on stderr when it could not be run. */
bool pager_wait(struct out *out);

#endif
