/* Reading: documents in, shapes of works out; limits; the confinement. A
 * shape lists nodes as kind[attributes]'text'(children). */
#include <fcntl.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "attache/read.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/message.h"
#include "read/reader.h"

#define DB                                                                     \
	"<article xmlns='http://docbook.org/ns/docbook' "                      \
	"xmlns:xlink='http://www.w3.org/1999/xlink' "                          \
	"xmlns:xi='http://www.w3.org/2001/XInclude'>"
#define DBEND "</article>"
#define TEI "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>"
#define TEIEND "</body></text></TEI>"

static void
put_node(struct buf *out, const struct att_image *image, uint32_t row)
{
	const struct att_node *n = att_node(image, row);
	enum att_class class = att_kind_class(n->kind);
	bool any = false;

	buf_str(out, att_kind_name(n->kind));
	for (int a = 0; a < ATT_ATTR_COUNT; a++) {
		const char *value = att_node_attr(image, row, (enum att_attr)a);

		if (!value || row == 0)
			continue;
		buf_format(out, "%s%s=%s", any ? " " : "[",
		    att_attr_name((enum att_attr)a), value);
		any = true;
	}
	buf_str(out, any ? "]" : "");
	if ((class == ATT_CLASS_LEAF || class == ATT_CLASS_INLINE) &&
	    n->end > n->start) {
		buf_char(out, '\'');
		buf_add(out, att_image_text(image, &(size_t){0}) + n->start,
		    n->end - n->start);
		buf_char(out, '\'');
	}
	for (uint32_t i = row + 1; i < n->next; i = att_node(image, i)->next) {
		buf_char(out, i == row + 1 ? '(' : ' ');
		put_node(out, image, i);
	}
	if (n->next > row + 1)
		buf_char(out, ')');
}

struct result {
	enum att_read_result result;
	struct att_image *image;
	void *data;
	struct att_error err;
	struct buf shape;
};

static void
finish(struct result *x, struct att_builder *b)
{
	size_t size;

	if (x->result == ATT_READ_WORK) {
		assert_true(att_builder_freeze(b, &x->data, &size, &x->err));
		x->image = att_image_new(x->data, size, "test", &x->err);
		assert_non_null(x->image);
		put_node(&x->shape, x->image, 0);
	}
	att_builder_free(b);
}

static struct result
read_text(const char *xml, const struct att_read_opts *opts)
{
	struct att_builder *b = att_builder_new();
	struct result x = {0};

	x.result =
	    att_read_memory(b, xml, strlen(xml), "test.xml", opts, &x.err);
	finish(&x, b);
	return x;
}

static struct result
read_path(const char *path, const struct att_read_opts *opts)
{
	struct att_builder *b = att_builder_new();
	struct result x = {0};

	x.result = att_read_file(b, path, opts, &x.err);
	finish(&x, b);
	return x;
}

static void
drop(struct result *x)
{
	att_image_free(x->image);
	free(x->data);
	buf_done(&x->shape);
}

static bool
tells(const char *kept, const char *words)
{
	char *text = message_tell(kept);
	bool there = strstr(text, words) != NULL;

	free(text);
	return there;
}

/* Whether some finding, or the error, has these words. */
static bool
says(const struct result *x, const char *words)
{
	if (!x->image)
		return tells(x->err.text, words);
	for (uint32_t i = 0; i < att_finding_count(x->image); i++) {
		if (tells(att_image_string(
		              x->image, att_finding(x->image, i)->text),
		        words))
			return true;
	}
	return false;
}

/* clang-format off */
static const struct { const char *xml, *shape; } shapes[] = {
	/* DocBook */
	{ DB "<title>T</title><para>a <emphasis>b</emphasis></para>" DBEND, "work(title'T' para'a b'(emphasis'b'))" },
	{ DB "<emphasis role='bold'>b</emphasis>" DBEND, "work(para'b'(strong[role=bold]'b'))" },
	{ DB "<section xml:id='s' label='7'><title>S</title></section>" DBEND, "work(section[id=s label=7](title'S'))" },
	{ DB "<section><title>Long</title><titleabbrev>Short</titleabbrev></section>" DBEND, "work(section[titleabbrev=Short](title'Long'))" },
	{ DB "<orderedlist numeration='lowerroman' startingnumber='3'><listitem><para>x</para></listitem></orderedlist>" DBEND, "work(list[type=ordered numeration=lowerroman start=3](item(para'x')))" },
	{ DB "<variablelist><varlistentry><term>t</term><listitem><para>d</para></listitem></varlistentry></variablelist>" DBEND, "work(list[type=variable](entry(term't' item(para'd'))))" },
	{ DB "<para><simplelist type='inline'><member>a</member><member>b</member></simplelist></para>" DBEND, "work(para'a, b')" },
	{ DB "<para>a<footnote><para>n</para></footnote> b</para>" DBEND, "work(para'a b'(noteref) note[type=footnote](para'n'))" },
	{ DB "<para>a<itemizedlist><listitem><para>i</para></listitem></itemizedlist>b</para>" DBEND, "work(para'a' list[type=itemized](item(para'i')) para'b')" },
	{ DB "<warning><para>w</para></warning>" DBEND, "work(admonition[type=warning](para'w'))" },
	{ DB "<programlisting>a\n  b</programlisting>" DBEND, "work(verbatim[type=programlisting]'a\n  b')" },
	{ DB "<para><link linkend='i'>w</link> <link xlink:href='http://e.x/'>v</link> <link xlink:href='o.xml#j'>u</link> <xref linkend='k' endterm='l'/></para>" DBEND, "work(para'w v u '(link[target=i]'w' link[href=http://e.x/]'v' link[target=o.xml#j]'u' xref[target=k endterm=l]))" },
	{ DB "<para><olink targetdoc='d' targetptr='p'>o</olink> <email>a@b.c</email> <uri>http://e.x</uri></para>" DBEND, "work(para'o a@b.c http://e.x'(link[target=d#p]'o' link[href=mailto:a@b.c]'a@b.c' link[href=http://e.x]'http://e.x'))" },
	{ DB "<para>a <olink targetdoc='d' targetptr='p'/></para>" DBEND, "work(para'a '(xref[target=d#p]))" },
	{ DB "<para><date>1975-08-01</date> <date>May</date> <phrase role='place'>Oslo</phrase></para>" DBEND, "work(para'1975-08-01 May Oslo'(date[when=1975-08-01]'1975-08-01' date'May' place[role=place]'Oslo'))" },
	{ DB "<para>x<indexterm><primary>p</primary><secondary>s</secondary><seealso>a</seealso><seealso>b</seealso></indexterm></para>" DBEND, "work(para'x'(indexterm[primary=p secondary=s seealso=a\x1F" "b]))" },
	{ DB "<figure><title>F</title><mediaobject><imageobject><imagedata fileref='f.png'/></imageobject><textobject><phrase>alt</phrase></textobject><caption><para>c</para></caption></mediaobject></figure>" DBEND, "work(figure(title'F' para'alt'(image[href=f.png]'alt') caption'c'))" },
	{ DB "<equation><alt>a+b</alt></equation>" DBEND, "work(equation(para'a+b'(math'a+b')))" },
	{ DB "<informaltable><tgroup cols='2'><colspec colname='a'/><colspec colname='b'/><thead><row><entry namest='a' nameend='b'>h</entry></row></thead><tbody><row><entry morerows='1'>x</entry><entry>y</entry></row></tbody></tgroup></informaltable>" DBEND, "work(table[type=informal cols=2](row(cell[cols=2 column=1](para'h')) row(cell[rows=2](para'x') cell(para'y'))))" },
	{ DB "<glosslist><glossentry><glossterm>g</glossterm><glosssee otherterm='o'/></glossentry></glosslist>" DBEND, "work(list[type=glossary](glossentry(term'g' see[type=see target=o])))" },
	{ DB "<bibliolist><biblioentry><abbrev>A</abbrev><author><personname><firstname>F</firstname><surname>S</surname></personname></author><title>T</title><pubdate>1999</pubdate></biblioentry></bibliolist>" DBEND, "work(list[type=bibliography](biblioentry[titleabbrev=A](para'F S. T. 1999.'(person'F S' citetitle'T' date[when=1999]'1999'))))" },
	{ DB "<para><keycombo><keycap>A</keycap> <keycap>B</keycap></keycombo> <menuchoice><guimenu>M</guimenu><guimenuitem>I</guimenuitem></menuchoice></para>" DBEND, "work(para'A+B M \u2192 I'(keycap'A' keycap'B' strong'M' strong'I'))" },
	{ DB "<section><info><title>S</title><author><personname>P</personname></author></info></section>" DBEND, "work(section(title'S' byline[type=author]'P'(person'P')))" },
	{ DB "<para xml:lang='fr'>a <foreignphrase xml:lang='la'>b</foreignphrase></para>" DBEND, "work(para[lang=fr]'a b'(foreign[lang=la]'b'))" },
	{ DB "<para>&eacute;&mdash;&what;</para>" DBEND, "work(para'\u00E9\u2014&what;')" },
	{ "<!DOCTYPE article [<!ENTITY e '<emphasis>x</emphasis>'>]>" DB "<para role='&lt;'>&e;&e;</para>" DBEND, "work(para[role=<]'xx'(emphasis'x' emphasis'x'))" },
	{ "<article id='a' lang='en'><para><ulink url='http://e.x'>u</ulink> <sgmltag>t</sgmltag></para></article>", "work(para'u t'(link[href=http://e.x]'u' code't'))" },
	{ DB "<strange>a<para>b</para></strange>" DBEND, "work(para'a' para'b')" },
	/* TEI */
	{ TEI "<div n='2' type='chapter'><head>H</head><head>S</head><p>x</p></div>" TEIEND, "work(chapter[type=chapter label=2](title'H' subtitle'S' para'x'))" },
	{ TEI "<p><hi rend='bold italic'>x</hi></p>" TEIEND, "work(para'x'(strong'x'(emphasis[role=bold italic]'x')))" },
	{ TEI "<p>a<note place='foot' n='1'>n</note></p>" TEIEND, "work(para'a'(noteref) note[mark=1 placement=foot](para'n'))" },
	{ TEI "<list type='gloss'><label>l</label><item>i</item></list>" TEIEND, "work(list[type=variable](entry(term'l' item(para'i'))))" },
	{ TEI "<list type='ordered'><item>i</item></list>" TEIEND, "work(list[type=ordered numeration=arabic](item(para'i')))" },
	{ TEI "<p><choice><sic>a</sic><corr>b</corr></choice> <gap reason='r'/></p>" TEIEND, "work(para'b '(editorial[type=corr alt=a]'b' editorial[role=r type=gap]))" },
	{ TEI "<p><choice><expan>long</expan><abbr>l</abbr></choice></p>" TEIEND, "work(para'long'(editorial[type=expan alt=l]'long'))" },
	{ TEI "<p><date from='1900' to='1910'>d</date> <date when='1901-02'>e</date></p>" TEIEND, "work(para'd e'(date[when=1900/1910]'d' date[when=1901-02]'e'))" },
	{ TEI "<p><ref target='#a'>x</ref> <ptr target='#b'/> <ref target='#range(c,d)'>y</ref></p>" TEIEND, "work(para'x  y'(link[target=a]'x' xref[target=b] link[target=c]'y'))" },
	{ TEI "<lg><l>a</l><l>b</l></lg>" TEIEND, "work(stanza(line'a' line'b'))" },
	{ TEI "<sp><speaker>S</speaker><p>x <stage>d</stage></p></sp><stage>e</stage>" TEIEND, "work(speech(speaker'S' para'x d'(emphasis[type=stage]'d')) stage'e')" },
	{ TEI "<cit><quote>q</quote><bibl>b</bibl></cit>" TEIEND, "work(blockquote(para'q' attribution'b'))" },
	{ TEI "<table rows='1' cols='2'><row role='label'><cell cols='2'>c</cell></row></table>" TEIEND, "work(table[cols=2](row(cell[cols=2](para'c'))))" },
	{ TEI "<p>a<pb n='3'/>b<lb break='no'/>c</p>" TEIEND, "work(para'abc'(pagebreak[label=3] break))" },
	{ TEI "<p><persName><forename>A</forename><surname>B</surname></persName> <persName>d'<surname>B</surname></persName></p>" TEIEND, "work(para'A B d'B'(person'A B' person'd'B'))" },
	{ TEI "<p><persName><forename>A</forename> <surname>B</surname></persName> <placeName>P</placeName></p>" TEIEND, "work(para'A B P'(person'A B' place'P'))" },
	{ TEI "<p>x<index><term>a</term><index><term>b</term></index></index></p>" TEIEND, "work(para'x'(indexterm[primary=a secondary=b]))" },
	{ TEI "<figure><graphic url='g.png'/><head>H</head><figDesc>D</figDesc></figure>" TEIEND, "work(figure(title'H' para'D'(image[href=g.png]'D')))" },
};
/* clang-format on */

static void
test_shapes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(shapes); i++) {
		struct result x = read_text(shapes[i].xml, NULL);

		assert_int_equal(x.result, ATT_READ_WORK);
		if (strcmp(buf_cstr(&x.shape), shapes[i].shape) != 0)
			fail_msg("%s\n got  %s\n want %s", shapes[i].xml,
			    buf_cstr(&x.shape), shapes[i].shape);
		drop(&x);
	}
}

/* clang-format off */
static const struct { const char *xml; enum att_read_result result; const char *says; } ends[] = {
	{ "", ATT_READ_FAILED, "empty" },
	{ "{}", ATT_READ_FAILED, "markup" },
	{ "<html/>", ATT_READ_OTHER, "" },
	{ "<article xmlns='urn:x'/>", ATT_READ_OTHER, "" },
	{ "<!DOCTYPE article PUBLIC '-//NLM//DTD JATS//EN' 'x.dtd'><article/>", ATT_READ_OTHER, "" },
	{ DB "<para>a", ATT_READ_WORK, "the file ends inside the element 'para'" },
	{ DB "<para>a<emphasis></para>", ATT_READ_WORK, "the element 'emphasis' is closed by 'para'" },
	{ DB "<para a='1' a='2'/>" DBEND, ATT_READ_WORK, "the attribute 'a' is given twice" },
	{ DB "<para>&nosuch;</para>" DBEND, ATT_READ_WORK, "the entity 'nosuch' is not declared" },
	{ DB "<foo/><foo/><foo/>" DBEND, ATT_READ_WORK, "unknown element 'foo' (3 times)" },
	{ DB "<xi:include href='x.xml'/>" DBEND, ATT_READ_WORK, "not included" },
	{ "<!DOCTYPE a [<!ENTITY e SYSTEM '/etc/passwd'>]>" DB "<para>&e;</para>" DBEND, ATT_READ_WORK, "not read here" },
	{ "<!DOCTYPE a [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>" DB "<para>&a;</para>" DBEND, ATT_READ_WORK, "contains itself" },
};
/* clang-format on */

static void
test_ends(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ends); i++) {
		struct result x = read_text(ends[i].xml, NULL);

		if (x.result != ends[i].result ||
		    (*ends[i].says && !says(&x, ends[i].says)))
			fail_msg("%s: %d %s", ends[i].xml, (int)x.result,
			    x.err.text);
		drop(&x);
	}
}

static void
test_strict(void **state)
{
	struct result x = read_text(
	    DB "<para>a</article>", &(struct att_read_opts){.strict = true});

	(void)state;
	assert_int_equal(x.result, ATT_READ_FAILED);
	assert_non_null(strstr(x.err.text, "test.xml:1:"));
	drop(&x);
}

static void
test_incomplete(void **state)
{
	struct result x =
	    read_text(DB "<para>a</para>\n<para>b<x></para>", NULL);

	(void)state;
	assert_int_equal(x.result, ATT_READ_WORK);
	assert_string_equal(buf_cstr(&x.shape), "work(para'a' para'b')");
	assert_non_null(strstr(
	    att_image_meta(x.image, ATT_META_INCOMPLETE), "test.xml:2:"));
	drop(&x);
}

static void
test_places(void **state)
{
	struct result x = read_text(DB "\n <para\n  role='r'>a\n"
	                               "<emphasis>b</emphasis></para>" DBEND,
	    NULL);

	(void)state;
	assert_int_equal(att_node(x.image, 1)->line, 2);
	assert_int_equal(att_node(x.image, 1)->column, 2);
	assert_int_equal(att_node(x.image, 2)->line, 4);
	assert_int_equal(att_node(x.image, 2)->column, 1);
	drop(&x);
}

/* Coordinates inside a place's name are that place's, and no part of it. */
static void
test_coordinates(void **state)
{
	struct result x = read_text(TEI "<p><placeName>Bonn</placeName>, "
	                                "<placeName>Rome <geo>41.9 12.5</geo>"
	                                "</placeName></p>" TEIEND,
	    NULL);

	(void)state;
	assert_int_equal(att_place_count(x.image), 2);
	assert_string_equal(
	    att_image_string(x.image, att_place(x.image, 0)->name), "Bonn");
	assert_int_equal(att_place(x.image, 0)->lat, INT32_MIN);
	assert_string_equal(
	    att_image_string(x.image, att_place(x.image, 1)->name), "Rome");
	assert_int_equal(att_place(x.image, 1)->lat, 41900000);
	drop(&x);
}

#define TEIHEAD(inside) "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt>" inside "</titleStmt></fileDesc></teiHeader></TEI>"

/* clang-format off */
static const struct { const char *xml; enum att_meta key; const char *value; } metas[] = {
	{ "<article xmlns='http://docbook.org/ns/docbook' xml:id='i' xml:lang='de'/>", ATT_META_LANG, "de" },
	{ "<article xmlns='http://docbook.org/ns/docbook' xml:id='i'/>", ATT_META_ID, "i" },
	{ DB "<info><title>A <emphasis>b</emphasis></title></info>" DBEND, ATT_META_TITLE, "A b" },
	{ DB "<info><author><personname><firstname>A</firstname><surname>B</surname></personname></author></info>" DBEND, ATT_META_AUTHOR, "B, A" },
	{ DB "<info><author><personname><firstname>A</firstname><surname>B</surname></personname></author></info>" DBEND, ATT_META_BYLINE, "A B" },
	{ DB "<info><author><orgname>O, P</orgname></author></info>" DBEND, ATT_META_AUTHOR_BODY, "O, P" },
	{ DB "<info><author><orgname>O, P</orgname></author></info>" DBEND, ATT_META_AUTHOR, "" },
	{ DB "<info><editor><orgname>O, P</orgname></editor></info>" DBEND, ATT_META_EDITOR_BODY, "O, P" },
	{ DB "<info><orgname>O, P</orgname></info>" DBEND, ATT_META_AUTHOR_BODY, "O, P" },
	{ DB "<info><author><personname>B, A</personname><affiliation><orgname>O</orgname></affiliation></author></info>" DBEND, ATT_META_AUTHOR, "B, A" },
	{ "<article><articleinfo><corpauthor>O, P</corpauthor></articleinfo></article>", ATT_META_AUTHOR_BODY, "O, P" },
	{ "<article><articleinfo><collab><collabname>O, P</collabname></collab></articleinfo></article>", ATT_META_AUTHOR_BODY, "O, P" },
	{ TEIHEAD("<author><orgName>O, P</orgName></author>"), ATT_META_AUTHOR_BODY, "O, P" },
	{ TEIHEAD("<author><name type='org'>O, P</name></author>"), ATT_META_AUTHOR_BODY, "O, P" },
	{ TEIHEAD("<author><name type='person'>B, A</name></author>"), ATT_META_AUTHOR, "B, A" },
	{ TEIHEAD("<author>B, A</author>"), ATT_META_AUTHOR, "B, A" },
	{ TEIHEAD("<editor><orgName>O, P</orgName></editor>"), ATT_META_EDITOR_BODY, "O, P" },
	{ DB "<info><author><orgname>O</orgname></author></info>" DBEND, ATT_META_BYLINE, "O" },
	{ DB "<info><author><personname><surname>B</surname><lineage>Jr.</lineage></personname></author></info>" DBEND, ATT_META_BYLINE, "B, Jr." },
	{ DB "<info><biblioid class='doi'>10.1/2</biblioid></info>" DBEND, ATT_META_IDENTIFIER, "doi:10.1/2" },
	{ DB "<info><pubdate>2001</pubdate></info>" DBEND, ATT_META_DATE, "2001" },
	{ DB "<info><copyright><year>2001</year><holder>H</holder></copyright></info>" DBEND, ATT_META_RIGHTS, "\u00A9 2001 H" },
	{ "<article><articleinfo><author><firstname>A</firstname><surname>B</surname></author></articleinfo></article>", ATT_META_AUTHOR, "B, A" },
	{ "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>T</title><title type='short'>S</title></titleStmt></fileDesc></teiHeader></TEI>", ATT_META_TITLE, "T" },
	{ "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><publicationStmt><idno type='ISBN'>1</idno></publicationStmt></fileDesc></teiHeader></TEI>", ATT_META_IDENTIFIER, "isbn:1" },
	{ TEI TEIEND, ATT_META_VOCABULARY, "tei" },
};
/* clang-format on */

static void
test_metas(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(metas); i++) {
		struct result x = read_text(metas[i].xml, NULL);

		assert_int_equal(x.result, ATT_READ_WORK);
		assert_string_equal(
		    att_image_meta(x.image, metas[i].key), metas[i].value);
		drop(&x);
	}
}

static void
test_tables_sorted(void **state)
{
	static const struct vocabulary *const all[] = {
	    &docbook_vocabulary, &tei_vocabulary, &math_vocabulary};

	(void)state;
	for (size_t v = 0; v < COUNT(all); v++) {
		for (size_t i = 1; i < all[v]->count; i++) {
			const char *name = all[v]->rows[i].name;

			if (strcmp(all[v]->rows[i - 1].name, name) >= 0)
				fail_msg("%s: %s", all[v]->name, name);
			assert_ptr_equal(
			    vocabulary_find(all[v], name), &all[v]->rows[i]);
		}
	}
	for (size_t i = 1; i < A_X_base; i++)
		assert_true(
		    strcmp(attribute_names[i - 1], attribute_names[i]) < 0);
}

/* A text with part repeated count times. Caller frees. */
static char *
repeat(const char *before, const char *part, size_t count, const char *after)
{
	struct buf out = {0};

	buf_str(&out, before);
	for (size_t i = 0; i < count; i++)
		buf_str(&out, part);
	buf_str(&out, after);
	buf_cstr(&out);
	return out.data;
}

static void
limit(char *xml, const char *words)
{
	struct result x = read_text(xml, NULL);

	if (!says(&x, words))
		fail_msg("%.60s: no '%s'", xml, words);
	free(xml);
	drop(&x);
}

static void
test_limits(void **state)
{
	char *entity = repeat("<!DOCTYPE a [<!ENTITY e '", "1234567890", 1000,
	    "'>]>" DB "<para>");

	(void)state;
	limit(repeat(DB, "<section>", 300, ""), "nested over 256 deep");
	limit(repeat(entity, "&e;", 4000, "</para>" DBEND),
	    "entities and default attributes add more than");
	free(entity);
	entity = repeat("<!DOCTYPE a [<!ATTLIST para role CDATA '",
	    "1234567890", 1000, "'>]>" DB);
	limit(repeat(entity, "<para/>", 400, DBEND),
	    "entities and default attributes add more than");
	free(entity);
}

static char folder[] = "/tmp/attache-read-XXXXXX";

static void
put_file(const char *name, const char *text)
{
	char *path = mem_format("%s/%s", folder, name);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	free(path);
}

static struct result
read_name(const char *name, const struct att_read_opts *opts)
{
	char *path = mem_format("%s/%s", folder, name);
	struct result x = read_path(path, opts);

	free(path);
	return x;
}

/* clang-format off */
static const struct { const char *xml, *shape, *says; } includes[] = {
	{ DB "<xi:include href='s.xml'/>" DBEND, "work(para[id=p]'in' para'in2')", NULL },
	{ DB "<xi:include href='s.xml' xpointer='p'/>" DBEND, "work(para[id=p]'in')", NULL },
	{ DB "<xi:include href='s.xml' xpointer='element(q)'><xi:fallback><para>f</para></xi:fallback></xi:include>" DBEND, "work(para'f')", "no element 'q'" },
	{ DB "<para><xi:include href='t.txt' parse='text'/></para>" DBEND, "work(para'a < b')", NULL },
	{ DB "<xi:include href='none.xml'/><para>x</para>" DBEND, "work(para'x')", "cannot open none.xml" },
	{ DB "<xi:include href='none.xml'><xi:fallback><para>f</para></xi:fallback></xi:include>" DBEND, "work(para'f')", "fallback" },
	{ DB "<xi:include href='../secret.txt' parse='text'/>" DBEND, "work", "outside" },
	{ DB "<xi:include href='link' parse='text'/>" DBEND, "work", "outside" },
	{ DB "<xi:include href='file:///etc/passwd' parse='text'/>" DBEND, "work", "outside" },
	{ DB "<xi:include href='http://127.0.0.1/'/>" DBEND, "work", "not a file" },
	{ DB "<xi:include href='fifo'/>" DBEND, "work", "not a regular file" },
	{ DB "<xi:include href='doc.xml'/>" DBEND, "work", "includes itself" },
	{ DB "<para xml:id='p'>1</para><xi:include xpointer='p'/>" DBEND, "work(para[id=p]'1' para[id=p]'1')", NULL },
	{ "<!DOCTYPE a [<!ENTITY % e SYSTEM 'd.ent'>%e;<!ENTITY f SYSTEM 'f.ent'>]>" DB "&f;<para>&g;</para>" DBEND, "work(para'ent' para'G')", NULL },
	{ "<!DOCTYPE a [<!ENTITY f SYSTEM '../secret.txt'>]>" DB "<para>&f;</para>" DBEND, "work(para'&f;')", "outside" },
	{ "<!DOCTYPE article PUBLIC '-//OASIS//DTD DocBook XML V4.5//EN' 'http://x/docbookx.dtd'><article><para>&mdash;</para></article>", "work(para'\u2014')", NULL },
	{ "<!DOCTYPE article PUBLIC '-//X//DTD DocBook XML V4.5-Based Variant V1//EN' 'my-docbookx.dtd'><article><para>&g;</para></article>", "work(para'G')", NULL },
	{ "<!DOCTYPE a [<!ENTITY % y SYSTEM 'http://127.0.0.1/'>%y;]>" DB "<para>x</para>" DBEND, "work(para'x')", "not a file" },
	{ "<!DOCTYPE a SYSTEM 'my-docbookx.dtd'>" DB "<para>&g;</para>" DBEND, "work(para'G')", NULL },
};
/* clang-format on */

static void
test_includes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(includes); i++) {
		struct result x;

		put_file("d/doc.xml", includes[i].xml);
		x = read_name("d/doc.xml", NULL);
		if (x.result != ATT_READ_WORK)
			fail_msg("%s: %s", includes[i].xml, x.err.text);
		if (strcmp(buf_cstr(&x.shape), includes[i].shape) != 0 ||
		    (includes[i].says && !says(&x, includes[i].says)))
			fail_msg("%s\n got  %s\n want %s (%s)", includes[i].xml,
			    buf_cstr(&x.shape), includes[i].shape,
			    includes[i].says);
		drop(&x);
	}
}

static void
file_limit(const char *name, char *xml, const char *words)
{
	struct result x;

	put_file(name, xml);
	x = read_name(name, NULL);
	if (!says(&x, words))
		fail_msg("%s: no '%s'", name, words);
	free(xml);
	drop(&x);
}

#define AGAIN1 "<xi:include xpointer='s'/>"
#define AGAIN AGAIN1 AGAIN1 AGAIN1 AGAIN1 AGAIN1 AGAIN1

static void
test_file_limits(void **state)
{
	struct buf bases = {0};

	(void)state;
	/* The limit is each file's: what is after the second is read. */
	for (int i = 0; i < 2; i++)
		file_limit(i ? "d/doc.xml" : "d/s.xml",
		    repeat("<!DOCTYPE a [<!ENTITY % e ''>", "%e;",
		        READ_MAX_PARAMETERS / 2 + 1,
		        "]>" DB "<xi:include href='s.xml'/>"
		        "<xi:include href='none.xml'/>" DBEND),
		    "cannot open none.xml");
	file_limit("d/parameters.xml",
	    repeat("<!DOCTYPE a [<!ENTITY % e ''>", "%e;",
	        READ_MAX_PARAMETERS + 1, "]>" DB DBEND),
	    "parameter entities are used more than");
	for (int i = 0; i < READ_MAX_BASES; i++)
		buf_format(&bases, "<para xml:base='a%d/'/>", i);
	file_limit("d/bases.xml", repeat(DB, buf_cstr(&bases), 1, DBEND),
	    "more than 2000 folders");
	buf_done(&bases);
	file_limit("d/texts.xml",
	    repeat(DB, "<xi:include href='texts.xml' parse='text'/>", 700, DBEND),
	    "included as text add more than");
	file_limit("d/again.xml",
	    repeat(DB "<section xml:id='s'><para>",
	        "one two three four five six seven eight nine ten ", 1000,
	        "</para></section>" AGAIN AGAIN AGAIN AGAIN AGAIN AGAIN DBEND),
	    "included again adds more than");
	file_limit("d/again.xml",
	    repeat(DB "<section xml:id='s'>", "<anchor/>", 3000,
	        "</section>" AGAIN AGAIN AGAIN AGAIN AGAIN AGAIN DBEND),
	    "included again adds more than");
}

static void
test_missing_once(void **state)
{
	char *xml =
	    repeat(DB, "<xi:include href='none.xml'/>", 3,
	        "<xi:include href='none2.xml'/>" DBEND);
	struct result x;

	(void)state;
	put_file("d/doc.xml", xml);
	x = read_name("d/doc.xml", NULL);
	assert_int_equal(att_file_count(x.image), 3);
	free(xml);
	drop(&x);
}

static void
test_folder(void **state)
{
	struct result x;

	(void)state;
	put_file("d/doc.xml", DB "<para><xi:include href='../secret.txt' "
	                         "parse='text'/></para>" DBEND);
	x = read_name("d/doc.xml", &(struct att_read_opts){.folder = folder});
	assert_string_equal(buf_cstr(&x.shape), "work(para'SECRET')");
	assert_string_equal(
	    att_image_string(x.image, att_file(x.image, 1)->path),
	    "../secret.txt");
	drop(&x);
}

static void
test_refused(void **state)
{
	struct result x = read_name("d/fifo", NULL);

	(void)state;
	assert_int_equal(x.result, ATT_READ_FAILED);
	assert_non_null(strstr(x.err.text, "not a regular file"));
	drop(&x);
	x = read_name("d", NULL);
	assert_int_equal(x.result, ATT_READ_FAILED);
	drop(&x);
	x = read_name("none", NULL);
	assert_int_equal(x.result, ATT_READ_FAILED);
	drop(&x);
}

static int
make_folder(void **state)
{
	char *d = NULL, *link = NULL, *fifo = NULL;
	int bad;

	(void)state;
	att_read_init();
	if (!mkdtemp(folder))
		return -1;
	d = mem_format("%s/d", folder);
	link = mem_format("%s/d/link", folder);
	fifo = mem_format("%s/d/fifo", folder);
	bad = mkdir(d, 0700) | mkfifo(fifo, 0600) |
	      symlink("../secret.txt", link);
	put_file("secret.txt", "SECRET");
	put_file("d/s.xml", "<para xmlns='http://docbook.org/ns/docbook' "
	                    "xml:id='p'>in</para>");
	put_file("d/s.xml",
	    "<xi:x xmlns:xi='urn:x' xmlns='http://docbook.org/ns/docbook'>"
	    "<para xml:id='p'>in</para><para>in2</para></xi:x>");
	put_file("d/t.txt", "a < b");
	put_file("d/d.ent", "<!ENTITY g 'G'>");
	put_file("d/my-docbookx.dtd", "<!ENTITY g 'G'>");
	put_file("d/f.ent", "<?xml version='1.0' encoding='UTF-8'?>"
	                    "<para xmlns='http://docbook.org/ns/docbook'>"
	                    "ent</para>");
	free(d);
	free(link);
	free(fifo);
	return bad;
}

static int
remove_folder(void **state)
{
	static const char *const names[] = {"d/doc.xml", "d/s.xml", "d/t.txt",
	    "d/d.ent", "d/my-docbookx.dtd", "d/f.ent", "d/link", "d/fifo",
	    "d/again.xml", "d/bases.xml", "d/parameters.xml", "d/texts.xml",
	    "secret.txt"};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		char *path = mem_format("%s/%s", folder, names[i]);

		unlink(path);
		free(path);
	}
	put_file("d/doc.xml", "");
	{
		char *path = mem_format("%s/d/doc.xml", folder);
		char *d = mem_format("%s/d", folder);

		unlink(path);
		rmdir(d);
		free(path);
		free(d);
	}
	rmdir(folder);
	att_read_done();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_tables_sorted),
	    cmocka_unit_test(test_shapes),
	    cmocka_unit_test(test_ends),
	    cmocka_unit_test(test_strict),
	    cmocka_unit_test(test_incomplete),
	    cmocka_unit_test(test_places),
	    cmocka_unit_test(test_coordinates),
	    cmocka_unit_test(test_metas),
	    cmocka_unit_test(test_limits),
	    cmocka_unit_test(test_includes),
	    cmocka_unit_test(test_file_limits),
	    cmocka_unit_test(test_missing_once),
	    cmocka_unit_test(test_folder),
	    cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
