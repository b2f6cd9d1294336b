/* What stands elsewhere than it is written is cut out where it ends and put
 * back later: a note in a leaf behind the outermost leaf or table that holds
 * it, an attribution at the end of its quotation, who wrote a chapter behind
 * its title. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/builder_parts.h"

static void
free_pending(struct pending *p)
{
	free(p->node);
	free(p->attr);
	free(p->text);
}

void
builder_drop_notes(struct att_builder *b, size_t keep)
{
	while (b->pendings > keep)
		free_pending(&b->pending[--b->pendings]);
}

bool
builder_holds_notes(enum att_kind kind)
{
	return kind == ATT_TABLE || att_kind_class(kind) == ATT_CLASS_LEAF;
}

/* As a child of parent, at the end. */
static void
paste(struct att_builder *b, const struct pending *p, uint32_t parent)
{
	uint32_t base = (uint32_t)b->nodes;
	uint32_t text = (uint32_t)b->text.size;
	uint32_t attrs = (uint32_t)b->attrs;

	b->node = mem_grow(
	    b->node, &b->node_cap, b->nodes + p->nodes, sizeof(*b->node));
	b->attr = mem_grow(
	    b->attr, &b->attr_cap, b->attrs + p->attrs, sizeof(*b->attr));
	for (uint32_t i = 0; i < p->nodes; i++) {
		struct att_node n = p->node[i];

		n.start += text - p->start;
		n.end += text - p->start;
		n.parent = i ? n.parent + base - p->first : parent;
		n.next += base - p->first;
		n.attr += attrs - p->first_attr;
		b->node[base + i] = n;
	}
	if (p->attrs)
		memcpy(b->attr + attrs, p->attr, p->attrs * sizeof(*p->attr));
	b->nodes += p->nodes;
	b->attrs += p->attrs;
	buf_add(&b->text, p->text, p->size);
}

void
builder_put_notes(struct att_builder *b, uint32_t from)
{
	uint32_t parent = builder_parent(b);

	for (unsigned i = b->depth; i-- > 0;) {
		if (b->frame[i].kind == ATT_NOTE)
			break;
		if (builder_holds_notes(b->frame[i].kind) &&
		    !b->frame[i].suspended)
			return;
	}
	for (size_t k = from; k < b->pendings; k++)
		paste(b, &b->pending[k], parent);
	builder_drop_notes(b, from);
}

bool
builder_holds_attribution(enum att_kind kind)
{
	return kind == ATT_QUOTE || kind == ATT_EPIGRAPH;
}

void
builder_put_others(struct att_builder *b, uint32_t from, uint32_t parent)
{
	size_t kept = from;

	for (size_t k = from; k < b->pendings; k++) {
		struct pending p = b->pending[k];

		if (p.node[0].kind != ATT_NOTE) {
			paste(b, &p, parent);
			free_pending(&p);
		} else {
			b->pending[kept++] = p;
		}
	}
	b->pendings = kept;
}

void
builder_cut_last(struct att_builder *b, uint32_t first)
{
	struct pending p = { .first = first };

	p.first_attr = b->node[first].attr;
	p.start = b->node[first].start;
	p.nodes = (uint32_t)b->nodes - first;
	p.attrs = (uint32_t)b->attrs - p.first_attr;
	p.size = (uint32_t)b->text.size - p.start;
	p.node = mem_alloc(p.nodes * sizeof(*p.node));
	p.attr = mem_alloc(p.attrs * sizeof(*p.attr));
	memcpy(p.node, b->node + first, p.nodes * sizeof(*p.node));
	if (p.attrs)
		memcpy(p.attr, b->attr + p.first_attr,
		    p.attrs * sizeof(*p.attr));
	p.text = mem_ndup(p.size ? b->text.data + p.start : "", p.size);
	b->nodes = first;
	b->attrs = p.first_attr;
	b->text.size = p.start;
	b->pending = mem_grow(b->pending, &b->pending_cap, b->pendings + 1,
	    sizeof(*b->pending));
	b->pending[b->pendings++] = p;
}
