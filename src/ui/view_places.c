/* Where you have been, in this run and in earlier ones, newest first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "model/passage.h"
#include "ui/history.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/reader.h"

enum { EXCERPT = 100 /* characters */ };

/* A place of an earlier run, found again in what is open. */
struct earlier {
	struct place place;
	char *title;
	char *work;
};

struct places {
	struct earlier *earlier;
	size_t count, cap;
	struct buf text;
};

static void
places_free(void *source)
{
	struct places *p = source;

	for (size_t i = 0; i < p->count; i++) {
		free(p->earlier[i].title);
		free(p->earlier[i].work);
	}
	free(p->earlier);
	buf_done(&p->text);
	free(p);
}

static size_t
history_rows(struct app *app, void *source)
{
	return history_count(app->history) + 1 +
	       ((struct places *)source)->count;
}

/* The first row is where the page is now. */
static struct place
history_place(struct app *app, size_t at)
{
	size_t count = history_count(app->history);

	if (at == 0)
		return (struct place){
		    page_work(app->page), page_top(app->page)};
	return history_at(app->history, count - at)->place;
}

static void
earlier_row(struct app *app, struct places *p, size_t at, struct list_row *out)
{
	struct earlier *e = &p->earlier[at];

	(void)app;
	buf_clear(&p->text);
	buf_str(&p->text, e->title);
	out->text = buf_cstr(&p->text);
	out->right = e->work;
	out->place = e->place;
	out->dim = e->place.work == SIZE_MAX;
}

static void
history_row(struct app *app, void *source, size_t at, struct list_row *out)
{
	struct places *p = source;
	size_t mine = history_count(app->history) + 1;
	const struct att_image *image;
	const struct att_section *s;
	struct place place;
	size_t from, to;

	if (at >= mine) {
		earlier_row(app, p, at - mine, out);
		return;
	}
	place = history_place(app, at);
	image = app_image(app, place.work);
	if (!image)
		return;
	s = att_section(image, att_section_at(image, place.pos));
	buf_clear(&p->text);
	/* TRANSLATORS: before the place where the reader is. */
	buf_format(&p->text, "%s%s  ", at ? "" : _("(here) "),
	    att_image_string(image, s->title));
	passage_read(image, passage_after(image, place.pos, EXCERPT),
	    (struct att_range){place.pos, place.pos}, &p->text, &from, &to);
	out->left = att_image_string(image, s->number);
	out->text = buf_cstr(&p->text);
	out->right = att_library_count(app->library) > 1
	                 ? att_library_name(app->library, place.work)
	                 : NULL;
	out->place = place;
}

static const struct list_ops history_ops = {
    .title = N_("History"),
    .empty = N_("you have not been anywhere yet"),
    .count = history_rows,
    .row = history_row,
    .free = places_free,
    .preview = true,
};

struct view
view_history(struct app *app)
{
	struct places *p = mem_alloc(sizeof(*p));
	struct visited visited;

	for (size_t back = 0; reader_earlier(app, back, &visited); back++) {
		p->earlier = mem_grow(
		    p->earlier, &p->cap, p->count + 1, sizeof(*p->earlier));
		p->earlier[p->count++] = (struct earlier){visited.place,
		    mem_dup(visited.title), mem_dup(visited.work)};
	}
	return list_view(&history_ops, p);
}
