/* Bookmarks as bytes; what comes in is believed only after it was checked. */
#include "model/bookmark.h"

#include <string.h>

#include "base/mem.h"

enum shape { POINTER, ARRAY, NUMBER, LETTER };

/* clang-format off */
#define PLAIN(tag, name) \
	{ tag, POINTER, offsetof(struct att_bookmark, name), 0 }
#define WORDS(tag, name) \
	{ tag, ARRAY, offsetof(struct att_bookmark, where.name), \
		sizeof(((struct att_bookmark *)0)->where.name) }
#define COUNTED(tag, name) \
	{ tag, NUMBER, offsetof(struct att_bookmark, where.name), 4 }

static const struct field {
	char tag;
	enum shape shape;
	size_t at;
	size_t size; /* room of an array */
} fields[] = {
	PLAIN('i', id),
	PLAIN('t', title),
	PLAIN('n', note),
	PLAIN('f', folder),
	PLAIN('g', tags),
	PLAIN('w', work),
	PLAIN('a', added),
	PLAIN('c', modified),
	{ 'l', LETTER, offsetof(struct att_bookmark, letter), 1 },
	WORDS('A', id),
	WORDS('P', passage),
	WORDS('B', before),
	WORDS('C', after),
	COUNTED('O', offset),
	COUNTED('L', length),
	COUNTED('N', position),
};
/* clang-format on */

void
parcel_field(struct buf *out, int tag, const char *data, size_t size)
{
	uint32_t bytes = (uint32_t)size;

	buf_char(out, (char)tag);
	buf_add(out, (const char *)&bytes, sizeof(bytes));
	buf_add(out, data, size);
}

static void
parcel_string(struct buf *out, int tag, const char *string)
{
	string = string ? string : "";
	parcel_field(out, tag, string, strlen(string) + 1);
}

static void
put_field(struct buf *out, const struct field *f, const char *base)
{
	const char *string;

	switch (f->shape) {
	case POINTER:
		memcpy(&string, base + f->at, sizeof(string));
		parcel_string(out, f->tag, string);
		break;
	case ARRAY:
		parcel_string(out, f->tag, base + f->at);
		break;
	case NUMBER:
	case LETTER:
		parcel_field(out, f->tag, base + f->at, f->size);
		break;
	}
}

static void
put_fields(struct buf *out, const struct att_bookmark *b)
{
	for (size_t i = 0; i < COUNT(fields); i++)
		put_field(out, &fields[i], (const char *)b);
}

void
parcel_bookmark(struct buf *out, int tag, const struct att_bookmark *b)
{
	struct buf inside = {0};

	put_fields(&inside, b);
	parcel_field(out, tag, inside.data, inside.size);
	buf_done(&inside);
}

void
parcel_edit(struct buf *out, const struct bookmark_edit *edit)
{
	struct buf inside = {0};
	char op = (char)edit->op;

	parcel_field(&inside, PARCEL_OP, &op, 1);
	parcel_field(&inside, PARCEL_MASK, (const char *)&edit->mask,
	    sizeof(edit->mask));
	put_fields(&inside, &edit->record);
	parcel_string(&inside, PARCEL_ELEMENT, edit->element);
	parcel_field(out, PARCEL_EDIT, inside.data, inside.size);
	buf_done(&inside);
}

bool
parcel_next(struct parcel *parcel, int *tag, struct parcel *field)
{
	uint32_t size;

	if (parcel->size < 1 + sizeof(size))
		return false;
	memcpy(&size, parcel->data + 1, sizeof(size));
	if (size > parcel->size - 1 - sizeof(size))
		return false;
	*tag = (unsigned char)parcel->data[0];
	field->data = parcel->data + 1 + sizeof(size);
	field->size = size;
	parcel->data = field->data + size;
	parcel->size -= 1 + sizeof(size) + size;
	return true;
}

static bool
is_string(struct parcel field)
{
	return field.size > 0 && memchr(field.data, '\0', field.size) ==
	                             field.data + field.size - 1;
}

static bool
is_letter(char c)
{
	return c == 0 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
take_field(const struct field *f, struct parcel field, char *base)
{
	switch (f->shape) {
	case POINTER:
		if (!is_string(field))
			return false;
		memcpy(base + f->at, &field.data, sizeof(field.data));
		return true;
	case ARRAY:
		if (!is_string(field) || field.size > f->size)
			return false;
		break;
	case LETTER:
		if (field.size != 1 || !is_letter(field.data[0]))
			return false;
		break;
	case NUMBER:
		if (field.size != f->size)
			return false;
		break;
	}
	memcpy(base + f->at, field.data, field.size);
	return true;
}

static void
empty_record(struct att_bookmark *b)
{
	*b = (struct att_bookmark){
	    "", "", "", "", "", "", "", "", 0, {.id = ""}};
}

/* True also for tags that are no bookmark's. */
static bool
take(struct att_bookmark *b, int tag, struct parcel field)
{
	for (size_t i = 0; i < COUNT(fields); i++) {
		if (fields[i].tag == tag)
			return take_field(&fields[i], field, (char *)b);
	}
	return true;
}

bool
parcel_read_bookmark(struct parcel parcel, struct att_bookmark *b)
{
	struct parcel field;
	int tag;

	empty_record(b);
	while (parcel_next(&parcel, &tag, &field)) {
		if (!take(b, tag, field))
			return false;
	}
	return parcel.size == 0;
}

bool
parcel_read_edit(struct parcel parcel, struct bookmark_edit *edit)
{
	struct parcel rest = parcel, field;
	int tag;

	*edit = (struct bookmark_edit){.op = BOOKMARK_OPS, .element = ""};
	if (!parcel_read_bookmark(parcel, &edit->record))
		return false;
	while (parcel_next(&rest, &tag, &field)) {
		if (tag == PARCEL_OP && field.size == 1)
			edit->op = (enum bookmark_op)field.data[0];
		else if (tag == PARCEL_MASK && field.size == sizeof(edit->mask))
			memcpy(&edit->mask, field.data, field.size);
		else if (tag == PARCEL_ELEMENT && is_string(field))
			edit->element = field.data;
	}
	return edit->op < BOOKMARK_OPS;
}
