/* Citations: the same work in every format, hard names and titles, and what
 * pandoc and biber make of them where they are installed. */
#include "unit.h"

#include <stdio.h>
#include <unistd.h>

#include "attache/cite.h"

#include "cite/source.h"

static void
meta(struct att_builder *b, enum att_meta key, const char *value)
{
	att_builder_meta(b, key, value);
}

/* Only a title, or all there is to say. */
static struct att_image *
sample(bool full, const char *title, void **data)
{
	struct att_builder *b = att_builder_new();

	att_builder_open(b, ATT_WORK);
	meta(b, ATT_META_TITLE, title);
	if (full) {
		meta(b, ATT_META_SUBTITLE, "A Reader");
		meta(b, ATT_META_AUTHOR, "Müller, Jean-Paul Émile");
		meta(b, ATT_META_AUTHOR, "King, Martin, Jr.");
		meta(b, ATT_META_AUTHOR, "Department of State and Defense");
		meta(b, ATT_META_EDITOR, "Doe, Jane");
		meta(b, ATT_META_PUBLISHER, "Smith & Sons");
		meta(b, ATT_META_PLACE, "Genève");
		meta(b, ATT_META_DATE, "1999-06-12");
		meta(b, ATT_META_EDITION, "2");
		meta(b, ATT_META_SERIES, "Papers");
		meta(b, ATT_META_VOLUME, "XI");
		meta(b, ATT_META_IDENTIFIER, "isbn:9780000000002");
		meta(b, ATT_META_LANG, "en");
	}
	unit_open(b, ATT_CHAPTER, "c1", NULL);
	unit_leaf(b, ATT_TITLE, NULL, "Talks on NATO, 100% & more");
	unit_leaf(b, ATT_PARA, "p1", "The \"first\" words, {odd} ones.");
	att_builder_close(b);
	return unit_image(b, data);
}

static const char title[] = "Treaties and the Limits of Trust";

static struct att_citation
citation_of(const struct att_image *image)
{
	att_pos para = att_block(image, 1)->start;

	return (struct att_citation){.image = image,
	    .work = "my work",
	    .range = {para, para + 17},
	    .accessed = "2026-11-26"};
}

/* clang-format off */
static const struct {
	enum att_cite_format format;
	const char *text;
} full_cases[] = {
	{ ATT_CITE_CHICAGO, "“The \"first\" words”\n"
		"Jean-Paul Émile Müller, Martin King Jr., and Department of "
		"State and Defense, “Talks on NATO, 100% & more,” chap. 1 in "
		"Treaties and the Limits of Trust: A Reader, ed. Jane Doe, "
		"2nd ed., vol. XI, Papers (Genève: Smith & Sons, 1999), "
		"accessed November 26, 2026, attache://my%20work#p1.\n" },
	{ ATT_CITE_APA, "“The \"first\" words”\n"
		"Müller, J.-P. É., King, M., Jr., & Department of State and "
		"Defense. (1999). Talks on NATO, 100% & more (Chapter 1). In "
		"J. Doe (Ed.), Treaties and the Limits of Trust: A Reader "
		"(2nd ed., Vol. XI). Smith & Sons. Retrieved November 26, "
		"2026, from attache://my%20work#p1\n" },
	{ ATT_CITE_BIBTEX, "@incollection{muller1999-my-work-p1,\n"
		"  author = {M{\\\"u}ller, Jean-Paul {\\'E}mile and King, "
		"Jr., Martin and {Department of State and Defense}},\n"
		"  title = {Talks on {NATO}, 100\\% \\& more},\n"
		"  booktitle = {Treaties and the Limits of Trust: A Reader},\n"
		"  editor = {Doe, Jane},\n"
		"  chapter = {1},\n"
		"  edition = {2nd},\n"
		"  volume = {XI},\n"
		"  series = {Papers},\n"
		"  publisher = {Smith \\& Sons},\n"
		"  address = {Gen{\\`e}ve},\n"
		"  year = {1999},\n"
		"  month = jun,\n"
		"  note = {Accessed 2026-11-26},\n"
		"  isbn = {9780000000002},\n"
		"  url = {attache://my%20work#p1},\n"
		"  annote = {The \"first\" words}\n}\n" },
	{ ATT_CITE_BIBLATEX, "@inbook{muller1999-my-work-p1,\n"
		"  author = {Müller, Jean-Paul Émile and King, "
		"Jr., Martin and {Department of State and Defense}},\n"
		"  title = {Talks on {NATO}, 100\\% \\& more},\n"
		"  booktitle = {Treaties and the Limits of Trust: A Reader},\n"
		"  editor = {Doe, Jane},\n"
		"  chapter = {1},\n"
		"  edition = {2},\n"
		"  volume = {XI},\n"
		"  series = {Papers},\n"
		"  publisher = {Smith \\& Sons},\n"
		"  location = {Genève},\n"
		"  date = {1999-06-12},\n"
		"  urldate = {2026-11-26},\n"
		"  isbn = {9780000000002},\n"
		"  url = {attache://my%20work#p1},\n"
		"  annote = {The \"first\" words}\n}\n" },
	{ ATT_CITE_RIS, "TY  - CHAP\nID  - muller1999-my-work-p1\n"
		"AU  - Müller, Jean-Paul Émile\nAU  - King, Martin, Jr.\n"
		"AU  - Department of State and Defense\n"
		"TI  - Talks on NATO, 100% & more\n"
		"T2  - Treaties and the Limits of Trust: A Reader\n"
		"A2  - Doe, Jane\nSE  - 1\nET  - 2\nVL  - XI\nT3  - Papers\n"
		"CY  - Genève\nPB  - Smith & Sons\nPY  - 1999\n"
		"DA  - 1999/06/12/\nSN  - 9780000000002\n"
		"UR  - attache://my%20work#p1\nLA  - en\n"
		"Y2  - 2026/11/26/\nN1  - The \"first\" words\nER  - \n" },
	{ ATT_CITE_CSL_JSON, "[\n  {\n    \"id\": \"muller1999-my-work-p1\",\n"
		"    \"type\": \"chapter\",\n"
		"    \"title\": \"Talks on NATO, 100% & more\",\n"
		"    \"container-title\": \"Treaties and the Limits of Trust: "
		"A Reader\",\n"
		"    \"author\": [{\"family\": \"Müller\", \"given\": "
		"\"Jean-Paul Émile\"}, {\"family\": \"King\", \"given\": "
		"\"Martin\", \"suffix\": \"Jr.\"}, {\"literal\": "
		"\"Department of State and Defense\"}],\n"
		"    \"editor\": [{\"family\": \"Doe\", \"given\": \"Jane\"}],\n"
		"    \"chapter-number\": \"1\",\n    \"edition\": \"2\",\n"
		"    \"volume\": \"XI\",\n    \"collection-title\": \"Papers\",\n"
		"    \"publisher\": \"Smith & Sons\",\n"
		"    \"publisher-place\": \"Genève\",\n"
		"    \"issued\": {\"date-parts\": [[1999, 6, 12]]},\n"
		"    \"accessed\": {\"date-parts\": [[2026, 11, 26]]},\n"
		"    \"ISBN\": \"9780000000002\",\n"
		"    \"URL\": \"attache://my%20work#p1\",\n"
		"    \"language\": \"en\",\n"
		"    \"annote\": \"The \\\"first\\\" words\"\n  }\n]\n" },
	{ ATT_CITE_DOCBOOK, "<biblioentry xmlns=\"http://docbook.org/ns/docbook\" "
		"xml:id=\"b-muller1999-my-work-p1\">\n"
		"  <biblioset relation=\"part\">\n"
		"    <title>Talks on NATO, 100% &amp; more</title>\n"
		"    <bibliomisc role=\"number\">1</bibliomisc>\n"
		"  </biblioset>\n"
		"  <biblioset relation=\"book\">\n"
		"    <author><personname><firstname>Jean-Paul Émile</firstname>"
		"<surname>Müller</surname></personname></author>\n"
		"    <author><personname><firstname>Martin</firstname><surname>"
		"King</surname><lineage>Jr.</lineage></personname></author>\n"
		"    <author><orgname>Department of State and Defense</orgname>"
		"</author>\n"
		"    <editor><personname><firstname>Jane</firstname><surname>Doe"
		"</surname></personname></editor>\n"
		"    <title>Treaties and the Limits of Trust: A Reader</title>\n"
		"    <edition>2</edition>\n    <volumenum>XI</volumenum>\n"
		"    <publisher><publishername>Smith &amp; Sons</publishername>"
		"<address><city>Genève</city></address></publisher>\n"
		"    <pubdate>1999-06-12</pubdate>\n"
		"    <biblioid class=\"isbn\">9780000000002</biblioid>\n"
		"  </biblioset>\n"
		"  <biblioset relation=\"series\">\n"
		"    <title>Papers</title>\n  </biblioset>\n"
		"  <biblioid class=\"uri\">attache://my%20work#p1</biblioid>\n"
		"  <date role=\"accessed\">2026-11-26</date>\n"
		"  <abstract role=\"passage\"><para>The &quot;first&quot; words"
		"</para></abstract>\n</biblioentry>\n" },
};
/* clang-format on */

static void
all_formats(void **state)
{
	void *data;
	struct att_image *image = sample(true, title, &data);
	struct att_citation citation = citation_of(image);

	(void)state;
	assert_int_equal(COUNT(full_cases), ATT_CITE_COUNT);
	for (size_t i = 0; i < COUNT(full_cases); i++) {
		char *text = att_cite(&citation, full_cases[i].format);

		assert_string_equal(text, full_cases[i].text);
		assert_int_equal(att_cite_format_of(att_cite_format_name(
		                     full_cases[i].format)),
		    full_cases[i].format);
		free(text);
	}
	assert_int_equal(att_cite_format_of("mla"), ATT_CITE_COUNT);
	att_image_free(image);
	free(data);
}

/* A work that says nothing of itself. */
/* clang-format off */
static const struct {
	enum att_cite_format format;
	const char *text;
} bare_cases[] = {
	{ ATT_CITE_CHICAGO, "Treaties and the Limits of Trust, "
		"attache://my%20work.\n" },
	{ ATT_CITE_APA, "Treaties and the Limits of Trust. (n.d.). "
		"attache://my%20work\n" },
	{ ATT_CITE_BIBTEX, "@book{my-work,\n"
		"  title = {Treaties and the Limits of Trust},\n"
		"  url = {attache://my%20work}\n}\n" },
	{ ATT_CITE_RIS, "TY  - BOOK\nID  - my-work\n"
		"TI  - Treaties and the Limits of Trust\n"
		"UR  - attache://my%20work\nER  - \n" },
};
/* clang-format on */

static void
bare(void **state)
{
	void *data;
	struct att_image *image = sample(false, title, &data);
	struct att_citation citation = {.image = image, .work = "my work"};
	struct att_builder *b = att_builder_new();

	(void)state;
	att_image_free(image);
	free(data);
	att_builder_open(b, ATT_WORK);
	meta(b, ATT_META_TITLE, title);
	unit_leaf(b, ATT_PARA, NULL, "Text.");
	citation.image = image = unit_image(b, &data);
	for (size_t i = 0; i < COUNT(bare_cases); i++) {
		char *text = att_cite(&citation, bare_cases[i].format);

		assert_string_equal(text, bare_cases[i].text);
		free(text);
	}
	att_image_free(image);
	free(data);
}

/* clang-format off */
static const struct {
	const char *text;
	const char *bibtex;
	const char *biblatex;
} latex_cases[] = {
	{ "a#b$c%d&e_f", "a\\#b\\$c\\%d\\&e\\_f", "a\\#b\\$c\\%d\\&e\\_f" },
	{ "{\\}", "\\textbraceleft{}\\textbackslash{}\\textbraceright{}",
	    "\\textbraceleft{}\\textbackslash{}\\textbraceright{}" },
	{ "~^<|>", "\\textasciitilde{}\\textasciicircum{}\\textless{}"
		"\\textbar{}\\textgreater{}",
	    "\\textasciitilde{}\\textasciicircum{}\\textless{}\\textbar{}"
	    "\\textgreater{}" },
	{ "éÈôñäåőčşąŻ", "{\\'e}{\\`E}{\\^o}{\\~n}{\\\"a}{\\r{a}}{\\H{o}}"
		"{\\v{c}}{\\c{s}}{\\k{a}}{\\.Z}", "éÈôñäåőčşąŻ" },
	{ "íī", "{\\'\\i}{\\=\\i}", "íī" },
	{ "ßæØł", "{\\ss}{\\ae}{\\O}{\\l}", "ßæØł" },
	{ "“a” ‘b’ 1–2—…", "``a'' `b' 1--2---{\\ldots}", "“a” ‘b’ 1–2—…" },
	{ "Москва 北京 ế", "Москва 北京 ế", "Москва 北京 ế" },
};
/* clang-format on */

static void
latex(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(latex_cases); i++) {
		struct buf out = {0};

		latex_text(&out, latex_cases[i].text, true);
		assert_string_equal(buf_cstr(&out), latex_cases[i].bibtex);
		buf_clear(&out);
		latex_text(&out, latex_cases[i].text, false);
		assert_string_equal(buf_cstr(&out), latex_cases[i].biblatex);
		buf_done(&out);
	}
}

/* clang-format off */
static const struct {
	const char *title;
	const char *lang;
	const char *latex;
} title_cases[] = {
	{ "The Road to Rome", "en", "The Road to Rome" },
	{ "The road to Rome and back again", "en",
	    "The road to {Rome} and back again" },
	{ "NATO and the McNamara Doctrine", "en",
	    "{NATO} and the {McNamara} Doctrine" },
	{ "Die Frage der Abrüstung", "de", "Die {Frage} der {Abrüstung}" },
	{ "l’École à Évian", "fr", "{l’École} à {Évian}" },
	{ "", "", "" },
	{ "  two  ", "", "  two  " },
};
/* clang-format on */

static void
titles(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(title_cases); i++) {
		struct buf out = {0};

		latex_title(
		    &out, title_cases[i].title, title_cases[i].lang, false);
		assert_string_equal(buf_cstr(&out), title_cases[i].latex);
		buf_done(&out);
	}
}

/* An organisation's commas part no names; "and" parts nothing of it. */
/* clang-format off */
static const struct {
	enum att_cite_format format;
	const char *holds;
} body_cases[] = {
	{ ATT_CITE_CHICAGO, "Office of Law, State and Trade, Talks, ed. Board, "
		"Editorial (Washington, D.C.: Works, Print and Sons)" },
	{ ATT_CITE_APA, "Office of Law, State and Trade. (n.d.). Talks. " },
	{ ATT_CITE_BIBTEX, "  author = {{Office of Law, State and Trade}},\n" },
	{ ATT_CITE_BIBTEX, "  editor = {{Board, Editorial}},\n"
		"  publisher = {{Works, Print and Sons}},\n"
		"  address = {Washington, D.C.}" },
	{ ATT_CITE_BIBLATEX, "  author = {{Office of Law, State and Trade}},\n" },
	{ ATT_CITE_RIS, "AU  - Office of Law State and Trade\n" },
	{ ATT_CITE_RIS, "ED  - Board Editorial\n" },
	{ ATT_CITE_CSL_JSON, "\"author\": [{\"literal\": "
		"\"Office of Law, State and Trade\"}]" },
	{ ATT_CITE_DOCBOOK, "<author><orgname>Office of Law, State and Trade"
		"</orgname></author>" },
};
/* clang-format on */

static void
bodies(void **state)
{
	struct att_builder *b = att_builder_new();
	struct att_citation citation = {.work = "talks"};
	struct att_image *image;
	void *data;

	(void)state;
	att_builder_open(b, ATT_WORK);
	meta(b, ATT_META_TITLE, "Talks");
	meta(b, ATT_META_AUTHOR_BODY, "Office of Law, State and Trade");
	meta(b, ATT_META_EDITOR_BODY, "Board, Editorial");
	meta(b, ATT_META_PUBLISHER, "Works, Print and Sons");
	meta(b, ATT_META_PLACE, "Washington, D.C.");
	unit_leaf(b, ATT_PARA, NULL, "Text.");
	citation.image = image = unit_image(b, &data);
	for (size_t i = 0; i < COUNT(body_cases); i++) {
		char *text = att_cite(&citation, body_cases[i].format);

		if (!strstr(text, body_cases[i].holds))
			print_message("# case %zu: %s\n", i, text);
		assert_non_null(strstr(text, body_cases[i].holds));
		free(text);
	}
	att_image_free(image);
	free(data);
}

static bool
installed(const char *program)
{
	char *command = mem_format("command -v %s >/dev/null", program);
	bool yes = system(command) == 0;

	free(command);
	return yes;
}

/* The lines that a program prints after reading a citation from a file. */
static char *
fed_to(const char *command, const char *text)
{
	char name[] = "/tmp/attache-test-XXXXXX", log[sizeof(name) + 4];
	int fd = mkstemp(name);
	char *line = mem_format("%s %s 2>&1", command, name);
	char *out = mem_alloc(1 << 16);
	FILE *pipe;
	size_t size;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	pipe = popen(line, "r");
	assert_non_null(pipe);
	size = fread(out, 1, (1 << 16) - 1, pipe);
	out[size] = '\0';
	if (pclose(pipe) != 0)
		fail_msg("%s: %s", command, out);
	unlink(name);
	strcat(strcpy(log, name), ".blg"); /* biber's */
	unlink(log);
	free(line);
	return out;
}

static void
expect(const char *out, const char *part)
{
	if (!strstr(out, part))
		fail_msg("no %s in:\n%s", part, out);
}

/* A title of all that is hard comes through as it was. */
static void
pandoc(void **state)
{
	static const struct {
		enum att_cite_format format;
		const char *command;
	} readers[] = {
	    {ATT_CITE_BIBTEX, "pandoc -f bibtex -t csljson"},
	    {ATT_CITE_BIBLATEX, "pandoc -f biblatex -t csljson"},
	    {ATT_CITE_CSL_JSON, "pandoc -f csljson -t csljson"},
	};
	void *data;
	struct att_image *image = sample(true, title, &data);
	struct att_citation citation = citation_of(image);

	(void)state;
	for (size_t i = 0; i < COUNT(readers) && installed("pandoc"); i++) {
		char *text = att_cite(&citation, readers[i].format);
		char *out = fed_to(readers[i].command, text);

		expect(out, "100% & more\"");
		expect(out, "\"family\": \"Müller\"");
		expect(out, "\"given\": \"Jean-Paul Émile\"");
		expect(out, "\"suffix\": \"Jr.\"");
		expect(out, "\"literal\": \"Department of State and Defense\"");
		expect(out, "\"publisher\": \"Smith & Sons\"");
		expect(out, "\"publisher-place\": \"Genève\"");
		expect(out, "\"container-title\": ");
		free(text);
		free(out);
	}
	att_image_free(image);
	free(data);
	image = sample(true,
	    "a#b $c %d &e _f ~g ^h \\i <j> |k| @l 'm' "
	    "ě ł ß ø “n” – o",
	    &data);
	citation = (struct att_citation){.image = image, .work = "w"};
	for (size_t i = 0; i < COUNT(readers) && installed("pandoc"); i++) {
		char *text = att_cite(&citation, readers[i].format);
		char *out = fed_to(readers[i].command, text);

		/* what pandoc itself writes differently is left out */
		expect(out, "#b ");
		expect(out, "c %d &e _f ~g ^h \\\\i");
		expect(out, " @l ");
		expect(out, "ě ł ß ø");
		free(text);
		free(out);
	}
	att_image_free(image);
	free(data);
}

static void
biber(void **state)
{
	void *data;
	struct att_image *image = sample(true, "x {y} \\z 5% #1", &data);
	struct att_citation citation = citation_of(image);

	(void)state;
	for (enum att_cite_format f = ATT_CITE_BIBTEX;
	     f <= ATT_CITE_BIBLATEX && installed("biber"); f++) {
		char *text = att_cite(&citation, f);
		char *out =
		    fed_to("biber --tool --output-file=/dev/null", text);

		if (strstr(out, "ERROR") || strstr(out, "WARN"))
			fail_msg("%s", out);
		free(text);
		free(out);
	}
	att_image_free(image);
	free(data);
}

/* The entry is valid inside of a bibliography. */
static void
docbook(void **state)
{
	static const char schema[] =
	    "/usr/share/xml/docbook/schema/rng/5.0/docbook.rng";
	void *data;
	struct att_image *image = sample(true, title, &data);
	struct att_citation citation = citation_of(image);
	char *entry = att_cite(&citation, ATT_CITE_DOCBOOK);
	char *text = mem_format("<article version='5.0' "
	                        "xmlns='http://docbook.org/ns/docbook'>"
	                        "<title>x</title><para/><bibliography>%s"
	                        "</bibliography></article>",
	    entry);
	char *command = mem_format("xmllint --noout --relaxng %s", schema);

	(void)state;
	if (installed("xmllint") && access(schema, R_OK) == 0)
		free(fed_to(command, text));
	free(command);
	free(text);
	free(entry);
	att_image_free(image);
	free(data);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_formats),
	    cmocka_unit_test(bare),
		cmocka_unit_test(bodies),
	    cmocka_unit_test(latex),
	    cmocka_unit_test(titles),
	    cmocka_unit_test(pandoc),
	    cmocka_unit_test(biber),
	    cmocka_unit_test(docbook),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
