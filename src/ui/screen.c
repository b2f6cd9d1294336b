/* Panes by width, the lines above and below them, and drawing it all. */
#include "ui/screen.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "ui/find.h"
#include "ui/go.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/peek.h"
#include "ui/prompt.h"
#include "ui/reader.h"

enum {
	TWO_PANES = 100,
	THREE_PANES = 160,
	HERE_COLS = 38,
	ROWS_FOR_HINTS = 15,
	COLS_FOR_HINTS = 60,
	ROWS_FOR_TITLE = 8
};

/* Panes that fit, of those wanted. */
static enum pane
split_for(const struct app *app)
{
	int cols = app->grid.cols;
	enum pane fits = cols >= THREE_PANES ? PANE_HERE
	                 : cols >= TWO_PANES ? PANE_CONTENTS
	                                     : PANE_MAIN;

	if (app->linear || !page_is_open(app->page) ||
	    app->view[0].data != app->page)
		return PANE_MAIN;
	if (!app->split_auto && app->split < fits)
		return app->split;
	return fits;
}

unsigned
screen_say_panes(struct app *app)
{
	static const char *const by_width[] = {N_("panes by width: one"),
	    N_("panes by width: two"), N_("panes by width: three")};
	static const char *const fixed[] = {
	    N_("one pane"), N_("two panes"), N_("three panes")};
	static const int need[] = {0, TWO_PANES, THREE_PANES};
	enum pane shown = split_for(app);

	if (app->split_auto)
		return app_say(app, "%s", _(by_width[shown]));
	if (shown == app->split)
		return app_say(app, "%s", _(fixed[shown]));
	if (app->grid.cols >= need[app->split] || app->linear)
		return app_say(
		    app, _("one pane: the others stand beside a page"));
	return app_say(app,
	    app->split == PANE_CONTENTS ? _("one pane: two need %d columns")
	    : shown == PANE_MAIN        ? _("one pane: three need %d columns")
	                                : _("two panes: three need %d columns"),
	    need[app->split]);
}

static void
close_pane(struct view *pane)
{
	if (pane->ops && pane->ops->free)
		pane->ops->free(pane->data);
	*pane = (struct view){NULL, NULL};
}

static void
open_panes(struct app *app)
{
	enum pane split = split_for(app);

	if (split >= PANE_CONTENTS && !app->contents.ops)
		app->contents = view_contents(app);
	else if (split < PANE_CONTENTS)
		close_pane(&app->contents);
	if (split >= PANE_HERE && !app->here.ops)
		app->here = view_here(app);
	else if (split < PANE_HERE)
		close_pane(&app->here);
	if (app->focus > split)
		app->focus = PANE_MAIN;
}

static int
contents_cols(const struct app *app)
{
	int cols = app->grid.cols / 4;

	return cols < 26 ? 26 : cols > 40 ? 40 : cols;
}

static const char *
vertical(const struct app *app)
{
	return app->grid.ascii ? "|" : "│";
}

static void
draw_border(struct app *app, struct area body, int col)
{
	struct area one = {body.row, col, body.rows, 1};

	for (int i = 0; i < body.rows; i++)
		grid_puts(&app->grid, one, body.row + i, col, vertical(app),
		    ROLE_RULE, 0);
}

/* From the work down to path[0]; what does not fit is left out at its
 * beginning. */
static void
path_text(
    struct app *app, const uint32_t *path, int depth, int cols, struct buf *out)
{
	const struct att_image *image = page_image(app->page);

	for (int from = depth; from > 0; from--) {
		buf_clear(out);
		if (from < depth)
			buf_str(out, app->grid.ascii ? " ... > " : " … > ");
		else
			buf_char(out, ' ');
		for (int i = from; i-- > 0;) {
			const struct att_section *s =
			    att_section(image, path[i]);
			const char *number = att_image_string(image, s->number);

			buf_format(out, "%s%s%s%s", number, *number ? " " : "",
			    att_image_string(image, s->title), i ? " > " : "");
		}
		if ((int)att_cell_columns(
		        buf_cstr(out), out->size, app->grid.width) <= cols)
			return;
	}
}

/* What the section stands in, since the status line names it itself: so one of
 * the two changes from a section to the next, and bytes count. */
static void
draw_breadcrumb(struct app *app, struct area line)
{
	const struct att_image *image = page_image(app->page);
	struct buf text = {0};
	uint32_t row = app_section(app);
	uint32_t path[16];
	int depth = 0;

	if (att_section(image, row)->parent != ATT_NONE)
		row = att_section(image, row)->parent;
	for (; row != ATT_NONE && depth < 16;
	     row = att_section(image, row)->parent)
		path[depth++] = row;
	path_text(app, path, depth, line.cols, &text);
	grid_clear(&app->grid, line, ROLE_TITLEBAR, ATTR_BOLD);
	grid_puts_cut(&app->grid, line, line.row, line.col, buf_cstr(&text),
	    line.cols, ROLE_TITLEBAR, ATTR_BOLD);
	buf_done(&text);
}

/* Who listens hears it whenever it changes: then only the work's title, since
 * the sections have headings. */
static void
draw_titlebar(struct app *app, struct area line)
{
	struct view *top = app_top(app);
	const char *name = _(top->ops->name);

	if (top->data == app->page && !app->linear) {
		draw_breadcrumb(app, line);
		return;
	}
	if (top->data == app->page) {
		const struct att_image *image = page_image(app->page);

		name = att_image_string(image, att_section(image, 0)->title);
	}
	grid_clear(&app->grid, line, ROLE_TITLEBAR, ATTR_BOLD);
	grid_puts_cut(&app->grid, line, line.row, line.col + 1, name,
	    line.cols - 1, ROLE_TITLEBAR, ATTR_BOLD);
}

/* Numbers that end at column end. Plain, since they change with every line.
 * Returns the column left of them. */
static int
draw_numbers(struct app *app, struct area line, int end, const char *text,
    enum role role)
{
	int cols =
	    (int)att_cell_columns(text, strlen(text), app->grid.width) + 1;

	if (!*text || end <= line.col)
		return end;
	if (cols > end - line.col)
		cols = end - line.col;
	grid_clear(&app->grid, (struct area){line.row, end - cols, 1, cols + 1},
	    ROLE_TEXT, 0);
	grid_puts_cut(&app->grid, line, line.row, end - cols + 1, text,
	    cols - 1, role, 0);
	return end - cols;
}

static bool
too_long(struct app *app, const char *numbers, const char *found, int cols)
{
	att_width *width = app->grid.width;

	return (int)(att_cell_columns(numbers, strlen(numbers), width) +
	             att_cell_columns(found, strlen(found), width)) > cols;
}

/* When the numbers take more than their share: first how far the place is goes,
 * then what was searched for, which the text shows; numbers stay. */
static void
give_room(struct app *app, int cols, char **numbers, char **found)
{
	char *how_far = strstr(*numbers, "%  ");
	char *rank = strrchr(*found, ' ');

	if (how_far && too_long(app, *numbers, *found, cols))
		*numbers = how_far + 3;
	if (**numbers && rank && !strchr(rank, ')') &&
	    too_long(app, *numbers, *found, cols))
		*found = rank + 1;
	if (strchr(*numbers, ' ') && too_long(app, *numbers, *found, cols))
		*numbers = strrchr(*numbers, ' ') + 1;
}

/* What the view says left of a tab, its numbers right of it, and the match. */
static void
draw_view_status(struct app *app, struct area line, struct view *view)
{
	struct buf text = {0}, match = {0};
	int end = line.col + line.cols - 1;
	char *numbers, *found;

	if (view->ops->status)
		view->ops->status(app, view->data, &text);
	if (view->data == app->page && find_active(app->find))
		find_status(app, &match);
	buf_cstr(&text);
	buf_cstr(&match);
	numbers = text.data + strcspn(text.data, "\t");
	if (*numbers)
		*numbers++ = '\0';
	found = match.data;
	give_room(app, line.cols / 2, &numbers, &found);
	end = draw_numbers(app, line, end, found, ROLE_MATCH);
	if (*numbers)
		end = draw_numbers(
		    app, line, end - (*found != '\0'), numbers, ROLE_TEXT);
	if (end - line.col > 3)
		grid_puts_cut(&app->grid, line, line.row, line.col + 1,
		    buf_cstr(&text), end - line.col - 2, ROLE_STATUS,
		    ATTR_REVERSE);
	buf_done(&text);
	buf_done(&match);
}

/* A message shows whole: over as many rows as it needs, but for one. What does
 * not fit there is among the messages. */
static int
status_rows(const struct app *app)
{
	int rows = app->message ? grid_rows_of(&app->grid, app->message,
	                              app->grid.cols - 1)
	                        : 1;

	return rows < 1 ? 1 : rows < app->grid.rows ? rows : app->grid.rows - 1;
}

static void
draw_message(struct app *app, struct area area)
{
	bool error = app->message_error;
	char keys[64], more[sizeof(keys) + 1];

	app_keys(app, CTX_ANY, ACT_MESSAGES, keys, sizeof(keys));
	snprintf(more, sizeof(more), " %.*s", (int)strcspn(keys, ","), keys);
	area.col++;
	area.cols--;
	grid_puts_rows_more(&app->grid, area, app->message, more,
	    error ? ROLE_ERROR : ROLE_MESSAGE,
	    ATTR_REVERSE | (error ? ATTR_BOLD : 0));
}

static void
draw_status(struct app *app, struct area line)
{
	struct view *view = app->focus == PANE_CONTENTS ? &app->contents
	                    : app->focus == PANE_HERE   ? &app->here
	                                                : app_top(app);

	grid_clear(&app->grid, line, ROLE_STATUS, ATTR_REVERSE);
	if (app->message)
		draw_message(app, line);
	else
		draw_view_status(app, line, view);
}

/* What is likely to be wanted next. */
/* TRANSLATORS: words of the line of keys, short: each follows a key. */
static const struct hint hints_found[] = {{ACT_FIND_NEXT, N_("next match")},
    {ACT_FIND_PREV, N_("previous")}, {ACT_RESULTS, N_("list all")},
    {ACT_MARK, N_("mark")}, {ACT_FIND, N_("find")}, {ACT_BACK, N_("back")},
    {ACT_HELP, N_("help")}, {ACT_CLOSE, N_("quit")}, {ACT_NONE, NULL}};
static const struct hint hints_link[] = {{ACT_FOLLOW, N_("follow")},
    {ACT_PEEK, N_("peek")}, {ACT_NEXT_LINK, N_("next link")},
    {ACT_BACK, N_("back")}, {ACT_LINKS, N_("all links")},
    {ACT_MARK, N_("mark")}, {ACT_HELP, N_("help")}, {ACT_CLOSE, N_("quit")},
    {ACT_NONE, NULL}};

/* It comes and goes with every picture: only the end differs from the page's. */
static const struct hint hints_picture[] = {{ACT_HELP, N_("help")},
    {ACT_CONTENTS, N_("contents")}, {ACT_FIND, N_("find")},
    {ACT_NEXT_LINK, N_("link")}, {ACT_FOLLOW, N_("follow")},
    {ACT_BACK, N_("back")}, {ACT_IMAGE, N_("picture")},
    {ACT_CLOSE, N_("quit")}, {ACT_NONE, NULL}};

static const struct hint *
hints_of(struct app *app, const struct view *view)
{
	size_t found;

	if (view->data != app->page)
		return view->ops->hints;
	if (page_ref_shown(app->page))
		return hints_link;
	if (find_active(app->find) && (find_matches(app->find, &found), found))
		return hints_found;
	return !app->restricted && go_image_shown(app) ? hints_picture
	                                               : view->ops->hints;
}

static void
draw_hints(struct app *app, struct area line)
{
	struct view *view = app_top(app);
	const struct hint *hint = hints_of(app, view);
	int col = line.col + 1;

	grid_clear(&app->grid, line, ROLE_HINT, 0);
	for (; hint && hint->action != ACT_NONE; hint++) {
		char keys[64];
		const char *word = _(hint->word);
		int cols =
		    (int)att_cell_columns(word, strlen(word), app->grid.width);

		app_keys(
		    app, view->ops->context, hint->action, keys, sizeof(keys));
		keys[strcspn(keys, ",")] = '\0';
		if (!*keys)
			continue;
		cols += (int)strlen(keys) + 1;
		if (col + cols > line.col + line.cols)
			break;
		col += grid_puts(&app->grid, line, line.row, col, keys,
		    ROLE_HINT_KEY, ATTR_BOLD);
		col += grid_puts(&app->grid, line, line.row, col + 1, word,
		           ROLE_HINT, 0) +
		       3;
	}
}

static void
too_small(struct app *app)
{
	struct grid *g = &app->grid;
	struct area all = {0, 0, g->rows, g->cols};

	grid_clear(g, all, ROLE_TEXT, 0);
	grid_puts(g, all, 0, 0, _("too small"), ROLE_ERROR, ATTR_BOLD);
	if (g->rows > 1)
		grid_puts(g, all, 1, 0, _("20x3 at least"), ROLE_TEXT, 0);
	g->cursor_row = g->cursor_col = 0;
}

static void
draw_panes(struct app *app, struct area body)
{
	struct view *top = app_top(app);
	struct area main = body;
	bool ends_here = app->focus == PANE_MAIN && !app->prompt;

	app->contents_area = app->here_area = (struct area){0, 0, 0, 0};
	if (app->contents.ops) {
		app->contents_area = (struct area){
		    body.row, body.col, body.rows, contents_cols(app)};
		main.col += app->contents_area.cols + 1;
		main.cols -= app->contents_area.cols + 1;
	}
	if (app->here.ops) {
		app->here_area = (struct area){body.row,
		    body.col + body.cols - HERE_COLS, body.rows, HERE_COLS};
		main.cols -= HERE_COLS + 1;
	}
	app->main = main;
	top->ops->draw(app, top->data, main, ends_here);
	if (app->contents.ops) {
		app->contents.ops->draw(app, app->contents.data,
		    app->contents_area, app->focus == PANE_CONTENTS);
		draw_border(app, body, main.col - 1);
	}
	if (app->here.ops) {
		app->here.ops->draw(app, app->here.data, app->here_area,
		    app->focus == PANE_HERE);
		draw_border(app, body, main.col + main.cols);
	}
}

/* Rows from the top: title, body, peek, prompt or status, hints. What is below
 * is drawn last, since it tells about the views. */
static void
draw_all(struct app *app)
{
	struct grid *g = &app->grid;
	struct area body = {0, 0, g->rows, g->cols};
	bool title = g->rows >= ROWS_FOR_TITLE;
	bool hints = settings_on(app->settings.hints) && !app->linear &&
	             g->rows >= ROWS_FOR_HINTS && g->cols >= COLS_FOR_HINTS;
	int status = status_rows(app);
	int below = app->prompt ? prompt_rows(app) : status + hints;
	int peek;

	title = title && g->rows - below > 3;

	body.row += title;
	body.rows -= title + below;
	peek = peek_rows(app, body.rows);
	body.rows -= peek;
	draw_panes(app, body);
	if (title)
		draw_titlebar(app, (struct area){0, 0, 1, g->cols});
	if (peek)
		peek_draw(
		    app, (struct area){body.row + body.rows, 0, peek, g->cols});
	if (app->prompt) {
		prompt_draw(
		    app, (struct area){g->rows - below, 0, below, g->cols});
		return;
	}
	draw_status(app, (struct area){g->rows - below, 0, status, g->cols});
	if (hints)
		draw_hints(app, (struct area){g->rows - 1, 0, 1, g->cols});
}

void
app_draw(struct app *app)
{
	struct grid *g = &app->grid;
	int rows, cols;

	app->term.ops->size(app->term.ctx, &rows, &cols);
	if (rows != g->rows || cols != g->cols)
		grid_resize(g, rows, cols);
	grid_clear(g, (struct area){0, 0, g->rows, g->cols}, ROLE_TEXT, 0);
	g->cursor_hidden = false;
	if (g->rows < SCREEN_ROWS_MIN || g->cols < SCREEN_COLS_MIN) {
		too_small(app);
	} else {
		open_panes(app);
		draw_all(app);
	}
	app->term.ops->show(app->term.ctx, g);
}

static bool
inside(struct area a, int row, int col)
{
	return row >= a.row && row < a.row + a.rows && col >= a.col &&
	       col < a.col + a.cols;
}

unsigned
screen_click(struct app *app, int row, int col)
{
	struct key key = {.code = KEY_CODE_CLICK, .row = row, .col = col};
	struct view *view = app_top(app);

	if (app->contents.ops && inside(app->contents_area, row, col)) {
		app->focus = PANE_CONTENTS;
		view = &app->contents;
	} else if (app->here.ops && inside(app->here_area, row, col)) {
		app->focus = PANE_HERE;
		view = &app->here;
	} else if (inside(app->main, row, col)) {
		app->focus = PANE_MAIN;
	} else {
		return FX_NONE;
	}
	return FX_DRAW | (view->ops->key ? view->ops->key(app, view->data, &key)
	                                 : FX_NONE);
}

void
screen_stop_process(void)
{
	raise(SIGSTOP);
}
