/* One list for everything that is a list. */
#include "ui/list_state.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "ui/find.h"
#include "ui/page.h"
#include "ui/prompt.h"

static unsigned act(
    struct app *app, void *view, enum action action, long count);
static unsigned key(struct app *app, void *view, const struct key *key);
static void status(struct app *app, void *view, struct buf *out);
static bool slice(struct app *app, void *view);
static void refresh(struct app *app, void *view);
static void list_free(void *view);

/* All lists share one table but for name and hints, which are the source's: a
 * view's ops must live as long as the view, so each list has its own copy. */
struct list_with_ops {
	struct list list;
	struct view_ops ops;
};

/* TRANSLATORS: words of the line of keys, short: each follows a key. */
static const struct hint default_hints[] = {{ACT_HELP, N_("help")},
    {ACT_FOLLOW, N_("go")}, {ACT_FILTER, N_("filter")},
    {ACT_PEEK, N_("preview")}, {ACT_NEXT_SIBLING, N_("next group")},
    {ACT_CLOSE, N_("close")}, {ACT_NONE, NULL}};

struct view
list_view(const struct list_ops *ops, void *source)
{
	struct list_with_ops *l = mem_alloc(sizeof(*l));

	l->list.ops = ops;
	l->list.source = source;
	l->list.filter = mem_dup("");
	l->list.stale = true;
	l->list.rows = 1;
	l->list.preview = ops->preview;
	l->list.working = ops->slice != NULL;
	l->ops = (struct view_ops){
	    .name = ops->title,
	    .context = CTX_LIST,
	    .draw = list_draw,
	    .act = act,
	    .key = key,
	    .status = status,
	    .slice = slice,
	    .refresh = refresh,
	    .hints = ops->hints ? ops->hints : default_hints,
	    .free = list_free,
	};
	return (struct view){&l->ops, &l->list};
}

const struct list_ops *
list_ops_of(const struct view *view)
{
	return view->ops && view->ops->draw == list_draw
	           ? ((const struct list *)view->data)->ops
	           : NULL;
}

static void
list_free(void *view)
{
	struct list *list = view;

	if (list->ops->free)
		list->ops->free(list->source);
	free(list->shown);
	free(list->folded);
	free(list->filter);
	free(list); /* the first member of list_with_ops */
}

void
list_changed(void *list)
{
	((struct list *)list)->stale = true;
}

void *
list_source(void *list)
{
	return ((struct list *)list)->source;
}

struct list_row
list_row_of(struct app *app, struct list *list, size_t row)
{
	struct list_row out = {.place.work = SIZE_MAX};

	list->ops->row(app, list->source, row, &out);
	return out;
}

static bool
holds(const char *text, const char *folded)
{
	char *mine;
	bool found;

	if (!text)
		return false;
	mine = utf8_fold(text, strlen(text));
	found = strstr(mine, folded) != NULL;
	free(mine);
	return found;
}

static size_t
parent_of(struct app *app, struct list *list, size_t row)
{
	return list->ops->parent ? list->ops->parent(app, list->source, row)
	                         : SIZE_MAX;
}

bool
list_is_folded(const struct list *list, size_t row)
{
	return row < list->folded_count && list->folded[row];
}

/* Hidden by a folded group above it. */
static bool
is_hidden(struct app *app, struct list *list, size_t row)
{
	for (size_t p = parent_of(app, list, row); p != SIZE_MAX;
	     p = parent_of(app, list, p)) {
		if (list_is_folded(list, p))
			return true;
	}
	return false;
}

static void
show_row(struct list *list, size_t row)
{
	list->shown = mem_grow(
	    list->shown, &list->cap, list->count + 1, sizeof(*list->shown));
	list->shown[list->count++] = row;
}

/* A row that the filter leaves, below the groups that it is in, which come
 * once each: they say where it is. */
static void
show_in_groups(struct app *app, struct list *list, size_t row)
{
	size_t group[GROUPS_MAX], depth = 0;
	size_t p = parent_of(app, list, row);

	while (p != SIZE_MAX && depth < GROUPS_MAX &&
	       (list->count == 0 || list->shown[list->count - 1] < p)) {
		group[depth++] = p;
		p = parent_of(app, list, p);
	}
	while (depth > 0)
		show_row(list, group[--depth]);
	show_row(list, row);
	if (list->held++ == 0)
		list->selected = list->count - 1;
}

static void
grow_folds(struct app *app, struct list *list, size_t count)
{
	if (!list->ops->parent || count <= list->folded_count)
		return;
	list->folded = mem_resize(list->folded, count * sizeof(bool));
	for (size_t i = list->folded_count; i < count; i++) {
		list->folded[i] = list->ops->fold_first && i + 1 < count &&
		                  parent_of(app, list, i + 1) == i &&
		                  parent_of(app, list, i) != SIZE_MAX;
	}
	list->folded_count = count;
}

static void
unfold_above(struct app *app, struct list *list, size_t row)
{
	for (size_t p = parent_of(app, list, row); p != SIZE_MAX;
	     p = parent_of(app, list, p)) {
		if (!list_is_folded(list, p))
			continue;
		list->folded[p] = false;
		if (list->opened_for_count < GROUPS_MAX)
			list->opened_for[list->opened_for_count++] = p;
	}
}

/* Who has looked into many places does not end with all of it unfolded. */
static void
fold_again(struct list *list)
{
	while (list->opened_for_count > 0)
		list->folded[list->opened_for[--list->opened_for_count]] = true;
}

void
list_rebuild(struct app *app, struct list *list)
{
	size_t count = list->ops->count(app, list->source);
	size_t selected = list_selected(list);
	char *folded = utf8_fold(list->filter, strlen(list->filter));
	bool filtered = *folded && !list->ops->refilter;

	grow_folds(app, list, count);
	list->count = list->held = list->selected = 0;
	list->known = count;
	for (size_t i = 0; i < count; i++) {
		struct list_row row;

		if (!filtered) {
			if (!is_hidden(app, list, i))
				show_row(list, i);
			list->held = list->count;
			continue;
		}
		row = list_row_of(app, list, i);
		if (holds(row.text, folded) || holds(row.left, folded) ||
		    holds(row.right, folded))
			show_in_groups(app, list, i);
	}
	free(folded);
	list->stale = false;
	for (size_t i = 0; selected != SIZE_MAX && i < list->count; i++) {
		if (list->shown[i] <= selected)
			list->selected = i;
	}
}

size_t
list_selected(const void *view)
{
	const struct list *list = view;

	return list->selected < list->count ? list->shown[list->selected]
	                                    : SIZE_MAX;
}

void
list_select(struct app *app, void *view, size_t row)
{
	struct list *list = view;
	size_t count = list->ops->count(app, list->source);

	if (row >= count)
		return;
	grow_folds(app, list, count);
	unfold_above(app, list, row);
	list_rebuild(app, list);
	for (size_t i = 0; i < list->count; i++) {
		if (list->shown[i] <= row)
			list->selected = i;
	}
}

static void
refresh(struct app *app, void *view)
{
	struct list *list = view;

	list->stale = true;
	if (list->ops->here && list->opened) {
		size_t here = list->ops->here(app, list->source);

		if (here != SIZE_MAX) {
			fold_again(list);
			list_select(app, list, here);
		}
	}
}

static bool
slice(struct app *app, void *view)
{
	struct list *list = view;
	bool more = list->ops->slice && list->ops->slice(app, list->source);

	if (list->ops->count(app, list->source) != list->known)
		list->stale = true;
	list->working = more;
	return more;
}

static unsigned
select_by(struct list *list, long by)
{
	size_t before = list->selected;

	if (list->count == 0)
		return FX_NONE;
	if (by < 0)
		list->selected = list->selected > (size_t)-by
		                     ? list->selected - (size_t)-by
		                     : 0;
	else
		list->selected = list->selected + (size_t)by < list->count
		                     ? list->selected + (size_t)by
		                     : list->count - 1;
	return list->selected == before ? FX_NONE : FX_DRAW;
}

static unsigned
select_group(struct app *app, struct list *list, bool next)
{
	size_t at = list->selected;

	while (next ? at + 1 < list->count : at > 0) {
		at += next ? 1 : (size_t)-1;
		if (list_row_of(app, list, list->shown[at]).group) {
			list->selected = at;
			return FX_DRAW;
		}
	}
	return FX_NONE;
}

static unsigned
fold(struct app *app, struct list *list, bool all)
{
	size_t row = list_selected(list);
	bool folded;

	if (!list->ops->parent || row == SIZE_MAX)
		return FX_NONE;
	list->opened_for_count = 0; /* from here on it is as wanted */
	if (all) {
		bool any = false;

		for (size_t i = 0; i < list->folded_count; i++)
			any |= list->folded[i];
		for (size_t i = 0; i + 1 < list->folded_count; i++)
			list->folded[i] = !any &&
			                  parent_of(app, list, i + 1) == i &&
			                  parent_of(app, list, i) != SIZE_MAX;
		list->stale = true;
		return FX_DRAW;
	}
	/* On a leaf: fold the group around it. */
	if (row + 1 >= list->known || parent_of(app, list, row + 1) != row) {
		row = parent_of(app, list, row);
		if (row == SIZE_MAX)
			return FX_NONE;
	}
	folded = !list->folded[row];
	list->folded[row] = folded;
	list_rebuild(app, list);
	list_select(app, list, row);
	return FX_DRAW;
}

static unsigned
enter(struct app *app, struct list *list)
{
	size_t row = list_selected(list);
	struct list_row out;

	if (row == SIZE_MAX)
		return FX_NONE;
	if (list->ops->enter)
		return list->ops->enter(app, list->source, row);
	out = list_row_of(app, list, row);
	if (out.place.work == SIZE_MAX)
		return fold(app, list, false);
	return app_go(app, out.place);
}

static struct list *
filtered_list(struct app *app)
{
	struct view *view = app->focus == PANE_CONTENTS ? &app->contents
	                    : app->focus == PANE_HERE   ? &app->here
	                                                : app_top(app);

	return list_ops_of(view) ? view->data : NULL;
}

static unsigned
set_filter(struct app *app, void *ctx, const char *text)
{
	struct list *list = filtered_list(app);
	size_t row;

	(void)ctx;
	if (!list)
		return FX_NONE;
	/* When all rows show again the one selected stays so. */
	row = *text ? SIZE_MAX : list_selected(list);
	free(list->filter);
	list->filter = mem_dup(text);
	if (list->ops->refilter)
		list->ops->refilter(app, list->source, text);
	list->selected = list->top = 0;
	list->count = 0;
	list->stale = true;
	list->chosen = false;
	if (row != SIZE_MAX)
		list_select(app, list, row);
	return FX_DRAW;
}

static unsigned
clear_filter(struct app *app, void *ctx)
{
	return set_filter(app, ctx, "");
}

static unsigned
filter_key(struct app *app, void *ctx, const struct key *k)
{
	struct list *list = filtered_list(app);

	(void)ctx;
	if (list && (k->code == KEY_CODE_DOWN || k->code == KEY_CODE_UP)) {
		list->chosen = true;
		return select_by(list, k->code == KEY_CODE_DOWN ? 1 : -1);
	}
	return FX_PASS;
}

/* Enter goes to the only row left, or the one chosen with the arrows; else the
 * rows left stay to be looked through. */
static unsigned
filter_done(struct app *app, void *ctx, const char *text)
{
	struct list *list = filtered_list(app);

	(void)ctx;
	(void)text;
	if (!list)
		return FX_NONE;
	if (list->stale)
		list_rebuild(app, list);
	return list->held == 1 || list->chosen ? enter(app, list) : FX_DRAW;
}

static unsigned
open_filter(struct app *app, struct list *list)
{
	static const struct prompt_ops ops = {
	    .label = N_("filter: "),
	    .changed = set_filter,
	    .done = filter_done,
	    .left = clear_filter,
	    .key = filter_key,
	};

	return prompt_open(app, &ops, NULL, list->filter);
}

static unsigned
act(struct app *app, void *view, enum action action, long count)
{
	struct list *list = view;
	long n = count > 0 ? count : 1;
	size_t row = list_selected(list);
	unsigned fx = FX_PASS;

	if (list->ops->act)
		fx = list->ops->act(app, list->source, row, action, count);
	if (!(fx & FX_PASS))
		return fx;
	switch ((unsigned)action) {
	case ACT_LINE_DOWN:
		return select_by(list, n);
	case ACT_LINE_UP:
		return select_by(list, -n);
	case ACT_PAGE_DOWN:
		return select_by(list, n * list->rows);
	case ACT_PAGE_UP:
		return select_by(list, -n * list->rows);
	case ACT_HALF_DOWN:
		return select_by(list, n * ((list->rows + 1) / 2));
	case ACT_HALF_UP:
		return select_by(list, -n * ((list->rows + 1) / 2));
	case ACT_TOP:
	case ACT_FIRST:
		list->selected = 0;
		return FX_DRAW;
	case ACT_BOTTOM:
	case ACT_LAST:
		list->selected = list->count ? list->count - 1 : 0;
		return FX_DRAW;
	case ACT_NEXT_SIBLING:
	case ACT_NEXT_LINK:
		return select_group(app, list, true);
	case ACT_PREV_SIBLING:
	case ACT_PREV_LINK:
		return select_group(app, list, false);
	case ACT_FOLLOW:
		return enter(app, list);
	case ACT_PEEK:
		list->preview = !list->preview;
		return FX_DRAW;
	case ACT_FOLD:
		return fold(app, list, false);
	case ACT_FOLD_ALL:
		return fold(app, list, true);
	case ACT_FIND:
	case ACT_FILTER:
		return open_filter(app, list);
	case ACT_UP:
		if (row != SIZE_MAX && parent_of(app, list, row) != SIZE_MAX)
			list_select(app, list, parent_of(app, list, row));
		return FX_DRAW;
	case ACT_CLOSE:
		if (!*list->filter)
			return FX_PASS;
		return set_filter(app, NULL, "");
	}
	return FX_PASS;
}

static unsigned
key(struct app *app, void *view, const struct key *k)
{
	struct list *list = view;
	const struct view *top = app_top(app);
	struct area a = top->data == view            ? app->main
	                : app->contents.data == view ? app->contents_area
	                                             : app->here_area;
	size_t at;

	if (k->code != KEY_CODE_CLICK)
		return FX_PASS;
	at = list->top + (size_t)(k->row - a.row - list->head);
	if (k->row < a.row || at >= list->count)
		return FX_DRAW;
	/* Beside the page a click goes at once; else it shows the row first. */
	if (list->selected == at || top->data != view) {
		list->selected = at;
		return enter(app, list);
	}
	list->selected = at;
	return FX_DRAW;
}

static void
status(struct app *app, void *view, struct buf *out)
{
	struct list *list = view;

	(void)app;
	if (*list->filter)
		/* TRANSLATORS: the name of a list, and the filter typed. */
		buf_format(out, _("%s holding \"%s\""), _(list->ops->title),
		    list->filter);
	else
		buf_str(out, _(list->ops->title));
	buf_format(out, "\t%zu/%zu", list->count ? list->selected + 1 : 0,
	    list->count);
}
