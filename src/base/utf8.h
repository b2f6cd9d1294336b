/* Stepping through UTF-8. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decode one code point from text (size > 0) and return the bytes it takes;
 * an ill-formed byte gives U+FFFD and 1. */
size_t utf8_next(const char *text, size_t size, uint32_t *codepoint);
/* Bytes of the code point that ends before text[at] (at > 0). */
size_t utf8_back(const char *text, size_t at);
/* Encode into out (4 bytes of room); returns the bytes used. */
size_t utf8_put(uint32_t codepoint, char *out);
bool utf8_valid(const char *text, size_t size);
/* size, cut so that no code point is broken and at most max bytes are used. */
size_t utf8_cut(const char *text, size_t size, size_t max);

/* Control characters that must never reach a terminal: C0 but tab and newline,
 * DEL, C1. */
bool utf8_is_control(uint32_t codepoint);
/* Bidirectional controls, zero-width and other characters that draw nothing. */
bool utf8_is_invisible(uint32_t codepoint);
/* A copy that is safe in a message on a terminal: one line, controls and
 * ill-formed bytes as \xHH. Writes at most size bytes with NUL; returns out. */
char *utf8_safe(const char *text, char *out, size_t size);

/* Case and accents folded (NFKD, marks dropped, case folded), for sorting and
 * finding names. Caller frees. */
char *utf8_fold(const char *text, size_t size);

#endif
