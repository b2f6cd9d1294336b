/* An index generated from the terms of the work: letters, then entries with
 * the numbers of the sections they stand in, each a way there. */
#include "layout/index.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "model/locale.h"

enum { TITLE_BYTES = 40 /* of a section without a number */ };

struct indexing {
	struct flow *flow;
	uint32_t node; /* the INDEX section */
	const char *lang;
	char letter[8];      /* of the heading last drawn */
	const char *word[3]; /* last primary, secondary, tertiary drawn */
};

static const char *
part(const struct page *page, const struct att_term *term, int level)
{
	const uint32_t string[] = {
	    term->primary, term->secondary, term->tertiary};

	return att_image_string(page->image, string[level]);
}

static int
depth_of(const struct page *page, const struct att_term *term)
{
	if (*part(page, term, 2))
		return 2;
	return *part(page, term, 1) ? 1 : 0;
}

static bool
same_entry(
    const struct page *page, const struct att_term *a, const struct att_term *b)
{
	for (int level = 0; level < 3; level++) {
		if (strcmp(part(page, a, level), part(page, b, level)) != 0)
			return false;
	}
	return true;
}

/* The heading for a word: its first letter without accents, in capitals; ""
 * for what begins with none. */
static void
letter_of(const char *text, char *letter, size_t size)
{
	char *folded = utf8_fold(text, utf8_cut(text, strlen(text), 32));
	uint32_t c = 0;
	size_t n = *folded ? utf8_next(folded, strlen(folded), &c) : 0;

	letter[0] = '\0';
	if (n == 1 && c >= 'a' && c <= 'z') {
		letter[0] = (char)(c - 32);
		letter[1] = '\0';
	} else if (c >= 0x80 && n < size) {
		memcpy(letter, folded, n);
		letter[n] = '\0';
	}
	free(folded);
}

static void
draw_letter(struct indexing *x, const char *primary)
{
	struct flow *flow = x->flow;
	char letter[sizeof(x->letter)];
	const char *text;

	letter_of(primary, letter, sizeof(letter));
	if (x->word[0] && strcmp(letter, x->letter) == 0)
		return;
	memcpy(x->letter, letter, sizeof(letter));
	text = *letter ? page_format(flow->page, "%s", letter)
	               : locale_word(x->lang, LOCALE_SYMBOLS);
	flow_space(flow);
	flow_literal(flow, ATT_LINE_TEXT, x->node, text,
	    ATT_S_BOLD | ATT_S_MARK, flow->left);
}

static void
start_line(struct indexing *x, const char *text)
{
	pieces_clear(x->flow->page);
	pieces_literal(x->flow->page, text, strlen(text), ATT_S_MARK, ATT_NONE,
	    x->flow->pos);
}

static void
end_line(struct indexing *x, int level)
{
	int left = x->flow->left;

	flow_indent(x->flow, 2 * level, 0);
	flow_text(x->flow, x->node, ATT_LINE_TEXT, 6 - 2 * level);
	x->flow->left = left;
}

/* Lines for the upper levels of an entry that have not been drawn. */
static void
draw_upper(struct indexing *x, const struct att_term *term, int depth)
{
	const struct page *page = x->flow->page;
	bool same = true;

	for (int level = 0; level < depth; level++) {
		const char *text = part(page, term, level);

		same =
		    same && x->word[level] && strcmp(x->word[level], text) == 0;
		if (same)
			continue;
		if (level == 0)
			draw_letter(x, text);
		start_line(x, text);
		end_line(x, level);
		x->word[level] = text;
		for (int deeper = level + 1; deeper < 3; deeper++)
			x->word[deeper] = NULL;
	}
}

/* One way to a place: the number of its section, or its title. */
static void
add_place(struct indexing *x, const struct att_term *term)
{
	struct page *page = x->flow->page;
	const struct att_section *section =
	    att_section(page->image, att_section_of(page->image, term->node));
	const char *number = att_image_string(page->image, section->number);
	const char *title = att_image_string(page->image, section->title);
	size_t size = strlen(number);

	if (size == 0) {
		size = utf8_cut(title, strlen(title), TITLE_BYTES);
		number = title;
	}
	pieces_literal(page, ", ", 2, ATT_S_MARK, ATT_NONE, x->flow->pos);
	pieces_literal(page, number, size, ATT_S_MARK | ATT_S_LINK, ATT_NONE,
	    att_node(page->image, term->node)->start);
}

static void
add_see(struct indexing *x, const char *value, enum locale_word which)
{
	struct page *page = x->flow->page;
	const char *words = locale_word(x->lang, which);

	while (*value) {
		size_t size = strcspn(value, "\x1f");

		pieces_literal(
		    page, ". ", 2, ATT_S_MARK, ATT_NONE, x->flow->pos);
		pieces_literal(page, words, strlen(words),
		    ATT_S_MARK | ATT_S_EMPH, ATT_NONE, x->flow->pos);
		pieces_literal(page, " ", 1, 0, ATT_NONE, x->flow->pos);
		pieces_literal(
		    page, value, size, ATT_S_MARK, ATT_NONE, x->flow->pos);
		value += size + (value[size] == '\x1f');
	}
}

/* All rows of one entry, from row up to end. */
static void
draw_entry(struct indexing *x, uint32_t row, uint32_t end)
{
	const struct page *page = x->flow->page;
	const struct att_term *first = att_term(page->image, row);
	int depth = depth_of(page, first);
	uint32_t last_section = ATT_NONE;

	draw_upper(x, first, depth);
	if (depth == 0)
		draw_letter(x, part(page, first, 0));
	x->word[depth] = part(page, first, depth);
	for (int deeper = depth + 1; deeper < 3; deeper++)
		x->word[deeper] = NULL;
	start_line(x, x->word[depth]);
	for (uint32_t i = row; i < end; i++) {
		const struct att_term *term = att_term(page->image, i);
		const char *see = att_image_string(page->image, term->see);
		uint32_t section = att_section_of(page->image, term->node);

		if (!*see && section != last_section && !term->glossary)
			add_place(x, term);
		if (!*see)
			last_section = section;
		add_see(x, see, LOCALE_SEE);
		add_see(x, att_image_string(page->image, term->seealso),
		    LOCALE_SEE_ALSO);
	}
	end_line(x, depth);
}

void
index_draw(struct flow *flow, uint32_t section)
{
	const struct att_image *image = flow->page->image;
	struct indexing x = {.flow = flow,
	    .node = section,
	    .lang = att_node_inherited(image, section, ATT_A_LANG)};
	uint32_t count = att_term_count(image);

	for (uint32_t row = 0; row < count;) {
		const struct att_term *term = att_term(image, row);
		uint32_t end = row + 1;

		if (term->glossary) {
			row++;
			continue;
		}
		while (end < count &&
		       same_entry(flow->page, term, att_term(image, end)))
			end++;
		draw_entry(&x, row, end);
		row = end;
	}
}
