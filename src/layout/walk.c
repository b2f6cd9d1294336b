/* The kinds of blocks and what each looks like.
 *
 * A container is a row: how far it indents, whether it wants space before it,
 * what it does when it opens and closes. A leaf is a row too. The walk itself
 * knows no kind but tables. */
#include <string.h>

#include "base/mem.h"
#include "layout/columns.h"
#include "layout/fill.h"
#include "layout/flow.h"
#include "layout/heading.h"
#include "layout/list.h"
#include "layout/table.h"
#include "model/locale.h"

enum { RESUMED_MAX = 512 /* containers opened again */ };

enum space { SPACE_NONE, SPACE_BEFORE, SPACE_NEW /* unless after its like */ };

struct container {
	uint8_t space; /* enum space */
	uint8_t left;  /* steps */
	uint8_t right;
	uint32_t style;
	void (*open)(struct flow *flow, struct frame *frame, uint32_t node);
	void (*close)(struct flow *flow, struct frame *frame);
};

struct leaf {
	uint8_t space;
	uint8_t hang; /* steps */
	uint32_t style;
	void (*draw)(struct flow *flow, uint32_t node, const struct leaf *leaf);
};

static const char *
word(const struct flow *flow, uint32_t node, enum locale_word which)
{
	return locale_word(
	    att_node_inherited(flow->page->image, node, ATT_A_LANG), which);
}

/* The child TITLE that comes before all other leaves; ATT_NONE. */
static uint32_t
title_of(const struct att_image *image, uint32_t node)
{
	uint32_t last = att_node(image, node)->next;

	for (uint32_t i = node + 1; i < last; i = att_node(image, i)->next) {
		if (att_node(image, i)->kind == ATT_TITLE)
			return i;
		if (att_kind_class(att_node(image, i)->kind) !=
		    ATT_CLASS_INLINE)
			break;
	}
	return ATT_NONE;
}

static void
sidebar_open(struct flow *flow, struct frame *frame, uint32_t node)
{
	const struct page *page = flow->page;
	int left = flow->left;
	bool room = flow->right - flow->left >= TEXT_MIN + 2;

	(void)frame;
	flow_rule(flow, node, PAGE_RULE, left, flow->right - left);
	flow_stick(flow);
	if (!room)
		return;
	flow_indent(flow, 2, 0);
	flow_bar(flow, page_glyph(page, "\u2502", "|"), left);
}

static void
sidebar_close(struct flow *flow, struct frame *frame)
{
	flow_flush(flow, frame->node);
	flow_stick(flow);
	flow->bars = frame->bars;
	flow_rule(flow, frame->node, PAGE_RULE, frame->left,
	    frame->right - frame->left);
}

static const char *
admonition_word(const struct flow *flow, uint32_t node)
{
	return word(flow, node,
	    locale_admonition(
	        att_node_attr(flow->page->image, node, ATT_A_TYPE)));
}

/* A generated word over a block, joined to the block's title if it has one. */
static void
block_word(struct flow *flow, uint32_t node, const char *text)
{
	if (flow->resuming)
		return;
	if (title_of(flow->page->image, node) != ATT_NONE) {
		flow_prefix(flow, page_format(flow->page, "%s: ", text),
		    ATT_S_BOLD | ATT_S_MARK);
		return;
	}
	flow_literal(flow, ATT_LINE_TEXT, node, text, ATT_S_BOLD | ATT_S_MARK,
	    flow->left);
	flow_stick(flow);
}

static void
admonition_open(struct flow *flow, struct frame *frame, uint32_t node)
{
	(void)frame;
	block_word(flow, node, admonition_word(flow, node));
	flow_indent(flow, flow_step(flow), 0);
	if (flow->prefixes)
		flow->outdent = flow->left - frame->left;
}

static void
abstract_open(struct flow *flow, struct frame *frame, uint32_t node)
{
	(void)frame;
	if (title_of(flow->page->image, node) == ATT_NONE)
		block_word(flow, node, word(flow, node, LOCALE_ABSTRACT));
	flow_indent(flow, flow_step(flow), flow_step(flow));
}

static void
epigraph_open(struct flow *flow, struct frame *frame, uint32_t node)
{
	(void)frame;
	(void)node;
	flow_indent(flow, (flow->right - flow->left) / 4, 0);
}

/* Whether an entry's own text has what it is cited by, which then is no label
 * besides: where it comes first inline.c draws it in brackets. */
static bool
says_abbrev(const struct page *page, uint32_t node, const char *abbrev)
{
	const struct att_node *entry = att_node(page->image, node);
	size_t size = strlen(abbrev);

	for (uint32_t i = node + 1; i < entry->next; i++) {
		const struct att_node *n = att_node(page->image, i);

		if (n->kind == ATT_ABBREV && n->end - n->start == size &&
		    memcmp(page->text + n->start, abbrev, size) == 0)
			return true;
	}
	return false;
}

/* Entries whose first line stands left of the others. */
static void
hanging_open(struct flow *flow, struct frame *frame, uint32_t node)
{
	const struct att_image *image = flow->page->image;
	const char *label = att_node_attr(image, node, ATT_A_LABEL);
	const char *abbrev = att_node_attr(image, node, ATT_A_TITLEABBREV);

	if (!label && abbrev && !says_abbrev(flow->page, node, abbrev))
		label = abbrev;
	flow_indent(flow, flow_step(flow), 0);
	flow->outdent = flow->left - frame->left;
	if (label && att_node(image, node)->kind == ATT_BIBLIOENTRY)
		flow_prefix(
		    flow, page_format(flow->page, "[%s] ", label), ATT_S_MARK);
}

/* Verse inside a speech needs no indent of its own. */
static void
stanza_open(struct flow *flow, struct frame *frame, uint32_t node)
{
	const struct att_image *image = flow->page->image;
	uint32_t parent = att_node(image, node)->parent;
	uint8_t kind = att_node(image, parent)->kind;

	(void)frame;
	if (kind != ATT_SPEECH && kind != ATT_STANZA && kind != ATT_QUOTE &&
	    kind != ATT_EPIGRAPH)
		flow_indent(flow, flow_step(flow), 0);
}

static void
note_close(struct flow *flow, struct frame *frame)
{
	flow_flush(flow, frame->node);
	flow->last_note = att_node(flow->page->image, frame->node)->next;
}

/* The lines of a program's synopsis stand together. */
static void
group_open(struct flow *flow, struct frame *frame, uint32_t node)
{
	const char *type = att_node_attr(flow->page->image, node, ATT_A_TYPE);

	(void)frame;
	if (!type || strcmp(type, "classsynopsis") != 0)
		return;
	flow_space(flow);
	flow->tight = true;
}

/* clang-format off */
static const struct container containers[ATT_KIND_COUNT] = {
	[ATT_GROUP]      = { SPACE_NONE,   0, 0, 0, group_open, NULL },
	[ATT_LIST]       = { SPACE_NONE,   0, 0, 0, list_open, NULL },
	[ATT_ITEM]       = { SPACE_NONE,   0, 0, 0, item_open, item_close },
	[ATT_STEP]       = { SPACE_NONE,   0, 0, 0, item_open, item_close },
	[ATT_ENTRY]      = { SPACE_NONE,   0, 0, 0, entry_open, item_close },
	[ATT_QUOTE]      = { SPACE_BEFORE, 1, 1, ATT_S_QUOTE, NULL, NULL },
	[ATT_EPIGRAPH]   = { SPACE_BEFORE, 0, 0, ATT_S_QUOTE, epigraph_open, NULL },
	[ATT_SIDEBAR]    = { SPACE_BEFORE, 0, 0, 0, sidebar_open, sidebar_close },
	[ATT_ADMONITION] = { SPACE_BEFORE, 0, 0, 0, admonition_open, item_close },
	[ATT_ABSTRACT]   = { SPACE_BEFORE, 0, 0, 0, abstract_open, NULL },
	[ATT_NOTE]       = { SPACE_NONE,   0, 0, 0, note_open, note_close },
	[ATT_FIGURE]     = { SPACE_BEFORE, 0, 0, 0, NULL, NULL },
	[ATT_EXAMPLE]    = { SPACE_BEFORE, 0, 0, 0, NULL, NULL },
	[ATT_EQUATION]   = { SPACE_BEFORE, 1, 0, 0, NULL, NULL },
	[ATT_QUESTION]   = { SPACE_NONE,   0, 0, 0, qanda_open, item_close },
	[ATT_ANSWER]     = { SPACE_NONE,   0, 0, 0, qanda_open, item_close },
	[ATT_GLOSSENTRY] = { SPACE_BEFORE, 1, 0, 0, NULL, NULL },
	[ATT_BIBLIOENTRY] = { SPACE_BEFORE, 0, 0, 0, hanging_open, item_close },
	[ATT_STANZA]     = { SPACE_BEFORE, 0, 0, 0, stanza_open, NULL },
	[ATT_SPEECH]     = { SPACE_BEFORE, 1, 0, 0, NULL, NULL },
};
/* clang-format on */

static void
draw_text(struct flow *flow, uint32_t node, const struct leaf *leaf)
{
	pieces_clear(flow->page);
	flow_take_prefixes(flow, att_node(flow->page->image, node)->start);
	pieces_add(flow->page, node, leaf->style | flow->style);
	flow_text(flow, node, ATT_LINE_TEXT, leaf->hang * flow_step(flow));
}

/* Text that stands left of what it is the head of. */
static void
draw_outdented(struct flow *flow, uint32_t node, const struct leaf *leaf)
{
	const struct att_image *image = flow->page->image;
	const struct frame *top = flow_top(flow);
	int left = flow->left;

	if (top && top->node == att_node(image, node)->parent &&
	    att_node(image, top->node)->kind != ATT_SIDEBAR)
		flow->left = top->left;
	draw_text(flow, node, leaf);
	flow->left = left;
	flow_stick(flow);
}

static void
draw_title(struct flow *flow, uint32_t node, const struct leaf *leaf)
{
	const struct att_image *image = flow->page->image;
	uint32_t parent = att_node(image, node)->parent;
	const char *label = att_node_label(image, parent);

	if (att_kind_class(att_node(image, parent)->kind) ==
	    ATT_CLASS_SECTION) {
		heading_title(flow, node);
		return;
	}
	if (att_node(image, parent)->kind == ATT_GROUP)
		flow_space(flow);
	if (label)
		flow_prefix(flow, page_format(flow->page, "%s  ", label),
		    leaf->style | ATT_S_MARK);
	draw_text(flow, node, leaf);
	flow_stick(flow);
}

static void
draw_subtitle(struct flow *flow, uint32_t node, const struct leaf *leaf)
{
	size_t first = flow->out->count;

	draw_text(flow, node, leaf);
	if (!flow->title_done)
		return;
	for (size_t i = first; i < flow->out->count; i++) {
		struct att_line *line = &flow->out->item[i];

		line->kind = ATT_LINE_HEADING;
		if (line->columns - flow->left > flow->rule_columns)
			flow->rule_columns = line->columns - flow->left;
	}
}

/* Lines that stand as they are, yet are no code. */
static bool
is_prose(const struct page *page, uint32_t node)
{
	const char *type = att_node_attr(page->image, node, ATT_A_TYPE);

	return type && (strcmp(type, "literallayout") == 0 ||
	                   strcmp(type, "address") == 0);
}

static void
draw_verbatim(struct flow *flow, uint32_t node, const struct leaf *leaf)
{
	struct page *page = flow->page;
	int indent = flow->left > 0 || flow->tables ? 0 : flow_step(flow) / 2;
	struct fill fill = {.node = node,
	    .kind = ATT_LINE_VERBATIM,
	    .first = flow->left + indent,
	    .right = flow->right,
	    .end = att_node(page->image, node)->end};

	if (flow->prefixes)
		flow_flush(flow, node);
	flow->outdent = 0;
	pieces_clear(page);
	pieces_add(
	    page, node, (is_prose(page, node) ? 0 : leaf->style) | flow->style);
	if (pieces_seal(page))
		fill_verbatim(flow, &fill);
}

/* After the quotation, with a dash; where the source has it first, it leads
 * in: lines keep the order of the text. */
static void
draw_attribution(struct flow *flow, uint32_t node, const struct leaf *leaf)
{
	flow_prefix(flow, page_glyph(flow->page, "\u2014 ", "-- "), ATT_S_MARK);
	draw_text(flow, node, leaf);
}

static void
draw_see(struct flow *flow, uint32_t node, const struct leaf *leaf)
{
	const struct att_image *image = flow->page->image;
	const struct att_node *n = att_node(image, node);
	const char *type = att_node_attr(image, node, ATT_A_TYPE);
	bool also = type && strcmp(type, "seealso") == 0;
	uint32_t link = att_link_at(image, node);

	flow_prefix(flow,
	    page_format(flow->page, "%s ",
	        word(flow, node, also ? LOCALE_SEE_ALSO : LOCALE_SEE)),
	    ATT_S_MARK | ATT_S_EMPH);
	if (n->start == n->end && link != ATT_NONE)
		flow_prefix(flow,
		    att_image_string(image, att_link(image, link)->words),
		    ATT_S_LINK);
	if (n->start == n->end && link != ATT_NONE && flow->prefixes)
		flow->prefix[flow->prefixes - 1].link = link;
	draw_text(flow, node, leaf);
}

/* Verse: turned-over lines hang, asked-for indents are kept. */
static void
draw_line(struct flow *flow, uint32_t node, const struct leaf *leaf)
{
	const char *role = att_node_attr(flow->page->image, node, ATT_A_ROLE);
	const char *found = role ? strstr(role, "indent") : NULL;
	int left = flow->left, steps = 0;

	if (found)
		steps = found[6] >= '1' && found[6] <= '9' ? found[6] - '0' : 1;
	flow_indent(flow, steps * 2, 0);
	draw_text(flow, node, leaf);
	flow->left = left;
}

/* clang-format off */
static const struct leaf leaves[ATT_KIND_COUNT] = {
	[ATT_TITLE]       = { SPACE_NONE,   1, ATT_S_BOLD, draw_title },
	[ATT_SUBTITLE]    = { SPACE_NONE,   0, ATT_S_EMPH, draw_subtitle },
	[ATT_PARA]        = { SPACE_BEFORE, 0, 0, draw_text },
	[ATT_TERM]        = { SPACE_NONE,   1, ATT_S_BOLD | ATT_S_TERM, draw_outdented },
	[ATT_VERBATIM]    = { SPACE_BEFORE, 0, ATT_S_CODE, draw_verbatim },
	[ATT_LINE]        = { SPACE_NEW,    1, 0, draw_line },
	[ATT_CAPTION]     = { SPACE_NONE,   0, ATT_S_EMPH, draw_text },
	[ATT_ATTRIBUTION] = { SPACE_NONE,   1, 0, draw_attribution },
	[ATT_SPEAKER]     = { SPACE_NONE,   0, ATT_S_BOLD, draw_outdented },
	[ATT_STAGE]       = { SPACE_NEW,    0, ATT_S_EMPH, draw_text },
	[ATT_BYLINE]      = { SPACE_NEW,    1, 0, draw_text },
	[ATT_SEE]         = { SPACE_NONE,   1, 0, draw_see },
};
/* clang-format on */

/* Leaves that follow one another without space. */
static bool
is_alike(uint8_t a, uint8_t b)
{
	bool verse = a == ATT_LINE || a == ATT_STAGE || a == ATT_SPEAKER;

	return a == b || (verse && (b == ATT_LINE || b == ATT_STAGE));
}

static void
space_before(struct flow *flow, enum space space, uint8_t kind)
{
	if (space == SPACE_BEFORE ||
	    (space == SPACE_NEW && !is_alike(flow->last, kind)))
		flow_space(flow);
}

void
flow_leaf(struct flow *flow, uint32_t node)
{
	const struct att_node *n = att_node(flow->page->image, node);
	const struct leaf *leaf = &leaves[n->kind];

	if (n->kind != ATT_TITLE && n->kind != ATT_SUBTITLE)
		heading_end(flow);
	if (leaf->draw) {
		space_before(flow, (enum space)leaf->space, n->kind);
		leaf->draw(flow, node, leaf);
		flow->last = n->kind;
	}
}

/* An inline that stands between blocks: what it draws is a block. A page
 * break goes before the words that follow. */
static void
stray_inline(struct flow *flow, uint32_t node)
{
	struct page *page = flow->page;
	const struct att_image *image = page->image;
	const char *label = att_node_attr(image, node, ATT_A_LABEL);

	if (att_node(image, node)->kind == ATT_PAGEBREAK) {
		if (label)
			flow_prefix(flow,
			    page_format(page, "[%s\u00a0%s] ",
			        word(flow, node, LOCALE_PAGE), label),
			    ATT_S_DIM | ATT_S_MARK);
		return;
	}
	pieces_clear(page);
	pieces_add(page, node, flow->style);
	if (page->pieces.count == 0 || flow->resuming)
		return;
	heading_end(flow);
	flow_space(flow);
	flow_text(flow, node, ATT_LINE_TEXT, 0);
	flow->last = ATT_PARA;
}

static void
open_container(struct flow *flow, uint32_t node)
{
	const struct att_node *n = att_node(flow->page->image, node);
	const struct container *look = &containers[n->kind];
	struct frame *frame;

	flow->frame = mem_grow(flow->frame, &flow->frame_cap, flow->frames + 1,
	    sizeof(*flow->frame));
	frame = &flow->frame[flow->frames++];
	*frame = (struct frame){.node = node,
	    .left = flow->left,
	    .right = flow->right,
	    .style = flow->style,
	    .tight = flow->tight,
	    .bars = flow->bars};
	heading_end(flow);
	space_before(flow, (enum space)look->space, n->kind);
	flow->style |= look->style;
	if (look->left || look->right)
		flow_indent(flow, look->left * flow_step(flow),
		    look->right * flow_step(flow));
	if (look->open)
		look->open(flow, frame, node);
}

static void
close_container(struct flow *flow)
{
	struct frame *frame = flow_top(flow);
	const struct container *look =
	    &containers[att_node(flow->page->image, frame->node)->kind];

	if (look->close)
		look->close(flow, frame);
	flow->left = frame->left;
	flow->right = frame->right;
	flow->style = frame->style;
	flow->tight = frame->tight;
	flow->bars = frame->bars;
	flow->outdent = 0;
	flow->stick = false;
	flow->last = 0;
	flow->frames--;
}

static uint32_t
enter(struct flow *flow, uint32_t node)
{
	const struct att_node *n = att_node(flow->page->image, node);

	if (page_skips(flow->page, node))
		return n->next;
	switch (att_kind_class(n->kind)) {
	case ATT_CLASS_SECTION:
		heading_open(flow, node);
		return node + 1;
	case ATT_CLASS_CONTAINER:
		if (n->kind == ATT_TABLE && flow->tables < TABLES_MAX) {
			heading_end(flow);
			table_draw(flow, node);
			return n->next;
		}
		if (n->kind == ATT_LIST && flow->tables < TABLES_MAX) {
			heading_end(flow);
			if (columns_draw(flow, node))
				return n->next;
		}
		open_container(flow, node);
		return node + 1;
	case ATT_CLASS_LEAF:
		flow_leaf(flow, node);
		return n->next;
	case ATT_CLASS_INLINE:
		stray_inline(flow, node);
		return n->next;
	}
	return n->next;
}

void
flow_walk(struct flow *flow, uint32_t first, uint32_t last, size_t base)
{
	const struct att_image *image = flow->page->image;

	for (uint32_t node = first; node < last;) {
		while (flow->frames > base &&
		       att_node(image, flow_top(flow)->node)->next <= node)
			close_container(flow);
		node = enter(flow, node);
	}
	while (flow->frames > base &&
	       att_node(image, flow_top(flow)->node)->next <= last)
		close_container(flow);
}

void
flow_resume(struct flow *flow, uint32_t section, uint32_t node)
{
	const struct att_image *image = flow->page->image;
	uint32_t path[RESUMED_MAX];
	size_t depth = 0;

	node = att_node(image, node)->parent;
	for (; node != section && depth < COUNT(path);
	     node = att_node(image, node)->parent)
		path[depth++] = node;
	flow->resuming = true;
	while (depth > 0)
		open_container(flow, path[--depth]);
	flow->resuming = false;
	flow->gap = flow->stick = false;
	flow->outdent = 0;
}
