/* The bookmark file as an XML tree, so that what attache does not know in it
 * survives. Part of attache-xml; nothing else in src/read needs it. */
#ifndef READ_XBEL_H
#define READ_XBEL_H

#include <libxml/hash.h>
#include <libxml/tree.h>

#include "model/bookmark.h"

/* Whose metadata is ours, and the name space of what is inside. */
#define XBEL_OWNER "urn:x-attache:bookmark:1"

enum {
	XBEL_MAX_COUNT = 100000, /* bookmarks of attache in one file */
	XBEL_MAX_DEPTH = 256, /* folders in folders */
	XBEL_MAX_FOLDERS = 32 /* in the path of one that attache makes */
};

/* A bookmark of attache in the tree. */
struct xbel_entry {
	xmlNodePtr node;
	char *id; /* its own, or made up when that is missing or twice there */
};

struct xbel {
	xmlDocPtr doc;
	xmlNodePtr root;
	struct xbel_entry *entry; /* in the order of the file */
	size_t count;
	size_t cap;
	xmlHashTablePtr by_id; /* nodes */
	struct att_error *err;
};

/* The mode --bookmarks of attache-xml: one request, one answer, and the process
 * ends. Confines it first. */
_Noreturn void xbel_main(int in, int out);
/* The same within a process, for tests and fuzzers. */
void xbel_answer(const char *request, size_t size, struct buf *answer);

/* xbel_tree.c: reading, which never follows references to entities. */
bool xbel_open(struct xbel *x, const char *data, size_t size,
    struct att_error *err);
void xbel_close(struct xbel *x);
bool xbel_find_entries(struct xbel *x); /* false: too many */
xmlNodePtr xbel_entry_find(const struct xbel *x, const char *id);
void xbel_put_record(const struct xbel_entry *entry, struct buf *answer);
bool xbel_is(const xmlNode *node, const char *name); /* an element so named */
xmlNodePtr xbel_child(const xmlNode *node, const char *name);
xmlNodePtr xbel_metadata(const xmlNode *bookmark);
char *xbel_text(const xmlNode *node); /* its own, "" for NULL; caller frees */
char *xbel_attribute(const xmlNode *node, const char *name);

/* xbel_edit.c */
bool xbel_apply(struct xbel *x, const struct bookmark_edit *edit,
    struct buf *answer);

#endif
