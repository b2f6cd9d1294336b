/* Changes that could not be saved, in files of their own for the next start.
 *
 * The folder of the bookmarks is what failed, so they go to the state folder
 * or, when that fails too, to that of temporary files. There others can make
 * files: what is not this person's alone is neither read nor written. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "store/store.h"

static const char heading[] = "attache: unsaved changes of bookmarks, 1\n";

/* Where a file may be; false after the last place. *name is NULL when there is
 * no such folder. Caller frees it. */
static bool
place(size_t number, bool make, char **name, struct att_error *err)
{
	const char *shared = getenv("TMPDIR");
	char *folder;

	*name = NULL;
	if (number >= 2 * STORE_RESCUES)
		return false;
	if (number >= STORE_RESCUES) {
		*name = mem_format("%s/attache-%lu-unsaved-%zu",
		    shared && *shared == '/' ? shared : "/tmp",
		    (unsigned long)geteuid(), number - STORE_RESCUES + 1);
		return true;
	}
	folder = file_place(FILE_STATE, make, err);
	if (folder)
		*name = mem_format("%s/unsaved-%zu", folder, number + 1);
	free(folder);
	return true;
}

static void
write_changes(const struct att_bookmarks *b, struct buf *out)
{
	buf_str(out, heading);
	parcel_field(out, PARCEL_FILE, b->path ? b->path : "",
	    b->path ? strlen(b->path) : 0);
	for (size_t i = 0; i < b->pending.count; i++) {
		const struct change *c = &b->pending.item[i];

		parcel_edit(out, &(struct bookmark_edit){
		                     c->op, c->mask, c->entry.b, c->element});
	}
}

/* A new file, or none: nothing is written over. */
static bool
write_new(const char *name, const struct buf *data, struct att_error *err)
{
	int fd = open(name,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY,
	    0600);
	bool ok = fd >= 0 && file_write_all(fd, data->data, data->size) &&
	          fsync(fd) == 0;
	int why = errno;

	if (fd >= 0 && close(fd) != 0 && ok) {
		ok = false;
		why = errno;
	}
	if (ok)
		return true;
	if (fd >= 0)
		unlink(name);
	return att_fail(
	    err, ATT_EIO, _("cannot write %s: %s"), name, strerror(why));
}

static void
remember(struct att_bookmarks *b, char *name)
{
	if (b->rescue_count < COUNT(b->rescue))
		b->rescue[b->rescue_count++] = name;
	else
		free(name);
}

void
rescue_forget(struct att_bookmarks *b)
{
	for (size_t i = 0; i < b->rescue_count; i++) {
		unlink(b->rescue[i]);
		free(b->rescue[i]);
	}
	b->rescue_count = 0;
}

bool
att_bookmarks_rescue(
    struct att_bookmarks *b, const char **path, struct att_error *err)
{
	struct buf data = {0};
	char *name = NULL;
	bool ok = false;

	*path = "";
	if (att_bookmarks_unsaved(b) == 0)
		return true;
	write_changes(b, &data);
	for (size_t i = 0; !ok && place(i, true, &name, err); i++) {
		ok = name && write_new(name, &data, err);
		if (!ok)
			free(name);
	}
	buf_done(&data);
	if (!ok)
		return false;
	rescue_forget(b); /* all of it is in the new one */
	remember(b, name);
	*path = name;
	return true;
}

/* Of a file that is this person's alone. */
static bool
read_own(const char *name, struct buf *data)
{
	int fd = open(
	    name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	struct stat st;
	ssize_t n = 0;

	buf_clear(data);
	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_uid == geteuid() && (st.st_mode & 077) == 0 &&
	    st.st_size <= BOOKMARKS_MAX) {
		n = read(fd, buf_reserve(data, (size_t)st.st_size),
		    (size_t)st.st_size);
		data->size += n > 0 ? (size_t)n : 0;
	}
	close(fd);
	return n > 0;
}

static bool
is_of(const struct att_bookmarks *b, struct parcel path)
{
	return b->path && path.size == strlen(b->path) &&
	       memcmp(path.data, b->path, path.size) == 0;
}

/* What is whole of a file that was cut short counts. */
static size_t
take_changes(struct att_bookmarks *b, const struct buf *data)
{
	size_t head = strlen(heading), taken = 0;
	struct parcel rest, field;
	int tag;

	if (data->size < head || memcmp(data->data, heading, head) != 0)
		return 0;
	rest = (struct parcel){data->data + head, data->size - head};
	if (!parcel_next(&rest, &tag, &field) || tag != PARCEL_FILE ||
	    !is_of(b, field))
		return 0;
	while (parcel_next(&rest, &tag, &field)) {
		struct bookmark_edit edit;
		struct change *c;

		if (tag != PARCEL_EDIT || !parcel_read_edit(field, &edit))
			continue;
		change_add(&b->pending, edit.op, edit.mask, &edit.record);
		c = &b->pending.item[b->pending.count - 1];
		c->element = *edit.element ? mem_dup(edit.element) : NULL;
		change_apply(c, &b->list);
		taken++;
	}
	return taken;
}

size_t
rescue_take(struct att_bookmarks *b)
{
	struct buf data = {0};
	size_t taken = 0, some;
	char *name;

	for (size_t i = 0; place(i, false, &name, NULL); i++) {
		some =
		    name && read_own(name, &data) ? take_changes(b, &data) : 0;
		if (some > 0)
			remember(b, name);
		else
			free(name);
		taken += some;
	}
	buf_done(&data);
	return taken;
}
