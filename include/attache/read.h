/* From XML to an image. Linked into attache-xml, tests and fuzzers only; this
 * is the one public header whose implementation needs libxml2. */
#ifndef ATTACHE_READ_H
#define ATTACHE_READ_H

#include "attache/builder.h"

struct att_read_opts {
	bool strict; /* an error ends reading; else what was read is kept */
	const char *folder; /* includes must lie below; NULL: the document's own */
};

enum att_read_result {
	ATT_READ_WORK, /* the builder holds a work, ready to freeze */
	ATT_READ_OTHER, /* well-formed so far, but its root is of no vocabulary */
	ATT_READ_FAILED /* nothing usable; err says why */
};

/* Once a process: libxml2, its entity loader and error handlers. */
void att_read_init(void);
void att_read_done(void);

/* Read the document at path into b (which is reset first). An error part-way
 * leaves a work marked ATT_META_INCOMPLETE with a finding, unless strict. */
enum att_read_result att_read_file(struct att_builder *b, const char *path,
    const struct att_read_opts *opts, struct att_error *err);
/* The same from memory; name is used in findings, includes are refused. */
enum att_read_result att_read_memory(struct att_builder *b, const char *data,
    size_t size, const char *name, const struct att_read_opts *opts,
    struct att_error *err);

#endif
