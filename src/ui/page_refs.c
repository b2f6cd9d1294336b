/* References as drawn. */
#include "ui/page_refs.h"

#include <limits.h>

#include "ui/page_lines.h"

struct ref
ref_none(void)
{
	return (struct ref){ATT_NONE, ATT_NONE, 0, ATT_NONE, 0};
}

struct ref
ref_row(uint32_t link)
{
	struct ref ref = ref_none();

	ref.link = link;
	return ref;
}

bool
ref_is(const struct ref *ref)
{
	return ref->link != ATT_NONE || ref->unit != ATT_NONE;
}

bool
ref_same(const struct ref *a, const struct ref *b)
{
	return a->link == b->link && a->unit == b->unit &&
	       (a->unit == ATT_NONE || a->nth == b->nth);
}

uint32_t
ref_node(const struct att_image *image, const struct ref *ref)
{
	/* A line of an index belongs to the index, where the list begins. */
	return ref->node != ref->unit ? ref->node
	                              : att_node_at(image, ref->target);
}

/* The next run is another's. */
static struct ref
walk_to(struct ref_walk *walk, struct ref ref)
{
	walk->now = ref;
	return ref;
}

struct ref
ref_walk_run(struct ref_walk *walk, const struct att_unit *unit,
    const struct att_line *line, const struct att_run *run)
{
	const struct ref *now = &walk->now;
	bool generated = run->link == ATT_NONE && (run->style & ATT_S_LINK);

	if (walk->unit != unit->first) {
		walk->unit = unit->first;
		walk->count = 0;
		walk->now = ref_none();
	}
	if (!generated)
		return walk_to(walk,
		    run->link == ATT_NONE ? ref_none() : ref_row(run->link));
	/* Broken over lines it is one still. */
	if (now->unit == unit->first && now->node == line->node &&
	    now->target == run->range.start)
		return *now;
	return walk_to(walk, (struct ref){ATT_NONE, unit->first, walk->count++,
	                         line->node, run->range.start});
}

struct ref_walk
ref_walk_at(struct lines *lines, struct cursor c)
{
	struct ref_walk walk = {c.unit.first, ref_none(), 0};
	uint32_t last = c.line;

	if (!lines_generates(lines, &c.unit))
		return walk;
	for (c.line = 0; c.line < last; c.line++) {
		const struct att_line *line = lines_at(lines, c);

		for (uint32_t i = 0; i < line->count; i++)
			ref_walk_run(&walk, &c.unit, line, &line->run[i]);
	}
	return walk;
}

/* What is done with each reference; true ends the walk. */
typedef bool ref_call(void *ctx, struct cursor c, const struct ref *ref);

enum { DRAWN_KEPT = 32 };

struct drawn {
	struct ref ref[DRAWN_KEPT];
	size_t count; /* ever */
};

/* In cells side by side several may go on from line to line. */
static bool
drawn_lately(struct drawn *drawn, const struct ref *ref)
{
	size_t kept =
	    drawn->count < DRAWN_KEPT ? drawn->count : (size_t)DRAWN_KEPT;

	for (size_t i = 0; i < kept; i++) {
		if (ref_same(&drawn->ref[i], ref))
			return true;
	}
	drawn->ref[drawn->count++ % DRAWN_KEPT] = *ref;
	return false;
}

/* Call for each reference drawn, in order of drawing, one broken over lines
 * once. */
static void
each_ref(
    struct lines *lines, struct cursor c, long rows, ref_call *call, void *ctx)
{
	struct ref_walk walk = ref_walk_at(lines, c);
	struct drawn drawn = {.count = 0};

	for (long row = 0; row < rows; row++) {
		const struct att_line *line = lines_at(lines, c);

		for (uint32_t i = 0; i < line->count; i++) {
			struct ref ref =
			    ref_walk_run(&walk, &c.unit, line, &line->run[i]);

			if (ref_is(&ref) && !drawn_lately(&drawn, &ref) &&
			    call(ctx, c, &ref))
				return;
		}
		if (!lines_next(lines, &c))
			return;
	}
}

struct wanted {
	struct ref of;    /* the one to look from; none: the edge */
	struct ref found; /* or none */
	struct cursor line;
	bool seen;
	uint32_t count, rank;
};

static bool
after_it(void *ctx, struct cursor c, const struct ref *ref)
{
	struct wanted *w = ctx;
	bool is_it = ref_same(ref, &w->of);

	if (w->seen && !is_it)
		w->found = *ref;
	w->seen |= is_it;
	w->line = c;
	return ref_is(&w->found);
}

static bool
before_it(void *ctx, struct cursor c, const struct ref *ref)
{
	struct wanted *w = ctx;

	w->seen |= ref_same(ref, &w->of);
	if (!w->seen)
		w->found = *ref;
	w->line = c;
	return w->seen;
}

static bool
rank_it(void *ctx, struct cursor c, const struct ref *ref)
{
	struct wanted *w = ctx;

	(void)c;
	w->count++;
	if (!w->rank && ref_same(ref, &w->of))
		w->rank = w->count;
	return false;
}

static struct wanted
wanted(const struct ref *of)
{
	return (struct wanted){.of = *of, .found = ref_none()};
}

struct ref
lines_ref_after(
    struct lines *lines, struct cursor c, long rows, const struct ref *after)
{
	struct wanted w = wanted(after);

	w.seen = !ref_is(after);
	each_ref(lines, c, rows, after_it, &w);
	return w.found;
}

struct ref
lines_ref_before(
    struct lines *lines, struct cursor c, long rows, const struct ref *before)
{
	struct wanted w = wanted(before);

	each_ref(lines, c, rows, before_it, &w);
	return w.seen || !ref_is(before) ? w.found : ref_none();
}

bool
lines_has_ref(
    struct lines *lines, struct cursor c, long rows, const struct ref *ref)
{
	struct wanted w = wanted(ref);

	each_ref(lines, c, rows, before_it, &w);
	return w.seen;
}

/* Without laying it out: a unit that cannot have one is passed over. */
static bool
may_have(struct lines *lines, const struct att_unit *unit)
{
	uint32_t first, last;

	lines_links(lines, *unit, &first, &last);
	return first < last || lines_generates(lines, unit);
}

struct ref
lines_ref_from(struct lines *lines, struct cursor c, const struct ref * not )
{
	struct ref none = ref_none(), found = none;

	for (;; c.line = 0) {
		if (may_have(lines, &c.unit)) {
			long rows = (long)lines_count(lines, c) - (long)c.line;

			found = lines_ref_after(lines, c, rows, &none);
			if (ref_is(&found) && ref_same(&found, not ))
				found = lines_ref_after(lines, c, rows, not );
		}
		if (ref_is(&found) || !att_unit_next(lines->image, &c.unit))
			return found;
	}
}

struct ref
lines_ref_until(struct lines *lines, struct cursor c, const struct ref * not )
{
	struct ref none = ref_none(), found = none;
	long rows = (long)c.line;

	for (c.line = 0;; rows = LONG_MAX) {
		if (may_have(lines, &c.unit)) {
			if (rows == LONG_MAX)
				rows = (long)lines_count(lines, c);
			found = lines_ref_before(lines, c, rows, &none);
			if (ref_is(&found) && ref_same(&found, not ))
				found = lines_ref_before(lines, c, rows, not );
		}
		if (ref_is(&found) || !att_unit_prev(lines->image, &c.unit))
			return found;
	}
}

static struct cursor
unit_of(struct lines *lines, const struct ref *ref)
{
	struct cursor c = {.line = 0};

	if (ref->link == ATT_NONE)
		att_unit_of(lines->image, ref->unit, &c.unit);
	else
		att_unit_at(lines->image,
		    att_node(
		        lines->image, att_link(lines->image, ref->link)->node)
		        ->start,
		    &c.unit);
	return c;
}

struct cursor
lines_ref_line(struct lines *lines, const struct ref *ref)
{
	struct cursor c = unit_of(lines, ref);
	struct wanted w = wanted(ref);

	each_ref(lines, c, (long)lines_count(lines, c), before_it, &w);
	if (w.seen)
		return w.line;
	return ref->link == ATT_NONE
	           ? c
	           : lines_find(
	                 lines, att_node(lines->image,
	                            att_link(lines->image, ref->link)->node)
	                            ->start);
}

uint32_t
lines_ref_rank(struct lines *lines, const struct ref *ref, uint32_t *count)
{
	struct cursor c = unit_of(lines, ref);
	struct wanted w = wanted(ref);

	each_ref(lines, c, (long)lines_count(lines, c), rank_it, &w);
	*count = w.count;
	return w.rank;
}

struct ref
lines_ref_in(struct lines *lines, struct cursor c, int column)
{
	struct ref_walk walk = ref_walk_at(lines, c);
	const struct att_line *line = lines_at(lines, c);

	for (uint32_t i = 0; i < line->count; i++) {
		const struct att_run *run = &line->run[i];
		struct ref ref = ref_walk_run(&walk, &c.unit, line, run);

		if (column >= run->column &&
		    column < run->column + run->columns)
			return ref;
	}
	return ref_none();
}
