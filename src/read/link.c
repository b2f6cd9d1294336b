/* References: to an id here, to another document, to an address. */
#include <string.h>

#include "read/handlers.h"

/* Whether an address names a place on the web or the like, not a document. */
static bool
is_address(const struct value *v)
{
	static const char *const documents[] = {
	    ".xml", ".dbk", ".docbook", ".tei", ".tei2"};
	size_t i = 0;

	while (i < v->size && strchr("+-.0123456789", v->text[i]) == NULL &&
	       ((v->text[i] | 32) >= 'a' && (v->text[i] | 32) <= 'z'))
		i++;
	while (i > 0 && i < v->size &&
	       (strchr("+-.0123456789", v->text[i]) ||
	           ((v->text[i] | 32) >= 'a' && (v->text[i] | 32) <= 'z')))
		i++;
	if (i > 1 && i < v->size && v->text[i] == ':')
		return true;
	if (v->size && v->text[0] == '/')
		return true;
	if (memchr(v->text, '#', v->size))
		return false;
	for (i = 0; i < sizeof(documents) / sizeof(*documents); i++) {
		size_t size = strlen(documents[i]);

		if (v->size > size &&
		    memcmp(v->text + v->size - size, documents[i], size) == 0)
			return false;
	}
	return true;
}

/* The id in "#id" and, where TEI points to a stretch, its start. */
static struct value
pointed_id(const struct value *v)
{
	static const char *const schemes[] = {
	    "#range(", "#string-range(", "#left(", "#right(", "#match("};
	struct value id = {v->text + 1, v->size - 1};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++) {
		size_t size = strlen(schemes[i]);

		if (v->size <= size || memcmp(v->text, schemes[i], size) != 0)
			continue;
		id = (struct value){v->text + size, 0};
		while (size + id.size < v->size &&
		       !memchr(",) ", id.text[id.size], 3))
			id.size++;
	}
	return id;
}

/* TARGET or HREF of the node just opened. */
void
link_target(struct reader *r, const struct value *v)
{
	struct value rest;

	if (!v || v->size == 0 || r->sink)
		return;
	if (v->text[0] == '#') {
		rest = pointed_id(v);
		node_value(r, ATT_A_TARGET, &rest);
		return;
	}
	buf_clear(&r->scratch);
	loader_relative(r, v->text, v->size, &r->scratch);
	if (is_address(v)) {
		node_attr(r, ATT_A_HREF, buf_cstr(&r->scratch));
		return;
	}
	if (!memchr(v->text, '#', v->size))
		buf_char(&r->scratch, '#');
	node_attr(r, ATT_A_TARGET, buf_cstr(&r->scratch));
}

/* The next of an attribute's several addresses or ids. */
static bool
next_word(struct value *list, struct value *word)
{
	static const char space[] = " \t\n\r";

	while (list->size && memchr(space, list->text[0], 4)) {
		list->text++;
		list->size--;
	}
	word->text = list->text;
	word->size = 0;
	while (word->size < list->size &&
	       !memchr(space, list->text[word->size], 4))
		word->size++;
	list->text += word->size;
	list->size -= word->size;
	return word->size > 0;
}

/* To an id, or to an address. */
static void
aim(struct reader *r, const struct value *word, bool id)
{
	if (id)
		node_value(r, ATT_A_TARGET, word);
	else
		link_target(r, word);
}

/* Several targets are several links, the first of which, innermost, has the
 * words. */
static void
open_links(struct reader *r, struct value list, bool ids)
{
	struct value first, word;

	next_word(&list, &first);
	while (next_word(&list, &word)) {
		node_open(r, ATT_LINK);
		aim(r, &word, ids);
	}
	node_open(r, ATT_LINK);
	aim(r, &first, ids);
}

/* The first of several references whose words are generated, and the others. */
static void
open_xref(struct reader *r, struct value *list, bool ids)
{
	struct value first;

	next_word(list, &first);
	node_open(r, ATT_XREF);
	aim(r, &first, ids);
}

static void
more_xrefs(struct reader *r, struct value *list, bool ids)
{
	struct value word;

	while (next_word(list, &word)) {
		node_close(r);
		node_words(r, ", ");
		node_open(r, ATT_XREF);
		aim(r, &word, ids);
	}
}

/* Any element of DocBook 5 may be a link. */
void
link_common(struct reader *r)
{
	const struct value *href = attr(r, A_X_href);

	if (href && href->size) {
		node_open(r, ATT_LINK);
		link_target(r, href);
	} else if (r->vocabulary == &docbook_vocabulary && attr(r, A_linkend)) {
		node_open(r, ATT_LINK);
		node_copy(r, ATT_A_TARGET, A_linkend);
	}
}

static void
reference_attrs(struct reader *r, const struct row *row)
{
	node_common(r, row);
	node_copy(r, ATT_A_ENDTERM, A_endterm);
	node_copy(r, ATT_A_XREFSTYLE, A_xrefstyle);
}

void
link_xref(struct reader *r, const struct row *row)
{
	const struct value *ids = attr(r, A_linkends);
	struct value list;

	if (ids && !attr(r, A_linkend)) {
		list = *ids;
		open_xref(r, &list, true);
		reference_attrs(r, row);
		more_xrefs(r, &list, true);
		return;
	}
	node_open(r, ATT_XREF);
	if (attr(r, A_linkend))
		node_copy(r, ATT_A_TARGET, A_linkend);
	else
		link_target(r, attr(r, attr(r, A_X_href) ? A_X_href : A_url));
	reference_attrs(r, row);
}

/* link and ulink; those that say nothing say what a reference would. */
void
link_start(struct reader *r, const struct row *row)
{
	const struct value *ids = attr(r, A_linkends);

	if (sax_is_empty(r)) {
		link_xref(r, row);
		frame_top(r)->end = NULL;
		return;
	}
	if (ids && !attr(r, A_linkend)) {
		open_links(r, *ids, true);
	} else {
		node_open(r, ATT_LINK);
		if (attr(r, A_linkend))
			node_copy(r, ATT_A_TARGET, A_linkend);
		else if (attr(r, A_X_href))
			link_target(r, attr(r, A_X_href));
		else
			link_target(r, attr(r, A_url));
	}
	reference_attrs(r, row);
	hear(r);
}

void
link_end(struct reader *r)
{
	heard(r, &r->words);
}

/* olink: document and id apart. */
void
link_olink(struct reader *r, const struct row *row)
{
	const struct value *doc = attr(r, A_targetdoc);
	const struct value *id = attr(r, A_targetptr);

	node_open(r, sax_is_empty(r) ? ATT_XREF : ATT_LINK);
	buf_clear(&r->scratch);
	if (doc)
		buf_add(&r->scratch, doc->text, doc->size);
	if (doc)
		buf_char(&r->scratch, '#');
	if (id)
		buf_add(&r->scratch, id->text, id->size);
	if (r->scratch.size)
		node_attr(r, ATT_A_TARGET, buf_cstr(&r->scratch));
	else
		link_target(r, attr(r, A_X_href));
	reference_attrs(r, row);
}

/* uri and email: what they say is where they lead. type: what goes before. */
void
link_address(struct reader *r, const struct row *row)
{
	node_open(r, ATT_LINK);
	node_common(r, row);
	hear(r);
	frame_top(r)->mark = row->kind == ATT_LINK;
	if (attr(r, A_X_href))
		link_target(r, attr(r, A_X_href));
}

void
link_address_end(struct reader *r)
{
	struct frame *f = frame_top(r);
	bool mail = strcmp(f->row->name, "email") == 0;

	link_end(r);
	if (r->words.size == 0 || memchr(r->words.data, ' ', r->words.size))
		return;
	if (mail) {
		buf_clear(&r->scratch);
		buf_format(&r->scratch, "mailto:%s", r->words.data);
		node_late(r, 0, ATT_A_HREF, buf_cstr(&r->scratch));
	} else {
		node_late(r, 0, ATT_A_HREF, r->words.data);
	}
}

/* footnoteref, and TEI references that are the mark of a note. */
void
link_noteref(struct reader *r, const struct row *row)
{
	(void)row;
	node_open(r, ATT_NOTEREF);
	if (attr(r, A_linkend))
		node_copy(r, ATT_A_TARGET, A_linkend);
	else
		link_target(r, attr(r, A_target));
	if (!r->sink)
		hold(r, &r->discard);
}

/* firstterm, glossterm, TEI term: leads to the glossary where it can. */
void
link_term(struct reader *r, const struct row *row)
{
	const struct value *ref = attr(r, A_ref);

	node_open(r, ATT_TERMREF);
	node_copy(r, ATT_A_TARGET, A_linkend);
	node_copy(r, ATT_A_KEY, A_baseform);
	if (attr(r, A_X_href))
		link_target(r, attr(r, A_X_href));
	else if (!attr(r, A_linkend))
		link_target(r, ref ? ref : attr(r, A_target));
	node_copy(r, ATT_A_KEY, attr(r, A_key) ? A_key : A_sortKey);
	node_common(r, row);
}

static bool
is_note_mark(const struct reader *r)
{
	return value_has(attr(r, A_type), "note") ||
	       value_has(attr(r, A_type), "noteAnchor") ||
	       value_has(attr(r, A_type), "footnote") ||
	       value_has(attr(r, A_type), "endnote");
}

/* TEI ref and ptr: several targets are several links, the first of which has
 * the words. */
void
link_list(struct reader *r, const struct row *row)
{
	const struct value *target = attr(r, A_target);
	struct value list;

	if (!target)
		target = attr(r, A_url);
	if (!target || target->size == 0) {
		node_anchor(r);
		return;
	}
	if (is_note_mark(r) && target->text[0] == '#') {
		link_noteref(r, row);
		return;
	}
	list = *target;
	if (row->kind != ATT_XREF) {
		open_links(r, list, false);
		node_common(r, row);
		return;
	}
	open_xref(r, &list, false);
	node_common(r, row);
	more_xrefs(r, &list, false);
}
