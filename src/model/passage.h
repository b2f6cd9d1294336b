/* Pieces of a work's text for one line: excerpts and sentences. */
#ifndef MODEL_PASSAGE_H
#define MODEL_PASSAGE_H

#include "attache/image.h"
#include "base/buf.h"

/* The block that holds pos, as a range. */
struct att_range passage_block(const struct att_image *image, att_pos pos);
/* The block's text around a match, whole words, about so many columns; a match
 * that is longer is cut. */
struct att_range passage_around(
    const struct att_image *image, struct att_range match, unsigned columns);
/* The sentence that holds a range: from the end of the one before, which is a
 * full stop, question or exclamation mark, perhaps with closing quotes, before
 * a space and no small letter. Within the block. */
struct att_range passage_sentence(
    const struct att_image *image, struct att_range range);
/* Up to so many characters of the block before pos (after it), whole words. */
struct att_range passage_before(
    const struct att_image *image, att_pos pos, unsigned characters);
struct att_range passage_after(
    const struct att_image *image, att_pos pos, unsigned characters);

/* A passage as it is read: with the words that are generated for references
 * in it. from and to are where the match is in it: its words, when it is such a
 * reference. */
void passage_read(const struct att_image *image, struct att_range passage,
    struct att_range match, struct buf *text, size_t *from, size_t *to);

#endif
