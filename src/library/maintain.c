/* Looking after the cache: what is in it, emptying it, filling one elsewhere.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "attache/topics.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "library/set.h"

enum {
	SOURCES_MAX = 64 << 20, /* bytes of "sources" that are read */
	ABANDONED = 3600 /* seconds since a passing file was written to */
};

static bool
has_extension(const char *name, const char *extension)
{
	const char *dot = strrchr(name, '.');

	return dot && strcmp(dot, extension) == 0;
}

/* Whether a file of the user's folder is one that attache makes there. */
static bool
is_made_here(const char *name)
{
	static const char *const names[] = {"stamps", "sources"};

	for (size_t i = 0; i < COUNT(names); i++) {
		if (strcmp(name, names[i]) == 0)
			return true;
	}
	return has_extension(name, ".image") || has_extension(name, ".none") ||
	       strstr(name, ".topics") || strncmp(name, "new.", 4) == 0;
}

/* Call do_with for every entry of the folder. */
static void
each_entry(int folder, void (*do_with)(void *ctx, int folder, const char *name),
    void *ctx)
{
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (!dir && fd >= 0)
		close(fd);
	while (dir && (entry = readdir(dir))) {
		if (is_made_here(entry->d_name))
			do_with(ctx, folder, entry->d_name);
	}
	if (dir)
		closedir(dir);
}

/* Whether a file has its name only until it is finished: see output.c, and
 * topics. */
static bool
is_passing(const char *name)
{
	return strncmp(name, "new.", 4) == 0 || has_extension(name, ".new");
}

static void
sweep_entry(void *ctx, int folder, const char *name)
{
	const time_t *now = ctx;
	struct stat st;

	if (is_passing(name) &&
	    fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISREG(st.st_mode) && st.st_mtime < *now - ABANDONED)
		unlinkat(folder, name, 0);
}

void
cache_sweep(struct cache *cache)
{
	time_t now = time(NULL);

	if (cache->writable && cache->user.fd >= 0)
		each_entry(cache->user.fd, sweep_entry, &now);
}

struct survey {
	struct cache *cache;
	struct att_cache_status *status;
	struct map path_of; /* KEY: offset in text */
	char *text;
};

/* Lines "KEY PATH"; the last one of a key counts. */
static void
read_sources(struct survey *s)
{
	char *path = mem_format("%s/sources", s->cache->user.path);
	size_t size = 0;
	char *line, *end;

	if (!file_read(path, SOURCES_MAX, &s->text, &size, NULL))
		s->text = mem_dup("");
	free(path);
	for (line = s->text; line < s->text + size; line = end + 1) {
		end = memchr(line, '\n', size - (size_t)(line - s->text));
		if (!end)
			break;
		*end = '\0';
		if (end - line <= CACHE_KEY)
			continue;
		for (char *c = line; c < end; c++) {
			if (*c == '\0')
				*c = '\n';
		}
		line[CACHE_KEY - 1] = '\0';
		if (!map_add(&s->path_of, line,
		        (size_t)(line + CACHE_KEY - s->text)))
			*map_find(&s->path_of, line) =
			    (size_t)(line + CACHE_KEY - s->text);
	}
}

static bool
is_fresh(struct survey *s, const char *name)
{
	char *key = mem_ndup(name, strcspn(name, "."));
	const size_t *at = map_find(&s->path_of, key);
	struct source source = {.real = at ? s->text + *at : ""};
	bool fresh = at && stat(source.real, &source.st) == 0 &&
	             cache_fits(s->cache, name, &source);

	free(key);
	return fresh;
}

/* What it takes of the disk, where that is less: the table of stamps has
 * holes. */
static uint64_t
bytes_of(const struct stat *st)
{
	uint64_t size = (uint64_t)st->st_size;
	uint64_t disk = (uint64_t)st->st_blocks * 512;

	return disk < size ? disk : size;
}

static void
survey_entry(void *ctx, int folder, const char *name)
{
	struct survey *s = ctx;
	struct stat st;

	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
	    !S_ISREG(st.st_mode))
		return;
	s->status->bytes += bytes_of(&st);
	if (!has_extension(name, ".image"))
		return;
	s->status->images++;
	s->status->stale += !is_fresh(s, name);
}

/* The user's cache; there may be no folder yet. */
static bool
open_user_cache(struct cache *cache, struct att_error *err)
{
	cache_open(cache, true);
	if (cache->user.path)
		return true;
	cache_close(cache);
	return att_fail(err, ATT_EIO,
	    _("there is no home folder: set HOME or XDG_CACHE_HOME"));
}

bool
att_cache_status(struct att_cache_status *status, struct att_error *err)
{
	struct cache cache;
	struct survey s = {.cache = &cache, .status = status};

	*status = (struct att_cache_status){.path = ""};
	if (!open_user_cache(&cache, err))
		return false;
	snprintf(status->path, sizeof(status->path), "%s", cache.user.path);
	if (cache.user.fd >= 0) {
		cache_sweep(&cache);
		read_sources(&s);
		each_entry(cache.user.fd, survey_entry, &s);
		map_done(&s.path_of);
		free(s.text);
	}
	cache_close(&cache);
	return true;
}

struct clearing {
	size_t removed;
	int why; /* errno of what could not be removed */
};

static void
clear_entry(void *ctx, int folder, const char *name)
{
	struct clearing *c = ctx;

	if (unlinkat(folder, name, 0) != 0)
		c->why = errno;
	else
		c->removed += has_extension(name, ".image");
}

bool
att_cache_clear(size_t *removed, struct att_error *err)
{
	struct clearing c = {0};
	struct cache cache;
	bool ok = true;

	*removed = 0;
	if (!open_user_cache(&cache, err))
		return false;
	if (cache.user.fd >= 0)
		each_entry(cache.user.fd, clear_entry, &c);
	if (c.why)
		ok = att_fail(err, ATT_EIO, _("cannot clear the cache %s: %s"),
		    cache.user.path, strerror(c.why));
	*removed = c.removed;
	cache_close(&cache);
	return ok;
}

/* Under the name that it is looked for: see cache_find. */
static char *
shared_name(const struct work *work)
{
	char key[CACHE_KEY];

	if (work->origin == ORIGIN_INSTALLED)
		return mem_dup(work->name);
	cache_key(work->real, key);
	return mem_dup(key);
}

static bool
build_one(const struct work *work, const char *folder, struct stamps *stamps,
    struct att_error *err)
{
	char *name = shared_name(work);
	char *base = mem_format("%s.image", name);
	char *image = mem_format("%s/%s", folder, base);
	char *topics = mem_format("%s/%s.topics", folder, name);
	const void *data;
	struct stat st;
	size_t size;
	bool ok;

	data = att_image_data(work->image, &size);
	ok = file_replace(image, data, size, err) && chmod(image, 0644) == 0 &&
	     (att_topics_fits(work->image, topics) ||
	         att_topics_build(work->image, topics, err));
	if (ok) {
		chmod(topics, 0644);
		if (stat(image, &st) == 0)
			stamps_note(stamps, base, &st, NULL);
	}
	free(topics);
	free(image);
	free(base);
	free(name);
	return ok;
}

bool
att_cache_build(struct att_library *library, const char *folder, size_t *made,
    struct att_error *err)
{
	struct stamps stamps = STAMPS_NONE;
	bool ok;
	int fd;

	*made = 0;
	if (!att_library_load(library, err) ||
	    !file_make_folders(folder, 0755, err))
		return false;
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return att_fail(err, ATT_EIO,
		    _("cannot open the folder %s: %s"), folder,
		    strerror(errno));
	ok = cache_tag(fd) ||
	     att_fail(err, ATT_EIO, _("cannot write to %s"), folder);
	stamps_keep(&stamps, fd);
	for (size_t i = 0; ok && i < library->count; i++) {
		/* Those that did not open are said to be so elsewhere. */
		if (!load_work(library, i, NULL))
			continue;
		ok = build_one(&library->work[i], folder, &stamps, err);
		*made += ok;
	}
	fchmodat(fd, "stamps", 0644, 0);
	stamps_done(&stamps);
	close(fd);
	return ok;
}
