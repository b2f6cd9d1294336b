/* Lists, and everything else that hangs from a label. */
#ifndef LAYOUT_LIST_H
#define LAYOUT_LIST_H

#include "layout/flow.h"

enum numeration {
	NUMERATION_NONE, /* no label at all */
	NUMERATION_BULLET,
	NUMERATION_ARABIC,
	NUMERATION_LOWERALPHA,
	NUMERATION_LOWERROMAN,
	NUMERATION_UPPERALPHA,
	NUMERATION_UPPERROMAN
};

/* "12", "l", "XIV" into out. */
void list_number(
    enum numeration numeration, uint32_t number, char *out, size_t size);
/* Frames of these kinds, just opened. */
void list_open(struct flow *flow, struct frame *frame, uint32_t node);
void item_open(struct flow *flow, struct frame *frame, uint32_t node);
void item_close(struct flow *flow, struct frame *frame);
void entry_open(struct flow *flow, struct frame *frame, uint32_t node);
void qanda_open(struct flow *flow, struct frame *frame, uint32_t node);
void note_open(struct flow *flow, struct frame *frame, uint32_t node);

#endif
