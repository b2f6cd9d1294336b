/* The grid: clipping, wide characters, the cell filter, cutting; the terminal
 * in memory; what line mode says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/mem.h"
#include "term/line.h"
#include "term/term.h"

static void
start(struct grid *grid, int rows, int cols)
{
	grid_init(grid);
	grid->width = att_width_unicode;
	grid_resize(grid, rows, cols);
}

static void
row_is(const struct grid *grid, int row, const char *expected)
{
	char *text = grid_row_text(grid, row);

	assert_string_equal(text, expected);
	free(text);
}

/* Every wide cell is whole. */
static void
check_cells(const struct grid *grid)
{
	for (int i = 0; i < grid->rows * grid->cols; i++) {
		const struct grid_cell *cell = &grid->cell[i];

		assert_in_range(cell->columns, 0, 2);
		if (cell->columns == 2) {
			assert_int_not_equal(i % grid->cols, grid->cols - 1);
			assert_int_equal(cell[1].columns, 0);
		}
		if (cell->columns == 0) {
			assert_int_not_equal(i % grid->cols, 0);
			assert_int_equal(cell[-1].columns, 2);
			assert_string_equal(cell->text, "");
		}
	}
}

/* On a grid of one row and 10 columns filled with dots; area from..from+cols.
 */
static const struct {
	int from, cols, col;
	const char *text;
	const char *row;
	int used;
} put_cases[] = {
    {0, 10, 0, "abc", "abc.......", 3},
    {0, 10, 8, "abc", "........ab", 2},
    {2, 4, 2, "abcdef", "..abcd....", 4},
    {2, 4, 0, "abcdef", "..cdef....", 6},
    {2, 4, 7, "abc", "..........", 0},
    {0, 10, 0, "\u4f5c\u8005", "\u4f5c\u8005......", 4},
    {0, 3, 0, "\u4f5c\u8005", "\u4f5c........", 2},
    {1, 4, 0, "\u4f5c\u8005", ". \u8005......", 4},
    {0, 10, 9, "\u4f5c", "..........", 0},
    {0, 10, 0, "e\u0301e", "e\u0301e........", 2},
    {0, 10, 0, "a\u00adb\u200bc\u202ed", "abcd......", 4},
    {0, 10, 0,
        "a\033b\xc2\x9b"
        "c",
        "a\ufffdb\ufffdc.....", 5},
    {0, 10, 0, "a\xff!", "a\ufffd!.......", 3},
    {0, 10, 0, "}\n\tx", "}  x......", 4},
    {0, 10, -2, "abcd", "cd........", 4},
    {-5, 7, -5, "abcdefgh", "fg........", 7},
    {0, 99, 0, "0123456789abc", "0123456789", 10},
};

static void
puts_clipped(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(put_cases); i++) {
		struct grid grid;
		struct area all = {0, 0, 1, 10};
		struct area area = {0, put_cases[i].from, 1, put_cases[i].cols};

		start(&grid, 1, 10);
		grid_puts(&grid, all, 0, 0, "..........", ROLE_TEXT, 0);
		assert_int_equal(grid_puts(&grid, area, 0, put_cases[i].col,
		                     put_cases[i].text, ROLE_LINK, ATTR_BOLD),
		    put_cases[i].used);
		check_cells(&grid);
		row_is(&grid, 0, put_cases[i].row);
		grid_done(&grid);
	}
}

/* Over three wide characters, draw at col: no half may be left. */
static const struct {
	int col;
	const char *text;
	const char *row;
} over_cases[] = {
    {0, "x", "x \u8005\u540d"},
    {1, "x", " x\u8005\u540d"},
    {1, "xy", " xy \u540d"},
    {1, "\u5927", " \u5927 \u540d"},
    {2, "\u5927", "\u4f5c\u5927\u540d"},
    {3, "xyz", "\u4f5c xyz"},
};

static void
draws_over_wide(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(over_cases); i++) {
		struct grid grid;
		struct area all = {0, 0, 1, 6};

		start(&grid, 1, 6);
		grid_puts(&grid, all, 0, 0, "\u4f5c\u8005\u540d", ROLE_TEXT, 0);
		grid_puts(&grid, all, 0, over_cases[i].col, over_cases[i].text,
		    ROLE_TEXT, 0);
		check_cells(&grid);
		row_is(&grid, 0, over_cases[i].row);
		grid_clear(&grid, (struct area){0, 1, 1, 4}, ROLE_TEXT, 0);
		check_cells(&grid);
		grid_done(&grid);
	}
}

static const struct {
	const char *text;
	int max;
	bool ascii;
	const char *row;
} cut_cases[] = {
    {"short", 10, false, "short"},
    {"exactly", 7, false, "exactly"},
    {"longer", 5, false, "long\u2026"},
    {"longer than this", 8, true, "longe..."},
    {"longer", 5, true, "long."},
    {"\u4f5c\u8005\u540d", 4, false, "\u4f5c\u2026"},
    {"caf\u00e9", 4, true, "cafe"},
    {"\u4f5c\u8005", 4, true, "????"},
    {"x", 0, false, ""},
};

static void
cuts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cut_cases); i++) {
		struct grid grid;

		start(&grid, 1, 20);
		grid.ascii = cut_cases[i].ascii;
		grid_puts_cut(&grid, (struct area){0, 0, 1, 20}, 0, 0,
		    cut_cases[i].text, cut_cases[i].max, ROLE_TEXT, 0);
		check_cells(&grid);
		row_is(&grid, 0, cut_cases[i].row);
		grid_done(&grid);
	}
}

/* A text in rows of 12 columns, and what is after the last that fits. */
static const struct {
	const char *text;
	int rows;
	const char *more;
	bool ascii;
	const char *shown[3];
} rows_cases[] = {
    {"the quick brown", 2, " !", false, {"the quick", "brown", ""}},
    {"the quick brown fox", 2, " !", false, {"the quick", "brown fox", ""}},
    {"the quick brown fox jumps", 2, " !", false,
        {"the quick", "brown fox\u2026 !", ""}},
    {"the quick brown fox jumps", 2, "", true,
        {"the quick", "brown fox...", ""}},
    {"the quick\nbrown", 1, "", false, {"the quick\u2026", "", ""}},
    {"incomprehensibilities", 1, " !", false,
        {"incompreh\u2026 !", "", ""}},
};

static void
cuts_rows(void **state)
{
	struct grid grid;

	(void)state;
	start(&grid, 3, 12);
	for (size_t i = 0; i < COUNT(rows_cases); i++) {
		struct area all = {0, 0, 3, 12};

		grid_clear(&grid, all, ROLE_TEXT, 0);
		all.rows = rows_cases[i].rows;
		grid.ascii = rows_cases[i].ascii;
		grid_puts_rows_more(&grid, all, rows_cases[i].text,
		    rows_cases[i].more, ROLE_TEXT, 0);
		for (int row = 0; row < 3; row++)
			row_is(&grid, row, rows_cases[i].shown[row]);
	}
	grid_done(&grid);
}

static void
sizes_are_clamped(void **state)
{
	static const int cases[][4] = {{0, 0, 1, 1}, {-5, 7, 1, 7},
	    {501, 1001, 500, 1000}, {65535, 65535, 500, 1000}};
	struct grid grid;

	(void)state;
	grid_init(&grid);
	for (size_t i = 0; i < COUNT(cases); i++) {
		grid_resize(&grid, cases[i][0], cases[i][1]);
		assert_int_equal(grid.rows, cases[i][2]);
		assert_int_equal(grid.cols, cases[i][3]);
		grid_paint(&grid, 0, -3, 2000, ROLE_MATCH, ATTR_REVERSE);
		grid_paint(&grid, 600, 0, 1, ROLE_MATCH, 0);
		grid_clear(
		    &grid, (struct area){-9, -9, 9999, 9999}, ROLE_TEXT, 0);
		check_cells(&grid);
	}
	grid_done(&grid);
}

static void
memory_terminal(void **state)
{
	struct term term;
	struct grid grid;
	struct key key;

	(void)state;
	term_memory_open(&term, 5, 20, "j<C-f>");
	term_memory_paste(&term, "pasted");
	term_memory_resize(&term, 7, 30);
	assert_true(term.ops->read_key(term.ctx, &key, 0));
	assert_int_equal(key.code, 'j');
	assert_true(term.ops->read_key(term.ctx, &key, 0));
	assert_int_equal(key.code, 6);
	assert_true(term.ops->read_key(term.ctx, &key, 0));
	assert_int_equal(key.code, KEY_CODE_PASTE);
	assert_string_equal(key.text, "pasted");
	free(key.text);
	assert_true(term.ops->read_key(term.ctx, &key, 0));
	assert_int_equal(key.code, KEY_CODE_RESIZE);
	assert_false(term.ops->read_key(term.ctx, &key, 0));
	assert_true(term.ops->read_key(term.ctx, &key, -1));
	assert_int_equal(key.code, KEY_CODE_END_ASKED);
	start(&grid, 1, 9);
	grid_puts(
	    &grid, (struct area){0, 0, 1, 9}, 0, 0, "shown", ROLE_TEXT, 0);
	term.ops->show(term.ctx, &grid);
	row_is(term_memory_grid(&term), 0, "shown");
	assert_true(term.ops->raw(term.ctx, "x", 1));
	assert_string_equal(term_memory_raw(&term), "x");
	grid_done(&grid);
	term_memory_close(&term);
}

/* Screens one after the other, each row "R text" with R for the role, the
 * cursor on the row that begins with *; and what is said of each. */
static const struct {
	const char *screen;
	const char *said;
} said_cases[] = {
    {"TBook\n one\n two\n three\nS1%\nHh help", "Book\none\ntwo\nthree\n"},
    {"TBook\n two\n three\n four\nS2%\nHh help", "four\n"},
    {"TBook\n one\n two\n three\nS1%\nHh help", "one\n"},
    {"TBook\n one\n two\n three\nSno match\nHh help", "no match\n"},
    {"TBook\n one\n two\n three\nSno match\nHh help", ""},
    {"TBook\n one\n two\n three\nSno match\nP*/red", ""},
    {"TBook\n red\n\n\n fox\nS9%\nHh", "red\n\nfox\n"},
    {"TBook\n red\n\n\nL*fox\nSlink 1\nHh", "[fox]\n"},
    {"TList\nX*one\n two\nS1/2\nHh", "List\n> one\ntwo\n"},
    {"TList\n one\nX*two\nS2/2\nHh", "two\n"},
    {"TBook\nR-----\n red\nM###\nEfailed\nHh", "Book\nred\nfailed\n"},
    /* Brackets make it longer than the screen. */
    {"TBook\n one\nL*the quick brown fox jumps over\nS2%\nHh",
        "one\n[the quick brown fox jumps\nover]\n"},
    {"TBook\n one\n two\nEa message over two\nErows is said as one\nHh",
        "two\na message over two rows is\nsaid as one\n"},
    {"TBook\n one\n two\nL*ftp://example.org/of/a/word/x\nS2%\nHh",
        "[ftp://example.org/of/a/word/x]\n"},
};

static enum role
role_of(char letter)
{
	static const char letters[] = " TSHPLXRME";
	static const enum role roles[] = {ROLE_TEXT, ROLE_TITLEBAR, ROLE_STATUS,
	    ROLE_HINT, ROLE_PROMPT, ROLE_LINK_SELECTED, ROLE_SELECTED,
	    ROLE_RULE, ROLE_MAP, ROLE_ERROR};

	return roles[strchr(letters, letter) - letters];
}

static void
draw_screen(struct grid *grid, const char *screen)
{
	struct area all = {0, 0, grid->rows, grid->cols};

	grid_clear(grid, all, ROLE_TEXT, 0);
	grid->cursor_row = grid->rows - 1;
	for (int row = 0; *screen; row++) {
		size_t size = strcspn(screen, "\n");
		enum role role = size ? role_of(screen[0]) : ROLE_TEXT;
		size_t from = size ? 1 : 0;

		if (size > 1 && screen[1] == '*') {
			grid->cursor_row = row;
			from = 2;
		}
		grid_put(
		    grid, all, row, 0, screen + from, size - from, role, 0);
		screen += size + (screen[size] == '\n');
	}
}

static void
lines_said(void **state)
{
	struct said said = {0};
	struct grid grid;

	(void)state;
	start(&grid, 8, 30);
	for (size_t i = 0; i < COUNT(said_cases); i++) {
		struct buf out = {0};

		draw_screen(&grid, said_cases[i].screen);
		said_update(&said, &grid, &out);
		assert_string_equal(buf_cstr(&out), said_cases[i].said);
		buf_done(&out);
	}
	said_forget(&said);
	grid_done(&grid);
}

/* A letter under marks without end is one cell, found in one pass. */
static void
breaks_after_marks(void **state)
{
	enum { MARKS = 50000 };
	struct buf text = {0};
	struct grid grid;
	clock_t begin = clock();

	(void)state;
	start(&grid, 1, 10);
	buf_char(&text, 'a');
	for (int i = 0; i < MARKS; i++)
		buf_str(&text, "\u0301");
	buf_str(&text, " b");
	assert_int_equal(grid_break(&grid, buf_cstr(&text), 2), text.size - 1);
	assert_true(clock() - begin < CLOCKS_PER_SEC);
	buf_done(&text);
	grid_done(&grid);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(puts_clipped),
	    cmocka_unit_test(draws_over_wide),
	    cmocka_unit_test(cuts),
	    cmocka_unit_test(cuts_rows),
	    cmocka_unit_test(breaks_after_marks),
	    cmocka_unit_test(sizes_are_clamped),
	    cmocka_unit_test(memory_terminal),
	    cmocka_unit_test(lines_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
