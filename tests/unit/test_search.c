/* Searching: against a naive oracle on random texts and patterns, scopes,
 * nearest matches, threads, and patterns made to take for ever. */
#include "unit.h"

#include <stdio.h>
#include <time.h>

#include "attache/search.h"
#include "search_oracle.h"

/* A small generator of its own, so that a seed gives the same everywhere. */
static unsigned
dice(uint64_t *state, unsigned sides)
{
	*state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (unsigned)(*state >> 33) % sides;
}

static const char *const letters[] = {"a", "b", "c", "A", "B", "k", "s", "K",
    "S", " ", " ", "1", "-", "\u00e9", "\u00c9", "\u017f", "\u212a", "\u00a0",
    "\u202f", "\u00ad", "a\u00adb", "\u20ac", ".", "ab", "abc", "foo", "Foo",
    "bar "};

static void
random_text(struct att_builder *b, uint64_t *seed, unsigned length, bool lines)
{
	while (length-- > 0) {
		if (lines && dice(seed, 12) == 0)
			unit_text(b, "\n");
		unit_text(b, letters[dice(seed, COUNT(letters))]);
	}
}

static struct att_image *
random_image(uint64_t *seed, void **data)
{
	struct att_builder *b = att_builder_new();
	unsigned blocks = 1 + dice(seed, 30);

	att_builder_open(b, ATT_WORK);
	while (blocks-- > 0) {
		bool lines = dice(seed, 4) == 0;

		att_builder_open(b, lines ? ATT_VERBATIM : ATT_PARA);
		random_text(
		    b, seed, dice(seed, dice(seed, 6) ? 12 : 120), lines);
		att_builder_close(b);
	}
	return unit_image(b, data);
}

static const char *const atoms[] = {"a", "b", "c", "k", "s", "A", " ", " ",
    "foo", "bar", "ab", "\u00e9", "\u20ac", ".", "\\w", "\\s", "\\d", "\\W",
    "\\S", "[ab]", "[^a]", "[ ab]", "[^ ]", "[]a -c]", "[- ]", "[a-c1]", "\\b",
    "\\B", "^", "$", "\\1", "\\.", "\\x61", "\\ ", "\\p{L}", "\\A", "\\z",
    "\\n", "\\Qa b\\E", "[[:alpha:] ]", "\\N", "\\h", "k", "-", "(?i)", "(?-i)",
    "(?s)", "(?x) ", "(?#c)", "\\K", "\\R", "\\X", "(*PRUNE)", "(?1)", "(?-m)",
    "[[:<:]]", "[[:>:]]", "A(?i)bc", "{2", "\\Q1\\E", "(?x)a\u2028", "a|b|c", "foo|bar|abc"};

static const char *const groups[] = {"(", "(?:", "(?=", "(?!", "(?<=", "(?<!",
    "(?>", "(?i:", "(?|", "(", "(?:", "(?<n>"};

static const char *const repeats[] = {"*", "+", "?", "{2}", "{1,3}", "{2,}",
    "*?", "+?", "??", "++", "*+", "{0}", "{,2}"};

static void
random_pattern(char *out, uint64_t *seed, unsigned depth)
{
	unsigned count = 1 + dice(seed, 4);

	while (count-- > 0 && strlen(out) < 200) {
		if (depth > 0 && dice(seed, 4) == 0) {
			strcat(out, groups[dice(seed, COUNT(groups))]);
			random_pattern(out, seed, depth - 1);
			strcat(out, ")");
		} else {
			strcat(out, atoms[dice(seed, COUNT(atoms))]);
		}
		if (dice(seed, 3) == 0)
			strcat(out, repeats[dice(seed, COUNT(repeats))]);
		if (dice(seed, 8) == 0)
			strcat(out, "|");
	}
}

/* A block so that it can be pasted into a program. */
static char *
escaped(const struct att_block *b, const char *text)
{
	char *out = mem_alloc(4 * (size_t)(b->end - b->start) + 1);

	for (att_pos i = b->start; i < b->end; i++)
		sprintf(out + strlen(out),
		    (unsigned char)text[i] >= 0x7F ? "\\x%02x" : "%c",
		    (unsigned char)text[i]);
	return out;
}

static void
compare(struct oracle *o, const struct att_search *search,
    const struct att_image *image, const char *pattern, unsigned flags)
{
	size_t count, n, i = 0;
	const struct att_range *m = att_search_matches(search, &count);
	const struct att_block *b = oracle_differs(o, image, &m, count, &n);

	if (!b)
		return;
	while (i < n && i < o->count && m[i].start == o->match[i].start &&
	       m[i].end == o->match[i].end)
		i++;
	fail_msg("/%s/ flags %u in a block at %u: match %zu of %zu is "
	         "%d-%d, not %d-%d (of %zu):\n%s",
	    pattern, flags, b->start, i, n, i < n ? (int)m[i].start : -1,
	    i < n ? (int)m[i].end : -1,
	    i < o->count ? (int)o->match[i].start : -1,
	    i < o->count ? (int)o->match[i].end : -1, o->count,
	    escaped(b, att_image_text(image, NULL)));
}

static void
check_pattern(struct oracle *o, const struct att_image *image, const char *text,
    unsigned flags, unsigned *tried)
{
	struct att_error err = {0};
	size_t offset;
	struct att_pattern *p = att_pattern_new(text, flags, &offset, &err);
	bool taken = oracle_init(o, text, flags);
	struct att_search *search;

	if (!p) {
		if (taken && strncmp(text, "(*", 2) != 0 && text[0])
			fail_msg("/%s/ refused: %s", text, err.text);
		oracle_done(o);
		return;
	}
	search = att_search_new(p, image, NULL);
	while (att_search_step(search, 1000))
		;
	if (taken && !att_search_skipped(search)) {
		compare(o, search, image, text, flags);
		++*tried;
	}
	oracle_done(o);
	att_search_free(search);
	att_pattern_free(p);
}

static void
against_oracle(void **state)
{
	static const unsigned flags[] = {ATT_P_CASE, ATT_P_NOCASE,
	    ATT_P_CASE | ATT_P_WORD, ATT_P_NOCASE | ATT_P_WORD};
	const char *more = getenv("ATTACHE_TEST_ROUNDS");
	unsigned rounds = more ? (unsigned)atoi(more) : 150, tried = 0;
	struct oracle *o = mem_alloc(sizeof(*o));
	uint64_t seed = more ? (uint64_t)time(NULL) : 1;

	(void)state;
	for (unsigned round = 0; round < rounds; round++) {
		void *data;
		struct att_image *image = random_image(&seed, &data);

		for (int k = 0; k < 20; k++) {
			char pattern[512] = "";

			random_pattern(pattern, &seed, 2);
			check_pattern(o, image, pattern,
			    flags[dice(&seed, COUNT(flags))], &tried);
		}
		att_image_free(image);
		free(data);
	}
	assert_true(tried > rounds * 4);
	free(o);
}

static void
literals_against_oracle(void **state)
{
	static const char *const words[] = {"a", "a b", "foo", "k", "S",
	    "\u00e9", "abc", "a.b", "-", "bar", "\u20ac a", "ab c", ".", "ss",
	    "foo bar", "[a", "(*UTF)a"};
	struct oracle *o = mem_alloc(sizeof(*o));
	unsigned tried = 0;
	uint64_t seed = 2;

	(void)state;
	for (unsigned round = 0; round < 40; round++) {
		void *data;
		struct att_image *image = random_image(&seed, &data);

		for (size_t i = 0; i < COUNT(words); i++) {
			unsigned flags =
			    ATT_P_LITERAL |
			    (dice(&seed, 2) ? ATT_P_CASE : ATT_P_NOCASE) |
			    (dice(&seed, 2) ? ATT_P_WORD : 0);

			check_pattern(o, image, words[i], flags, &tried);
		}
		att_image_free(image);
		free(data);
	}
	assert_int_equal(tried, 40 * COUNT(words));
	free(o);
}

/* A small book with one of everything that scopes speak of. */
static struct att_image *
book(void **data)
{
	struct att_builder *b = att_builder_new();

	att_builder_open(b, ATT_WORK);
	unit_leaf(b, ATT_TITLE, NULL, "word book");
	unit_open(b, ATT_CHAPTER, "c1", NULL);
	unit_leaf(b, ATT_TITLE, NULL, "word one");
	unit_open(b, ATT_PARA, "p1", "a word of ");
	unit_leaf(b, ATT_PERSON, "who", "word person");
	unit_text(b, " and word");
	unit_open(b, ATT_NOTE, "n1", NULL);
	unit_leaf(b, ATT_PARA, NULL, "word in note");
	att_builder_close(b);
	unit_text(b, " again word");
	att_builder_close(b);
	unit_open(b, ATT_TABLE, NULL, NULL);
	unit_open(b, ATT_ROW, NULL, NULL);
	unit_open(b, ATT_CELL, NULL, NULL);
	unit_leaf(b, ATT_PARA, NULL, "word word");
	att_builder_close(b);
	att_builder_close(b);
	att_builder_close(b);
	att_builder_close(b);
	unit_open(b, ATT_CHAPTER, "c2", NULL);
	unit_leaf(b, ATT_TITLE, NULL, "Two");
	unit_leaf(b, ATT_VERBATIM, NULL, "word\nword");
	unit_open(b, ATT_PARA, "p2", "in ");
	unit_open(b, ATT_ORG, NULL, "in ");
	unit_leaf(b, ATT_ORG, NULL, "in ");
	unit_text(b, "in ");
	att_builder_close(b);
	unit_text(b, "in ");
	unit_leaf(b, ATT_ORG, NULL, "in");
	att_builder_close(b);
	att_builder_close(b);
	return unit_image(b, data);
}

/* clang-format off */
static const struct {
	const char *scope; /* words parted by commas */
	const char *under; /* id, NULL the whole */
	const char *pattern;
	size_t count;
} scope_cases[] = {
	{ "", NULL, "word", 11 },
	{ "title", NULL, "word", 2 },
	{ "note", NULL, "word", 1 },
	{ "person", NULL, "word", 1 },
	{ "person", NULL, "person", 1 },
	{ "person", NULL, "and", 0 },
	{ "person", NULL, "of word", 0 }, /* starts outside */
	{ "person,title", NULL, "word", 3 },
	{ "table", NULL, "word", 2 },
	{ "code", NULL, "^word$", 2 },
	{ "chapter", NULL, "word", 10 },
	{ "glossary", NULL, "word", 0 },
	{ "", "c1", "word", 8 },
	{ "", "c2", "word", 2 },
	{ "", "p1", "word", 4 },
	{ "", "n1", "word", 1 },
	{ "", "who", "word", 1 },
	{ "", "who", "and|person", 1 },
	{ "title", "c1", "word", 1 },
	{ "person", "c2", "word", 0 },
	{ "org", NULL, "\\bin\\b", 4 }, /* one in another, one after */
};
/* clang-format on */

static void
scopes(void **state)
{
	void *data;
	struct att_image *image = book(&data);

	(void)state;
	for (size_t i = 0; i < COUNT(scope_cases); i++) {
		struct att_scope scope = {0};
		char *names = mem_dup(scope_cases[i].scope);
		struct att_pattern *p =
		    att_pattern_new(scope_cases[i].pattern, 0, NULL, NULL);
		struct att_search_job job = {.image = image};
		size_t count;

		for (char *n = strtok(names, ","); n; n = strtok(NULL, ","))
			assert_true(att_scope_add(&scope, n));
		if (scope_cases[i].under)
			scope.subtree =
			    att_anchor_find(image, scope_cases[i].under);
		assert_true(scope.subtree != ATT_NONE);
		job.scope = scope;
		assert_true(att_search_run(p, &job, 1, 1, NULL, NULL, NULL));
		att_search_matches(job.search, &count);
		if (count != scope_cases[i].count)
			fail_msg("case %zu: %zu matches, not %zu", i, count,
			    scope_cases[i].count);
		att_search_free(job.search);
		att_pattern_free(p);
		free(names);
	}
	assert_false(att_scope_add(&(struct att_scope){0}, "nonsense"));
	for (const char *const *n = att_scope_names(); *n; n++)
		assert_true(att_scope_add(&(struct att_scope){0}, *n));
	att_image_free(image);
	free(data);
}

/* Every nearest match against the list of all. */
static void
near(void **state)
{
	static const char *const patterns[] = {
	    "word", "o", "^", "nowhere", "(?<=a )word"};
	void *data;
	struct att_image *image = book(&data);
	size_t size;

	(void)state;
	att_image_text(image, &size);
	for (size_t i = 0; i < COUNT(patterns); i++) {
		struct att_pattern *p =
		    att_pattern_new(patterns[i], 0, NULL, NULL);
		struct att_search *s = att_search_new(p, image, NULL);
		const struct att_range *m;
		size_t count;

		while (att_search_step(s, 0))
			;
		m = att_search_matches(s, &count);
		for (att_pos pos = 0; pos <= size; pos++) {
			struct att_range found;
			size_t k = 0;

			while (k < count && m[k].start < pos)
				k++;
			assert_int_equal(att_search_near(p, image, NULL, pos,
			                     false, NULL, NULL, &found),
			    k < count);
			if (k < count)
				assert_memory_equal(
				    &found, &m[k], sizeof(found));
			assert_int_equal(att_search_near(p, image, NULL, pos,
			                     true, NULL, NULL, &found),
			    k > 0);
			if (k > 0)
				assert_memory_equal(
				    &found, &m[k - 1], sizeof(found));
		}
		att_search_free(s);
		att_pattern_free(p);
	}
	att_image_free(image);
	free(data);
}

/* Many paragraphs of prose, a few megabytes. */
static struct att_image *
large(void **data, unsigned blocks)
{
	struct att_builder *b = att_builder_new();
	uint64_t seed = 3;

	att_builder_open(b, ATT_WORK);
	while (blocks-- > 0) {
		att_builder_open(b, ATT_PARA);
		for (unsigned n = 10 + dice(&seed, 100); n > 0; n--) {
			static const char *const words[] = {"the ", "treaty ",
			    "of ", "Vienna ", "and ", "1815 ", "attach\u00e9 ",
			    "co\u00adoperation ", "war ", "peace\u00a0now "};

			unit_text(b, words[dice(&seed, 40) ? dice(&seed, 6)
			                                   : dice(&seed, 10)]);
		}
		att_builder_close(b);
	}
	return unit_image(b, data);
}

static bool
in_order(void *ctx, size_t job)
{
	size_t *next = ctx;

	assert_int_equal(job, *next);
	++*next;
	return *next < 5;
}

static void
threads(void **state)
{
	static const char *const patterns[] = {"treaty", "cooperation|war",
	    "peace now", "\\w+ty the", "(\\w+) \\1"};
	void *data;
	struct att_image *image = large(&data, 15000);

	(void)state;
	for (size_t i = 0; i < COUNT(patterns); i++) {
		struct att_search_job jobs[6] = {{.image = image},
		    {.image = image}, {.image = image}, {.image = image},
		    {.image = image}, {.image = image}};
		struct att_pattern *p =
		    att_pattern_new(patterns[i], 0, NULL, NULL);
		struct att_search *s = att_search_new(p, image, NULL);
		size_t count, one, next = 0;

		while (att_search_step(s, 5000))
			;
		att_search_matches(s, &one);
		assert_true(one > 0);
		assert_false(att_search_run(p, jobs, 6, 3, in_order, NULL, &next));
		for (size_t k = 0; k < 5; k++) {
			const struct att_range *m =
			    att_search_matches(jobs[k].search, &count);

			if (!att_search_skipped(s) &&
			    !att_search_skipped(jobs[k].search)) {
				assert_int_equal(count, one);
				assert_memory_equal(m,
				    att_search_matches(s, &one),
				    count * sizeof(*m));
			}
			att_search_free(jobs[k].search);
		}
		att_search_free(jobs[5].search);
		att_search_free(s);
		att_pattern_free(p);
	}
	att_image_free(image);
	free(data);
}

struct stopper {
	unsigned polls; /* until the search is stopped */
	size_t jobs;    /* told of */
};

static bool
stop_at_last(void *ctx)
{
	struct stopper *s = ctx;

	return s->polls == 0 || --s->polls == 0;
}

static bool
count_job(void *ctx, size_t job)
{
	struct stopper *s = ctx;

	assert_true(job >= s->jobs);
	s->jobs++;
	return true;
}

/* What had been found before the stop is told, and is right. */
static void
stopping(void **state)
{
	void *data;
	struct att_image *image = large(&data, 15000);
	struct att_pattern *p = att_pattern_new("(\\w+) \\1", 0, NULL, NULL);
	struct att_search *s = att_search_new(p, image, NULL);
	size_t all;
	const struct att_range *whole;

	(void)state;
	while (att_search_step(s, 5000))
		;
	whole = att_search_matches(s, &all);
	for (unsigned threads = 1; threads <= 2; threads++) {
		struct att_search_job jobs[3] = {
		    {.image = image}, {.image = image}, {.image = image}};
		struct stopper stopper = {.polls = 2};

		assert_false(att_search_run(
		    p, jobs, 3, threads, count_job, stop_at_last, &stopper));
		assert_true(stopper.jobs > 0);
		for (size_t k = 0; k < 3; k++) {
			size_t count = 0;
			const struct att_range *m =
			    jobs[k].search
			        ? att_search_matches(jobs[k].search, &count)
			        : NULL;

			/* A busy machine may have had it skip some. */
			if (att_search_skipped(s))
				count = 0;
			assert_true(count <= all);
			for (size_t i = 0, j = 0; i < count; i++, j++) {
				while (j < all && whole[j].start < m[i].start)
					j++;
				assert_true(j < all);
				assert_int_equal(whole[j].start, m[i].start);
				assert_int_equal(whole[j].end, m[i].end);
			}
			att_search_free(jobs[k].search);
		}
	}
	att_search_free(s);
	att_pattern_free(p);
	att_image_free(image);
	free(data);
}

/* Texts that make patterns suffer: runs, long lines, whole pages. */
static struct att_image *
evil(void **data)
{
	static const char *const units[] = {"a", "ab", "a ", "x", "\u00e9"};
	static const unsigned lengths[] = {30, 300, 2000, 4090, 60000, 200000};
	struct att_builder *b = att_builder_new();

	att_builder_open(b, ATT_WORK);
	unit_leaf(b, ATT_PARA, NULL, "needle");
	for (size_t u = 0; u < COUNT(units); u++) {
		for (size_t l = 0; l < COUNT(lengths); l++) {
			att_builder_open(b, ATT_PARA);
			for (unsigned n = 0; n < lengths[l]; n++)
				unit_text(b, units[u]);
			att_builder_close(b);
		}
	}
	for (int i = 0; i < 60; i++) {
		att_builder_open(b, ATT_PARA);
		for (int n = 0; n < 300; n++)
			unit_text(b, "a");
		att_builder_close(b);
	}
	unit_leaf(b, ATT_PARA, NULL, "needle");
	return unit_image(b, data);
}

static const char *const bad_patterns[] = {"(a+)+$|needle",
    "(\\w+\\s*)+:$|needle", "(?=.*b)(?=.*x)y|needle", "\\w+ing|needle",
    "(?=(a+))\\1*$b|needle", "(?:a{1000}){1000}|needle", "(a|aa)+b|needle",
    "(a|a)*b|needle", "(.*)(.*)(.*)(.*)z|needle", ".*.*.*q|needle",
    "(?:a?){30}a{30}b|needle", "(\\w*)*!|needle", "\\w*\\d|needle",
    "(.+)\\1z|needle", "a(?R)?b|needle", "(a(?1)?b)|needle",
    "(?:(?:a*)*)*q|needle", "^(?:.*?,){12}P|needle", "([a-z]+)*=|needle",
    "(?<=a)a*+z|needle", "\\X+z|needle", "(?>a*?)+z|needle",
    "a*a*a*a*a*z|needle", "(a*?)*?z|needle",
    "(?i)(\\p{L}+\\s?)*\\x{212A}z|needle", "[^b]*[^c]*[^d]*z|needle",
    "\\S+\\S+z|needle", "(?:\\w+ )+z|needle", "(?s).*.*z|needle",
    "(?s:.)+?z|needle", "a+(*COMMIT)z|needle", "a{1,900}a{1,900}z|needle",
    "(?=a*z)|needle", "(?<!z)(?:a|b|ab)*z|needle", "\\b(a+\\b)*z|needle",
    "(?![^c]*)y?|needle", "a*(?=.*y)[bc]|needle",
    "(?:a(?=.*y))*[qz]|needle", "(a)+|needle", "(?:(a)|(b)|.)*!|needle"};

/* Of this thread's own time, so that a busy machine does not count. */
static int64_t
microseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* No step longer than it may be, and the harmless blocks are found. The limit
 * is wide by default, for sanitizers and valgrind. */
static void
catastrophes(void **state)
{
	const char *limit = getenv("ATTACHE_TEST_STEP_US");
	int64_t most = limit ? atoi(limit) : 500000;
	void *data;
	struct att_image *image = evil(&data);

	(void)state;
	for (size_t i = 0; i < COUNT(bad_patterns); i++) {
		struct att_error err = {0};
		int64_t began = microseconds(), worst, at = began;
		struct att_pattern *p =
		    att_pattern_new(bad_patterns[i], 0, NULL, &err);
		struct att_search *s;
		const struct att_range *m;
		size_t count;
		bool on = true;

		if (!p)
			fail_msg("/%s/: %s", bad_patterns[i], err.text);
		worst = microseconds() - at;
		s = att_search_new(p, image, NULL);
		while (on && microseconds() - began < 1000000) {
			int64_t took;

			at = microseconds();
			on = att_search_step(s, 1000);
			took = microseconds() - at - 1000;
			worst = took > worst ? took : worst;
		}
		m = att_search_matches(s, &count);
		if (limit)
			printf("# %6.1f ms, worst step %5.1f ms, %u skipped, "
			       "%zu found%s: %s\n",
			    (double)(microseconds() - began) / 1000,
			    (double)worst / 1000, att_search_skipped(s), count,
			    on ? ", unfinished" : "", bad_patterns[i]);
		if (worst > most)
			fail_msg("/%s/: a step of %d us", bad_patterns[i],
			    (int)worst);
		assert_true(count > 0);
		assert_int_equal(m[0].start, 0);
		assert_true(on || m[count - 1].start > 200000);
		att_search_free(s);
		att_pattern_free(p);
	}
	att_image_free(image);
	free(data);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(against_oracle),
	    cmocka_unit_test(literals_against_oracle),
	    cmocka_unit_test(scopes),
	    cmocka_unit_test(near),
	    cmocka_unit_test(threads),
	    cmocka_unit_test(stopping),
	    cmocka_unit_test(catastrophes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
