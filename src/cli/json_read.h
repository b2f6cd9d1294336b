/* Reading the JSON that attache itself writes: a flat object of strings,
 * numbers and lists of strings (RFC 8259, no more). Strict: what is not exactly
 * that is refused. */
#ifndef CLI_JSON_READ_H
#define CLI_JSON_READ_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum { JSON_STRING_MAX = 4 << 20 /* bytes of one string */ };

enum json_kind {
	JSON_STRING,
	JSON_NUMBER, /* a whole one from 0 to 2^32-1 */
	JSON_LIST,   /* of strings, parted by U+001F in text */
	JSON_OTHER   /* true, false, null */
};

struct json_member {
	struct buf name;
	struct buf text;
	uint32_t number;
	enum json_kind kind;
};

struct json_reader {
	const char *p;
	const char *end;
	bool begun;
	bool failed;
};

void json_reader_init(
    struct json_reader *reader, const char *text, size_t size);
/* The next member; false at the end of the object or when reader->failed. The
 * member's buffers are used again; json_member_done at last. */
bool json_reader_next(struct json_reader *reader, struct json_member *member);
void json_member_done(struct json_member *member);

#endif
