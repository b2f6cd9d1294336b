/* Taking a reader's events: nodes in preorder, text with its white space
 * settled, notes moved behind what refers to them. */
#include "model/builder.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

struct att_builder *
att_builder_new(void)
{
	struct att_builder *b = mem_alloc(sizeof(*b));

	b->strings = strings_new();
	return b;
}

static void
drop_pending(struct att_builder *b, size_t keep)
{
	while (b->pendings > keep) {
		struct pending *p = &b->pending[--b->pendings];

		free(p->node);
		free(p->attr);
		free(p->text);
	}
}

void
att_builder_free(struct att_builder *b)
{
	if (!b)
		return;
	drop_pending(b, 0);
	strings_free(b->strings);
	buf_done(&b->text);
	buf_done(&b->hold);
	free(b->node);
	free(b->attr);
	free(b->pending);
	free(b->meta);
	free(b->file);
	free(b->finding);
	free(b);
}

void
att_builder_reset(struct att_builder *b)
{
	drop_pending(b, 0);
	strings_reset(b->strings);
	buf_clear(&b->text);
	buf_clear(&b->hold);
	b->nodes = b->attrs = b->metas = b->files = 0;
	b->findings = b->findings_dropped = 0;
	b->depth = b->held = 0;
	b->gap = b->holding = b->failed = false;
	b->serial = 0;
	b->at_file = 0;
	b->at_line = b->at_column = 0;
}

void
builder_fail(struct att_builder *b, const char *format, ...)
{
	va_list args;
	char *text;

	if (b->failed)
		return;
	b->failed = true;
	va_start(args, format);
	text = mem_vformat(format, args);
	va_end(args);
	att_fail(&b->error, ATT_ELIMIT, "%s", text);
	free(text);
}

bool
att_builder_ok(const struct att_builder *b, struct att_error *err)
{
	if (b->failed && err)
		*err = b->error;
	return !b->failed;
}

/* Strings of an image are UTF-8; names of files need not be. */
static uint32_t
path_string(struct att_builder *b, const char *path)
{
	size_t size = strlen(path);
	uint32_t string;
	char *safe;

	if (utf8_valid(path, size))
		return strings_add(b->strings, path, size);
	safe = mem_alloc(4 * size + 1); /* each byte as \xHH at most */
	utf8_safe(path, safe, 4 * size + 1);
	string = strings_add(b->strings, safe, strlen(safe));
	free(safe);
	return string;
}

uint16_t
att_builder_add_file(struct att_builder *b, const char *path, uint64_t size,
    int64_t mtime)
{
	if (b->files >= ATT_MAX_FILES) {
		builder_fail(b, "the work is made of more than %d files",
		    ATT_MAX_FILES);
		return b->at_file;
	}
	b->file = mem_grow(b->file, &b->file_cap, b->files + 1,
	    sizeof(*b->file));
	b->file[b->files] = (struct att_file){
		.path = path_string(b, path),
		.size = size,
		.mtime = mtime,
	};
	b->at_file = (uint16_t)b->files++;
	return b->at_file;
}

void
att_builder_at(struct att_builder *b, uint16_t file, uint32_t line,
    uint32_t column)
{
	b->at_file = file;
	b->at_line = line;
	b->at_column = column;
}

const char *
builder_attr(const struct att_builder *b, uint32_t node, enum att_attr name)
{
	size_t end = node + 1 < b->nodes ? b->node[node + 1].attr : b->attrs;

	for (size_t i = b->node[node].attr; i < end; i++) {
		if (b->attr[i].name == name)
			return strings_get(b->strings, b->attr[i].value);
	}
	return NULL;
}

const char *
builder_inherited(const struct att_builder *b, uint32_t node,
    enum att_attr name)
{
	const char *value = NULL;

	while (node != ATT_NONE && !value) {
		value = builder_attr(b, node, name);
		node = b->node[node].parent;
	}
	return value;
}

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

/* Innermost frame that has a node of its own now. */
static uint32_t
parent_row(const struct att_builder *b)
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

	b->node = mem_grow(b->node, &b->node_cap, b->nodes + 1,
	    sizeof(*b->node));
	n = &b->node[b->nodes];
	*n = (struct att_node){
		.start = (att_pos)b->text.size,
		.parent = parent,
		.attr = (uint32_t)b->attrs,
		.line = b->at_line,
		.column = b->at_column < UINT16_MAX ? (uint16_t)b->at_column
						    : 0,
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
	f->node = new_node(b, kind, parent_row(b));
	b->depth++;
}

/* Drop a collapsible space at the end of a leaf's text, and pull the ends of
 * nodes that held it. */
static void
trim(struct att_builder *b, uint32_t leaf)
{
	att_pos size;

	if (!b->gap || b->text.size == b->node[leaf].start)
		return;
	size = (att_pos)--b->text.size;
	b->gap = false;
	for (size_t i = b->nodes; i-- > leaf;) {
		struct att_node *n = &b->node[i];

		if (n->start > size)
			n->start = size;
		if (n->end > size)
			n->end = size;
	}
}

static void
end_leaf(struct att_builder *b, uint32_t leaf, bool preserve)
{
	struct att_node *n;

	if (!preserve)
		trim(b, leaf);
	n = &b->node[leaf];
	if (n->kind == ATT_VERBATIM) {
		while (b->text.size > n->start &&
		    b->text.data[b->text.size - 1] == '\n')
			b->text.size--;
	}
	n->end = (att_pos)b->text.size;
	n->next = (uint32_t)b->nodes;
	for (size_t i = b->nodes; i-- > leaf;) {
		if (b->node[i].end > n->end)
			b->node[i].end = n->end;
		if (b->node[i].start > n->end)
			b->node[i].start = n->end;
	}
	if (n->end > n->start)
		buf_char(&b->text, '\n');
	b->gap = false;
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

static bool
holds_notes(enum att_kind kind)
{
	return kind == ATT_TABLE || att_kind_class(kind) == ATT_CLASS_LEAF;
}

/* Put back the notes that waited for this frame to end, unless one around it
 * holds them too. */
static void
flush_notes(struct att_builder *b, uint32_t from)
{
	uint32_t parent = parent_row(b);

	for (unsigned i = b->depth; i-- > 0;) {
		if (b->frame[i].kind == ATT_NOTE)
			break;
		if (holds_notes(b->frame[i].kind) && !b->frame[i].suspended)
			return;
	}
	for (size_t k = from; k < b->pendings; k++) {
		struct pending *p = &b->pending[k];
		uint32_t base = (uint32_t)b->nodes;
		uint32_t text = (uint32_t)b->text.size;
		uint32_t attrs = (uint32_t)b->attrs;

		b->node = mem_grow(b->node, &b->node_cap, base + p->nodes,
		    sizeof(*b->node));
		b->attr = mem_grow(b->attr, &b->attr_cap, attrs + p->attrs,
		    sizeof(*b->attr));
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
			memcpy(b->attr + attrs, p->attr,
			    p->attrs * sizeof(*p->attr));
		b->nodes += p->nodes;
		b->attrs += p->attrs;
		buf_add(&b->text, p->text, p->size);
	}
	drop_pending(b, from);
}

/* Cut the note that ends here, its nodes and text being the last ones. */
static void
cut_note(struct att_builder *b, uint32_t first)
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
		end_leaf(b, f->node, f->preserve);
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
	const struct att_node *n = &b->node[parent_row(b)];

	while (att_kind_class(n->kind) == ATT_CLASS_INLINE)
		n = &b->node[n->parent];
	return b->text.size > n->start &&
	    b->text.data[b->text.size - 1] == ' ';
}

static void
pop(struct att_builder *b)
{
	struct frame f = b->frame[b->depth - 1];

	end_frame_node(b, &f);
	b->depth--;
	if (f.kind == ATT_NOTE && f.inside) {
		cut_note(b, f.node);
		b->gap = !top(b)->preserve && ends_in_space(b);
		b->fresh = false;
		return;
	}
	if (holds_notes(f.kind) && b->pendings > f.notes)
		flush_notes(b, f.notes);
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
suspend_leaf(struct att_builder *b)
{
	unsigned leaf = leaf_frame(b);

	if (leaf == ATT_NONE || b->frame[leaf].suspended)
		return;
	for (unsigned i = b->depth; i-- > leaf;) {
		end_frame_node(b, &b->frame[i]);
		b->frame[i].suspended = true;
	}
	if (b->pendings > b->frame[leaf].notes)
		flush_notes(b, b->frame[leaf].notes);
}

static void
copy_attrs(struct att_builder *b, uint32_t from, uint32_t to)
{
	uint32_t start = b->node[from].attr;
	size_t end = from + 1 < to ? b->node[from + 1].attr
				   : b->node[to].attr;

	for (size_t i = start; i < end; i++) {
		if (b->attr[i].name == ATT_A_ID)
			continue;
		b->attr = mem_grow(b->attr, &b->attr_cap, b->attrs + 1,
		    sizeof(*b->attr));
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
		b->node[f->node].parent = i == leaf
		    ? ATT_NONE
		    : b->frame[i - 1].node;
		b->node[f->node].flags =
		    (uint8_t)(b->node[old].flags | (i == leaf ? ATT_F_CONT : 0));
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
	for (unsigned i = b->depth; i-- > 0 && !b->frame[i].suspended &&
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
		mark = new_node(b, ATT_NOTEREF, parent_row(b));
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
	suspend_leaf(b);
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
		builder_fail(b, "elements are nested over %d deep",
		    ATT_MAX_DEPTH);
		return;
	}
	if (b->nodes >= ATT_MAX_NODES) {
		builder_fail(b, "the work has more than %d elements",
		    ATT_MAX_NODES);
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
att_builder_attr(struct att_builder *b, enum att_attr name, const char *value,
    size_t size)
{
	size_t string_bytes;

	if (b->failed || b->holding || !value || size == 0)
		return;
	assert(b->nodes > 0);
	size = utf8_cut(value, size, ATT_MAX_VALUE);
	strings_data(b->strings, &string_bytes);
	if (string_bytes > ATT_MAX_STRINGS) {
		builder_fail(b, "attributes take more than %d bytes",
		    ATT_MAX_STRINGS);
		return;
	}
	if (builder_attr(b, (uint32_t)b->nodes - 1, name))
		return;
	b->attr = mem_grow(b->attr, &b->attr_cap, b->attrs + 1,
	    sizeof(*b->attr));
	b->attr[b->attrs++] = (struct attr_row){
		.name = name,
		.value = strings_add(b->strings, value,
		    strnlen(value, size)),
	};
}

void
att_builder_flag(struct att_builder *b, unsigned flags)
{
	if (!b->failed && !b->holding && b->nodes)
		b->node[b->nodes - 1].flags |= (uint8_t)flags;
}

void
att_builder_preserve(struct att_builder *b)
{
	if (!b->failed && !b->holding && b->depth)
		top(b)->preserve = true;
}

/* What a byte is to the builder. */
enum { PLAIN, SPACE, CONTROL, MAYBE_C1 };

static unsigned
byte_class(unsigned char c)
{
	if (c > 0x20 && c < 0x7F)
		return PLAIN;
	if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
		return SPACE;
	if (c < 0x20 || c == 0x7F)
		return CONTROL;
	return c == 0xC2 ? MAYBE_C1 : PLAIN;
}

static bool
is_c1(const char *p, const char *end)
{
	return end - p >= 2 && (unsigned char)p[1] < 0xA0;
}

/* High bit of each byte that is zero, exactly. */
static uint64_t
zero_bytes(uint64_t x)
{
	const uint64_t low = UINT64_C(0x7F7F7F7F7F7F7F7F);

	return ~(((x & low) + low) | x | low);
}

/* Copy words of text that are as they should be: no control, no DEL, no C1,
 * no two spaces in a row. Returns the bytes copied. */
static size_t
copy_clean(char *out, const char *p, const char *end, bool *gap)
{
	const uint64_t each = UINT64_C(0x0101010101010101);
	const char *start = p;

	while (end - p >= 8) {
		uint64_t word, space, bad;

		memcpy(&word, p, 8);
		space = zero_bytes(word ^ each * 0x20);
		bad = zero_bytes(word & each * 0xE0) |
		    zero_bytes(word ^ each * 0x7F) |
		    zero_bytes(word ^ each * 0xC2) | (space & space << 8);
		if (bad || (*gap && *p == ' '))
			break;
		memcpy(out, &word, 8);
		*gap = p[7] == ' ';
		out += 8;
		p += 8;
	}
	return (size_t)(p - start);
}

/* Add text with white space collapsed. Returns whether it ends in a space. */
static bool
add_collapsed(struct buf *out, bool gap, const char *p, const char *end)
{
	char *start = buf_reserve(out, 3 * (size_t)(end - p) + 8);
	char *o = start;

	while (p < end) {
		size_t clean = copy_clean(o, p, end, &gap);
		const char *stop;

		o += clean;
		p += clean;
		stop = end - p > 16 ? p + 16 : end;
		while (p < stop) {
			unsigned char c = (unsigned char)*p;
			bool now;

			if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
			    c == 0x7F || (c == 0xC2 && is_c1(p, end))) {
				p += c == 0xC2 ? 2 : 1;
				memcpy(o, "\xEF\xBF\xBD", 3);
				o += 3;
				gap = false;
				continue;
			}
			now = c <= 0x20;
			*o = (char)(now ? ' ' : c);
			o += !(now & gap);
			gap = now;
			p++;
		}
	}
	out->size += (size_t)(o - start);
	return gap;
}

static void
add_preserved(struct buf *out, const char *p, const char *end)
{
	char *start = buf_reserve(out, 3 * (size_t)(end - p));
	char *o = start;

	for (; p < end; p++) {
		unsigned class = byte_class((unsigned char)*p);

		if (class == MAYBE_C1 && is_c1(p, end)) {
			p++;
			class = CONTROL;
		}
		if (class == CONTROL) {
			memcpy(o, "\xEF\xBF\xBD", 3);
			o += 3;
		} else if (*p != '\r') {
			*o++ = *p;
		}
	}
	out->size += (size_t)(o - start);
}

static bool
all_space(const char *p, const char *end)
{
	while (p < end && byte_class((unsigned char)*p) == SPACE)
		p++;
	return p == end;
}

void
att_builder_text(struct att_builder *b, const char *utf8, size_t size)
{
	const char *end = utf8 + size;
	unsigned leaf;

	if (b->failed || size == 0)
		return;
	if (b->holding) {
		add_collapsed(&b->hold, b->hold.size == 0 ||
		    b->hold.data[b->hold.size - 1] == ' ', utf8, end);
		return;
	}
	if (b->depth == 0)
		return;
	if (b->text.size + size > ATT_MAX_TEXT) {
		builder_fail(b, "the work has more than %d bytes of text",
		    ATT_MAX_TEXT);
		return;
	}
	leaf = leaf_frame(b);
	if ((leaf == ATT_NONE || b->frame[leaf].suspended) &&
	    all_space(utf8, end))
		return;
	need_leaf(b);
	leaf = leaf_frame(b);
	if (top(b)->preserve) {
		add_preserved(&b->text, utf8, end);
		b->gap = b->fresh = false;
	} else {
		size_t before = b->text.size;
		bool absorbed = b->gap || b->fresh;

		b->gap = add_collapsed(&b->text, absorbed, utf8, end);
		/* White space alone after an absorbing start adds nothing. */
		if (b->text.size == before)
			b->gap = absorbed && !b->fresh;
		else
			b->fresh = false;
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

void
att_builder_hold(struct att_builder *b)
{
	if (!b->failed && !b->holding) {
		b->holding = true;
		b->held = 0;
		buf_clear(&b->hold);
	}
}

const char *
att_builder_release(struct att_builder *b, size_t *size)
{
	const char *text;

	b->holding = false;
	if (b->hold.size && b->hold.data[b->hold.size - 1] == ' ')
		b->hold.size--;
	text = buf_cstr(&b->hold);
	if (size)
		*size = b->hold.size;
	return text;
}

void
att_builder_meta(struct att_builder *b, enum att_meta key, const char *value)
{
	if (b->failed || !value || !*value)
		return;
	b->meta = mem_grow(b->meta, &b->meta_cap, b->metas + 1,
	    sizeof(*b->meta));
	b->meta[b->metas++] = (struct meta_entry){
		.key = key,
		.value = strings_add(b->strings, value,
		    utf8_cut(value, strlen(value), ATT_MAX_VALUE)),
	};
}

static void __attribute__((format(printf, 3, 0)))
add_finding(struct att_builder *b, struct att_finding where,
    const char *format, va_list args)
{
	struct att_error safe;
	char *text;

	if (b->findings >= ATT_MAX_FINDINGS) {
		b->findings_dropped++;
		return;
	}
	text = mem_vformat(format, args);
	utf8_safe(text, safe.text, sizeof(safe.text));
	free(text);
	where.text = strings_add(b->strings, safe.text, strlen(safe.text));
	b->finding = mem_grow(b->finding, &b->finding_cap, b->findings + 1,
	    sizeof(*b->finding));
	b->finding[b->findings++] = where;
}

void
att_builder_finding(struct att_builder *b, enum att_severity severity,
    const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_finding(b, (struct att_finding){
	    .file = b->at_file,
	    .line = b->at_line,
	    .column = b->at_column,
	    .severity = severity,
	}, format, args);
	va_end(args);
}

void
builder_finding_at(struct att_builder *b, uint32_t node,
    enum att_severity severity, const char *format, ...)
{
	const struct att_node *n = &b->node[node];
	va_list args;

	va_start(args, format);
	add_finding(b, (struct att_finding){
	    .file = n->file,
	    .line = n->line,
	    .column = n->column,
	    .severity = severity,
	}, format, args);
	va_end(args);
}
