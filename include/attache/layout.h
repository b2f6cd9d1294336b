/* From an image and a width to lines of runs, a unit at a time.
 *
 * A unit is the own text of one section (up to its first subsection), cut at
 * block borders when it is over ATT_UNIT_MAX bytes. The first screen of a 20
 * MB work costs what that of a small one does. Layout is the only place that
 * knows widths. */
#ifndef ATTACHE_LAYOUT_H
#define ATTACHE_LAYOUT_H

#include "attache/cell.h"
#include "attache/image.h"

enum {
	ATT_MEASURE = 74, /* columns of text at most, unless asked otherwise */
	ATT_COLUMNS_MIN = 10,
	ATT_COLUMNS_MAX = 1000,
	ATT_UNIT_MAX = 256 << 10 /* bytes of text */
};

/* Styles of runs: bits. The last group says what a run is, for colours; bold,
 * underline and reverse must carry all meaning alone. */
enum {
	ATT_S_BOLD = 1 << 0,
	ATT_S_EMPH = 1 << 1, /* italic where there is one, else underline */
	ATT_S_UNDERLINE = 1 << 2,
	ATT_S_STRIKE = 1 << 3,
	ATT_S_DIM = 1 << 4,
	ATT_S_CODE = 1 << 5,
	ATT_S_SUP = 1 << 6,
	ATT_S_SUB = 1 << 7,
	ATT_S_LINK = 1 << 8, /* run.link says which */
	ATT_S_BROKEN = 1 << 9, /* with LINK: leads nowhere */
	ATT_S_HEADING = 1 << 10,
	ATT_S_TERM = 1 << 11,
	ATT_S_NAME = 1 << 12, /* person, place, organisation */
	ATT_S_DATE = 1 << 13,
	ATT_S_NOTE = 1 << 14, /* inside a note */
	ATT_S_RULE = 1 << 15, /* borders, leaders */
	ATT_S_MARK = 1 << 16, /* numbers, bullets, labels, generated words */
	ATT_S_QUOTE = 1 << 17,
	ATT_S_EDITORIAL = 1 << 18
};

struct att_run {
	const char *text; /* borrowed from image or layout; pass it through cells */
	uint32_t size; /* bytes */
	/* Of the work's text, as long as size but for a tab, which is one byte
	 * drawn as spaces. start == end: a literal, at the place between. */
	struct att_range range;
	uint32_t style; /* ATT_S_ bits */
	/* Row of the link table; ATT_NONE. A run with ATT_S_LINK and ATT_NONE is
	 * of a generated index or contents list and leads to range.start. */
	uint32_t link;
	uint16_t column; /* first, from 0, before centring */
	uint16_t columns;
};

enum att_line_kind {
	ATT_LINE_BLANK,
	ATT_LINE_TEXT,
	ATT_LINE_HEADING,
	ATT_LINE_VERBATIM, /* may be wider than the measure: pan, never wrapped */
	ATT_LINE_TABLE, /* may be wider when even the record form does not fit */
	ATT_LINE_RULE
};

struct att_line {
	/* Text on this line; empty at the place between for others. Side by side
	 * in a table row cells overlap: there the runs know better. */
	struct att_range range;
	const struct att_run *run; /* in column order */
	uint32_t count; /* of runs */
	uint32_t node; /* the leaf or container that it belongs to */
	uint16_t columns; /* used */
	uint8_t kind; /* enum att_line_kind */
};

struct att_layout_opts {
	int columns; /* of the area; clamped to ATT_COLUMNS_MIN.. ATT_COLUMNS_MAX */
	int measure; /* 0: ATT_MEASURE */
	att_width *width; /* NULL: att_width_unicode */
	bool ascii; /* literals in plain ASCII */
	bool hidden; /* ATT_F_HIDDEN nodes too */
	/* For speech and braille: tables in record form always, and nothing
	 * wider than the area. */
	bool joined;
};

struct att_unit {
	uint32_t section; /* row of the section table */
	uint32_t first; /* first node laid out (the section itself for its first unit) */
	uint32_t last; /* first node after it */
	struct att_range text;
};

/* The unit that holds pos; the one that holds node (a section without text of
 * its own has one too, which no position leads to); the one after; the one
 * before. False at the ends. */
void att_unit_at(const struct att_image *image, att_pos pos,
    struct att_unit *unit);
void att_unit_of(const struct att_image *image, uint32_t node,
    struct att_unit *unit);
bool att_unit_next(const struct att_image *image, struct att_unit *unit);
bool att_unit_prev(const struct att_image *image, struct att_unit *unit);

struct att_layout;

/* Lay out one unit. The image must outlive it. Never NULL. */
struct att_layout *att_layout_new(const struct att_image *image,
    const struct att_unit *unit, const struct att_layout_opts *opts);
void att_layout_free(struct att_layout *layout);

uint32_t att_layout_count(const struct att_layout *layout); /* lines, >= 1 */
const struct att_line *att_layout_line(const struct att_layout *layout,
    uint32_t line);
/* The line that shows pos, or the last one that starts before it. */
uint32_t att_layout_find(const struct att_layout *layout, att_pos pos);

#endif
