/* The filter to terminal cells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "attache/cell.h"
#include "base/mem.h"

/* clang-format off */
static const struct {
	const char *text;
	size_t used; /* bytes of the first cluster */
	const char *cell;
	int columns;
	const char *ascii;
} cases[] = {
	{ "a", 1, "a", 1, "a" },
	{ "ab", 1, "a", 1, "a" },
	{ "e\u0301x", 3, "e\u0301", 1, "e" },
	{ "\u00e9", 2, "\u00e9", 1, "e" },
	{ "a\u0301\u0302\u0303\u0304\u0305\u0306", 13, "a\u0301\u0302\u0303\u0304", 1, "a" },
	{ "\u0301", 2, " \u0301", 1, " " },
	{ "\u4f5c\u8005", 3, "\u4f5c", 2, "??" },
	{ "\uff21", 3, "\uff21", 2, "A " },
	{ "\u00ad", 2, "", 0, "" },
	{ "\u200b", 3, "", 0, "" },
	{ "\u202ex", 3, "", 0, "" },
	{ "\ufe0f", 3, "", 0, "" },
	{ "\U0001F469\u200d\U0001F680", 4, "\U0001F469", 2, "??" },
	{ "\x1b[31m", 1, "\ufffd", 1, "?" },
	{ "\t", 1, "\ufffd", 1, "?" },
	{ "\xc2\x85", 2, "\ufffd", 1, "?" },
	{ "\x7f", 1, "\ufffd", 1, "?" },
	{ "\xff", 1, "\ufffd", 1, "?" },
	{ "\xe2\x82", 1, "\ufffd", 1, "?" },
	{ "\u00a0", 2, " ", 1, " " },
	{ "\u2014", 3, "\u2014", 1, "-" },
	{ "\u201c", 3, "\u201c", 1, "\"" },
	{ "\u2019", 3, "\u2019", 1, "'" },
	{ "\u00bd", 2, "\u00bd", 1, "?" },
	{ "\u0142", 2, "\u0142", 1, "l" },
	{ "\u2500", 3, "\u2500", 1, "-" },
};

static const struct {
	const char *text;
	unsigned columns;
} widths[] = {
	{ "", 0 }, { "plain", 5 }, { "d\u00e9j\u00e0", 4 },
	{ "de\u0301ja\u0300 vu", 7 }, { "\u4f5c\u8005", 4 },
	{ "soft\u00adhyphen", 10 }, { "x\u200d\u200cy", 2 },
	{ "a\x01" "b", 3 },
};
/* clang-format on */

static void
test_clusters(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct att_cell cell;
		size_t size = strlen(cases[i].text);

		assert_int_equal(att_cell_next(cases[i].text, size,
		                     att_width_unicode, 0, &cell),
		    cases[i].used);
		assert_string_equal(cell.text, cases[i].cell);
		assert_int_equal(cell.size, strlen(cell.text));
		assert_int_equal(cell.columns, cases[i].columns);
		assert_int_equal(att_cell_next(cases[i].text, size,
		                     att_width_unicode, 1, &cell),
		    cases[i].used);
		assert_string_equal(cell.text, cases[i].ascii);
		assert_int_equal(cell.columns, cases[i].columns);
	}
}

static void
test_columns(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(widths); i++)
		assert_int_equal(att_cell_columns(widths[i].text,
		                     strlen(widths[i].text), att_width_unicode),
		    widths[i].columns);
}

/* Whatever the bytes, the filter ends, stays inside and sends nothing that
 * drives a terminal. */
static void
test_any_bytes(void **state)
{
	uint32_t seed = 1;
	char text[64];

	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		size_t size = round % sizeof(text) + 1, at = 0;

		for (size_t i = 0; i < size; i++) {
			seed = seed * 1103515245u + 12345u;
			text[i] = (char)(seed >> 16);
		}
		while (at < size) {
			struct att_cell cell;
			size_t used = att_cell_next(text + at, size - at,
			    att_width_unicode, round & 1, &cell);

			assert_in_range(used, 1, size - at);
			assert_in_range(cell.columns, 0, 2);
			for (size_t i = 0; i < cell.size; i++)
				assert_false(
				    (unsigned char)cell.text[i] < 0x20 ||
				    cell.text[i] == 0x7F);
			at += used;
		}
	}
}

static void
test_marks_without_end(void **state)
{
	char *text = mem_alloc(20002);
	struct att_cell cell;

	(void)state;
	text[0] = 'a';
	for (size_t i = 0; i < 10000; i++)
		memcpy(text + 1 + 2 * i, "\u0301", 2);
	assert_int_equal(
	    att_cell_next(text, 20001, att_width_unicode, 0, &cell), 20001);
	assert_int_equal(cell.size, 9);
	assert_int_equal(att_cell_columns(text, 20001, att_width_unicode), 1);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_clusters),
	    cmocka_unit_test(test_columns),
	    cmocka_unit_test(test_any_bytes),
	    cmocka_unit_test(test_marks_without_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
