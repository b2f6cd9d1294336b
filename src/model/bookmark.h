/* Bookmarks as bytes, between the store and the helper that edits their file.
 *
 * A parcel is a row of fields: a tag, four bytes of size, so many bytes. The
 * store sends the FILE and EDITs and closes its end; the helper answers with an
 * ERROR, or with all BOOKMARKs, the elements REMOVED and (when there were
 * edits) the new FILE; END shows that nothing is missing. */
#ifndef MODEL_BOOKMARK_H
#define MODEL_BOOKMARK_H

#include "attache/bookmarks.h"

#include "base/buf.h"

enum {
	PARCEL_FILE = 'F',
	PARCEL_EDIT = 'E', /* fields: OP, MASK, a bookmark's, perhaps ELEMENT */
	PARCEL_BOOKMARK = 'B',
	PARCEL_REMOVED = 'R', /* fields: a bookmark's id, ELEMENT */
	PARCEL_ERROR = '!', /* code as one byte, then the sentence */
	PARCEL_END = '.',
	/* inside of EDIT and REMOVED */
	PARCEL_OP = 'o',
	PARCEL_MASK = 'm',
	PARCEL_ELEMENT = 'e'
};

enum bookmark_op {
	BOOKMARK_PUT, /* add, or change all of the one with that id */
	BOOKMARK_EDIT, /* change what the mask says */
	BOOKMARK_REMOVE,
	BOOKMARK_OPS
};

/* Bits of a mask. */
enum {
	BOOKMARK_TITLE = 1,
	BOOKMARK_NOTE = 2,
	BOOKMARK_FOLDER = 4,
	BOOKMARK_TAGS = 8,
	BOOKMARK_LETTER = 16,
	BOOKMARK_PLACE = 32, /* work and where */
	BOOKMARK_ALL = 63,
	BOOKMARK_WORDS = BOOKMARK_TITLE | BOOKMARK_NOTE
};

struct bookmark_edit {
	enum bookmark_op op;
	uint32_t mask;
	struct att_bookmark record;
	const char *element; /* XML of the one that is brought back; "" */
};

enum { BOOKMARKS_MAX = 64 << 20 /* bytes of the file */ };

void parcel_field(struct buf *out, int tag, const char *data, size_t size);
void parcel_bookmark(struct buf *out, int tag, const struct att_bookmark *b);
void parcel_edit(struct buf *out, const struct bookmark_edit *edit);

struct parcel {
	const char *data;
	size_t size; /* bytes left */
};

/* The next field; false at the end or when it is cut short (then size is not
 * 0). What it holds is borrowed from the message. */
bool parcel_next(struct parcel *parcel, int *tag, struct parcel *field);
/* Fields of a bookmark, all strings there and NUL-terminated, numbers in
 * range; false when a field is not what it should be. Borrowed. */
bool parcel_read_bookmark(struct parcel parcel, struct att_bookmark *b);
bool parcel_read_edit(struct parcel parcel, struct bookmark_edit *edit);

#endif
