/* Reading the bookmark file and merging changes into it.
 *
 * A save holds the lock from reading to renaming. Programs that know nothing of
 * the lock may change the file meanwhile: then all is done again with what they
 * wrote. A file that is no XBEL is set aside under another name, never written
 * over; one that cannot be read for another reason is left alone. */
#include "store/store.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "store/ask.h"

void
change_add(struct changes *changes, enum bookmark_op op, uint32_t mask,
    const struct att_bookmark *b)
{
	struct change change = {.op = op, .mask = mask, .entry = entry_copy(b)};

	changes->item = mem_grow(changes->item, &changes->cap,
	    changes->count + 1, sizeof(*changes->item));
	changes->item[changes->count++] = change;
}

static void
change_done(struct change *change)
{
	entry_done(&change->entry);
	free(change->element);
}

void
change_remove(struct changes *changes, size_t row)
{
	change_done(&changes->item[row]);
	changes->count--;
	memmove(&changes->item[row], &changes->item[row + 1],
	    (changes->count - row) * sizeof(*changes->item));
}

void
changes_done(struct changes *changes)
{
	for (size_t i = 0; i < changes->count; i++)
		change_done(&changes->item[i]);
	free(changes->item);
	*changes = (struct changes){0};
}

static void
edit_row(struct entries *list, size_t row, uint32_t mask,
    const struct att_bookmark *b)
{
	struct att_bookmark now = list->item[row].b;

	if (mask & BOOKMARK_TITLE)
		now.title = b->title;
	if (mask & BOOKMARK_NOTE)
		now.note = b->note;
	if (mask & BOOKMARK_FOLDER)
		now.folder = b->folder;
	if (mask & BOOKMARK_TAGS)
		now.tags = b->tags;
	if (mask & BOOKMARK_LETTER)
		now.letter = b->letter;
	if (mask & BOOKMARK_PLACE) {
		now.work = b->work;
		now.where = b->where;
	}
	now.modified = b->modified;
	entries_set(list, row, &now);
}

void
change_apply(const struct change *change, struct entries *list)
{
	const struct att_bookmark *b = &change->entry.b;
	size_t row = entries_find(list, b->id);

	switch (change->op) {
	case BOOKMARK_PUT:
		if (row == SIZE_MAX)
			entries_add(list, b);
		else
			edit_row(list, row, BOOKMARK_ALL, b);
		break;
	case BOOKMARK_EDIT:
		if (row != SIZE_MAX)
			edit_row(list, row, change->mask, b);
		else if (change->mask & BOOKMARK_WORDS)
			entries_add(list, b);
		break;
	case BOOKMARK_REMOVE:
		if (row != SIZE_MAX)
			entries_remove(list, row);
		break;
	case BOOKMARK_OPS:
		break;
	}
}

static struct stamp
stamp_of(const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return (struct stamp){.exists = false};
	return (struct stamp){
	    true, st.st_dev, st.st_ino, st.st_size, st.st_mtim};
}

static bool
same_stamp(const struct stamp *a, const struct stamp *b)
{
	if (!a->exists || !b->exists)
		return a->exists == b->exists;
	return a->device == b->device && a->inode == b->inode &&
	       a->size == b->size && a->time.tv_sec == b->time.tv_sec &&
	       a->time.tv_nsec == b->time.tv_nsec;
}

bool
store_is_stale(const struct att_bookmarks *b)
{
	struct stamp now;

	if (!b->path)
		return false;
	now = stamp_of(b->path);
	return !same_stamp(&now, &b->stamp);
}

/* What the helper said. Lists are complete or empty. */
struct reply {
	struct entries list;
	struct changes removed;
	struct parcel file;
};

static void
reply_done(struct reply *reply)
{
	entries_done(&reply->list);
	changes_done(&reply->removed);
}

/* The helper's own words, after the name of the file. */
static bool
fail_as_told(struct parcel field, const char *path, struct att_error *err)
{
	enum att_code code = ATT_EINPUT;

	if (field.size < 2 || field.data[field.size - 1] != '\0')
		return att_fail(err, ATT_ELIMIT, _("%s: no answer"), path);
	if (field.data[0] != ATT_EINPUT)
		code = ATT_ELIMIT;
	return att_fail(err, code, "%s: %s", path, field.data + 1);
}

static bool
take_field(struct reply *reply, int tag, struct parcel field)
{
	struct bookmark_edit edit;

	switch (tag) {
	case PARCEL_BOOKMARK:
		if (!parcel_read_bookmark(field, &edit.record))
			return false;
		entries_add(&reply->list, &edit.record);
		break;
	case PARCEL_REMOVED:
		if (!parcel_read_edit(field, &edit))
			return false;
		change_add(&reply->removed, BOOKMARK_REMOVE, 0, &edit.record);
		reply->removed.item[reply->removed.count - 1].element =
		    mem_dup(edit.element);
		break;
	case PARCEL_FILE:
		reply->file = field;
		break;
	}
	return true;
}

static bool
read_answer(const struct buf *answer, const char *path, struct reply *reply,
    struct att_error *err)
{
	struct parcel parcel = {answer->data, answer->size}, field;
	int tag = 0;

	*reply = (struct reply){.file = {NULL, 0}};
	while (parcel_next(&parcel, &tag, &field)) {
		if (tag == PARCEL_ERROR) {
			reply_done(reply);
			return fail_as_told(field, path, err);
		}
		if (!take_field(reply, tag, field))
			break;
	}
	if (tag == PARCEL_END && parcel.size == 0)
		return true;
	reply_done(reply);
	return att_fail(err, ATT_ELIMIT,
	    _("%s: its reader's answer is not understood"), path);
}

static bool
ask(struct att_bookmarks *b, struct buf *request, struct buf *answer,
    struct reply *reply, struct att_error *err)
{
	struct att_error why = {0};

	if (!ask_helper(b->helper, request, answer, &why))
		return att_fail(err, why.code, "%s: %s", b->path, why.text);
	return read_answer(answer, b->path, reply, err);
}

/* The bytes; none when there is no file. */
static bool
read_file(const char *path, char **data, size_t *size, struct att_error *err)
{
	struct att_error why = {0};

	*data = NULL;
	*size = 0;
	if (file_read(path, BOOKMARKS_MAX, data, size, &why))
		return true;
	if (why.code == ATT_ENOTFOUND)
		return true;
	/* Only what is no XBEL is set aside, and this was not read at all. */
	return att_fail(err, why.code == ATT_EINPUT ? ATT_ELIMIT : why.code,
	    "%s", why.text);
}

static void
adopt(struct att_bookmarks *b, struct reply *reply, const struct stamp *stamp)
{
	entries_done(&b->list);
	b->list = reply->list;
	reply->list = (struct entries){0};
	b->stamp = *stamp;
	for (size_t i = 0; i < b->pending.count; i++)
		change_apply(&b->pending.item[i], &b->list);
}

bool
store_load(struct att_bookmarks *b, struct att_error *err)
{
	struct stamp stamp = stamp_of(b->path);
	struct buf request = {0}, answer = {0};
	struct reply reply = {.file = {NULL, 0}};
	char *data;
	size_t size;
	bool ok = read_file(b->path, &data, &size, err);

	if (ok && size > 0) {
		parcel_field(&request, PARCEL_FILE, data, size);
		ok = ask(b, &request, &answer, &reply, err);
	}
	if (ok)
		adopt(b, &reply, &stamp);
	else /* not again until it changes */
		b->stamp = stamp;
	reply_done(&reply);
	buf_done(&request);
	buf_done(&answer);
	free(data);
	return ok;
}

static void
put_all(struct buf *request, const struct entries *list)
{
	for (size_t i = 0; i < list->count; i++)
		parcel_edit(request, &(struct bookmark_edit){.op = BOOKMARK_PUT,
		                         .mask = BOOKMARK_ALL,
		                         .record = list->item[i].b});
}

/* A file that is gone is written anew with all that is known. */
static void
make_request(const struct att_bookmarks *b, struct buf *request,
    const char *data, size_t size)
{
	buf_clear(request);
	parcel_field(request, PARCEL_FILE, data, size);
	if (size == 0) {
		put_all(request, &b->list);
		return;
	}
	for (size_t i = 0; i < b->pending.count; i++) {
		const struct change *c = &b->pending.item[i];

		parcel_edit(request, &(struct bookmark_edit){c->op, c->mask,
		                         c->entry.b, c->element});
	}
}

static bool
set_aside(struct att_bookmarks *b, const char *why, struct att_error *err)
{
	time_t now = time(NULL);
	size_t path = strlen(b->path);
	struct tm tm;
	char suffix[64];
	char *name;

	gmtime_r(&now, &tm);
	strftime(suffix, sizeof(suffix), "damaged-%Y%m%d-%H%M%S", &tm);
	name = file_set_aside(b->path, suffix, err);
	if (!name)
		return false;
	free(b->notice);
	if (strncmp(why, b->path, path) == 0 && why[path] == ':')
		why += path + strspn(why + path, ": ");
	/* What matters first: a line may not have room for all of it. */
	b->notice = mem_format(
	    _("the bookmarks file was damaged (%s) and is now %s"), why, name);
	free(name);
	return true;
}

/* Elements of what was removed, for undo. */
static void
note_removed(struct att_bookmarks *b, struct reply *reply)
{
	for (size_t i = 0; i < reply->removed.count; i++) {
		struct change *from = &reply->removed.item[i];

		for (size_t k = b->removed.count; k-- > 0;) {
			struct change *to = &b->removed.item[k];

			if (strcmp(to->entry.b.id, from->entry.b.id) != 0)
				continue;
			free(to->element);
			to->element = from->element;
			from->element = NULL;
			break;
		}
	}
}

enum outcome { SAVED, AGAIN, FAILED };

static enum outcome
write_reply(struct att_bookmarks *b, struct reply *reply,
    const struct stamp *before, struct att_error *err)
{
	struct stamp now = stamp_of(b->path);

	if (!reply->file.data && b->list.count + b->pending.count > 0) {
		att_fail(
		    err, ATT_ELIMIT, _("%s: its reader gave no file"), b->path);
		return FAILED;
	}
	if (!same_stamp(before, &now))
		return AGAIN;
	if (reply->file.data &&
	    !file_replace(b->path, reply->file.data, reply->file.size, err))
		return FAILED;
	note_removed(b, reply);
	changes_done(&b->pending);
	now = stamp_of(b->path);
	adopt(b, reply, &now);
	return SAVED;
}

static enum outcome
try_save(struct att_bookmarks *b, struct att_error *err)
{
	struct stamp before = stamp_of(b->path);
	struct buf request = {0}, answer = {0};
	struct reply reply = {.file = {NULL, 0}};
	enum outcome outcome = FAILED;
	struct att_error why = {0};
	char *data;
	size_t size;

	if (!read_file(b->path, &data, &size, err))
		return FAILED;
	make_request(b, &request, data, size);
	free(data);
	if (ask(b, &request, &answer, &reply, &why))
		outcome = write_reply(b, &reply, &before, err);
	else if (why.code == ATT_EINPUT && size > 0)
		outcome = set_aside(b, why.text, err) ? AGAIN : FAILED;
	else
		att_fail(err, why.code, "%s", why.text);
	reply_done(&reply);
	buf_done(&request);
	buf_done(&answer);
	return outcome;
}

bool
store_save(struct att_bookmarks *b, struct att_error *err)
{
	enum outcome outcome = AGAIN;
	char *folder;
	int lock;

	if (!b->own_path) {
		folder = file_place(FILE_DATA, true, err);
		if (!folder)
			return false;
		free(folder);
	}
	lock = file_lock(b->path, STORE_WAIT, err);
	if (lock < 0)
		return false;
	for (int i = 0; i < STORE_TRIES && outcome == AGAIN; i++)
		outcome = try_save(b, err);
	file_unlock(lock);
	if (outcome == AGAIN)
		att_fail(err, ATT_EIO,
		    _("cannot save %s: another program keeps changing it"),
		    b->path);
	if (outcome == SAVED)
		rescue_forget(b);
	return outcome == SAVED;
}
