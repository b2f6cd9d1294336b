/* What keys and the mouse do, and the loop that reads them. */
#include "ui/app.h"

#include <limits.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/message.h"
#include "ui/find.h"
#include "ui/history.h"
#include "ui/page.h"
#include "ui/prompt.h"
#include "ui/reader.h"
#include "ui/screen.h"

enum { CTRL_G = 7 };

/* Digits are counts; a nought only after another digit. */
static bool
take_digit(struct app *app, uint32_t code)
{
	enum { COUNT_MAX = 1000000 };

	if (code < (app->count ? '0' : '1') || code > '9')
		return false;
	if (app->count < COUNT_MAX)
		app->count = app->count * 10 + (long)(code - '0');
	return true;
}

static bool
inside(struct area a, int row, int col)
{
	return row >= a.row && row < a.row + a.rows && col >= a.col &&
	       col < a.col + a.cols;
}

/* The wheel moves what is under the pointer. */
static unsigned
wheel(struct app *app, const struct key *key)
{
	enum { WHEEL_ROWS = 3 };
	enum action action =
	    key->code == KEY_CODE_WHEEL_DOWN ? ACT_LINE_DOWN : ACT_LINE_UP;
	struct view *view = NULL;

	if (app->contents.ops && inside(app->contents_area, key->row, key->col))
		view = &app->contents;
	else if (app->here.ops && inside(app->here_area, key->row, key->col))
		view = &app->here;
	else if (inside(app->main, key->row, key->col))
		view = app_top(app);
	return view && view->ops->act
	           ? view->ops->act(app, view->data, action, WHEEL_ROWS)
	           : app_act(app, action, WHEEL_ROWS);
}

static unsigned
mouse(struct app *app, const struct key *key)
{
	return key->code == KEY_CODE_CLICK
	           ? screen_click(app, key->row, key->col)
	           : wheel(app, key);
}

/* There is something open that C-g leaves, as it does in a prompt. */
static bool
is_passing(const struct app *app)
{
	return app->count || app->peek || app->focus != PANE_MAIN;
}

/* Esc leaves what is passing: digits, a first stroke, labels, a search that
 * runs, a selection, a peek; it never quits. */
static unsigned
escape(struct app *app)
{
	if (app->count) {
		app->count = 0;
		return FX_DRAW;
	}
	if (app->peek || app->focus != PANE_MAIN)
		return app_close(app);
	if (find_active(app->find) && !find_complete(app->find) &&
	    !find_stopped(app->find)) {
		find_stop(app->find);
		return app_say(
		    app, _("search stopped: what was found is kept"));
	}
	if (page_selection(app->page).end > page_selection(app->page).start) {
		page_select(app->page, (struct att_range){0, 0});
		return FX_DRAW;
	}
	if (app->views > 1)
		return app_close(app);
	if (find_active(app->find)) {
		find_clear(app);
		return FX_DRAW;
	}
	return FX_DRAW;
}

/* The first of two strokes may mean something itself: that is done at once,
 * and the page is put back when the second stroke comes. */
static unsigned
first_stroke(struct app *app, enum action action, uint32_t code)
{
	long count = app->count;

	app->stroke = code;
	app->stroke_behind = history_count(app->history);
	app->stroke_place =
	    page_is_open(app->page)
	        ? (struct place){page_work(app->page), page_top(app->page)}
	        : (struct place){SIZE_MAX, 0};
	app->count = 0;
	return action == ACT_COUNT ? FX_NONE : app_act(app, action, count);
}

static enum action
second_stroke(struct app *app, enum context context, uint32_t code)
{
	bool prefix;
	enum action action =
	    keymap_look(app->keymap, context, app->stroke, code, &prefix);

	app->stroke = 0;
	if (action != ACT_COUNT && app->stroke_place.work != SIZE_MAX &&
	    app->stroke_place.work == page_work(app->page)) {
		app_show(app, app->stroke_place);
		if (history_count(app->history) > app->stroke_behind)
			history_forget(app->history);
	}
	return action;
}

/* Esc and C-g close what is open; they never quit. */
static unsigned
act_by(struct app *app, const struct key *key, enum action action, long count)
{
	unsigned fx = app_act(app, action, count);

	if (!(fx & FX_QUIT) ||
	    (key->code != KEY_CODE_ESC && key->code != CTRL_G))
		return fx;
	return app_say(app, _("q quits"));
}

static unsigned
bound_key(struct app *app, struct view *view, const struct key *key)
{
	enum context context = view->ops->context;
	enum action action = ACT_COUNT;
	bool prefix = false;
	long count;

	if (app->stroke)
		action = second_stroke(app, context, key->code);
	if (action == ACT_COUNT)
		action =
		    keymap_look(app->keymap, context, 0, key->code, &prefix);
	if (prefix)
		return first_stroke(app, action, key->code);
	if ((action == ACT_COUNT && key->code == KEY_CODE_ESC) ||
	    (key->code == CTRL_G && is_passing(app)))
		return escape(app);
	count = app->count;
	app->count = 0;
	if (action == ACT_COUNT)
		return key->code < KEY_CODE_FIRST && key->code > ' '
		           ? app_say(app, _("this key does nothing: h helps"))
		           : FX_NONE;
	return act_by(app, key, action, count);
}

/* Two strokes may end in a digit; any other begins a count. */
static bool
is_second(struct app *app, const struct view *view, uint32_t code)
{
	bool prefix;

	if (app->stroke && code >= '0' && code <= '9' &&
	    keymap_look(app->keymap, view->ops->context, app->stroke, code,
	        &prefix) == ACT_COUNT)
		app->stroke = 0;
	return app->stroke != 0;
}

static unsigned
plain_key(struct app *app, const struct key *key)
{
	struct view *view = app_focused(app);
	unsigned fx = FX_PASS;

	if (app->message) {
		free(app->message);
		app->message = NULL;
	}
	if (app->prompt)
		return prompt_key(app, key);
	if (key->code == KEY_CODE_CLICK || key->code == KEY_CODE_WHEEL_UP ||
	    key->code == KEY_CODE_WHEEL_DOWN)
		return mouse(app, key);
	if (key->code == KEY_CODE_PASTE)
		return FX_NONE;
	if (view->ops->key)
		fx = view->ops->key(app, view->data, key);
	if (!(fx & FX_PASS))
		return fx;
	if (!is_second(app, view, key->code) && take_digit(app, key->code))
		return FX_NONE;
	return bound_key(app, view, key) | FX_DRAW;
}

static void
suspend(struct app *app)
{
	app->term.ops->leave(app->term.ctx);
	screen_stop_process();
	app->term.ops->enter(app->term.ctx);
}

bool
app_key(struct app *app, const struct key *key)
{
	unsigned fx;

	if (key->code == KEY_CODE_END_ASKED)
		return false;
	if (key->code == KEY_CODE_RESIZE || key->code == KEY_CODE_CONTINUED)
		return true;
	fx = plain_key(app, key);
	if (fx & FX_SUSPEND)
		suspend(app);
	if (fx & FX_REPAINT)
		app->term.ops->repaint(app->term.ctx);
	app_panes_follow(app);
	return !(fx & FX_QUIT) || !reader_may_quit(app);
}

bool
app_typed_ahead(struct app *app)
{
	if (!app->has_ahead)
		app->has_ahead =
		    app->term.ops->read_key(app->term.ctx, &app->ahead, 0);
	return app->has_ahead;
}

bool
app_slice(struct app *app)
{
	struct view *view = app_top(app);
	bool more = find_slice(app);

	app_panes_follow(app);
	if (view->ops->slice)
		more |= view->ops->slice(app, view->data);
	return more;
}

static bool
next_key(struct app *app, struct key *key, int timeout)
{
	if (app->has_ahead) {
		*key = app->ahead;
		app->has_ahead = false;
		return true;
	}
	return app->term.ops->read_key(app->term.ctx, key, timeout);
}

/* Says what must be said. Returns how long to wait until it is asked again. */
static int64_t
warn(struct app *app)
{
	int64_t wait = -1;
	const char *said =
	    app->warning ? app->warning(app->warning_ctx, &wait) : NULL;

	if (said) {
		app_fail(app, "%s", said);
		app_draw(app);
	}
	return said ? 0 : wait;
}

/* The key that the person types next; false when none came for too long, or
 * something has to be looked at. */
static bool
await_key(struct app *app, struct key *key, bool *idle)
{
	int64_t end = app->idle_ms ? clock_ms() + app->idle_ms : INT64_MAX;
	bool got = false;

	*idle = false;
	while (!got && !*idle) {
		int64_t wait = warn(app), left = end - clock_ms();

		if (!app->idle_ms && wait < 0)
			return next_key(app, key, -1);
		if (wait >= 0 && wait < left)
			left = wait;
		left = left < 0 ? 0 : left < INT_MAX ? left : INT_MAX;
		got = next_key(app, key, (int)left);
		*idle = !got && clock_ms() >= end;
	}
	return got;
}

int
app_loop(struct app *app)
{
	bool more = true;
	bool working = true;
	bool idle;
	struct key key;

	while (more) {
		/* Typed-ahead keys are worked off before anything is drawn. */
		if (!app_typed_ahead(app))
			app_draw(app);
		while (working && !app_typed_ahead(app)) {
			working = app_slice(app);
			if (!app_typed_ahead(app))
				app_draw(app);
		}
		if (!await_key(app, &key, &idle)) {
			if (idle)
				return APP_IDLE;
			continue;
		}
		more = app_key(app, &key);
		free(key.text);
		key.text = NULL;
		working = true;
	}
	return 0;
}
