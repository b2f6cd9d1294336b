/* Changes that cannot be saved: where they are kept, what is taken in again,
 * and what is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "attache/bookmarks.h"
#include "base/file.h"
#include "base/mem.h"
#include "folder.h"

static struct folder home;
static char path[2 * PATH_MAX], state_folder[2 * PATH_MAX];
static char temporary[2 * PATH_MAX];

static int
run(const char *command)
{
	char *all = mem_format("cd %s && %s", home.path, command);
	int status = system(all);

	free(all);
	return status;
}

static int
make_home(void **state)
{
	(void)state;
	folder_open(&home);
	snprintf(path, sizeof(path), "%s/bookmarks.xbel", home.path);
	snprintf(state_folder, sizeof(state_folder), "%s/state", home.path);
	snprintf(temporary, sizeof(temporary), "%s/tmp", home.path);
	setenv("XDG_STATE_HOME", state_folder, 1);
	setenv("TMPDIR", temporary, 1);
	return access(home.helper, X_OK);
}

static int
remove_home(void **state)
{
	(void)state;
	folder_close(&home);
	return 0;
}

/* The file cannot be saved, since its name is a folder's. */
static int
block(void **state)
{
	(void)state;
	return run("rm -rf * && mkdir tmp bookmarks.xbel");
}

static struct att_bookmarks *
open_store(void)
{
	return att_bookmarks_open(
	    &(struct att_bookmarks_opts){.path = path, .helper = home.helper},
	    NULL);
}

static struct att_bookmarks *
with_marks(const char *first, const char *second)
{
	struct att_bookmarks *b = open_store();
	struct att_bookmark mark = {.title = first,
	    .note = "two\nlines",
	    .work = "handbook",
	    .where = {.id = "p1", .passage = "words"}};

	assert_false(att_bookmarks_add(b, &mark, NULL, NULL));
	mark.title = second;
	if (second)
		assert_false(att_bookmarks_add(b, &mark, NULL, NULL));
	return b;
}

/* As at the end of a run: the file's name, for the caller to free. */
static char *
rescue(struct att_bookmarks *b)
{
	struct att_error err = {0};
	const char *name = NULL;
	struct stat st;
	char *copy;

	if (!att_bookmarks_rescue(b, &name, &err))
		fail_msg("%s", err.text);
	assert_int_equal(lstat(name, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	copy = mem_dup(name);
	att_bookmarks_free(b);
	return copy;
}

static void
holds(struct att_bookmarks *b, size_t count, size_t unsaved)
{
	assert_int_equal(att_bookmarks_count(b), count);
	assert_int_equal(att_bookmarks_unsaved(b), unsaved);
}

static void
comes_back(void **state)
{
	struct att_bookmarks *b = with_marks("One", "Two");
	char *name;

	(void)state;
	assert_false(
	    att_bookmarks_remove(b, att_bookmarks_get(b, 0)->id, NULL));
	name = rescue(b);
	assert_non_null(strstr(name, "/state/attache/unsaved-1"));
	/* Still nowhere to save it: known, and kept on in one file. */
	b = open_store();
	holds(b, 1, 3);
	assert_non_null(strstr(att_bookmarks_notice(b), "not saved"));
	free(name);
	name = rescue(b);
	assert_int_equal(
	    run("test $(ls state/attache/unsaved-* | wc -l) = 1"), 0);
	/* Now there is. */
	assert_int_equal(rmdir(path), 0);
	b = open_store();
	holds(b, 1, 0);
	assert_string_equal(att_bookmarks_get(b, 0)->title, "Two");
	assert_string_equal(att_bookmarks_get(b, 0)->note, "two\nlines");
	assert_non_null(strstr(att_bookmarks_notice(b), "saved now"));
	assert_int_not_equal(access(name, F_OK), 0);
	att_bookmarks_free(b);
	b = open_store();
	holds(b, 1, 0);
	assert_null(att_bookmarks_notice(b));
	att_bookmarks_free(b);
	free(name);
}

/* What others wrote meanwhile stays: changes are merged, not files. */
static void
merges(void **state)
{
	char *name = rescue(with_marks("Mine", NULL));
	struct att_bookmarks *b;
	struct att_bookmark mark = {.title = "Theirs", .work = "handbook"};

	(void)state;
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(run("mv state elsewhere"), 0);
	b = open_store();
	assert_true(att_bookmarks_add(b, &mark, NULL, NULL));
	att_bookmarks_free(b);
	assert_int_equal(run("mv elsewhere state"), 0);
	b = open_store();
	holds(b, 2, 0);
	att_bookmarks_free(b);
	free(name);
}

/* Nothing is written over; without a state folder it goes among the temporary
 * files, and without those it is said that it is lost. */
static void
where(void **state)
{
	char *name = rescue(with_marks("One", NULL)), *second;
	struct att_error err = {0};
	const char *none = NULL;
	struct att_bookmarks *b;

	(void)state;
	assert_int_equal(run("rm state/attache/* && echo other >"
	                     "state/attache/unsaved-1 && ln -s nowhere "
	                     "state/attache/unsaved-2"),
	    0);
	free(name);
	name = rescue(with_marks("Two", NULL));
	assert_non_null(strstr(name, "unsaved-3"));
	assert_int_equal(run("grep -q other state/attache/unsaved-1 && "
	                     "test ! -e state/attache/nowhere"),
	    0);
	assert_int_equal(run("rm -rf state && touch state"), 0);
	second = rescue(with_marks("Three", NULL));
	assert_ptr_equal(strstr(second, temporary), second);
	b = open_store();
	holds(b, 1, 1);
	assert_int_equal(run("rm -rf tmp && touch tmp"), 0);
	assert_false(att_bookmarks_rescue(b, &none, &err));
	assert_non_null(strstr(err.text, "cannot write"));
	att_bookmarks_free(b);
	free(name);
	free(second);
}

/* Among temporary files anyone can put one: only what is this person's alone,
 * and of these bookmarks, is taken. */
static void
not_taken(void **state)
{
	static const char *const makers[] = {"chmod 644 \"$f\"",
	    "mv \"$f\" tmp/x && ln -s x \"$f\"", "rm \"$f\" && mkfifo \"$f\"",
	    "rm \"$f\" && mkdir \"$f\"", ": >\"$f\"",
	    "echo 'attache: unsaved changes of bookmarks, 1' >\"$f\"",
	    "sed -i 's/bookmarks.xbel/bookmarks.xbem/' \"$f\""};

	for (size_t i = 0; i < COUNT(makers); i++) {
		char *name, *command;
		struct att_bookmarks *b;

		block(state);
		assert_int_equal(run("touch state"), 0);
		name = rescue(with_marks("One", NULL));
		command = mem_format("f=%s; %s", name, makers[i]);
		assert_int_equal(run(command), 0);
		b = open_store();
		holds(b, 0, 0);
		att_bookmarks_free(b);
		free(command);
		free(name);
	}
}

/* Cut anywhere, as by a crash: what is whole counts, nothing breaks. */
static void
cut_short(void **state)
{
	char *name = rescue(with_marks("One", "Two")), *data;
	size_t size, most = 0;

	(void)state;
	assert_true(file_read(name, 1 << 20, &data, &size, NULL));
	for (size_t i = size; i-- > 0;) {
		FILE *f = fopen(name, "w");
		struct att_bookmarks *b;

		assert_non_null(f);
		fwrite(data, 1, i, f);
		fclose(f);
		b = open_store();
		assert_true(att_bookmarks_count(b) <= 1);
		if (att_bookmarks_count(b) > most)
			most = att_bookmarks_count(b);
		att_bookmarks_free(b);
	}
	assert_int_equal(most, 1);
	free(data);
	free(name);
}

static void
nothing_to_keep(void **state)
{
	struct att_bookmarks *b;
	const char *name = NULL;
	struct att_bookmark mark = {.title = "One", .work = "handbook"};

	(void)state;
	b = att_bookmarks_open(
	    &(struct att_bookmarks_opts){
	        .path = path, .helper = home.helper, .private = true},
	    NULL);
	att_bookmarks_add(b, &mark, NULL, NULL);
	assert_true(att_bookmarks_rescue(b, &name, NULL));
	assert_string_equal(name, "");
	att_bookmarks_free(b);
	assert_int_equal(run("test ! -e state"), 0);
}

#define CASE(f) cmocka_unit_test_setup(f, block)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(comes_back),
	    CASE(merges),
	    CASE(where),
	    CASE(not_taken),
	    CASE(cut_short),
	    CASE(nothing_to_keep),
	};

	return cmocka_run_group_tests(tests, make_home, remove_home);
}
