/* The set of works: finding, opening, cache, links across works.
 *
 * A WORK argument is a file, a directory searched recursively, or an installed
 * work's name. Opening is lazy: a work's image is made or mapped when it is
 * first asked for, or by att_library_load for all at once, on all cores. */
#ifndef ATTACHE_LIBRARY_H
#define ATTACHE_LIBRARY_H

#include "attache/image.h"

struct att_library;

struct att_library_opts {
	bool no_cache; /* neither read nor write the cache */
	bool strict; /* a document with an error does not open */
	bool quiet; /* no progress on stderr even when it is a terminal */
	bool closed; /* nothing outside the folders given, through whatever
	                link, and nothing that is not there from the start */
	unsigned workers; /* 0: one a core */
	unsigned seconds; /* of a processor to read one work; 0: 60 */
	unsigned megabytes; /* of memory to read one work; 0: 512 */
	const char *helper; /* attache-xml; NULL: see base/helper.h */
	/* Asked between works and every 100 ms while waiting; true stops. */
	bool (*stop)(void *ctx);
	/* Told after each work of att_library_load; may be NULL. */
	void (*progress)(void *ctx, size_t done, size_t total);
	void *ctx;
	/* Names of works, ended by NULL: of an argument that is a folder only
	 * these are wanted. When all are there as files of those names the folder
	 * is not walked, so that its size does not matter. Only read by open. */
	const char *const *only;
};

/* NULL with err when an argument names nothing. args empty: the installed
 * works. Problems with single works are kept, see att_library_problem. */
struct att_library *att_library_open(const char *const *args, size_t count,
    const struct att_library_opts *opts, struct att_error *err);
void att_library_free(struct att_library *library);

size_t att_library_count(const struct att_library *library);
/* Name: what addresses use before '#': the installed name, else the file's path
 * below the argument without ".xml", made unique. Borrowed. */
const char *att_library_name(const struct att_library *library, size_t work);
const char *att_library_path(const struct att_library *library, size_t work);
/* "installed", "file" or "directory": where it was found. Works of a closed
 * library have names that are theirs alone, as installed ones do. */
const char *att_library_origin(const struct att_library *library, size_t work);

/* Make the images of all works, or know that they are there; false when
 * stopped or when the helper does not run (err says so). A work that does not
 * open leaves the others alone and stays, see att_library_problem. Works found
 * not to be works (other XML, fragments that another work of the set includes)
 * leave the set unless they were arguments themselves, so counts and numbers
 * hold only afterwards. */
bool att_library_load(struct att_library *library, struct att_error *err);
/* The image of one work; NULL with err when it does not open. Borrowed. */
const struct att_image *att_library_image(struct att_library *library,
    size_t work, struct att_error *err);
/* Where its topics index is or belongs; NULL when there is no cache that can be
 * written. Borrowed, until asked again. */
const char *att_library_topics_path(struct att_library *library, size_t work);

/* XML that is of no vocabulary, passed over so far. */
size_t att_library_passed_over(const struct att_library *library);
/* Works and folders that did not open, with the reason, which begins with their
 * path: row from 0, NULL after the last. */
const char *att_library_problem(const struct att_library *library, size_t row);

/* The work that a name or path means, or the last part of either when only one
 * work has it; SIZE_MAX when none. */
size_t att_library_find(const struct att_library *library, const char *name);
/* Where a link of kind WORK of that work leads: a path from the work's own
 * folder ("other.xml#id", "../x/file.xml"), a name, or the id of a work's root
 * element (olink). A file that a work includes leads into that work. A document
 * that is not in the library yet but lies in the folder of the argument that
 * brought in the work, or below it, and an installed work are added at the end.
 * False when there is no such work (*work is SIZE_MAX) or nothing in it has the
 * id. */
bool att_library_resolve(struct att_library *library, size_t from,
    const char *target, size_t *work, uint32_t *node);
/* The same when a person goes there: a document that lies elsewhere is opened
 * and added too. Not in a closed library. */
bool att_library_follow(struct att_library *library, size_t from,
    const char *target, size_t *work, uint32_t *node);
/* The real path of the document that such a link means when it is there, but
 * only att_library_follow opens it; NULL. Caller frees. */
char *att_library_apart(
    const struct att_library *library, size_t from, const char *target);

/* What is kept under when something is remembered about a work, whatever way it
 * was opened: the name by which it is installed, else its file's real path.
 * Caller frees. */
char *att_library_kept(const struct att_library *library, size_t work);
/* The work that is kept under so; one that is not in the set yet is added at
 * the end. SIZE_MAX when there is none. */
size_t att_library_add_kept(struct att_library *library, const char *kept);
/* The work that att_library_find finds, else the installed one of that name or
 * the file, which are added at the end unless the library is closed. SIZE_MAX
 * when there is none. */
size_t att_library_add_named(struct att_library *library, const char *name);

struct att_referrer {
	size_t work;
	uint32_t link; /* row of that work's link table */
};

/* Links to node from all works that have been loaded or asked for, its own
 * first. The work itself must have been. Caller frees items. Returns the
 * count. */
size_t att_library_referrers(struct att_library *library, size_t work,
    uint32_t node, struct att_referrer **items);

/* The cache: status as one line of text each, clearing, building elsewhere. */
struct att_cache_status {
	char path[4096];
	size_t images;
	uint64_t bytes;
	size_t stale; /* images whose source is gone or changed */
};

bool att_cache_status(struct att_cache_status *status, struct att_error *err);
bool att_cache_clear(size_t *removed, struct att_error *err);
/* Make images and topics of all works of the library in folder, for packages
 * and for servers with many users. Those of an installed work are NAME.image
 * and NAME.topics and are found beside its NAME.xml too; all are found through
 * $ATTACHE_CACHE_DIRS and the system's cache folder, as long as only the
 * system or the reader can write there. */
bool att_cache_build(struct att_library *library, const char *folder,
    size_t *made, struct att_error *err);

#endif
