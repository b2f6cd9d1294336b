/* Where a work is cut into units.
 *
 * A stretch is what lies between two borders of sections: the start of a
 * section up to its first subsection, or the rest of a section after one. A
 * stretch longer than ATT_UNIT_MAX is cut at the first block that starts in
 * each further ATT_UNIT_MAX bytes, so a unit is found without looking at the
 * ones before it. A table is never cut, nor a list in columns. */
#include "attache/layout.h"

struct stretch {
	uint32_t section; /* row */
	uint32_t first;   /* node */
	uint32_t last;    /* first node after it */
};

static att_pos
node_start(const struct att_image *image, uint32_t node)
{
	size_t size;

	if (node < att_node_count(image))
		return att_node(image, node)->start;
	att_image_text(image, &size);
	return (att_pos)size;
}

/* First section row whose node is after node; the count when there is none. */
static uint32_t
section_after(const struct att_image *image, uint32_t node)
{
	uint32_t low = 0, high = att_section_count(image);

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (att_section(image, mid)->node <= node)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static struct stretch
stretch_of(const struct att_image *image, uint32_t node)
{
	struct stretch s = {.section = att_section_of(image, node)};
	uint32_t own = att_section(image, s.section)->node;
	uint32_t after = section_after(image, node);
	uint32_t before = after - 1; /* row 0 is node 0: there is one */

	s.first = own;
	s.last = att_node(image, own)->next;
	if (after < att_section_count(image) &&
	    att_section(image, after)->node < s.last)
		s.last = att_section(image, after)->node;
	while (before != s.section &&
	       att_section(image, before)->parent != s.section)
		before = att_section(image, before)->parent;
	if (before != s.section)
		s.first =
		    att_node(image, att_section(image, before)->node)->next;
	return s;
}

/* First block row with start at or after pos. */
static uint32_t
block_from(const struct att_image *image, att_pos pos)
{
	uint32_t low = 0, high = att_block_count(image);

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (att_block(image, mid)->start < pos)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool
is_whole(const struct att_image *image, uint32_t node)
{
	uint8_t kind = att_node(image, node)->kind;

	return kind == ATT_TABLE ||
	       (kind == ATT_LIST && att_node_attr(image, node, ATT_A_COLS));
}

/* The outermost node that can be cut off with this leaf first in it; ATT_NONE
 * inside a table, where *past is then the node after the table. */
static uint32_t
cut_node(const struct att_image *image, uint32_t section, uint32_t leaf,
    uint32_t *past)
{
	uint32_t top = leaf, table = ATT_NONE;
	bool first = true; /* nothing stands before the leaf in node */

	for (uint32_t node = leaf; att_node(image, node)->parent != section;) {
		uint32_t parent = att_node(image, node)->parent;

		first = first && node == parent + 1;
		node = parent;
		if (is_whole(image, node))
			table = first ? ATT_NONE : node;
		if (first)
			top = node;
	}
	if (table == ATT_NONE)
		return top;
	*past = att_node(image, table)->next;
	return ATT_NONE;
}

/* The node that the first cut at or after pos stands before; the end of the
 * stretch when there is none. */
static uint32_t
cut_from(const struct att_image *image, const struct stretch *s, att_pos pos)
{
	uint32_t own = att_section(image, s->section)->node;
	uint32_t row = block_from(image, pos);

	if (pos <= node_start(image, s->first))
		return s->first;
	while (row < att_block_count(image)) {
		uint32_t past = 0, leaf = att_block(image, row)->node;
		uint32_t node;

		if (leaf >= s->last)
			break;
		node = cut_node(image, own, leaf, &past);
		if (node != ATT_NONE)
			return node;
		if (past >= s->last)
			break;
		row = block_from(image, att_node(image, past)->start);
	}
	return s->last;
}

/* Start of the last unit of the stretch that starts at or before pos. */
static uint32_t
cut_before(const struct att_image *image, const struct stretch *s, att_pos pos)
{
	att_pos start = node_start(image, s->first);
	uint32_t count = pos > start ? (pos - start) / ATT_UNIT_MAX : 0;

	while (count > 0) {
		uint32_t node =
		    cut_from(image, s, start + count * ATT_UNIT_MAX);

		if (node < s->last && node_start(image, node) <= pos)
			return node;
		count--;
	}
	return s->first;
}

static void
set_unit(const struct att_image *image, const struct stretch *s, uint32_t first,
    struct att_unit *unit)
{
	att_pos start = node_start(image, s->first);
	att_pos at = node_start(image, first);
	uint64_t next =
	    ((uint64_t)(at - start) / ATT_UNIT_MAX + 1) * ATT_UNIT_MAX + start;

	unit->section = s->section;
	unit->first = first;
	unit->last = next < node_start(image, s->last)
	                 ? cut_from(image, s, (att_pos)next)
	                 : s->last;
	unit->text.start = at;
	unit->text.end = node_start(image, unit->last);
}

void
att_unit_of(const struct att_image *image, uint32_t node, struct att_unit *unit)
{
	struct stretch s = stretch_of(image, node);

	set_unit(
	    image, &s, cut_before(image, &s, node_start(image, node)), unit);
	/* Nodes without text at a cut belong to the unit before it. */
	if (node < unit->first)
		att_unit_prev(image, unit);
}

void
att_unit_at(const struct att_image *image, att_pos pos, struct att_unit *unit)
{
	uint32_t row = block_from(image, pos);
	uint32_t node = att_node_at(image, pos);
	struct stretch s;

	if (row == att_block_count(image) || att_block(image, row)->start > pos)
		row = row > 0 ? row - 1 : ATT_NONE;
	/* A leaf and the newline that closes it; else an empty section. */
	if (row != ATT_NONE &&
	    (att_block(image, row)->end >= pos ||
	        att_kind_class(att_node(image, node)->kind) !=
	            ATT_CLASS_SECTION))
		node = att_block(image, row)->node;
	s = stretch_of(image, node);
	set_unit(image, &s, cut_before(image, &s, pos), unit);
}

bool
att_unit_next(const struct att_image *image, struct att_unit *unit)
{
	struct stretch s;

	if (unit->last >= att_node_count(image))
		return false;
	s = stretch_of(image, unit->last);
	set_unit(image, &s, unit->last, unit);
	return true;
}

bool
att_unit_prev(const struct att_image *image, struct att_unit *unit)
{
	struct stretch s;
	uint32_t first = unit->first;

	if (first == 0)
		return false;
	s = stretch_of(image, first - 1);
	if (node_start(image, first) > node_start(image, s.first))
		first = cut_before(image, &s, node_start(image, first) - 1);
	else
		first = s.first;
	set_unit(image, &s, first, unit);
	return true;
}
