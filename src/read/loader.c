/* The confinement: the only place that opens files. Nothing is read but
 * regular files below the document's folder and the system's XML, and nothing
 * comes from a network. */
#include <errno.h>
#include <fcntl.h>
#include <libxml/catalog.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/message.h"
#include "read/handlers.h"

static const char *const system_folders[] = {
    "/usr/share/xml/", "/usr/share/sgml/", "/etc/xml/"};

static bool
begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static bool
is_allowed(const struct reader *r, const char *path)
{
	if (r->folder && begins(path, r->folder))
		return true;
	for (size_t i = 0; i < COUNT(system_folders); i++) {
		if (begins(path, system_folders[i]))
			return true;
	}
	return false;
}

static bool
has_scheme(const char *address, size_t size)
{
	size_t i = 0;

	while (
	    i < size && ((address[i] | 32) >= 'a'
	                        ? (address[i] | 32) <= 'z'
	                        : i > 0 && strchr("0123456789+-.", address[i])))
		i++;
	return i > 1 && i < size && address[i] == ':';
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void
unescape(struct buf *out, const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		int high =
		    i + 2 < size && text[i] == '%' ? hex(text[i + 1]) : -1;
		int low = high >= 0 ? hex(text[i + 2]) : -1;

		if (low >= 0 && high * 16 + low != 0) {
			buf_char(out, (char)(high * 16 + low));
			i += 2;
		} else {
			buf_char(out, text[i]);
		}
	}
}

/* A path for an address, by the base in force; NULL when it is no file's.
 * Caller frees. */
char *
loader_path(struct reader *r, const char *address, size_t size)
{
	struct buf path = {0};
	const char *end = memchr(address, '#', size);

	if (end)
		size = (size_t)(end - address);
	if (size >= 5 && strncasecmp(address, "file:", 5) == 0) {
		address += 5;
		size -= 5;
		if (size >= 2 && address[0] == '/' && address[1] == '/') {
			address += 2;
			size -= 2;
			if (size >= 9 &&
			    strncasecmp(address, "localhost", 9) == 0) {
				address += 9;
				size -= 9;
			}
			if (size == 0 || address[0] != '/')
				return NULL;
		}
	} else if (has_scheme(address, size) ||
	           (size >= 2 && address[0] == '/' && address[1] == '/')) {
		return NULL;
	}
	if (size == 0 || memchr(address, '\0', size))
		return NULL;
	if (address[0] != '/' && r->base_count)
		buf_str(&path, r->bases[r->base]);
	unescape(&path, address, size);
	buf_cstr(&path);
	return path.data;
}

char *
loader_address(const char *path)
{
	struct buf out = {0};

	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;

		if ((c | 32) >= 'a' && (c | 32) <= 'z')
			buf_char(&out, (char)c);
		else if (c && strchr("/.-_~0123456789", c))
			buf_char(&out, (char)c);
		else
			buf_format(&out, "%%%02X", c);
	}
	buf_cstr(&out);
	return out.data;
}

/* Path as seen from the root document's folder. */
static void
relative_path(const struct reader *r, const char *path, struct buf *out)
{
	const char *root = r->root ? r->root : "";
	size_t same = 0;

	if (!r->folder || !begins(path, r->folder)) {
		buf_str(out, path);
		return;
	}
	for (size_t i = 0; path[i] && path[i] == root[i]; i++) {
		if (path[i] == '/')
			same = i + 1;
	}
	for (const char *p = root + same; (p = strchr(p, '/')); p++)
		buf_str(out, "../");
	buf_str(out, path + same);
}

static uint16_t
know_file(struct reader *r, const char *path, const struct stat *st)
{
	struct buf name = {0};
	struct known_file *k;

	for (size_t i = 0; i < r->known_count; i++) {
		if (r->known[i].dev == st->st_dev &&
		    r->known[i].ino == st->st_ino)
			return r->known[i].row;
	}
	if (r->known_count >= ATT_MAX_FILES) {
		problem_stop(r, ATT_ELIMIT,
		    N_("the work is made of more than %d files"),
		    ATT_MAX_FILES);
		return 0;
	}
	if (r->known_count == 0) {
		const char *slash = strrchr(path, '/');

		buf_str(&name, slash ? slash + 1 : path);
	} else {
		relative_path(r, path, &name);
	}
	r->known = mem_grow(
	    r->known, &r->known_cap, r->known_count + 1, sizeof(*r->known));
	k = &r->known[r->known_count++];
	*k = (struct known_file){st->st_dev, st->st_ino, 0, NULL};
	k->row =
	    att_builder_add_file(r->b, buf_cstr(&name), (uint64_t)st->st_size,
	        (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec);
	buf_done(&name);
	return k->row;
}

/* A file that is not there is a part of the work all the same: when it comes
 * to be, the work must be read anew. */
static void
know_missing(struct reader *r, const char *path)
{
	struct buf name = {0};

	if (r->known_count == 0 || r->known_count >= ATT_MAX_FILES ||
	    strstr(path, "/../") || !is_allowed(r, path))
		return;
	for (size_t i = 0; i < r->known_count; i++) {
		if (r->known[i].missing &&
		    strcmp(r->known[i].missing, path) == 0)
			return;
	}
	relative_path(r, path, &name);
	r->known = mem_grow(
	    r->known, &r->known_cap, r->known_count + 1, sizeof(*r->known));
	r->known[r->known_count++] =
	    (struct known_file){.missing = mem_dup(path)};
	att_builder_add_file(r->b, buf_cstr(&name), 0, 0);
	buf_done(&name);
}

/* Whether path leads to where files may be read; real is that place. */
static bool
find_file(struct reader *r, const char *path, const char *label, bool confined,
    char real[PATH_MAX], struct att_error *err)
{
	if (!realpath(path, real)) {
		int reason = errno;

		if (confined && reason == ENOENT)
			know_missing(r, path);
		return message_fail(err, ATT_EIO, N_("cannot open %s: %s"),
		    label, strerror(reason));
	}
	if (confined && !is_allowed(r, real))
		return message_fail(err, ATT_EINPUT,
		    N_("%s is outside the document's folder and is not read"),
		    label);
	return true;
}

/* A path as messages name it. Caller frees. */
char *
loader_label(const struct reader *r, const char *path)
{
	struct buf label = {0};

	relative_path(r, path, &label);
	if (label.size == 0)
		buf_char(&label, '.');
	buf_cstr(&label);
	return label.data;
}

static int
open_regular(
    const char *real, const char *label, struct stat *st, struct att_error *err)
{
	int fd = open(
	    real, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0 || fstat(fd, st) != 0)
		message_fail(err, ATT_EIO, N_("cannot open %s: %s"), label,
		    strerror(errno));
	else if (!S_ISREG(st->st_mode))
		message_fail(
		    err, ATT_EINPUT, N_("%s is not a regular file"), label);
	else if (st->st_size > READ_MAX_FILE)
		message_fail(err, ATT_ELIMIT, N_("%s has more than %d bytes"),
		    label, READ_MAX_FILE);
	else
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

int
loader_open(struct reader *r, const char *path, bool confined, uint16_t *file,
    struct att_error *err)
{
	char *label = confined ? loader_label(r, path) : mem_dup(path);
	char real[PATH_MAX];
	struct stat st;
	int fd = -1;

	if (find_file(r, path, label, confined, real, err))
		fd = open_regular(real, label, &st, err);
	if (fd >= 0)
		*file = know_file(r, real, &st);
	free(label);
	return fd;
}

static uint16_t
add_base(struct reader *r, char *folder)
{
	for (size_t i = 0; i < r->base_count; i++) {
		if (strcmp(r->bases[i], folder) == 0) {
			free(folder);
			return (uint16_t)i;
		}
	}
	if (r->base_count == READ_MAX_BASES) {
		free(folder);
		problem_stop(r, ATT_ELIMIT,
		    N_("addresses start from more than %d folders"),
		    READ_MAX_BASES);
		return 0;
	}
	r->bases = mem_grow(
	    r->bases, &r->base_cap, r->base_count + 1, sizeof(*r->bases));
	r->bases[r->base_count] = folder;
	return (uint16_t)r->base_count++;
}

uint16_t
loader_base(struct reader *r, const char *path)
{
	char real[PATH_MAX];
	char *slash;

	if (!realpath(path, real))
		return r->base;
	slash = strrchr(real, '/');
	slash[1] = '\0';
	return add_base(r, mem_dup(real));
}

/* "a/b/../c" to "a/c"; leading ".." stay. */
static void
normalise(struct buf *out, size_t from)
{
	char *text = out->data + from;
	size_t size = out->size - from, used = 0;

	for (size_t i = 0; i < size;) {
		const char *slash = memchr(text + i, '/', size - i);
		size_t part = slash ? (size_t)(slash - text) - i + 1 : size - i;

		if (part == 2 && text[i] == '.' && slash) {
			i += part;
			continue;
		}
		if (part == 3 && slash && memcmp(text + i, "..", 2) == 0 &&
		    used > 1 &&
		    !(used >= 3 && memcmp(text + used - 3, "../", 3) == 0)) {
			used--;
			while (used > 0 && text[used - 1] != '/')
				used--;
		} else {
			memmove(text + used, text + i, part);
			used += part;
		}
		i += part;
	}
	out->size = from + used;
}

uint16_t
loader_rebase(struct reader *r, const char *address, size_t size)
{
	char *path = r->memory ? NULL : loader_path(r, address, size);
	struct buf folder = {0};
	char *slash;

	/* What is too long for a path is none. */
	if (!path || strlen(path) >= PATH_MAX) {
		free(path);
		return r->base;
	}
	slash = strrchr(path, '/');
	if (slash)
		slash[1] = '\0';
	buf_str(&folder, path);
	free(path);
	normalise(&folder, 0);
	buf_cstr(&folder);
	return add_base(r, folder.data);
}

void
loader_relative(
    struct reader *r, const char *address, size_t size, struct buf *out)
{
	size_t from = out->size;
	struct buf base = {0};

	if (r->base != 0 && size && address[0] != '/' && address[0] != '#' &&
	    !has_scheme(address, size)) {
		relative_path(r, r->bases[r->base], &base);
		buf_add(out, buf_cstr(&base), base.size);
		buf_done(&base);
		buf_add(out, address, size);
		normalise(out, from);
		return;
	}
	buf_add(out, address, size);
}

/* DTDs whose only use here would be their entities, which are known. What is
 * based on one, and says so as it must, may have entities of its own. */
static bool
is_public_dtd(const char *id, const char *url)
{
	const char *slash = url ? strrchr(url, '/') : NULL;
	const char *name = slash ? slash + 1 : url;

	if (id && (strstr(id, "//DTD DocBook") || strstr(id, "//DTD TEI")))
		return !strstr(id, "-Based ");
	return name && strcmp(name, "docbookx.dtd") == 0;
}

static int
read_nothing(void *context, char *buffer, int size)
{
	(void)context;
	(void)buffer;
	(void)size;
	return 0;
}

static xmlParserInputPtr
empty_input(xmlParserCtxtPtr ctxt)
{
	xmlParserInputBufferPtr buffer = xmlParserInputBufferCreateIO(
	    read_nothing, NULL, NULL, XML_CHAR_ENCODING_NONE);

	return buffer
	           ? xmlNewIOInputStream(ctxt, buffer, XML_CHAR_ENCODING_NONE)
	           : NULL;
}

static xmlParserInputPtr
open_entity(struct reader *r, const char *path, xmlParserCtxtPtr ctxt)
{
	struct att_error err = {0};
	uint16_t file = 0;
	int fd = loader_open(r, path, true, &file, &err);
	struct source *s;
	xmlParserInputBufferPtr buffer;
	xmlParserInputPtr input;

	if (fd < 0) {
		problem_warn(r, "%s", err.text);
		return NULL;
	}
	s = mem_alloc(sizeof(*s));
	*s = (struct source){.r = r,
	    .outer = r->source,
	    .ctxt = ctxt,
	    .fd = fd,
	    .file = file,
	    .entity = true,
	    .again = r->source->again,
	    .outer_base = r->base};
	s->base = loader_base(r, path);
	s->select = r->source->select;
	s->selected = r->source->selected;
	r->source = s;
	r->base = s->base;
	names_forget(r);
	buffer = xmlParserInputBufferCreateIO(
	    source_read, source_close, s, XML_CHAR_ENCODING_NONE);
	input = buffer
	            ? xmlNewIOInputStream(ctxt, buffer, XML_CHAR_ENCODING_NONE)
	            : NULL;
	if (input) {
		char *address = loader_address(path);

		input->filename = (char *)xmlStrdup((const xmlChar *)address);
		free(address);
	}
	return input;
}

/* Where an entity or DTD is on this machine; NULL: nowhere. Caller frees. */
static char *
entity_path(struct reader *r, const char *url, const char *id)
{
	xmlChar *known =
	    xmlCatalogResolve((const xmlChar *)id, (const xmlChar *)url);
	char *path = NULL;

	if (known)
		path = loader_path(
		    r, (const char *)known, strlen((const char *)known));
	else if (url)
		path = loader_path(r, url, strlen(url));
	xmlFree(known);
	return path;
}

xmlParserInputPtr
loader_entity(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	struct reader *r = ctxt ? ctxt->_private : NULL;
	xmlParserInputPtr input = NULL;
	char *path;

	if (!r || r->stopped)
		return NULL;
	if (is_public_dtd(id, url))
		return empty_input(ctxt);
	sax_place(r);
	if (r->memory) {
		problem_warn(r, N_("other files are not read here"));
		return NULL;
	}
	path = entity_path(r, url, id);
	if (!path)
		problem_warn(r, N_("'%s' is not a file and is not read"),
		    url ? url : "?");
	else
		input = open_entity(r, path, ctxt);
	free(path);
	return input;
}
