/* Which blocks, and which places in them, a scope takes in. */
#ifndef SEARCH_SCOPE_H
#define SEARCH_SCOPE_H

#include "attache/search.h"

struct scope {
	const struct att_image *image;
	uint32_t first; /* blocks that can be in it: first to last - 1 */
	uint32_t last;
	struct att_range within; /* of an inline subtree; else everything */
	bool everything;    /* nothing to ask: all of these blocks, whole */
	uint64_t blocks[2]; /* kinds asked for that hold blocks or are one */
	uint64_t inlines[2];
	uint32_t parent; /* last one asked for, with the answer */
	bool parent_in;
	/* The last place asked for, and what is known of the inlines asked for
	 * that start up to it. */
	uint32_t leaf;
	att_pos pos;
	uint32_t next; /* first node not looked at */
	att_pos reach; /* the furthest end of them */
};

void scope_init(struct scope *scope, const struct att_image *image,
    const struct att_scope *of); /* NULL: everything */
/* Whether a match in that block can count. */
bool scope_block(struct scope *scope, uint32_t block);
/* Whether a match of that block that starts at pos counts. */
bool scope_match(struct scope *scope, uint32_t block, att_pos pos);

#endif
