/* The index of a work, from its terms. */
#ifndef LAYOUT_INDEX_H
#define LAYOUT_INDEX_H

#include "layout/flow.h"

void index_draw(struct flow *flow, uint32_t section);

#endif
