/* Inline markup that a row alone cannot say: styles, dates, separators. */
#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "read/handlers.h"

/* Styles that a rend, role or CSS rule may ask for; bits by row. */
static const struct {
	const char *words; /* of rend and role */
	const char *css;
	enum att_kind kind;
} styles[] = {
    {"bold b strong bf", "font-weight:bold", ATT_STRONG},
    {"italic italics i it emphasis ital", "font-style:italic", ATT_EMPH},
    {"underline underlined u ul", "text-decoration:underline", ATT_UNDERLINE},
    {"strikethrough strike line-through struck overstrike del", "line-through",
        ATT_STRIKE},
    {"smallcaps smcap sc smallCaps caps", "small-caps", ATT_SMALLCAPS},
    {"superscript super sup superior", "vertical-align:super", ATT_SUP},
    {"subscript sub inferior", "vertical-align:sub", ATT_SUB},
    {"code typewriter monospace tt mono", "monospace", ATT_CODE},
    {"quoted quotes inquotes quotation", "content:open-quote", ATT_QUOTED},
};

static bool
is_one_of(const char *word, size_t size, const char *words)
{
	while (*words) {
		size_t length = strcspn(words, " ");

		if (length == size && strncasecmp(word, words, size) == 0)
			return true;
		words += length;
		words += *words == ' ';
	}
	return false;
}

static unsigned
style_of_word(const char *word, size_t size)
{
	unsigned found = 0;

	for (size_t i = 0; i < COUNT(styles); i++) {
		if (is_one_of(word, size, styles[i].words))
			found |= 1u << i;
	}
	if (!found && is_one_of(word, size, "bold-italic bolditalic"))
		found = 3;
	if (!found && is_one_of(word, size, "small-caps"))
		found = 1u << 4;
	return found;
}

/* Styles named in a list of words; "#x" and "simple:x" lead to renditions. */
static unsigned
parse_styles(const struct reader *r, const struct value *v)
{
	unsigned found = 0;
	size_t i = 0;

	while (i < v->size) {
		size_t size = 0, colon = 0;

		while (i + size < v->size &&
		       !strchr(" \t\n,;()", v->text[i + size])) {
			if (strchr("#:", v->text[i + size]))
				colon = size + 1;
			size++;
		}
		for (size_t k = 0; colon && k < r->renditions; k++) {
			if (strlen(r->rendition[k].id) == size - colon &&
			    memcmp(r->rendition[k].id, v->text + i + colon,
			        size - colon) == 0)
				found |= r->rendition[k].styles;
		}
		found |= style_of_word(v->text + i + colon, size - colon);
		i += size + 1;
	}
	return found;
}

/* The same few values come again and again. */
unsigned
style_words(struct reader *r, const struct value *v)
{
	struct style_memo *m;

	if (!v || v->size == 0)
		return 0;
	if (v->size >= sizeof(m->words))
		return parse_styles(r, v);
	m = &r->style[(v->size * 7 + (unsigned char)v->text[0] +
	                  3u * (unsigned char)v->text[v->size - 1]) &
	              (READ_STYLES - 1)];
	if (m->size != v->size || memcmp(m->words, v->text, v->size) != 0) {
		m->size = v->size;
		memcpy(m->words, v->text, v->size);
		m->styles = parse_styles(r, v);
	}
	return m->styles;
}

unsigned
style_css(const char *css)
{
	char plain[512];
	size_t used = 0;
	unsigned found = 0;

	for (; *css && used + 1 < sizeof(plain); css++) {
		if (!isspace((unsigned char)*css))
			plain[used++] = *css;
	}
	plain[used] = '\0';
	for (size_t i = 0; i < COUNT(styles); i++) {
		if (strstr(plain, styles[i].css))
			found |= 1u << i;
	}
	return found;
}

void
style_open(struct reader *r, unsigned found)
{
	for (size_t i = 0; i < COUNT(styles); i++) {
		if (found & 1u << i)
			node_open(r, styles[i].kind);
	}
}

static unsigned
styles_here(struct reader *r)
{
	const struct value *style = attr(r, A_style);
	unsigned found = style_words(r, attr(r, A_rend)) |
	                 style_words(r, attr(r, A_rendition)) |
	                 style_words(r, attr(r, A_role));

	if (style && style->size < 500) {
		char css[512];

		memcpy(css, style->text, style->size);
		css[style->size] = '\0';
		found |= style_css(css);
	}
	return found;
}

/* emphasis, hi, seg: by style; the row's kind where none is named. */
void
inline_emphasis(struct reader *r, const struct row *row)
{
	unsigned found = styles_here(r);

	link_common(r);
	if (found)
		style_open(r, found);
	else if (row->kind < ATT_KIND_COUNT)
		node_open(r, row->kind);
	if (frame_top(r)->opens)
		node_common(r, row);
	else
		node_anchor(r);
}

/* Elements whose role or type says what they name. */
void
inline_phrase(struct reader *r, const struct row *row)
{
	static const struct {
		const char *words;
		enum att_kind kind;
	} names[] = {
	    {"person pers personal people", ATT_PERSON},
	    {"place geo country city location settlement", ATT_PLACE},
	    {"org organization organisation institution", ATT_ORG},
	    {"date", ATT_DATE},
	};
	const struct value *v = attr(r, A_role);

	if (!v)
		v = attr(r, A_type);
	for (size_t i = 0; v && i < COUNT(names); i++) {
		if (!is_one_of(v->text, v->size, names[i].words))
			continue;
		if (names[i].kind == ATT_DATE) {
			inline_date(r, row);
			frame_top(r)->end = inline_date_end;
			return;
		}
		link_common(r);
		node_open(r, names[i].kind);
		node_common(r, row);
		node_copy(r, ATT_A_KEY, attr(r, A_key) ? A_key : A_ref);
		return;
	}
	inline_emphasis(r, row);
}

/* persName, orgName and the like. A name in a name of its kind is part of
 * it. */
void
inline_name(struct reader *r, const struct row *row)
{
	for (unsigned i = r->depth - 1; i-- > 0;) {
		const struct frame *f = &r->frame[i];

		if (f->row->kind == row->kind && f->opens) {
			node_anchor(r);
			return;
		}
		if (f->opens && f->row->kind < ATT_KIND_COUNT &&
		    att_kind_class(f->row->kind) != ATT_CLASS_INLINE)
			break;
	}
	node_open(r, row->kind);
	node_common(r, row);
	node_copy(r, ATT_A_KEY, attr(r, A_key) ? A_key : A_ref);
	style_open(r, style_words(r, attr(r, A_rend)));
}

/* Year, month and day in figures, perhaps an interval: by its bytes. */
bool
date_like(const char *text)
{
	size_t size = strspn(text, "0123456789-/.:TZ+?~%X ");
	unsigned figures = 0;

	if (text[size] || size < 4)
		return false;
	for (const char *p = text; isdigit((unsigned char)*p) || *p == '-'; p++)
		figures += *p != '-';
	return figures >= 4 && !strchr(text, ' ') &&
	       (figures == 4 || strchr(text, '-'));
}

static void
put_value(struct buf *out, const struct value *v)
{
	if (v)
		buf_add(out, v->text, v->size);
}

/* ATT_A_WHEN from TEI's attributes. */
static void
tei_when(struct reader *r)
{
	const struct value *when = attr(r, A_when);
	const struct value *from = attr(r, A_from);
	const struct value *to = attr(r, A_to);

	if (when) {
		node_value(r, ATT_A_WHEN, when);
		return;
	}
	if (!from)
		from = attr(r, A_notBefore);
	if (!to)
		to = attr(r, A_notAfter);
	if (!from && !to)
		return;
	buf_clear(&r->scratch);
	put_value(&r->scratch, from);
	buf_char(&r->scratch, '/');
	put_value(&r->scratch, to);
	node_attr(r, ATT_A_WHEN, buf_cstr(&r->scratch));
}

void
inline_date(struct reader *r, const struct row *row)
{
	link_common(r);
	node_open(r, ATT_DATE);
	tei_when(r);
	node_common(r, row);
	hear(r);
}

/* What the text itself says, when it is written so. */
void
inline_date_end(struct reader *r)
{
	heard(r, &r->date);
	if (date_like(r->date.data))
		node_late(r, 0, ATT_A_WHEN, r->date.data);
}

void
inline_break(struct reader *r, const struct row *row)
{
	/* Words on both sides of a break are two. */
	if (row->kind == ATT_BREAK && !attr_is(r, A_break, "no"))
		node_text(r, " ", 1);
	node_open(r, row->kind);
	node_common(r, row);
}

/* Containers that part their children: type is what stands between. */
void
inline_between(struct reader *r, const struct row *row)
{
	struct frame *f = frame_top(r);

	if (row->kind < ATT_KIND_COUNT) {
		node_open(r, row->kind);
		node_common(r, &(struct row){.flags = row->flags});
	} else {
		node_anchor(r);
	}
	f->state |= S_BETWEEN;
}

/* What stands around: the first byte count of type goes before, type being
 * "before|after". */
void
inline_around(struct reader *r, const struct row *row)
{
	const char *bar = strchr(row->type, '|');

	if (row->kind < ATT_KIND_COUNT) {
		node_open(r, row->kind);
		node_common(r, &(struct row){.flags = row->flags});
	}
	if (bar != row->type) {
		buf_clear(&r->scratch);
		buf_add(&r->scratch, row->type, (size_t)(bar - row->type));
		node_words(r, buf_cstr(&r->scratch));
	}
}

void
inline_around_end(struct reader *r)
{
	const char *bar = strchr(frame_top(r)->row->type, '|');

	if (bar && bar[1])
		node_words(r, bar + 1);
}

/* pb, milestone, cb: places by which editions are cited. */
void
inline_milestone(struct reader *r, const struct row *row)
{
	if (row->kind == ATT_ANCHOR) {
		node_anchor(r);
		return;
	}
	node_open(r, ATT_PAGEBREAK);
	node_common(r, row);
	node_copy(r, ATT_A_LABEL, A_pagenum);
}
