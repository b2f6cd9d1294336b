/* Growable bytes. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

char *
buf_reserve(struct buf *buf, size_t more)
{
	buf->data = mem_grow(buf->data, &buf->cap, buf->size + more + 1, 1);
	return buf->data + buf->size;
}

void
buf_add(struct buf *buf, const char *bytes, size_t size)
{
	/* The bytes may be the buffer's own, which move as it grows. */
	bool own = buf->data && bytes >= buf->data &&
	    bytes < buf->data + buf->cap;
	size_t at = own ? (size_t)(bytes - buf->data) : 0;
	char *room;

	if (size == 0)
		return;
	room = buf_reserve(buf, size);
	memcpy(room, own ? buf->data + at : bytes, size);
	buf->size += size;
}

void
buf_str(struct buf *buf, const char *string)
{
	buf_add(buf, string, strlen(string));
}

void
buf_char(struct buf *buf, char c)
{
	*buf_reserve(buf, 1) = c;
	buf->size++;
}

void
buf_codepoint(struct buf *buf, uint32_t codepoint)
{
	buf->size += utf8_put(codepoint, buf_reserve(buf, 4));
}

void
buf_format(struct buf *buf, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = mem_vformat(format, args);
	va_end(args);
	buf_str(buf, text);
	free(text);
}

const char *
buf_cstr(struct buf *buf)
{
	*buf_reserve(buf, 0) = '\0';
	return buf->data;
}

void
buf_clear(struct buf *buf)
{
	buf->size = 0;
}

void
buf_done(struct buf *buf)
{
	free(buf->data);
	*buf = (struct buf){ 0 };
}
