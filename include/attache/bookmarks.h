/* The person's bookmarks, notes and letter marks, in one XBEL file that other
 * programs may edit too.
 *
 * A change is merged into the file as it is at that moment, so several programs
 * of one person do not overwrite each other. When it cannot be saved it lives
 * on in memory, is counted by att_bookmarks_unsaved, and is tried again with
 * the next change and by att_bookmarks_save. */
#ifndef ATTACHE_BOOKMARKS_H
#define ATTACHE_BOOKMARKS_H

#include "attache/where.h"

#define ATT_BETWEEN '\x1F' /* parts folders and tags in one string */

/* A bookmark. In calls, NULL strings count as "". */
struct att_bookmark {
	const char *id; /* "" before it is added */
	const char *title;
	const char *note;
	const char *folder; /* titles from the top down, parted by ATT_BETWEEN */
	const char *tags; /* parted by ATT_BETWEEN */
	const char *work; /* a work's name, or the absolute path of a file */
	const char *added; /* ISO 8601, UTC; "" unknown; set by the store */
	const char *modified;
	char letter; /* a-z: mark in its work, A-Z: in all; 0: none */
	struct att_where where;
};

struct att_bookmarks;

struct att_bookmarks_opts {
	const char *path; /* NULL: bookmarks.xbel in the person's data folder */
	const char *helper; /* attache-xml; NULL: as installed */
	bool private; /* read, but keep changes in memory only */
};

/* Never NULL: a file that cannot be read gives no bookmarks and fills err. One
 * that is missing gives none without an error. */
struct att_bookmarks *att_bookmarks_open(
    const struct att_bookmarks_opts *opts, struct att_error *err);
void att_bookmarks_free(struct att_bookmarks *bookmarks);
/* Read anew when the file has changed; *changed says whether. On error what was
 * known stays. */
bool att_bookmarks_refresh(struct att_bookmarks *bookmarks, bool *changed,
    struct att_error *err);

/* In the order of the file. Rows and what they point to hold until the next
 * call that takes the store without const. */
size_t att_bookmarks_count(const struct att_bookmarks *bookmarks);
const struct att_bookmark *att_bookmarks_get(
    const struct att_bookmarks *bookmarks, size_t row);
/* SIZE_MAX when there is none. */
size_t att_bookmarks_find(
    const struct att_bookmarks *bookmarks, const char *id);
size_t att_bookmarks_letter(const struct att_bookmarks *bookmarks,
    const char *work, char letter);

/* Changes. True: it is on the disk. False: err says why it is not; with
 * ATT_EUSAGE and ATT_ENOTFOUND nothing was changed, else the change is made
 * in memory and unsaved. */

/* *id, when not NULL, is the new bookmark's, borrowed like a row. */
bool att_bookmarks_add(struct att_bookmarks *bookmarks,
    const struct att_bookmark *bookmark, const char **id,
    struct att_error *err);
/* Change the one with that id to be so; only what differs is written, so that
 * another program's change of something else stays. An edit of one that was
 * removed elsewhere brings it back if title or note were changed, and is
 * dropped otherwise. */
bool att_bookmarks_edit(struct att_bookmarks *bookmarks,
    const struct att_bookmark *bookmark, struct att_error *err);
bool att_bookmarks_remove(struct att_bookmarks *bookmarks, const char *id,
    struct att_error *err);
/* Bring back what was removed last, with all that other programs had put into
 * it; ATT_ENOTFOUND when there is nothing (more). */
bool att_bookmarks_undo(struct att_bookmarks *bookmarks, const char **id,
    struct att_error *err);
/* Put the letter on a place: one that has it already moves, or loses it when
 * it has a note, tags or a folder of its own. */
bool att_bookmarks_set_letter(struct att_bookmarks *bookmarks,
    const struct att_bookmark *place, char letter, struct att_error *err);
/* Add many at once, keeping ids; those whose id is there already are passed
 * over. *added counts the others. */
bool att_bookmarks_import(struct att_bookmarks *bookmarks,
    const struct att_bookmark *bookmark, size_t count, size_t *added,
    struct att_error *err);

size_t att_bookmarks_unsaved(const struct att_bookmarks *bookmarks);
bool att_bookmarks_save(struct att_bookmarks *bookmarks,
    struct att_error *err);
/* For who ends with changes that cannot be saved: write them into a file of
 * their own, in the state folder or that of temporary files, which the next
 * att_bookmarks_open takes in. *path is its name, borrowed until the store is
 * changed or freed; "" when there was nothing to keep. */
bool att_bookmarks_rescue(struct att_bookmarks *bookmarks, const char **path,
    struct att_error *err);
/* Something that happened to the file and must be said, one sentence, once;
 * NULL when there is nothing. Borrowed. */
const char *att_bookmarks_notice(struct att_bookmarks *bookmarks);
/* The file; NULL when there is no home. */
const char *att_bookmarks_path(const struct att_bookmarks *bookmarks);

#endif
