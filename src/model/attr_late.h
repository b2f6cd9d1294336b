/* Attributes that a reader learns only after the node's children. */
#ifndef MODEL_ATTR_LATE_H
#define MODEL_ATTR_LATE_H

#include "attache/builder.h"

/* Set an attribute of an open node: up 0 is the innermost that the caller
 * opened, 1 the one around it. Ignored when the node has one of that name.
 * Costs the nodes made since the node was opened. */
void builder_attr_late(struct att_builder *b, unsigned up, enum att_attr name,
    const char *value, size_t size);

#endif
