/* Citations to be read by people: a note of the Chicago Manual of Style (17th
 * edition) and a reference of APA (7th edition), without italics. */
#include "cite/source.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { CHICAGO_ALL = 3, APA_ALL = 20 }; /* authors that are all named */

static bool
ends_with(const struct buf *out, const char *one_of)
{
	char last = out->size ? out->data[out->size - 1] : 0;

	return last && strchr(one_of, last);
}

/* A full stop, unless one stands there. */
static void
stop(struct buf *out)
{
	static const char quoted[] = ".\u201D";
	size_t n = sizeof(quoted) - 1;

	if (ends_with(out, ".?!") ||
	    (out->size >= n &&
	        memcmp(out->data + out->size - n, quoted, n) == 0))
		return;
	buf_char(out, '.');
}

static void
put_date(struct buf *out, const struct date *d)
{
	static const char *const months[] = {"January", "February", "March",
	    "April", "May", "June", "July", "August", "September", "October",
	    "November", "December"};

	if (d->month && d->day)
		buf_format(
		    out, "%s %d, %d", months[d->month - 1], d->day, d->year);
	else if (d->month)
		buf_format(out, "%s %d", months[d->month - 1], d->year);
	else
		buf_str(out, d->words);
}

static void
put_year(struct buf *out, const struct source *s, const char *unknown)
{
	if (s->issued.year)
		buf_format(out, "%d", s->issued.year);
	else
		buf_str(out, *s->issued.words ? s->issued.words : unknown);
}

/* A first edition goes without saying. */
static bool
has_edition(const struct source *s)
{
	return *s->edition_words && s->edition != 1;
}

static void
put_edition(struct buf *out, const struct source *s)
{
	if (s->edition)
		buf_format(
		    out, "%u%s ed.", s->edition, cite_ordinal(s->edition));
	else
		buf_format(out, "%s ed.", s->edition_words);
}

static const char *
kind_name(enum att_kind kind, bool brief)
{
	if (kind == ATT_PART)
		return brief ? "pt." : "Part";
	if (kind == ATT_CHAPTER)
		return brief ? "chap." : "Chapter";
	if (kind == ATT_APPENDIX)
		return brief ? "app." : "Appendix";
	return brief ? "sec." : "Section";
}

static void
put_passage(struct buf *out, const struct source *s)
{
	if (*s->passage)
		buf_format(out, "\u201C%s\u201D\n", s->passage);
}

static void
given_first(struct buf *out, const struct person *p)
{
	if (p->given)
		buf_format(out, "%s ", p->given);
	buf_str(out, p->family);
	if (p->suffix)
		buf_format(out, " %s", p->suffix);
}

static void
chicago_people(struct buf *out, const struct people *people)
{
	size_t shown = people->count > CHICAGO_ALL ? 1 : people->count;

	for (size_t i = 0; i < shown; i++) {
		if (i > 0)
			buf_str(out, shown == 2       ? " and "
			             : i + 1 == shown ? ", and "
			                              : ", ");
		given_first(out, &people->item[i]);
	}
	if (shown < people->count)
		buf_str(out, " et al.");
}

static void
chicago_imprint(struct buf *out, const struct source *s)
{
	if (!*s->place && !*s->publisher && !*s->issued.words)
		return;
	buf_str(out, " (");
	buf_str(out, s->place);
	if (*s->place && *s->publisher)
		buf_str(out, ": ");
	buf_str(out, s->publisher);
	if (*s->issued.words) {
		if (*s->place || *s->publisher)
			buf_str(out, ", ");
		put_year(out, s, "");
	}
	buf_char(out, ')');
}

/* The comma goes before the quotation mark, and not after ? or !. */
static void
chicago_section(struct buf *out, const struct source *s)
{
	if (!*s->section)
		return;
	buf_format(out, "\u201C%s", s->section);
	buf_str(out, ends_with(out, "?!,") ? "\u201D " : ",\u201D ");
	if (*s->number)
		buf_format(out, "%s %s ", kind_name(s->kind, true), s->number);
	buf_str(out, "in ");
}

void
cite_chicago(struct buf *out, const struct source *s)
{
	put_passage(out, s);
	chicago_people(out, &s->author);
	if (s->author.count)
		buf_str(out, ", ");
	chicago_section(out, s);
	buf_str(out, s->title);
	if (s->editor.count) {
		buf_str(out, ", ed. ");
		chicago_people(out, &s->editor);
	}
	if (has_edition(s)) {
		buf_str(out, ", ");
		put_edition(out, s);
	}
	if (*s->volume)
		buf_format(out, ", vol. %s", s->volume);
	if (*s->series)
		buf_format(out, ", %s", s->series);
	chicago_imprint(out, s);
	if (*s->accessed.words) {
		buf_str(out, ", accessed ");
		put_date(out, &s->accessed);
	}
	if (*s->doi)
		buf_format(out, ", https://doi.org/%s", s->doi);
	else if (*s->uri)
		buf_format(out, ", %s", s->uri);
	buf_format(out, ", %s", s->address);
	buf_str(out, ".\n");
}

/* "Jean-Paul M." becomes "J.-P. M." */
static void
initials(struct buf *out, const char *given)
{
	size_t size = strlen(given), at = 0;
	bool start = true;

	while (at < size) {
		uint32_t c;
		size_t n = utf8_next(given + at, size - at, &c);

		if (c == ' ' || c == '.') {
			start = true;
		} else if (c == '-') {
			if (!ends_with(out, " -"))
				buf_char(out, '-');
			start = true;
		} else if (start) {
			if (out->size && !ends_with(out, " -"))
				buf_char(out, ' ');
			buf_add(out, given + at, n);
			buf_char(out, '.');
			start = false;
		}
		at += n;
	}
}

static void
family_first(struct buf *out, const struct person *p)
{
	buf_str(out, p->family);
	if (p->given) {
		buf_str(out, ", ");
		initials(out, p->given);
	}
	if (p->suffix)
		buf_format(out, ", %s", p->suffix);
}

static void
initials_first(struct buf *out, const struct person *p)
{
	if (p->given) {
		if (!ends_with(out, " "))
			buf_char(out, ' ');
		initials(out, p->given);
		buf_char(out, ' ');
	}
	buf_str(out, p->family);
	if (p->suffix)
		buf_format(out, ", %s", p->suffix);
}

/* All but those between the nineteenth and the last. */
static void
apa_people(struct buf *out, const struct people *people,
    void (*put)(struct buf *out, const struct person *p), bool families)
{
	for (size_t i = 0; i < people->count; i++) {
		bool last = i + 1 == people->count;

		if (people->count > APA_ALL && i == APA_ALL - 1) {
			buf_str(out, ", . . . ");
			i = people->count - 1;
		} else if (i > 0) {
			buf_str(out, !last               ? ", "
			             : families || i > 1 ? ", & "
			                                 : " & ");
		}
		put(out, &people->item[i]);
	}
}

static void
apa_editors(struct buf *out, const struct source *s)
{
	if (!s->editor.count)
		return;
	apa_people(out, &s->editor, initials_first, false);
	buf_str(out, s->editor.count == 1 ? " (Ed.), " : " (Eds.), ");
}

/* "(2nd ed., Vol. 3)" */
static void
apa_details(struct buf *out, const struct source *s)
{
	if (!has_edition(s) && !*s->volume)
		return;
	buf_str(out, " (");
	if (has_edition(s))
		put_edition(out, s);
	if (has_edition(s) && *s->volume)
		buf_str(out, ", ");
	if (*s->volume)
		buf_format(out, "Vol. %s", s->volume);
	buf_char(out, ')');
}

static void
apa_link(struct buf *out, const struct source *s)
{
	if (*s->accessed.words) {
		buf_str(out, " Retrieved ");
		put_date(out, &s->accessed);
		buf_str(out, ", from ");
	} else {
		buf_char(out, ' ');
	}
	if (*s->doi)
		buf_format(out, "https://doi.org/%s", s->doi);
	else
		buf_str(out, source_url(s));
	if (*s->doi || *s->uri)
		buf_format(out, " (%s)", s->address);
	buf_char(out, '\n');
}

/* What stands first when nobody is named: the section's title or the work's. */
static void
apa_section(struct buf *out, const struct source *s)
{
	buf_str(out, s->section);
	if (*s->number)
		buf_format(
		    out, " (%s %s)", kind_name(s->kind, false), s->number);
}

static void
apa_head(struct buf *out, const struct source *s)
{
	bool whole = !*s->section;

	if (s->author.count)
		apa_people(out, &s->author, family_first, true);
	else if (whole)
		buf_str(out, s->title);
	else
		apa_section(out, s);
	stop(out);
	buf_str(out, " (");
	put_year(out, s, "n.d.");
	buf_str(out, ").");
	if (!whole && s->author.count) {
		buf_char(out, ' ');
		apa_section(out, s);
		stop(out);
	}
}

void
cite_apa(struct buf *out, const struct source *s)
{
	put_passage(out, s);
	apa_head(out, s);
	if (*s->section)
		buf_str(out, " In ");
	if (*s->section)
		apa_editors(out, s);
	if (*s->section || s->author.count) {
		if (!ends_with(out, " "))
			buf_char(out, ' ');
		buf_str(out, s->title);
		apa_details(out, s);
		stop(out);
	}
	if (*s->publisher) {
		buf_format(out, " %s", s->publisher);
		stop(out);
	}
	apa_link(out, s);
}
