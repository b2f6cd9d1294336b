/* XInclude: the file is parsed where the element stands, inside its handler.
 * What cannot be included gives way to its fallback. */
#include <libxml/encoding.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "read/handlers.h"

enum { TEXT_MAX = 16 << 20 /* bytes of files included as text */ };

/* One inclusion: the attributes, which go with the start tag. */
struct include {
	char *path;  /* NULL: not a file's */
	char *label; /* the same for messages */
	char *select;
	char *encoding;
	bool text;
	bool again; /* a file that was read before */
	bool bad;   /* an xpointer that is not understood */
};

static char *
copy_value(const struct value *v)
{
	return v ? mem_ndup(v->text, v->size) : NULL;
}

/* The id of "id", "element(id)" and "xpointer(id('id'))". */
static char *
pointer_id(const char *p)
{
	static const char *const forms[] = {
	    "element(", "xpointer(id('", "xpointer(id(\""};
	size_t size;

	for (size_t i = 0; i < COUNT(forms); i++) {
		if (strncmp(p, forms[i], strlen(forms[i])) == 0) {
			p += strlen(forms[i]);
			break;
		}
	}
	size = strcspn(p, ")'\"/( ");
	if (size == 0 || p[size] == '/' || p[size] == '(')
		return NULL;
	return mem_ndup(p, size);
}

/* The file that is being read, entities aside. */
static const struct source *
document(const struct reader *r)
{
	const struct source *s = r->source;

	while (s->entity)
		s = s->outer;
	return s;
}

static void __attribute__((format(printf, 2, 3)))
include_fail(struct reader *r, const char *format, ...)
{
	va_list args;
	char *kept;

	va_start(args, format);
	kept = message_vkeep(format, args);
	va_end(args);
	buf_clear(&r->include_error);
	buf_str(&r->include_error, kept);
	free(kept);
}

static void
take(struct reader *r, struct include *inc)
{
	const struct value *href = attr(r, A_href);
	char *pointer = copy_value(attr(r, A_xpointer));

	*inc = (struct include){.text = attr_is(r, A_parse, "text"),
	    .encoding = copy_value(attr(r, A_encoding))};
	if (href && href->size && href->text[0] != '#')
		inc->path = loader_path(r, href->text, href->size);
	else if (!inc->text)
		inc->path = mem_dup(document(r)->real);
	if (inc->path)
		inc->label = loader_label(r, inc->path);
	if (pointer && *pointer && !inc->text) {
		inc->select = pointer_id(pointer);
		inc->bad = !inc->select;
	}
	buf_clear(&r->include_error);
	if (!inc->path)
		include_fail(r, N_("'%.*s' is not a file and is not included"),
		    href ? (int)(href->size > 200 ? 200 : href->size) : 0,
		    href ? href->text : "");
	else if (inc->bad)
		include_fail(
		    r, N_("the xpointer '%.200s' is not understood"), pointer);
	free(pointer);
}

static bool
is_loop(const struct reader *r, const struct include *inc, uint16_t file)
{
	for (const struct source *s = r->source; s; s = s->outer) {
		if (s->file != file || s->entity)
			continue;
		if (!inc->select ||
		    (s->select && strcmp(inc->select, s->select) == 0))
			return true;
	}
	return false;
}

/* Files can include each other's parts, and their own, over and over. */
bool
xinclude_room(struct reader *r, uint64_t more)
{
	if (!r->source->again)
		return true;
	r->repeated += more;
	if (r->repeated <= READ_MAX_EXPANSION || r->repeated <= source_most(r))
		return true;
	problem_stop(r, ATT_ELIMIT,
	    N_("what is included again adds more than %d bytes and %d times "
	       "the document"),
	    READ_MAX_EXPANSION, READ_MAX_AMPLIFY);
	return false;
}

static bool
include_document(struct reader *r, struct include *inc, int fd, uint16_t file)
{
	struct source s = {.r = r,
	    .fd = fd,
	    .file = file,
	    .path = inc->label,
	    .real = inc->path,
	    .select = inc->select,
	    .again = inc->again};
	unsigned depth = r->depth;
	uint16_t base = r->base;

	r->includes++;
	r->base = loader_base(r, inc->path);
	source_parse(&s);
	sax_unwind(r, depth);
	r->includes--;
	r->base = base;
	if (inc->select && !s.found) {
		include_fail(
		    r, N_("%s has no element '%s'"), inc->label, inc->select);
		return false;
	}
	return true;
}

static bool
decode(struct buf *text, const char *encoding)
{
	xmlCharEncodingHandlerPtr handler =
	    xmlFindCharEncodingHandler(encoding);
	xmlBufferPtr in, out;
	bool ok;

	if (!handler)
		return false;
	in = xmlBufferCreate();
	out = xmlBufferCreate();
	xmlBufferAdd(in, (const xmlChar *)text->data, (int)text->size);
	ok = xmlCharEncInFunc(handler, out, in) >= 0;
	buf_clear(text);
	buf_add(text, (const char *)xmlBufferContent(out),
	    (size_t)xmlBufferLength(out));
	xmlBufferFree(in);
	xmlBufferFree(out);
	xmlCharEncCloseFunc(handler);
	return ok;
}

/* One file can be included as text many times, even by itself. */
static void
bound_texts(struct reader *r, size_t more)
{
	r->texts += more;
	if (r->texts > TEXT_MAX && r->texts > source_most(r))
		problem_stop(r, ATT_ELIMIT,
		    N_("files included as text add more than %d bytes and %d "
		       "times the document"),
		    TEXT_MAX, READ_MAX_AMPLIFY);
}

static bool
include_text(struct reader *r, const struct include *inc, int fd, uint16_t file)
{
	struct source s = {.r = r, .fd = fd, .file = file};
	struct buf text = {0};
	size_t from = 0;
	bool ok = true;
	int got;

	while (text.size <= TEXT_MAX &&
	       (got = source_read(
	            &s, buf_reserve(&text, READ_CHUNK), READ_CHUNK)) > 0)
		text.size += (size_t)got;
	close(fd);
	bound_texts(r, text.size);
	if (inc->encoding && strcasecmp(inc->encoding, "utf-8") != 0)
		ok = text.size == 0 || decode(&text, inc->encoding);
	if (text.size > TEXT_MAX)
		include_fail(
		    r, N_("%s has more than %d bytes"), inc->label, TEXT_MAX);
	else if (!ok || !utf8_valid(text.size ? text.data : "", text.size))
		include_fail(r, N_("%s is not in the encoding %s"), inc->label,
		    inc->encoding ? inc->encoding : "UTF-8");
	ok = r->include_error.size == 0;
	if (text.size >= 3 && memcmp(text.data, "\xEF\xBB\xBF", 3) == 0)
		from = 3;
	if (ok && text.size > from) {
		buf_cstr(&text);
		node_words(r, text.data + from);
	}
	buf_done(&text);
	return ok;
}

static bool
include(struct reader *r, struct include *inc)
{
	struct att_error err = {0};
	uint16_t file = 0;
	size_t known = r->known_count;
	int fd = loader_open(r, inc->path, true, &file, &err);

	if (fd < 0) {
		buf_str(&r->include_error, err.text);
		return false;
	}
	inc->again = r->known_count == known;
	if (inc->text)
		return include_text(r, inc, fd, file);
	if (is_loop(r, inc, file)) {
		close(fd);
		problem_note(r, N_("%s includes itself"), inc->label);
		return true;
	}
	if (++r->inclusions > READ_MAX_INCLUSIONS) {
		close(fd);
		problem_stop(r, ATT_ELIMIT,
		    N_("files are included more than %d times"),
		    READ_MAX_INCLUSIONS);
		return true;
	}
	if (r->includes >= READ_MAX_INCLUDES) {
		close(fd);
		problem_note(r, N_("files include each other over %d deep"),
		    READ_MAX_INCLUDES);
		return true;
	}
	return include_document(r, inc, fd, file);
}

void
xinclude_start(struct reader *r, const struct row *row)
{
	struct include inc;
	bool done = false;

	(void)row;
	if (r->memory) {
		include_fail(r, N_("other files are not included here"));
		return;
	}
	take(r, &inc);
	if (inc.path && !inc.bad)
		done = include(r, &inc);
	free(inc.path);
	free(inc.label);
	free(inc.select);
	free(inc.encoding);
	if (done)
		node_skip(r);
}

static void
xinclude_end(struct reader *r)
{
	if (frame_top(r)->state & S_DONE || r->include_error.size == 0)
		return;
	sax_place(r);
	problem_note(r, "%s", buf_cstr(&r->include_error));
}

static void
fallback_start(struct reader *r, const struct row *row)
{
	struct frame *parent = &r->frame[r->depth - 2];

	(void)row;
	if (r->depth < 2 || parent->row != &xinclude_row)
		return;
	if (parent->state & S_DONE) {
		node_skip(r);
		return;
	}
	problem_warn(
	    r, N_("%s; the fallback is shown"), buf_cstr(&r->include_error));
	parent->state |= S_DONE;
}

const struct row xinclude_row = {.name = "include",
    .kind = READ_PASS,
    .flags = V_ELEMENTS,
    .start = xinclude_start,
    .end = xinclude_end};
const struct row xinclude_fallback_row = {.name = "fallback",
    .kind = READ_PASS,
    .start = fallback_start};

bool
xinclude_select(struct reader *r)
{
	struct source *s = r->source;
	const struct value *id = attr(r, A_X_id);

	if (s->selected) {
		s->selected++;
		return true;
	}
	if (!id)
		id = attr(r, A_id);
	if (!id || s->found || strlen(s->select) != id->size ||
	    memcmp(s->select, id->text, id->size) != 0)
		return false;
	s->found = true;
	s->selected = 1;
	return true;
}
