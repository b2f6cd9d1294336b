/* The set of works: what arguments find, what the works are called, where
 * links between them lead, and what is left when reading goes wrong. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "folder.h"
#include "library/map.h"

#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

static struct folder f;

/* f/lib: two books that name each other, a book in parts, things that are not
 * works; f/data, f/share: installed ones. */
static int
setup(void **state)
{
	static const char para[] =
	    "<chapter xml:id=\"c\"><title>C</title><para>P</para></chapter>";

	(void)state;
	folder_open(&f);
	folder_book(&f, "lib/alpha.xml", "a-id",
	    "<chapter xml:id='ch'><title>C</title><para xml:id='p'>To "
	    "<link xlink:href='beta.xml#b-c'>beta</link>, "
	    "<olink targetdoc='b-id' targetptr='b-c'/>, "
	    "<link xlink:href='deep/gamma.xml'>gamma</link>, "
	    "<link xlink:href='nowhere.xml#x'>nowhere</link>.</para>"
	    "</chapter>");
	folder_book(&f, "lib/beta.xml", "b-id",
	    "<chapter xml:id='b-c'><title>C</title><para>To "
	    "<link xlink:href='alpha.xml#p'>alpha</link>.</para></chapter>");
	folder_book(&f, "lib/deep/gamma.xml", "g-id", para);
	folder_book(&f, "lib/deep/beta.xml", "b2-id", para);
	folder_book(&f, "lib/whole/book.xml", "w-id",
	    "<xi:include href=\"part.xml\"/>");
	folder_write(&f, "lib/whole/part.xml",
	    "<chapter xmlns='http://docbook.org/ns/docbook' xml:id='part'>"
	    "<title>Part</title><para>P</para></chapter>");
	folder_write(&f, "lib/other.xml", "<html/>");
	folder_write(&f, "lib/readme.txt", "no document");
	folder_book(&f, "lib/.hidden/h.xml", "h", para);
	folder_book(&f, "lib/.h.xml", "h", para);
	folder_make(&f, "lib/empty/");
	if (symlink("..", folder_at(&f, "lib/deep/up")) != 0 ||
	    symlink("alpha.xml", folder_at(&f, "lib/zeta.xml")) != 0)
		return -1;
	mkfifo(folder_at(&f, "lib/fifo.xml"), 0600);
	folder_book(&f, "data/attache/works/own/own.xml", "own", para);
	folder_book(&f, "data/attache/works/both.xml", "mine", para);
	folder_book(&f, "share/attache/works/both/both.xml", "system", para);
	folder_book(&f, "share/attache/works/there/there.xml", "there", para);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	folder_close(&f);
	return 0;
}

static struct att_library *
load(const char *name)
{
	struct att_library *library =
	    folder_library(&f, name, (struct att_library_opts){0});

	assert_non_null(library);
	return library;
}

static const struct {
	const char *name;
	const char *path;
} found[] = {
    {"alpha", "lib/alpha.xml"},
    {"beta", "lib/beta.xml"},
    {"deep/beta", "lib/deep/beta.xml"},
    {"deep/gamma", "lib/deep/gamma.xml"},
    {"whole/book", "lib/whole/book.xml"},
};

static void
test_folder(void **state)
{
	struct att_library *library = load("lib");

	(void)state;
	assert_int_equal(att_library_count(library), COUNT_OF(found));
	for (size_t i = 0; i < COUNT_OF(found); i++) {
		assert_string_equal(
		    att_library_name(library, i), found[i].name);
		assert_string_equal(
		    att_library_path(library, i), folder_at(&f, found[i].path));
		assert_string_equal(
		    att_library_origin(library, i), "directory");
	}
	assert_int_equal(att_library_passed_over(library), 1);
	assert_null(att_library_problem(library, 0));
	assert_true(att_library_load(library, NULL)); /* changes nothing */
	assert_int_equal(att_library_count(library), COUNT_OF(found));
	att_library_free(library);
}

static const struct {
	const char *name;
	size_t row; /* of found; 99: none */
} find_cases[] = {
    {"alpha", 0},
    {"beta", 1},
    {"deep/beta", 2},
    {"gamma", 3},
    {"gamma.xml", 3},
    {"book", 4},
    {"part", 99},
    {"zeta", 99},
    {"", 99},
    {"alpha.xml", 0},
    {"lib/alpha.xml", 0},
    {"lib/deep/../alpha", 0},
    {"lib/zeta.xml", 0},
};

static void
test_find(void **state)
{
	struct att_library *library = load("lib");
	int here = open(".", O_RDONLY | O_DIRECTORY);

	(void)state;
	assert_int_equal(chdir(f.path), 0);
	for (size_t i = 0; i < COUNT_OF(find_cases); i++) {
		size_t row = att_library_find(library, find_cases[i].name);

		assert_int_equal(row == SIZE_MAX ? 99 : row, find_cases[i].row);
	}
	assert_int_equal(fchdir(here), 0);
	close(here);
	att_library_free(library);
}

static const struct {
	size_t from;
	const char *target;
	size_t work;    /* 99: none */
	const char *id; /* what the node must carry; NULL: node 0 */
} resolve_cases[] = {
    {0, "beta.xml#b-c", 1, "b-c"},
    {0, "beta.xml", 1, NULL},
    {0, "./deep/../beta.xml#b-c", 1, "b-c"},
    {0, "beta#b-c", 1, "b-c"},
    {0, "b-id#b-c", 1, "b-c"},
    {0, "b%65ta.xml#b-c", 1, "b-c"},
    {2, "../beta.xml#b-c", 1, "b-c"},
    {2, "beta.xml#c", 2, "c"},
    {0, "gamma#c", 3, "c"},
    {0, "#p", 0, "p"},
    {0, "whole/part.xml#part", 4, "part"},
    {4, "part.xml", 4, "part"},
    {0, "beta.xml#none", 99, NULL},
    {0, "nowhere.xml#x", 99, NULL},
    {0, "../share/attache/works/there/there.xml", 99, NULL},
    {0, "/etc/xml/catalog", 99, NULL},
    {0, "%", 99, NULL},
    {0, "%zz%2", 99, NULL},
    {0, "%00", 99, NULL},
    {0, "../../../../../../../..", 99, NULL},
};

static void
check_target(struct att_library *library, size_t i)
{
	size_t work = 99;
	uint32_t node = 0;
	bool ok = att_library_resolve(library, resolve_cases[i].from,
	    resolve_cases[i].target, &work, &node);

	if (ok != (resolve_cases[i].work != 99))
		print_message("# case %zu\n", i);
	assert_int_equal(ok, resolve_cases[i].work != 99);
	if (!ok)
		return;
	assert_int_equal(work, resolve_cases[i].work);
	assert_int_equal(
	    node, resolve_cases[i].id
	              ? att_anchor_find(att_library_image(library, work, NULL),
	                    resolve_cases[i].id)
	              : 0);
}

static void
test_resolve(void **state)
{
	struct att_library *library = load("lib");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(resolve_cases); i++)
		check_target(library, i);
	assert_int_equal(att_library_count(library), COUNT_OF(found));
	att_library_free(library);
}

/* A file alone knows its neighbours once a link leads there. */
static void
test_siblings(void **state)
{
	struct att_library *library = load("lib/alpha.xml");
	size_t work;
	uint32_t node;

	(void)state;
	assert_int_equal(att_library_count(library), 1);
	assert_string_equal(att_library_name(library, 0), "alpha");
	assert_false(
	    att_library_resolve(library, 0, "other.xml", &work, &node));
	assert_false(att_library_resolve(library, 0,
	    "../share/attache/works/there/there.xml", &work, &node));
	assert_int_equal(att_library_count(library), 1);
	assert_true(
	    att_library_resolve(library, 0, "deep/gamma.xml#c", &work, &node));
	assert_int_equal(work, 1);
	assert_string_equal(
	    att_library_path(library, 1), folder_at(&f, "lib/deep/gamma.xml"));
	assert_true(att_library_resolve(library, 0, "own#c", &work, &node));
	assert_string_equal(att_library_origin(library, 2), "installed");
	att_library_free(library);
}

/* Another name of a work of the set means that work, however often it is
 * followed; a work that cannot be read stays in the set. */
static void
test_other_names(void **state)
{
	const struct att_library_opts opts = {.helper = f.helper};
	const char *args[2];
	struct att_library *library;
	size_t work;
	uint32_t node;

	(void)state;
	folder_book(&f, "names/a.xml", "a", "");
	folder_write(&f, "names/bad.xml", "no document");
	assert_int_equal(symlink("a.xml", folder_at(&f, "names/b.xml")), 0);
	assert_int_equal(symlink("bad.xml", folder_at(&f, "names/c.xml")), 0);
	args[0] = folder_at(&f, "names/a.xml");
	args[1] = folder_at(&f, "names/bad.xml");
	library = att_library_open(args, 2, &opts, NULL);
	assert_non_null(library);
	att_library_load(library, NULL);
	for (int i = 0; i < 2; i++) {
		assert_true(
		    att_library_resolve(library, 0, "b.xml", &work, &node));
		assert_int_equal(work, 0);
	}
	assert_false(att_library_resolve(library, 0, "c.xml", &work, &node));
	assert_int_equal(att_library_count(library), 2);
	att_library_free(library);
}

/* What lies elsewhere is there, and comes in when a person goes there. */
static void
test_follow(void **state)
{
	static const char target[] = "../share/attache/works/there/there.xml";
	struct att_library *library = load("lib/alpha.xml");
	char *apart = att_library_apart(library, 0, target);
	size_t work;
	uint32_t node;

	(void)state;
	assert_string_equal(
	    apart, folder_at(&f, "share/attache/works/there/there.xml"));
	free(apart);
	assert_null(att_library_apart(library, 0, "beta.xml"));
	assert_null(att_library_apart(library, 0, "../nowhere.xml"));
	assert_null(att_library_apart(library, 0, "../share"));
	assert_false(att_library_follow(library, 0, "fifo.xml", &work, &node));
	assert_int_equal(work, SIZE_MAX);
	assert_false(att_library_resolve(library, 0, target, &work, &node));
	assert_int_equal(work, SIZE_MAX);
	assert_int_equal(att_library_count(library), 1);
	assert_true(att_library_follow(library, 0, target, &work, &node));
	assert_int_equal(work, 1);
	assert_null(att_library_apart(library, 0, target));
	assert_false(att_library_follow(library, 0,
	    "../share/attache/works/there/there.xml#no", &work, &node));
	assert_int_equal(work, 1);
	att_library_free(library);
}

/* A closed library stays as it is. */
static void
test_follow_closed(void **state)
{
	struct att_library *library = folder_library(
	    &f, "lib", (struct att_library_opts){.closed = true});
	size_t count = att_library_count(library), work;
	uint32_t node;

	(void)state;
	assert_false(att_library_follow(library, 0,
	    "../share/attache/works/there/there.xml", &work, &node));
	assert_null(att_library_apart(
	    library, 0, "../share/attache/works/there/there.xml"));
	assert_int_equal(att_library_add_named(library, "own"), SIZE_MAX);
	assert_int_equal(att_library_count(library), count);
	att_library_free(library);
}

/* A work that a person names: open, installed or a file. */
static void
test_add_named(void **state)
{
	struct att_library *library = load("lib/alpha.xml");
	const char *there = folder_at(&f, "lib/beta");

	(void)state;
	assert_int_equal(att_library_add_named(library, "alpha"), 0);
	assert_int_equal(att_library_add_named(library, "nowhere"), SIZE_MAX);
	assert_int_equal(att_library_add_named(library, "own"), 1);
	assert_string_equal(att_library_origin(library, 1), "installed");
	assert_int_equal(att_library_add_named(library, there), 2);
	assert_int_equal(att_library_add_named(library, there), 2);
	assert_int_equal(
	    att_library_add_named(library, folder_at(&f, "lib")), SIZE_MAX);
	att_library_free(library);
}

static void
test_referrers(void **state)
{
	struct att_library *library = load("lib");
	struct att_referrer *items;
	size_t count, there;
	uint32_t node;

	(void)state;
	assert_true(att_library_resolve(library, 0, "#p", &there, &node));
	count = att_library_referrers(library, 0, node, &items);
	assert_int_equal(count, 1);
	assert_int_equal(items[0].work, 1);
	free(items);
	assert_true(att_library_resolve(library, 1, "#b-c", &there, &node));
	count = att_library_referrers(library, 1, node, &items);
	assert_int_equal(count, 2);
	assert_int_equal(items[0].work, 0);
	assert_true(items[0].link < items[1].link);
	free(items);
	count = att_library_referrers(library, 3, 0, &items);
	assert_int_equal(count, 1);
	free(items);
	count = att_library_referrers(library, 2, 0, &items);
	assert_int_equal(count, 0);
	free(items);
	att_library_free(library);
}

static void
test_installed(void **state)
{
	struct att_library_opts opts = {.helper = f.helper};
	struct att_library *library = att_library_open(NULL, 0, &opts, NULL);
	size_t both, there;

	(void)state;
	assert_non_null(library);
	both = att_library_find(library, "both");
	there = att_library_find(library, "there");
	assert_true(both != SIZE_MAX && there != SIZE_MAX);
	assert_string_equal(att_library_path(library, both),
	    folder_at(&f, "data/attache/works/both.xml"));
	assert_string_equal(att_library_origin(library, there), "installed");
	assert_true(att_library_find(library, "own") != SIZE_MAX);
	att_library_free(library);
}

/* Arguments that name nothing, and words of the reason. */
static const struct {
	const char *arg;
	const char *words;
} bad_args[] = {
    {"", "empty"},
    {"/nonexistent/x.xml", "no work, file or folder"},
    {"no-such-work", "no work, file or folder named no-such-work"},
    {"no\033such\nwork", "\\x1B"},
    {"/dev/null", "not a regular file"},
    {"/etc/passwd/x", "cannot open"},
    {"/proc/self/fdinfo", "the system's own"},
};

static void
test_bad_arguments(void **state)
{
	struct att_error err;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad_args); i++) {
		err.text[0] = '\0';
		assert_null(att_library_open(&bad_args[i].arg, 1, NULL, &err));
		if (!strstr(err.text, bad_args[i].words))
			print_message("# %s\n", err.text);
		assert_non_null(strstr(err.text, bad_args[i].words));
		assert_null(strchr(err.text, '\n'));
	}
}

static void
test_names_are_unique(void **state)
{
	const char *args[] = {
	    "lib", "more/lib", "lib/alpha.xml", "more/alpha.xml"};
	struct att_library_opts opts = {.helper = f.helper};
	struct att_library *library;
	struct map names = {0};
	int here = open(".", O_RDONLY | O_DIRECTORY);

	(void)state;
	folder_book(&f, "more/lib/alpha.xml", "x", "");
	folder_book(&f, "more/alpha.xml", "y", "");
	assert_int_equal(chdir(f.path), 0);
	library = att_library_open(args, 4, &opts, NULL);
	assert_non_null(library);
	for (size_t i = 0; i < att_library_count(library); i++)
		assert_true(map_add(&names, att_library_name(library, i), i));
	assert_non_null(map_find(&names, "lib/alpha"));
	assert_non_null(map_find(&names, "more/alpha"));
	assert_int_equal(fchdir(here), 0);
	close(here);
	map_done(&names);
	att_library_free(library);
}

/* A document that was asked for is a work whatever includes it. */
static void
test_asked_for(void **state)
{
	const char *args[2];
	struct att_library_opts opts = {.helper = f.helper};
	struct att_library *library;

	(void)state;
	args[0] = folder_at(&f, "lib/whole/part.xml");
	args[1] = folder_at(&f, "lib/whole");
	library = att_library_open(args, 2, &opts, NULL);
	assert_true(att_library_load(library, NULL));
	assert_int_equal(att_library_count(library), 2);
	att_library_free(library);
	args[0] = folder_at(&f, "lib/other.xml");
	library = att_library_open(args, 1, &opts, NULL);
	assert_true(att_library_load(library, NULL));
	assert_int_equal(att_library_count(library), 1);
	assert_int_equal(att_library_passed_over(library), 0);
	assert_non_null(
	    strstr(att_library_problem(library, 0), "neither DocBook nor TEI"));
	att_library_free(library);
}

/* What is no helper is named in the reason. */
static const char *const bad_helpers[] = {
    "/nonexistent/attache-xml",
    "/bin/true",
    "/etc/passwd",
};

static void
test_bad_helpers(void **state)
{
	const char *arg = folder_at(&f, "lib");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad_helpers); i++) {
		struct att_library_opts opts = {.helper = bad_helpers[i]};
		struct att_library *library =
		    att_library_open(&arg, 1, &opts, NULL);
		struct att_error err = {0};

		assert_false(att_library_load(library, &err));
		assert_non_null(strstr(err.text, bad_helpers[i]));
		assert_int_equal(err.code, ATT_EIO);
		att_library_free(library);
	}
}

struct told {
	size_t count;
	size_t total;
	size_t stop_at; /* 0: never */
	bool kill;
	size_t killed;
};

static void
on_progress(void *ctx, size_t done, size_t total)
{
	struct told *told = ctx;

	assert_int_equal(done, told->count + 1);
	told->count = done;
	told->total = total;
}

/* The helpers are the children of this process. */
static size_t
children(pid_t *pids, size_t max)
{
	char path[64];
	FILE *file;
	size_t n = 0;
	int pid;

	snprintf(
	    path, sizeof(path), "/proc/self/task/%d/children", (int)getpid());
	file = fopen(path, "r");
	while (file && n < max && fscanf(file, "%d", &pid) == 1)
		pids[n++] = pid;
	if (file)
		fclose(file);
	return n;
}

static bool
on_stop(void *ctx)
{
	struct told *told = ctx;
	pid_t pids[8];
	size_t n = told->kill ? children(pids, 8) : 0;

	if (n > 0 && told->killed < 3 && told->count > told->killed * 20 &&
	    kill(pids[0], SIGKILL) == 0)
		told->killed++;
	return told->stop_at && told->count >= told->stop_at;
}

static struct att_library *
many_works(struct told *told)
{
	struct att_library_opts opts = {.helper = f.helper,
	    .progress = on_progress,
	    .stop = on_stop,
	    .workers = 2,
	    .ctx = told};
	const char *arg;
	char name[32], id[32];

	for (unsigned i = 0; i < 150; i++) {
		snprintf(name, sizeof(name), "many/%03u.xml", i);
		snprintf(id, sizeof(id), "i%u", i);
		folder_book(&f, name, id,
		    "<chapter><title>C</title><para>P</para></chapter>");
	}
	arg = folder_at(&f, "many");
	return att_library_open(&arg, 1, &opts, NULL);
}

static void
test_progress(void **state)
{
	struct told told = {0};
	struct att_library *library = many_works(&told);
	pid_t pids[8];

	(void)state;
	assert_true(att_library_load(library, NULL));
	assert_int_equal(told.count, 150);
	assert_int_equal(told.total, 150);
	assert_int_equal(att_library_count(library), 150);
	att_library_free(library);
	told.count = 0;
	library = many_works(&told);
	assert_true(att_library_load(library, NULL)); /* from the cache */
	assert_int_equal(told.count, 150);
	assert_int_equal(children(pids, 8), 0);
	att_library_free(library);
}

static void
test_stop(void **state)
{
	struct told told = {.stop_at = 10};
	struct att_library *library = many_works(&told);
	struct att_error err;
	pid_t pids[8];

	(void)state;
	assert_false(att_library_load(library, &err));
	assert_int_equal(err.code, ATT_ESTOPPED);
	assert_true(told.count < 150);
	assert_int_equal(children(pids, 8), 0);
	assert_int_equal(att_library_count(library), 150);
	told.stop_at = 0;
	told.count = 0;
	assert_true(att_library_load(library, NULL)); /* goes on */
	assert_int_equal(att_library_count(library), 150);
	att_library_free(library);
}

/* A helper that is killed costs at most the work it had. */
static void
test_killed_helpers(void **state)
{
	struct told told = {.kill = true};
	struct att_library *library;
	size_t problems = 0, works = 0;

	(void)state;
	library = many_works(&told);
	if (att_library_load(library, NULL)) { /* else killed on starting */
		while (att_library_problem(library, problems)) {
			assert_non_null(
			    strstr(att_library_problem(library, problems),
			        ".xml: the reader was killed"));
			problems++;
		}
		for (size_t i = 0; i < att_library_count(library); i++)
			works += att_library_image(library, i, NULL) != NULL;
		assert_true(problems <= told.killed);
		assert_int_equal(works + problems, 150);
	}
	att_library_free(library);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_folder),
	    TEST(test_find),
	    TEST(test_resolve),
	    TEST(test_siblings),
	    TEST(test_other_names),
	    TEST(test_follow),
	    TEST(test_follow_closed),
	    TEST(test_add_named),
	    TEST(test_referrers),
	    TEST(test_installed),
	    TEST(test_bad_arguments),
	    TEST(test_names_are_unique),
	    TEST(test_asked_for),
	    TEST(test_bad_helpers),
	    TEST(test_progress),
	    TEST(test_stop),
	    TEST(test_killed_helpers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
