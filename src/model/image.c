/* Reading an image: tables and look-ups. Nothing here allocates but the handle
 * itself, and nothing changes an image. */
#include "attache/image.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "model/format.h"

static const uint16_t row_sizes[TABLE_COUNT] = {
    [TABLE_TEXT] = 1,
    [TABLE_STRING] = 1,
    [TABLE_NODE] = sizeof(struct att_node),
    [TABLE_ATTR] = sizeof(struct attr_row),
    [TABLE_BLOCK] = sizeof(struct att_block),
    [TABLE_SECTION] = sizeof(struct att_section),
    [TABLE_ANCHOR] = sizeof(struct att_anchor),
    [TABLE_LINK] = sizeof(struct att_link),
    [TABLE_BACKLINK] = sizeof(struct att_backlink),
    [TABLE_TERM] = sizeof(struct att_term),
    [TABLE_DATE] = sizeof(struct att_date),
    [TABLE_PLACE] = sizeof(struct att_place),
    [TABLE_LABEL] = sizeof(struct att_label),
    [TABLE_META] = sizeof(struct att_meta_row),
    [TABLE_FILE] = sizeof(struct att_file),
    [TABLE_FINDING] = sizeof(struct att_finding),
};

size_t
table_row_size(enum table table)
{
	return row_sizes[table];
}

static bool
header_fits(const struct image_header *h, size_t size)
{
	struct image_header copy;

	if (size < sizeof(*h) || memcmp(h->magic, IMAGE_MAGIC, 8) != 0 ||
	    h->format != ATT_IMAGE_FORMAT || h->order != IMAGE_ORDER ||
	    h->size != size)
		return false;
	copy = *h;
	copy.hash = 0;
	return file_hash(&copy, sizeof(copy), 0) == h->hash;
}

/* Every table inside the image, aligned, in order, without overlap. */
static bool
tables_fit(const struct image_header *h, size_t size)
{
	uint64_t at = sizeof(*h);

	for (int i = 0; i < TABLE_COUNT; i++) {
		const struct table_place *t = &h->table[i];
		uint64_t bytes;

		if (t->at < at || t->at % 8 != 0 || t->at > size ||
		    t->count > UINT32_MAX ||
		    __builtin_mul_overflow(t->count, row_sizes[i], &bytes))
			return false;
		if (i == TABLE_TEXT || i == TABLE_STRING)
			bytes += IMAGE_PADDING;
		if (bytes > size - t->at)
			return false;
		at = t->at + bytes;
	}
	return h->table[TABLE_NODE].count >= 2 &&
	       h->table[TABLE_SECTION].count >= 1 &&
	       h->table[TABLE_FILE].count >= 1;
}

static struct att_image *
open_image(const void *data, size_t size, bool trusted, const char *label,
    struct att_error *err)
{
	const struct image_header *h = data;
	struct att_image *image;

	if (!header_fits(h, size) || !tables_fit(h, size)) {
		att_fail(err, ATT_EINPUT,
		    _("%s is not an image of this version of attache"), label);
		return NULL;
	}
	image = mem_alloc(sizeof(*image));
	image->header = h;
	image->size = size;
	for (int i = 0; i < TABLE_COUNT; i++)
		image->table[i] = (const char *)data + h->table[i].at;
	image->text = image->table[TABLE_TEXT];
	image->string = image->table[TABLE_STRING];
	image->node = image->table[TABLE_NODE];
	image->attr = image->table[TABLE_ATTR];
	if (!trusted && !image_validate(image, label, err)) {
		free(image);
		return NULL;
	}
	return image;
}

struct att_image *
att_image_new(
    const void *data, size_t size, const char *label, struct att_error *err)
{
	return open_image(data, size, false, label, err);
}

struct att_image *
att_image_map(int fd, bool trusted, const char *label, struct att_error *err)
{
	struct att_image *image;
	struct stat st;
	void *map;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    st.st_size < (off_t)sizeof(struct image_header)) {
		att_fail(err, ATT_EINPUT, _("%s is not an image"), label);
		return NULL;
	}
	map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
	if (map == MAP_FAILED) {
		att_fail(err, ATT_EIO, _("cannot map %s: %s"), label,
		    strerror(errno));
		return NULL;
	}
	image = open_image(map, (size_t)st.st_size, trusted, label, err);
	if (image)
		image->map = map;
	else
		munmap(map, (size_t)st.st_size);
	return image;
}

void
att_image_free(struct att_image *image)
{
	if (image && image->map)
		munmap(image->map, image->size);
	free(image);
}

const void *
att_image_data(const struct att_image *image, size_t *size)
{
	*size = image->size;
	return image->header;
}

uint64_t
att_image_hash(const struct att_image *image)
{
	static const enum table tables[] = {TABLE_TEXT, TABLE_STRING,
	    TABLE_NODE, TABLE_ATTR, TABLE_BLOCK, TABLE_SECTION};
	uint64_t hash[COUNT(tables)];

	for (size_t i = 0; i < COUNT(tables); i++)
		hash[i] = image->header->table[tables[i]].hash;
	return file_hash(hash, sizeof(hash), ATT_IMAGE_FORMAT);
}

const char *
att_image_text(const struct att_image *image, size_t *size)
{
	if (size)
		*size = (size_t)image->header->table[TABLE_TEXT].count;
	return image->text;
}

const char *
att_image_string(const struct att_image *image, uint32_t string)
{
	assert(string < image->header->table[TABLE_STRING].count);
	return image->string + string;
}

uint32_t
att_node_count(const struct att_image *image)
{
	return (uint32_t)image->header->table[TABLE_NODE].count - 1;
}

const struct att_node *
att_node(const struct att_image *image, uint32_t row)
{
	assert(row < image->header->table[TABLE_NODE].count - 1);
	return &image->node[row];
}

#define DEFINE_TABLE(name, type, id)                                           \
	uint32_t att_##name##_count(const struct att_image *image)             \
	{                                                                      \
		return (uint32_t)image->header->table[id].count;               \
	}                                                                      \
	const struct type *att_##name(                                         \
	    const struct att_image *image, uint32_t row)                       \
	{                                                                      \
		assert(row < image->header->table[id].count);                  \
		return (const struct type *)image->table[id] + row;            \
	}
DEFINE_TABLE(block, att_block, TABLE_BLOCK)
DEFINE_TABLE(section, att_section, TABLE_SECTION)
DEFINE_TABLE(anchor, att_anchor, TABLE_ANCHOR)
DEFINE_TABLE(link, att_link, TABLE_LINK)
DEFINE_TABLE(backlink, att_backlink, TABLE_BACKLINK)
DEFINE_TABLE(term, att_term, TABLE_TERM)
DEFINE_TABLE(date, att_date, TABLE_DATE)
DEFINE_TABLE(place, att_place, TABLE_PLACE)
DEFINE_TABLE(label, att_label, TABLE_LABEL)
DEFINE_TABLE(meta, att_meta_row, TABLE_META)
DEFINE_TABLE(file, att_file, TABLE_FILE)
DEFINE_TABLE(finding, att_finding, TABLE_FINDING)

const char *
att_node_attr(const struct att_image *image, uint32_t node, enum att_attr name)
{
	const struct att_node *n = att_node(image, node);

	for (uint32_t i = n->attr; i < n[1].attr; i++) {
		if (image->attr[i].name == name)
			return image->string + image->attr[i].value;
	}
	return NULL;
}

const char *
att_node_inherited(
    const struct att_image *image, uint32_t node, enum att_attr name)
{
	const char *value = NULL;

	while (node != ATT_NONE && !value) {
		value = att_node_attr(image, node, name);
		node = att_node(image, node)->parent;
	}
	return value;
}

/* First row of a table whose 32-bit key, at offset key of its rows, is at
 * least value; the rows are sorted by it. */
static uint32_t
lower_bound(
    const struct att_image *image, enum table table, size_t key, uint32_t value)
{
	const char *rows = image->table[table];
	size_t size = row_sizes[table];
	uint64_t low = 0, high = image->header->table[table].count;

	while (low < high) {
		uint64_t mid = low + (high - low) / 2;
		uint32_t at;

		memcpy(&at, rows + mid * size + key, sizeof(at));
		if (at < value)
			low = mid + 1;
		else
			high = mid;
	}
	return (uint32_t)low;
}

const char *
att_node_label(const struct att_image *image, uint32_t node)
{
	uint32_t row = lower_bound(
	    image, TABLE_LABEL, offsetof(struct att_label, node), node);

	if (row == att_label_count(image) ||
	    att_label(image, row)->node != node)
		return NULL;
	return att_image_string(image, att_label(image, row)->words);
}

const char *
att_image_meta(const struct att_image *image, enum att_meta key)
{
	for (uint32_t i = 0; i < att_meta_count(image); i++) {
		if (att_meta(image, i)->key == key)
			return att_image_string(
			    image, att_meta(image, i)->value);
	}
	return "";
}

/* Starts never fall in preorder. */
uint32_t
image_last_node(const struct att_image *image, att_pos pos)
{
	uint32_t low = 0, high = att_node_count(image);

	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;

		if (image->node[mid].start <= pos)
			low = mid;
		else
			high = mid;
	}
	return low;
}

uint32_t
att_node_at(const struct att_image *image, att_pos pos)
{
	uint32_t row = image_last_node(image, pos);

	/* What holds pos is that node or an ancestor of it. */
	while (row != 0 && image->node[row].end <= pos)
		row = image->node[row].parent;
	return row;
}

uint32_t
att_block_at(const struct att_image *image, att_pos pos)
{
	uint32_t row = lower_bound(
	    image, TABLE_BLOCK, offsetof(struct att_block, end), pos);

	return row < att_block_count(image) ? row : ATT_NONE;
}

uint32_t
att_section_at(const struct att_image *image, att_pos pos)
{
	uint32_t low = 0, high = att_section_count(image);

	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;
		uint32_t node = att_section(image, mid)->node;

		if (image->node[node].start <= pos)
			low = mid;
		else
			high = mid;
	}
	while (
	    low != 0 && image->node[att_section(image, low)->node].end <= pos &&
	    image->node[att_section(image, low)->node].end < image->node[0].end)
		low = att_section(image, low)->parent;
	return low;
}

uint32_t
att_section_of(const struct att_image *image, uint32_t node)
{
	uint32_t row;

	while (att_kind_class(image->node[node].kind) != ATT_CLASS_SECTION)
		node = image->node[node].parent;
	row = lower_bound(
	    image, TABLE_SECTION, offsetof(struct att_section, node), node);
	assert(row < att_section_count(image));
	return row;
}

uint32_t
att_link_from(const struct att_image *image, uint32_t node)
{
	uint32_t row = lower_bound(
	    image, TABLE_LINK, offsetof(struct att_link, node), node);

	return row < att_link_count(image) ? row : ATT_NONE;
}

uint32_t
att_link_at(const struct att_image *image, uint32_t node)
{
	uint32_t row = att_link_from(image, node);

	return row != ATT_NONE && att_link(image, row)->node == node ? row
	                                                             : ATT_NONE;
}

uint32_t
att_anchor_find(const struct att_image *image, const char *id)
{
	uint32_t low = 0, high = att_anchor_count(image);

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		int order = strcmp(
		    att_image_string(image, att_anchor(image, mid)->id), id);

		if (order == 0)
			return att_anchor(image, mid)->node;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return ATT_NONE;
}

uint32_t
att_backlink_of(const struct att_image *image, uint32_t node)
{
	uint32_t row = lower_bound(image, TABLE_BACKLINK,
	    offsetof(struct att_backlink, target_node), node);

	return row < att_backlink_count(image) &&
	               att_backlink(image, row)->target_node == node
	           ? row
	           : ATT_NONE;
}
