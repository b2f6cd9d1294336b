/* From names to rows. The parser hands out each name as one pointer, so a name
 * is compared once a document and found by its address from then on. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "read/handlers.h"

enum { UNKNOWN_BYTES = 100 /* of a name that are kept */ };

const char *const attribute_names[A_X_base] = {
#define X(name) #name,
    READ_ATTRIBUTES(X)
#undef X
};

static const struct row unknown_row = {.name = "", .kind = READ_PASS};
static const struct row foreign_row = {.name = "", .kind = READ_SKIP};
/* The same, to be counted. */
static const struct row strange_row = {.name = "", .kind = READ_PASS};
static const struct row program_row = {.name = "", .kind = READ_SKIP};

/* Namespaces whose elements are no text of ours: pictures, metadata. */
static const char *const silent_spaces[] = {
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
    "http://nwalsh.com/xmlns/litprog/fragment",
};

static int
by_name(const void *key, const void *row)
{
	return strcmp(key, ((const struct row *)row)->name);
}

const struct row *
vocabulary_find(const struct vocabulary *v, const char *name)
{
	return bsearch(name, v->rows, v->count, sizeof(*v->rows), by_name);
}

static const struct row *
in_vocabulary(const struct vocabulary *v, const char *name)
{
	const struct row *row = vocabulary_find(v, name);

	return row ? row : &strange_row;
}

static const struct row *
find_row(const struct reader *r, const char *name, const char *space)
{
	if (!space)
		return r->vocabulary ? in_vocabulary(r->vocabulary, name)
		                     : &strange_row;
	if (strcmp(space, docbook_vocabulary.space) == 0)
		return in_vocabulary(&docbook_vocabulary, name);
	if (strcmp(space, tei_vocabulary.space) == 0)
		return in_vocabulary(&tei_vocabulary, name);
	if (strcmp(space, math_vocabulary.space) == 0) {
		const struct row *row = vocabulary_find(&math_vocabulary, name);

		return row ? row : &math_other_row;
	}
	if (strcmp(space, "http://www.w3.org/2001/XInclude") == 0 ||
	    strcmp(space, "http://www.w3.org/2003/XInclude") == 0)
		return strcmp(name, "include") == 0    ? &xinclude_row
		       : strcmp(name, "fallback") == 0 ? &xinclude_fallback_row
		                                       : &strange_row;
	if (strcmp(space, "http://www.tei-c.org/ns/Examples") == 0)
		return &example_row;
	for (size_t i = 0; i < COUNT(silent_spaces); i++) {
		if (strcmp(space, silent_spaces[i]) == 0)
			return &foreign_row;
	}
	/* What is for a browser to run is no text. */
	if (strcmp(name, "script") == 0 || strcmp(name, "style") == 0)
		return &program_row;
	return &strange_row;
}

static size_t
slot_of(const void *name, const void *space, size_t slots)
{
	uintptr_t bits = (uintptr_t)name + 31 * (uintptr_t)space;

	return (size_t)((bits * UINT64_C(0x9E3779B97F4A7C15)) >> 40) &
	       (slots - 1);
}

/* The slot of that name, or the free one where it belongs. */
static struct cached *
probe(struct cached *cache, size_t slots, const xmlChar *name,
    const xmlChar *space)
{
	size_t at = slot_of(name, space, slots);

	while (cache[at].name &&
	       (cache[at].name != name || cache[at].space != space))
		at = (at + 1) & (slots - 1);
	return &cache[at];
}

void
names_forget(struct reader *r)
{
	if (r->cached)
		memset(r->cache, 0, sizeof(r->cache));
	if (r->attributes)
		memset(r->attribute, 0, sizeof(r->attribute));
	r->cached = r->attributes = 0;
}

const struct row *
names_row(struct reader *r, const xmlChar *name, const xmlChar *space)
{
	struct cached *c = probe(r->cache, READ_CACHE, name, space);

	if (!c->name) {
		if (r->cached >= READ_CACHE * 3 / 4) {
			names_forget(r);
			c = probe(r->cache, READ_CACHE, name, space);
		}
		*c = (struct cached){name, space,
		    find_row(r, (const char *)name, (const char *)space)};
		r->cached++;
	}
	if (c->row == &strange_row || c->row == &program_row)
		names_unknown(r, name);
	return c->row == &strange_row ? &unknown_row : c->row;
}

static int
by_string(const void *key, const void *string)
{
	return strcmp(key, *(const char *const *)string);
}

/* Index of an attribute; A_COUNT when it means nothing. */
static unsigned
find_attribute(const char *name, const char *space)
{
	static const struct {
		const char *name;
		unsigned index;
	} spaced[] = {{"id", A_X_id}, {"lang", A_X_lang}, {"space", A_X_space},
	    {"base", A_X_base}, {"href", A_X_href}};
	const char *const *found;

	if (!space) {
		found = bsearch(name, attribute_names, A_X_base,
		    sizeof(*attribute_names), by_string);
		return found ? (unsigned)(found - attribute_names) : A_COUNT;
	}
	for (size_t i = 0; i < COUNT(spaced); i++) {
		bool xlink = spaced[i].index == A_X_href;

		if (strcmp(name, spaced[i].name) == 0 &&
		    strcmp(space, xlink ? "http://www.w3.org/1999/xlink"
		                        : (const char *)XML_XML_NAMESPACE) == 0)
			return spaced[i].index;
	}
	return A_COUNT;
}

/* Rows of the attribute cache point into this, to say an index. */
static const struct row index_rows[A_COUNT + 1];

static unsigned
attribute_index(struct reader *r, const xmlChar *name, const xmlChar *space)
{
	struct cached *c = probe(r->attribute, READ_NAMES, name, space);

	if (!c->name) {
		if (r->attributes >= READ_NAMES * 3 / 4) {
			memset(r->attribute, 0, sizeof(r->attribute));
			r->attributes = 0;
			c = probe(r->attribute, READ_NAMES, name, space);
		}
		*c = (struct cached){name, space,
		    &index_rows[find_attribute(
		        (const char *)name, (const char *)space)]};
		r->attributes++;
	}
	return (unsigned)(c->row - index_rows);
}

void
names_attributes(struct reader *r, const xmlChar **attributes, unsigned count)
{
	r->present[0] = r->present[1] = 0;
	for (unsigned i = 0; i < count; i++, attributes += 5) {
		unsigned a = attribute_index(r, attributes[0], attributes[2]);

		if (a == A_COUNT)
			continue;
		r->present[a / 64] |= UINT64_C(1) << (a % 64);
		r->value[a] = (struct value){(const char *)attributes[3],
		    (size_t)(attributes[4] - attributes[3])};
	}
}

void
names_unknown(struct reader *r, const xmlChar *name)
{
	for (size_t i = 0; i < r->unknown_count; i++) {
		if (strncmp(r->unknown[i].name, (const char *)name,
		        UNKNOWN_BYTES) == 0) {
			r->unknown[i].count++;
			return;
		}
	}
	if (r->unknown_count >= READ_MAX_UNKNOWN)
		return;
	r->unknown = mem_grow(r->unknown, &r->unknown_cap, r->unknown_count + 1,
	    sizeof(*r->unknown));
	r->unknown[r->unknown_count++] = (struct unknown){
	    .name = mem_ndup(
	        (const char *)name, strnlen((const char *)name, UNKNOWN_BYTES)),
	    .count = 1,
	    .file = r->source->file,
	    .line = r->line,
	    .column = r->column,
	};
}

void
names_report(struct reader *r)
{
	for (size_t i = 0; i < r->unknown_count; i++) {
		const struct unknown *u = &r->unknown[i];

		att_builder_at(r->b, u->file, u->line, u->column);
		if (u->count == 1)
			att_builder_finding(r->b, ATT_WARNING,
			    N_("unknown element '%s'"), u->name);
		else
			att_builder_finding(r->b, ATT_WARNING,
			    N_("unknown element '%s' (%u times)"), u->name,
			    u->count);
	}
}
