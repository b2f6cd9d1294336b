/* How long reading takes, from XML to images in the cache, by attache-xml as
 * attache runs it. The cache is $XDG_CACHE_HOME's; run.sh empties it before.
 *
 *   bench_read WORKERS FOLDER|FILE
 *
 * prints seconds, works, megabytes of images, and the megabytes that the
 * largest worker had at its peak. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "attache/library.h"

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
image_bytes(struct att_library *library)
{
	double bytes = 0;

	for (size_t i = 0; i < att_library_count(library); i++) {
		const struct att_image *image =
		    att_library_image(library, i, NULL);
		size_t size = 0;

		if (image)
			att_image_data(image, &size);
		bytes += (double)size;
	}
	return bytes;
}

int
main(int argc, char **argv)
{
	struct att_library_opts opts = {.quiet = true};
	struct att_error err = {0};
	struct att_library *library;
	struct rusage used;
	const char *path;
	double began = now(), took, bytes;
	size_t works;

	if (argc != 3)
		return 2;
	opts.workers = (unsigned)atoi(argv[1]);
	path = argv[2];
	library = att_library_open(&path, 1, &opts, &err);
	if (!library || !att_library_load(library, &err)) {
		fprintf(stderr, "bench_read: %s\n", err.text);
		return 2;
	}
	took = now() - began;
	works = att_library_count(library);
	bytes = image_bytes(library);
	att_library_free(library);
	getrusage(RUSAGE_CHILDREN, &used);
	printf("%.6f %zu %.3f %.3f\n", took, works, bytes / 1e6,
	    (double)used.ru_maxrss * 1024 / 1e6);
	return 0;
}
