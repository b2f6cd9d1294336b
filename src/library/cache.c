/* Cache folders, and finding an image that fits its source. */
#include "library/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "library/place.h"

/* An installation copies files in any order, so an image may be a little older
 * than the source beside it. */
#define INSTALL_SLACK INT64_C(3600000000000) /* ns */

enum rule {
	RULE_KNOWN,   /* nothing more, since it is on record that it fits */
	RULE_EXACT,   /* sizes and times as recorded */
	RULE_PACKAGED /* sizes, and no source newer: packaging moves times */
};

int64_t
stat_mtime(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

/* Nobody but the system and this user can have written there. */
static bool
is_ours(const struct cache *cache, const struct stat *st)
{
	return (st->st_uid == cache->uid || st->st_uid == 0) &&
	       (st->st_mode & 022) == 0;
}

static bool
open_folder(const struct cache *cache, struct cache_folder *folder)
{
	struct stat st;

	folder->fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder->fd < 0)
		return false;
	if (fstat(folder->fd, &st) == 0 && is_ours(cache, &st))
		return true;
	close(folder->fd);
	folder->fd = -1;
	errno = EPERM;
	return false;
}

static void
add_shared(struct cache *cache, const char *path, size_t size)
{
	struct cache_folder folder = {mem_ndup(path, size), -1};

	if (folder.path[0] != '/' || !open_folder(cache, &folder)) {
		free(folder.path);
		return;
	}
	cache->shared = mem_grow(cache->shared, &cache->shared_cap,
	    cache->shared_count + 1, sizeof(*cache->shared));
	cache->shared[cache->shared_count++] = folder;
	stamps_look(&cache->stamps, folder.fd);
}

static void
open_shared(struct cache *cache)
{
	const char *list = getenv("ATTACHE_CACHE_DIRS");

	while (list && *list) {
		size_t size = strcspn(list, ":");

		add_shared(cache, list, size);
		list += size + (list[size] == ':');
	}
	add_shared(cache, ATTACHE_SYSCACHEDIR, strlen(ATTACHE_SYSCACHEDIR));
}

void
cache_open(struct cache *cache, bool enabled)
{
	*cache = (struct cache){.enabled = enabled,
	    .uid = geteuid(),
	    .own_fds = -1,
	    .user = {NULL, -1},
	    .stamps = STAMPS_NONE};
	if (!enabled)
		return;
	open_shared(cache);
	cache->user.path = file_place(FILE_CACHE, false, NULL);
	if (!cache->user.path)
		return;
	if (open_folder(cache, &cache->user)) {
		stamps_keep(&cache->stamps, cache->user.fd);
		cache->writable =
		    faccessat(cache->user.fd, ".", W_OK, AT_EACCESS) == 0;
	} else {
		cache->writable = errno == ENOENT;
	}
}

bool
cache_tag(int folder)
{
	static const char text[] =
	    "Signature: 8a477f597d28d172789f06886806bc55\n"
	    "# A folder of attache; what is in it can be made again.\n";
	int fd = openat(folder, "CACHEDIR.TAG",
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	bool ok;

	if (fd < 0)
		return errno == EEXIST;
	ok = file_write_all(fd, text, sizeof(text) - 1);
	return close(fd) == 0 && ok;
}

bool
cache_make(struct cache *cache)
{
	if (!cache->writable || cache->user.fd >= 0)
		return cache->writable;
	cache->writable = file_make_folders(cache->user.path, 0700, NULL) &&
	                  open_folder(cache, &cache->user) &&
	                  cache_tag(cache->user.fd);
	if (cache->writable)
		stamps_keep(&cache->stamps, cache->user.fd);
	return cache->writable;
}

static void
save_sources(struct cache *cache)
{
	int fd;

	if (cache->sources.size == 0)
		return;
	fd = openat(cache->user.fd, "sources",
	    O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
	    0600);
	if (fd >= 0) {
		file_write_all(fd, cache->sources.data, cache->sources.size);
		close(fd);
	}
	buf_clear(&cache->sources);
	cache_sweep(cache);
}

void
cache_flush(struct cache *cache)
{
	if (!cache->writable || cache->user.fd < 0)
		return;
	save_sources(cache);
}

void
cache_close(struct cache *cache)
{
	cache_flush(cache);
	stamps_done(&cache->stamps);
	buf_done(&cache->sources);
	free(cache->scratch);
	for (size_t i = 0; i < cache->shared_count; i++) {
		close(cache->shared[i].fd);
		free(cache->shared[i].path);
	}
	free(cache->shared);
	if (cache->own_fds >= 0)
		close(cache->own_fds);
	if (cache->user.fd >= 0)
		close(cache->user.fd);
	free(cache->user.path);
}

void
cache_key(const char *real, char key[CACHE_KEY])
{
	size_t size = strlen(real);

	snprintf(key, CACHE_KEY, "%016llx%016llx", file_hash(real, size, 1),
	    file_hash(real, size, 2));
}

/* One line a key; a newline in a path is written as a NUL. */
void
cache_name_source(struct cache *cache, const char *key, const char *real)
{
	buf_format(&cache->sources, "%s ", key);
	for (; *real; real++)
		buf_char(&cache->sources, *real == '\n' ? '\0' : *real);
	buf_char(&cache->sources, '\n');
}

static bool
file_agrees(const struct att_file *file, const struct stat *now, enum rule rule,
    const struct stat *image)
{
	if (file->size != (uint64_t)now->st_size)
		return false;
	if (rule == RULE_EXACT)
		return file->mtime == stat_mtime(now);
	return stat_mtime(now) <= stat_mtime(image) + INSTALL_SLACK;
}

/* A file that was missing when it was read is on record as empty and of no
 * time. */
static void
stat_include(const char *folder, size_t size, const char *name, struct stat *st)
{
	char *path = mem_format("%.*s%s", (int)size, folder, name);

	if (name[0] == '/' || stat(path, st) != 0)
		*st = (struct stat){0};
	free(path);
}

static bool
files_agree(const struct att_image *image, const struct source *source,
    enum rule rule, const struct stat *st)
{
	const char *slash = strrchr(source->real, '/');
	size_t folder = slash ? (size_t)(slash + 1 - source->real) : 0;
	const struct att_file *file = att_file(image, 0);

	if (strcmp(att_image_string(image, file->path),
	        source->real + folder) != 0 ||
	    !file_agrees(file, &source->st, rule, st))
		return false;
	for (uint32_t i = 1; i < att_file_count(image); i++) {
		struct stat now;

		file = att_file(image, i);
		stat_include(source->real, folder,
		    att_image_string(image, file->path), &now);
		if (!file_agrees(file, &now, rule, st))
			return false;
	}
	return true;
}

/* Put on record what was found out about an image of that name. */
static void
note_image(struct cache *cache, const char *name, const struct stat *st,
    const struct stamp_source *fit)
{
	if (cache_make(cache))
		stamps_note(&cache->stamps, name, st, fit);
}

/* The image in that file when it is valid and fits. *damaged is set when it
 * can never fit again. */
static struct att_image *
try_image(struct cache *cache, int folder, const char *name,
    const struct source *source, enum rule rule, bool *damaged)
{
	int fd = openat(folder, name,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct att_image *image = NULL;
	struct stat st;
	const struct stamp_source fit = {source->real, &source->st};
	bool known;

	*damaged = false;
	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && is_ours(cache, &st)) {
		known = stamps_know(&cache->stamps, name, &st);
		if (rule == RULE_KNOWN && !known) {
			close(fd);
			return NULL;
		}
		image = att_image_map(fd, known, name, NULL);
		*damaged = image == NULL;
		if (image && !known)
			note_image(cache, name, &st, NULL);
	}
	close(fd);
	if (!image || rule == RULE_KNOWN)
		return image;
	if (!files_agree(image, source, rule, &st)) {
		att_image_free(image);
		return NULL;
	}
	if (rule == RULE_EXACT && att_file_count(image) == 1)
		note_image(cache, name, &st, &fit);
	return image;
}

static char *
beside(const char *path, const char *extension)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(path, '.');
	size_t size = dot && dot > slash ? (size_t)(dot - path) : strlen(path);

	return mem_format("%.*s%s", (int)size, path, extension);
}

static bool
found_with(struct cached *found, struct att_image *image, char *topics)
{
	found->image = image;
	found->topics = topics;
	return true;
}

/* What a package ships with an installed work: beside it, or under its name
 * in a shared folder. */
static bool
find_packaged(
    struct cache *cache, const struct source *source, struct cached *found)
{
	char *name = beside(source->real, ".image");
	struct att_image *image;
	bool damaged;

	image =
	    try_image(cache, AT_FDCWD, name, source, RULE_PACKAGED, &damaged);
	free(name);
	if (image)
		return found_with(
		    found, image, beside(source->real, ".topics"));
	name = mem_format("%s.image", source->installed);
	for (size_t i = 0; i < cache->shared_count && !image; i++) {
		image = try_image(cache, cache->shared[i].fd, name, source,
		    RULE_PACKAGED, &damaged);
		if (image)
			found_with(found, image,
			    mem_format("%s/%s.topics", cache->shared[i].path,
			        source->installed));
	}
	free(name);
	return image != NULL;
}

static bool
find_shared(struct cache *cache, const char *name, const char *key,
    const struct source *source, struct cached *found)
{
	for (size_t i = 0; i < cache->shared_count; i++) {
		bool damaged;
		struct att_image *image = try_image(cache, cache->shared[i].fd,
		    name, source, RULE_EXACT, &damaged);

		if (image)
			return found_with(found, image,
			    mem_format(
			        "%s/%s.topics", cache->shared[i].path, key));
	}
	return false;
}

static void
image_name(const struct source *source, char name[CACHE_KEY + 8])
{
	char key[CACHE_KEY];

	cache_key(source->real, key);
	snprintf(name, CACHE_KEY + 8, "%s.image", key);
}

bool
cache_find(
    struct cache *cache, const struct source *source, struct cached *found)
{
	char key[CACHE_KEY], name[CACHE_KEY + 8];
	struct att_image *image;
	bool damaged;

	*found = (struct cached){0};
	if (!cache->enabled)
		return false;
	cache_key(source->real, key);
	image_name(source, name);
	if (source->installed && find_packaged(cache, source, found))
		return true;
	if (find_shared(cache, name, key, source, found))
		return true;
	if (cache->user.fd < 0)
		return false;
	image = try_image(
	    cache, cache->user.fd, name, source, RULE_EXACT, &damaged);
	if (image)
		return found_with(found, image, NULL);
	if (damaged && cache->writable)
		unlinkat(cache->user.fd, name, 0);
	return verdict_find(cache, source, &found->verdict);
}

bool
cache_has(struct cache *cache, const struct source *source)
{
	const struct stamp_source fit = {source->real, &source->st};
	char name[CACHE_KEY + 8];
	struct stat st;

	if (!cache->enabled || cache->user.fd < 0)
		return false;
	image_name(source, name);
	return fstatat(cache->user.fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	       stamps_know_fit(&cache->stamps, name, &st, &fit);
}

bool
cache_map(
    struct cache *cache, const struct source *source, struct cached *found)
{
	char name[CACHE_KEY + 8];
	struct att_image *image;
	bool damaged;

	*found = (struct cached){0};
	image_name(source, name);
	image = try_image(
	    cache, cache->user.fd, name, source, RULE_KNOWN, &damaged);
	return image && found_with(found, image, NULL);
}

bool
cache_fits(struct cache *cache, const char *name, const struct source *source)
{
	bool damaged;
	struct att_image *image = try_image(
	    cache, cache->user.fd, name, source, RULE_EXACT, &damaged);

	att_image_free(image);
	return image != NULL;
}

char *
cache_topics_path(struct cache *cache, const struct source *source)
{
	char key[CACHE_KEY];

	if (!cache->enabled || !cache_make(cache))
		return NULL;
	cache_key(source->real, key);
	return mem_format("%s/%s.topics", cache->user.path, key);
}
