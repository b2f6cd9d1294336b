/* References as drawn: rows of the link table, and the lines of a list of parts
 * or of an index that the layout made, which lead to a place. */
#ifndef UI_PAGE_REFS_H
#define UI_PAGE_REFS_H

#include "attache/layout.h"

struct cursor;
struct lines;

struct ref {
	uint32_t link; /* row of the link table; ATT_NONE: generated, or none */
	/* Of a generated one: first node of its unit (ATT_NONE: there is none),
	 * which one of the unit it is, and the line it begins on belongs to. */
	uint32_t unit;
	uint32_t nth;
	uint32_t node;
	att_pos target; /* where a generated one leads */
};

struct ref ref_none(void);
struct ref ref_row(uint32_t link);
bool ref_is(const struct ref *ref);
bool ref_same(const struct ref *a, const struct ref *b);
/* The node that a generated one leads to: the part that its line names, else
 * what stands at its target. */
uint32_t ref_node(const struct att_image *image, const struct ref *ref);

/* From run to run in the order of drawing: a generated reference is known by
 * how many of its unit come before it. */
struct ref_walk {
	uint32_t unit;
	struct ref now; /* of the last run */
	uint32_t count; /* generated ones of the unit so far */
};

/* Begin with the first run of the line at c. */
struct ref_walk ref_walk_at(struct lines *lines, struct cursor c);
/* The reference that the next run belongs to, if any. */
struct ref ref_walk_run(struct ref_walk *walk, const struct att_unit *unit,
    const struct att_line *line, const struct att_run *run);

/* The first reference drawn in so many rows from c on, after the given one in
 * the order of drawing (none: the first), or the last before it (none: the
 * last); none when there is none. */
struct ref lines_ref_after(
    struct lines *lines, struct cursor c, long rows, const struct ref *after);
struct ref lines_ref_before(
    struct lines *lines, struct cursor c, long rows, const struct ref *before);
bool lines_has_ref(
    struct lines *lines, struct cursor c, long rows, const struct ref *ref);
/* The first reference from the line at c on, the last one before that line, to
 * the ends of the work; another than not, which may be broken over that line.
 */
struct ref lines_ref_from(
    struct lines *lines, struct cursor c, const struct ref * not );
struct ref lines_ref_until(
    struct lines *lines, struct cursor c, const struct ref * not );
/* The line that it begins on. */
struct cursor lines_ref_line(struct lines *lines, const struct ref *ref);
/* Which of its unit's it is, from 1, and how many there are; 0: not drawn. */
uint32_t lines_ref_rank(
    struct lines *lines, const struct ref *ref, uint32_t *count);
/* What is drawn in a column of the line at c. */
struct ref lines_ref_in(struct lines *lines, struct cursor c, int column);

#endif
