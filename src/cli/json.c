#include "cli/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/out.h"

static void
put(struct json *json, const char *text)
{
	out_bytes(json->out, text, strlen(text));
}

void
json_begin(struct json *json, struct out *out)
{
	*json = (struct json){.out = out};
	put(json, "{");
}

void
json_end(struct json *json)
{
	put(json, "}\n");
}

static void
put_unit(struct json *json, uint32_t unit)
{
	char escape[8];

	snprintf(escape, sizeof(escape), "\\u%04" PRIx32, unit & 0xFFFF);
	put(json, escape);
}

static void
put_escape(struct json *json, uint32_t c)
{
	static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt";
	char pair[2] = {'\\', 0};

	for (size_t i = 0; i + 1 < sizeof(letters); i += 2)
		if ((uint32_t)letters[i] == c)
			pair[1] = letters[i + 1];
	if (pair[1]) {
		out_bytes(json->out, pair, 2);
	} else if (c >= 0x10000) {
		put_unit(json, 0xD800 + ((c - 0x10000) >> 10));
		put_unit(json, 0xDC00 + (c & 0x3FF));
	} else {
		put_unit(json, c);
	}
}

static bool
needs_escape(uint32_t c)
{
	return c < 0x20 || c == '"' || c == '\\' || utf8_is_control(c) ||
	       utf8_is_invisible(c);
}

/* Stretches that need nothing are written as they are. */
static void
put_string(struct json *json, const char *text, size_t size)
{
	size_t start = 0, at = 0;

	put(json, "\"");
	while (at < size) {
		uint32_t c;
		size_t n = utf8_next(text + at, size - at, &c);
		bool bad = c == 0xFFFD && n == 1;

		if (bad || needs_escape(c)) {
			out_bytes(json->out, text + start, at - start);
			put_escape(json, c);
			start = at + n;
		}
		at += n;
	}
	out_bytes(json->out, text + start, size - start);
	put(json, "\"");
}

static void
put_name(struct json *json, const char *name)
{
	if (json->more)
		put(json, ",");
	json->more = true;
	put_string(json, name, strlen(name));
	put(json, ":");
}

void
json_text(struct json *json, const char *name, const char *value, size_t size)
{
	put_name(json, name);
	put_string(json, value, size);
}

void
json_string(struct json *json, const char *name, const char *value)
{
	if (value)
		json_text(json, name, value, strlen(value));
	else
		json_null(json, name);
}

void
json_number(struct json *json, const char *name, int64_t value)
{
	char digits[32];

	put_name(json, name);
	snprintf(digits, sizeof(digits), "%" PRId64, value);
	put(json, digits);
}

void
json_real(struct json *json, const char *name, double value, int decimals)
{
	char digits[400];

	if (!isfinite(value)) {
		json_null(json, name);
		return;
	}
	put_name(json, name);
	snprintf(digits, sizeof(digits), "%.*f", decimals, value);
	put(json, digits);
}

void
json_bool(struct json *json, const char *name, bool value)
{
	put_name(json, name);
	put(json, value ? "true" : "false");
}

void
json_null(struct json *json, const char *name)
{
	put_name(json, name);
	put(json, "null");
}

void
json_list(struct json *json, const char *name, const char *values, char between)
{
	put_name(json, name);
	put(json, "[");
	while (*values) {
		const char *end = strchr(values, between);
		size_t size = end ? (size_t)(end - values) : strlen(values);

		put_string(json, values, size);
		values += size;
		if (*values)
			values++;
		if (*values)
			put(json, ",");
	}
	put(json, "]");
}
