/* The builder's inside, shared by builder*.c (taking events) and by those who
 * derive tables from it: see freeze.h. */
#ifndef MODEL_BUILDER_H
#define MODEL_BUILDER_H

#include "attache/builder.h"
#include "base/buf.h"
#include "model/format.h"
#include "model/strings.h"

struct frame {
	uint32_t node; /* row; of a suspended frame: the one it had last */
	uint32_t notes; /* notes waiting when it was opened */
	uint8_t kind;
	bool anonymous; /* a PARA that nobody opened */
	bool suspended; /* a leaf (or an inline of it) cut by a block */
	bool preserve; /* white space as it stands */
	bool inside; /* a NOTE that stands in a leaf */
	bool late; /* goes behind the title that follows */
};

/* A note cut out of the leaf that it stood in, an attribution that stood
 * before what it is of, or a block that stood before its title. */
struct pending {
	struct att_node *node;
	struct attr_row *attr;
	char *text;
	uint32_t nodes;
	uint32_t attrs;
	uint32_t size; /* of the text */
	uint32_t first; /* row that the first node had */
	uint32_t first_attr;
	att_pos start; /* where its text began */
};

struct att_builder {
	struct buf text;
	struct strings *strings;
	struct att_node *node;
	size_t nodes, node_cap;
	struct attr_row *attr;
	size_t attrs, attr_cap;

	struct frame frame[ATT_MAX_DEPTH + 8];
	unsigned depth; /* frames in use */
	bool gap; /* the text ends in a space that may still be dropped */
	bool fresh; /* the leaf has nothing yet: white space is dropped */
	uint16_t serial; /* of the last note */

	struct pending *pending;
	size_t pendings, pending_cap;

	bool holding;
	unsigned held; /* nodes opened while holding */
	struct buf hold;
	struct buf clean; /* a value without its controls */

	struct att_meta_row *meta;
	size_t metas, meta_cap;
	struct att_file *file;
	size_t files, file_cap;
	struct att_finding *finding;
	size_t findings, finding_cap;
	size_t findings_dropped;

	uint16_t at_file;
	uint32_t at_line;
	uint32_t at_column;

	bool failed;
	struct att_error error;
};

void builder_fail(struct att_builder *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A finding at a node's place. */
void builder_finding_at(struct att_builder *b, uint32_t node,
    enum att_severity severity, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Attribute of a node while building; NULL when it has none. */
const char *builder_attr(const struct att_builder *b, uint32_t node,
    enum att_attr name);
const char *builder_inherited(const struct att_builder *b, uint32_t node,
    enum att_attr name);

#endif
