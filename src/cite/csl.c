/* CSL-JSON: an array of one item, as citation processors read it. */
#include "cite/source.h"

#include "base/mem.h"
#include "base/utf8.h"

static void
string(struct buf *out, const char *text)
{
	buf_char(out, '"');
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '"' || c == '\\')
			buf_char(out, '\\');
		if (c < 0x20 || c == 0x7F)
			buf_format(out, "\\u%04x", c);
		else
			buf_char(out, *text);
	}
	buf_char(out, '"');
}

static void
name(struct buf *out, const char *key)
{
	buf_format(out, ",\n    \"%s\": ", key);
}

static void
field(struct buf *out, const char *key, const char *value)
{
	if (!*value)
		return;
	name(out, key);
	string(out, value);
}

static void
name_part(struct buf *out, const char *key, const char *value, bool more)
{
	if (!value)
		return;
	buf_str(out, more ? ", " : "");
	string(out, key);
	buf_str(out, ": ");
	string(out, value);
}

static void
people(struct buf *out, const char *key, const struct people *people)
{
	if (!people->count)
		return;
	name(out, key);
	buf_char(out, '[');
	for (size_t i = 0; i < people->count; i++) {
		const struct person *p = &people->item[i];
		bool parted = p->given || p->suffix;

		buf_str(out, i ? ", {" : "{");
		name_part(out, parted ? "family" : "literal", p->family, false);
		name_part(out, "given", p->given, true);
		name_part(out, "suffix", p->suffix, true);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
date(struct buf *out, const char *key, const struct date *d)
{
	if (!d->year && !*d->words)
		return;
	name(out, key);
	if (!d->year) {
		buf_str(out, "{\"literal\": ");
		string(out, d->words);
		buf_char(out, '}');
		return;
	}
	buf_format(out, "{\"date-parts\": [[%d", d->year);
	if (d->month)
		buf_format(out, ", %d", d->month);
	if (d->month && d->day)
		buf_format(out, ", %d", d->day);
	buf_str(out, "]]}");
}

void
cite_csl_json(struct buf *out, const struct source *s)
{
	bool whole = !*s->section;

	buf_str(out, "[\n  {\n    \"id\": ");
	string(out, s->key);
	field(out, "type", whole ? "book" : "chapter");
	field(out, "title", whole ? s->title : s->section);
	if (!whole)
		field(out, "container-title", s->title);
	people(out, "author", &s->author);
	people(out, "editor", &s->editor);
	field(out, "chapter-number", s->number);
	field(out, "edition", s->edition_words);
	field(out, "volume", s->volume);
	field(out, "collection-title", s->series);
	field(out, "publisher", s->publisher);
	field(out, "publisher-place", s->place);
	date(out, "issued", &s->issued);
	date(out, "accessed", &s->accessed);
	field(out, "ISBN", s->isbn);
	field(out, "DOI", s->doi);
	field(out, "URL", source_url(s));
	if (*s->uri)
		field(out, "archive_location", s->address);
	field(out, "language", s->lang);
	field(out, "annote", s->passage);
	buf_str(out, "\n  }\n]\n");
}
