/* What a reader tells beside the tree: files, attributes, metadata, findings;
 * and the builder's own life. */
#include "model/builder.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "model/builder_parts.h"

struct att_builder *
att_builder_new(void)
{
	struct att_builder *b = mem_alloc(sizeof(*b));

	b->strings = strings_new();
	return b;
}

void
att_builder_free(struct att_builder *b)
{
	if (!b)
		return;
	builder_drop_notes(b, 0);
	strings_free(b->strings);
	buf_done(&b->text);
	buf_done(&b->hold);
	buf_done(&b->clean);
	free(b->node);
	free(b->attr);
	free(b->pending);
	free(b->meta);
	free(b->file);
	free(b->finding);
	free(b);
}

void
att_builder_reset(struct att_builder *b)
{
	builder_drop_notes(b, 0);
	strings_reset(b->strings);
	buf_clear(&b->text);
	buf_clear(&b->hold);
	b->nodes = b->attrs = b->metas = b->files = 0;
	b->findings = b->findings_dropped = 0;
	b->depth = b->held = 0;
	b->gap = b->holding = b->failed = false;
	b->serial = 0;
	b->at_file = 0;
	b->at_line = b->at_column = 0;
}

void
builder_fail(struct att_builder *b, const char *format, ...)
{
	va_list args;
	char *text;

	if (b->failed)
		return;
	b->failed = true;
	va_start(args, format);
	text = message_vkeep(format, args);
	va_end(args);
	att_fail(&b->error, ATT_ELIMIT, "%s", text);
	free(text);
}

bool
att_builder_ok(const struct att_builder *b, struct att_error *err)
{
	if (b->failed && err)
		*err = b->error;
	return !b->failed;
}

/* Strings of an image are UTF-8; names of files need not be. */
static uint32_t
path_string(struct att_builder *b, const char *path)
{
	size_t size = strlen(path);
	uint32_t string;
	char *safe;

	if (utf8_valid(path, size))
		return strings_add(b->strings, path, size);
	safe = mem_alloc(4 * size + 1); /* each byte as \xHH at most */
	utf8_safe(path, safe, 4 * size + 1);
	string = strings_add(b->strings, safe, strlen(safe));
	free(safe);
	return string;
}

uint16_t
att_builder_add_file(
    struct att_builder *b, const char *path, uint64_t size, int64_t mtime)
{
	if (b->files >= ATT_MAX_FILES) {
		builder_fail(b, N_("the work is made of more than %d files"),
		    ATT_MAX_FILES);
		return b->at_file;
	}
	b->file =
	    mem_grow(b->file, &b->file_cap, b->files + 1, sizeof(*b->file));
	b->file[b->files] = (struct att_file){
	    .path = path_string(b, path),
	    .size = size,
	    .mtime = mtime,
	};
	b->at_file = (uint16_t)b->files++;
	return b->at_file;
}

void
att_builder_at(
    struct att_builder *b, uint16_t file, uint32_t line, uint32_t column)
{
	b->at_file = file;
	b->at_line = line;
	b->at_column = column;
}

/* After the last row of a node's attributes. */
static size_t
attr_end(const struct att_builder *b, uint32_t node)
{
	return node + 1 < b->nodes ? b->node[node + 1].attr : b->attrs;
}

const char *
builder_attr(const struct att_builder *b, uint32_t node, enum att_attr name)
{
	size_t end = attr_end(b, node);

	for (size_t i = b->node[node].attr; i < end; i++) {
		if (b->attr[i].name == name)
			return strings_get(b->strings, b->attr[i].value);
	}
	return NULL;
}

const char *
builder_inherited(
    const struct att_builder *b, uint32_t node, enum att_attr name)
{
	const char *value = NULL;

	while (node != ATT_NONE && !value) {
		value = builder_attr(b, node, name);
		node = b->node[node].parent;
	}
	return value;
}

/* Whether a value can be added; the limit is looked at before. */
static bool
takes_value(struct att_builder *b, const char *value, size_t size)
{
	size_t strings;

	if (b->failed || b->holding || !value || size == 0)
		return false;
	strings_data(b->strings, &strings);
	if (strings > ATT_MAX_STRINGS)
		builder_fail(b, N_("attributes take more than %d bytes"),
		    ATT_MAX_STRINGS);
	return !b->failed;
}

/* Row at, of the attribute table; those from there on move up. */
static void
insert_attr(struct att_builder *b, size_t at, enum att_attr name,
    const char *value, size_t size)
{
	size = utf8_cut(value, strnlen(value, size), ATT_MAX_VALUE);
	value = builder_clean(b, value, &size);
	b->attr =
	    mem_grow(b->attr, &b->attr_cap, b->attrs + 1, sizeof(*b->attr));
	memmove(
	    b->attr + at + 1, b->attr + at, (b->attrs - at) * sizeof(*b->attr));
	b->attr[at] = (struct attr_row){
	    .name = name,
	    .value = strings_add(b->strings, value, size),
	};
	b->attrs++;
}

void
att_builder_attr(
    struct att_builder *b, enum att_attr name, const char *value, size_t size)
{
	if (!takes_value(b, value, size))
		return;
	assert(b->nodes > 0);
	if (!builder_attr(b, (uint32_t)b->nodes - 1, name))
		insert_attr(b, b->attrs, name, value, size);
}

/* Row of the node that the caller opened, ATT_NONE when there is none. */
static uint32_t
open_row(const struct att_builder *b, unsigned up)
{
	for (unsigned i = b->depth; i-- > 0;) {
		if (b->frame[i].anonymous)
			continue;
		if (up-- == 0)
			return b->frame[i].node;
	}
	return ATT_NONE;
}

/* Attributes of a node stand together and before those of the next, so the
 * nodes made since have theirs moved. */
void
att_builder_attr_late(struct att_builder *b, unsigned up, enum att_attr name,
    const char *value, size_t size)
{
	uint32_t node;

	if (!takes_value(b, value, size))
		return;
	node = open_row(b, up);
	if (node == ATT_NONE || builder_attr(b, node, name))
		return;
	insert_attr(b, attr_end(b, node), name, value, size);
	for (size_t i = node + 1; i < b->nodes; i++)
		b->node[i].attr++;
}

void
att_builder_flag(struct att_builder *b, unsigned flags)
{
	if (!b->failed && !b->holding && b->nodes)
		b->node[b->nodes - 1].flags |= (uint8_t)flags;
}

void
att_builder_hold(struct att_builder *b)
{
	if (!b->failed && !b->holding) {
		b->holding = true;
		b->held = 0;
		buf_clear(&b->hold);
	}
}

void
builder_hold_text(struct att_builder *b, const char *text, size_t size)
{
	struct buf *hold = &b->hold;
	bool gap = hold->size == 0 || hold->data[hold->size - 1] == ' ';

	/* Nothing takes more than one value's worth of it. */
	if (!b->failed && hold->size < ATT_MAX_VALUE)
		builder_collapse(
		    hold, gap, text, utf8_cut(text, size, ATT_MAX_VALUE));
}

const char *
att_builder_release(struct att_builder *b, size_t *size)
{
	const char *text;

	b->holding = false;
	if (b->hold.size && b->hold.data[b->hold.size - 1] == ' ')
		b->hold.size--;
	text = buf_cstr(&b->hold);
	if (size)
		*size = b->hold.size;
	return text;
}

void
att_builder_meta(struct att_builder *b, enum att_meta key, const char *value)
{
	size_t size;

	if (b->failed || !value || !*value)
		return;
	size = utf8_cut(value, strlen(value), ATT_MAX_VALUE);
	value = builder_clean(b, value, &size);
	b->meta =
	    mem_grow(b->meta, &b->meta_cap, b->metas + 1, sizeof(*b->meta));
	b->meta[b->metas++] = (struct att_meta_row){
	    .key = key,
	    .value = strings_add(b->strings, value, size),
	};
}

static void __attribute__((format(printf, 3, 0)))
add_finding(struct att_builder *b, struct att_finding where, const char *format,
    va_list args)
{
	struct att_error safe;
	char *text;

	if (b->findings >= ATT_MAX_FINDINGS) {
		b->findings_dropped++;
		return;
	}
	text = message_vkeep(format, args);
	utf8_safe(text, safe.text, sizeof(safe.text));
	free(text);
	where.text = strings_add(b->strings, safe.text, strlen(safe.text));
	b->finding = mem_grow(
	    b->finding, &b->finding_cap, b->findings + 1, sizeof(*b->finding));
	b->finding[b->findings++] = where;
}

void
att_builder_finding(
    struct att_builder *b, enum att_severity severity, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_finding(b,
	    (struct att_finding){
	        .file = b->at_file,
	        .line = b->at_line,
	        .column = b->at_column,
	        .severity = severity,
	    },
	    format, args);
	va_end(args);
}

void
builder_finding_at(struct att_builder *b, uint32_t node,
    enum att_severity severity, const char *format, ...)
{
	const struct att_node *n = &b->node[node];
	va_list args;

	va_start(args, format);
	add_finding(b,
	    (struct att_finding){
	        .file = n->file,
	        .line = n->line,
	        .column = n->column,
	        .severity = severity,
	    },
	    format, args);
	va_end(args);
}
