/* Copies without soft hyphens, and the way back from their offsets. */
#include "search/soft.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { SOFT_LEAD = 0xC2, SOFT_TAIL = 0xAD, SOFT_SIZE = 2 };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The tail byte of one at text[at]: a hyphen that only shows where a line
 * breaks. Between digits people mean a dash. */
static bool
is_soft(const char *text, size_t size, size_t at)
{
	return (unsigned char)text[at - 1] == SOFT_LEAD &&
	       !(at >= 2 && at + 1 < size && is_digit(text[at - 2]) &&
	           is_digit(text[at + 1]));
}

size_t
soft_find(const char *text, size_t size)
{
	size_t at = 1;

	while (at < size) {
		const char *p = memchr(text + at, SOFT_TAIL, size - at);

		if (!p)
			break;
		if (is_soft(text, size, (size_t)(p - text)))
			return (size_t)(p - text) - 1;
		at = (size_t)(p - text) + 1;
	}
	return size;
}

void
soft_remove(struct soft *s, const char *text, size_t size)
{
	size_t from = 0;

	buf_clear(&s->text);
	s->count = 0;
	for (size_t at = 1; at < size; at++) {
		if ((unsigned char)text[at] != SOFT_TAIL ||
		    !is_soft(text, size, at))
			continue;
		buf_add(&s->text, text + from, at - 1 - from);
		s->gap =
		    mem_grow(s->gap, &s->cap, s->count + 1, sizeof(*s->gap));
		s->gap[s->count++] = (uint32_t)s->text.size;
		from = at + 1;
	}
	buf_add(&s->text, text + from, size - from);
	buf_cstr(&s->text);
}

void
soft_done(struct soft *s)
{
	buf_done(&s->text);
	free(s->gap);
	*s = (struct soft){0};
}

/* How many gaps lie below at. */
static size_t
gaps_below(const struct soft *s, size_t at)
{
	size_t low = 0, high = s->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->gap[mid] < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

size_t
soft_start(const struct soft *s, size_t at)
{
	return at + SOFT_SIZE * gaps_below(s, at + 1);
}

size_t
soft_end(const struct soft *s, size_t at)
{
	return at + SOFT_SIZE * gaps_below(s, at);
}
