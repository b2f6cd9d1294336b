/* Byte strings, several at once: where does one of them stand? */
#ifndef SEARCH_LITERAL_H
#define SEARCH_LITERAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LITERAL_BYTES = 16, LITERAL_COUNT = 16 };

struct literal {
	uint8_t size;
	bool nocase; /* ASCII letters, kept small */
	char bytes[LITERAL_BYTES];
};

struct literal_set {
	unsigned count;
	struct literal item[LITERAL_COUNT];
};

/* A finder keeps, for three neighbouring bytes of each literal, which byte
 * values they have: bit b of a table stands for the literals i with i % 8 ==
 * b. By whole bytes for the plain loop, by half bytes for vector shuffles. */
struct literal_finder {
	struct literal_set set;
	uint8_t skip[LITERAL_COUNT]; /* of the three bytes, in each literal */
	uint8_t byte[3][256];
	uint8_t wild[3]; /* literals too short to say */
	_Alignas(16) uint8_t low[3][16];
	_Alignas(16) uint8_t high[3][16];
	const char *(*find)(const struct literal_finder *finder,
	    const char *from, const char *end);
};

void literal_finder_init(
    struct literal_finder *finder, const struct literal_set *set);
/* Start of an occurrence within [from, end), NULL when there is none. Not
 * always the first: of those that overlap it may be a later one. */
const char *literal_find(
    const struct literal_finder *finder, const char *from, const char *end);
/* The same by the loop that runs on every machine. */
const char *literal_find_plain(
    const struct literal_finder *finder, const char *from, const char *end);

#endif
