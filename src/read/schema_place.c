#include "read/schema_place.h"

#include <fcntl.h>
#include <libxml/uri.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "read/reader.h"

enum { NODES_BACK = 4000 /* looked at for others of the line */ };

/* The inclusion that a node came by; NULL: it is of the document itself. */
static xmlNodePtr
include_of(xmlNodePtr node)
{
	for (; node && node->type != XML_DOCUMENT_NODE; node = node->parent) {
		unsigned closed = 0;

		for (xmlNodePtr p = node->prev; p; p = p->prev) {
			if (p->type == XML_XINCLUDE_END)
				closed++;
			else if (p->type == XML_XINCLUDE_START && closed-- == 0)
				return p;
		}
	}
	return NULL;
}

/* Its href: libxml2 gives the attributes of elements only. */
static xmlChar *
href_of(xmlNodePtr include)
{
	for (xmlAttrPtr a = include->properties; a; a = a->next) {
		if (xmlStrEqual(a->name, (const xmlChar *)"href"))
			return xmlNodeListGetString(
			    include->doc, a->children, 1);
	}
	return NULL;
}

/* The address of the file that a node was read from; xmlFree it. libxml2 keeps
 * it only where it is of another folder. */
static xmlChar *
address_of(xmlNodePtr node)
{
	xmlNodePtr include[READ_MAX_INCLUDES * 2];
	xmlChar *address = xmlStrdup(node->doc->URL);
	size_t count = 0;

	while (count < COUNT(include) && (node = include_of(node)))
		include[count++] = node;
	while (address && count-- > 0) {
		xmlChar *href = href_of(include[count]);
		xmlChar *inner =
		    href && *href ? xmlBuildURI(href, address) : NULL;

		xmlFree(href);
		if (inner) {
			xmlFree(address);
			address = inner;
		}
	}
	return address;
}

/* Caller frees; NULL: unknown. */
static char *
path_of(xmlNodePtr node)
{
	xmlChar *address = address_of(node);
	const char *text = (const char *)address;
	char *plain = NULL, *path = NULL;

	if (text && strncmp(text, "file://", 7) == 0)
		text += 7;
	if (text)
		plain = xmlURIUnescapeString(text, 0, NULL);
	if (plain)
		path = realpath(plain, NULL);
	xmlFree(plain);
	xmlFree(address);
	return path;
}

static void
load(struct schema_place *p, char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct buf data = {0};
	struct stat st;
	ssize_t got = 1;

	schema_place_done(p);
	p->path = path;
	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size < READ_MAX_FILE) {
		while (got > 0) {
			char *room = buf_reserve(&data, READ_CHUNK);

			got = read(fd, room, READ_CHUNK);
			data.size += got > 0 ? (size_t)got : 0;
		}
	}
	close(fd);
	p->data = data.data;
	p->size = data.size;
}

/* The node before in the order of the document. */
static xmlNodePtr
before(xmlNodePtr node)
{
	if (!node->prev)
		return node->parent;
	node = node->prev;
	while (node->type == XML_ELEMENT_NODE && node->last)
		node = node->last;
	return node;
}

/* How many elements of this name end their start tag on the same line before
 * node does. */
static unsigned
ordinal(xmlNodePtr node)
{
	long line = xmlGetLineNo(node);
	xmlNodePtr other = node;
	unsigned count = 0;

	for (int i = 0; i < NODES_BACK; i++) {
		other = before(other);
		if (!other || other->type == XML_DOCUMENT_NODE ||
		    other->type == XML_XINCLUDE_START ||
		    (other->type == XML_ELEMENT_NODE &&
		        xmlGetLineNo(other) < line))
			break;
		count += other->type == XML_ELEMENT_NODE &&
		         xmlStrEqual(other->name, node->name);
	}
	return count;
}

static size_t
line_start(const struct schema_place *p, unsigned line)
{
	size_t at = 0;

	for (unsigned i = 1; i < line && at < p->size; i++) {
		const char *end = memchr(p->data + at, '\n', p->size - at);

		at = end ? (size_t)(end - p->data) + 1 : p->size;
	}
	return at;
}

/* Whether a start tag of this name begins at at. */
static bool
is_tag(const struct schema_place *p, size_t at, const char *name, size_t size)
{
	return p->data[at] == '<' && p->size - at > size + 1 &&
	       memcmp(p->data + at + 1, name, size) == 0 &&
	       strchr(" \t\r\n/>", p->data[at + 1 + size]);
}

static void
set(struct schema_place *p, unsigned line, size_t at)
{
	size_t start = at;

	while (start > 0 && p->data[start - 1] != '\n')
		start--;
	p->line = line;
	p->column = (unsigned)(at - start) + 1;
}

/* The tag that ends on a line: the one of that number there, else the last one
 * that began before. */
static void
find(struct schema_place *p, const char *name, unsigned line, unsigned number)
{
	size_t size = strlen(name);
	size_t start = line_start(p, line), end = line_start(p, line + 1);

	for (size_t at = start; at < end; at++) {
		if (is_tag(p, at, name, size) && number-- == 0) {
			set(p, line, at);
			return;
		}
	}
	for (size_t at = start; at-- > 0;) {
		line -= p->data[at] == '\n';
		if (is_tag(p, at, name, size)) {
			set(p, line, at);
			return;
		}
	}
}

void
schema_place(struct schema_place *p, xmlNodePtr node)
{
	struct buf name = {0};
	char *path;
	long line;

	p->line = p->column = 0;
	while (node && node->type != XML_ELEMENT_NODE)
		node = node->parent;
	if (!node)
		return;
	line = xmlGetLineNo(node);
	path = path_of(node);
	if (path && p->path && strcmp(path, p->path) == 0)
		free(path);
	else if (path)
		load(p, path);
	else
		schema_place_done(p);
	if (line <= 0 || (unsigned long)line > UINT_MAX - 1)
		return;
	p->line = (unsigned)line;
	if (node->ns && node->ns->prefix)
		buf_format(&name, "%s:", (const char *)node->ns->prefix);
	buf_str(&name, (const char *)node->name);
	if (p->data)
		find(p, buf_cstr(&name), p->line, ordinal(node));
	buf_done(&name);
}

void
schema_place_done(struct schema_place *p)
{
	free(p->path);
	free(p->data);
	p->path = p->data = NULL;
	p->size = 0;
}
