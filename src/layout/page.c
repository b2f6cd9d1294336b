/* Shared state of a layout, and its memory. */
#include "layout/page.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { CHUNK_SIZE = 64 << 10 };

struct chunk {
	struct chunk *next;
	size_t size;
	_Alignas(8) char data[];
};

void *
arena_alloc(struct arena *arena, size_t size)
{
	size = size ? (size + 7) & ~(size_t)7 : 8;
	if (size > arena->left) {
		size_t room = size > CHUNK_SIZE ? size : CHUNK_SIZE;
		struct chunk *chunk = mem_resize(NULL, sizeof(*chunk) + room);

		chunk->next = arena->chunk;
		chunk->size = room;
		arena->chunk = chunk;
		arena->left = room;
	}
	arena->left -= size;
	return arena->chunk->data + (arena->chunk->size - arena->left - size);
}

const char *
arena_copy(struct arena *arena, const char *bytes, size_t size)
{
	char *copy = arena_alloc(arena, size + 1);

	if (size)
		memcpy(copy, bytes, size);
	copy[size] = '\0';
	return copy;
}

void
arena_done(struct arena *arena)
{
	while (arena->chunk) {
		struct chunk *next = arena->chunk->next;

		free(arena->chunk);
		arena->chunk = next;
	}
	arena->left = 0;
}

void
page_done(struct page *page)
{
	free(page->pieces.item);
	buf_done(&page->pieces.buf);
	free(page->breaks.item);
	free(page->open);
	free(page->run);
}

struct att_run *
page_run(struct page *page)
{
	struct att_run *run;

	page->run = mem_grow(
	    page->run, &page->run_cap, page->run_count + 1, sizeof(*page->run));
	run = &page->run[page->run_count++];
	*run = (struct att_run){.link = ATT_NONE};
	return run;
}

const char *
page_glyph(const struct page *page, const char *unicode, const char *ascii)
{
	return page->ascii ? ascii : unicode;
}

unsigned
page_columns(const struct page *page, const char *text, size_t size)
{
	return att_cell_columns(text, size, page->width);
}

bool
page_skips(const struct page *page, uint32_t node)
{
	return !page->hidden &&
	       att_node(page->image, node)->flags & ATT_F_HIDDEN;
}

const char *
page_format(struct page *page, const char *format, ...)
{
	char small[256];
	va_list args, again;
	char *out;
	int size;

	va_start(args, format);
	va_copy(again, args);
	size = vsnprintf(small, sizeof(small), format, args);
	va_end(args);
	out = arena_alloc(&page->arena, (size_t)(size < 0 ? 0 : size) + 1);
	out[0] = '\0';
	if (size >= 0)
		vsnprintf(out, (size_t)size + 1, format, again);
	va_end(again);
	return out;
}
