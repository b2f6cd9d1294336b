/* Searching as you type. Two things go on: the nearest match is found at once
 * (stopped by any key), and all matches are collected in slices. */
#include "ui/find.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/find_words.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/prompt.h"
#include "ui/reader.h"

enum { SLICE = 8000 /* microseconds */, EARLIER = 100 };

struct find {
	char *text; /* of the pattern that compiled last, "" none */
	unsigned flags;
	bool backward;
	unsigned scope_choice; /* 0 work, 1 section, 2 section and below */
	unsigned kind_choice;  /* row of att_scope_names, 0 any */
	struct att_scope scope;
	struct att_pattern *pattern; /* NULL: inactive */
	struct att_search *search;   /* of the page's work */
	bool running;
	bool stopped;
	struct att_range current;
	char error[256]; /* of what is being typed */
	int caret;       /* byte of the error in the prompt's text; -1 none */
	struct place origin; /* where the prompt was opened */
	struct att_range origin_current;
	char *earlier[EARLIER]; /* newest first */
};

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

static void
set_scope(struct app *app)
{
	struct find *find = app->find;
	const struct att_image *image = page_image(app->page);
	const char *const *names = att_scope_names();

	memset(&find->scope, 0, sizeof(find->scope));
	if (find->scope_choice == 1)
		find->scope.subtree =
		    att_section(image, page_section(app->page))->node;
	if (find->kind_choice)
		att_scope_add(&find->scope, names[find->kind_choice - 1]);
}

static void
start_search(struct app *app)
{
	struct find *find = app->find;

	att_search_free(find->search);
	find->search = NULL;
	find->running = find->stopped = false;
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
	app->find->current = (struct att_range){0, 0};
	app->find->scope_choice = 0;
	start_search(app);
}

void
find_clear(struct app *app)
{
	struct find *find = app->find;

	att_search_free(find->search);
	att_pattern_free(find->pattern);
	find->search = NULL;
	find->pattern = NULL;
	find->running = find->stopped = false;
	find->current = (struct att_range){0, 0};
}

static void
take_pattern(struct find *find, struct att_pattern *pattern, const char *text)
{
	char *copy = mem_dup(text);

	/* The search refers to the pattern: it goes first. */
	att_search_free(find->search);
	find->search = NULL;
	att_pattern_free(find->pattern);
	find->pattern = pattern;
	free(find->text);
	find->text = copy;
	find->current = (struct att_range){0, 0};
}

bool
find_start(
    struct app *app, const char *text, unsigned flags, struct att_error *err)
{
	struct att_pattern *pattern = att_pattern_new(text, flags, NULL, err);

	if (!pattern)
		return false;
	app->find->flags = flags;
	take_pattern(app->find, pattern, text);
	start_search(app);
	return true;
}

bool
find_slice(struct app *app)
{
	struct find *find = app->find;

	if (!find->running)
		return false;
	find->running = att_search_step(find->search, SLICE);
	for (size_t i = 0; i < app->views; i++) {
		if (list_ops_of(&app->view[i]))
			list_changed(app->view[i].data);
	}
	return find->running;
}

void
find_stop(struct find *find)
{
	find->stopped = find->running;
	find->running = false;
}

/* Any key stops looking for the nearest match. */
static bool
typed_ahead(void *ctx)
{
	struct app *app = ctx;

	return app_typed_ahead(app);
}

/* Select the nearest match from pos on, or from the other end of the work. */
static bool
go_near(struct app *app, att_pos pos, bool backward, bool *wrapped)
{
	struct find *find = app->find;
	const struct att_image *image = page_image(app->page);
	size_t size;
	struct att_range match;

	att_image_text(image, &size);
	*wrapped = false;
	if (!att_search_near(find->pattern, image, &find->scope, pos, backward,
	        typed_ahead, app, &match)) {
		*wrapped = true;
		if (app_typed_ahead(app) ||
		    !att_search_near(find->pattern, image, &find->scope,
		        backward ? (att_pos)size : 0, backward, typed_ahead,
		        app, &match))
			return false;
	}
	find->current = match;
	page_reveal(app, app->page, match.start);
	return true;
}

static void
go_origin(struct app *app)
{
	struct find *find = app->find;

	page_open(app, app->page, find->origin.work, page_image(app->page),
	    find->origin.pos);
	find->current = find->origin_current;
}

static unsigned
search_typed(struct app *app, const char *text)
{
	struct find *find = app->find;
	struct att_error err = {0};
	struct att_pattern *pattern;
	size_t offset = 0;
	bool wrapped;

	find->error[0] = '\0';
	find->caret = -1;
	if (*text == '\0') {
		find_clear(app);
		go_origin(app);
		return FX_DRAW;
	}
	pattern = att_pattern_new(text, find->flags, &offset, &err);
	if (!pattern) {
		memcpy(find->error, err.text, sizeof(find->error) - 1);
		find->caret = (int)offset;
		return FX_DRAW; /* the last good matches stay */
	}
	take_pattern(find, pattern, text);
	start_search(app);
	go_origin(app);
	find->current = (struct att_range){0, 0};
	go_near(app, find->origin.pos, find->backward, &wrapped);
	return FX_DRAW;
}

static unsigned
changed(struct app *app, void *ctx, const char *text)
{
	(void)ctx;
	return search_typed(app, text);
}

static void
remember(struct find *find, const char *text)
{
	int at = 0;

	while (at < EARLIER - 1 && find->earlier[at] &&
	       strcmp(find->earlier[at], text) != 0)
		at++;
	free(find->earlier[at]);
	memmove(find->earlier + 1, find->earlier,
	    (size_t)at * sizeof(*find->earlier));
	find->earlier[0] = mem_dup(text);
}

/* This run's first, then those of earlier runs. */
static const char *
earlier(struct app *app, size_t back)
{
	size_t mine = 0;

	while (mine < EARLIER && app->find->earlier[mine])
		mine++;
	return back < mine ? app->find->earlier[back]
	                   : reader_search(app, back - mine);
}

static unsigned
done(struct app *app, void *ctx, const char *text)
{
	struct find *find = app->find;
	struct att_range match = find->current;
	struct place here = app_place(app);

	(void)ctx;
	if (*text == '\0' && find->earlier[0])
		search_typed(app, find->earlier[0]);
	if (!find->pattern)
		return find->caret >= 0 ? app_fail(app, "%s", find->error)
		                        : FX_DRAW;
	if (find->caret >= 0) {
		find->caret = -1;
		return app_fail(app, "%s", find->error);
	}
	remember(find, find->text);
	reader_searched(app, find->text);
	match = find->current;
	if (match.end == match.start && match.start == 0)
		return find_nothing(app, find->text);
	/* Leaving the origin is a jump that back returns from. */
	here.pos = find->origin.pos;
	app_remember(app, here);
	return FX_DRAW;
}

static unsigned
left(struct app *app, void *ctx)
{
	struct find *find = app->find;

	(void)ctx;
	find->caret = -1;
	find_clear(app);
	go_origin(app);
	return FX_DRAW;
}

/* The toggles of the prompt. */
static unsigned
toggle(struct app *app, void *ctx, const struct key *key)
{
	struct find *find = app->find;
	const char *const *names = att_scope_names();

	(void)ctx;
	switch (key->code) {
	case 'R' - 64:
		find->flags ^= ATT_P_LITERAL;
		break;
	case 'T' - 64:
		if (find->flags & ATT_P_CASE)
			find->flags ^= ATT_P_CASE | ATT_P_NOCASE;
		else if (find->flags & ATT_P_NOCASE)
			find->flags ^= ATT_P_NOCASE;
		else
			find->flags |= ATT_P_CASE;
		break;
	case 'W' - 64:
		find->flags ^= ATT_P_WORD;
		break;
	case 'S' - 64:
		find->scope_choice = !find->scope_choice;
		break;
	case 'K' - 64:
		if (!names[find->kind_choice++])
			find->kind_choice = 0;
		break;
	default:
		return FX_PASS;
	}
	return search_typed(app, prompt_text(app->prompt));
}

static void
info(struct app *app, void *ctx, struct buf *out, int *caret)
{
	struct find *find = app->find;
	const char *const *names = att_scope_names();
	size_t count;

	(void)ctx;
	*caret = find->caret;
	if (find->caret >= 0) {
		buf_format(out,
		    "! %s at %d; what is shown is of the last "
		    "pattern that was right",
		    find->error, find->caret);
		return;
	}
	find_matches(find, &count);
	if (find->pattern)
		buf_format(out, "%zu%s  ", count, find->running ? "+" : "");
	buf_format(out, "^R %s  ^T %s  ^W %s  ^S %s  ^K %s",
	    find->flags & ATT_P_LITERAL ? "LITERAL" : "literal",
	    find->flags & ATT_P_CASE     ? "CASE"
	    : find->flags & ATT_P_NOCASE ? "nocase"
	                                 : "case: smart",
	    find->flags & ATT_P_WORD ? "WORD" : "word",
	    find->scope_choice ? "IN THIS SECTION" : "whole work",
	    find->kind_choice ? names[find->kind_choice - 1] : "all kinds");
}

static const struct prompt_ops forward_ops = {
    .label = "/",
    .changed = changed,
    .done = done,
    .left = left,
    .key = toggle,
    .info = info,
    .earlier = earlier,
};

static const struct prompt_ops backward_ops = {
    .label = "?",
    .changed = changed,
    .done = done,
    .left = left,
    .key = toggle,
    .info = info,
    .earlier = earlier,
};

unsigned
find_open(struct app *app, bool backward)
{
	struct find *find = app->find;

	if (!page_is_open(app->page))
		return app_say(app, "open a work first");
	app_show_page(app);
	find->origin =
	    (struct place){page_work(app->page), page_top(app->page)};
	find->origin_current = find->current;
	find->backward = backward;
	find->error[0] = '\0';
	find->caret = -1;
	return prompt_open(
	    app, backward ? &backward_ops : &forward_ops, NULL, "");
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
	find->current = match[at];
	page_reveal(app, app->page, match[at].start);
	if (wrapped)
		return app_say(app,
		    backward ? "on from the end" : "on from the beginning");
	return FX_DRAW;
}

unsigned
find_next(struct app *app, bool backward, long count)
{
	struct find *find = app->find;
	bool wrapped;
	size_t total;
	att_pos pos;

	if (!find->pattern && find->earlier[0])
		find_start(app, find->earlier[0], find->flags, NULL);
	if (!find->pattern)
		return app_say(app, "nothing is searched for: / searches");
	app_show_page(app);
	backward ^= find->backward;
	find_matches(find, &total);
	if (!find->running && total)
		return next_known(app, backward, count > 0 ? count : 1);
	pos = find->current.end > find->current.start
	          ? backward ? find->current.start : find->current.end
	          : page_top(app->page);
	if (!go_near(app, pos, backward, &wrapped))
		return find_nothing(app, find->text);
	return wrapped ? app_say(app, "on from the %s",
	                     backward ? "end" : "beginning")
	               : FX_DRAW;
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
	if (find->current.end > find->current.start)
		buf_format(out, "%zu/", at + 1);
	buf_format(out, "%zu%s", total, find->running ? "+" : "");
	if (find->stopped)
		buf_str(out, " (stopped)");
	if (find_skipped(find))
		buf_format(
		    out, " (%u paragraphs too slow)", find_skipped(find));
}
