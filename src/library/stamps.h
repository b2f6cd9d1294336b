/* Which image files have been validated: a set of (device, inode, size, time
 * of last change), kept as fixed records in the file "stamps" of a cache
 * folder. Whoever changes a file changes that time, so a file that is in the
 * set is as it was when it passed; a record that is damaged is not a record.
 *
 * A second kind of record says that such an image is all there is to read of
 * a source of that path, size and time, so that neither need be opened to
 * know that they still fit. */
#ifndef LIBRARY_STAMPS_H
#define LIBRARY_STAMPS_H

#include <sys/stat.h>

#include "base/buf.h"
#include "library/map.h"

struct stamps {
	struct seen known;
	struct buf fresh; /* records not yet saved */
};

/* Add those on record in the open folder. */
void stamps_load(struct stamps *stamps, int folder);
bool stamps_know(const struct stamps *stamps, const struct stat *image);
void stamps_note(struct stamps *stamps, const struct stat *image);
/* The image is that of the source in this state, which is one file. */
bool stamps_know_fit(const struct stamps *stamps, const struct stat *image,
    const char *source, const struct stat *state);
void stamps_note_fit(struct stamps *stamps, const struct stat *image,
    const char *source, const struct stat *state);
/* Append the fresh ones; a file that has grown large is written anew with
 * those of the images that are there. */
void stamps_save(struct stamps *stamps, int folder);
void stamps_done(struct stamps *stamps);

#endif
