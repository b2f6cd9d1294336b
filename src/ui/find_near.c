#include "ui/find_near.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
	NEAR_BYTES = 40 /* longer words are not compared */,
	NEAR_SHORT = 5 /* bytes of a word that may differ in one only */,
	START_LEAST = 4 /* bytes in common at the start */
};

struct nearest {
	const char *typed; /* folded */
	size_t size;
	unsigned away; /* of best; letters that differ */
	size_t start;  /* of best_start; bytes in common */
	char *best, *best_start;
};

static unsigned
least(unsigned a, unsigned b, unsigned c)
{
	unsigned m = a < b ? a : b;

	return m < c ? m : c;
}

/* Letters to put in, leave out or change, counted row by row. */
static unsigned
distance(const char *a, size_t m, const char *b, size_t n)
{
	unsigned row[NEAR_BYTES + 1];

	for (size_t j = 0; j <= n; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; i <= m; i++) {
		unsigned corner = row[0];

		row[0] = (unsigned)i;
		for (size_t j = 1; j <= n; j++) {
			unsigned above = row[j];

			row[j] = least(above + 1, row[j - 1] + 1,
			    corner + (a[i - 1] != b[j - 1]));
			corner = above;
		}
	}
	return row[n];
}

static void
consider(struct nearest *near, const char *word, size_t size)
{
	unsigned limit = near->size > NEAR_SHORT ? 2 : 1;
	unsigned away;

	if (size > NEAR_BYTES || near->size > NEAR_BYTES || size < 3 ||
	    size + limit < near->size || near->size + limit < size)
		return;
	away = distance(near->typed, near->size, word, size);
	if (away > limit || away >= near->away)
		return;
	near->away = away;
	free(near->best);
	near->best = mem_format("%.*s", (int)size, word);
}

static void
consider_term(struct nearest *near, const char *name)
{
	char *folded = utf8_fold(name, strlen(name));
	size_t same = 0;

	consider(near, folded, strlen(folded));
	for (const char *p = folded; *p;) {
		size_t size = strcspn(p, " ,-()");

		consider(near, p, size);
		p += size + (p[size] != '\0');
	}
	while (near->typed[same] && near->typed[same] == folded[same])
		same++;
	if (same > near->start) {
		near->start = same;
		free(near->best_start);
		near->best_start = mem_dup(name);
	}
	free(folded);
}

char *
find_near_term(const struct att_image *image, const char *typed)
{
	char *folded = utf8_fold(typed, strlen(typed));
	struct nearest near = {.typed = folded,
	    .size = strlen(folded),
	    .away = NEAR_BYTES,
	    .start = START_LEAST - 1};

	for (uint32_t i = 0; near.size && i < att_term_count(image); i++) {
		const struct att_term *term = att_term(image, i);

		consider_term(&near, att_image_string(image, term->primary));
		consider_term(&near, att_image_string(image, term->secondary));
	}
	free(folded);
	if (near.best) {
		free(near.best_start);
		return near.best;
	}
	return near.best_start;
}
