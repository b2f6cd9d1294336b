/* Checking a document against the RELAX NG schema of its vocabulary, by
 *
 *	attache-xml --schema FILE
 *
 * which prints a line "LINE<tab>COLUMN<tab>FILE<tab>TEXT" for each thing that
 * is wrong and exits with 0 when there is none, 1 when there are some, 3 when
 * no schema of the vocabulary is installed, and 2 when the document cannot be
 * read (src/read/schema.h). FILE is a real path. */
#ifndef CLI_SCHEMA_H
#define CLI_SCHEMA_H

#include <stdbool.h>
#include <stdint.h>

#include "attache/error.h"

typedef void schema_finding(void *ctx, const char *file, uint32_t line,
    uint32_t column, const char *text);

/* Tell ctx each finding. False with err when it could not be checked. */
bool schema_check(const char *path, schema_finding *finding, void *ctx,
    struct att_error *err);

#endif
