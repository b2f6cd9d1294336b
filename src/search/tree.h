/* A pattern as a tree: groups hold alternatives, alternatives hold items. */
#ifndef SEARCH_TREE_H
#define SEARCH_TREE_H

#include "search/syntax.h"

struct tree_item {
	enum syntax_kind kind; /* OPEN for groups, OR for alternatives */
	enum syntax_group group;
	bool caseless;
	bool dot;
	bool possessive;
	uint32_t c;
	uint32_t min; /* times; 1 and 1 without a quantifier */
	uint32_t max;
	struct syntax_set set;
	uint32_t child; /* first alternative or first item; 0 none */
	uint32_t next;  /* next item or alternative; 0 none */
};

struct tree {
	struct tree_item *item; /* item[0] is a group around everything */
	uint32_t count;
	size_t cap;
	bool opaque; /* something in it is not understood */
	bool multiline_off;
};

void tree_init(struct tree *tree, const char *pattern, bool caseless);
void tree_done(struct tree *tree);

#endif
