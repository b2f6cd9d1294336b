/* Selecting and following references. */
#include "ui/page_state.h"

#include <stdlib.h>
#include <string.h>

/* First reference drawn from cursor on within rows lines, after `after` in the
 * order of drawing (ATT_NONE: the first). */
uint32_t
page_drawn_after(struct page *page, struct cursor c, int rows, uint32_t after)
{
	bool seen = after == ATT_NONE;

	for (int row = 0; row < rows; row++) {
		const struct att_line *line = lines_at(&page->lines, c);

		for (uint32_t i = 0; i < line->count; i++) {
			uint32_t link = line->run[i].link;

			if (link == ATT_NONE)
				continue;
			if (seen && link != after)
				return link;
			if (link == after)
				seen = true;
		}
		if (!lines_next(&page->lines, &c))
			break;
	}
	return ATT_NONE;
}

static uint32_t
prev_drawn(struct page *page, struct cursor c, int rows, uint32_t before)
{
	uint32_t last = ATT_NONE;

	for (int row = 0; row < rows; row++) {
		const struct att_line *line = lines_at(&page->lines, c);

		for (uint32_t i = 0; i < line->count; i++) {
			uint32_t link = line->run[i].link;

			if (link != ATT_NONE && link == before)
				return last;
			if (link != ATT_NONE)
				last = link;
		}
		if (!lines_next(&page->lines, &c))
			break;
	}
	return before == ATT_NONE ? last : ATT_NONE;
}

bool
page_link_shown(struct page *page)
{
	struct cursor c = page->top;

	for (int row = 0; page->link != ATT_NONE && row < page->rows; row++) {
		const struct att_line *line = lines_at(&page->lines, c);

		for (uint32_t i = 0; i < line->count; i++) {
			if (line->run[i].link == page->link)
				return true;
		}
		if (!lines_next(&page->lines, &c))
			break;
	}
	return false;
}

/* On the screen first, in the order in which it is drawn; then on through the
 * text. */
unsigned
page_next_link(struct app *app, struct page *page)
{
	const struct att_image *image = page->lines.image;
	uint32_t from = page_link_shown(page) ? page->link : ATT_NONE;
	uint32_t link = page_drawn_after(page, page->top, page->rows, from);

	if (link == ATT_NONE) {
		uint32_t node = att_node_at(image, page_end(page));

		link = att_link_from(image, node);
		while (link != ATT_NONE && link < att_link_count(image) &&
		       page_link_pos(page, link) < page_end(page))
			link = link + 1 < att_link_count(image) ? link + 1
			                                        : ATT_NONE;
	}
	if (link == ATT_NONE)
		return app_say(app, "no more references");
	page->link = link;
	page_reveal(app, page, page_link_pos(page, link));
	return FX_DRAW;
}

unsigned
page_prev_link(struct app *app, struct page *page)
{
	const struct att_image *image = page->lines.image;
	uint32_t from = page_link_shown(page) ? page->link : ATT_NONE;
	uint32_t link = prev_drawn(page, page->top, page->rows, from);

	if (link == ATT_NONE && att_link_count(image)) {
		uint32_t row =
		    att_link_from(image, att_node_at(image, page_top(page)));

		if (row == ATT_NONE)
			row = att_link_count(image);
		while (row > 0 && row < att_link_count(image) &&
		       page_link_pos(page, row) >= page_top(page))
			row--;
		if (row < att_link_count(image) &&
		    page_link_pos(page, row) < page_top(page))
			link = row;
	}
	if (link == ATT_NONE)
		return app_say(app, "no earlier reference");
	page->link = link;
	page_reveal(app, page, page_link_pos(page, link));
	return FX_DRAW;
}

unsigned
page_follow(struct app *app, struct page *page)
{
	if (!page_link_shown(page)) {
		uint32_t first =
		    page_drawn_after(page, page->top, page->rows, ATT_NONE);

		if (first == ATT_NONE)
			return app_say(
			    app, "there is no reference on the screen");
		page->link = first;
		return app_say(app, "Enter follows this reference");
	}
	return app_follow(app, page->work, page->link);
}

unsigned
page_labels(struct app *app, struct page *page)
{
	struct cursor c = page->top;
	uint32_t last = ATT_NONE;
	size_t count = 0;

	for (int row = 0; row < page->rows; row++) {
		const struct att_line *line = lines_at(&page->lines, c);

		for (uint32_t i = 0; i < line->count; i++) {
			uint32_t link = line->run[i].link;

			if (link != ATT_NONE && link != last &&
			    count < LABELS_MAX)
				page->label[count++].link = last = link;
		}
		if (!lines_next(&page->lines, &c))
			break;
	}
	if (count == 0)
		return app_say(app, "there is no reference on the screen");
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
			page->link = page->label[i].link;
			return app_follow(app, page->work, page->link);
		}
		fits |= strncmp(page->label[i].label, page->typed, n + 1) == 0;
	}
	page->labels = fits;
	return FX_DRAW;
}
