/* Lists of places in works: headings by section and lines "work#id:excerpt". */
#ifndef CLI_HITS_H
#define CLI_HITS_H

#include "cli/json.h"
#include "cli/works.h"

enum { HANG = 4 /* columns by which the rest of a long line is indented */ };

struct hits {
	struct cli *cli;
	struct works *works;
	size_t work; /* of the last heading */
	uint32_t section;
	bool any;   /* a heading was printed */
	bool whole; /* passages are sentences, not excerpts */
};

/* Places are grouped under their section's number and title on a terminal; in
 * a pipe every line stands for itself. */
void hits_line(struct hits *hits, size_t work, const struct att_image *image,
    struct att_range match, struct att_range passage);
/* Columns left for an excerpt after that address. */
unsigned hits_room(const struct cli *cli, const char *address);

/* "4.2  Title", styled as a heading where so wanted. */
void section_name(struct out *out, const struct att_image *image,
    uint32_t section, uint32_t style);

/* Fields common to all records of a place: work, id, and of its section number,
 * section (title). */
void json_place(struct json *json, struct works *works, size_t work,
    const struct att_image *image, att_pos pos, uint32_t section);

/* The place of a node as a passage of text: inlines have their own, empty ones
 * the point where they stand. */
struct att_range node_range(const struct att_image *image, uint32_t node);

#endif
