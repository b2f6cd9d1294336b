/* Lines on standard error, safe for a terminal. */
#ifndef CLI_COMPLAIN_H
#define CLI_COMPLAIN_H

#include <stdbool.h>
#include <stddef.h>

/* "attache: ..." on stderr, one line, whatever is in the arguments. Returns 2,
 * the exit status of errors, so that `return complain(...)` reads well. */
int complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The part of a pattern around a byte offset, with a caret below the offset. */
void complain_pattern(const char *pattern, size_t offset);

#endif
