/* Rows of the vocabularies' tables: what an element is. */
#ifndef READ_ROWS_H
#define READ_ROWS_H

#include <stddef.h>
#include <stdint.h>

#include "attache/kind.h"

/* Rows' kinds beyond enum att_kind. */
enum {
	READ_PASS = ATT_KIND_COUNT, /* its children stand for it */
	READ_SKIP                   /* it and all inside is left out */
};

/* What a row says besides. */
enum {
	V_ROOT = 1,     /* may be the root of a work */
	V_ELEMENTS = 2, /* white space between its children means nothing */
	V_TYPE = 4,     /* the attribute type is its ATT_A_TYPE */
	V_N = 8,        /* the attribute n is its label */
	V_ASIDE = 16,   /* no part of a text that is held back */
	V_UNNUMBERED = 32,
	V_HIDDEN = 64,
	V_SPACED = 128, /* parted from what stands around it */
	V_HEAD = 256,
	V_FOOT = 512,
	V_BLOCK = 2048  /* a block where blocks may stand, else its children */
};

/* Attributes that mean something; A_X_ ones in the xml: and xlink: spaces. */
/* clang-format off */
#define READ_ATTRIBUTES(X) \
	X(align) X(baseform) X(break) X(choice) X(class) X(colname) \
	X(colnum) X(cols) X(colspan) X(columns) X(colwidth) X(continuation) \
	X(defaultlabel) X(encoding) X(endterm) X(entityref) X(extent) \
	X(fileref) X(from) X(href) X(id) X(ident) X(inheritnum) \
	X(inheritnumeration) X(key) X(label) X(lang) \
	X(level) X(linkend) X(linkends) X(mark) X(morerows) X(n) X(nameend) \
	X(namest) X(notAfter) X(notBefore) X(numeration) X(otherterm) \
	X(override) X(pagenum) X(parse) X(place) X(pubwork) X(quantity) \
	X(reason) X(ref) X(rend) X(rendition) X(rep) X(role) X(rows) \
	X(rowspan) X(sortKey) X(sortas) X(spacing) X(span) X(spanname) \
	X(startingnumber) X(startref) X(style) X(target) X(targetdoc) \
	X(targetptr) X(to) X(type) X(unit) X(url) X(when) X(who) X(width) X(wit) \
	X(xpointer) X(xreflabel) X(xrefstyle)
/* clang-format on */

enum attribute {
#define X(name) A_##name,
	READ_ATTRIBUTES(X)
#undef X
	    A_X_base,
	A_X_href,
	A_X_id,
	A_X_lang,
	A_X_space,
	A_COUNT
};

struct value {
	const char *text; /* not NUL-terminated; valid while the start tag is */
	size_t size;
};

struct reader;

struct row {
	const char *name;
	uint16_t kind;  /* enum att_kind, or READ_PASS, READ_SKIP */
	uint16_t flags; /* V_ bits */
	const char
	    *type; /* value of ATT_A_TYPE, or what the handler makes of it */
	void (*start)(
	    struct reader *r, const struct row *row); /* NULL: default */
	void (*end)(struct reader *r); /* before the nodes are closed */
};

struct vocabulary {
	const char *name;
	const char *space;      /* namespace */
	const struct row *rows; /* sorted by name */
	size_t count;
};

extern const struct vocabulary docbook_vocabulary, tei_vocabulary,
    math_vocabulary;

extern const char *const attribute_names[A_X_base]; /* sorted */

#endif
