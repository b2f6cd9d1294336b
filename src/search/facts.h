/* What can be said of a pattern by looking at it, for finding its matches
 * quickly and for knowing how badly it may behave. Nothing here changes what
 * a match is; when in doubt the facts are the weak ones. */
#ifndef SEARCH_FACTS_H
#define SEARCH_FACTS_H

#include "search/literal.h"

enum {
	FACTS_RISKY = 100, /* degree of what may take exponential time */
	FACTS_NEEDED = 2,
	FACTS_MANY = 16 /* repeats beyond this count as unbounded */
};

struct facts {
	/* A match in a block alone is a match at the same place when many
	 * blocks are one subject, so that one call can look at them all. */
	bool sliceable;
	/* And the other way round: then the blocks need no second look. */
	bool exact;
	/* No item matches a newline: work grows with lines, not blocks. */
	bool lines;
	/* The matcher's own search for a start is fast. */
	bool quick_start;
	/* It begins with .*: only beginnings of lines are starts. */
	bool line_starts;
	/* Steps for one start are at most work times the ways to cut a line of
	 * that size into degree + 1 parts. */
	unsigned degree;
	double work;
	/* One of each stands in every block with a match; none: unknown. */
	struct literal_set needed[FACTS_NEEDED];
};

void facts_find(struct facts *facts, const char *pattern, bool caseless);

#endif
