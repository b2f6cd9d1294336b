/* The index and the glossary of a work: one row a term, with its places. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "ui/go.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/peek.h"

struct terms {
	const struct att_image *image;
	uint32_t *term; /* rows of the term table, first of each entry */
	size_t count, cap;
	bool glossary;
	struct buf text, right;
};

static bool
same_entry(const struct att_term *a, const struct att_term *b)
{
	return !a->glossary && !b->glossary && a->primary == b->primary &&
	       a->secondary == b->secondary && a->tertiary == b->tertiary;
}

static size_t
count(struct app *app, void *source)
{
	(void)app;
	return ((struct terms *)source)->count;
}

static void
add_section(struct buf *out, const struct att_image *image, uint32_t node)
{
	const struct att_section *s =
	    att_section(image, att_section_of(image, node));
	const char *number = att_image_string(image, s->number);

	buf_format(out, "%s%s", out->size ? ", " : "",
	    *number ? number : att_image_string(image, s->title));
}

static void
row(struct app *app, void *source, size_t at, struct list_row *out)
{
	struct terms *t = source;
	uint32_t first = t->term[at];
	const struct att_term *term = att_term(t->image, first);
	const char *secondary = att_image_string(t->image, term->secondary);
	const char *tertiary = att_image_string(t->image, term->tertiary);
	const char *see = att_image_string(t->image, term->see);

	buf_clear(&t->text);
	buf_clear(&t->right);
	buf_str(&t->text, att_image_string(t->image, term->primary));
	if (*secondary)
		buf_format(&t->text, ", %s", secondary);
	if (*tertiary)
		buf_format(&t->text, ", %s", tertiary);
	if (*see)
		buf_format(&t->text, _(" (see %s)"), see);
	for (uint32_t i = first; !t->glossary && t->right.size < 40 &&
	                         i < att_term_count(t->image) &&
	                         same_entry(term, att_term(t->image, i));
	     i++)
		add_section(&t->right, t->image, att_term(t->image, i)->node);
	out->text = buf_cstr(&t->text);
	out->right = buf_cstr(&t->right);
	out->place = (struct place){
	    page_work(app->page), att_node(t->image, term->node)->start};
}

static unsigned
enter(struct app *app, void *source, size_t at)
{
	struct terms *t = source;
	uint32_t first = t->term[at];
	struct place place = {page_work(app->page),
	    att_node(t->image, att_term(t->image, first)->node)->start};

	if (t->glossary)
		return app_go(app, place);
	go_index_chosen(app, first);
	app_go(app, place);
	return go_index_say(app);
}

static void
terms_free(void *source)
{
	struct terms *t = source;

	free(t->term);
	buf_done(&t->text);
	buf_done(&t->right);
	free(t);
}

static const struct list_ops index_ops = {
    .title = N_("Index"),
    .empty = N_("this work has no index terms: T searches by topic"),
    .count = count,
    .row = row,
    .enter = enter,
    .free = terms_free,
    .preview = true,
};

static const struct list_ops glossary_ops = {
    .title = N_("Glossary"),
    .empty = N_("this work has no glossary: T searches by topic"),
    .count = count,
    .row = row,
    .enter = enter,
    .free = terms_free,
    .preview = true,
};

static struct view
make(struct app *app, bool glossary)
{
	struct terms *t = mem_alloc(sizeof(*t));

	t->image = page_image(app->page);
	t->glossary = glossary;
	for (uint32_t i = 0; i < att_term_count(t->image); i++) {
		const struct att_term *term = att_term(t->image, i);

		if (glossary && !term->glossary)
			continue;
		if (i > 0 && same_entry(att_term(t->image, i - 1), term))
			continue;
		t->term =
		    mem_grow(t->term, &t->cap, t->count + 1, sizeof(*t->term));
		t->term[t->count++] = i;
	}
	return list_view(glossary ? &glossary_ops : &index_ops, t);
}

struct view
view_index(struct app *app)
{
	return make(app, false);
}

struct view
view_glossary(struct app *app)
{
	return make(app, true);
}
