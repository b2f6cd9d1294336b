/* Changing a bookmark file's tree. Only what an edit says is touched; new
 * elements are put on lines of their own, indented by two spaces a level. */
#include "read/xbel.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attache/address.h"

#include "base/mem.h"
#include "base/message.h"

static const xmlChar *
chars(const char *text)
{
	return (const xmlChar *)text;
}

static bool
is_blank(const xmlNode *node)
{
	return node && node->type == XML_TEXT_NODE && xmlIsBlankNode(node);
}

static void
drop(xmlNodePtr node)
{
	xmlUnlinkNode(node);
	xmlFreeNode(node);
}

/* With the line that it stands on. */
static void
drop_line(xmlNodePtr node)
{
	if (is_blank(node->prev))
		drop(node->prev);
	drop(node);
}

static xmlNodePtr
new_line(xmlDocPtr doc, unsigned depth)
{
	char *text = mem_format("\n%*s", (int)(2 * depth), "");
	xmlNodePtr node = xmlNewDocText(doc, chars(text));

	free(text);
	return node;
}

static unsigned
depth_of(const xmlNode *node)
{
	unsigned depth = 0;

	for (; node->parent && node->parent->type == XML_ELEMENT_NODE &&
	       depth < XBEL_MAX_DEPTH;
	     node = node->parent)
		depth++;
	return depth;
}

static void
append(xmlNodePtr parent, xmlNodePtr node)
{
	unsigned depth = depth_of(parent) + 1;

	if (is_blank(parent->last))
		drop(parent->last);
	xmlAddChild(parent, new_line(parent->doc, depth));
	xmlAddChild(parent, node);
	xmlAddChild(parent, new_line(parent->doc, depth - 1));
}

static void
insert_before(xmlNodePtr next, xmlNodePtr node)
{
	xmlAddPrevSibling(next, node);
	xmlAddPrevSibling(next, new_line(node->doc, depth_of(node)));
}

static void
set_text(xmlNodePtr node, const char *text)
{
	while (node->children)
		drop(node->children);
	if (*text)
		xmlAddChild(node, xmlNewDocText(node->doc, chars(text)));
}

static void
set_attribute(xmlNodePtr node, const char *name, const char *value)
{
	if (*value)
		xmlSetNsProp(node, NULL, chars(name), chars(value));
	else
		xmlUnsetProp(node, chars(name));
}

/* The order of the children of a bookmark and a folder. */
static unsigned
rank(const xmlNode *node)
{
	static const char *const order[] = {"title", "info", "desc"};

	for (unsigned i = 0; i < COUNT(order); i++) {
		if (xbel_is(node, order[i]))
			return i;
	}
	return COUNT(order);
}

static xmlNodePtr
need_child(xmlNodePtr parent, const char *name)
{
	xmlNodePtr child = xbel_child(parent, name), next = parent->children;

	if (child)
		return child;
	child = xmlNewDocNode(parent->doc, NULL, chars(name), NULL);
	while (next &&
	       (next->type != XML_ELEMENT_NODE || rank(next) <= rank(child)))
		next = next->next;
	if (next)
		insert_before(next, child);
	else
		append(parent, child);
	return child;
}

static void
set_child(xmlNodePtr parent, const char *name, const char *text)
{
	xmlNodePtr child = xbel_child(parent, name);

	if (*text)
		set_text(need_child(parent, name), text);
	else if (child)
		drop_line(child);
}

static xmlNodePtr
need_metadata(xmlNodePtr bookmark)
{
	xmlNodePtr data = xbel_metadata(bookmark);

	if (data)
		return data;
	data = xmlNewDocNode(bookmark->doc, NULL, chars("metadata"), NULL);
	xmlNewProp(data, chars("owner"), chars(XBEL_OWNER));
	append(need_child(bookmark, "info"), data);
	return data;
}

static xmlNsPtr
need_space(xmlNodePtr data)
{
	xmlNsPtr ns = xmlSearchNsByHref(data->doc, data, chars(XBEL_OWNER));

	if (!ns)
		ns = xmlNewNs(data, chars(XBEL_OWNER), chars("att"));
	return ns;
}

static xmlNodePtr
add_ours(xmlNodePtr data, const char *name, const char *text)
{
	xmlNodePtr node =
	    xmlNewDocNode(data->doc, need_space(data), chars(name), NULL);

	append(data, node);
	set_text(node, text);
	return node;
}

static void
drop_ours(xmlNodePtr bookmark, const char *name)
{
	xmlNodePtr data = xbel_metadata(bookmark);
	xmlNodePtr child;

	while ((child = xbel_child(data, name)) != NULL)
		drop_line(child);
}

/* One of our elements with text, or none when that is empty. */
static void
set_ours(xmlNodePtr bookmark, const char *name, const char *text)
{
	xmlNodePtr data, node;

	drop_ours(bookmark, name);
	if (!*text)
		return;
	data = need_metadata(bookmark);
	node = add_ours(data, name, text);
	if (strpbrk(text, " \n\t"))
		xmlNodeSetSpacePreserve(node, 1);
}

static void
set_tags(xmlNodePtr bookmark, const char *tags)
{
	const char between[] = {ATT_BETWEEN, '\0'};

	drop_ours(bookmark, "tag");
	while (*tags) {
		size_t size = strcspn(tags, between);
		char *tag = mem_ndup(tags, size);

		if (size)
			add_ours(need_metadata(bookmark), "tag", tag);
		free(tag);
		tags += size + (tags[size] != '\0');
	}
}

static void
set_number(xmlNodePtr node, const char *name, uint32_t number)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%u", number);
	set_attribute(node, name, digits);
}

static void
set_address(xmlNodePtr bookmark, const struct att_bookmark *b)
{
	char *fragment = b->where.offset
	                     ? mem_format("%s+%u", b->where.id, b->where.offset)
	                     : mem_dup(b->where.id);
	char *href = att_address_format(b->work, fragment);

	set_attribute(bookmark, "href", href);
	free(href);
	free(fragment);
}

static void
set_place(xmlNodePtr bookmark, const struct att_bookmark *b)
{
	xmlNodePtr data = need_metadata(bookmark);
	xmlNodePtr place = xbel_child(data, "place");

	set_address(bookmark, b);
	if (!place)
		place = add_ours(data, "place", "");
	set_attribute(place, "anchor", b->where.id);
	set_number(place, "offset", b->where.offset);
	set_number(place, "length", b->where.length);
	set_number(place, "position", b->where.position);
	set_ours(bookmark, "passage", b->where.passage);
	set_ours(bookmark, "before", b->where.before);
	set_ours(bookmark, "after", b->where.after);
}

/* The folder of that title, made at the end of parent when it is missing. */
static xmlNodePtr
need_folder(xmlNodePtr parent, const char *title)
{
	xmlNodePtr node = parent->children;

	for (; node; node = node->next) {
		char *have;
		bool same;

		if (!xbel_is(node, "folder"))
			continue;
		have = xbel_text(xbel_child(node, "title"));
		same = strcmp(have, title) == 0;
		free(have);
		if (same)
			return node;
	}
	node = xmlNewDocNode(parent->doc, NULL, chars("folder"), NULL);
	append(parent, node);
	set_text(need_child(node, "title"), title);
	return node;
}

static xmlNodePtr
folder_by_path(struct xbel *x, const char *path)
{
	const char between[] = {ATT_BETWEEN, '\0'};
	xmlNodePtr folder = x->root;

	for (unsigned i = 0; *path && i < XBEL_MAX_FOLDERS; i++) {
		size_t size = strcspn(path, between);
		char *title = mem_ndup(path, size);

		if (size)
			folder = need_folder(folder, title);
		free(title);
		path += size + (path[size] != '\0');
	}
	return folder;
}

static void
move_to_folder(struct xbel *x, xmlNodePtr bookmark, const char *path)
{
	xmlNodePtr folder = folder_by_path(x, path);

	if (folder == bookmark->parent)
		return;
	if (is_blank(bookmark->prev))
		drop(bookmark->prev);
	xmlUnlinkNode(bookmark);
	append(folder, bookmark);
}

static void
change(struct xbel *x, xmlNodePtr bookmark, const struct att_bookmark *b,
    uint32_t mask)
{
	char letter[2] = {b->letter, '\0'};

	set_attribute(bookmark, "id", b->id);
	if (*b->modified)
		set_attribute(bookmark, "modified", b->modified);
	if (mask & BOOKMARK_FOLDER)
		move_to_folder(x, bookmark, b->folder);
	if (mask & BOOKMARK_TITLE)
		set_child(bookmark, "title", b->title);
	if (mask & BOOKMARK_PLACE)
		set_place(bookmark, b);
	if (mask & BOOKMARK_LETTER)
		set_ours(bookmark, "letter", letter);
	if (mask & BOOKMARK_TAGS)
		set_tags(bookmark, b->tags);
	if (mask & BOOKMARK_NOTE)
		set_child(bookmark, "desc", b->note);
}

/* The element that was removed before, as it was; NULL when it is none. */
static xmlNodePtr
revive(struct xbel *x, const char *element)
{
	const int options =
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
	size_t size = strlen(element);
	xmlDocPtr doc =
	    size && size <= BOOKMARKS_MAX
	        ? xmlReadMemory(element, (int)size, NULL, "UTF-8", options)
	        : NULL;
	xmlNodePtr root = doc ? xmlDocGetRootElement(doc) : NULL;
	xmlNodePtr node = root && xbel_is(root, "bookmark")
	                      ? xmlDocCopyNode(root, x->doc, 1)
	                      : NULL;

	if (doc)
		xmlFreeDoc(doc);
	return node;
}

static void
put(struct xbel *x, const struct bookmark_edit *edit)
{
	const struct att_bookmark *b = &edit->record;
	xmlNodePtr node = xbel_entry_find(x, b->id);
	bool new = !node;

	if (new)
		node = revive(x, edit->element);
	if (!node)
		node = xmlNewDocNode(x->doc, NULL, chars("bookmark"), NULL);
	if (new) {
		append(folder_by_path(x, b->folder), node);
		set_address(node, b); /* first, where people look for it */
		set_attribute(node, "added", b->added);
		xmlHashAddEntry(x->by_id, chars(b->id), node);
	}
	change(x, node, b, BOOKMARK_ALL);
}

static void
answer_removed(
    struct xbel *x, xmlNodePtr node, const char *id, struct buf *answer)
{
	struct bookmark_edit removed = {.record = {.id = id}};
	xmlBufferPtr xml = xmlBufferCreate();
	struct buf inside = {0};

	xmlNodeDump(xml, x->doc, node, 0, 0);
	removed.element = (const char *)xmlBufferContent(xml);
	parcel_edit(&inside, &removed);
	/* An edit's fields under another tag. */
	inside.data[0] = PARCEL_REMOVED;
	buf_add(answer, inside.data, inside.size);
	buf_done(&inside);
	xmlBufferFree(xml);
}

bool
xbel_apply(struct xbel *x, const struct bookmark_edit *edit, struct buf *answer)
{
	const struct att_bookmark *b = &edit->record;
	xmlNodePtr node = xbel_entry_find(x, b->id);

	if (!*b->id || (edit->op != BOOKMARK_REMOVE && !*b->work))
		return att_fail(
		    x->err, ATT_EUSAGE, _("a bookmark needs an id and a work"));
	switch (edit->op) {
	case BOOKMARK_PUT:
		put(x, edit);
		break;
	case BOOKMARK_EDIT:
		if (node)
			change(x, node, b, edit->mask);
		else if (edit->mask & BOOKMARK_WORDS)
			put(x, edit);
		break;
	case BOOKMARK_REMOVE:
		if (!node)
			break;
		answer_removed(x, node, b->id, answer);
		xmlHashRemoveEntry(x->by_id, chars(b->id), NULL);
		drop_line(node);
		break;
	case BOOKMARK_OPS:
		break;
	}
	return true;
}
