/* Marks, notes and highlights of the work that is open: the store's records,
 * each resolved once against the image that is shown. */
#include "ui/reader.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "ui/copy.h"
#include "ui/find.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/prompt.h"
#include "ui/reader_state.h"

struct reader *
reader_new(struct app *app, bool private)
{
	struct reader *r = mem_alloc(sizeof(*r));
	struct att_bookmarks_opts opts = {.private = private};
	struct att_error err = {0};
	const char *notice;

	r->private = private;
	r->earlier = SIZE_MAX;
	r->store = att_bookmarks_open(&opts, &err);
	r->places =
	    att_places_open(&(struct att_places_opts){.private = private});
	/* A guest has no home to keep anything in, which is no fault. */
	if (err.text[0] && !app->restricted)
		app_fail(app, _("bookmarks were not read: %s"), err.text);
	notice = att_bookmarks_notice(r->store);
	if (notice)
		app_say(app, "%s", notice);
	return r;
}

char *
reader_keep(struct app *app)
{
	struct att_bookmarks *store = app->reader->store;
	size_t unsaved;
	struct att_error why = {0}, err = {0};
	const char *path;

	/* Whatever was in the way may be gone. */
	if (att_bookmarks_save(store, &why))
		return NULL;
	unsaved = att_bookmarks_unsaved(store);
	if (!att_bookmarks_rescue(store, &path, &err))
		return mem_format(P_("%zu change of bookmarks is lost: %s; %s",
		                      "%zu changes of bookmarks are lost: "
		                      "%s; %s",
		                      unsaved),
		    unsaved, why.text, err.text);
	return mem_format(
	    P_("%zu change of bookmarks is not saved (%s); %s keeps it for "
	       "the next start",
	        "%zu changes of bookmarks are not saved (%s); %s keeps them "
	        "for the next start",
	        unsaved),
	    unsaved, why.text, path);
}

void
reader_free(struct app *app, struct reader *r)
{
	(void)app;
	if (!r)
		return;
	att_bookmarks_save(r->store, NULL);
	att_bookmarks_free(r->store);
	att_places_free(r->places);
	for (size_t i = 0; i < r->kept_count; i++)
		free(r->kept[i]);
	free(r->kept);
	free(r->editing);
	free(r->question);
	free(r->said);
	free(r->spot);
	free(r);
}

/* Asked for every bookmark, so it is asked of the library once. */
const char *
reader_work_name(const struct app *app, size_t work)
{
	struct reader *r = app->reader;

	if (work >= r->kept_count) {
		r->kept = mem_resize(r->kept, (work + 1) * sizeof(*r->kept));
		while (r->kept_count <= work)
			r->kept[r->kept_count++] = NULL;
	}
	if (!r->kept[work])
		r->kept[work] = att_library_kept(app->library, work);
	return r->kept[work];
}

static bool
is_kept_as(const struct app *app, size_t work, const char *kept)
{
	return strcmp(kept, reader_work_name(app, work)) == 0 ||
	       strcmp(kept, att_library_path(app->library, work)) == 0;
}

size_t
reader_work_open(const struct app *app, const char *kept)
{
	for (size_t i = 0; i < att_library_count(app->library); i++) {
		if (is_kept_as(app, i, kept))
			return i;
	}
	return SIZE_MAX;
}

static int
by_position(const void *a, const void *b)
{
	const struct spot *x = a, *y = b;

	if (x->range.start != y->range.start)
		return x->range.start < y->range.start ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

void
reader_resolve(struct app *app)
{
	struct reader *r = app->reader;
	const struct att_image *image = page_image(app->page);

	r->spots = 0;
	for (size_t i = 0; image && i < att_bookmarks_count(r->store); i++) {
		const struct att_bookmark *b = att_bookmarks_get(r->store, i);
		struct spot *s;

		if (!is_kept_as(app, page_work(app->page), b->work))
			continue;
		r->spot = mem_grow(
		    r->spot, &r->spot_cap, r->spots + 1, sizeof(*r->spot));
		s = &r->spot[r->spots++];
		*s = (struct spot){
		    .row = i, .letter = b->letter, .note = b->note && *b->note};
		s->found = att_where_find(&b->where, image, &s->range);
	}
	if (r->spots)
		qsort(r->spot, r->spots, sizeof(*r->spot), by_position);
}

void
reader_refresh(struct app *app)
{
	struct att_error err = {0};
	bool changed;

	if (!att_bookmarks_refresh(app->reader->store, &changed, &err))
		app_fail(app, _("bookmarks were not read: %s"), err.text);
	if (!changed)
		return;
	reader_resolve(app);
	view_bookmarks_changed(app);
}

void
reader_work_changed(struct app *app)
{
	if (!app->reader)
		return;
	reader_refresh(app);
	reader_resolve(app);
}

bool
reader_highlights(const struct app *app, att_pos pos)
{
	const struct reader *r = app->reader;

	for (size_t i = 0; r && i < r->spots; i++) {
		if (r->spot[i].range.start > pos)
			break;
		if (r->spot[i].found != ATT_FOUND_LOST &&
		    pos < r->spot[i].range.end)
			return true;
	}
	return false;
}

const char *
reader_gutter(const struct app *app, struct att_range line)
{
	static const char letters[] = "a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n"
	                              "\0o\0p\0q\0r\0s\0t\0u\0v\0w\0x\0y\0z\0"
	                              "A\0B\0C\0D\0E\0F\0G\0H\0I\0J\0K\0L\0M\0"
	                              "N\0O\0P\0Q\0R\0S\0T\0U\0V\0W\0X\0Y\0Z";
	const struct reader *r = app->reader;
	const char *mark = NULL;

	for (size_t i = 0; r && i < r->spots; i++) {
		const struct spot *s = &r->spot[i];

		if (s->range.start < line.start ||
		    s->range.start >=
		        (line.end > line.start ? line.end : line.start + 1))
			continue;
		if (s->letter)
			return letters + 2 * (islower((unsigned char)s->letter)
			                             ? s->letter - 'a'
			                             : s->letter - 'A' + 26);
		mark = s->note ? "n" : "*";
	}
	return mark;
}

/* The change itself was made. Why it is not in the file is said once; later
 * that it is not. */
static unsigned
say_unsaved(struct app *app, const struct att_error *err, const char *what)
{
	struct reader *r = app->reader;
	bool again = r->said && strcmp(r->said, err->text) == 0;

	if (err->code == ATT_EUSAGE || err->code == ATT_ENOTFOUND)
		return app_fail(app, "%s", err->text);
	free(r->said);
	r->said = mem_dup(err->text);
	return app_fail(app, _("kept until you quit, not saved: %s"),
	    again ? what : err->text);
}

unsigned
reader_saved(
    struct app *app, bool ok, const struct att_error *err, const char *what)
{
	const char *notice = att_bookmarks_notice(app->reader->store);

	reader_resolve(app);
	view_bookmarks_changed(app);
	if (!ok)
		return say_unsaved(app, err, what);
	return notice ? app_fail(app, "%s", notice) : app_say(app, "%s", what);
}

static unsigned
quit_answer(struct app *app, uint32_t letter)
{
	struct att_error err = {0};

	if (letter == 'q')
		app->reader->quit_asked = true;
	else if (letter != 's')
		return FX_DRAW;
	else if (!att_bookmarks_save(app->reader->store, &err))
		return app_fail(app, "%s", err.text);
	return FX_QUIT;
}

bool
reader_may_quit(struct app *app)
{
	struct reader *r = app->reader;
	struct att_error err = {0};

	if (!r || r->quit_asked || att_bookmarks_save(r->store, &err))
		return true;
	free(r->question);
	r->question = mem_format(
	    P_("%zu not saved: q quit, it goes into a file, s save again, Esc "
	       "stay (%s) ",
	        "%zu not saved: q quit, they go into a file, s save again, Esc "
	        "stay (%s) ",
	        att_bookmarks_unsaved(r->store)),
	    att_bookmarks_unsaved(r->store), err.text);
	prompt_letter(app, r->question, quit_answer);
	return false;
}

struct att_range
reader_passage(struct app *app)
{
	const struct att_image *image = page_image(app->page);
	struct att_range range = page_selection(app->page);
	att_pos pos;
	uint32_t row;

	if (range.end > range.start)
		return range;
	pos = app_here(app);
	row = att_block_at(image, pos);
	if (row == ATT_NONE)
		return (struct att_range){pos, pos};
	return (struct att_range){
	    att_block(image, row)->start, att_block(image, row)->end};
}

static unsigned
undo(struct app *app)
{
	struct att_error err = {0};
	const char *id = "";
	bool ok = att_bookmarks_undo(app->reader->store, &id, &err);
	unsigned fx = reader_saved(app, ok, &err, _("the bookmark is back"));

	view_bookmarks_select(app, id);
	return fx;
}

static bool
is_mine(enum action action)
{
	static const enum action mine[] = {ACT_MARK, ACT_MARK_GO, ACT_BOOKMARK,
	    ACT_BOOKMARKS, ACT_COPY, ACT_UNDO};

	for (size_t i = 0; i < COUNT(mine); i++) {
		if (mine[i] == action)
			return true;
	}
	return false;
}

unsigned
reader_act(struct app *app, enum action action, long count)
{
	bool open = page_is_open(app->page);

	(void)count;
	if (!app->reader || !is_mine(action))
		return FX_PASS;
	reader_refresh(app);
	switch ((unsigned)action) {
	case ACT_MARK:
		return open ? prompt_letter(app, _("mark with a letter: "),
		                  reader_set_letter)
		            : FX_NONE;
	case ACT_MARK_GO:
		return prompt_letter(
		    app, _("go to mark (' is back): "), reader_go_letter);
	case ACT_BOOKMARK:
		return open ? reader_add_bookmark(app) : FX_NONE;
	case ACT_BOOKMARKS:
		return app_push(app, view_bookmarks(app));
	case ACT_COPY:
		return open ? copy_ask(app) : FX_NONE;
	case ACT_UNDO:
		return undo(app);
	}
	return FX_PASS;
}
