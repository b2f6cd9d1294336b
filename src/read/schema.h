/* Checking a document against the RELAX NG schema of its vocabulary: all that
 * "attache-xml --schema FILE" does once it is confined. */
#ifndef READ_SCHEMA_H
#define READ_SCHEMA_H

/* How it ends; src/cli/schema.c reads it. */
enum schema_result {
	SCHEMA_VALID = 0,
	SCHEMA_FINDINGS =
	    1,             /* each printed: LINE, COLUMN, FILE, TEXT by tabs */
	SCHEMA_UNREAD = 2, /* the document is not XML */
	SCHEMA_NONE = 3    /* no schema of its vocabulary is installed */
};

/* path: as realpath gives it; its folder is the process's. */
enum schema_result schema_run(const char *path);

#endif
