/* Finding matches through the blocks of one image, a little at a time. */
#ifndef SEARCH_SCAN_H
#define SEARCH_SCAN_H

#include "search/pattern.h"
#include "search/scope.h"
#include "search/soft.h"

struct scan {
	const struct att_image *image;
	const char *text;
	const struct att_block *block;
	const struct facts *facts;
	const struct literal_finder *finder; /* NULL: literals are no help */
	const struct literal_finder *also;   /* the block must have it too */
	bool slices;
	struct pattern_run *run; /* borrowed */
	struct scope scope;
	uint32_t at;    /* block to go on with */
	uint32_t last;  /* after the last block */
	uint32_t alone; /* blocks before this one are taken one by one */
	size_t inside;  /* where to go on in that block */
	int64_t spent;  /* microseconds in that block */
	struct soft soft;
	struct att_range *match;
	size_t count;
	size_t cap;
	uint32_t skipped;
};

/* Blocks first to last - 1 of those in the scope. */
void scan_init(struct scan *scan, const struct att_pattern *pattern,
    struct pattern_run *run, const struct att_image *image,
    const struct att_scope *scope);
void scan_range(struct scan *scan, uint32_t first, uint32_t last);
void scan_done(struct scan *scan);
/* Until about then (clock_us); true while there is more. */
bool scan_step(struct scan *scan, int64_t until);

/* The rest is between scan.c and scan_block.c. Tests define SCAN_SMALL, so
 * that short texts take every path. */
enum {
#ifdef SCAN_SMALL
	SCAN_STEPS = 500,
	SCAN_SLICE = 200,
	SCAN_LITERAL = 150,
#else
	SCAN_STEPS =
	    4000000, /* of the matcher in one call: a few milliseconds */
	SCAN_SLICE = 128 << 10,   /* bytes of text for one call */
	SCAN_LITERAL = 256 << 10, /* bytes in one go */
#endif
	SCAN_MATCHES = 1 << 25 /* kept; then the rest is skipped */
};

/* Steps that one start may cost in a subject whose longest line is size. */
double scan_steps(const struct facts *facts, size_t size);
void scan_add(struct scan *scan, uint32_t block, size_t start, size_t end);
/* Where to look after a match in a search that began at at. */
size_t scan_after(const char *subject, size_t size, size_t at,
    const struct pattern_span *span);
/* The block at scan->at, and on to the next one when it is finished. */
void scan_block(struct scan *scan, int64_t until);

#endif
