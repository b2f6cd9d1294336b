/* Growable bytes. { 0 } is an empty buffer. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

struct buf {
	char *data; /* NULL while empty and never reserved */
	size_t size; /* bytes used */
	size_t cap;
};

char *buf_reserve(struct buf *buf, size_t more); /* room at the end */
void buf_add(struct buf *buf, const char *bytes, size_t size);
void buf_str(struct buf *buf, const char *string);
void buf_char(struct buf *buf, char c);
void buf_codepoint(struct buf *buf, uint32_t codepoint); /* as UTF-8 */
void buf_format(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* NUL-terminated view; the NUL is not counted. Never NULL. */
const char *buf_cstr(struct buf *buf);
void buf_clear(struct buf *buf); /* keeps the memory */
void buf_done(struct buf *buf);

#endif
