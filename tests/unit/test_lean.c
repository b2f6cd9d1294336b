/* A frame in fewer bytes: what it becomes, and what is kept for the next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "term/lean.h"

enum { ROWS = 24 };

/* The cursor is at 2, 4 before each; the frames of a case follow each other. */
struct frames {
	const char *what;
	const char *frame[3], *lean[3];
};

#define SCROLL "\033[2;22r\033[22;1H\n\033[1;24r"
#define HOME "\033[2;4H"

static const struct frames table[] = {
    {"plain text goes as it is", {"\033[5;6Hword" HOME},
        {"\033[5;6Hword" HOME}},
    {"a move to where the cursor is", {HOME "word" HOME}, {"word" HOME}},
    {"to the right in the row, to its start",
        {"\033[2;30Hx\033[7;1Hy\033[1;1Hz"}, {"\033[26Cx\033[7Hy\033[Hz"}},
    {"the character set that is chosen", {"a\033(Bb\017c"}, {"abc"}},
    {"sequences of attributes become one", {"\033[0;4m\033[96mlink\033[m on"},
        {"\033[4;96mlink\033[m on"}},
    {"taking away starts from nothing",
        {"\033[1m\033[33mx\033[0m\033[33my\033[m"}, {"\033[1;33mx\033[;33my"}},
    {"adding does not", {"\033[33mx\033[0;1m\033[35my\033[m."},
        {"\033[33mx\033[1;35my\033[m."}},
    {"the usual font", {"\033[1mx\033[0;10my\033[m."}, {"\033[1mx\033[my."}},
    {"another font", {"\033[11mx"}, {NULL}},
    {"a blank shows no colour of its own",
        {"\033[34m--\033[m  \033[34m--\033[m."}, {"\033[34m--  --\033[m."}},
    {"a blank shows underlines", {"\033[4mx\033[m \033[4my\033[m."},
        {"\033[4mx\033[m \033[4my\033[m."}},
    {"a blank shows reverse, and its colour", {"\033[7;31mx\033[0;7m \033[m."},
        {"\033[7;31mx\033[;7m \033[m."}},
    {"what ends a frame is sent when something shows it",
        {"\033[4mlink\033[m", "\033[4mlink\033[m", "text"},
        {"\033[4mlink", "link", "\033[mtext"}},
    {"a background does not wait", {"\033[44mx\033[m"}, {"\033[44mx\033[m"}},
    {"clearing shows a background", {"\033[44m\033[K\033[m\033[K"},
        {"\033[44m\033[K\033[m\033[K"}},
    {"the region is kept",
        {SCROLL "\033[22;4Hone" HOME, SCROLL "\033[22;4Htwo" HOME},
        {"\033[2;22r\033[22H\n   one" HOME, "\033[22H\n   two" HOME}},
    {"far into an empty row", {SCROLL "\033[22;9Hone" HOME},
        {"\033[2;22r\033[22H\n\033[8Cone" HOME}},
    {"down, too", {"\033[2;22r\033[2;1H\033M\033[1;24r\033[2;4Hone" HOME},
        {"\033[2;22r\033[2H\033M   one" HOME}},
    {"over blanks that would be underlined",
        {SCROLL "\033[22;1H\033[4mab\033[22;5Hcd\033[m" HOME},
        {"\033[2;22r\033[22H\n\033[4mab\033[2Ccd" HOME}},
    {"over what was written", {SCROLL "\033[22;1Habc\r\033[22;3Hd" HOME},
        {"\033[2;22r\033[22H\nabc\033[22;3Hd" HOME}},
    {"over what was cleared",
        {SCROLL "\033[22;1H\033[44m\033[K\033[m\033[22;3Hd" HOME},
        {"\033[2;22r\033[22H\n\033[44m\033[K\033[2C\033[md" HOME}},
    {"repeated blanks stay one sequence", {"\033[1mab\033[m \033[7bc" HOME},
        {"\033[1mab \033[7b\033[mc" HOME}},
    {"another region",
        {SCROLL "\033[22;4Hone" HOME,
            "\033[3;9r\033[9;1H\n\033[1;24r\033[9;4Htwo"},
        {"\033[2;22r\033[22H\n   one" HOME, "\033[3;9r\033[9H\n   two"}},
    {"moves wait for a character", {"\033[9;9H\b\b\033[AX\b" HOME},
        {"\033[8;7HX" HOME}},
    {"by rows and columns", {"\033[23d\033[5Gx\033[2D\033[By\r\033[3Cz"},
        {"\033[23;5Hx\033[24;4Hy\033[24;4Hz"}},
    {"to the start of the row", {"ab\rc" HOME}, {"ab\rc\033[2C"}},
    {"where the cursor ends", {"\033[5;6Hx\033[9;1H"}, {"\033[5;6Hx\033[9H"}},
    {"after what may be wide", {"\303\251\033[2C.\b\033[7d!\033[3G?\033[4CX"},
        {"\303\251\033[2C.\b\033[7d!\033[7;3H?\033[4CX"}},
    {"moves keep the region",
        {SCROLL "\033[22;4Hone" HOME, "\033[23d\b\b\033[7mx" HOME,
            SCROLL "\033[22;4Htwo" HOME},
        {"\033[2;22r\033[22H\n   one" HOME, "\033[23;2H\033[7mx" HOME,
            "\033[m\033[22H\n   two" HOME}},
    {"and what shifts the rest of a row",
        {SCROLL "\033[22;4Hone" HOME, "\033[24;9H\033[3Px\033[2@y" HOME},
        {"\033[2;22r\033[22H\n   one" HOME, "\033[24;9H\033[3Px\033[2@y" HOME}},
    {"but for those by rows from where it is not known",
        {SCROLL "\033[22;4Hone" HOME, "\303\251\033[Ax" HOME},
        {"\033[2;22r\033[22H\n   one" HOME,
            "\033[1;24r" HOME "\303\251\033[Ax" HOME}},
    {"what moves by lines gets the whole screen back",
        {SCROLL "\033[22;4Hone" HOME, "\033[23;1Hx\ny" HOME},
        {"\033[2;22r\033[22H\n   one" HOME,
            "\033[1;24r" HOME "\033[23Hx\ny" HOME}},
    {"with the attributes", {"\033[4mlink\033[m", "\033[J"},
        {"\033[4mlink", "\033[m\033[J"}},
    {"beside what moves rows a scroll stays as it is",
        {SCROLL "\033[22;4Hone\033[L"},
        {"\033[2;22r\033[22H\n\033[1;24r\033[22;4Hone\033[L"}},
    {"colours of more than a number", {"\033[38;5;100mx"}, {NULL}},
    {"a frame that is cut off", {"x\033["}, {"x\033["}},
    {"nothing", {""}, {""}},
};

static void
run_frames(const struct frames *c)
{
	struct lean lean = {0};

	for (int i = 0; i < 3 && c->frame[i]; i++) {
		struct buf out = {0};
		bool known = lean_frame(
		    &lean, ROWS, 2, 4, c->frame[i], strlen(c->frame[i]), &out);

		if (known != (c->lean[i] != NULL) ||
		    strcmp(buf_cstr(&out), known ? c->lean[i] : "") != 0)
			fail_msg(
			    "%s, frame %d: %s", c->what, i + 1, buf_cstr(&out));
		buf_done(&out);
	}
}

static void
frames(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		run_frames(&table[i]);
}

/* A terminal of which nothing is known. */
static void
forgotten(void **state)
{
	struct lean lean = {.top = 2, .bottom = 22, .look = {1u << 4, 0, 0}};
	struct buf out = {0};

	(void)state;
	lean_forget(&lean, ROWS, &out);
	lean_whole(&lean, ROWS, 2, 4, &out);
	assert_string_equal(buf_cstr(&out), "\033[m\033[1;24r\033[H");
	buf_done(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(frames),
	    cmocka_unit_test(forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
