/* Topics without SQLite: no index is kept, every query reads the text. */
#include "attache/topics.h"

#ifndef HAVE_SQLITE

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "search/index.h"

/* As in the index: a title weighs ten words, more of the same word less. */
enum { TITLE_WEIGHT = 10 };

struct index {
	const struct att_image *image;
};

bool
att_topics_build(
    const struct att_image *image, const char *path, struct att_error *err)
{
	(void)image;
	(void)path;
	(void)err;
	return true;
}

bool
att_topics_build_unless(const struct att_image *image, const char *path,
    bool (*stop)(void *ctx), void *ctx, struct att_error *err)
{
	(void)stop;
	(void)ctx;
	return att_topics_build(image, path, err);
}

bool
att_topics_fits(const struct att_image *image, const char *path)
{
	(void)image;
	(void)path;
	return true;
}

void
att_topics_prepare(void)
{
}

struct index *
index_open(
    const struct att_image *image, const char *path, struct att_error *err)
{
	struct index *index = mem_alloc(sizeof(*index));

	(void)path;
	(void)err;
	index->image = image;
	return index;
}

void
index_close(struct index *index)
{
	free(index);
}

static double
weigh(const struct att_image *image, const struct word *word, uint32_t first,
    uint32_t last)
{
	const struct att_block *b = att_block(image, first);
	att_pos end = att_block(image, last - 1)->end;
	const char *title = att_image_string(
	    image, att_section(image, att_section_of(image, b->node))->title);
	double count = words_count(
	    word, att_image_text(image, NULL) + b->start, end - b->start);
	double length = (double)(end - b->start) / 2000;

	if (words_count(word, title, strlen(title)))
		count += TITLE_WEIGHT;
	return count * 2.2 / (count + 0.3 + 0.9 * length);
}

/* Runs, counted when they are asked for: nothing else needs the number. */
uint64_t
index_rows(struct index *index)
{
	uint32_t count = att_block_count(index->image);
	uint64_t rows = 0;

	for (uint32_t first = 0; first < count; rows++)
		first = words_run_end(index->image, first);
	return rows;
}

struct index_look {
	const struct att_image *image;
	const struct word *word;
	uint32_t next; /* block */
};

struct index_look *
index_look(struct index *index, const struct word *word)
{
	struct index_look *look = mem_alloc(sizeof(*look));

	look->image = index->image;
	look->word = word;
	return look;
}

int
index_more(struct index_look *look, size_t most, struct index_hits *hits,
    struct att_error *err)
{
	uint32_t count = att_block_count(look->image);

	(void)err;
	for (; most > 0 && look->next < count; most--) {
		uint32_t first = look->next;
		double weight;

		look->next = words_run_end(look->image, first);
		weight = weigh(look->image, look->word, first, look->next);
		if (weight <= 0)
			continue;
		hits->hit = mem_grow(
		    hits->hit, &hits->cap, hits->count + 1, sizeof(*hits->hit));
		hits->hit[hits->count++] = (struct index_hit){first, weight};
	}
	return look->next < count;
}

void
index_look_end(struct index_look *look)
{
	free(look);
}

/* Every one of them; the caller joins equal ones. */
void
index_complete(struct index *index, const char *prefix, size_t limit,
    struct index_words *words)
{
	char token[WORDS_SIZE];
	size_t size, at = 0, start;
	const char *text = att_image_text(index->image, &size);

	(void)limit;
	while (words_next(text, size, &at, &start, token)) {
		if (strncmp(token, prefix, strlen(prefix)) != 0)
			continue;
		words->word = mem_grow(words->word, &words->cap,
		    words->count + 1, sizeof(*words->word));
		words->word[words->count++] =
		    (struct index_word){mem_dup(token), 1};
	}
}

#endif
