/* Bookmarks and notes of all works: by work, folder or date. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/prompt.h"
#include "ui/reader_state.h"

enum order { BY_WORK, BY_FOLDER, BY_DATE, ORDERS };

struct marks {
	enum order order;
	size_t *row;     /* of the store, in order; SIZE_MAX - n: a heading */
	size_t *heading; /* row of the list that it stands under */
	size_t count, cap, heading_cap;
	struct buf text;
	char left[4];
};

static const struct att_bookmark *
get(struct app *app, size_t row)
{
	return att_bookmarks_get(app->reader->store, row);
}

static const char *
group_of(const struct att_bookmark *b, enum order order)
{
	static const char none[] = "";

	switch (order) {
	case BY_WORK:
		return b->work;
	case BY_FOLDER:
		return b->folder ? b->folder : none;
	case BY_DATE:
	case ORDERS:
		break;
	}
	return none;
}

struct sorting {
	const struct att_bookmark *bookmark;
	size_t row;
	enum order order;
};

static int
by_order(const void *a, const void *b)
{
	const struct sorting *x = a, *y = b;
	int order = strcmp(
	    group_of(x->bookmark, x->order), group_of(y->bookmark, y->order));

	if (order == 0 && x->order == BY_DATE)
		order = strcmp(y->bookmark->added, x->bookmark->added);
	if (order != 0)
		return order;
	return x->row < y->row ? -1 : x->row > y->row;
}

static void
push(struct marks *m, size_t row, size_t heading)
{
	m->row = mem_grow(m->row, &m->cap, m->count + 1, sizeof(*m->row));
	m->heading = mem_grow(
	    m->heading, &m->heading_cap, m->count + 1, sizeof(*m->heading));
	m->heading[m->count] = heading;
	m->row[m->count++] = row;
}

static void
sort(struct app *app, struct marks *m)
{
	size_t total = att_bookmarks_count(app->reader->store);
	struct sorting *s = mem_alloc((total + 1) * sizeof(*s));
	size_t heading = SIZE_MAX;

	for (size_t i = 0; i < total; i++)
		s[i] = (struct sorting){get(app, i), i, m->order};
	if (total)
		qsort(s, total, sizeof(*s), by_order);
	m->count = 0;
	for (size_t i = 0; i < total; i++) {
		if (m->order != BY_DATE &&
		    (i == 0 ||
		        strcmp(group_of(s[i].bookmark, m->order),
		            group_of(s[i - 1].bookmark, m->order)) != 0)) {
			heading = m->count;
			push(m, SIZE_MAX - s[i].row - 1, SIZE_MAX);
		}
		push(m, s[i].row, heading);
	}
	free(s);
}

static bool
is_heading(const struct marks *m, size_t at)
{
	return m->row[at] > SIZE_MAX / 2;
}

static size_t
count(struct app *app, void *source)
{
	struct marks *m = source;
	size_t rows = 0;

	for (size_t i = 0; i < m->count; i++)
		rows += !is_heading(m, i);
	if (rows != att_bookmarks_count(app->reader->store))
		sort(app, m);
	return m->count;
}

static void
add_parted(struct buf *out, const char *text, char with)
{
	for (; *text; text++)
		buf_char(out, *text == ATT_BETWEEN ? with : *text);
}

static void
row(struct app *app, void *source, size_t at, struct list_row *out)
{
	struct marks *m = source;
	const struct att_bookmark *b;

	buf_clear(&m->text);
	if (is_heading(m, at)) {
		b = get(app, SIZE_MAX - m->row[at] - 1);
		add_parted(&m->text, group_of(b, m->order), '/');
		out->group = true;
		out->text = m->text.size ? buf_cstr(&m->text) : "(no folder)";
		return;
	}
	b = get(app, m->row[at]);
	snprintf(m->left, sizeof(m->left), "%c",
	    b->letter             ? b->letter
	    : b->note && *b->note ? 'n'
	                          : '*');
	out->left = m->left;
	out->indent = m->order != BY_DATE;
	buf_format(&m->text, "%s: ", b->title);
	if (b->note && *b->note)
		buf_format(&m->text, "%s | ", b->note);
	buf_str(&m->text, b->where.passage);
	out->text = buf_cstr(&m->text);
	out->right = b->added;
}

static unsigned
enter(struct app *app, void *source, size_t at)
{
	struct marks *m = source;

	if (is_heading(m, at))
		return app_act(app, ACT_FOLD, 0);
	return reader_open_bookmark(app, m->row[at]);
}

static size_t
parent(struct app *app, void *source, size_t at)
{
	(void)app;
	return ((struct marks *)source)->heading[at];
}

static unsigned delete (struct app *app, size_t row)
{
	struct att_error err = {0};
	char *id = mem_dup(get(app, row)->id);
	bool ok = att_bookmarks_remove(app->reader->store, id, &err);

	free(id);
	list_changed(app_top(app)->data);
	return reader_saved(app, ok, &err, "deleted; U brings it back");
}

static unsigned
edited(struct app *app, void *ctx, const char *text)
{
	struct att_error err = {0};
	size_t row = att_bookmarks_find(app->reader->store, ctx);
	struct att_bookmark b;
	bool ok;

	if (row == SIZE_MAX)
		return app_fail(app, "it was deleted meanwhile");
	b = *get(app, row);
	b.note = text;
	ok = att_bookmarks_edit(app->reader->store, &b, &err);
	list_changed(app_top(app)->data);
	return reader_saved(app, ok, &err, "the note is changed");
}

static unsigned
act(struct app *app, void *source, size_t at, enum action action, long n)
{
	static const struct prompt_ops ops = {
	    .label = "note: ", .done = edited, .free = free};
	static const char *const names[] = {"by work", "by folder", "by date"};
	struct marks *m = source;
	bool on_row = at != SIZE_MAX && !is_heading(m, at);

	(void)n;
	switch ((unsigned)action) {
	case ACT_DELETE:
		return on_row ? delete (app, m->row[at]) : FX_NONE;
	case ACT_EDIT:
		return on_row ? prompt_open(app, &ops,
		                    mem_dup(get(app, m->row[at])->id),
		                    get(app, m->row[at])->note)
		              : FX_NONE;
	case ACT_SORT:
		m->order = (m->order + 1) % ORDERS;
		sort(app, m);
		list_changed(app_top(app)->data);
		return app_say(app, "%s", names[m->order]);
	}
	return FX_PASS;
}

static void
marks_free(void *source)
{
	struct marks *m = source;

	free(m->row);
	free(m->heading);
	buf_done(&m->text);
	free(m);
}

static const struct hint hints[] = {{ACT_FOLLOW, "go"}, {ACT_EDIT, "edit note"},
    {ACT_DELETE, "delete"}, {ACT_UNDO, "undo"}, {ACT_SORT, "sort"},
    {ACT_FILTER, "filter"}, {ACT_CLOSE, "close"}, {ACT_NONE, NULL}};

static const struct list_ops ops = {
    .title = "Bookmarks and notes",
    .empty = "no bookmarks yet: on a page, a makes one and m a letter mark",
    .hints = hints,
    .count = count,
    .row = row,
    .enter = enter,
    .act = act,
    .parent = parent,
    .free = marks_free,
};

struct view
view_bookmarks(struct app *app)
{
	struct marks *m = mem_alloc(sizeof(*m));

	att_bookmarks_refresh(app->reader->store, &(bool){false}, NULL);
	sort(app, m);
	return list_view(&ops, m);
}
