/* Citations of works, sections and passages. */
#ifndef ATTACHE_CITE_H
#define ATTACHE_CITE_H

#include "attache/image.h"

/* X(identifier, name) */
/* clang-format off */
#define ATT_CITE_FORMATS(X) \
	X(CHICAGO,  "chicago")  /* a note of the Chicago Manual of Style */ \
	X(APA,      "apa")      /* a reference of APA 7 */ \
	X(BIBTEX,   "bibtex")   /* LaTeX commands for accents */ \
	X(BIBLATEX, "biblatex") /* UTF-8 */ \
	X(RIS,      "ris") \
	X(CSL_JSON, "csl-json") \
	X(DOCBOOK,  "docbook")  /* a biblioentry of DocBook 5 */
/* clang-format on */

enum att_cite_format {
#define X(id, name) ATT_CITE_##id,
	ATT_CITE_FORMATS(X)
#undef X
	ATT_CITE_COUNT
};

struct att_citation {
	const struct att_image *image;
	const char *work; /* its name, or the absolute path of its file */
	/* The place: its section is cited, the work as a whole in front of the
	 * first one. A passage is quoted. */
	struct att_range range;
	const char *accessed; /* ISO 8601 date; NULL: not said */
};

const char *att_cite_format_name(enum att_cite_format format);
/* ATT_CITE_COUNT when there is none of that name. */
enum att_cite_format att_cite_format_of(const char *name);

/* One record, UTF-8, ends with a newline. Caller frees. */
char *att_cite(
    const struct att_citation *citation, enum att_cite_format format);

#endif
