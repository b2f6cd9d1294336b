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
wire_field(struct buf *out, int tag, const char *data, size_t size)
{
	uint32_t bytes = (uint32_t)size;

	buf_char(out, (char)tag);
	buf_add(out, (const char *)&bytes, sizeof(bytes));
	buf_add(out, data, size);
}

static void
wire_string(struct buf *out, int tag, const char *string)
{
	string = string ? string : "";
	wire_field(out, tag, string, strlen(string) + 1);
}

static void
put_field(struct buf *out, const struct field *f, const char *base)
{
	const char *string;

	switch (f->shape) {
	case POINTER:
		memcpy(&string, base + f->at, sizeof(string));
		wire_string(out, f->tag, string);
		break;
	case ARRAY:
		wire_string(out, f->tag, base + f->at);
		break;
	case NUMBER:
	case LETTER:
		wire_field(out, f->tag, base + f->at, f->size);
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
wire_bookmark(struct buf *out, int tag, const struct att_bookmark *b)
{
	struct buf inside = {0};

	put_fields(&inside, b);
	wire_field(out, tag, inside.data, inside.size);
	buf_done(&inside);
}

void
wire_edit(struct buf *out, const struct bookmark_edit *edit)
{
	struct buf inside = {0};
	char op = (char)edit->op;

	wire_field(&inside, WIRE_OP, &op, 1);
	wire_field(
	    &inside, WIRE_MASK, (const char *)&edit->mask, sizeof(edit->mask));
	put_fields(&inside, &edit->record);
	wire_string(&inside, WIRE_ELEMENT, edit->element);
	wire_field(out, WIRE_EDIT, inside.data, inside.size);
	buf_done(&inside);
}

bool
wire_next(struct wire *wire, int *tag, struct wire *field)
{
	uint32_t size;

	if (wire->size < 1 + sizeof(size))
		return false;
	memcpy(&size, wire->data + 1, sizeof(size));
	if (size > wire->size - 1 - sizeof(size))
		return false;
	*tag = (unsigned char)wire->data[0];
	field->data = wire->data + 1 + sizeof(size);
	field->size = size;
	wire->data = field->data + size;
	wire->size -= 1 + sizeof(size) + size;
	return true;
}

static bool
is_string(struct wire field)
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
take_field(const struct field *f, struct wire field, char *base)
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
take(struct att_bookmark *b, int tag, struct wire field)
{
	for (size_t i = 0; i < COUNT(fields); i++) {
		if (fields[i].tag == tag)
			return take_field(&fields[i], field, (char *)b);
	}
	return true;
}

bool
wire_read_bookmark(struct wire wire, struct att_bookmark *b)
{
	struct wire field;
	int tag;

	empty_record(b);
	while (wire_next(&wire, &tag, &field)) {
		if (!take(b, tag, field))
			return false;
	}
	return wire.size == 0;
}

bool
wire_read_edit(struct wire wire, struct bookmark_edit *edit)
{
	struct wire rest = wire, field;
	int tag;

	*edit = (struct bookmark_edit){.op = BOOKMARK_OPS, .element = ""};
	if (!wire_read_bookmark(wire, &edit->record))
		return false;
	while (wire_next(&rest, &tag, &field)) {
		if (tag == WIRE_OP && field.size == 1)
			edit->op = (enum bookmark_op)field.data[0];
		else if (tag == WIRE_MASK && field.size == sizeof(edit->mask))
			memcpy(&edit->mask, field.data, field.size);
		else if (tag == WIRE_ELEMENT && is_string(field))
			edit->element = field.data;
	}
	return edit->op < BOOKMARK_OPS;
}
