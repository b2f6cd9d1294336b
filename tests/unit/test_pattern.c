/* Patterns: errors and their offsets, smart case, what a space matches, whole
 * words; the facts that searching relies on; literals at every place. */
#include "unit.h"

#include <stdio.h>

#include "attache/pattern.h"
#include "search/pattern.h"
#include "search/rewrite.h"

/* clang-format off */
static const struct {
	const char *text;
	unsigned flags;
	int offset; /* of the error, -1 for none */
	const char *reason; /* a part of it */
} error_cases[] = {
	{ "a", 0, -1, NULL },
	{ "", 0, 0, "empty" },
	{ "(", 0, 1, "parenthesis" },
	{ "a b(c", 0, 5, "parenthesis" },
	{ "a b c [x", 0, 8, "]" },
	{ "a b *+*", 0, 6, "quantifier" },
	{ "caf\u00e9 (", 0, 7, "parenthesis" },
	{ "(", ATT_P_LITERAL, -1, NULL },
	{ "(*UTF)a", 0, 0, "setting" },
	{ "(*LIMIT_MATCH=1)a", 0, 0, "setting" },
	{ "(*NOTEMPTY)a", 0, 0, "setting" },
	{ "(*CRLF)a", 0, 0, "setting" },
	{ "(*NO_JIT)a", 0, 0, "setting" },
	{ "(*UTF)a", ATT_P_LITERAL, -1, NULL },
	{ "(*COMMIT)a", 0, -1, NULL },
	{ "\\C", 0, 2, "C" },
	{ "\xff", 0, 0, "UTF" },
	{ "ab\xc3", 0, 2, "UTF" },
	{ "\xff", ATT_P_LITERAL, 0, "UTF" },
	{ "(?x)a b # c", ATT_P_WORD, -1, NULL },
	{ "\\Qa b", ATT_P_WORD, -1, NULL },
	{ "a|b", ATT_P_WORD, -1, NULL },
};

static const struct {
	const char *text;
	unsigned flags;
	bool nocase;
} case_cases[] = {
	{ "word", 0, true },
	{ "Word", 0, false },
	{ "Word", ATT_P_NOCASE, true },
	{ "word", ATT_P_CASE, false },
	{ "\\W\\S\\D\\B", 0, true },
	{ "\\p{Lu}a", 0, true },
	{ "\\x{C4}", 0, true },
	{ "\\N{U+00C4}", 0, true },
	{ "[A-Z]", 0, false },
	{ "[\\W\\x{C4}]", 0, true },
	{ "(?<Name>a)", 0, true },
	{ "(?P=Name)|(?<Name>a)", 0, true },
	{ "\\QW\\E", 0, false },
	{ "\u00c9t\u00e9", 0, false },
	{ "\u00e9t\u00e9", 0, true },
	{ "\\W", ATT_P_LITERAL, false },
	{ "(?#Not)a", 0, true },
	{ "(?i)a", 0, true },
};

static const struct {
	const char *text;
	unsigned flags;
	const char *rewritten;
} rewrite_cases[] = {
	{ "a b", 0, "a[ \\x{A0}\\x{202F}]b" },
	{ "a\\ b", 0, "a[ \\x{A0}\\x{202F}]b" },
	{ "a\\x20b", 0, "a\\x20b" },
	{ "[ab ]", 0, "[\\x{A0}\\x{202F}ab ]" },
	{ "[^ ]", 0, "[^\\x{A0}\\x{202F} ]" },
	{ "[] ]", 0, "[\\x{A0}\\x{202F}\\] ]" },
	{ "[- ]", 0, "[\\x{A0}\\x{202F}\\- ]" },
	{ "[ -~]", 0, "[\\x{A0}\\x{202F} -~]" },
	{ "[[:alpha:]]", 0, "[[:alpha:]]" },
	{ "(?x) a b", 0, "(?x) a b" },
	{ "(?x: a) b", 0, "(?x: a)[ \\x{A0}\\x{202F}]b" },
	{ "(?xx)[a b]", 0, "(?xx)[a b]" },
	{ "(?# a)b", 0, "(?# a)b" },
	{ "\\Qa.b c\\E+", 0, "\\Qa.b\\E[ \\x{A0}\\x{202F}]\\Qc\\E+" },
	{ "x{\\Q2\\E}", 0, "x{\\Q2\\E}" },
	{ "\\x4\\Q1", ATT_P_WORD, "(?<!\\w)(?:\\x4\\Q1\\E)(?!\\w)" },
	{ "a\\E{0}b", ATT_P_WORD, "(?<!\\w)(?:a\\E{0}b)(?!\\w)" },
	{ "co\u00adop", 0, "co(?:\\x{AD}?)op" },
	{ "a.b", ATT_P_LITERAL, "a\\.b" },
	{ "a \n\t b", ATT_P_LITERAL, "a[ \\x{A0}\\x{202F}]b" },
	{ "a", ATT_P_WORD, "\\b(?:a)(?!\\w)" },
	{ "a|b", ATT_P_WORD, "(?<!\\w)(?:a|b)(?!\\w)" },
	{ "+a", ATT_P_WORD | ATT_P_LITERAL, "(?<!\\w)(?:\\+a)(?!\\w)" },
	{ "k(?#c){0}a", ATT_P_WORD, "(?<!\\w)(?:k(?#c){0}a)(?!\\w)" },
	{ "(?x)a # b", ATT_P_WORD, "(?<!\\w)(?:(?x)a # b\n)(?!\\w)" },
};

/* needed: the literals joined by commas. */
static const struct {
	const char *pattern;
	bool nocase;
	const char *needed;
	bool sliceable;
	bool exact;
	unsigned degree;
} facts_cases[] = {
	{ "treaty", false, "treaty", true, true, 0 },
	{ "treaty", true, "treaty", true, true, 0 },
	{ "embassy", true, "emba", true, true, 0 },
	{ "a|bc", false, "", true, true, 0 },
	{ "abc|bcd", false, "abc,bcd", true, true, 0 },
	{ "colou?r", false, "colour,color", true, true, 0 },
	{ "(re|un)do", false, "redo,undo", true, true, 0 },
	{ "[Ww]ar", false, "War,war", true, true, 0 },
	{ "(ab){2}c", false, "ababc", true, true, 0 },
	{ "x(abc)+y", false, "abc", true, true, 1 },
	{ "(abc)*de", false, "de", true, true, 1 },
	{ "\\bdiplom\\w+", false, "diplom", true, true, 0 },
	{ "\\w+tion\\b", false, "tion", true, true, 1 },
	{ "(?<=President )[A-Z]\\w+", false, "President ", true, true, 0 },
	{ ".*treaty.*war.*", false, "treaty", true, true, 2 },
	{ "\\b(19|20)\\d\\d\\b", false, "19,20", true, true, 0 },
	{ "(?=abc).", false, "abc", true, true, 0 },
	{ "(?!abc)x", false, "", true, true, 0 },
	{ "(?!\\s)xy", false, "xy", false, false, 0 },
	{ "^abc$", false, "abc", true, false, 0 },
	{ "(?-m)^abc", false, "abc", false, false, 0 },
	{ "\\Aabc", false, "abc", false, false, 0 },
	{ "a\\Kbc", false, "abc", false, false, 0 },
	{ "abc\\sd", false, "abc", true, false, 0 },
	{ "abc\\s+d", false, "abc", false, false, 1 },
	{ "(?>abc)d", false, "abcd", true, true, 0 },
	{ "(a+)+$", false, "", true, false, FACTS_RISKY },
	{ "(\\w+\\s*)+:", false, "", false, false, FACTS_RISKY },
	{ "(\\w+ )+x", false, "", true, true, 1 },
	{ "\\w+\\d+x", false, "", true, true, 2 },
	{ "(abc)\\1+", false, "abc", true, true, FACTS_RISKY },
	{ "(?R)?abc", false, "", false, false, FACTS_RISKY },
	{ "(?(1)a|b)abc", false, "", false, false, FACTS_RISKY },
	{ "\\Xabc", false, "", false, false, FACTS_RISKY },
	{ "(*SKIP)abc", false, "", false, false, FACTS_RISKY },
	{ "(?i)abc", false, "abc", true, true, 0 },
	{ "(?i:ab)CD", false, "abcd", true, true, 0 },
	{ "A(?i)bc", false, "abc", true, true, 0 },
	{ "[[:<:]]abc[[:>:]]", false, "abc", true, true, 0 },
	{ "ab{2|", false, "", true, true, 0 },
	{ "(?x)abc\u2028+d", false, "ab", true, true, 1 },
	{ "(?=.*)x", false, "", true, true, 1 },
	{ "a(?!.*b)", false, "", true, true, 1 },
	{ "a*(?=.*y)b", false, "", true, true, 2 },
	{ "(a(?=.*y))*b", false, "", true, true, 2 },
	{ "\u00e9t\u00e9", false, "\u00e9t\u00e9", true, true, 0 },
	{ "\u00e9t\u00e9", true, "", true, true, 0 },
};
/* clang-format on */

static void
errors(void **state)
{
	char *text = mem_alloc(ATT_PATTERN_MAX + 2);
	struct att_error err = {0};
	size_t offset;

	(void)state;
	for (size_t i = 0; i < COUNT(error_cases); i++) {
		struct att_pattern *p = att_pattern_new(
		    error_cases[i].text, error_cases[i].flags, &offset, &err);

		if (!p != (error_cases[i].offset >= 0))
			fail_msg("%s: %s", error_cases[i].text,
			    p ? "taken" : err.text);
		if (!p && ((int)offset != error_cases[i].offset ||
		              !strstr(err.text, error_cases[i].reason)))
			fail_msg("%s: %s at %zu", error_cases[i].text, err.text,
			    offset);
		if (p)
			assert_string_equal(
			    att_pattern_text(p), error_cases[i].text);
		att_pattern_free(p);
	}
	memset(text, 'a', ATT_PATTERN_MAX + 1);
	assert_null(att_pattern_new(text, 0, &offset, &err));
	assert_int_equal(err.code, ATT_ELIMIT);
	memset(text, '(', 200);
	memset(text + 200, ')', 200);
	text[400] = '\0';
	assert_null(att_pattern_new(text, 0, NULL, NULL));
	att_pattern_free(NULL);
	free(text);
}

static void
smart_case(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(case_cases); i++) {
		struct att_pattern *p = att_pattern_new(
		    case_cases[i].text, case_cases[i].flags, NULL, NULL);

		if (!p || att_pattern_ignores_case(p) != case_cases[i].nocase)
			fail_msg("%s", case_cases[i].text);
		att_pattern_free(p);
	}
}

static void
rewriting(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rewrite_cases); i++) {
		char *text = rewrite_pattern(
		    rewrite_cases[i].text, rewrite_cases[i].flags);

		assert_string_equal(text, rewrite_cases[i].rewritten);
		free(text);
	}
}

static void
facts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(facts_cases); i++) {
		struct facts f;
		char needed[LITERAL_COUNT * (LITERAL_BYTES + 1)] = "";

		facts_find(&f, facts_cases[i].pattern, facts_cases[i].nocase);
		for (unsigned k = 0; k < f.needed[0].count; k++) {
			const struct literal *l = &f.needed[0].item[k];

			sprintf(needed + strlen(needed), "%s%.*s", k ? "," : "",
			    l->size, l->bytes);
		}
		if (strcmp(needed, facts_cases[i].needed) != 0 ||
		    f.sliceable != facts_cases[i].sliceable ||
		    f.exact != facts_cases[i].exact ||
		    f.degree != facts_cases[i].degree)
			fail_msg("%s: %s sliceable %d exact %d degree %u",
			    facts_cases[i].pattern, needed, f.sliceable,
			    f.exact, f.degree);
	}
}

/* Each literal at each offset of buffers of many sizes, by both loops. */
static void
literals(void **state)
{
	static const struct literal_set set = {3,
	    {{5, true, "abcde"}, {2, false, "xY"}, {4, false, "\xC3\xA9tz"}}};
	static const char *const written[] = {"aBCde", "xY", "\xC3\xA9tz"};
	struct literal_finder f;

	(void)state;
	literal_finder_init(&f, &set);
	for (size_t size = 2; size < 150; size++) {
		/* On the heap without slack, for the sanitizer to watch. */
		char *text = malloc(size);

		memset(text, 'b', size);
		assert_null(literal_find(&f, text, text + size));
		for (size_t at = 0; at + 5 <= size; at++) {
			const char *w = written[at % 3];

			memset(text, 'b', size);
			memcpy(text + at, w, strlen(w));
			assert_ptr_equal(
			    literal_find(&f, text, text + size), text + at);
			assert_ptr_equal(
			    literal_find_plain(&f, text, text + size),
			    text + at);
			assert_null(
			    literal_find(&f, text + at + 1, text + size));
		}
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(errors),
	    cmocka_unit_test(smart_case),
	    cmocka_unit_test(rewriting),
	    cmocka_unit_test(facts),
	    cmocka_unit_test(literals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
