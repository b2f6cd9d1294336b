/* Titles of sections, the title page, the list of a section's parts. */
#ifndef LAYOUT_HEADING_H
#define LAYOUT_HEADING_H

#include "layout/flow.h"

/* A section begins: draws its title where no TITLE will come. */
void heading_open(struct flow *flow, uint32_t section);
/* The TITLE leaf of a section. */
void heading_title(struct flow *flow, uint32_t node);
/* What waits under a heading: its rule, and for a work its makers. Called
 * before anything that is no subtitle. */
void heading_end(struct flow *flow);
/* The parts of a section that has no text of its own. */
void heading_contents(struct flow *flow, uint32_t section);

#endif
