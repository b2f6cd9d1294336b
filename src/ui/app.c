/* State and what changes it: views, places, messages. */
#include "ui/app.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "ui/find.h"
#include "ui/go.h"
#include "ui/history.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/peek.h"
#include "ui/prompt.h"
#include "ui/reader_state.h"
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
	/* Asked for again, the new one takes the place of the old one. */
	if (app->views == APP_VIEWS ||
	    (app->views > 0 && app_top(app)->ops->name == view.ops->name))
		drop_top(app);
	app->view[app->views++] = view;
	app->focus = PANE_MAIN;
	peek_close(app);
	return FX_DRAW;
}

static bool leave_tutorial(struct app *app);

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
	} else if (!leave_tutorial(app)) {
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

att_pos
app_here(const struct app *app)
{
	struct att_range match = find_current(app->find);
	att_pos selected = page_selected(app->page);
	att_pos top = page_top(app->page);

	if (selected != ATT_NONE)
		return selected;
	return match.end > match.start && match.start >= top &&
	               match.start < page_end(app->page)
	           ? match.start
	           : top;
}

uint32_t
app_section(const struct app *app)
{
	att_pos here = app_here(app);

	/* What has no text has no place either, but a section. */
	return here == page_top(app->page)
	           ? page_section(app->page)
	           : att_section_at(page_image(app->page), here);
}

static struct visit
visit_now(const struct app *app)
{
	return (struct visit){{page_work(app->page), page_top(app->page)},
	    page_ref(app->page), page_top_shift(app->page)};
}

void
app_remember(struct app *app, struct place place)
{
	struct visit visit = visit_now(app);

	visit.place = place;
	visit.shift = 0;
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

void
app_panes_follow(struct app *app)
{
	struct pane_of now;

	if (!page_is_open(app->page) || (!app->contents.ops && !app->here.ops))
		return;
	now = (struct pane_of){page_work(app->page), app_section(app),
	    app->reader ? app->reader->spots : 0};
	if (now.work == app->pane_of.work &&
	    now.section == app->pane_of.section &&
	    now.marks == app->pane_of.marks)
		return;
	app->pane_of = now;
	refresh_panes(app);
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
	struct visit from = {{0, 0}, ref_none(), 0};

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

/* Behind this run's history lies that of earlier ones. */
static void
add_earlier(struct app *app)
{
	struct visit visit = {{SIZE_MAX, 0}, ref_none(), 0};

	if (history_count(app->history) == 0 &&
	    reader_before(app, &visit.place))
		history_prepend(app->history, visit);
}

static unsigned
go_back(struct app *app, bool back, long count)
{
	struct visit now, to;
	bool ok = false;

	if (!page_is_open(app->page))
		return FX_NONE;
	now = visit_now(app);
	do {
		if (back)
			add_earlier(app);
		if (!(back ? history_back(app->history, now, &to)
		           : history_forward(app->history, now, &to)))
			break;
		now = to;
		ok = true;
	} while (--count > 0);
	if (!ok)
		return app_say(
		    app, back ? _("there is nothing to go back to")
		              : _("there is nothing to go forward to"));
	if (!app_show(app, now.place))
		return FX_DRAW;
	page_shift(app->page, now.shift);
	page_select_ref(app->page, now.ref);
	app_show_page(app);
	return FX_DRAW;
}

/* Out of the tutorial, as out of a list: back to the page, or to the shelf. */
static bool
leave_tutorial(struct app *app)
{
	size_t behind = history_count(app->history), inside = 0;

	if (!app->learning)
		return false;
	app->learning = false;
	if (app->views > 1 ||
	    page_work(app->page) != att_library_find(app->library, "tutorial"))
		return false;
	while (inside < behind &&
	       history_at(app->history, behind - 1 - inside)->place.work ==
	           page_work(app->page))
		inside++;
	if (inside < behind) {
		go_back(app, true, (long)inside + 1);
	} else {
		drop_top(app);
		app_push(app, view_shelf(app));
	}
	return true;
}

static unsigned
follow_work(struct app *app, size_t work, const char *target)
{
	const struct att_image *image;
	uint32_t node;
	size_t other;
	bool found =
	    att_library_follow(app->library, work, target, &other, &node);

	if (other == SIZE_MAX)
		return app_fail(app,
		    _("%s is not in this library: open the work "
		      "together with this one"),
		    target);
	image = app_image(app, other);
	if (!image)
		return FX_DRAW;
	if (!found)
		return app_fail(app,
		    _("the link leads to '%s', which %s does not have"), target,
		    att_library_name(app->library, other));
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
		return app_say(app, _("%s  (y l copies it)"), target);
	case ATT_LINK_BROKEN:
		return app_fail(app, _("'%s' is nowhere in this work"), target);
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
	if (app->split_auto) {
		app->split_auto = false;
		app->split = PANE_MAIN;
	} else if (app->split < PANE_HERE) {
		app->split++;
	} else {
		app->split_auto = true;
	}
	return screen_say_panes(app);
}

static unsigned
open_view(struct app *app, struct view (*make)(struct app *app))
{
	if (!page_is_open(app->page))
		return app_say(app, _("open a work first"));
	return app_push(app, make(app));
}

static unsigned
results(struct app *app, bool all)
{
	if (!find_active(app->find))
		return app_say(app, _("nothing is searched for: / searches"));
	return app_push(app, view_results(app, all));
}

/* Actions of any context. */
static unsigned
act_any(struct app *app, enum action action, long count)
{
	switch ((unsigned)action) {
	case ACT_BACK:
	case ACT_FORWARD:
		return go_back(app, action == ACT_BACK, count);
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
		reader_leave(app); /* the shelf says where that is */
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
		return topics_ask(app);
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
		                 app, _("suspending is off in restricted mode"))
		           : FX_SUSPEND;
	case ACT_CLOSE:
		return app_close(app);
	case ACT_QUIT:
		return FX_QUIT;
	}
	return FX_NONE;
}

struct view *
app_focused(struct app *app)
{
	if (app->focus == PANE_CONTENTS && app->contents.ops)
		return &app->contents;
	if (app->focus == PANE_HERE && app->here.ops)
		return &app->here;
	return app_top(app);
}

unsigned
app_act(struct app *app, enum action action, long count)
{
	struct view *view = app_focused(app);
	unsigned fx = FX_PASS;

	if (app->peek)
		fx = peek_act(app, action, count);
	if ((fx & FX_PASS) && view->ops->act)
		fx = view->ops->act(app, view->data, action, count);
	if (fx & FX_PASS)
		fx = reader_act(app, action, count);
	if (fx & FX_PASS)
		fx = act_any(app, action, count);
	return fx;
}
