/* Two stacks in one array: what lies behind, then what lies ahead. */
#include "ui/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { HISTORY_MAX = 1000 };

struct history {
	struct visit *visit;
	size_t count, cap;
	size_t here; /* visits before it lie behind, the others ahead */
};

struct history *
history_new(void)
{
	return mem_alloc(sizeof(struct history));
}

void
history_free(struct history *h)
{
	if (h)
		free(h->visit);
	free(h);
}

static bool
same(const struct visit *a, const struct visit *b)
{
	return a->place.work == b->place.work && a->place.pos == b->place.pos;
}

void
history_push(struct history *h, struct visit visit)
{
	h->count = h->here;
	if (h->count && same(&h->visit[h->count - 1], &visit)) {
		h->visit[h->count - 1] = visit;
		return;
	}
	if (h->count == HISTORY_MAX) {
		memmove(h->visit, h->visit + 1,
		    (HISTORY_MAX - 1) * sizeof(*h->visit));
		h->count--;
	}
	h->visit = mem_grow(h->visit, &h->cap, h->count + 1, sizeof(*h->visit));
	h->visit[h->count++] = visit;
	h->here = h->count;
}

void
history_forget(struct history *h)
{
	if (h->here > 0)
		h->count = --h->here;
}

void
history_prepend(struct history *h, struct visit visit)
{
	if (h->count == HISTORY_MAX)
		return;
	h->visit = mem_grow(h->visit, &h->cap, h->count + 1, sizeof(*h->visit));
	memmove(h->visit + 1, h->visit, h->count * sizeof(*h->visit));
	h->visit[0] = visit;
	h->count++;
	h->here++;
}

/* What is left takes the slot of what is returned to, so that the way back
 * leads here. */
bool
history_back(struct history *h, struct visit now, struct visit *to)
{
	if (h->here == 0)
		return false;
	*to = h->visit[--h->here];
	h->visit[h->here] = now;
	return true;
}

bool
history_forward(struct history *h, struct visit now, struct visit *to)
{
	if (h->here == h->count)
		return false;
	*to = h->visit[h->here];
	h->visit[h->here++] = now;
	return true;
}

size_t
history_count(const struct history *h)
{
	return h->here;
}

const struct visit *
history_at(const struct history *h, size_t row)
{
	return &h->visit[row];
}

size_t
history_ahead(const struct history *h)
{
	return h->count - h->here;
}
