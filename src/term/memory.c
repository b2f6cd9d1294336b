/* A terminal in memory: keys from a script, the last grid kept. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "term/term.h"

struct memory {
	int rows, cols;
	struct key *key; /* typed and not yet read: next..count */
	size_t next, count, cap;
	struct grid shown;
	struct buf raw;
};

static void
add_key(struct memory *m, struct key key)
{
	m->key = mem_grow(m->key, &m->cap, m->count + 1, sizeof(*m->key));
	m->key[m->count++] = key;
}

static void
size(void *ctx, int *rows, int *cols)
{
	const struct memory *m = ctx;

	*rows = m->rows;
	*cols = m->cols;
}

static bool
read_key(void *ctx, struct key *key, int timeout_ms)
{
	struct memory *m = ctx;

	*key = (struct key){.code = KEY_CODE_END_ASKED};
	if (m->next == m->count)
		return timeout_ms < 0;
	*key = m->key[m->next++];
	if (key->code == KEY_CODE_RESIZE) {
		m->rows = key->row;
		m->cols = key->col;
	}
	return true;
}

static void
show(void *ctx, const struct grid *grid)
{
	struct memory *m = ctx;
	struct grid_cell *cell = m->shown.cell;
	size_t bytes = (size_t)(grid->rows * grid->cols) * sizeof(*cell);

	cell = mem_resize(cell, bytes);
	memcpy(cell, grid->cell, bytes);
	m->shown = *grid;
	m->shown.cell = cell;
}

static void
nothing(void *ctx)
{
	(void)ctx;
}

static bool
raw(void *ctx, const char *bytes, size_t bytes_size)
{
	struct memory *m = ctx;

	buf_add(&m->raw, bytes, bytes_size);
	return true;
}

static void
look(void *ctx, const struct term_look *wanted)
{
	(void)ctx;
	(void)wanted;
}

static const struct term_ops memory_ops = {
    .size = size,
    .read_key = read_key,
    .show = show,
    .leave = nothing,
    .enter = nothing,
    .raw = raw,
    .look = look,
    .repaint = nothing,
};

void
term_memory_open(struct term *term, int rows, int cols, const char *keys)
{
	struct memory *m = mem_alloc(sizeof(*m));

	m->rows = rows;
	m->cols = cols;
	grid_init(&m->shown);
	*term = (struct term){.ops = &memory_ops, .ctx = m};
	term_memory_type(term, keys);
}

void
term_memory_close(struct term *term)
{
	struct memory *m = term->ctx;

	if (!m)
		return;
	for (size_t i = m->next; i < m->count; i++)
		free(m->key[i].text);
	free(m->key);
	grid_done(&m->shown);
	buf_done(&m->raw);
	free(m);
	*term = (struct term){0};
}

void
term_memory_type(struct term *term, const char *keys)
{
	uint32_t code;

	while ((code = key_parse_next(&keys)) != 0)
		add_key(term->ctx, (struct key){.code = code});
}

void
term_memory_paste(struct term *term, const char *text)
{
	add_key(term->ctx,
	    (struct key){.code = KEY_CODE_PASTE, .text = mem_dup(text)});
}

void
term_memory_mouse(struct term *term, uint32_t code, int row, int col)
{
	add_key(term->ctx, (struct key){.code = code, .row = row, .col = col});
}

void
term_memory_resize(struct term *term, int rows, int cols)
{
	add_key(term->ctx,
	    (struct key){.code = KEY_CODE_RESIZE, .row = rows, .col = cols});
}

const struct grid *
term_memory_grid(const struct term *term)
{
	const struct memory *m = term->ctx;

	return &m->shown;
}

const char *
term_memory_raw(const struct term *term)
{
	struct memory *m = term->ctx;

	return buf_cstr(&m->raw);
}
