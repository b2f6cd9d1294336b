/* Names under which something is remembered about a work. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "library/set.h"

/* A file that was given by its path may be what is installed. */
static bool
is_installed(const char *name, const char *real)
{
	char *path = find_installed_path(name);
	char *where = path ? realpath(path, NULL) : NULL;
	bool same = where && strcmp(where, real) == 0;

	free(where);
	free(path);
	return same;
}

char *
att_library_kept(const struct att_library *library, size_t row)
{
	const struct work *work = &library->work[row];
	char *name;

	/* Names of a closed library are its own; its paths are nobody's. */
	if (library->opts.closed || work->origin == ORIGIN_INSTALLED)
		return mem_dup(work->name);
	name = path_base(work->real);
	if (is_installed(name, work->real))
		return name;
	free(name);
	return mem_dup(work->real);
}

static char *
real_of(const char *kept)
{
	char *path, *real;

	if (kept[0] == '/')
		return realpath(kept, NULL);
	path = find_installed_path(kept);
	real = path ? realpath(path, NULL) : NULL;
	free(path);
	return real;
}

static size_t
find_kept(const struct att_library *library, const char *kept)
{
	char *real = real_of(kept);
	size_t row = 0;

	for (; row < library->count; row++) {
		const struct work *work = &library->work[row];

		if ((real && strcmp(work->real, real) == 0) ||
		    (work->origin == ORIGIN_INSTALLED &&
		        strcmp(work->name, kept) == 0))
			break;
	}
	free(real);
	return row < library->count ? row : SIZE_MAX;
}

size_t
att_library_add_kept(struct att_library *library, const char *kept)
{
	size_t row = library->opts.closed ? att_library_find(library, kept)
	                                  : find_kept(library, kept);
	struct stat st;

	if (row != SIZE_MAX || library->opts.closed)
		return row;
	if (kept[0] != '/')
		return find_installed_name(library, kept);
	if (stat(kept, &st) != 0 || !S_ISREG(st.st_mode))
		return SIZE_MAX;
	return find_file(library, kept);
}
