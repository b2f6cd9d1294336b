/* Builder and image: white space, cut paragraphs, notes, outline, numbers,
 * links, lists; copying, mapping and damaging an image. */
#include "unit.h"

#include <stdio.h>
#include <unistd.h>

#include "attache/where.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "model/format.h"
#include "model/locale.h"

/* A script of events in one line: (K open kind K, ) close, other text; kinds by
 * letter below. Then the text that comes of it, | for newline. */
static const struct {
	char letter;
	enum att_kind kind;
} letters[] = {
	{ 's', ATT_SECTION }, { 't', ATT_TITLE }, { 'p', ATT_PARA },
	{ 'l', ATT_LIST }, { 'i', ATT_ITEM }, { 'e', ATT_EMPH },
	{ 'n', ATT_NOTE }, { 'v', ATT_VERBATIM }, { 'T', ATT_TABLE },
	{ 'r', ATT_ROW }, { 'c', ATT_CELL }, { 'a', ATT_ANCHOR },
	{ 'b', ATT_QUOTE }, { 'x', ATT_INDEXTERM }, { 'X', ATT_XREF },
};

static void
run_script(struct att_builder *b, const char *script)
{
	for (const char *p = script; *p; p++) {
		if (*p == '(') {
			p++;
			for (size_t i = 0; i < COUNT(letters); i++) {
				if (letters[i].letter == *p)
					att_builder_open(b, letters[i].kind);
			}
		} else if (*p == ')') {
			att_builder_close(b);
		} else {
			att_builder_text(b, p, 1);
		}
	}
}

static struct att_image *
image_of(const char *script, void **data)
{
	struct att_builder *b = att_builder_new();

	att_builder_open(b, ATT_WORK);
	run_script(b, script);
	return unit_image(b, data);
}

static const struct {
	const char *script;
	const char *text;
} text_cases[] = {
	{ "", "|" }, /* even an empty work owns a position */
	{ "(pone)", "one|" },
	{ "(p  one \n two  )", "one two|" },
	{ "(pone (etwo )three)", "one two three|" },
	{ "(pone(e two)three)", "one twothree|" },
	{ "(pone (e) two)", "one two|" },
	{ "(p (e one )  )", "one|" },
	{ "one (etwo) three", "one two three|" },
	{ "(pone)\n\n(ptwo)", "one|two|" },
	{ "(pone (l(i(ptwo)) (i(pthree))) four)", "one|two|three|four|" },
	{ "(pone (ex(l(i(ptwo)))y) four)", "one x|two|y four|" },
	{ "(pone(n(pnote)) two)", "one two|note|" },
	{ "(pone (n(pnote)) two(n(pmore)))", "one two|note|more|" },
	{ "(pone(n(pa(n(pb))c)) two)", "one two|ac|b|" },
	{ "(T(r(cone(n(pnote)))(ctwo)))", "one|two|note|" },
	{ "(v a\n  b\n)", " a\n  b|" },
	{ "(pa\x01" "b\x7f)", "a\xEF\xBF\xBD" "b\xEF\xBF\xBD|" },
	{ "(a)(pone)", "one|" },
	{ "(aone)(ptwo)", "one|two|" },
	{ "(s(tT)(x)(pone))", "T|one|" },
	{ "(b(s(tT)(pone)))", "T|one|" },
	{ "(p(l(i(pone))))", "one|" },
	{ "(n(pnote))(pone)", "note|one|" },
	{ "(pone (n(ptwo)))", "one|two|" },
	{ "(psee (X))", "see |" },
	{ "(p(X) is)", " is|" },
	{ "(psee (X) and)", "see  and|" },
	{ "(psee (e(X); (X)) or)", "see ;  or|" },
};

static void
texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(text_cases); i++) {
		void *data;
		struct att_image *image =
		    image_of(text_cases[i].script, &data);
		size_t size;
		const char *text = att_image_text(image, &size);
		char shown[256];

		for (size_t k = 0; k < size; k++)
			shown[k] = text[k] == '\n' ? '|' : text[k];
		shown[size] = '\0';
		/* newlines inside verbatim are shown alike */
		for (const char *p = text_cases[i].text; *p; p++) {
			if (*p == '\n')
				shown[p - text_cases[i].text] = '\n';
		}
		assert_string_equal(shown, text_cases[i].text);
		att_image_free(image);
		free(data);
	}
}

static struct att_builder *
sample(void)
{
	struct att_builder *b = att_builder_new();

	att_builder_add_file(b, "sample.xml", 10, 20);
	att_builder_open(b, ATT_WORK);
	unit_open(b, ATT_CHAPTER, "one", NULL);
	unit_leaf(b, ATT_TITLE, NULL, "First things");
	unit_open(b, ATT_PARA, "p1", "See ");
	att_builder_open(b, ATT_XREF);
	unit_attr(b, ATT_A_TARGET, "two.one");
	att_builder_close(b);
	unit_text(b, " and ");
	att_builder_open(b, ATT_XREF);
	unit_attr(b, ATT_A_TARGET, "tab");
	att_builder_close(b);
	unit_text(b, " or ");
	att_builder_open(b, ATT_XREF);
	unit_attr(b, ATT_A_TARGET, "nothing");
	att_builder_close(b);
	unit_open(b, ATT_NOTE, "fn", NULL);
	unit_leaf(b, ATT_PARA, NULL, "A note.");
	att_builder_close(b);
	unit_text(b, ".");
	att_builder_close(b);
	att_builder_close(b);
	unit_open(b, ATT_CHAPTER, "two", NULL);
	unit_leaf(b, ATT_TITLE, NULL, "Second things");
	unit_open(b, ATT_SECTION, "two.one", NULL);
	unit_leaf(b, ATT_TITLE, NULL, "Inside");
	unit_open(b, ATT_TABLE, "tab", NULL);
	unit_leaf(b, ATT_TITLE, NULL, "Numbers");
	att_builder_open(b, ATT_ROW);
	unit_leaf(b, ATT_CELL, NULL, "1");
	att_builder_close(b);
	att_builder_close(b);
	unit_open(b, ATT_PARA, "p2", "On ");
	unit_open(b, ATT_DATE, NULL, "12 June");
	att_builder_close(b);
	att_builder_close(b);
	unit_open(b, ATT_PARA, NULL, "In ");
	att_builder_open(b, ATT_DATE);
	unit_attr(b, ATT_A_WHEN, "1999-06-12");
	unit_text(b, "June");
	att_builder_close(b);
	att_builder_open(b, ATT_PLACE);
	unit_attr(b, ATT_A_GEO, "42.66 21.16");
	unit_text(b, "Pristina");
	att_builder_close(b);
	att_builder_close(b);
	att_builder_close(b);
	att_builder_close(b);
	return b;
}

static void
outline(void **state)
{
	static const struct {
		const char *number, *id, *title;
		int level;
	} want[] = { { "", "", "sample", 0 }, { "1", "one", "First things", 1 },
		{ "2", "two", "Second things", 1 },
		{ "2.1", "two.one", "Inside", 2 } };
	void *data;
	struct att_image *image = unit_image(sample(), &data);

	(void)state;
	assert_int_equal(att_section_count(image), COUNT(want));
	for (uint32_t i = 0; i < COUNT(want); i++) {
		const struct att_section *s = att_section(image, i);

		assert_string_equal(att_image_string(image, s->number),
		    want[i].number);
		assert_string_equal(att_image_string(image, s->id),
		    want[i].id);
		assert_string_equal(att_image_string(image, s->title),
		    want[i].title);
		assert_int_equal(s->level, want[i].level);
	}
	att_image_free(image);
	free(data);
}

static void
links(void **state)
{
	static const struct {
		const char *words;
		enum att_link_kind kind;
	} want[] = { { "Section 2.1, “Inside”", ATT_LINK_HERE },
		{ "Table 2.1, “Numbers”", ATT_LINK_HERE },
		{ "[nothing?]", ATT_LINK_BROKEN }, { "1", ATT_LINK_NOTE } };
	void *data;
	struct att_image *image = unit_image(sample(), &data);
	uint32_t target;

	(void)state;
	assert_int_equal(att_link_count(image), COUNT(want));
	for (uint32_t i = 0; i < COUNT(want); i++) {
		const struct att_link *l = att_link(image, i);

		assert_string_equal(att_image_string(image, l->words),
		    want[i].words);
		assert_int_equal(l->kind, want[i].kind);
	}
	target = att_anchor_find(image, "two.one");
	assert_int_not_equal(target, ATT_NONE);
	assert_int_equal(att_backlink_of(image, target), 0);
	assert_int_equal(att_backlink_of(image, 0), ATT_NONE);
	assert_int_equal(att_finding_count(image), 1);
	assert_string_equal(att_node_label(image, att_anchor_find(image, "fn")),
	    "1");
	assert_int_equal(att_date_count(image), 1);
	assert_int_equal(att_date(image, 0)->from, 19990612);
	assert_int_equal(att_place(image, 0)->lat, 42660000);
	att_image_free(image);
	free(data);
}

static void
elsewhere(void **state)
{
	struct att_builder *b = sample();
	struct att_error err = { 0 };
	struct att_image *image;
	void *data;
	char *copy;
	size_t size, text_size;

	(void)state;
	assert_true(att_builder_freeze(b, &data, &size, &err));
	att_builder_free(b);
	copy = aligned_alloc(4096, (size + 8191) & ~(size_t)4095);
	memcpy(copy, data, size);
	memset(data, 0xA5, size);
	free(data);
	image = att_image_new(copy, size, "copy", &err);
	assert_non_null(image);
	att_image_text(image, &text_size);
	assert_memory_equal(att_image_text(image, NULL), "First things\n", 13);
	assert_string_equal(att_image_meta(image, ATT_META_TITLE), "sample");
	att_image_free(image);
	free(copy);
}

static void
mapped(void **state)
{
	struct att_builder *b = sample();
	struct att_error err = { 0 };
	struct att_image *image;
	FILE *f = tmpfile();

	(void)state;
	assert_non_null(f);
	assert_true(att_builder_write(b, fileno(f), &err));
	att_builder_free(b);
	image = att_image_map(fileno(f), false, "mapped", &err);
	assert_non_null(image);
	assert_int_equal(att_section_count(image), 4);
	att_image_free(image);
	fclose(f);
}

/* No damaged image is taken for a good one: every byte changed, every length. */
static void
damaged(void **state)
{
	struct att_builder *b = sample();
	struct att_error err = { 0 };
	void *data;
	char *bytes;
	size_t size;

	(void)state;
	assert_true(att_builder_freeze(b, &data, &size, &err));
	att_builder_free(b);
	bytes = data;
	for (size_t i = 0; i < size; i++) {
		struct att_image *image;
		char old = bytes[i];

		bytes[i] = (char)(old ^ 0x41);
		image = att_image_new(data, size, "x", &err);
		/* Only padding between tables may be changed unseen. */
		assert_true(!image || old == 0);
		att_image_free(image);
		bytes[i] = old;
		if (i % 7 == 0)
			assert_null(att_image_new(data, i, "x", &err));
	}
	free(data);
}

static void *
row_at(char *image, enum table table, size_t row)
{
	const struct image_header *h = (const void *)image;

	assert_true(row < h->table[table].count);
	return image + h->table[table].at + row * table_row_size(table);
}

static void
harm_backlink(char *image)
{
	struct image_header *h = (void *)image;
	size_t last = (size_t)h->table[TABLE_BACKLINK].count - 1, broken = 0;
	struct att_backlink *b = row_at(image, TABLE_BACKLINK, last);

	while (((struct att_link *)row_at(image, TABLE_LINK, broken))->kind !=
	    ATT_LINK_BROKEN)
		broken++;
	*b = (struct att_backlink){ ATT_NONE, (uint32_t)broken };
}

static void
harm_note(char *image)
{
	struct att_link *link = row_at(image, TABLE_LINK, 0);

	assert_int_equal(link->kind, ATT_LINK_HERE);
	link->kind = ATT_LINK_NOTE;
}

static void
harm_blocks(char *image)
{
	((struct image_header *)(void *)image)->table[TABLE_BLOCK].count--;
}

/* The first chapter's text runs into the second. */
static void
harm_siblings(char *image)
{
	struct att_node *node = row_at(image, TABLE_NODE, 1);

	assert_int_equal(node->kind, ATT_CHAPTER);
	node->end++;
}

/* Written by a machine with the other order of bytes. */
static void
foreign_order(char *image)
{
	struct image_header *h = (void *)image;

	h->order = __builtin_bswap32(h->order);
}

static void
harm_nothing(char *image)
{
	(void)image;
}

/* Images made to do harm, right in their hashes. */
static void
hostile(void **state)
{
	static void (*const harm[])(char *image) = { harm_nothing,
		harm_backlink, harm_note, harm_blocks, harm_siblings,
		foreign_order };

	(void)state;
	for (size_t i = 0; i < COUNT(harm); i++) {
		struct att_builder *b = sample();
		struct image_header *h;
		struct att_image *image;
		void *data;
		size_t size;

		assert_true(att_builder_freeze(b, &data, &size, NULL));
		att_builder_free(b);
		harm[i](data);
		h = data;
		for (int t = 0; t < TABLE_COUNT; t++)
			h->table[t].hash = file_hash(
			    (char *)data + h->table[t].at,
			    (size_t)h->table[t].count * table_row_size(t) +
				(t == TABLE_TEXT ? IMAGE_PADDING : 0),
			    (unsigned long long)t);
		h->hash = 0;
		h->hash = file_hash(h, sizeof(*h), 0);
		image = att_image_new(data, size, "x", NULL);
		assert_int_equal(image != NULL, i == 0);
		att_image_free(image);
		free(data);
	}
}

static void
positions(void **state)
{
	void *data;
	struct att_image *image = unit_image(sample(), &data);
	size_t size;
	char buffer[300];

	(void)state;
	att_image_text(image, &size);
	for (att_pos pos = 0; pos < size; pos++) {
		uint32_t node = att_node_at(image, pos);
		uint32_t section = att_section_at(image, pos);
		att_pos back = ATT_NONE;

		assert_true(att_node(image, node)->start <= pos);
		assert_true(att_node(image, node)->end > pos || node == 0);
		assert_int_equal(att_section_of(image, node), section);
		att_where_format(image, pos, buffer, sizeof(buffer));
		assert_true(att_where_parse(buffer, image, &node, &back));
		assert_int_equal(back, pos);
	}
	assert_false(att_where_parse("nowhere", image, &(uint32_t){ 0 },
	    &(att_pos){ 0 }));
	att_image_free(image);
	free(data);
}

static void
limits(void **state)
{
	struct att_builder *b = att_builder_new();
	struct att_error err = { 0 };
	void *data;
	size_t size;
	char *said;

	(void)state;
	att_builder_open(b, ATT_WORK);
	for (int i = 0; i < 2 * ATT_MAX_DEPTH; i++)
		att_builder_open(b, ATT_QUOTE);
	assert_false(att_builder_ok(b, &err));
	said = message_tell(err.text);
	assert_string_equal(said, "elements are nested over 256 deep");
	free(said);
	assert_false(att_builder_freeze(b, &data, &size, &err));
	att_builder_reset(b);
	att_builder_open(b, ATT_WORK);
	for (int i = 0; i < 250; i++)
		att_builder_open(b, ATT_QUOTE);
	unit_text(b, "deep");
	assert_true(att_builder_freeze(b, &data, &size, &err));
	free(data);
	att_builder_free(b);
}

static void
wheres(void **state)
{
	void *data, *data2;
	struct att_image *image = image_of("(pThe quick brown fox jumps over "
					   "the lazy dog near the river.)"
					   "(pAnother paragraph stands here.)",
	    &data);
	struct att_image *edited = image_of("(pA new first paragraph.)(pThe "
					    "quick brown fox jumps over the "
					    "lazy dog near the river.)",
	    &data2);
	struct att_where where;
	struct att_range range;

	(void)state;
	att_where_make(&where, image, (struct att_range){ 10, 19 });
	assert_int_equal(att_where_find(&where, image, &range),
	    ATT_FOUND_EXACT);
	assert_int_equal(range.start, 10);
	assert_int_equal(range.end, 19);
	assert_int_equal(att_where_find(&where, edited, &range),
	    ATT_FOUND_MOVED);
	assert_memory_equal(att_image_text(edited, NULL) + range.start,
	    "brown fox", 9);
	att_where_make(&where, image, (struct att_range){ 70, 70 });
	assert_int_equal(att_where_find(&where, edited, &range),
	    ATT_FOUND_LOST);
	att_image_free(image);
	att_image_free(edited);
	free(data);
	free(data2);
}

/* A value cut to what a label takes is cut between characters. */
static void
long_labels(void **state)
{
	struct att_builder *b = att_builder_new();
	char label[256] = "x";
	struct att_image *image;
	void *data;

	(void)state;
	while (strlen(label) + 3 < sizeof(label))
		strcat(label, "\xC3\xA9");
	att_builder_open(b, ATT_WORK);
	att_builder_open(b, ATT_TABLE);
	unit_attr(b, ATT_A_LABEL, label);
	att_builder_close(b);
	unit_open(b, ATT_PARA, NULL, "one");
	att_builder_open(b, ATT_NOTE);
	unit_attr(b, ATT_A_MARK, label);
	unit_text(b, "two");
	att_builder_close(b);
	image = unit_image(b, &data); /* fails when it is not valid */
	assert_int_equal(att_label_count(image), 2);
	att_image_free(image);
	free(data);
}

/* More notes than serials, all waiting for the end of one table. */
static void
many_notes(void **state)
{
	enum { NOTES = 70000 };
	struct att_builder *b = att_builder_new();
	struct att_image *image;
	uint32_t before = 0;
	void *data;

	(void)state;
	att_builder_open(b, ATT_WORK);
	att_builder_open(b, ATT_TABLE);
	att_builder_open(b, ATT_ROW);
	for (int i = 0; i < NOTES; i++) {
		unit_open(b, ATT_CELL, NULL, "a");
		unit_leaf(b, ATT_NOTE, NULL, "n");
		att_builder_close(b);
	}
	image = unit_image(b, &data);
	assert_int_equal(att_link_count(image), NOTES);
	for (uint32_t i = 0; i < NOTES; i++) {
		assert_true(att_link(image, i)->target_node > before);
		before = att_link(image, i)->target_node;
	}
	att_image_free(image);
	free(data);
}

static void
places(void **state)
{
	struct att_builder *b = att_builder_new();
	struct att_image *image;
	void *data;

	(void)state;
	att_builder_open(b, ATT_WORK);
	att_builder_open(b, ATT_PLACE);
	unit_attr(b, ATT_A_GEO, "8.2 -8.2");
	unit_text(b, "Here");
	image = unit_image(b, &data);
	assert_int_equal(att_place(image, 0)->lat, 8200000);
	assert_int_equal(att_place(image, 0)->lon, -8200000);
	att_image_free(image);
	free(data);
}

/* One event of any kind; returns how many nodes are open. */
static unsigned
any_event(struct att_builder *b, unsigned depth)
{
	static const enum att_kind likely[] = { ATT_NOTE, ATT_EMPH, ATT_PARA,
		ATT_TABLE };
	static const char *const texts[] = { " ", "a ", "  b", " c ", "\n",
		"d", "e\n f ", "\xC2\xAD", " \xC2\x85 " };
	int what = rand() % 10;

	if (what < 4 && depth < 20) {
		unsigned kind = 1 + (unsigned)rand() % (ATT_KIND_COUNT - 1);

		if (rand() % 2)
			kind = likely[(size_t)rand() % COUNT(likely)];
		att_builder_open(b, kind);
		if (rand() % 8 == 0)
			att_builder_preserve(b);
		return depth + 1;
	}
	if (what < 6 && depth > 1) {
		att_builder_close(b);
		return depth - 1;
	}
	unit_text(b, texts[(size_t)rand() % COUNT(texts)]);
	return depth;
}

/* Whatever is told in whatever order: the image is one that validates. */
static void
anything(void **state)
{
	(void)state;
	srand(1);
	for (int i = 0; i < 3000; i++) {
		struct att_builder *b = att_builder_new();
		unsigned depth = 1;
		void *data;

		att_builder_open(b, ATT_WORK);
		for (int steps = rand() % 60; steps > 0; steps--)
			depth = any_event(b, depth);
		att_image_free(unit_image(b, &data));
		free(data);
	}
}

/* An attribute learnt late is the outer node's, and moves nobody else's. */
static void
late(void **state)
{
	struct att_builder *b = att_builder_new();
	struct att_image *image;
	void *data;

	(void)state;
	att_builder_open(b, ATT_WORK);
	unit_open(b, ATT_LIST, NULL, NULL);
	unit_open(b, ATT_ITEM, "i", NULL);
	unit_leaf(b, ATT_PARA, "p", "one");
	att_builder_attr_late(b, 1, ATT_A_TYPE, "late", 4);
	att_builder_attr_late(b, 1, ATT_A_TYPE, "again", 5);
	image = unit_image(b, &data);
	assert_string_equal(att_node_attr(image, 1, ATT_A_TYPE), "late");
	assert_string_equal(att_node_attr(image, 2, ATT_A_ID), "i");
	assert_string_equal(att_node_attr(image, 3, ATT_A_ID), "p");
	assert_null(att_node_attr(image, 2, ATT_A_TYPE));
	att_image_free(image);
	free(data);
}

/* clang-format off */
static const struct {
	const char *lang;
	enum locale_word word;
	const char *number; /* NULL: the word alone */
	const char *says;
} word_cases[] = {
	{ NULL, LOCALE_CHAPTER, "4", "Chapter 4" },
	{ "xx-YY", LOCALE_CHAPTER, "4", "Chapter 4" },
	{ "", LOCALE_SEE, NULL, "See" },
	{ "-", LOCALE_SEE, NULL, "See" },
	{ "hu", LOCALE_CHAPTER, "4", "4. fejezet" },
	{ "hu", LOCALE_CHAPTER, NULL, "Fejezet" },
	{ "HU-hu", LOCALE_TABLE, "2.1", "2.1. táblázat" },
	{ "hu", LOCALE_OPEN2, NULL, "»" },
	{ "lv", LOCALE_CHAPTER, "4", "4. nodaļa" },
	{ "lt", LOCALE_FIGURE, "2", "2 pav." },
	{ "et", LOCALE_CHAPTER, "4", "4. peatükk" },
	{ "et", LOCALE_TABLE, "4", "Tabel 4" },
	{ "tr", LOCALE_CHAPTER, "4", "4. Bölüm" },
	{ "ja", LOCALE_CHAPTER, "4", "第4章" },
	{ "ja", LOCALE_OPEN, NULL, "「" },
	{ "ko", LOCALE_CHAPTER, "4", "제4장" },
	{ "zh", LOCALE_CHAPTER, "4", "第 4 章" },
	{ "zh-Hans-CN", LOCALE_APPENDIX, "A", "附录 A" },
	{ "zh_CN", LOCALE_APPENDIX, "A", "附录 A" },
	{ "zh-TW", LOCALE_APPENDIX, "A", "附錄 A" },
	{ "zh-Hant-HK", LOCALE_APPENDIX, "A", "附錄 A" },
	{ "pt", LOCALE_SECTION, "1", "Secção 1" },
	{ "pt-PT", LOCALE_OPEN, NULL, "«" },
	{ "pt_BR", LOCALE_SECTION, "1", "Seção 1" },
	{ "sr", LOCALE_PART, "I", "Део I" },
	{ "sr-Latn-RS", LOCALE_PART, "I", "Deo I" },
	{ "sr-ME", LOCALE_PART, "I", "Dio I" },
	{ "no", LOCALE_CHAPTER, "4", "Kapittel 4" },
	{ "ro", LOCALE_CHAPTER, NULL, "Capitol" },
	{ "ro", LOCALE_CHAPTER, "4", "Capitolul 4" },
	{ "fr", LOCALE_OPEN, NULL, "«\u00a0" },
};

/* Every language of the European Union and of members of NATO, and others. */
static const char *const languages[] = { "ar", "bg", "bs", "cnr", "cs", "da",
	"de", "el", "en", "es", "et", "fa", "fi", "fr", "ga", "he", "hr", "hu",
	"id", "is", "it", "ja", "ko", "la", "lb", "lt", "lv", "mk", "mt", "nb",
	"nl", "nn", "no", "pl", "pt", "pt-BR", "ro", "ru", "sk", "sl", "sq",
	"sr", "sr-Latn", "sv", "tr", "uk", "vi", "zh", "zh-Hant", "zh-TW" };
/* clang-format on */

static void
words(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(word_cases); i++) {
		const char *lang = word_cases[i].lang;
		enum locale_word word = word_cases[i].word;
		char *says = word_cases[i].number
		                 ? locale_numbered(
		                       lang, word, word_cases[i].number)
		                 : mem_dup(locale_word(lang, word));

		assert_string_equal(says, word_cases[i].says);
		free(says);
	}
}

/* Of what the table holds for a language a word too few or too many would move
 * the marks at its end. */
static void
check_word(const char *lang, enum locale_word w)
{
	static const char marks[] = "“”‘’„‚«»‹›「」『』";
	const char *word = locale_word(lang, w);
	char *numbered;

	assert_true(*word != '\0' && utf8_valid(word, strlen(word)));
	if (w < LOCALE_OPEN)
		assert_null(strstr(marks, word));
	else if (strcmp(lang, "fr") != 0)
		assert_non_null(strstr(marks, word));
	if (w >= LOCALE_NUMBERED)
		return;
	numbered = locale_numbered(lang, w, "4711");
	assert_non_null(strstr(numbered, "4711"));
	assert_null(strchr(numbered, '%'));
	assert_true(strlen(numbered) > 4);
	free(numbered);
}

static void
whole_languages(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(languages); i++) {
		for (enum locale_word w = 0; w < LOCALE_COUNT; w++)
			check_word(languages[i], w);
		assert_true(strcmp(languages[i], "en") == 0 ||
		            strcmp(locale_word(languages[i], LOCALE_SEE),
		                "See") != 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(outline),
		cmocka_unit_test(links),
		cmocka_unit_test(elsewhere),
		cmocka_unit_test(mapped),
		cmocka_unit_test(damaged),
		cmocka_unit_test(hostile),
		cmocka_unit_test(positions),
		cmocka_unit_test(limits),
		cmocka_unit_test(wheres),
		cmocka_unit_test(long_labels),
		cmocka_unit_test(many_notes),
		cmocka_unit_test(places),
		cmocka_unit_test(anything),
		cmocka_unit_test(late),
		cmocka_unit_test(words),
		cmocka_unit_test(whole_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
