/* teiHeader: the work's metadata; nothing of it is text but the title. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "read/handlers.h"

enum part {
	P_PASS,
	P_ZONE,
	P_META,
	P_AUTHOR,
	P_EDITOR,
	P_TITLE,
	P_ID,
	P_NAME,
	P_BODY,
	P_LANGUAGE,
	P_RENDITION,
	P_LICENCE,
	P_DATE
};

/* clang-format off */
static const struct header_row {
	const char *name;
	uint8_t zone; /* where it counts */
	uint8_t part;
	uint8_t value; /* zone to enter, or key */
} rows[] = {
	{ "fileDesc", ZONE_HEADER, P_PASS, 0 },
	{ "profileDesc", ZONE_HEADER, P_PASS, 0 },
	{ "encodingDesc", ZONE_HEADER, P_PASS, 0 },
	{ "tagsDecl", ZONE_HEADER, P_PASS, 0 },
	{ "langUsage", ZONE_HEADER, P_PASS, 0 },
	{ "titleStmt", ZONE_HEADER, P_ZONE, ZONE_TITLES },
	{ "publicationStmt", ZONE_HEADER, P_ZONE, ZONE_PUBLICATION },
	{ "editionStmt", ZONE_HEADER, P_ZONE, ZONE_EDITION },
	{ "seriesStmt", ZONE_HEADER, P_ZONE, ZONE_SERIES },
	{ "abstract", ZONE_HEADER, P_META, ATT_META_ABSTRACT },
	{ "language", ZONE_HEADER, P_LANGUAGE, 0 },
	{ "rendition", ZONE_HEADER, P_RENDITION, 0 },
	{ "title", ZONE_TITLES, P_TITLE, 0 },
	{ "author", ZONE_TITLES, P_AUTHOR, 0 },
	{ "editor", ZONE_TITLES, P_EDITOR, 0 },
	{ "persName", ZONE_TITLES, P_PASS, 0 },
	{ "name", ZONE_TITLES, P_BODY, 0 },
	{ "orgName", ZONE_TITLES, P_BODY, 0 },
	{ "forename", ZONE_TITLES, P_NAME, 0 },
	{ "surname", ZONE_TITLES, P_NAME, 0 },
	{ "nameLink", ZONE_TITLES, P_NAME, 0 },
	{ "genName", ZONE_TITLES, P_NAME, 0 },
	{ "roleName", ZONE_TITLES, P_NAME, 0 },
	{ "publisher", ZONE_PUBLICATION, P_META, ATT_META_PUBLISHER },
	{ "authority", ZONE_PUBLICATION, P_META, ATT_META_PUBLISHER },
	{ "distributor", ZONE_PUBLICATION, P_META, ATT_META_PUBLISHER },
	{ "pubPlace", ZONE_PUBLICATION, P_META, ATT_META_PLACE },
	{ "date", ZONE_PUBLICATION, P_DATE, 0 },
	{ "idno", ZONE_PUBLICATION, P_ID, 0 },
	{ "availability", ZONE_PUBLICATION, P_PASS, 0 },
	{ "licence", ZONE_PUBLICATION, P_LICENCE, 0 },
	{ "p", ZONE_PUBLICATION, P_META, ATT_META_PUBLISHER },
	{ "edition", ZONE_EDITION, P_META, ATT_META_EDITION },
	{ "p", ZONE_EDITION, P_META, ATT_META_EDITION },
	{ "title", ZONE_SERIES, P_META, ATT_META_SERIES },
	{ "biblScope", ZONE_SERIES, P_META, ATT_META_VOLUME },
};
/* clang-format on */

void
header_start(struct reader *r, const struct row *row)
{
	(void)row;
	r->zone = ZONE_HEADER;
	buf_clear(&r->heading);
	buf_clear(&r->subheading);
	hold(r, &r->discard);
}

/* Metadata is the outermost header's; an inner text's gives only its title. */
static bool
is_inner(const struct reader *r)
{
	return r->frame[0].state & S_DONE;
}

static void
say(struct reader *r, enum att_meta key, const char *value)
{
	if (!is_inner(r))
		att_builder_meta(r->b, key, value);
}

static void
title_end(struct reader *r)
{
	bool sub = frame_top(r)->mark == ATT_META_SUBTITLE;
	struct buf *to = sub ? &r->subheading : &r->heading;

	tidy(&r->held);
	if (to->size || !r->held.size)
		return;
	buf_add(to, r->held.data, r->held.size);
	say(r, (enum att_meta)frame_top(r)->mark, buf_cstr(to));
}

static void
title(struct reader *r)
{
	static const char *const others[] = {
	    "short", "alt", "desc", "filing", "abbreviated", "parallel"};

	for (size_t i = 0; i < COUNT(others); i++) {
		if (attr_is(r, A_type, others[i])) {
			node_skip(r);
			return;
		}
	}
	meta_hold(
	    r, attr_is(r, A_type, "sub") ? ATT_META_SUBTITLE : ATT_META_TITLE);
	frame_top(r)->end = title_end;
}

static void
date_end(struct reader *r)
{
	tidy(&r->held);
	say(r, ATT_META_DATE, buf_cstr(r->held.size ? &r->held : &r->href));
}

static void
take_value(struct reader *r, enum attribute name)
{
	const struct value *v = attr(r, name);

	buf_clear(&r->href);
	if (v)
		buf_add(&r->href, v->text, v->size);
}

static void
licence_end(struct reader *r)
{
	tidy(&r->held);
	if (r->held.size && r->href.size)
		buf_format(&r->held, " (%s)", buf_cstr(&r->href));
	say(r, ATT_META_LICENCE, buf_cstr(r->held.size ? &r->held : &r->href));
}

static void
rendition_end(struct reader *r)
{
	struct rendition *to;

	if (r->renditions >= READ_MAX_RENDITIONS || !r->href.size)
		return;
	r->rendition = mem_grow(r->rendition, &r->rendition_cap,
	    r->renditions + 1, sizeof(*r->rendition));
	to = &r->rendition[r->renditions++];
	to->id = mem_dup(buf_cstr(&r->href));
	to->styles = style_css(buf_cstr(&r->held));
	memset(r->style, 0, sizeof(r->style));
}

/* orgName, or a name that says it is an organisation's. */
static void
body(struct reader *r, const struct row *row)
{
	const struct value *type = attr(r, A_type);

	if (strcmp(row->name, "orgName") == 0 ||
	    (type && type->size >= 3 && strncasecmp(type->text, "org", 3) == 0))
		r->body = true;
}

static void
special(struct reader *r, const struct row *row, const struct header_row *h)
{
	switch ((enum part)h->part) {
	case P_PASS:
	case P_ZONE:
	case P_META:
		break;
	case P_AUTHOR:
		meta_person(r, ATT_META_AUTHOR);
		break;
	case P_EDITOR:
		meta_person(r, ATT_META_EDITOR);
		break;
	case P_TITLE:
		title(r);
		break;
	case P_ID:
		meta_identifier(r, attr(r, A_type));
		break;
	case P_NAME:
		meta_name_part(r, row);
		break;
	case P_BODY:
		body(r, row);
		break;
	case P_LANGUAGE:
		take_value(r, A_ident);
		if (!r->lang)
			say(r, ATT_META_LANG, buf_cstr(&r->href));
		break;
	case P_RENDITION:
		take_value(r, A_X_id);
		meta_hold(r, ATT_META_COUNT);
		frame_top(r)->end = rendition_end;
		break;
	case P_LICENCE:
		take_value(r, A_target);
		meta_hold(r, ATT_META_LICENCE);
		frame_top(r)->end = licence_end;
		break;
	case P_DATE:
		take_value(r, A_when);
		meta_hold(r, ATT_META_DATE);
		frame_top(r)->end = date_end;
		break;
	}
}

static const struct header_row *
find(const struct reader *r, const char *name)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (rows[i].zone == r->zone && strcmp(rows[i].name, name) == 0)
			return &rows[i];
	}
	return NULL;
}

/* An element of the header; what no row names is left out. */
bool
header_child(struct reader *r, const struct row *row)
{
	const struct header_row *h = find(r, row->name);

	if (row == &xinclude_row || row == &xinclude_fallback_row)
		return false;
	if (row->flags & V_SPACED && !h)
		return true;
	if (!h || (is_inner(r) && h->part != P_PASS && h->part != P_ZONE &&
	              h->part != P_TITLE && h->part != P_RENDITION)) {
		node_skip(r);
		return true;
	}
	if (h->part == P_ZONE) {
		r->zone = h->value;
	} else if (h->part == P_META) {
		enum att_meta key = h->value;

		/* A licence in prose stands in paragraphs. */
		if (strcmp(row->name, "p") == 0 &&
		    strcmp(r->frame[r->depth - 2].row->name, "availability") ==
		        0)
			key = ATT_META_RIGHTS;
		meta_hold(r, key);
	} else {
		special(r, row, h);
	}
	return true;
}
