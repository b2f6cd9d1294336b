/* The string pool: an open-addressed table of offsets over one buffer. */
#include "model/strings.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

struct slot {
	uint32_t hash;
	uint32_t at; /* 0: empty, since "" is never looked up */
};

struct strings {
	struct buf pool;
	struct slot *slot;
	size_t slots; /* power of two */
	size_t used;
	bool full;
};

struct strings *
strings_new(void)
{
	struct strings *s = mem_alloc(sizeof(*s));

	s->slots = 1024;
	s->slot = mem_alloc(s->slots * sizeof(*s->slot));
	buf_char(&s->pool, '\0');
	return s;
}

void
strings_free(struct strings *s)
{
	if (s) {
		buf_done(&s->pool);
		free(s->slot);
		free(s);
	}
}

void
strings_reset(struct strings *s)
{
	if (s->slots > 64 * 1024) {
		s->slots = 1024;
		s->slot = mem_resize(s->slot, s->slots * sizeof(*s->slot));
	}
	memset(s->slot, 0, s->slots * sizeof(*s->slot));
	s->used = 0;
	s->full = false;
	buf_clear(&s->pool);
	buf_char(&s->pool, '\0');
}

static void
place(struct strings *s, struct slot item)
{
	size_t i = item.hash & (s->slots - 1);

	while (s->slot[i].at)
		i = (i + 1) & (s->slots - 1);
	s->slot[i] = item;
}

static void
grow(struct strings *s)
{
	struct slot *old = s->slot;
	size_t count = s->slots;

	s->slots *= 2;
	s->slot = mem_alloc(s->slots * sizeof(*s->slot));
	for (size_t i = 0; i < count; i++) {
		if (old[i].at)
			place(s, old[i]);
	}
	free(old);
}

uint32_t
strings_add(struct strings *s, const char *bytes, size_t size)
{
	uint32_t hash = (uint32_t)file_hash(bytes, size, 0);
	struct slot item = { .hash = hash };
	size_t i = hash & (s->slots - 1);

	if (size == 0)
		return 0;
	while (s->slot[i].at) {
		const char *have = s->pool.data + s->slot[i].at;

		if (s->slot[i].hash == hash &&
		    strncmp(have, bytes, size) == 0 && have[size] == '\0')
			return s->slot[i].at;
		i = (i + 1) & (s->slots - 1);
	}
	if (size >= UINT32_MAX - s->pool.size) {
		s->full = true;
		return 0;
	}
	item.at = (uint32_t)s->pool.size;
	buf_add(&s->pool, bytes, size);
	buf_char(&s->pool, '\0');
	if (++s->used * 3 > s->slots * 2)
		grow(s);
	place(s, item);
	return item.at;
}

const char *
strings_get(const struct strings *s, uint32_t string)
{
	return s->pool.data + string;
}

const char *
strings_data(const struct strings *s, size_t *size)
{
	*size = s->pool.size;
	return s->pool.data;
}

bool
strings_full(const struct strings *s)
{
	return s->full;
}
