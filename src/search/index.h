/* The word index of one work: in a file or in memory by SQLite (topics.c), or
 * none at all, the text being read for every word (topics_plain.c). Its rows
 * are runs of blocks, named by their first block. */
#ifndef SEARCH_INDEX_H
#define SEARCH_INDEX_H

#include "search/words.h"

struct index;

struct index_hit {
	uint32_t block; /* first of the run */
	double weight;  /* how much the run is about the word; > 0 */
};

struct index_hits {
	struct index_hit *hit; /* by block; caller frees */
	size_t count;
	size_t cap;
};

struct index_word {
	char *text;
	uint64_t count;
};

struct index_words {
	struct index_word *word;
	size_t count;
	size_t cap;
};

/* path NULL, or not fit for the image: made in memory. */
struct index *index_open(
    const struct att_image *image, const char *path, struct att_error *err);
void index_close(struct index *index);
/* Runs that have the word; *rows is how many the index has. */
bool index_find(struct index *index, const struct word *word,
    struct index_hits *hits, uint64_t *rows, struct att_error *err);
/* Words that begin with a folded prefix, with their frequency, added to words:
 * the limit most frequent of this index. */
void index_complete(struct index *index, const char *prefix, size_t limit,
    struct index_words *words);

#endif
