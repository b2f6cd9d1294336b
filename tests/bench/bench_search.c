/* How fast patterns are found, over images and against rg.
 *
 *   bench_search [-t THREADS] [-r ROUNDS] [-p PATTERN] IMAGE|FOLDER...
 *   bench_search [...] -x FOLDER     XML instead: its text, tags cut off
 *
 * The text of the works is written into one file a work, a block a line; rg
 * searches that, with -P and as many threads. Medians in milliseconds. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "attache/builder.h"
#include "attache/search.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

/* clang-format off */
static const struct {
	const char *name;
	const char *pattern;
	double most; /* of rg's time */
} table[] = {
	{ "literal",     "ambassador", 0.3 },
	{ "no case",     "(?i)embassy", 0.3 },
	{ "prefix",      "\\bdiplom\\w+", 0.3 },
	{ "dates",       "\\b(19|20)\\d\\d\\b", 0.3 },
	{ "miss",        "zzyzxqq", 0.3 },
	{ "miss 2",      "Quetzalcoatl \\w+ xyzzy", 0.3 },
	{ "two words",   "foreign minister", 0.3 },
	{ "altern",      "treaty|armistice|protocol|convention", 0.6 },
	{ "altern i",    "(?i)treaty|armistice|protocol|convention", 0.6 },
	{ "lookbehind",  "(?<=President )[A-Z]\\w+", 0.6 },
	{ "dot star",    ".*treaty.*war.*", 0.6 },
	{ "suffix",      "\\w+tion\\b", 0.6 },
	{ "common",      "the", 1 },
	{ "doubled",     "(\\b\\w{4,}) \\1\\b", 1 },
	{ "names",       "[A-Z]\\w+ [A-Z]\\w+ [A-Z]\\w+", 1 },
};
/* clang-format on */

enum { WORKS = 4096, ROUNDS = 64 };

struct bench {
	struct att_image *image[WORKS];
	size_t count;
	size_t bytes;
	unsigned threads;
	int rounds;
	const char *only;
	bool xml;
	char folder[64];
	struct att_search_job job[WORKS];
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double
median(double *time, int count)
{
	qsort(time, (size_t)count, sizeof(*time), compare);
	return time[count / 2];
}

/* The text between the tags, a paragraph at every closing p, head, cell. */
static struct att_image *
strip(const char *data, size_t size)
{
	struct att_builder *b = att_builder_new();
	const char *end = data + size;
	void *memory;
	size_t bytes;

	att_builder_open(b, ATT_WORK);
	att_builder_open(b, ATT_PARA);
	while (data < end) {
		const char *tag = memchr(data, '<', (size_t)(end - data));

		if (!tag)
			tag = end;
		att_builder_text(b, data, (size_t)(tag - data));
		if (end - tag > 4 &&
		    (!strncmp(tag, "</p>", 4) || !strncmp(tag, "</he", 4) ||
		        !strncmp(tag, "</l>", 4) || !strncmp(tag, "</ce", 4))) {
			att_builder_close(b);
			att_builder_open(b, ATT_PARA);
		}
		data = tag < end ? memchr(tag, '>', (size_t)(end - tag)) : NULL;
		data = data ? data + 1 : end;
	}
	if (!att_builder_freeze(b, &memory, &bytes, NULL))
		exit(2);
	att_builder_free(b);
	return att_image_new(memory, bytes, "stripped", NULL);
}

static struct att_image *
open_one(const struct bench *b, const char *path)
{
	struct att_image *image = NULL;
	char *data;
	size_t size;
	int fd;

	if (b->xml && file_read(path, 1 << 30, &data, &size, NULL)) {
		image = strip(data, size);
		free(data);
	} else if (!b->xml) {
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd >= 0)
			image = att_image_map(fd, false, path, NULL);
		if (fd >= 0)
			close(fd);
	}
	return image;
}

static void
add(struct bench *b, const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	size_t size;

	if (!dir) {
		struct att_image *image =
		    b->count < WORKS ? open_one(b, path) : NULL;

		if (!image)
			return;
		att_image_text(image, &size);
		b->bytes += size;
		b->image[b->count++] = image;
		return;
	}
	while ((entry = readdir(dir))) {
		char *below;

		if (entry->d_name[0] == '.')
			continue;
		below = mem_format("%s/%s", path, entry->d_name);
		add(b, below);
		free(below);
	}
	closedir(dir);
}

/* The works as text files. */
static void
write_texts(struct bench *b)
{
	snprintf(b->folder, sizeof(b->folder), "/tmp/bench_search.XXXXXX");
	if (!mkdtemp(b->folder)) {
		perror("mkdtemp");
		exit(2);
	}
	for (size_t i = 0; i < b->count; i++) {
		char *path = mem_format("%s/%zu.txt", b->folder, i);
		FILE *f = fopen(path, "w");
		size_t size;
		const char *text = att_image_text(b->image[i], &size);

		if (!f || fwrite(text, 1, size, f) != size) {
			perror(path);
			exit(2);
		}
		fclose(f);
		free(path);
	}
}

static size_t
count_all(struct bench *b, const struct att_pattern *p, double *time)
{
	size_t all = 0;
	double began = now();

	for (size_t i = 0; i < b->count; i++)
		b->job[i] = (struct att_search_job){.image = b->image[i]};
	att_search_run(p, b->job, b->count, b->threads, NULL, NULL, NULL);
	for (size_t i = 0; i < b->count; i++) {
		size_t count;

		att_search_matches(b->job[i].search, &count);
		all += count;
		att_search_free(b->job[i].search);
	}
	*time = now() - began;
	return all;
}

/* Until the first match is known. */
static double
first_match(struct bench *b, const struct att_pattern *p)
{
	double began = now();

	for (size_t i = 0; i < b->count; i++) {
		struct att_range match;

		if (att_search_near(
		        p, b->image[i], NULL, 0, false, NULL, NULL, &match))
			break;
	}
	return now() - began;
}

static size_t
run_rg(
    const struct bench *b, const char *pattern, const char *how, double *time)
{
	char *command =
	    mem_format("rg %s --no-config -j%u --count-matches --no-filename "
	               "-e '%s' %s",
	        how, b->threads ? b->threads : 2, pattern, b->folder);
	char line[64];
	size_t all = 0;
	double began = now();
	FILE *pipe = popen(command, "r");

	while (pipe && fgets(line, sizeof(line), pipe))
		all += strtoul(line, NULL, 10);
	if (pipe)
		pclose(pipe);
	*time = now() - began;
	free(command);
	return all;
}

static void
row(struct bench *b, const char *name, const char *pattern, double most)
{
	double ours[ROUNDS], theirs[ROUNDS], first[ROUNDS], rg[ROUNDS];
	size_t found = 0, peer = 0;
	struct att_error err = {0};
	struct att_pattern *p =
	    att_pattern_new(pattern, ATT_P_CASE, NULL, &err);
	double ratio;

	if (!p) {
		printf("%s: %s\n", pattern, err.text);
		return;
	}
	for (int i = 0; i < b->rounds; i++) {
		found = count_all(b, p, &ours[i]);
		peer = run_rg(b, pattern, "-P", &theirs[i]);
		run_rg(b, pattern, "", &rg[i]);
		first[i] = first_match(b, p);
	}
	ratio = median(ours, b->rounds) / median(theirs, b->rounds);
	printf("%-11s %9zu %9zu %8.1f %8.1f %8.1f %7.3f %5.2f%s %7.2f\n", name,
	    found, peer, median(ours, b->rounds), median(theirs, b->rounds),
	    median(rg, b->rounds), ratio, most, ratio > most ? "!" : " ",
	    median(first, b->rounds));
	att_pattern_free(p);
}

static void
remove_texts(const struct bench *b)
{
	for (size_t i = 0; i < b->count; i++) {
		char *path = mem_format("%s/%zu.txt", b->folder, i);

		unlink(path);
		free(path);
	}
	rmdir(b->folder);
}

int
main(int argc, char **argv)
{
	struct bench *b = mem_alloc(sizeof(*b));
	int option;

	b->threads = 2;
	b->rounds = 5;
	while ((option = getopt(argc, argv, "t:r:p:x")) != -1) {
		if (option == 't')
			b->threads = (unsigned)atoi(optarg);
		else if (option == 'r')
			b->rounds = atoi(optarg) % ROUNDS;
		else if (option == 'p')
			b->only = optarg;
		else if (option == 'x')
			b->xml = true;
		else
			return 2;
	}
	for (int i = optind; i < argc; i++)
		add(b, argv[i]);
	write_texts(b);
	printf("%zu works, %.1f MB of text, %u threads, %d rounds; ms\n",
	    b->count, (double)b->bytes / 1e6, b->threads, b->rounds);
	printf("%-11s %9s %9s %8s %8s %8s %7s %6s %7s\n", "pattern", "found",
	    "rg -P", "attache", "rg -P", "rg", "ratio", "most", "first");
	if (b->only)
		row(b, b->only, b->only, 1);
	for (size_t i = 0; !b->only && i < COUNT(table); i++)
		row(b, table[i].name, table[i].pattern, table[i].most);
	remove_texts(b);
	free(b);
	return 0;
}
