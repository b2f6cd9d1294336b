/* Inside of the reader: what the SAX front end, the vocabularies' tables and
 * their handlers share. Nothing outside src/read includes it.
 *
 * An element of a document becomes a frame. Its row says what it is; the row's
 * handler, or the default, opens nodes of the builder, which the frame's end
 * closes. Text goes to the builder, or into a sink while one is set (then no
 * node is opened either), and is heard besides. */
#ifndef READ_READER_H
#define READ_READER_H

#include <libxml/parser.h>
#include <sys/types.h>

#include "attache/read.h"
#include "base/buf.h"
#include "read/rows.h"

/* Limits of reading; the work's own are in builder.h. */
enum {
	READ_MAX_FILE = 1 << 30, /* bytes of one file */
	READ_MAX_DECODED =
	    1 << 30,            /* bytes of all files, each as often as read */
	READ_MAX_INCLUDES = 20, /* files open at once by inclusion */
	READ_MAX_INCLUSIONS = 20000,   /* in all */
	READ_MAX_BASES = 2000,         /* folders that addresses start from */
	READ_MAX_EXPANSION = 1 << 20, /* bytes that entities may add, and */
	READ_MAX_AMPLIFY = 10, /* times the bytes read, whichever is more; and
	                          so for what is included as text, or again */
	READ_ATTRIBUTE = 8,     /* bytes of one that is defaulted, its value
	                           aside */
	READ_ELEMENT = 32,      /* bytes of one that is included again, its text
	                           aside */
	READ_MAX_PARAMETERS = 10000, /* uses of parameter entities, a file */
	READ_MAX_ATTRIBUTES = 4096,  /* of one element, about */
	READ_MAX_NAMESPACES = 4096,  /* in force at once, about */
	READ_MAX_NAMES = 100000,     /* different ones in one file */
	READ_MAX_UNKNOWN = 200,      /* different unknown elements reported */
	READ_MAX_HELD = 1 << 20,     /* bytes of a text held back */
	READ_MAX_COLUMNS = 1000,     /* of a table */
	READ_MAX_LANGS = 255,
	READ_MAX_RENDITIONS = 256,
	READ_CHUNK = 64 << 10
};

/* What children mean, beyond their names. */
enum zone {
	ZONE_TEXT,
	ZONE_INFO_ROOT, /* DocBook info of the work */
	ZONE_INFO,      /* of something in it */
	ZONE_HEADER,    /* TEI header: nothing is text */
	ZONE_TITLES,    /* titleStmt */
	ZONE_PUBLICATION,
	ZONE_EDITION,
	ZONE_SERIES,
	ZONE_ENTRY /* a formatted bibliography entry */
};

/* Bits of frame.state. */
enum {
	S_TITLED = 1,   /* has its TITLE */
	S_ENTRY = 2,    /* LIST: an ENTRY is open for the items that follow */
	S_DONE = 4,     /* of alternatives, one has been taken */
	S_NAMED = 8,    /* REFENTRY: title from refmeta */
	S_BLOCK = 16,   /* opened one */
	S_FIRST = 64,   /* LIST: its open ENTRY has an item */
	S_BETWEEN = 128 /* its type parts its children */
};

struct frame {
	const struct row *row;
	void (*end)(struct reader *r);
	struct buf *sink; /* as they were outside */
	size_t from; /* in what is heard, its own begins */
	bool hears;
	size_t mark;       /* for the handler */
	unsigned children; /* elements so far */
	uint8_t opens;     /* nodes to close */
	uint8_t state;
	uint8_t zone; /* as they were outside */
	uint8_t class;
	uint8_t lang;
	uint8_t node_lang;
	bool loose;
	bool elements; /* own */
	uint16_t base;
};

/* A file being parsed, or an entity's. */
struct source {
	struct reader *r;
	struct source *outer;
	xmlParserCtxtPtr ctxt;
	int fd; /* -1: from memory */
	const char *data;
	size_t left;
	size_t got;
	uint16_t file; /* row of the file table */
	uint16_t base; /* where its relative addresses start */
	bool entity;
	bool again;          /* included, and read before */
	bool failed;         /* a fatal error was told */
	uint16_t outer_base; /* of an entity */
	/* of an inclusion */
	const char *path;   /* as messages name it */
	const char *real;   /* where it is; NULL: from memory */
	const char *select; /* id of the only element wanted, or NULL */
	size_t select_size;
	unsigned selected; /* elements open inside it; 0: not there */
	bool found;
};

struct known_file {
	dev_t dev;
	ino_t ino;
	uint16_t row;
	char *missing; /* path of one that is not there; else NULL */
};

struct unknown {
	char *name;
	unsigned count;
	uint16_t file;
	unsigned line, column;
};

struct cached {
	const xmlChar *name; /* as interned by the parser */
	const xmlChar *space;
	const struct row *row;
};

enum { READ_CACHE = 512, READ_NAMES = 256 /* slots, powers of two */ };

struct column {
	char *name;
	char align[12];
	char *width;
};

struct span {
	char *name;
	unsigned first, last;
};

struct table {
	struct table *outer;
	struct column *column;
	size_t columns, column_cap;
	struct span *span;
	size_t spans, span_cap;
	uint16_t *busy; /* rows still taken from above, by column */
	size_t busy_cap;
	unsigned at;   /* column of the next cell, from 0 */
	unsigned cols; /* as declared */
	bool late;     /* columns not yet told */
};

/* What a rend or role was found to mean. */
struct style_memo {
	char words[24];
	size_t size; /* 0: free */
	unsigned styles;
};

enum { READ_STYLES = 16 /* power of two */ };

struct rendition {
	char *id;
	unsigned styles;
};

struct reader {
	struct att_builder *b;
	const struct att_read_opts *opts;
	const struct vocabulary *vocabulary;
	struct source *source; /* innermost */
	char *folder;          /* real path, ends with '/' */
	char *root;            /* folder of the document, ends with '/' */
	char *real;            /* path of the document */
	const char *name;      /* for messages */
	bool memory;           /* no file may be opened */

	struct frame frame[ATT_MAX_DEPTH];
	unsigned depth;
	unsigned skip; /* elements open inside one left out */
	struct buf *sink;
	bool hears;
	uint8_t zone;
	uint8_t class;     /* of the innermost block */
	uint8_t lang;      /* of the place; 0 none */
	uint8_t node_lang; /* of the node around it */
	bool loose;        /* text stands in an anonymous paragraph */
	uint16_t base;
	unsigned line, column; /* of the start tag at work */

	uint64_t present[2]; /* attributes of the start tag */
	struct value value[A_COUNT];

	struct cached cache[READ_CACHE];
	unsigned cached;
	struct cached attribute[READ_NAMES]; /* row: index + 1 as a pointer */
	unsigned attributes;

	char *langs[READ_MAX_LANGS + 1];
	unsigned lang_count;
	char **bases; /* 0: the root folder */
	size_t base_count, base_cap;
	struct known_file *known;
	size_t known_count, known_cap;
	struct unknown *unknown;
	size_t unknown_count, unknown_cap;
	struct style_memo style[READ_STYLES];
	struct rendition *rendition;
	size_t renditions, rendition_cap;
	struct table *table;

	/* bounds */
	uint64_t bytes; /* read */
	uint64_t texts;    /* of these, included as text */
	uint64_t reread;   /* of these, of files that were read before */
	uint64_t repeated; /* and what came of them */
	uint64_t expanded;
	unsigned parameters;
	unsigned includes;   /* open */
	unsigned inclusions; /* in all */
	unsigned open;       /* nodes */
	xmlEntity shadow;    /* see entities.c */
	char *shadow_text;

	/* held back */
	struct buf discard; /* stays empty */
	struct buf heard;   /* text of the elements that hear, as it came */
	struct buf held, date, title, words, alt, href, image, scratch;
	struct buf abstract;
	struct buf heading, subheading; /* of a TEI text, from its header */
	struct buf family, given, lineage, whole;
	bool naming;
	bool body; /* the name is an organisation's */
	bool ended;      /* an element, just now */
	struct buf term[5]; /* primary, secondary, tertiary, see, see also */
	struct buf term_id, term_class;
	unsigned term_level;
	struct buf place, label;
	bool media; /* an image waits, of this place: */
	unsigned image_line, image_column;
	bool equation; /* inside one, and whether */
	bool shown;    /* something of it was */
	unsigned callouts;
	bool entry; /* inside a formatted bibliography entry */
	char last;  /* last byte of text that is not white space */

	struct buf include_error; /* why, until a fallback is met */

	/* outcome */
	bool stopped;
	bool other;
	bool incomplete;
	struct att_error error; /* first, in full */
};

/* names.c: from the parser's interned names to rows. */
const struct row *names_row(
    struct reader *r, const xmlChar *name, const xmlChar *space);
const struct row *vocabulary_find(const struct vocabulary *v, const char *name);
void names_attributes(
    struct reader *r, const xmlChar **attributes, unsigned count);
void names_forget(struct reader *r); /* the parser's dictionary may be gone */
void names_unknown(struct reader *r, const xmlChar *name);
void names_report(struct reader *r);

/* sax.c */
void sax_handler(xmlSAXHandler *sax);
xmlParserCtxtPtr sax_context(const struct reader *r);
void sax_place(struct reader *r);     /* of what the parser is at */
int sax_peek(const struct reader *r); /* first byte inside, -1 unknown */
bool sax_is_empty(const struct reader *r); /* false where it is not known */
void sax_unwind(struct reader *r, unsigned depth); /* end open frames */

/* problems.c: in words of our own. */
void problem_stop(struct reader *r, enum att_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void problem_note(struct reader *r, const char *format, ...)
    __attribute__((format(printf, 2, 3))); /* an error that is survived */
void problem_warn(struct reader *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
#if LIBXML_VERSION >= 21200
void problem_xml(void *user, const xmlError *error);
#else
void problem_xml(void *user, xmlErrorPtr error);
#endif

/* loader.c: the only place that opens files. */
int loader_open(struct reader *r, const char *path, bool system, uint16_t *file,
    struct att_error *err);
char *loader_label(const struct reader *r, const char *path);
char *loader_path(struct reader *r, const char *address, size_t size);
char *loader_address(const char *path); /* a path as a URI; caller frees */
xmlParserInputPtr loader_entity(
    const char *url, const char *id, xmlParserCtxtPtr ctxt);
uint16_t loader_base(struct reader *r, const char *path); /* folder of path */
uint16_t loader_rebase(struct reader *r, const char *address, size_t size);
/* An address of the document, from the root document's folder. */
void loader_relative(
    struct reader *r, const char *address, size_t size, struct buf *out);
int source_read(void *source, char *buffer, int size);
int source_close(void *source);
bool source_parse(struct source *source);
/* How much may be added to what was read, each file once. */
uint64_t source_most(const struct reader *r);

/* entities.c */
xmlEntityPtr entity_declare(
    xmlDocPtr doc, const xmlChar *name, const char *content);
bool entity_room(struct reader *r, uint64_t more);
xmlEntityPtr entity_get(void *user, const xmlChar *name);
xmlEntityPtr entity_parameter(void *user, const xmlChar *name);

/* xinclude.c */
void xinclude_start(struct reader *r, const struct row *row);
bool xinclude_select(struct reader *r); /* false: the element is passed over */
/* Whether so many bytes more may come of a file that is included again. */
bool xinclude_room(struct reader *r, uint64_t more);
extern const struct row xinclude_row, xinclude_fallback_row;

/* node.c: frames and nodes. */
const struct value *attr(const struct reader *r, enum attribute name);
bool attr_is(const struct reader *r, enum attribute name, const char *text);
unsigned attr_number(const struct reader *r, enum attribute name,
    unsigned max); /* 0 when absent or no number */
bool value_has(const struct value *v, const char *word); /* of a word list */
struct frame *frame_top(struct reader *r);
struct frame *frame_owner(struct reader *r); /* nearest with a block node */
bool frame_inside(const struct reader *r, enum att_kind kind);
void node_start(struct reader *r, const struct row *row); /* the default */
void node_open(struct reader *r, enum att_kind kind);
void node_close(struct reader *r); /* the last one that this frame opened */
void node_around(struct reader *r, enum att_kind kind);
void node_around_close(struct reader *r);
void node_attr(struct reader *r, enum att_attr name, const char *text);
void node_value(struct reader *r, enum att_attr name, const struct value *v);
void node_copy(struct reader *r, enum att_attr name, enum attribute from);
void node_late(
    struct reader *r, unsigned up, enum att_attr name, const char *text);
void node_flag(struct reader *r, unsigned flags);
void node_common(struct reader *r, const struct row *row);
void node_anchor(struct reader *r); /* an id without a node of its own */
void node_text(struct reader *r, const char *text, size_t size);
void node_words(struct reader *r, const char *text);
void node_skip(struct reader *r);              /* the element and all inside */
bool node_runs(const struct reader *r);        /* inside running text */
void hold(struct reader *r, struct buf *sink); /* text goes there, emptied */
void unhold(struct reader *r); /* in an end: text goes on as outside */
/* Text is heard besides where it goes, from here to the end of the element; in
 * its end, out is what was heard of it, tidy. Elements that hear may nest. */
void hear(struct reader *r);
void heard(struct reader *r, struct buf *out);
void unhear(struct reader *r); /* when a frame is left */
void tidy(struct buf *buf); /* white space collapsed, NUL-terminated */
void heading_flush(struct reader *r);

#endif
