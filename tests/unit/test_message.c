/* Messages that are kept and told later. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/message.h"

#define B "\u2402"
#define V "\u241F"
#define E "\u2403"

static void
tells(char *kept, const char *want)
{
	char *told = message_tell(kept);

	assert_string_equal(told, want);
	free(told);
	free(kept);
}

static void
test_keep(void **state)
{
	char *inner = message_keep("cannot open %s", "x");

	(void)state;
	tells(message_keep("plain"), "plain");
	tells(message_keep("100%% of %s", "it"), "100% of it");
	tells(message_keep("%s: %u, %d, %zu", "a", 1u, -2, (size_t)3),
	    "a: 1, -2, 3");
	tells(message_keep("'%.*s' or '%.2s'", 1, "abc", "def"), "'a' or 'de'");
	tells(message_keep("%s", "itself"), "itself");
	tells(message_keep("%s; so", inner), "cannot open x; so");
	tells(mem_format("f:1:2: %s (end)", inner),
	    "f:1:2: cannot open x (end)");
	free(inner);
}

static void
test_values(void **state)
{
	const char *const names[] = {"a", NULL};

	(void)state;
	tells(message_keep_values("'%s' by '%s'", names, 2), "'a' by '?'");
	tells(message_keep_values("no names", names, 2), "no names");
}

/* What a cache that somebody wrote into may hold. */
static void
test_odd(void **state)
{
	static const struct {
		const char *kept, *told;
	} rows[] = {
	    {"", ""},
	    {"old text", "old text"},
	    {B, ""},
	    {B E, ""},
	    {V E, V E},
	    {B "cut %s of %s" V "x", "cut x of ?"},
	    {B "cut %s" V "x\xE2\x90", "cut x\xE2\x90"},
	    {B "%n%9$s%99999999999s%*s%" V "x" E, "x???s%"},
	    {B "%s" V B "%s" V B "%s" V B "%s" V B "%s" V "deep" E E E E E,
	        B "%s" E},
	    {B "a" V "1" V "2" V "3" V "4" V "5" V "6" V "7" V "8" V "9" E "b",
	        "ab"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		tells(mem_dup(rows[i].kept), rows[i].told);
}

static void
test_fill(void **state)
{
	const char *const names[] = {"one", "two"};
	char *text = message_fill("%2$s before %1$s", names, 2);

	(void)state;
	assert_string_equal(text, "two before one");
	free(text);
	text = message_fill("%s, %s, %s", names, 2);
	assert_string_equal(text, "one, two, ?");
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_keep),
	    cmocka_unit_test(test_values),
	    cmocka_unit_test(test_odd),
	    cmocka_unit_test(test_fill),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
