/* Ranked topics over many works: every word is looked up in every index, its
 * weight multiplied by its rarity in all works together, the sums compared. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attache/topics.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "search/index.h"

enum {
	RANK_OPEN = 64,   /* indexes kept open between queries */
	RANK_COMPLETE = 4 /* times limit that each work proposes */
};

struct work {
	const struct att_image *image;
	char *path;
	struct index *index; /* NULL while closed */
};

struct att_topics {
	struct work *work;
	size_t count;
	size_t cap;
	struct index_words words; /* of the last completion */
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

void
att_topics_free(struct att_topics *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->count; i++) {
		index_close(t->work[i].index);
		free(t->work[i].path);
	}
	forget_words(t);
	free(t->words.word);
	free(t->work);
	free(t);
}

bool
att_topics_add(struct att_topics *t, const struct att_image *image,
    const char *path, struct att_error *err)
{
	struct work *w;

	t->work = mem_grow(t->work, &t->cap, t->count + 1, sizeof(*t->work));
	w = &t->work[t->count];
	*w = (struct work){.image = image};
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

static bool
open_work(struct work *w, struct att_error *err)
{
	if (!w->index)
		w->index = index_open(w->image, w->path, err);
	return w->index != NULL;
}

/* Too many open files are closed again; what is in memory is not. */
static void
close_work(const struct att_topics *t, struct work *w)
{
	if (t->count > RANK_OPEN && w->path) {
		index_close(w->index);
		w->index = NULL;
	}
}

/* A row of some work with what the words give it. */
struct row {
	size_t work;
	uint32_t block;
	uint32_t words; /* how many different ones */
	double score;
};

struct rank {
	struct words words;
	struct index_hits *hits; /* of word w in work k: [k * words + w] */
	uint64_t rows;           /* of all works */
	struct row *row;
	size_t count;
	size_t cap;
	uint32_t most; /* words that a row has at most */
};

/* A file that turns out damaged is replaced by an index in memory, once. */
static bool
look_up(struct work *w, const struct word *word, struct index_hits *hits,
    uint64_t *rows, struct att_error *err)
{
	if (index_find(w->index, word, hits, rows, err))
		return true;
	free(hits->hit);
	*hits = (struct index_hits){0};
	if (!w->path)
		return false;
	index_close(w->index);
	free(w->path);
	w->path = NULL;
	w->index = index_open(w->image, NULL, err);
	return w->index && index_find(w->index, word, hits, rows, err);
}

static bool
look_up_all(struct att_topics *t, struct rank *r, struct att_error *err)
{
	size_t words = r->words.count;

	r->hits = mem_alloc(t->count * words * sizeof(*r->hits));
	for (size_t k = 0; k < t->count; k++) {
		uint64_t rows = 0;
		bool ok = open_work(&t->work[k], err);

		for (size_t i = 0; ok && i < words; i++)
			ok = look_up(&t->work[k], &r->words.word[i],
			    &r->hits[k * words + i], &rows, err);
		if (!ok)
			return false;
		r->rows += rows;
		close_work(t, &t->work[k]);
	}
	return true;
}

static double
rarity(const struct rank *r, size_t works, size_t word)
{
	double n = (double)r->rows, df = 0;

	for (size_t k = 0; k < works; k++)
		df += (double)r->hits[k * r->words.count + word].count;
	return log(1 + (n - df + 0.5) / (df + 0.5));
}

static int
by_block(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	return x->block < y->block ? -1 : x->block > y->block;
}

/* Add up what each word gives to each row of one work. */
static void
add_work(struct rank *r, size_t work, const double *rare)
{
	size_t begin = r->count, end = begin;

	for (size_t i = 0; i < r->words.count; i++) {
		const struct index_hits *h =
		    &r->hits[work * r->words.count + i];

		for (size_t k = 0; k < h->count; k++) {
			r->row = mem_grow(
			    r->row, &r->cap, r->count + 1, sizeof(*r->row));
			r->row[r->count++] = (struct row){work, h->hit[k].block,
			    1, h->hit[k].weight * rare[i]};
		}
	}
	if (r->count == begin)
		return;
	qsort(r->row + begin, r->count - begin, sizeof(*r->row), by_block);
	for (size_t i = begin + 1; i < r->count; i++) {
		if (r->row[i].block == r->row[end].block) {
			r->row[end].words++;
			r->row[end].score += r->row[i].score;
		} else {
			r->row[++end] = r->row[i];
		}
	}
	r->count = end + 1;
}

static bool
is_under(const struct att_image *image, uint32_t subtree, uint32_t block)
{
	uint32_t node = att_block(image, block)->node;

	if (subtree == 0)
		return true;
	return subtree < att_node_count(image) && node >= subtree &&
	       node < att_node(image, subtree)->next;
}

/* Drop what is outside, then all but those with the most words. */
static void
keep_best(const struct att_topics *t, struct rank *r, uint32_t subtree)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->count; i++) {
		const struct row *row = &r->row[i];

		if (!is_under(t->work[row->work].image, subtree, row->block))
			continue;
		if (row->words > r->most)
			r->most = row->words;
		r->row[kept++] = *row;
	}
	r->count = kept;
	kept = 0;
	for (size_t i = 0; i < r->count; i++) {
		if (r->row[i].words == r->most)
			r->row[kept++] = r->row[i];
	}
	r->count = kept;
}

static int
by_score(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->work != y->work)
		return x->work < y->work ? -1 : 1;
	return by_block(a, b);
}

static bool
has_section(
    const struct att_topic *items, size_t count, size_t work, uint32_t section)
{
	for (size_t i = 0; i < count; i++) {
		if (items[i].work == work && items[i].section == section)
			return true;
	}
	return false;
}

/* The rows as topics, one a section. Returns how many. */
static size_t
fill_topics(const struct att_topics *t, const struct rank *r, size_t limit,
    struct att_topic **items)
{
	size_t count = 0, cap = 0;

	*items = NULL;
	for (size_t i = 0; i < r->count && count < limit; i++) {
		const struct row *row = &r->row[i];
		const struct att_image *image = t->work[row->work].image;
		uint32_t section =
		    att_section_of(image, att_block(image, row->block)->node);
		struct att_topic *topic;

		if (has_section(*items, count, row->work, section))
			continue;
		*items = mem_grow(*items, &cap, count + 1, sizeof(**items));
		topic = &(*items)[count++];
		*topic = (struct att_topic){
		    .work = row->work, .section = section, .score = row->score};
		words_excerpt(&r->words, image, row->block, &topic->block,
		    &topic->excerpt);
	}
	return count;
}

static void
rank_rows(struct att_topics *t, struct rank *r, uint32_t subtree)
{
	double rare[WORDS_MAX];

	for (size_t i = 0; i < r->words.count; i++)
		rare[i] = rarity(r, t->count, i);
	for (size_t k = 0; k < t->count; k++)
		add_work(r, k, rare);
	keep_best(t, r, subtree);
	if (r->count)
		qsort(r->row, r->count, sizeof(*r->row), by_score);
}

bool
att_topics_find(struct att_topics *t, const char *words, size_t limit,
    uint32_t subtree, struct att_topic **items, size_t *count, bool *loose,
    struct att_error *err)
{
	struct rank r = {0};
	bool ok;

	*items = NULL;
	*count = 0;
	if (loose)
		*loose = false;
	words_parse(&r.words, words);
	ok = r.words.count == 0 || look_up_all(t, &r, err);
	if (ok && r.words.count) {
		rank_rows(t, &r, subtree);
		*count = fill_topics(t, &r, limit, items);
		if (loose)
			*loose = *count && r.most < r.words.count;
	}
	for (size_t i = 0; r.hits && i < t->count * r.words.count; i++)
		free(r.hits[i].hit);
	free(r.hits);
	free(r.row);
	words_done(&r.words);
	return ok;
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
		if (open_work(&t->work[k], NULL))
			index_complete(t->work[k].index, folded,
			    limit * RANK_COMPLETE, &t->words);
		close_work(t, &t->work[k]);
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
