/* Nothing in an image is believed before it was looked at once: a flipped bit
 * is caught by the hashes, an image made to do harm by the checks of every row
 * that later code follows. After this, accessors need no checks. */
#include <string.h>

#include "attache/builder.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "model/format.h"

/* Deepest nesting of nodes: the builder's, and what leaves add to it. */
enum { DEPTH_MAX = 4 * ATT_MAX_DEPTH };

struct check {
	const struct att_image *image;
	uint64_t count[TABLE_COUNT];
	uint64_t text; /* bytes */
	uint64_t nodes;
	uint64_t leaves;   /* nodes that are leaves with text */
	uint64_t sections; /* nodes that are sections */
};

/* att_kind_class, for as many nodes as there are. */
static const uint8_t class_of[ATT_KIND_COUNT] = {
#define X(id, name, class) [ATT_##id] = ATT_CLASS_##class,
    ATT_KINDS(X)
#undef X
};

/* Classes that a node of a class may stand in, as bits. An empty inline may
 * stand in any. */
#define BIT(class) (1U << ATT_CLASS_##class)
static const uint8_t parents_of[] = {
    [ATT_CLASS_SECTION] = BIT(SECTION),
    [ATT_CLASS_CONTAINER] = BIT(SECTION) | BIT(CONTAINER),
    [ATT_CLASS_LEAF] = BIT(SECTION) | BIT(CONTAINER),
    [ATT_CLASS_INLINE] = BIT(LEAF) | BIT(INLINE),
};

static bool
hashes_fit(struct check *c)
{
	for (int i = 0; i < TABLE_COUNT; i++) {
		const struct table_place *t = &c->image->header->table[i];
		size_t bytes = (size_t)t->count * table_row_size((enum table)i);

		if (i == TABLE_TEXT)
			bytes += IMAGE_PADDING;
		if (file_hash(c->image->table[i], bytes,
		        (unsigned long long)i) != t->hash)
			return false;
	}
	return true;
}

static bool
is_zero(const char *p, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (p[i])
			return false;
	}
	return true;
}

static bool
bytes_fit(struct check *c)
{
	const struct att_image *image = c->image;
	uint64_t strings = c->count[TABLE_STRING];

	return strings > 0 && image->string[0] == '\0' &&
	       image->string[strings - 1] == '\0' &&
	       utf8_valid(image->string, (size_t)strings) &&
	       utf8_valid(image->text, (size_t)c->text) &&
	       is_zero(image->text + c->text, IMAGE_PADDING) &&
	       is_zero(image->string + strings, IMAGE_PADDING);
}

/* A string's offset: inside the pool, at the start of a string. */
static bool
string_fits(const struct check *c, uint32_t string)
{
	return string < c->count[TABLE_STRING] &&
	       (string == 0 || c->image->string[string - 1] == '\0');
}

static bool
on_border(const struct check *c, uint64_t at)
{
	return at == c->text ||
	       ((unsigned char)c->image->text[at] & 0xC0) != 0x80;
}

static bool
node_fits(const struct check *c, uint64_t row)
{
	const struct att_node *n = &c->image->node[row];
	const struct att_node *up;

	if (n->start > n->end || n->end > c->text || !on_border(c, n->start) ||
	    !on_border(c, n->end) || n->next <= row || n->next > c->nodes ||
	    n->kind >= ATT_KIND_COUNT || n->file >= c->count[TABLE_FILE] ||
	    n->attr > n[1].attr)
		return false;
	if (row == 0)
		return n->parent == ATT_NONE && n->kind == ATT_WORK &&
		       n->start == 0 && n->end == c->text &&
		       n->next == c->nodes;
	if (n->parent >= row || n->kind == ATT_WORK)
		return false;
	up = &c->image->node[n->parent];
	return n->next <= up->next && n->start >= up->start &&
	       n->end <= up->end && n->start >= n[-1].start;
}

static bool
class_fits(const struct check *c, const struct att_node *n)
{
	const struct att_node *up = &c->image->node[n->parent];
	unsigned class = class_of[n->kind];

	return (parents_of[class] >> class_of[up->kind] & 1) != 0 ||
	       (class == ATT_CLASS_INLINE && n->start == n->end);
}

static void
count_node(struct check *c, const struct att_node *n)
{
	unsigned class = class_of[n->kind];

	c->leaves += class == ATT_CLASS_LEAF && n->end > n->start;
	c->sections += class == ATT_CLASS_SECTION;
}

/* Parents are the innermost open node: with next and depth that makes a tree,
 * whose branches do not share text. */
static bool
nodes_fit(struct check *c)
{
	const struct att_node *node = c->image->node;
	uint32_t open[DEPTH_MAX];
	unsigned depth = 0;

	for (uint64_t i = 0; i < c->nodes; i++) {
		if (!node_fits(c, i) || (i > 0 && !class_fits(c, &node[i])))
			return false;
		count_node(c, &node[i]);
		for (; depth > 0 && node[open[depth - 1]].next <= i; depth--) {
			if (node[open[depth - 1]].end > node[i].start)
				return false;
		}
		if (i > 0 && (depth == 0 || node[i].parent != open[depth - 1]))
			return false;
		if (depth >= DEPTH_MAX)
			return false;
		open[depth++] = (uint32_t)i;
	}
	return node[0].attr == 0 && node[c->nodes].attr == c->count[TABLE_ATTR];
}

static bool
attrs_fit(struct check *c)
{
	for (uint64_t i = 0; i < c->count[TABLE_ATTR]; i++) {
		if (c->image->attr[i].name >= ATT_ATTR_COUNT ||
		    !string_fits(c, c->image->attr[i].value))
			return false;
	}
	return true;
}

/* Every leaf with text has its row, in order: rows are of different leaves, and
 * the counts agree. */
static bool
blocks_fit(struct check *c)
{
	const struct att_block *b = c->image->table[TABLE_BLOCK];
	const struct att_block *last = b + c->count[TABLE_BLOCK];
	att_pos end = 0;

	for (; b < last; b++) {
		const struct att_node *n;

		if (b->node >= c->nodes)
			return false;
		n = &c->image->node[b->node];
		if (class_of[n->kind] != ATT_CLASS_LEAF ||
		    b->start != n->start || b->end != n->end ||
		    b->start >= b->end || b->start < end || b->end >= c->text ||
		    c->image->text[b->end] != '\n')
			return false;
		end = b->end + 1;
	}
	return c->leaves == c->count[TABLE_BLOCK];
}

static bool
section_fits(const struct check *c, uint32_t row)
{
	const struct att_section *s = att_section(c->image, row);
	const struct att_section *up;

	if (s->node >= c->nodes || s->next <= row ||
	    s->next > c->count[TABLE_SECTION] ||
	    s->kind != c->image->node[s->node].kind ||
	    class_of[s->kind] != ATT_CLASS_SECTION ||
	    !string_fits(c, s->number) || !string_fits(c, s->id) ||
	    !string_fits(c, s->title) || c->image->string[s->title] == '\0')
		return false;
	if (row == 0)
		return s->node == 0 && s->level == 0 && s->parent == ATT_NONE &&
		       s->next == c->count[TABLE_SECTION];
	if (s->parent >= row || s->node <= att_section(c->image, row - 1)->node)
		return false;
	up = att_section(c->image, s->parent);
	return s->next <= up->next && s->level == up->level + 1 &&
	       c->image->node[s->node].parent == up->node;
}

/* Every section node has its row: parents are rows, and the counts agree. */
static bool
sections_fit(struct check *c)
{
	for (uint32_t i = 0; i < c->count[TABLE_SECTION]; i++) {
		if (!section_fits(c, i))
			return false;
	}
	return c->sections == c->count[TABLE_SECTION];
}

static bool
anchors_fit(struct check *c)
{
	for (uint32_t i = 0; i < c->count[TABLE_ANCHOR]; i++) {
		const struct att_anchor *a = att_anchor(c->image, i);

		if (a->node >= c->nodes || !string_fits(c, a->id))
			return false;
		if (i > 0 &&
		    strcmp(c->image->string + att_anchor(c->image, i - 1)->id,
		        c->image->string + a->id) >= 0)
			return false;
	}
	return true;
}

static bool
target_fits(const struct check *c, const struct att_link *l)
{
	switch ((enum att_link_kind)l->kind) {
	case ATT_LINK_HERE:
		return l->target_node < c->nodes;
	case ATT_LINK_NOTE:
		return l->target_node < c->nodes &&
		       c->image->node[l->target_node].kind == ATT_NOTE;
	case ATT_LINK_WORK:
	case ATT_LINK_ADDRESS:
	case ATT_LINK_BROKEN:
		return l->target_node == ATT_NONE;
	}
	return false;
}

static bool
links_fit(struct check *c)
{
	for (uint32_t i = 0; i < c->count[TABLE_LINK]; i++) {
		const struct att_link *l = att_link(c->image, i);

		if (l->node >= c->nodes || !target_fits(c, l) ||
		    !string_fits(c, l->target) || !string_fits(c, l->words))
			return false;
		if (i > 0 && att_link(c->image, i - 1)->node >= l->node)
			return false;
	}
	for (uint32_t i = 0; i < c->count[TABLE_BACKLINK]; i++) {
		const struct att_backlink *b = att_backlink(c->image, i);

		if (b->target_node >= c->nodes ||
		    b->link >= c->count[TABLE_LINK] ||
		    att_link(c->image, b->link)->target_node != b->target_node)
			return false;
		if (i > 0 &&
		    att_backlink(c->image, i - 1)->target_node > b->target_node)
			return false;
	}
	return true;
}

static bool
lists_fit(struct check *c)
{
	for (uint32_t i = 0; i < c->count[TABLE_TERM]; i++) {
		const struct att_term *t = att_term(c->image, i);

		if (t->node >= c->nodes || !string_fits(c, t->primary) ||
		    !string_fits(c, t->secondary) ||
		    !string_fits(c, t->tertiary) || !string_fits(c, t->see) ||
		    !string_fits(c, t->seealso))
			return false;
	}
	for (uint32_t i = 0; i < c->count[TABLE_DATE]; i++) {
		const struct att_date *d = att_date(c->image, i);

		if (d->node >= c->nodes || !string_fits(c, d->when) ||
		    (i > 0 && att_date(c->image, i - 1)->from > d->from))
			return false;
	}
	for (uint32_t i = 0; i < c->count[TABLE_PLACE]; i++) {
		const struct att_place *p = att_place(c->image, i);

		if (p->node >= c->nodes || !string_fits(c, p->name))
			return false;
	}
	return true;
}

static bool
rest_fits(struct check *c)
{
	for (uint32_t i = 0; i < c->count[TABLE_LABEL]; i++) {
		const struct att_label *l = att_label(c->image, i);

		if (l->node >= c->nodes || !string_fits(c, l->words) ||
		    (i > 0 && att_label(c->image, i - 1)->node >= l->node))
			return false;
	}
	for (uint32_t i = 0; i < c->count[TABLE_META]; i++) {
		const struct att_meta_row *m = att_meta(c->image, i);

		if (m->key >= ATT_META_COUNT || !string_fits(c, m->value))
			return false;
	}
	for (uint32_t i = 0; i < c->count[TABLE_FILE]; i++) {
		if (!string_fits(c, att_file(c->image, i)->path))
			return false;
	}
	for (uint32_t i = 0; i < c->count[TABLE_FINDING]; i++) {
		const struct att_finding *f = att_finding(c->image, i);

		if (f->file >= c->count[TABLE_FILE] ||
		    f->severity > ATT_WARNING || !string_fits(c, f->text))
			return false;
	}
	return true;
}

bool
image_validate(
    const struct att_image *image, const char *label, struct att_error *err)
{
	static bool (*const checks[])(struct check *) = {hashes_fit, bytes_fit,
	    nodes_fit, attrs_fit, blocks_fit, sections_fit, anchors_fit,
	    links_fit, lists_fit, rest_fits};
	struct check c = {.image = image};

	for (int i = 0; i < TABLE_COUNT; i++)
		c.count[i] = image->header->table[i].count;
	c.text = c.count[TABLE_TEXT];
	c.nodes = c.count[TABLE_NODE] - 1;
	for (size_t i = 0; i < COUNT(checks); i++) {
		if (!checks[i](&c))
			return att_fail(err, ATT_EINPUT,
			    _("the image %s is damaged"), label);
	}
	return true;
}
