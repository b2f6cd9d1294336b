/* Finding a place again after its work was edited.
 *
 * Every place where the words stand now is a candidate. The words around
 * decide; then whether it lies under the same id as before, since paragraphs
 * move less often than they grow; then how near it is to where it was. */
#include "attache/where.h"

#include <string.h>

enum {
	MOST_CANDIDATES = 1 << 20, /* in a work of one repeated letter */
	SAME_ID =
	    16, /* what lying under the same id weighs, in bytes that agree */
	LEAST_CONTEXT = 16, /* bytes that are worth looking for alone */
	CHANCE = 8          /* bytes that agree by chance */
};

struct search {
	const struct att_where *where;
	const char *text;
	size_t size;
	size_t expected; /* where the place was */
	size_t low; /* what lies under the same id, empty when that is gone */
	size_t high;
	size_t before; /* lengths of the words */
	size_t passage;
	size_t after;
};

struct candidate {
	size_t at;
	size_t score;
	size_t distance;
	bool found;
};

/* Up to the next node that has an id. */
static void
set_territory(struct search *s, const struct att_image *image, uint32_t node)
{
	uint32_t next = node + 1;

	while (next < att_node_count(image) &&
	       !att_node_attr(image, next, ATT_A_ID))
		next++;
	s->low = att_node(image, node)->start;
	s->high = next < att_node_count(image) ? att_node(image, next)->start
	                                       : s->size;
}

static size_t
agree_before(const struct search *s, size_t at)
{
	const char *words = s->where->before;
	size_t same = 0;

	if (at >= s->before &&
	    memcmp(s->text + at - s->before, words, s->before) == 0)
		return s->before;
	while (same < s->before && same < at &&
	       s->text[at - same - 1] == words[s->before - same - 1])
		same++;
	return same < CHANCE ? 0 : same;
}

static size_t
agree_after(const struct search *s, size_t at)
{
	const char *words = s->where->after;
	size_t from = at + s->passage, same = 0;

	if (from <= s->size && s->size - from >= s->after &&
	    memcmp(s->text + from, words, s->after) == 0)
		return s->after;
	while (same < s->after && from + same < s->size &&
	       s->text[from + same] == words[same])
		same++;
	return same < CHANCE ? 0 : same;
}

static bool
stands_at(const struct search *s, size_t at)
{
	return at <= s->size && s->size - at >= s->passage &&
	       memcmp(s->text + at, s->where->passage, s->passage) == 0;
}

/* The surroundings agree on one side at least, as far as they are known. */
static bool
is_surrounded(const struct search *s, size_t at)
{
	if (s->before + s->after == 0)
		return true;
	return (s->before && agree_before(s, at) == s->before) ||
	       (s->after && agree_after(s, at) == s->after);
}

static void
consider(struct candidate *best, const struct search *s, size_t at)
{
	size_t score = agree_before(s, at) + agree_after(s, at);
	size_t distance =
	    at > s->expected ? at - s->expected : s->expected - at;

	if (at >= s->low && at < s->high)
		score += SAME_ID;
	if (best->found &&
	    (score < best->score ||
	        (score == best->score && distance >= best->distance)))
		return;
	*best = (struct candidate){at, score, distance, true};
}

/* The best place where such words stand, and the place is so many bytes after
 * the start of the words. */
static struct candidate
search_words(const struct search *s, const char *words, size_t n, size_t shift)
{
	struct candidate best = {0};
	const char *p = s->text, *end = s->text + s->size;

	for (unsigned count = 0; n > 0 && count < MOST_CANDIDATES; count++) {
		p = memmem(p, (size_t)(end - p), words, n);
		if (!p)
			break;
		consider(&best, s, (size_t)(p - s->text) + shift);
		p++;
	}
	return best;
}

static size_t
whole_character(const struct search *s, size_t at)
{
	while (at > 0 && at < s->size &&
	       ((unsigned char)s->text[at] & 0xC0) == 0x80)
		at--;
	return at;
}

static struct att_range
range_at(const struct search *s, size_t at)
{
	size_t end = at + s->where->length;

	end = end < s->size ? whole_character(s, end) : s->size;
	return (struct att_range){(att_pos)at, (att_pos)(end < at ? at : end)};
}

/* Where the passage was before it was rewritten: after the words before it,
 * before those after it, at its own first half, or where it was by number. */
static size_t
guess(const struct search *s)
{
	size_t half = s->passage / 2;
	struct candidate best = {0};

	if (s->before >= LEAST_CONTEXT)
		best = search_words(s, s->where->before, s->before, s->before);
	if (!best.found && s->after >= LEAST_CONTEXT) {
		best = search_words(s, s->where->after, s->after, 0);
		best.at += best.found && s->text[best.at] == '\n';
	}
	if (!best.found && half >= LEAST_CONTEXT)
		best = search_words(s, s->where->passage, half, 0);
	return whole_character(s, best.found ? best.at : s->expected);
}

static struct search
search_for(
    const struct att_where *where, const struct att_image *image, uint32_t node)
{
	struct search s = {.where = where,
	    .before = strlen(where->before),
	    .passage = strlen(where->passage),
	    .after = strlen(where->after),
	    .expected = where->position};

	s.text = att_image_text(image, &s.size);
	if (node != ATT_NONE)
		s.expected =
		    (size_t)att_node(image, node)->start + where->offset;
	if (s.expected > s.size)
		s.expected = s.size;
	return s;
}

enum att_found
att_where_find(const struct att_where *where, const struct att_image *image,
    struct att_range *range)
{
	uint32_t node = *where->id ? att_anchor_find(image, where->id) : 0;
	struct search s = search_for(where, image, node);
	bool there = node != ATT_NONE && stands_at(&s, s.expected);
	struct candidate best;

	if (there && (s.passage == 0 || is_surrounded(&s, s.expected))) {
		*range = range_at(&s, whole_character(&s, s.expected));
		return ATT_FOUND_EXACT;
	}
	if (node != ATT_NONE)
		set_territory(&s, image, node);
	best = search_words(&s, where->passage, s.passage, 0);
	if (best.found) {
		*range = range_at(&s, best.at);
		return there && best.at == s.expected ? ATT_FOUND_EXACT
		                                      : ATT_FOUND_MOVED;
	}
	*range = (struct att_range){(att_pos)guess(&s), 0};
	range->end = range->start;
	return ATT_FOUND_LOST;
}
