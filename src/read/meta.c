/* What a DocBook document says of itself in its info blocks. The work's own
 * become metadata; a part's stay to be read where that makes sense. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "read/handlers.h"

void
meta_info(struct reader *r, const struct row *row)
{
	(void)row;
	r->zone = r->depth == 2 ? ZONE_INFO_ROOT : ZONE_INFO;
}

static void
take(struct reader *r, enum att_meta key, struct buf *buf)
{
	tidy(buf);
	att_builder_meta(r->b, key, buf_cstr(buf));
}

static void
hold_end(struct reader *r)
{
	take(r, (enum att_meta)frame_top(r)->mark, &r->held);
}

void
meta_hold(struct reader *r, enum att_meta key)
{
	hold(r, &r->held);
	r->zone = ZONE_TEXT;
	frame_top(r)->mark = key;
	frame_top(r)->end = hold_end;
}

static void
identifier_end(struct reader *r)
{
	tidy(&r->held);
	buf_str(&r->href, buf_cstr(&r->held));
	att_builder_meta(r->b, ATT_META_IDENTIFIER, buf_cstr(&r->href));
}

/* "isbn:..." and the like, by what kind says. */
void
meta_identifier(struct reader *r, const struct value *kind)
{
	static const char *const known[] = {
	    "isbn", "issn", "doi", "uri", "urn", "url"};

	meta_hold(r, ATT_META_IDENTIFIER);
	frame_top(r)->end = identifier_end;
	buf_clear(&r->href);
	for (size_t i = 0; kind && i < COUNT(known); i++) {
		if (strlen(known[i]) == kind->size &&
		    strncasecmp(known[i], kind->text, kind->size) == 0)
			buf_format(&r->href, "%s:", i >= 3 ? "uri" : known[i]);
	}
}

static void
title_end(struct reader *r)
{
	struct frame *f = frame_top(r);

	heard(r, &r->title);
	att_builder_meta(r->b, (enum att_meta)f->mark, r->title.data);
}

/* The title of what stands around; a second one is its subtitle. */
void
meta_title(struct reader *r, const struct row *row)
{
	struct frame *owner = frame_owner(r);
	enum att_kind kind = row->kind;
	bool root = owner == &r->frame[0] &&
	            (r->depth == 2 || r->zone == ZONE_INFO_ROOT);

	r->zone = ZONE_TEXT;
	if (owner->row->kind == ATT_BIBLIOENTRY) {
		biblio_title(r, row);
		return;
	}
	if (kind == ATT_TITLE && owner->state & S_TITLED)
		kind = ATT_SUBTITLE;
	if (kind == ATT_TITLE)
		owner->state |= S_TITLED;
	node_open(r, kind);
	node_common(r, row);
	link_common(r);
	if (root) {
		frame_top(r)->mark =
		    kind == ATT_TITLE ? ATT_META_TITLE : ATT_META_SUBTITLE;
		hear(r);
		frame_top(r)->end = title_end;
	}
}

static void
titleabbrev_end(struct reader *r)
{
	tidy(&r->held);
	unhold(r);
	node_late(r, 0, ATT_A_TITLEABBREV, buf_cstr(&r->held));
}

void
meta_titleabbrev(struct reader *r, const struct row *row)
{
	(void)row;
	if (r->sink) {
		node_skip(r);
		return;
	}
	r->zone = ZONE_TEXT;
	hold(r, &r->held);
	frame_top(r)->end = titleabbrev_end;
}

/* The parts of a name that are there, joined. */
static void
join(struct buf *out, const struct buf *a, const char *between,
    const struct buf *b)
{
	buf_add(out, a->data, a->size);
	if (a->size && b->size)
		buf_str(out, between);
	buf_add(out, b->data, b->size);
}

static void
person_end(struct reader *r)
{
	bool author = frame_top(r)->mark == ATT_META_AUTHOR;
	enum att_meta key = author ? ATT_META_AUTHOR : ATT_META_EDITOR;
	struct buf sorted = {0}, read = {0};

	tidy(&r->given);
	tidy(&r->family);
	tidy(&r->lineage);
	tidy(&r->whole);
	r->naming = false;
	if (r->family.size) {
		join(&sorted, &r->family, ", ", &r->given);
		join(&read, &r->given, " ", &r->family);
		if (r->lineage.size) {
			buf_format(&sorted, ", %s", r->lineage.data);
			buf_format(&read, ", %s", r->lineage.data);
		}
	} else {
		buf_str(&sorted,
		    buf_cstr(r->given.size && !r->whole.size ? &r->given
		                                             : &r->whole));
		buf_str(&read, buf_cstr(&sorted));
		if (r->body && !r->given.size)
			key = author ? ATT_META_AUTHOR_BODY
			             : ATT_META_EDITOR_BODY;
	}
	att_builder_meta(r->b, key, buf_cstr(&sorted));
	if (author)
		att_builder_meta(r->b, ATT_META_BYLINE, buf_cstr(&read));
	buf_done(&sorted);
	buf_done(&read);
}

/* An author or the like: "Family, Given" where the parts are marked. */
void
meta_person(struct reader *r, enum att_meta key)
{
	buf_clear(&r->family);
	buf_clear(&r->given);
	buf_clear(&r->lineage);
	hold(r, &r->whole);
	r->naming = true;
	r->body = false;
	frame_top(r)->mark = key;
	frame_top(r)->end = person_end;
}

/* A part of a name inside one; false when there is none around. */
bool
meta_name_part(struct reader *r, const struct row *row)
{
	struct buf *to = &r->given;

	if (!r->naming)
		return false;
	if (strcmp(row->name, "surname") == 0)
		to = &r->family;
	else if (strcmp(row->name, "lineage") == 0 ||
	         strcmp(row->name, "genName") == 0)
		to = &r->lineage;
	else if (strcmp(row->name, "honorific") == 0 ||
	         strcmp(row->name, "roleName") == 0)
		to = &r->discard;
	if (to->size)
		buf_char(to, ' ');
	r->sink = to;
	r->zone = ZONE_TEXT;
	return true;
}

/* What stands in an info block is of what its title names, also where that
 * comes after the block. */
static void
after_title(struct reader *r)
{
	if (!(frame_owner(r)->state & S_TITLED) && frame_top(r)->opens &&
	    !r->sink)
		att_builder_after_title(r->b);
}

static const struct row byline_row = {.name = "byline", .kind = ATT_BYLINE};

static void
byline(struct reader *r)
{
	r->zone = ZONE_TEXT;
	if (r->frame[r->depth - 2].row->kind == ATT_BYLINE)
		return;
	node_open(r, ATT_BYLINE);
	after_title(r);
	node_attr(r, ATT_A_TYPE, frame_top(r)->row->name);
	frame_top(r)->row = &byline_row;
}

static void
copyright_end(struct reader *r)
{
	tidy(&r->held);
	buf_clear(&r->href);
	buf_format(&r->href, "\u00A9 %s", buf_cstr(&r->held));
	att_builder_meta(r->b, ATT_META_RIGHTS, buf_cstr(&r->href));
}

static void
legal_end(struct reader *r)
{
	static const char *const words[] = {
	    "icen", "ermission", "creativecommons", "ublic domain"};
	enum att_meta key = ATT_META_RIGHTS;

	heard(r, &r->abstract);
	for (size_t i = 0; i < COUNT(words); i++) {
		if (strstr(r->abstract.data, words[i]))
			key = ATT_META_LICENCE;
	}
	att_builder_meta(r->b, key, r->abstract.data);
}

static void
abstract_end(struct reader *r)
{
	heard(r, &r->abstract);
	take(r, ATT_META_ABSTRACT, &r->abstract);
}

/* abstract and legalnotice: read where they stand, and known of the work. */
static void
visible(struct reader *r, const struct row *row, void (*end)(struct reader *))
{
	bool root = r->zone == ZONE_INFO_ROOT;

	r->zone = ZONE_TEXT;
	node_start(r, row);
	after_title(r);
	if (root) {
		hear(r);
		frame_top(r)->end = end;
	}
}

enum info {
	I_ABSTRACT,
	I_BODY,
	I_BYLINES,
	I_COPYRIGHT,
	I_DATE,
	I_ID,
	I_ISBN,
	I_ISSN,
	I_LEGAL,
	I_META,
	I_NORMAL,
	I_PART,
	I_PASS,
	I_PERSON
};

/* What may stand in an info block; all else is left out. */
/* clang-format off */
static const struct info_row {
	const char *name;
	enum info info;
	enum att_meta meta;
} info_rows[] = {
	{ "abstract", I_ABSTRACT, 0 },
	{ "acknowledgements", I_NORMAL, 0 },
	{ "address", I_PASS, 0 },
	{ "author", I_PERSON, ATT_META_AUTHOR },
	{ "authorgroup", I_BYLINES, 0 },
	{ "biblioid", I_ID, 0 },
	{ "city", I_META, ATT_META_PLACE },
	{ "collab", I_BODY, ATT_META_AUTHOR },
	{ "collabname", I_PASS, 0 },
	{ "copyright", I_COPYRIGHT, 0 },
	{ "corpauthor", I_BODY, ATT_META_AUTHOR },
	{ "date", I_DATE, 0 },
	{ "dedication", I_NORMAL, 0 },
	{ "edition", I_META, ATT_META_EDITION },
	{ "editor", I_PERSON, ATT_META_EDITOR },
	{ "epigraph", I_NORMAL, 0 },
	{ "firstname", I_PART, 0 },
	{ "givenname", I_PART, 0 },
	{ "honorific", I_PART, 0 },
	{ "indexterm", I_NORMAL, 0 },
	{ "isbn", I_ISBN, 0 },
	{ "issn", I_ISSN, 0 },
	{ "itermset", I_NORMAL, 0 },
	{ "legalnotice", I_LEGAL, 0 },
	{ "lineage", I_PART, 0 },
	{ "orgname", I_BODY, ATT_META_AUTHOR },
	{ "othername", I_PART, 0 },
	{ "personname", I_PASS, 0 },
	{ "pubdate", I_DATE, 0 },
	{ "publisher", I_PASS, 0 },
	{ "publishername", I_META, ATT_META_PUBLISHER },
	{ "seriesvolnums", I_META, ATT_META_SERIES },
	{ "subtitle", I_NORMAL, 0 },
	{ "surname", I_PART, 0 },
	{ "title", I_NORMAL, 0 },
	{ "titleabbrev", I_NORMAL, 0 },
	{ "volumenum", I_META, ATT_META_VOLUME },
};
/* clang-format on */

static int
by_name(const void *key, const void *row)
{
	return strcmp(key, ((const struct info_row *)row)->name);
}

/* An author or editor; what is no such element names an organisation, be it
 * inside one or by itself. */
static void
info_person(struct reader *r, const struct info_row *i, bool root)
{
	if (r->naming) {
		node_anchor(r);
	} else if (root) {
		meta_person(r, i->meta);
	} else {
		byline(r);
		return;
	}
	if (i->info == I_BODY)
		r->body = true;
}

static void
info_date(struct reader *r, const struct row *row, bool root)
{
	if (root) {
		meta_hold(r, ATT_META_DATE);
		return;
	}
	byline(r);
	inline_date(r, row);
	frame_top(r)->end = inline_date_end;
}

static void
info_bylines(struct reader *r, bool root)
{
	static const struct row names = {.name = "authorgroup",
	    .kind = ATT_BYLINE,
	    .flags = V_ELEMENTS,
	    .type = ", "};

	if (root)
		return;
	byline(r);
	frame_top(r)->row = &names;
	frame_top(r)->state |= S_BETWEEN;
}

/* False: as anywhere else. */
bool
meta_child(struct reader *r, const struct row *row)
{
	const struct info_row *i = bsearch(row->name, info_rows,
	    COUNT(info_rows), sizeof(*info_rows), by_name);
	bool root = r->zone == ZONE_INFO_ROOT;

	if (row == &xinclude_row || row == &xinclude_fallback_row)
		return false;
	if (!i) {
		node_skip(r);
		return true;
	}
	switch (i->info) {
	case I_ABSTRACT:
		visible(r, row, abstract_end);
		break;
	case I_BODY:
	case I_PERSON:
		info_person(r, i, root);
		break;
	case I_BYLINES:
		info_bylines(r, root);
		break;
	case I_COPYRIGHT:
		meta_hold(r, ATT_META_RIGHTS);
		frame_top(r)->end = copyright_end;
		break;
	case I_DATE:
		info_date(r, row, root);
		break;
	case I_ID:
		meta_identifier(r, attr(r, A_class));
		break;
	case I_ISBN:
		meta_identifier(r, &(struct value){"isbn", 4});
		break;
	case I_ISSN:
		meta_identifier(r, &(struct value){"issn", 4});
		break;
	case I_LEGAL:
		visible(r, row, legal_end);
		break;
	case I_META:
		meta_hold(r, i->meta);
		break;
	case I_NORMAL:
		if (row->kind != ATT_TITLE && row->kind != ATT_SUBTITLE)
			r->zone = ZONE_TEXT;
		return false;
	case I_PART:
		if (!meta_name_part(r, row))
			r->zone = ZONE_TEXT;
		break;
	case I_PASS:
		break;
	}
	if (!root &&
	    (i->info == I_COPYRIGHT || i->info == I_ID || i->info == I_ISBN ||
	        i->info == I_ISSN || i->info == I_META))
		node_skip(r);
	return true;
}
