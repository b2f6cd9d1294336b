/* Deriving tables from a finished builder, in this order: outline, labels (and
 * which note a mark is of), anchors, links, lists. */
#ifndef MODEL_FREEZE_H
#define MODEL_FREEZE_H

#include "model/builder.h"

/* A table being made: rows of one type. */
struct rows {
	void *row;
	size_t count;
	size_t cap;
};

struct derived {
	struct rows block, section, anchor, link, backlink, term, date, place,
	    label;
	uint32_t *note_of; /* pairs: NOTEREF, its NOTE; by the first */
	size_t pairs, pair_cap;
	char *lang; /* of the work; NULL: not said */
	bool tei;
};

void *rows_add(struct rows *rows, size_t size); /* a zeroed row */

void freeze_outline(struct att_builder *b, struct derived *d);
void freeze_labels(struct att_builder *b, struct derived *d);
void freeze_anchors(struct att_builder *b, struct derived *d);
void freeze_links(struct att_builder *b, struct derived *d);
void freeze_lists(struct att_builder *b, struct derived *d);

/* The node with that id, ATT_NONE when none; after freeze_anchors. */
uint32_t derived_anchor(const struct att_builder *b, const struct derived *d,
    const char *id);
/* Generated name of a node, NULL when it has none; after freeze_labels. */
const char *derived_label(const struct att_builder *b,
    const struct derived *d, uint32_t node);
/* The section's row of a section node. */
const struct att_section *derived_section(const struct derived *d,
    uint32_t node);
/* The NOTE that a NOTEREF made by the builder belongs to, ATT_NONE if none. */
uint32_t derived_note(const struct derived *d, uint32_t noteref);

/* First child of that kind, ATT_NONE when none. */
uint32_t builder_child(const struct att_builder *b, uint32_t node,
    enum att_kind kind);
/* Text of a node on one line, at most max bytes, soft hyphens dropped. Caller frees. */
char *builder_text_of(const struct att_builder *b, uint32_t node, size_t max);
/* The number of an item or step, as its list counts. */
uint32_t builder_ordinal(const struct att_builder *b, uint32_t node);
uint32_t builder_string(struct att_builder *b, const char *string);

#endif
