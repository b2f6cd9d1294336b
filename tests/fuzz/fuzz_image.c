/* Images made to do harm: the data are changes to a good one. With the hashes
 * set right again only the checks of the rows stand between such an image and
 * its readers; without, any change must be refused.
 *
 * Data are records of eight bytes after the first, whose lowest bit says
 * whether hashes are repaired: table, width, place (2), value (4). */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "attache/builder.h"
#include "base/file.h"
#include "exercise.h"
#include "model/format.h"

/* A small work that has something in every table. */
static const struct {
	enum att_kind kind;
	int close; /* nodes to close before */
	enum att_attr name;
	const char *value;
	const char *text;
} events[] = {
    {ATT_CHAPTER, 0, ATT_A_ID, "one", NULL},
    {ATT_TITLE, 0, ATT_A_LANG, "en", "The first"},
    {ATT_PARA, 1, ATT_A_ID, "p", "A visit to "},
    {ATT_PLACE, 0, ATT_A_GEO, "46.2 6.1", "Geneva"},
    {ATT_DATE, 1, ATT_A_WHEN, "1907-10-18", "1907"},
    {ATT_NOTE, 1, ATT_A_ID, "n", NULL},
    {ATT_PARA, 0, ATT_A_ID, "np", "Or later."},
    {ATT_XREF, 2, ATT_A_TARGET, "two", NULL},
    {ATT_INDEXTERM, 1, ATT_A_PRIMARY, "visit", NULL},
    {ATT_LINK, 1, ATT_A_HREF, "http://example.org/", "there"},
    {ATT_LINK, 1, ATT_A_TARGET, "nowhere", "lost \u4E00\u00AD"},
    {ATT_TABLE, 2, ATT_A_WIDTHS, "1* 2*", NULL},
    {ATT_TITLE, 0, ATT_A_ID, "tt", "Ranks"},
    {ATT_ROW, 1, ATT_A_ROLE, "r", NULL},
    {ATT_CELL, 0, ATT_A_COLS, "2", "colonel"},
    {ATT_ROW, 2, ATT_A_ROLE, "r", NULL},
    {ATT_CELL, 0, ATT_A_ROWS, "1", "captain"},
    {ATT_CELL, 1, ATT_A_COLUMN, "2", "commands a company"},
    {ATT_LIST, 3, ATT_A_TYPE, "ordered", NULL},
    {ATT_ITEM, 0, ATT_A_LABEL, "7", "an item of some words"},
    {ATT_ITEM, 1, ATT_A_ID, "i", NULL},
    {ATT_VERBATIM, 0, ATT_A_ID, "v", "a\n\tb\n"},
    {ATT_SECTION, 3, ATT_A_ID, "two", NULL},
    {ATT_TITLE, 0, ATT_A_ID, "t2", "The second"},
    {ATT_PARA, 1, ATT_A_ID, "q", "See "},
    {ATT_XREF, 0, ATT_A_TARGET, "one", NULL},
    {ATT_GLOSSARY, 4, ATT_A_ID, "g", NULL},
    {ATT_GLOSSENTRY, 0, ATT_A_ID, "ge", NULL},
    {ATT_TERM, 0, ATT_A_ID, "gt", "attach\u00E9"},
    {ATT_PARA, 1, ATT_A_ID, "gp", "One who is attached."},
    {ATT_INDEX, 3, ATT_A_ID, "ix", NULL},
};

static void *
good_image(size_t *size)
{
	struct att_builder *b = att_builder_new();
	void *data;

	att_builder_add_file(b, "good.xml", 1, 1);
	att_builder_open(b, ATT_WORK);
	att_builder_meta(b, ATT_META_TITLE, "A work");
	att_builder_finding(b, ATT_WARNING, "nothing is wrong");
	for (size_t i = 0; i < COUNT(events); i++) {
		for (int n = 0; n < events[i].close; n++)
			att_builder_close(b);
		att_builder_open(b, events[i].kind);
		att_builder_attr(b, events[i].name, events[i].value,
		    strlen(events[i].value));
		if (events[i].text)
			att_builder_text(
			    b, events[i].text, strlen(events[i].text));
	}
	HOLDS(att_builder_freeze(b, &data, size, NULL));
	att_builder_free(b);
	return data;
}

/* One record; place and value wrap round to what is there. */
static void
change(struct feed *feed, uint8_t *image, size_t size)
{
	static const uint8_t widths[] = {1, 2, 4, 4};
	const struct image_header *h = (const void *)image;
	unsigned table = feed_byte(feed) % (TABLE_COUNT + 1);
	uint8_t width = widths[feed_byte(feed) & 3];
	size_t place = (size_t)feed_byte(feed) << 8 | feed_byte(feed);
	uint32_t value = feed_number(feed);
	size_t at = 0, bytes = sizeof(*h);

	if (table < TABLE_COUNT) {
		at = (size_t)h->table[table].at;
		bytes = (size_t)h->table[table].count *
		        table_row_size((enum table)table);
	}
	if (at >= size || bytes > size - at || bytes < width)
		return;
	at += place * width % (bytes - width + 1);
	memcpy(
	    image + at, &value, width); /* low bytes first where it matters */
}

/* Hashes as the writer would have made them, where the tables can be found. */
static void
repair(uint8_t *image, size_t size)
{
	struct image_header *h = (void *)image;

	for (int i = 0; i < TABLE_COUNT; i++) {
		struct table_place *t = &h->table[i];
		size_t row = table_row_size((enum table)i), bytes;

		if (t->count > size / row || t->at > size)
			continue;
		bytes = (size_t)t->count * row;
		if (i == TABLE_TEXT)
			bytes += IMAGE_PADDING;
		if (bytes <= size - t->at)
			t->hash = file_hash(
			    image + t->at, bytes, (unsigned long long)i);
	}
	h->hash = 0;
	h->hash = file_hash(h, sizeof(*h), 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum { RECORD = 8, CUT = 2 };
	static void *good;
	static size_t good_size;
	struct feed feed = {data, size};
	struct att_error err = {0};
	struct att_image *image;
	uint8_t *bytes;
	unsigned how = feed_byte(&feed);
	size_t left;

	if (!good)
		good = good_image(&good_size);
	left = good_size;
	bytes = mem_alloc(good_size);
	memcpy(bytes, good, good_size);
	while (feed.size >= RECORD)
		change(&feed, bytes, good_size);
	if (how & CUT)
		left -= (size_t)feed_byte(&feed) % good_size;
	if (how & 1)
		repair(bytes, good_size);
	image = att_image_new(bytes, left, "fuzz", &err);
	HOLDS(image || strstr(err.text, "fuzz"));
	if (image) {
		struct att_layout_opts opts = exercise_opts(how * 0x9E3779B1u);

		if (!(how & 1))
			HOLDS(memcmp(bytes, good, left) == 0);
		exercise_image(image);
		exercise_layout(image, &opts);
		att_image_free(image);
	}
	free(bytes);
	return 0;
}
