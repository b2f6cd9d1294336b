/* Selecting and following references. */
#include "ui/page_state.h"

#include <stdlib.h>
#include <string.h>

bool
page_link_shown(struct page *page)
{
	return page->link != ATT_NONE &&
	       lines_has_link(&page->lines, page->top, page->rows, page->link);
}

/* On the screen first, in the order in which it is drawn; then on through the
 * text. */
static unsigned
to_next_link(struct app *app, struct page *page)
{
	const struct att_image *image = page->lines.image;
	uint32_t from = page_link_shown(page) ? page->link : ATT_NONE;
	uint32_t link =
	    lines_link_after(&page->lines, page->top, page->rows, from);

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

static unsigned
to_prev_link(struct app *app, struct page *page)
{
	const struct att_image *image = page->lines.image;
	uint32_t from = page_link_shown(page) ? page->link : ATT_NONE;
	uint32_t link =
	    lines_link_before(&page->lines, page->top, page->rows, from);

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

static unsigned
repeat(struct app *app, struct page *page, long count,
    unsigned (*step)(struct app *app, struct page *page))
{
	unsigned fx = FX_NONE;

	for (; count > 0; count--) {
		uint32_t before = page->link;

		fx = step(app, page);
		if (page->link == before)
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

unsigned
page_follow(struct app *app, struct page *page)
{
	if (!page_link_shown(page)) {
		uint32_t first = lines_link_after(
		    &page->lines, page->top, page->rows, ATT_NONE);

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

/* A click: on a reference it follows it, on the map it goes to that part. */
unsigned
page_click(struct app *app, struct page *page, int row, int col)
{
	struct cursor c = page->top;
	const struct att_line *line;
	const struct att_run *run;
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
	line = lines_at(&page->lines, c);
	run = lines_run_at(
	    line, col - page->text.col + (page_is_wide(line) ? page->pan : 0));
	if (!run || run->link == ATT_NONE)
		return FX_NONE;
	page->link = run->link;
	return app_follow(app, page->work, page->link);
}
