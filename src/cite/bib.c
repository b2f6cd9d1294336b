/* BibTeX and biblatex. Both get the section as a part of a book: BibTeX knows
 * only @incollection for a part that has a title of its own. */
#include "cite/source.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"

struct bib {
	struct buf *out;
	bool commands; /* BibTeX: ASCII as far as LaTeX has names */
	const char *lang;
};

static void
begin_field(struct bib *b, const char *name)
{
	buf_format(b->out, ",\n  %s = {", name);
}

static void
field(struct bib *b, const char *name, const char *text)
{
	if (!*text)
		return;
	begin_field(b, name);
	latex_text(b->out, text, b->commands);
	buf_char(b->out, '}');
}

/* As it is: the field takes no commands, and braces are not in addresses. */
static void
verbatim(struct bib *b, const char *name, const char *text)
{
	if (!*text)
		return;
	begin_field(b, name);
	for (; *text; text++) {
		if (*text == '{' || *text == '}')
			buf_format(b->out, "%%%02X", *text);
		else
			buf_char(b->out, *text);
	}
	buf_char(b->out, '}');
}

static void
title(struct bib *b, const char *name, const char *text)
{
	begin_field(b, name);
	latex_title(b->out, text, b->lang, b->commands);
	buf_char(b->out, '}');
}

/* Names are parted by "and", a person's by commas too: what has them inside is
 * braced. */
static bool
has_and(const char *name)
{
	for (const char *p = name; *p; p++) {
		if (strncasecmp(p, " and ", 5) == 0)
			return true;
	}
	return strncasecmp(name, "and ", 4) == 0 ||
	       strcasecmp(name, "others") == 0;
}

static void
braced(struct bib *b, const char *text, bool braces)
{
	buf_str(b->out, braces ? "{" : "");
	latex_text(b->out, text, b->commands);
	buf_str(b->out, braces ? "}" : "");
}

static void
name_part(struct bib *b, const char *part)
{
	braced(b, part, strchr(part, ',') || has_and(part));
}

/* A publisher or a place is one, also with "and" in its name. */
static void
body(struct bib *b, const char *name, const char *text)
{
	if (!*text)
		return;
	begin_field(b, name);
	braced(b, text, has_and(text));
	buf_char(b->out, '}');
}

static void
people(struct bib *b, const char *name, const struct people *people)
{
	if (!people->count)
		return;
	begin_field(b, name);
	for (size_t i = 0; i < people->count; i++) {
		const struct person *p = &people->item[i];

		if (i)
			buf_str(b->out, " and ");
		if (p->given || p->suffix)
			name_part(b, p->family);
		else
			braced(b, p->family, true);
		if (p->suffix) {
			buf_str(b->out, ", ");
			name_part(b, p->suffix);
		}
		if (p->given || p->suffix) {
			buf_str(b->out, ", ");
			name_part(b, p->given ? p->given : "");
		}
	}
	buf_char(b->out, '}');
}

/* YYYY-MM-DD as far as it is known. */
static void
iso_date(struct bib *b, const char *name, const struct date *d)
{
	if (!d->year)
		return;
	begin_field(b, name);
	buf_format(b->out, "%04d", d->year);
	if (d->month)
		buf_format(b->out, "-%02d", d->month);
	if (d->month && d->day)
		buf_format(b->out, "-%02d", d->day);
	buf_char(b->out, '}');
}

/* BibTeX styles add the word to an ordinal, biblatex makes it of a number. */
static void
edition(struct bib *b, const struct source *s)
{
	if (!s->edition) {
		field(b, "edition", s->edition_words);
		return;
	}
	begin_field(b, "edition");
	buf_format(b->out, "%u%s}", s->edition,
	    b->commands ? cite_ordinal(s->edition) : "");
}

static void
common_start(struct bib *b, const struct source *s)
{
	people(b, "author", &s->author);
	title(b, "title", *s->section ? s->section : s->title);
	if (*s->section)
		title(b, "booktitle", s->title);
	people(b, "editor", &s->editor);
	field(b, "chapter", s->number);
	edition(b, s);
	field(b, "volume", s->volume);
	field(b, "series", s->series);
	body(b, "publisher", s->publisher);
}

static void
common_end(struct bib *b, const struct source *s)
{
	field(b, "isbn", s->isbn);
	verbatim(b, "doi", s->doi);
	verbatim(b, "url", source_url(s));
	field(b, "annote", s->passage);
	buf_str(b->out, "\n}\n");
}

void
cite_bibtex(struct buf *out, const struct source *s)
{
	static const char *const months[] = {"jan", "feb", "mar", "apr", "may",
	    "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
	struct bib b = {out, true, s->lang};

	buf_format(
	    out, "@%s{%s", *s->section ? "incollection" : "book", s->key);
	/* The first field has its comma from the key. */
	common_start(&b, s);
	body(&b, "address", s->place);
	if (s->issued.year)
		buf_format(out, ",\n  year = {%d}", s->issued.year);
	else
		field(&b, "year", s->issued.words);
	if (s->issued.month)
		buf_format(out, ",\n  month = %s", months[s->issued.month - 1]);
	if (*s->uri || *s->accessed.words) {
		begin_field(&b, "note");
		if (*s->accessed.words) {
			buf_str(out, "Accessed ");
			latex_text(out, s->accessed.words, true);
		}
		if (*s->uri && *s->accessed.words)
			buf_str(out, ", ");
		if (*s->uri)
			latex_text(out, s->address, true);
		buf_char(out, '}');
	}
	common_end(&b, s);
}

void
cite_biblatex(struct buf *out, const struct source *s)
{
	struct bib b = {out, false, s->lang};

	buf_format(out, "@%s{%s", *s->section ? "inbook" : "book", s->key);
	common_start(&b, s);
	body(&b, "location", s->place);
	if (s->issued.year)
		iso_date(&b, "date", &s->issued);
	else /* free words are no date to biber */
		field(&b, "year", s->issued.words);
	iso_date(&b, "urldate", &s->accessed);
	if (*s->uri)
		field(&b, "addendum", s->address);
	common_end(&b, s);
}
