/* A file on its way through the parser. */
#include <errno.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/message.h"
#include "read/handlers.h"

/* What the parser itself does not bound in all its versions. */
static bool
is_bounded(struct reader *r, const struct source *s)
{
	const xmlParserCtxt *ctxt = s->ctxt;

	if (r->bytes > READ_MAX_DECODED)
		problem_stop(r, ATT_ELIMIT,
		    N_("the document and its files have more than %d bytes"),
		    READ_MAX_DECODED);
	else if (ctxt->maxatts > READ_MAX_ATTRIBUTES * 2 * 5)
		problem_stop(r, ATT_ELIMIT,
		    N_("an element has more than %d attributes"),
		    READ_MAX_ATTRIBUTES);
	else if (ctxt->nsMax > READ_MAX_NAMESPACES * 2 * 2)
		problem_stop(r, ATT_ELIMIT,
		    N_("more than %d namespaces are in force"),
		    READ_MAX_NAMESPACES);
	else if (ctxt->dict && xmlDictSize(ctxt->dict) > READ_MAX_NAMES)
		problem_stop(r, ATT_ELIMIT,
		    N_("the document has more than %d different names"),
		    READ_MAX_NAMES);
	return !r->stopped;
}

uint64_t
source_most(const struct reader *r)
{
	return READ_MAX_AMPLIFY * (r->bytes - r->texts - r->reread);
}

int
source_read(void *context, char *buffer, int size)
{
	struct source *s = context;
	struct reader *r = s->r;
	ssize_t got;

	if (size <= 0 || r->stopped || (s->ctxt && !is_bounded(r, s)))
		return 0;
	if (s->fd < 0) {
		got =
		    (ssize_t)((size_t)size < s->left ? (size_t)size : s->left);
		memcpy(buffer, s->data, (size_t)got);
		s->data += got;
		s->left -= (size_t)got;
	} else {
		do
			got = read(s->fd, buffer, (size_t)size);
		while (got < 0 && errno == EINTR);
		if (got < 0) {
			problem_stop(r, ATT_EIO,
			    N_("the file cannot be read: %s"), strerror(errno));
			return 0;
		}
	}
	s->got += (size_t)got;
	r->bytes += (size_t)got;
	if (s->again)
		r->reread += (size_t)got;
	if (s->entity)
		r->expanded += (size_t)got;
	return (int)got;
}

/* Entities mostly end in the order of their beginning, but not when the parser
 * gives up. */
static void
leave(struct reader *r, struct source *s)
{
	struct source *inner = r->source;

	if (inner == s) {
		r->source = s->outer;
		r->source->selected = s->selected;
		r->base = s->outer_base;
		return;
	}
	while (inner && inner->outer != s)
		inner = inner->outer;
	if (inner) {
		inner->outer = s->outer;
		inner->outer_base = s->outer_base;
	}
}

int
source_close(void *context)
{
	struct source *s = context;
	struct reader *r = s->r;

	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
	if (!s->entity)
		return 0;
	leave(r, s);
	/* The entity's names may go with its parser. */
	names_forget(r);
	free(s);
	return 0;
}

/* Parse it to its end or its first error; closes it. */
bool
source_parse(struct source *s)
{
	struct reader *r = s->r;
	const int options = XML_PARSE_NOENT | XML_PARSE_NONET |
	                    XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA |
	                    XML_PARSE_DTDLOAD;
	char *address = loader_address(s->real ? s->real : "document");
	xmlParserCtxtPtr ctxt = xmlNewParserCtxt();
	xmlDocPtr doc;
	bool ok;

	s->outer = r->source;
	r->source = s;
	names_forget(r);
	if (ctxt) {
		sax_handler(ctxt->sax);
		ctxt->userData = r;
		ctxt->_private = r;
		s->ctxt = ctxt;
		doc = xmlCtxtReadIO(
		    ctxt, source_read, source_close, s, address, NULL, options);
		xmlFreeDoc(doc);
		if (ctxt->myDoc && ctxt->myDoc != doc)
			xmlFreeDoc(ctxt->myDoc);
		ctxt->myDoc = NULL;
		xmlFreeParserCtxt(ctxt);
	}
	ok = ctxt && !s->failed;
	r->source = s->outer;
	names_forget(r);
	free(address);
	return ok;
}
