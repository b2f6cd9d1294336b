/* Layout: what blocks look like, and what holds for every layout. */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>

#include <cmocka.h>

#include "markup.h"

/* The title of a work without one is the name of its file. */
#define TOP "*test*\n====\n\n"

/* clang-format off */
static const struct {
	const char *name;
	int columns;
	const char *notation;
	const char *lines; /* of all units, styles marked */
} cases[] = {
	{ "empty work", 20, "", "*test*\n====\n" },
	{ "fill", 10, "<para>one two three</para>",
	    TOP "one two\nthree\n" },
	{ "style", 40, "<para>a <emphasis>b <strong>c</strong></emphasis> <code>d</code></para>",
	    TOP "a _b _*_c_* `d`\n" },
	{ "style over a break", 10, "<para>one <emphasis>two three</emphasis> x</para>",
	    TOP "one _two_\n_three_ x\n" },
	{ "long word", 10, "<para>abcdefghijklmnop</para>",
	    TOP "abcdefghij\nklmnop\n" },
	{ "address", 20, "<para>http://a.example.org/long</para>",
	    TOP "http://a.example.\norg/long\n" },
	{ "address in two", 20, "<para>www.example.org?query=something</para>",
	    TOP "www.example.org?\nquery=something\n" },
	{ "soft hyphen", 10, "<para>one extra\u00adordinary</para>",
	    TOP "one extra-\nordinary\n" },
	{ "soft hyphen unused", 20, "<para>one extra\u00adordinary</para>",
	    TOP "one extraordinary\n" },
	{ "no-break space", 10, "<para>see page\u00a012 x</para>",
	    TOP "see\npage 12 x\n" },
	{ "wide", 10, "<para>作者名作者名</para>",
	    TOP "作者名作者\n名\n" },
	{ "marks", 10, "<para>e\u0301e\u0301e\u0301e\u0301e\u0301 abcdef</para>",
	    TOP "e\u0301e\u0301e\u0301e\u0301e\u0301\nabcdef\n" },
	{ "break", 20, "<para>one<break/>two<break/></para>",
	    TOP "one\ntwo\n" },
	{ "quotes", 40, "<para><quote>a <quote>b</quote></quote></para>",
	    TOP "“a ‘b’”\n" },
	{ "quotes by language", 40, "<para lang=\"de\"><quote>a</quote></para>",
	    TOP "„a“\n" },
	{ "scripts", 60, "<para>10<superscript>6</superscript> 19<superscript>th</superscript> H<subscript>2</subscript>O x<subscript>i</subscript> x<superscript>n+1</superscript></para>",
	    TOP "10^6 19th H2O x_i x^n+1\n" },
	{ "editor", 60, "<para>a <editorial type=\"gap\"/> <editorial type=\"sic\">b</editorial> <editorial type=\"supplied\">c</editorial> <editorial type=\"del\">d</editorial></para>",
	    TOP "a [...] b [sic] [c] %d%\n" },
	{ "page break", 60, "<para>a <pagebreak label=\"3\"/>b c<pagebreak label=\"4\"/>d</para>",
	    TOP "a [p. 3] b c[p. 4]d\n" },
	{ "note", 30, "<para>Word<note><para>The note, over two lines of it.</para></note>. More.</para><para>Next.</para>",
	    TOP "Word{[1]>}. More.\n\n 1  The note, over two lines\n    of it.\n\nNext.\n" },
	{ "headings", 30, "<work><title>W</title><chapter><title>C</title><section><title>S</title><para>x</para></section></chapter></work>",
	    "*W*\n=\n*1  **C*\n----\n*1.1  **S*\n\nx\n" },
	{ "heading hangs", 14, "<work><title>W</title><chapter><title>One two three</title><para>x</para></chapter><chapter><title>D</title><para>y</para></chapter></work>",
	    "*W*\n=\n\n1  {One two>@2}\n   {three>@2}\n2  {D>@18}\n*1  **One two*\n   *three*\n----------\n\nx\n*2  **D*\n----\n\ny\n" },
	{ "bullets", 30, "<list type=\"itemized\"><item>a<list type=\"itemized\"><item>b</item></list></item><item>c</item></list>",
	    TOP " • a\n   - b\n • c\n" },
	{ "ordered", 30, "<list type=\"ordered\" start=\"9\"><item>a</item><item>b<list type=\"ordered\"><item>c</item></list></item></list>",
	    TOP "  9. a\n 10. b\n     a. c\n" },
	{ "numeration", 30, "<list numeration=\"lowerroman\"><item>a</item><item>b</item></list>",
	    TOP "  i. a\n ii. b\n" },
	{ "continued", 30, "<list type=\"ordered\"><item>a</item><item>b</item></list><para>x</para><list type=\"ordered\" continues=\"yes\"><item>c</item></list>",
	    TOP " 1. a\n 2. b\n\nx\n\n 3. c\n" },
	{ "loose list", 30, "<list type=\"itemized\"><item><para>a</para><para>b</para></item><item>c</item></list>",
	    TOP " • a\n\n   b\n\n • c\n" },
	{ "empty item", 30, "<list type=\"itemized\"><item/><item>c</item></list>",
	    TOP " •\n • c\n" },
	{ "simple list", 30, "<list type=\"simple\"><item>a</item><item>b</item></list>",
	    TOP "a\nb\n" },
	{ "list in columns", 30, "<list type=\"simple\" cols=\"2\"><item>a</item><item>b b</item><item>c</item></list>",
	    TOP "a    c\nb b\n" },
	{ "list across columns", 30, "<list type=\"horiz\" cols=\"2\"><item>a</item><item>b b</item><item>c</item></list>",
	    TOP "a  b b\nc\n" },
	{ "columns that do not fit", 10, "<list type=\"horiz\" cols=\"2\"><item>one two</item><item>three</item></list>",
	    TOP "one two\nthree\n" },
	{ "columns with other things", 30, "<list type=\"simple\" cols=\"2\"><title>T</title><item>a</item><item>b</item></list>",
	    TOP "*T*\na\nb\n" },
	{ "columns of a list's item", 30, "<list type=\"ordered\"><item><list type=\"simple\" cols=\"2\"><item>a</item><item>b</item></list></item></list>",
	    TOP " 1. a  b\n" },
	{ "inherited numbers", 30, "<list type=\"ordered\"><item>a</item><item>b<list type=\"ordered\" inherit=\"yes\"><item>c</item><item>d<list numeration=\"arabic\" inherit=\"yes\"><item>e</item></list></item></list></item></list>",
	    TOP " 1. a\n 2. b\n    2.a. c\n    2.b. d\n         2.b.1. e\n" },
	{ "nothing to inherit", 30, "<list type=\"ordered\" inherit=\"yes\"><item>a<list><item>b<list type=\"ordered\" inherit=\"yes\"><item>c</item></list></item></list></item></list>",
	    NULL },
	{ "facts", 20, "<table><row><cell>Name</cell><cell>x</cell></row><row><cell>Words</cell><cell>one two three four</cell></row></table>",
	    TOP "Name   x\nWords  one two three\n       four\n" },
	{ "long facts", 20, "<table><row><cell>Name</cell><cell>x</cell></row><row><cell>Words</cell><cell>one two three four five six seven eight nine ten</cell></row></table>",
	    TOP "Name   x\n\nWords  one two three\n       four five six\n       seven eight\n       nine ten\n" },
	{ "cited by its text", 30, "<biblioentry titleabbrev=\"K\"><para>one <abbrev>K</abbrev></para></biblioentry><biblioentry titleabbrev=\"L\"><para>two</para></biblioentry>",
	    TOP "one K\n\n[L] two\n" },
	{ "variable list", 30, "<list type=\"variable\"><entry><term>T</term><item>d</item></entry><entry><term>U</term><item>e</item></entry></list>",
	    TOP "*T*\n  d\n*U*\n  e\n" },
	{ "steps", 30, "<list type=\"procedure\"><step>a<list type=\"procedure\"><step>b</step></list></step></list>",
	    TOP " 1. a\n    a. b\n" },
	{ "questions", 30, "<list type=\"qanda\"><qanda><question><para>a</para></question><answer><para>b</para></answer></qanda></list>",
	    TOP "*Q:*  a\n*A:*  b\n" },
	{ "quotation", 20, "<blockquote><para>one two three four</para><attribution>X</attribution></blockquote>",
	    TOP "  one two three\n  four\n  — X\n" },
	{ "admonition", 30, "<admonition type=\"tip\"><para>a</para></admonition><admonition type=\"note\"><title>T</title><para>b</para></admonition>",
	    TOP "*Tip*\n  a\n\n*Note: **T*\n  b\n" },
	{ "sidebar", 14, "<sidebar><title>T</title><para>a</para><para>b</para></sidebar><para>c</para>",
	    TOP "--------------\n│ *T*\n│ a\n│\n│ b\n--------------\n\nc\n" },
	{ "sidebars side by side", 16, "<sidebar><sidebar><para>a</para></sidebar><para>b</para></sidebar>",
	    TOP "----------------\n│ --------------\n│ │ a\n│ --------------\n│\n│ b\n----------------\n" },
	{ "verse", 20, "<stanza><line>one two three four five</line><line>six</line></stanza>",
	    TOP "  one two three four\n    five\n  six\n" },
	{ "speech", 30, "<speech><speaker>A</speaker><para>b</para></speech>",
	    TOP "*A*\n  b\n" },
	{ "verbatim", 10, "<verbatim>a\tb\n\n  much longer than the page\n</verbatim>",
	    TOP " `a``       ``b`\n\n `  much longer than the page`\n" },
	{ "glossary entry", 30, "<glossentry><term>T</term><para>d</para></glossentry>",
	    TOP "*T*\n  d\n" },
	{ "bibliography entry", 20, "<biblioentry label=\"K\"><para>one two three four five</para></biblioentry>",
	    TOP "[K] one two three\n  four five\n" },
	{ "figure", 40, "<figure><image href=\"a.png\">A thing</image><title>T</title></figure>",
	    TOP "[image: a.png] A thing\n*Figure 1  **T*\n" },
	{ "hidden", 40, "<para>a</para><para flag=\"hidden\">b</para>",
	    TOP "a\n" },
	{ "table", 40, "<table><title>T</title><row flag=\"head\"><cell>A</cell><cell>B</cell></row><row><cell>x y</cell><cell>10</cell></row><row><cell>z</cell><cell>9</cell></row></table>",
	    TOP "*Table 1  **T*\n*A*     *B*\n---  --\nx y  10\nz     9\n" },
	{ "table wraps", 20, "<table><row><cell>one two three four</cell><cell>five six seven</cell></row></table>",
	    TOP "one two     five six\nthree four  seven\n" },
	{ "table spans", 40, "<table><row><cell rows=\"2\">a</cell><cell>b</cell></row><row><cell>c</cell></row><row><cell cols=\"9\">d e</cell></row></table>",
	    TOP "a  b\n   c\nd e\n" },
	{ "record", 10, "<table><row flag=\"head\"><cell>Country</cell><cell>Capital</cell></row><row><cell>Monaco</cell><cell>Monaco</cell></row></table>",
	    TOP "*Country* |\n  *Capital*\n\n*Country:*\nMonaco\n*Capital:*\nMonaco\n" },
	{ "index", 30, "<work><title>W</title><chapter><title>C</title><para>x<indexterm primary=\"war\" secondary=\"cold\"/><indexterm primary=\"war\"/></para></chapter><index><title>I</title></index></work>",
	    "*W*\n=\n\n1  {C>@2}\n   {I>@6}\n*1  **C*\n----\n\nx\n"
	    "*I*\n-\n\n*W*\nwar, {1>@5}\n  cold, {1>@5}\n" },
};
/* clang-format on */

static char *
draw(const char *notation, const struct att_layout_opts *opts, bool marked)
{
	void *data;
	struct att_image *image = markup_image(notation, &data);
	struct att_unit unit;
	struct buf out = {0};

	att_unit_of(image, 0, &unit);
	do {
		struct att_layout *layout = att_layout_new(image, &unit, opts);

		for (uint32_t i = 0; i < att_layout_count(layout); i++)
			markup_line(&out, image, att_layout_line(layout, i),
			    att_width_unicode, opts->ascii, marked);
		att_layout_free(layout);
	} while (att_unit_next(image, &unit));
	att_image_free(image);
	free(data);
	buf_cstr(&out);
	return out.data;
}

static void
test_looks(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *out = draw(cases[i].notation,
		    &(struct att_layout_opts){.columns = cases[i].columns},
		    true);

		if (cases[i].lines && strcmp(out, cases[i].lines) != 0)
			fail_msg("%s:\n%s", cases[i].name, out);
		free(out);
	}
}

static const char everything[] =
    "<work lang=\"en\"><title>A <emphasis>Work</emphasis></title>"
    "<subtitle>For all</subtitle><chapter id=\"c\"><title>First things "
    "first</title><para>See <xref target=\"c\"/>, “quoted” words and "
    "http://example.org/a/long/address?with=query, déjà vu, 作者名.<note><para>"
    "A note.</para></note></para><list type=\"ordered\"><item><para>One item "
    "with <code>code</code> that is rather long.</para><blockquote><para>Quoted"
    "</para><verbatim>a\tb\n  c\n</verbatim></blockquote></item><item>Two"
    "</item></list><sidebar><title>Aside</title><list type=\"itemized\"><item>"
    "x</item></list></sidebar><list type=\"simple\" "
    "cols=\"3\"><item>down</item>"
    "<item>the <code>columns</code></item><item>c</item><item>d</item></list>"
    "<list type=\"horiz\" cols=\"2\"><item>across</item><item>them</item><item>"
    "x</item></list><table id=\"t\"><title>Title</title><row "
    "flag=\"head\"><cell>Name</cell><cell>Number</cell><cell>Words</cell></row>"
    "<row><cell rows=\"2\">Spans rows</cell><cell>1</cell><cell>several words "
    "that go over lines in any table</cell></row><row><cell cols=\"2\"><list "
    "type=\"itemized\"><item>a</item><item>b</item></list></cell></row></table>"
    "<glossentry><term>T</term><para>def</para></glossentry><para>Last "
    "soft\u00ad"
    "hyphen<indexterm primary=\"x\"/></para></chapter><index><title>Index"
    "</title></index></work>";

/* What holds for every line of every layout. */
static void
check_lines(const struct att_layout *layout, int columns)
{
	uint32_t count = att_layout_count(layout);
	att_pos start = 0;

	assert_true(count > 0);
	for (uint32_t i = 0; i < count; i++) {
		const struct att_line *line = att_layout_line(layout, i);
		unsigned column = 0;

		assert_true(line->range.start >= start);
		assert_true(line->range.end >= line->range.start);
		start = line->range.start;
		if (line->kind == ATT_LINE_BLANK && count > 1)
			assert_true(i > 0 && i + 1 < count &&
			            att_layout_line(layout, i - 1)->kind !=
			                ATT_LINE_BLANK);
		for (uint32_t r = 0; r < line->count; r++) {
			const struct att_run *run = &line->run[r];

			assert_true(run->column >= column);
			column = run->column + run->columns;
			assert_int_equal(
			    run->columns, att_cell_columns(run->text, run->size,
			                      att_width_unicode));
		}
		assert_int_equal(line->columns, column);
		if (line->kind != ATT_LINE_VERBATIM)
			assert_in_range(column, 0, columns);
	}
}

static bool
line_shows(const struct att_line *line, att_pos pos)
{
	for (uint32_t i = 0; i < line->count; i++) {
		if (line->run[i].range.start <= pos &&
		    pos < line->run[i].range.end)
			return true;
	}
	return false;
}

/* Every word of the unit is drawn once, and found where it is drawn. */
static void
check_text(const struct att_image *image, const struct att_unit *unit,
    const struct att_layout *layout)
{
	const char *text = att_image_text(image, NULL);

	for (att_pos pos = unit->text.start; pos < unit->text.end; pos++) {
		uint32_t found = att_layout_find(layout, pos);
		unsigned shown = 0;

		if (text[pos] == ' ' || text[pos] == '\n')
			continue;
		if (memcmp(text + pos, "\u200b", 3) == 0) {
			pos += 2;
			continue;
		}
		for (uint32_t i = 0; i < att_layout_count(layout); i++)
			shown += line_shows(att_layout_line(layout, i), pos);
		assert_int_equal(shown, 1);
		assert_true(line_shows(att_layout_line(layout, found), pos));
	}
}

static void
check_everything(
    const char *notation, const struct att_layout_opts *opts, bool text)
{
	void *data;
	struct att_image *image = markup_image(notation, &data);
	struct att_unit unit;

	att_unit_of(image, 0, &unit);
	do {
		struct att_layout *layout = att_layout_new(image, &unit, opts);

		check_lines(layout, opts->columns);
		if (text)
			check_text(image, &unit, layout);
		att_layout_free(layout);
	} while (att_unit_next(image, &unit));
	att_image_free(image);
	free(data);
}

static void
test_all_widths(void **state)
{
	(void)state;
	for (int columns = 10; columns <= 120; columns++) {
		for (int form = 0; form < 4; form++)
			check_everything(everything,
			    &(struct att_layout_opts){.columns = columns,
			        .measure = columns,
			        .ascii = form & 1,
			        .joined = form & 2},
			    true);
	}
}

/* Joined, nothing goes beyond the edge. */
static void
test_verbatim_joined(void **state)
{
	char *out = draw("<verbatim>a\tb\n\n  much longer than the page\n"
	                 "incomprehensible\n</verbatim>",
	    &(struct att_layout_opts){.columns = 12, .joined = true}, false);

	(void)state;
	assert_non_null(
	    strstr(out, "\n a       b\n\n   much \n longer than \n the page\n"
	                " incomprehen\n sible\n"));
	free(out);
}

static void
test_ascii(void **state)
{
	char *out = draw(everything,
	    &(struct att_layout_opts){.columns = 40, .ascii = true}, false);

	(void)state;
	for (const char *c = out; *c; c++)
		assert_in_range((unsigned char)*c, '\n', '~');
	free(out);
}

/* Lines of plain words are found by a short cut: they must be those of a
 * greedy fill over all breaks. */
static void
check_greedy(const char *text, size_t size, unsigned columns)
{
	char *breaks = mem_alloc(size);
	char *notation = mem_format("<para>%s</para>", text);
	void *data;
	struct att_image *image = markup_image(notation, &data);
	struct att_unit unit;
	struct att_layout *layout;
	size_t start = 0, line = 3;
	bool whole = true;

	u8_possible_linebreaks((const uint8_t *)text, size, "UTF-8", breaks);
	att_unit_of(image, 0, &unit);
	layout = att_layout_new(
	    image, &unit, &(struct att_layout_opts){.columns = (int)columns});
	while (start < size) {
		size_t best = 0, used = 0;

		for (size_t i = start; i < size; i++) {
			if (i > start && breaks[i] == UC_BREAK_POSSIBLE &&
			    !(strchr(".,;:", text[i - 1]) &&
			        isalnum((unsigned char)text[i])))
				best = i;
			used = text[i] == ' ' ? used : i + 1 - start;
			if (used > columns)
				break;
		}
		if (used <= columns || best == 0)
			best = size; /* the rest, or a chunk to be cut */
		whole = whole && (used <= columns || best < size);
		assert_int_equal(
		    att_layout_line(layout, (uint32_t)line)->range.start,
		    start);
		line++;
		start = best;
	}
	if (whole)
		assert_int_equal(att_layout_count(layout), line);
	att_layout_free(layout);
	att_image_free(image);
	free(data);
	free(notation);
	free(breaks);
}

static void
test_greedy(void **state)
{
	static const char letters[] = "abcdeXY019.,;:'\"()-!?%$+     ";
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		char text[400];
		size_t size = 0, word = 0;

		while (size < 300) {
			char c;

			seed = seed * 1103515245u + 12345u;
			c = letters[(seed >> 16) % (sizeof(letters) - 1)];
			if ((size == 0 || text[size - 1] == ' ') && c == ' ')
				continue;
			word = c == ' ' ? 0 : word + 1;
			text[size++] = c;
			if (word == 9) {
				text[size++] = ' ';
				word = 0;
			}
		}
		text[size++] = 'z';
		text[size] = '\0';
		check_greedy(text, size, 24 + (unsigned)round % 50);
	}
}

/* Units cover the work without gaps, forwards, backwards and by position. */
static void
check_units(const struct att_image *image, unsigned least)
{
	struct att_unit unit, other;
	unsigned count = 0;
	size_t size;

	att_image_text(image, &size);
	att_unit_of(image, 0, &unit);
	assert_int_equal(unit.first, 0);
	assert_int_equal(unit.text.start, 0);
	for (;;) {
		struct att_unit last = unit;

		count++;
		assert_true(unit.last > unit.first);
		att_unit_of(image, unit.first, &other);
		assert_memory_equal(&other, &unit, sizeof(unit));
		if (unit.text.end > unit.text.start) {
			att_unit_at(image, unit.text.start, &other);
			assert_memory_equal(&other, &unit, sizeof(unit));
			att_unit_at(image, unit.text.end - 1, &other);
			assert_memory_equal(&other, &unit, sizeof(unit));
		}
		if (!att_unit_next(image, &unit))
			break;
		assert_int_equal(unit.first, last.last);
		assert_int_equal(unit.text.start, last.text.end);
		other = unit;
		assert_true(att_unit_prev(image, &other));
		assert_memory_equal(&other, &last, sizeof(last));
	}
	assert_int_equal(unit.text.end, size);
	assert_true(count >= least);
}

static char *
repeat(const char *head, const char *part, unsigned times, const char *tail)
{
	struct buf out = {0};

	buf_str(&out, head);
	for (unsigned i = 0; i < times; i++)
		buf_str(&out, part);
	buf_str(&out, tail);
	buf_cstr(&out);
	return out.data;
}

static void
test_units(void **state)
{
	static const char words[] = "<item><para>Some words that are an item "
	                            "of a long list.</para></item>";
	static const char row[] = "<row><cell>a</cell><cell>b c</cell></row>";
	char *big = repeat("<title>T</title><list>", words, 30000,
	    "</list>"
	    "<section><title>S</title><section><para>a</para></section>"
	    "</section><para>After.</para><section/><section/>");
	char *table = repeat("<para>x</para><table>", row, 60000,
	    "</table>"
	    "<para>y</para>");
	char *columns = repeat("<list type=\"simple\" cols=\"3\">",
	    "<item>some words</item>", 60000, "</list><para>y</para>");
	const char *notations[] = {"", everything, big, table, columns,
	    "<section><section/></section><section/><para>x</para>"};
	const unsigned least[] = {1, 3, 8, 2, 2, 4};

	(void)state;
	for (size_t i = 0; i < COUNT(notations); i++) {
		void *data;
		struct att_image *image = markup_image(notations[i], &data);

		check_units(image, least[i]);
		att_image_free(image);
		free(data);
	}
	check_everything(big, &(struct att_layout_opts){.columns = 74}, false);
	free(big);
	free(table);
	free(columns);
}

/* Degenerate works: laid out, in time that grows with their size only. */
static void
test_hostile(void **state)
{
	struct {
		const char *head, *part;
		unsigned times;
		const char *tail;
	} works[] = {
	    {"<title>", "endless title ", 80000, "</title>"},
	    {"<title>", "x", 1000000, "</title>"},
	    {"<para>a", "\u0301", 10000, "</para>"},
	    {"<para>", "a\u00ad", 50000, "</para>"},
	    {"<para>", "\u200b", 100000, "</para>"},
	    {"<para>", "<emphasis>x</emphasis>", 50000, "</para>"},
	    {"<para>x", "<note><para>n</para></note>", 5000, "</para>"},
	    {"", "<list><item>", 120, "deep"},
	    {"", "<list type=\"ordered\"><item>", 120,
	        "<para>deep down here"
	        "</para>"},
	    {"", "<sidebar>", 200, "<para>deep down here</para>"},
	    {"", "<blockquote><list><item>", 60, "<verbatim>a\tb</verbatim>"},
	    {"<para>", "<quote>", 200, "x"},
	    {"", "<table><row><cell>", 60, "deep"},
	    {"<table><row>", "<cell rows=\"99999\" cols=\"99\">a</cell>", 3000,
	        "</row><row><cell>b</cell></row></table>"},
	    {"<table>",
	        "<row><cell cols=\"4000000000\" rows=\"4000000000\""
	        " column=\"4000000000\">a</cell><cell "
	        "column=\"2\">b</cell></row>",
	        2000, "</table>"},
	    {"<table>", "<row/>", 5000, "</table>"},
	    {"<table widths=\"-1 0 x 9e99 *\"><row>", "<cell/>", 5,
	        "</row></table>"},
	    {"<table><row flag=\"head\">", "<cell>h</cell>", 300,
	        "</row>"
	        "<row><cell>x</cell></row></table>"},
	    {"<verbatim>", "x\t", 100000, "</verbatim>"},
	    {"<verbatim>", "\n", 10000, "</verbatim>"},
	    {"<list type=\"ordered\" start=\"4294967290\">", "<item>x</item>",
	        20, "</list>"},
	    {"", "<section>", 250, "<para>x</para>"},
	    {"",
	        "<list continues=\"yes\" "
	        "type=\"ordered\"><item>x</item></list>",
	        300, ""},
	};
	const int widths[] = {10, 20, 74};

	(void)state;
	for (size_t i = 0; i < COUNT(works); i++) {
		char *notation = repeat(works[i].head, works[i].part,
		    works[i].times, works[i].tail);

		for (size_t w = 0; w < COUNT(widths); w++)
			check_everything(notation,
			    &(struct att_layout_opts){.columns = widths[w]},
			    false);
		free(notation);
	}
}

/* However deep they are, bars cost a line no more than one run. */
static void
test_bars(void **state)
{
	char *notation =
	    repeat("", "<sidebar>", 60, "<para>deep down here</para>");
	void *data;
	struct att_image *image = markup_image(notation, &data);
	struct att_layout *layout;
	struct att_unit unit;

	(void)state;
	att_unit_at(image, 0, &unit);
	layout = att_layout_new(
	    image, &unit, &(struct att_layout_opts){.columns = 74});
	for (uint32_t i = 0; i < att_layout_count(layout); i++)
		assert_true(att_layout_line(layout, i)->count <= 2);
	att_layout_free(layout);
	att_image_free(image);
	free(data);
	free(notation);
}

static uint32_t
next_random(uint32_t *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

/* A kind that may stand in a node of class around. */
static enum att_kind
random_kind(uint32_t *seed, enum att_class around)
{
	for (;;) {
		enum att_kind kind = (enum att_kind)(
		    1 + next_random(seed) % (ATT_KIND_COUNT - 1));
		enum att_class class = att_kind_class(kind);

		if (around == ATT_CLASS_SECTION ||
		    (around == ATT_CLASS_CONTAINER &&
		        class != ATT_CLASS_SECTION) ||
		    class == ATT_CLASS_INLINE || kind == ATT_NOTE)
			return kind;
	}
}

static void
random_attrs(struct att_builder *b, uint32_t *seed)
{
	static const char *const values[] = {"1", "ordered", "3", "right",
	    "gap", "99999999999", "x", "lowerroman", "note", "yes", ""};

	for (uint32_t i = next_random(seed) % 4; i > 0; i--) {
		const char *value = values[next_random(seed) % COUNT(values)];

		att_builder_attr(b,
		    (enum att_attr)(next_random(seed) % ATT_ATTR_COUNT), value,
		    strlen(value));
	}
	if (next_random(seed) % 5 == 0)
		att_builder_flag(b, ATT_F_HEAD | ATT_F_BLOCK);
	if (next_random(seed) % 9 == 0)
		att_builder_flag(b, ATT_F_FOOT);
}

/* Any tree that is one, sensible or not. */
static void
grow(struct att_builder *b, uint32_t *seed, enum att_class around, int *left)
{
	static const char *const words[] = {"word", " two words", "a-b/c.d",
	    "\u4f5c\u8005 ", "soft\u00adhyphen ", "10", " - ", "e\u0301",
	    "\u200b", "longwordthatdoesnotfitanywhere", "\t", "\n", "\u00a0"};

	while ((*left)-- > 0) {
		uint32_t pick = next_random(seed) % 8;

		if (pick < 2) {
			return;
		} else if (pick < 5) {
			enum att_kind kind = random_kind(seed, around);

			att_builder_open(b, kind);
			random_attrs(b, seed);
			grow(b, seed, att_kind_class(kind), left);
			att_builder_close(b);
		} else {
			const char *text =
			    words[next_random(seed) % COUNT(words)];

			att_builder_text(b, text, strlen(text));
		}
	}
}

static void
test_random(void **state)
{
	struct att_builder *b = att_builder_new();

	(void)state;
	for (uint32_t round = 1; round <= 1500; round++) {
		uint32_t seed = round * 77777u;
		int left = 20 + (int)(round % 300);
		struct att_error err = {0};
		struct att_image *image;
		struct att_unit unit;
		size_t size;
		void *data;

		att_builder_reset(b);
		att_builder_add_file(b, "t.xml", 0, 0);
		att_builder_open(b, ATT_WORK);
		while (left > 0)
			grow(b, &seed, ATT_CLASS_SECTION, &left);
		att_builder_close(b);
		if (!att_builder_freeze(b, &data, &size, &err))
			fail_msg("%s", err.text);
		image = att_image_new(data, size, "t", &err);
		if (!image)
			fail_msg("%s", err.text);
		check_units(image, 1);
		att_unit_of(image, 0, &unit);
		do {
			int columns = 10 + (int)(round % 70);
			struct att_layout *layout = att_layout_new(image, &unit,
			    &(struct att_layout_opts){.columns = columns,
			        .hidden = true,
			        .joined = round % 5 == 0});

			check_lines(layout, columns);
			check_text(image, &unit, layout);
			att_layout_free(layout);
		} while (att_unit_next(image, &unit));
		att_image_free(image);
		free(data);
	}
	att_builder_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_looks),
	    cmocka_unit_test(test_all_widths),
	    cmocka_unit_test(test_verbatim_joined),
	    cmocka_unit_test(test_ascii),
	    cmocka_unit_test(test_greedy),
	    cmocka_unit_test(test_units),
	    cmocka_unit_test(test_hostile),
	    cmocka_unit_test(test_bars),
	    cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
