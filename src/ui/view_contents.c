/* The contents: the outline as a tree, with the matches of each section. */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/message.h"
#include "ui/find.h"
#include "ui/list.h"
#include "ui/page.h"

struct contents {
	char right[24];
};

static size_t
count(struct app *app, void *source)
{
	(void)source;
	return page_is_open(app->page)
	           ? att_section_count(page_image(app->page))
	           : 0;
}

static void
row(struct app *app, void *source, size_t at, struct list_row *out)
{
	struct contents *c = source;
	const struct att_image *image = page_image(app->page);
	const struct att_section *s = att_section(image, (uint32_t)at);
	size_t found = find_in_section(app->find, image, (uint32_t)at);

	out->indent = s->level > 1 ? s->level - 1 : 0;
	out->group = s->level <= 1;
	out->left = att_image_string(image, s->number);
	out->text = att_image_string(image, s->title);
	out->place = (struct place){
	    page_work(app->page), att_node(image, s->node)->start};
	if (found) {
		snprintf(c->right, sizeof(c->right), "%zu", found);
		out->right = c->right;
	}
}

static size_t
parent(struct app *app, void *source, size_t at)
{
	uint32_t up = att_section(page_image(app->page), (uint32_t)at)->parent;

	(void)source;
	return up == ATT_NONE ? SIZE_MAX : up;
}

static size_t
here(struct app *app, void *source)
{
	(void)source;
	return app_section(app);
}

static const struct list_ops ops = {
    .title = N_("Contents"),
    .empty = N_("this work has no sections"),
    .count = count,
    .row = row,
    .parent = parent,
    .here = here,
    .fold_first = true,
    .free = free,
};

struct view
view_contents(struct app *app)
{
	(void)app;
	return list_view(&ops, mem_alloc(sizeof(struct contents)));
}
