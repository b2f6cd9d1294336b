/* Memory that cannot fail: when there is none left a line is printed and the
 * program exits with 2. A program that owns a terminal restores it by
 * atexit-like means of its own: see mem_exhausted. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

void *mem_alloc(size_t size); /* zeroed; size 0 gives a valid pointer */
void *mem_resize(void *p, size_t size);
/* Room for count items of size bytes: grows *cap (in items) by half or more
 * and moves the array. New room is not zeroed. */
void *mem_grow(void *array, size_t *cap, size_t count, size_t size);
char *mem_dup(const char *string); /* NULL gives NULL */
char *mem_ndup(const char *bytes, size_t size); /* adds a NUL */
char *mem_format(const char *format, ...)
    __attribute__((format(printf, 1, 2)));
char *mem_vformat(const char *format, va_list args)
    __attribute__((format(printf, 1, 0)));

/* For memory that a library could not get. */
_Noreturn void mem_give_up(void);
/* Called before that exit when the program defines it; the core does not. */
void mem_exhausted(void) __attribute__((weak));

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
