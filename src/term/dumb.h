/* Whether a full screen is possible. Alone because <term.h> of curses has a
 * struct term of its own. */
#ifndef TERM_DUMB_H
#define TERM_DUMB_H

#include <stdbool.h>

/* No full screen is possible: TERM is unset, dumb, unknown or without cursor
 * addressing. */
bool term_is_dumb(void);

#endif
