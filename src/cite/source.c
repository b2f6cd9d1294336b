/* Gathering what is cited. */
#include "cite/source.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "attache/address.h"
#include "attache/where.h"

#include "base/mem.h"
#include "base/utf8.h"

enum { KEY_MOST = 60, FRAGMENT_MOST = 512 };

static char *
trimmed(const char *text, size_t size)
{
	while (size > 0 && text[0] == ' ') {
		text++;
		size--;
	}
	while (size > 0 && text[size - 1] == ' ')
		size--;
	return size ? mem_ndup(text, size) : NULL;
}

/* "Family, Given" or "Family, Given, Jr."; without a comma it is one name. */
static struct person
person_of(const char *name)
{
	struct person p = {NULL, NULL, NULL};
	const char *comma = strchr(name, ',');
	const char *second = comma ? strchr(comma + 1, ',') : NULL;

	if (!comma) {
		p.family = mem_dup(name);
		return p;
	}
	p.family = trimmed(name, (size_t)(comma - name));
	p.given = trimmed(comma + 1,
	    second ? (size_t)(second - comma - 1) : strlen(comma + 1));
	p.suffix = second ? trimmed(second + 1, strlen(second + 1)) : NULL;
	if (p.family)
		return p;
	free(p.given);
	free(p.suffix);
	return (struct person){mem_dup(name), NULL, NULL};
}

static void
add_name(struct people *people, const char *name, bool body)
{
	if (!*name)
		return;
	people->item = mem_resize(
	    people->item, (people->count + 1) * sizeof(*people->item));
	people->item[people->count++] =
	    body ? (struct person){mem_dup(name), NULL, NULL} : person_of(name);
}

/* The rest after "isbn:" and the like. */
static const char *
after(const char *value, const char *scheme)
{
	size_t size = strlen(scheme);

	return strncmp(value, scheme, size) == 0 && value[size] ? value + size
	                                                        : NULL;
}

static void
take_identifier(struct source *s, const char *value)
{
	const char *rest;

	if ((rest = after(value, "isbn:")) != NULL)
		s->isbn = *s->isbn ? s->isbn : rest;
	else if ((rest = after(value, "doi:")) != NULL)
		s->doi = *s->doi ? s->doi : rest;
	else if ((rest = after(value, "uri:")) != NULL ||
	         strncmp(value, "https://", 8) == 0 ||
	         strncmp(value, "http://", 7) == 0)
		s->uri = *s->uri ? s->uri : rest ? rest : value;
}

static void
take_rows(struct source *s, const struct att_image *image)
{
	for (uint32_t i = 0; i < att_meta_count(image); i++) {
		const struct att_meta_row *row = att_meta(image, i);
		const char *value = att_image_string(image, row->value);

		if (row->key == ATT_META_AUTHOR ||
		    row->key == ATT_META_AUTHOR_BODY)
			add_name(&s->author, value,
			    row->key == ATT_META_AUTHOR_BODY);
		else if (row->key == ATT_META_EDITOR ||
		         row->key == ATT_META_EDITOR_BODY)
			add_name(&s->editor, value,
			    row->key == ATT_META_EDITOR_BODY);
		else if (row->key == ATT_META_IDENTIFIER)
			take_identifier(s, value);
	}
}

static int
digits(const char *text, int count)
{
	int n = 0;

	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		n = n * 10 + (text[i] - '0');
	}
	return text[count] >= '0' && text[count] <= '9' ? -1 : n;
}

/* YYYY, YYYY-MM or YYYY-MM-DD at the start, else the first year in it. */
static struct date
date_of(const char *text)
{
	struct date d = {.words = text};

	for (const char *p = text; *p && d.year == 0; p++) {
		int year =
		    p == text || p[-1] < '0' || p[-1] > '9' ? digits(p, 4) : -1;

		if (year <= 0)
			continue;
		d.year = year;
		if (p != text || p[4] != '-')
			break;
		d.month = digits(p + 5, 2);
		if (d.month < 1 || d.month > 12)
			d.month = 0;
		else if (p[7] == '-')
			d.day = digits(p + 8, 2);
		if (d.day < 1 || d.day > 31)
			d.day = 0;
	}
	return d;
}

/* 2, 2nd, second; 0 when it is no number. */
static unsigned
ordinal(const char *text)
{
	static const char *const words[] = {"first", "second", "third",
	    "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"};
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (end > text && n > 0 && n < 1000 &&
	    (!*end || strcmp(end, "st") == 0 || strcmp(end, "nd") == 0 ||
	        strcmp(end, "rd") == 0 || strcmp(end, "th") == 0))
		return (unsigned)n;
	for (unsigned i = 0; i < COUNT(words); i++) {
		if (strcasecmp(text, words[i]) == 0)
			return i + 1;
	}
	return 0;
}

static void
take_edition(struct source *s, const char *text)
{
	static const char *const endings[] = {" edition", " ed.", " ed"};
	size_t size = strlen(text);

	for (size_t i = 0; i < COUNT(endings); i++) {
		size_t n = strlen(endings[i]);

		if (size > n && strcasecmp(text + size - n, endings[i]) == 0) {
			size -= n;
			break;
		}
	}
	s->edition_words = mem_ndup(text, size);
	s->edition = ordinal(s->edition_words);
}

static char *
work_title(const struct att_image *image)
{
	const char *title = att_image_meta(image, ATT_META_TITLE);
	const char *subtitle = att_image_meta(image, ATT_META_SUBTITLE);
	char last = *title ? title[strlen(title) - 1] : 0;

	if (!*title)
		title = att_image_string(image, att_section(image, 0)->title);
	if (!*subtitle)
		return mem_dup(title);
	return mem_format("%s%s %s", title,
	    last == '?' || last == '!' || last == ':' ? "" : ":", subtitle);
}

/* White space of all kinds becomes one space. */
static char *
passage_of(const struct att_image *image, struct att_range range)
{
	size_t size;
	const char *text = att_image_text(image, &size);
	struct buf out = {0};

	if (range.end > size)
		range.end = (att_pos)size;
	for (att_pos at = range.start; at < range.end; at++) {
		char c = text[at];

		if (c != ' ' && c != '\n' && c != '\t')
			buf_char(&out, c);
		else if (out.size && out.data[out.size - 1] != ' ')
			buf_char(&out, ' ');
	}
	if (out.size && out.data[out.size - 1] == ' ')
		out.size--;
	buf_cstr(&out);
	return out.data;
}

/* Letters and digits of ASCII, all else as single hyphens. */
static void
key_part(struct buf *key, const char *text)
{
	char *folded = utf8_fold(text, strlen(text));
	bool gap = false;

	for (const char *p = folded; *p && key->size < KEY_MOST; p++) {
		bool plain =
		    (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9');

		if (plain && gap && key->size)
			buf_char(key, '-');
		if (plain)
			buf_char(key, *p);
		gap = !plain;
	}
	free(folded);
}

static char *
key_of(const struct source *s, const char *work, const char *fragment)
{
	struct buf key = {0};
	const char *slash = strrchr(work, '/');
	char *name, *dot;

	if (s->author.count)
		key_part(&key, s->author.item[0].family);
	if (s->issued.year)
		buf_format(&key, "%d", s->issued.year);
	if (key.size)
		buf_char(&key, '-');
	name = mem_dup(slash ? slash + 1 : work);
	dot = strstr(name, ".xml");
	if (dot && !dot[4])
		*dot = '\0';
	key_part(&key, name);
	free(name);
	if (*fragment) {
		buf_char(&key, '-');
		key_part(&key, fragment);
	}
	while (key.size && key.data[key.size - 1] == '-')
		key.size--;
	if (!key.size)
		buf_str(&key, "work");
	buf_cstr(&key);
	return key.data;
}

static void
take_place(struct source *s, const struct att_citation *c)
{
	char fragment[FRAGMENT_MOST];
	const struct att_section *section =
	    att_section(c->image, att_section_at(c->image, c->range.start));

	s->section = s->number = "";
	s->kind = (enum att_kind)section->kind;
	if (section->level > 0) {
		s->section = att_image_string(c->image, section->title);
		s->number = att_image_string(c->image, section->number);
	}
	att_where_format(c->image, c->range.start, fragment, sizeof(fragment));
	s->address = att_address_format(c->work, fragment);
	s->passage = passage_of(c->image, c->range);
	s->key = key_of(s, c->work, fragment);
}

void
source_init(struct source *s, const struct att_citation *c)
{
	const struct att_image *image = c->image;

	*s = (struct source){.title = work_title(image),
	    .publisher = att_image_meta(image, ATT_META_PUBLISHER),
	    .place = att_image_meta(image, ATT_META_PLACE),
	    .series = att_image_meta(image, ATT_META_SERIES),
	    .volume = att_image_meta(image, ATT_META_VOLUME),
	    .isbn = "",
	    .doi = "",
	    .uri = "",
	    .lang = att_image_meta(image, ATT_META_LANG),
	    .issued = date_of(att_image_meta(image, ATT_META_DATE)),
	    .accessed = date_of(c->accessed ? c->accessed : "")};
	take_edition(s, att_image_meta(image, ATT_META_EDITION));
	take_rows(s, image);
	take_place(s, c);
}

static void
people_done(struct people *people)
{
	for (size_t i = 0; i < people->count; i++) {
		free(people->item[i].family);
		free(people->item[i].given);
		free(people->item[i].suffix);
	}
	free(people->item);
}

void
source_done(struct source *s)
{
	people_done(&s->author);
	people_done(&s->editor);
	free(s->title);
	free(s->edition_words);
	free(s->address);
	free(s->passage);
	free(s->key);
}

const char *
source_url(const struct source *s)
{
	return *s->uri ? s->uri : s->address;
}

const char *
cite_ordinal(unsigned n)
{
	static const char *const endings[] = {"th", "st", "nd", "rd"};

	if (n % 100 >= 11 && n % 100 <= 13)
		return "th";
	return n % 10 <= 3 ? endings[n % 10] : "th";
}
