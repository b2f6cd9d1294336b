/* Searching as you type. Two things go on: the nearest match is found at once
 * (stopped by any key), and all matches are collected in slices. */
#include "ui/find_state.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "ui/find_words.h"
#include "ui/history.h"
#include "ui/list.h"
#include "ui/page.h"

struct find *
find_new(void)
{
	struct find *find = mem_alloc(sizeof(*find));

	find->text = mem_dup("");
	find->caret = -1;
	return find;
}

void
find_free(struct find *find)
{
	if (!find)
		return;
	att_search_free(find->search);
	att_pattern_free(find->pattern);
	for (int i = 0; i < EARLIER; i++)
		free(find->earlier[i]);
	free(find->offer);
	free(find->text);
	free(find);
}

bool
find_active(const struct find *find)
{
	return find->pattern != NULL;
}

const struct att_pattern *
find_pattern(const struct find *find)
{
	return find->pattern;
}

const struct att_scope *
find_scope(const struct find *find)
{
	return &find->scope;
}

const struct att_range *
find_matches(const struct find *find, size_t *count)
{
	*count = 0;
	return find->search ? att_search_matches(find->search, count) : NULL;
}

bool
find_complete(const struct find *find)
{
	return !find->running && !find->stopped;
}

bool
find_stopped(const struct find *find)
{
	return find->stopped;
}

uint32_t
find_skipped(const struct find *find)
{
	return find->search ? att_search_skipped(find->search) : 0;
}

struct att_range
find_current(const struct find *find)
{
	return find->current;
}

void
find_set_current(struct app *app, struct att_range match)
{
	app->find->current = match;
}

/* First match that ends after pos. */
static size_t
match_after(const struct find *find, att_pos pos)
{
	size_t low = 0, high;
	const struct att_range *match = find_matches(find, &high);

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (match[mid].start < pos)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

size_t
find_in_section(
    const struct find *find, const struct att_image *image, uint32_t section)
{
	const struct att_node *n =
	    att_node(image, att_section(image, section)->node);

	return match_after(find, n->end) - match_after(find, n->start);
}

uint32_t
find_scope_section(struct app *app)
{
	const struct find *find = app->find;
	const struct att_image *image = page_image(app->page);
	uint32_t section = att_section_at(image, find->scope_pos);

	if (find->reach == REACH_ABOVE &&
	    att_section(image, section)->parent != ATT_NONE)
		section = att_section(image, section)->parent;
	return section;
}

static void
set_scope(struct app *app)
{
	struct find *find = app->find;
	const char *const *names = att_scope_names();

	memset(&find->scope, 0, sizeof(find->scope));
	if (find->reach == REACH_SECTION || find->reach == REACH_ABOVE)
		find->scope.subtree =
		    att_section(page_image(app->page), find_scope_section(app))
		        ->node;
	if (find->kind_choice)
		att_scope_add(&find->scope, names[find->kind_choice - 1]);
}

static void
start_search(struct app *app)
{
	struct find *find = app->find;

	att_search_free(find->search);
	find->search = NULL;
	find->running = find->stopped = find->seeking = false;
	if (!find->pattern || !page_is_open(app->page))
		return;
	set_scope(app);
	find->search =
	    att_search_new(find->pattern, page_image(app->page), &find->scope);
	find->running = true;
}

void
find_work_changed(struct app *app)
{
	struct find *find = app->find;

	find->current = (struct att_range){0, 0};
	if (find->reach != REACH_LIBRARY)
		find->reach = REACH_WORK;
	start_search(app);
}

static void
drop_offer(struct find *find)
{
	free(find->offer);
	find->offer = NULL;
}

void
find_clear(struct app *app)
{
	struct find *find = app->find;

	att_search_free(find->search);
	att_pattern_free(find->pattern);
	find->search = NULL;
	find->pattern = NULL;
	find->running = find->stopped = find->seeking = false;
	find->current = (struct att_range){0, 0};
	drop_offer(find);
}

void
find_take(struct app *app, struct att_pattern *pattern, const char *text)
{
	struct find *find = app->find;
	char *copy = mem_dup(text);

	/* The search refers to the pattern: it goes first. */
	find_clear(app);
	find->pattern = pattern;
	free(find->text);
	find->text = copy;
	start_search(app);
}

bool
find_start(
    struct app *app, const char *text, unsigned flags, struct att_error *err)
{
	struct att_pattern *pattern = att_pattern_new(text, flags, NULL, err);

	if (!pattern)
		return false;
	app->find->flags = flags;
	app->find->scope_pos = page_top(app->page);
	find_take(app, pattern, text);
	return true;
}

void
find_remember_origin(struct app *app)
{
	history_push(app->history,
	    (struct visit){app->find->origin, app->find->origin_ref, 0});
}

/* The cursor is on the match: no reference is selected any more. */
static void
show_match(struct app *app, struct att_range match)
{
	app->find->current = match;
	page_select_ref(app->page, ref_none());
	page_reveal(app, app->page, match.start);
}

static unsigned
say_wrapped(struct app *app, bool backward)
{
	return app_say(
	    app, backward ? _("on from the end") : _("on from the beginning"));
}

static void
arrive(struct app *app, struct att_range match, bool wrapped)
{
	struct find *find = app->find;

	find->seeking = false;
	show_match(app, match);
	if (find->seek_leaves)
		find_remember_origin(app);
	find->seek_leaves = false;
	if (wrapped && !app->prompt)
		say_wrapped(app, find->seek_backward);
}

/* Matches come in the order of the text: the one sought is known as soon as
 * the search has passed it. */
static void
seek_on(struct app *app)
{
	struct find *find = app->find;
	size_t count;
	const struct att_range *match = find_matches(find, &count);
	size_t at = match_after(find, find->seek_from);

	if (!find->seek_backward && at < count) {
		arrive(app, match[at], false);
	} else if (find->seek_backward &&
	           (!find->running ||
	               att_search_reached(find->search) >= find->seek_from) &&
	           at > 0) {
		arrive(app, match[at - 1], false);
	} else if (!find->running && count > 0) {
		arrive(app, match[find->seek_backward ? count - 1 : 0], true);
	} else if (!find->running) {
		find->seeking = find->seek_leaves = false;
		if (!app->prompt)
			find_nothing(app, find->text);
	}
}

bool
find_slice(struct app *app)
{
	struct find *find = app->find;

	if (!find->running)
		return false;
	find->running = att_search_step(find->search, SLICE);
	if (find->seeking)
		seek_on(app);
	for (size_t i = 0; i < app->views; i++) {
		if (list_ops_of(&app->view[i]))
			list_changed(app->view[i].data);
	}
	return find->running;
}

void
find_stop(struct find *find)
{
	find->stopped |= find->running;
	find->running = find->seeking = find->seek_leaves = false;
}

/* How long looking for the nearest match may hold up the screen. */
struct patience {
	struct app *app;
	unsigned polls; /* one each 10 ms */
};

static bool
out_of_patience(void *ctx)
{
	struct patience *p = ctx;

	return ++p->polls > NEAR_MAX / 10 || app_typed_ahead(p->app);
}

/* The search that was stopped goes on, to be sought in. */
static void
seek_later(struct app *app, att_pos pos, bool backward)
{
	struct find *find = app->find;

	if (find->stopped)
		find->running = true;
	find->stopped = false;
	find->seeking = true;
	find->seek_backward = backward;
	find->seek_from = pos;
	if (!find->running)
		seek_on(app);
}

bool
find_seek(struct app *app, att_pos pos, bool backward, bool *wrapped)
{
	struct find *find = app->find;
	const struct att_image *image = page_image(app->page);
	struct patience patience = {app, 0};
	struct att_range match;
	size_t size;
	bool found;

	att_image_text(image, &size);
	*wrapped = find->seeking = false;
	found = att_search_near(find->pattern, image, &find->scope, pos,
	    backward, out_of_patience, &patience, &match);
	if (!found && patience.polls == 0) {
		*wrapped = true;
		found = att_search_near(find->pattern, image, &find->scope,
		    backward ? (att_pos)size : 0, backward, out_of_patience,
		    &patience, &match);
	}
	if (!found && patience.polls > 0) {
		*wrapped = false;
		seek_later(app, pos, backward);
		return true;
	}
	if (!found)
		return false;
	show_match(app, match);
	return true;
}

static unsigned
next_known(struct app *app, bool backward, long count)
{
	struct find *find = app->find;
	size_t total;
	const struct att_range *match = find_matches(find, &total);
	bool have = find->current.end > find->current.start;
	size_t at =
	    match_after(find, have ? find->current.start : page_top(app->page));
	bool wrapped = false;

	if (have && !backward && at < total &&
	    match[at].start == find->current.start)
		at++;
	at += backward ? (size_t)0 : (size_t)(count - 1);
	if (backward) {
		wrapped = at < (size_t)count;
		at = wrapped ? total - 1 : at - (size_t)count;
	} else if (at >= total) {
		wrapped = true;
		at = 0;
	}
	show_match(app, match[at]);
	return wrapped ? say_wrapped(app, backward) : FX_DRAW;
}

/* What was offered when nothing was found: n searches for it. */
static unsigned
take_offer(struct app *app)
{
	struct find *find = app->find;
	char *text = find->offer;
	bool ok;

	find->offer = NULL;
	find->reach = REACH_WORK;
	find->kind_choice = 0;
	ok = find_start(app, text, find->offer_flags, NULL);
	free(text);
	return ok ? find_next(app, false, 1) : FX_DRAW;
}

static unsigned
next_sought(struct app *app, bool backward, long count)
{
	struct find *find = app->find;
	bool wrapped = false, once = false;

	for (; count > 0 && !find->seeking; count--) {
		bool have = find->current.end > find->current.start;
		att_pos pos = !have      ? page_top(app->page)
		              : backward ? find->current.start
		                         : find->current.end;

		if (!find_seek(app, pos, backward, &wrapped))
			return find_nothing(app, find->text);
		once |= wrapped;
	}
	return once ? say_wrapped(app, backward) : FX_DRAW;
}

unsigned
find_next(struct app *app, bool backward, long count)
{
	struct find *find = app->find;
	size_t total;

	if (!page_is_open(app->page))
		return app_say(app, _("open a work first"));
	find_matches(find, &total);
	if (find->offer && total == 0)
		return take_offer(app);
	if (!find->pattern && find->earlier[0])
		find_start(app, find->earlier[0], find->flags, NULL);
	if (!find->pattern)
		return app_say(app, _("nothing is searched for: / searches"));
	app_show_page(app);
	backward ^= find->backward;
	if (count < 1)
		count = 1;
	find_matches(find, &total);
	if (find_complete(find) && total)
		return next_known(app, backward, count);
	return next_sought(app, backward, count);
}

void
find_status(struct app *app, struct buf *out)
{
	struct find *find = app->find;
	size_t total, at;

	if (!find->pattern)
		return;
	find_matches(find, &total);
	at = match_after(find, find->current.start);
	buf_format(out, "/%.*s%s ",
	    (int)utf8_cut(find->text, strlen(find->text), 24), find->text,
	    strlen(find->text) > 24 ? "." : "");
	if (find->current.end > find->current.start) {
		/* Which one it is shows once those before it are counted. */
		if (at < total)
			buf_format(out, "%zu/", at + 1);
		else
			total++;
	}
	buf_format(out, "%zu%s", total, find->running ? "+" : "");
	if (find->stopped)
		buf_str(out, _(" (stopped: partial)"));
	if (find_skipped(find))
		buf_format(out,
		    P_(" (%u paragraph too slow)", " (%u paragraphs too slow)",
		        find_skipped(find)),
		    find_skipped(find));
}
