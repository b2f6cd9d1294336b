/* Inside of the bookmark store. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <sys/stat.h>

#include "model/bookmark.h"
#include "store/entries.h"

enum {
	STORE_UNDO = 100, /* removals that can be taken back */
	STORE_WAIT = 2000, /* milliseconds for the lock */
	STORE_TRIES = 5, /* when other programs change the file meanwhile */
	STORE_RESCUES = 9, /* files of unsaved changes in a folder */
	STORE_LINE = 4096, /* bytes of a title, folder, tags, work */
	STORE_NOTE = 1 << 20 /* bytes of a note */
};

/* Something done in memory and not in the file yet, or a removal. */
struct change {
	enum bookmark_op op;
	uint32_t mask;
	struct entry entry;
	char *element; /* as the file had it; NULL unknown */
};

struct changes {
	struct change *item;
	size_t count;
	size_t cap;
};

/* Which file it was that was read. */
struct stamp {
	bool exists;
	dev_t device;
	ino_t inode;
	off_t size;
	struct timespec time;
};

struct att_bookmarks {
	char *path; /* NULL: there is no home */
	bool own_path; /* given by the caller */
	char *helper;
	bool private;
	struct entries list; /* with all that is pending */
	struct changes pending;
	struct changes removed; /* the last one last */
	struct stamp stamp;
	char *notice; /* not said yet */
	char *said; /* the last that was */
	char *rescue[2 * STORE_RESCUES]; /* files that hold what is pending */
	size_t rescue_count;
};

void change_add(struct changes *changes, enum bookmark_op op, uint32_t mask,
    const struct att_bookmark *b);
void change_remove(struct changes *changes, size_t row);
void changes_done(struct changes *changes);
/* Do it to a list in memory, as the helper does it to the file. */
void change_apply(const struct change *change, struct entries *list);

/* store_file.c */
bool store_load(struct att_bookmarks *b, struct att_error *err);
/* Merge what is pending into the file. */
bool store_save(struct att_bookmarks *b, struct att_error *err);
bool store_is_stale(const struct att_bookmarks *b);

/* rescue.c; att_bookmarks_rescue writes such a file. */
/* What earlier runs could not save, as pending. Returns how much. */
size_t rescue_take(struct att_bookmarks *b);
/* It is saved: their files go. */
void rescue_forget(struct att_bookmarks *b);

#endif
