/* Ranked topics over many works: every word is looked up in every index, its
 * weight multiplied by its rarity in all works together, the sums compared.
 *
 * All of it in steps of a bounded number of rows: looking up, which has to be
 * complete before the rarity of a word is known; adding up, work by work, each
 * row kept only while it may be in the answer; the passages that are shown. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attache/topics.h"
#include "base/mem.h"
#include "search/rank.h"

/* A row of some work with what the words give it. */
struct row {
	size_t work;
	uint32_t block, section;
	uint32_t words; /* how many different ones */
	double score;
};

enum phase { LOOKING, ADDING, SHOWING, DONE };

struct att_topics_query {
	struct att_topics *topics;
	struct words words;
	size_t limit;
	uint32_t subtree;
	enum phase phase;
	size_t work, word;       /* which are looked up, or added up */
	struct index_look *look; /* NULL: not begun */
	struct index_hits *hits; /* of word w in work k: [k * words + w] */
	size_t at[WORDS_MAX];    /* of each word in its hits of this work */
	double rare[WORDS_MAX];
	struct row *row; /* the best, one a section, best first */
	size_t count, cap;
	uint32_t most; /* words that a row has at most */
	struct att_topic *item;
	size_t items;
};

struct att_topics_query *
att_topics_ask(struct att_topics *topics, const char *words, size_t limit,
    uint32_t subtree)
{
	struct att_topics_query *q = mem_alloc(sizeof(*q));

	q->topics = topics;
	q->limit = limit;
	q->subtree = subtree;
	words_parse(&q->words, words);
	q->hits =
	    mem_alloc((topics->count * q->words.count + 1) * sizeof(*q->hits));
	if (q->words.count == 0 || topics->count == 0 || limit == 0)
		q->phase = DONE;
	return q;
}

void
att_topics_query_free(struct att_topics_query *q)
{
	if (!q)
		return;
	index_look_end(q->look);
	for (size_t i = 0; i < q->topics->count * q->words.count; i++)
		free(q->hits[i].hit);
	free(q->hits);
	free(q->row);
	free(q->item);
	words_done(&q->words);
	free(q);
}

static struct index_hits *
hits_of(const struct att_topics_query *q, size_t work, size_t word)
{
	return &q->hits[work * q->words.count + word];
}

static void
compute_rarity(struct att_topics_query *q)
{
	double n = 0;

	for (size_t k = 0; k < q->topics->count; k++)
		n += (double)q->topics->work[k].rows;
	for (size_t i = 0; i < q->words.count; i++) {
		double df = 0;

		for (size_t k = 0; k < q->topics->count; k++)
			df += (double)hits_of(q, k, i)->count;
		q->rare[i] = log(1 + (n - df + 0.5) / (df + 0.5));
	}
}

static void
next_word(struct att_topics_query *q)
{
	struct att_topics *t = q->topics;

	index_look_end(q->look);
	q->look = NULL;
	if (++q->word < q->words.count)
		return;
	rank_close(t, &t->work[q->work]);
	q->word = 0;
	if (++q->work < t->count)
		return;
	compute_rarity(q);
	q->work = 0;
	q->phase = ADDING;
}

/* A file that turns out damaged is replaced by an index in memory, once. */
static bool
replace_index(struct att_topics_query *q, struct att_error *err)
{
	struct rank_work *w = &q->topics->work[q->work];
	struct index_hits *hits = hits_of(q, q->work, q->word);

	if (!w->path)
		return false;
	index_look_end(q->look);
	q->look = NULL;
	free(hits->hit);
	*hits = (struct index_hits){0};
	index_close(w->index);
	w->index = NULL;
	free(w->path);
	w->path = NULL;
	w->rows = 0;
	return rank_open(w, err);
}

static bool
look_up(struct att_topics_query *q, struct att_error *err)
{
	struct rank_work *w = &q->topics->work[q->work];
	int more;

	if (!q->look) {
		if (!rank_open(w, err))
			return false;
		if (w->rows == 0)
			w->rows = index_rows(w->index);
		q->look = index_look(w->index, &q->words.word[q->word]);
	}
	more = index_more(
	    q->look, ATT_TOPICS_SLICE, hits_of(q, q->work, q->word), err);
	if (more < 0)
		return replace_index(q, err);
	if (more == 0)
		next_word(q);
	return true;
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

static bool
is_better(const struct row *x, const struct row *y)
{
	if (x->score != y->score)
		return x->score > y->score;
	if (x->work != y->work)
		return x->work < y->work;
	return x->block < y->block;
}

/* Where the section is among the best already; count when it is not. */
static size_t
find_section(const struct att_topics_query *q, const struct row *row)
{
	size_t i = 0;

	while (i < q->count && (q->row[i].work != row->work ||
	                           q->row[i].section != row->section))
		i++;
	return i;
}

/* Rows with fewer words than another are not in the answer. */
static void
keep(struct att_topics_query *q, struct row row)
{
	size_t at;

	if (row.words < q->most)
		return;
	if (row.words > q->most)
		q->count = 0;
	q->most = row.words;
	if (q->count == q->limit && !is_better(&row, &q->row[q->count - 1]))
		return;
	row.section = att_section_of(q->topics->work[row.work].image,
	    att_block(q->topics->work[row.work].image, row.block)->node);
	at = find_section(q, &row);
	if (at < q->count && !is_better(&row, &q->row[at]))
		return;
	if (at == q->count && q->count < q->limit)
		q->row = mem_grow(q->row, &q->cap, ++q->count, sizeof(*q->row));
	else if (at == q->count)
		at--;
	for (; at > 0 && is_better(&row, &q->row[at - 1]); at--)
		q->row[at] = q->row[at - 1];
	q->row[at] = row;
}

/* The next row of this work that has any of the words, by block; false after
 * the last. */
static bool
next_row(struct att_topics_query *q, struct row *row)
{
	*row = (struct row){.work = q->work, .block = UINT32_MAX};
	for (size_t i = 0; i < q->words.count; i++) {
		const struct index_hits *h = hits_of(q, q->work, i);

		if (q->at[i] < h->count && h->hit[q->at[i]].block < row->block)
			row->block = h->hit[q->at[i]].block;
	}
	for (size_t i = 0; i < q->words.count; i++) {
		const struct index_hits *h = hits_of(q, q->work, i);

		if (q->at[i] == h->count ||
		    h->hit[q->at[i]].block != row->block)
			continue;
		row->score += h->hit[q->at[i]++].weight * q->rare[i];
		row->words++;
	}
	return row->words > 0;
}

static void
add_up(struct att_topics_query *q)
{
	const struct att_image *image = q->topics->work[q->work].image;
	struct row row;

	for (int left = ATT_TOPICS_SLICE; left > 0; left--) {
		if (next_row(q, &row)) {
			if (is_under(image, q->subtree, row.block))
				keep(q, row);
			continue;
		}
		memset(q->at, 0, sizeof(q->at));
		if (++q->work == q->topics->count)
			q->phase = SHOWING;
		return;
	}
}

/* One topic: its passage is chosen from all the text of the row. */
static void
show(struct att_topics_query *q)
{
	const struct row *row = &q->row[q->items];
	struct att_topic *topic;

	if (q->items == q->count) {
		q->phase = DONE;
		return;
	}
	if (!q->item)
		q->item = mem_alloc(q->count * sizeof(*q->item));
	topic = &q->item[q->items++];
	*topic = (struct att_topic){
	    .work = row->work, .section = row->section, .score = row->score};
	words_excerpt(&q->words, q->topics->work[row->work].image, row->block,
	    &topic->block, &topic->excerpt);
}

int
att_topics_step(struct att_topics_query *q, struct att_error *err)
{
	switch (q->phase) {
	case LOOKING:
		if (!look_up(q, err))
			return -1;
		break;
	case ADDING:
		add_up(q);
		break;
	case SHOWING:
		show(q);
		break;
	case DONE:
		break;
	}
	return q->phase != DONE;
}

void
att_topics_answer(struct att_topics_query *q, struct att_topic **items,
    size_t *count, bool *loose)
{
	*items = q->item;
	*count = q->items;
	if (loose)
		*loose = q->items && q->most < q->words.count;
	q->item = NULL;
	q->items = 0;
}

bool
att_topics_find(struct att_topics *topics, const char *words, size_t limit,
    uint32_t subtree, struct att_topic **items, size_t *count, bool *loose,
    struct att_error *err)
{
	struct att_topics_query *q =
	    att_topics_ask(topics, words, limit, subtree);
	int more = 1;

	*items = NULL;
	*count = 0;
	if (loose)
		*loose = false;
	while (more > 0)
		more = att_topics_step(q, err);
	if (more == 0)
		att_topics_answer(q, items, count, loose);
	att_topics_query_free(q);
	return more == 0;
}
