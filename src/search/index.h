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
uint64_t index_rows(struct index *index);
/* The runs that have a word, some at a time. */
struct index_look;
/* The word is borrowed. Never NULL; whatever is wrong index_more tells. */
struct index_look *index_look(struct index *index, const struct word *word);
/* Adds runs to hits, having looked at most at so many rows. 1: there are more,
 * 0: that was all, -1 with err. */
int index_more(struct index_look *look, size_t most, struct index_hits *hits,
    struct att_error *err);
void index_look_end(struct index_look *look);
/* Words that begin with a folded prefix, with their frequency, added to words:
 * the limit most frequent of this index. */
void index_complete(struct index *index, const char *prefix, size_t limit,
    struct index_words *words);

#endif
