/* Selecting a passage. */
#include "ui/page_state.h"

#include <stdlib.h>
#include <string.h>

#include "ui/find.h"

/* --- selecting a passage: word, sentence, paragraph, then nothing --- */

static struct att_range
sentence_around(const char *text, const struct att_block *block, att_pos pos)
{
	struct att_range range = {block->start, block->end};

	for (att_pos i = pos; i > block->start + 1; i--) {
		if (text[i - 1] == ' ' && strchr(".!?", text[i - 2])) {
			range.start = i;
			break;
		}
	}
	for (att_pos i = pos; i + 1 < block->end; i++) {
		if (strchr(".!?", text[i]) && text[i + 1] == ' ') {
			range.end = i + 1;
			break;
		}
	}
	return range;
}

static struct att_range
word_around(const char *text, const struct att_block *block, att_pos pos)
{
	struct att_range range = {pos, pos};

	while (range.start > block->start && text[range.start - 1] != ' ')
		range.start--;
	while (range.end < block->end && text[range.end] != ' ')
		range.end++;
	return range;
}

unsigned
page_select_step(struct app *app, struct page *page)
{
	const struct att_image *image = page->lines.image;
	const char *text = att_image_text(image, NULL);
	bool going_on = page->selection.end > page->selection.start;
	att_pos pos = page_here(page);
	struct att_range current = find_current(app->find);
	uint32_t row;

	if (!going_on) {
		page->select_step = 0;
		if (current.end > current.start &&
		    page_row_of(page, current.start) >= 0)
			pos = current.start;
	}
	row = att_block_at(image, pos);
	if (row == ATT_NONE)
		return FX_NONE;
	if (pos < att_block(image, row)->start)
		pos = att_block(image, row)->start;
	switch (page->select_step++) {
	case 0:
		page->selection = word_around(text, att_block(image, row), pos);
		return app_say(app, "v: sentence; j k w move; y copies, a "
		                    "bookmarks, Esc leaves");
	case 1:
		page->selection =
		    sentence_around(text, att_block(image, row), pos);
		return app_say(app, "v: paragraph; y copies, a bookmarks");
	case 2:
		page->selection = (struct att_range){
		    att_block(image, row)->start, att_block(image, row)->end};
		return FX_DRAW;
	default:
		page->selection = (struct att_range){0, 0};
		return FX_DRAW;
	}
}

/* While a passage is selected: the next or previous one of its size. */
unsigned
page_move_selection(struct app *app, struct page *page, bool down)
{
	const struct att_image *image = page->lines.image;
	const char *text = att_image_text(image, NULL);
	uint32_t row = att_block_at(image, page->selection.start);
	att_pos pos =
	    down ? page->selection.end + 1 : page->selection.start - 1;
	uint32_t other;

	if (!down && page->selection.start == 0)
		return FX_NONE;
	other = att_block_at(image, pos);
	if (!down && row > 0 && pos < att_block(image, row)->start) {
		other = row - 1;
		pos = att_block(image, other)->end - 1;
	} else if (!down && pos > 0) {
		pos--;
	}
	if (other == ATT_NONE)
		return FX_NONE;
	if (pos < att_block(image, other)->start)
		pos = att_block(image, other)->start;
	if (page->select_step == 1)
		page->selection =
		    word_around(text, att_block(image, other), pos);
	else if (page->select_step == 2)
		page->selection =
		    sentence_around(text, att_block(image, other), pos);
	else
		page->selection =
		    (struct att_range){att_block(image, other)->start,
		        att_block(image, other)->end};
	page_reveal(app, page, page->selection.start);
	return FX_DRAW;
}
