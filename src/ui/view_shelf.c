/* The shelf: where you were, the works there are, the latest marks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/reader_state.h"

enum { MARKS_SHOWN = 5, HELP_COLS = 60, HELP_ROWS = 15 };
enum shelf_kind { HEADING, CONTINUE, WORK, MARK };

struct entry {
	enum shelf_kind kind;
	size_t row;       /* of the library, or of the bookmarks */
	const char *text; /* of a HEADING */
};

struct shelf {
	struct entry *entry;
	size_t count, cap;
	struct place last; /* to continue at */
	struct buf text;
};

static void
add(struct shelf *s, enum shelf_kind kind, size_t row, const char *text)
{
	s->entry = mem_grow(s->entry, &s->cap, s->count + 1, sizeof(*s->entry));
	s->entry[s->count++] = (struct entry){kind, row, text};
}

static void
fill(struct app *app, struct shelf *s)
{
	size_t marks =
	    app->reader ? att_bookmarks_count(app->reader->store) : 0;

	if (reader_last(app, &s->last)) {
		add(s, HEADING, 0, _("Continue"));
		add(s, CONTINUE, 0, NULL);
	}
	add(s, HEADING, 0, _("Works"));
	for (size_t i = 0; i < att_library_count(app->library); i++)
		add(s, WORK, i, NULL);
	if (marks)
		add(s, HEADING, 0, _("Latest marks and notes"));
	for (size_t i = 0; i < marks && i < MARKS_SHOWN; i++)
		add(s, MARK, marks - 1 - i, NULL);
}

static size_t
count(struct app *app, void *source)
{
	(void)app;
	return ((struct shelf *)source)->count;
}

static void
place_text(struct app *app, struct buf *out, struct place place)
{
	const struct att_image *image =
	    att_library_image(app->library, place.work, NULL);
	const struct att_section *s;
	const char *number;
	size_t size;

	if (!image)
		return;
	s = att_section(image, att_section_at(image, place.pos));
	number = att_image_string(image, s->number);
	att_image_text(image, &size);
	buf_format(out, "%s%s%s, %u%%", number, *number ? " " : "",
	    att_image_string(image, s->title),
	    (unsigned)((uint64_t)place.pos * 100 / (size ? size : 1)));
}

static void
work_row(struct app *app, struct shelf *s, size_t work, struct list_row *out)
{
	const struct att_image *image =
	    att_library_image(app->library, work, NULL);
	att_pos pos = 0;

	out->right = att_library_name(app->library, work);
	if (!image) {
		buf_format(&s->text, _("%s does not open (Enter says why)"),
		    out->right);
		out->right = NULL;
		out->dim = true;
		out->place = (struct place){work, 0};
		return;
	}
	buf_str(&s->text, att_image_meta(image, ATT_META_TITLE));
	reader_position(app, work, &pos);
	out->place = (struct place){work, pos};
}

static void
row(struct app *app, void *source, size_t at, struct list_row *out)
{
	struct shelf *s = source;
	const struct entry *e = &s->entry[at];
	const struct att_bookmark *b;

	buf_clear(&s->text);
	out->indent = e->kind != HEADING;
	switch (e->kind) {
	case HEADING:
		out->group = true;
		buf_str(&s->text, e->text);
		break;
	case CONTINUE:
		place_text(app, &s->text, s->last);
		out->place = s->last;
		out->right = att_library_name(app->library, s->last.work);
		break;
	case WORK:
		work_row(app, s, e->row, out);
		break;
	case MARK:
		b = att_bookmarks_get(app->reader->store, e->row);
		buf_format(&s->text, "%s: %s", b->title,
		    b->note && *b->note ? b->note : b->where.passage);
		out->right = b->work;
		break;
	}
	out->text = buf_cstr(&s->text);
}

static unsigned
enter(struct app *app, void *source, size_t at)
{
	struct shelf *s = source;
	struct list_row out = {.place.work = SIZE_MAX};

	if (s->entry[at].kind == MARK)
		return reader_open_bookmark(app, s->entry[at].row);
	row(app, s, at, &out);
	return app_go(app, out.place);
}

/* The first row that leads somewhere. */
static size_t
here(struct app *app, void *source)
{
	(void)app;
	return ((struct shelf *)source)->count > 1 ? 1 : SIZE_MAX;
}

static void
summary(struct app *app, void *source, struct buf *out)
{
	char help[32], quit[32];

	(void)source;
	app_keys(app, CTX_LIST, ACT_HELP, help, sizeof(help));
	app_keys(app, CTX_LIST, ACT_CLOSE, quit, sizeof(quit));
	buf_format(out,
	    _("j and k move, Enter opens; %.*s shows the keys, "
	      "%.*s t teaches them, %.*s leaves"),
	    (int)strcspn(help, ","), help, (int)strcspn(help, ","), help,
	    (int)strcspn(quit, ","), quit);
	if (app->grid.cols >= HELP_COLS && app->grid.rows >= HELP_ROWS)
		buf_format(out, ". %s",
		    _("In a work Tab and Enter follow references, l comes "
		      "back, / searches, t is the contents. T finds sections "
		      "by topic; attache FILE opens a document of yours."));
}

static void
shelf_free(void *source)
{
	struct shelf *s = source;

	free(s->entry);
	buf_done(&s->text);
	free(s);
}

/* TRANSLATORS: words of the line of keys, short: each follows a key. */
static const struct hint hints[] = {{ACT_FOLLOW, N_("open")},
    {ACT_HELP, N_("help")}, {ACT_TUTORIAL, N_("tutorial")},
    {ACT_BOOKMARKS, N_("bookmarks")}, {ACT_TOPICS, N_("topics")},
    {ACT_FILTER, N_("filter")}, {ACT_CLOSE, N_("quit")}, {ACT_NONE, NULL}};

static const struct list_ops ops = {
    .title = N_("Works"),
    .empty = N_("no works here: start attache with a file or a folder"),
    .hints = hints,
    .count = count,
    .row = row,
    .enter = enter,
    .here = here,
    .summary = summary,
    .free = shelf_free,
};

struct view
view_shelf(struct app *app)
{
	struct shelf *s = mem_alloc(sizeof(*s));

	fill(app, s);
	return list_view(&ops, s);
}
