/* When nothing was found: what to try next. */
#ifndef UI_FIND_WORDS_H
#define UI_FIND_WORDS_H

#include "ui/app.h"

/* Say that there is no match, and the nearest thing that there is: other
 * spelling (accents, British and American forms), a word of the index that is
 * near, a wider scope. */
unsigned find_nothing(struct app *app, const char *pattern);

#endif
