/* One-sentence errors that are safe to print. */
#include "attache/error.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"

bool
att_fail(struct att_error *err, enum att_code code, const char *format, ...)
{
	va_list args;
	char *text;

	if (!err)
		return false;
	va_start(args, format);
	text = mem_vformat(format, args);
	va_end(args);
	err->code = code;
	utf8_safe(text, err->text, sizeof(err->text));
	free(text);
	return false;
}
