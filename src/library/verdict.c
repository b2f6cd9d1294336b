/* What is not a work, and why, so that it is not read again to find out. */
#include "library/cache.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

struct record {
	uint32_t magic;
	uint32_t format; /* ATT_IMAGE_FORMAT */
	uint64_t size;   /* of the source */
	int64_t mtime;
	int64_t until;    /* seconds since the epoch; then it is read again */
	uint32_t seconds; /* limits of the reading */
	uint32_t megabytes;
	struct wire_answer answer;
	uint64_t check; /* hash of all with 0 here */
};

enum {
	RECORD_MAGIC = 0x656e6f6e,
	LONG = 10 * 366 * 86400, /* seconds: as good as for ever */
	SHORT =
	    3600 /* for what may lie in the machine or in an included file */
};

static uint64_t
check_of(const struct record *r)
{
	struct record copy;

	memcpy(&copy, r, sizeof(copy)); /* with what lies between members */
	copy.check = 0;
	return file_hash(&copy, sizeof(copy), 0);
}

static void
name_of(const struct source *source, const char *extension,
    char name[CACHE_KEY + 8])
{
	char key[CACHE_KEY];

	cache_key(source->real, key);
	snprintf(name, CACHE_KEY + 8, "%s%s", key, extension);
}

static void
drop(struct cache *cache, const struct source *source, const char *extension)
{
	char name[CACHE_KEY + 8];

	name_of(source, extension, name);
	unlinkat(cache->user.fd, name, 0);
}

/* A source that is being changed may change again under the same time. */
static bool
is_settled(const struct stat *st)
{
	int64_t age = (int64_t)time(NULL) - st->st_mtim.tv_sec;

	return age < -1 || age > 1;
}

void
verdict_save(struct cache *cache, const struct source *source,
    const struct wire_answer *answer)
{
	char name[CACHE_KEY + 8];
	struct record r;
	bool ok;
	int fd;

	if (!cache->enabled || !cache_make(cache) || !is_settled(&source->st))
		return;
	memset(&r, 0, sizeof(r));
	r.magic = RECORD_MAGIC;
	r.format = ATT_IMAGE_FORMAT;
	r.size = (uint64_t)source->st.st_size;
	r.mtime = stat_mtime(&source->st);
	r.until =
	    (int64_t)time(NULL) + (answer->code == ATT_ELIMIT ? SHORT : LONG);
	r.seconds = cache->seconds;
	r.megabytes = cache->megabytes;
	r.answer = *answer;
	r.check = check_of(&r);
	name_of(source, ".none", name);
	fd = openat(cache->user.fd, name,
	    O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
	    0600);
	if (fd < 0)
		return;
	ok = file_write_all(fd, &r, sizeof(r));
	if (close(fd) != 0 || !ok)
		unlinkat(cache->user.fd, name, 0);
	drop(cache, source, ".image");
	drop(cache, source, ".topics");
}

bool
verdict_find(struct cache *cache, const struct source *source,
    struct wire_answer *answer)
{
	char name[CACHE_KEY + 8];
	struct record r;
	ssize_t n;
	int fd;

	name_of(source, ".none", name);
	fd = openat(cache->user.fd, name,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return false;
	n = read(fd, &r, sizeof(r));
	close(fd);
	if (n != (ssize_t)sizeof(r) || r.magic != RECORD_MAGIC ||
	    r.format != ATT_IMAGE_FORMAT || check_of(&r) != r.check ||
	    r.size != (uint64_t)source->st.st_size ||
	    r.mtime != stat_mtime(&source->st) ||
	    r.until < (int64_t)time(NULL)) {
		if (cache->writable) /* it is of no use any more */
			unlinkat(cache->user.fd, name, 0);
		return false;
	}
	if (r.answer.code == ATT_ELIMIT &&
	    (r.seconds < cache->seconds || r.megabytes < cache->megabytes))
		return false; /* it may go better now */
	*answer = r.answer;
	answer->text[sizeof(answer->text) - 1] = '\0';
	return true;
}
