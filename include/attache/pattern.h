/* Patterns: PCRE2 over the logical text, block by block.
 *
 * A match lies inside one block (see image.h) and is what PCRE2 finds when the
 * block's text alone is the subject, left to right, without overlaps; an empty
 * match advances one character. ^ and $ are the ends of the block (of each
 * line in verbatim blocks, by PCRE2_MULTILINE). White space in a pattern's
 * literal form matches one space of the text, since text is collapsed; a
 * no-break space (U+00A0, U+202F) in the text is matched by a space too, alone
 * or in a class; \x20 is the space only. Soft hyphens are not in what is
 * searched, but for those between two digits. */
#ifndef ATTACHE_PATTERN_H
#define ATTACHE_PATTERN_H

#include <stddef.h>

#include "attache/error.h"

enum {
	ATT_P_LITERAL = 1, /* no metacharacters */
	ATT_P_WORD = 2, /* whole words only */
	ATT_P_CASE = 4, /* case counts */
	ATT_P_NOCASE = 8 /* case does not count; neither: smart, it counts when
			    the pattern has a capital outside escapes */
};

enum { ATT_PATTERN_MAX = 4096 /* bytes */ };

struct att_pattern;

/* NULL with err.text = PCRE2's reason and *offset (when not NULL) the byte in
 * text where it was seen. The pattern can be shared by threads. */
struct att_pattern *att_pattern_new(const char *text, unsigned flags,
    size_t *offset, struct att_error *err);
void att_pattern_free(struct att_pattern *pattern);
const char *att_pattern_text(const struct att_pattern *pattern);
bool att_pattern_ignores_case(const struct att_pattern *pattern);

#endif
