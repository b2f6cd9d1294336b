/* Memory that cannot fail. */
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
mem_give_up(void)
{
	static const char text[] = "attache: out of memory\n";

	if (mem_exhausted)
		mem_exhausted();
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(2);
	_exit(2);
}

void *
mem_alloc(size_t size)
{
	void *p = calloc(1, size ? size : 1);

	if (!p)
		mem_give_up();
	return p;
}

void *
mem_resize(void *p, size_t size)
{
	void *q = realloc(p, size ? size : 1);

	if (!q)
		mem_give_up();
	return q;
}

void *
mem_grow(void *array, size_t *cap, size_t count, size_t size)
{
	size_t want = *cap + *cap / 2;
	size_t bytes;

	if (count <= *cap)
		return array;
	if (want < count)
		want = count;
	if (want < 16)
		want = 16;
	if (__builtin_mul_overflow(want, size, &bytes))
		mem_give_up();
	*cap = want;
	return mem_resize(array, bytes);
}

char *
mem_dup(const char *string)
{
	return string ? mem_ndup(string, strlen(string)) : NULL;
}

char *
mem_ndup(const char *bytes, size_t size)
{
	char *copy = mem_alloc(size + 1);

	if (size)
		memcpy(copy, bytes, size);
	return copy;
}

char *
mem_vformat(const char *format, va_list args)
{
	char *out = NULL;

	if (vasprintf(&out, format, args) < 0)
		mem_give_up();
	return out;
}

char *
mem_format(const char *format, ...)
{
	va_list args;
	char *out;

	va_start(args, format);
	out = mem_vformat(format, args);
	va_end(args);
	return out;
}
