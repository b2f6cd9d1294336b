/* The works behind struct att_topics. */
#ifndef SEARCH_RANK_H
#define SEARCH_RANK_H

#include "attache/topics.h"
#include "search/index.h"

struct rank_work {
	const struct att_image *image;
	char *path; /* NULL: the index is in memory */
	struct index *index; /* NULL while closed */
	uint64_t rows;       /* of the index; 0: not asked */
};

struct att_topics {
	struct rank_work *work;
	size_t count;
	size_t cap;
	struct index_words words; /* of the last completion */
};

bool rank_open(struct rank_work *work, struct att_error *err);
/* Too many open files are closed again; what is in memory is not. */
void rank_close(const struct att_topics *topics, struct rank_work *work);

#endif
