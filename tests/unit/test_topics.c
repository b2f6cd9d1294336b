/* Topics: words, phrases, prefixes, accents, ranking over works, the index
 * file with all its ways to be wrong, completion. */
#include "unit.h"

#include <stdio.h>
#include <unistd.h>

#include "attache/topics.h"
#include "base/file.h"

static void
section(struct att_builder *b, const char *id, const char *title,
    const char *first, const char *second)
{
	unit_open(b, ATT_SECTION, id, NULL);
	unit_leaf(b, ATT_TITLE, NULL, title);
	unit_leaf(b, ATT_PARA, NULL, first);
	if (second)
		unit_leaf(b, ATT_PARA, NULL, second);
	att_builder_close(b);
}

static struct att_image *
work(void **data, bool other)
{
	struct att_builder *b = att_builder_new();

	att_builder_open(b, ATT_WORK);
	unit_leaf(b, ATT_TITLE, NULL, other ? "Other" : "Work");
	if (other) {
		section(
		    b, "small", "Small", "A hotline between capitals.", NULL);
		return unit_image(b, data);
	}
	section(b, "attaches", "Military attach\u00e9s",
	    "An attach\u00e9 is accredited to a host state.",
	    "The attach\u00e9 reports home, and the host knows it.");
	section(b, "visits", "Port visits",
	    "A ship calls at a port of a host state.",
	    "The naval attach\u00e9 prepares the visit of the ship, which is "
	    "a long business with many letters to the host state and its "
	    "harbour masters, and is seldom finished before the ship is in "
	    "sight of the pier, where a band will play and the mayor waits "
	    "for the captain and his co\u00adoperation.");
	section(b, "hotline", "Lines of communication",
	    "Calls between general staffs prevent incidents at sea.",
	    "Incidents happen all the same. The staffs call.");
	section(b, "term", "Words", "Nothing here.", NULL);
	unit_open(b, ATT_SECTION, "indexed", NULL);
	unit_leaf(b, ATT_TITLE, NULL, "Indexed");
	unit_open(b, ATT_PARA, NULL, "A text with a term");
	att_builder_open(b, ATT_INDEXTERM);
	unit_attr(b, ATT_A_PRIMARY, "deconfliction");
	att_builder_close(b);
	unit_text(b, " that it does not say.");
	att_builder_close(b);
	att_builder_close(b);
	return unit_image(b, data);
}

/* clang-format off */
static const struct {
	const char *words;
	size_t count;
	const char *first; /* id of the best section */
	bool loose;
	bool plain; /* without an index too */
} cases[] = {
	{ "attach\u00e9", 2, "attaches", false, true },
	{ "ATTACHE", 2, "attaches", false, true },
	{ "attach\u00e9 host", 2, "attaches", false, true },
	{ "incidents staffs", 1, "hotline", false, true },
	{ "\"host state\"", 2, NULL, false, true },
	{ "\"state host\"", 0, NULL, false, true },
	{ "\"host state", 2, NULL, false, true },
	{ "\"general staffs\" sea", 1, "hotline", false, true },
	{ "incid*", 1, "hotline", false, true },
	{ "incid", 0, NULL, false, true },
	{ "cooperation", 1, "visits", false, true },
	{ "deconfliction", 1, "indexed", false, false },
	{ "hotline", 1, "hotline", false, false }, /* by its id */
	{ "ship zebra", 1, "visits", true, true },
	{ "incidents ship port", 1, "visits", true, true },
	{ "zebra", 0, NULL, false, true },
	{ "", 0, NULL, false, true },
	{ "\" ( * - :", 0, NULL, false, true },
	{ "( * - : ^ +", 0, NULL, false, true },
	{ "attach\u00e9 NEAR host", 2, "attaches", true, true },
	{ "host-state", 2, NULL, false, true },
	{ "incidents;'--", 1, "hotline", false, true },
};
/* clang-format on */

static bool
has_index(void)
{
#ifdef HAVE_SQLITE
	return true;
#else
	return false;
#endif
}

static const char *
id_of(const struct att_image *image, uint32_t row)
{
	return att_image_string(image, att_section(image, row)->id);
}

static void
check_excerpt(const struct att_image *image, const struct att_topic *t)
{
	const struct att_block *b = att_block(image, t->block);

	assert_int_equal(att_section_of(image, b->node), t->section);
	assert_true(t->excerpt.start >= b->start);
	assert_true(t->excerpt.end <= b->end);
	assert_true(t->excerpt.start < t->excerpt.end);
	assert_true(t->excerpt.end - t->excerpt.start <= 240);
	assert_true(t->score > 0);
}

static void
check_cases(struct att_topics *topics, const struct att_image *image)
{
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct att_topic *items;
		size_t count;
		bool loose;

		if (!cases[i].plain && !has_index())
			continue;
		assert_true(att_topics_find(topics, cases[i].words, 10, 0,
		    &items, &count, &loose, NULL));
		if (count != cases[i].count)
			fail_msg("%s: %zu topics, not %zu", cases[i].words,
			    count, cases[i].count);
		if (count)
			assert_int_equal(loose, cases[i].loose);
		for (size_t k = 0; k < count; k++)
			check_excerpt(image, &items[k]);
		if (cases[i].first)
			assert_string_equal(
			    id_of(image, items[0].section), cases[i].first);
		free(items);
	}
}

static void
in_memory(void **state)
{
	void *data;
	struct att_image *image = work(&data, false);
	struct att_topics *topics = att_topics_new();

	(void)state;
	assert_true(att_topics_add(topics, image, NULL, NULL));
	check_cases(topics, image);
	att_topics_free(topics);
	att_image_free(image);
	free(data);
}

static void
excerpts(void **state)
{
	void *data;
	struct att_image *image = work(&data, false);
	struct att_topics *topics = att_topics_new();
	const char *text = att_image_text(image, NULL);
	struct att_topic *t;
	size_t count;

	(void)state;
	att_topics_add(topics, image, NULL, NULL);
	att_topics_find(topics, "mayor captain", 5, 0, &t, &count, NULL, NULL);
	assert_int_equal(count, 1);
	assert_non_null(memmem(text + t->excerpt.start,
	    t->excerpt.end - t->excerpt.start, "mayor waits", 11));
	assert_int_equal(text[t->excerpt.start - 1], ' ');
	free(t);
	/* Not the title, which is shown anyway. */
	att_topics_find(topics, "attach\u00e9", 5, 0, &t, &count, NULL, NULL);
	assert_int_equal(
	    att_node(image, att_block(image, t->block)->node)->kind, ATT_PARA);
	free(t);
	/* Only under one section. */
	att_topics_find(topics, "host", 5, att_anchor_find(image, "visits"), &t,
	    &count, NULL, NULL);
	assert_int_equal(count, 1);
	assert_string_equal(id_of(image, t->section), "visits");
	free(t);
	att_topics_find(topics, "host", 1, 0, &t, &count, NULL, NULL);
	assert_int_equal(count, 1);
	free(t);
	att_topics_free(topics);
	att_image_free(image);
	free(data);
}

static void
works(void **state)
{
	void *data[2];
	struct att_image *image[2] = {
	    work(&data[0], false), work(&data[1], true)};
	struct att_topics *topics = att_topics_new();
	const char **words;
	struct att_topic *t;
	size_t count;

	(void)state;
	for (int i = 0; i < 2; i++)
		assert_true(att_topics_add(topics, image[i], NULL, NULL));
	/* A work of one section does not lose for being small. */
	att_topics_find(
	    topics, "hotline capitals", 5, 0, &t, &count, NULL, NULL);
	assert_int_equal(count, 1);
	assert_int_equal(t->work, 1);
	assert_true(t->score > 0.01);
	free(t);
	att_topics_find(topics, "between", 5, 0, &t, &count, NULL, NULL);
	assert_int_equal(count, 2);
	free(t);
	count = att_topics_words(topics, "Attach", 5, &words);
	assert_true(count >= 1);
	assert_string_equal(words[0], "attache");
	free(words);
	count = att_topics_words(topics, "s", 3, &words);
	assert_int_equal(count, 3);
	free(words);
	count = att_topics_words(topics, "", 3, &words);
	assert_int_equal(count, 0);
	free(words);
	att_topics_free(topics);
	for (int i = 0; i < 2; i++) {
		att_image_free(image[i]);
		free(data[i]);
	}
}

/* Sections that all have one word and, every third, another. */
static struct att_image *
big_work(void **data, size_t sections)
{
	struct att_builder *b = att_builder_new();

	att_builder_open(b, ATT_WORK);
	unit_leaf(b, ATT_TITLE, NULL, "Big");
	for (size_t i = 0; i < sections; i++) {
		char *title = mem_format("Part %zu", i);

		section(b, NULL, title, "A ship calls.",
		    i % 3 ? NULL : "So does a ferry, a ferry.");
		free(title);
	}
	return unit_image(b, data);
}

/* Nobody waits for more than a slice: a step looks at no more rows than that,
 * so there are as many steps as rows and words ask for. */
static void
slices(void **state)
{
	enum { SECTIONS = 3 * ATT_TOPICS_SLICE + 5, LIMIT = 7 };
	void *data;
	struct att_image *image = big_work(&data, SECTIONS);
	struct att_topics *topics = att_topics_new();
	struct att_topics_query *q;
	struct att_topic *t;
	size_t steps = 1, count, least = 0;
	bool loose;

	(void)state;
	assert_true(att_topics_add(topics, image, NULL, NULL));
	q = att_topics_ask(topics, "ship ferry", LIMIT, 0);
	while (att_topics_step(q, NULL) > 0)
		steps++;
	/* Each word's rows, the sums of both, the passages. */
	least += SECTIONS / ATT_TOPICS_SLICE + 1;
	least += SECTIONS / 3 / ATT_TOPICS_SLICE + 1;
	least += SECTIONS / ATT_TOPICS_SLICE + 1;
	least += LIMIT;
	assert_in_range(steps, least, least + 4);
	att_topics_answer(q, &t, &count, &loose);
	assert_int_equal(count, LIMIT);
	assert_false(loose);
	for (size_t i = 0; i < count; i++) {
		assert_true(i == 0 || t[i - 1].score >= t[i].score);
		assert_non_null(memmem(
		    att_image_text(image, NULL) + t[i].excerpt.start,
		    t[i].excerpt.end - t[i].excerpt.start, "ferry", 5));
	}
	free(t);
	att_topics_query_free(q);
	/* Given up half way. */
	q = att_topics_ask(topics, "ship ferry", LIMIT, 0);
	assert_int_equal(att_topics_step(q, NULL), 1);
	att_topics_query_free(q);
	att_topics_free(topics);
	att_image_free(image);
	free(data);
}

/* A good file, a foreign one, a cut one, one with flipped bytes: the answers
 * are the same, since a bad file is not used. */
static bool
at_once(void *asked)
{
	++*(int *)asked;
	return true;
}

static void
files(void **state)
{
	char folder[] = "/tmp/test_topics.XXXXXX";
	void *data[2];
	struct att_image *image = work(&data[0], false);
	struct att_image *other = work(&data[1], true);
	struct att_topics *topics;
	size_t size;
	char *path, *bytes;
	int asked = 0;

	(void)state;
	assert_non_null(mkdtemp(folder));
	path = mem_format("%s/a b%%?#.topics", folder);
	assert_true(att_topics_build(image, path, NULL));
	assert_true(att_topics_fits(image, path));
	topics = att_topics_new();
	assert_true(att_topics_add(topics, image, path, NULL));
	check_cases(topics, image);
	att_topics_free(topics);
	if (has_index()) {
		assert_false(att_topics_fits(other, path));
		assert_false(att_topics_fits(image, "/nonexistent"));
		assert_false(att_topics_fits(image, folder));
		assert_true(file_read(path, 1 << 24, &bytes, &size, NULL));
		for (size_t at = 0; at < size; at += size / 60 + 1) {
			char *bad = mem_ndup(bytes, size);
			FILE *f = fopen(path, "w");

			memset(bad + at, 0xA5, size - at < 40 ? 1 : 40);
			fwrite(bad, 1, at % 3 ? size : at, f);
			fclose(f);
			free(bad);
			topics = att_topics_new();
			assert_true(att_topics_add(topics, image, path, NULL));
			for (size_t i = 0; i < COUNT(cases); i++) {
				struct att_topic *t;
				size_t count;

				att_topics_find(topics, cases[i].words, 9, 0,
				    &t, &count, NULL, NULL);
				free(t);
			}
			att_topics_free(topics);
		}
		free(bytes);
		unlink(path);
		assert_false(att_topics_build(image, "/dev/null/x", NULL));
		/* Stopped it leaves nothing: the folder is empty below. */
		assert_false(att_topics_build_unless(
		    image, path, at_once, &asked, NULL));
		assert_int_equal(asked, 1);
	}
	free(path);
	assert_int_equal(rmdir(folder), 0);
	att_image_free(image);
	att_image_free(other);
	free(data[0]);
	free(data[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(in_memory),
	    cmocka_unit_test(excerpts),
	    cmocka_unit_test(works),
	    cmocka_unit_test(slices),
	    cmocka_unit_test(files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
