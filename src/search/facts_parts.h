/* The parts of facts.h, each over the tree of a pattern. They recurse as deep
 * as groups nest: SYNTAX_DEPTH. */
#ifndef SEARCH_FACTS_PARTS_H
#define SEARCH_FACTS_PARTS_H

#include "search/facts.h"
#include "search/tree.h"

void facts_literals(
    const struct tree *tree, struct literal_set needed[FACTS_NEEDED]);
void facts_cost(const struct tree *tree, unsigned *degree, double *work);

/* What the items from row on can begin with; true when they can be empty. */
bool facts_first(const struct tree *tree, uint32_t row, struct syntax_set *set);

#endif
