/* Places that survive edits: making them, and their short written form. */
#include "attache/where.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "model/format.h"

/* Copy at most ATT_WHERE_BYTES characters from text[at..end). */
static void
copy_forward(char *out, const char *text, att_pos at, att_pos end)
{
	size_t used = 0;

	for (int i = 0; i < ATT_WHERE_BYTES && at < end; i++) {
		uint32_t c;
		size_t n = utf8_next(text + at, end - at, &c);

		memcpy(out + used, text + at, n);
		used += n;
		at += (att_pos)n;
	}
	out[used] = '\0';
}

static void
copy_before(char *out, const char *text, att_pos start, att_pos at)
{
	att_pos from = at;

	for (int i = 0; i < ATT_WHERE_BYTES && from > start; i++)
		from -= (att_pos)utf8_back(text + start, from - start);
	memcpy(out, text + from, at - from);
	out[at - from] = '\0';
}

/* Row of the node that has that row of the attribute table. */
static uint32_t
node_of_attr(const struct att_image *image, uint32_t attr)
{
	uint32_t low = 0, high = att_node_count(image);

	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;

		if (image->node[mid].attr <= attr)
			low = mid;
		else
			high = mid;
	}
	return low;
}

/* Row of the node with an id that starts last at or before pos. */
static uint32_t
anchor_before(const struct att_image *image, att_pos pos)
{
	uint32_t last = image_last_node(image, pos);
	uint32_t attr = image->node[last + 1].attr;

	/* Most nodes have no attributes: walking those is shorter. */
	while (attr > 0 && image->attr[attr - 1].name != ATT_A_ID)
		attr--;
	return attr ? node_of_attr(image, attr - 1) : 0;
}

void
att_where_make(struct att_where *where, const struct att_image *image,
    struct att_range range)
{
	const char *text = att_image_text(image, NULL);
	uint32_t anchor = anchor_before(image, range.start);
	const char *id = att_node_attr(image, anchor, ATT_A_ID);
	uint32_t row = att_block_at(image, range.start);
	size_t size;

	att_image_text(image, &size);
	memset(where, 0, sizeof(*where));
	if (id && strlen(id) < sizeof(where->id))
		memcpy(where->id, id, strlen(id) + 1);
	else
		anchor = 0;
	where->offset = range.start - att_node(image, anchor)->start;
	where->length = range.end - range.start;
	where->position = range.start;
	copy_before(where->before, text, 0, range.start);
	if (row != ATT_NONE)
		copy_forward(where->passage, text, range.start,
		    att_block(image, row)->end);
	copy_forward(where->after, text,
	    range.start + (att_pos)strlen(where->passage), (att_pos)size);
}

static uint32_t
section_by_path(const struct att_image *image, const char *path)
{
	for (uint32_t i = 0; i < att_section_count(image); i++) {
		const struct att_section *s = att_section(image, i);

		if (strcmp(att_image_string(image, s->id), path) == 0)
			return s->node;
	}
	return ATT_NONE;
}

static uint32_t
find_node(const struct att_image *image, const char *id)
{
	if (*id == '\0')
		return 0;
	return *id == '/' ? section_by_path(image, id)
	                  : att_anchor_find(image, id);
}

bool
att_where_parse(const char *fragment, const struct att_image *image,
    uint32_t *node, att_pos *pos)
{
	const char *plus = strrchr(fragment, '+');
	size_t size;
	char *end, *id;
	unsigned long offset;

	*node = find_node(image, fragment);
	if (*node != ATT_NONE) {
		*pos = att_node(image, *node)->start;
		return true;
	}
	if (!plus || plus[1] < '0' || plus[1] > '9')
		return false;
	offset = strtoul(plus + 1, &end, 10);
	id = mem_ndup(fragment, (size_t)(plus - fragment));
	*node = *end ? ATT_NONE : find_node(image, id);
	free(id);
	att_image_text(image, &size);
	if (*node == ATT_NONE || offset > size - att_node(image, *node)->start)
		return false;
	*pos = att_node(image, *node)->start + (att_pos)offset;
	*node = att_node_at(image, *pos);
	return true;
}

const char *
att_where_format(
    const struct att_image *image, att_pos pos, char *buffer, size_t size)
{
	uint32_t anchor = anchor_before(image, pos);
	const char *id = att_node_attr(image, anchor, ATT_A_ID);
	att_pos start = att_node(image, anchor)->start;

	if (!id) {
		const struct att_section *s =
		    att_section(image, att_section_at(image, pos));

		id = att_image_string(image, s->id);
		start = att_node(image, s->node)->start;
	}
	if (pos == start)
		snprintf(buffer, size, "%s", id);
	else
		snprintf(buffer, size, "%s+%u", id, pos - start);
	return buffer;
}
