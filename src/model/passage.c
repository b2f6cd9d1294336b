#include "model/passage.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { ROOM_LEAST = 8 /* characters around a match, however long it is */ };

struct att_range
passage_block(const struct att_image *image, att_pos pos)
{
	uint32_t row = att_block_at(image, pos);
	const struct att_block *block;

	if (row == ATT_NONE)
		return (struct att_range){pos, pos};
	block = att_block(image, row);
	/* An empty match may stand at the very end of a block, where the next
	 * one is found. */
	if (block->start > pos && row > 0)
		block = att_block(image, row - 1);
	return (struct att_range){block->start, block->end};
}

static bool
is_white(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* Back from pos over at most characters, then forward to the start of a word;
 * where there is no space (as in Chinese) the count alone decides. */
static att_pos
step_back(const char *text, att_pos low, att_pos pos, unsigned characters)
{
	att_pos at = pos, word;

	for (; at > low && characters > 0; characters--)
		at -= (att_pos)utf8_back(text, at);
	if (at == low || is_white(text[at - 1]))
		return at;
	for (word = at; word < pos && !is_white(text[word]);)
		word++;
	return word < pos ? word + 1 : at;
}

static att_pos
step_on(const char *text, att_pos pos, att_pos high, unsigned characters)
{
	att_pos at = pos, word;
	uint32_t c;

	for (; at < high && characters > 0; characters--)
		at += (att_pos)utf8_next(text + at, high - at, &c);
	if (at >= high || is_white(text[at]))
		return at;
	for (word = at; word > pos && !is_white(text[word - 1]);)
		word--;
	return word > pos ? word - 1 : at;
}

static unsigned
characters_in(const char *text, att_pos start, att_pos end)
{
	unsigned count = 0;

	for (; start < end; start++)
		count += ((unsigned char)text[start] & 0xC0) != 0x80;
	return count;
}

struct att_range
passage_before(const struct att_image *image, att_pos pos, unsigned characters)
{
	const char *text = att_image_text(image, NULL);
	struct att_range block = passage_block(image, pos);

	return (struct att_range){
	    step_back(text, block.start, pos, characters), pos};
}

struct att_range
passage_after(const struct att_image *image, att_pos pos, unsigned characters)
{
	const char *text = att_image_text(image, NULL);
	struct att_range block = passage_block(image, pos);

	if (pos >= block.end)
		return (struct att_range){pos, pos};
	return (struct att_range){
	    pos, step_on(text, pos, block.end, characters)};
}

/* Two thirds of the room are for what follows, the rest for what stands before;
 * what one side does not need goes to the other. */
struct att_range
passage_around(
    const struct att_image *image, struct att_range match, unsigned columns)
{
	const char *text = att_image_text(image, NULL);
	struct att_range block = passage_block(image, match.start);
	unsigned own = characters_in(text, match.start, match.end);
	unsigned room = columns > own + ROOM_LEAST ? columns - own : ROOM_LEAST;
	struct att_range passage = match;
	unsigned used;

	if (own > columns)
		passage.end = step_on(text, match.start, match.end, columns);
	else
		passage.end =
		    step_on(text, match.end, block.end, room - room / 3);
	used = passage.end > match.end
	           ? characters_in(text, match.end, passage.end)
	           : 0;
	passage.start = step_back(text, block.start, match.start, room - used);
	used = characters_in(text, passage.start, match.start);
	if (own <= columns && room > used)
		passage.end = step_on(text, match.end, block.end, room - used);
	return passage;
}

/* Past one closing mark at text[at], at itself when there is none. */
static att_pos
past_closer(const char *text, att_pos at, att_pos high)
{
	static const char *const closers[] = {
	    ")", "]", "\"", "'", "\u201D", "\u2019", "\u00BB"};

	for (size_t i = 0; i < COUNT(closers); i++) {
		size_t n = strlen(closers[i]);

		if (at + n <= high && memcmp(text + at, closers[i], n) == 0)
			return at + (att_pos)n;
	}
	return at;
}

/* Where the sentence that may end with text[at] ends: closing marks are part
 * of it, a space follows and then no small letter. 0 when it goes on. */
static att_pos
sentence_end(const char *text, att_pos at, att_pos low, att_pos high)
{
	att_pos end = at + 1, next;

	if (text[at] != '.' && text[at] != '?' && text[at] != '!')
		return 0;
	/* Initials: a single letter before the stop. */
	if (text[at] == '.' && at >= low + 2 && is_white(text[at - 2]))
		return 0;
	while ((next = past_closer(text, end, high)) > end)
		end = next;
	if (end + 1 >= high || !is_white(text[end]))
		return 0;
	return text[end + 1] >= 'a' && text[end + 1] <= 'z' ? 0 : end;
}

struct att_range
passage_sentence(const struct att_image *image, struct att_range range)
{
	const char *text = att_image_text(image, NULL);
	struct att_range sentence = passage_block(image, range.start);
	att_pos low = sentence.start;

	for (att_pos at = low; at < sentence.end; at++) {
		att_pos end = sentence_end(text, at, low, sentence.end);

		if (end == 0)
			continue;
		if (end >= range.end && end > range.start) {
			sentence.end = end;
			break;
		}
		if (end < range.start)
			sentence.start = end + 1;
	}
	return sentence;
}

/* The words generated for a reference that has none of its own, NULL for other
 * links. Marks of notes are left out: the note is not there to be read. */
static const char *
generated_words(const struct att_image *image, const struct att_link *link)
{
	const struct att_node *node = att_node(image, link->node);
	const char *words = att_image_string(image, link->words);

	if (node->start != node->end || link->kind == ATT_LINK_NOTE || !*words)
		return NULL;
	return words;
}

/* First link of the block that holds the passage. */
static uint32_t
first_link(const struct att_image *image, att_pos pos)
{
	uint32_t row = att_block_at(image, pos);

	if (row != ATT_NONE && row > 0 && att_block(image, row)->start > pos)
		row--;
	return row == ATT_NONE
	           ? ATT_NONE
	           : att_link_from(image, att_block(image, row)->node);
}

static att_pos
within(struct att_range passage, att_pos pos)
{
	if (pos < passage.start)
		return passage.start;
	return pos > passage.end ? passage.end : pos;
}

/* White space on both sides of an empty reference became one space before it:
 * whether one is to be given back after its words, as in the layout. */
static bool
wants_space(const char *text, att_pos low, att_pos pos, att_pos high)
{
	uint32_t c;

	if (pos <= low || pos >= high || !is_white(text[pos - 1]))
		return false;
	utf8_next(text + pos, high - pos, &c);
	return c >= 0x80 || (c >= '0' && c <= '9') ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '(' || c == '[';
}

void
passage_read(const struct att_image *image, struct att_range passage,
    struct att_range match, struct buf *text, size_t *from, size_t *to)
{
	const char *bytes = att_image_text(image, NULL);
	uint32_t row = first_link(image, passage.start);
	att_pos start = within(passage, match.start);
	att_pos end = within(passage, match.end), at = passage.start;
	bool empty = match.start == match.end;

	*from = start - at;
	*to = end - at;
	for (; row != ATT_NONE && row < att_link_count(image); row++) {
		const struct att_link *link = att_link(image, row);
		att_pos pos = att_node(image, link->node)->start;
		const char *words = generated_words(image, link);

		if (pos > passage.end)
			break;
		if (!words || pos < at)
			continue;
		buf_add(text, bytes + at, pos - at);
		buf_str(text, words);
		at = pos;
		/* Words at an empty match are the match, others stand beside
		 * it. */
		if (pos < start || (pos == start && !empty))
			*from += strlen(words);
		if (pos < end || (pos == end && empty))
			*to += strlen(words);
		if (!wants_space(bytes, passage.start, pos, passage.end))
			continue;
		buf_char(text, ' ');
		*from += pos < start || (pos == start && !empty);
		*to += pos < end;
	}
	buf_add(text, bytes + at, passage.end - at);
}
