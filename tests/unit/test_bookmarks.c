/* The bookmark store: merging, foreign content, damaged files, and that nothing
 * acknowledged is lost whatever happens in the middle of a save. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attache/bookmarks.h"

#include "base/file.h"
#include "folder.h"
#include "read/xbel.h"

/* What happens at the system calls of a save; see file.h. */
static struct {
	int countdown; /* at the call where it reaches 0 */
	int fail;      /* errno to fail with; 0: be killed */
	bool armed;
} trap;

int
file_step(const char *call)
{
	(void)call;
	if (!trap.armed || trap.countdown-- != 0)
		return 0;
	if (trap.fail == 0)
		kill(getpid(), SIGKILL);
	return trap.fail;
}

static struct folder home;
static char path[2 * PATH_MAX];

static int
make_home(void **state)
{
	(void)state;
	folder_open(&home);
	snprintf(path, sizeof(path), "%s/bookmarks.xbel", home.path);
	return access(home.helper, X_OK);
}

static int
remove_home(void **state)
{
	(void)state;
	folder_close(&home);
	return 0;
}

static int
empty_home(void **state)
{
	char *command = mem_format("rm -rf %s/*", home.path);
	int status = system(command);

	(void)state;
	trap.armed = false;
	free(command);
	return status;
}

static void
write_file(const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static char *
read_path(const char *name)
{
	char *data;
	size_t size;
	struct att_error err = {0};

	if (!file_read(name, 1 << 24, &data, &size, &err))
		fail_msg("%s", err.text);
	return data;
}

static void
file_has(const char *text)
{
	char *data = read_path(path);

	if (!strstr(data, text))
		fail_msg("no \"%s\" in:\n%s", text, data);
	free(data);
}

static void
file_lacks(const char *text)
{
	char *data = read_path(path);

	if (strstr(data, text))
		fail_msg("\"%s\" still in:\n%s", text, data);
	free(data);
}

static struct att_bookmarks *
open_store(void)
{
	const struct att_bookmarks_opts opts = {
	    .path = path, .helper = home.helper};
	struct att_error err = {0};
	struct att_bookmarks *b = att_bookmarks_open(&opts, &err);

	if (err.code != ATT_OK)
		fail_msg("%s", err.text);
	return b;
}

/* For child processes, where a failed test must not run on. */
static struct att_bookmarks *
open_or_exit(void)
{
	const struct att_bookmarks_opts opts = {
	    .path = path, .helper = home.helper};
	struct att_error err = {0};
	struct att_bookmarks *b = att_bookmarks_open(&opts, &err);

	if (err.code != ATT_OK)
		_exit(3);
	return b;
}

static struct att_bookmark
sample(const char *title)
{
	return (struct att_bookmark){.title = title,
	    .note = "A note, <with> signs & \"quotes\"\nand two lines.",
	    .folder = "Crises\x1F"
	              "Berlin",
	    .tags = "cold war\x1F"
	            "treaty",
	    .work = "frus 1961-63/v01",
	    .where = {.id = "d1.p2",
	        .offset = 7,
	        .length = 9,
	        .position = 1234,
	        .passage = " two  spaces\nand a line",
	        .before = "before ",
	        .after = "\nafter"}};
}

static void
must(bool ok, const struct att_error *err)
{
	if (!ok)
		fail_msg("%s", err->text);
}

static const char *
add(struct att_bookmarks *b, const char *title)
{
	struct att_bookmark mark = sample(title);
	struct att_error err = {0};
	const char *id = NULL;

	must(att_bookmarks_add(b, &mark, &id, &err), &err);
	return id;
}

static size_t
count_saved(void)
{
	struct att_bookmarks *b = open_store();
	size_t count = att_bookmarks_count(b);

	att_bookmarks_free(b);
	return count;
}

/* All of a bookmark comes back as it was. */
static void
round_trip(void **state)
{
	struct att_bookmarks *b = open_store();
	struct att_bookmark want = sample("Title é “x”");
	const struct att_bookmark *got;

	(void)state;
	add(b, want.title);
	att_bookmarks_free(b);
	b = open_store();
	assert_int_equal(att_bookmarks_count(b), 1);
	got = att_bookmarks_get(b, 0);
	assert_string_equal(got->title, want.title);
	assert_string_equal(got->note, want.note);
	assert_string_equal(got->folder, want.folder);
	assert_string_equal(got->tags, want.tags);
	assert_string_equal(got->work, want.work);
	assert_string_equal(got->where.id, want.where.id);
	assert_int_equal(got->where.offset, 7);
	assert_int_equal(got->where.length, 9);
	assert_int_equal(got->where.position, 1234);
	assert_string_equal(got->where.passage, want.where.passage);
	assert_string_equal(got->where.before, want.where.before);
	assert_string_equal(got->where.after, want.where.after);
	assert_int_equal(strlen(got->added), 20);
	assert_string_equal(got->added, got->modified);
	att_bookmarks_free(b);
	file_has("href=\"attache://frus%201961-63/v01#d1.p2+7\"");
}

static const char foreign[] =
    "<?xml version=\"1.0\"?>\n"
    "<!DOCTYPE xbel [<!ENTITY co \"Example\">]>\n"
    "<xbel version=\"1.0\" xmlns:kde=\"urn:kde\">\n"
    "<!-- a comment --><?pi data?>\n"
    "<title>Mine &co;</title><info><metadata owner=\"kde\"><kde:x/>"
    "</metadata></info>\n"
    "<bookmark href=\"https://example.org/?a=1&amp;b\" id=\"w\"><title>Web"
    "</title></bookmark><separator/><alias ref=\"w\"/>\n"
    "<folder folded=\"no\"><title>Crises</title><desc>All</desc>\n"
    "  <bookmark href=\"attache:handbook#c1\" visited=\"2020\" icon=\"i\">\n"
    "    <title>By hand</title>\n"
    "    <info><metadata owner=\"other\"><kde:y>1</kde:y></metadata></info>\n"
    "    <kde:extra/>\n"
    "  </bookmark>\n"
    "</folder></xbel>\n";

static const char *const foreign_parts[] = {"<!-- a comment -->", "<?pi data?>",
    "<!ENTITY co \"Example\">", "<title>Mine &co;</title>",
    "<metadata owner=\"kde\"><kde:x/></metadata>",
    "https://example.org/?a=1&amp;b", "<separator/><alias ref=\"w\"/>",
    "<folder folded=\"no\">", "<desc>All</desc>", "xmlns:kde=\"urn:kde\""};

static void
has_foreign(void)
{
	for (size_t i = 0; i < COUNT(foreign_parts); i++)
		file_has(foreign_parts[i]);
}

/* Other programs' things survive every kind of change. */
static void
foreign_survives(void **state)
{
	struct att_bookmarks *b;
	struct att_bookmark mark;
	struct att_error err = {0};
	const char *id;

	(void)state;
	write_file(foreign);
	b = open_store();
	assert_int_equal(att_bookmarks_count(b), 1);
	mark = *att_bookmarks_get(b, 0);
	assert_string_equal(mark.title, "By hand");
	assert_string_equal(mark.folder, "Crises");
	assert_string_equal(mark.work, "handbook");
	assert_string_equal(mark.where.id, "c1");
	mark.note = "Mine";
	must(att_bookmarks_edit(b, &mark, &err), &err);
	has_foreign();
	file_has("visited=\"2020\" icon=\"i\"");
	file_has("<kde:y>1</kde:y>");
	file_has("<kde:extra/>");
	file_has("<desc>Mine</desc>");
	add(b, "New");
	has_foreign();
	mark = *att_bookmarks_get(b, 0);
	must(att_bookmarks_remove(b, mark.id, &err), &err);
	has_foreign();
	file_lacks("By hand");
	must(att_bookmarks_undo(b, &id, &err), &err);
	file_has("<kde:y>1</kde:y>");
	file_has("<kde:extra/>");
	file_has("visited=\"2020\"");
	assert_false(att_bookmarks_undo(b, &id, &err));
	assert_int_equal(err.code, ATT_ENOTFOUND);
	att_bookmarks_free(b);
}

/* Two programs at once. */
static void
merging(void **state)
{
	struct att_bookmarks *one = open_store(), *two = open_store();
	struct att_bookmark mark;
	struct att_error err = {0};
	bool changed;
	char *id;

	(void)state;
	id = mem_dup(add(one, "One"));
	add(two, "Two");
	assert_int_equal(att_bookmarks_count(two), 2);
	assert_int_equal(att_bookmarks_count(one), 1);
	must(att_bookmarks_refresh(one, &changed, &err), &err);
	assert_true(changed);
	assert_int_equal(att_bookmarks_count(one), 2);
	must(att_bookmarks_refresh(one, &changed, &err), &err);
	assert_false(changed);
	/* each changes something else of the same bookmark */
	mark = *att_bookmarks_get(one, att_bookmarks_find(one, id));
	mark.note = "changed by one";
	must(att_bookmarks_edit(one, &mark, &err), &err);
	mark = *att_bookmarks_get(two, att_bookmarks_find(two, id));
	mark.title = "changed by two";
	must(att_bookmarks_edit(two, &mark, &err), &err);
	file_has("changed by one");
	file_has("changed by two");
	/* removed by one: a folder does not bring it back, words do */
	must(att_bookmarks_remove(one, id, &err), &err);
	mark = *att_bookmarks_get(two, att_bookmarks_find(two, id));
	mark.folder = "Elsewhere";
	must(att_bookmarks_edit(two, &mark, &err), &err);
	assert_int_equal(att_bookmarks_count(two), 1);
	assert_false(att_bookmarks_remove(two, id, &err));
	assert_int_equal(err.code, ATT_ENOTFOUND);
	must(att_bookmarks_undo(one, NULL, &err), &err);
	must(att_bookmarks_refresh(two, &changed, &err), &err);
	must(att_bookmarks_remove(one, id, &err), &err);
	mark = *att_bookmarks_get(two, att_bookmarks_find(two, id));
	mark.note = "long words";
	must(att_bookmarks_edit(two, &mark, &err), &err);
	assert_int_equal(count_saved(), 2);
	free(id);
	att_bookmarks_free(one);
	att_bookmarks_free(two);
}

static void
letters(void **state)
{
	struct att_bookmarks *b = open_store();
	struct att_bookmark place = {.work = "w", .where = {.id = "x"}};
	struct att_error err = {0};
	size_t row;

	(void)state;
	must(att_bookmarks_set_letter(b, &place, 'a', &err), &err);
	must(att_bookmarks_set_letter(b, &place, 'A', &err), &err);
	place.work = "v";
	must(att_bookmarks_set_letter(b, &place, 'a', &err), &err);
	assert_int_equal(att_bookmarks_count(b), 3);
	must(att_bookmarks_set_letter(b, &place, 'A', &err), &err);
	strcpy(place.where.id, "y");
	must(att_bookmarks_set_letter(b, &place, 'a', &err), &err);
	assert_int_equal(att_bookmarks_count(b), 3);
	row = att_bookmarks_letter(b, "v", 'a');
	assert_string_equal(att_bookmarks_get(b, row)->where.id, "y");
	row = att_bookmarks_letter(b, "w", 'a');
	assert_string_equal(att_bookmarks_get(b, row)->where.id, "x");
	row = att_bookmarks_letter(b, "w", 'A');
	assert_string_equal(att_bookmarks_get(b, row)->work, "v");
	assert_true(att_bookmarks_letter(b, "u", 'a') == SIZE_MAX);
	assert_false(att_bookmarks_set_letter(b, &place, '1', &err));
	/* one with a note only loses its letter */
	row = att_bookmarks_letter(b, "v", 'a');
	place = *att_bookmarks_get(b, row);
	place.note = "kept";
	must(att_bookmarks_edit(b, &place, &err), &err);
	place = *att_bookmarks_get(b, att_bookmarks_letter(b, "v", 'a'));
	place.note = "";
	must(att_bookmarks_set_letter(b, &place, 'a', &err), &err);
	assert_int_equal(att_bookmarks_count(b), 4);
	file_has("kept");
	att_bookmarks_free(b);
}

/* What is no XBEL file, and how many bookmarks are known of it. */
static const char *const damaged[] = {
    "<xbel version=\"1.0\"><bookmark",
    "<html><body/></html>",
    ("\x7f"
     "ELF"),
    "<xbel>\xff\xfe</xbel>",
    "<xbel></xbel><xbel/>",
    "{\"a\":1}",
    "<xbel>&undefined;</xbel>",
    "<xbel><a></xbel>",
    " \n",
};

static void
set_aside(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(damaged); i++) {
		const struct att_bookmarks_opts opts = {
		    .path = path, .helper = home.helper};
		struct att_error err = {0};
		struct att_bookmarks *b;
		const char *notice, *name;
		char *data;

		write_file(damaged[i]);
		b = att_bookmarks_open(&opts, &err);
		if (err.code != ATT_EINPUT)
			fail_msg("case %zu: %d %s", i, err.code, err.text);
		data = read_path(path); /* reading leaves it alone */
		assert_string_equal(data, damaged[i]);
		free(data);
		add(b, "New");
		notice = att_bookmarks_notice(b);
		assert_non_null(notice);
		name = strstr(notice, "is now ");
		assert_non_null(name);
		data = read_path(name + 7);
		assert_string_equal(data, damaged[i]);
		free(data);
		assert_null(att_bookmarks_notice(b));
		att_bookmarks_free(b);
		assert_int_equal(count_saved(), 1);
	}
}

/* What was known stays when the file is damaged or gone. */
static void
known_stays(void **state)
{
	struct att_bookmarks *b = open_store();
	struct att_error err = {0};
	bool changed;

	(void)state;
	add(b, "One");
	write_file("<xbel><cut");
	assert_false(att_bookmarks_refresh(b, &changed, &err));
	assert_int_equal(att_bookmarks_count(b), 1);
	add(b, "Two");
	assert_int_equal(count_saved(), 2);
	assert_int_equal(unlink(path), 0);
	add(b, "Three");
	assert_int_equal(count_saved(), 3);
	att_bookmarks_free(b);
}

/* Not files at all: refused, kept in memory, never removed. */
static void
not_files(void **state)
{
	static const char *const makers[] = {"mkdir %s", "mkfifo %s",
	    "ln -s /dev/zero %s", "ln -s bookmarks.xbel %s"};

	(void)state;
	for (size_t i = 0; i < COUNT(makers); i++) {
		const struct att_bookmarks_opts opts = {
		    .path = path, .helper = home.helper};
		struct att_error err = {0};
		struct att_bookmark mark = sample("New");
		struct att_bookmarks *b;
		char command[3 * PATH_MAX];
		struct stat st;

		empty_home(NULL);
		snprintf(command, sizeof(command), "%.*s%s",
		    (int)strlen(makers[i]) - 2, makers[i], path);
		assert_int_equal(system(command), 0);
		b = att_bookmarks_open(&opts, &err);
		assert_int_not_equal(err.code, ATT_OK);
		assert_false(att_bookmarks_add(b, &mark, NULL, &err));
		assert_int_equal(att_bookmarks_unsaved(b), 1);
		assert_int_equal(att_bookmarks_count(b), 1);
		assert_int_equal(lstat(path, &st), 0);
		assert_false(S_ISREG(st.st_mode));
		att_bookmarks_free(b);
	}
}

static void
link_and_mode(void **state)
{
	struct att_bookmarks *b;
	char real[2 * PATH_MAX], middle[2 * PATH_MAX];
	struct stat st;

	(void)state;
	snprintf(real, sizeof(real), "%s/dotfiles.xbel", home.path);
	snprintf(middle, sizeof(middle), "%s/middle.xbel", home.path);
	assert_int_equal(symlink("middle.xbel", path), 0);
	assert_int_equal(symlink("dotfiles.xbel", middle), 0);
	b = open_store();
	add(b, "One"); /* the links lead nowhere yet */
	assert_int_equal(lstat(middle, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(chmod(real, 0640), 0);
	add(b, "Two");
	assert_int_equal(lstat(path, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_int_equal(count_saved(), 2);
	att_bookmarks_free(b);
}

static void
private_keeps_nothing(void **state)
{
	const struct att_bookmarks_opts opts = {
	    .path = path, .helper = home.helper, .private = true};
	struct att_bookmarks *b = open_store();
	struct att_error err = {0};
	bool changed;
	struct stat before, after;

	(void)state;
	add(b, "One");
	att_bookmarks_free(b);
	assert_int_equal(stat(path, &before), 0);
	b = att_bookmarks_open(&opts, &err);
	add(b, "Two");
	assert_int_equal(att_bookmarks_count(b), 2);
	assert_int_equal(att_bookmarks_unsaved(b), 0);
	must(att_bookmarks_save(b, &err), &err);
	assert_int_equal(stat(path, &after), 0);
	assert_true(before.st_ino == after.st_ino);
	write_file("<xbel version=\"1.0\"/>");
	must(att_bookmarks_refresh(b, &changed, &err), &err);
	assert_int_equal(att_bookmarks_count(b), 1);
	att_bookmarks_free(b);
}

/* Hostile text becomes harmless and never makes the file unreadable. */
static void
hostile_text(void **state)
{
	struct att_bookmarks *b = open_store();
	struct att_bookmark mark = sample("\x1b[31m\xff\xc2\x9b]]><x>\nline");
	struct att_error err = {0};

	(void)state;
	mark.note = "\x01\x0b\xef\xbf\xbf]]>&amp;\xed\xa0\x80";
	mark.tags = "\x1F\x1F"
	            "a\x1F\x1F"
	            "b\x1F";
	must(att_bookmarks_add(b, &mark, NULL, &err), &err);
	att_bookmarks_free(b);
	b = open_store();
	assert_string_equal(
	    att_bookmarks_get(b, 0)->title, "[31m\uFFFD]]><x> line");
	assert_string_equal(
	    att_bookmarks_get(b, 0)->note, "]]>&amp;\uFFFD\uFFFD\uFFFD");
	assert_string_equal(att_bookmarks_get(b, 0)->tags, "a\x1F"
	                                                   "b");
	mark.work = "";
	assert_false(att_bookmarks_add(b, &mark, NULL, &err));
	assert_int_equal(err.code, ATT_EUSAGE);
	att_bookmarks_free(b);
}

/* No cut of a file or an answer leads anywhere bad. */
static void
truncation(void **state)
{
	struct buf request = {0}, answer = {0};
	struct bookmark_edit edit = {.op = BOOKMARK_REMOVE};
	struct att_bookmark mark;

	(void)state;
	for (size_t size = 0; size <= strlen(foreign); size++) {
		buf_clear(&request);
		buf_clear(&answer);
		parcel_field(&request, PARCEL_FILE, foreign, size);
		edit.record.id = "w";
		parcel_edit(&request, &edit);
		xbel_answer(request.data, request.size, &answer);
		assert_true(answer.size > 0);
		assert_int_equal(answer.data[answer.size - 5], PARCEL_END);
	}
	for (size_t size = 0; size < request.size; size++) {
		char *copy = malloc(size + 1);

		memcpy(copy, request.data, size);
		buf_clear(&answer);
		xbel_answer(copy, size, &answer);
		parcel_read_bookmark((struct parcel){copy, size}, &mark);
		free(copy);
	}
	buf_done(&request);
	buf_done(&answer);
}

/* Programs that are not the helper: their answers are refused. */
static void
bad_helpers(void **state)
{
	static const char *const scripts[] = {"exit 1", "exit 0", "cat",
	    "kill -9 $$", "printf 'B\\377\\377\\377\\377'",
	    "printf '.\\0\\0\\0\\0x'", "printf 'Bxxxx.\\0\\0\\0\\0'",
	    "printf '!\\0\\0\\0\\0'", "head -c 100000 /dev/urandom"};
	char script[2 * PATH_MAX];

	(void)state;
	write_file(foreign);
	snprintf(script, sizeof(script), "%s/helper", home.path);
	for (size_t i = 0; i <= COUNT(scripts); i++) {
		const struct att_bookmarks_opts opts = {
		    .path = path, .helper = script};
		struct att_error err = {0};
		struct att_bookmark mark = sample("New");
		struct att_bookmarks *b;
		char *data;
		FILE *f = fopen(script, "w");

		assert_non_null(f);
		fprintf(
		    f, "#!/bin/sh\n%s\n", i < COUNT(scripts) ? scripts[i] : "");
		fclose(f);
		chmod(script, i < COUNT(scripts) ? 0755 : 0644);
		b = att_bookmarks_open(&opts, &err);
		assert_int_not_equal(err.code, ATT_OK);
		assert_false(att_bookmarks_add(b, &mark, NULL, &err));
		assert_int_equal(att_bookmarks_unsaved(b), 1);
		data = read_path(path);
		assert_string_equal(data, foreign);
		free(data);
		att_bookmarks_free(b);
	}
}

enum { WRITERS = 16, EACH = 6 };

/* On a slow machine the lock may not come in time: what was not saved then is
 * saved by a later try. */
static void
saved_at_last(struct att_bookmarks *b, bool ok)
{
	struct att_error err = {0};

	for (int i = 0; !ok && i < 50; i++)
		ok = att_bookmarks_save(b, &err);
	if (!ok || att_bookmarks_unsaved(b))
		_exit(1);
}

/* Each adds EACH and removes its first one. */
static void
writer(int number)
{
	struct att_bookmarks *b = open_or_exit();
	struct att_error err = {0};
	char *first = NULL;

	for (int i = 0; i < EACH; i++) {
		char title[32];
		struct att_bookmark mark;
		const char *id;
		bool ok;

		snprintf(title, sizeof(title), "%d.%d", number, i);
		mark = sample(title);
		ok = att_bookmarks_add(b, &mark, &id, &err);
		if (i == 0)
			first = mem_dup(id);
		saved_at_last(b, ok);
	}
	saved_at_last(b, att_bookmarks_remove(b, first, &err));
	_exit(0);
}

static void
many_writers(void **state)
{
	struct att_bookmarks *b;
	int failed = 0, status;

	(void)state;
	write_file(foreign);
	for (int i = 0; i < WRITERS; i++) {
		if (fork() == 0)
			writer(i);
	}
	for (int i = 0; i < WRITERS; i++) {
		if (wait(&status) < 0 || status != 0)
			failed++;
	}
	assert_int_equal(failed, 0);
	b = open_store();
	assert_int_equal(att_bookmarks_count(b), 1 + WRITERS * (EACH - 1));
	has_foreign();
	att_bookmarks_free(b);
}

/* Add one after another, telling each that was acknowledged. */
static void
victim(int step, int out)
{
	struct att_bookmarks *b = open_or_exit();
	struct att_error err = {0};

	for (char c = 'a'; c < 'd'; c++) {
		char title[] = {c, '\0'};
		struct att_bookmark mark = sample(title);

		trap.countdown = step;
		trap.fail = 0;
		trap.armed = c == 'c';
		if (att_bookmarks_add(b, &mark, NULL, &err) &&
		    write(out, &c, 1) != 1)
			_exit(1);
	}
	att_bookmarks_free(b);
	_exit(0);
}

static bool
has_title(const struct att_bookmarks *b, char c)
{
	for (size_t i = 0; i < att_bookmarks_count(b); i++) {
		const char *title = att_bookmarks_get(b, i)->title;

		if (title[0] == c && !title[1])
			return true;
	}
	return false;
}

static void
killed(void **state)
{
	int status = 1, steps = 0;

	(void)state;
	for (int step = 0; status != 0; step++) {
		int out[2];
		struct att_bookmarks *b;
		char told[8];
		ssize_t n;

		empty_home(NULL);
		assert_int_equal(pipe(out), 0);
		if (fork() == 0)
			victim(step, out[1]);
		close(out[1]);
		assert_true(wait(&status) > 0);
		n = read(out[0], told, sizeof(told));
		close(out[0]);
		b = open_store();
		for (ssize_t i = 0; i < n; i++)
			assert_true(has_title(b, told[i]));
		add(b, "after"); /* what is left over does not hinder */
		att_bookmarks_free(b);
		steps = step;
	}
	print_message("# killed at %d steps\n", steps);
	assert_true(steps >= 9);
}

/* Refused at every step with every error: kept in memory, then saved. */
static void
refused(void **state)
{
	static const int errors[] = {EIO, ENOSPC};
	struct att_error err = {0};

	(void)state;
	for (size_t k = 0; k < COUNT(errors); k++) {
		bool ok = false;

		for (int step = 0; !ok; step++) {
			struct att_bookmark mark = sample("b");
			struct att_bookmarks *b;

			empty_home(NULL);
			b = open_store();
			add(b, "a");
			trap.countdown = step;
			trap.fail = errors[k];
			trap.armed = true;
			ok = att_bookmarks_add(b, &mark, NULL, &err);
			assert_int_equal(att_bookmarks_unsaved(b), !ok);
			assert_int_equal(att_bookmarks_count(b), 2);
			trap.armed = false;
			count_saved(); /* it can be read */
			must(att_bookmarks_save(b, &err), &err);
			assert_int_equal(att_bookmarks_unsaved(b), 0);
			att_bookmarks_free(b);
			assert_int_equal(count_saved(), 2);
		}
	}
}

static size_t
saved_now(void)
{
	struct att_bookmarks *b = open_or_exit();
	size_t count = att_bookmarks_count(b);

	att_bookmarks_free(b);
	return count;
}

/* In a name space of its own: a disk of 64 kB runs full. */
static void
on_small_disk(void)
{
	struct att_bookmarks *b;
	struct att_bookmark mark = sample("full");
	struct att_error err = {0};
	size_t saved = 0;
	char *note = mem_alloc(8192);

	if (unshare(CLONE_NEWNS) != 0 ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount("tmpfs", home.path, "tmpfs", 0, "size=64k") != 0)
		_exit(77);
	memset(note, 'n', 8191);
	mark.note = note;
	b = open_or_exit();
	while (att_bookmarks_add(b, &mark, NULL, &err) && saved < 20)
		saved++;
	if (att_bookmarks_unsaved(b) != 1 || saved == 0 || saved == 20 ||
	    saved_now() != saved)
		_exit(1);
	/* Some is removed, so that there is room beside the old file. */
	for (int i = 0; i < 3 && att_bookmarks_unsaved(b) > 0; i++)
		att_bookmarks_remove(b, att_bookmarks_get(b, 0)->id, &err);
	if (att_bookmarks_unsaved(b) != 0 ||
	    saved_now() != att_bookmarks_count(b))
		_exit(2);
	_exit(0);
}

static void
small_disk(void **state)
{
	int status;

	(void)state;
	if (fork() == 0)
		on_small_disk();
	assert_true(wait(&status) > 0);
	if (WEXITSTATUS(status) == 77)
		print_message("# no small disk could be made here\n");
	else
		assert_int_equal(status, 0);
}

static void
importing(void **state)
{
	struct att_bookmarks *b = open_store();
	struct att_bookmark many[300];
	struct att_error err = {0};
	char id[300][8];
	size_t added;

	(void)state;
	for (size_t i = 0; i < COUNT(many); i++) {
		many[i] = sample("imported");
		snprintf(id[i], sizeof(id[i]), "i%zu", i % 200);
		many[i].id = id[i];
		many[i].added = "2020-01-01T00:00:00Z";
	}
	must(att_bookmarks_import(b, many, COUNT(many), &added, &err), &err);
	assert_int_equal(added, 200);
	assert_int_equal(count_saved(), 200);
	file_has("added=\"2020-01-01T00:00:00Z\"");
	att_bookmarks_free(b);
}

#define CASE(f) cmocka_unit_test_setup(f, empty_home)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(round_trip),
	    CASE(foreign_survives),
	    CASE(merging),
	    CASE(letters),
	    CASE(set_aside),
	    CASE(known_stays),
	    CASE(not_files),
	    CASE(link_and_mode),
	    CASE(private_keeps_nothing),
	    CASE(hostile_text),
	    CASE(truncation),
	    CASE(bad_helpers),
	    CASE(importing),
	    CASE(many_writers),
	    CASE(killed),
	    CASE(refused),
	    CASE(small_disk),
	};

	return cmocka_run_group_tests(tests, make_home, remove_home);
}
