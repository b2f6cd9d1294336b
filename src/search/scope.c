/* Scopes: names to kinds, kinds and a subtree to blocks and places. */
#include "search/scope.h"

#include <string.h>

#include "base/mem.h"

enum { SCOPE_KINDS = 4 };

/* Common words for several kinds; WORK ends a row, being no scope itself. */
/* clang-format off */
static const struct {
	const char *name;
	uint8_t kinds[SCOPE_KINDS];
} scopes[] = {
	{ "title",   { ATT_TITLE, ATT_SUBTITLE } },
	{ "note",    { ATT_NOTE } },
	{ "table",   { ATT_TABLE } },
	{ "term",    { ATT_TERM, ATT_TERMREF } },
	{ "quote",   { ATT_QUOTE, ATT_EPIGRAPH, ATT_QUOTED } },
	{ "code",    { ATT_VERBATIM, ATT_CODE } },
	{ "person",  { ATT_PERSON } },
	{ "place",   { ATT_PLACE } },
	{ "org",     { ATT_ORG } },
	{ "date",    { ATT_DATE } },
	{ "figure",  { ATT_FIGURE } },
	{ "list",    { ATT_LIST } },
	{ "gloss",   { ATT_GLOSSARY, ATT_GLOSSENTRY } },
	{ "biblio",  { ATT_BIBLIOGRAPHY, ATT_BIBLIOENTRY } },
	{ "verse",   { ATT_STANZA, ATT_LINE } },
	{ "caption", { ATT_CAPTION } },
};
/* clang-format on */

static const char *const scope_names[] = {"title", "note", "table", "term",
    "quote", "code", "person", "place", "org", "date", "figure", "list",
    "gloss", "biblio", "verse", "caption", NULL};

_Static_assert(ATT_KIND_COUNT <= 128, "two words hold a bit for every kind");
_Static_assert(
    COUNT(scope_names) == COUNT(scopes) + 1, "every common scope is named");

static void
add_kind(uint64_t kinds[2], unsigned kind)
{
	kinds[kind / 64] |= UINT64_C(1) << kind % 64;
}

static bool
has_kind(const uint64_t kinds[2], unsigned kind)
{
	return kinds[kind / 64] >> kind % 64 & 1;
}

bool
att_scope_add(struct att_scope *scope, const char *name)
{
	enum att_kind kind = att_kind_of(name);
	bool known = kind != ATT_KIND_COUNT;

	if (known)
		add_kind(scope->kinds, kind);
	for (size_t i = 0; i < COUNT(scopes); i++) {
		if (strcmp(scopes[i].name, name) != 0)
			continue;
		known = true;
		for (int k = 0; k < SCOPE_KINDS && scopes[i].kinds[k]; k++)
			add_kind(scope->kinds, scopes[i].kinds[k]);
	}
	return known;
}

const char *const *
att_scope_names(void)
{
	return scope_names;
}

static bool
is_inline(const struct att_image *image, uint32_t node)
{
	return att_kind_class(att_node(image, node)->kind) == ATT_CLASS_INLINE;
}

/* First block whose node is at least node. */
static uint32_t
first_block(const struct att_image *image, uint32_t node)
{
	uint32_t low = 0, high = att_block_count(image);

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (att_block(image, mid)->node < node)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void
split_kinds(struct scope *s, const uint64_t kinds[2])
{
	for (unsigned k = 0; k < ATT_KIND_COUNT; k++) {
		if (!has_kind(kinds, k))
			continue;
		if (att_kind_class(k) == ATT_CLASS_INLINE)
			add_kind(s->inlines, k);
		else
			add_kind(s->blocks, k);
	}
}

void
scope_init(
    struct scope *s, const struct att_image *image, const struct att_scope *of)
{
	uint32_t node = of ? of->subtree : 0;
	uint32_t leaf = node;

	*s = (struct scope){
	    .image = image, .parent = ATT_NONE, .leaf = ATT_NONE};
	s->within = (struct att_range){0, ATT_NONE};
	if (is_inline(image, node)) {
		s->within.start = att_node(image, node)->start;
		s->within.end = att_node(image, node)->end;
	}
	while (is_inline(image, leaf))
		leaf = att_node(image, leaf)->parent;
	s->last = att_block_count(image);
	if (leaf != 0) {
		s->first = first_block(image, leaf);
		s->last = first_block(image, att_node(image, leaf)->next);
	}
	if (of)
		split_kinds(s, of->kinds);
	s->everything = leaf == node && !s->blocks[0] && !s->blocks[1] &&
	                !s->inlines[0] && !s->inlines[1];
}

static bool
under_kind(const struct scope *s, uint32_t node)
{
	while (node != ATT_NONE) {
		const struct att_node *n = att_node(s->image, node);

		if (has_kind(s->blocks, n->kind))
			return true;
		node = n->parent;
	}
	return false;
}

/* Whether the whole block is in; neighbours mostly share their parent. */
static bool
whole_block(struct scope *s, uint32_t leaf)
{
	const struct att_node *n = att_node(s->image, leaf);

	if (!s->blocks[0] && !s->blocks[1])
		return !s->inlines[0] && !s->inlines[1];
	if (has_kind(s->blocks, n->kind))
		return true;
	if (n->parent != s->parent) {
		s->parent = n->parent;
		s->parent_in = under_kind(s, n->parent);
	}
	return s->parent_in;
}

/* Whether the leaf has an inline of a kind asked for. */
static bool
has_inline(const struct scope *s, uint32_t leaf)
{
	uint32_t end = att_node(s->image, leaf)->next;

	if (!s->inlines[0] && !s->inlines[1])
		return false;
	for (uint32_t i = leaf + 1; i < end; i++) {
		if (has_kind(s->inlines, att_node(s->image, i)->kind))
			return true;
	}
	return false;
}

/* Whether pos lies in one. Inlines come by their starts, and places are asked
 * for in order: what was seen for the last one holds. */
static bool
in_inline(struct scope *s, uint32_t leaf, att_pos pos)
{
	uint32_t end = att_node(s->image, leaf)->next;

	if (s->leaf != leaf || pos < s->pos) {
		s->leaf = leaf;
		s->next = leaf + 1;
		s->reach = 0;
	}
	s->pos = pos;
	for (; s->next < end; s->next++) {
		const struct att_node *n = att_node(s->image, s->next);

		if (n->start > pos)
			break;
		if (has_kind(s->inlines, n->kind) && n->end > s->reach)
			s->reach = n->end;
	}
	return pos < s->reach;
}

bool
scope_block(struct scope *s, uint32_t block)
{
	uint32_t leaf;

	if (s->everything)
		return true;
	leaf = att_block(s->image, block)->node;
	return whole_block(s, leaf) || has_inline(s, leaf);
}

bool
scope_match(struct scope *s, uint32_t block, att_pos pos)
{
	uint32_t leaf;

	if (s->everything)
		return true;
	if (pos < s->within.start || pos >= s->within.end)
		return false;
	leaf = att_block(s->image, block)->node;
	return whole_block(s, leaf) || in_inline(s, leaf, pos);
}
