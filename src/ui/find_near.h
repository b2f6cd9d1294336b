/* Words of the index that are spelled nearly like what was typed. */
#ifndef UI_FIND_NEAR_H
#define UI_FIND_NEAR_H

#include "attache/image.h"

/* The word of an index or glossary term, or the term, that differs least from
 * what was typed: in one letter, or in two of a longer word; else the term with
 * the longest start in common. Caller frees; NULL: none is near. */
char *find_near_term(const struct att_image *image, const char *typed);

#endif
