/* Where images come from and go to, so that a source is parsed once.
 *
 * The user's folder holds, for a source whose real path hashes to KEY:
 * KEY.image, KEY.topics (see topics.h) and KEY.none, which records that there
 * is nothing to read and why. "sources" says which path each KEY stands for and
 * "stamps" which images are known to be valid. Whether an image still fits is
 * asked of its own table of files, so a source that changes gets its image
 * replaced. Nothing that goes wrong here is an error: the source is read. */
#ifndef LIBRARY_CACHE_H
#define LIBRARY_CACHE_H

#include <sys/stat.h>

#include "attache/image.h"

#include "base/buf.h"
#include "library/stamps.h"
#include "library/wire.h"

struct cache_folder {
	char *path;
	int fd;
};

struct cache {
	bool enabled;
	uid_t uid;        /* the person's */
	int own_fds;      /* /proc/self/fd, -1: it cannot be had */
	unsigned seconds; /* limits of reading, which verdicts may hang on */
	unsigned megabytes;
	bool
	    writable; /* the user's folder can be written, as far as is known */
	struct cache_folder user;    /* fd -1: there is none yet */
	struct cache_folder *shared; /* of the system, read only */
	size_t shared_count;
	size_t shared_cap;
	struct stamps stamps;
	struct buf sources; /* lines not yet saved */
	char *scratch;      /* of output_take */
};

enum { CACHE_KEY = 33 }; /* bytes of a KEY with its NUL */

/* A document as it stands now. */
struct source {
	const char *real;      /* its real path */
	const char *installed; /* name of an installed work, else NULL */
	struct stat st;
};

struct cached {
	struct att_image *image; /* NULL: see verdict */
	char *topics; /* path of its topics, NULL when unknown; caller frees */
	struct wire_answer verdict; /* OTHER or FAILED when there is no image */
};

/* A file for a reader to write an image to. */
struct output {
	int write;     /* for the reader */
	int read;      /* the same file */
	int64_t since; /* when it was made, nanoseconds of the real time */
	bool kept;     /* in the user's folder */
	char name[32]; /* its passing name there, "" where it can have none */
};

void cache_open(struct cache *cache, bool enabled);
/* Save what is known about sources, and tidy up when there are new ones. */
void cache_flush(struct cache *cache);
void cache_close(struct cache *cache);

void cache_key(const char *real, char key[CACHE_KEY]);
/* True when there is an image that fits, or a verdict. */
bool cache_find(
    struct cache *cache, const struct source *source, struct cached *found);
/* Whether it is on record that the user's folder has an image that fits. */
bool cache_has(struct cache *cache, const struct source *source);
/* That image; NULL when it is not there any more. */
bool cache_map(
    struct cache *cache, const struct source *source, struct cached *found);
/* Whether the image of the user's folder by that name fits the source. */
bool cache_fits(
    struct cache *cache, const char *name, const struct source *source);
/* Caller frees; NULL when there is no folder to write to. */
char *cache_topics_path(struct cache *cache, const struct source *source);

bool output_open(
    struct cache *cache, struct output *out, struct att_error *err);
/* Take the image that a reader has written, once it was validated; it gets its
 * name in the cache when it belongs there. False with err when it is no valid
 * image. *image is NULL, unless it is wanted now, when it need not be mapped
 * yet, since the cache has it on record: see cache_has. */
bool output_take(struct cache *cache, struct output *out,
    const struct source *source, const char *label, bool now,
    struct att_image **image, struct att_error *err);
void output_close(struct cache *cache, struct output *out);

/* Record that there is nothing to read. */
void verdict_save(struct cache *cache, const struct source *source,
    const struct wire_answer *answer);
bool verdict_find(struct cache *cache, const struct source *source,
    struct wire_answer *answer);

/* The user's folder, made when it is missing; false when it cannot be. */
bool cache_make(struct cache *cache);
/* Remove what was left half written by programs that were killed. */
void cache_sweep(struct cache *cache);
/* Note which path a key stands for. */
void cache_name_source(struct cache *cache, const char *key, const char *real);
int64_t stat_mtime(const struct stat *st); /* nanoseconds */
bool cache_tag(int folder); /* CACHEDIR.TAG, for backup programs */

#endif
