/* The page. Its lines come from layouts of units, a few of which are kept; a
 * place on the screen is a cursor of unit and line, found from a position and
 * turned back into one whenever the width changes. */
#include "ui/page_state.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "ui/copy.h"
#include "ui/find.h"
#include "ui/peek.h"

enum { PAN_STEP = 8 };

/* Lines without a place of their own: a few anywhere, in tables not in order;
 * many in a row where the layout made an index. */
enum { SHIFT_ANY = 8, SHIFT_MAX = 4096 };

struct page *
page_new(void)
{
	struct page *page = mem_alloc(sizeof(*page));

	page->ref = ref_none();
	page->rows = 1;
	return page;
}

void
page_free(struct page *page)
{
	if (page) {
		lines_done(&page->lines);
		free(page);
	}
}

bool
page_is_open(const struct page *page)
{
	return page->lines.image != NULL;
}

size_t
page_work(const struct page *page)
{
	return page->work;
}

const struct att_image *
page_image(const struct page *page)
{
	return page->lines.image;
}

/* Lines from c to the top, in one direction; -1: it is not there. */
static int
lines_to_top(struct page *page, struct cursor c,
    bool (*step)(struct lines *lines, struct cursor *c))
{
	att_pos pos = page_top(page);

	for (int i = 0; i <= SHIFT_MAX; i++) {
		if (lines_same(&c, &page->top))
			return i;
		if (!step(&page->lines, &c) ||
		    (i >= SHIFT_ANY &&
		        lines_at(&page->lines, c)->range.start != pos))
			break;
	}
	return -1;
}

int
page_top_shift(struct page *page)
{
	struct cursor c;
	int lines;

	if (!page->lines.image)
		return 0;
	c = lines_find(&page->lines, page_top(page));
	lines = lines_to_top(page, c, lines_next);
	if (lines >= 0)
		return lines;
	lines = lines_to_top(page, c, lines_prev);
	return lines > 0 ? -lines : 0;
}

void
page_shift(struct page *page, int lines)
{
	struct cursor c = page->top;
	att_pos pos = page_top(page);
	bool down = lines > 0;

	/* In another width there may be fewer of them. */
	for (int i = 0; i < (down ? lines : -lines); i++) {
		if (!(down ? lines_next(&page->lines, &c)
		           : lines_prev(&page->lines, &c)) ||
		    (i >= SHIFT_ANY &&
		        lines_at(&page->lines, c)->range.start != pos))
			return;
		page->top = c;
	}
}

/* Keeps the place through any number of widths: as long as nobody moves, it is
 * the one that was at the top first, not the start of the line it fell into. */
void
page_relayout(struct page *page)
{
	bool moved = !page->kept || !lines_same(&page->kept_top, &page->top);

	if (!page->lines.image)
		return;
	if (moved) {
		page->kept_pos = page_top(page);
		page->kept_shift = page_top_shift(page);
	}
	lines_forget(&page->lines);
	page->top = lines_find(&page->lines, page->kept_pos);
	page_shift(page, page->kept_shift);
	page->kept_top = page->top;
	page->kept = true;
}

void
page_open(struct app *app, struct page *page, size_t work,
    const struct att_image *image, att_pos pos)
{
	if (page->lines.image != image) {
		lines_use(&page->lines, image);
		page->work = work;
		page->pan = 0;
	}
	page->ref = ref_none();
	page->selection = (struct att_range){0, 0};
	page->labels = page->kept = false;
	lines_settings(&page->lines, app);
	page->top = lines_find(&page->lines, pos);
}

att_pos
page_top(struct page *page)
{
	struct lines *lines = &page->lines;

	return lines->image ? lines_at(lines, page->top)->range.start : 0;
}

/* The last line shown. */
static struct cursor
bottom(struct page *page)
{
	struct cursor c = page->top;

	for (int i = 1; i < page->rows && lines_next(&page->lines, &c); i++)
		;
	return c;
}

att_pos
page_end(struct page *page)
{
	return lines_at(&page->lines, bottom(page))->range.end;
}

/* How much of the work was read when the last line shown was. */
static unsigned
percent(struct page *page)
{
	struct cursor c = bottom(page);
	att_pos end = lines_at(&page->lines, c)->range.end;
	size_t size;

	att_image_text(page->lines.image, &size);
	/* What the layout adds at the end is no text. */
	if (size == 0 || !lines_next(&page->lines, &c))
		return 100;
	return (unsigned)((uint64_t)end * 100 / size);
}

uint32_t
page_section(const struct page *page)
{
	return page->lines.image ? page->top.unit.section : 0;
}

uint32_t
page_link(const struct page *page)
{
	return page->ref.link;
}

struct ref
page_ref(const struct page *page)
{
	return page->ref;
}

void
page_select_ref(struct page *page, struct ref ref)
{
	page->ref = ref;
}

struct att_range
page_selection(const struct page *page)
{
	return page->selection;
}

void
page_select(struct page *page, struct att_range range)
{
	page->selection = range;
}

att_pos
page_ref_pos(const struct page *page, const struct ref *ref)
{
	const struct att_image *image = page->lines.image;

	/* A list that the layout made stands in the section itself. */
	return att_node(image, ref->link != ATT_NONE
	                           ? att_link(image, ref->link)->node
	                           : ref->unit)
	    ->start;
}

att_pos
page_selected(struct page *page)
{
	if (page->selection.end > page->selection.start)
		return page->selection.start;
	return page_ref_shown(page) ? page_ref_pos(page, &page->ref) : ATT_NONE;
}

/* Rows from the top to a line; -1 when it is not on the screen. */
static int
row_of(struct page *page, struct cursor want)
{
	struct cursor c = page->top;

	for (int row = 0; row < page->rows; row++) {
		if (lines_same(&c, &want))
			return row;
		if (!lines_next(&page->lines, &c))
			break;
	}
	return -1;
}

int
page_row_of(struct page *page, att_pos pos)
{
	return row_of(page, lines_find(&page->lines, pos));
}

void
page_move_top(struct page *page, long count)
{
	for (; count > 0 && lines_next(&page->lines, &page->top); count--)
		;
	for (; count < 0 && lines_prev(&page->lines, &page->top); count++)
		;
}

/* Do not scroll past the last screenful: the end of the work stays at the
 * bottom edge. */
void
page_settle(struct page *page)
{
	struct cursor c = page->top;
	int below = 0;

	while (below < page->rows - 1 && lines_next(&page->lines, &c))
		below++;
	for (; below < page->rows - 1 && lines_prev(&page->lines, &page->top);
	     below++)
		;
}

void
page_reveal(struct app *app, struct page *page, att_pos pos)
{
	(void)app;
	page_reveal_line(page, lines_find(&page->lines, pos));
}

void
page_reveal_line(struct page *page, struct cursor line)
{
	if (row_of(page, line) >= 0)
		return;
	page->top = line;
	page_move_top(page, -(page->rows / 3));
	page_settle(page);
}

void
page_lead_in(struct page *page)
{
	uint32_t section = page_section(page);
	struct cursor c = page->top;

	for (int i = 0; i < page->rows / 3; i++) {
		const struct att_line *line = lines_at(&page->lines, c);

		if (line->kind == ATT_LINE_HEADING ||
		    !lines_prev(&page->lines, &c))
			break;
		page->top = c;
	}
	/* Never a line of another section on top. */
	while (page_section(page) != section &&
	       lines_next(&page->lines, &page->top))
		;
	page_settle(page);
}

/* The address is the one that copying copies. */
static unsigned
say_position(struct app *app, struct page *page)
{
	char *address = copy_place(app);
	size_t size;
	unsigned fx;

	att_image_text(page->lines.image, &size);
	fx = app_say(app, _("%u%% of the work  %s"),
	    (unsigned)((uint64_t)app_here(app) * 100 / (size ? size : 1)),
	    address);
	free(address);
	return fx;
}

static unsigned
act_selecting(
    struct app *app, struct page *page, enum action action, long count)
{
	if (page->selection.end == page->selection.start)
		return FX_PASS;
	switch ((unsigned)action) {
	case ACT_LINE_DOWN:
	case ACT_LINE_UP:
		return page_move_selection(
		    app, page, action == ACT_LINE_DOWN, count);
	case ACT_NEXT_SIBLING:
	case ACT_PREV_SIBLING:
		return page_grow_selection(
		    app, page, false, action == ACT_NEXT_SIBLING, count);
	case ACT_WORKS: /* its key is w */
		return page_grow_selection(app, page, true, true, count);
	case ACT_CLOSE:
		page->selection = (struct att_range){0, 0};
		return FX_DRAW;
	}
	return FX_PASS;
}

static unsigned
act(struct app *app, void *view, enum action action, long count)
{
	struct page *page = view;
	long n = count > 0 ? count : 1;
	unsigned fx = act_selecting(app, page, action, n);

	if (!(fx & FX_PASS))
		return fx;
	switch ((unsigned)action) {
	case ACT_LINE_DOWN:
		return page_scroll(page, n);
	case ACT_LINE_UP:
		return page_scroll(page, -n);
	case ACT_PAGE_DOWN:
		return page_scroll(
		    page, n * (page->rows > 2 ? page->rows - 1 : 1));
	case ACT_PAGE_UP:
		return page_scroll(
		    page, -n * (page->rows > 2 ? page->rows - 1 : 1));
	case ACT_HALF_DOWN:
		return page_scroll(page, count ? count : (page->rows + 1) / 2);
	case ACT_HALF_UP:
		return page_scroll(
		    page, count ? -count : -((page->rows + 1) / 2));
	case ACT_TOP:
		return page_go_edge(app, page, false, count);
	case ACT_BOTTOM:
		return page_go_edge(app, page, true, count);
	case ACT_FIRST:
	case ACT_LAST:
		return count ? page_go_edge(app, page, false, count)
		             : page_go_end(app, page, action == ACT_LAST);
	case ACT_PERCENT:
		return page_go_percent(app, page, count);
	case ACT_PAN_RIGHT:
		page->pan += PAN_STEP;
		return FX_DRAW;
	case ACT_PAN_LEFT:
		page->pan = page->pan > PAN_STEP ? page->pan - PAN_STEP : 0;
		return FX_DRAW;
	case ACT_NEXT_SECTION:
		return page_go_order(app, page, true, n);
	case ACT_PREV_SECTION:
		return page_go_order(app, page, false, n);
	case ACT_NEXT_SIBLING:
		return page_go_sibling(app, page, true, n);
	case ACT_PREV_SIBLING:
		return page_go_sibling(app, page, false, n);
	case ACT_UP:
		return page_go_up(app, page, n);
	case ACT_NEXT_LINK:
		return page_next_link(app, page, n);
	case ACT_PREV_LINK:
		return page_prev_link(app, page, n);
	case ACT_FOLLOW:
		return page_follow(app, page);
	case ACT_LABELS:
		return page_labels(app, page);
	case ACT_PEEK:
		return page_peek(app, page);
	case ACT_SELECT:
		return page_select_step(app, page);
	case ACT_POSITION:
		return say_position(app, page);
	}
	return FX_PASS;
}

static unsigned
key(struct app *app, void *view, const struct key *k)
{
	struct page *page = view;

	if (k->code == KEY_CODE_CLICK)
		return page_click(app, page, k->row, k->col);
	return page->labels ? page_label_key(app, page, k->code) : FX_PASS;
}

static void
status(struct app *app, void *view, struct buf *out)
{
	struct page *page = view;
	const struct att_image *image = page->lines.image;
	const struct att_section *s = att_section(image, app_section(app));
	const char *number = att_image_string(image, s->number);

	buf_format(out, "%s%s%s", number, *number ? " " : "",
	    att_image_string(image, s->title));
	/* No line number: it would change with every line, and bytes count. */
	buf_format(out, "\t%u%%", percent(page));
	/* Of its own unit, which may begin below the top. */
	if (page_ref_shown(page)) {
		uint32_t count;
		uint32_t rank =
		    lines_ref_rank(&page->lines, &page->ref, &count);

		if (rank)
			/* TRANSLATORS: in the status line: the second of five
			 * references. */
			buf_format(out, _("  link %u/%u"), rank, count);
	}
}

/* TRANSLATORS: words of the line of keys, short: each follows a key. */
static const struct hint hints[] = {{ACT_HELP, N_("help")},
    {ACT_CONTENTS, N_("contents")}, {ACT_FIND, N_("find")},
    {ACT_NEXT_LINK, N_("link")}, {ACT_FOLLOW, N_("follow")},
    {ACT_BACK, N_("back")}, {ACT_MARK, N_("mark")}, {ACT_CLOSE, N_("quit")},
    {ACT_PEEK, N_("peek")}, {ACT_REFERRERS, N_("referrers")}, {ACT_NONE, NULL}};

static const struct view_ops page_ops = {
    .name = N_("Page"),
    .context = CTX_PAGE,
    .draw = page_draw,
    .act = act,
    .key = key,
    .status = status,
    .hints = hints,
};

struct view
page_view(struct page *page)
{
	return (struct view){&page_ops, page};
}

bool
page_wants_letters(const struct page *page)
{
	return page->labels;
}
