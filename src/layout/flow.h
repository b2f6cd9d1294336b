/* The flow of blocks down a column: margins, labels, space, and the lines that
 * come out. */
#ifndef LAYOUT_FLOW_H
#define LAYOUT_FLOW_H

#include "layout/inline.h"
#include "layout/page.h"

enum {
	TEXT_MIN = 10,  /* columns that indents leave for text, at least */
	NARROW = 40,    /* columns under which indents are small */
	LABELS_MAX = 8, /* side by side on one line; more join the text */
	TABLES_MAX = 3  /* tables inside tables that are drawn as such */
};

enum align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

/* A bullet, number or bar, drawn left of the text. */
struct label {
	const char *text;
	uint32_t size;
	uint32_t style;
	uint16_t column;
	uint16_t columns;
	bool joined; /* a bar whose text begins with that of the one before */
};

/* An open container: what its end restores. */
struct frame {
	uint32_t node;
	int left;
	int right;
	uint32_t style;
	bool tight;
	size_t bars;
	/* Of a list. */
	uint32_t count;     /* items so far */
	uint32_t first;     /* number of the first item */
	uint32_t number;    /* of the next item */
	const char *prefix; /* of its numbers, "1." of a list in item 1; NULL */
	uint8_t numeration; /* enum numeration */
	uint8_t hang;       /* columns of its labels */
	bool loose;         /* space between its items */
};

struct flow {
	struct page *page;
	struct lines *out;
	int left;           /* first column of text */
	int right;          /* column after the last */
	uint32_t style;     /* of all text */
	uint8_t align;      /* enum align */
	bool tight;         /* no space between blocks here */
	bool gap;           /* space is due before the next line */
	bool stick;         /* the next line belongs to the last one */
	bool resuming;      /* opening containers that an earlier unit began */
	uint8_t tables;     /* tables that this is inside of */
	uint8_t last;       /* kind of the last leaf */
	uint32_t last_note; /* first node after the last note */
	int outdent; /* the first line of the next leaf starts this much left */
	att_pos
	    pos; /* of the last line's end: the place of lines without text */

	struct label label[LABELS_MAX]; /* for the next line */
	size_t labels;
	struct piece *prefix; /* literals before the next leaf's text */
	size_t prefixes;
	size_t prefix_cap;
	struct label *bar; /* on every line */
	size_t bars;
	size_t bar_cap;
	struct frame *frame;
	size_t frames;
	size_t frame_cap;

	uint32_t heading; /* section whose TITLE is still to come; ATT_NONE */
	bool title_done;  /* a heading was drawn, nothing under it yet */
	/* A rule that waits for the subtitles of a heading. */
	const char *rule;
	int rule_columns;
	uint32_t rule_node;
};

void flow_init(
    struct flow *flow, struct page *page, struct lines *out, int columns);
void flow_done(struct flow *flow);
/* Empty again, for another column of the same page. */
void flow_reset(struct flow *flow, int columns);

/* The line of page->run, whose columns are final, with what is pending. */
void flow_line(struct flow *flow, enum att_line_kind kind, uint32_t node,
    struct att_range range);
/* A line with one literal, at the place reached. */
void flow_literal(struct flow *flow, enum att_line_kind kind, uint32_t node,
    const char *text, uint32_t style, int column);
/* A rule over columns, at column. */
void flow_rule(struct flow *flow, uint32_t node, const char *glyph, int column,
    int columns);
void flow_space(struct flow *flow); /* a blank line is wanted before the next */
void flow_stick(struct flow *flow); /* none is wanted after all */
/* Draw labels and prefixes that no line took. */
void flow_flush(struct flow *flow, uint32_t node);

int flow_step(const struct flow *flow); /* columns of one indent */
void flow_indent(struct flow *flow, int left, int right);
/* Draw text at column before the next line; where it does not fit left of the
 * text it joins it. The text must live as long as the page. */
void flow_label(
    struct flow *flow, const char *text, uint32_t style, int column);
void flow_prefix(struct flow *flow, const char *text, uint32_t style);
void flow_bar(struct flow *flow, const char *text, int column);
/* The innermost open container; NULL. */
struct frame *flow_top(const struct flow *flow);

/* Lay out nodes from first up to last; containers that end there are closed,
 * down to the base outermost ones. */
void flow_walk(struct flow *flow, uint32_t first, uint32_t last, size_t base);
/* Open again the containers between the section and node. */
void flow_resume(struct flow *flow, uint32_t section, uint32_t node);
/* Pieces of the page, prefixes first, as the text of node. */
void flow_text(
    struct flow *flow, uint32_t node, enum att_line_kind kind, int hang);
/* One leaf, whatever its kind. */
void flow_leaf(struct flow *flow, uint32_t node);
void flow_take_prefixes(struct flow *flow, att_pos pos);

#endif
