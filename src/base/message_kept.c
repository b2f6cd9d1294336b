/* Messages that are kept: in an image, in the cache, in what a worker answers.
 * They are told later, to people of any language, so that the format is kept
 * with what fills it: ␂ format ␟ value ␟ value ␃. A value may be kept again,
 * and there may be text around. Signs that can be seen do no harm where such a
 * text is shown as it is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/message.h"

#define BEGIN "\u2402"
#define VALUE "\u241F"
#define END "\u2403"

enum { SIGN = sizeof(BEGIN) - 1, VALUES = 8, DEPTH = 4 };

/* One %s, %d ... of a format: its size, 0 for "%%" and what is none. */
struct directive {
	size_t size;
	int number;    /* of "%2$s", 0: the next */
	int precision; /* -1: none, -2: an argument */
	char length;   /* 'z', 'l' or 0 */
	char conversion;
};

static struct directive
directive_at(const char *format)
{
	struct directive d = {.precision = -1};
	const char *p = format + 1;
	char *end;
	long n;

	if (*format != '%' || *p == '%')
		return d;
	n = strtol(p, &end, 10);
	if (*end == '$') {
		d.number = n > 0 && n <= VALUES ? (int)n : VALUES;
		p = end + 1;
	}
	p += strspn(p, "-+ #0123456789");
	if (*p == '.') {
		d.precision = *++p == '*' ? -2 : (int)strtol(p, NULL, 10);
		p += strspn(p, "*0123456789");
	}
	if (*p == 'z' || *p == 'l')
		d.length = *p++;
	d.conversion = *p;
	d.size = *p ? (size_t)(p - format) + 1 : 0;
	return d;
}

struct arguments {
	va_list list;
};

/* The next argument in words. Caller frees. */
static char *
take(struct arguments *args, struct directive d)
{
	int most = d.precision == -2 ? va_arg(args->list, int) : d.precision;

	switch (d.conversion) {
	case 's':
		if (most < 0)
			return mem_dup(va_arg(args->list, const char *));
		return mem_format(
		    "%.*s", most, va_arg(args->list, const char *));
	case 'd':
		return mem_format("%ld", d.length
		                             ? va_arg(args->list, long)
		                             : (long)va_arg(args->list, int));
	case 'u':
		return mem_format(
		    "%zu", d.length ? va_arg(args->list, size_t)
		                    : (size_t)va_arg(args->list, unsigned));
	}
	return mem_dup("?"); /* a format that no message has */
}

char *
message_keep_values(const char *format, const char *const *value, size_t count)
{
	struct buf kept = {0};

	buf_format(&kept, "%s%s", BEGIN, format);
	for (size_t i = 0; i < count; i++)
		buf_format(&kept, "%s%s", VALUE, value[i] ? value[i] : "?");
	buf_str(&kept, END);
	buf_cstr(&kept);
	return kept.data;
}

static char *
keep(const char *format, struct arguments *args)
{
	char *value[VALUES] = {NULL}, *kept;
	size_t count = 0;

	/* Nothing but its value. */
	if (strcmp(format, "%s") == 0)
		return mem_dup(va_arg(args->list, const char *));
	for (const char *p = format; *p && count < VALUES; p++) {
		struct directive d = directive_at(p);

		if (d.size > 0)
			value[count++] = take(args, d);
		p += d.size > 0 ? d.size - 1 : p[0] == '%' && p[1] == '%';
	}
	kept = message_keep_values(format, (const char *const *)value, count);
	while (count > 0)
		free(value[--count]);
	return kept;
}

char *
message_vkeep(const char *format, va_list args)
{
	struct arguments a;
	char *kept;

	va_copy(a.list, args);
	kept = keep(format, &a);
	va_end(a.list);
	return kept;
}

char *
message_keep(const char *format, ...)
{
	va_list args;
	char *kept;

	va_start(args, format);
	kept = message_vkeep(format, args);
	va_end(args);
	return kept;
}

bool
message_fail(struct att_error *err, enum att_code code, const char *format, ...)
{
	va_list args;
	char *kept;

	va_start(args, format);
	kept = message_vkeep(format, args);
	va_end(args);
	att_fail(err, code, "%s", kept);
	free(kept);
	return false;
}

char *
message_fill(const char *format, const char *const *value, size_t count)
{
	struct buf out = {0};
	size_t next = 0;

	for (const char *p = format; *p; p++) {
		struct directive d = directive_at(p);
		size_t at = d.number ? (size_t)d.number - 1 : next;

		if (d.size == 0) {
			buf_char(&out, *p);
			p += p[0] == '%' && p[1] == '%';
			continue;
		}
		next++;
		buf_str(&out, at < count ? value[at] : "?");
		p += d.size - 1;
	}
	buf_cstr(&out);
	return out.data;
}

static bool
is_sign(const char *p, const char *sign)
{
	return strncmp(p, sign, SIGN) == 0;
}

static const char *tell(const char *p, struct buf *out, int depth);

/* What follows ␂, up to its end. A text that was cut ends what is open. */
static const char *
tell_kept(const char *p, struct buf *out, int depth)
{
	struct buf part[VALUES + 1] = {{0}};
	const char *value[VALUES];
	char *text;
	size_t parts = 0;

	do {
		struct buf *to = &part[parts < VALUES ? parts : VALUES];

		p = tell(p, to, depth);
		parts++;
	} while (is_sign(p, VALUE) && (p += SIGN));
	parts = parts > VALUES ? VALUES : parts;
	for (size_t i = 1; i < parts; i++)
		value[i - 1] = buf_cstr(&part[i]);
	text = message_fill(
	    part[0].size ? _(buf_cstr(&part[0])) : "", value, parts - 1);
	buf_str(out, text);
	free(text);
	for (size_t i = 0; i <= VALUES; i++)
		buf_done(&part[i]);
	return is_sign(p, END) ? p + SIGN : p;
}

/* Up to the end of what is open. Deeper than messages are nested there is only
 * what somebody made up. */
static const char *
tell(const char *p, struct buf *out, int depth)
{
	while (*p && (depth == 0 || (!is_sign(p, VALUE) && !is_sign(p, END)))) {
		if (is_sign(p, BEGIN) && depth < DEPTH)
			p = tell_kept(p + SIGN, out, depth + 1);
		else
			buf_char(out, *p++);
	}
	return p;
}

char *
message_tell(const char *kept)
{
	struct buf out = {0};

	tell(kept, &out, 0);
	buf_cstr(&out);
	return out.data;
}
