/* Moving through a work by lines, screens and sections. */
#include "ui/page_state.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/message.h"

unsigned
page_scroll(struct page *page, long rows)
{
	struct cursor before = page->top;

	page_move_top(page, rows);
	if (rows > 0)
		page_settle(page);
	return lines_same(&before, &page->top) ? FX_NONE : FX_DRAW;
}

static uint32_t
section_by_number(const struct page *page, long count)
{
	const struct att_image *image = page->lines.image;
	char text[24];
	struct buf number = {0};
	uint32_t found = ATT_NONE;

	buf_format(&number, "%ld", count);
	memcpy(text, buf_cstr(&number),
	    number.size < sizeof(text) ? number.size + 1 : sizeof(text));
	text[sizeof(text) - 1] = '\0';
	buf_done(&number);
	for (uint32_t i = 1; i < att_section_count(image); i++) {
		if (strcmp(
		        att_image_string(image, att_section(image, i)->number),
		        text) == 0) {
			found = i;
			break;
		}
	}
	return found;
}

static unsigned
go_section(struct app *app, struct page *page, uint32_t section)
{
	const struct att_image *image = page->lines.image;
	const struct att_section *s = att_section(image, section);
	att_pos pos = att_node(image, s->node)->start;
	bool shown = page_row_of(page, pos) >= 0;
	unsigned fx = app_go(app, (struct place){page->work, pos});
	const char *number = att_image_string(image, s->number);

	/* Who only hears what is new on the screen would not hear where that
	 * is. */
	if (app->linear && shown)
		fx |= app_say(app, "%s%s%s", number, *number ? " " : "",
		    att_image_string(image, s->title));
	return fx;
}

unsigned
page_go_edge(struct app *app, struct page *page, bool bottom, long count)
{
	uint32_t section;

	if (count == 0) {
		page->top.line = 0;
		page->top = lines_find(&page->lines, page->top.unit.text.start);
		if (bottom) {
			page->top.line =
			    lines_count(&page->lines, page->top) - 1;
			page_move_top(page, -(page->rows - 1));
		}
		return FX_DRAW;
	}
	section = section_by_number(page, count);
	if (section == ATT_NONE)
		return app_fail(app, _("there is no section %ld"), count);
	return go_section(app, page, section);
}

unsigned
page_go_end(struct app *app, struct page *page, bool last)
{
	size_t size;

	att_image_text(page->lines.image, &size);
	app_go(app, (struct place){
	                page->work, last ? (att_pos)(size ? size - 1 : 0) : 0});
	page_settle(page);
	return FX_DRAW;
}

unsigned
page_go_percent(struct app *app, struct page *page, long count)
{
	size_t size;

	if (count >= 100)
		return page_go_end(app, page, true);
	att_image_text(page->lines.image, &size);
	app_go(app, (struct place){page->work,
	                (att_pos)((uint64_t)size * (uint64_t)count / 100)});
	page_settle(page);
	return FX_DRAW;
}

unsigned
page_go_order(struct app *app, struct page *page, bool next, long count)
{
	uint32_t row = app_section(app);
	uint32_t last = att_section_count(page->lines.image) - 1;
	bool at_head = page->top.line == 0 && row == page_section(page);

	if (next && row == last)
		return app_say(app, _("this is the last section"));
	if (!next && at_head && row == 0)
		return app_say(app, _("this is the first section"));
	/* From inside a section its own head is the first one back. */
	if (!next && !at_head)
		count--;
	if (next)
		row = last - row < (unsigned long)count ? last
		                                        : row + (uint32_t)count;
	else
		row = row < (unsigned long)count ? 0 : row - (uint32_t)count;
	return go_section(app, page, row);
}

/* The next or earlier section with the same parent; ATT_NONE. */
static uint32_t
sibling(const struct att_image *image, uint32_t row, bool next)
{
	const struct att_section *s = att_section(image, row);

	if (next)
		return s->next < att_section_count(image) &&
		               att_section(image, s->next)->parent == s->parent
		           ? s->next
		           : ATT_NONE;
	while (row-- > 1 && row != s->parent) {
		if (att_section(image, row)->parent == s->parent)
			return row;
	}
	return ATT_NONE;
}

unsigned
page_go_sibling(struct app *app, struct page *page, bool next, long count)
{
	uint32_t from = app_section(app), found = from;

	for (; count > 0; count--) {
		uint32_t other = sibling(page->lines.image, found, next);

		if (other == ATT_NONE)
			break;
		found = other;
	}
	if (found == from)
		return app_say(
		    app, next ? _("there is no next section of this level")
		              : _("there is no earlier section of this level"));
	return go_section(app, page, found);
}

unsigned
page_go_up(struct app *app, struct page *page, long count)
{
	const struct att_image *image = page->lines.image;
	uint32_t from = app_section(app), row = from;

	for (; count > 0 && att_section(image, row)->parent != ATT_NONE;
	     count--)
		row = att_section(image, row)->parent;
	if (row == from)
		return app_say(app, _("this is the top of the work"));
	return go_section(app, page, row);
}
