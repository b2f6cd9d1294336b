/* TEI's text: divisions, heads, lists, quotations, verse. */
#include <string.h>

#include "base/mem.h"
#include "read/handlers.h"

/* A text within texts: of a corpus, of a group. */
void
tei_text(struct reader *r, const struct row *row)
{
	bool group = strcmp(r->frame[r->depth - 2].row->name, "group") == 0;
	bool text = strcmp(row->name, "text") == 0;

	if (text && !group) {
		node_anchor(r);
		return;
	}
	if (r->heading.size)
		heading_flush(r);
	node_open(r, ATT_ARTICLE);
	node_flag(r, ATT_F_UNNUMBERED);
	node_common(r, row);
}

void
tei_text_end(struct reader *r)
{
	unsigned opens = frame_top(r)->opens;

	/* A text of nothing but its header. */
	if (opens && r->heading.size && !r->sink)
		heading_flush(r);
	buf_clear(&r->heading);
	buf_clear(&r->subheading);
}

void
tei_header_end(struct reader *r)
{
	r->frame[0].state |= S_DONE;
}

/* Kinds of div by their type. */
static enum att_kind
div_kind(const struct value *type)
{
	static const struct {
		const char *word;
		enum att_kind kind;
	} kinds[] = {{"part", ATT_PART}, {"chapter", ATT_CHAPTER},
	    {"appendix", ATT_APPENDIX}, {"preface", ATT_PREFACE},
	    {"foreword", ATT_PREFACE}, {"article", ATT_ARTICLE},
	    {"glossary", ATT_GLOSSARY}, {"index", ATT_INDEX},
	    {"bibliography", ATT_BIBLIOGRAPHY}, {"bibliogr", ATT_BIBLIOGRAPHY},
	    {"dedication", ATT_FRONT}, {"frontispiece", ATT_FRONT},
	    {"ack", ATT_FRONT}, {"acknowledgements", ATT_FRONT},
	    {"acknowledgments", ATT_FRONT}};

	for (size_t i = 0; type && i < COUNT(kinds); i++) {
		if (strlen(kinds[i].word) == type->size &&
		    strncasecmp(kinds[i].word, type->text, type->size) == 0)
			return kinds[i].kind;
	}
	return ATT_SECTION;
}

/* Authors write the numbers of their divisions into the heads, or in n. */
void
tei_div(struct reader *r, const struct row *row)
{
	node_open(r, div_kind(attr(r, A_type)));
	if (!attr(r, A_n))
		node_flag(r, ATT_F_UNNUMBERED);
	node_common(r, row);
}

void
tei_head(struct reader *r, const struct row *row)
{
	struct frame *owner = frame_owner(r);
	struct row leaf = {.name = row->name, .kind = ATT_TITLE};

	/* The text's own head goes before that of its header. */
	if (r->heading.size && !r->sink) {
		buf_clear(&r->heading);
		buf_clear(&r->subheading);
	}
	if (owner->state & S_TITLED)
		leaf.kind = ATT_SUBTITLE;
	else
		owner->state |= S_TITLED;
	node_start(r, &leaf);
}

enum { LIST_PLAIN, LIST_GLOSS };

static const char *
numeration(const struct reader *r)
{
	static const struct {
		const char *word, *numeration;
	} words[] = {{"loweralpha", "loweralpha"},
	    {"lower-alpha", "loweralpha"}, {"upperalpha", "upperalpha"},
	    {"upper-alpha", "upperalpha"}, {"lowerroman", "lowerroman"},
	    {"lower-roman", "lowerroman"}, {"upperroman", "upperroman"},
	    {"upper-roman", "upperroman"}};

	for (size_t i = 0; i < COUNT(words); i++) {
		if (value_has(attr(r, A_rend), words[i].word) ||
		    value_has(attr(r, A_type), words[i].word))
			return words[i].numeration;
	}
	return "arabic";
}

static bool
list_is(const struct reader *r, const char *word)
{
	return value_has(attr(r, A_type), word) ||
	       value_has(attr(r, A_rend), word);
}

static const char *
list_type(const struct reader *r)
{
	if (list_is(r, "ordered") || list_is(r, "numbered"))
		return "ordered";
	if (list_is(r, "gloss") || list_is(r, "glossary"))
		return "variable";
	if (list_is(r, "simple") || list_is(r, "unmarked") ||
	    list_is(r, "none"))
		return "simple";
	if (list_is(r, "inline") || list_is(r, "run-in"))
		return "inline";
	return "itemized";
}

void
tei_list(struct reader *r, const struct row *row)
{
	const char *type = row->type ? row->type : list_type(r);
	struct frame *f = frame_top(r);

	if (strcmp(type, "inline") == 0 && node_runs(r)) {
		node_anchor(r);
		f->state |= S_NAMED;
		return;
	}
	if (strcmp(type, "inline") == 0)
		type = "simple";
	node_open(r, ATT_LIST);
	node_attr(r, ATT_A_TYPE, type);
	if (strcmp(type, "ordered") == 0)
		node_attr(r, ATT_A_NUMERATION, numeration(r));
	node_common(r, &(struct row){.name = row->name});
	if (strcmp(type, "variable") == 0)
		f->mark = LIST_GLOSS;
}

static void
label_end(struct reader *r)
{
	tidy(&r->label);
}

/* A label is the term of a gloss list, else the mark of the next item. */
void
tei_label(struct reader *r, const struct row *row)
{
	struct frame *list = &r->frame[r->depth - 2];

	if (list->row->kind != ATT_LIST || r->sink || list->state & S_NAMED) {
		if (node_runs(r))
			node_anchor(r);
		else
			node_start(r, &(struct row){.kind = ATT_PARA,
			                  .type = "label",
			                  .name = row->name});
		return;
	}
	if (list->mark != LIST_GLOSS) {
		hold(r, &r->label);
		frame_top(r)->end = label_end;
		return;
	}
	if (list->state & S_ENTRY && list->state & S_FIRST)
		node_around_close(r);
	if (!(list->state & S_ENTRY) || list->state & S_FIRST)
		node_around(r, ATT_ENTRY);
	list->state |= S_ENTRY;
	list->state &= (uint8_t)~S_FIRST;
	node_open(r, ATT_TERM);
	node_common(r, row);
}

void
tei_item(struct reader *r, const struct row *row)
{
	struct frame *list = &r->frame[r->depth - 2];

	if (list->state & S_NAMED) {
		if (list->children > 1)
			node_text(r, " ", 1);
		node_anchor(r);
		return;
	}
	if (list->mark == LIST_GLOSS && list->row->kind == ATT_LIST &&
	    !r->sink) {
		if (!(list->state & S_ENTRY))
			node_around(r, ATT_ENTRY);
		list->state |= S_ENTRY | S_FIRST;
	}
	node_start(r, row);
	if (r->label.size && !r->sink) {
		node_attr(r, ATT_A_LABEL, buf_cstr(&r->label));
		buf_clear(&r->label);
	}
}

/* A quotation stands on its own when it begins with a block, or where only
 * blocks are; else it runs on. */
void
tei_quote(struct reader *r, const struct row *row)
{
	bool block = !node_runs(r) &&
	             (r->class == ATT_CLASS_SECTION || sax_peek(r) == '<' ||
	                 r->frame[r->depth - 2].row->kind == ATT_QUOTE ||
	                 value_has(attr(r, A_rend), "blockquote") ||
	                 value_has(attr(r, A_rend), "block"));

	if (value_has(attr(r, A_rend), "blockquote"))
		block = !r->sink;
	if (frame_owner(r)->row->kind == ATT_EPIGRAPH && !node_runs(r)) {
		node_anchor(r);
		return;
	}
	if (block) {
		if (r->frame[r->depth - 2].row->kind == ATT_QUOTE) {
			node_anchor(r);
			return;
		}
		node_open(r, ATT_QUOTE);
	} else {
		node_open(r, ATT_QUOTED);
	}
	node_common(r, row);
}

void
tei_cit(struct reader *r, const struct row *row)
{
	if (node_runs(r) || r->frame[r->depth - 2].row->kind == ATT_EPIGRAPH) {
		if (r->ended)
			node_text(r, " ", 1);
		node_anchor(r);
		return;
	}
	node_start(r, row);
}

static void
source_end(struct reader *r)
{
	node_words(r, ")");
}

/* An entry in a list of them, the source of a quotation, or words. */
void
tei_bibl(struct reader *r, const struct row *row)
{
	unsigned around = frame_owner(r)->row->kind;

	if (r->sink) {
		node_anchor(r);
	} else if (r->class == ATT_CLASS_CONTAINER &&
	           (around == ATT_QUOTE || around == ATT_EPIGRAPH)) {
		node_open(r, ATT_ATTRIBUTION);
		node_common(r, row);
	} else if (!node_runs(r)) {
		node_open(r, ATT_BIBLIOENTRY);
		node_common(r, row);
		node_copy(r, ATT_A_LABEL, A_n);
	} else {
		node_anchor(r);
		if (r->frame[r->depth - 2].row->start == tei_cit &&
		    r->last != '(') {
			node_words(r, " (");
			frame_top(r)->end = source_end;
		}
	}
}

void
tei_title(struct reader *r, const struct row *row)
{
	link_common(r);
	node_open(r, attr_is(r, A_level, "a") ? ATT_QUOTED : row->kind);
	node_common(r, row);
	node_copy(r, ATT_A_KEY, attr(r, A_key) ? A_key : A_ref);
}

void
tei_note(struct reader *r, const struct row *row)
{
	node_start(r, row);
	node_copy(r, ATT_A_PLACEMENT, A_place);
	node_copy(r, ATT_A_MARK, A_n);
}

/* A direction stands alone or in a line. */
void
tei_stage(struct reader *r, const struct row *row)
{
	if (!node_runs(r)) {
		node_start(r, row);
		return;
	}
	node_open(r, ATT_EMPH);
	node_attr(r, ATT_A_TYPE, "stage");
	node_common(r, &(struct row){.name = row->name});
}

/* u: a turn of speech, whose speaker is an attribute. */
void
tei_speech(struct reader *r, const struct row *row)
{
	const struct value *who = attr(r, A_who);

	node_open(r, ATT_SPEECH);
	node_common(r, row);
	if (!who || who->size < 2)
		return;
	node_open(r, ATT_SPEAKER);
	node_text(r, who->text + (who->text[0] == '#'),
	    who->size - (who->text[0] == '#'));
	node_close(r);
	r->class = ATT_CLASS_CONTAINER;
}

/* address, a leaf whose lines break; in running text they are parted. */
void
tei_lines(struct reader *r, const struct row *row)
{
	static const struct row running = {
	    .name = "address", .kind = READ_PASS, .type = ", "};
	static const struct row block = {
	    .name = "address", .kind = ATT_PARA, .type = " "};
	bool runs = node_runs(r);

	if (runs)
		node_anchor(r);
	else
		node_start(r, row);
	frame_top(r)->row = runs ? &running : &block;
	frame_top(r)->state |= S_BETWEEN;
}

void
tei_line(struct reader *r, const struct row *row)
{
	const struct frame *lines = &r->frame[r->depth - 2];

	(void)row;
	if (lines->children > 1 && lines->row->kind == ATT_PARA && !r->sink) {
		node_open(r, ATT_BREAK);
		node_close(r);
	}
	node_anchor(r);
}

/* desc: of a picture, what stands for it. */
void
tei_desc(struct reader *r, const struct row *row)
{
	if (r->frame[r->depth - 2].row->start == media_graphic)
		media_text(r, row);
	else
		node_anchor(r);
}

/* A block where blocks may stand, else an inline of the kind that type
 * names by one letter: e emphasis, p nothing. */
void
tei_either(struct reader *r, const struct row *row)
{
	if (!node_runs(r)) {
		node_start(r, &(struct row){.name = row->name,
		                  .kind = row->kind,
		                  .flags = row->flags});
		return;
	}
	if (row->type && row->type[0] == 'e') {
		node_open(r, ATT_EMPH);
		node_common(r, &(struct row){.name = row->name});
	} else {
		node_anchor(r);
	}
}

/* Lists that the reader makes itself, but for the index. */
void
tei_divgen(struct reader *r, const struct row *row)
{
	if (attr_is(r, A_type, "index")) {
		node_open(r, ATT_INDEX);
		node_common(r, row);
	}
}

/* Dictionary entries: the forms are the term. */
void
tei_entry_part(struct reader *r, const struct row *row)
{
	if (r->frame[r->depth - 2].row->kind == ATT_GLOSSENTRY) {
		node_open(r, ATT_TERM);
		node_common(r, &(struct row){.name = row->name});
	} else {
		node_anchor(r);
	}
	frame_top(r)->state |= S_BETWEEN;
}
