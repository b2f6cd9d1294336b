/* A folder that a test fills with documents and throws away. */
#ifndef UNIT_FOLDER_H
#define UNIT_FOLDER_H

#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attache/library.h"

struct folder {
	char path[PATH_MAX];   /* real */
	char helper[PATH_MAX]; /* attache-xml of this build */
};

static inline int
folder_remove_entry(
    const char *path, const struct stat *st, int type, struct FTW *place)
{
	(void)st;
	(void)type;
	(void)place;
	return remove(path);
}

static inline const char *
folder_at(const struct folder *f, const char *name)
{
	static char path[4][2 * PATH_MAX];
	static unsigned turn;

	turn = (turn + 1) % 4;
	snprintf(path[turn], sizeof(path[turn]), "%s/%s", f->path, name);
	return path[turn];
}

static inline void
folder_make(const struct folder *f, const char *name)
{
	char path[2 * PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", f->path, name);
	for (char *p = path + strlen(f->path) + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		mkdir(path, 0700);
		*p = '/';
	}
}

/* Long ago: what has just changed is not kept in the cache. */
static inline void
folder_age(const struct folder *f, const char *name, long seconds, long ns)
{
	const struct timespec times[2] = {
	    {1600000000 + seconds, ns}, {1600000000 + seconds, ns}};

	utimensat(AT_FDCWD, folder_at(f, name), times, 0);
}

static inline void
folder_write(const struct folder *f, const char *name, const char *text)
{
	FILE *file;

	folder_make(f, name);
	file = fopen(folder_at(f, name), "w");
	if (!file)
		abort();
	fputs(text, file);
	fclose(file);
	folder_age(f, name, 0, 0);
}

/* A book with that id and text. */
static inline void
folder_book(
    const struct folder *f, const char *name, const char *id, const char *body)
{
	char text[8192];

	snprintf(text, sizeof(text),
	    "<book xmlns='http://docbook.org/ns/docbook' version='5.0'\n"
	    " xmlns:xi='http://www.w3.org/2001/XInclude'\n"
	    " xmlns:xlink='http://www.w3.org/1999/xlink'\n"
	    " xml:id=\"%s\"><title>Title of %s</title>\n%s</book>\n",
	    id, id, body);
	folder_write(f, name, text);
}

static inline char *
folder_read(const struct folder *f, const char *name, size_t *size)
{
	enum { MAX = 4 << 20 };
	FILE *file = fopen(folder_at(f, name), "r");
	char *text = malloc(MAX);

	if (!file || !text)
		abort();
	*size = fread(text, 1, MAX, file);
	fclose(file);
	return text;
}

static inline void
folder_overwrite(
    const struct folder *f, const char *name, const char *bytes, size_t size)
{
	FILE *file = fopen(folder_at(f, name), "w");

	if (!file || fwrite(bytes, 1, size, file) != size)
		abort();
	fclose(file);
}

static inline bool
folder_has(const struct folder *f, const char *name)
{
	return access(folder_at(f, name), F_OK) == 0;
}

/* The environment leads nowhere but into the folder. */
static inline void
folder_open(struct folder *f)
{
	static const char *const places[] = {
	    "attache-xml", "../../attache-xml"};
	char made[] = "/tmp/attache-unit-XXXXXX";
	char program[PATH_MAX];
	ssize_t size = readlink("/proc/self/exe", program, sizeof(program) - 1);

	if (!mkdtemp(made) || !realpath(made, f->path) || size < 0)
		abort();
	program[size] = '\0';
	*strrchr(program, '/') = '\0';
	for (int i = 0; i < 2; i++) {
		snprintf(f->helper, sizeof(f->helper), "%.2000s/%s", program,
		    places[i]);
		if (access(f->helper, X_OK) == 0)
			break;
	}
	setenv("HOME", f->path, 1);
	setenv("XDG_CACHE_HOME", folder_at(f, "cache"), 1);
	setenv("XDG_DATA_HOME", folder_at(f, "data"), 1);
	setenv("XDG_DATA_DIRS", folder_at(f, "share"), 1);
	unsetenv("ATTACHE_CACHE_DIRS");
}

static inline void
folder_close(struct folder *f)
{
	nftw(f->path, folder_remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* Open that part of the folder as a library and load it. */
static inline struct att_library *
folder_library(
    const struct folder *f, const char *name, struct att_library_opts opts)
{
	const char *arg = folder_at(f, name);
	struct att_library *library;

	if (!opts.helper)
		opts.helper = f->helper;
	library = att_library_open(&arg, 1, &opts, NULL);
	if (!library || !att_library_load(library, NULL)) {
		att_library_free(library);
		return NULL;
	}
	return library;
}

#endif
