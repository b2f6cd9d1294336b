/* From a leaf and its inlines to pieces: what is drawn, in which style. */
#include "layout/inline.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/locale.h"

enum {
	/* A work may refer to one long label from millions of places: generated
	 * words are cut, and all those of a unit together are bounded. */
	LITERAL_MAX = 16 << 10,
	LITERALS_MAX = 4 << 20
};

/* An inline that is open at the place being read. */
struct open_inline {
	uint32_t next; /* first node after it */
	att_pos end;
	uint32_t style;    /* outside it */
	uint32_t link;     /* outside it */
	const char *close; /* literal at its end; NULL */
	uint32_t close_style;
	bool quoted;
	bool plain; /* its signs look like the text */
	bool block;  /* a line of its own: what follows starts another */
	bool word;   /* empty in the text, yet a word is drawn */
	char before; /* last byte drawn before it */
};

struct reading {
	struct page *page;
	att_pos pos; /* up to here the text is in pieces */
	uint32_t style;
	uint32_t link;
	att_pos end; /* of the text of the block */
	size_t depth;
	unsigned quotes; /* open QUOTED */
	bool linked;     /* there are links in this block */
};

/* What a kind adds to the style of its text. */
/* clang-format off */
static const uint32_t looks[ATT_KIND_COUNT] = {
	[ATT_EMPH]      = ATT_S_EMPH,
	[ATT_STRONG]    = ATT_S_BOLD,
	[ATT_UNDERLINE] = ATT_S_UNDERLINE,
	[ATT_STRIKE]    = ATT_S_STRIKE,
	[ATT_SUB]       = ATT_S_SUB,
	[ATT_SUP]       = ATT_S_SUP,
	[ATT_CODE]      = ATT_S_CODE,
	[ATT_KEYCAP]    = ATT_S_CODE | ATT_S_BOLD,
	[ATT_FOREIGN]   = ATT_S_EMPH,
	[ATT_QUOTED]    = ATT_S_QUOTE,
	[ATT_CITETITLE] = ATT_S_EMPH,
	[ATT_PERSON]    = ATT_S_NAME,
	[ATT_PLACE]     = ATT_S_NAME,
	[ATT_ORG]       = ATT_S_NAME,
	[ATT_DATE]      = ATT_S_DATE,
	[ATT_TERMREF]   = ATT_S_TERM,
	[ATT_EDITORIAL] = ATT_S_EDITORIAL,
};

/* Signs of the editor, by the type of an EDITORIAL inline. */
static const struct editorial {
	const char *type;
	const char *open;
	const char *close;
	const char *empty; /* instead of both where there is no text */
	uint32_t style;
} editorials[] = {
	{ "gap",      "[",  "]",      "[...]", 0 },
	{ "add",      "",   "",       "",      ATT_S_UNDERLINE },
	{ "del",      "",   "",       "[...]", ATT_S_STRIKE },
	{ "surplus",  "{",  "}",      "",      0 },
	{ "supplied", "[",  "]",      "",      0 },
	{ "corr",     "[",  "]",      "",      0 },
	{ "unclear",  "",   "[?]",    "[?]",   0 },
	{ "sic",      "",   " [sic]", "[sic]", 0 },
};
/* clang-format on */

void
pieces_clear(struct page *page)
{
	page->pieces.count = 0;
}

static struct piece *
add(struct page *page, const char *text, size_t size, uint32_t style,
    uint32_t link, att_pos pos)
{
	struct pieces *p = &page->pieces;
	struct piece *piece;

	p->item = mem_grow(p->item, &p->cap, p->count + 1, sizeof(*p->item));
	piece = &p->item[p->count++];
	*piece = (struct piece){.text = text,
	    .size = (uint32_t)size,
	    .style = style,
	    .link = link,
	    .pos = pos};
	return piece;
}

void
pieces_literal(struct page *page, const char *text, size_t size, uint32_t style,
    uint32_t link, att_pos pos)
{
	size = utf8_cut(text, size, LITERAL_MAX);
	if (size == 0 || page->literals + size > LITERALS_MAX)
		return;
	page->literals += size;
	add(page, text, size, style, link, pos)->literal = true;
}

/* Last byte so far; a newline when there is none. */
static char
last_byte(const struct page *page)
{
	const struct pieces *p = &page->pieces;

	if (p->count == 0)
		return '\n';
	return p->item[p->count - 1].text[p->item[p->count - 1].size - 1];
}

static void
flush(struct reading *r, att_pos to)
{
	if (to > r->pos)
		add(r->page, r->page->text + r->pos, to - r->pos, r->style,
		    r->link, r->pos);
	if (to > r->pos)
		r->pos = to;
}

static void
literal(struct reading *r, const char *text, uint32_t style)
{
	pieces_literal(
	    r->page, text, strlen(text), r->style | style, r->link, r->pos);
}

/* The line ends here; once, and not before the first word. */
static void
end_line(struct reading *r)
{
	if (last_byte(r->page) != '\n')
		literal(r, "\n", 0);
}

static void
set_link(struct reading *r, uint32_t node)
{
	uint32_t row = r->linked ? att_link_at(r->page->image, node) : ATT_NONE;

	if (row == ATT_NONE)
		return;
	r->link = row;
	r->style |= ATT_S_LINK;
	if (att_link(r->page->image, row)->kind == ATT_LINK_BROKEN)
		r->style |= ATT_S_BROKEN;
}

static const char *
quote_mark(const struct reading *r, uint32_t node, enum locale_word outer,
    enum locale_word nested)
{
	const char *lang;

	if (r->page->ascii)
		return r->quotes % 2 ? "'" : "\"";
	lang = att_node_inherited(r->page->image, node, ATT_A_LANG);
	return locale_word(lang, r->quotes % 2 ? nested : outer);
}

/* Bytes at the start of a text that are a number's: digits, signs, commas. */
static size_t
number_size(const char *text, size_t size)
{
	static const char minus[] = "\u2212";
	size_t n = 0;

	while (n < size) {
		if ((text[n] >= '0' && text[n] <= '9') ||
		    strchr("-+,", text[n]))
			n++;
		else if (strncmp(text + n, minus, sizeof(minus) - 1) == 0)
			n += sizeof(minus) - 1;
		else
			break;
	}
	return n;
}

static bool
has_digit(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (text[i] >= '0' && text[i] <= '9')
			return true;
	}
	return false;
}

/* Signs that keep 10^6 from being read as 106 and x_i as xi. Letters raised
 * after a number (19th) and numbers lowered after a letter (H2O) read well as
 * they are. */
static const char *
script_sign(const struct reading *r, uint32_t kind, const struct att_node *n)
{
	const char *text = r->page->text;
	char before = last_byte(r->page);
	bool word = before == ')' || before == '.' ||
	            (before >= '0' && before <= '9') ||
	            ((before | 0x20) >= 'a' && (before | 0x20) <= 'z');
	size_t size = n->end - n->start;
	size_t number = number_size(text + n->start, size);

	if (!word)
		return "";
	if (kind == ATT_SUP)
		return number || has_digit(text + n->start, size) ? "^" : "";
	return number == size ? "" : "_";
}

static const struct editorial *
editorial_of(const struct page *page, uint32_t node)
{
	const char *type = att_node_attr(page->image, node, ATT_A_TYPE);

	for (size_t i = 0; type && i < COUNT(editorials); i++) {
		if (strcmp(type, editorials[i].type) == 0)
			return &editorials[i];
	}
	return NULL;
}

static void
open_editorial(struct reading *r, uint32_t node, struct open_inline *open)
{
	const struct editorial *sign = editorial_of(r->page, node);
	const struct att_node *n = att_node(r->page->image, node);

	if (!sign)
		return;
	r->style |= sign->style;
	if (n->end == n->start) {
		literal(r, sign->empty, ATT_S_MARK);
		return;
	}
	literal(r, sign->open, ATT_S_MARK);
	open->close = sign->close;
}

/* White space on both sides of an empty inline became one space before it:
 * give back the one after. */
static void
space_after(struct reading *r, char before)
{
	char after = r->page->text[r->pos];
	bool word = (after >= '0' && after <= '9') ||
	            ((after | 0x20) >= 'a' && (after | 0x20) <= 'z') ||
	            (unsigned char)after >= 0x80 || after == '(' ||
	            after == '[';

	if ((before == ' ' || before == '\n') && word && r->pos < r->end)
		pieces_literal(r->page, " ", 1,
		    r->style & ~(uint32_t)(ATT_S_LINK | ATT_S_BROKEN), ATT_NONE,
		    r->pos);
}

/* "p. 12", which no line break may part. */
static const char *
page_words(struct page *page, const char *lang, const char *label)
{
	char *words = locale_numbered(lang, LOCALE_PAGE, label);
	struct buf whole = {0};
	const char *kept;

	for (const char *c = words; *c; c++) {
		if (*c == ' ')
			buf_str(&whole, "\u00a0");
		else
			buf_char(&whole, *c);
	}
	kept = page_format(page, "%s", buf_cstr(&whole));
	buf_done(&whole);
	free(words);
	return kept;
}

static void
page_break(struct reading *r, uint32_t node)
{
	const struct page *page = r->page;
	const char *label = att_node_attr(page->image, node, ATT_A_LABEL);
	const char *lang = att_node_inherited(page->image, node, ATT_A_LANG);
	char before = last_byte(page);
	bool space = before == ' ' || before == '\n';
	char after = page->text[r->pos];

	if (!label)
		return;
	/* Inside a word nothing is put around it, else one space on each side.
	 */
	label = page_format(r->page, "%s[%s]%s",
	    !space && after == ' ' ? " " : "", page_words(r->page, lang, label),
	    space && after != ' ' && r->pos < r->end ? " " : "");
	literal(r, label, ATT_S_DIM | ATT_S_MARK);
}

static void
image_literal(struct reading *r, uint32_t node)
{
	const struct att_image *image = r->page->image;
	const struct att_node *n = att_node(image, node);
	const char *file = att_node_attr(image, node, ATT_A_HREF);

	const char *space = n->end > n->start ? " " : ""; /* words follow */

	literal(r,
	    file ? page_format(r->page, "[image: %s]%s", file, space)
	         : page_format(r->page, "[image]%s", space),
	    ATT_S_MARK);
}

/* The generated words of all links of an XREF. */
static void
xref_words(struct reading *r, uint32_t node)
{
	const struct att_image *image = r->page->image;
	uint32_t row = att_link_at(image, node);
	bool first = true;

	for (; row < att_link_count(image); row++) {
		const struct att_link *link = att_link(image, row);
		const char *words = att_image_string(image, link->words);

		if (link->node != node)
			break;
		if (!*words)
			words = att_image_string(image, link->target);
		if (!first)
			pieces_literal(r->page, ", ", 2,
			    r->style & ~(uint32_t)(ATT_S_LINK | ATT_S_BROKEN),
			    ATT_NONE, r->pos);
		r->link = row;
		r->style |= ATT_S_LINK;
		if (link->kind == ATT_LINK_BROKEN)
			r->style |= ATT_S_BROKEN;
		literal(r, words, 0);
		first = false;
	}
}

static void
note_mark(struct reading *r, uint32_t node)
{
	const struct att_image *image = r->page->image;
	uint32_t row = att_link_at(image, node);
	const char *words = row == ATT_NONE ? ""
	                                    : att_image_string(image,
	                                          att_link(image, row)->words);
	size_t count = r->page->pieces.count;

	set_link(r, node);
	literal(r, page_format(r->page, "[%s]", *words ? words : "*"),
	    ATT_S_SUP | ATT_S_MARK);
	if (r->page->pieces.count > count)
		r->page->pieces.item[count].glue = true;
}

static void
math_alt(struct reading *r, uint32_t node)
{
	const struct att_node *n = att_node(r->page->image, node);
	const char *alt = att_node_attr(r->page->image, node, ATT_A_ALT);

	if (alt && n->start == n->end)
		literal(r, alt, 0);
}

/* What an entry of a bibliography is cited by, when its text begins with it. */
static bool
is_entry_label(const struct page *page, uint32_t node)
{
	const struct att_image *image = page->image;
	att_pos start = att_node(image, node)->start;
	const struct att_node *n;

	do {
		node = att_node(image, node)->parent;
		n = att_node(image, node);
	} while (n->start == start && n->kind != ATT_BIBLIOENTRY &&
	         n->parent != ATT_NONE);
	return n->kind == ATT_BIBLIOENTRY && n->start == start &&
	       att_node_attr(image, node, ATT_A_TITLEABBREV) &&
	       !att_node_attr(image, node, ATT_A_LABEL);
}

/* What is drawn at the start of an inline, and what its end will need. */
static void
open_kind(struct reading *r, uint32_t node, struct open_inline *open)
{
	const struct att_node *n = att_node(r->page->image, node);

	if (n->flags & ATT_F_BLOCK) {
		end_line(r);
		open->block = true;
	}
	if (n->kind == ATT_QUOTED) {
		literal(r, quote_mark(r, node, LOCALE_OPEN, LOCALE_OPEN2), 0);
		open->close = quote_mark(r, node, LOCALE_CLOSE, LOCALE_CLOSE2);
		open->quoted = true;
		r->quotes++;
	} else if (n->kind == ATT_ABBREV && n->end > n->start &&
	           is_entry_label(r->page, node)) {
		literal(r, "[", ATT_S_MARK);
		open->close = "]";
	} else if (n->kind == ATT_CITATION) {
		literal(r, "[", 0);
		open->close = "]";
		open->plain = true;
	} else if (n->kind == ATT_SUP || n->kind == ATT_SUB) {
		literal(r, script_sign(r, n->kind, n), ATT_S_MARK);
	} else if (n->kind == ATT_EDITORIAL) {
		open_editorial(r, node, open);
	} else if (n->kind == ATT_MATH) {
		math_alt(r, node);
	} else if (n->kind == ATT_XREF) {
		xref_words(r, node);
	} else if (n->kind == ATT_NOTEREF) {
		note_mark(r, node);
	} else if (n->kind == ATT_IMAGE) {
		image_literal(r, node);
	} else if (n->kind == ATT_PAGEBREAK) {
		page_break(r, node);
	} else if (n->kind == ATT_BREAK) {
		end_line(r);
	}
}

static void
close_top(struct reading *r)
{
	struct open_inline *top = &r->page->open[--r->depth];

	flush(r, top->end);
	if (top->close)
		literal(r, top->close, top->quoted || top->plain ? 0 : ATT_S_MARK);
	r->quotes -= top->quoted;
	r->style = top->style;
	r->link = top->link;
	if (top->block)
		end_line(r);
	else if (top->word)
		space_after(r, top->before);
}

static void
open_node(struct reading *r, uint32_t node)
{
	struct page *page = r->page;
	const struct att_node *n = att_node(page->image, node);
	struct open_inline open = {
	    .next = n->next, .end = n->end, .style = r->style, .link = r->link};
	size_t count;

	flush(r, n->start);
	open.before = last_byte(page);
	count = page->pieces.count;
	r->style |= looks[n->kind];
	if (n->kind != ATT_XREF && n->kind != ATT_NOTEREF)
		set_link(r, node);
	open_kind(r, node, &open);
	open.word = n->start == n->end && page->pieces.count > count &&
	            n->kind != ATT_PAGEBREAK && n->kind != ATT_BREAK;
	page->open = mem_grow(
	    page->open, &page->open_cap, r->depth + 1, sizeof(*page->open));
	page->open[r->depth++] = open;
}

void
pieces_add(struct page *page, uint32_t node, uint32_t style)
{
	const struct att_image *image = page->image;
	const struct att_node *leaf = att_node(image, node);
	uint32_t link = att_link_from(image, node);
	struct reading r = {.page = page,
	    .pos = leaf->start,
	    .style = style,
	    .link = ATT_NONE,
	    .end = leaf->end};

	r.linked = link != ATT_NONE && att_link(image, link)->node < leaf->next;
	set_link(&r, node);
	if (att_kind_class(leaf->kind) == ATT_CLASS_INLINE)
		open_node(&r, node);
	for (uint32_t i = node + 1; i < leaf->next;) {
		while (r.depth > 0 && page->open[r.depth - 1].next <= i)
			close_top(&r);
		if (page_skips(page, i)) {
			flush(&r, att_node(image, i)->start);
			r.pos = att_node(image, i)->end;
			i = att_node(image, i)->next;
			continue;
		}
		open_node(&r, i);
		i++;
	}
	while (r.depth > 0)
		close_top(&r);
	flush(&r, leaf->end);
}

static bool
joined(const struct pieces *p)
{
	for (size_t i = 0; i < p->count; i++) {
		const struct piece *piece = &p->item[i];

		if (piece->literal ||
		    (i > 0 && piece[-1].text + piece[-1].size != piece->text))
			return false;
	}
	return true;
}

bool
pieces_seal(struct page *page)
{
	struct pieces *p = &page->pieces;
	size_t size = 0;
	bool together = joined(p);

	if (p->count > 0 && last_byte(page) == '\n' &&
	    p->item[p->count - 1].literal && p->item[p->count - 1].size == 1)
		p->count--; /* a BREAK at the very end ends nothing */
	buf_clear(&p->buf);
	for (size_t i = 0; i < p->count; i++) {
		p->item[i].at = (uint32_t)size;
		size += p->item[i].size;
		if (!together)
			buf_add(&p->buf, p->item[i].text, p->item[i].size);
	}
	if (p->count == 0)
		return false;
	p->text = together ? p->item[0].text : p->buf.data;
	p->size = (uint32_t)size;
	return true;
}
