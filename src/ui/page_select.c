/* Selecting a passage. */
#include "ui/page_state.h"

#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "ui/find.h"

/* Bytes of a quotation mark or bracket that closes; 0: there is none. */
static size_t
closer(const char *text, size_t left)
{
	static const char *const marks[] = {
	    "\"", "'", ")", "]", "\u201D", "\u2019", "\u00BB", "\u203A"};

	for (size_t i = 0; i < COUNT(marks); i++) {
		size_t size = strlen(marks[i]);

		if (size <= left && memcmp(text, marks[i], size) == 0)
			return size;
	}
	return 0;
}

/* "U.S.", "J. Smith": the letter before the stop stands alone. */
static bool
is_initial(const char *text, att_pos start, att_pos stop)
{
	return stop > start && isalpha((unsigned char)text[stop - 1]) &&
	       (stop - 1 == start || strchr(" .(", text[stop - 2]));
}

/* Where the sentence ends whose last stop may be there; 0: none does. What
 * goes on with a small letter or a number was an abbreviation. */
static att_pos
sentence_end(const char *text, const struct att_block *block, att_pos stop)
{
	att_pos end = stop + 1;
	size_t more;

	if (!strchr(".!?", text[stop]) ||
	    (text[stop] == '.' && is_initial(text, block->start, stop)))
		return 0;
	while ((more = closer(text + end, block->end - end)) > 0)
		end += (att_pos)more;
	if (end + 1 >= block->end || text[end] != ' ' ||
	    islower((unsigned char)text[end + 1]) ||
	    isdigit((unsigned char)text[end + 1]))
		return 0;
	return end;
}

static struct att_range
sentence_around(const char *text, const struct att_block *block, att_pos pos)
{
	struct att_range range = {block->start, block->end};

	for (att_pos i = block->start; i < block->end; i++) {
		att_pos end = sentence_end(text, block, i);

		if (end > 0 && end <= pos)
			range.start = end + 1;
		if (end > pos) {
			range.end = end;
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

enum unit { UNIT_WORD, UNIT_SENTENCE, UNIT_PARAGRAPH, UNITS };

static struct att_range
unit_around(struct page *page, uint32_t row, att_pos pos, enum unit unit)
{
	const struct att_image *image = page->lines.image;
	const struct att_block *block = att_block(image, row);
	const char *text = att_image_text(image, NULL);

	if (pos < block->start)
		pos = block->start;
	if (unit == UNIT_WORD)
		return word_around(text, block, pos);
	if (unit == UNIT_SENTENCE)
		return sentence_around(text, block, pos);
	return (struct att_range){block->start, block->end};
}

/* v: a word, then its sentence, its paragraph, then a word again. */
unsigned
page_select_step(struct app *app, struct page *page)
{
	static const char *const said[] = {
	    N_("word: v sentence; j k move, J K or w grow; y copies, a "
	       "bookmarks"),
	    N_("sentence: v paragraph; j k move, J K grow; y copies, a "
	       "bookmarks"),
	    N_("paragraph: v word; j k move, J K grow; y copies, a bookmarks"),
	};
	const struct att_image *image = page->lines.image;
	bool going_on = page->selection.end > page->selection.start;
	att_pos pos = app_here(app);
	enum unit unit;
	uint32_t row;

	if (!going_on)
		page->select_step = 0;
	row = att_block_at(image, pos);
	if (row == ATT_NONE)
		return app_say(app, _("there is no text to select here"));
	unit = page->select_step % UNITS;
	page->selection = unit_around(page, row, pos, unit);
	page->select_step = unit + 1;
	page_reveal(app, page, page->selection.start);
	return app_say(app, "%s", _(said[unit]));
}

/* The unit after or before a range; false at the ends of the work. */
static bool
neighbour(struct page *page, struct att_range range, enum unit unit, bool down,
    struct att_range *out)
{
	const struct att_image *image = page->lines.image;
	uint32_t row = att_block_at(image, down ? range.end - 1 : range.start);
	const struct att_block *block;
	att_pos pos;

	if (row == ATT_NONE)
		return false;
	block = att_block(image, row);
	if (down ? range.end + 1 >= block->end
	         : range.start <= block->start + 1) {
		do {
			if (down ? row + 1 >= att_block_count(image) : row == 0)
				return false;
			block =
			    att_block(image, row += down ? 1 : (uint32_t)-1);
		} while (block->end == block->start);
		pos = down ? block->start : block->end - 1;
	} else {
		/* Between units stands a blank. */
		pos = down ? range.end + 1 : range.start - 2;
	}
	*out = unit_around(page, row, pos, unit);
	return out->end > out->start;
}

static enum unit
unit_now(const struct page *page)
{
	return page->select_step ? (page->select_step - 1) % UNITS
	                         : UNIT_PARAGRAPH;
}

/* While a passage is selected: the next or previous one of its size. */
unsigned
page_move_selection(struct app *app, struct page *page, bool down, long count)
{
	struct att_range range = page->selection;

	for (; count > 0; count--) {
		if (!neighbour(page, range, unit_now(page), down, &range))
			break;
	}
	page->selection = range;
	page_reveal(app, page, range.start);
	return FX_DRAW;
}

/* The passage takes in what follows, or gives up its last one. */
unsigned
page_grow_selection(
    struct app *app, struct page *page, bool by_word, bool grow, long count)
{
	enum unit unit = by_word ? UNIT_WORD : unit_now(page);
	struct att_range *range = &page->selection;

	for (; count > 0; count--) {
		struct att_range next, last = {range->end, range->end};

		if (grow) {
			if (!neighbour(page, *range, unit, true, &next))
				break;
			range->end = next.end;
			continue;
		}
		/* The last unit in it, and what is before that. */
		last.start = last.end - 1;
		next = unit_around(page,
		    att_block_at(page->lines.image, last.start), last.start,
		    unit);
		if (next.start <= range->start ||
		    !neighbour(page, next, unit, false, &next))
			break;
		range->end = next.end;
	}
	page_reveal(app, page, range->end - 1);
	return FX_DRAW;
}
