/* Stepping through UTF-8 (RFC 3629: no overlong forms, no surrogates). */
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/buf.h"
#include "base/mem.h"

static bool
is_tail(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* Bytes of a well-formed sequence at p, 0 when it is not one. */
static size_t
sequence(const unsigned char *p, size_t size)
{
	if (p[0] < 0x80)
		return 1;
	if (p[0] >= 0xC2 && p[0] <= 0xDF)
		return size >= 2 && is_tail(p[1]) ? 2 : 0;
	if ((p[0] & 0xF0) == 0xE0) {
		if (size < 3 || !is_tail(p[1]) || !is_tail(p[2]) ||
		    (p[0] == 0xE0 && p[1] < 0xA0) ||
		    (p[0] == 0xED && p[1] > 0x9F))
			return 0;
		return 3;
	}
	if (p[0] >= 0xF0 && p[0] <= 0xF4) {
		if (size < 4 || !is_tail(p[1]) || !is_tail(p[2]) ||
		    !is_tail(p[3]) || (p[0] == 0xF0 && p[1] < 0x90) ||
		    (p[0] == 0xF4 && p[1] > 0x8F))
			return 0;
		return 4;
	}
	return 0;
}

size_t
utf8_next(const char *text, size_t size, uint32_t *codepoint)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t n = sequence(p, size);

	switch (n) {
	case 1:
		*codepoint = p[0];
		return 1;
	case 2:
		*codepoint = (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
		return 2;
	case 3:
		*codepoint = (uint32_t)(p[0] & 0x0F) << 12 |
		    (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
		return 3;
	case 4:
		*codepoint = (uint32_t)(p[0] & 0x07) << 18 |
		    (uint32_t)(p[1] & 0x3F) << 12 |
		    (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
		return 4;
	}
	*codepoint = 0xFFFD;
	return 1;
}

size_t
utf8_back(const char *text, size_t at)
{
	size_t n = 1;

	while (n < at && n < 4 && is_tail((unsigned char)text[at - n]))
		n++;
	return n;
}

size_t
utf8_put(uint32_t c, char *out)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

static const unsigned char *
skip_ascii(const unsigned char *p, const unsigned char *end)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	uint64_t word[4];

	for (; end - p >= (ptrdiff_t)sizeof(word); p += sizeof(word)) {
		memcpy(word, p, sizeof(word));
		if ((word[0] | word[1] | word[2] | word[3]) & high)
			break;
	}
	for (; end - p >= 8; p += 8) {
		memcpy(word, p, 8);
		if (word[0] & high)
			break;
	}
	while (p < end && *p < 0x80)
		p++;
	return p;
}

bool
utf8_valid(const char *text, size_t size)
{
	const unsigned char *p = (const unsigned char *)text;
	const unsigned char *end = p + size;

	while ((p = skip_ascii(p, end)) < end) {
		size_t n;

		n = sequence(p, (size_t)(end - p));
		if (!n)
			return false;
		p += n;
	}
	return true;
}

size_t
utf8_cut(const char *text, size_t size, size_t max)
{
	if (size <= max)
		return size;
	while (max > 0 && is_tail((unsigned char)text[max]))
		max--;
	return max;
}

bool
utf8_is_control(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0);
}

bool
utf8_is_invisible(uint32_t c)
{
	return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x115F ||
	    c == 0x1160 || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
	    (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
	    c == 0x3164 || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF ||
	    c == 0xFFA0 || (c >= 0xFFF9 && c <= 0xFFFB) ||
	    (c >= 0xE0000 && c <= 0xE0FFF);
}

char *
utf8_safe(const char *text, char *out, size_t size)
{
	size_t left = strlen(text);
	size_t used = 0;

	while (left > 0) {
		uint32_t c;
		size_t n = utf8_next(text, left, &c);
		bool bad = utf8_is_control(c) || utf8_is_invisible(c) ||
		    c == '\t' || c == '\n' || (c == 0xFFFD && n == 1);
		size_t need = bad ? 4 * n : n;

		if (used + need + 1 > size)
			break;
		for (size_t i = 0; bad && i < n; i++)
			snprintf(out + used + 4 * i, size - used - 4 * i,
			    "\\x%02X", (unsigned char)text[i]);
		if (!bad)
			memcpy(out + used, text, n);
		used += need;
		text += n;
		left -= n;
	}
	if (size)
		out[used] = '\0';
	return out;
}

char *
utf8_fold(const char *text, size_t size)
{
	struct buf out = { 0 };
	size_t length = 0;
	uint8_t *folded = u8_casefold((const uint8_t *)text, size, NULL,
	    UNINORM_NFKD, NULL, &length);
	size_t at = 0;

	while (folded && at < length) {
		uint32_t c;
		size_t n = utf8_next((char *)folded + at, length - at, &c);

		if (!uc_is_general_category(c, UC_NON_SPACING_MARK))
			buf_add(&out, (char *)folded + at, n);
		at += n;
	}
	free(folded);
	buf_cstr(&out);
	return out.data;
}
