/* The parser's events: frames open and close, text passes. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1 /* memrchr */
#endif

#include <libxml/SAX2.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "read/handlers.h"

/* The context that reads now: an external entity has one of its own. */
xmlParserCtxtPtr
sax_context(const struct reader *r)
{
	return r->source ? r->source->ctxt : NULL;
}

/* Where the parser is at. At a start tag it has passed the attributes, so the
 * place of its '<' is looked for backwards. */
void
sax_place(struct reader *r)
{
	xmlParserCtxtPtr ctxt = sax_context(r);
	const xmlParserInput *in = ctxt ? ctxt->input : NULL;

	if (!in) {
		r->line = r->column = 0;
	} else {
		r->line = (unsigned)in->line;
		r->column = (unsigned)in->col;
	}
	if (r->source)
		att_builder_at(r->b, r->source->file, r->line, r->column);
}

static void
place_tag(struct reader *r)
{
	xmlParserCtxtPtr ctxt = sax_context(r);
	const xmlParserInput *in = ctxt ? ctxt->input : NULL;
	const char *start, *base, *cur;

	if (!in)
		return;
	base = (const char *)in->base;
	cur = (const char *)in->cur;
	r->line = (unsigned)in->line;
	r->column = (unsigned)in->col;
	start = cur > base ? memrchr(base, '<', (size_t)(cur - base)) : NULL;
	if (start) {
		const char *p = start;
		bool back = false;

		while ((p = memchr(p, '\n', (size_t)(cur - p)))) {
			r->line--;
			back = true;
			p++;
		}
		if (!back) {
			unsigned far = (unsigned)(cur - start);

			r->column = r->column > far ? r->column - far : 1;
		} else {
			p = start > base
			        ? memrchr(base, '\n', (size_t)(start - base))
			        : NULL;
			r->column = p ? (unsigned)(start - p) : 0;
		}
	}
	att_builder_at(r->b, r->source->file, r->line, r->column);
}

/* First byte that is not white space after the start tag at work; -1 when
 * that cannot be said. */
int
sax_peek(const struct reader *r)
{
	xmlParserCtxtPtr ctxt = sax_context(r);
	const xmlChar *p =
	    ctxt && ctxt->input && ctxt->depth == 0 ? ctxt->input->cur : NULL;

	if (!p || *p != '>')
		return -1;
	do
		p++;
	while (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r');
	return *p ? *p : -1;
}

bool
sax_is_empty(const struct reader *r)
{
	xmlParserCtxtPtr ctxt = sax_context(r);
	const xmlChar *p =
	    ctxt && ctxt->input && ctxt->depth == 0 ? ctxt->input->cur : NULL;

	return p && (*p == '/' || (*p == '>' && p[1] == '<' && p[2] == '/'));
}

static uint8_t
lang_index(struct reader *r, const struct value *v)
{
	if (v->size == 0 || v->size > 64)
		return 0;
	for (unsigned i = 1; i <= r->lang_count; i++) {
		if (strlen(r->langs[i]) == v->size &&
		    memcmp(r->langs[i], v->text, v->size) == 0)
			return (uint8_t)i;
	}
	if (r->lang_count == READ_MAX_LANGS)
		return 0;
	r->langs[++r->lang_count] = mem_ndup(v->text, v->size);
	return (uint8_t)r->lang_count;
}

static void
take_context(struct reader *r)
{
	const struct value *v = attr(r, A_X_lang);

	if (!v)
		v = attr(r, A_lang);
	if (v)
		r->lang = lang_index(r, v);
	v = attr(r, A_X_base);
	if (v)
		r->base = loader_rebase(r, v->text, v->size);
}

static void
push_frame(struct reader *r, const struct row *row)
{
	struct frame *f = &r->frame[r->depth];

	if (r->depth)
		r->frame[r->depth - 1].children++;
	*f = (struct frame){
	    .row = row,
	    .end = row->end,
	    .sink = r->sink,
	    .from = r->heard.size,
	    .hears = r->hears,
	    .zone = r->zone,
	    .class = r->class,
	    .lang = r->lang,
	    .node_lang = r->node_lang,
	    .loose = r->loose,
	    .elements = row->flags & V_ELEMENTS,
	    .base = r->base,
	};
	r->depth++;
}

/* A block inside a run of text ends it; what an inline let stand goes on. */
static void
pop_frame(struct reader *r)
{
	struct frame *f = frame_top(r);
	bool inlines, block;

	if (f->end)
		f->end(r);
	block = f->opens > 0 && r->class != f->class;
	inlines = f->opens > 0 && !(f->state & S_BLOCK);
	while (f->opens > 0 && !f->sink) {
		att_builder_close(r->b);
		f->opens--;
		r->open--;
	}
	if (!inlines && !f->row->start && f->row->kind < ATT_KIND_COUNT &&
	    att_kind_class(f->row->kind) != ATT_CLASS_INLINE)
		block = true;
	r->class = f->class;
	if (f->row->kind == ATT_NOTE)
		r->loose = f->loose;
	else if (block)
		r->loose = false;
	r->sink = f->sink;
	unhear(r);
	r->zone = f->zone;
	r->lang = f->lang;
	r->node_lang = f->node_lang;
	r->base = f->base;
	r->ended = true;
	r->depth--;
}

void
sax_unwind(struct reader *r, unsigned depth)
{
	r->skip = 0;
	while (r->depth > depth)
		pop_frame(r);
}

static bool
choose_vocabulary(struct reader *r, const char *name, const char *space)
{
	static const struct vocabulary *const all[] = {
	    &docbook_vocabulary, &tei_vocabulary};
	const xmlParserCtxt *ctxt = sax_context(r);
	const xmlDoc *doc = ctxt ? ctxt->myDoc : NULL;
	const xmlDtd *dtd = doc ? doc->intSubset : NULL;
	const char *public = dtd ? (const char *)dtd->ExternalID : NULL;

	for (size_t i = 0; i < 2; i++) {
		const struct row *row;

		if (space && strcmp(space, all[i]->space) != 0)
			continue;
		/* Another vocabulary's DTD says that the name is a
		 * coincidence. */
		if (!space && public && !strstr(public, "DocBook") &&
		    !strstr(public, "TEI"))
			continue;
		row = vocabulary_find(all[i], name);
		if (row && row->flags & V_ROOT) {
			r->vocabulary = all[i];
			names_forget(r);
			return true;
		}
	}
	return false;
}

static void
start_root(struct reader *r, const xmlChar *name, const xmlChar *space)
{
	const struct row *row;
	const struct value *id;

	if (!choose_vocabulary(r, (const char *)name, (const char *)space)) {
		r->other = r->stopped = true;
		return;
	}
	row = names_row(r, name, space);
	place_tag(r);
	push_frame(r, row);
	take_context(r);
	att_builder_meta(r->b, ATT_META_VOCABULARY, r->vocabulary->name);
	if (r->lang)
		att_builder_meta(r->b, ATT_META_LANG, r->langs[r->lang]);
	id = attr(r, A_X_id) ? attr(r, A_X_id) : attr(r, A_id);
	if (id) {
		buf_clear(&r->scratch);
		buf_add(&r->scratch, id->text, id->size);
		att_builder_meta(r->b, ATT_META_ID, buf_cstr(&r->scratch));
	}
	node_open(r, ATT_WORK);
	node_common(r, &(struct row){.name = row->name});
	node_attr(r, ATT_A_TYPE, row->name);
}

/* What begins a block of its own needs nothing before it. */
static bool
runs_on(const struct reader *r, const struct row *row)
{
	if (row->kind == READ_SKIP || !node_runs(r))
		return false;
	return row->kind >= ATT_KIND_COUNT || row->start ||
	       row->flags & V_BLOCK ||
	       att_kind_class(row->kind) == ATT_CLASS_INLINE;
}

/* What the element around puts between its children where no words part
 * them; a mark after a mark says nothing. */
static void
part_child(struct reader *r, const struct row *row)
{
	const struct frame *f = &r->frame[r->depth - 2];
	const char *mark = f->row->type;

	if (f->row->start == synopsis_method) {
		synopsis_part(r, row);
	} else if (!(f->state & S_BETWEEN)) {
		if (row->flags & V_SPACED &&
		    !(r->last && strchr("([{", r->last)))
			node_text(r, " ", 1);
	} else if (f->children > 1 && r->ended && runs_on(r, row)) {
		if (*mark && strchr(",;", *mark) && r->last &&
		    strchr(".,;:!?", r->last))
			mark++;
		node_words(r, mark);
	}
}

static void
start_by_zone(struct reader *r, const struct row *row)
{
	switch ((enum zone)r->zone) {
	case ZONE_TEXT:
		break;
	case ZONE_INFO_ROOT:
	case ZONE_INFO:
		if (meta_child(r, row))
			return;
		break;
	case ZONE_HEADER:
	case ZONE_TITLES:
	case ZONE_PUBLICATION:
	case ZONE_EDITION:
	case ZONE_SERIES:
		if (header_child(r, row))
			return;
		break;
	case ZONE_ENTRY:
		if (biblio_child(r, row))
			return;
		break;
	}
	if (row->start)
		row->start(r, row);
	else
		node_start(r, row);
}

static void
start_child(struct reader *r, const struct row *row)
{
	struct frame *f;

	if (r->depth >= ATT_MAX_DEPTH) {
		problem_stop(r, ATT_ELIMIT,
		    N_("elements are nested over %d deep"), ATT_MAX_DEPTH);
		return;
	}
	if (row->flags & V_ASIDE && (r->sink || r->zone == ZONE_HEADER) &&
	    row != frame_top(r)->row) {
		node_skip(r);
		return;
	}
	push_frame(r, row);
	f = frame_top(r);
	take_context(r);
	if (row->flags & V_ASIDE)
		r->hears = false;
	if (!(row->flags & V_ASIDE) || row->flags & V_SPACED)
		part_child(r, row);
	media_figure_child(r, row);
	start_by_zone(r, row);
	if (r->skip) {
		/* Left out: no frame stands for it. */
		f->end = NULL;
		pop_frame(r);
		r->skip = 1;
	}
}

static uint64_t
attribute_bytes(const xmlChar **list, int count)
{
	uint64_t bytes = 0;

	for (int i = 0; i < count; i++)
		bytes += (uint64_t)(list[i * 5 + 4] - list[i * 5 + 3]) +
		         READ_ATTRIBUTE;
	return bytes;
}

/* Attributes that a declaration adds to every element are written once. */
static bool
take_defaults(
    struct reader *r, const xmlChar **list, int attributes, int defaulted)
{
	return defaulted == 0 ||
	       entity_room(
	           r, attribute_bytes(
	                  list + (attributes - defaulted) * 5, defaulted));
}

static void
start_element(void *user, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *space, int spaces, const xmlChar **space_list,
    int attributes, int defaulted, const xmlChar **list)
{
	struct reader *r = user;
	const struct row *row;

	(void)prefix;
	(void)spaces;
	(void)space_list;
	if (r->stopped || !take_defaults(r, list, attributes, defaulted))
		return;
	if (r->skip) {
		r->skip++;
		return;
	}
	names_attributes(r, list, attributes > 0 ? (unsigned)attributes : 0);
	if (r->source->select && !xinclude_select(r))
		return;
	if (r->source->again &&
	    !xinclude_room(r, READ_ELEMENT + attribute_bytes(list, attributes)))
		return;
	if (r->depth == 0) {
		start_root(r, name, space);
		return;
	}
	place_tag(r);
	row = names_row(r, name, space);
	if (row == &example_row) {
		push_frame(r, row);
		example_start(
		    r, name, list, attributes > 0 ? (unsigned)attributes : 0);
		return;
	}
	start_child(r, row);
}

static void
end_element(void *user, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *space)
{
	struct reader *r = user;
	struct source *s = r->source;

	(void)name;
	(void)prefix;
	(void)space;
	if (r->stopped)
		return;
	if (r->skip) {
		if (--r->skip == 0 && s->select)
			s->selected--;
		return;
	}
	if (s->select && s->selected == 0)
		return;
	if (r->depth == 0)
		return;
	pop_frame(r);
	if (s->select)
		s->selected--;
}

static bool
is_space(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (text[i] != ' ' && text[i] != '\n' && text[i] != '\t' &&
		    text[i] != '\r')
			return false;
	}
	return true;
}

static void
characters(void *user, const xmlChar *utf8, int count)
{
	struct reader *r = user;
	const char *text = (const char *)utf8;
	size_t size = (size_t)count;
	const struct frame *f;

	if (r->skip || r->stopped || count <= 0 || r->depth == 0 ||
	    (r->source->select && r->source->selected == 0) ||
	    !xinclude_room(r, size))
		return;
	f = &r->frame[r->depth - 1];
	if ((r->class != ATT_CLASS_LEAF || f->elements) &&
	    (f->elements || !r->loose) && is_space(text, size)) {
		if (r->sink && !f->elements)
			node_text(r, " ", 1);
		return;
	}
	if (r->class != ATT_CLASS_LEAF && !r->sink)
		r->loose = true;
	r->ended = false;
	for (size_t i = size; i-- > 0;) {
		if (!is_space(text + i, 1)) {
			r->last = text[i];
			break;
		}
	}
	node_text(r, text, size);
}

/* Declarations are kept by libxml2's own handlers, which take the context. */
static void
start_document(void *user)
{
	xmlSAX2StartDocument(sax_context(user));
}

static void
internal_subset(
    void *user, const xmlChar *name, const xmlChar *id, const xmlChar *system)
{
	xmlSAX2InternalSubset(sax_context(user), name, id, system);
}

static void
external_subset(
    void *user, const xmlChar *name, const xmlChar *id, const xmlChar *system)
{
	xmlSAX2ExternalSubset(sax_context(user), name, id, system);
}

static void
entity_decl(void *user, const xmlChar *name, int type, const xmlChar *id,
    const xmlChar *system, xmlChar *content)
{
	xmlSAX2EntityDecl(sax_context(user), name, type, id, system, content);
}

static void
unparsed_decl(void *user, const xmlChar *name, const xmlChar *id,
    const xmlChar *system, const xmlChar *notation)
{
	xmlSAX2UnparsedEntityDecl(
	    sax_context(user), name, id, system, notation);
}

static int
is_standalone(void *user)
{
	return xmlSAX2IsStandalone(sax_context(user));
}

static int
has_internal_subset(void *user)
{
	return xmlSAX2HasInternalSubset(sax_context(user));
}

static int
has_external_subset(void *user)
{
	return xmlSAX2HasExternalSubset(sax_context(user));
}

static xmlParserInputPtr
resolve_entity(void *user, const xmlChar *id, const xmlChar *system)
{
	return xmlSAX2ResolveEntity(sax_context(user), id, system);
}

void
sax_handler(xmlSAXHandler *sax)
{
	*sax = (xmlSAXHandler){
	    .initialized = XML_SAX2_MAGIC,
	    .startDocument = start_document,
	    .internalSubset = internal_subset,
	    .externalSubset = external_subset,
	    .isStandalone = is_standalone,
	    .hasInternalSubset = has_internal_subset,
	    .hasExternalSubset = has_external_subset,
	    .resolveEntity = resolve_entity,
	    .getEntity = entity_get,
	    .getParameterEntity = entity_parameter,
	    .entityDecl = entity_decl,
	    .unparsedEntityDecl = unparsed_decl,
	    .startElementNs = start_element,
	    .endElementNs = end_element,
	    .characters = characters,
	    .cdataBlock = characters,
	    .ignorableWhitespace = characters,
	    .serror = problem_xml,
	};
}
