/* Places survive edits: random works are edited at random, and marks on
 * passages that stayed are looked for. */
#include "unit.h"

#include <stdio.h>

#include "attache/where.h"

enum {
	ROUNDS = 120,
	MARKS = 60,
	PARAS_MAX = 400,
	WORDS_MAX = 60,
	STOCK = 6 /* paragraphs that stand in many places, word for word */
};

/* A paragraph: unit is who it is, whatever is done to the work around it. */
struct para {
	unsigned unit;
	char *text;
	char id[24]; /* "": none */
	bool touched;
};

struct work {
	struct para para[PARAS_MAX];
	unsigned count;
	unsigned units;
	uint32_t seed;
};

static unsigned
roll(struct work *w, unsigned below)
{
	w->seed = w->seed * 1664525u + 1013904223u;
	return (w->seed >> 8) % below;
}

static const char *const words[] = {"the", "treaty", "of", "a", "mission",
    "attaché", "and", "its", "annex", "was", "signed", "in", "Genève", "after",
    "talks", "on", "forces", "to", "verify", "limits", "北京", "observers",
    "notified", "dialogue", "with", "command", "—", "zone"};

static char *
prose(struct work *w)
{
	char *text = mem_dup("");
	unsigned n = 3 + roll(w, WORDS_MAX);

	for (unsigned i = 0; i < n; i++) {
		char *more = mem_format(
		    "%s%s%s", text, i ? " " : "", words[roll(w, COUNT(words))]);

		free(text);
		text = more;
	}
	return text;
}

static char *
new_text(struct work *w)
{
	static const char *const stock[STOCK] = {"Introduction", "See also",
	    "The Secretary of Defense opened the meeting and thanked the "
	    "delegation for coming at such short notice.",
	    "Not declassified.", "Notes",
	    "The text below is the version deposited with the Secretary-"
	    "General of the United Nations on the date given."};

	return roll(w, 8) == 0 ? mem_dup(stock[roll(w, STOCK)]) : prose(w);
}

static void
insert_para(struct work *w, unsigned at)
{
	struct para para = {.unit = w->units++, .text = new_text(w)};

	if (w->count == PARAS_MAX) {
		free(para.text);
		return;
	}
	if (roll(w, 5) == 0)
		snprintf(para.id, sizeof(para.id), "p%u", para.unit);
	memmove(&w->para[at + 1], &w->para[at], (w->count - at) * sizeof(para));
	w->para[at] = para;
	w->count++;
}

static struct para
take_para(struct work *w, unsigned at)
{
	struct para para = w->para[at];

	w->count--;
	memmove(&w->para[at], &w->para[at + 1], (w->count - at) * sizeof(para));
	return para;
}

static void
move_para(struct work *w)
{
	struct para para = take_para(w, roll(w, w->count));
	unsigned to = roll(w, w->count + 1);

	memmove(&w->para[to + 1], &w->para[to], (w->count - to) * sizeof(para));
	w->para[to] = para;
	w->count++;
}

static void
edit(struct work *w)
{
	unsigned at = roll(w, w->count);

	switch (roll(w, 5)) {
	case 0:
		insert_para(w, roll(w, w->count + 1));
		break;
	case 1:
		if (w->count > 5)
			free(take_para(w, at).text);
		break;
	case 2:
		move_para(w);
		break;
	case 3:
		free(w->para[at].text);
		w->para[at].text = new_text(w);
		w->para[at].touched = true;
		break;
	default: /* an id is renamed, given or taken away */
		if (w->para[at].id[0] && roll(w, 2))
			w->para[at].id[0] = '\0';
		else
			snprintf(w->para[at].id, sizeof(w->para[at].id), "q%u",
			    w->seed);
		break;
	}
}

static struct att_image *
image_of_work(const struct work *w, void **data)
{
	struct att_builder *b = att_builder_new();

	att_builder_open(b, ATT_WORK);
	for (unsigned i = 0; i < w->count; i++)
		unit_leaf(b, ATT_PARA, w->para[i].id[0] ? w->para[i].id : NULL,
		    w->para[i].text);
	return unit_image(b, data);
}

struct mark {
	struct att_where where;
	unsigned unit;
	uint32_t inside; /* bytes from the start of the paragraph */
};

static void
set_mark(struct work *w, const struct att_image *image, struct mark *mark)
{
	unsigned at = roll(w, w->count);
	const struct para *para = &w->para[at];
	uint32_t size = (uint32_t)strlen(para->text);
	uint32_t inside = roll(w, 2) ? 0 : roll(w, size);
	att_pos start = att_block(image, at)->start;

	while (inside && ((unsigned char)para->text[inside] & 0xC0) == 0x80)
		inside--;
	*mark = (struct mark){.unit = para->unit, .inside = inside};
	att_where_make(&mark->where, image,
	    (struct att_range){start + inside, start + inside});
}

/* The paragraph's row, when it is still there as it was. */
static bool
untouched(const struct work *w, unsigned unit, unsigned *row)
{
	for (*row = 0; *row < w->count; (*row)++)
		if (w->para[*row].unit == unit)
			return !w->para[*row].touched;
	return false;
}

static void
round_of(uint32_t seed, unsigned edits, unsigned *asked, unsigned *right)
{
	struct work *w = mem_alloc(sizeof(*w));
	struct mark mark[MARKS];
	struct att_image *image;
	void *data;

	w->seed = seed;
	for (unsigned i = 0; i < 120; i++)
		insert_para(w, w->count);
	image = image_of_work(w, &data);
	for (unsigned i = 0; i < MARKS; i++)
		set_mark(w, image, &mark[i]);
	att_image_free(image);
	free(data);
	for (unsigned i = 0; i < edits; i++)
		edit(w);
	image = image_of_work(w, &data);
	for (unsigned i = 0; i < MARKS; i++) {
		struct att_range range;
		enum att_found found;
		unsigned row;

		found = att_where_find(&mark[i].where, image, &range);
		if (!untouched(w, mark[i].unit, &row))
			continue;
		++*asked;
		*right += found != ATT_FOUND_LOST &&
		          range.start ==
		              att_block(image, row)->start + mark[i].inside;
	}
	att_image_free(image);
	free(data);
	for (unsigned i = 0; i < w->count; i++)
		free(w->para[i].text);
	free(w);
}

static void
survive(void **state)
{
	static const unsigned edits[] = {1, 5, 20, 40};

	(void)state;
	for (size_t k = 0; k < COUNT(edits); k++) {
		unsigned asked = 0, right = 0;

		for (uint32_t i = 0; i < ROUNDS; i++)
			round_of(i * 7919 + 17, edits[k], &asked, &right);
		print_message(
		    "# %2u edits: %u of %u\n", edits[k], right, asked);
		assert_true(right * 100ull >= asked * 99ull);
	}
}

/* P+ a paragraph with id, P without: "id=text|text|..." */
static struct att_image *
image_of_paras(const char *script, void **data)
{
	struct att_builder *b = att_builder_new();
	char *copy = mem_dup(script), *save = NULL;

	att_builder_open(b, ATT_WORK);
	for (char *p = strtok_r(copy, "|", &save); p;
	     p = strtok_r(NULL, "|", &save)) {
		char *equals = strchr(p, '=');

		if (equals)
			*equals = '\0';
		unit_leaf(
		    b, ATT_PARA, equals ? p : NULL, equals ? equals + 1 : p);
	}
	free(copy);
	return unit_image(b, data);
}

/* A mark on the text's first @; what becomes of it after the edit, whose own @
 * shows where it is expected (the signs are no part of the texts). */
/* clang-format off */
static const struct {
	const char *before;
	const char *after;
	enum att_found found;
} cases[] = {
	{ "a=One|@Two", "a=One|@Two", ATT_FOUND_EXACT },
	{ "a=One|@Two", "b=One|@Two", ATT_FOUND_MOVED },
	{ "a=One|@Two", "Zero|a=One|@Two", ATT_FOUND_EXACT },
	{ "a=One|@Two", "a=One|More|@Two", ATT_FOUND_MOVED },
	/* a passage that repeats: the words around decide */
	{ "See also|Alpha here|@See also|Beta there",
	    "See also|New|Alpha here|@See also|Beta there", ATT_FOUND_MOVED },
	{ "See also|Alpha here|@See also|Beta there",
	    "See also|@See also|Beta there", ATT_FOUND_MOVED },
	{ "a=One|Notes|b=Two|@Notes|c=Three", "a=One|c=Three|b=Two|@Notes",
	    ATT_FOUND_EXACT },
	{ "x=Same|x2=Same|@Same|Same", "x=Same|x2=Same|@Same|Same",
	    ATT_FOUND_EXACT },
	{ "a=The long passage that was here before|@gone with the wind",
	    "a=The long passage that was here before|@blown away",
	    ATT_FOUND_LOST },
	{ "a=One|@Two|The words that follow the place stay",
	    "b=One|@The words that follow the place stay", ATT_FOUND_LOST },
};
/* clang-format on */

static att_pos
place_of(const char *script)
{
	att_pos pos = 0;
	const char *start = script;

	for (const char *p = script; *p != '@'; p++) {
		pos++;
		if (*p == '=')
			pos -= (att_pos)(p + 1 - start);
		if (*p == '|')
			start = p + 1;
	}
	return pos;
}

static char *
without_sign(const char *script)
{
	const char *sign = strchr(script, '@');

	return mem_format("%.*s%s", (int)(sign - script), script, sign + 1);
}

static void
edits(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *one = without_sign(cases[i].before);
		char *two = without_sign(cases[i].after);
		void *data1, *data2;
		struct att_image *before = image_of_paras(one, &data1);
		struct att_image *after = image_of_paras(two, &data2);
		att_pos at = place_of(cases[i].before);
		struct att_where where;
		struct att_range range;

		att_where_make(&where, before, (struct att_range){at, at});
		if (att_where_find(&where, after, &range) != cases[i].found ||
		    range.start != place_of(cases[i].after))
			fail_msg("case %zu: at %u, expected %u", i, range.start,
			    place_of(cases[i].after));
		att_image_free(before);
		att_image_free(after);
		free(data1);
		free(data2);
		free(one);
		free(two);
	}
}

/* Nothing is read or answered out of bounds, whatever the record says. */
static void
hostile(void **state)
{
	void *data;
	struct att_image *image = image_of_paras("a=Ünter|Zwei", &data);
	struct att_where where = {
	    .offset = UINT32_MAX, .length = UINT32_MAX, .position = UINT32_MAX};
	struct att_range range;
	size_t size;

	(void)state;
	att_image_text(image, &size);
	assert_int_equal(
	    att_where_find(&where, image, &range), ATT_FOUND_EXACT);
	assert_true(range.start <= size && range.end <= size);
	where.offset = 1; /* inside of a letter */
	att_where_find(&where, image, &range);
	assert_int_equal(range.start, 0);
	strcpy(where.passage, "nowhere");
	strcpy(where.id, "gone");
	assert_int_equal(att_where_find(&where, image, &range), ATT_FOUND_LOST);
	assert_true(range.start <= size && range.end == range.start);
	att_image_free(image);
	free(data);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(edits),
	    cmocka_unit_test(hostile),
	    cmocka_unit_test(survive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
