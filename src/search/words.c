/* Words of a query, and where a text answers them. */
#include "search/words.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
	EXCERPT_BYTES = 240,
	EXCERPT_BEFORE = 60, /* of them before the first word found */
	EXCERPT_HITS = 256,  /* of a block that are weighed */
	SOFT_HYPHEN = 0xAD
};

static bool
is_token(uint32_t c)
{
	if (c < 128)
		return (c >= '0' && c <= '9') ||
		       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
	return uc_is_general_category(c, UC_LETTER) ||
	       uc_is_general_category(c, UC_NUMBER) ||
	       uc_is_general_category(c, UC_MARK);
}

/* Fold [text, text + size) into out; ASCII, the common case, by itself. */
static void
fold(const char *text, size_t size, char out[WORDS_SIZE])
{
	bool ascii = true;
	size_t n = 0;
	char *folded;

	for (size_t i = 0; i < size && ascii; i++) {
		char c = text[i];

		ascii = (c & 0x80) == 0;
		if (n + 1 < WORDS_SIZE)
			out[n++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
	}
	if (!ascii) {
		folded = utf8_fold(text, size);
		n = utf8_cut(folded, strlen(folded), WORDS_SIZE - 1);
		memcpy(out, folded, n);
		free(folded);
	}
	out[n] = '\0';
}

/* Without the soft hyphens that utf8_fold keeps. */
static void
drop_soft(char *text)
{
	char *to = text;

	for (const char *from = text; *from;) {
		if (memcmp(from, "\xC2\xAD", 2) == 0)
			from += 2;
		else
			*to++ = *from++;
	}
	*to = '\0';
}

bool
words_next(const char *text, size_t size, size_t *at, size_t *start,
    char folded[WORDS_SIZE])
{
	bool soft = false;
	uint32_t c;
	size_t n;

	while (*at < size) {
		n = utf8_next(text + *at, size - *at, &c);
		if (is_token(c))
			break;
		*at += n;
	}
	*start = *at;
	while (*at < size) {
		n = utf8_next(text + *at, size - *at, &c);
		if (!is_token(c) && c != SOFT_HYPHEN)
			break;
		soft |= c == SOFT_HYPHEN;
		*at += n;
	}
	if (*at == *start)
		return false;
	fold(text + *start, *at - *start, folded);
	if (soft)
		drop_soft(folded);
	return true;
}

static void
add_word(struct words *w, const char *text, size_t size, bool prefix)
{
	char token[WORDS_SIZE];
	size_t at = 0, start;
	struct word *word;

	if (w->count == WORDS_MAX ||
	    !words_next(text, size, &at, &start, token))
		return;
	word = &w->word[w->count++];
	*word = (struct word){.text = mem_ndup(text, size), .prefix = prefix};
	do {
		memcpy(word->token[word->tokens++], token, WORDS_SIZE);
	} while (word->tokens < WORDS_TOKENS &&
	         words_next(text, size, &at, &start, token));
}

void
words_parse(struct words *w, const char *query)
{
	*w = (struct words){.word = mem_alloc(WORDS_MAX * sizeof(struct word))};
	while (*query) {
		size_t size;
		bool quoted = *query == '"';

		if (strchr(" \t\n\r", *query)) {
			query++;
			continue;
		}
		query += quoted;
		size = strcspn(query, quoted ? "\"" : " \t\n\r\"*");
		add_word(w, query, size,
		    query[size] == '*' ||
		        (quoted && query[size] && query[size + 1] == '*'));
		query += size;
		query += quoted && *query == '"';
		query += *query == '*';
	}
}

void
words_done(struct words *w)
{
	for (size_t i = 0; i < w->count; i++)
		free(w->word[i].text);
	free(w->word);
	*w = (struct words){0};
}

static bool
is_like(const struct word *w, size_t row, const char *token)
{
	const char *want = w->token[row];

	if (w->prefix && row + 1 == w->tokens)
		return strncmp(token, want, strlen(want)) == 0;
	return strcmp(token, want) == 0;
}

/* How many tokens of w are matched after this one, with so many before. */
static size_t
advance(const struct word *w, size_t before, const char *token)
{
	if (is_like(w, before, token))
		return before + 1;
	return before && is_like(w, 0, token);
}

unsigned
words_count(const struct word *w, const char *text, size_t size)
{
	char token[WORDS_SIZE];
	size_t at = 0, start, matched = 0;
	unsigned count = 0;

	while (words_next(text, size, &at, &start, token)) {
		matched = advance(w, matched, token);
		if (matched == w->tokens) {
			count++;
			matched = 0;
		}
	}
	return count;
}

uint32_t
words_run_end(const struct att_image *image, uint32_t first)
{
	uint32_t section = att_section_of(image, att_block(image, first)->node);
	uint32_t last = first + 1;

	while (last < att_block_count(image) &&
	       att_section_of(image, att_block(image, last)->node) == section)
		last++;
	return last;
}

struct hit {
	size_t at;
	unsigned word;
};

struct hits {
	struct hit hit[EXCERPT_HITS];
	size_t count;
};

static void
find_hits(const struct words *w, const char *text, size_t size, struct hits *h)
{
	size_t matched[WORDS_MAX] = {0};
	size_t first[WORDS_MAX] = {0};
	char token[WORDS_SIZE];
	size_t at = 0, start;

	h->count = 0;
	while (h->count < EXCERPT_HITS &&
	       words_next(text, size, &at, &start, token)) {
		for (unsigned i = 0; i < w->count; i++) {
			const struct word *word = &w->word[i];

			matched[i] = advance(word, matched[i], token);
			if (matched[i] == 1)
				first[i] = start;
			if (matched[i] < word->tokens)
				continue;
			matched[i] = 0;
			if (h->count < EXCERPT_HITS)
				h->hit[h->count++] = (struct hit){first[i], i};
		}
	}
}

/* Different words, then words at all, among the hits from row on that one
 * excerpt can hold. */
static unsigned
weigh(const struct hits *h, size_t row, size_t room)
{
	uint32_t seen = 0;
	unsigned all = 0;

	for (size_t i = row;
	     i < h->count && h->hit[i].at < h->hit[row].at + room; i++) {
		seen |= UINT32_C(1) << h->hit[i].word;
		all++;
	}
	return (unsigned)__builtin_popcount(seen) * EXCERPT_HITS + all;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* Whole words around at, at most EXCERPT_BYTES. */
static struct att_range
cut_excerpt(const char *text, size_t size, size_t at)
{
	size_t start = at > EXCERPT_BEFORE ? at - EXCERPT_BEFORE : 0;
	size_t end;

	if (size <= EXCERPT_BYTES)
		return (struct att_range){0, (att_pos)size};
	if (start > size - EXCERPT_BYTES)
		start = size - EXCERPT_BYTES;
	while (start > 0 && start < at && !is_space(text[start - 1]))
		start++;
	end = start + utf8_cut(text + start, size - start, EXCERPT_BYTES);
	while (end < size && end > at + 1 && !is_space(text[end]))
		end--;
	if (end <= at + 1)
		end =
		    start + utf8_cut(text + start, size - start, EXCERPT_BYTES);
	return (struct att_range){(att_pos)start, (att_pos)end};
}

/* The best passage of one block, and its weight; 0 when it has no word. */
static unsigned
best_passage(const struct words *w, const struct att_image *image,
    uint32_t block, struct hits *h, size_t *at)
{
	const struct att_block *b = att_block(image, block);
	unsigned best = 0;

	find_hits(
	    w, att_image_text(image, NULL) + b->start, b->end - b->start, h);
	for (size_t i = 0; i < h->count; i++) {
		unsigned weight = weigh(h, i, EXCERPT_BYTES - EXCERPT_BEFORE);

		if (weight > best) {
			best = weight;
			*at = h->hit[i].at;
		}
	}
	/* A title says the same as the line above the excerpt. */
	if (best && att_node(image, b->node)->kind == ATT_TITLE)
		best = 1;
	return best;
}

void
words_excerpt(const struct words *w, const struct att_image *image,
    uint32_t first, uint32_t *block, struct att_range *excerpt)
{
	uint32_t end = words_run_end(image, first);
	struct hits *h = mem_alloc(sizeof(*h));
	const struct att_block *b;
	unsigned best = 0;
	size_t place = 0;

	*block = first;
	for (uint32_t i = first; i < end; i++) {
		size_t at = 0;
		unsigned weight = best_passage(w, image, i, h, &at);

		if (weight > best) {
			best = weight;
			*block = i;
			place = at;
		}
	}
	b = att_block(image, *block);
	*excerpt = cut_excerpt(
	    att_image_text(image, NULL) + b->start, b->end - b->start, place);
	excerpt->start += b->start;
	excerpt->end += b->start;
	free(h);
}
