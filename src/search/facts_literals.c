/* The literals that a match must hold: sequences build them character by
 * character, alternations unite them, whatever is not finite ends them. */
#include "search/facts_parts.h"

#include <string.h>

#include "base/utf8.h"

/* What one part of a pattern says: words is all that it can match, when that
 * is a small set; needed is a set of which one must occur. */
struct says {
	bool finite;
	struct literal_set words;
	struct literal_set needed[FACTS_NEEDED]; /* of each, best first */
};

static const struct literal_set empty_word = {.count = 1};

/* Longer is rarer; one byte is no help. */
static unsigned
worth(const struct literal_set *set)
{
	unsigned least = 8;

	for (unsigned i = 0; i < set->count; i++) {
		if (set->item[i].size < least)
			least = set->item[i].size;
	}
	return set->count && least >= 2 ? least * 32 - set->count : 0;
}

static bool
same(const struct literal_set *a, const struct literal_set *b)
{
	return a->count == b->count &&
	       memcmp(a->item, b->item, a->count * sizeof(a->item[0])) == 0;
}

/* Keep the best ones. */
static void
consider(struct literal_set best[FACTS_NEEDED], const struct literal_set *set)
{
	if (same(&best[0], set))
		return;
	if (worth(set) > worth(&best[0])) {
		best[1] = best[0];
		best[0] = *set;
	} else if (worth(set) > worth(&best[1])) {
		best[1] = *set;
	}
}

static void
forget(struct says *s)
{
	for (int i = 0; i < FACTS_NEEDED; i++)
		s->needed[i].count = 0;
}

static bool
unite(struct literal_set *set, const struct literal_set *more)
{
	if (set->count + more->count > LITERAL_COUNT)
		return false;
	memcpy(set->item + set->count, more->item,
	    more->count * sizeof(more->item[0]));
	set->count += more->count;
	return true;
}

/* Without case in one part is without case in all of it: that finds more. */
static void
make_small(struct literal *l)
{
	for (unsigned i = 0; i < l->size; i++) {
		if (l->bytes[i] >= 'A' && l->bytes[i] <= 'Z')
			l->bytes[i] |= 0x20;
	}
}

/* Every word of set followed by every one of more; false when too many or too
 * long, set is then as before. */
static bool
append(struct literal_set *set, const struct literal_set *more)
{
	struct literal_set out = {0};

	if (set->count * more->count > LITERAL_COUNT)
		return false;
	for (unsigned i = 0; i < set->count; i++) {
		for (unsigned k = 0; k < more->count; k++) {
			struct literal *l = &out.item[out.count++];
			const struct literal *tail = &more->item[k];

			*l = set->item[i];
			if (l->size + tail->size > LITERAL_BYTES)
				return false;
			memcpy(l->bytes + l->size, tail->bytes, tail->size);
			l->size = (uint8_t)(l->size + tail->size);
			l->nocase |= tail->nocase;
			if (l->nocase)
				make_small(l);
		}
	}
	*set = out;
	return true;
}

static bool
is_letter(uint32_t c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 128;
}

/* Without case only ASCII letters are known, but for k and s, which fold to
 * characters beyond. */
static void
character(const struct tree_item *item, struct says *out)
{
	struct literal *l = &out->words.item[0];
	uint32_t c = item->c;

	*out = (struct says){0};
	if (item->caseless && (c >= 128 || item->set.other))
		return;
	if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
		return;
	l->nocase = item->caseless && is_letter(c);
	l->size = (uint8_t)utf8_put(l->nocase ? c | 0x20 : c, l->bytes);
	out->words.count = 1;
	out->finite = true;
}

static void
set_of_few(const struct tree_item *item, struct says *out)
{
	*out = (struct says){
	    .finite = !item->set.other && !item->set.blank,
	};
	for (uint32_t c = 0; c < 128 && out->finite; c++) {
		struct literal *l = &out->words.item[out->words.count];

		if (!syntax_set_has(&item->set, c))
			continue;
		if (out->words.count == 4) {
			out->finite = false;
			break;
		}
		l->size = 1;
		l->bytes[0] = (char)c;
		out->words.count++;
	}
	out->finite = out->finite && out->words.count > 0;
}

/* A part repeated as its quantifier says. */
static void
repeat(const struct tree_item *item, struct says *s)
{
	struct literal_set once = s->words;

	if (item->min == 1 && item->max == 1)
		return;
	if (item->min == 0) {
		forget(s);
		s->finite = s->finite && item->max == 1 &&
		            unite(&s->words, &empty_word);
		return;
	}
	if (s->finite)
		consider(s->needed, &s->words);
	s->finite = s->finite && item->min == item->max;
	for (uint32_t n = 1; n < item->min && s->finite; n++)
		s->finite = append(&s->words, &once);
}

static void group(const struct tree *tree, uint32_t row, struct says *out);

static void
one_item(const struct tree *tree, uint32_t row, struct says *out)
{
	const struct tree_item *item = &tree->item[row];

	*out = (struct says){.finite = true, .words = empty_word};
	if (item->kind == SYNTAX_CHAR)
		character(item, out);
	else if (item->kind == SYNTAX_SET)
		set_of_few(item, out);
	else if (item->kind == SYNTAX_BACKREF)
		out->finite = false;
	else if (item->kind == SYNTAX_OPEN)
		group(tree, row, out);
	repeat(item, out);
}

static void
sequence(const struct tree *tree, uint32_t row, struct says *out)
{
	*out = (struct says){.finite = true, .words = empty_word};
	for (; row; row = tree->item[row].next) {
		struct says s;

		one_item(tree, row, &s);
		consider(out->needed, &s.needed[0]);
		consider(out->needed, &s.needed[1]);
		if (s.finite && append(&out->words, &s.words))
			continue;
		consider(out->needed, &out->words);
		out->finite = false;
		out->words = empty_word;
		if (s.finite)
			out->words = s.words;
	}
	consider(out->needed, &out->words);
}

static void
alternatives(const struct tree *tree, uint32_t row, struct says *out)
{
	const uint32_t only = row;
	bool needed = true;

	*out = (struct says){.finite = true};
	for (; row; row = tree->item[row].next) {
		struct says s;

		sequence(tree, tree->item[row].child, &s);
		out->finite =
		    out->finite && s.finite && unite(&out->words, &s.words);
		needed = needed && s.needed[0].count &&
		         unite(&out->needed[0], &s.needed[0]);
		if (!tree->item[row].next && row == only)
			out->needed[1] = s.needed[1];
	}
	if (!needed)
		forget(out);
}

static void
group(const struct tree *tree, uint32_t row, struct says *out)
{
	enum syntax_group kind = tree->item[row].group;

	alternatives(tree, tree->item[row].child, out);
	if (kind == GROUP_PLAIN || kind == GROUP_ATOMIC)
		return;
	/* A look around takes no room. What it forbids says nothing. */
	if (kind == GROUP_NOT_AHEAD || kind == GROUP_NOT_BEHIND)
		forget(out);
	out->finite = true;
	out->words = empty_word;
}

void
facts_literals(const struct tree *tree, struct literal_set needed[FACTS_NEEDED])
{
	struct says s;

	group(tree, 0, &s);
	memcpy(needed, s.needed, sizeof(s.needed));
}
