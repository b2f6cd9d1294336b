/* The bytes of an image: a header, then the tables, each at a multiple of 8.
 *
 * The header names each table's place, rows and hash. Numbers are in the order
 * of the machine that wrote the image; another machine refuses it and reads
 * the source again. */
#ifndef MODEL_FORMAT_H
#define MODEL_FORMAT_H

#include "attache/image.h"

enum table {
	TABLE_TEXT, /* bytes */
	TABLE_STRING, /* bytes, NUL-terminated strings; 0 is "" */
	TABLE_NODE, /* one more row than nodes: its attr closes the last */
	TABLE_ATTR,
	TABLE_BLOCK,
	TABLE_SECTION,
	TABLE_ANCHOR,
	TABLE_LINK,
	TABLE_BACKLINK,
	TABLE_TERM,
	TABLE_DATE,
	TABLE_PLACE,
	TABLE_LABEL,
	TABLE_META,
	TABLE_FILE,
	TABLE_FINDING,
	TABLE_COUNT
};

struct attr_row {
	uint32_t name; /* enum att_attr */
	uint32_t value; /* string */
};

struct table_place {
	uint64_t at; /* bytes from the start of the image */
	uint64_t count; /* rows */
	uint64_t hash; /* of its bytes */
};

struct image_header {
	char magic[8];
	uint32_t format; /* ATT_IMAGE_FORMAT */
	uint32_t order; /* IMAGE_ORDER as the writer's machine stores it */
	uint64_t size; /* of the image, bytes */
	uint64_t hash; /* of this header with 0 here */
	struct table_place table[TABLE_COUNT];
};

#define IMAGE_MAGIC "attache\n"
#define IMAGE_ORDER 0x01020304u
enum { IMAGE_PADDING = 8 /* zero bytes after the text and the strings */ };

size_t table_row_size(enum table table); /* bytes */

/* The image as its readers see it. */
struct att_image {
	const struct image_header *header;
	const char *text;
	const char *string;
	const struct att_node *node;
	const struct attr_row *attr;
	const void *table[TABLE_COUNT];
	size_t size;
	void *map; /* to unmap; NULL when the memory is the caller's */
};

/* Row of the last node that starts at or before pos. */
uint32_t image_last_node(const struct att_image *image, att_pos pos);

/* Check everything that the accessors and their callers rely on. */
bool image_validate(const struct att_image *image, const char *label,
    struct att_error *err);

#endif
