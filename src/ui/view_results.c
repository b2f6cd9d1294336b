/* All matches, grouped by section (and by work), live while they come in. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "model/passage.h"
#include "ui/find.h"
#include "ui/list.h"
#include "ui/page.h"

enum { EXCERPT_BEFORE = 30, EXCERPT_AFTER = 160, SLICE = 8000 };

/* A row: a work, a section with matches, or a match. */
struct entry {
	size_t work;
	uint32_t section;
	size_t match;  /* SIZE_MAX: a heading */
	size_t found;  /* of a heading: matches below it */
	size_t parent; /* row; SIZE_MAX none */
	bool is_work;
};

/* One work's search; the page's work borrows the find's, unless that is
 * narrowed to a section. */
struct work_search {
	const struct att_image *image;
	struct att_search *search; /* NULL: the find's own */
	bool running;
	size_t taken; /* matches made rows of */
};

struct results {
	bool all;
	struct work_search *work; /* by number in the library */
	size_t works;
	size_t next; /* work being searched */
	bool stopped;
	struct entry *entry;
	size_t count, cap;
	size_t total;
	size_t work_row, section_row; /* headings that rows are added to */
	uint32_t section;
	size_t of_work;
	long bar_max;
	struct buf text;
	char right[24];
};

static const struct att_range *
matches(struct app *app, struct results *r, size_t work, size_t *count)
{
	struct work_search *w = &r->work[work];

	if (w->search)
		return att_search_matches(w->search, count);
	if (work == page_work(app->page))
		return find_matches(app->find, count);
	*count = 0;
	return NULL;
}

static size_t
add(struct results *r, struct entry e)
{
	r->entry = mem_grow(r->entry, &r->cap, r->count + 1, sizeof(*r->entry));
	r->entry[r->count] = e;
	return r->count++;
}

static void
add_match(struct results *r, const struct att_image *image, size_t work,
    size_t match, att_pos pos)
{
	uint32_t section = att_section_at(image, pos);

	if (r->all && (r->work_row == SIZE_MAX || r->of_work != work)) {
		r->work_row = add(r, (struct entry){.work = work,
		                         .match = SIZE_MAX,
		                         .parent = SIZE_MAX,
		                         .is_work = true});
		r->section_row = SIZE_MAX;
	}
	if (r->section_row == SIZE_MAX || r->section != section ||
	    r->of_work != work)
		r->section_row = add(r, (struct entry){.work = work,
		                            .section = section,
		                            .match = SIZE_MAX,
		                            .parent = r->work_row});
	r->of_work = work;
	r->section = section;
	add(r, (struct entry){work, section, match, 0, r->section_row, false});
	if (r->work_row != SIZE_MAX)
		r->entry[r->work_row].found++;
	if ((long)++r->entry[r->section_row].found > r->bar_max)
		r->bar_max = (long)r->entry[r->section_row].found;
	r->total++;
}

static void
take(struct app *app, struct results *r, size_t work)
{
	struct work_search *w = &r->work[work];
	size_t count;
	const struct att_range *match = matches(app, r, work, &count);

	if (!w->search)
		w->image = page_image(app->page);
	for (; w->taken < count; w->taken++)
		add_match(r, w->image, work, w->taken, match[w->taken].start);
}

static bool
borrows(struct app *app, const struct results *r, size_t work)
{
	return work == page_work(app->page) &&
	       (!r->all || find_scope(app->find)->subtree == 0);
}

/* Start the search of a work, in the same kinds of text. */
static void
start(struct app *app, struct results *r, size_t work)
{
	struct work_search *w = &r->work[work];
	struct att_scope scope = *find_scope(app->find);
	struct att_error err = {0};

	if (w->search || w->image)
		return;
	w->image = att_library_image(app->library, work, &err);
	if (!w->image) {
		app_fail(app, "%s", err.text);
		return;
	}
	scope.subtree = 0;
	w->search = att_search_new(find_pattern(app->find), w->image, &scope);
	w->running = true;
}

static bool
slice(struct app *app, void *source)
{
	struct results *r = source;
	struct work_search *w;

	if (!find_active(app->find))
		return false;
	if (!r->all) {
		take(app, r, page_work(app->page));
		return !find_complete(app->find) && !find_stopped(app->find);
	}
	if (r->next >= r->works || r->stopped)
		return false;
	if (borrows(app, r, r->next)) {
		take(app, r, r->next);
		if (find_complete(app->find) || find_stopped(app->find))
			r->next++;
		return true;
	}
	w = &r->work[r->next];
	start(app, r, r->next);
	if (w->search && w->running)
		w->running = att_search_step(w->search, SLICE);
	if (w->search)
		take(app, r, r->next);
	if (!w->running)
		r->next++;
	return r->next < r->works;
}

/* Esc stops the search and keeps what was found. */
static unsigned
act(struct app *app, void *source, size_t row, enum action action, long count)
{
	struct results *r = source;

	(void)row;
	(void)count;
	if (action != ACT_CLOSE)
		return FX_PASS;
	if (r->all ? r->stopped || r->next >= r->works
	           : find_complete(app->find) || find_stopped(app->find))
		return FX_PASS;
	r->stopped = r->all;
	find_stop(app->find);
	return app_say(app, _("search stopped: what was found is kept"));
}

static size_t
count(struct app *app, void *source)
{
	struct results *r = source;

	if (!r->all && find_active(app->find))
		take(app, r, page_work(app->page));
	return r->count;
}

static void
heading(struct app *app, struct results *r, const struct entry *e,
    struct list_row *out)
{
	const struct att_section *s;

	out->group = true;
	out->bar = (long)e->found;
	snprintf(r->right, sizeof(r->right), "%zu", e->found);
	out->right = r->right;
	if (e->is_work) {
		out->text =
		    att_image_meta(r->work[e->work].image, ATT_META_TITLE);
		if (!*out->text)
			out->text = att_library_name(app->library, e->work);
		out->bar = 0;
		return;
	}
	s = att_section(r->work[e->work].image, e->section);
	out->indent = r->all;
	out->left = att_image_string(r->work[e->work].image, s->number);
	out->text = att_image_string(r->work[e->work].image, s->title);
	out->place = (struct place){SIZE_MAX, 0};
}

/* Where it stands, when that is not running text. */
static const char *
kind_of_place(const struct att_image *image, att_pos pos)
{
	uint32_t node = att_node_at(image, pos);

	for (; node != ATT_NONE && node != 0;
	     node = att_node(image, node)->parent) {
		enum att_kind kind = att_node(image, node)->kind;

		if (kind == ATT_NOTE)
			/* TRANSLATORS: where a match stands: in a note. */
			return _("note");
		if (kind == ATT_TABLE)
			return _("table");
		if (kind == ATT_GLOSSENTRY)
			return _("glossary");
		if (kind == ATT_BIBLIOENTRY)
			return _("bibliography");
		if (att_kind_class(kind) == ATT_CLASS_SECTION)
			break;
	}
	return NULL;
}

static void
excerpt(struct results *r, const struct att_image *image,
    struct att_range match, struct list_row *out)
{
	struct att_range passage = {
	    passage_before(image, match.start, EXCERPT_BEFORE).start,
	    passage_after(image, match.end, EXCERPT_AFTER).end};
	size_t from, to, cut;

	buf_clear(&r->text);
	if (passage.start > passage_block(image, match.start).start)
		buf_str(&r->text, "...");
	cut = r->text.size;
	passage_read(image, passage, match, &r->text, &from, &to);
	out->text = buf_cstr(&r->text);
	for (char *p = r->text.data; *p; p++) {
		if (*p == '\n')
			*p = ' ';
	}
	out->marked =
	    (struct att_range){(att_pos)(cut + from), (att_pos)(cut + to)};
	out->right = kind_of_place(image, match.start);
}

static void
row(struct app *app, void *source, size_t at, struct list_row *out)
{
	struct results *r = source;
	const struct entry *e = &r->entry[at];
	const struct att_range *match;
	size_t total;

	if (e->match == SIZE_MAX) {
		heading(app, r, e, out);
		return;
	}
	match = matches(app, r, e->work, &total);
	if (e->match >= total)
		return;
	out->indent = r->all ? 2 : 1;
	excerpt(r, r->work[e->work].image, match[e->match], out);
	out->place = (struct place){e->work, match[e->match].start};
	out->place_end = match[e->match].end;
}

static unsigned
enter(struct app *app, void *source, size_t at)
{
	struct results *r = source;
	const struct entry *e = &r->entry[at];
	const struct att_range *match;
	struct att_range found;
	size_t total;
	unsigned fx;

	if (e->match == SIZE_MAX)
		return app_act(app, ACT_FOLD, 0);
	match = matches(app, r, e->work, &total);
	if (e->match >= total)
		return FX_NONE;
	found = match[e->match];
	fx = app_go(app, (struct place){e->work, found.start});
	page_lead_in(app->page);
	find_set_current(app, found);
	return fx;
}

static size_t
parent(struct app *app, void *source, size_t at)
{
	(void)app;
	return ((struct results *)source)->entry[at].parent;
}

static long
bar_max(struct app *app, void *source)
{
	(void)app;
	return ((struct results *)source)->bar_max;
}

static const char *
progress(struct app *app, const struct results *r)
{
	if (r->stopped || (!r->all && find_stopped(app->find)))
		return _(" (stopped: partial)");
	if (r->all ? r->next < r->works : !find_complete(app->find))
		/* TRANSLATORS: follows a number of matches while more are
		 * being searched for. */
		return _(" so far");
	return "";
}

static void
summary(struct app *app, void *source, struct buf *out)
{
	struct results *r = source;
	const struct att_scope *scope = find_scope(app->find);

	/* TRANSLATORS: the first %s is empty, " so far" or " (stopped:
	 * partial)"; the last is empty or ", one kind of text". */
	buf_format(out,
	    r->all ? P_("%zu match%s for %s in all works%s",
	                 "%zu matches%s for %s in all works%s", r->total)
	    : scope->subtree
	        ? P_("%zu match%s for %s in one section%s",
	              "%zu matches%s for %s in one section%s", r->total)
	        : P_("%zu match%s for %s in this work%s",
	              "%zu matches%s for %s in this work%s", r->total),
	    r->total, progress(app, r),
	    att_pattern_text(find_pattern(app->find)),
	    scope->kinds[0] || scope->kinds[1] ? _(", one kind of text") : "");
}

static size_t
here(struct app *app, void *source)
{
	struct results *r = source;
	struct att_range current = find_current(app->find);
	size_t found = r->count > 1 ? 1 : SIZE_MAX;

	for (size_t i = 0; i < r->count; i++) {
		size_t total;
		const struct att_range *match;

		if (r->entry[i].match == SIZE_MAX ||
		    r->entry[i].work != page_work(app->page))
			continue;
		match = matches(app, r, r->entry[i].work, &total);
		if (match[r->entry[i].match].start <= current.start)
			found = i;
	}
	return found;
}

static void
results_free(void *source)
{
	struct results *r = source;

	for (size_t i = 0; i < r->works; i++)
		att_search_free(r->work[i].search);
	free(r->work);
	free(r->entry);
	buf_done(&r->text);
	free(r);
}

static const struct list_ops ops = {
    .title = N_("Matches"),
    .empty = N_("no matches"),
    .count = count,
    .row = row,
    .enter = enter,
    .parent = parent,
    .bar_max = bar_max,
    .summary = summary,
    .slice = slice,
    .act = act,
    .here = here,
    .free = results_free,
    .preview = true,
};

struct view
view_results(struct app *app, bool all_works)
{
	struct results *r = mem_alloc(sizeof(*r));

	r->all = all_works;
	r->works = att_library_count(app->library);
	r->work = mem_alloc(r->works * sizeof(*r->work));
	r->work_row = r->section_row = SIZE_MAX;
	r->of_work = SIZE_MAX;
	return list_view(&ops, r);
}
