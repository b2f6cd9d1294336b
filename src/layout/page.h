/* What all parts of one layout share: the image, the options, the memory that
 * lines live in, and scratch space. */
#ifndef LAYOUT_PAGE_H
#define LAYOUT_PAGE_H

#include "attache/layout.h"
#include "base/buf.h"

struct chunk;

/* Memory that is freed all at once. */
struct arena {
	struct chunk *chunk; /* the newest */
	size_t left;         /* bytes free in it */
};

void *arena_alloc(struct arena *arena, size_t size); /* not zeroed */
const char *arena_copy(struct arena *arena, const char *bytes, size_t size);
void arena_done(struct arena *arena);

struct lines {
	struct att_line *item;
	size_t count;
	size_t cap;
};

/* A stretch of a block to be filled: a part of the work's text, or a literal.
 */
struct piece {
	const char *text;
	uint32_t size;
	uint32_t at; /* in the whole, set by pieces_seal */
	att_pos pos; /* of its first byte; for a literal, the place between */
	uint32_t style;
	uint32_t link;
	bool literal;
	bool glue; /* no line break before it unless there is a space */
};

struct pieces {
	struct piece *item;
	size_t count;
	size_t cap;
	struct buf buf;
	const char *text; /* the whole, after pieces_seal */
	uint32_t size;
};

struct open_inline; /* see inline.c */

/* Where UAX 14 allows a break, for a window of the text being filled. */
struct breaks {
	char *item;
	size_t cap;
	uint32_t from;
	uint32_t to;
};

struct page {
	const struct att_image *image;
	const char *text;
	size_t size; /* of text */
	att_width *width;
	bool ascii;
	bool hidden;
	bool joined;
	struct arena arena;
	struct pieces pieces;
	size_t literals; /* bytes of all literal pieces so far */
	struct breaks breaks;
	struct open_inline *open;
	size_t open_cap;
	struct att_run *run; /* of the line being made */
	size_t run_count;
	size_t run_cap;
};

void page_done(struct page *page);
struct att_run *page_run(struct page *page); /* one more, zeroed */
/* Rules are ASCII everywhere: a byte a column, so that a rule that is scrolled
 * in costs no more than a line of text. */
#define PAGE_RULE "-"
#define PAGE_RULE_DOUBLE "="

/* A literal of the page: the ASCII one where that is asked for. */
const char *page_glyph(
    const struct page *page, const char *unicode, const char *ascii);
unsigned page_columns(const struct page *page, const char *text, size_t size);
bool page_skips(const struct page *page, uint32_t node); /* hidden */
const char *page_format(struct page *page, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
