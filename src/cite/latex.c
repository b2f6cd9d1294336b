/* Text as LaTeX. Braces of the text become commands, since BibTeX counts even
 * those after a backslash. */
#include "cite/source.h"

#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

#include "base/mem.h"
#include "base/utf8.h"

struct spelling {
	uint32_t codepoint;
	const char *latex;
};

/* What TeX would take for a command, always; by code point. */
static const struct spelling specials[] = {
    /* clang-format off */
	{ '#', "\\#" }, { '$', "\\$" }, { '%', "\\%" }, { '&', "\\&" },
	{ '<', "\\textless{}" }, { '>', "\\textgreater{}" },
	{ '\\', "\\textbackslash{}" }, { '^', "\\textasciicircum{}" },
	{ '_', "\\_" }, { '{', "\\textbraceleft{}" },
	{ '|', "\\textbar{}" }, { '}', "\\textbraceright{}" },
	{ '~', "\\textasciitilde{}" },
    /* clang-format on */
};

/* What LaTeX has a name for; by code point. */
static const struct spelling names[] = {
    /* clang-format off */
	{ 0xA0, "~" }, { 0xA1, "{\\textexclamdown}" },
	{ 0xA3, "{\\pounds}" }, { 0xA7, "{\\S}" }, { 0xA9, "{\\copyright}" },
	{ 0xAB, "{\\guillemotleft}" }, { 0xAE, "{\\textregistered}" },
	{ 0xB0, "{\\textdegree}" }, { 0xB1, "{\\textpm}" },
	{ 0xB6, "{\\P}" }, { 0xB7, "{\\textperiodcentered}" },
	{ 0xBB, "{\\guillemotright}" }, { 0xBF, "{\\textquestiondown}" },
	{ 0xC6, "{\\AE}" }, { 0xD0, "{\\DH}" }, { 0xD7, "{\\texttimes}" },
	{ 0xD8, "{\\O}" }, { 0xDE, "{\\TH}" }, { 0xDF, "{\\ss}" },
	{ 0xE6, "{\\ae}" }, { 0xF0, "{\\dh}" }, { 0xF8, "{\\o}" },
	{ 0xFE, "{\\th}" }, { 0x110, "{\\DJ}" }, { 0x111, "{\\dj}" },
	{ 0x131, "{\\i}" }, { 0x141, "{\\L}" }, { 0x142, "{\\l}" },
	{ 0x152, "{\\OE}" }, { 0x153, "{\\oe}" }, { 0x2013, "--" },
	{ 0x2014, "---" }, { 0x2018, "`" }, { 0x2019, "'" },
	{ 0x201A, "{\\quotesinglbase}" }, { 0x201C, "``" },
	{ 0x201D, "''" }, { 0x201E, "{\\quotedblbase}" },
	{ 0x2020, "{\\dag}" }, { 0x2021, "{\\ddag}" },
	{ 0x2022, "{\\textbullet}" }, { 0x2026, "{\\ldots}" },
	{ 0x2039, "{\\guilsinglleft}" }, { 0x203A, "{\\guilsinglright}" },
	{ 0x20AC, "{\\texteuro}" }, { 0x2122, "{\\texttrademark}" },
    /* clang-format on */
};

/* Combining marks; by code point. */
static const struct spelling accents[] = {
    /* clang-format off */
	{ 0x300, "`" }, { 0x301, "'" }, { 0x302, "^" }, { 0x303, "~" },
	{ 0x304, "=" }, { 0x306, "u" }, { 0x307, "." }, { 0x308, "\"" },
	{ 0x30A, "r" }, { 0x30B, "H" }, { 0x30C, "v" }, { 0x323, "d" },
	{ 0x327, "c" }, { 0x328, "k" }, { 0x331, "b" },
    /* clang-format on */
};

static int
compare(const void *key, const void *row)
{
	uint32_t a = *(const uint32_t *)key;
	uint32_t b = ((const struct spelling *)row)->codepoint;

	return a < b ? -1 : a > b;
}

static const char *
spell(const struct spelling *table, size_t count, uint32_t c)
{
	const struct spelling *row =
	    bsearch(&c, table, count, sizeof(*table), compare);

	return row ? row->latex : NULL;
}

/* A letter of ASCII with one mark: {\'e}. False when it is none. */
static bool
put_accented(struct buf *out, const char *letter, size_t size)
{
	size_t parts_size = 0;
	uint8_t *parts = u8_normalize(
	    UNINORM_NFD, (const uint8_t *)letter, size, NULL, &parts_size);
	const char *accent = NULL;
	uint32_t mark;

	if (parts && parts_size > 1 && parts[0] < 0x80 &&
	    1 + utf8_next((char *)parts + 1, parts_size - 1, &mark) ==
	        parts_size)
		accent = spell(accents, COUNT(accents), mark);
	if (accent) {
		bool dotted = parts[0] == 'i' || parts[0] == 'j';
		bool named =
		    (accent[0] >= 'a' && accent[0] <= 'z') || accent[0] == 'H';

		buf_format(out, "{\\%s%s%s%c%s}", accent, named ? "{" : "",
		    dotted && strcmp(accent, "c") ? "\\" : "", parts[0],
		    named ? "}" : "");
	}
	free(parts);
	return accent != NULL;
}

static void
put_character(
    struct buf *out, const char *at, size_t n, uint32_t c, bool commands)
{
	const char *latex = spell(specials, COUNT(specials), c);

	if (!latex && commands)
		latex = spell(names, COUNT(names), c);
	if (latex)
		buf_str(out, latex);
	else if (!commands || c < 0x80 || !put_accented(out, at, n))
		buf_add(out, at, n);
}

static void
put_text(struct buf *out, const char *text, size_t size, bool commands)
{
	size_t at = 0;

	while (at < size) {
		uint32_t c;
		size_t n = utf8_next(text + at, size - at, &c);

		put_character(out, text + at, n, c, commands);
		at += n;
	}
}

void
latex_text(struct buf *out, const char *text, bool commands)
{
	put_text(out, text, strlen(text), commands);
}

static bool
is_upper(const char *text, size_t size)
{
	char *folded = utf8_fold(text, size);
	size_t plain_size = 0;
	uint8_t *plain = u8_normalize(
	    UNINORM_NFKD, (const uint8_t *)text, size, NULL, &plain_size);
	bool upper = plain && plain_size > 0 && folded[0] &&
	             plain[0] != (uint8_t)folded[0];

	free(folded);
	free(plain);
	return upper;
}

struct word {
	size_t size;
	bool capital; /* begins with one */
	bool inner;   /* has one further in */
	unsigned letters;
};

static struct word
word_at(const char *text)
{
	struct word w = {.size = strcspn(text, " ")};
	size_t at = 0;

	while (at < w.size) {
		uint32_t c;
		size_t n = utf8_next(text + at, w.size - at, &c);
		bool letter = c >= 0x80 || (c >= 'a' && c <= 'z') ||
		              (c >= 'A' && c <= 'Z');

		if (letter && is_upper(text + at, n)) {
			w.capital = w.capital || w.letters == 0;
			w.inner = w.inner || w.letters > 0;
		}
		w.letters += letter;
		at += n;
	}
	return w;
}

/* Most long words have a capital: it says nothing about a single one then. */
static bool
is_title_case(const char *title)
{
	unsigned capitals = 0, words = 0;

	for (const char *p = title; *p;) {
		struct word w = word_at(p);

		if (w.letters >= 4 && p > title) {
			words++;
			capitals += w.capital;
		}
		p += w.size + (p[w.size] == ' ');
	}
	return 2 * capitals > words;
}

void
latex_title(struct buf *out, const char *title, const char *lang, bool commands)
{
	bool english = !*lang || strncmp(lang, "en", 2) == 0;
	bool weak = english && is_title_case(title);

	for (const char *p = title; *p;) {
		struct word w = word_at(p);
		bool keep = w.inner || (w.capital && !weak && p > title);
		size_t core = w.size;

		while (core > 0 && strchr(",.:;?!)", p[core - 1]))
			core--;
		buf_str(out, keep ? "{" : "");
		put_text(out, p, core, commands);
		buf_str(out, keep ? "}" : "");
		put_text(out, p + core, w.size - core, commands);
		p += w.size;
		if (*p == ' ') {
			buf_char(out, ' ');
			p++;
		}
	}
}
