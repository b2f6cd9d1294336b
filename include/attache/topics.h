/* Ranked full text, for people who do not write patterns: SQLite FTS5, one
 * index file a work beside its image. */
#ifndef ATTACHE_TOPICS_H
#define ATTACHE_TOPICS_H

#include "attache/image.h"

struct att_topics;

struct att_topic {
	size_t work; /* as numbered by att_topics_add */
	uint32_t block; /* the best block of the section */
	uint32_t section;
	double score; /* higher is better */
	struct att_range excerpt; /* of the text, whole words, at most 240 bytes */
};

/* Make the index of a work at path (beside, then renamed). */
bool att_topics_build(const struct att_image *image, const char *path,
    struct att_error *err);
/* The same; false without a word when stop, asked often, says so. */
bool att_topics_build_unless(const struct att_image *image, const char *path,
    bool (*stop)(void *ctx), void *ctx, struct att_error *err);
/* Whether path holds a usable index of this image. */
bool att_topics_fits(const struct att_image *image, const char *path);

/* Have at hand what the calls below load when they are made, for a process
 * that will not be able to; for good. */
void att_topics_prepare(void);

struct att_topics *att_topics_new(void);
void att_topics_free(struct att_topics *topics);
/* For who cannot wait for that: close one of the works. False: all are. */
bool att_topics_close_one(struct att_topics *topics);
/* path NULL: the index is made in memory. */
bool att_topics_add(struct att_topics *topics, const struct att_image *image,
    const char *path, struct att_error *err);

/* Words (all wanted; case and accents folded), "phrases", prefix*. Anything
 * else is taken as words. subtree: only in that node (0: all). Results by
 * score, at most limit, one a section. When nothing has all the words, those
 * with most of them; *loose is then set. False on error only. items: caller
 * frees. */
bool att_topics_find(struct att_topics *topics, const char *words,
    size_t limit, uint32_t subtree,
    struct att_topic **items, size_t *count, bool *loose,
    struct att_error *err);
/* The same a slice at a time, so that nobody waits for all of it. The topics
 * are borrowed, and not to be used for anything else meanwhile. */
enum { ATT_TOPICS_SLICE = 1024 }; /* rows of indexes that are looked at in one */
struct att_topics_query;
struct att_topics_query *att_topics_ask(struct att_topics *topics,
    const char *words, size_t limit, uint32_t subtree);
/* 1: there is more to do, 0: it is done, -1 with err. */
int att_topics_step(struct att_topics_query *query, struct att_error *err);
/* What was found, once it is done. items: caller frees. */
void att_topics_answer(struct att_topics_query *query,
    struct att_topic **items, size_t *count, bool *loose);
void att_topics_query_free(struct att_topics_query *query);

/* Words of the works that begin with prefix, most frequent first, for
 * completion and "did you mean". Caller frees the array, not the strings
 * (borrowed until the next call). */
size_t att_topics_words(struct att_topics *topics, const char *prefix,
    size_t limit, const char ***words);

#endif
