/* Files and the places where a program keeps them. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/message.h"

enum { LINKS_MAX = 40 /* as many as the kernel follows */ };

/* XDG Base Directory Specification 0.8. */
static const struct {
	const char *variable;
	const char *below_home;
} places[] = {
    [FILE_DATA] = {"XDG_DATA_HOME", ".local/share"},
    [FILE_STATE] = {"XDG_STATE_HOME", ".local/state"},
    [FILE_CONFIG] = {"XDG_CONFIG_HOME", ".config"},
    [FILE_CACHE] = {"XDG_CACHE_HOME", ".cache"},
};

char *
file_place(enum file_place place, bool make, struct att_error *err)
{
	const char *base = getenv(places[place].variable);
	const char *home = getenv("HOME");
	char *path;

	if (base && base[0] == '/') {
		path = mem_format("%s/attache", base);
	} else if (home && home[0] == '/') {
		path =
		    mem_format("%s/%s/attache", home, places[place].below_home);
	} else {
		att_fail(err, ATT_EIO,
		    _("there is no home folder: set HOME or %s"),
		    places[place].variable);
		return NULL;
	}
	if (make && !file_make_folders(path, 0700, err)) {
		free(path);
		return NULL;
	}
	return path;
}

bool
file_make_folders(const char *path, unsigned mode, struct att_error *err)
{
	char *copy = mem_dup(path);
	bool ok = true;

	for (char *p = copy + 1; ok && *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		ok = mkdir(copy, mode) == 0 || errno == EEXIST ||
		     errno == EROFS || errno == EACCES || errno == EPERM;
		*p = '/';
	}
	if (ok && mkdir(copy, mode) != 0) {
		struct stat st;
		int why = errno;

		ok = stat(copy, &st) == 0 && S_ISDIR(st.st_mode);
		errno = why == EEXIST && !ok ? ENOTDIR : why;
	}
	if (!ok)
		att_fail(err, ATT_EIO, _("cannot make the folder %s: %s"), path,
		    strerror(errno));
	free(copy);
	return ok;
}

static bool
read_all(int fd, const char *path, size_t max, char **data, size_t *size,
    struct att_error *err)
{
	size_t cap = 0;
	char *bytes = mem_grow(NULL, &cap, 4096, 1);

	*size = 0;
	for (;;) {
		ssize_t n;

		bytes = mem_grow(bytes, &cap, *size + 4096, 1);
		n = read(fd, bytes + *size, cap - *size - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			free(bytes);
			return att_fail(err, ATT_EIO, _("cannot read %s: %s"),
			    path, strerror(errno));
		}
		*size += (size_t)n;
		if (n == 0)
			break;
		if (*size > max) {
			free(bytes);
			return att_fail(err, ATT_ELIMIT,
			    _("%s is larger than %zu bytes"), path, max);
		}
	}
	bytes[*size] = '\0';
	*data = bytes;
	return true;
}

bool
file_read(const char *path, size_t max, char **data, size_t *size,
    struct att_error *err)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat st;
	bool ok;

	if (fd < 0 || fstat(fd, &st) != 0) {
		int why = errno;

		if (fd >= 0)
			close(fd);
		return att_fail(err, why == ENOENT ? ATT_ENOTFOUND : ATT_EIO,
		    _("cannot open %s: %s"), path, strerror(why));
	}
	if (!S_ISREG(st.st_mode)) {
		close(fd);
		return att_fail(
		    err, ATT_EINPUT, _("%s is not a regular file"), path);
	}
	ok = read_all(fd, path, max, data, size, err);
	close(fd);
	return ok;
}

bool
file_write_all(int fd, const void *data, size_t size)
{
	const char *p = data;

	while (size > 0) {
		ssize_t n = write(fd, p, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		p += n;
		size -= (size_t)n;
	}
	return true;
}

bool
file_write_again(int fd)
{
	struct pollfd room = {.fd = fd, .events = POLLOUT};

	if (errno == EAGAIN && poll(&room, 1, -1) >= 0)
		return true;
	return errno == EINTR;
}

char *
file_folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return mem_dup(".");
	return slash == path ? mem_dup("/")
	                     : mem_ndup(path, (size_t)(slash - path));
}

/* The seam of the tests; see file_step. */
static bool
may(const char *call)
{
	int why = file_step ? file_step(call) : 0;

	if (why)
		errno = why;
	return why == 0;
}

static bool
sync_folder(const char *path)
{
	char *folder = file_folder_of(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && may("fsync folder") &&
	          (fsync(fd) == 0 || errno == EINVAL);
	int why = errno;

	if (fd >= 0)
		close(fd);
	free(folder);
	errno = why;
	return ok;
}

/* Whatever stands there, a pipe or a link, is removed and not written to. */
static int
open_beside(const char *beside)
{
	if (!may("unlink") || (unlink(beside) != 0 && errno != ENOENT))
		return -1;
	if (!may("open"))
		return -1;
	return open(
	    beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

static bool
write_beside(
    const char *path, const char *beside, const void *data, size_t size)
{
	struct stat st;
	mode_t mode = stat(path, &st) == 0 ? st.st_mode & 07777 : 0600;
	int fd = open_beside(beside);
	bool ok;
	int why;

	if (fd < 0)
		return false;
	ok = may("write") && file_write_all(fd, data, size) && may("fchmod") &&
	     fchmod(fd, mode) == 0 && may("fsync") && fsync(fd) == 0 &&
	     may("close");
	why = errno;
	if (close(fd) != 0 && ok) {
		why = errno;
		ok = false;
	}
	if (!ok)
		unlink(beside);
	errno = why;
	return ok;
}

/* What a link says, from where path is seen; NULL when path is none. Caller
 * frees. */
static char *
follow(const char *path)
{
	char link[PATH_MAX];
	ssize_t size = readlink(path, link, sizeof(link) - 1);
	char *folder, *target;

	if (size <= 0)
		return NULL;
	link[size] = '\0';
	if (link[0] == '/')
		return mem_dup(link);
	folder = file_folder_of(path);
	target = mem_format("%s/%s", folder, link);
	free(folder);
	return target;
}

/* What a chain of links leads to, also when it is not there. Caller frees. */
static char *
target_of(const char *path)
{
	char *target = realpath(path, NULL);
	char *next;

	if (target)
		return target;
	target = mem_dup(path);
	for (int i = 0; i < LINKS_MAX && (next = follow(target)); i++) {
		free(target);
		target = next;
	}
	return target;
}

bool
file_replace(
    const char *path, const void *data, size_t size, struct att_error *err)
{
	char *target = target_of(path);
	char *beside = mem_format("%s.new", target);
	bool ok = write_beside(target, beside, data, size);

	if (ok && (!may("rename") || rename(beside, target) != 0)) {
		int why = errno;

		unlink(beside);
		errno = why;
		ok = false;
	}
	if (ok)
		ok = sync_folder(target) && may("done");
	if (!ok)
		att_fail(err, ATT_EIO, _("cannot save %s: %s"), path,
		    strerror(errno));
	free(beside);
	free(target);
	return ok;
}

/* Whether the last byte ends a line; an empty file does. */
static bool
ends_line(int fd)
{
	struct stat st;
	char last = '\n';

	if (fstat(fd, &st) != 0 || st.st_size == 0)
		return true;
	return pread(fd, &last, 1, st.st_size - 1) != 1 || last == '\n';
}

bool
file_append(const char *path, const char *data, size_t size, bool sync,
    struct att_error *err)
{
	int fd = may("open") ? open(path,
	                           O_RDWR | O_CREAT | O_APPEND | O_NONBLOCK |
	                               O_NOCTTY | O_CLOEXEC,
	                           0600)
	                     : -1;
	char *bytes = mem_alloc(size + 1);
	struct stat st;
	size_t torn = 0;
	bool ok = fd >= 0 && fstat(fd, &st) == 0;
	int why;

	if (ok && !S_ISREG(st.st_mode)) {
		errno = EINVAL;
		ok = false;
	}
	if (ok && !ends_line(fd))
		bytes[torn++] = '\n';
	memcpy(bytes + torn, data, size);
	ok = ok && may("write") && file_write_all(fd, bytes, size + torn) &&
	     (!sync || (may("fdatasync") && fdatasync(fd) == 0));
	why = errno;
	if (fd >= 0)
		close(fd);
	free(bytes);
	return ok || att_fail(err, ATT_EIO, _("cannot write to %s: %s"), path,
	                 strerror(why));
}

enum { ASIDE_TRIES = 100 };

/* By a second name first, so that a file of that name is never replaced; some
 * file systems have no second names. */
static bool
rename_to_new(const char *from, const char *to)
{
	struct stat st;

	if (!may("link"))
		return false;
	if (link(from, to) == 0)
		return may("unlink") && unlink(from) == 0;
	if (errno == EEXIST || lstat(to, &st) == 0) {
		errno = EEXIST;
		return false;
	}
	return may("rename") && rename(from, to) == 0;
}

char *
file_set_aside(const char *path, const char *suffix, struct att_error *err)
{
	char *target = target_of(path);
	char *to = mem_format("%s.%s", target, suffix);
	bool ok = rename_to_new(target, to);

	for (int i = 2; !ok && errno == EEXIST && i < ASIDE_TRIES; i++) {
		free(to);
		to = mem_format("%s.%s-%d", target, suffix, i);
		ok = rename_to_new(target, to);
	}
	if (ok)
		sync_folder(target);
	else
		att_fail(err, ATT_EIO, _("cannot set %s aside: %s"), path,
		    strerror(errno));
	free(target);
	if (ok)
		return to;
	free(to);
	return NULL;
}

int
file_lock(const char *path, int wait_ms, struct att_error *err)
{
	char *name = mem_format("%s.lock", path);
	int fd = open(name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	if (fd < 0) {
		att_fail(err, ATT_EIO, _("cannot lock %s: %s"), path,
		    strerror(errno));
		free(name);
		return -1;
	}
	free(name);
	while (fcntl(fd, F_OFD_SETLK, &lock) != 0) {
		const struct timespec nap = {.tv_nsec = 5000000};

		if ((errno != EAGAIN && errno != EACCES && errno != EINTR) ||
		    wait_ms <= 0) {
			bool held = errno == EAGAIN || errno == EACCES;

			att_fail(err, ATT_EIO, _("cannot lock %s: %s"), path,
			    held ? _("another program holds it")
			         : strerror(errno));
			close(fd);
			return -1;
		}
		nanosleep(&nap, NULL);
		wait_ms -= 5;
	}
	return fd;
}

void
file_unlock(int lock)
{
	if (lock >= 0)
		close(lock);
}

/* Multiply and fold, eight bytes a step in four lanes. */
unsigned long long
file_hash(const void *data, size_t size, unsigned long long seed)
{
	const uint64_t k = UINT64_C(0x9E3779B97F4A7C15);
	const unsigned char *p = data;
	uint64_t h[4] = {seed ^ k, seed + k, ~seed, seed * k + size};
	uint64_t word;
	size_t n = size;

	for (; n >= 32; n -= 32, p += 32) {
		for (int i = 0; i < 4; i++) {
			memcpy(&word, p + 8 * i, sizeof(word));
			h[i] = (h[i] ^ word) * k;
			h[i] ^= h[i] >> 29;
		}
	}
	for (; n >= 8; n -= 8, p += 8) {
		memcpy(&word, p, sizeof(word));
		h[n >> 3 & 3] = (h[n >> 3 & 3] ^ word) * k;
		h[n >> 3 & 3] ^= h[n >> 3 & 3] >> 31;
	}
	word = 0;
	if (n)
		memcpy(&word, p, n);
	word = (word ^ h[0]) * k;
	for (int i = 1; i < 4; i++)
		word = ((word ^ word >> 32) + h[i]) * k;
	return word ^ word >> 29;
}
