/* The parts of the builder: builder.c keeps what is told beside the tree,
 * builder_tree.c opens and closes nodes, builder_text.c settles white space,
 * builder_notes.c moves notes. */
#ifndef MODEL_BUILDER_PARTS_H
#define MODEL_BUILDER_PARTS_H

#include "model/builder.h"

/* Text inside a hold. */
void builder_hold_text(struct att_builder *b, const char *text, size_t size);

/* The innermost node that is open and has not been cut by a block; ATT_NONE
 * when there is none. */
uint32_t builder_parent(const struct att_builder *b);

/* Add text with each run of white space as one space, none at the start when
 * gap is set. Returns whether it ends in a space then. */
bool builder_collapse(
    struct buf *out, bool gap, const char *text, size_t size);
/* Add text with its white space as it stands. */
void builder_keep(struct buf *out, const char *text, size_t size);
bool builder_is_blank(const char *text, size_t size);
/* The leaf's text ends here: with its newline, if there is any. */
void builder_end_leaf(struct att_builder *b, uint32_t leaf, bool preserve);

/* A value without its controls, which goes to terminals as text does; its size
 * is changed with it. Valid until the next one. */
const char *builder_clean(
    struct att_builder *b, const char *value, size_t *size);

/* Kinds that the notes in them come after, and those that begin with what
 * belongs at their end. */
bool builder_holds_notes(enum att_kind kind);
bool builder_holds_attribution(enum att_kind kind);
/* Take away the note or attribution that ends here, its nodes and text being
 * the last ones, to be put back later. */
void builder_cut_last(struct att_builder *b, uint32_t first);
/* Put back the notes waiting from that one on, unless something still open
 * holds them too. */
void builder_put_notes(struct att_builder *b, uint32_t from);
/* At the end of a quotation who said it, if that stood before; behind a title
 * what stood before that. The notes that wait for a table around it go on
 * waiting. */
void builder_put_others(
    struct att_builder *b, uint32_t from, uint32_t parent);
/* Forget those that wait, but for the first so many. */
void builder_drop_notes(struct att_builder *b, size_t keep);

#endif
