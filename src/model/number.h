/* Numbers as lists and parts count: 12, l, XIV. */
#ifndef MODEL_NUMBER_H
#define MODEL_NUMBER_H

#include <stddef.h>
#include <stdint.h>

enum numeration {
	NUMERATION_NONE, /* no label at all */
	NUMERATION_BULLET,
	NUMERATION_ARABIC,
	NUMERATION_LOWERALPHA,
	NUMERATION_LOWERROMAN,
	NUMERATION_UPPERALPHA,
	NUMERATION_UPPERROMAN
};

/* As DocBook names it, NUMERATION_NONE for another name or NULL. */
enum numeration numeration_named(const char *name);
/* How ordered lists count that do not say: by how many are around them. */
enum numeration numeration_at(unsigned depth);
void number_format(
    enum numeration numeration, uint32_t number, char *out, size_t size);

#endif
