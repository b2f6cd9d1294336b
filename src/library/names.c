/* Rows of the set: adding works, naming them, knowing them again. */
#include "library/set.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

char *
path_folder(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return mem_dup(".");
	return slash == path ? mem_dup("/")
	                     : mem_ndup(path, (size_t)(slash - path));
}

char *
path_base(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;
	const char *dot = strrchr(base, '.');

	return dot && dot != base ? mem_ndup(base, (size_t)(dot - base))
	                          : mem_dup(base);
}

/* Take "." and ".." out of an absolute path, in place. */
static void
normalise(char *path)
{
	char *to = path, *from = path;

	while (*from) {
		size_t size;

		while (*from == '/')
			from++;
		size = strcspn(from, "/");
		if (size == 2 && from[0] == '.' && from[1] == '.') {
			while (to > path && *--to != '/')
				;
		} else if (size > 0 && !(size == 1 && from[0] == '.')) {
			*to++ = '/';
			memmove(to, from, size);
			to += size;
		}
		from += size;
	}
	if (to == path)
		*to++ = '/';
	*to = '\0';
}

char *
path_join(const char *folder, const char *name)
{
	char *path =
	    name[0] == '/' ? mem_dup(name) : mem_format("%s/%s", folder, name);

	normalise(path);
	return path;
}

char *
path_shown(const char *shown_folder, const char *from, const char *real)
{
	const char *slash = strrchr(from, '/');
	size_t size = (size_t)(slash + 1 - from);

	if (strncmp(from, real, size) != 0)
		return mem_dup(real);
	if (strcmp(shown_folder, ".") == 0)
		return mem_dup(real + size);
	return mem_format("%s/%s", shown_folder, real + size);
}

size_t
library_root(struct att_library *library, const char *real)
{
	for (size_t i = 0; i < library->root_count; i++) {
		if (strcmp(library->root[i], real) == 0)
			return i;
	}
	library->root = mem_grow(library->root, &library->root_cap,
	    library->root_count + 1, sizeof(*library->root));
	library->root[library->root_count] = mem_dup(real);
	return library->root_count++;
}

/* The name itself, else with the name of the folder of its root before it,
 * else with a number behind it. */
static char *
unique_name(const struct att_library *library, const char *name, size_t root)
{
	char *base, *unique;

	if (!map_find(&library->by_name, name))
		return mem_dup(name);
	base = strrchr(library->root[root], '/');
	unique = mem_format("%s/%s", base ? base + 1 : "", name);
	for (unsigned n = 2; map_find(&library->by_name, unique); n++) {
		free(unique);
		unique = mem_format("%s~%u", name, n);
	}
	return unique;
}

static void
map_row(struct att_library *library, size_t row)
{
	const struct work *work = &library->work[row];
	const char *slash = strrchr(work->name, '/');
	const char *base = slash ? slash + 1 : work->name;

	map_add(&library->by_name, work->name, row);
	map_add(&library->by_real, work->real, row);
	if (!map_add(&library->by_base, base, row))
		*map_find(&library->by_base, base) = SIZE_MAX;
}

void
library_map(struct att_library *library)
{
	map_done(&library->by_name);
	map_done(&library->by_real);
	map_done(&library->by_base);
	for (size_t i = 0; i < library->count; i++)
		map_row(library, i);
}

size_t
library_add(struct att_library *library, const char *name, const char *path,
    const char *real, size_t root, enum origin origin)
{
	const size_t *there = map_find(&library->by_real, real);
	size_t row = library->count;

	if (there)
		return *there;
	library->work = mem_grow(
	    library->work, &library->cap, row + 1, sizeof(*library->work));
	library->work[row] = (struct work){
	    .name = unique_name(library, name, root),
	    .path = mem_dup(path),
	    .real = mem_dup(real),
	    .root = root,
	    .origin = origin,
	};
	library->count++;
	map_row(library, row);
	return row;
}

void
work_done(struct work *work)
{
	att_image_free(work->image);
	free(work->name);
	free(work->path);
	free(work->real);
	free(work->problem);
	free(work->topics);
}

void
library_drop_last(struct att_library *library)
{
	work_done(&library->work[--library->count]);
	library_map(library);
}

void
library_trouble(struct att_library *library, const char *text)
{
	library->trouble = mem_grow(library->trouble, &library->trouble_cap,
	    library->trouble_count + 1, sizeof(*library->trouble));
	library->trouble[library->trouble_count++] = mem_dup(text);
}
