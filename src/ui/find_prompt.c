/* Typing a search: every change searches anew from where the prompt was
 * opened, and Esc returns there. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "ui/find_state.h"
#include "ui/find_words.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/prompt.h"
#include "ui/reader.h"

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
	go_origin(app);
	find_take(app, pattern, text);
	find_seek(app, find->origin.pos, find->backward, &wrapped);
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

/* All works: the list of matches says where they are. */
static unsigned
arrived(struct app *app)
{
	struct find *find = app->find;

	if (find->current.end > find->current.start || find->current.start > 0)
		find_remember_origin(app);
	if (find->reach == REACH_LIBRARY)
		return app_push(app, view_results(app, true));
	if (find->seeking) {
		find->seek_leaves = true;
		return FX_DRAW;
	}
	return find->current.end == 0 ? find_nothing(app, find->text) : FX_DRAW;
}

static unsigned
done(struct app *app, void *ctx, const char *text)
{
	struct find *find = app->find;

	(void)ctx;
	if (*text == '\0' && find->earlier[0])
		search_typed(app, find->earlier[0]);
	if (find->caret >= 0) {
		find->caret = -1;
		return app_fail(app, "%s", find->error);
	}
	if (!find->pattern)
		return FX_DRAW;
	remember(find, find->text);
	reader_searched(app, find->text);
	return arrived(app);
}

static unsigned
left(struct app *app, void *ctx)
{
	struct find *find = app->find;

	(void)ctx;
	find->caret = -1;
	find->flags = find->origin_flags;
	find_clear(app);
	go_origin(app);
	page_select_ref(app->page, find->origin_ref);
	return FX_DRAW;
}

/* Work, this section, the one above it, all works; what would be the same as
 * the one before is left out. */
static void
next_reach(struct app *app)
{
	struct find *find = app->find;
	uint32_t before = find_scope_section(app);

	find->reach = (find->reach + 1) % REACHES;
	/* The work's own section is the whole work. */
	if (find->reach == REACH_SECTION && before == 0)
		find->reach = REACH_LIBRARY;
	if (find->reach == REACH_ABOVE) {
		uint32_t above = find_scope_section(app);

		if (above == before || above == 0)
			find->reach++;
	}
	if (find->reach == REACH_LIBRARY && att_library_count(app->library) < 2)
		find->reach = REACH_WORK;
}

static void
reach_name(struct app *app, struct buf *out)
{
	const struct find *find = app->find;
	const struct att_image *image = page_image(app->page);
	const struct att_section *s;
	const char *name;

	if (find->reach == REACH_WORK) {
		buf_str(out, _("whole work"));
	} else if (find->reach == REACH_LIBRARY) {
		buf_str(out, _("ALL WORKS"));
	} else {
		s = att_section(image, find_scope_section(app));
		name = att_image_string(image, s->number);
		if (!*name)
			name = att_image_string(image, s->title);
		/* TRANSLATORS: where is searched: a section by its number or
		 * title. */
		buf_format(out, _("IN %.*s"),
		    (int)utf8_cut(name, strlen(name), 20), name);
	}
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
		next_reach(app);
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
toggles(struct app *app, struct buf *out)
{
	const struct find *find = app->find;
	const char *const *names = att_scope_names();

	/* TRANSLATORS: keys of the search prompt, each with how it stands. */
	buf_format(out, _("^R %s  ^T %s  ^W %s  ^S "),
	    find->flags & ATT_P_LITERAL ? _("LITERAL") : _("literal"),
	    find->flags & ATT_P_CASE     ? _("CASE")
	    : find->flags & ATT_P_NOCASE ? _("nocase")
	                                 : _("case: smart"),
	    /* TRANSLATORS: whole words only; capitals: it is on. */
	    find->flags & ATT_P_WORD ? _("WORD") : _("word"));
	reach_name(app, out);
	buf_format(out, "  ^K %s",
	    find->kind_choice ? names[find->kind_choice - 1] : _("all kinds"));
}

static void
info(struct app *app, void *ctx, struct buf *out, int *caret)
{
	struct find *find = app->find;
	size_t count;

	(void)ctx;
	*caret = find->caret;
	if (find->caret >= 0) {
		buf_format(out,
		    _("! %s at %d; what is shown is of the last "
		      "pattern that was right"),
		    find->error, find->caret);
		return;
	}
	find_matches(find, &count);
	if (find->pattern && count == 0 && !find->running)
		buf_str(out, _("no match  "));
	else if (find->pattern)
		buf_format(out, "%zu%s  ", count, find->running ? "+" : "");
	else if (find->backward)
		buf_str(out, _("backwards (h is help)  "));
	toggles(app, out);
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
		return app_say(app, _("open a work first"));
	app_show_page(app);
	find->origin =
	    (struct place){page_work(app->page), page_top(app->page)};
	find->origin_ref = page_ref(app->page);
	find->origin_flags = find->flags;
	find->scope_pos = app_here(app);
	/* Every search begins in the whole work: what is left out must have
	 * been asked for. */
	find->reach = REACH_WORK;
	find->kind_choice = 0;
	find->origin_current = find->current;
	find->backward = backward;
	find->error[0] = '\0';
	find->caret = -1;
	return prompt_open(
	    app, backward ? &backward_ops : &forward_ops, NULL, "");
}
