/* State and what changes it: views, places, messages. */
#include "ui/app.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/find.h"
#include "ui/go.h"
#include "ui/history.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/peek.h"
#include "ui/prompt.h"
#include "ui/reader.h"
#include "ui/screen.h"

static unsigned __attribute__((format(printf, 3, 0)))
say(struct app *app, bool error, const char *format, va_list args)
{
	struct message *slot = &app->log[app->logged % APP_LOG];

	free(app->message);
	app->message = mem_vformat(format, args);
	app->message_error = error;
	free(slot->text);
	slot->text = mem_dup(app->message);
	slot->error = error;
	app->logged++;
	return FX_DRAW;
}

unsigned
app_say(struct app *app, const char *format, ...)
{
	va_list args;
	unsigned fx;

	va_start(args, format);
	fx = say(app, false, format, args);
	va_end(args);
	return fx;
}

unsigned
app_fail(struct app *app, const char *format, ...)
{
	va_list args;
	unsigned fx;

	va_start(args, format);
	fx = say(app, true, format, args);
	va_end(args);
	return fx;
}

struct view *
app_top(struct app *app)
{
	return &app->view[app->views - 1];
}

static void
drop_top(struct app *app)
{
	struct view *view = app_top(app);

	app->views--;
	if (view->ops->free)
		view->ops->free(view->data);
}

unsigned
app_push(struct app *app, struct view view)
{
	if (app->views == APP_VIEWS)
		drop_top(app);
	app->view[app->views++] = view;
	app->focus = PANE_MAIN;
	peek_close(app);
	return FX_DRAW;
}

unsigned
app_close(struct app *app)
{
	if (app->prompt) {
		prompt_close(app);
	} else if (app->peek) {
		peek_close(app);
	} else if (app->focus != PANE_MAIN) {
		app->focus = PANE_MAIN;
	} else if (app->views > 1) {
		drop_top(app);
	} else {
		return FX_QUIT;
	}
	return FX_DRAW;
}

void
app_show_page(struct app *app)
{
	while (app->views > 1)
		drop_top(app);
	peek_close(app);
	app->focus = PANE_MAIN;
	/* The shelf stands at the bottom until a work is open. */
	if (page_is_open(app->page) && app->views == 1 &&
	    app->view[0].data != app->page) {
		drop_top(app);
		app->view[app->views++] = page_view(app->page);
	}
}

struct place
app_place(const struct app *app)
{
	if (!page_is_open(app->page))
		return (struct place){SIZE_MAX, 0};
	return (struct place){page_work(app->page), page_here(app->page)};
}

static struct visit
visit_now(const struct app *app)
{
	return (struct visit){
	    {page_work(app->page), page_top(app->page)}, page_link(app->page)};
}

void
app_remember(struct app *app, struct place place)
{
	struct visit visit = visit_now(app);

	visit.place = place;
	history_push(app->history, visit);
}

const struct att_image *
app_image(struct app *app, size_t work)
{
	struct att_error err = {0};
	const struct att_image *image =
	    att_library_image(app->library, work, &err);

	if (!image)
		app_fail(app, "%s", err.text);
	return image;
}

static void
refresh_panes(struct app *app)
{
	if (app->contents.ops && app->contents.ops->refresh)
		app->contents.ops->refresh(app, app->contents.data);
	if (app->here.ops && app->here.ops->refresh)
		app->here.ops->refresh(app, app->here.data);
}

bool
app_show(struct app *app, struct place place)
{
	const struct att_image *image = app_image(app, place.work);
	bool other;

	if (!image)
		return false;
	other = !page_is_open(app->page) ||
	        page_work(app->page) != place.work ||
	        page_image(app->page) != image;
	if (other && page_is_open(app->page))
		reader_leave(app);
	page_open(app, app->page, place.work, image, place.pos);
	if (other) {
		find_work_changed(app);
		reader_work_changed(app);
	}
	refresh_panes(app);
	return true;
}

unsigned
app_go(struct app *app, struct place place)
{
	bool had = page_is_open(app->page);
	struct visit from = {{0, 0}, ATT_NONE};

	if (place.work == SIZE_MAX)
		return FX_NONE;
	if (had) {
		from = visit_now(app);
		reader_visited(app);
	}
	if (!app_show(app, place))
		return FX_DRAW;
	if (had)
		history_push(app->history, from);
	app_show_page(app);
	return FX_DRAW;
}

static unsigned
go_back(struct app *app, bool back)
{
	struct visit to;
	bool ok;

	if (!page_is_open(app->page))
		return FX_NONE;
	ok = back ? history_back(app->history, visit_now(app), &to)
	          : history_forward(app->history, visit_now(app), &to);
	if (!ok)
		return app_say(app, back ? "there is nothing to go back to"
		                         : "there is nothing to go forward to");
	if (!app_show(app, to.place))
		return FX_DRAW;
	page_select_link(app->page, to.link);
	app_show_page(app);
	return FX_DRAW;
}

static unsigned
follow_work(struct app *app, size_t work, const char *target)
{
	const struct att_image *image;
	uint32_t node;
	size_t other;

	if (!att_library_resolve(app->library, work, target, &other, &node))
		return app_fail(app,
		    "%s is not in this library: open the work "
		    "together with this one",
		    target);
	image = app_image(app, other);
	if (!image)
		return FX_DRAW;
	return app_go(app, (struct place){other, att_node(image, node)->start});
}

unsigned
app_follow(struct app *app, size_t work, uint32_t link)
{
	const struct att_image *image = app_image(app, work);
	const struct att_link *l;
	const char *target;

	if (!image)
		return FX_DRAW;
	l = att_link(image, link);
	target = att_image_string(image, l->target);
	switch ((enum att_link_kind)l->kind) {
	case ATT_LINK_HERE:
		return app_go(app, (struct place){work,
		                       att_node(image, l->target_node)->start});
	case ATT_LINK_NOTE:
		return peek_open(app, work, link);
	case ATT_LINK_WORK:
		return follow_work(app, work, target);
	case ATT_LINK_ADDRESS:
		return app_say(app, "%s  (y l copies it)", target);
	case ATT_LINK_BROKEN:
		return app_fail(app, "'%s' is nowhere in this work", target);
	}
	return FX_NONE;
}

const char *
app_keys(struct app *app, enum context context, enum action action,
    char *buffer, size_t size)
{
	return keymap_keys(app->keymap, context, action, buffer, size);
}

static unsigned
next_pane(struct app *app)
{
	if (app->focus == PANE_MAIN && app->contents.ops)
		app->focus = PANE_CONTENTS;
	else if (app->focus != PANE_HERE && app->here.ops)
		app->focus = PANE_HERE;
	else
		app->focus = PANE_MAIN;
	return FX_DRAW;
}

static unsigned
next_split(struct app *app)
{
	static const char *const names[] = {
	    "one pane", "two panes", "three panes"};

	if (app->split_auto) {
		app->split_auto = false;
		app->split = PANE_MAIN;
	} else if (app->split < PANE_HERE) {
		app->split++;
	} else {
		app->split_auto = true;
		return app_say(app, "panes by width");
	}
	return app_say(app, "%s", names[app->split]);
}

static unsigned
open_view(struct app *app, struct view (*make)(struct app *app))
{
	if (!page_is_open(app->page))
		return app_say(app, "open a work first");
	return app_push(app, make(app));
}

static unsigned
ask_topics_done(struct app *app, void *ctx, const char *text)
{
	(void)ctx;
	return *text ? app_push(app, view_topics(app, text)) : FX_DRAW;
}

static unsigned
ask_topics(struct app *app)
{
	static const struct prompt_ops ops = {
	    .label = "topic: ",
	    .done = ask_topics_done,
	    .complete = go_complete_words,
	};

	return prompt_open(app, &ops, NULL, "");
}

static unsigned
results(struct app *app, bool all)
{
	if (!find_active(app->find))
		return app_say(app, "nothing is searched for: / searches");
	return app_push(app, view_results(app, all));
}

/* Actions of any context. */
static unsigned
act_any(struct app *app, enum action action, long count)
{
	switch ((unsigned)action) {
	case ACT_BACK:
	case ACT_FORWARD:
		return go_back(app, action == ACT_BACK);
	case ACT_GO:
		return go_open(app);
	case ACT_CONTENTS:
		if (app->contents.ops) {
			app->focus = PANE_CONTENTS;
			return FX_DRAW;
		}
		return open_view(app, view_contents);
	case ACT_INDEX:
		return open_view(app, view_index);
	case ACT_GLOSSARY:
		return open_view(app, view_glossary);
	case ACT_LINKS:
		return open_view(app, view_links);
	case ACT_REFERRERS:
		return open_view(app, view_referrers);
	case ACT_HISTORY:
		return open_view(app, view_history);
	case ACT_WORKS:
		return app_push(app, view_shelf(app));
	case ACT_FIND:
	case ACT_FIND_BACK:
		return find_open(app, action == ACT_FIND_BACK);
	case ACT_FIND_NEXT:
	case ACT_FIND_PREV:
		return find_next(app, action == ACT_FIND_PREV, count);
	case ACT_RESULTS:
	case ACT_RESULTS_ALL:
		return results(app, action == ACT_RESULTS_ALL);
	case ACT_TOPICS:
		return ask_topics(app);
	case ACT_DEFINE:
		return go_define(app);
	case ACT_INDEX_NEXT:
		return go_index_next(app);
	case ACT_IMAGE:
		return go_image(app);
	case ACT_PANES:
		return next_split(app);
	case ACT_NEXT_PANE:
		return next_pane(app);
	case ACT_HELP:
		return app_push(app, view_help(app, app_top(app)));
	case ACT_TUTORIAL:
		return go_tutorial(app);
	case ACT_OPTIONS:
		return app_push(app, view_options(app));
	case ACT_MESSAGES:
		return app_push(app, view_messages(app));
	case ACT_REDRAW:
		return FX_DRAW | FX_REPAINT;
	case ACT_SUSPEND:
		return app->restricted
		           ? app_fail(
		                 app, "suspending is off in restricted mode")
		           : FX_SUSPEND;
	case ACT_CLOSE:
		return app_close(app);
	case ACT_QUIT:
		return FX_QUIT;
	}
	return FX_NONE;
}

static struct view *
focused(struct app *app)
{
	if (app->focus == PANE_CONTENTS && app->contents.ops)
		return &app->contents;
	if (app->focus == PANE_HERE && app->here.ops)
		return &app->here;
	return app_top(app);
}

static unsigned
act_peek(struct app *app, enum action action, long count)
{
	switch ((unsigned)action) {
	case ACT_PEEK:
	case ACT_FOLLOW:
		return peek_go(app);
	case ACT_LINE_DOWN:
		return peek_scroll(app, count ? count : 1);
	case ACT_LINE_UP:
		return peek_scroll(app, count ? -count : -1);
	}
	return FX_PASS;
}

unsigned
app_act(struct app *app, enum action action, long count)
{
	struct view *view = focused(app);
	unsigned fx = FX_PASS;

	if (app->peek)
		fx = act_peek(app, action, count);
	if ((fx & FX_PASS) && view->ops->act)
		fx = view->ops->act(app, view->data, action, count);
	if (fx & FX_PASS)
		fx = reader_act(app, action, count);
	if (fx & FX_PASS)
		fx = act_any(app, action, count);
	return fx;
}

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

static unsigned
mouse(struct app *app, const struct key *key)
{
	if (key->code == KEY_CODE_WHEEL_DOWN)
		return app_act(app, ACT_LINE_DOWN, 3);
	if (key->code == KEY_CODE_WHEEL_UP)
		return app_act(app, ACT_LINE_UP, 3);
	return screen_click(app, key->row, key->col);
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
	if (find_active(app->find) && !find_complete(app->find)) {
		find_stop(app->find);
		return app_say(app, "search stopped: what was found is kept");
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
	    app->stroke_place.work == page_work(app->page))
		app_show(app, app->stroke_place);
	return action;
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
	if (action == ACT_COUNT && key->code == KEY_CODE_ESC)
		return escape(app);
	count = app->count;
	app->count = 0;
	if (action == ACT_COUNT)
		return key->code < KEY_CODE_FIRST && key->code > ' '
		           ? app_say(app, "this key does nothing: h helps")
		           : FX_NONE;
	return app_act(app, action, count);
}

static unsigned
plain_key(struct app *app, const struct key *key)
{
	struct view *view = focused(app);
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
	if (!app->stroke && take_digit(app, key->code))
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
	return !(fx & FX_QUIT);
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

int
app_loop(struct app *app)
{
	bool more = true;
	bool working = true;
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
		if (!next_key(app, &key, app->idle_ms ? app->idle_ms : -1)) {
			if (app->idle_ms)
				break;
			continue;
		}
		more = app_key(app, &key);
		free(key.text);
		key.text = NULL;
		working = true;
	}
	return 0;
}
