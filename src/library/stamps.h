/* Which image files have been validated, and of which source they are known
 * to be all there is: the file "stamps" of a cache folder. An image is known
 * by device, inode, size and time of last change. Whoever changes a file
 * changes that time, so an image on record is as it was when it passed.
 *
 * The file is a table of fixed size, where the name of an image says which few
 * records can be about it: looking one up costs the same however many there
 * are. A record that is damaged is not a record, and one that is lost costs
 * validating that image once more, so nothing needs to be locked or synced. */
#ifndef LIBRARY_STAMPS_H
#define LIBRARY_STAMPS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

struct stamps {
	int folder; /* where fresh records go, -1: nowhere; borrowed */
	int own;    /* the table there, -1: none yet */
	int *table; /* of other folders, to look in */
	size_t count;
	size_t cap;
};

/* An image's source: one file, in this state. */
struct stamp_source {
	const char *path;
	const struct stat *st;
};

#define STAMPS_NONE ((struct stamps){.folder = -1, .own = -1})

/* Look into the table of a folder too. */
void stamps_look(struct stamps *stamps, int folder);
/* Look into that of this folder, and write there. */
void stamps_keep(struct stamps *stamps, int folder);
bool stamps_know(
    const struct stamps *stamps, const char *name, const struct stat *image);
bool stamps_know_fit(const struct stamps *stamps, const char *name,
    const struct stat *image, const struct stamp_source *source);
/* Record the image by that name; source is NULL when it is not known that the
 * image is that of one file. */
void stamps_note(struct stamps *stamps, const char *name,
    const struct stat *image, const struct stamp_source *source);
void stamps_done(struct stamps *stamps);

#endif
