/* Soft hyphens are in the text but not in what is searched, but for those
 * between two digits. */
#ifndef SEARCH_SOFT_H
#define SEARCH_SOFT_H

#include <stdbool.h>

#include "base/buf.h"

struct soft {
	struct buf text; /* without them */
	uint32_t *gap;   /* offsets in text where one was, rising */
	size_t count;
	size_t cap;
};

/* Offset of the first soft hyphen, size when there is none. */
size_t soft_find(const char *text, size_t size);
void soft_remove(struct soft *soft, const char *text, size_t size);
void soft_done(struct soft *soft);
/* The offset in the full text of the character at offset at; of the end of
 * the one before it. */
size_t soft_start(const struct soft *soft, size_t at);
size_t soft_end(const struct soft *soft, size_t at);

#endif
