/* RELAX NG by libxml2, which needs the whole document as a tree: the only
 * place that makes one. */
#include "read/schema.h"

#include <libxml/parser.h>

/* Before 2.14 the two kinds of schemas were one part of the library. */
#if defined(LIBXML_RELAXNG_ENABLED) ||                                         \
    (LIBXML_VERSION < 21400 && defined(LIBXML_SCHEMAS_ENABLED))

#include <libxml/SAX2.h>
#include <libxml/catalog.h>
#include <libxml/relaxng.h>
#include <libxml/uri.h>
#include <libxml/xinclude.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "read/handlers.h"
#include "read/schema_load.h"
#include "read/schema_place.h"

enum {
	PARSE = XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOERROR |
	        XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES,
	FINDINGS_MAX = 1000, /* of a document; more are not told */
	VALUE_MAX = 60       /* bytes of a value in a message */
};

struct check {
	struct schema_place place;
	unsigned count;
	xmlNodePtr node; /* of a finding that is not told yet */
	struct buf text;
};

/* clang-format off */
/* In our words; %s are what libxml2 tells about. NULL: says nothing
 * that another finding does not. */
static const struct {
	int code;
	const char *text;
} words[] = {
	{ XML_RELAXNG_ERR_ATTREXTRANS, N_("the attribute '%s' must not be in a namespace") },
	{ XML_RELAXNG_ERR_ATTRNAME, N_("the attribute '%s' is wanted, not '%s'") },
	{ XML_RELAXNG_ERR_ATTRNONS, N_("the attribute '%s' is of the wrong namespace") },
	{ XML_RELAXNG_ERR_ATTRVALID, N_("something is wrong with the attributes of '%s'") },
	{ XML_RELAXNG_ERR_ATTRWRONGNS, N_("the attribute '%s' is of the wrong namespace") },
	{ XML_RELAXNG_ERR_CONTENTVALID, NULL },
	{ XML_RELAXNG_ERR_ELEMEXTRANS, N_("the element '%s' must not be in a namespace") },
	{ XML_RELAXNG_ERR_ELEMNAME, N_("the element '%s' is wanted here, not '%s'") },
	{ XML_RELAXNG_ERR_ELEMNONS, N_("the element '%s' is of the wrong namespace") },
	{ XML_RELAXNG_ERR_ELEMNOTEMPTY, N_("the element '%s' must be empty") },
	{ XML_RELAXNG_ERR_ELEMWRONG, N_("the element '%s' must not stand here") },
	{ XML_RELAXNG_ERR_ELEMWRONGNS, N_("the element '%s' is of the wrong namespace") },
	{ XML_RELAXNG_ERR_EXTRACONTENT, N_("the element '%s' holds more than it may: '%s'") },
	{ XML_RELAXNG_ERR_INTEREXTRA, N_("the element '%s' must not stand here, or not once more") },
	{ XML_RELAXNG_ERR_INTERSEQ, NULL },
	{ XML_RELAXNG_ERR_INVALIDATTR, N_("the element '%2$s' must not have the attribute '%1$s', or not with this value") },
	{ XML_RELAXNG_ERR_NOELEM, N_("the element '%s' is missing here") },
	{ XML_RELAXNG_ERR_TEXTWRONG, N_("the element '%s' must not hold text here") },
	{ XML_RELAXNG_ERR_TYPE, N_("'%2$s' is not a value of the type %1$s") },
	{ XML_RELAXNG_ERR_TYPEVAL, N_("'%2$s' is not a value of the type %1$s") },
};
/* clang-format on */

/* Short enough for a message. Caller frees. */
static char *
value_shown(const char *value)
{
	struct att_error safe;
	size_t size;

	utf8_safe(value ? value : "?", safe.text, sizeof(safe.text));
	size = utf8_cut(safe.text, strlen(safe.text), VALUE_MAX);
	return mem_format(
	    "%.*s%s", (int)size, safe.text, safe.text[size] ? "\u2026" : "");
}

static void
add_words(struct buf *out, const char *format, const xmlError *error)
{
	char *one = value_shown(error->str1), *two = value_shown(error->str2);
	char *text = message_fill(format, (const char *const[]){one, two}, 2);

	buf_str(out, text);
	free(text);
	free(one);
	free(two);
}

/* False when there is nothing to say. */
static bool
message(struct buf *out, const xmlError *error)
{
	struct att_error safe;

	for (size_t i = 0; i < COUNT(words); i++) {
		if (words[i].code != error->code)
			continue;
		if (words[i].text)
			add_words(out, _(words[i].text), error);
		return words[i].text != NULL;
	}
	if (!error->message)
		return false;
	utf8_safe(error->message, safe.text, sizeof(safe.text));
	buf_add(out, safe.text, strcspn(safe.text, "\\"));
	return true;
}

static void
tell(struct check *c)
{
	char shown[4096];

	if (!c->node || c->count++ >= FINDINGS_MAX)
		return;
	schema_place(&c->place, c->node);
	utf8_safe(c->place.path ? c->place.path : "", shown, sizeof(shown));
	printf("%u\t%u\t%s\t%s\n", c->place.line, c->place.column, shown,
	    buf_cstr(&c->text));
}

static bool
is_inside(const xmlNode *node, const xmlNode *outer)
{
	while (node && node != outer)
		node = node->parent;
	return node != NULL;
}

/* libxml2 says of an element that it must not stand where it does and then
 * what is wrong inside of it: only the last is what a person wants to know. Of
 * one node the first says most. */
static void
#if LIBXML_VERSION >= 21200
take(void *context, const xmlError *error)
#else
take(void *context, xmlErrorPtr error)
#endif
{
	struct check *c = context;
	struct buf text = {0};

	if (error->domain != XML_FROM_RELAXNGV || !error->node ||
	    error->node == c->node || !message(&text, error)) {
		buf_done(&text);
		return;
	}
	if (!c->node || !is_inside(error->node, c->node))
		tell(c);
	buf_done(&c->text);
	c->node = error->node;
	c->text = text;
}

static void
silent(void *context, const char *format, ...)
{
	(void)context;
	(void)format;
}

/* An entity that is not declared is text all the same. */
static xmlEntityPtr
find_entity(void *context, const xmlChar *name)
{
	xmlParserCtxtPtr ctxt = context;
	xmlEntityPtr entity = xmlSAX2GetEntity(context, name);

	return entity ? entity : entity_declare(ctxt->myDoc, name, "?");
}

/* NULL when it is not well-formed: what is left of it would be judged wrongly.
 */
static xmlDocPtr
parse(const char *path)
{
	xmlParserCtxtPtr ctxt = xmlNewParserCtxt();
	char *address = loader_address(path);
	xmlDocPtr doc = NULL;

	if (ctxt) {
		ctxt->sax->getEntity = find_entity;
		doc = xmlCtxtReadFile(ctxt, address, NULL, PARSE);
	}
	free(address);
	xmlFreeParserCtxt(ctxt);
	if (doc)
		xmlXIncludeProcessFlags(doc, PARSE);
	return doc;
}

static xmlRelaxNGPtr
compile(const char *address)
{
	xmlRelaxNGParserCtxtPtr ctxt = xmlRelaxNGNewParserCtxt(address);
	xmlRelaxNGPtr schema;

	if (!ctxt)
		return NULL;
	xmlRelaxNGSetParserErrors(ctxt, silent, silent, NULL);
	schema = xmlRelaxNGParse(ctxt);
	xmlRelaxNGFreeParserCtxt(ctxt);
	return schema;
}

/* The schema at a path, or at a name that a catalog knows; NULL: not here. */
static xmlRelaxNGPtr
try_schema(const char *name)
{
	xmlChar *known = NULL;
	xmlRelaxNGPtr schema = NULL;

	if (name[0] == '/')
		return access(name, R_OK) == 0 ? compile(name) : NULL;
	known = xmlCatalogResolveURI((const xmlChar *)name);
	if (known && !xmlStrEqual(known, (const xmlChar *)name))
		schema = compile((const char *)known);
	xmlFree(known);
	return schema;
}

/* Where packages and catalogs have them; "%" stands for the version. */
static const char *const docbook[] = {
    "http://docbook.org/xml/%/rng/docbook.rng",
    "http://www.oasis-open.org/docbook/xml/%/rng/docbook.rng",
    "/usr/share/xml/docbook/schema/rng/%/docbook.rng",
    "/usr/share/xml/docbook5/schema/rng/%/docbook.rng",
    NULL,
};
static const char *const tei[] = {
    "http://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng",
    "https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng",
    "/usr/share/xml/tei/custom/schema/relaxng/tei_all.rng",
    "/usr/share/xml/tei/schema/relaxng/tei_all.rng",
    NULL,
};

static xmlRelaxNGPtr
try_all(const char *const *names, const char *version)
{
	xmlRelaxNGPtr schema = NULL;

	for (; *names && !schema; names++) {
		const char *mark = strchr(*names, '%');
		char *name = mark ? mem_format("%.*s%s%s", (int)(mark - *names),
		                        *names, version, mark + 1)
		                  : mem_dup(*names);

		schema = try_schema(name);
		free(name);
	}
	return schema;
}

/* The document's own version first: a newer one allows nearly the same. */
static xmlRelaxNGPtr
docbook_schema(xmlNodePtr root)
{
	static const char *const versions[] = {"5.2", "5.1", "5.0"};
	xmlChar *own = xmlGetNoNsProp(root, (const xmlChar *)"version");
	xmlRelaxNGPtr schema = NULL;

	if (own && !xmlStrchr(own, '/'))
		schema = try_all(docbook, (const char *)own);
	for (size_t i = 0; i < COUNT(versions) && !schema; i++)
		schema = try_all(docbook, versions[i]);
	xmlFree(own);
	return schema;
}

/* What <?xml-model href="x.rng"?> before the root names, if it is a file. */
static xmlRelaxNGPtr
own_schema(xmlDocPtr doc)
{
	xmlRelaxNGPtr schema = NULL;

	for (xmlNodePtr n = doc->children; n && !schema; n = n->next) {
		const char *href, *end;
		xmlChar *name, *address;

		if (n->type != XML_PI_NODE || !n->content ||
		    !xmlStrEqual(n->name, (const xmlChar *)"xml-model"))
			continue;
		href = strstr((const char *)n->content, "href=");
		end = href && href[5] ? strchr(href + 6, href[5]) : NULL;
		if (!end || end - href < 10 || strncmp(end - 4, ".rng", 4) != 0)
			continue;
		name = xmlStrndup(
		    (const xmlChar *)href + 6, (int)(end - href) - 6);
		address = xmlBuildURI(name, doc->URL);
		if (address)
			schema = compile((const char *)address);
		xmlFree(address);
		xmlFree(name);
	}
	return schema;
}

static xmlRelaxNGPtr
find_schema(xmlDocPtr doc)
{
	xmlNodePtr root = xmlDocGetRootElement(doc);
	const char *space = root->ns ? (const char *)root->ns->href : "";
	xmlRelaxNGPtr schema = own_schema(doc);

	if (!schema && strcmp(space, "http://docbook.org/ns/docbook") == 0)
		schema = docbook_schema(root);
	if (!schema && strcmp(space, "http://www.tei-c.org/ns/1.0") == 0)
		schema = try_all(tei, "");
	return schema;
}

static enum schema_result
validate(xmlDocPtr doc)
{
	xmlRelaxNGPtr schema = find_schema(doc);
	xmlRelaxNGValidCtxtPtr ctxt =
	    schema ? xmlRelaxNGNewValidCtxt(schema) : NULL;
	struct check check = {0};
	int status = 0;

	if (!ctxt) {
		xmlRelaxNGFree(schema);
		return SCHEMA_NONE;
	}
	xmlRelaxNGSetValidStructuredErrors(ctxt, take, &check);
	status = xmlRelaxNGValidateDoc(ctxt, doc);
	tell(&check);
	buf_done(&check.text);
	xmlRelaxNGFreeValidCtxt(ctxt);
	xmlRelaxNGFree(schema);
	schema_place_done(&check.place);
	if (status != 0 && check.count == 0)
		printf("0\t0\t\t%s\n",
		    _("the document is not as the schema wants it"));
	return status == 0 ? SCHEMA_VALID : SCHEMA_FINDINGS;
}

enum schema_result
schema_run(const char *path)
{
	enum schema_result result = SCHEMA_UNREAD;
	xmlDocPtr doc;

	schema_load_here();
	doc = parse(path);
	if (doc)
		result = validate(doc);
	xmlFreeDoc(doc);
	return fflush(stdout) == 0 ? result : SCHEMA_UNREAD;
}

#else

enum schema_result
schema_run(const char *path)
{
	(void)path;
	return SCHEMA_NONE;
}

#endif
