/* Nodes in preorder from what is opened and closed: leaves for text that has
 * none, leaves cut by blocks and gone on with. */
#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "model/builder_parts.h"

enum { TEXT_PIECE = 1 << 20 /* bytes */ };

/* The innermost frame; there is one. */
static struct frame *
top(struct att_builder *b)
{
	return &b->frame[b->depth - 1];
}

static enum att_class
class_of(const struct frame *f)
{
	return att_kind_class(f->kind);
}

uint32_t
builder_parent(const struct att_builder *b)
{
	for (unsigned i = b->depth; i-- > 0;) {
		if (!b->frame[i].suspended)
			return b->frame[i].node;
	}
	return ATT_NONE;
}

static uint32_t
new_node(struct att_builder *b, enum att_kind kind, uint32_t parent)
{
	struct att_node *n;

	b->node =
	    mem_grow(b->node, &b->node_cap, b->nodes + 1, sizeof(*b->node));
	n = &b->node[b->nodes];
	*n = (struct att_node){
	    .start = (att_pos)b->text.size,
	    .parent = parent,
	    .attr = (uint32_t)b->attrs,
	    .line = b->at_line,
	    .column = b->at_column < UINT16_MAX ? (uint16_t)b->at_column : 0,
	    .file = b->at_file,
	    .kind = (uint8_t)kind,
	};
	return (uint32_t)b->nodes++;
}

static void
push(struct att_builder *b, enum att_kind kind, bool anonymous)
{
	bool outer = b->depth > 0 && top(b)->preserve;
	struct frame *f = &b->frame[b->depth];

	*f = (struct frame){
	    .kind = (uint8_t)kind,
	    .anonymous = anonymous,
	    .notes = (uint32_t)b->pendings,
	    .preserve = kind == ATT_VERBATIM || outer,
	};
	f->node = new_node(b, kind, builder_parent(b));
	b->depth++;
}

/* Inlines that show something without any text. */
static bool
draws_empty(enum att_kind kind)
{
	return kind == ATT_XREF || kind == ATT_IMAGE || kind == ATT_LINK ||
	       kind == ATT_EDITORIAL || kind == ATT_MATH;
}

static void
end_inline(struct att_builder *b, uint32_t node)
{
	struct att_node *n = &b->node[node];
	att_pos end = (att_pos)b->text.size;

	/* A space at the end belongs to what follows, unless something drawn
	 * stands after it. */
	if (b->gap && end > n->start && b->node[b->nodes - 1].start < end)
		end--;
	n->end = end;
	n->next = (uint32_t)b->nodes;
	/* What is drawn parts the spaces around it. */
	if (n->start == n->end && draws_empty(n->kind))
		b->gap = b->fresh = false;
}

static void
end_block(struct att_builder *b, uint32_t node)
{
	struct att_node *n = &b->node[node];

	/* Every section owns some text, so that a position leads to it. */
	if (att_kind_class(n->kind) == ATT_CLASS_SECTION &&
	    n->start == b->text.size)
		buf_char(&b->text, '\n');
	n = &b->node[node];
	n->end = (att_pos)b->text.size;
	n->next = (uint32_t)b->nodes;
}

static void
end_frame_node(struct att_builder *b, struct frame *f)
{
	if (f->suspended)
		return;
	switch (class_of(f)) {
	case ATT_CLASS_INLINE:
		end_inline(b, f->node);
		break;
	case ATT_CLASS_LEAF:
		builder_end_leaf(b, f->node, f->preserve);
		break;
	case ATT_CLASS_SECTION:
	case ATT_CLASS_CONTAINER:
		end_block(b, f->node);
		break;
	}
}

/* Whether the text of the open leaf ends in a space that may be dropped. */
static bool
ends_in_space(const struct att_builder *b)
{
	const struct att_node *n = &b->node[builder_parent(b)];

	while (att_kind_class(n->kind) == ATT_CLASS_INLINE)
		n = &b->node[n->parent];
	return b->text.size > n->start && b->text.data[b->text.size - 1] == ' ';
}

/* Whether the node just ended belongs at the end of a quotation or behind a
 * title. */
static bool
comes_later(const struct att_builder *b, const struct frame *f)
{
	const struct frame *around = b->depth ? &b->frame[b->depth - 1] : NULL;

	/* Notes of its own stay behind it, and both where they are. */
	return around &&
	       (f->late || (f->kind == ATT_ATTRIBUTION &&
	                       builder_holds_attribution(around->kind))) &&
	       !around->suspended && !f->suspended && b->pendings == f->notes &&
	       b->node[f->node].parent == around->node &&
	       !(b->node[f->node].flags & ATT_F_CONT);
}

static void
pop(struct att_builder *b)
{
	struct frame f = b->frame[b->depth - 1];

	if (!builder_holds_notes(f.kind) && b->pendings > f.notes)
		builder_put_others(b, f.notes, f.node);
	end_frame_node(b, &f);
	b->depth--;
	if (comes_later(b, &f)) {
		builder_cut_last(b, f.node);
		return;
	}
	if (f.kind == ATT_NOTE && f.inside) {
		builder_cut_last(b, f.node);
		b->gap = !top(b)->preserve && ends_in_space(b);
		b->fresh = false;
		return;
	}
	if (builder_holds_notes(f.kind) && b->pendings > f.notes)
		builder_put_notes(b, f.notes);
	if (f.kind == ATT_TITLE && b->depth && b->pendings > top(b)->notes)
		builder_put_others(b, top(b)->notes, builder_parent(b));
}

static void
close_anonymous(struct att_builder *b)
{
	/* Inlines cannot outlive the leaf that was opened for them. */
	while (b->depth > 0 && top(b)->anonymous)
		pop(b);
}

/* Index of the leaf among the frames, counted from the innermost block;
 * ATT_NONE when text here would have no leaf. */
static unsigned
leaf_frame(const struct att_builder *b)
{
	unsigned i = b->depth;

	while (i > 0 && class_of(&b->frame[i - 1]) == ATT_CLASS_INLINE)
		i--;
	if (i > 0 && class_of(&b->frame[i - 1]) == ATT_CLASS_LEAF)
		return i - 1;
	return ATT_NONE;
}

/* A block is about to open: end the leaf around it, if any, to be gone on with
 * when text comes. */
static void
suspbuilder_end_leaf(struct att_builder *b)
{
	unsigned leaf = leaf_frame(b);

	if (leaf == ATT_NONE || b->frame[leaf].suspended)
		return;
	for (unsigned i = b->depth; i-- > leaf;) {
		end_frame_node(b, &b->frame[i]);
		b->frame[i].suspended = true;
	}
	if (b->pendings > b->frame[leaf].notes)
		builder_put_notes(b, b->frame[leaf].notes);
}

static void
copy_attrs(struct att_builder *b, uint32_t from, uint32_t to)
{
	uint32_t start = b->node[from].attr;
	size_t end = from + 1 < to ? b->node[from + 1].attr : b->node[to].attr;

	for (size_t i = start; i < end; i++) {
		if (b->attr[i].name == ATT_A_ID)
			continue;
		b->attr = mem_grow(
		    b->attr, &b->attr_cap, b->attrs + 1, sizeof(*b->attr));
		b->attr[b->attrs++] = b->attr[i];
	}
}

static void
resume_leaf(struct att_builder *b, unsigned leaf)
{
	/* Inlines opened between the blocks since then go on inside of it. */
	for (unsigned i = b->depth; i-- > leaf;)
		end_frame_node(b, &b->frame[i]);
	for (unsigned i = leaf; i < b->depth; i++) {
		struct frame *f = &b->frame[i];
		uint32_t old = f->node;

		f->suspended = false;
		f->node = new_node(b, f->kind, ATT_NONE);
		b->node[f->node].parent =
		    i == leaf ? ATT_NONE : b->frame[i - 1].node;
		b->node[f->node].flags =
		    (uint8_t)(b->node[old].flags |
		              (i == leaf ? ATT_F_CONT : 0));
		copy_attrs(b, old, f->node);
	}
	for (unsigned i = leaf; i-- > 0;) {
		if (!b->frame[i].suspended) {
			b->node[b->frame[leaf].node].parent = b->frame[i].node;
			break;
		}
	}
	b->frame[leaf].notes = (uint32_t)b->pendings;
	b->gap = false;
	b->fresh = true;
}

/* Inlines that may stand between blocks. */
static bool
draws_nothing(enum att_kind kind)
{
	return kind == ATT_INDEXTERM || kind == ATT_ANCHOR ||
	       kind == ATT_PAGEBREAK || kind == ATT_BREAK;
}

/* One of those between blocks turns out to hold text or blocks: it is a block
 * itself then. */
static void
contain_anchors(struct att_builder *b)
{
	for (unsigned i = b->depth;
	     i-- > 0 && !b->frame[i].suspended &&
	     class_of(&b->frame[i]) == ATT_CLASS_INLINE;) {
		b->frame[i].kind = ATT_GROUP;
		b->node[b->frame[i].node].kind = ATT_GROUP;
	}
}

/* Make sure that text or a visible inline has a leaf to stand in. */
static void
need_leaf(struct att_builder *b)
{
	unsigned leaf = leaf_frame(b);

	if (leaf == ATT_NONE) {
		contain_anchors(b);
		push(b, ATT_PARA, true);
		b->gap = false;
		b->fresh = true;
	} else if (b->frame[leaf].suspended) {
		resume_leaf(b, leaf);
	}
}

static void
open_inline(struct att_builder *b, enum att_kind kind)
{
	unsigned leaf = leaf_frame(b);

	if (draws_nothing(kind) &&
	    (leaf == ATT_NONE || b->frame[leaf].suspended)) {
		push(b, kind, false);
		return;
	}
	need_leaf(b);
	push(b, kind, false);
}

/* A note inside a leaf leaves its mark there and is cut out when it ends. */
static void
open_note(struct att_builder *b)
{
	bool inside = leaf_frame(b) != ATT_NONE;

	if (++b->serial == 0)
		b->serial = 1;
	if (inside) {
		uint32_t mark;

		need_leaf(b);
		mark = new_node(b, ATT_NOTEREF, builder_parent(b));
		/* The mark stands at the word, before a space. */
		if (b->gap && mark > 0 &&
		    b->node[mark - 1].start < b->text.size)
			b->node[mark].start--;
		b->node[mark].end = b->node[mark].start;
		b->node[mark].next = mark + 1;
		b->node[mark].spare = b->serial;
	} else {
		contain_anchors(b);
	}
	push(b, ATT_NOTE, false);
	b->node[top(b)->node].spare = inside ? b->serial : 0;
	top(b)->inside = inside;
	top(b)->preserve = false;
	b->gap = false;
}

static void
open_block(struct att_builder *b, enum att_kind kind)
{
	close_anonymous(b);
	suspbuilder_end_leaf(b);
	contain_anchors(b);
	if (att_kind_class(kind) == ATT_CLASS_SECTION) {
		for (unsigned i = 0; i < b->depth; i++) {
			if (class_of(&b->frame[i]) != ATT_CLASS_SECTION)
				kind = ATT_GROUP;
		}
	}
	push(b, kind, false);
	b->gap = false;
	b->fresh = true;
}

void
att_builder_open(struct att_builder *b, enum att_kind kind)
{
	if (b->failed)
		return;
	if (b->holding) {
		b->held++;
		return;
	}
	if (b->depth >= ATT_MAX_DEPTH) {
		builder_fail(
		    b, N_("elements are nested over %d deep"), ATT_MAX_DEPTH);
		return;
	}
	if (b->nodes >= ATT_MAX_NODES) {
		builder_fail(
		    b, N_("the work has more than %d elements"), ATT_MAX_NODES);
		return;
	}
	assert(b->depth > 0 || kind == ATT_WORK);
	if (att_kind_class(kind) == ATT_CLASS_INLINE)
		open_inline(b, kind);
	else if (kind == ATT_NOTE)
		open_note(b);
	else
		open_block(b, kind);
}

void
att_builder_after_title(struct att_builder *b)
{
	if (!b->failed && !b->holding && b->depth)
		top(b)->late = true;
}

void
att_builder_preserve(struct att_builder *b)
{
	if (!b->failed && !b->holding && b->depth)
		top(b)->preserve = true;
}

/* Into the open leaf, white space as it should be there. */
static void
add_text(struct att_builder *b, const char *text, size_t size)
{
	size_t before = b->text.size;
	bool absorbed = b->gap || b->fresh;

	if (top(b)->preserve) {
		builder_keep(&b->text, text, size);
		b->gap = b->fresh = false;
		return;
	}
	b->gap = builder_collapse(&b->text, absorbed, text, size);
	/* White space alone after an absorbing start adds nothing. */
	if (b->text.size == before)
		b->gap = absorbed && !b->fresh;
	else
		b->fresh = false;
}

/* A piece of text outside of a hold. */
static void
take_text(struct att_builder *b, const char *text, size_t size)
{
	unsigned leaf = leaf_frame(b);

	if (b->text.size + size > ATT_MAX_TEXT) {
		builder_fail(b, N_("the work has more than %d bytes of text"),
		    ATT_MAX_TEXT);
		return;
	}
	if ((leaf == ATT_NONE || b->frame[leaf].suspended) &&
	    builder_is_blank(text, size))
		return;
	need_leaf(b);
	add_text(b, text, size);
}

void
att_builder_text(struct att_builder *b, const char *utf8, size_t size)
{
	if (b->holding) {
		builder_hold_text(b, utf8, size);
		return;
	}
	/* In pieces, since room is made for what each can grow to. */
	while (size > 0 && b->depth > 0 && !b->failed) {
		size_t piece = utf8_cut(utf8, size, TEXT_PIECE);

		take_text(b, utf8, piece);
		utf8 += piece;
		size -= piece;
	}
}

void
att_builder_close(struct att_builder *b)
{
	if (b->failed)
		return;
	if (b->holding && b->held > 0) {
		b->held--;
		return;
	}
	/* A leaf that nobody opened ends with what stands around it. */
	close_anonymous(b);
	if (b->depth)
		pop(b);
}
