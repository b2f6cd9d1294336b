/* From arguments to works: files, folders, names of installed works. */
#include "library/set.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "library/place.h"

struct strings {
	char **item;
	size_t count;
	size_t cap;
};

static void
add_string(struct strings *strings, char *string)
{
	strings->item = mem_grow(strings->item, &strings->cap,
	    strings->count + 1, sizeof(*strings->item));
	strings->item[strings->count++] = string;
}

static void
free_strings(struct strings *strings)
{
	for (size_t i = 0; i < strings->count; i++)
		free(strings->item[i]);
	free(strings->item);
}

/* The source's own work, when the program runs from where it was built. */
static void
add_source_folder(struct strings *folders)
{
	static const char *const helper[] = {"attache-xml"};
	static const char *const contents[] = {
	    "content", "../content", "../../content"};
	char *here = beside_program(helper, COUNT(helper));
	char *content;

	if (!here)
		return;
	free(here);
	content = beside_program(contents, COUNT(contents));
#ifdef ATTACHE_SRCDIR
	if (!content)
		content = mem_dup(ATTACHE_SRCDIR "/content");
#endif
	if (content)
		add_string(folders, content);
}

/* Folders of installed works, the person's own first. */
static struct strings
works_folders(void)
{
	struct strings folders = {0};
	char *own = file_place(FILE_DATA, false, NULL);
	const char *list = getenv("XDG_DATA_DIRS");

	if (own)
		add_string(&folders, mem_format("%s/works", own));
	free(own);
	add_source_folder(&folders);
	if (!list || !*list)
		list = "/usr/local/share:/usr/share";
	while (*list) {
		size_t size = strcspn(list, ":");

		if (list[0] == '/')
			add_string(&folders,
			    mem_format("%.*s/attache/works", (int)size, list));
		list += size + (list[size] == ':');
	}
	add_string(&folders, mem_dup(ATTACHE_DATADIR "/works"));
	return folders;
}

static bool
is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* NAME/NAME.xml or NAME.xml in that folder. Caller frees. */
static char *
installed_path(const char *folder, const char *name)
{
	char *path = mem_format("%s/%s/%s.xml", folder, name, name);

	if (is_file(path))
		return path;
	free(path);
	path = mem_format("%s/%s.xml", folder, name);
	if (is_file(path))
		return path;
	free(path);
	return NULL;
}

static size_t
add_file(struct att_library *library, const char *name, const char *path,
    enum origin origin)
{
	char *real = realpath(path, NULL);
	char *folder;
	size_t row;

	if (!real)
		return SIZE_MAX;
	folder = path_folder(real);
	row = library_add(
	    library, name, path, real, library_root(library, folder), origin);
	free(folder);
	free(real);
	return row;
}

static size_t
add_installed(struct att_library *library, const struct strings *folders,
    const char *name)
{
	for (size_t i = 0; i < folders->count; i++) {
		char *path = installed_path(folders->item[i], name);
		size_t row;

		if (!path)
			continue;
		row = add_file(library, name, path, ORIGIN_INSTALLED);
		free(path);
		return row;
	}
	return SIZE_MAX;
}

size_t
find_installed_name(struct att_library *library, const char *name)
{
	struct strings folders;
	size_t row;

	if (name[0] == '.' || name[0] == '\0' || strchr(name, '/'))
		return SIZE_MAX;
	folders = works_folders();
	row = add_installed(library, &folders, name);
	free_strings(&folders);
	return row;
}

char *
find_installed_path(const char *name)
{
	struct strings folders;
	char *path = NULL;

	if (name[0] == '.' || name[0] == '\0' || strchr(name, '/'))
		return NULL;
	folders = works_folders();
	for (size_t i = 0; i < folders.count && !path; i++)
		path = installed_path(folders.item[i], name);
	free_strings(&folders);
	return path;
}

size_t
find_file(struct att_library *library, const char *path)
{
	char *name = path_base(path);
	size_t row = add_file(library, name, path, ORIGIN_FILE);

	free(name);
	return row;
}

size_t
att_library_add_named(struct att_library *library, const char *name)
{
	size_t row = att_library_find(library, name);
	char *path;

	if (row != SIZE_MAX || library->opts.closed ||
	    library->count >= LIBRARY_MAX_WORKS)
		return row;
	if (is_file(name))
		return find_file(library, name);
	row = find_installed_name(library, name);
	path = mem_format("%s.xml", name);
	if (row == SIZE_MAX && is_file(path))
		row = find_file(library, path);
	free(path);
	return row;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What may be the name of a work in that folder. */
static void
add_names(struct strings *names, const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		const char *name = entry->d_name;
		const char *dot = strrchr(name, '.');

		if (name[0] == '.')
			continue;
		add_string(names, dot && strcmp(dot, ".xml") == 0
		                      ? path_base(name)
		                      : mem_dup(name));
	}
	if (dir)
		closedir(dir);
}

bool
find_installed(struct att_library *library, struct att_error *err)
{
	struct strings folders = works_folders(), names = {0};

	for (size_t i = 0; i < folders.count; i++)
		add_names(&names, folders.item[i]);
	if (names.count > 1)
		qsort(names.item, names.count, sizeof(*names.item), compare);
	for (size_t i = 0;
	     i < names.count && library->count < LIBRARY_MAX_WORKS; i++) {
		if (i == 0 || strcmp(names.item[i], names.item[i - 1]) != 0)
			add_installed(library, &folders, names.item[i]);
	}
	free_strings(&names);
	free_strings(&folders);
	return library->count > 0 ||
	       att_fail(err, ATT_ENOTFOUND,
	           _("no work is installed: name a file or a folder"));
}

/* A folder's path without slashes at its end. Caller frees. */
static char *
trim(const char *path)
{
	size_t size = strlen(path);

	while (size > 1 && path[size - 1] == '/')
		size--;
	return mem_ndup(path, size);
}

static bool
add_path(struct att_library *library, const char *path, const struct stat *st,
    struct att_error *err)
{
	char *name;
	bool ok;

	if (S_ISDIR(st->st_mode)) {
		name = trim(path);
		ok = find_below(library, name, err);
	} else if (!S_ISREG(st->st_mode)) {
		return att_fail(
		    err, ATT_EINPUT, _("%s is not a regular file"), path);
	} else {
		name = path_base(path);
		ok = add_file(library, name, path, ORIGIN_FILE) != SIZE_MAX ||
		     att_fail(err, ATT_EIO, _("cannot open %s: %s"), path,
		         strerror(errno));
	}
	free(name);
	return ok;
}

bool
find_argument(
    struct att_library *library, const char *arg, struct att_error *err)
{
	struct stat st;
	char *path;
	bool ok;
	int why;

	if (arg[0] == '\0')
		return att_fail(err, ATT_EUSAGE, _("a work's name is empty"));
	if (stat(arg, &st) == 0)
		return add_path(library, arg, &st, err);
	why = errno;
	if (find_installed_name(library, arg) != SIZE_MAX)
		return true;
	path = mem_format("%s.xml", arg);
	ok = stat(path, &st) == 0 && S_ISREG(st.st_mode);
	if (ok)
		ok = add_path(library, path, &st, err);
	else if (why == ENOENT)
		att_fail(err, ATT_ENOTFOUND,
		    _("there is no work, file or folder named %s"), arg);
	else
		att_fail(
		    err, ATT_EIO, _("cannot open %s: %s"), arg, strerror(why));
	free(path);
	return ok;
}
