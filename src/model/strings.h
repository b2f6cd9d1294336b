/* The string pool of an image: each distinct string once. */
#ifndef MODEL_STRINGS_H
#define MODEL_STRINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct strings;

struct strings *strings_new(void); /* holds "" at 0 */
void strings_free(struct strings *s);
void strings_reset(struct strings *s);
/* Offset of that string, added when it is new. Bytes must not hold NUL, nor lie
 * in the pool unless they are a whole string of it. "" once the pool is full. */
uint32_t strings_add(struct strings *s, const char *bytes, size_t size);
/* NUL-terminated; valid until the next add. */
const char *strings_get(const struct strings *s, uint32_t string);
const char *strings_data(const struct strings *s, size_t *size);
/* Whether something found no room, offsets being what they are. */
bool strings_full(const struct strings *s);

#endif
