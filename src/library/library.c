/* The set of works: opening it, and asking what is in it. */
#include "attache/library.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/helper.h"
#include "base/mem.h"
#include "base/message.h"
#include "library/set.h"

struct att_library *
att_library_open(const char *const *args, size_t count,
    const struct att_library_opts *opts, struct att_error *err)
{
	struct att_library *library = mem_alloc(sizeof(*library));
	bool ok = true;

	if (opts)
		library->opts = *opts;
	library->helper = library->opts.helper ? mem_dup(library->opts.helper)
	                                       : helper_path();
	if (!library->opts.seconds)
		library->opts.seconds = WIRE_SECONDS;
	if (!library->opts.megabytes)
		library->opts.megabytes = WIRE_MEGABYTES;
	cache_open(&library->cache, !library->opts.no_cache);
	library->cache.seconds = library->opts.seconds;
	library->cache.megabytes = library->opts.megabytes;
	for (size_t i = 0; ok && i < count; i++)
		ok = find_argument(library, args[i], err);
	if (count == 0)
		ok = find_installed(library, err);
	library->opts.only = NULL; /* the caller's, and done with */
	if (ok)
		return library;
	att_library_free(library);
	return NULL;
}

void
att_library_free(struct att_library *library)
{
	if (!library)
		return;
	for (size_t i = 0; i < library->count; i++)
		work_done(&library->work[i]);
	for (size_t i = 0; i < library->root_count; i++)
		free(library->root[i]);
	for (size_t i = 0; i < library->trouble_count; i++)
		free(library->trouble[i]);
	for (size_t i = 0; i < library->part_count; i++)
		free(library->part[i]);
	cache_close(&library->cache);
	map_done(&library->by_name);
	map_done(&library->by_real);
	map_done(&library->by_base);
	map_done(&library->by_id);
	map_done(&library->by_part);
	seen_done(&library->refused);
	free(library->outlink);
	free(library->part);
	free(library->trouble);
	free(library->root);
	free(library->work);
	free(library->helper);
	free(library);
}

size_t
att_library_count(const struct att_library *library)
{
	return library->count;
}

const char *
att_library_name(const struct att_library *library, size_t work)
{
	return library->work[work].name;
}

const char *
att_library_path(const struct att_library *library, size_t work)
{
	return library->work[work].path;
}

const char *
att_library_origin(const struct att_library *library, size_t work)
{
	static const char *const names[] = {
	    /* TRANSLATORS: where a work comes from. */
	    [ORIGIN_INSTALLED] = N_("installed"),
	    [ORIGIN_FILE] = N_("file"),
	    [ORIGIN_DIRECTORY] = N_("directory"),
	};

	return names[library->opts.closed ? ORIGIN_INSTALLED
	                                  : library->work[work].origin];
}

const struct att_image *
att_library_image(
    struct att_library *library, size_t work, struct att_error *err)
{
	return load_work(library, work, err);
}

/* What came with the image counts when it is there; it may lie where only the
 * system writes. */
const char *
att_library_topics_path(struct att_library *library, size_t row)
{
	struct work *work = &library->work[row];
	struct source source = {.real = work->real};

	if (work->topics && access(work->topics, R_OK) == 0)
		return work->topics;
	free(work->topics);
	work->topics = cache_topics_path(&library->cache, &source);
	return work->topics;
}

size_t
att_library_passed_over(const struct att_library *library)
{
	return library->passed_over;
}

const char *
att_library_problem(const struct att_library *library, size_t row)
{
	for (size_t i = 0; i < library->count; i++) {
		if (library->work[i].state == WORK_FAILED && row-- == 0)
			return library->work[i].problem;
	}
	return row < library->trouble_count ? library->trouble[row] : NULL;
}
