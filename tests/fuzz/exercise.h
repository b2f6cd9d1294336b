/* What must hold of every image and every layout, whatever they were made
 * from; the fuzz targets end here. A breach aborts. */
#ifndef FUZZ_EXERCISE_H
#define FUZZ_EXERCISE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attache/image.h"
#include "attache/layout.h"
#include "attache/where.h"
#include "base/mem.h"
#include "base/utf8.h"

#define HOLDS(condition)                                                       \
	exercise_holds(condition, #condition, __FILE__, __LINE__)

static inline void
exercise_holds(bool holds, const char *what, const char *file, int line)
{
	if (holds)
		return;
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

/* Bytes of the data, one after another; zeros when they are used up. */
struct feed {
	const uint8_t *data;
	size_t size;
};

static inline uint8_t
feed_byte(struct feed *feed)
{
	if (feed->size == 0)
		return 0;
	feed->size--;
	return *feed->data++;
}

static inline uint32_t
feed_number(struct feed *feed)
{
	uint32_t n = 0;

	for (int i = 0; i < 4; i++)
		n = n << 8 | feed_byte(feed);
	return n;
}

/* Strings are read to their ends, so that a sanitizer sees a wrong one. */
static inline size_t
exercise_string(const struct att_image *image, uint32_t string)
{
	return strlen(att_image_string(image, string));
}

static inline void
exercise_nodes(const struct att_image *image)
{
	for (uint32_t i = 0; i < att_node_count(image); i++) {
		const struct att_node *n = att_node(image, i);
		const char *id = att_node_attr(image, i, ATT_A_ID);
		uint32_t link = att_link_at(image, i);

		HOLDS(n->start <= n->end);
		att_kind_name(n->kind);
		att_node_inherited(image, i, ATT_A_LANG);
		att_node_label(image, i);
		HOLDS(link == ATT_NONE || att_link(image, link)->node == i);
		HOLDS(att_section_of(image, i) < att_section_count(image));
		att_backlink_of(image, i);
		att_link_from(image, i);
		if (id)
			att_anchor_find(image, id);
	}
}

static inline void
exercise_lists(const struct att_image *image)
{
	for (uint32_t i = 0; i < att_section_count(image); i++) {
		exercise_string(image, att_section(image, i)->number);
		exercise_string(image, att_section(image, i)->id);
		HOLDS(exercise_string(image, att_section(image, i)->title));
	}
	for (uint32_t i = 0; i < att_link_count(image); i++) {
		exercise_string(image, att_link(image, i)->target);
		exercise_string(image, att_link(image, i)->words);
	}
	for (uint32_t i = 0; i < att_term_count(image); i++) {
		exercise_string(image, att_term(image, i)->primary);
		exercise_string(image, att_term(image, i)->seealso);
	}
	for (uint32_t i = 0; i < att_date_count(image); i++)
		exercise_string(image, att_date(image, i)->when);
	for (uint32_t i = 0; i < att_place_count(image); i++)
		exercise_string(image, att_place(image, i)->name);
	for (uint32_t i = 0; i < att_label_count(image); i++)
		exercise_string(image, att_label(image, i)->words);
	for (uint32_t i = 0; i < att_anchor_count(image); i++)
		exercise_string(image, att_anchor(image, i)->id);
	for (uint32_t i = 0; i < att_finding_count(image); i++)
		exercise_string(image, att_finding(image, i)->text);
	for (uint32_t i = 0; i < att_file_count(image); i++)
		exercise_string(image, att_file(image, i)->path);
	for (int i = 0; i < ATT_META_COUNT; i++)
		att_image_meta(image, (enum att_meta)i);
}

/* A place is found again in the image that it was made from. */
static inline void
exercise_where(const struct att_image *image, att_pos pos)
{
	struct att_where where;
	struct att_range found;
	char fragment[512];
	uint32_t node;
	att_pos back;
	size_t size;

	att_image_text(image, &size);
	att_where_make(&where, image, (struct att_range){pos, pos});
	att_where_find(&where, image, &found);
	HOLDS(found.start <= found.end && found.end <= size);
	att_where_format(image, pos, fragment, sizeof(fragment));
	if (att_where_parse(fragment, image, &node, &back))
		HOLDS(node < att_node_count(image) && back <= size);
	HOLDS(att_node_at(image, pos) < att_node_count(image));
	HOLDS(att_section_at(image, pos) < att_section_count(image));
	node = att_block_at(image, pos);
	HOLDS(node == ATT_NONE || att_block(image, node)->end >= pos);
}

static inline void
exercise_places(const struct att_image *image)
{
	enum { PLACES = 24 };
	size_t size;
	const char *text = att_image_text(image, &size);

	HOLDS(utf8_valid(text, size));
	for (size_t i = 0; i <= PLACES; i++) {
		size_t pos = size * i / PLACES;

		while (pos < size && ((uint8_t)text[pos] & 0xC0) == 0x80)
			pos++;
		exercise_where(image, (att_pos)pos);
	}
}

static inline void
exercise_image(const struct att_image *image)
{
	exercise_nodes(image);
	exercise_lists(image);
	exercise_places(image);
}

/* Runs are in order of columns, do not overlap and are as wide as they say. */
static inline void
exercise_runs(const struct att_image *image, const struct att_line *line)
{
	unsigned column = 0;
	size_t size;

	att_image_text(image, &size);
	for (uint32_t i = 0; i < line->count; i++) {
		const struct att_run *r = &line->run[i];

		HOLDS(r->column >= column);
		column = (unsigned)r->column + r->columns;
		HOLDS(column <= line->columns);
		HOLDS(r->range.start <= r->range.end && r->range.end <= size);
		HOLDS(r->link == ATT_NONE || r->link < att_link_count(image));
		HOLDS(utf8_valid(r->text, r->size));
		if (!memchr(r->text, '\t', r->size))
			HOLDS(att_cell_columns(r->text, r->size,
			          att_width_unicode) == r->columns);
	}
}

static inline void
exercise_find(const struct att_layout *layout, uint32_t line)
{
	const struct att_line *l = att_layout_line(layout, line);
	const struct att_line *found;

	if (l->range.start == l->range.end || l->kind == ATT_LINE_TABLE)
		return;
	found =
	    att_layout_line(layout, att_layout_find(layout, l->range.start));
	HOLDS(found->range.start <= l->range.start);
	HOLDS(found->range.end > l->range.start);
}

static inline bool
exercise_may_be_wide(const struct att_line *line)
{
	return line->kind == ATT_LINE_VERBATIM || line->kind == ATT_LINE_TABLE;
}

static inline void
exercise_lines(const struct att_image *image, const struct att_layout *layout,
    unsigned columns)
{
	att_pos before = 0;
	size_t size;

	att_image_text(image, &size);
	HOLDS(att_layout_count(layout) > 0);
	for (uint32_t i = 0; i < att_layout_count(layout); i++) {
		const struct att_line *l = att_layout_line(layout, i);

		HOLDS(l->range.start <= l->range.end && l->range.end <= size);
		HOLDS(l->node < att_node_count(image));
		HOLDS(l->columns <= columns || exercise_may_be_wide(l));
		if (l->kind != ATT_LINE_TABLE) {
			HOLDS(l->range.start >= before);
			before = l->range.start;
		}
		exercise_runs(image, l);
		exercise_find(layout, i);
	}
	att_layout_find(layout, 0);
	HOLDS(
	    att_layout_find(layout, (att_pos)size) < att_layout_count(layout));
}

static inline void
exercise_unit(const struct att_image *image, const struct att_unit *unit,
    const struct att_layout_opts *opts)
{
	struct att_layout *layout = att_layout_new(image, unit, opts);
	int columns = opts->columns;

	if (columns < ATT_COLUMNS_MIN)
		columns = ATT_COLUMNS_MIN;
	if (columns > ATT_COLUMNS_MAX)
		columns = ATT_COLUMNS_MAX;
	exercise_lines(image, layout, (unsigned)columns);
	att_layout_free(layout);
}

/* Every unit, forwards, and the way back. */
static inline void
exercise_layout(
    const struct att_image *image, const struct att_layout_opts *opts)
{
	struct att_unit unit;
	uint32_t count = 1;

	att_unit_at(image, 0, &unit);
	while (att_unit_prev(image, &unit))
		;
	exercise_unit(image, &unit, opts);
	while (att_unit_next(image, &unit)) {
		HOLDS(unit.first < unit.last);
		HOLDS(unit.last <= att_node_count(image));
		HOLDS(unit.section < att_section_count(image));
		exercise_unit(image, &unit, opts);
		count++;
	}
	while (att_unit_prev(image, &unit))
		count--;
	HOLDS(count == 1);
}

/* Options out of 32 bits. */
static inline struct att_layout_opts
exercise_opts(uint32_t bits)
{
	static const short odd[] = {-1, 0, 1, 9, 10, 11, 20, 40, 74, 80, 200,
	    300, 999, 1000, 1001, 32767};
	struct att_layout_opts opts = {
	    .columns =
	        (bits & 1) ? odd[bits >> 1 & 15] : (int)(bits >> 1 & 127) + 10,
	    .measure = (bits & 256) ? (int)(bits >> 16 & 255) : 0,
	    .ascii = bits & 512,
	    .hidden = bits & 1024,
	    .joined = bits & 2048,
	};

	return opts;
}

#endif
