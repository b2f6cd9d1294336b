/* Positions, history and searches: kept, bounded, shared, never in the way. */
#include "unit.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attache/places.h"

#include "base/file.h"

static char home[] = "/tmp/attache-test-XXXXXX";

static int
make_home(void **state)
{
	(void)state;
	return mkdtemp(home) ? 0 : -1;
}

static int
run(const char *format)
{
	char *command = mem_format("%s %s%s", format, home,
	    strcmp(format, "rm -rf") == 0 ? "" : "/history");
	int status = system(command);

	free(command);
	return status;
}

static int
remove_home(void **state)
{
	(void)state;
	return run("rm -rf");
}

static int
empty_home(void **state)
{
	(void)state;
	return run("rm -rf") || mkdir(home, 0700);
}

static struct att_places *
open_places(bool private)
{
	return att_places_open(
	    &(struct att_places_opts){.folder = home, .private = private});
}

static struct att_visit
visit_to(const char *work, unsigned offset)
{
	return (struct att_visit){.work = work,
	    .title = "1.2\tTitle\\",
	    .time = 1000 + offset,
	    .where = {.id = "id",
	        .offset = offset,
	        .length = 3,
	        .position = 99,
	        .passage = "pass\n\tage",
	        .before = "b\\n",
	        .after = ""}};
}

static void
round_trip(void **state)
{
	struct att_places *p = open_places(false);
	struct att_visit visit = visit_to("a work", 7), got;
	struct att_error err = {0};

	(void)state;
	assert_false(att_places_last(p, "a work", &got));
	assert_true(att_places_set_last(p, &visit, &err));
	visit.where.offset = 8;
	assert_true(att_places_set_last(p, &visit, &err));
	assert_true(att_places_add_visit(p, &visit, &err));
	assert_true(att_places_add_visit(p, &visit, &err));
	assert_true(att_places_add_search(p, "one", &err));
	assert_true(att_places_add_search(p, "t\\wo\t", &err));
	assert_true(att_places_add_search(p, "one", &err));
	assert_true(att_places_add_search(p, "", &err));
	att_places_free(p);
	p = open_places(false);
	assert_true(att_places_last(p, "a work", &got));
	assert_int_equal(got.where.offset, 8);
	assert_int_equal(got.where.length, 3);
	assert_int_equal(got.where.position, 99);
	assert_int_equal(got.time, 1007);
	assert_string_equal(got.title, visit.title);
	assert_string_equal(got.where.id, "id");
	assert_string_equal(got.where.passage, visit.where.passage);
	assert_string_equal(got.where.before, visit.where.before);
	assert_false(att_places_last(p, "another", &got));
	assert_int_equal(att_places_visits(p), 1);
	assert_int_equal(att_places_searches(p), 2);
	assert_string_equal(att_places_search(p, 0), "t\\wo\t");
	assert_string_equal(att_places_search(p, 1), "one");
	att_places_free(p);
}

/* Whatever is in the file, the good lines are known and adding works. */
static void
damage(void **state)
{
	static const char bad[] =
	    "\n\t\t\n"
	    "w\t1\tt\tid\t5\t0\t0\tp\tb\ta\textra\n"
	    "w\\x\t1\tt\tid\t5\t0\t0\tp\tb\ta\n"
	    "\xff\t1\tt\tid\t5\t0\t0\tp\tb\ta\n"
	    "good\t1\tt\tid\t5\t99999999999\t-1\tp\tb\ta\n"
	    "w\t1\tt\tid\t5\t0\t0\tp";
	struct att_visit visit = visit_to("w", 1);
	struct att_error err = {0};
	char *name = mem_format("%s/history", home);
	struct att_places *p;

	(void)state;
	assert_true(file_append(name, bad, sizeof(bad) - 1, false, &err));
	p = open_places(false);
	assert_int_equal(att_places_visits(p), 1);
	assert_true(att_places_add_visit(p, &visit, &err));
	att_places_free(p);
	p = open_places(false);
	assert_int_equal(att_places_visits(p), 2);
	att_places_visit(p, 0, &visit);
	assert_string_equal(visit.work, "good");
	assert_int_equal(visit.where.length, 0);
	att_places_visit(p, 1, &visit);
	assert_int_equal(visit.where.offset, 1);
	att_places_free(p);
	free(name);
}

static void
bounds(void **state)
{
	struct att_places *p = open_places(false);
	struct att_error err = {0};
	char *name = mem_format("%s/history", home), *data;
	size_t size;
	struct att_visit visit;

	(void)state;
	for (unsigned i = 0; i < 2 * ATT_PLACES_VISITS + 50; i++) {
		visit = visit_to("w", i);
		assert_true(att_places_add_visit(p, &visit, &err));
	}
	assert_int_equal(att_places_visits(p), ATT_PLACES_VISITS);
	att_places_free(p);
	assert_true(file_read(name, 1 << 24, &data, &size, &err));
	free(data);
	assert_true(size < (ATT_PLACES_VISITS + 100) * 80);
	p = open_places(false);
	assert_int_equal(att_places_visits(p), ATT_PLACES_VISITS);
	att_places_visit(p, ATT_PLACES_VISITS - 1, &visit);
	assert_int_equal(visit.where.offset, 2 * ATT_PLACES_VISITS + 49);
	att_places_free(p);
	free(name);
}

static void
nothing_written(void **state)
{
	struct att_places *p = open_places(true);
	struct att_visit visit = visit_to("w", 1);
	struct att_error err = {0};

	(void)state;
	assert_true(att_places_add_visit(p, &visit, &err));
	assert_true(att_places_set_last(p, &visit, &err));
	assert_int_equal(att_places_visits(p), 1);
	assert_true(att_places_last(p, "w", &visit));
	att_places_free(p);
	assert_int_equal(rmdir(home), 0); /* it is empty */
}

/* In the place of a file: kept in memory, with an error. */
static void
not_files(void **state)
{
	static const char *const makers[] = {
	    "mkdir", "mkfifo", "ln -s /dev/full", "ln -s history"};

	(void)state;
	for (size_t i = 0; i < COUNT(makers); i++) {
		struct att_visit visit = visit_to("w", 1);
		struct att_error err = {0};
		struct att_places *p;

		empty_home(NULL);
		assert_int_equal(run(makers[i]), 0);
		p = open_places(false);
		assert_false(att_places_add_visit(p, &visit, &err));
		assert_int_equal(att_places_visits(p), 1);
		att_places_free(p);
	}
}

enum { WRITERS = 8, EACH = 300 };

/* Lines of all arrive whole, although the file is rewritten meanwhile. */
static void
many_writers(void **state)
{
	struct att_places *p;
	int status;
	size_t last[WRITERS] = {0};

	(void)state;
	for (unsigned w = 0; w < WRITERS; w++) {
		if (fork() != 0)
			continue;
		p = open_places(false);
		for (unsigned i = 1; i <= EACH; i++) {
			char work[8];
			struct att_visit visit;

			snprintf(work, sizeof(work), "w%u", w);
			visit = visit_to(work, i);
			if (!att_places_add_visit(p, &visit, NULL))
				_exit(1);
		}
		_exit(0);
	}
	for (unsigned w = 0; w < WRITERS; w++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	p = open_places(false);
	assert_int_equal(att_places_visits(p), ATT_PLACES_VISITS);
	for (size_t i = 0; i < att_places_visits(p); i++) {
		struct att_visit visit;
		unsigned w;

		att_places_visit(p, i, &visit);
		w = (unsigned)(visit.work[1] - '0');
		assert_true(w < WRITERS);
		if (last[w])
			assert_int_equal(visit.where.offset, last[w] + 1);
		last[w] = visit.where.offset;
	}
	att_places_free(p);
}

#define CASE(f) cmocka_unit_test_setup(f, empty_home)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(round_trip),
	    CASE(damage),
	    CASE(bounds),
	    CASE(nothing_written),
	    CASE(not_files),
	    CASE(many_writers),
	};

	return cmocka_run_group_tests(tests, make_home, remove_home);
}
