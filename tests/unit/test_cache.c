/* The cache: what it keeps, what it refuses, what it survives. A library is
 * opened with a helper that does not exist to show that nothing was read. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "folder.h"
#include "library/cache.h"
#include "model/format.h"

#define NO_HELPER "/nonexistent/attache-xml"

static struct folder f;

static int
setup(void **state)
{
	(void)state;
	folder_open(&f);
	folder_book(&f, "works/one.xml", "one",
	    "<chapter xml:id='c'><title>Chapter</title>"
	    "<para>Some text to be found again.</para></chapter>");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	folder_close(&f);
	return 0;
}

/* Whether the works open and the first holds the words. */
static bool
opens_with(const char *helper, const char *words)
{
	struct att_library *library = folder_library(
	    &f, "works", (struct att_library_opts){.helper = helper});
	const struct att_image *image;
	bool found;

	if (!library)
		return false;
	image = att_library_image(library, 0, NULL);
	found = image && strstr(att_image_text(image, NULL), words);
	att_library_free(library);
	return found;
}

static bool
opens(void)
{
	return opens_with(NULL, "found again");
}

static bool
opens_unread(void)
{
	return opens_with(NO_HELPER, "found again");
}

/* The name in the cache of the first file that ends so. */
static const char *
cached(const char *extension)
{
	static char name[512];
	DIR *dir = opendir(folder_at(&f, "cache/attache"));
	struct dirent *entry;

	name[0] = '\0';
	while (dir && (entry = readdir(dir))) {
		size_t size = strlen(entry->d_name);

		if (size > strlen(extension) &&
		    strcmp(entry->d_name + size - strlen(extension),
		        extension) == 0)
			snprintf(name, sizeof(name), "cache/attache/%s",
			    entry->d_name);
	}
	if (dir)
		closedir(dir);
	return name[0] ? name : NULL;
}

static void
test_second_opening_reads_nothing(void **state)
{
	struct stat st;

	(void)state;
	assert_false(opens_unread());
	assert_true(opens());
	assert_true(opens_unread());
	assert_int_equal(stat(folder_at(&f, "cache/attache"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_true(folder_has(&f, "cache/attache/CACHEDIR.TAG"));
}

static void
test_no_cache_leaves_nothing(void **state)
{
	struct att_library *library = folder_library(
	    &f, "works", (struct att_library_opts){.no_cache = true});

	(void)state;
	assert_non_null(library);
	assert_non_null(att_library_image(library, 0, NULL));
	assert_null(att_library_topics_path(library, 0));
	att_library_free(library);
	assert_false(folder_has(&f, "cache"));
}

/* Whatever happens to the image, the work opens as it is, and the cache holds
 * the same image as before. */
static void
damage(size_t at, bool cut)
{
	size_t size, new_size;
	char *name = strdup(cached(".image"));
	char *bytes = folder_read(&f, name, &size), *again;

	at = at < size ? at : size - 1;
	bytes[at] ^= 0x41;
	folder_overwrite(&f, name, bytes, cut ? at : size);
	bytes[at] ^= 0x41;
	assert_true(opens());
	assert_true(opens_unread());
	again = folder_read(&f, name, &new_size);
	assert_int_equal(size, new_size);
	assert_memory_equal(bytes, again, size);
	free(again);
	free(bytes);
	free(name);
}

static void
test_flipped_bytes(void **state)
{
	(void)state;
	assert_true(opens());
	for (size_t at = 0; at < 48; at += 3)
		damage(at, false);
	for (size_t at = 48; at < 4096; at += 127)
		damage(at, false);
}

static void
test_cut_files(void **state)
{
	(void)state;
	assert_true(opens());
	for (size_t at = 0; at < 48; at += 5)
		damage(at, true);
	for (size_t at = 48; at < 4096; at += 255)
		damage(at, true);
}

/* Of another version, and right in itself. */
static void
test_foreign_image(void **state)
{
	struct image_header h;
	size_t size;
	char *bytes;

	(void)state;
	assert_true(opens());
	bytes = folder_read(&f, cached(".image"), &size);
	memcpy(&h, bytes, sizeof(h));
	h.format++;
	h.hash = 0;
	h.hash = file_hash(&h, sizeof(h), 0);
	memcpy(bytes, &h, sizeof(h));
	folder_overwrite(&f, cached(".image"), bytes, size);
	free(bytes);
	assert_false(opens_unread());
	assert_true(opens());
	assert_true(opens_unread());
}

/* An image of one work under the name of another. */
static void
test_exchanged_images(void **state)
{
	struct att_library *library;
	size_t size;
	char *bytes;

	(void)state;
	assert_true(opens());
	bytes = folder_read(&f, cached(".image"), &size);
	folder_book(&f, "other/two.xml", "two",
	    "<chapter><title>T</title><para>Two.</para></chapter>");
	unlink(folder_at(&f, cached(".image")));
	library = folder_library(&f, "other", (struct att_library_opts){0});
	assert_non_null(library);
	att_library_free(library);
	folder_overwrite(&f, cached(".image"), bytes, size);
	free(bytes);
	library = folder_library(&f, "other", (struct att_library_opts){0});
	assert_non_null(strstr(
	    att_image_text(att_library_image(library, 0, NULL), NULL), "Two."));
	att_library_free(library);
}

/* Things that are no files in the place of those that should be. */
static void
test_odd_entries(void **state)
{
	char *name;

	(void)state;
	assert_true(opens());
	name = strdup(cached(".image"));
	unlink(folder_at(&f, name));
	assert_int_equal(mkfifo(folder_at(&f, name), 0600), 0);
	assert_true(opens());
	unlink(folder_at(&f, name));
	assert_int_equal(mkdir(folder_at(&f, name), 0700), 0);
	assert_true(opens());
	rmdir(folder_at(&f, name));
	assert_int_equal(symlink("/dev/zero", folder_at(&f, name)), 0);
	assert_true(opens());
	unlink(folder_at(&f, "cache/attache/stamps"));
	assert_int_equal(
	    mkfifo(folder_at(&f, "cache/attache/stamps"), 0600), 0);
	assert_true(opens());
	free(name);
}

/* First byte of a table of stamps that is not zero: its one record. */
static size_t
record_in(const char *bytes, size_t size)
{
	size_t at = 0;

	while (at < size && bytes[at] == 0)
		at++;
	assert_true(at < size);
	return at;
}

static void
test_damaged_stamps(void **state)
{
	size_t size, record;
	char *bytes;

	(void)state;
	assert_true(opens());
	bytes = folder_read(&f, "cache/attache/stamps", &size);
	record = record_in(bytes, size);
	for (size_t at = record; at < record + 32; at++) {
		bytes[at] ^= 0x10;
		folder_overwrite(&f, "cache/attache/stamps", bytes, size);
		bytes[at] ^= 0x10;
		assert_true(opens_unread());
		folder_overwrite(&f, "cache/attache/stamps", bytes, at);
		assert_true(opens_unread());
	}
	free(bytes);
}

static const struct stat an_image = {.st_ino = 7, .st_size = 9};

/* Whether the folder has it on record that this image was validated. */
static bool
on_record(const char *name, const struct stat *image)
{
	struct stamps stamps = STAMPS_NONE;
	int folder = open(f.path, O_RDONLY | O_DIRECTORY);
	bool known;

	stamps_look(&stamps, folder);
	known = stamps_know(&stamps, name, image);
	stamps_done(&stamps);
	close(folder);
	return known;
}

static void
record(const char *name, const struct stat *image)
{
	struct stamps stamps = STAMPS_NONE;
	int folder = open(f.path, O_RDONLY | O_DIRECTORY);

	stamps_keep(&stamps, folder);
	stamps_note(&stamps, name, image, NULL);
	stamps_done(&stamps);
	close(folder);
}

static void
test_stamps(void **state)
{
	struct stat other = an_image;

	(void)state;
	other.st_ctim.tv_nsec++;
	assert_false(on_record("a.image", &an_image));
	record("a.image", &an_image);
	assert_true(on_record("a.image", &an_image));
	assert_false(on_record("b.image", &an_image));
	assert_false(on_record("a.image", &other));
	record("a.image", &other);
	assert_true(on_record("a.image", &other));
	assert_false(on_record("a.image", &an_image));
}

/* That an image is of a source says that it is valid; not the reverse, and a
 * later note without a source does not take it back. */
static void
test_stamps_of_sources(void **state)
{
	struct stat st = {.st_size = 3}, changed = {.st_size = 4};
	struct stamp_source source = {"/a.xml", &st},
	                    now = {"/a.xml", &changed};
	struct stamps stamps = STAMPS_NONE;
	int folder = open(f.path, O_RDONLY | O_DIRECTORY);

	(void)state;
	stamps_keep(&stamps, folder);
	stamps_note(&stamps, "a.image", &an_image, NULL);
	assert_false(stamps_know_fit(&stamps, "a.image", &an_image, &source));
	stamps_note(&stamps, "a.image", &an_image, &source);
	stamps_note(&stamps, "a.image", &an_image, NULL);
	assert_true(stamps_know(&stamps, "a.image", &an_image));
	assert_true(stamps_know_fit(&stamps, "a.image", &an_image, &source));
	assert_false(stamps_know_fit(&stamps, "a.image", &an_image, &now));
	stamps_note(&stamps, "a.image", &an_image, &now);
	assert_true(stamps_know_fit(&stamps, "a.image", &an_image, &now));
	stamps_done(&stamps);
	close(folder);
}

/* Two at once do not undo each other's records. */
static void
test_stamps_of_two(void **state)
{
	struct stamps one = STAMPS_NONE, two = STAMPS_NONE;
	int folder = open(f.path, O_RDONLY | O_DIRECTORY);

	(void)state;
	stamps_keep(&one, folder);
	stamps_keep(&two, folder);
	stamps_note(&one, "a.image", &an_image, NULL);
	stamps_note(&two, "b.image", &an_image, NULL);
	stamps_note(&one, "c.image", &an_image, NULL);
	assert_true(stamps_know(&two, "a.image", &an_image));
	assert_true(stamps_know(&one, "b.image", &an_image));
	assert_true(stamps_know(&two, "c.image", &an_image));
	stamps_done(&one);
	stamps_done(&two);
	close(folder);
}

/* A file of something else, or that anyone can write, is not believed, and is
 * no obstacle. */
static void
test_stamps_of_others(void **state)
{
	(void)state;
	folder_write(&f, "stamps", "something else");
	chmod(folder_at(&f, "stamps"), 0600);
	record("a.image", &an_image);
	assert_true(on_record("a.image", &an_image));
	chmod(folder_at(&f, "stamps"), 0666);
	assert_false(on_record("a.image", &an_image));
	record("a.image", &an_image);
	assert_true(on_record("a.image", &an_image));
}

/* However many there are the file keeps its size, and those of as many works
 * as a library may have are there. */
static void
test_many_stamps(void **state)
{
	enum { WORKS = 32768 };
	struct stamps stamps = STAMPS_NONE;
	int folder = open(f.path, O_RDONLY | O_DIRECTORY);
	size_t known = 0;
	struct stat st;
	char name[32];

	(void)state;
	stamps_keep(&stamps, folder);
	for (int round = 0; round < 2; round++) {
		for (unsigned i = 0; i < WORKS; i++) {
			snprintf(name, sizeof(name), "%u.image", i);
			st = (struct stat){.st_ino = i, .st_size = round};
			stamps_note(&stamps, name, &st, NULL);
		}
	}
	for (unsigned i = 0; i < WORKS; i++) {
		snprintf(name, sizeof(name), "%u.image", i);
		st = (struct stat){.st_ino = i, .st_size = 1};
		known += stamps_know(&stamps, name, &st);
	}
	assert_true(known > WORKS - WORKS / 100);
	assert_int_equal(stat(folder_at(&f, "stamps"), &st), 0);
	assert_true(st.st_size <= 2 << 20);
	stamps_done(&stamps);
	close(folder);
}

/* What a program that was killed left half written goes when another adds to
 * the cache, and at the latest when it is looked at; what may still be written
 * to stays. */
static void
test_left_behind(void **state)
{
	static const char *const names[] = {"cache/attache/k.topics.12.new",
	    "cache/attache/new.00ff", "cache/attache/other.new.keep"};
	struct att_cache_status status;

	(void)state;
	assert_true(opens());
	for (size_t i = 0; i < COUNT(names); i++)
		folder_write(&f, names[i], "half");
	folder_write(&f, "cache/attache/k.topics.13.new", "half");
	utimensat(
	    AT_FDCWD, folder_at(&f, "cache/attache/k.topics.13.new"), NULL, 0);
	folder_write(&f, "works/two.xml", "<article/>");
	assert_true(opens());
	assert_false(folder_has(&f, names[0]));
	assert_false(folder_has(&f, names[1]));
	assert_true(folder_has(&f, names[2]));
	assert_true(folder_has(&f, "cache/attache/k.topics.13.new"));
	folder_age(&f, "cache/attache/k.topics.13.new", 0, 0);
	assert_true(att_cache_status(&status, NULL));
	assert_false(folder_has(&f, "cache/attache/k.topics.13.new"));
}

static void
test_stale_sources(void **state)
{
	(void)state;
	assert_true(opens());
	folder_age(&f, "works/one.xml", 0, 1); /* one nanosecond */
	assert_false(opens_unread());
	assert_true(opens());
	assert_true(opens_unread());
	folder_book(&f, "works/one.xml", "one",
	    "<chapter><title>Chapter</title><para>New.</para></chapter>");
	folder_age(&f, "works/one.xml", 0, 1); /* another size */
	assert_false(opens_with(NO_HELPER, ""));
	assert_true(opens_with(NULL, "New."));
	assert_true(opens_with(NO_HELPER, "New."));
}

/* What has only just changed may change again unseen. */
static void
test_fresh_sources_are_not_kept(void **state)
{
	bool kept = true;

	(void)state;
	/* On a busy machine it may not be so fresh any more when it is read. */
	for (int tries = 0; kept && tries < 20; tries++) {
		utimensat(AT_FDCWD, folder_at(&f, "works/one.xml"), NULL, 0);
		assert_true(opens());
		kept = opens_unread();
	}
	assert_false(kept);
}

static void
test_included_files(void **state)
{
	(void)state;
	unlink(folder_at(&f, "works/one.xml"));
	folder_book(&f, "works/one.xml", "one",
	    "<xi:include href=\"part/two.xml\"/>\n"
	    "<chapter><title>C</title><para>found again</para></chapter>");
	folder_write(&f, "works/part/two.xml",
	    "<chapter xmlns='http://docbook.org/ns/docbook'><title>Two"
	    "</title><para>Included.</para></chapter>");
	assert_true(opens());
	assert_true(opens_unread());
	folder_age(&f, "works/part/two.xml", 1, 0);
	assert_false(opens_unread());
	assert_true(opens());
	assert_true(opens_unread());
	unlink(folder_at(&f, "works/part/two.xml"));
	assert_false(opens_unread());
}

/* What is no work is not asked twice either. */
static void
test_verdicts(void **state)
{
	struct att_library *library;
	size_t size;
	char *bytes;

	(void)state;
	folder_write(&f, "works/svg.xml", "<svg><g/></svg>\n");
	folder_write(&f, "works/z.xml", "no XML at all: BAD\n");
	for (int i = 0; i < 2; i++) {
		library = folder_library(&f, "works",
		    (struct att_library_opts){.helper = i ? NO_HELPER : NULL});
		assert_non_null(library);
		assert_int_equal(att_library_count(library), 2);
		assert_int_equal(att_library_passed_over(library), 1);
		assert_non_null(strstr(att_library_problem(library, 0),
		    folder_at(&f, "works/z.xml")));
		assert_null(att_library_problem(library, 1));
		att_library_free(library);
	}
	bytes = folder_read(&f, cached(".none"), &size);
	bytes[size / 2] ^= 1;
	folder_overwrite(&f, cached(".none"), bytes, size);
	assert_false(opens_unread());
	assert_true(opens());
	bytes[size / 2] ^= 1;
	folder_overwrite(&f, cached(".none"), bytes, size / 2);
	assert_false(opens_unread());
	assert_true(opens());
	free(bytes);
	folder_age(&f, "works/svg.xml", 5, 0);
	assert_false(opens_unread());
}

static const struct {
	const char *home; /* below the folder unless absolute */
	mode_t mode;      /* of its "attache", 0: not made */
} unusable[] = {
    {"/proc", 0},
    {"works/one.xml", 0},
    {"relative", 0777},
    {"shared", 0775},
};

/* Folders that cannot be written, or that others can write. */
static void
test_unusable_folders(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(unusable) / sizeof(unusable[0]); i++) {
		char home[2 * PATH_MAX];

		snprintf(home, sizeof(home), "%s%s%s",
		    unusable[i].home[0] == '/' ? "" : f.path,
		    unusable[i].home[0] == '/' ? "" : "/", unusable[i].home);
		setenv("XDG_CACHE_HOME", home, 1);
		if (unusable[i].mode) {
			strcat(home, "/attache");
			mkdir(folder_at(&f, unusable[i].home), 0700);
			mkdir(home, 0700);
			chmod(home, unusable[i].mode);
		}
		assert_true(opens());
		assert_false(opens_unread());
	}
}

static void
test_no_home(void **state)
{
	struct att_cache_status status;

	(void)state;
	unsetenv("HOME");
	unsetenv("XDG_CACHE_HOME");
	assert_true(opens());
	assert_false(opens_unread());
	assert_false(att_cache_status(&status, NULL));
}

static void
test_status_and_clear(void **state)
{
	struct att_cache_status status;
	size_t removed;

	(void)state;
	assert_true(att_cache_status(&status, NULL));
	assert_int_equal(status.images, 0);
	folder_book(&f, "works/two.xml", "two", "");
	assert_true(opens());
	assert_true(att_cache_status(&status, NULL));
	assert_string_equal(status.path, folder_at(&f, "cache/attache"));
	assert_int_equal(status.images, 2);
	assert_int_equal(status.stale, 0);
	unlink(folder_at(&f, "works/two.xml"));
	assert_true(att_cache_status(&status, NULL));
	assert_int_equal(status.stale, 1);
	folder_age(&f, "works/one.xml", 9, 0);
	assert_true(att_cache_status(&status, NULL));
	assert_int_equal(status.stale, 2);
	assert_true(att_cache_clear(&removed, NULL));
	assert_int_equal(removed, 2);
	assert_true(att_cache_status(&status, NULL));
	assert_int_equal(status.images, 0);
	assert_int_equal(status.bytes, 0);
	assert_true(folder_has(&f, "cache/attache/CACHEDIR.TAG"));
}

static void
test_shared_folder(void **state)
{
	struct att_library *library = folder_library(
	    &f, "works", (struct att_library_opts){.no_cache = true});
	size_t made;

	(void)state;
	assert_true(
	    att_cache_build(library, folder_at(&f, "shared"), &made, NULL));
	assert_int_equal(made, 1);
	att_library_free(library);
	assert_false(opens_unread());
	setenv("ATTACHE_CACHE_DIRS", folder_at(&f, "none:"), 1);
	assert_false(opens_unread());
	setenv("ATTACHE_CACHE_DIRS", folder_at(&f, "shared"), 1);
	assert_true(opens_unread());
	chmod(folder_at(&f, "shared"), 0777);
	assert_false(opens_unread());
}

/* A package moves times, so its image goes by sizes and by being no older. */
static void
test_packaged_image(void **state)
{
	const char *name = "packaged";
	struct att_library_opts opts = {.helper = f.helper};
	struct att_library *library;
	size_t made;

	(void)state;
	folder_book(&f, "share/attache/works/packaged/packaged.xml", "packaged",
	    "<chapter><title>T</title><para>Packaged.</para></chapter>");
	library = att_library_open(&name, 1, &opts, NULL);
	assert_non_null(library);
	assert_string_equal(att_library_origin(library, 0), "installed");
	assert_true(att_cache_build(library,
	    folder_at(&f, "share/attache/works/packaged"), &made, NULL));
	att_library_free(library);
	assert_true(
	    folder_has(&f, "share/attache/works/packaged/packaged.image"));
	folder_age(&f, "share/attache/works/packaged/packaged.xml", 77, 0);
	setenv("XDG_CACHE_HOME", folder_at(&f, "elsewhere"), 1);
	opts.helper = NO_HELPER;
	library = att_library_open(&name, 1, &opts, NULL);
	assert_non_null(att_library_image(library, 0, NULL));
	assert_string_equal(att_library_topics_path(library, 0),
	    folder_at(&f, "share/attache/works/packaged/packaged.topics"));
	att_library_free(library);
	chmod(
	    folder_at(&f, "share/attache/works/packaged/packaged.image"), 0666);
	library = att_library_open(&name, 1, &opts, NULL);
	assert_null(att_library_image(library, 0, NULL));
	att_library_free(library);
}

/* What is in the person's cache already is built elsewhere all the same. */
static void
test_build_from_a_warm_cache(void **state)
{
	struct att_library *library;
	size_t made = 0;

	(void)state;
	assert_true(opens());
	library = folder_library(&f, "works", (struct att_library_opts){0});
	assert_true(att_library_load(library, NULL));
	assert_true(
	    att_cache_build(library, folder_at(&f, "built"), &made, NULL));
	assert_int_equal(made, att_library_count(library));
	att_library_free(library);
}

/* The name of a file reaches a terminal in what is said of it. */
static void
test_problems_are_safe(void **state)
{
	struct att_library *library;
	const char *problem;

	(void)state;
	folder_write(&f, "works/bad\033[31m.xml",
	    "<chapter xmlns='http://docbook.org/ns/docbook'><title>x");
	library = folder_library(
	    &f, "works", (struct att_library_opts){.strict = true});
	assert_true(att_library_load(library, NULL));
	problem = att_library_problem(library, 0);
	assert_non_null(problem);
	assert_non_null(strstr(problem, "bad\\x1B[31m.xml"));
	assert_null(strchr(problem, '\033'));
	att_library_free(library);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_second_opening_reads_nothing),
	    TEST(test_no_cache_leaves_nothing),
	    TEST(test_flipped_bytes),
	    TEST(test_cut_files),
	    TEST(test_foreign_image),
	    TEST(test_exchanged_images),
	    TEST(test_odd_entries),
	    TEST(test_damaged_stamps),
	    TEST(test_stamps),
	    TEST(test_stamps_of_sources),
	    TEST(test_stamps_of_two),
	    TEST(test_stamps_of_others),
	    TEST(test_many_stamps),
	    TEST(test_left_behind),
	    TEST(test_stale_sources),
	    TEST(test_fresh_sources_are_not_kept),
	    TEST(test_included_files),
	    TEST(test_verdicts),
	    TEST(test_unusable_folders),
	    TEST(test_no_home),
	    TEST(test_status_and_clear),
	    TEST(test_shared_folder),
	    TEST(test_packaged_image),
	    TEST(test_build_from_a_warm_cache),
	    TEST(test_problems_are_safe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
