/* The numbers of items and steps, as their lists count. */
#include <stdlib.h>
#include <string.h>

#include "model/freeze.h"

enum {
	ORDINAL_MAX = 1 << 30,
	SEARCH_MAX = 100000, /* nodes passed on the way to the list before */
	CONTINUED_MAX = 64   /* lists that continue one another */
};

static bool
is_ordered(const struct att_builder *b, uint32_t node)
{
	const char *type = builder_attr(b, node, ATT_A_TYPE);

	return b->node[node].kind == ATT_LIST && type &&
	       strcmp(type, "ordered") == 0;
}

/* The outermost ordered list around found that ends before list. */
static uint32_t
outermost(const struct att_builder *b, uint32_t found, uint32_t list)
{
	uint32_t node = b->node[found].parent;

	for (; node != ATT_NONE && b->node[node].next <= list;
	     node = b->node[node].parent) {
		if (is_ordered(b, node))
			found = node;
	}
	return found;
}

/* The ordered list before this one that it goes on from; ATT_NONE. */
static uint32_t
continued(const struct att_builder *b, uint32_t list)
{
	if (!builder_attr(b, list, ATT_A_CONTINUES))
		return ATT_NONE;
	for (uint32_t i = 1; i <= SEARCH_MAX && i <= list; i++) {
		if (is_ordered(b, list - i) && b->node[list - i].next <= list)
			return outermost(b, list - i, list);
	}
	return ATT_NONE;
}

static uint32_t
own_number(const struct att_builder *b, uint32_t node)
{
	const char *mark = builder_attr(b, node, ATT_A_MARK);
	long own = mark ? strtol(mark, NULL, 10) : 0;

	return own > 0 && own < ORDINAL_MAX ? (uint32_t)own : 0;
}

/* The number after those of the list's items that come before a node. */
static uint32_t
number_after(const struct att_builder *b, uint32_t list, uint32_t number,
    uint32_t before)
{
	uint32_t last = b->node[list].next;

	for (uint32_t i = list + 1; i < last && i < before;
	     i = b->node[i].next) {
		bool item =
		    b->node[i].kind == ATT_ITEM || b->node[i].kind == ATT_STEP;
		uint32_t own = item ? own_number(b, i) : 0;

		number = (own ? own : number) + item;
	}
	return number;
}

uint32_t
builder_ordinal(const struct att_builder *b, uint32_t node)
{
	uint32_t chain[CONTINUED_MAX], number = 1;
	uint32_t list = b->node[node].parent;
	uint32_t own = own_number(b, node);
	size_t count = 0;

	while (count < CONTINUED_MAX && list != ATT_NONE) {
		const char *start = builder_attr(b, list, ATT_A_START);
		long given = start ? strtol(start, NULL, 10) : -1;

		chain[count++] = list;
		if (given >= 0 && given < ORDINAL_MAX)
			number = (uint32_t)given;
		list = start ? ATT_NONE : continued(b, list);
	}
	while (count-- > 1)
		number = number_after(b, chain[count], number, ATT_NONE);
	return own ? own : number_after(b, chain[0], number, node);
}
