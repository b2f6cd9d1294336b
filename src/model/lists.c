/* Blocks, terms, dates and places. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "model/freeze.h"

struct term_key {
	char *key[3]; /* folded primary, secondary, tertiary; NULL: none */
	struct att_term row;
};

static int
compare_keys(const char *x, const char *y)
{
	if (!x || !y)
		return x ? 1 : y ? -1 : 0;
	return strcmp(x, y);
}

static int
by_term(const void *a, const void *b)
{
	const struct term_key *x = a, *y = b;

	for (int i = 0; i < 3; i++) {
		int order = compare_keys(x->key[i], y->key[i]);

		if (order != 0)
			return order;
	}
	return x->row.node < y->row.node ? -1 : x->row.node > y->row.node;
}

static char *
fold(const char *text)
{
	return text ? utf8_fold(text, strlen(text)) : NULL;
}

static bool
index_term(struct att_builder *b, uint32_t node, struct term_key *t)
{
	static const enum att_attr names[] = {ATT_A_PRIMARY, ATT_A_SECONDARY,
	    ATT_A_TERTIARY, ATT_A_SEE, ATT_A_SEEALSO};
	const char *class = builder_attr(b, node, ATT_A_CLASS);
	const char *key = builder_attr(b, node, ATT_A_KEY);
	const char *base = strings_get(b->strings, 0);
	uint32_t at[COUNT(names)] = {0};

	if (class && strcmp(class, "endofrange") == 0)
		return false;
	for (size_t i = 0; i < COUNT(names); i++) {
		const char *value = builder_attr(b, node, names[i]);

		at[i] = value ? (uint32_t)(value - base) : 0;
		if (i < 3)
			t->key[i] = fold(i == 0 && key ? key : value);
	}
	t->row = (struct att_term){.node = node,
	    .primary = at[0],
	    .secondary = at[1],
	    .tertiary = at[2],
	    .see = at[3],
	    .seealso = at[4]};
	return at[0] != 0;
}

static bool
glossary_term(struct att_builder *b, uint32_t node, struct term_key *t)
{
	uint32_t term = builder_child(b, node, ATT_TERM);
	char *text;

	if (term == ATT_NONE)
		return false;
	text = builder_text_of(b, term, 512);
	t->row = (struct att_term){
	    .node = node, .glossary = 1, .primary = builder_string(b, text)};
	t->key[0] = fold(text);
	free(text);
	return t->row.primary != 0;
}

static void
list_terms(struct att_builder *b, struct derived *d)
{
	struct term_key *t = NULL;
	size_t count = 0, cap = 0;

	for (uint32_t i = 0; i < b->nodes; i++) {
		enum att_kind kind = b->node[i].kind;
		bool good;

		if (kind != ATT_INDEXTERM && kind != ATT_GLOSSENTRY)
			continue;
		t = mem_grow(t, &cap, count + 1, sizeof(*t));
		t[count] = (struct term_key){0};
		good = kind == ATT_INDEXTERM ? index_term(b, i, &t[count])
		                             : glossary_term(b, i, &t[count]);
		if (good)
			count++;
		for (int k = 0; !good && k < 3; k++)
			free(t[count].key[k]);
	}
	if (count)
		qsort(t, count, sizeof(*t), by_term);
	for (size_t i = 0; i < count; i++) {
		struct att_term *row = rows_add(&d->term, sizeof(*row));

		*row = t[i].row;
		for (int k = 0; k < 3; k++)
			free(t[i].key[k]);
	}
	free(t);
}

/* Up to digits decimal digits; -1 when there are fewer. */
static int
digits(const char **p, int count)
{
	int value = 0;

	for (int i = 0; i < count; i++, (*p)++) {
		if (!isdigit((unsigned char)**p))
			return -1;
		value = value * 10 + (**p - '0');
	}
	return value;
}

/* One ISO 8601 calendar date, reduced precision allowed (2.3 of part 1):
 * YYYY, YYYY-MM, YYYY-MM-DD, a time after T passed over, a leading minus for
 * years before 1; EDTF's ? ~ % (part 2) passed over. */
static bool
parse_day(const char *p, size_t size, int32_t *from, int32_t *to)
{
	static const int last[] = {
	    31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	const char *end = p + size;
	int sign = 1, year, month = 0, day = 0;

	if (size > 0 && (*p == '-' || *p == '+'))
		sign = *p++ == '-' ? -1 : 1;
	year = digits(&p, 4);
	if (year < 0)
		return false;
	if (p < end && *p == '-') {
		p++;
		month = digits(&p, 2);
		if (month < 1 || month > 12)
			return false;
		if (p < end && *p == '-') {
			p++;
			day = digits(&p, 2);
			if (day < 1 || day > last[month - 1])
				return false;
		}
	}
	if (day && p < end && *p == 'T')
		p = end;
	while (p < end && strchr("?~%", *p))
		p++;
	if (p != end)
		return false;
	*from = year * 10000 + month * 100 + day;
	*to = year * 10000 + (month ? month : 99) * 100 + (day ? day : 99);
	if (sign < 0) {
		*from = -(year * 10000) + month * 100 + day;
		*to = -(year * 10000) + *to % 10000;
	}
	return true;
}

/* A date or an interval "a/b"; an end may be open: "a/", "/b", "..". */
static bool
parse_when(const char *when, int32_t *from, int32_t *to)
{
	const char *slash = strchr(when, '/');
	size_t first = slash ? (size_t)(slash - when) : strlen(when);
	const char *second = slash ? slash + 1 : "";
	int32_t other;

	if (!slash)
		return parse_day(when, first, from, to);
	if (first == 0 || (first == 2 && memcmp(when, "..", 2) == 0))
		*from = INT32_MIN;
	else if (!parse_day(when, first, from, to))
		return false;
	if (*second == '\0' || strcmp(second, "..") == 0)
		*to = INT32_MAX;
	else if (!parse_day(second, strlen(second), &other, to))
		return false;
	if (*from == INT32_MIN && *to != INT32_MAX)
		parse_day(second, strlen(second), from, &other);
	return true;
}

static int
by_day(const void *a, const void *b)
{
	const struct att_date *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	return x->node < y->node ? -1 : x->node > y->node;
}

static void
list_dates(struct att_builder *b, struct derived *d)
{
	for (uint32_t i = 0; i < b->nodes; i++) {
		const char *when;
		struct att_date row = {.node = i};
		struct att_date *date;

		if (b->node[i].kind != ATT_DATE)
			continue;
		when = builder_attr(b, i, ATT_A_WHEN);
		if (!when)
			continue;
		if (!parse_when(when, &row.from, &row.to)) {
			char copy[80];

			snprintf(copy, sizeof(copy), "%.79s", when);
			builder_finding_at(b, i, ATT_WARNING,
			    N_("'%s' is not a date in ISO 8601 form"), copy);
			continue;
		}
		row.when = builder_string(b, when);
		date = rows_add(&d->date, sizeof(*date));
		*date = row;
	}
	if (d->date.count)
		qsort(d->date.row, d->date.count, sizeof(struct att_date),
		    by_day);
}

static int32_t
millionths(double degrees)
{
	return (int32_t)(degrees * 1e6 + (degrees < 0 ? -0.5 : 0.5));
}

/* "lat lon" or "lat,lon" in degrees to millionths. */
static bool
parse_geo(const char *geo, int32_t *lat, int32_t *lon)
{
	double value[2];

	for (int i = 0; i < 2; i++) {
		char *end;

		value[i] = strtod(geo, &end);
		if (end == geo)
			return false;
		geo = end + strspn(end, " ,;\t");
	}
	if (*geo || !(value[0] >= -90 && value[0] <= 90) ||
	    !(value[1] >= -180 && value[1] <= 180))
		return false;
	*lat = millionths(value[0]);
	*lon = millionths(value[1]);
	return true;
}

struct place_key {
	char *key;
	struct att_place row;
};

static int
by_place(const void *a, const void *b)
{
	const struct place_key *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	if (order != 0)
		return order;
	return x->row.node < y->row.node ? -1 : x->row.node > y->row.node;
}

static void
place_row(struct att_builder *b, uint32_t node, struct place_key *p)
{
	const char *key = builder_attr(b, node, ATT_A_KEY);
	const char *geo = builder_attr(b, node, ATT_A_GEO);
	char *name = key ? mem_dup(key) : builder_text_of(b, node, 256);

	p->row = (struct att_place){
	    .node = node, .lat = INT32_MIN, .lon = INT32_MIN};
	if (geo && !parse_geo(geo, &p->row.lat, &p->row.lon)) {
		char copy[80];

		snprintf(copy, sizeof(copy), "%.79s", geo);
		builder_finding_at(b, node, ATT_WARNING,
		    N_("'%s' is not a latitude and longitude in degrees"), copy);
	}
	p->row.name = builder_string(b, name);
	p->key = fold(name);
	free(name);
}

/* The place's name without the coordinates at its end. */
static void
cut_name(struct att_builder *b, struct place_key *p, const char *geo)
{
	char *name = builder_text_of(b, p->row.node, 256);
	size_t size = strlen(name), tail = strlen(geo);

	if (size > tail && strcmp(name + size - tail, geo) == 0 &&
	    !builder_attr(b, p->row.node, ATT_A_KEY)) {
		size -= tail;
		while (size > 0 && strchr(" (,;", name[size - 1]))
			size--;
		name[size] = '\0';
		free(p->key);
		p->row.name = builder_string(b, name);
		p->key = fold(name);
	}
	free(name);
}

/* The coordinates of the place just before in the same leaf or around, written
 * out as a place of their own ("Kosovo 42.67 21.17"): taken by that place. */
static bool
taken_by_last(struct att_builder *b, uint32_t node, struct place_key *last)
{
	uint32_t up = b->node[node].parent;
	int32_t lat, lon;
	char *text;
	bool taken, within = last && last->row.node == up;

	if (!last || last->row.lat != INT32_MIN ||
	    (!within && b->node[last->row.node].parent != up) ||
	    builder_attr(b, node, ATT_A_KEY))
		return false;
	text = builder_text_of(b, node, 64);
	taken = parse_geo(text, &lat, &lon);
	if (taken) {
		last->row.lat = lat;
		last->row.lon = lon;
	}
	if (taken && within)
		cut_name(b, last, text);
	free(text);
	return taken;
}

static void
list_places(struct att_builder *b, struct derived *d)
{
	struct place_key *p = NULL;
	size_t count = 0, cap = 0;

	for (uint32_t i = 0; i < b->nodes; i++) {
		if (b->node[i].kind != ATT_PLACE ||
		    (b->node[i].start == b->node[i].end &&
		        !builder_attr(b, i, ATT_A_KEY)))
			continue;
		if (taken_by_last(b, i, count ? &p[count - 1] : NULL))
			continue;
		p = mem_grow(p, &cap, count + 1, sizeof(*p));
		place_row(b, i, &p[count++]);
	}
	if (count)
		qsort(p, count, sizeof(*p), by_place);
	for (size_t i = 0; i < count; i++) {
		struct att_place *row = rows_add(&d->place, sizeof(*row));

		*row = p[i].row;
		free(p[i].key);
	}
	free(p);
}

static void
list_blocks(struct att_builder *b, struct derived *d)
{
	for (uint32_t i = 0; i < b->nodes; i++) {
		const struct att_node *n = &b->node[i];
		struct att_block *block;

		if (att_kind_class(n->kind) != ATT_CLASS_LEAF ||
		    n->start == n->end)
			continue;
		block = rows_add(&d->block, sizeof(*block));
		*block = (struct att_block){n->start, n->end, i};
	}
}

void
freeze_lists(struct att_builder *b, struct derived *d)
{
	list_blocks(b, d);
	list_terms(b, d);
	list_dates(b, d);
	list_places(b, d);
}
