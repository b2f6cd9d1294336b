/* The line at the bottom that text is typed into. */
#include "ui/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"

enum { PROMPT_MAX = 4096 /* bytes */, ITEMS_MAX = 8 };

struct prompt {
	const struct prompt_ops *ops;
	void *ctx;
	struct buf text;
	size_t cursor; /* byte */
	size_t back;   /* earlier texts gone through; 0: none */
	char *kept;    /* what was typed before going through them */
	char *item[ITEMS_MAX];
	size_t items;
	size_t chosen; /* of items; items: none */
	unsigned (*letter)(struct app *app, uint32_t letter);
	const char *question;
};

static void
drop_items(struct prompt *p)
{
	for (size_t i = 0; i < p->items; i++)
		free(p->item[i]);
	p->items = p->chosen = 0;
}

static void
offer(struct app *app)
{
	struct prompt *p = app->prompt;

	drop_items(p);
	if (p->ops && p->ops->complete)
		p->items = p->ops->complete(
		    app, p->ctx, buf_cstr(&p->text), p->item, ITEMS_MAX);
	p->chosen = p->items;
}

unsigned
prompt_open(
    struct app *app, const struct prompt_ops *ops, void *ctx, const char *text)
{
	struct prompt *p = mem_alloc(sizeof(*p));

	prompt_close(app);
	p->ops = ops;
	p->ctx = ctx;
	buf_str(&p->text, text);
	p->cursor = p->text.size;
	app->prompt = p;
	offer(app);
	return FX_DRAW;
}

unsigned
prompt_letter(struct app *app, const char *question,
    unsigned (*done)(struct app *app, uint32_t letter))
{
	prompt_open(app, NULL, NULL, "");
	app->prompt->letter = done;
	app->prompt->question = question;
	return FX_DRAW;
}

void
prompt_close(struct app *app)
{
	struct prompt *p = app->prompt;

	if (!p)
		return;
	app->prompt = NULL;
	drop_items(p);
	if (p->ops && p->ops->free)
		p->ops->free(p->ctx);
	buf_done(&p->text);
	free(p->kept);
	free(p);
}

const char *
prompt_text(const struct prompt *prompt)
{
	return prompt->text.data ? prompt->text.data : "";
}

static unsigned
changed(struct app *app)
{
	struct prompt *p = app->prompt;

	buf_cstr(&p->text);
	offer(app);
	if (p->ops->changed)
		return FX_DRAW | p->ops->changed(app, p->ctx, p->text.data);
	return FX_DRAW;
}

void
prompt_set(struct app *app, const char *text)
{
	struct prompt *p = app->prompt;

	buf_clear(&p->text);
	buf_str(&p->text, text);
	buf_cstr(&p->text);
	p->cursor = p->text.size;
}

/* Typing on from a completion: its name becomes the text, without what is
 * said about it after two spaces. */
static void
adopt_item(struct app *app)
{
	struct prompt *p = app->prompt;
	char *item;

	if (p->chosen >= p->items)
		return;
	item = mem_dup(p->item[p->chosen]);
	if (strstr(item, "  "))
		*strstr(item, "  ") = '\0';
	prompt_set(app, item);
	free(item);
}

static unsigned
insert(struct app *app, const char *bytes, size_t size)
{
	struct prompt *p = app->prompt;

	adopt_item(app);
	if (p->text.size + size > PROMPT_MAX)
		return FX_NONE;
	buf_reserve(&p->text, size);
	memmove(p->text.data + p->cursor + size, p->text.data + p->cursor,
	    p->text.size - p->cursor);
	memcpy(p->text.data + p->cursor, bytes, size);
	p->text.size += size;
	p->cursor += size;
	return changed(app);
}

static unsigned
erase(struct app *app, size_t from, size_t to)
{
	struct prompt *p = app->prompt;

	if (from == to)
		return FX_NONE;
	memmove(p->text.data + from, p->text.data + to, p->text.size - to);
	p->text.size -= to - from;
	p->cursor = from;
	return changed(app);
}

/* A paste is text, whatever it holds; only its first line counts. */
static unsigned
paste(struct app *app, const char *text)
{
	struct buf clean = {0};
	unsigned fx;
	size_t left = strcspn(text, "\r\n");

	while (left > 0) {
		uint32_t c;
		size_t n = utf8_next(text, left, &c);

		if (!utf8_is_control(c) && c != '\t')
			buf_add(&clean, text, n);
		text += n;
		left -= n;
	}
	fx = insert(app, buf_cstr(&clean), clean.size);
	buf_done(&clean);
	return fx;
}

static size_t
word_start(const struct prompt *p)
{
	size_t at = p->cursor;

	while (at > 0 && p->text.data[at - 1] == ' ')
		at--;
	while (at > 0 && p->text.data[at - 1] != ' ')
		at--;
	return at;
}

static unsigned
leave(struct app *app)
{
	struct prompt *p = app->prompt;
	unsigned fx = FX_DRAW;

	app->prompt = NULL;
	if (p->ops && p->ops->left)
		fx |= p->ops->left(app, p->ctx);
	/* Closing frees what `left` may have used. */
	if (!app->prompt) {
		app->prompt = p;
		prompt_close(app);
	}
	return fx;
}

static unsigned
finish(struct app *app)
{
	struct prompt *p = app->prompt;
	const struct prompt_ops *ops = p->ops;
	char *text = p->chosen < p->items ? mem_dup(p->item[p->chosen])
	                                  : mem_dup(buf_cstr(&p->text));
	void *ctx = p->ctx;
	unsigned fx = FX_DRAW;

	p->ctx = NULL;
	p->ops = NULL;
	prompt_close(app);
	if (ops->done)
		fx |= ops->done(app, ctx, text);
	if (ops->free)
		ops->free(ctx);
	free(text);
	return fx;
}

static unsigned
go_back(struct app *app, bool older)
{
	struct prompt *p = app->prompt;
	const char *text = NULL;

	if (p->items) {
		if (older)
			p->chosen = p->chosen ? p->chosen - 1 : p->items;
		else
			p->chosen = p->chosen < p->items ? p->chosen + 1 : 0;
		return FX_DRAW;
	}
	if (!p->ops->earlier || (!older && p->back == 0))
		return FX_NONE;
	if (p->back == 0)
		p->kept = mem_dup(buf_cstr(&p->text));
	if (older) {
		text = p->ops->earlier(app, p->back);
		if (!text)
			return FX_NONE;
		p->back++;
	} else {
		p->back--;
		text = p->back ? p->ops->earlier(app, p->back - 1) : p->kept;
	}
	prompt_set(app, text);
	if (p->back == 0) {
		free(p->kept);
		p->kept = NULL;
	}
	return changed(app);
}

static unsigned
take_item(struct app *app)
{
	struct prompt *p = app->prompt;

	if (p->items == 0)
		return FX_NONE;
	if (p->chosen < p->items)
		p->chosen = (p->chosen + 1) % p->items;
	else
		p->chosen = 0;
	return FX_DRAW;
}

enum {
	CTRL_A = 1,
	CTRL_B = 2,
	CTRL_D = 4,
	CTRL_E = 5,
	CTRL_F = 6,
	CTRL_G = 7,
	CTRL_H = 8,
	CTRL_K = 11,
	CTRL_N = 14,
	CTRL_P = 16,
	CTRL_U = 21
};

static unsigned
edit(struct app *app, uint32_t code)
{
	struct prompt *p = app->prompt;
	uint32_t c;

	switch (code) {
	case KEY_CODE_BACKSPACE:
	case CTRL_H:
	case 127:
		if (p->cursor == 0 && p->text.size == 0)
			return leave(app);
		return erase(app,
		    p->cursor -
		        (p->cursor ? utf8_back(p->text.data, p->cursor) : 0),
		    p->cursor);
	case KEY_CODE_DELETE:
	case CTRL_D:
		return p->cursor < p->text.size
		           ? erase(app, p->cursor,
		                 p->cursor + utf8_next(p->text.data + p->cursor,
		                                 p->text.size - p->cursor, &c))
		           : FX_NONE;
	case CTRL_U:
		return erase(app, 0, p->cursor);
	case CTRL_K:
		return erase(app, p->cursor, p->text.size);
	case KEY_ALT | KEY_CODE_BACKSPACE:
	case KEY_ALT | 127:
		return erase(app, word_start(p), p->cursor);
	}
	return FX_PASS;
}

static unsigned
move(struct app *app, uint32_t code)
{
	struct prompt *p = app->prompt;
	uint32_t c;

	switch (code) {
	case KEY_CODE_LEFT:
	case CTRL_B:
		if (p->cursor)
			p->cursor -= utf8_back(p->text.data, p->cursor);
		return FX_DRAW;
	case KEY_CODE_RIGHT:
	case CTRL_F:
		if (p->cursor < p->text.size)
			p->cursor += utf8_next(p->text.data + p->cursor,
			    p->text.size - p->cursor, &c);
		return FX_DRAW;
	case KEY_CODE_HOME:
	case CTRL_A:
		p->cursor = 0;
		return FX_DRAW;
	case KEY_CODE_END:
	case CTRL_E:
		p->cursor = p->text.size;
		return FX_DRAW;
	case KEY_CODE_UP:
	case CTRL_P:
		return go_back(app, true);
	case KEY_CODE_DOWN:
	case CTRL_N:
		return go_back(app, false);
	case KEY_CODE_TAB:
		return take_item(app);
	}
	return FX_PASS;
}

static unsigned
letter_key(struct app *app, const struct key *key)
{
	unsigned (*done)(struct app *, uint32_t) = app->prompt->letter;
	bool left = key->code == KEY_CODE_ESC || key->code == CTRL_G;

	if (key->code >= KEY_CODE_FIRST && !left)
		return FX_NONE;
	prompt_close(app);
	return FX_DRAW | (left ? FX_NONE : done(app, key->code));
}

unsigned
prompt_key(struct app *app, const struct key *key)
{
	struct prompt *p = app->prompt;
	unsigned fx = FX_PASS;
	char utf8[4];

	if (p->letter)
		return letter_key(app, key);
	if (key->code == KEY_CODE_ESC || key->code == CTRL_G)
		return leave(app);
	if (key->code == KEY_CODE_ENTER || key->code == '\n')
		return finish(app);
	if (key->code == KEY_CODE_PASTE)
		return paste(app, key->text);
	if (p->ops->key)
		fx = p->ops->key(app, p->ctx, key);
	if (fx & FX_PASS)
		fx = edit(app, key->code);
	if ((fx & FX_PASS) && app->prompt)
		fx = move(app, key->code);
	if ((fx & FX_PASS) && key->code >= ' ' && key->code < KEY_CODE_FIRST &&
	    !utf8_is_control(key->code))
		fx = insert(app, utf8, utf8_put(key->code, utf8));
	return fx & FX_PASS ? FX_NONE : fx;
}

/* What is wrong shows on the smallest screen, whole. */
static int
info_rows(struct app *app)
{
	const struct prompt *p = app->prompt;
	struct buf info = {0};
	int caret = -1, rows = 0;

	if (!p->ops->info)
		return 0;
	p->ops->info(app, p->ctx, &info, &caret);
	if (caret >= 0 || app->grid.rows >= 6)
		rows =
		    grid_rows_of(&app->grid, buf_cstr(&info), app->grid.cols);
	buf_done(&info);
	return rows ? rows : app->grid.rows >= 6;
}

int
prompt_rows(struct app *app)
{
	struct prompt *p = app->prompt;
	int rows = 1;

	/* All choices show, and a row of what they are about. */
	if (!p->ops) {
		rows =
		    grid_rows_of(&app->grid, p->question, app->grid.cols - 1);
		return rows < app->grid.rows ? rows : app->grid.rows - 1;
	}
	rows += (int)(p->items < (size_t)app->grid.rows / 3
	                  ? p->items
	                  : (size_t)app->grid.rows / 3);
	rows += info_rows(app);
	return rows < app->grid.rows ? rows : app->grid.rows - 1;
}

static void
draw_items(struct app *app, struct area area, int rows)
{
	struct prompt *p = app->prompt;

	for (int i = 0; i < rows && (size_t)i < p->items; i++) {
		bool chosen = (size_t)i == p->chosen;

		grid_puts_cut(&app->grid, area, area.row + i, area.col + 2,
		    p->item[i], area.cols - 2,
		    chosen ? ROLE_SELECTED : ROLE_PROMPT,
		    chosen ? ATTR_REVERSE : 0);
	}
}

/* The text, moved left so that the cursor shows. */
static void
draw_text(struct app *app, struct area area, int row)
{
	struct prompt *p = app->prompt;
	struct grid *g = &app->grid;
	const char *label = _(p->ops->label);
	int col = area.col + grid_puts_cut(g, area, row, area.col, label,
	                         area.cols - 1, ROLE_PROMPT, ATTR_BOLD);
	int room = area.col + area.cols - col - 1;
	size_t from = 0;
	uint32_t c;

	buf_cstr(&p->text);
	while (from < p->cursor && (int)att_cell_columns(p->text.data + from,
	                               p->cursor - from, g->width) > room)
		from += utf8_next(p->text.data + from, p->text.size - from, &c);
	grid_put(g, area, row, col, p->text.data + from, p->text.size - from,
	    ROLE_PROMPT, 0);
	g->cursor_row = row;
	g->cursor_col = col + (int)att_cell_columns(p->text.data + from,
	                          p->cursor - from, g->width);
}

static void
draw_question(struct app *app, struct area area)
{
	struct grid *g = &app->grid;
	const char *text = app->prompt->question;
	int rows;

	grid_clear(g, area, ROLE_PROMPT, 0);
	area.cols--;
	rows = grid_puts_rows(g, area, text, ROLE_PROMPT, ATTR_BOLD);
	for (int i = 1; i < rows; i++)
		text += grid_break(g, text, area.cols);
	g->cursor_row = area.row + (rows > 0 ? rows - 1 : 0);
	g->cursor_col =
	    area.col + (int)att_cell_columns(
	                   text, grid_break(g, text, area.cols), g->width);
}

void
prompt_draw(struct app *app, struct area area)
{
	struct prompt *p = app->prompt;
	int caret = -1, rows;
	int row = area.row + area.rows - 1;

	if (!p->ops) {
		draw_question(app, area);
		return;
	}
	rows = info_rows(app);
	if (rows > area.rows - 1)
		rows = area.rows - 1;
	grid_clear(&app->grid, area, ROLE_PROMPT, 0);
	draw_items(app, area, area.rows - 1 - rows);
	if (p->ops->info) {
		struct buf text = {0};
		struct area info = {row - rows, area.col, rows, area.cols};

		p->ops->info(app, p->ctx, &text, &caret);
		grid_puts_rows(&app->grid, info, buf_cstr(&text),
		    caret >= 0 ? ROLE_ERROR : ROLE_HINT,
		    caret >= 0 ? ATTR_BOLD : 0);
		buf_done(&text);
	}
	draw_text(app, area, row);
	if (caret >= 0) {
		size_t at = utf8_cut(p->text.data, p->text.size, (size_t)caret);
		int col =
		    area.col + 1 +
		    (int)att_cell_columns(p->text.data, at, app->grid.width);

		if (col < area.col + area.cols)
			grid_paint(
			    &app->grid, row, col, 1, ROLE_ERROR, ATTR_REVERSE);
	}
}
