/* What is cited, gathered from an image: the same for all formats. */
#ifndef CITE_SOURCE_H
#define CITE_SOURCE_H

#include "attache/cite.h"

#include "base/buf.h"

/* Parts are NULL when unknown; a name that is not parted, as an organisation's,
 * is in family alone. */
struct person {
	char *family;
	char *given;
	char *suffix; /* Jr., III */
};

struct people {
	struct person *item;
	size_t count;
};

struct date {
	int year; /* 0: unknown */
	int month; /* 1 to 12, 0 unknown */
	int day;
	const char *words; /* as it was given, "" none */
};

/* Strings are "" where unknown. */
struct source {
	const char *section; /* title; "" when the work as a whole is cited */
	const char *number; /* of the section */
	enum att_kind kind; /* of the section */
	char *title; /* of the work, with its subtitle */
	struct people author;
	struct people editor;
	const char *publisher;
	const char *place;
	unsigned edition; /* its number; 0 when it has none */
	char *edition_words; /* without the word edition; "" none */
	const char *series;
	const char *volume;
	const char *isbn;
	const char *doi;
	const char *uri;
	const char *lang;
	struct date issued;
	struct date accessed;
	char *address; /* attache://... */
	char *passage;
	char *key; /* a-z, 0-9 and hyphens, never empty */
};

void source_init(struct source *s, const struct att_citation *citation);
void source_done(struct source *s);
/* Where a reader on the web goes: the work's own address or ours. */
const char *source_url(const struct source *s);
/* "st", "nd", "rd", "th" */
const char *cite_ordinal(unsigned n);

/* The writers: they add a whole record. */
void cite_chicago(struct buf *out, const struct source *s);
void cite_apa(struct buf *out, const struct source *s);
void cite_bibtex(struct buf *out, const struct source *s);
void cite_biblatex(struct buf *out, const struct source *s);
void cite_ris(struct buf *out, const struct source *s);
void cite_csl_json(struct buf *out, const struct source *s);
void cite_docbook(struct buf *out, const struct source *s);

/* latex.c: text as LaTeX. With commands, accents and signs that LaTeX has
 * names for are spelt by them; else only its special characters are. */
void latex_text(struct buf *out, const char *text, bool commands);
/* The same for a title that styles may set in small letters: words that must
 * keep their capitals stand in braces. */
void latex_title(struct buf *out, const char *title, const char *lang,
    bool commands);

#endif
