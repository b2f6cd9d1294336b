/* From strings to numbers. { 0 } is an empty map. Keys are borrowed. */
#ifndef LIBRARY_MAP_H
#define LIBRARY_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct map_slot {
	const char *key; /* NULL: free */
	size_t value;
};

struct map {
	struct map_slot *slot;
	size_t room; /* slots, a power of two */
	size_t count;
};

/* False when the key is there already; *value of it stays. */
bool map_add(struct map *map, const char *key, size_t value);
size_t *map_find(const struct map *map, const char *key); /* NULL: not there */
void map_done(struct map *map);

/* Pairs of numbers, for what is known by device and inode. */
struct seen {
	uint64_t (*pair)[2];
	size_t room;
	size_t count;
};

bool seen_add(struct seen *seen, uint64_t a, uint64_t b); /* false: was there */
bool seen_has(const struct seen *seen, uint64_t a, uint64_t b);
void seen_done(struct seen *seen);

#endif
