/* Bytes as the events of a reader: whatever a reader tells the builder, an
 * image comes of it, and every layout of that holds together. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "attache/builder.h"
#include "exercise.h"

enum { EVENTS_MAX = 4000, HELD_MAX = 8 };

struct made {
	struct att_builder *b;
	struct feed feed;
	unsigned depth; /* nodes open below the work */
	unsigned held;  /* of them since the hold */
	bool holding;
};

/* What breaks lines, columns and tables. */
static const char *const pieces[] = {" ", "\n", "\t", "word", "a longer text ",
    "\u00AD", "\u00A0", "\u200B", "\u4E00\u4E8C\u4E09", "e\u0301\u0327",
    "\u202E", "\u202C", "\U0001F468\u200D\U0001F469", "\U000E0041", "\uFE0F",
    "\u2028", "--", "/a/very/long/path/that/has/no/space/in/it/at/all",
    "http://example.org/?a=1&b=2", "\u05D0\u05D1", "\u0627\u0644",
    "\u0E01\u0E33", "1", "(", ")", "...", "\uFFFD", "\xC2\x85", "\x1B[31m",
    "\uFEFF", "!", "incomprehensibilities"};

static const char *const values[] = {"a", "b", "c", "1", "2", "3", "0", "-1",
    "99999999999", "65536", "1* 2* 1*", "10cm 20%", "loweralpha", "upperroman",
    "right", "center", "char", "ordered", "variable", "simple", "procedure",
    "see", "seealso", "note", "1815-06-18", "1907/1915", "-0044-03-15", "XX",
    "46.2 6.1", "999 999", "en", "de", "fr-CH", "compact", "a b c", "#a", "a#b",
    "http://example.org/", "startofrange", "endofrange", "foot", "a\037b",
    "title", "table", "yes", "\u00C9mile", "select: label title", "%n %t"};

static void
event_open(struct made *m)
{
	unsigned kind = feed_byte(&m->feed) % ATT_KIND_COUNT;

	if (kind == ATT_WORK)
		kind = ATT_PARA;
	att_builder_open(m->b, (enum att_kind)kind);
	m->depth++;
	if (m->holding)
		m->held++;
}

static void
event_close(struct made *m)
{
	if (m->depth == 0 || (m->holding && m->held == 0))
		return;
	att_builder_close(m->b);
	m->depth--;
	if (m->holding)
		m->held--;
}

static void
event_text(struct made *m)
{
	unsigned count = feed_byte(&m->feed);

	for (count = count % 16 + 1; count > 0; count--) {
		const char *piece = pieces[feed_byte(&m->feed) % COUNT(pieces)];

		att_builder_text(m->b, piece, strlen(piece));
	}
}

static void
event_attr(struct made *m)
{
	enum att_attr name =
	    (enum att_attr)(feed_byte(&m->feed) % ATT_ATTR_COUNT);
	const char *value = values[feed_byte(&m->feed) % COUNT(values)];

	att_builder_attr(m->b, name, value, strlen(value));
}

static void
event_table(struct made *m)
{
	unsigned shape = feed_byte(&m->feed);

	for (unsigned row = 0; row < (shape & 3) + 1; row++) {
		att_builder_open(m->b, ATT_ROW);
		for (unsigned cell = 0; cell < (shape >> 4) + 1; cell++) {
			att_builder_open(m->b, ATT_CELL);
			if (feed_byte(&m->feed) & 1)
				event_attr(m);
			event_text(m);
			att_builder_close(m->b);
		}
		att_builder_close(m->b);
	}
}

static void
event_flag(struct made *m)
{
	uint8_t flags = feed_byte(&m->feed);

	att_builder_flag(m->b, flags & (63u & ~(unsigned)ATT_F_CONT));
}

static void
event_hold(struct made *m)
{
	const char *held;
	size_t size;

	if (!m->holding) {
		att_builder_hold(m->b);
		m->held = 0;
	} else {
		while (m->held > 0)
			event_close(m);
		held = att_builder_release(m->b, &size);
		HOLDS(utf8_valid(held, size));
	}
	m->holding = !m->holding;
}

static void
event_rest(struct made *m)
{
	uint8_t what = feed_byte(&m->feed);

	if (what < 16)
		att_builder_preserve(m->b);
	else if (what < 32)
		event_hold(m);
	else if (what < 64)
		att_builder_meta(m->b, (enum att_meta)(what % ATT_META_COUNT),
		    values[what % COUNT(values)]);
	else if (what < 80)
		att_builder_finding(
		    m->b, ATT_WARNING, "finding %u", (unsigned)what);
	else
		att_builder_at(m->b, 0, what, what);
}

static void
make(struct made *m)
{
	static void (*const events[])(struct made *) = {event_open, event_open,
	    event_open, event_close, event_close, event_text, event_text,
	    event_text, event_attr, event_attr, event_table, event_flag,
	    event_rest};

	att_builder_add_file(m->b, "fuzz.xml", 1, 1);
	att_builder_open(m->b, ATT_WORK);
	for (int i = 0; i < EVENTS_MAX && m->feed.size > 0; i++)
		events[feed_byte(&m->feed) % COUNT(events)](m);
	if (m->holding)
		event_hold(m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct made m = {.feed = {data, size}};
	struct att_layout_opts opts = exercise_opts(feed_number(&m.feed));
	struct att_layout_opts other = exercise_opts(feed_number(&m.feed));
	struct att_error err = {0};
	struct att_image *image;
	void *bytes;

	m.b = att_builder_new();
	make(&m);
	if (att_builder_freeze(m.b, &bytes, &size, &err)) {
		image = att_image_new(bytes, size, "fuzz", &err);
		HOLDS(image != NULL);
		exercise_image(image);
		exercise_layout(image, &opts);
		exercise_layout(image, &other);
		att_image_free(image);
		free(bytes);
	} else {
		HOLDS(err.text[0] != '\0');
	}
	att_builder_free(m.b);
	return 0;
}
