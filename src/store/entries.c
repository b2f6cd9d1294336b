/* Bookmarks in memory. */
#include "store/entries.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/bookmark.h"

enum { STRINGS = 8 };

static bool
is_noncharacter(uint32_t c)
{
	return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

static void
clean(struct buf *out, const char *text, bool lines)
{
	size_t size = text ? strlen(text) : 0, at = 0;

	while (at < size) {
		uint32_t c;

		at += utf8_next(text + at, size - at, &c);
		if ((c == '\n' || c == '\t') && !lines)
			c = ' ';
		if (c == ATT_BETWEEN ||
		    !(utf8_is_control(c) || is_noncharacter(c)))
			buf_codepoint(out, c);
	}
	buf_char(out, '\0');
}

/* Members of a list: none is empty. */
static void
clean_list(struct buf *out, const char *text)
{
	size_t start = out->size, to = start;

	clean(out, text, false);
	for (size_t i = start; i < out->size; i++) {
		char c = out->data[i];
		bool gap = to == start || out->data[to - 1] == ATT_BETWEEN;

		if (c == ATT_BETWEEN && gap)
			continue;
		if (c == '\0' && to > start && gap)
			to--;
		out->data[to++] = c;
	}
	out->size = to;
}

/* ATT_BETWEEN means something in lists alone. */
static void
clean_string(struct buf *out, const char *text, bool lines)
{
	size_t start = out->size;

	clean(out, text, lines);
	for (size_t i = start; i + 1 < out->size; i++) {
		if (out->data[i] == ATT_BETWEEN)
			out->data[i] = ' ';
	}
}

static void
clean_array(char *array, size_t room)
{
	struct buf out = {0};
	size_t size;

	array[room - 1] = '\0';
	clean_string(&out, array, true);
	size = utf8_cut(out.data, out.size - 1, room - 1);
	memcpy(array, out.data, size);
	array[size] = '\0';
	buf_done(&out);
}

struct entry
entry_copy(const struct att_bookmark *b)
{
	struct entry entry = {.b = *b};
	struct att_where *where = &entry.b.where;
	struct buf bytes = {0};
	size_t at[STRINGS];
	const char **string[STRINGS] = {&entry.b.id, &entry.b.title,
	    &entry.b.note, &entry.b.folder, &entry.b.tags, &entry.b.work,
	    &entry.b.added, &entry.b.modified};

	for (size_t i = 0; i < STRINGS; i++) {
		at[i] = bytes.size;
		if (string[i] == &entry.b.folder || string[i] == &entry.b.tags)
			clean_list(&bytes, *string[i]);
		else
			clean_string(
			    &bytes, *string[i], string[i] == &entry.b.note);
	}
	for (size_t i = 0; i < STRINGS; i++)
		*string[i] = bytes.data + at[i];
	entry.strings = bytes.data;
	clean_array(where->id, sizeof(where->id));
	clean_array(where->passage, sizeof(where->passage));
	clean_array(where->before, sizeof(where->before));
	clean_array(where->after, sizeof(where->after));
	return entry;
}

void
entry_done(struct entry *entry)
{
	free(entry->strings);
	*entry = (struct entry){.strings = NULL};
}

void
entries_add(struct entries *list, const struct att_bookmark *b)
{
	struct entry entry = entry_copy(b);

	list->item = mem_grow(
	    list->item, &list->cap, list->count + 1, sizeof(*list->item));
	list->item[list->count++] = entry;
}

void
entries_set(struct entries *list, size_t row, const struct att_bookmark *b)
{
	struct entry entry = entry_copy(b);

	entry_done(&list->item[row]);
	list->item[row] = entry;
}

void
entries_remove(struct entries *list, size_t row)
{
	entry_done(&list->item[row]);
	list->count--;
	memmove(&list->item[row], &list->item[row + 1],
	    (list->count - row) * sizeof(*list->item));
}

size_t
entries_find(const struct entries *list, const char *id)
{
	for (size_t i = 0; i < list->count; i++) {
		if (strcmp(list->item[i].b.id, id) == 0)
			return i;
	}
	return SIZE_MAX;
}

void
entries_done(struct entries *list)
{
	for (size_t i = 0; i < list->count; i++)
		entry_done(&list->item[i]);
	free(list->item);
	*list = (struct entries){0};
}

static bool
same_where(const struct att_where *a, const struct att_where *b)
{
	return strcmp(a->id, b->id) == 0 && a->offset == b->offset &&
	       a->length == b->length && a->position == b->position &&
	       strcmp(a->passage, b->passage) == 0 &&
	       strcmp(a->before, b->before) == 0 &&
	       strcmp(a->after, b->after) == 0;
}

uint32_t
entry_differs(const struct att_bookmark *a, const struct att_bookmark *b)
{
	uint32_t mask = 0;

	if (strcmp(a->title, b->title) != 0)
		mask |= BOOKMARK_TITLE;
	if (strcmp(a->note, b->note) != 0)
		mask |= BOOKMARK_NOTE;
	if (strcmp(a->folder, b->folder) != 0)
		mask |= BOOKMARK_FOLDER;
	if (strcmp(a->tags, b->tags) != 0)
		mask |= BOOKMARK_TAGS;
	if (a->letter != b->letter)
		mask |= BOOKMARK_LETTER;
	if (strcmp(a->work, b->work) != 0 || !same_where(&a->where, &b->where))
		mask |= BOOKMARK_PLACE;
	return mask;
}
