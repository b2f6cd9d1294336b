/* From pieces to filled lines. */
#ifndef LAYOUT_FILL_H
#define LAYOUT_FILL_H

#include "layout/flow.h"

struct fill {
	uint32_t node;
	enum att_line_kind kind;
	int first; /* column of the first line; others start at rest */
	int rest;
	int right;      /* column after the last */
	uint8_t align;  /* enum align */
	att_pos end;    /* of the text of the block */
	bool generated; /* literals only: all lines are at end */
};

/* The sealed pieces of the page, filled. */
void fill_text(struct flow *flow, const struct fill *fill);
/* The same, broken at newlines only; tabs to every eighth column. */
void fill_verbatim(struct flow *flow, const struct fill *fill);
/* Columns of the whole without a break (of its longest line) and of its
 * longest part without one. */
void fill_measure(struct page *page, unsigned *whole, unsigned *word);

#endif
