/* Lines of a layout as text: plain, in styles of the terminal, or marked. */
#ifndef CLI_RENDER_H
#define CLI_RENDER_H

#include "attache/layout.h"
#include "cli/cli.h"

enum render_links { RENDER_NONE, RENDER_OSC8, RENDER_NUMBERS };

struct render {
	struct out *out;
	const struct att_image *image;
	enum render_links links;
	bool marked;
	bool blank;    /* nothing or a blank line was printed last */
	char **target; /* by number, from 0 */
	size_t targets;
};

void render_line(struct render *r, const struct att_line *line);
/* The numbered list of targets, when there are any; forgets them. */
void render_targets(struct render *r);

/* Where a link leads, as it is written: "#id", "work#id", an address. Returns
 * buffer. */
const char *link_target(
    const struct att_image *image, uint32_t link, char *buffer, size_t size);
const char *link_kind_name(enum att_link_kind kind);

#endif
