/* Lists whose members stand in columns. */
#ifndef LAYOUT_COLUMNS_H
#define LAYOUT_COLUMNS_H

#include "layout/flow.h"

/* Draw a list in the columns that it asks for. False when it asks for none or
 * they do not fit: then it is drawn as any other. */
bool columns_draw(struct flow *flow, uint32_t list);

#endif
