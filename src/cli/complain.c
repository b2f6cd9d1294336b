#include "cli/complain.h"

#include <langinfo.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attache/cell.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { COMPLAIN_ERROR = 2, COMPLAIN_BEFORE = 50, COMPLAIN_AFTER = 20 };

static int
is_ascii(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
}

/* Text made safe and filtered, at the end of line. Returns its columns. */
static unsigned
add_safe(struct buf *line, const char *text, size_t size)
{
	char *copy = mem_ndup(text, size);
	char *safe = mem_alloc(4 * size + 1);
	struct att_cell cell;
	unsigned columns = 0;
	int ascii = is_ascii();

	utf8_safe(copy, safe, 4 * size + 1);
	for (size_t at = 0, end = strlen(safe); at < end;) {
		at += att_cell_next(
		    safe + at, end - at, att_width_unicode, ascii, &cell);
		buf_add(line, cell.text, cell.size);
		columns += cell.columns;
	}
	free(safe);
	free(copy);
	return columns;
}

static void
write_line(struct buf *line)
{
	buf_char(line, '\n');
	/* When stderr fails there is nobody left to tell. */
	(void)file_write_all(STDERR_FILENO, line->data, line->size);
	buf_done(line);
}

int
complain(const char *format, ...)
{
	struct buf line = {0};
	va_list args;
	char *text;

	va_start(args, format);
	text = mem_vformat(format, args);
	va_end(args);
	buf_str(&line, "attache: ");
	add_safe(&line, text, strlen(text));
	write_line(&line);
	free(text);
	return COMPLAIN_ERROR;
}

void
complain_pattern(const char *pattern, size_t offset)
{
	struct buf line = {0};
	size_t size = strlen(pattern), start = offset, end = offset;
	unsigned columns;
	uint32_t c;

	for (int i = 0; i < COMPLAIN_BEFORE && start > 0; i++)
		start -= utf8_back(pattern, start);
	for (int i = 0; i < COMPLAIN_AFTER && end < size; i++)
		end += utf8_next(pattern + end, size - end, &c);
	buf_str(&line, start > 0 ? " ..." : "    ");
	columns = 4 + add_safe(&line, pattern + start, offset - start);
	add_safe(&line, pattern + offset, end - offset);
	buf_str(&line, end < size ? "..." : "");
	write_line(&line);
	buf_format(&line, "%*s^", (int)columns, "");
	write_line(&line);
}
