/* A pattern at work, for the rest of the module: PCRE2 stays behind it. */
#ifndef SEARCH_PATTERN_H
#define SEARCH_PATTERN_H

#include <stdint.h>

#include "attache/pattern.h"
#include "search/facts.h"

/* What one thread needs to match. */
struct pattern_run;

enum pattern_found {
	PATTERN_NONE, /* no match begins in the starts tried */
	PATTERN_MATCH,
	PATTERN_TIRED /* it took too long, or more memory than it may */
};

struct pattern_span {
	size_t start;
	size_t end; /* >= start */
};

const struct facts *pattern_facts(const struct att_pattern *pattern);
/* Where its needed literals stand; NULL when it has no such set. */
const struct literal_finder *pattern_finder(
    const struct att_pattern *pattern, unsigned which);

struct pattern_run *pattern_run_new(const struct att_pattern *pattern);
void pattern_run_free(struct pattern_run *run);

/* The first match that begins at or after at. For patterns and subjects whose
 * cost is known to be small. */
enum pattern_found pattern_find(struct pattern_run *run, const char *subject,
    size_t size, size_t at, struct pattern_span *span);
/* The same, for starts from at to last only. guard: stop, tired, when the
 * clock passes until (of clock_us). */
enum pattern_found pattern_find_within(struct pattern_run *run,
    const char *subject, size_t size, size_t at, size_t last, bool guard,
    int64_t until, struct pattern_span *span);

#endif
