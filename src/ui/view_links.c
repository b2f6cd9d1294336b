/* References: out of this section, to it, and the pane with both beside the
 * page, notes and marks below them. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "model/passage.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/reader_state.h"

enum entry_kind { HEADING, OUT, IN, MARK };
enum heading { LINKS_OUT, REFERRED_FROM, MARKS };

struct entry {
	enum entry_kind kind;
	size_t work;    /* of a HEADING: which */
	uint32_t link;  /* of a MARK: which of the reader's spots */
	size_t heading; /* row of the heading above it */
};

struct links {
	struct entry *entry;
	size_t count, cap;
	bool out, in, marks; /* what is listed */
	size_t spots;        /* bookmarks of the work when the rows were made */
	size_t work;         /* what the rows were made for */
	uint32_t section;
	struct buf text;
};

static void
add(struct links *l, enum entry_kind kind, size_t work, uint32_t link,
    size_t heading)
{
	l->entry = mem_grow(l->entry, &l->cap, l->count + 1, sizeof(*l->entry));
	l->entry[l->count++] = (struct entry){kind, work, link, heading};
}

static void
add_out(struct links *l, const struct att_image *image)
{
	const struct att_section *s = att_section(image, l->section);
	uint32_t last = l->section + 1 < att_section_count(image)
	                    ? att_section(image, l->section + 1)->node
	                    : att_node_count(image);
	size_t heading = l->count;

	add(l, HEADING, LINKS_OUT, 0, SIZE_MAX);
	for (uint32_t i = att_link_from(image, s->node);
	     i < att_link_count(image) && att_link(image, i)->node < last; i++)
		add(l, OUT, l->work, i, heading);
}

static void
add_in(struct links *l, struct app *app, const struct att_image *image)
{
	const struct att_section *s = att_section(image, l->section);
	uint32_t last = l->section + 1 < att_section_count(image)
	                    ? att_section(image, l->section + 1)->node
	                    : att_node_count(image);
	struct att_referrer *item = NULL;
	size_t heading = l->count;
	size_t count =
	    att_library_referrers(app->library, l->work, s->node, &item);

	add(l, HEADING, REFERRED_FROM, 0, SIZE_MAX);
	for (size_t i = 0; i < count; i++)
		add(l, IN, item[i].work, item[i].link, heading);
	free(item);
	/* Parts of the section that have names of their own. */
	for (uint32_t i = 0; i < att_backlink_count(image); i++) {
		const struct att_backlink *b = att_backlink(image, i);

		if (b->target_node > s->node && b->target_node < last)
			add(l, IN, l->work, b->link, heading);
	}
}

static size_t
spots_now(const struct app *app)
{
	return app->reader ? app->reader->spots : 0;
}

static void
add_marks(struct links *l, struct app *app, const struct att_image *image)
{
	size_t heading = l->count;

	add(l, HEADING, MARKS, 0, SIZE_MAX);
	for (size_t i = 0; i < l->spots; i++) {
		const struct spot *spot = &app->reader->spot[i];

		if (att_section_at(image, spot->range.start) == l->section)
			add(l, MARK, l->work, (uint32_t)i, heading);
	}
}

static void
make_rows(struct app *app, struct links *l)
{
	const struct att_image *image = page_image(app->page);

	if (!image || (l->count && l->work == page_work(app->page) &&
	                  l->section == app_section(app) &&
	                  (!l->marks || l->spots == spots_now(app))))
		return;
	l->count = 0;
	l->work = page_work(app->page);
	l->section = app_section(app);
	l->spots = spots_now(app);
	if (l->out)
		add_out(l, image);
	if (l->in)
		add_in(l, app, image);
	if (l->marks)
		add_marks(l, app, image);
	/* A heading alone says less than the sentence for an empty list. */
	if (l->count == 1)
		l->count = 0;
}

static size_t
count(struct app *app, void *source)
{
	struct links *l = source;

	make_rows(app, l);
	return l->count;
}

/* The words of a link, or what is generated for it. */
static void
link_words(
    struct buf *out, const struct att_image *image, const struct att_link *link)
{
	const struct att_node *n = att_node(image, link->node);
	const char *words = att_image_string(image, link->words);

	if (*words)
		buf_str(out, words);
	else if (n->end > n->start)
		buf_add(out, att_image_text(image, NULL) + n->start,
		    utf8_cut(att_image_text(image, NULL) + n->start,
		        n->end - n->start, 120));
	else
		buf_str(out, att_image_string(image, link->target));
}

static void
out_row(struct app *app, struct links *l, const struct entry *e,
    const struct att_image *image, struct list_row *out)
{
	const struct att_link *link = att_link(image, e->link);

	link_words(&l->text, image, link);
	out->place = (struct place){SIZE_MAX, 0};
	if (link->target_node != ATT_NONE) {
		const struct att_section *s = att_section(
		    image, att_section_of(image, link->target_node));

		out->place = (struct place){
		    e->work, att_node(image, link->target_node)->start};
		out->right = att_image_string(image, s->number);
	} else {
		out->role =
		    link->kind == ATT_LINK_BROKEN ? ROLE_BROKEN : ROLE_LINK;
		buf_format(
		    &l->text, "  %s", att_image_string(image, link->target));
	}
	(void)app;
}

/* A referrer: the section that it stands in, and its sentence. */
static void
in_row(struct links *l, const struct entry *e, const struct att_image *image,
    struct list_row *out)
{
	const struct att_link *link = att_link(image, e->link);
	const struct att_node *n = att_node(image, link->node);
	const struct att_section *s =
	    att_section(image, att_section_of(image, link->node));
	struct att_range own = {n->start, n->end};
	size_t from, to, before;

	out->left = att_image_string(image, s->number);
	out->place = (struct place){e->work, n->start};
	out->place_end = n->end;
	buf_format(&l->text, "%s: ", att_image_string(image, s->title));
	before = l->text.size;
	passage_read(
	    image, passage_sentence(image, own), own, &l->text, &from, &to);
	out->marked = (struct att_range){
	    (att_pos)(before + from), (att_pos)(before + to)};
}

/* A bookmark: its letter or what it is, then the note or the passage. */
static void
mark_row(struct app *app, struct links *l, const struct entry *e,
    struct list_row *out)
{
	const struct spot *spot;
	const struct att_bookmark *b;

	if (e->link >= spots_now(app))
		return;
	spot = &app->reader->spot[e->link];
	b = att_bookmarks_get(app->reader->store, spot->row);
	if (spot->letter)
		buf_format(&l->text, "'%c ", spot->letter);
	else
		buf_str(&l->text, spot->note ? "n " : "* ");
	buf_str(&l->text, b->note && *b->note ? b->note : b->where.passage);
	out->place = (struct place){e->work, spot->range.start};
	out->place_end = spot->range.end;
}

static void
row(struct app *app, void *source, size_t at, struct list_row *out)
{
	static const char *const headings[] = {
	    N_("Links out"), N_("Referred to from"), N_("Notes and marks")};
	struct links *l = source;
	const struct entry *e = &l->entry[at];
	const struct att_image *image;

	if (e->kind == HEADING) {
		out->group = true;
		out->text = _(headings[e->work]);
		return;
	}
	image = app_image(app, e->work);
	buf_clear(&l->text);
	out->indent = l->out && l->in;
	if (image && e->kind == OUT)
		out_row(app, l, e, image, out);
	else if (image && e->kind == IN)
		in_row(l, e, image, out);
	else if (image)
		mark_row(app, l, e, out);
	out->text = buf_cstr(&l->text);
}

static unsigned
enter(struct app *app, void *source, size_t at)
{
	struct links *l = source;
	const struct entry *e = &l->entry[at];
	const struct att_image *image;

	if (e->kind == HEADING)
		return FX_NONE;
	if (e->kind == OUT)
		return app_follow(app, e->work, e->link);
	if (e->kind == MARK)
		return e->link < spots_now(app)
		           ? app_go(app,
		                 (struct place){e->work,
		                     app->reader->spot[e->link].range.start})
		           : FX_DRAW;
	image = app_image(app, e->work);
	if (!image)
		return FX_DRAW;
	return app_go(
	    app, (struct place){e->work,
	             att_node(image, att_link(image, e->link)->node)->start});
}

static size_t
parent(struct app *app, void *source, size_t at)
{
	struct links *l = source;

	(void)app;
	return at < l->count ? l->entry[at].heading : SIZE_MAX;
}

static void
links_free(void *source)
{
	struct links *l = source;

	free(l->entry);
	buf_done(&l->text);
	free(l);
}

static const struct list_ops links_ops = {
    .title = N_("References of this section"),
    .empty = N_("this section refers to nothing"),
    .count = count,
    .row = row,
    .enter = enter,
    .parent = parent,
    .free = links_free,
    .preview = true,
};

static const struct list_ops referrers_ops = {
    .title = N_("What refers to this section"),
    .empty = N_("nothing refers to this section"),
    .count = count,
    .row = row,
    .enter = enter,
    .parent = parent,
    .free = links_free,
    .preview = true,
};

static const struct list_ops here_ops = {
    /* TRANSLATORS: a list of what concerns the section on the page. */
    .title = N_("Here"),
    .empty = N_("no references"),
    .count = count,
    .row = row,
    .enter = enter,
    .parent = parent,
    .free = links_free,
};

static struct view
make(const struct list_ops *ops, bool out, bool in, bool marks)
{
	struct links *l = mem_alloc(sizeof(*l));

	l->out = out;
	l->in = in;
	l->marks = marks;
	return list_view(ops, l);
}

struct view
view_links(struct app *app)
{
	(void)app;
	return make(&links_ops, true, false, false);
}

struct view
view_referrers(struct app *app)
{
	(void)app;
	return make(&referrers_ops, false, true, false);
}

struct view
view_here(struct app *app)
{
	(void)app;
	return make(&here_ops, true, true, true);
}
