/* Numbers as lists and parts count. */
#include "model/number.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum { NUMBER_MAX = 3999 /* over it roman numbers and letters become arabic */ };

static void
put_roman(uint32_t number, bool upper, char *out, size_t size)
{
	static const struct {
		uint32_t value;
		char digits[3];
	} parts[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"},
	    {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"},
	    {5, "v"}, {4, "iv"}, {1, "i"}};
	size_t used = 0;

	for (size_t i = 0; i < COUNT(parts); i++) {
		for (; number >= parts[i].value; number -= parts[i].value) {
			for (const char *c = parts[i].digits; *c; c++) {
				if (used + 1 < size)
					out[used++] =
					    upper ? (char)(*c - 32) : *c;
			}
		}
	}
	out[used] = '\0';
}

/* a, b ... z, aa, ab ... */
static void
put_letters(uint32_t number, bool upper, char *out, size_t size)
{
	char reversed[16];
	size_t n = 0, used = 0;

	for (; number > 0 && n < sizeof(reversed); number = (number - 1) / 26)
		reversed[n++] = (char)((upper ? 'A' : 'a') + (number - 1) % 26);
	while (n > 0 && used + 1 < size)
		out[used++] = reversed[--n];
	out[used] = '\0';
}

void
number_format(
    enum numeration numeration, uint32_t number, char *out, size_t size)
{
	bool upper = numeration == NUMERATION_UPPERALPHA ||
	             numeration == NUMERATION_UPPERROMAN;
	bool roman = numeration == NUMERATION_LOWERROMAN ||
	             numeration == NUMERATION_UPPERROMAN;

	if (numeration <= NUMERATION_ARABIC || number == 0 ||
	    number > NUMBER_MAX)
		snprintf(out, size, "%u", number);
	else if (roman)
		put_roman(number, upper, out, size);
	else
		put_letters(number, upper, out, size);
}

enum numeration
numeration_named(const char *name)
{
	static const char *const names[] = {[NUMERATION_ARABIC] = "arabic",
	    [NUMERATION_LOWERALPHA] = "loweralpha",
	    [NUMERATION_LOWERROMAN] = "lowerroman",
	    [NUMERATION_UPPERALPHA] = "upperalpha",
	    [NUMERATION_UPPERROMAN] = "upperroman"};

	for (size_t i = NUMERATION_ARABIC; name && i < COUNT(names); i++) {
		if (strcmp(name, names[i]) == 0)
			return (enum numeration)i;
	}
	return NUMERATION_NONE;
}

enum numeration
numeration_at(unsigned depth)
{
	return (enum numeration)(NUMERATION_ARABIC + depth % 5);
}
