/* A screen as a terminal would be sent it, for the picture of the README. */
#ifndef SCREEN_PICTURE_H
#define SCREEN_PICTURE_H

#include "base/buf.h"
#include "ui/grid.h"

/* Every row with the sequences of its styles, in the colours of the dark
 * theme. */
void picture_add(struct buf *out, const struct grid *grid);

#endif
