/* One cluster at a time from text to what a terminal cell can hold. */
#include "attache/cell.h"

#include <stdbool.h>
#include <string.h>
#include <uninorm.h>
#include <uniwidth.h>
#include <wchar.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
	MARKS_MAX = 4, /* what ncurses keeps of the marks on a base */
	REPLACEMENT = 0xFFFD,
	DECOMPOSE_MAX = 8 /* steps from a character to its plain letter */
};

/* What stands for characters that no decomposition leads to ASCII; sorted. */
/* clang-format off */
static const struct ascii_row {
	uint32_t codepoint;
	char ascii;
} ascii_rows[] = {
	{ 0xA1, '!' }, { 0xA6, '|' }, { 0xA9, 'C' }, { 0xAB, '"' },
	{ 0xAC, '-' }, { 0xAE, 'R' }, { 0xB0, 'o' }, { 0xB4, '\'' },
	{ 0xB6, 'P' }, { 0xB7, '.' }, { 0xB8, ',' }, { 0xBB, '"' },
	{ 0xC6, 'A' }, { 0xD0, 'D' }, { 0xD7, 'x' }, { 0xD8, 'O' },
	{ 0xDE, 'T' }, { 0xDF, 's' }, { 0xE6, 'a' }, { 0xF0, 'd' },
	{ 0xF7, '/' }, { 0xF8, 'o' }, { 0xFE, 't' }, { 0x110, 'D' },
	{ 0x111, 'd' }, { 0x126, 'H' }, { 0x127, 'h' }, { 0x131, 'i' },
	{ 0x141, 'L' }, { 0x142, 'l' }, { 0x152, 'O' }, { 0x153, 'o' },
	{ 0x2BB, '\'' }, { 0x2BC, '\'' }, { 0x2010, '-' }, { 0x2011, '-' },
	{ 0x2012, '-' }, { 0x2013, '-' }, { 0x2014, '-' }, { 0x2015, '-' },
	{ 0x2016, '|' }, { 0x2018, '\'' }, { 0x2019, '\'' }, { 0x201A, ',' },
	{ 0x201B, '\'' }, { 0x201C, '"' }, { 0x201D, '"' }, { 0x201E, '"' },
	{ 0x201F, '"' }, { 0x2020, '+' }, { 0x2021, '+' }, { 0x2022, '*' },
	{ 0x2023, '>' }, { 0x2026, '.' }, { 0x2032, '\'' }, { 0x2033, '"' },
	{ 0x2039, '\'' }, { 0x203A, '\'' }, { 0x2043, '-' }, { 0x2044, '/' },
	{ 0x20AC, 'E' }, { 0x2190, '<' }, { 0x2192, '>' }, { 0x2212, '-' },
	{ 0x2215, '/' }, { 0x2217, '*' }, { 0x2218, 'o' }, { 0x2219, '.' },
	{ 0x2223, '|' }, { 0x2236, ':' }, { 0x223C, '~' }, { 0x2248, '~' },
	{ 0x2500, '-' }, { 0x2501, '-' }, { 0x2502, '|' }, { 0x2503, '|' },
	{ 0x250C, '+' }, { 0x2510, '+' }, { 0x2514, '+' }, { 0x2518, '+' },
	{ 0x2550, '=' }, { 0x25AA, '*' }, { 0x25AB, '*' }, { 0x25CB, 'o' },
	{ 0x25CF, '*' }, { 0x25E6, 'o' }, { 0x2605, '*' }, { 0x2713, 'v' },
	{ 0x2714, 'v' },
};
/* clang-format on */

int
att_width_locale(uint32_t codepoint)
{
	return wcwidth((wchar_t)codepoint);
}

int
att_width_unicode(uint32_t codepoint)
{
	return uc_width(codepoint, "UTF-8");
}

static char
ascii_listed(uint32_t codepoint)
{
	size_t low = 0, high = COUNT(ascii_rows);

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (ascii_rows[mid].codepoint == codepoint)
			return ascii_rows[mid].ascii;
		if (ascii_rows[mid].codepoint < codepoint)
			low = mid + 1;
		else
			high = mid;
	}
	return '\0';
}

/* The plain letter under accents and compatibility forms; '?' where one ASCII
 * character cannot say it (a fraction, a ligature of two letters). */
static char
ascii_of(uint32_t codepoint)
{
	for (int step = 0; step < DECOMPOSE_MAX; step++) {
		ucs4_t part[UC_DECOMPOSITION_MAX_LENGTH];
		int tag, count;
		char listed = ascii_listed(codepoint);

		if (codepoint < 0x80)
			return (char)codepoint;
		if (listed)
			return listed;
		count = uc_decomposition(codepoint, &tag, part);
		if (count < 1 || (count > 1 && uc_width(part[1], "UTF-8") != 0))
			return '?';
		codepoint = part[0];
	}
	return '?';
}

static void
put(struct att_cell *cell, uint32_t codepoint)
{
	cell->size = (uint8_t)(cell->size +
	                       utf8_put(codepoint, cell->text + cell->size));
	cell->text[cell->size] = '\0';
}

/* As many columns of ASCII as the character itself would take, so that a
 * layout does not depend on it. */
static void
put_ascii(struct att_cell *cell, uint32_t codepoint)
{
	char c = ascii_of(codepoint);

	cell->text[0] = c;
	cell->text[1] = c == '?' ? '?' : ' ';
	cell->size = cell->columns;
	cell->text[cell->size] = '\0';
}

static void
put_base(struct att_cell *cell, uint32_t codepoint, att_width *width, int ascii)
{
	bool control = utf8_is_control(codepoint) || codepoint == '\t' ||
	               codepoint == '\n';
	int columns = control ? -1 : width(codepoint);

	if (columns < 0) {
		codepoint = REPLACEMENT;
		columns = width(codepoint) == 2 ? 2 : 1;
	}
	if (columns == 0) {
		/* A mark without a base stands on a space. */
		cell->columns = 1;
		put(cell, ' ');
		if (!ascii)
			put(cell, codepoint);
		return;
	}
	cell->columns = columns > 1 ? 2 : 1;
	if (codepoint == 0xA0)
		codepoint = ' ';
	if (ascii && codepoint >= 0x80)
		put_ascii(cell, codepoint);
	else
		put(cell, codepoint);
}

size_t
att_cell_next(const char *text, size_t size, att_width *width, int ascii,
    struct att_cell *cell)
{
	uint32_t codepoint;
	size_t used = utf8_next(text, size, &codepoint);
	int marks = 0;

	cell->size = 0;
	cell->columns = 0;
	cell->text[0] = '\0';
	if (utf8_is_invisible(codepoint))
		return used;
	put_base(cell, codepoint, width, ascii);
	while (used < size && (unsigned char)text[used] >= 0x80) {
		size_t n = utf8_next(text + used, size - used, &codepoint);

		/* Invisible ones end the cluster too: they may be where a line
		 * breaks. */
		if (utf8_is_invisible(codepoint) || width(codepoint) != 0 ||
		    utf8_is_control(codepoint))
			break;
		if (marks++ < MARKS_MAX && !ascii)
			put(cell, codepoint);
		used += n;
	}
	return used;
}

/* Bytes of printable ASCII at the start that no mark can follow. */
static size_t
plain_prefix(const char *text, size_t size)
{
	size_t n = 0;

	while (n < size && text[n] >= 0x20 && text[n] < 0x7F)
		n++;
	return n == size || n == 0 ? n : n - 1;
}

unsigned
att_cell_columns(const char *text, size_t size, att_width *width)
{
	unsigned columns = 0;
	size_t at = 0;

	while (at < size) {
		struct att_cell cell;
		size_t n = plain_prefix(text + at, size - at);

		columns += (unsigned)n;
		at += n;
		if (at == size)
			break;
		at += att_cell_next(text + at, size - at, width, 0, &cell);
		columns += cell.columns;
	}
	return columns;
}
