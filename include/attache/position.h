/* The one coordinate: a position is a byte offset into a work's text. */
#ifndef ATTACHE_POSITION_H
#define ATTACHE_POSITION_H

#include <stdint.h>

typedef uint32_t att_pos; /* bytes from the start of the work's text */

#define ATT_NONE UINT32_MAX /* no position, no node, no row of a table */

/* Half open: end is the first byte after the range. */
struct att_range {
	att_pos start;
	att_pos end;
};

#endif
