/* Ranked search by topic: sections by how much they are about the words. */
#include <stdlib.h>
#include <string.h>

#include "attache/topics.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "ui/go.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/prompt.h"

enum { TOPICS_MAX = 100, SLICE_MS = 8 };

struct topics {
	char *words;
	struct att_topic *item;
	size_t count;
	size_t *work;              /* library number by number in the search */
	size_t added;              /* of them */
	struct att_topics *topics; /* NULL: all is done */
	bool found;                /* the works are being closed */
	struct att_topics_query *query; /* NULL while works are added */
	size_t next;                    /* work to be added */
	bool loose;
	struct buf text;
};

static size_t
count(struct app *app, void *source)
{
	(void)app;
	return ((struct topics *)source)->count;
}

/* The title, then what was found, unless that is the title again. */
static void
add_text(struct buf *out, const struct att_image *image,
    const struct att_section *section, struct att_range found)
{
	const char *title = att_image_string(image, section->title);
	const char *text = att_image_text(image, NULL) + found.start;
	size_t size = found.end - found.start, n = strlen(title);

	buf_str(out, title);
	if (size >= n && memcmp(text, title, n) == 0) {
		buf_add(out, text + n, size - n);
		return;
	}
	buf_str(out, ": ");
	buf_add(out, text, size);
}

static void
row(struct app *app, void *source, size_t at, struct list_row *out)
{
	struct topics *t = source;
	const struct att_topic *item = &t->item[at];
	size_t work = t->work[item->work];
	const struct att_image *image = app_image(app, work);
	const struct att_section *s;

	if (!image)
		return;
	s = att_section(image, item->section);
	buf_clear(&t->text);
	add_text(&t->text, image, s, item->excerpt);
	out->left = att_image_string(image, s->number);
	out->text = buf_cstr(&t->text);
	out->place = (struct place){work, item->excerpt.start};
}

static void
summary(struct app *app, void *source, struct buf *out)
{
	struct topics *t = source;
	size_t works = att_library_count(app->library);

	if (t->query) {
		buf_format(out, _("looking for sections about %s"), t->words);
		return;
	}
	if (!t->found) {
		buf_format(out, _("reading for topics: work %zu of %zu"),
		    t->next < works ? t->next + 1 : works, works);
		return;
	}
	/* TRANSLATORS: the first %s is empty or ", none with all the words",
	 * the second empty or " (stopped: partial)". */
	buf_format(out,
	    P_("%zu section%s%s, best first: %s",
	        "%zu sections%s%s, best first: %s", t->count),
	    t->count, t->loose ? _(", none with all the words") : "",
	    t->next < works ? _(" (stopped: partial)") : "", t->words);
}

static void
topics_free(void *source)
{
	struct topics *t = source;

	att_topics_query_free(t->query);
	att_topics_free(t->topics);
	free(t->words);
	free(t->item);
	free(t->work);
	buf_done(&t->text);
	free(t);
}

static bool
is_awaited(void *app)
{
	return app_typed_ahead(app);
}

/* What is known of a work's topics is made when it is not there yet. False: a
 * key came first, the same work is to be tried again. */
static bool
add_work(struct app *app, struct topics *t, size_t work)
{
	struct att_error err = {0};
	const struct att_image *image =
	    att_library_image(app->library, work, &err);
	const char *path = att_library_topics_path(app->library, work);

	if (!image)
		return true;
	if (path && !att_topics_fits(image, path) &&
	    !att_topics_build_unless(image, path, is_awaited, app, NULL)) {
		if (app_typed_ahead(app))
			return false;
		path = NULL;
	}
	if (att_topics_add(t->topics, image, path, &err))
		t->work[t->added++] = work;
	return true;
}

static void
ask(struct topics *t)
{
	if (!t->query)
		t->query = att_topics_ask(t->topics, t->words, TOPICS_MAX, 0);
}

/* Words are looked up and sections compared for some milliseconds, or until a
 * key is typed. True while there is more. */
static bool
find_some(struct app *app, struct topics *t)
{
	struct att_error err = {0};
	int64_t until = clock_ms() + SLICE_MS;
	int more;

	ask(t);
	do {
		more = att_topics_step(t->query, &err);
	} while (more > 0 && clock_ms() < until && !app_typed_ahead(app));
	if (more > 0)
		return true;
	if (more < 0)
		app_fail(app, "%s", err.text);
	else
		att_topics_answer(t->query, &t->item, &t->count, &t->loose);
	att_topics_query_free(t->query);
	t->query = NULL;
	t->found = true;
	return false;
}

/* Indexes in memory take their time. True while there is more. */
static bool
close_some(struct app *app, struct topics *t)
{
	int64_t until = clock_ms() + SLICE_MS;
	bool more = t->topics != NULL;

	while (more && clock_ms() < until && !app_typed_ahead(app))
		more = att_topics_close_one(t->topics);
	if (more)
		return true;
	att_topics_free(t->topics);
	t->topics = NULL;
	return false;
}

/* The one that the page shows: asked again, the list goes on where it was
 * left. */
static size_t
here(struct app *app, void *source)
{
	struct topics *t = source;

	for (size_t i = 0; page_is_open(app->page) && i < t->count; i++) {
		if (t->work[t->item[i].work] == page_work(app->page) &&
		    t->item[i].section == app_section(app))
			return i;
	}
	return SIZE_MAX;
}

/* A work at a time, so that keys are not kept waiting; then the search. */
static bool
slice(struct app *app, void *source)
{
	struct topics *t = source;

	if (t->found)
		return close_some(app, t);
	if (!t->query && t->next < att_library_count(app->library)) {
		t->next += add_work(app, t, t->next);
		return true;
	}
	if (find_some(app, t))
		return true;
	if (list_ops_of(app_top(app)) && list_source(app_top(app)->data) == t)
		list_select(app, app_top(app)->data, here(app, t));
	return true;
}

/* Esc stops reading: what was read is searched. */
static unsigned
act(struct app *app, void *source, size_t row, enum action action, long count)
{
	struct topics *t = source;

	(void)app;
	(void)row;
	(void)count;
	if (action != ACT_CLOSE || t->found || t->query || t->added == 0)
		return FX_PASS;
	ask(t);
	return FX_DRAW;
}

static const struct list_ops ops = {
    .title = N_("Topics"),
    .empty = N_("nothing is about that: try fewer or other words"),
    .count = count,
    .row = row,
    .act = act,
    .summary = summary,
    .slice = slice,
    .free = topics_free,
    .preview = true,
};

struct view
view_topics(struct app *app, const char *words)
{
	struct topics *t = mem_alloc(sizeof(*t));

	t->words = mem_dup(words);
	t->work =
	    mem_alloc((att_library_count(app->library) + 1) * sizeof(*t->work));
	t->topics = att_topics_new();
	return list_view(&ops, t);
}

static const char *
earlier(struct app *app, size_t back)
{
	return back < APP_TOPICS ? app->topic[back] : NULL;
}

void
topics_remember(struct app *app, const char *words)
{
	size_t at = 0;

	while (at < APP_TOPICS - 1 && app->topic[at] &&
	       strcmp(app->topic[at], words) != 0)
		at++;
	free(app->topic[at]);
	memmove(app->topic + 1, app->topic, at * sizeof(*app->topic));
	app->topic[0] = mem_dup(words);
}

/* Nothing typed: what was asked for last, as in a search. */
static unsigned
done(struct app *app, void *ctx, const char *text)
{
	(void)ctx;
	if (*text)
		topics_remember(app, text);
	return app->topic[0] ? app_push(app, view_topics(app, app->topic[0]))
	                     : FX_DRAW;
}

unsigned
topics_ask(struct app *app)
{
	static const struct prompt_ops asking = {
	    .label = N_("topic: "),
	    .done = done,
	    .complete = go_complete_words,
	    .earlier = earlier,
	};

	return prompt_open(app, &asking, NULL, "");
}
