#include "cli/json_read.h"

#include <string.h>

#include "base/utf8.h"

void
json_reader_init(struct json_reader *r, const char *text, size_t size)
{
	*r = (struct json_reader){.p = text, .end = text + size};
	r->failed = !utf8_valid(text, size);
}

static void
skip_space(struct json_reader *r)
{
	while (r->p < r->end && *r->p && strchr(" \t\r\n", *r->p))
		r->p++;
}

static bool
fail(struct json_reader *r)
{
	r->failed = true;
	return false;
}

static bool
take(struct json_reader *r, char c)
{
	skip_space(r);
	if (r->p == r->end || *r->p != c)
		return false;
	r->p++;
	return true;
}

static bool
take_word(struct json_reader *r, const char *word)
{
	size_t size = strlen(word);

	if ((size_t)(r->end - r->p) < size || memcmp(r->p, word, size) != 0)
		return false;
	r->p += size;
	return true;
}

static bool
take_unit(struct json_reader *r, uint32_t *unit)
{
	*unit = 0;
	if (r->end - r->p < 4)
		return false;
	for (int i = 0; i < 4; i++) {
		char c = *r->p++;
		uint32_t digit =
		    c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
		    : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
		    : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
		                           : 16;

		if (digit == 16)
			return false;
		*unit = *unit << 4 | digit;
	}
	return true;
}

/* After "\u": one unit, or the two of a pair. NUL has no place in strings. */
static bool
take_codepoint(struct json_reader *r, struct buf *out)
{
	uint32_t high, low;

	if (!take_unit(r, &high) || high == 0)
		return false;
	if (high >= 0xDC00 && high <= 0xDFFF)
		return false;
	if (high >= 0xD800 && high <= 0xDBFF) {
		if (!take_word(r, "\\u") || !take_unit(r, &low) ||
		    low < 0xDC00 || low > 0xDFFF)
			return false;
		high = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
	}
	buf_codepoint(out, high);
	return true;
}

static bool
take_escape(struct json_reader *r, struct buf *out)
{
	static const char escapes[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
	char c;

	if (r->p == r->end)
		return false;
	c = *r->p++;
	if (c == 'u')
		return take_codepoint(r, out);
	for (const char *e = escapes; *e; e += 2) {
		if (*e == c) {
			buf_char(out, e[1]);
			return true;
		}
	}
	return false;
}

static bool
take_string(struct json_reader *r, struct buf *out)
{
	if (!take(r, '"'))
		return fail(r);
	while (r->p < r->end && out->size < JSON_STRING_MAX) {
		char c = *r->p++;

		if (c == '"')
			return true;
		if ((unsigned char)c < 0x20)
			break;
		if (c != '\\')
			buf_char(out, c);
		else if (!take_escape(r, out))
			break;
	}
	return fail(r);
}

static bool
take_number(struct json_reader *r, uint32_t *number)
{
	uint64_t n = 0;
	const char *start = r->p;

	while (r->p < r->end && *r->p >= '0' && *r->p <= '9' && n <= UINT32_MAX)
		n = n * 10 + (uint64_t)(*r->p++ - '0');
	*number = (uint32_t)n;
	if (r->p == start || n > UINT32_MAX ||
	    (*start == '0' && r->p > start + 1))
		return fail(r);
	return true;
}

static bool
take_list(struct json_reader *r, struct buf *out)
{
	take(r, '[');
	if (take(r, ']'))
		return true;
	for (;;) {
		if (!take_string(r, out))
			return false;
		if (take(r, ']'))
			return true;
		if (!take(r, ','))
			return fail(r);
		buf_char(out, '\x1F');
	}
}

static bool
take_value(struct json_reader *r, struct json_member *m)
{
	skip_space(r);
	if (r->p == r->end)
		return fail(r);
	if (*r->p == '"') {
		m->kind = JSON_STRING;
		return take_string(r, &m->text);
	}
	if (*r->p == '[') {
		m->kind = JSON_LIST;
		return take_list(r, &m->text);
	}
	if (*r->p >= '0' && *r->p <= '9') {
		m->kind = JSON_NUMBER;
		return take_number(r, &m->number);
	}
	m->kind = JSON_OTHER;
	return take_word(r, "null") || take_word(r, "true") ||
	       take_word(r, "false") || fail(r);
}

bool
json_reader_next(struct json_reader *r, struct json_member *m)
{
	buf_clear(&m->name);
	buf_clear(&m->text);
	m->number = 0;
	if (r->failed)
		return false;
	if (!r->begun && !take(r, '{'))
		return fail(r);
	if (take(r, '}')) {
		skip_space(r);
		r->failed = r->p != r->end;
		return false;
	}
	if (r->begun && !take(r, ','))
		return fail(r);
	r->begun = true;
	if (!take_string(r, &m->name) || !take(r, ':'))
		return fail(r);
	return take_value(r, m);
}

void
json_member_done(struct json_member *m)
{
	buf_done(&m->name);
	buf_done(&m->text);
}
