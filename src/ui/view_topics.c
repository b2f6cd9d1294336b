/* Ranked search by topic: sections by how much they are about the words. */
#include <stdlib.h>
#include <string.h>

#include "attache/topics.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/list.h"
#include "ui/page.h"

enum { TOPICS_MAX = 100 };

struct topics {
	char *words;
	struct att_topic *item;
	size_t count;
	size_t *work; /* library number by number in the search */
	bool loose;
	struct buf text;
};

static size_t
count(struct app *app, void *source)
{
	(void)app;
	return ((struct topics *)source)->count;
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
	buf_format(&t->text, "%s: ", att_image_string(image, s->title));
	buf_add(&t->text, att_image_text(image, NULL) + item->excerpt.start,
	    item->excerpt.end - item->excerpt.start);
	out->left = att_image_string(image, s->number);
	out->text = buf_cstr(&t->text);
	out->place = (struct place){work, item->excerpt.start};
}

static void
summary(struct app *app, void *source, struct buf *out)
{
	struct topics *t = source;

	(void)app;
	buf_format(out, "%zu section%s about %s, best first%s", t->count,
	    t->count == 1 ? "" : "s", t->words,
	    t->loose ? " (none has all the words)" : "");
}

static void
topics_free(void *source)
{
	struct topics *t = source;

	free(t->words);
	free(t->item);
	free(t->work);
	buf_done(&t->text);
	free(t);
}

static void
find(struct app *app, struct topics *t)
{
	size_t works = att_library_count(app->library), added = 0;
	struct att_topics *topics = att_topics_new();
	struct att_error err = {0};

	t->work = mem_alloc((works + 1) * sizeof(*t->work));
	for (size_t i = 0; i < works; i++) {
		const struct att_image *image =
		    att_library_image(app->library, i, &err);
		const char *path = att_library_topics_path(app->library, i);

		if (!image)
			continue;
		if (path && !att_topics_fits(image, path) &&
		    !att_topics_build(image, path, NULL))
			path = NULL;
		if (att_topics_add(topics, image, path, &err))
			t->work[added++] = i;
	}
	if (!att_topics_find(topics, t->words, TOPICS_MAX, 0, &t->item,
	        &t->count, &t->loose, &err))
		app_fail(app, "%s", err.text);
	att_topics_free(topics);
}

static const struct list_ops ops = {
    .title = "Topics",
    .empty = "nothing is about that: try fewer or other words",
    .count = count,
    .row = row,
    .summary = summary,
    .free = topics_free,
    .preview = true,
};

struct view
view_topics(struct app *app, const char *words)
{
	struct topics *t = mem_alloc(sizeof(*t));

	t->words = mem_dup(words);
	find(app, t);
	return list_view(&ops, t);
}
