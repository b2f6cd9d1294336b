/* The validation records of cache folders. */
#include "library/stamps.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attache/image.h"

#include "base/file.h"
#include "base/mem.h"

struct record {
	uint32_t format; /* ATT_IMAGE_FORMAT: another one validates otherwise */
	uint32_t name;
	uint64_t image;
	uint64_t fit; /* 0: not known */
	uint64_t check;
};

/* A power of two of buckets, each a sector: as many works as a library may
 * have fill half of them. */
enum { BUCKET = 16, BUCKETS = 4096, RECORD_SEED = 0x706d7473 };

struct bucket {
	struct record record[BUCKET];
	off_t at;
	uint32_t name; /* whose place it is */
};

static uint64_t
check_of(const struct record *r)
{
	return file_hash(r, offsetof(struct record, check), RECORD_SEED);
}

static uint64_t
stamp_of(const struct stat *st)
{
	const uint64_t key[5] = {st->st_dev, st->st_ino, (uint64_t)st->st_size,
	    (uint64_t)st->st_ctim.tv_sec, (uint64_t)st->st_ctim.tv_nsec};

	return file_hash(key, sizeof(key), 1);
}

static uint64_t
fit_of(const struct stat *image, const struct stamp_source *source)
{
	const uint64_t key[5] = {stamp_of(image),
	    file_hash(source->path, strlen(source->path), 1),
	    (uint64_t)source->st->st_size, (uint64_t)source->st->st_mtim.tv_sec,
	    (uint64_t)source->st->st_mtim.tv_nsec};

	return file_hash(key, sizeof(key), 2) | 1; /* never 0 */
}

/* What cannot be read, as past the end of a file cut short, is no record. */
static void
read_bucket(int table, const char *name, struct bucket *bucket)
{
	uint64_t hash = file_hash(name, strlen(name), 3);
	ssize_t n;

	bucket->name = (uint32_t)(hash >> 32);
	bucket->at = (off_t)(hash % BUCKETS * sizeof(bucket->record));
	n = pread(table, bucket->record, sizeof(bucket->record), bucket->at);
	n = n > 0 ? n : 0;
	memset(
	    (char *)bucket->record + n, 0, sizeof(bucket->record) - (size_t)n);
}

static bool
is_record(const struct record *r)
{
	return r->format == ATT_IMAGE_FORMAT && r->check == check_of(r);
}

/* The record about the image by the bucket's name, NULL when there is none. */
static struct record *
find_record(struct bucket *bucket)
{
	for (size_t i = 0; i < BUCKET; i++) {
		struct record *r = &bucket->record[i];

		if (r->name == bucket->name && is_record(r))
			return r;
	}
	return NULL;
}

/* Where to put one: over that of the same name, over none, or over any. */
static struct record *
find_room(struct bucket *bucket, uint64_t image)
{
	struct record *same = find_record(bucket);

	for (size_t i = 0; !same && i < BUCKET; i++) {
		if (!is_record(&bucket->record[i]))
			same = &bucket->record[i];
	}
	return same ? same : &bucket->record[image % BUCKET];
}

static bool
is_trusted(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	       (st.st_uid == geteuid() || st.st_uid == 0) &&
	       (st.st_mode & 022) == 0;
}

static int
open_table(int folder, int how)
{
	int fd = openat(folder, "stamps",
	    how | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0600);

	if (fd < 0 || is_trusted(fd))
		return fd;
	close(fd);
	return -1;
}

void
stamps_look(struct stamps *stamps, int folder)
{
	int fd = open_table(folder, O_RDONLY);

	if (fd < 0)
		return;
	stamps->table = mem_grow(stamps->table, &stamps->cap, stamps->count + 1,
	    sizeof(*stamps->table));
	stamps->table[stamps->count++] = fd;
}

void
stamps_keep(struct stamps *stamps, int folder)
{
	stamps->folder = folder;
	stamps->own = open_table(folder, O_RDWR);
	if (stamps->own < 0)
		stamps->own = open_table(folder, O_RDONLY);
}

static bool
bucket_knows(struct bucket *bucket, const struct stat *image,
    const struct stamp_source *source)
{
	const struct record *r = find_record(bucket);

	return r && r->image == stamp_of(image) &&
	       (!source || r->fit == fit_of(image, source));
}

static bool
table_knows(int table, const char *name, const struct stat *image,
    const struct stamp_source *source)
{
	struct bucket bucket;

	read_bucket(table, name, &bucket);
	return bucket_knows(&bucket, image, source);
}

static bool
know(const struct stamps *stamps, const char *name, const struct stat *image,
    const struct stamp_source *source)
{
	if (stamps->own >= 0 && table_knows(stamps->own, name, image, source))
		return true;
	for (size_t i = 0; i < stamps->count; i++) {
		if (table_knows(stamps->table[i], name, image, source))
			return true;
	}
	return false;
}

bool
stamps_know(
    const struct stamps *stamps, const char *name, const struct stat *image)
{
	return know(stamps, name, image, NULL);
}

bool
stamps_know_fit(const struct stamps *stamps, const char *name,
    const struct stat *image, const struct stamp_source *source)
{
	return know(stamps, name, image, source);
}

/* What stands in the place of a table and cannot be trusted is replaced. */
static bool
make_table(struct stamps *stamps)
{
	if (stamps->own < 0 && stamps->folder >= 0) {
		stamps->own = open_table(stamps->folder, O_RDWR | O_CREAT);
		if (stamps->own < 0 &&
		    unlinkat(stamps->folder, "stamps", 0) == 0)
			stamps->own =
			    open_table(stamps->folder, O_RDWR | O_CREAT);
	}
	return stamps->own >= 0;
}

void
stamps_note(struct stamps *stamps, const char *name, const struct stat *image,
    const struct stamp_source *source)
{
	struct bucket bucket;
	struct record *r;

	if (!make_table(stamps))
		return;
	read_bucket(stamps->own, name, &bucket);
	if (bucket_knows(&bucket, image, source))
		return;
	r = find_room(&bucket, stamp_of(image));
	*r = (struct record){ATT_IMAGE_FORMAT, bucket.name, stamp_of(image),
	    source ? fit_of(image, source) : 0, 0};
	r->check = check_of(r);
	(void)!pwrite(stamps->own, r, sizeof(*r),
	    bucket.at + (off_t)((char *)r - (char *)bucket.record));
}

void
stamps_done(struct stamps *stamps)
{
	for (size_t i = 0; i < stamps->count; i++)
		close(stamps->table[i]);
	free(stamps->table);
	if (stamps->own >= 0)
		close(stamps->own);
	*stamps = STAMPS_NONE;
}
