/* DocBook's blocks that a row alone cannot say. */
#include <string.h>

#include "read/handlers.h"

/* In a caption, which is one leaf, paragraphs are parted by line breaks. */
void
block_para(struct reader *r, const struct row *row)
{
	const struct frame *parent = &r->frame[r->depth - 2];

	if (parent->row->kind != ATT_CAPTION || r->class != ATT_CLASS_LEAF) {
		node_start(r, row);
		return;
	}
	if (parent->children > 1) {
		node_text(r, " ", 1);
		node_open(r, ATT_BREAK);
		node_close(r);
	}
	node_anchor(r);
}

/* Without a numeration of its own a list that inherits is numbered by its
 * depth: 1. 1.a. 1.a.i. */
static void
ordered_list(struct reader *r)
{
	bool inherits = attr_is(r, A_inheritnumeration, "inherit") ||
	                attr_is(r, A_inheritnum, "inherit");

	node_copy(r, ATT_A_NUMERATION, A_numeration);
	if (inherits)
		node_attr(r, ATT_A_INHERIT, "yes");
	else
		node_attr(r, ATT_A_NUMERATION, "arabic");
	node_copy(r, ATT_A_START, A_startingnumber);
	if (attr_is(r, A_continuation, "continues"))
		node_attr(r, ATT_A_CONTINUES, "yes");
}

void
block_list(struct reader *r, const struct row *row)
{
	if (strcmp(row->type, "callout") == 0)
		media_flush(r); /* of the picture before */
	node_open(r, ATT_LIST);
	node_common(r, row);
	node_copy(r, ATT_A_MARK, A_mark);
	node_copy(r, ATT_A_SPACING, A_spacing);
	if (strcmp(row->type, "ordered") == 0) {
		ordered_list(r);
	} else if (strcmp(row->type, "callout") == 0) {
		node_attr(r, ATT_A_NUMERATION, "arabic");
	} else if (strcmp(row->type, "qanda") == 0) {
		node_copy(r, ATT_A_MARK, A_defaultlabel);
	}
}

/* Inline lists run on in the text. */
void
block_simplelist(struct reader *r, const struct row *row)
{
	if (!attr_is(r, A_type, "inline")) {
		bool across = attr_is(r, A_type, "horiz");

		node_open(r, ATT_LIST);
		node_common(
		    r, &(struct row){.type = across ? "horiz" : "simple"});
		if (attr_number(r, A_columns, READ_MAX_COLUMNS) > 1)
			node_copy(r, ATT_A_COLS, A_columns);
		return;
	}
	(void)row;
	node_anchor(r);
	frame_top(r)->state |= S_BETWEEN;
}

void
block_member(struct reader *r, const struct row *row)
{
	if (r->frame[r->depth - 2].state & S_BETWEEN)
		node_anchor(r);
	else
		node_start(r, row);
}

static bool
is_number(const struct value *v)
{
	size_t digits = 0;

	while (v && digits < v->size && v->text[digits] >= '0' &&
	       v->text[digits] <= '9')
		digits++;
	return digits > 0 && digits == v->size;
}

/* An ordered item's own number is counted on from; its own words are not. */
void
block_item(struct reader *r, const struct row *row)
{
	const char *list = r->frame[r->depth - 2].row->type;
	bool words = list && strcmp(list, "ordered") == 0 &&
	             !is_number(attr(r, A_override));

	node_start(r, row);
	node_copy(r, words ? ATT_A_LABEL : ATT_A_MARK, A_override);
}

static void
label_end(struct reader *r)
{
	tidy(&r->held);
	unhold(r);
	node_late(r, 0, ATT_A_LABEL, buf_cstr(&r->held));
}

/* label: the number of the question, answer or step around. */
void
block_label(struct reader *r, const struct row *row)
{
	(void)row;
	if (r->sink) {
		node_anchor(r);
		return;
	}
	hold(r, &r->held);
	frame_top(r)->end = label_end;
}

void
block_verbatim(struct reader *r, const struct row *row)
{
	node_start(r, row);
	r->callouts = 0;
}

void
block_footnote(struct reader *r, const struct row *row)
{
	node_start(r, row);
	node_copy(r, ATT_A_MARK, A_label);
}

/* A heading that makes no section. */
void
block_bridgehead(struct reader *r, const struct row *row)
{
	node_open(r, ATT_GROUP);
	node_common(r, row);
	node_open(r, ATT_TITLE);
}

void
block_glossentry(struct reader *r, const struct row *row)
{
	node_start(r, row);
	node_copy(r, ATT_A_KEY, A_sortas);
}

/* What an entry explains, or a mention of it. */
void
block_glossterm(struct reader *r, const struct row *row)
{
	if (r->frame[r->depth - 2].row->kind != ATT_GLOSSENTRY) {
		link_term(r, row);
		return;
	}
	node_open(r, ATT_TERM);
	node_common(r, row);
	link_common(r);
}

void
block_abbrev(struct reader *r, const struct row *row)
{
	unsigned around = r->frame[r->depth - 2].row->kind;

	if (around == ATT_GLOSSENTRY)
		node_open(r, ATT_TERM);
	if (strcmp(row->name, "abbrev") == 0 && biblio_cites(r))
		biblio_abbrev(r, row);
	else
		node_start(r, row);
}

/* glosssee, glossseealso */
void
block_see(struct reader *r, const struct row *row)
{
	node_start(r, row);
	node_copy(r, ATT_A_TARGET, A_otherterm);
}

/* segmentedlist is a table: titles are its head. */
void
block_segtitle(struct reader *r, const struct row *row)
{
	struct frame *list = &r->frame[r->depth - 2];

	(void)row;
	if (!(list->state & S_ENTRY)) {
		node_around(r, ATT_ROW);
		node_flag(r, ATT_F_HEAD);
		list->state |= S_ENTRY;
	}
	node_open(r, ATT_CELL);
	node_flag(r, ATT_F_HEAD);
	node_common(r, row);
}

void
block_seglistitem(struct reader *r, const struct row *row)
{
	struct frame *list = &r->frame[r->depth - 2];

	if (list->state & S_ENTRY) {
		node_around_close(r);
		list->state &= (uint8_t)~S_ENTRY;
	}
	node_start(r, row);
}

/* "name(section)" is a reference page's title, else its first name. */
void
block_refmeta(struct reader *r, const struct row *row)
{
	(void)row;
	frame_owner(r)->state |= S_TITLED;
	node_open(r, ATT_TITLE);
	node_anchor(r);
}

void
block_refnamediv(struct reader *r, const struct row *row)
{
	if (frame_owner(r)->state & S_TITLED)
		node_start(r, row);
	else
		node_anchor(r);
}

void
block_refname(struct reader *r, const struct row *row)
{
	struct frame *page = &r->frame[r->depth > 2 ? r->depth - 3 : 0];
	struct frame *div = &r->frame[r->depth - 2];

	if (!(page->state & S_TITLED)) {
		page->state |= S_TITLED;
		node_open(r, ATT_TITLE);
		node_common(r, row);
		return;
	}
	if (div->state & S_NAMED)
		node_words(r, ", ");
	div->state |= S_NAMED;
	if (!(div->state & S_ENTRY))
		node_around(r, ATT_PARA);
	div->state |= S_ENTRY;
	node_open(r, ATT_CODE);
	node_common(r, row);
}

void
block_refpurpose(struct reader *r, const struct row *row)
{
	struct frame *div = &r->frame[r->depth - 2];

	(void)row;
	if (!(div->state & S_ENTRY))
		node_around(r, ATT_PARA);
	div->state |= S_ENTRY;
	if (div->state & S_NAMED)
		node_words(r, " \u2014 ");
}

/* An author or editor outside of info blocks and entries. */
void
block_name(struct reader *r, const struct row *row)
{
	if (!node_runs(r))
		node_open(r, ATT_BYLINE);
	link_common(r);
	node_open(r, ATT_PERSON);
	node_common(r, row);
}

void
block_name_part(struct reader *r, const struct row *row)
{
	if (meta_name_part(r, row))
		return;
	node_anchor(r);
}
