/* The files that readers write images to.
 *
 * A reader may have been taken over by the document it read, and it was given
 * a descriptor to write with. So before an image is validated it is made sure
 * that no such descriptor is left: memory is sealed; a file gets a read lease,
 * which the kernel grants only when nobody has it open for writing. Where that
 * cannot be had the bytes are copied to a file that no reader ever held. */
#include "library/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/message.h"

/* A source that changed this shortly before it was read may have changed
 * again without a new time: clocks of file systems are that coarse. */
#define CLOCK_TICK INT64_C(20000000) /* ns */

/* Images up to this size are validated in memory that is used again for each:
 * mapping a small file costs more than reading it. */
enum { SCRATCH = 1 << 20 };

static int64_t
now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

struct fd_name {
	char text[16];
};

/* The name of an open file in the folder cache->own_fds, which is asked for
 * files by the thousand. */
static struct fd_name
name_of(struct cache *cache, int fd)
{
	struct fd_name name;

	if (cache->own_fds < 0)
		cache->own_fds =
		    open("/proc/self/fd", O_PATH | O_DIRECTORY | O_CLOEXEC);
	snprintf(name.text, sizeof(name.text), "%d", fd);
	return name;
}

/* The same file once more, only to be read: what maps memory that is sealed
 * must not be able to write either. */
static int
reopen(struct cache *cache, int fd)
{
	struct fd_name name = name_of(cache, fd);

	return openat(cache->own_fds, name.text, O_RDONLY | O_CLOEXEC);
}

/* Without a name, so that nothing stays behind whatever happens; a network's
 * file system may not know such files. */
static bool
open_nameless(struct cache *cache, struct output *out)
{
	out->write =
	    openat(cache->user.fd, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (out->write < 0)
		return false;
	out->read = reopen(cache, out->write);
	if (out->read < 0)
		close(out->write);
	return out->read >= 0;
}

static bool
open_named(struct cache *cache, struct output *out)
{
	uint64_t random = 0;

	getrandom(&random, sizeof(random), 0);
	snprintf(out->name, sizeof(out->name), "new.%016llx",
	    (unsigned long long)random);
	out->write = openat(cache->user.fd, out->name,
	    O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (out->write >= 0) {
		out->read = openat(cache->user.fd, out->name,
		    O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
		if (out->read >= 0)
			return true;
		close(out->write);
		unlinkat(cache->user.fd, out->name, 0);
	}
	out->name[0] = '\0';
	return false;
}

static bool
open_kept(struct cache *cache, struct output *out)
{
	if (!cache->enabled || !cache_make(cache))
		return false;
	if (open_nameless(cache, out) || open_named(cache, out))
		return true;
	cache->writable = false;
	return false;
}

/* For systems that have no files in memory. */
static int
open_elsewhere(void)
{
	char path[] = "/tmp/attache-XXXXXX";
	int fd = mkostemp(path, O_CLOEXEC);

	if (fd >= 0)
		unlink(path);
	return fd;
}

static bool
open_memory(struct cache *cache, struct output *out)
{
	out->write = memfd_create("attache", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (out->write < 0)
		out->write = open_elsewhere();
	if (out->write < 0)
		return false;
	out->read = reopen(cache, out->write);
	if (out->read < 0)
		out->read = fcntl(out->write, F_DUPFD_CLOEXEC, 0);
	if (out->read >= 0)
		return true;
	close(out->write);
	return false;
}

bool
output_open(struct cache *cache, struct output *out, struct att_error *err)
{
	*out = (struct output){-1, -1, now_ns(), true, ""};
	if (open_kept(cache, out))
		return true;
	out->kept = false;
	if (open_memory(cache, out))
		return true;
	out->write = out->read = -1;
	return att_fail(err, ATT_EIO, _("there is no room for an image: %s"),
	    strerror(errno));
}

/* Whether nobody can write to it any more. */
static bool
settle(struct output *out)
{
	bool sealed = !out->kept && fcntl(out->write, F_ADD_SEALS,
	                                F_SEAL_WRITE | F_SEAL_SHRINK |
	                                    F_SEAL_GROW | F_SEAL_SEAL) == 0;

	close(out->write);
	out->write = -1;
	return sealed ||
	       (out->kept && fcntl(out->read, F_SETLEASE, F_RDLCK) == 0 &&
	           fcntl(out->read, F_SETLEASE, F_UNLCK) == 0);
}

static bool
copy_bytes(int from, int to)
{
	enum { CHUNK = 1 << 16 };
	char *chunk = mem_alloc(CHUNK);
	off_t at = 0;
	ssize_t n;

	while ((n = pread(from, chunk, CHUNK, at)) > 0 &&
	       pwrite(to, chunk, (size_t)n, at) == n)
		at += n;
	free(chunk);
	return n == 0;
}

static bool
replace_by_copy(struct cache *cache, struct output *out, struct att_error *err)
{
	struct output copy;
	bool ok;

	if (!output_open(cache, &copy, err))
		return false;
	ok = copy_bytes(out->read, copy.write);
	close(copy.write);
	copy.write = -1;
	copy.since = out->since;
	output_close(cache, out);
	*out = copy;
	return ok || att_fail(err, ATT_EIO, _("cannot copy an image"));
}

static bool
link_file(struct cache *cache, const struct output *out, const char *name)
{
	struct fd_name self = name_of(cache, out->read);

	return linkat(cache->own_fds, self.text, cache->user.fd, name,
	           AT_SYMLINK_FOLLOW) == 0;
}

/* Give the file its name in place of an older one; *first is set when there
 * was none. */
static bool
name_file(struct cache *cache, const struct output *out, const char *name,
    bool *first)
{
	if (out->name[0]) {
		*first = faccessat(cache->user.fd, name, F_OK,
		             AT_SYMLINK_NOFOLLOW) != 0;
		return renameat(cache->user.fd, out->name, cache->user.fd,
		           name) == 0;
	}
	*first = link_file(cache, out, name);
	return *first ||
	       (errno == EEXIST && unlinkat(cache->user.fd, name, 0) == 0 &&
	           link_file(cache, out, name));
}

static bool
is_settled_source(const struct att_image *image, int64_t since)
{
	int64_t now = now_ns();

	for (uint32_t i = 0; i < att_file_count(image); i++) {
		int64_t mtime = att_file(image, i)->mtime;

		if (mtime > since - CLOCK_TICK && mtime < now + CLOCK_TICK)
			return false;
	}
	return true;
}

/* The source was read as it stood when it was looked up, and nothing else. */
static bool
is_same(const struct att_image *image, const struct source *source)
{
	return att_file_count(image) == 1 &&
	       att_file(image, 0)->size == (uint64_t)source->st.st_size &&
	       att_file(image, 0)->mtime == stat_mtime(&source->st);
}

/* Whether it is on record then that the image is that of the source. */
static bool
keep(struct cache *cache, struct output *out, const struct source *source,
    const struct att_image *image)
{
	const struct stamp_source fit = {source->real, &source->st};
	char key[CACHE_KEY], name[CACHE_KEY + 8];
	struct stat st;
	bool first, same = is_same(image, source);

	if (!is_settled_source(image, out->since))
		return false;
	cache_key(source->real, key);
	snprintf(name, sizeof(name), "%s.image", key);
	if (!name_file(cache, out, name, &first))
		return false;
	out->name[0] = '\0';
	if (first)
		cache_name_source(cache, key, source->real);
	if (fstat(out->read, &st) != 0)
		return false;
	stamps_note(&cache->stamps, name, &st, same ? &fit : NULL);
	return same;
}

/* The image in cache->scratch, or mapped where that is too small. */
static struct att_image *
validate(struct cache *cache, const struct output *out, const char *label,
    struct att_error *err)
{
	struct stat st;
	size_t size;

	if (fstat(out->read, &st) != 0 || st.st_size > SCRATCH)
		return att_image_map(out->read, false, label, err);
	size = (size_t)st.st_size;
	if (!cache->scratch)
		cache->scratch = mem_alloc(SCRATCH);
	if (pread(out->read, cache->scratch, size, 0) == st.st_size)
		return att_image_new(cache->scratch, size, label, err);
	att_fail(err, ATT_EIO, _("cannot read an image"));
	return NULL;
}

bool
output_take(struct cache *cache, struct output *out,
    const struct source *source, const char *label, bool now,
    struct att_image **image, struct att_error *err)
{
	size_t size;
	bool known;

	*image = NULL;
	if (!settle(out) && !replace_by_copy(cache, out, err))
		return false;
	*image = validate(cache, out, label, err);
	if (!*image)
		return false;
	known = out->kept && keep(cache, out, source, *image);
	if (att_image_data(*image, &size) != cache->scratch)
		return true;
	/* It was valid, and nobody can have changed it since. */
	att_image_free(*image);
	*image =
	    known && !now ? NULL : att_image_map(out->read, true, label, err);
	return *image || (known && !now);
}

void
output_close(struct cache *cache, struct output *out)
{
	if (out->write >= 0)
		close(out->write);
	if (out->read >= 0)
		close(out->read);
	if (out->name[0])
		unlinkat(cache->user.fd, out->name, 0);
	out->write = out->read = -1;
	out->name[0] = '\0';
}
