/* A file of lines that only grows, until it is rewritten with what counts.
 *
 * A line holds fields parted by tabs. Lines that are not what they should be
 * are passed over. Adding appends under a lock, so that no line goes to a file
 * that is being rewritten. */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "attache/error.h"

enum {
	JOURNAL_FIELDS = 10, /* at most */
	JOURNAL_LINE = 8192, /* bytes of a line at most; longer are left out */
	JOURNAL_FILE = 16 << 20, /* bytes of a file; longer ones start anew */
	JOURNAL_WAIT = 500 /* milliseconds for the lock */
};

struct journal_kind {
	const char *name; /* of the file */
	size_t bound; /* rows kept */
	unsigned fields;
	bool unique; /* a row replaces those with the same first field */
	bool sync; /* a line is on the disk before it is said to be saved */
};

struct journal_row {
	char *bytes;
	const char *field[JOURNAL_FIELDS];
};

struct journal {
	const struct journal_kind *kind;
	char *path; /* NULL: memory only */
	bool private; /* read only */
	bool loaded;
	struct journal_row *row;
	size_t count;
	size_t cap;
	size_t lines; /* of the file, about */
};

void journal_init(struct journal *journal, const struct journal_kind *kind,
    const char *folder, bool private);
void journal_done(struct journal *journal);
void journal_load(struct journal *journal); /* the first time */
bool journal_add(struct journal *journal, const char *const *field,
    struct att_error *err);

#endif
