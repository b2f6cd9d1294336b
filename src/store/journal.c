/* Files of lines. */
#include "store/journal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"

void
journal_init(struct journal *j, const struct journal_kind *kind,
    const char *folder, bool private)
{
	*j = (struct journal){.kind = kind, .private = private};
	if (folder)
		j->path = mem_format("%s/%s", folder, kind->name);
}

static void
drop_row(struct journal *j, size_t row)
{
	free(j->row[row].bytes);
	j->count--;
	memmove(
	    &j->row[row], &j->row[row + 1], (j->count - row) * sizeof(*j->row));
}

void
journal_done(struct journal *j)
{
	for (size_t i = 0; i < j->count; i++)
		free(j->row[i].bytes);
	free(j->row);
	free(j->path);
	*j = (struct journal){0};
}

static const char escapes[] = "\\\\\tt\nn\rr"; /* byte, letter */

static void
put_field(struct buf *line, const char *text)
{
	for (; *text; text++) {
		char letter = 0;

		for (const char *e = escapes; *e; e += 2) {
			if (*e == *text)
				letter = e[1];
		}
		if (letter)
			buf_char(line, '\\');
		buf_char(line, letter ? letter : *text);
	}
}

static void
put_line(
    struct buf *out, const struct journal_kind *kind, const char *const *field)
{
	for (unsigned i = 0; i < kind->fields; i++) {
		if (i)
			buf_char(out, '\t');
		put_field(out, field[i]);
	}
	buf_char(out, '\n');
}

/* In place; false when there is an escape that put_field never makes. */
static bool
unescape(char *text)
{
	char *out = text;

	for (; *text; text++) {
		char byte = *text;

		if (byte == '\\') {
			const char *e = escapes;

			text++;
			while (*e && e[1] != *text)
				e += 2;
			if (!*e)
				return false;
			byte = *e;
		}
		*out++ = byte;
	}
	*out = '\0';
	return true;
}

/* Takes a copy of the line apart; false when it is no line of that kind. */
static bool
parse_line(const struct journal_kind *kind, const char *line, size_t size,
    struct journal_row *row)
{
	char *p;
	unsigned i = 0;

	*row = (struct journal_row){.bytes = NULL};
	if (size > JOURNAL_LINE || memchr(line, '\0', size) ||
	    !utf8_valid(line, size))
		return false;
	row->bytes = p = mem_ndup(line, size);
	for (; p && i < kind->fields; i++) {
		char *tab = strchr(p, '\t');

		if (tab)
			*tab = '\0';
		row->field[i] = p;
		if (!unescape(p))
			break;
		p = tab ? tab + 1 : NULL;
	}
	if (i == kind->fields && !p && *row->field[0])
		return true;
	free(row->bytes);
	return false;
}

/* First fields seen, by hash; taking two for one loses an old row at worst. */
struct seen {
	uint64_t *slot;
	size_t room; /* a power of two */
};

static bool
see(struct seen *seen, const char *key)
{
	uint64_t hash = file_hash(key, strlen(key), 0) | 1;
	size_t at = (size_t)(hash >> 1) & (seen->room - 1);

	while (seen->slot[at] && seen->slot[at] != hash)
		at = (at + 1) & (seen->room - 1);
	if (seen->slot[at])
		return false;
	seen->slot[at] = hash;
	return true;
}

static void
push(struct journal *j, const struct journal_row *row)
{
	j->row = mem_grow(j->row, &j->cap, j->count + 1, sizeof(*j->row));
	j->row[j->count++] = *row;
}

static void
turn_round(struct journal *j)
{
	for (size_t i = 0; i < j->count / 2; i++) {
		struct journal_row row = j->row[i];

		j->row[i] = j->row[j->count - 1 - i];
		j->row[j->count - 1 - i] = row;
	}
}

/* From the last line back, since the later one counts. A last line without an
 * end was cut short. */
static void
take_lines(struct journal *j, const char *data, size_t size)
{
	struct seen seen = {NULL, 1};
	size_t end = size;

	while (seen.room < 2 * j->kind->bound)
		seen.room *= 2;
	seen.slot = mem_alloc(seen.room * sizeof(*seen.slot));
	while (end > 0 && data[end - 1] != '\n')
		end--;
	while (end > 0 && j->count < j->kind->bound) {
		size_t start = --end;
		struct journal_row row;

		while (start > 0 && data[start - 1] != '\n')
			start--;
		if (parse_line(j->kind, data + start, end - start, &row)) {
			if (!j->kind->unique || see(&seen, row.field[0]))
				push(j, &row);
			else
				free(row.bytes);
		}
		end = start;
	}
	free(seen.slot);
	turn_round(j);
}

static size_t
count_lines(const char *data, size_t size)
{
	size_t lines = 0;

	for (size_t i = 0; i < size; i++)
		lines += data[i] == '\n';
	return lines;
}

static void
read_rows(struct journal *j)
{
	char *data;
	size_t size;

	if (!file_read(j->path, JOURNAL_FILE, &data, &size, NULL))
		return;
	j->lines = count_lines(data, size);
	take_lines(j, data, size);
	free(data);
}

void
journal_load(struct journal *j)
{
	if (!j->loaded && j->path)
		read_rows(j);
	j->loaded = true;
}

/* Under the lock: what the file holds by now, reduced to what counts. */
static bool
rewrite(struct journal *j, struct att_error *err)
{
	struct journal now = {.kind = j->kind, .path = j->path};
	struct buf out = {0};
	bool ok;

	read_rows(&now);
	for (size_t i = 0; i < now.count; i++)
		put_line(&out, now.kind, now.row[i].field);
	ok = file_replace(j->path, out.data, out.size, err);
	if (ok)
		j->lines = now.count;
	now.path = NULL;
	journal_done(&now);
	buf_done(&out);
	return ok;
}

static bool
save_line(struct journal *j, const struct buf *line, struct att_error *err)
{
	int lock = file_lock(j->path, JOURNAL_WAIT, err);
	bool ok;

	if (lock < 0)
		return false;
	ok = file_append(j->path, line->data, line->size, j->kind->sync, err);
	j->lines += ok;
	if (ok && j->lines > 2 * j->kind->bound)
		ok = rewrite(j, err);
	file_unlock(lock);
	return ok;
}

static void
add_row(struct journal *j, const struct buf *line)
{
	struct journal_row row;

	if (!parse_line(j->kind, line->data, line->size - 1, &row))
		return;
	for (size_t i = j->count; j->kind->unique && i-- > 0;) {
		if (strcmp(j->row[i].field[0], row.field[0]) == 0)
			drop_row(j, i);
	}
	if (j->count == j->kind->bound)
		drop_row(j, 0);
	push(j, &row);
}

bool
journal_add(struct journal *j, const char *const *field, struct att_error *err)
{
	struct buf line = {0};
	bool ok = true;

	journal_load(j);
	put_line(&line, j->kind, field);
	if (line.size > JOURNAL_LINE) {
		buf_done(&line);
		return att_fail(err, ATT_ELIMIT, _("that is too long to keep"));
	}
	add_row(j, &line);
	if (j->path && !j->private)
		ok = save_line(j, &line, err);
	buf_done(&line);
	return ok;
}
