/* Addresses of places. */
#include "attache/address.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

/* RFC 3986: pchar, "/" and "?" but for the signs that part an address. */
static bool
stands_for_itself(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c && strchr("-._~!$&'()*+,;=:@/", c));
}

static void
encode(struct buf *out, const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		if (stands_for_itself(*p))
			buf_char(out, (char)*p);
		else
			buf_format(out, "%%%02X", *p);
	}
}

char *
att_address_format(const char *work, const char *fragment)
{
	struct buf out = {0};

	buf_str(&out, work[0] == '/' ? "file://" : "attache://");
	encode(&out, work);
	if (*fragment) {
		buf_char(&out, '#');
		encode(&out, fragment);
	}
	buf_cstr(&out);
	return out.data;
}

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* NULL when the bytes meant are no text. */
static char *
decode(const char *text, size_t size)
{
	struct buf out = {0};

	for (size_t i = 0; i < size; i++) {
		int high =
		    text[i] == '%' && i + 2 < size ? digit(text[i + 1]) : -1;
		int low = high >= 0 ? digit(text[i + 2]) : -1;

		if (low < 0) {
			buf_char(&out, text[i]);
			continue;
		}
		buf_char(&out, (char)(high << 4 | low));
		i += 2;
	}
	buf_cstr(&out);
	if (strlen(out.data) == out.size && utf8_valid(out.data, out.size))
		return out.data;
	buf_done(&out);
	return NULL;
}

/* The rest after a prefix, NULL when it does not begin so. */
static const char *
after(const char *text, const char *prefix)
{
	size_t size = strlen(prefix);

	return strncmp(text, prefix, size) == 0 ? text + size : NULL;
}

static bool
plain(const char *address, char **work, char **fragment)
{
	const char *hash = strrchr(address, '#');
	size_t size = hash ? (size_t)(hash - address) : strlen(address);

	*work = mem_ndup(address, size);
	*fragment = mem_dup(hash ? hash + 1 : "");
	return true;
}

bool
att_address_parse(const char *address, char **work, char **fragment)
{
	const char *rest = after(address, "attache://");
	const char *hash;
	bool file = false;

	if (!rest)
		rest = after(address, "attache:");
	if (!rest && (rest = after(address, "file://")) != NULL)
		file = true;
	if (!rest)
		return !strstr(address, "://") &&
		       plain(address, work, fragment);
	if (file && after(rest, "localhost/"))
		rest += strlen("localhost");
	if (file && *rest != '/')
		return false;
	hash = strchr(rest, '#');
	*work = decode(rest, hash ? (size_t)(hash - rest) : strlen(rest));
	*fragment = hash ? decode(hash + 1, strlen(hash + 1)) : mem_dup("");
	if (*work && *fragment && (file || **work != '/'))
		return true;
	free(*work);
	free(*fragment);
	return false;
}
