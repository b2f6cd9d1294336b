/* Printing a piece of a work's text on one line. */
#ifndef CLI_PASSAGE_H
#define CLI_PASSAGE_H

#include "model/passage.h"

struct out;

/* Print a passage with the match in it marked: as OUT_MATCH, and between >> and
 * << when marked. With cut "…" stands where the block goes on. */
void passage_print(struct out *out, const struct att_image *image,
    struct att_range passage, struct att_range match, bool marked, bool cut);

#endif
