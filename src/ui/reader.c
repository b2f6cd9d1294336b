/* Marks, notes and highlights of the work that is open: the store's records,
 * each resolved once against the image that is shown. */
#include "ui/reader.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attache/bookmarks.h"
#include "base/mem.h"
#include "ui/copy.h"
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

	r->private = private;
	r->store = att_bookmarks_open(&opts, &err);
	r->places =
	    att_places_open(&(struct att_places_opts){.private = private});
	if (err.text[0])
		app_fail(app, "%s", err.text);
	return r;
}

void
reader_free(struct app *app, struct reader *r)
{
	(void)app;
	if (!r)
		return;
	att_bookmarks_free(r->store);
	att_places_free(r->places);
	free(r->spot);
	free(r);
}

const char *
reader_work_name(const struct app *app, size_t work)
{
	/* Names of installed works are theirs alone; a file's are not. */
	return strcmp(att_library_origin(app->library, work), "installed") == 0
	           ? att_library_name(app->library, work)
	           : att_library_path(app->library, work);
}

static bool
of_work(struct app *app, const struct att_bookmark *b, size_t work)
{
	return strcmp(b->work, reader_work_name(app, work)) == 0 ||
	       strcmp(b->work, att_library_path(app->library, work)) == 0;
}

static int
by_position(const void *a, const void *b)
{
	const struct spot *x = a, *y = b;

	if (x->range.start != y->range.start)
		return x->range.start < y->range.start ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* Where every bookmark of the open work is now. */
void
reader_resolve(struct app *app)
{
	struct reader *r = app->reader;
	const struct att_image *image = page_image(app->page);

	r->spots = 0;
	for (size_t i = 0; image && i < att_bookmarks_count(r->store); i++) {
		const struct att_bookmark *b = att_bookmarks_get(r->store, i);
		struct spot *s;

		if (!of_work(app, b, page_work(app->page)))
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
reader_work_changed(struct app *app)
{
	if (app->reader)
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

/* What a failed save means is said; the change itself was made. */
unsigned
reader_saved(
    struct app *app, bool ok, const struct att_error *err, const char *what)
{
	const char *notice = att_bookmarks_notice(app->reader->store);

	reader_resolve(app);
	if (!ok)
		return app_fail(app, "%s", err->text);
	return notice ? app_fail(app, "%s", notice) : app_say(app, "%s", what);
}

/* The selected passage, else the paragraph at the top (or the reference). */
struct att_range
reader_passage(struct app *app)
{
	const struct att_image *image = page_image(app->page);
	struct att_range range = page_selection(app->page);
	uint32_t row;

	if (range.end > range.start)
		return range;
	row = att_block_at(image, page_here(app->page));
	if (row == ATT_NONE)
		return (struct att_range){
		    page_here(app->page), page_here(app->page)};
	return (struct att_range){
	    att_block(image, row)->start, att_block(image, row)->end};
}

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

static unsigned
set_letter(struct app *app, uint32_t letter)
{
	struct att_range here = reader_passage(app);
	struct att_error err = {0};
	struct att_bookmark b;
	char title[512], said[64];
	bool ok;

	if (letter > 'z' || !isalpha((int)letter))
		return app_fail(app, "a mark is a letter: a to z for this "
		                     "work, A to Z for all");
	here.end = here.start;
	if (page_selection(app->page).end == page_selection(app->page).start &&
	    page_link(app->page) == ATT_NONE)
		here.start = here.end = page_top(app->page);
	make_bookmark(app, here, title, sizeof(title), &b);
	ok = att_bookmarks_set_letter(
	    app->reader->store, &b, (char)letter, &err);
	snprintf(said, sizeof(said), "mark %c is set here", (char)letter);
	return reader_saved(app, ok, &err, said);
}

unsigned
reader_open_bookmark(struct app *app, size_t row)
{
	const struct att_bookmark *b =
	    att_bookmarks_get(app->reader->store, row);
	size_t work = att_library_find(app->library, b->work);
	struct att_range range;
	const struct att_image *image;
	enum att_found found;
	unsigned fx;

	if (work == SIZE_MAX)
		return app_fail(app,
		    "%s is not open: start attache with it "
		    "to go there",
		    b->work);
	image = app_image(app, work);
	if (!image)
		return FX_DRAW;
	found = att_where_find(&b->where, image, &range);
	fx = app_go(app, (struct place){work, range.start});
	if (found == ATT_FOUND_LOST)
		return app_fail(app, "the marked words are gone from this "
		                     "edition; this is where they were");
	return fx;
}

static unsigned
go_letter(struct app *app, uint32_t letter)
{
	size_t row;

	if (letter == '\'')
		return app_act(app, ACT_BACK, 0);
	if (letter > 'z' || !isalpha((int)letter))
		return app_fail(app, "a mark is a letter");
	row = att_bookmarks_letter(app->reader->store,
	    page_is_open(app->page)
	        ? reader_work_name(app, page_work(app->page))
	        : "",
	    (char)letter);
	if (row == SIZE_MAX)
		return app_fail(app, "mark %c is not set: m%c sets it",
		    (char)letter, (char)letter);
	return reader_open_bookmark(app, row);
}

static unsigned
add_noted(struct app *app, void *ctx, const char *text)
{
	struct att_error err = {0};
	struct att_bookmark b;
	char title[512];
	bool ok;

	(void)ctx;
	make_bookmark(app, reader_passage(app), title, sizeof(title), &b);
	b.note = text;
	ok = att_bookmarks_add(app->reader->store, &b, NULL, &err);
	page_select(app->page, (struct att_range){0, 0});
	return reader_saved(app, ok, &err,
	    *text ? "bookmarked with your note (B lists all)"
	          : "bookmarked (B lists all)");
}

static unsigned
add_bookmark(struct app *app)
{
	static const struct prompt_ops ops = {
	    .label = "note (may be empty): ", .done = add_noted};

	if (page_selection(app->page).end == page_selection(app->page).start)
		page_select(app->page, reader_passage(app));
	return prompt_open(app, &ops, NULL, "");
}

static unsigned
undo(struct app *app)
{
	struct att_error err = {0};
	const char *id;
	bool ok = att_bookmarks_undo(app->reader->store, &id, &err);

	return reader_saved(app, ok, &err, "the bookmark is back");
}

/* The name that places and bookmarks keep for a work: an installed one's own,
 * else the path of its file, which the same name elsewhere is not. */
static struct att_visit
visit_here(struct app *app)
{
	const struct att_image *image = page_image(app->page);
	att_pos top = page_top(app->page);
	const struct att_section *s =
	    att_section(image, att_section_at(image, top));
	struct att_visit visit = {
	    .work = reader_work_name(app, page_work(app->page)),
	    .title = att_image_string(image, s->title),
	};

	att_where_make(&visit.where, image, (struct att_range){top, top});
	return visit;
}

void
reader_leave(struct app *app)
{
	struct att_visit visit;

	if (!app->reader || !page_is_open(app->page))
		return;
	visit = visit_here(app);
	att_places_set_last(app->reader->places, &visit, NULL);
}

void
reader_visited(struct app *app)
{
	struct att_visit visit;

	if (!app->reader || !page_is_open(app->page))
		return;
	visit = visit_here(app);
	att_places_add_visit(app->reader->places, &visit, NULL);
}

bool
reader_position(struct app *app, size_t work, att_pos *pos)
{
	const struct att_image *image;
	struct att_visit visit;
	struct att_range range;

	*pos = 0;
	if (!app->reader || !att_places_last(app->reader->places,
	                        reader_work_name(app, work), &visit))
		return false;
	image = att_library_image(app->library, work, NULL);
	if (!image)
		return false;
	att_where_find(&visit.where, image, &range);
	*pos = range.start;
	return true;
}

bool
reader_last(struct app *app, struct place *place)
{
	int64_t newest = 0;

	place->work = SIZE_MAX;
	for (size_t i = 0; app->reader && i < att_library_count(app->library);
	     i++) {
		struct att_visit visit;
		att_pos pos;

		if (!att_places_last(app->reader->places,
		        reader_work_name(app, i), &visit) ||
		    visit.time < newest || !reader_position(app, i, &pos))
			continue;
		newest = visit.time;
		*place = (struct place){i, pos};
	}
	return place->work != SIZE_MAX;
}

bool
reader_earlier(struct app *app, size_t back, struct visited *visited)
{
	size_t count = app->reader ? att_places_visits(app->reader->places) : 0;
	const struct att_image *image;
	struct att_visit visit;
	struct att_range range;

	if (back >= count)
		return false;
	att_places_visit(app->reader->places, count - 1 - back, &visit);
	visited->title = visit.title;
	visited->work = visit.work;
	visited->place =
	    (struct place){att_library_find(app->library, visit.work), 0};
	if (visited->place.work == SIZE_MAX)
		return true;
	image = att_library_image(app->library, visited->place.work, NULL);
	if (image) {
		att_where_find(&visit.where, image, &range);
		visited->place.pos = range.start;
	}
	return true;
}

void
reader_searched(struct app *app, const char *pattern)
{
	if (app->reader)
		att_places_add_search(app->reader->places, pattern, NULL);
}

const char *
reader_search(struct app *app, size_t back)
{
	size_t count =
	    app->reader ? att_places_searches(app->reader->places) : 0;

	return back < count
	           ? att_places_search(app->reader->places, count - 1 - back)
	           : NULL;
}

unsigned
reader_act(struct app *app, enum action action, long count)
{
	bool open = page_is_open(app->page);

	(void)count;
	if (!app->reader)
		return FX_PASS;
	switch ((unsigned)action) {
	case ACT_MARK:
		return open ? prompt_letter(app, "mark: ", set_letter)
		            : FX_NONE;
	case ACT_MARK_GO:
		return prompt_letter(
		    app, "go to mark (' is back): ", go_letter);
	case ACT_BOOKMARK:
		return open ? add_bookmark(app) : FX_NONE;
	case ACT_BOOKMARKS:
		return app_push(app, view_bookmarks(app));
	case ACT_COPY:
		return open ? copy_ask(app) : FX_NONE;
	case ACT_UNDO:
		return undo(app);
	}
	return FX_PASS;
}
