/* A place in a work that survives edits of the work: the nearest id before the
 * place, the offset from it, the words there and the words around. */
#ifndef ATTACHE_WHERE_H
#define ATTACHE_WHERE_H

#include "attache/image.h"

enum { ATT_WHERE_BYTES = 40 };

struct att_where {
	char id[256]; /* nearest anchor at or before, "" for the start of the work */
	uint32_t offset; /* bytes from that anchor's start */
	uint32_t length; /* bytes of the passage; 0 for a point */
	att_pos position; /* as it was: a hint for when the id is gone */
	/* Up to 40 characters from the place (same block), of the text before
	 * the place and of the text after those characters (blocks are parted
	 * by a newline). Any may be empty. */
	char passage[ATT_WHERE_BYTES * 4 + 1];
	char before[ATT_WHERE_BYTES * 4 + 1];
	char after[ATT_WHERE_BYTES * 4 + 1];
};

enum att_found {
	ATT_FOUND_EXACT, /* same id, same offset, same words */
	ATT_FOUND_MOVED, /* the words are elsewhere now; *range is the new place */
	ATT_FOUND_LOST /* the words are gone; *range is the best guess */
};

void att_where_make(struct att_where *where, const struct att_image *image,
    struct att_range range);
enum att_found att_where_find(const struct att_where *where,
    const struct att_image *image, struct att_range *range);

/* The part of an address after '#': "id", "id+offset", "/2/1" (a section's
 * path), "". False when there is no such place. */
bool att_where_parse(const char *fragment, const struct att_image *image,
    uint32_t *node, att_pos *pos);
/* The same, written: the shortest fragment that leads to pos. Returns buffer. */
const char *att_where_format(const struct att_image *image, att_pos pos,
    char *buffer, size_t size);

#endif
