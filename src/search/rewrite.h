/* From what a person writes to what PCRE2 gets. */
#ifndef SEARCH_REWRITE_H
#define SEARCH_REWRITE_H

#include <stdbool.h>

/* A space also matches the no-break spaces, soft hyphens may be missing (most
 * are not in what is searched), ATT_P_LITERAL quotes and ATT_P_WORD wraps. For
 * a regular expression text must have been accepted by PCRE2. Caller frees. */
char *rewrite_pattern(const char *text, unsigned flags);
/* Whether a letter that stands for itself is a capital. */
bool rewrite_has_capital(const char *text, unsigned flags);

#endif
