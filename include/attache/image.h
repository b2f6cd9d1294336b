/* A work as one immutable, position-independent block of memory.
 *
 * Everything inside refers to everything else by offset or by row number, so
 * the same bytes serve in memory, in a cache file and in a mapped page. All
 * pointers returned here are borrowed from the image and live as long as it.
 * Rows out of range are a programming error (assert), since an image is
 * validated whole before it can be used. */
#ifndef ATTACHE_IMAGE_H
#define ATTACHE_IMAGE_H

#include <stddef.h>

#include "attache/error.h"
#include "attache/kind.h"
#include "attache/position.h"

/* Changes with every change of the layout of an image or of what reading puts
 * into it; images of another format are read anew, never converted. */
#define ATT_IMAGE_FORMAT 5

struct att_image;

/* Elements and blocks, in document order (preorder). Row 0 is the WORK. */
struct att_node {
	att_pos start; /* of the text inside, notes included for containers */
	att_pos end; /* of a leaf: before its closing newline */
	uint32_t parent; /* row; ATT_NONE for row 0 */
	uint32_t next; /* first row after this node's subtree */
	uint32_t attr; /* first row of the attribute table */
	uint32_t line; /* of the start tag, from 1; 0 unknown */
	uint16_t column; /* of the start tag, from 1, bytes; 0 unknown or over 65534 */
	uint16_t file; /* row of the file table */
	uint8_t kind; /* enum att_kind */
	uint8_t flags; /* ATT_F_ bits */
	uint16_t spare; /* 0 */
};

/* The leaves, in text order: where matches live. */
struct att_block {
	att_pos start;
	att_pos end; /* before the closing newline */
	uint32_t node;
};

/* The outline, in document order. Row 0 is the work itself. */
struct att_section {
	uint32_t node;
	uint32_t parent; /* row of this table; ATT_NONE for row 0 */
	uint32_t next; /* first row after the subsections of this one */
	uint32_t number; /* string: "4.2", "A", "" when unnumbered */
	uint32_t id; /* string: its id, else a path such as "/2/1" */
	uint32_t title; /* string: plain, one line, never empty */
	uint16_t level; /* 0 for the work, 1 for its children */
	uint8_t kind; /* enum att_kind */
	uint8_t spare;
};

struct att_anchor {
	uint32_t id; /* string */
	uint32_t node;
};

enum att_link_kind {
	ATT_LINK_HERE, /* node is the target's row */
	ATT_LINK_WORK, /* target is "work#id", "file.xml#id" or "work" */
	ATT_LINK_ADDRESS, /* target is a web or mail address */
	ATT_LINK_NOTE, /* node is a NOTE */
	ATT_LINK_BROKEN /* target is an id that nothing carries */
};

/* Links out, by node (so by position). */
struct att_link {
	uint32_t node; /* LINK, XREF, NOTEREF, TERMREF, CITETITLE, SEE, IMAGE ... */
	uint32_t target_node; /* ATT_NONE unless HERE or NOTE */
	uint32_t target; /* string */
	uint32_t words; /* string: generated words of XREF, mark of NOTEREF, else "" */
	uint8_t kind; /* enum att_link_kind */
	uint8_t spare[3];
};

/* Who refers to a node; by target node, then by link. */
struct att_backlink {
	uint32_t target_node;
	uint32_t link; /* row of the link table */
};

/* Index terms and glossary entries, in reading order of their words
 * (accents and case folded). */
struct att_term {
	uint32_t node; /* INDEXTERM or GLOSSENTRY */
	uint32_t primary; /* strings */
	uint32_t secondary;
	uint32_t tertiary;
	uint32_t see;
	uint32_t seealso; /* several parted by U+001F */
	uint8_t glossary; /* 1: node is a GLOSSENTRY */
	uint8_t spare[3];
};

/* Dates, by first day. A day is year * 10000 + month * 100 + day; a year
 * before 1 is negative; unknown month or day is 00 in from, 99 in to. */
struct att_date {
	uint32_t node; /* DATE */
	int32_t from;
	int32_t to;
	uint32_t when; /* string, ISO 8601-1 or -2 as the author gave it */
};

/* Places, by folded name, then position. */
struct att_place {
	uint32_t node; /* PLACE */
	uint32_t name; /* string */
	int32_t lat; /* millionths of a degree; INT32_MIN where unknown */
	int32_t lon;
};

/* Generated names of numbered things, by node: "Table 2.1", "Chapter 4",
 * "3" (a note's mark). In the language of the work; drawn, never matched. */
struct att_label {
	uint32_t node; /* numbered section, TABLE, FIGURE, EXAMPLE, EQUATION, NOTE */
	uint32_t words; /* string */
};

enum att_meta {
	ATT_META_TITLE,
	ATT_META_SUBTITLE,
	ATT_META_AUTHOR, /* "Family, Given" where the source says which is which */
	ATT_META_BYLINE, /* an author as read: "Given Family" */
	ATT_META_EDITOR,
	/* Those that are organisations, whose commas part no names. */
	ATT_META_AUTHOR_BODY,
	ATT_META_EDITOR_BODY,
	ATT_META_PUBLISHER,
	ATT_META_PLACE, /* of publication */
	ATT_META_DATE, /* of publication, as given */
	ATT_META_EDITION,
	ATT_META_SERIES,
	ATT_META_VOLUME,
	ATT_META_IDENTIFIER, /* "isbn:...", "doi:...", "uri:...", else bare */
	ATT_META_LANG, /* BCP 47 */
	ATT_META_LICENCE,
	ATT_META_RIGHTS,
	ATT_META_ABSTRACT,
	ATT_META_VOCABULARY, /* "docbook" or "tei" */
	ATT_META_ID, /* id of the root element */
	ATT_META_INCOMPLETE, /* present: reading stopped early, value says where */
	ATT_META_COUNT
};

struct att_meta_row {
	uint32_t key; /* enum att_meta; several rows may share one */
	uint32_t value; /* string */
};

/* The document's file (row 0) and all that it includes. */
struct att_file {
	uint32_t path; /* string, relative to the folder of row 0, whose own is its name */
	uint32_t spare;
	uint64_t size; /* bytes */
	int64_t mtime; /* nanoseconds since the epoch */
};

enum att_severity { ATT_ERROR, ATT_WARNING };

/* What reading and resolving found wrong; in file and line order. */
struct att_finding {
	uint32_t file; /* row of the file table */
	uint32_t line;
	uint32_t column;
	uint32_t text; /* string: one sentence */
	uint32_t severity; /* enum att_severity */
};

/* Take a block of memory as an image after validating every byte that later
 * code relies on. The memory stays the caller's and must outlive the image and
 * be aligned to 8. NULL with a reason that names label. */
struct att_image *att_image_new(const void *data, size_t size,
    const char *label, struct att_error *err);
/* Map an image file read-only. trusted skips the validation and is only for a
 * file whose validation is on record (see library). */
struct att_image *att_image_map(int fd, bool trusted, const char *label,
    struct att_error *err);
void att_image_free(struct att_image *image); /* NULL is fine */

/* All the bytes, for copying and writing. */
const void *att_image_data(const struct att_image *image, size_t *size);

/* A number that stands for what is written in the work: its text, nodes,
 * attributes and sections. The same for every reading of the same source. */
uint64_t att_image_hash(const struct att_image *image);

/* The whole text, valid UTF-8; 8 readable zero bytes follow it. */
const char *att_image_text(const struct att_image *image, size_t *size);
/* A NUL-terminated string of the pool; "" for 0. */
const char *att_image_string(const struct att_image *image, uint32_t string);

/* Tables: count and row, all alike. */
#define ATT_TABLE(name, type) \
	uint32_t att_##name##_count(const struct att_image *image); \
	const struct type *att_##name(const struct att_image *image, \
	    uint32_t row);
ATT_TABLE(node, att_node)
ATT_TABLE(block, att_block)
ATT_TABLE(section, att_section)
ATT_TABLE(anchor, att_anchor)
ATT_TABLE(link, att_link)
ATT_TABLE(backlink, att_backlink)
ATT_TABLE(term, att_term)
ATT_TABLE(date, att_date)
ATT_TABLE(place, att_place)
ATT_TABLE(label, att_label)
ATT_TABLE(meta, att_meta_row)
ATT_TABLE(file, att_file)
ATT_TABLE(finding, att_finding)
#undef ATT_TABLE

/* The value of an attribute of a node, NULL when it has none. */
const char *att_node_attr(const struct att_image *image, uint32_t node,
    enum att_attr name);
/* The value of the nearest of node and its ancestors that has it, or NULL. */
const char *att_node_inherited(const struct att_image *image, uint32_t node,
    enum att_attr name);
/* The generated name of a node ("Table 2.1"), NULL when it has none. */
const char *att_node_label(const struct att_image *image, uint32_t node);
/* Row of the link that starts at node, ATT_NONE when node is no link. */
uint32_t att_link_at(const struct att_image *image, uint32_t node);
/* First value of that key, "" when there is none. */
const char *att_image_meta(const struct att_image *image, enum att_meta key);

/* The deepest node whose range holds pos: the leaf or inline there, else the
 * container. Never ATT_NONE. */
uint32_t att_node_at(const struct att_image *image, att_pos pos);
/* Row of the block that holds pos or, between blocks, of the next one;
 * ATT_NONE after the last. */
uint32_t att_block_at(const struct att_image *image, att_pos pos);
/* Row of the section whose own text holds pos. */
uint32_t att_section_at(const struct att_image *image, att_pos pos);
/* Row of the section that node belongs to (its own, for a section). */
uint32_t att_section_of(const struct att_image *image, uint32_t node);
/* First link at or after node in document order; ATT_NONE when none. */
uint32_t att_link_from(const struct att_image *image, uint32_t node);
/* Row of the node with that id, ATT_NONE when none. "/2/1" paths of sections
 * and "+N" offsets are not understood here; see where.h. */
uint32_t att_anchor_find(const struct att_image *image, const char *id);
/* First backlink of node; ATT_NONE when nobody refers to it. */
uint32_t att_backlink_of(const struct att_image *image, uint32_t node);

#endif
