/* What the subcommands of attache marks share. */
#ifndef CLI_MARKS_H
#define CLI_MARKS_H

#include "attache/bookmarks.h"
#include "cli/json.h"
#include "cli/works.h"

/* A command's store and the works that its bookmarks are in. */
struct marks {
	struct cli *cli;
	struct att_bookmarks *store;
	/* The work opened last, for those that go through all bookmarks. */
	char *work;
	struct att_library *library;
	const struct att_image *image;
};

/* The bookmarks in the order of their works, then as in the file; only those
 * that the words after the action and --folder and --tag leave. Caller frees
 * rows, which hold until the store changes. */
const struct att_bookmark **marks_chosen(struct marks *marks, size_t *count);
/* The image of a bookmark's work; NULL when it cannot be had. Borrowed until
 * asked for another work. */
const struct att_image *marks_image(struct marks *marks, const char *work);

/* Address as the go-to prompt takes it: work#id+offset. Caller frees. */
char *marks_address(const struct att_bookmark *b);
/* All fields, as marks list --json and import have them; open. */
void marks_json(
    struct json *json, struct out *out, const struct att_bookmark *b);
/* The sentence of what could not be saved or read; 2. */
int marks_failure(const struct att_error *err);
int marks_add(struct marks *marks);
int marks_check(struct marks *marks);
int marks_export(struct marks *marks);
int marks_import(struct marks *marks);

#endif
