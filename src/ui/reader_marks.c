/* Setting letter marks and bookmarks, and going to them. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "ui/page.h"
#include "ui/prompt.h"
#include "ui/reader_state.h"

/* A bookmark of a passage; its strings are borrowed. */
static void
make_bookmark(struct app *app, struct att_range range, char *title, size_t size,
    struct att_bookmark *b)
{
	const struct att_image *image = page_image(app->page);
	const struct att_section *s =
	    att_section(image, att_section_at(image, range.start));
	const char *number = att_image_string(image, s->number);

	snprintf(title, size, "%s%s%s", number, *number ? " " : "",
	    att_image_string(image, s->title));
	*b = (struct att_bookmark){
	    .title = title,
	    .work = reader_work_name(app, page_work(app->page)),
	};
	att_where_make(&b->where, image, range);
}

static bool
is_letter(uint32_t letter)
{
	return letter <= 'z' && isalpha((int)letter);
}

unsigned
reader_set_letter(struct app *app, uint32_t letter)
{
	att_pos pos = app_here(app);
	struct att_error err = {0};
	struct att_bookmark b;
	char title[512], said[64];
	bool ok;

	if (!is_letter(letter))
		return app_fail(app, _("a mark is a letter: a to z for this "
		                       "work, A to Z for all"));
	make_bookmark(
	    app, (struct att_range){pos, pos}, title, sizeof(title), &b);
	ok = att_bookmarks_set_letter(
	    app->reader->store, &b, (char)letter, &err);
	snprintf(said, sizeof(said), _("mark %c is set here"), (char)letter);
	return reader_saved(app, ok, &err, said);
}

/* A work that is not open yet is opened. */
unsigned
reader_open_bookmark(struct app *app, size_t row)
{
	const struct att_bookmark *b =
	    att_bookmarks_get(app->reader->store, row);
	size_t work = reader_work_open(app, b->work);
	const struct att_image *image;
	struct att_range range;
	enum att_found found;
	unsigned fx;

	if (work == SIZE_MAX && app->restricted)
		return app_fail(app, _("%s is not open"), b->work);
	if (work == SIZE_MAX)
		work = att_library_add_kept(app->library, b->work);
	if (work == SIZE_MAX)
		return app_fail(app, _("%s is not there any more"), b->work);
	image = app_image(app, work);
	if (!image)
		return FX_DRAW;
	found = att_where_find(&b->where, image, &range);
	fx = app_go(app, (struct place){work, range.start});
	if (found == ATT_FOUND_LOST)
		return app_fail(app, _("the marked words are gone from this "
		                       "edition; this is where they were"));
	return fx;
}

static size_t
find_letter(struct app *app, char letter)
{
	const struct att_bookmarks *store = app->reader->store;
	size_t work, row;

	if (!page_is_open(app->page))
		return att_bookmarks_letter(store, "", letter);
	work = page_work(app->page);
	row = att_bookmarks_letter(store, reader_work_name(app, work), letter);
	if (row == SIZE_MAX)
		row = att_bookmarks_letter(
		    store, att_library_path(app->library, work), letter);
	return row;
}

unsigned
reader_go_letter(struct app *app, uint32_t letter)
{
	size_t row;

	if (letter == '\'')
		return app_act(app, ACT_BACK, 0);
	if (!is_letter(letter))
		return app_fail(app, _("a mark is a letter"));
	row = find_letter(app, (char)letter);
	if (row == SIZE_MAX)
		return app_fail(app, _("mark %c is not set: m%c sets it"),
		    (char)letter, (char)letter);
	return reader_open_bookmark(app, row);
}

static unsigned
add(struct app *app, struct att_bookmark *b)
{
	struct att_error err = {0};
	bool ok = att_bookmarks_add(app->reader->store, b, NULL, &err);

	page_select(app->page, (struct att_range){0, 0});
	return reader_saved(app, ok, &err,
	    b->note && *b->note
	        ? _("bookmarked with your note: a again edits it")
	        : _("bookmarked: a again edits it"));
}

static unsigned
add_noted(struct app *app, void *ctx, const char *text)
{
	struct att_bookmark b;
	char title[512];

	(void)ctx;
	make_bookmark(app, reader_passage(app), title, sizeof(title), &b);
	b.note = text;
	return add(app, &b);
}

/* Ctrl-X goes on in $VISUAL, with title, folder and tags. */
static unsigned
add_key(struct app *app, void *ctx, const struct key *key)
{
	enum { CTRL_X = 24 };
	struct form form = {0};
	struct att_bookmark b;
	char title[512];
	char *note;
	unsigned fx = FX_DRAW;

	(void)ctx;
	if (key->code != CTRL_X || !app->edit_text)
		return FX_PASS;
	make_bookmark(app, reader_passage(app), title, sizeof(title), &b);
	b.note = note = mem_dup(prompt_text(app->prompt));
	prompt_close(app);
	if (reader_form_edit(app, &form, &b))
		fx = add(app, &b);
	reader_form_done(&form);
	free(note);
	return fx;
}

static void
add_info(struct app *app, void *ctx, struct buf *out, int *caret)
{
	(void)ctx;
	(void)caret;
	buf_str(out, app->edit_text
	                 ? _("Enter bookmarks, with or without a note; C-x "
	                     "all of it in your editor")
	                 : _("Enter bookmarks, with or without a note"));
}

/* The bookmark whose passage is just that. */
static const char *
bookmark_of(struct app *app, struct att_range range)
{
	const struct reader *r = app->reader;

	for (size_t i = 0; i < r->spots; i++) {
		const struct spot *s = &r->spot[i];

		if (s->found != ATT_FOUND_LOST && range.end > range.start &&
		    s->range.start == range.start && s->range.end == range.end)
			return att_bookmarks_get(r->store, s->row)->id;
	}
	return NULL;
}

unsigned
reader_add_bookmark(struct app *app)
{
	static const struct prompt_ops ops = {.label = N_("note: "),
	    .done = add_noted,
	    .key = add_key,
	    .info = add_info};
	struct att_range range = reader_passage(app);
	const char *known = bookmark_of(app, range);

	if (known)
		return reader_edit_bookmark(app, known);
	if (page_selection(app->page).end == page_selection(app->page).start)
		page_select(app->page, range);
	return prompt_open(app, &ops, NULL, "");
}
