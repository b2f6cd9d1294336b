/* Entities: the document's own, HTML's where it declares none, and a visible
 * stand-in for what nobody declares. What they add is bounded. */
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "read/handlers.h"

/* Whether so many bytes that do not stand in a file may be added. */
bool
entity_room(struct reader *r, uint64_t more)
{
	uint64_t most = source_most(r);

	r->expanded += more;
	if (most < READ_MAX_EXPANSION)
		most = READ_MAX_EXPANSION;
	if (r->expanded <= most)
		return true;
	problem_stop(r, ATT_ELIMIT,
	    N_("entities and default attributes add more than %d bytes and "
	       "%d times the document"),
	    READ_MAX_EXPANSION, READ_MAX_AMPLIFY);
	return false;
}

xmlEntityPtr
entity_declare(xmlDocPtr doc, const xmlChar *name, const char *content)
{
	if (!doc)
		return NULL;
	if (!doc->intSubset &&
	    !xmlCreateIntSubset(doc, (const xmlChar *)"attache", NULL, NULL))
		return NULL;
	return xmlAddDocEntity(doc, name, XML_INTERNAL_GENERAL_ENTITY, NULL,
	    NULL, (const xmlChar *)content);
}

/* The name of the entity as text, for one that cannot be read. */
static xmlEntityPtr
stand_in(xmlDocPtr doc, const xmlChar *name)
{
	char *content = mem_format("&#38;%s;", (const char *)name);
	xmlEntityPtr entity = entity_declare(doc, name, content);

	free(content);
	return entity;
}

static xmlEntityPtr
undeclared(struct reader *r, xmlDocPtr doc, const xmlChar *name)
{
	const htmlEntityDesc *html = htmlEntityLookup(name);

	if (html) {
		char content[5] = "";

		utf8_put(html->value, content);
		return entity_declare(doc, name, content);
	}
	sax_place(r);
	problem_warn(
	    r, N_("the entity '%s' is not declared"), (const char *)name);
	return stand_in(doc, name);
}

/* An external entity that may not be read shows as its name. */
static bool
is_readable(struct reader *r, const xmlEntity *entity)
{
	struct att_error err = {0};
	const char *url = (const char *)entity->URI;
	char *path;
	uint16_t file;
	int fd;

	sax_place(r);
	if (r->memory || !url) {
		problem_note(r,
		    N_("the entity '%s' is another file and is not "
		       "read here"),
		    (const char *)entity->name);
		return false;
	}
	path = loader_path(r, url, strlen(url));
	if (!path) {
		problem_note(r,
		    N_("the entity '%s' is not a file and is not read"),
		    (const char *)entity->name);
		return false;
	}
	fd = loader_open(r, path, true, &file, &err);
	free(path);
	if (fd >= 0) {
		close(fd);
		return true;
	}
	problem_note(r, N_("the entity '%s' is not read: %s"),
	    (const char *)entity->name, err.text);
	return false;
}

/* The entity as one that the parser hands over unparsed. */
static xmlEntityPtr
shadow(struct reader *r, const xmlEntity *entity, const char *content)
{
	char *copy = mem_dup(content);

	free(r->shadow_text);
	r->shadow_text = copy;
	r->shadow = *entity;
	r->shadow.etype = XML_INTERNAL_PREDEFINED_ENTITY;
	r->shadow.content = (xmlChar *)copy;
	return &r->shadow;
}

/* In text, plain content is handed over as it is: a parser of its own for
 * each "&mdash;" would cost more than all the rest. */
static xmlEntityPtr
plain(struct reader *r, xmlEntityPtr entity)
{
	const xmlParserCtxt *ctxt = sax_context(r);
	const char *content = (const char *)entity->content;

	if (ctxt->instate != XML_PARSER_CONTENT || ctxt->depth > 0 ||
	    !content || entity->etype != XML_INTERNAL_GENERAL_ENTITY)
		return entity;
	if (strncmp(content, "&#38;", 5) == 0 && !strpbrk(content + 5, "<&")) {
		buf_clear(&r->scratch);
		buf_char(&r->scratch, '&');
		buf_str(&r->scratch, content + 5);
		content = buf_cstr(&r->scratch);
	} else if (strpbrk(content, "<&")) {
		return entity;
	}
	return shadow(r, entity, content);
}

xmlEntityPtr
entity_get(void *user, const xmlChar *name)
{
	struct reader *r = user;
	xmlParserCtxtPtr ctxt = sax_context(r);
	xmlEntityPtr entity;

	if (r->stopped)
		return NULL;
	entity = xmlSAX2GetEntity(ctxt, name);
	if (!entity)
		entity = undeclared(r, ctxt->myDoc, name);
	if (!entity)
		return NULL;
	if (!entity_room(r, (uint64_t)entity->length + 1))
		return NULL;
	if (entity->etype == XML_EXTERNAL_GENERAL_PARSED_ENTITY &&
	    ctxt->inSubset == 0 && !is_readable(r, entity)) {
		/* The declaration stays, so its stand-in has no place. */
		buf_clear(&r->scratch);
		buf_format(&r->scratch, "&%s;", (const char *)name);
		return shadow(r, entity, buf_cstr(&r->scratch));
	}
	return plain(r, entity);
}

xmlEntityPtr
entity_parameter(void *user, const xmlChar *name)
{
	struct reader *r = user;
	xmlEntityPtr entity;

	if (r->stopped)
		return NULL;
	entity = xmlSAX2GetParameterEntity(sax_context(r), name);
	if (!entity)
		return NULL;
	if (++r->parameters > READ_MAX_PARAMETERS * (1 + r->inclusions)) {
		problem_stop(r, ATT_ELIMIT,
		    N_("parameter entities are used more than %d times"),
		    READ_MAX_PARAMETERS);
		return NULL;
	}
	return entity_room(r, (uint64_t)entity->length + 1) ? entity : NULL;
}
