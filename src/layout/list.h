/* Lists, and everything else that hangs from a label. */
#ifndef LAYOUT_LIST_H
#define LAYOUT_LIST_H

#include "layout/flow.h"

/* Frames of these kinds, just opened. */
void list_open(struct flow *flow, struct frame *frame, uint32_t node);
void item_open(struct flow *flow, struct frame *frame, uint32_t node);
void item_close(struct flow *flow, struct frame *frame);
void entry_open(struct flow *flow, struct frame *frame, uint32_t node);
void qanda_open(struct flow *flow, struct frame *frame, uint32_t node);
void note_open(struct flow *flow, struct frame *frame, uint32_t node);

#endif
