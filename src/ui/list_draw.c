/* Drawing a list: its rows, and the place that the selected one leads to. */
#include "ui/list_state.h"

#include <string.h>

#include "base/buf.h"
#include "base/message.h"
#include "base/utf8.h"
#include "ui/page.h"

enum {
	BAR_COLS = 20,
	PREVIEW_ROWS_MIN = 16,
	LEFT_MAX = 12,
	NARROW_COLS = 30,
	WHOLE_COLS = 60
};

static const char *
fold_mark(struct app *app, struct list *list, size_t row)
{
	size_t count = list->known;

	(void)app;
	if (!list->ops->parent || row + 1 >= count ||
	    list->ops->parent(app, list->source, row + 1) != row)
		return "  ";
	return list_is_folded(list, row) ? "+ " : "- ";
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

/* Bytes of text to leave out at its start, whole words, so that what was found
 * in it comes into so many columns. */
static size_t
skip_for(
    const struct list_row *row, const char *text, int room, att_width *width)
{
	size_t start = row->marked.start, skip = 0;

	if (start == 0 || row->marked.end > strlen(text) ||
	    (int)att_cell_columns(text, row->marked.end, width) <= room)
		return 0;
	while ((int)att_cell_columns(text + skip, start - skip, width) >
	       room / 3) {
		const char *space = memchr(text + skip, ' ', start - skip);

		if (!space)
			break;
		skip = (size_t)(space - text) + 1;
	}
	/* A long word before it. */
	return (int)att_cell_columns(text + skip, start - skip, width) >
	               room / 2
	           ? start
	           : skip;
}

/* What was found in the text shows, whatever has to be cut. */
static void
draw_text(struct app *app, const struct list_row *row, struct area a, int y,
    int col, int room, unsigned attr)
{
	struct grid *g = &app->grid;
	enum role role = attr & ATTR_REVERSE ? ROLE_SELECTED : row->role;
	const char *text = row->text ? row->text : "";
	size_t skip = skip_for(row, text, room - 1, g->width);
	size_t start = row->marked.start - skip, end = row->marked.end - skip;
	int from, cols;

	if (row->dim)
		attr |= ATTR_DIM;
	if (row->group)
		attr |= ATTR_BOLD;
	if (skip) {
		cols =
		    grid_puts(g, a, y, col, g->ascii ? "." : "…", role, attr);
		col += cols;
		room -= cols;
	}
	grid_puts_cut(g, a, y, col, text + skip, room, role, attr);
	if (end <= start || end > strlen(text + skip))
		return;
	from = (int)att_cell_columns(text + skip, start, g->width);
	cols =
	    (int)att_cell_columns(text + skip + start, end - start, g->width);
	if (from < room)
		grid_paint(g, y, col + from,
		    cols < room - from ? cols : room - from, ROLE_MATCH,
		    (attr ^ ATTR_REVERSE) | ATTR_BOLD);
}

static void
draw_row(struct app *app, struct list *list, size_t at, struct area a, int y,
    bool focused)
{
	struct list_row row = list_row_of(app, list, list->shown[at]);
	bool selected = at == list->selected;
	unsigned attr = selected && focused ? ATTR_REVERSE
	                : selected          ? ATTR_BOLD | ATTR_UNDERLINE
	                                    : 0;
	int right = a.col + a.cols - 1;
	int step = a.cols < NARROW_COLS ? 1 : 2;
	int col = a.col + 1 +
	          step * (row.indent < a.cols / 6 ? row.indent : a.cols / 6);

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

/* Returns the rows it took. */
static int
draw_note(struct app *app, struct list *list, size_t selected, struct area area)
{
	struct buf text = {0};
	int rows;

	if (!list->ops->note)
		return 0;
	list->ops->note(app, list->source, selected, &text);
	rows = grid_puts_rows(
	    &app->grid, area, buf_cstr(&text), ROLE_TEXT, ATTR_BOLD);
	buf_done(&text);
	return rows;
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
	int note;

	if (!list->preview || area.rows < PREVIEW_ROWS_MIN ||
	    selected == SIZE_MAX)
		return 0;
	row = list_row_of(app, list, selected);
	if (row.place.work == SIZE_MAX && !list->ops->note)
		return 0;
	below.rows = area.rows / 3;
	below.row = area.row + area.rows - below.rows;
	rule = (struct area){below.row, area.col, 1, area.cols};
	for (int i = 0; i < rule.cols && !app->linear; i++)
		grid_puts(&app->grid, rule, rule.row, rule.col + i,
		    app->grid.ascii ? "-" : "─", ROLE_RULE, 0);
	rule = (struct area){
	    below.row + 1, below.col + 2, below.rows - 1, below.cols - 4};
	note = draw_note(app, list, selected,
	    (struct area){rule.row, rule.col, rule.rows / 2, rule.cols});
	rule.row += note;
	rule.rows -= note;
	image =
	    row.place.work == SIZE_MAX ? NULL : app_image(app, row.place.work);
	if (image)
		page_preview(app, image, row.place.pos,
		    (struct att_range){row.place.pos, row.place_end}, rule);
	return below.rows;
}

/* What a list says of itself. Hints are for eyes: in lines it is text, else
 * nobody would hear it. */
static enum role
told_role(const struct app *app)
{
	return app->linear ? ROLE_TEXT : ROLE_HINT;
}

/* And an empty row below it. Returns the rows it took. */
static int
draw_summary(struct app *app, struct list *list, struct area area)
{
	struct area head = {
	    area.row, area.col + 1, area.rows / 4, area.cols - 1};
	struct buf text = {0};
	int rows;

	if (!list->ops->summary || area.rows <= 4)
		return 0;
	head.rows += head.rows == 0;
	list->ops->summary(app, list->source, &text);
	rows = grid_puts_rows(
	    &app->grid, head, buf_cstr(&text), told_role(app), 0);
	buf_done(&text);
	return rows + 1;
}

/* All that a row says. */
static void
whole_text(const struct list_row *row, struct buf *out)
{
	if (row->left && *row->left)
		buf_format(out, "%s  ", row->left);
	buf_str(out, row->text ? row->text : "");
	if (row->right && *row->right)
		buf_format(out, "  %s", row->right);
}

/* On a narrow screen what the selected row says shows whole at the bottom, when
 * it is cut in the list. Returns the rows it took. */
static int
draw_whole(struct app *app, struct list *list, struct area area)
{
	struct grid *g = &app->grid;
	struct buf text = {0};
	struct list_row row;
	int rows = 0;

	if (area.cols >= WHOLE_COLS || list->selected >= list->count)
		return 0;
	row = list_row_of(app, list, list_selected(list));
	whole_text(&row, &text);
	if ((int)att_cell_columns(buf_cstr(&text), text.size, g->width) +
	        2 * row.indent + (list->ops->parent ? 3 : 1) >=
	    area.cols)
		rows = grid_rows_of(g, buf_cstr(&text), area.cols - 1);
	if (rows > area.rows)
		rows = area.rows;
	grid_puts_rows(g,
	    (struct area){
	        area.row + area.rows - rows, area.col + 1, rows, area.cols - 1},
	    buf_cstr(&text), ROLE_TEXT, ATTR_BOLD);
	buf_done(&text);
	return rows;
}

/* The first row that leads somewhere: headings are passed over. */
static void
select_first(struct app *app, struct list *list)
{
	while (list->selected + 1 < list->count) {
		struct list_row row =
		    list_row_of(app, list, list_selected(list));

		if (!row.group || row.place.work != SIZE_MAX)
			return;
		list->selected++;
	}
	list->selected = 0;
}

/* The selected row shows, and there are no empty rows below while there are
 * some above. */
static void
find_top(struct list *list)
{
	size_t rows = (size_t)list->rows;

	if (list->selected == list->kept_for)
		list->top = list->kept_top;
	if (list->count < list->top + rows)
		list->top = list->count > rows ? list->count - rows : 0;
	if (list->selected < list->top)
		list->top = list->selected;
	if (list->selected >= list->top + rows)
		list->top = list->selected - rows + 1;
	if (list->selected != list->kept_for) {
		list->kept_for = list->selected;
		list->kept_top = list->top;
	}
}

void
list_draw(struct app *app, void *view, struct area area, bool focused)
{
	struct list *list = view;
	struct area body = area;
	int whole;

	if (list->stale)
		list_rebuild(app, list);
	if (!list->opened) {
		size_t here = list->ops->here
		                  ? list->ops->here(app, list->source)
		                  : SIZE_MAX;

		list->opened = true;
		if (here != SIZE_MAX)
			list_select(app, list, here);
		else
			select_first(app, list);
	}
	list->head = draw_summary(app, list, area);
	body.row += list->head;
	body.rows -= list->head;
	if (list->head || !list->ops->summary)
		body.rows -= draw_preview(app, list, body);
	whole = focused ? draw_whole(app, list, body) : 0;
	body.rows -= whole;
	list->rows = body.rows > 0 ? body.rows : 1;
	find_top(list);
	if (list->count == 0 && (*list->filter || !list->working))
		grid_puts_rows(&app->grid,
		    (struct area){
		        body.row, body.col + 1, body.rows, body.cols - 1},
		    *list->filter ? _("nothing holds that: Esc shows all again")
		                  : _(list->ops->empty),
		    told_role(app), 0);
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
