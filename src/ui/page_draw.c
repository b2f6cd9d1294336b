/* Drawing the page: runs into cells, with what searches, marks and the
 * selection make of them. */
#include "ui/page_state.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/find.h"
#include "ui/reader.h"

struct paint {
	struct app *app;
	struct page *page; /* NULL in a preview */
	const struct att_image *image;
	const struct att_range *match;
	size_t matches;
	size_t next; /* first match that may still touch what follows */
	struct att_range current;
	struct att_range found; /* of a preview */
	struct ref ref;         /* selected */
	int cursor_row, cursor_col;
};

static enum role
role_of(uint32_t style)
{
	static const struct {
		uint32_t style;
		enum role role;
	} roles[] = {{ATT_S_BROKEN, ROLE_BROKEN}, {ATT_S_LINK, ROLE_LINK},
	    {ATT_S_HEADING, ROLE_HEADING}, {ATT_S_RULE, ROLE_RULE},
	    {ATT_S_MARK, ROLE_MARKUP}, {ATT_S_CODE, ROLE_CODE},
	    {ATT_S_TERM, ROLE_TERM}, {ATT_S_NAME, ROLE_NAME},
	    {ATT_S_DATE, ROLE_DATE}, {ATT_S_NOTE, ROLE_NOTE},
	    {ATT_S_QUOTE, ROLE_QUOTE}};

	for (size_t i = 0; i < COUNT(roles); i++) {
		if (style & roles[i].style)
			return roles[i].role;
	}
	return ROLE_TEXT;
}

static unsigned
attr_of(uint32_t style)
{
	unsigned attr = 0;

	if (style & (ATT_S_BOLD | ATT_S_HEADING))
		attr |= ATTR_BOLD;
	if (style & ATT_S_EMPH)
		attr |= ATTR_ITALIC;
	if (style & (ATT_S_UNDERLINE | ATT_S_LINK))
		attr |= ATTR_UNDERLINE;
	if (style & ATT_S_DIM)
		attr |= ATTR_DIM;
	return attr;
}

static bool
inside(struct att_range range, att_pos pos)
{
	return pos >= range.start && pos < range.end;
}

/* What a search, a mark or a selection makes of the cell at pos. */
static void
overlay(struct paint *p, att_pos pos, enum role *role, unsigned *attr)
{
	while (p->next < p->matches && p->match[p->next].end <= pos)
		p->next++;
	if (inside(p->current, pos) || inside(p->found, pos)) {
		*role = ROLE_MATCH_CURRENT;
		*attr = ATTR_REVERSE | ATTR_BOLD;
	} else if (p->next < p->matches && inside(p->match[p->next], pos)) {
		/* Bold is the current one's, in headings too; underlined is
		 * the selected reference. */
		*role = ROLE_MATCH;
		*attr = ATTR_REVERSE;
	} else if (p->page && inside(p->page->selection, pos)) {
		*role = ROLE_SELECTED;
		*attr |= ATTR_REVERSE;
	} else if (p->page && reader_highlights(p->app, pos)) {
		*role = ROLE_HIGHLIGHT;
		*attr |= ATTR_UNDERLINE | ATTR_BOLD;
	}
}

/* Draw a run from its cell `skip` columns on. */
static void
draw_run(struct paint *p, const struct att_run *run, bool selected,
    struct area area, int row, int col, int skip)
{
	struct grid *g = &p->app->grid;
	bool from_text = run->range.end > run->range.start &&
	                 run->range.end - run->range.start == run->size;
	size_t at = 0;

	if (selected && p->cursor_row < 0) {
		p->cursor_row = row;
		p->cursor_col = col > area.col ? col : area.col;
	}
	while (at < run->size) {
		struct att_cell cell;
		size_t n = att_cell_next(
		    run->text + at, run->size - at, g->width, g->ascii, &cell);
		enum role role = role_of(run->style);
		unsigned attr = attr_of(run->style);

		if (selected) {
			role = ROLE_LINK_SELECTED;
			attr = ATTR_REVERSE | ATTR_UNDERLINE;
		} else if (from_text) {
			overlay(
			    p, run->range.start + (att_pos)at, &role, &attr);
		}
		if (skip > 0)
			skip -= cell.columns;
		else if (col >= area.col && cell.columns)
			grid_put(
			    g, area, row, col, run->text + at, n, role, attr);
		col += cell.columns;
		at += n;
	}
}

static void
draw_line(struct paint *p, struct ref_walk *walk, const struct att_unit *unit,
    const struct att_line *line, struct area area, int row, int pan)
{
	for (uint32_t i = 0; i < line->count; i++) {
		const struct att_run *run = &line->run[i];
		int skip = pan > run->column ? pan - run->column : 0;
		int col = run->column - pan;
		struct ref ref = ref_walk_run(walk, unit, line, run);

		if (col + run->columns <= 0)
			continue;
		draw_run(p, run, ref_is(&ref) && ref_same(&ref, &p->ref), area,
		    row,
		    area.col + (col > 0             ? col
		                   : col + skip > 0 ? 0
		                                    : col),
		    skip);
	}
	if (pan > 0 && line->count)
		grid_puts(&p->app->grid, area, row, area.col, "<", ROLE_RULE,
		    ATTR_BOLD);
	if (line->columns - pan > area.cols)
		grid_puts(&p->app->grid, area, row, area.col + area.cols - 1,
		    ">", ROLE_RULE, ATTR_BOLD);
}

bool
page_is_wide(const struct att_line *line)
{
	return line->kind == ATT_LINE_VERBATIM || line->kind == ATT_LINE_TABLE;
}

static void
skip_matches(struct paint *p, att_pos pos)
{
	size_t low = 0, high = p->matches;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (p->match[mid].end <= pos)
			low = mid + 1;
		else
			high = mid;
	}
	p->next = low;
}

/* The gutter: what the reader marked on this line. */
static void
draw_gutter(struct paint *p, const struct att_line *line, struct area area,
    int row, int col)
{
	const char *mark = reader_gutter(p->app, line->range);

	if (mark && col >= area.col)
		grid_puts(&p->app->grid, area, row, col, mark, ROLE_GUTTER,
		    ATTR_BOLD);
}

/* Matches and the place in the work, one cell for each part of the work. Only
 * while a search is on: moving the place costs bytes with every line, and
 * without matches the status line says as much. */
static void
draw_map(struct app *app, struct page *page, struct area area)
{
	const struct att_image *image = page->lines.image;
	size_t size, count;
	const struct att_range *match = find_matches(app->find, &count);
	att_pos top = page_top(page);
	size_t at = 0;
	int here;

	att_image_text(image, &size);
	here = (int)((uint64_t)top * (unsigned)area.rows / (size ? size : 1));
	for (int i = 0; i < area.rows; i++) {
		uint64_t end =
		    (uint64_t)size * (unsigned)(i + 1) / (unsigned)area.rows;
		bool hit = at < count && match[at].start < end;

		while (at < count && match[at].start < end)
			at++;
		/* The position is plain, so that moving it costs little. */
		if (i == here)
			grid_puts(&app->grid, area, area.row + i, area.col,
			    hit ? "%" : "=", ROLE_TEXT, 0);
		else if (hit)
			grid_puts(&app->grid, area, area.row + i, area.col, "#",
			    ROLE_MAP, 0);
	}
}

static void
place_cursor(struct paint *p, struct area text, struct area area)
{
	struct grid *g = &p->app->grid;

	if (p->cursor_row < 0) {
		att_pos pos = app_here(p->app);
		bool top = pos == page_top(p->page) &&
		           page_selected(p->page) == ATT_NONE;
		int row = top ? -1 : page_row_of(p->page, pos);

		p->cursor_row = area.row + (row > 0 ? row : 0);
		p->cursor_col = text.col;
		if (row >= 0)
			p->cursor_col +=
			    lines_column(lines_at(&p->page->lines,
			                     lines_find(&p->page->lines, pos)),
			        pos, g->width);
	}
	g->cursor_row = p->cursor_row;
	g->cursor_col = p->cursor_col < area.col + area.cols
	                    ? p->cursor_col
	                    : area.col + area.cols - 1;
}

/* The letters of a reference, when those typed so far fit. */
static const char *
label_of(const struct page *page, const struct ref *ref)
{
	for (size_t k = 0; k < page->label_count; k++) {
		if (ref_same(ref, &page->label[k].ref))
			return strncmp(page->label[k].label, page->typed,
			           strlen(page->typed)) == 0
			           ? page->label[k].label
			           : NULL;
	}
	return NULL;
}

static void
draw_labels(struct app *app, struct page *page, struct area text)
{
	struct cursor c = page->top;
	struct ref_walk walk = ref_walk_at(&page->lines, c);
	struct ref before = walk.now;

	for (int row = 0; row < page->rows; row++) {
		const struct att_line *line = lines_at(&page->lines, c);

		for (uint32_t i = 0; i < line->count; i++) {
			struct ref ref =
			    ref_walk_run(&walk, &c.unit, line, &line->run[i]);
			const char *label =
			    ref_is(&ref) && !ref_same(&ref, &before)
			        ? label_of(page, &ref)
			        : NULL;

			before = ref;
			if (label)
				grid_puts(&app->grid, text, text.row + row,
				    text.col + line->run[i].column, label,
				    ROLE_HINT_KEY, ATTR_REVERSE | ATTR_BOLD);
		}
		if (!lines_next(&page->lines, &c))
			break;
	}
}

/* The text's columns inside area: gutter, then text, then the map. */
static struct area
text_area(struct app *app, struct area area, bool *map, int *gutter)
{
	struct area text = area;
	int measure = lines_measure(app);
	int spare;

	*map = settings_on(app->settings.map) && area.cols >= 60 &&
	       app->grid.rows >= 15 && !app->linear;
	*gutter = area.cols >= 40 && !app->linear ? 2 : 0;
	text.cols -= *gutter + (*map ? 2 : 0);
	if (app->linear)
		text.cols -= 2; /* for the brackets around a reference */
	text.col += *gutter;
	spare = text.cols - measure;
	if (spare > 0) {
		text.cols = measure;
		text.col += spare / 2;
	}
	return text;
}

void
page_draw(struct app *app, void *view, struct area area, bool focused)
{
	struct page *page = view;
	bool map;
	int gutter;
	struct area text = text_area(app, area, &map, &gutter);
	struct area wide = text;
	struct paint p = {
	    .app = app, .page = page, .ref = page->ref, .cursor_row = -1};
	struct ref_walk walk;
	struct cursor c;

	page->rows = area.rows;
	page->text = text;
	page->map = (struct area){area.row, area.col + area.cols - 1,
	    map && find_active(app->find) ? area.rows : 0, 1};
	wide.cols = area.col + area.cols - (map ? 2 : 0) - text.col;
	if (lines_width(&page->lines, app, text.cols))
		page_relayout(page);
	p.image = page->lines.image;
	p.match = find_matches(app->find, &p.matches);
	p.current = find_current(app->find);
	skip_matches(&p, page_top(page));
	c = page->top;
	walk = ref_walk_at(&page->lines, c);
	for (int row = 0; row < area.rows; row++) {
		const struct att_line *line = lines_at(&page->lines, c);

		draw_line(&p, &walk, &c.unit, line,
		    page_is_wide(line) ? wide : text, area.row + row,
		    page_is_wide(line) ? page->pan : 0);
		if (gutter && line->kind != ATT_LINE_BLANK)
			draw_gutter(
			    &p, line, area, area.row + row, text.col - 2);
		if (!lines_next(&page->lines, &c))
			break;
	}
	if (page->map.rows > 0)
		draw_map(app, page, page->map);
	if (page->labels)
		draw_labels(app, page, text);
	if (focused)
		place_cursor(&p, text, area);
}

void
page_preview_cursor(struct app *app, struct lines *lines, struct cursor c,
    uint32_t last, const struct ref *ref, struct att_range found,
    struct area area)
{
	struct paint p = {.app = app,
	    .image = lines->image,
	    .found = found,
	    .ref = *ref,
	    .cursor_row = -1};
	struct ref_walk walk = ref_walk_at(lines, c);

	for (int row = 0; row < area.rows; row++) {
		const struct att_line *line = lines_at(lines, c);

		if (last != ATT_NONE && line->kind != ATT_LINE_BLANK &&
		    line->node >= last)
			break;
		draw_line(&p, &walk, &c.unit, line, area, area.row + row, 0);
		if (!lines_next(lines, &c))
			break;
	}
	if (p.cursor_row >= 0) {
		app->grid.cursor_row = p.cursor_row;
		app->grid.cursor_col = p.cursor_col;
	}
}

void
page_preview(struct app *app, const struct att_image *image, att_pos pos,
    struct att_range found, struct area area)
{
	struct lines lines = {0};
	struct ref none = ref_none();
	struct cursor c;
	int measure = lines_measure(app);

	if (area.cols > measure)
		area.cols = measure;
	lines_use(&lines, image);
	lines_settings(&lines, app);
	lines_width(&lines, app, area.cols);
	c = lines_find(&lines, pos);
	if (found.end > found.start && area.rows > 2)
		lines_prev(&lines, &c);
	page_preview_cursor(app, &lines, c, ATT_NONE, &none, found, area);
	lines_done(&lines);
}
