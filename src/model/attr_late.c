/* Attributes of a node stand together and before those of the next, so a late
 * one moves those of the nodes made since. */
#include "model/attr_late.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "model/builder.h"

/* Row of the node that the caller opened, ATT_NONE when there is none. */
static uint32_t
open_row(const struct att_builder *b, unsigned up)
{
	for (unsigned i = b->depth; i-- > 0;) {
		if (b->frame[i].anonymous)
			continue;
		if (up-- == 0)
			return b->frame[i].node;
	}
	return ATT_NONE;
}

void
builder_attr_late(struct att_builder *b, unsigned up, enum att_attr name,
    const char *value, size_t size)
{
	uint32_t node;
	size_t at;

	if (b->failed || b->holding || !value || size == 0)
		return;
	node = open_row(b, up);
	if (node == ATT_NONE || builder_attr(b, node, name))
		return;
	if (node + 1 == b->nodes) {
		att_builder_attr(b, name, value, size);
		return;
	}
	size = utf8_cut(value, size, ATT_MAX_VALUE);
	at = b->node[node + 1].attr;
	b->attr =
	    mem_grow(b->attr, &b->attr_cap, b->attrs + 1, sizeof(*b->attr));
	memmove(
	    b->attr + at + 1, b->attr + at, (b->attrs - at) * sizeof(*b->attr));
	b->attr[at] = (struct attr_row){
	    .name = name,
	    .value = strings_add(b->strings, value, strnlen(value, size)),
	};
	b->attrs++;
	for (size_t i = node + 1; i < b->nodes; i++)
		b->node[i].attr++;
}
