/* RIS: one tag a line. */
#include "cite/source.h"

#include <string.h>

#include "base/mem.h"

static void
line(struct buf *out, const char *tag, const char *value)
{
	if (*value)
		buf_format(out, "%s  - %s\n", tag, value);
}

/* A comma parts a person's names, and nothing can say that one does not: an
 * organisation's name goes without. */
static void
whole_name(struct buf *out, const char *name)
{
	for (; *name; name++) {
		if (*name != ',')
			buf_char(out, *name);
	}
}

static void
people(struct buf *out, const char *tag, const struct people *people)
{
	for (size_t i = 0; i < people->count; i++) {
		const struct person *p = &people->item[i];

		buf_format(out, "%s  - ", tag);
		if (p->given || p->suffix)
			buf_format(
			    out, "%s, %s", p->family, p->given ? p->given : "");
		else
			whole_name(out, p->family);
		if (p->suffix)
			buf_format(out, ", %s", p->suffix);
		buf_char(out, '\n');
	}
}

/* YYYY/MM/DD/words, with nothing for what is unknown. */
static void
date(struct buf *out, const char *tag, const struct date *d)
{
	if (!d->year)
		return;
	buf_format(out, "%s  - %04d/", tag, d->year);
	if (d->month)
		buf_format(out, "%02d", d->month);
	buf_char(out, '/');
	if (d->day)
		buf_format(out, "%02d", d->day);
	buf_str(out, "/\n");
}

void
cite_ris(struct buf *out, const struct source *s)
{
	bool whole = !*s->section;

	line(out, "TY", whole ? "BOOK" : "CHAP");
	line(out, "ID", s->key);
	people(out, "AU", &s->author);
	line(out, "TI", whole ? s->title : s->section);
	if (!whole)
		line(out, "T2", s->title);
	people(out, whole ? "ED" : "A2", &s->editor);
	line(out, "SE", s->number);
	line(out, "ET", s->edition_words);
	line(out, "VL", s->volume);
	line(out, "T3", s->series);
	line(out, "CY", s->place);
	line(out, "PB", s->publisher);
	if (s->issued.year)
		buf_format(out, "PY  - %04d\n", s->issued.year);
	date(out, "DA", &s->issued);
	line(out, "SN", s->isbn);
	line(out, "DO", s->doi);
	line(out, "UR", source_url(s));
	if (*s->uri)
		line(out, "L2", s->address);
	line(out, "LA", s->lang);
	date(out, "Y2", &s->accessed);
	line(out, "N1", s->passage);
	buf_str(out, "ER  - \n");
}
