/* What a node of a work is. Vocabularies (DocBook, TEI) map element names to
 * these kinds; nothing after reading knows an element's name. */
#ifndef ATTACHE_KIND_H
#define ATTACHE_KIND_H

#include <stdbool.h>

/* Classes. A section holds sections and blocks; a container holds blocks; a
 * leaf holds text and inlines and is one block of the text, closed by a
 * newline; an inline lies inside one leaf. */
enum att_class { ATT_CLASS_SECTION, ATT_CLASS_CONTAINER, ATT_CLASS_LEAF,
	ATT_CLASS_INLINE };

/* X(identifier, name, class). Names are what commands print and scopes take. */
/* clang-format off */
#define ATT_KINDS(X) \
	X(WORK,         "work",         SECTION) /* node 0, always */ \
	X(PART,         "part",         SECTION) \
	X(FRONT,        "front",        SECTION) /* title page, front matter: unnumbered */ \
	X(PREFACE,      "preface",      SECTION) \
	X(CHAPTER,      "chapter",      SECTION) \
	X(APPENDIX,     "appendix",     SECTION) \
	X(ARTICLE,      "article",      SECTION) \
	X(SECTION,      "section",      SECTION) \
	X(REFENTRY,     "refentry",     SECTION) \
	X(GLOSSARY,     "glossary",     SECTION) \
	X(BIBLIOGRAPHY, "bibliography", SECTION) \
	X(INDEX,        "index",        SECTION) /* generated from terms when empty */ \
	X(DIVISION,     "division",     SECTION) /* glossdiv, bibliodiv, indexdiv, unnumbered div */ \
	X(GROUP,        "group",        CONTAINER) /* a block of blocks without a look of its own */ \
	X(LIST,         "list",         CONTAINER) /* ATT_A_TYPE says which */ \
	X(ITEM,         "item",         CONTAINER) \
	X(ENTRY,        "entry",        CONTAINER) /* of a variable list: TERMs, then ITEM */ \
	X(QUOTE,        "blockquote",   CONTAINER) \
	X(EPIGRAPH,     "epigraph",     CONTAINER) \
	X(SIDEBAR,      "sidebar",      CONTAINER) \
	X(ADMONITION,   "admonition",   CONTAINER) /* type: note tip warning ... */ \
	X(ABSTRACT,     "abstract",     CONTAINER) \
	X(NOTE,         "note",         CONTAINER) /* footnote or endnote, follows its block */ \
	X(FIGURE,       "figure",       CONTAINER) \
	X(EXAMPLE,      "example",      CONTAINER) \
	X(EQUATION,     "equation",     CONTAINER) \
	X(TABLE,        "table",        CONTAINER) \
	X(ROW,          "row",          CONTAINER) /* flag HEAD or FOOT */ \
	X(CELL,         "cell",         CONTAINER) /* cols, rows: spans; align */ \
	X(STEP,         "step",         CONTAINER) /* of a procedure (a LIST) */ \
	X(QANDA,        "qanda",        CONTAINER) /* QUESTION then ANSWER */ \
	X(QUESTION,     "question",     CONTAINER) \
	X(ANSWER,       "answer",       CONTAINER) \
	X(GLOSSENTRY,   "glossentry",   CONTAINER) /* TERM, then definition */ \
	X(BIBLIOENTRY,  "biblioentry",  CONTAINER) \
	X(STANZA,       "stanza",       CONTAINER) /* lg */ \
	X(SPEECH,       "speech",       CONTAINER) /* sp */ \
	X(TITLE,        "title",        LEAF) /* of its parent, whatever that is */ \
	X(SUBTITLE,     "subtitle",     LEAF) \
	X(PARA,         "para",         LEAF) \
	X(TERM,         "term",         LEAF) /* what an ENTRY or GLOSSENTRY explains */ \
	X(VERBATIM,     "verbatim",     LEAF) /* lines as they stand, may hold \n */ \
	X(LINE,         "line",         LEAF) /* of verse */ \
	X(CAPTION,      "caption",      LEAF) \
	X(ATTRIBUTION,  "attribution",  LEAF) \
	X(SPEAKER,      "speaker",      LEAF) \
	X(STAGE,        "stage",        LEAF) \
	X(BYLINE,       "byline",       LEAF) /* byline, dateline, opener, closer, signature */ \
	X(SEE,          "see",          LEAF) /* glosssee, glossseealso: type see|seealso */ \
	X(EMPH,         "emphasis",     INLINE) \
	X(STRONG,       "strong",       INLINE) \
	X(UNDERLINE,    "underline",    INLINE) \
	X(STRIKE,       "strike",       INLINE) \
	X(SMALLCAPS,    "smallcaps",    INLINE) \
	X(SUB,          "subscript",    INLINE) \
	X(SUP,          "superscript",  INLINE) \
	X(CODE,         "code",         INLINE) \
	X(KEYCAP,       "keycap",       INLINE) \
	X(FOREIGN,      "foreign",      INLINE) \
	X(QUOTED,       "quote",        INLINE) /* quotation marks are drawn */ \
	X(CITETITLE,    "citetitle",    INLINE) \
	X(CITATION,     "citation",     INLINE) /* drawn in brackets */ \
	X(PERSON,       "person",       INLINE) \
	X(PLACE,        "place",        INLINE) \
	X(ORG,          "org",          INLINE) \
	X(DATE,         "date",         INLINE) /* ATT_A_WHEN: ISO 8601 */ \
	X(TERMREF,      "termref",      INLINE) /* glossterm, firstterm, term in text */ \
	X(ABBREV,       "abbrev",       INLINE) \
	X(EDITORIAL,    "editorial",    INLINE) /* type: sic corr add del unclear gap supplied ... */ \
	X(MATH,         "math",         INLINE) \
	X(LINK,         "link",         INLINE) /* its own words */ \
	X(XREF,         "xref",         INLINE) /* empty: its words are generated */ \
	X(NOTEREF,      "noteref",      INLINE) /* empty: the mark of a NOTE */ \
	X(INDEXTERM,    "indexterm",    INLINE) /* empty: primary, secondary ... in attributes */ \
	X(ANCHOR,       "anchor",       INLINE) /* empty or not: carries an id only */ \
	X(BREAK,        "break",        INLINE) /* empty: the line ends here */ \
	X(PAGEBREAK,    "pagebreak",    INLINE) /* empty: label = page number */ \
	X(IMAGE,        "image",        INLINE) /* empty: href, alt */

enum att_kind {
#define X(id, name, class) ATT_##id,
	ATT_KINDS(X)
#undef X
	ATT_KIND_COUNT
};

/* Attributes of nodes. Values are strings of the image. X(identifier, name) */
#define ATT_ATTRS(X) \
	X(ID,        "id") \
	X(LANG,      "lang")      /* BCP 47, where it differs from the parent's */ \
	X(ROLE,      "role")      /* role, rend: for styles that the kind cannot say */ \
	X(TYPE,      "type")      /* sub-kind, see the kinds above */ \
	X(LABEL,     "label")     /* number given by the author: label, n */ \
	X(TARGET,    "target")    /* id here, or work#id */ \
	X(HREF,      "href")      /* address, or file of an image */ \
	X(ENDTERM,   "endterm")   /* id whose text is the words of an XREF */ \
	X(XREFLABEL, "xreflabel") /* words that an XREF to this node shows */ \
	X(XREFSTYLE, "xrefstyle") \
	X(TITLEABBREV, "titleabbrev") /* short title; also abbrev of a biblioentry */ \
	X(ALT,       "alt")       /* what stands for MATH, what an EDITORIAL leaves out */ \
	X(WHEN,      "when")      /* ISO 8601 date or date/date of a DATE */ \
	X(KEY,       "key")       /* normal form: of a person, place, term (sortas) */ \
	X(GEO,       "geo")       /* "lat lon" in degrees, of a PLACE */ \
	X(PRIMARY,   "primary")   /* of an INDEXTERM */ \
	X(SECONDARY, "secondary") \
	X(TERTIARY,  "tertiary") \
	X(SEE,       "see") \
	X(SEEALSO,   "seealso")   /* several are parted by U+001F */ \
	X(NUMERATION, "numeration") /* arabic loweralpha upperalpha lowerroman upperroman */ \
	X(START,     "start")     /* first number of a LIST */ \
	X(MARK,      "mark")      /* bullet asked for; mark of a NOTE */ \
	X(COLS,      "cols")      /* columns of a TABLE, of a LIST; columns a CELL spans */ \
	X(ROWS,      "rows")      /* rows a CELL spans */ \
	X(COLUMN,    "column")    /* first column of a CELL, from 1, where given */ \
	X(WIDTHS,    "widths")    /* of a TABLE: colwidth values parted by spaces */ \
	X(ALIGN,     "align")     /* left center right char justify, of a CELL */ \
	X(PLACEMENT, "placement") /* TEI note place: foot end margin inline */ \
	X(CLASS,     "class")     /* indexterm: startofrange endofrange singular */ \
	X(SPACING,   "spacing")   /* compact */ \
	X(EXPAN,     "expan")     /* long form of an ABBREV; regularised form */ \
	X(CONTINUES, "continues") /* id or "yes": the LIST goes on numbering */ \
	X(INHERIT,   "inherit")   /* "yes": numbers of the LIST go after that of the item around */
/* clang-format on */

enum att_attr {
#define X(id, name) ATT_A_##id,
	ATT_ATTRS(X)
#undef X
	ATT_ATTR_COUNT
};

/* Bits of att_node.flags. */
enum {
	ATT_F_HEAD = 1, /* ROW: in the head; CELL: a heading */
	ATT_F_FOOT = 2, /* ROW: in the foot */
	ATT_F_CONT = 4, /* leaf: goes on with a paragraph cut by a block */
	ATT_F_UNNUMBERED = 8, /* SECTION: takes no number */
	ATT_F_HIDDEN = 16, /* laid out only on request (e.g. teiHeader parts) */
	ATT_F_BLOCK = 32 /* inline that the source set off (display math, image) */
};

const char *att_kind_name(enum att_kind kind); /* constant, never NULL */
enum att_class att_kind_class(enum att_kind kind);
/* The kind of that name; ATT_KIND_COUNT when there is none. */
enum att_kind att_kind_of(const char *name);
const char *att_attr_name(enum att_attr attr);

#endif
