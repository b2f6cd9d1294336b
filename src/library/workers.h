/* Reading helpers: processes of attache-xml that turn documents into images,
 * one document after another, several at once. A helper that dies costs the
 * document it had before it and is replaced. */
#ifndef LIBRARY_WORKERS_H
#define LIBRARY_WORKERS_H

#include <stdbool.h>
#include <stddef.h>

#include "attache/error.h"

#include "library/wire.h"

struct workers {
	const char *helper;       /* path of attache-xml */
	const char *const *roots; /* all that helpers may read lies below */
	size_t root_count;
	unsigned count;     /* helpers at once; 0: one a core */
	unsigned seconds;   /* of a processor for one document */
	unsigned megabytes; /* of memory */
	/* The real path of a job's document, and a descriptor to write its
	 * image to, which stays the caller's; NULL: it is left out. */
	const char *(*start)(void *ctx, size_t job, int *out);
	/* Called once for each job that was started, in no order. */
	void (*done)(void *ctx, size_t job, const struct wire_answer *answer);
	/* Asked at least every 100 ms; true stops. */
	bool (*stop)(void *ctx);
	void *ctx;
};

/* Work through the jobs 0 .. count - 1, in that order. False with err when
 * stopped or when there are no helpers; all of them are gone in any case. */
bool workers_run(
    const struct workers *workers, size_t count, struct att_error *err);

#endif
