/* Lines of a work across its units, and places among them. */
#ifndef UI_PAGE_LINES_H
#define UI_PAGE_LINES_H

#include "attache/layout.h"
#include "ui/app.h"
#include "ui/page_refs.h"

/* A line: of a unit, counted from 0. Every unit but the last is followed by one
 * blank line. */
struct cursor {
	struct att_unit unit;
	uint32_t line;
};

enum { LINES_KEPT = 8 /* layouts */ };

struct lines {
	const struct att_image *image;
	struct att_layout_opts opts;
	struct {
		struct att_unit unit;
		struct att_layout *layout;
		unsigned used; /* when last asked for */
	} kept[LINES_KEPT];
	unsigned clock;
	struct att_line blank;
};

void lines_use(struct lines *lines, const struct att_image *image);
void lines_done(struct lines *lines);
void lines_forget(struct lines *lines); /* layouts, after a change of options */
/* Take the settings; the width is set by lines_width, true when anything
 * changed. */
void lines_settings(struct lines *lines, const struct app *app);
bool lines_width(struct lines *lines, const struct app *app, int columns);
int lines_measure(const struct app *app);

/* The line that shows pos. */
struct cursor lines_find(struct lines *lines, att_pos pos);
const struct att_line *lines_at(struct lines *lines, struct cursor c);
bool lines_next(struct lines *lines, struct cursor *c);
bool lines_prev(struct lines *lines, struct cursor *c);
bool lines_same(const struct cursor *a, const struct cursor *b);
/* Lines of the cursor's unit, the blank one included. */
uint32_t lines_count(struct lines *lines, struct cursor c);
/* Rows of the link table that lie in a unit: first and one after the last. */
void lines_links(const struct lines *lines, struct att_unit unit,
    uint32_t *first, uint32_t *last);
/* Whether the layout may have made a list of parts or an index in a unit. */
bool lines_generates(const struct lines *lines, const struct att_unit *unit);
/* Draw lines from c on, up to those of the node last (ATT_NONE: as many as
 * fit). The cursor is put on the reference ref, when it is among them. */
void page_preview_cursor(struct app *app, struct lines *lines, struct cursor c,
    uint32_t last, const struct ref *ref, struct att_range found,
    struct area area);
/* Column of pos on a line that shows it. */
int lines_column(const struct att_line *line, att_pos pos, att_width *width);

#endif
