/* Lists: labels, numbers, spacing. */
#include "layout/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "model/locale.h"
#include "model/number.h"

enum {
	MEASURED_MAX = 400, /* labels measured; later ones are not much wider */
	HANG_MAX = 12,      /* columns of labels; wider ones join the text */
	PREFIX_MAX =
	    40, /* bytes of inherited numbers; longer ones are left out */
	SHORT_ITEM = 150,    /* bytes; a list of shorter items needs no space */
	SHORT_ENTRY = 90,    /* the same, term and definition together */
	SEARCH_MAX = 100000, /* nodes looked at for the list that goes on */
	START_MAX = 1 << 30,
	CONTINUED_MAX = 64 /* lists that continue one another */
};

static bool
is_one_of(const char *value, const char *const *names)
{
	for (; value && *names; names++) {
		if (strcmp(value, *names) == 0)
			return true;
	}
	return false;
}

static bool
is_item(const struct att_image *image, uint32_t node)
{
	uint8_t kind = att_node(image, node)->kind;

	return kind == ATT_ITEM || kind == ATT_STEP;
}

static bool
holds(const struct att_image *image, uint32_t list, enum att_kind kind)
{
	uint32_t last = att_node(image, list)->next;

	for (uint32_t i = list + 1; i < last; i = att_node(image, i)->next) {
		if (att_node(image, i)->kind == kind)
			return true;
		if (is_item(image, i))
			return false;
	}
	return false;
}

static bool
is_ordered(const struct att_image *image, uint32_t list)
{
	static const char *const names[] = {"ordered", "procedure", "numbered",
	    "steps", "substeps", "number", NULL};
	const char *type = att_node_attr(image, list, ATT_A_TYPE);

	return is_one_of(type, names) ||
	       att_node_attr(image, list, ATT_A_NUMERATION) ||
	       holds(image, list, ATT_STEP);
}

static bool
is_unlabelled(const struct att_image *image, uint32_t list)
{
	static const char *const names[] = {"simple", "horiz", "plain", "none",
	    "variable", "gloss", "labeled", "inline", "qanda", NULL};

	return is_one_of(att_node_attr(image, list, ATT_A_TYPE), names) ||
	       is_one_of(att_node_attr(image, list, ATT_A_MARK), names) ||
	       holds(image, list, ATT_ENTRY) || holds(image, list, ATT_QANDA);
}

/* The outermost ordered list around found that ends before list. */
static uint32_t
outermost(const struct att_image *image, uint32_t found, uint32_t list)
{
	uint32_t node = att_node(image, found)->parent;

	for (; node != ATT_NONE && att_node(image, node)->next <= list;
	     node = att_node(image, node)->parent) {
		if (att_node(image, node)->kind == ATT_LIST &&
		    is_ordered(image, node))
			found = node;
	}
	return found;
}

/* The ordered list before this one that it goes on from; ATT_NONE. */
static uint32_t
continued(const struct att_image *image, uint32_t list)
{
	const char *value = att_node_attr(image, list, ATT_A_CONTINUES);
	uint32_t node = value ? att_anchor_find(image, value) : ATT_NONE;

	if (!value)
		return ATT_NONE;
	if (node != ATT_NONE && node < list &&
	    att_node(image, node)->kind == ATT_LIST)
		return node;
	for (uint32_t i = 1; i <= SEARCH_MAX && i <= list; i++) {
		const struct att_node *n = att_node(image, list - i);

		if (n->kind == ATT_LIST && n->next <= list &&
		    is_ordered(image, list - i))
			return outermost(image, list - i, list);
	}
	return ATT_NONE;
}

/* A number that an ITEM asks for; 0 when it does not. */
static uint32_t
own_number(const struct att_image *image, uint32_t item)
{
	const char *mark = att_node_attr(image, item, ATT_A_MARK);
	long number = mark ? strtol(mark, NULL, 10) : 0;

	return number > 0 && number < START_MAX ? (uint32_t)number : 0;
}

/* The number of the item after those of list that come before a node. */
static uint32_t
number_after(const struct att_image *image, uint32_t list, uint32_t number,
    uint32_t before)
{
	uint32_t last = att_node(image, list)->next;

	for (uint32_t i = list + 1; i < last && i < before;
	     i = att_node(image, i)->next) {
		uint32_t own = is_item(image, i) ? own_number(image, i) : 0;

		number = own ? own : number;
		number += is_item(image, i);
	}
	return number;
}

static uint32_t
first_number(const struct att_image *image, uint32_t list)
{
	uint32_t chain[CONTINUED_MAX], number = 1;
	size_t count = 0;

	while (count < CONTINUED_MAX && list != ATT_NONE) {
		const char *start = att_node_attr(image, list, ATT_A_START);
		long given = start ? strtol(start, NULL, 10) : -1;

		chain[count++] = list;
		if (given >= 0 && given < START_MAX)
			number = (uint32_t)given;
		list = start ? ATT_NONE : continued(image, list);
	}
	while (--count > 0)
		number = number_after(image, chain[count], number, ATT_NONE);
	return number;
}

static enum numeration
numeration_of(const struct flow *flow, uint32_t list)
{
	const struct att_image *image = flow->page->image;
	enum numeration asked =
	    numeration_named(att_node_attr(image, list, ATT_A_NUMERATION));
	unsigned depth = 0;

	if (is_unlabelled(image, list))
		return NUMERATION_NONE;
	if (asked != NUMERATION_NONE)
		return asked;
	if (!is_ordered(image, list))
		return NUMERATION_BULLET;
	for (size_t i = 0; i + 1 < flow->frames; i++)
		depth += flow->frame[i].numeration >= NUMERATION_ARABIC;
	return numeration_at(depth);
}

/* One short paragraph, perhaps with lists under it. */
static bool
is_short(const struct att_image *image, uint32_t item)
{
	uint32_t last = att_node(image, item)->next;
	uint32_t i = item + 1;
	const struct att_node *n;

	if (i == last)
		return true;
	n = att_node(image, i);
	if (n->kind == ATT_LIST)
		return true;
	if (n->kind != ATT_PARA || n->end - n->start > SHORT_ITEM)
		return false;
	for (i = n->next; i < last; i = att_node(image, i)->next) {
		if (att_node(image, i)->kind != ATT_LIST)
			return false;
	}
	return true;
}

static bool
is_loose(const struct att_image *image, uint32_t list)
{
	const char *spacing = att_node_attr(image, list, ATT_A_SPACING);
	uint32_t last = att_node(image, list)->next;

	if (spacing && strcmp(spacing, "compact") == 0)
		return false;
	for (uint32_t i = list + 1; i < last; i = att_node(image, i)->next) {
		if (is_item(image, i) && !is_short(image, i))
			return true;
		if (att_node(image, i)->kind == ATT_QANDA ||
		    (att_node(image, i)->kind == ATT_ENTRY &&
		        att_node(image, i)->end - att_node(image, i)->start >
		            SHORT_ENTRY))
			return true;
	}
	return false;
}

static uint8_t
hang_of(struct flow *flow, const struct frame *frame, uint32_t node)
{
	const struct att_image *image = flow->page->image;
	uint32_t last = att_node(image, node)->next;
	uint32_t number = frame->first, measured = 0;
	size_t width = 1;

	if (frame->numeration == NUMERATION_NONE)
		return 0;
	if (frame->numeration == NUMERATION_BULLET)
		return 2;
	for (uint32_t i = node + 1; i < last; i = att_node(image, i)->next) {
		uint32_t own;
		char label[32];
		size_t size;

		if (!is_item(image, i))
			continue;
		own = own_number(image, i);
		number = own ? own : number;
		if (measured++ < MEASURED_MAX ||
		    att_node(image, i)->next >= last) {
			number_format(
			    frame->numeration, number, label, sizeof(label));
			size = strlen(label);
			width = size > width ? size : width;
		}
		number++;
	}
	width += 2; /* full stop, space */
	width += frame->prefix ? strlen(frame->prefix) : 0;
	return (uint8_t)(width > HANG_MAX ? HANG_MAX : width);
}

/* The list that the item in a frame belongs to; NULL. */
static struct frame *
list_of(struct flow *flow, size_t item)
{
	size_t i = item;

	while (i > 0) {
		uint8_t kind =
		    att_node(flow->page->image, flow->frame[--i].node)->kind;

		if (kind == ATT_LIST)
			return &flow->frame[i];
		if (kind != ATT_GROUP)
			return NULL;
	}
	return NULL;
}

/* The number of the item around the list in the top frame, with a full stop,
 * when the list asks for it; NULL. */
static const char *
inherited(struct flow *flow, uint32_t list)
{
	const struct att_image *image = flow->page->image;
	const struct frame *outer = NULL;
	char number[32];

	if (!att_node_attr(image, list, ATT_A_INHERIT))
		return NULL;
	for (size_t i = flow->frames - 1; i > 0 && !outer; i--) {
		if (is_item(image, flow->frame[i - 1].node))
			outer = list_of(flow, i - 1);
	}
	if (!outer || outer->numeration < NUMERATION_ARABIC ||
	    outer->number == 0 ||
	    (outer->prefix && strlen(outer->prefix) > PREFIX_MAX))
		return NULL;
	number_format((enum numeration)outer->numeration, outer->number - 1,
	    number, sizeof(number));
	return page_format(
	    flow->page, "%s%s.", outer->prefix ? outer->prefix : "", number);
}

void
list_open(struct flow *flow, struct frame *frame, uint32_t node)
{
	const struct att_image *image = flow->page->image;
	const struct frame *outer =
	    flow->frames > 1 ? &flow->frame[flow->frames - 2] : NULL;
	bool nested = outer && is_item(image, outer->node);

	flow_space(flow);
	frame->numeration = (uint8_t)numeration_of(flow, node);
	if (frame->numeration > NUMERATION_BULLET)
		frame->first = first_number(image, node);
	frame->number = frame->first;
	if (frame->numeration > NUMERATION_BULLET)
		frame->prefix = inherited(flow, node);
	frame->hang = hang_of(flow, frame, node);
	frame->loose = is_loose(image, node);
	if (flow->tight)
		frame->loose = false;
	if (!nested && frame->hang > 0)
		flow_indent(flow, flow_step(flow) / 2, 0);
}

/* Bullets asked for by name. */
static const char *
bullet_named(const struct page *page, const char *name)
{
	static const struct {
		const char *name, *unicode, *ascii;
	} rows[] = {{"bullet", "\u2022", "*"}, {"disc", "\u2022", "*"},
	    {"opencircle", "\u25e6", "o"}, {"circle", "\u25e6", "o"},
	    {"square", "\u25aa", "+"}, {"box", "\u25ab", "+"},
	    {"dash", "\u2013", "-"}, {"emdash", "\u2014", "-"}};
	uint32_t codepoint;

	for (size_t i = 0; name && i < COUNT(rows); i++) {
		if (strcmp(name, rows[i].name) == 0)
			return page_glyph(page, rows[i].unicode, rows[i].ascii);
	}
	/* A single character is a bullet as it stands. */
	if (name && *name &&
	    utf8_next(name, strlen(name), &codepoint) == strlen(name) &&
	    page_columns(page, name, strlen(name)) == 1)
		return name;
	return NULL;
}

static const char *
bullet(const struct flow *flow, const struct frame *list, uint32_t item)
{
	const struct page *page = flow->page;
	const char *mark =
	    bullet_named(page, att_node_attr(page->image, item, ATT_A_MARK));
	unsigned depth = 0;

	if (!mark)
		mark = bullet_named(
		    page, att_node_attr(page->image, list->node, ATT_A_MARK));
	if (mark)
		return mark;
	for (const struct frame *f = flow->frame; f < list; f++)
		depth += f->numeration == NUMERATION_BULLET;
	if (depth % 3 == 0)
		return page_glyph(page, "\u2022", "*");
	return depth % 3 == 1 ? "-" : page_glyph(page, "*", "+");
}

static void
item_label(struct flow *flow, struct frame *list, uint32_t item, int column)
{
	struct page *page = flow->page;
	const char *own = att_node_attr(page->image, item, ATT_A_LABEL);
	char number[32];
	const char *label;
	int columns;

	if (own_number(page->image, item) > 0)
		list->number = own_number(page->image, item);
	if (own) {
		label = own;
		list->number++;
	} else if (list->numeration == NUMERATION_NONE) {
		return;
	} else if (list->numeration == NUMERATION_BULLET) {
		label = bullet(flow, list, item);
	} else {
		number_format(
		    list->numeration, list->number++, number, sizeof(number));
		label = page_format(
		    page, "%s%s.", list->prefix ? list->prefix : "", number);
	}
	columns = (int)page_columns(page, label, strlen(label));
	if (list->numeration > NUMERATION_BULLET && columns < list->hang)
		column += list->hang - 1 - columns;
	flow_label(flow, label, ATT_S_MARK, column);
}

/* The number of one of several definitions. */
static void
sense_label(struct flow *flow, uint32_t node)
{
	struct page *page = flow->page;
	const char *own = att_node_attr(page->image, node, ATT_A_LABEL);
	const char *label = own ? page_format(page, "%s.", own) : NULL;
	int column = flow->left;

	if (!label)
		return;
	flow_indent(flow, (int)page_columns(page, label, strlen(label)) + 1, 0);
	flow_label(flow, label, ATT_S_MARK, column);
}

void
item_open(struct flow *flow, struct frame *frame, uint32_t node)
{
	const struct att_image *image = flow->page->image;
	struct frame *list = list_of(flow, flow->frames - 1);
	int column = flow->left;

	if (!list) {
		/* The definition of a term, or an item astray. */
		if (flow->last == ATT_TERM)
			flow_stick(flow);
		if (att_node(image, att_node(image, node)->parent)->kind !=
		    ATT_GLOSSENTRY)
			flow_indent(flow, flow_step(flow), 0);
		sense_label(flow, node);
		return;
	}
	if (flow->resuming) {
		list->count = 1;
		list->number = number_after(
		    flow->page->image, list->node, list->first, node);
	}
	if (list->loose && list->count > 0)
		flow_space(flow);
	list->count++;
	flow->tight = frame->tight || !list->loose;
	flow_indent(flow, list->hang, 0);
	item_label(flow, list, node, column);
}

void
item_close(struct flow *flow, struct frame *frame)
{
	flow_flush(flow, frame->node);
}

void
entry_open(struct flow *flow, struct frame *frame, uint32_t node)
{
	struct frame *list = list_of(flow, flow->frames - 1);

	(void)node;
	if (!list || list->loose)
		flow_space(flow);
	flow->tight = frame->tight || (list && !list->loose);
}

void
qanda_open(struct flow *flow, struct frame *frame, uint32_t node)
{
	struct page *page = flow->page;
	const struct att_image *image = page->image;
	bool question = att_node(image, node)->kind == ATT_QUESTION;
	const char *own = att_node_attr(image, node, ATT_A_LABEL);
	const char *word =
	    locale_word(att_node_inherited(image, node, ATT_A_LANG),
	        question ? LOCALE_QUESTION : LOCALE_ANSWER);
	int column = flow->left;

	(void)frame;
	if (question)
		flow_space(flow);
	else
		flow_stick(flow);
	flow_indent(flow, 4, 0);
	flow_label(flow,
	    page_format(page, own ? "%s" : "%s:", own ? own : word),
	    ATT_S_MARK | ATT_S_BOLD, column);
}

static const char *
note_words(const struct att_image *image, uint32_t node)
{
	const char *mark = att_node_attr(image, node, ATT_A_MARK);

	if (!mark)
		mark = att_node_label(image, node);
	if (!mark)
		mark = att_node_attr(image, node, ATT_A_LABEL);
	return mark && *mark ? mark : "*";
}

void
note_open(struct flow *flow, struct frame *frame, uint32_t node)
{
	const struct att_image *image = flow->page->image;
	const char *mark = note_words(image, node);
	int columns = (int)page_columns(flow->page, mark, strlen(mark));
	int base = flow_step(flow) / 2;
	int column = flow->left + base;

	(void)frame;
	/* Notes follow each other without space. */
	if (flow->last_note != node)
		flow_space(flow);
	flow->style |= ATT_S_NOTE;
	flow->tight = false;
	flow_indent(flow, base + (columns > 8 ? 8 : columns) + 2, 0);
	flow_label(flow, mark, ATT_S_MARK, column);
}
