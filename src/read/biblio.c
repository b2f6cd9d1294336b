/* Bibliography entries whose parts are marked but not set: author. title.
 * place: publisher, date. Marks are text, so that they are found as read. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "read/handlers.h"

enum field { NAME, TITLE, PLACE, OTHER, DATE, WRAPPER, LEFT_OUT };

/* clang-format off */
static const struct {
	const char *name;
	enum field field;
	const char *before;
} fields[] = {
	{ "abstract", LEFT_OUT, NULL },
	{ "address", WRAPPER, NULL },
	{ "affiliation", LEFT_OUT, NULL },
	{ "analytic", WRAPPER, NULL },
	{ "annotation", LEFT_OUT, NULL },
	{ "author", NAME, NULL },
	{ "authorblurb", LEFT_OUT, NULL },
	{ "authorgroup", WRAPPER, NULL },
	{ "authorinitials", LEFT_OUT, NULL },
	{ "biblScope", OTHER, NULL },
	{ "biblioid", OTHER, NULL },
	{ "bibliomisc", OTHER, NULL },
	{ "bibliomset", WRAPPER, NULL },
	{ "biblioset", WRAPPER, NULL },
	{ "city", PLACE, NULL },
	{ "collab", NAME, NULL },
	{ "confgroup", WRAPPER, NULL },
	{ "contractnum", LEFT_OUT, NULL },
	{ "contractsponsor", LEFT_OUT, NULL },
	{ "contrib", LEFT_OUT, NULL },
	{ "copyright", OTHER, NULL },
	{ "corpauthor", NAME, NULL },
	{ "cover", LEFT_OUT, NULL },
	{ "date", DATE, NULL },
	{ "editionStmt", WRAPPER, NULL },
	{ "editor", NAME, NULL },
	{ "extent", OTHER, NULL },
	{ "fileDesc", WRAPPER, NULL },
	{ "imprint", WRAPPER, NULL },
	{ "info", WRAPPER, NULL },
	{ "isbn", OTHER, "ISBN " },
	{ "issn", OTHER, "ISSN " },
	{ "issuenum", OTHER, NULL },
	{ "itermset", LEFT_OUT, NULL },
	{ "keywordset", LEFT_OUT, NULL },
	{ "legalnotice", LEFT_OUT, NULL },
	{ "monogr", WRAPPER, NULL },
	{ "notesStmt", LEFT_OUT, NULL },
	{ "personblurb", LEFT_OUT, NULL },
	{ "printhistory", LEFT_OUT, NULL },
	{ "profileDesc", LEFT_OUT, NULL },
	{ "pubPlace", PLACE, NULL },
	{ "pubdate", DATE, NULL },
	{ "publicationStmt", WRAPPER, NULL },
	{ "publisher", WRAPPER, NULL },
	{ "relatedItem", LEFT_OUT, NULL },
	{ "respStmt", NAME, NULL },
	{ "revhistory", LEFT_OUT, NULL },
	{ "series", WRAPPER, NULL },
	{ "seriesStmt", WRAPPER, NULL },
	{ "sourceDesc", LEFT_OUT, NULL },
	{ "subjectset", LEFT_OUT, NULL },
	{ "subtitle", TITLE, NULL },
	{ "title", TITLE, NULL },
	{ "titleStmt", WRAPPER, NULL },
	{ "titleabbrev", LEFT_OUT, NULL },
};
/* clang-format on */

static int
by_name(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

/* The frame of the entry around. */
static struct frame *
entry_of(struct reader *r)
{
	unsigned i = r->depth - 1;

	while (i > 0 && r->frame[i].end != biblio_entry_end)
		i--;
	return &r->frame[i];
}

void
biblio_entry(struct reader *r, const struct row *row)
{
	node_open(r, ATT_BIBLIOENTRY);
	node_common(r, row);
	node_open(r, ATT_PARA);
	r->zone = ZONE_ENTRY;
	r->entry = true;
	r->last = '\0';
	frame_top(r)->mark = 0;
	frame_top(r)->end = biblio_entry_end;
}

/* An entry set by its author is one run of text, also where it begins with an
 * element. */
void
biblio_mixed(struct reader *r, const struct row *row)
{
	node_open(r, ATT_BIBLIOENTRY);
	node_common(r, row);
	node_open(r, ATT_PARA);
}

void
biblio_entry_end(struct reader *r)
{
	r->entry = false;
	if (frame_top(r)->mark && !strchr(".!?", r->last))
		node_words(r, ".");
}

/* mark of the entry: the field before, plus 1. */
static void
separate(struct reader *r, enum field field)
{
	struct frame *entry = entry_of(r);
	size_t before = entry->mark;
	const char *mark = ", ";

	entry->mark = (size_t)field + 1;
	if (!before)
		return;
	if (before == NAME + 1
	        ? field != NAME
	        : before == TITLE + 1 || field == TITLE || field == NAME)
		mark = ". ";
	else if (before == PLACE + 1 && field == OTHER)
		mark = ": ";
	if (strchr(".!?", r->last) && r->last)
		mark = mark[0] == '.' ? " " : mark;
	node_words(r, mark);
}

void
biblio_title(struct reader *r, const struct row *row)
{
	bool part = attr_is(r, A_level, "a") ||
	            attr_is(r, A_pubwork, "article") ||
	            attr_is(r, A_pubwork, "chapter");

	link_common(r);
	node_open(r, part ? ATT_QUOTED : ATT_CITETITLE);
	node_common(r, &(struct row){.flags = row->flags});
}

static void
field_start(struct reader *r, const struct row *row, enum field field,
    const char *before)
{
	separate(r, field);
	if (before)
		node_words(r, before);
	r->zone = ZONE_TEXT;
	switch (field) {
	case TITLE:
		biblio_title(r, row);
		break;
	case DATE:
		inline_date(r, &(struct row){0});
		frame_top(r)->end = inline_date_end;
		break;
	case NAME:
	case PLACE:
	case OTHER:
	case WRAPPER:
	case LEFT_OUT:
		frame_top(r)->end = NULL;
		frame_top(r)->elements = field == NAME;
		if (row->start == inline_between) {
			frame_top(r)->elements = true;
			frame_top(r)->state |= S_BETWEEN;
		}
		node_anchor(r);
		break;
	}
}

/* An element in a formatted entry, outside of its fields. False: as anywhere
 * else, but parted from what stands before. */
bool
biblio_child(struct reader *r, const struct row *row)
{
	const char *name = row->name;
	size_t count = COUNT(fields);
	const char *const *found =
	    bsearch(name, fields, count, sizeof(*fields), by_name);
	size_t at = found
	                ? (size_t)((const char *)found - (const char *)fields) /
	                      sizeof(*fields)
	                : count;

	if (row->flags & V_ASIDE || strcmp(name, "abbrev") == 0 ||
	    strcmp(name, "anchor") == 0 || row == &xinclude_row)
		return false;
	if (found && fields[at].field == LEFT_OUT) {
		node_skip(r);
	} else if (found && fields[at].field == WRAPPER &&
	           !(strcmp(name, "publisher") == 0 &&
	               r->vocabulary == &tei_vocabulary)) {
		frame_top(r)->elements = true;
		frame_top(r)->end = NULL;
		node_anchor(r);
	} else if (found) {
		field_start(r, row,
		    fields[at].field == WRAPPER ? OTHER : fields[at].field,
		    fields[at].before);
	} else if (row->kind < ATT_KIND_COUNT &&
	           att_kind_class(row->kind) == ATT_CLASS_INLINE) {
		separate(r, OTHER);
		r->zone = ZONE_TEXT;
		return false;
	} else {
		field_start(r, row, OTHER, NULL);
	}
	return true;
}

static void
abbrev_end(struct reader *r)
{
	tidy(&r->held);
	unhold(r);
	node_late(r, 1, ATT_A_TITLEABBREV, r->held.data);
}

static void
mixed_abbrev_end(struct reader *r)
{
	heard(r, &r->words);
	node_late(r, 2, ATT_A_TITLEABBREV, r->words.data);
}

/* Whether the element at work, an abbrev, is the name by which the entry
 * around is cited: in the entry itself or in a set of its fields. */
bool
biblio_cites(const struct reader *r)
{
	unsigned i = r->depth - 2;

	while (i > 0 && strcmp(r->frame[i].row->name, "bibliomset") == 0)
		i--;
	return r->zone == ZONE_ENTRY ||
	       r->frame[i].row->kind == ATT_BIBLIOENTRY;
}

void
biblio_abbrev(struct reader *r, const struct row *row)
{
	if (r->zone == ZONE_ENTRY) {
		hold(r, &r->held);
		frame_top(r)->end = abbrev_end;
		return;
	}
	node_start(r, row);
	if (!r->sink) {
		hear(r);
		frame_top(r)->end = mixed_abbrev_end;
	}
}
