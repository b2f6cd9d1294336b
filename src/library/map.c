/* Open addressing with linear steps, at most half full. */
#include "library/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"

static struct map_slot *
find_slot(const struct map *map, const char *key)
{
	size_t i = (size_t)file_hash(key, strlen(key), 0) & (map->room - 1);

	while (map->slot[i].key && strcmp(map->slot[i].key, key) != 0)
		i = (i + 1) & (map->room - 1);
	return &map->slot[i];
}

static void
grow_map(struct map *map)
{
	struct map old = *map;

	map->room = old.room ? 2 * old.room : 64;
	map->slot = mem_alloc(map->room * sizeof(*map->slot));
	for (size_t i = 0; i < old.room; i++) {
		if (old.slot[i].key)
			*find_slot(map, old.slot[i].key) = old.slot[i];
	}
	free(old.slot);
}

bool
map_add(struct map *map, const char *key, size_t value)
{
	struct map_slot *slot;

	if (2 * map->count >= map->room)
		grow_map(map);
	slot = find_slot(map, key);
	if (slot->key)
		return false;
	*slot = (struct map_slot){key, value};
	map->count++;
	return true;
}

size_t *
map_find(const struct map *map, const char *key)
{
	struct map_slot *slot;

	if (map->count == 0)
		return NULL;
	slot = find_slot(map, key);
	return slot->key ? &slot->value : NULL;
}

void
map_done(struct map *map)
{
	free(map->slot);
	*map = (struct map){0};
}

/* 0, 0 marks a free place: the pair itself is never needed. */
static uint64_t *
find_pair(const struct seen *seen, uint64_t a, uint64_t b)
{
	const uint64_t pair[2] = {a, b};
	size_t i = (size_t)file_hash(pair, sizeof(pair), 0) & (seen->room - 1);

	while ((seen->pair[i][0] || seen->pair[i][1]) &&
	       (seen->pair[i][0] != a || seen->pair[i][1] != b))
		i = (i + 1) & (seen->room - 1);
	return seen->pair[i];
}

static void
grow_seen(struct seen *seen)
{
	struct seen old = *seen;

	seen->room = old.room ? 2 * old.room : 64;
	seen->pair = mem_alloc(seen->room * sizeof(*seen->pair));
	for (size_t i = 0; i < old.room; i++) {
		if (old.pair[i][0] || old.pair[i][1])
			memcpy(find_pair(seen, old.pair[i][0], old.pair[i][1]),
			    old.pair[i], sizeof(old.pair[i]));
	}
	free(old.pair);
}

bool
seen_add(struct seen *seen, uint64_t a, uint64_t b)
{
	uint64_t *pair;

	if (2 * seen->count >= seen->room)
		grow_seen(seen);
	pair = find_pair(seen, a, b);
	if (pair[0] || pair[1])
		return false;
	pair[0] = a;
	pair[1] = b;
	seen->count++;
	return true;
}

bool
seen_has(const struct seen *seen, uint64_t a, uint64_t b)
{
	uint64_t *pair;

	if (seen->count == 0)
		return false;
	pair = find_pair(seen, a, b);
	return pair[0] || pair[1];
}

void
seen_done(struct seen *seen)
{
	free(seen->pair);
	*seen = (struct seen){0};
}
