/* The validation record of a cache folder. */
#include "library/stamps.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attache/image.h"

#include "base/file.h"
#include "base/mem.h"

struct record {
	uint32_t magic;
	uint32_t format; /* ATT_IMAGE_FORMAT: another one validates otherwise */
	uint64_t stamp[2];
	uint64_t check;
};

enum {
	RECORD_MAGIC = 0x706d7473,
	RECORDS_LARGE = 32768,          /* then the file is written anew */
	RECORDS_MAX = 4 * RECORDS_LARGE /* more are not read */
};

static void
stamp_of(const struct stat *st, uint64_t stamp[2])
{
	const uint64_t key[5] = {st->st_dev, st->st_ino, (uint64_t)st->st_size,
	    (uint64_t)st->st_ctim.tv_sec, (uint64_t)st->st_ctim.tv_nsec};

	stamp[0] = file_hash(key, sizeof(key), 1);
	stamp[1] = file_hash(key, sizeof(key), 2);
}

static void
fit_of(const struct stat *image, const char *source, const struct stat *state,
    uint64_t fit[2])
{
	uint64_t key[6] = {0, 0, file_hash(source, strlen(source), 1),
	    (uint64_t)state->st_size, (uint64_t)state->st_mtim.tv_sec,
	    (uint64_t)state->st_mtim.tv_nsec};

	stamp_of(image, key);
	fit[0] = file_hash(key, sizeof(key), 4);
	fit[1] = file_hash(key, sizeof(key), 5);
}

static struct record
record_of(const uint64_t stamp[2])
{
	struct record r = {
	    RECORD_MAGIC, ATT_IMAGE_FORMAT, {stamp[0], stamp[1]}, 0};

	r.check = file_hash(&r, sizeof(r), 3);
	return r;
}

static bool
read_record(const char *bytes, struct record *r)
{
	uint64_t check;

	memcpy(r, bytes, sizeof(*r));
	if (r->magic != RECORD_MAGIC)
		return false;
	check = r->check;
	r->check = 0;
	return file_hash(r, sizeof(*r), 3) == check;
}

/* A write cut short leaves part of a record behind, so the next one may stand
 * anywhere. */
static void
take_records(struct stamps *stamps, const char *bytes, size_t size)
{
	struct record r;

	for (size_t at = 0; at + sizeof(r) <= size;) {
		if (read_record(bytes + at, &r)) {
			/* Those of another format speak of other images. */
			if (r.format == ATT_IMAGE_FORMAT)
				seen_add(
				    &stamps->known, r.stamp[0], r.stamp[1]);
			at += sizeof(r);
		} else {
			at++;
		}
	}
}

void
stamps_load(struct stamps *stamps, int folder)
{
	int fd = openat(
	    folder, "stamps", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat st;
	char *bytes;
	ssize_t n;

	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
	    (st.st_uid == geteuid() || st.st_uid == 0) &&
	    (st.st_mode & 022) == 0 &&
	    (uint64_t)st.st_size <= RECORDS_MAX * sizeof(struct record)) {
		bytes = mem_alloc((size_t)st.st_size);
		n = read(fd, bytes, (size_t)st.st_size);
		if (n > 0)
			take_records(stamps, bytes, (size_t)n);
		free(bytes);
	}
	close(fd);
}

bool
stamps_know(const struct stamps *stamps, const struct stat *image)
{
	uint64_t stamp[2];

	stamp_of(image, stamp);
	return seen_has(&stamps->known, stamp[0], stamp[1]);
}

bool
stamps_know_fit(const struct stamps *stamps, const struct stat *image,
    const char *source, const struct stat *state)
{
	uint64_t fit[2];

	fit_of(image, source, state, fit);
	return seen_has(&stamps->known, fit[0], fit[1]);
}

static void
note(struct stamps *stamps, const uint64_t stamp[2])
{
	struct record r = record_of(stamp);

	if (seen_add(&stamps->known, stamp[0], stamp[1]))
		buf_add(&stamps->fresh, (const char *)&r, sizeof(r));
}

void
stamps_note(struct stamps *stamps, const struct stat *image)
{
	uint64_t stamp[2];

	stamp_of(image, stamp);
	note(stamps, stamp);
}

void
stamps_note_fit(struct stamps *stamps, const struct stat *image,
    const char *source, const struct stat *state)
{
	uint64_t fit[2];

	fit_of(image, source, state, fit);
	note(stamps, fit);
}

/* The records of the images in the folder that are known. */
static void
gather(const struct stamps *stamps, int folder, struct buf *out)
{
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		const char *dot = strrchr(entry->d_name, '.');
		uint64_t stamp[2];
		struct record r;
		struct stat st;

		if (!dot || strcmp(dot, ".image") != 0 ||
		    fstatat(folder, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) !=
		        0 ||
		    !stamps_know(stamps, &st))
			continue;
		stamp_of(&st, stamp);
		r = record_of(stamp);
		buf_add(out, (const char *)&r, sizeof(r));
	}
	if (dir)
		closedir(dir);
	else if (fd >= 0)
		close(fd);
}

/* Two processes doing this at once, or one that appends meanwhile, lose
 * records at most: those images are validated once more. */
static void
rewrite(const struct stamps *stamps, int folder)
{
	struct buf all = {0};
	int fd = openat(folder, "stamps.new",
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool ok;

	if (fd < 0) { /* another is at it, or was killed while it was */
		unlinkat(folder, "stamps.new", 0);
		return;
	}
	gather(stamps, folder, &all);
	ok = file_write_all(fd, all.data, all.size);
	if (close(fd) != 0 || !ok ||
	    renameat(folder, "stamps.new", folder, "stamps") != 0)
		unlinkat(folder, "stamps.new", 0);
	buf_done(&all);
}

void
stamps_save(struct stamps *stamps, int folder)
{
	struct stat st;
	int fd;

	if (stamps->fresh.size == 0)
		return;
	fd = openat(folder, "stamps",
	    O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
	    0600);
	if (fd >= 0) {
		file_write_all(fd, stamps->fresh.data, stamps->fresh.size);
		if (fstat(fd, &st) == 0 &&
		    (uint64_t)st.st_size >
		        RECORDS_LARGE * sizeof(struct record))
			rewrite(stamps, folder);
		close(fd);
	}
	buf_clear(&stamps->fresh);
}

void
stamps_done(struct stamps *stamps)
{
	seen_done(&stamps->known);
	buf_done(&stamps->fresh);
}
