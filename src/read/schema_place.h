/* Where an element of a tree stands in its file. libxml2 keeps only the line
 * on which a start tag ends, so the tag is looked for in the file. */
#ifndef READ_SCHEMA_PLACE_H
#define READ_SCHEMA_PLACE_H

#include <libxml/tree.h>

struct schema_place {
	char *path; /* the file looked into last; caller frees all three */
	char *data;
	size_t size;
	unsigned line;
	unsigned column; /* 0: not known */
};

/* Where node, or the element around it, starts. */
void schema_place(struct schema_place *p, xmlNodePtr node);
void schema_place_done(struct schema_place *p);

#endif
