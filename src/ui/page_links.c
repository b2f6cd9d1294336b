/* Selecting and following references. */
#include "ui/page_state.h"

#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "ui/peek.h"

bool
page_ref_shown(struct page *page)
{
	return ref_is(&page->ref) &&
	       lines_has_ref(&page->lines, page->top, page->rows, &page->ref);
}

static unsigned
select_ref(struct app *app, struct page *page, struct ref ref, const char *none)
{
	if (!ref_is(&ref))
		return app_say(app, "%s", none);
	page->ref = ref;
	page_reveal_line(page, lines_ref_line(&page->lines, &ref));
	return FX_DRAW;
}

/* The reference from which to go on or back: the selected one, else the last
 * one before the place where the reader stands, or the first one after it. */
static struct ref
ref_near(struct app *app, struct page *page, bool before)
{
	struct ref last = ref_none(), next = last;
	att_pos here = app_here(app);

	if (page_ref_shown(page))
		return page->ref;
	while (here != page_top(page)) {
		next =
		    lines_ref_after(&page->lines, page->top, page->rows, &last);
		if (!ref_is(&next) || page_ref_pos(page, &next) >= here)
			break;
		last = next;
	}
	return before ? last : next;
}

/* On the screen first, in the order in which it is drawn; then on through the
 * text. */
static unsigned
to_next_link(struct app *app, struct page *page)
{
	struct ref from = ref_near(app, page, true);
	struct ref ref =
	    lines_ref_after(&page->lines, page->top, page->rows, &from);
	struct cursor c = page->top;
	int row = 0;

	while (row < page->rows && lines_next(&page->lines, &c))
		row++;
	if (!ref_is(&ref) && row == page->rows)
		ref = lines_ref_from(&page->lines, c, &from);
	return select_ref(app, page, ref, _("no more references"));
}

static unsigned
to_prev_link(struct app *app, struct page *page)
{
	struct ref from = ref_near(app, page, false);
	struct ref ref =
	    lines_ref_before(&page->lines, page->top, page->rows, &from);

	if (!ref_is(&ref))
		ref = lines_ref_until(&page->lines, page->top, &from);
	return select_ref(app, page, ref, _("no earlier reference"));
}

static unsigned
repeat(struct app *app, struct page *page, long count,
    unsigned (*step)(struct app *app, struct page *page))
{
	unsigned fx = FX_NONE;

	for (; count > 0; count--) {
		struct ref before = page->ref;

		fx = step(app, page);
		if (ref_same(&page->ref, &before))
			break;
	}
	return fx;
}

unsigned
page_next_link(struct app *app, struct page *page, long count)
{
	return repeat(app, page, count, to_next_link);
}

unsigned
page_prev_link(struct app *app, struct page *page, long count)
{
	return repeat(app, page, count, to_prev_link);
}

/* The first one on the screen is selected when none is; false: there is
 * none. */
static bool
find_ref(struct page *page)
{
	struct ref none = ref_none();

	page->ref = lines_ref_after(&page->lines, page->top, page->rows, &none);
	return ref_is(&page->ref);
}

unsigned
page_follow(struct app *app, struct page *page)
{
	if (page_ref_shown(page))
		return ref_follow(app, page->work, &page->ref);
	if (!find_ref(page))
		return app_say(app, _("there is no reference on the screen"));
	return app_say(app, _("Enter follows this reference"));
}

unsigned
page_peek(struct app *app, struct page *page)
{
	if (!page_ref_shown(page) && !find_ref(page))
		return app_say(app, _("there is no reference on the screen"));
	return peek_ref(app, page->work, &page->ref);
}

unsigned
ref_follow(struct app *app, size_t work, const struct ref *ref)
{
	return ref->link == ATT_NONE
	           ? app_go(app, (struct place){work, ref->target})
	           : app_follow(app, work, ref->link);
}

unsigned
page_labels(struct app *app, struct page *page)
{
	struct ref last = ref_none();
	size_t count = 0;
	struct ref ref;

	for (; count < LABELS_MAX; count++, last = ref) {
		ref =
		    lines_ref_after(&page->lines, page->top, page->rows, &last);
		if (!ref_is(&ref))
			break;
		page->label[count].ref = ref;
	}
	if (count == 0)
		return app_say(app, _("there is no reference on the screen"));
	for (size_t i = 0; i < count; i++) {
		char *label = page->label[i].label;

		label[0] = (char)('a' + (count > 26 ? i / 26 : i));
		label[1] = count > 26 ? (char)('a' + i % 26) : '\0';
		label[2] = '\0';
	}
	page->label_count = count;
	page->labels = true;
	page->typed[0] = '\0';
	return FX_DRAW;
}

/* A letter while labels are shown. */
unsigned
page_label_key(struct app *app, struct page *page, uint32_t code)
{
	size_t n = strlen(page->typed);
	bool fits = false;

	if (code < 'a' || code > 'z' || n >= 2) {
		page->labels = false;
		return FX_DRAW;
	}
	page->typed[n] = (char)code;
	page->typed[n + 1] = '\0';
	for (size_t i = 0; i < page->label_count; i++) {
		if (strcmp(page->label[i].label, page->typed) == 0) {
			page->labels = false;
			page->ref = page->label[i].ref;
			return ref_follow(app, page->work, &page->ref);
		}
		fits |= strncmp(page->label[i].label, page->typed, n + 1) == 0;
	}
	page->labels = fits;
	return FX_DRAW;
}

/* A click: on a reference it follows it, on the map it goes to that part. */
unsigned
page_click(struct app *app, struct page *page, int row, int col)
{
	struct cursor c = page->top;
	struct ref ref;
	size_t size;

	if (page->map.rows > 0 && col >= page->map.col) {
		att_image_text(page->lines.image, &size);
		return app_go(
		    app, (struct place){page->work,
		             (att_pos)((uint64_t)size *
		                       (unsigned)(row - page->map.row) /
		                       (unsigned)page->map.rows)});
	}
	for (int i = page->text.row; i < row; i++) {
		if (!lines_next(&page->lines, &c))
			return FX_NONE;
	}
	if (page_is_wide(lines_at(&page->lines, c)))
		col += page->pan;
	ref = lines_ref_in(&page->lines, c, col - page->text.col);
	if (!ref_is(&ref))
		return FX_NONE;
	page->ref = ref;
	return ref_follow(app, page->work, &ref);
}
