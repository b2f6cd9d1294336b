/* From XML to a work: the SAX front end on libxml2. One document at a time; no
 * tree is made. */
#include "attache/read.h"

#include <errno.h>
#include <libxml/catalog.h>
#include <libxml/xmlIO.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "read/handlers.h"

static void
silent(void *context, const char *format, ...)
{
	(void)context;
	(void)format;
}

#if LIBXML_VERSION >= 21200
static void
silent_error(void *context, const xmlError *error)
#else
static void
silent_error(void *context, xmlErrorPtr error)
#endif
{
	(void)context;
	(void)error;
}

void
att_read_init(void)
{
	xmlInitParser();
	/* Files only: no network and nothing that unpacks. */
	xmlCleanupInputCallbacks();
	xmlRegisterInputCallbacks(
	    xmlFileMatch, xmlFileOpen, xmlFileRead, xmlFileClose);
	xmlCatalogSetDefaults(XML_CATA_ALLOW_GLOBAL);
	xmlSetExternalEntityLoader(loader_entity);
	xmlSetGenericErrorFunc(NULL, silent);
	xmlSetStructuredErrorFunc(NULL, silent_error);
}

void
att_read_done(void)
{
	xmlCleanupParser();
}

static struct reader *
reader_new(
    struct att_builder *b, const char *name, const struct att_read_opts *opts)
{
	static const struct att_read_opts none;
	struct reader *r = mem_alloc(sizeof(*r));

	r->b = b;
	r->opts = opts ? opts : &none;
	r->name = name;
	att_builder_reset(b);
	return r;
}

static void
free_buffers(struct reader *r)
{
	struct buf *all[] = {&r->discard, &r->heard, &r->held, &r->date,
	    &r->title, &r->words, &r->alt, &r->href, &r->image, &r->scratch,
	    &r->abstract, &r->heading, &r->subheading, &r->family, &r->given,
	    &r->lineage, &r->whole, &r->term[0], &r->term[1], &r->term[2],
	    &r->term[3], &r->term[4], &r->term_id, &r->term_class, &r->place,
	    &r->label, &r->include_error};

	for (size_t i = 0; i < COUNT(all); i++)
		buf_done(all[i]);
}

static void
reader_free(struct reader *r)
{
	table_drop(r);
	free_buffers(r);
	for (unsigned i = 1; i <= r->lang_count; i++)
		free(r->langs[i]);
	for (size_t i = 0; i < r->base_count; i++)
		free(r->bases[i]);
	for (size_t i = 0; i < r->unknown_count; i++)
		free(r->unknown[i].name);
	for (size_t i = 0; i < r->known_count; i++)
		free(r->known[i].missing);
	for (size_t i = 0; i < r->renditions; i++)
		free(r->rendition[i].id);
	free(r->bases);
	free(r->unknown);
	free(r->rendition);
	free(r->known);
	free(r->shadow_text);
	free(r->folder);
	free(r->root);
	free(r->real);
	free(r);
}

/* The folder with its closing slash. Caller frees; NULL when it is not there.
 */
static char *
real_folder(const char *path)
{
	char real[PATH_MAX];

	if (!realpath(path, real))
		return NULL;
	return mem_format(
	    "%s%s", real, real[strlen(real) - 1] == '/' ? "" : "/");
}

/* Where the document is, and what its addresses start from. */
static bool
find_root(struct reader *r, const char *path, struct att_error *err)
{
	r->real = realpath(path, NULL);
	if (!r->real)
		return message_fail(err, ATT_EIO, N_("cannot open %s: %s"),
		    path, strerror(errno));
	r->root =
	    mem_ndup(r->real, (size_t)(strrchr(r->real, '/') - r->real) + 1);
	r->folder =
	    r->opts->folder ? real_folder(r->opts->folder) : mem_dup(r->root);
	loader_base(r, r->real);
	return true;
}

static enum att_read_result
finish(struct reader *r, struct att_error *err)
{
	enum att_read_result result = ATT_READ_WORK;

	if (r->other) {
		result = ATT_READ_OTHER;
	} else if (!r->vocabulary || (r->incomplete && r->opts->strict)) {
		if (r->error.code == ATT_OK)
			message_fail(&r->error, ATT_EINPUT,
			    N_("%s: there is no XML document in it"), r->name);
		result = ATT_READ_FAILED;
	} else {
		r->stopped = false;
		names_report(r);
		if (r->incomplete)
			att_builder_meta(
			    r->b, ATT_META_INCOMPLETE, r->error.text);
		if (!att_builder_ok(r->b, &r->error))
			result = ATT_READ_FAILED;
	}
	if (result == ATT_READ_FAILED && err)
		*err = r->error;
	return result;
}

static enum att_read_result
run(struct reader *r, struct source *s, struct att_error *err)
{
	enum att_read_result result;

	source_parse(s);
	r->source = s;
	s->ctxt = NULL;
	/* Handlers of what an error left open must not be stopped by it. */
	sax_unwind(r, 0);
	result = finish(r, err);
	reader_free(r);
	return result;
}

enum att_read_result
att_read_file(struct att_builder *b, const char *path,
    const struct att_read_opts *opts, struct att_error *err)
{
	struct reader *r = reader_new(b, path, opts);
	struct source s = {.r = r, .path = path};

	s.fd = -1;
	if (find_root(r, path, err))
		s.fd = loader_open(r, path, false, &s.file, err);
	if (s.fd < 0) {
		reader_free(r);
		return ATT_READ_FAILED;
	}
	s.real = r->real;
	return run(r, &s, err);
}

enum att_read_result
att_read_memory(struct att_builder *b, const char *data, size_t size,
    const char *name, const struct att_read_opts *opts, struct att_error *err)
{
	struct reader *r = reader_new(b, name, opts);
	struct source s = {
	    .r = r, .fd = -1, .data = data, .left = size, .path = name};

	r->memory = true;
	s.file = att_builder_add_file(b, name, size, 0);
	return run(r, &s, err);
}
