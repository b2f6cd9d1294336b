/* One list for everything that is a list. */
#include "ui/list.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/find.h"
#include "ui/page.h"
#include "ui/prompt.h"

enum { BAR_COLS = 20, PREVIEW_ROWS_MIN = 16, LEFT_MAX = 12 };

struct list {
	const struct list_ops *ops;
	void *source;
	size_t *shown; /* rows of the source that are shown, in order */
	size_t count, cap;
	size_t selected; /* of shown */
	size_t top;      /* of shown */
	size_t known;    /* rows of the source when shown was made */
	bool *folded;    /* by row of the source; NULL: nothing is folded */
	size_t folded_count;
	char *filter; /* "" none */
	bool stale;   /* shown is to be made anew */
	bool opened;  /* drawn once */
	bool preview;
	int rows; /* drawn last */
};

static void draw(struct app *app, void *view, struct area area, bool focused);
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

static const struct hint default_hints[] = {{ACT_HELP, "help"},
    {ACT_FOLLOW, "go"}, {ACT_FIND, "filter"}, {ACT_PEEK, "preview"},
    {ACT_NEXT_SIBLING, "next group"}, {ACT_CLOSE, "close"}, {ACT_NONE, NULL}};

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
	l->ops = (struct view_ops){
	    .name = ops->title,
	    .context = CTX_LIST,
	    .draw = draw,
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
	return view->ops && view->ops->draw == draw
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

static struct list_row
row_of(struct app *app, struct list *list, size_t row)
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

static bool
is_folded(const struct list *list, size_t row)
{
	return row < list->folded_count && list->folded[row];
}

/* Hidden by a folded group above it. */
static bool
is_hidden(struct app *app, struct list *list, size_t row)
{
	for (size_t p = parent_of(app, list, row); p != SIZE_MAX;
	     p = parent_of(app, list, p)) {
		if (is_folded(list, p))
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
		if (p < list->folded_count)
			list->folded[p] = false;
	}
}

/* Make the array of rows shown; the selected row stays selected. */
static void
rebuild(struct app *app, struct list *list)
{
	size_t count = list->ops->count(app, list->source);
	size_t selected = list_selected(list);
	char *folded = utf8_fold(list->filter, strlen(list->filter));
	bool filtered = *folded && !list->ops->refilter;

	grow_folds(app, list, count);
	list->count = 0;
	list->known = count;
	for (size_t i = 0; i < count; i++) {
		struct list_row row;

		if (!filtered) {
			if (!is_hidden(app, list, i))
				show_row(list, i);
			continue;
		}
		row = row_of(app, list, i);
		if (holds(row.text, folded) || holds(row.left, folded) ||
		    holds(row.right, folded))
			show_row(list, i);
	}
	free(folded);
	list->stale = false;
	list->selected = 0;
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
	rebuild(app, list);
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

		if (here != SIZE_MAX)
			list_select(app, list, here);
	}
}

static bool
slice(struct app *app, void *view)
{
	struct list *list = view;
	bool more = list->ops->slice && list->ops->slice(app, list->source);

	if (list->ops->count(app, list->source) != list->known)
		list->stale = true;
	return more;
}

static const char *
fold_mark(struct app *app, struct list *list, size_t row)
{
	size_t count = list->known;

	(void)app;
	if (!list->ops->parent || row + 1 >= count ||
	    list->ops->parent(app, list->source, row + 1) != row)
		return "  ";
	return is_folded(list, row) ? "+ " : "- ";
}

static int
draw_bar(struct app *app, const struct list_row *row, long max, struct area a,
    int y, int right)
{
	int cols = a.cols / 4 < BAR_COLS ? a.cols / 4 : BAR_COLS;
	int n = max > 0 ? (int)((row->bar * cols + max - 1) / max) : 0;

	if (cols < 4)
		return right;
	for (int i = 0; i < n; i++)
		grid_puts(&app->grid, a, y, right - cols + i, "#", ROLE_BAR,
		    ATTR_BOLD);
	return right - cols - 1;
}

/* The text; what was found in it shows, whatever has to be cut. */
static void
draw_text(struct app *app, const struct list_row *row, struct area a, int y,
    int col, int room, unsigned attr)
{
	struct grid *g = &app->grid;
	enum role role = attr & ATTR_REVERSE ? ROLE_SELECTED : row->role;
	const char *text = row->text ? row->text : "";
	size_t size = strlen(text);
	size_t start = row->marked.start, end = row->marked.end;

	if (row->dim)
		attr |= ATTR_DIM;
	if (row->group)
		attr |= ATTR_BOLD;
	grid_puts_cut(g, a, y, col, text, room, role, attr);
	if (end > start && end <= size) {
		int from = (int)att_cell_columns(text, start, g->width);
		int cols =
		    (int)att_cell_columns(text + start, end - start, g->width);

		if (from < room)
			grid_paint(g, y, col + from,
			    cols < room - from ? cols : room - from, ROLE_MATCH,
			    (attr ^ ATTR_REVERSE) | ATTR_BOLD);
	}
}

static void
draw_row(struct app *app, struct list *list, size_t at, struct area a, int y,
    bool focused)
{
	struct list_row row = row_of(app, list, list->shown[at]);
	bool selected = at == list->selected;
	unsigned attr = selected && focused ? ATTR_REVERSE
	                : selected          ? ATTR_BOLD | ATTR_UNDERLINE
	                                    : 0;
	int right = a.col + a.cols - 1;
	int col =
	    a.col + 1 + 2 * (row.indent < a.cols / 6 ? row.indent : a.cols / 6);

	if (selected && focused)
		grid_clear(&app->grid, (struct area){y, a.col, 1, a.cols},
		    ROLE_SELECTED, ATTR_REVERSE);
	if (row.bar && list->ops->bar_max)
		right = draw_bar(app, &row,
		    list->ops->bar_max(app, list->source), a, y, right);
	if (row.right && *row.right) {
		int cols = (int)att_cell_columns(
		    row.right, strlen(row.right), app->grid.width);

		if (cols < (right - col) / 2) {
			right -= cols;
			grid_puts(&app->grid, a, y, right, row.right,
			    selected && focused ? ROLE_SELECTED : ROLE_MARKUP,
			    attr);
			right--;
		}
	}
	if (list->ops->parent)
		col += grid_puts(&app->grid, a, y, col,
		    fold_mark(app, list, list->shown[at]), ROLE_MARKUP, attr);
	if (row.left && *row.left)
		col += grid_puts_cut(&app->grid, a, y, col, row.left,
		           right - col < LEFT_MAX ? right - col : LEFT_MAX,
		           selected && focused ? ROLE_SELECTED : ROLE_MARKUP,
		           attr) +
		       1;
	if (right > col)
		draw_text(app, &row, a, y, col, right - col, attr);
}

/* Below the list: the place that the selected row leads to. */
static int
draw_preview(struct app *app, struct list *list, struct area area)
{
	size_t selected = list_selected(list);
	const struct att_image *image;
	struct area below = area;
	struct list_row row;
	struct area rule;

	if (!list->preview || area.rows < PREVIEW_ROWS_MIN ||
	    selected == SIZE_MAX)
		return 0;
	row = row_of(app, list, selected);
	if (row.place.work == SIZE_MAX)
		return 0;
	image = app_image(app, row.place.work);
	if (!image)
		return 0;
	below.rows = area.rows / 3;
	below.row = area.row + area.rows - below.rows;
	rule = (struct area){below.row, area.col, 1, area.cols};
	for (int i = 0; i < rule.cols && !app->linear; i++)
		grid_puts(&app->grid, rule, rule.row, rule.col + i,
		    app->grid.ascii ? "-" : "─", ROLE_RULE, 0);
	page_preview(app, image, row.place.pos,
	    (struct att_range){row.place.pos,
	        row.place.pos + (row.marked.end - row.marked.start)},
	    (struct area){
	        below.row + 1, below.col + 2, below.rows - 1, below.cols - 4});
	return below.rows;
}

static void
draw(struct app *app, void *view, struct area area, bool focused)
{
	struct list *list = view;
	struct area body = area;

	if (list->stale)
		rebuild(app, list);
	if (!list->opened) {
		size_t here = list->ops->here
		                  ? list->ops->here(app, list->source)
		                  : SIZE_MAX;

		list->opened = true;
		if (here != SIZE_MAX)
			list_select(app, list, here);
	}
	if (list->ops->summary && area.rows > 4) {
		struct buf text = {0};

		list->ops->summary(app, list->source, &text);
		grid_puts_cut(&app->grid, body, body.row, body.col + 1,
		    buf_cstr(&text), body.cols - 1, ROLE_HINT, 0);
		buf_done(&text);
		body.row += 2;
		body.rows -= 2;
	}
	if (area.rows == body.rows + 2 || !list->ops->summary)
		body.rows -= draw_preview(app, list, body);
	list->rows = body.rows;
	if (list->selected < list->top)
		list->top = list->selected;
	if (list->selected >= list->top + (size_t)body.rows)
		list->top = list->selected - (size_t)body.rows + 1;
	if (list->count == 0)
		grid_puts_cut(&app->grid, body, body.row, body.col + 1,
		    *list->filter ? "nothing holds that: Esc shows all again"
		                  : list->ops->empty,
		    body.cols - 1, ROLE_HINT, 0);
	for (int i = 0; i < body.rows && list->top + (size_t)i < list->count;
	     i++)
		draw_row(app, list, list->top + (size_t)i, body, body.row + i,
		    focused);
	if (focused) {
		app->grid.cursor_row =
		    body.row + (int)(list->selected - list->top);
		app->grid.cursor_col = body.col;
	}
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
		if (row_of(app, list, list->shown[at]).group) {
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
	rebuild(app, list);
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
	out = row_of(app, list, row);
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

	(void)ctx;
	if (!list)
		return FX_NONE;
	free(list->filter);
	list->filter = mem_dup(text);
	if (list->ops->refilter)
		list->ops->refilter(app, list->source, text);
	list->selected = list->top = 0;
	list->count = 0;
	list->stale = true;
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
	if (list && (k->code == KEY_CODE_DOWN || k->code == KEY_CODE_UP))
		return select_by(list, k->code == KEY_CODE_DOWN ? 1 : -1);
	return FX_PASS;
}

/* Enter goes to the first row left, at once. */
static unsigned
filter_done(struct app *app, void *ctx, const char *text)
{
	struct list *list = filtered_list(app);

	(void)ctx;
	(void)text;
	if (!list)
		return FX_NONE;
	if (list->stale)
		rebuild(app, list);
	return list->count == 1 ? enter(app, list) : FX_DRAW;
}

static unsigned
open_filter(struct app *app, struct list *list)
{
	static const struct prompt_ops ops = {
	    .label = "filter: ",
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
	at =
	    list->top + (size_t)(k->row - a.row - (list->ops->summary ? 2 : 0));
	if (k->row < a.row || at >= list->count)
		return FX_DRAW;
	if (list->selected == at)
		return enter(app, list);
	list->selected = at;
	return FX_DRAW;
}

static void
status(struct app *app, void *view, struct buf *out)
{
	struct list *list = view;

	(void)app;
	buf_format(out, "%s", list->ops->title);
	if (*list->filter)
		buf_format(out, " holding \"%s\"", list->filter);
	buf_format(out, "\t%zu/%zu", list->count ? list->selected + 1 : 0,
	    list->count);
}
