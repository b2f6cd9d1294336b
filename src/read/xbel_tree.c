/* Reading a bookmark file's tree. Text is gathered from text nodes alone:
 * references to entities stay in the tree and are never followed. */
#include "read/xbel.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "attache/address.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"

static xmlEntityPtr
no_parameter_entity(void *context, const xmlChar *name)
{
	(void)context;
	(void)name;
	return NULL;
}

static xmlDocPtr
parse(const char *data, size_t size, struct att_error *err)
{
	const int options = XML_PARSE_NONET | XML_PARSE_NOERROR |
	                    XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES;
	xmlParserCtxtPtr context = xmlNewParserCtxt();
	xmlDocPtr doc;

	if (!context) {
		att_fail(err, ATT_ELIMIT, _("there is no memory for the file"));
		return NULL;
	}
	context->sax->getParameterEntity = no_parameter_entity;
	doc = xmlCtxtReadMemory(context, data, (int)size, NULL, NULL, options);
	if (!doc) {
		const xmlError *last = xmlCtxtGetLastError(context);
		int line = last ? last->line : 0;

		att_fail(err,
		    last && last->code == XML_ERR_UNSUPPORTED_ENCODING
		        ? ATT_ELIMIT
		        : ATT_EINPUT,
		    _("line %d: %.*s"), line,
		    last && last->message ? (int)strcspn(last->message, "\n")
		                          : 0,
		    last && last->message ? last->message : "");
	}
	xmlFreeParserCtxt(context);
	return doc;
}

static xmlDocPtr
new_file(void)
{
	xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
	xmlNodePtr root =
	    xmlNewDocNode(doc, NULL, (const xmlChar *)"xbel", NULL);

	xmlDocSetRootElement(doc, root);
	xmlNewProp(root, (const xmlChar *)"version", (const xmlChar *)"1.0");
	return doc;
}

bool
xbel_open(struct xbel *x, const char *data, size_t size, struct att_error *err)
{
	*x = (struct xbel){.err = err};
	if (size > BOOKMARKS_MAX)
		return att_fail(err, ATT_ELIMIT, _("it is too large"));
	x->doc = size ? parse(data, size, err) : new_file();
	if (!x->doc)
		return false;
	x->root = xmlDocGetRootElement(x->doc);
	if (!x->root || !xbel_is(x->root, "xbel"))
		return att_fail(err, ATT_EINPUT, _("it is no XBEL file"));
	return true;
}

static void
forget_entries(struct xbel *x)
{
	for (size_t i = 0; i < x->count; i++)
		free(x->entry[i].id);
	x->count = 0;
	if (x->by_id)
		xmlHashFree(x->by_id, NULL);
	x->by_id = NULL;
}

void
xbel_close(struct xbel *x)
{
	forget_entries(x);
	free(x->entry);
	if (x->doc)
		xmlFreeDoc(x->doc);
}

bool
xbel_is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE &&
	       strcmp((const char *)node->name, name) == 0;
}

xmlNodePtr
xbel_child(const xmlNode *node, const char *name)
{
	xmlNodePtr child = node ? node->children : NULL;

	while (child && !xbel_is(child, name))
		child = child->next;
	return child;
}

static char *
texts_of(const xmlNode *first)
{
	struct buf text = {0};

	for (; first; first = first->next) {
		if ((first->type == XML_TEXT_NODE ||
		        first->type == XML_CDATA_SECTION_NODE) &&
		    first->content)
			buf_str(&text, (const char *)first->content);
	}
	buf_cstr(&text);
	return text.data;
}

char *
xbel_text(const xmlNode *node)
{
	return texts_of(node ? node->children : NULL);
}

char *
xbel_attribute(const xmlNode *node, const char *name)
{
	const xmlAttr *attr = node ? node->properties : NULL;

	while (attr && (attr->ns || strcmp((const char *)attr->name, name)))
		attr = attr->next;
	return texts_of(attr ? attr->children : NULL);
}

xmlNodePtr
xbel_metadata(const xmlNode *bookmark)
{
	xmlNodePtr info = xbel_child(bookmark, "info");
	xmlNodePtr data = info ? info->children : NULL;

	for (; data; data = data->next) {
		char *owner;
		bool ours;

		if (!xbel_is(data, "metadata"))
			continue;
		owner = xbel_attribute(data, "owner");
		ours = strcmp(owner, XBEL_OWNER) == 0;
		free(owner);
		if (ours)
			return data;
	}
	return NULL;
}

/* An address of attache; files count when the bookmark has our metadata. */
static bool
is_ours(const xmlNode *node)
{
	char *href = xbel_attribute(node, "href");
	bool ours = strncmp(href, "attache:", 8) == 0 ||
	            (strncmp(href, "file:", 5) == 0 && xbel_metadata(node));

	free(href);
	return ours;
}

/* For a bookmark without an id of its own: the same as long as its address,
 * title and place among the like stay. */
static char *
made_up_id(const struct xbel *x, const xmlNode *node)
{
	char *href = xbel_attribute(node, "href");
	char *title = xbel_text(xbel_child(node, "title"));
	unsigned long long hash =
	    file_hash(title, strlen(title), file_hash(href, strlen(href), 0));
	char *id = mem_format("b-%016llx", hash);

	for (unsigned i = 2; xmlHashLookup(x->by_id, (const xmlChar *)id) && i;
	     i++) {
		free(id);
		id = mem_format("b-%016llx-%u", hash, i);
	}
	free(href);
	free(title);
	return id;
}

static void
add_entry(struct xbel *x, xmlNodePtr node)
{
	char *id = xbel_attribute(node, "id");

	if (!*id || xmlHashLookup(x->by_id, (const xmlChar *)id)) {
		free(id);
		id = made_up_id(x, node);
	}
	x->entry = mem_grow(x->entry, &x->cap, x->count + 1, sizeof(*x->entry));
	x->entry[x->count++] = (struct xbel_entry){node, id};
	xmlHashAddEntry(x->by_id, (const xmlChar *)id, node);
}

/* Down into folders only; the tree is no deeper than the parser lets it. */
bool
xbel_find_entries(struct xbel *x)
{
	xmlNodePtr node = x->root->children, parent = x->root;

	forget_entries(x);
	x->by_id = xmlHashCreate(256);
	for (;;) {
		if (!node) {
			if (parent == x->root)
				return true;
			node = parent->next;
			parent = parent->parent;
			continue;
		}
		if (xbel_is(node, "bookmark") && is_ours(node)) {
			if (x->count == XBEL_MAX_COUNT)
				return att_fail(x->err, ATT_ELIMIT,
				    _("it has more than %d bookmarks"),
				    XBEL_MAX_COUNT);
			add_entry(x, node);
		}
		if (xbel_is(node, "folder")) {
			parent = node;
			node = node->children;
		} else {
			node = node->next;
		}
	}
}

xmlNodePtr
xbel_entry_find(const struct xbel *x, const char *id)
{
	return xmlHashLookup(x->by_id, (const xmlChar *)id);
}

/* White space collapsed, in place. */
static void
collapse(char *text)
{
	char *out = text;
	bool gap = false;

	for (const char *p = text; *p; p++) {
		if (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r') {
			gap = out > text;
			continue;
		}
		if (gap)
			*out++ = ' ';
		gap = false;
		*out++ = *p;
	}
	*out = '\0';
}

static char *
title_of(const xmlNode *node)
{
	char *title = xbel_text(xbel_child(node, "title"));

	collapse(title);
	return title;
}

/* Titles of the folders around, from the top down. */
static char *
folder_of(const xmlNode *node)
{
	const xmlNode *up[XBEL_MAX_DEPTH];
	struct buf path = {0};
	size_t depth = 0;

	for (node = node->parent;
	     node && xbel_is(node, "folder") && depth < XBEL_MAX_DEPTH;
	     node = node->parent)
		up[depth++] = node;
	while (depth > 0) {
		char *title = title_of(up[--depth]);

		buf_str(&path, title);
		if (depth > 0)
			buf_char(&path, ATT_BETWEEN);
		free(title);
	}
	buf_cstr(&path);
	return path.data;
}

static char *
tags_of(const xmlNode *metadata)
{
	struct buf tags = {0};
	const xmlNode *child = metadata ? metadata->children : NULL;

	for (; child; child = child->next) {
		char *tag;

		if (!xbel_is(child, "tag"))
			continue;
		tag = xbel_text(child);
		collapse(tag);
		if (*tag && tags.size)
			buf_char(&tags, ATT_BETWEEN);
		buf_str(&tags, tag);
		free(tag);
	}
	buf_cstr(&tags);
	return tags.data;
}

/* What does not fit cannot be ours and is left out. */
static void
take_words(const xmlNode *metadata, const char *name, char *out, size_t size)
{
	const xmlNode *child = xbel_child(metadata, name);
	char *text = xbel_text(child);

	if (strlen(text) < size)
		memcpy(out, text, strlen(text) + 1);
	free(text);
}

static uint32_t
take_number(const xmlNode *node, const char *name)
{
	char *text = xbel_attribute(node, name);
	char *end;
	unsigned long long n = strtoull(text, &end, 10);
	bool ok = *text >= '0' && *text <= '9' && !*end && n < UINT32_MAX;

	free(text);
	return ok ? (uint32_t)n : 0;
}

/* "id+7" of a fragment when there is no metadata, as in bookmarks that people
 * and other programs wrote. */
static void
take_fragment(const char *fragment, struct att_where *where)
{
	const char *plus = strrchr(fragment, '+');
	char *end = NULL;
	unsigned long long n = plus ? strtoull(plus + 1, &end, 10) : 0;
	size_t size = strlen(fragment);

	if (plus && plus[1] >= '0' && plus[1] <= '9' && !*end &&
	    n < UINT32_MAX) {
		where->offset = (uint32_t)n;
		size = (size_t)(plus - fragment);
	}
	if (size < sizeof(where->id))
		memcpy(where->id, fragment, size);
	where->position = where->offset;
}

static void
take_place(
    const xmlNode *metadata, const char *fragment, struct att_where *where)
{
	const xmlNode *place = xbel_child(metadata, "place");
	char *id = xbel_attribute(place, "anchor");

	if (!place) {
		take_fragment(fragment, where);
	} else {
		if (strlen(id) < sizeof(where->id))
			memcpy(where->id, id, strlen(id) + 1);
		where->offset = take_number(place, "offset");
		where->length = take_number(place, "length");
		where->position = take_number(place, "position");
	}
	free(id);
	take_words(metadata, "passage", where->passage, sizeof(where->passage));
	take_words(metadata, "before", where->before, sizeof(where->before));
	take_words(metadata, "after", where->after, sizeof(where->after));
}

static char
letter_of(const xmlNode *metadata)
{
	char *text = xbel_text(xbel_child(metadata, "letter"));
	char c = text[0] && !text[1] &&
	                 ((text[0] >= 'a' && text[0] <= 'z') ||
	                     (text[0] >= 'A' && text[0] <= 'Z'))
	             ? text[0]
	             : 0;

	free(text);
	return c;
}

void
xbel_put_record(const struct xbel_entry *entry, struct buf *answer)
{
	const xmlNode *node = entry->node;
	const xmlNode *metadata = xbel_metadata(node);
	char *href = xbel_attribute(node, "href");
	char *work, *fragment;
	char *owned[] = {title_of(node), xbel_text(xbel_child(node, "desc")),
	    folder_of(node), tags_of(metadata), xbel_attribute(node, "added"),
	    xbel_attribute(node, "modified"), href};
	struct att_bookmark b = {entry->id, owned[0], owned[1], owned[2],
	    owned[3], "", owned[4], owned[5], letter_of(metadata), {.id = ""}};

	if (att_address_parse(href, &work, &fragment)) {
		take_place(metadata, fragment, &b.where);
		b.work = work;
		parcel_bookmark(answer, PARCEL_BOOKMARK, &b);
		free(work);
		free(fragment);
	}
	for (size_t i = 0; i < COUNT(owned); i++)
		free(owned[i]);
}
