/* The works whose topics are asked for, and the words in them. */
#include <stdlib.h>
#include <string.h>

#include "attache/topics.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "search/rank.h"

enum {
	RANK_OPEN = 64,   /* indexes kept open between queries */
	RANK_COMPLETE = 4 /* times limit that each work proposes */
};

struct att_topics *
att_topics_new(void)
{
	return mem_alloc(sizeof(struct att_topics));
}

static void
forget_words(struct att_topics *t)
{
	for (size_t i = 0; i < t->words.count; i++)
		free(t->words.word[i].text);
	t->words.count = 0;
}

bool
att_topics_close_one(struct att_topics *t)
{
	if (t->count == 0)
		return false;
	t->count--;
	index_close(t->work[t->count].index);
	free(t->work[t->count].path);
	return true;
}

void
att_topics_free(struct att_topics *t)
{
	if (!t)
		return;
	while (att_topics_close_one(t))
		;
	forget_words(t);
	free(t->words.word);
	free(t->work);
	free(t);
}

bool
att_topics_add(struct att_topics *t, const struct att_image *image,
    const char *path, struct att_error *err)
{
	struct rank_work *w;

	t->work = mem_grow(t->work, &t->cap, t->count + 1, sizeof(*t->work));
	w = &t->work[t->count];
	*w = (struct rank_work){.image = image};
	/* One that is only in memory, or would be, is kept. */
	if (!path || !att_topics_fits(image, path)) {
		w->index = index_open(image, NULL, err);
		if (!w->index)
			return false;
	} else {
		w->path = mem_dup(path);
	}
	t->count++;
	return true;
}

bool
rank_open(struct rank_work *w, struct att_error *err)
{
	if (!w->index)
		w->index = index_open(w->image, w->path, err);
	return w->index != NULL;
}

void
rank_close(const struct att_topics *t, struct rank_work *w)
{
	if (t->count > RANK_OPEN && w->path) {
		index_close(w->index);
		w->index = NULL;
	}
}

static int
by_text(const void *a, const void *b)
{
	const struct index_word *x = a, *y = b;

	return strcmp(x->text, y->text);
}

static int
by_count(const void *a, const void *b)
{
	const struct index_word *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return strcmp(x->text, y->text);
}

/* The same word of several works is one. */
static void
join_words(struct index_words *w)
{
	size_t last = 0;

	qsort(w->word, w->count, sizeof(*w->word), by_text);
	for (size_t i = 1; i < w->count; i++) {
		if (strcmp(w->word[i].text, w->word[last].text) == 0) {
			w->word[last].count += w->word[i].count;
			free(w->word[i].text);
		} else {
			w->word[++last] = w->word[i];
		}
	}
	w->count = last + 1;
	qsort(w->word, w->count, sizeof(*w->word), by_count);
}

size_t
att_topics_words(
    struct att_topics *t, const char *prefix, size_t limit, const char ***words)
{
	char *folded = utf8_fold(prefix, strlen(prefix));
	size_t count;

	forget_words(t);
	for (size_t k = 0; k < t->count && folded[0]; k++) {
		if (rank_open(&t->work[k], NULL))
			index_complete(t->work[k].index, folded,
			    limit * RANK_COMPLETE, &t->words);
		rank_close(t, &t->work[k]);
	}
	free(folded);
	if (t->words.count)
		join_words(&t->words);
	count = t->words.count < limit ? t->words.count : limit;
	*words = mem_alloc((count + 1) * sizeof(**words));
	for (size_t i = 0; i < count; i++)
		(*words)[i] = t->words.word[i].text;
	return count;
}
