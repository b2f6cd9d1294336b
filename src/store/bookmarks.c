/* The bookmark store's calls: each change is made in memory, noted as pending,
 * and saved. */
#include "attache/bookmarks.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "base/file.h"
#include "base/helper.h"
#include "base/mem.h"
#include "base/message.h"
#include "store/store.h"

enum { STAMP_SIZE = 32, ID_SIZE = 32 };

static char *
default_path(struct att_error *err)
{
	char *folder = file_place(FILE_DATA, false, err);
	char *path;

	if (!folder)
		return NULL;
	path = mem_format("%s/bookmarks.xbel", folder);
	free(folder);
	return path;
}

/* Saved at once, so that it is in one place only. */
static void
take_rescued(struct att_bookmarks *b)
{
	size_t taken = rescue_take(b);

	if (taken == 0)
		return;
	free(b->notice);
	b->notice = NULL;
	if (att_bookmarks_save(b, NULL) && !b->notice)
		b->notice = mem_format(
		    P_("%zu change of bookmarks that an earlier run could not "
		       "save is saved now",
		        "%zu changes of bookmarks that an earlier run could "
		        "not save are saved now",
		        taken),
		    taken);
	else if (!b->notice)
		b->notice = mem_format(
		    P_("%zu change of bookmarks of an earlier run is still not "
		       "saved: %s keeps it",
		        "%zu changes of bookmarks of an earlier run are still "
		        "not saved: %s keeps them",
		        taken),
		    taken, b->rescue[0]);
}

struct att_bookmarks *
att_bookmarks_open(const struct att_bookmarks_opts *opts, struct att_error *err)
{
	const struct att_bookmarks_opts none = {0};
	struct att_bookmarks *b = mem_alloc(sizeof(*b));

	opts = opts ? opts : &none;
	b->own_path = opts->path != NULL;
	b->path = opts->path ? mem_dup(opts->path) : default_path(err);
	b->helper = opts->helper ? mem_dup(opts->helper) : helper_path();
	b->private = opts->private;
	if (b->path)
		store_load(b, err);
	if (!b->private)
		take_rescued(b);
	return b;
}

void
att_bookmarks_free(struct att_bookmarks *b)
{
	if (!b)
		return;
	entries_done(&b->list);
	changes_done(&b->pending);
	changes_done(&b->removed);
	for (size_t i = 0; i < b->rescue_count; i++)
		free(b->rescue[i]);
	free(b->path);
	free(b->helper);
	free(b->notice);
	free(b->said);
	free(b);
}

bool
att_bookmarks_refresh(
    struct att_bookmarks *b, bool *changed, struct att_error *err)
{
	*changed = store_is_stale(b);
	return !*changed || store_load(b, err);
}

size_t
att_bookmarks_count(const struct att_bookmarks *b)
{
	return b->list.count;
}

const struct att_bookmark *
att_bookmarks_get(const struct att_bookmarks *b, size_t row)
{
	return &b->list.item[row].b;
}

size_t
att_bookmarks_find(const struct att_bookmarks *b, const char *id)
{
	return entries_find(&b->list, id);
}

static bool
has_letter(const struct att_bookmark *b, const char *work, char letter)
{
	return b->letter == letter &&
	       (letter <= 'Z' || strcmp(b->work, work) == 0);
}

/* Two programs may have set it: the newer one counts. */
size_t
att_bookmarks_letter(
    const struct att_bookmarks *b, const char *work, char letter)
{
	size_t found = SIZE_MAX;

	for (size_t i = 0; letter && i < b->list.count; i++) {
		const struct att_bookmark *mark = &b->list.item[i].b;

		if (has_letter(mark, work, letter) &&
		    (found == SIZE_MAX ||
		        strcmp(mark->modified,
		            b->list.item[found].b.modified) >= 0))
			found = i;
	}
	return found;
}

size_t
att_bookmarks_unsaved(const struct att_bookmarks *b)
{
	return b->private ? 0 : b->pending.count;
}

bool
att_bookmarks_save(struct att_bookmarks *b, struct att_error *err)
{
	if (b->private || b->pending.count == 0)
		return true;
	if (!b->path)
		return att_fail(err, ATT_EIO,
		    _("there is no home folder to "
		      "keep bookmarks in"));
	return store_save(b, err);
}

const char *
att_bookmarks_notice(struct att_bookmarks *b)
{
	free(b->said);
	b->said = b->notice;
	b->notice = NULL;
	return b->said;
}

const char *
att_bookmarks_path(const struct att_bookmarks *b)
{
	return b->path;
}

static void
write_now(char out[STAMP_SIZE])
{
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	strftime(out, STAMP_SIZE, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

/* An XML name that nobody else has. */
static void
write_id(char out[ID_SIZE])
{
	unsigned char bytes[12] = {0};
	size_t used = 1;

	if (getrandom(bytes, sizeof(bytes), 0) < 0) {
		struct timespec now;

		clock_gettime(CLOCK_REALTIME, &now);
		memcpy(bytes, &now,
		    sizeof(now) < sizeof(bytes) ? sizeof(now) : sizeof(bytes));
	}
	out[0] = 'b';
	for (size_t i = 0; i < sizeof(bytes); i++)
		used += (size_t)snprintf(
		    out + used, ID_SIZE - used, "%02x", bytes[i]);
}

static bool
fits(const char *text, size_t max)
{
	return !text || strlen(text) <= max;
}

static bool
check(const struct att_bookmark *b, struct att_error *err)
{
	if (!b->work || !*b->work)
		return att_fail(err, ATT_EUSAGE, _("a bookmark needs a work"));
	if (!fits(b->title, STORE_LINE) || !fits(b->folder, STORE_LINE) ||
	    !fits(b->tags, STORE_LINE) || !fits(b->work, STORE_LINE) ||
	    !fits(b->id, STORE_LINE))
		return att_fail(err, ATT_EUSAGE,
		    _("a title, folder or list of "
		      "tags is over %d bytes"),
		    STORE_LINE);
	if (!fits(b->note, STORE_NOTE))
		return att_fail(
		    err, ATT_EUSAGE, _("a note is over %d bytes"), STORE_NOTE);
	return true;
}

/* Done in memory; saved by who calls. */
static void
note_change(struct att_bookmarks *b, enum bookmark_op op, uint32_t mask,
    const struct att_bookmark *record)
{
	change_add(&b->pending, op, mask, record);
	change_apply(&b->pending.item[b->pending.count - 1], &b->list);
}

/* With an id and times where those are missing. */
static void
put(struct att_bookmarks *b, const struct att_bookmark *given, char id[ID_SIZE])
{
	struct att_bookmark record = *given;
	char now[STAMP_SIZE];

	write_now(now);
	write_id(id);
	if (!record.id || !*record.id)
		record.id = id;
	if (!record.added || !*record.added)
		record.added = now;
	if (!record.modified || !*record.modified)
		record.modified = now;
	note_change(b, BOOKMARK_PUT, BOOKMARK_ALL, &record);
}

bool
att_bookmarks_add(struct att_bookmarks *b, const struct att_bookmark *record,
    const char **id, struct att_error *err)
{
	struct att_bookmark new = *record;
	char fresh[ID_SIZE];
	size_t row;
	bool ok;

	if (!check(record, err))
		return false;
	new.id = new.added = new.modified = NULL;
	put(b, &new, fresh);
	ok = att_bookmarks_save(b, err);
	row = entries_find(&b->list, fresh);
	if (id)
		*id = row < b->list.count ? b->list.item[row].b.id : "";
	return ok;
}

static void
edit(struct att_bookmarks *b, size_t row, const struct att_bookmark *given)
{
	struct entry wanted = entry_copy(given);
	struct att_bookmark record = wanted.b;
	uint32_t mask = entry_differs(&b->list.item[row].b, &record);
	char now[STAMP_SIZE];

	write_now(now);
	record.modified = now;
	record.added = b->list.item[row].b.added;
	if (mask)
		note_change(b, BOOKMARK_EDIT, mask, &record);
	entry_done(&wanted);
}

static bool
find_row(
    struct att_bookmarks *b, const char *id, size_t *row, struct att_error *err)
{
	bool changed;

	*row = id ? entries_find(&b->list, id) : SIZE_MAX;
	if (*row == SIZE_MAX && id && att_bookmarks_refresh(b, &changed, NULL))
		*row = entries_find(&b->list, id);
	if (*row != SIZE_MAX)
		return true;
	return att_fail(
	    err, ATT_ENOTFOUND, _("there is no bookmark \"%s\""), id ? id : "");
}

bool
att_bookmarks_edit(struct att_bookmarks *b, const struct att_bookmark *record,
    struct att_error *err)
{
	size_t row;

	if (!check(record, err) || !find_row(b, record->id, &row, err))
		return false;
	edit(b, row, record);
	return att_bookmarks_save(b, err);
}

static void
drop_row(struct att_bookmarks *b, size_t row)
{
	const struct att_bookmark *record = &b->list.item[row].b;

	if (b->removed.count == STORE_UNDO)
		change_remove(&b->removed, 0);
	change_add(&b->removed, BOOKMARK_PUT, BOOKMARK_ALL, record);
	note_change(b, BOOKMARK_REMOVE, 0, record);
}

bool
att_bookmarks_remove(
    struct att_bookmarks *b, const char *id, struct att_error *err)
{
	size_t row;

	if (!find_row(b, id, &row, err))
		return false;
	drop_row(b, row);
	return att_bookmarks_save(b, err);
}

/* A removal that never reached the file is forgotten instead. */
static bool
forget_removal(struct att_bookmarks *b, const char *id)
{
	for (size_t i = b->pending.count; i-- > 0;) {
		const struct change *c = &b->pending.item[i];

		if (c->op != BOOKMARK_REMOVE || strcmp(c->entry.b.id, id) != 0)
			continue;
		change_remove(&b->pending, i);
		return true;
	}
	return false;
}

bool
att_bookmarks_undo(
    struct att_bookmarks *b, const char **id, struct att_error *err)
{
	struct change last;
	bool ok;
	size_t row;

	if (b->removed.count == 0)
		return att_fail(
		    err, ATT_ENOTFOUND, _("no bookmark was removed"));
	last = b->removed.item[--b->removed.count];
	if (forget_removal(b, last.entry.b.id)) {
		entries_add(&b->list, &last.entry.b);
	} else {
		note_change(b, BOOKMARK_PUT, BOOKMARK_ALL, &last.entry.b);
		b->pending.item[b->pending.count - 1].element = last.element;
		last.element = NULL;
	}
	ok = att_bookmarks_save(b, err);
	row = entries_find(&b->list, last.entry.b.id);
	if (id)
		*id = row < b->list.count ? b->list.item[row].b.id : "";
	entry_done(&last.entry);
	free(last.element);
	return ok;
}

static bool
is_bare(const struct att_bookmark *b)
{
	return !*b->note && !*b->tags && !*b->folder;
}

/* Take the letter from all that have it; the first bare one is to be moved.
 * SIZE_MAX when there is none. */
static size_t
take_letter(struct att_bookmarks *b, const char *work, char letter)
{
	size_t reuse = SIZE_MAX;

	for (size_t i = 0; i < b->list.count; i++) {
		struct att_bookmark mark = b->list.item[i].b;

		if (!has_letter(&mark, work, letter))
			continue;
		if (!is_bare(&mark)) {
			mark.letter = 0;
			edit(b, i, &mark);
		} else if (reuse == SIZE_MAX) {
			reuse = i;
		} else {
			note_change(b, BOOKMARK_REMOVE, 0, &mark);
			i--;
		}
	}
	return reuse;
}

bool
att_bookmarks_set_letter(struct att_bookmarks *b,
    const struct att_bookmark *place, char letter, struct att_error *err)
{
	struct entry copy;
	struct att_bookmark mark;
	char id[ID_SIZE];
	size_t row;

	if (!check(place, err))
		return false;
	if (!(letter >= 'a' && letter <= 'z') &&
	    !(letter >= 'A' && letter <= 'Z'))
		return att_fail(err, ATT_EUSAGE, _("a mark is a letter"));
	copy = entry_copy(place); /* it may be a row that is changed below */
	mark = copy.b;
	mark.letter = letter;
	row = take_letter(b, mark.work, letter);
	if (row == SIZE_MAX) {
		mark.id = mark.added = mark.modified = NULL;
		put(b, &mark, id);
	} else {
		mark.id = b->list.item[row].b.id;
		edit(b, row, &mark);
	}
	entry_done(&copy);
	return att_bookmarks_save(b, err);
}

bool
att_bookmarks_import(struct att_bookmarks *b, const struct att_bookmark *record,
    size_t count, size_t *added, struct att_error *err)
{
	char id[ID_SIZE];

	*added = 0;
	for (size_t i = 0; i < count; i++) {
		if (!check(&record[i], err))
			return false;
	}
	for (size_t i = 0; i < count; i++) {
		if (record[i].id && *record[i].id &&
		    entries_find(&b->list, record[i].id) != SIZE_MAX)
			continue;
		put(b, &record[i], id);
		++*added;
	}
	return att_bookmarks_save(b, err);
}
