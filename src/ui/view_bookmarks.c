/* Bookmarks and notes of all works: by work, folder or date. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/prompt.h"
#include "ui/reader_state.h"

enum order { BY_WORK, BY_FOLDER, BY_DATE, ORDERS };

enum { DATE_SIZE = 10, SLICE_MS = 8, COLS_FOR_DATE = 60 };

/* Where a bookmark is now; looked for when there is time, or when it is
 * wanted. */
struct whereabouts {
	bool known;
	enum att_found found;
	size_t work; /* SIZE_MAX: that work is not open */
	struct att_range range;
};

/* A row: a bookmark, or the heading of those below it. */
struct mark {
	size_t row;     /* of the store; of a heading: of its first one */
	size_t heading; /* row of the list that it stands under; SIZE_MAX */
	bool is_heading;
};

struct marks {
	enum order order;
	struct mark *mark;
	size_t count, cap;
	struct whereabouts *where;  /* by row of the store */
	size_t where_count, looked; /* looked for so far */
	char *filter;               /* folded; NULL: all */
	struct buf text;
	char left[4], right[DATE_SIZE + 1];
};

static const struct att_bookmark *
get(struct app *app, size_t row)
{
	return att_bookmarks_get(app->reader->store, row);
}

static struct whereabouts *
look(struct app *app, struct marks *m, size_t row)
{
	const struct att_bookmark *b = get(app, row);
	struct whereabouts *w = &m->where[row];
	const struct att_image *image;

	if (w->known)
		return w;
	*w = (struct whereabouts){
	    .known = true, .work = reader_work_open(app, b->work)};
	if (w->work == SIZE_MAX)
		return w;
	image = att_library_image(app->library, w->work, NULL);
	if (image)
		w->found = att_where_find(&b->where, image, &w->range);
	else
		w->work = SIZE_MAX;
	return w;
}

static const char *
group_of(const struct att_bookmark *b, enum order order)
{
	return order == BY_WORK ? b->work : order == BY_FOLDER ? b->folder : "";
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
	att_pos left = x->bookmark->where.position;
	att_pos right = y->bookmark->where.position;
	int order = strcmp(
	    group_of(x->bookmark, x->order), group_of(y->bookmark, y->order));

	if (order == 0 && x->order == BY_DATE)
		order = strcmp(y->bookmark->added, x->bookmark->added);
	if (order != 0)
		return order;
	if (x->order == BY_WORK && left != right)
		return left < right ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* The passage as it stands now, else the words that were there. Caller frees.
 */
static char *
passage(struct app *app, struct marks *m, size_t row)
{
	const struct whereabouts *w = look(app, m, row);
	const struct att_image *image =
	    w->work == SIZE_MAX
	        ? NULL
	        : att_library_image(app->library, w->work, NULL);

	if (!image || w->found == ATT_FOUND_LOST ||
	    w->range.end == w->range.start)
		return mem_dup(get(app, row)->where.passage);
	return mem_ndup(att_image_text(image, NULL) + w->range.start,
	    w->range.end - w->range.start);
}

/* Every word typed is somewhere in it. */
static bool
is_wanted(struct app *app, struct marks *m, size_t row)
{
	const struct att_bookmark *b = get(app, row);
	char *words, *text, *folded;
	bool all = true;

	if (!m->filter)
		return true;
	words = passage(app, m, row);
	text = mem_format("%s\n%s\n%s\n%s\n%s\n%s", b->title, b->note,
	    b->folder, b->tags, b->work, words);
	folded = utf8_fold(text, strlen(text));
	for (const char *p = m->filter; *p && all;) {
		size_t size = strcspn(p, " ");
		char *word = mem_ndup(p, size);

		all = strstr(folded, word) != NULL;
		free(word);
		p += size + strspn(p + size, " ");
	}
	free(words);
	free(text);
	free(folded);
	return all;
}

static void
push(struct marks *m, struct mark mark)
{
	m->mark = mem_grow(m->mark, &m->cap, m->count + 1, sizeof(*m->mark));
	m->mark[m->count++] = mark;
}

static void
list_sorted(
    struct app *app, struct marks *m, const struct sorting *s, size_t total)
{
	const char *group = NULL;
	size_t heading = SIZE_MAX;

	m->count = 0;
	for (size_t i = 0; i < total; i++) {
		const char *mine = group_of(s[i].bookmark, m->order);

		if (!is_wanted(app, m, s[i].row))
			continue;
		if (m->order != BY_DATE && !m->filter &&
		    (!group || strcmp(mine, group) != 0)) {
			heading = m->count;
			push(m, (struct mark){s[i].row, SIZE_MAX, true});
		}
		group = mine;
		push(m, (struct mark){s[i].row, heading, false});
	}
}

static void
sort(struct app *app, struct marks *m)
{
	size_t total = att_bookmarks_count(app->reader->store);
	struct sorting *s = mem_alloc((total + 1) * sizeof(*s));

	for (size_t i = 0; i < total; i++)
		s[i] = (struct sorting){get(app, i), i, m->order};
	if (total)
		qsort(s, total, sizeof(*s), by_order);
	list_sorted(app, m, s, total);
	free(s);
}

/* What is known of rows of the store does not outlive them. */
static void
start_anew(struct app *app, struct marks *m)
{
	m->where_count = att_bookmarks_count(app->reader->store);
	m->looked = 0;
	m->where =
	    mem_resize(m->where, (m->where_count + 1) * sizeof(*m->where));
	memset(m->where, 0, (m->where_count + 1) * sizeof(*m->where));
	sort(app, m);
}

static size_t
count(struct app *app, void *source)
{
	(void)app;
	return ((struct marks *)source)->count;
}

static void
heading_row(struct app *app, struct marks *m, const struct att_bookmark *b,
    struct list_row *out)
{
	const char *name = group_of(b, m->order);
	size_t work =
	    m->order == BY_WORK ? reader_work_open(app, name) : SIZE_MAX;
	const struct att_image *image =
	    work == SIZE_MAX ? NULL
	                     : att_library_image(app->library, work, NULL);
	char *shown = reader_list_shown(name, "/");

	if (image)
		buf_format(&m->text, "%s  ",
		    att_image_string(image, att_section(image, 0)->title));
	buf_str(&m->text, *shown ? shown : _("(no folder)"));
	free(shown);
	out->group = true;
	out->text = buf_cstr(&m->text);
}

static void
add_labels(struct marks *m, const struct att_bookmark *b)
{
	char *folder = reader_list_shown(b->folder, "/");
	char *tags = reader_list_shown(b->tags, " #");

	if (m->order != BY_FOLDER && *folder)
		buf_format(&m->text, " (%s)", folder);
	if (*tags)
		buf_format(&m->text, " #%s", tags);
	free(folder);
	free(tags);
}

/* A long one leaves room for the note. */
static void
add_title(struct app *app, struct marks *m, const struct att_bookmark *b)
{
	size_t size = strlen(b->title);
	size_t most = (size_t)app->grid.cols / 3;

	if (!*b->note || size <= most) {
		buf_str(&m->text, b->title);
		return;
	}
	buf_add(&m->text, b->title, utf8_cut(b->title, size, most));
	buf_str(&m->text, app->grid.ascii ? "..." : "…");
}

static void
mark_row(struct app *app, struct marks *m, size_t row, struct list_row *out)
{
	const struct att_bookmark *b = get(app, row);
	const struct whereabouts *w = &m->where[row];

	snprintf(m->left, sizeof(m->left), "%c",
	    b->letter  ? b->letter
	    : *b->note ? 'n'
	               : '*');
	snprintf(m->right, sizeof(m->right), "%.*s", DATE_SIZE, b->added);
	if (w->known && w->work != SIZE_MAX && w->found == ATT_FOUND_LOST)
		/* TRANSLATORS: a bookmark whose passage is gone. */
		buf_str(&m->text, _("(lost) "));
	add_title(app, m, b);
	add_labels(m, b);
	buf_str(&m->text, ": ");
	if (*b->note)
		buf_format(&m->text, "%s | ", b->note);
	buf_str(&m->text, b->where.passage);
	for (size_t i = 0; i < m->text.size; i++)
		if (m->text.data[i] == '\n')
			m->text.data[i] = ' ';
	out->left = m->left;
	out->right = app->grid.cols < COLS_FOR_DATE ? NULL : m->right;
	out->text = buf_cstr(&m->text);
	out->indent = m->order != BY_DATE && !m->filter;
}

static void
row(struct app *app, void *source, size_t at, struct list_row *out)
{
	struct marks *m = source;
	const struct mark *mark = &m->mark[at];
	const struct whereabouts *w;

	if (at >= m->count) /* deleted, and the list not made anew yet */
		return;
	buf_clear(&m->text);
	if (mark->is_heading) {
		heading_row(app, m, get(app, mark->row), out);
		return;
	}
	mark_row(app, m, mark->row, out);
	w = &m->where[mark->row];
	if (w->known && w->work != SIZE_MAX) {
		out->place = (struct place){w->work, w->range.start};
		out->place_end = w->range.end;
	}
}

/* The note whole, over the place; what is cut from the row is read here. */
static void
note(struct app *app, void *source, size_t at, struct buf *out)
{
	struct marks *m = source;
	const struct att_bookmark *b;
	const struct whereabouts *w;

	if (at >= m->count || m->mark[at].is_heading)
		return;
	b = get(app, m->mark[at].row);
	w = look(app, m, m->mark[at].row);
	buf_str(out, b->note);
	if (w->work != SIZE_MAX && w->found != ATT_FOUND_LOST)
		return;
	buf_format(out, "%s%s: \"%s\"", *b->note ? "\n" : "",
	    w->work == SIZE_MAX
	        ? _("This work is not open; Enter opens it")
	        : _("These words are gone from the work; they stood here"),
	    b->where.passage);
}

static unsigned
enter(struct app *app, void *source, size_t at)
{
	struct marks *m = source;

	if (at >= m->count)
		return FX_NONE;
	if (m->mark[at].is_heading)
		return app_act(app, ACT_FOLD, 0);
	return reader_open_bookmark(app, m->mark[at].row);
}

static size_t
parent(struct app *app, void *source, size_t at)
{
	const struct marks *m = source;

	(void)app;
	return at < m->count ? m->mark[at].heading : SIZE_MAX;
}

/* The last bookmark before the end of what the page shows, else the first. */
static size_t
here(struct app *app, void *source)
{
	const struct marks *m = source;
	const struct reader *r = app->reader;
	size_t row = SIZE_MAX, first = SIZE_MAX;

	for (size_t i = 0; page_is_open(app->page) && i < r->spots; i++) {
		if (r->spot[i].range.start < page_end(app->page))
			row = r->spot[i].row;
	}
	for (size_t i = 0; i < m->count; i++) {
		if (m->mark[i].is_heading)
			continue;
		if (m->mark[i].row == row)
			return i;
		if (first == SIZE_MAX)
			first = i;
	}
	return first;
}

static unsigned delete (struct app *app, size_t row)
{
	struct att_error err = {0};
	char *id = mem_dup(get(app, row)->id);
	bool ok = att_bookmarks_remove(app->reader->store, id, &err);

	free(id);
	return reader_saved(app, ok, &err, _("deleted; U brings it back"));
}

static unsigned
next_order(struct app *app, struct marks *m)
{
	static const char *const names[] = {
	    N_("by work"), N_("by folder"), N_("by date")};

	m->order = (m->order + 1) % ORDERS;
	sort(app, m);
	list_changed(app_top(app)->data);
	return app_say(app, "%s", _(names[m->order]));
}

static unsigned
act(struct app *app, void *source, size_t at, enum action action, long n)
{
	struct marks *m = source;
	bool on_row = at < m->count && !m->mark[at].is_heading;

	(void)n;
	if (!on_row && (action == ACT_DELETE || action == ACT_EDIT))
		return app_say(app, _("select a bookmark: this is none"));
	switch ((unsigned)action) {
	case ACT_DELETE:
		return delete (app, m->mark[at].row);
	case ACT_EDIT:
		return reader_edit_bookmark(app, get(app, m->mark[at].row)->id);
	case ACT_SORT:
		return next_order(app, m);
	}
	return FX_PASS;
}

static void
refilter(struct app *app, void *source, const char *text)
{
	struct marks *m = source;
	size_t blanks = strspn(text, " ");

	free(m->filter);
	m->filter = text[blanks]
	                ? utf8_fold(text + blanks, strlen(text + blanks))
	                : NULL;
	sort(app, m);
}

/* Between keys: whether another program changed the file, and where the
 * bookmarks are now. */
static bool
slice(struct app *app, void *source)
{
	struct marks *m = source;
	int64_t until = clock_ms() + SLICE_MS;

	if (m->looked == m->where_count)
		reader_refresh(app);
	while (m->looked < m->where_count && clock_ms() < until)
		look(app, m, m->looked++);
	return m->looked < m->where_count;
}

static void
marks_free(void *source)
{
	struct marks *m = source;

	free(m->mark);
	free(m->where);
	free(m->filter);
	buf_done(&m->text);
	free(m);
}

/* TRANSLATORS: words of the line of keys, short: each follows a key. */
static const struct hint hints[] = {{ACT_FOLLOW, N_("go")},
    {ACT_EDIT, N_("edit")}, {ACT_DELETE, N_("delete")}, {ACT_UNDO, N_("undo")},
    {ACT_SORT, N_("sort")}, {ACT_FILTER, N_("filter")},
    {ACT_PEEK, N_("preview")}, {ACT_CLOSE, N_("close")}, {ACT_NONE, NULL}};

static const struct list_ops ops = {
    .title = N_("Bookmarks and notes"),
    .empty = N_("no bookmarks yet: on a page, a makes one and m a letter mark"),
    .hints = hints,
    .count = count,
    .row = row,
    .note = note,
    .enter = enter,
    .act = act,
    .parent = parent,
    .here = here,
    .slice = slice,
    .refilter = refilter,
    .free = marks_free,
    .preview = true,
};

struct view
view_bookmarks(struct app *app)
{
	struct marks *m = mem_alloc(sizeof(*m));

	start_anew(app, m);
	return list_view(&ops, m);
}

void
view_bookmarks_changed(struct app *app)
{
	for (size_t i = 0; i < app->views; i++) {
		if (list_ops_of(&app->view[i]) != &ops)
			continue;
		start_anew(app, list_source(app->view[i].data));
		list_changed(app->view[i].data);
	}
}

void
view_bookmarks_select(struct app *app, const char *id)
{
	struct view *top = app_top(app);
	size_t row = att_bookmarks_find(app->reader->store, id);
	const struct marks *m;

	if (list_ops_of(top) != &ops || row == SIZE_MAX)
		return;
	m = list_source(top->data);
	for (size_t i = 0; i < m->count; i++) {
		if (!m->mark[i].is_heading && m->mark[i].row == row)
			list_select(app, top->data, i);
	}
}
