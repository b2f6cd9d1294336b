/* Anchors, links, the words of generated references, and who refers to what.
 * Words follow the DocBook XSL conventions: number and title for chapters,
 * number and quoted title for sections and formal objects. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "model/freeze.h"
#include "model/locale.h"
#include "model/number.h"

enum { WORDS_MAX = 200 }; /* bytes of a title inside a reference */

/* Terms of the glossary by their folded words, for terms in the text that do
 * not say which entry they mean. */
struct gloss {
	char *words;
	uint32_t entry;
};

struct linker {
	struct att_builder *b;
	struct derived *d;
	struct gloss *gloss;
	size_t glosses, gloss_cap;
};

static const char *
anchor_id(const struct att_builder *b, const struct att_anchor *a)
{
	return strings_get(b->strings, a->id);
}

struct anchor_key {
	const char *id;
	struct att_anchor row;
};

static int
by_id(const void *a, const void *b)
{
	const struct anchor_key *x = a, *y = b;
	int order = strcmp(x->id, y->id);

	if (order != 0)
		return order;
	return x->row.node < y->row.node ? -1 : 1;
}

static void
keep_anchors(struct att_builder *b, struct derived *d,
    const struct anchor_key *key, size_t count)
{
	for (size_t i = 0, first = 0; i < count; i++) {
		struct att_anchor *a;

		if (i > 0 && strcmp(key[i].id, key[first].id) == 0) {
			char id[128];

			/* The pool may move while the finding is made. */
			snprintf(id, sizeof(id), "%s",
			    strings_get(b->strings, key[i].row.id));
			builder_finding_at(b, key[i].row.node, ATT_ERROR,
			    N_("the id '%s' is used twice; the first is on line "
			      "%u"),
			    id, b->node[key[first].row.node].line);
			continue;
		}
		first = i;
		a = rows_add(&d->anchor, sizeof(*a));
		*a = key[i].row;
	}
}

void
freeze_anchors(struct att_builder *b, struct derived *d)
{
	struct anchor_key *key = NULL;
	size_t count = 0, cap = 0, size;
	const char *data;
	char *pool;

	for (uint32_t i = 0; i < b->nodes; i++) {
		const char *id = builder_attr(b, i, ATT_A_ID);

		if (!id)
			continue;
		key = mem_grow(key, &cap, count + 1, sizeof(*key));
		key[count++].row = (struct att_anchor){
		    .id = (uint32_t)(id - strings_get(b->strings, 0)),
		    .node = i,
		};
	}
	/* Sorted against a copy of the pool, since findings add to it. */
	data = strings_data(b->strings, &size);
	pool = mem_ndup(data, size);
	for (size_t i = 0; i < count; i++)
		key[i].id = pool + key[i].row.id;
	if (count)
		qsort(key, count, sizeof(*key), by_id);
	keep_anchors(b, d, key, count);
	free(pool);
	free(key);
}

uint32_t
derived_anchor(
    const struct att_builder *b, const struct derived *d, const char *id)
{
	const struct att_anchor *a = d->anchor.row;
	size_t low = 0, high = d->anchor.count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(anchor_id(b, &a[mid]), id);

		if (order == 0)
			return a[mid].node;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return ATT_NONE;
}

/* The first leaf in a node that says what it is about. */
static char *
short_text(const struct linker *l, uint32_t node)
{
	const struct att_builder *b = l->b;
	uint32_t end = b->node[node].next;
	uint32_t term = builder_child(b, node, ATT_TERM);
	uint32_t title = builder_child(b, node, ATT_TITLE);

	if (term != ATT_NONE)
		return builder_text_of(b, term, WORDS_MAX);
	if (title != ATT_NONE)
		return builder_text_of(b, title, WORDS_MAX);
	for (uint32_t i = node; i < end; i++) {
		if (att_kind_class(b->node[i].kind) == ATT_CLASS_LEAF &&
		    b->node[i].end > b->node[i].start)
			return builder_text_of(b, i, 60);
	}
	return mem_dup("");
}

static char *
section_words(const struct linker *l, uint32_t node)
{
	const struct att_section *s = derived_section(l->d, node);
	const char *label = derived_label(l->b, l->d, node);
	const char *title = strings_get(l->b->strings, s->title);
	int size = (int)utf8_cut(title, strlen(title), WORDS_MAX);
	const char *lang = l->d->lang;

	switch (l->b->node[node].kind) {
	case ATT_CHAPTER:
	case ATT_APPENDIX:
		if (label)
			return mem_format("%s, %.*s", label, size, title);
		break;
	case ATT_SECTION:
	case ATT_PART:
		if (label)
			return mem_format("%s, %s%.*s%s", label,
			    locale_word(lang, LOCALE_OPEN), size, title,
			    locale_word(lang, LOCALE_CLOSE));
		break;
	default:
		break;
	}
	return mem_ndup(title, (size_t)size);
}

static char *
formal_words(const struct linker *l, uint32_t node)
{
	const char *label = derived_label(l->b, l->d, node);
	uint32_t title = builder_child(l->b, node, ATT_TITLE);
	const char *lang = l->d->lang;
	char *text, *words;

	if (!label || title == ATT_NONE)
		return label ? mem_dup(label) : short_text(l, node);
	text = builder_text_of(l->b, title, WORDS_MAX);
	words = mem_format("%s, %s%s%s", label, locale_word(lang, LOCALE_OPEN),
	    text, locale_word(lang, LOCALE_CLOSE));
	free(text);
	return words;
}

/* The list of a step or item; what else lies around it may be a GROUP. */
static uint32_t
list_around(const struct att_builder *b, uint32_t node)
{
	do
		node = b->node[node].parent;
	while (node != ATT_NONE && b->node[node].kind == ATT_GROUP);
	return node != ATT_NONE && b->node[node].kind == ATT_LIST ? node
	                                                          : ATT_NONE;
}

/* The step that a step's list lies in; ATT_NONE. */
static uint32_t
step_around(const struct att_builder *b, uint32_t step)
{
	uint32_t list = list_around(b, step);
	uint32_t up = list == ATT_NONE ? ATT_NONE : b->node[list].parent;

	return up != ATT_NONE && b->node[up].kind == ATT_STEP ? up : ATT_NONE;
}

/* A step's or item's number as its list counts, its list depth steps deep. */
static void
ordinal(const struct att_builder *b, uint32_t node, unsigned depth, char *out,
    size_t size)
{
	uint32_t list = b->node[node].parent;
	enum numeration numeration =
	    numeration_named(builder_attr(b, list, ATT_A_NUMERATION));

	number_format(numeration == NUMERATION_NONE ? numeration_at(depth)
	                                            : numeration,
	    builder_ordinal(b, node), out, size);
}

/* A step as "step 2.a": the numbers of the steps around it, outermost first. */
static char *
step_words(const struct linker *l, uint32_t step)
{
	unsigned depth = 0;
	char *path = NULL;

	for (uint32_t i = step; i != ATT_NONE; i = step_around(l->b, i))
		depth++;
	for (; depth-- > 0; step = step_around(l->b, step)) {
		char number[32];
		char *longer;

		ordinal(l->b, step, depth, number, sizeof(number));
		longer = path ? mem_format("%s.%s", number, path)
		              : mem_dup(number);
		free(path);
		path = longer;
	}
	char *words = locale_numbered(l->d->lang, LOCALE_STEP, path);
	free(path);
	return words;
}

static char *
item_words(const struct linker *l, uint32_t item)
{
	const char *given = builder_attr(l->b, item, ATT_A_LABEL);
	char number[32];

	if (given)
		return mem_dup(given);
	if (!builder_attr(l->b, l->b->node[item].parent, ATT_A_NUMERATION))
		return short_text(l, item);
	ordinal(l->b, item, 0, number, sizeof(number));
	return mem_dup(number);
}

static char *
biblio_words(const struct linker *l, uint32_t node, uint32_t from)
{
	const struct att_builder *b = l->b;
	const char *abbrev = builder_attr(b, node, ATT_A_TITLEABBREV);
	const char *label = builder_attr(b, node, ATT_A_LABEL);
	const char *id = builder_attr(b, node, ATT_A_ID);
	uint32_t up = b->node[from].parent;
	const char *text = abbrev ? abbrev : label ? label : id ? id : "";

	if (up != ATT_NONE && b->node[up].kind == ATT_CITATION)
		return mem_dup(text);
	return mem_format("[%s]", text);
}

static char *
admonition_words(const struct linker *l, uint32_t node)
{
	const char *type = builder_attr(l->b, node, ATT_A_TYPE);

	if (builder_child(l->b, node, ATT_TITLE) != ATT_NONE)
		return short_text(l, node);
	return mem_dup(locale_word(l->d->lang, locale_admonition(type)));
}

/* What a reference without words of its own says, by its target's kind. */
static char *
words_for(const struct linker *l, uint32_t target, uint32_t from)
{
	const struct att_builder *b = l->b;
	const char *given = builder_attr(b, target, ATT_A_XREFLABEL);
	enum att_kind kind = b->node[target].kind;

	if (given)
		return mem_dup(given);
	switch (b->node[target].kind) {
	case ATT_TABLE:
	case ATT_FIGURE:
	case ATT_EXAMPLE:
	case ATT_EQUATION:
		return formal_words(l, target);
	case ATT_BIBLIOENTRY:
		return biblio_words(l, target, from);
	case ATT_NOTE:
		given = derived_label(b, l->d, target);
		return given ? mem_dup(given) : mem_dup("*");
	case ATT_STEP:
		return step_words(l, target);
	case ATT_PAGEBREAK:
		given = builder_attr(b, target, ATT_A_LABEL);
		return locale_numbered(
		    l->d->lang, LOCALE_PAGE, given ? given : "?");
	case ATT_ITEM:
		return item_words(l, target);
	case ATT_ADMONITION:
		return admonition_words(l, target);
	case ATT_LIST:
		return formal_words(l, target);
	default:
		break;
	}
	if (att_kind_class(kind) == ATT_CLASS_SECTION)
		return section_words(l, target);
	if (att_kind_class(kind) == ATT_CLASS_INLINE &&
	    b->node[target].start == b->node[target].end) {
		uint32_t up = b->node[target].parent;

		while (att_kind_class(b->node[up].kind) != ATT_CLASS_SECTION)
			up = b->node[up].parent;
		return section_words(l, up);
	}
	return short_text(l, target);
}

static char *
endterm_words(const struct linker *l, const char *endterm)
{
	uint32_t node = derived_anchor(l->b, l->d, endterm);

	return node == ATT_NONE ? NULL : builder_text_of(l->b, node, WORDS_MAX);
}

/* Whether "file#id" means a file of this very work; then its node. */
static uint32_t
same_work(const struct linker *l, const char *target)
{
	const char *hash = strchr(target, '#');
	size_t size = hash ? (size_t)(hash - target) : 0;
	const struct att_builder *b = l->b;

	for (size_t i = 0; hash && i < b->files; i++) {
		const char *path = strings_get(b->strings, b->file[i].path);
		const char *base = strrchr(path, '/');

		if ((strlen(path) == size &&
		        strncmp(path, target, size) == 0) ||
		    (base && strlen(base + 1) == size &&
		        strncmp(base + 1, target, size) == 0))
			return hash[1] ? derived_anchor(b, l->d, hash + 1) : 0;
	}
	return ATT_NONE;
}

static void
resolve_target(
    struct linker *l, uint32_t node, const char *target, struct att_link *link)
{
	struct att_builder *b = l->b;
	uint32_t found;

	if (strchr(target, '#') || b->node[node].kind == ATT_IMAGE) {
		found = same_work(l, target);
		link->kind = found == ATT_NONE ? ATT_LINK_WORK : ATT_LINK_HERE;
	} else {
		found = derived_anchor(b, l->d, target);
		link->kind =
		    found == ATT_NONE ? ATT_LINK_BROKEN : ATT_LINK_HERE;
	}
	link->target_node = found;
	if (link->kind == ATT_LINK_HERE && b->node[found].kind == ATT_NOTE)
		link->kind = ATT_LINK_NOTE;
}

static char *
link_words(struct linker *l, uint32_t node, const struct att_link *link,
    const char *target)
{
	const char *endterm = builder_attr(l->b, node, ATT_A_ENDTERM);
	char *words = NULL;

	if (endterm)
		words = endterm_words(l, endterm);
	if (words)
		return words;
	switch ((enum att_link_kind)link->kind) {
	case ATT_LINK_HERE:
	case ATT_LINK_NOTE:
		return words_for(l, link->target_node, node);
	case ATT_LINK_BROKEN:
		return mem_format("[%s?]", target);
	case ATT_LINK_WORK:
	case ATT_LINK_ADDRESS:
		break;
	}
	return mem_dup(target);
}

static void
add_link(struct linker *l, uint32_t node, const char *given, bool address)
{
	struct att_builder *b = l->b;
	struct att_link link = {.node = node, .target_node = ATT_NONE};
	enum att_kind kind = b->node[node].kind;
	char *target = mem_dup(given);
	bool empty = b->node[node].start == b->node[node].end;
	char *words = NULL;
	struct att_link *row;

	link.kind = ATT_LINK_ADDRESS;
	if (!address)
		resolve_target(l, node, target, &link);
	if (link.kind == ATT_LINK_BROKEN)
		builder_finding_at(b, node, ATT_ERROR,
		    N_("the link leads to '%s', an id that nothing has"),
		    target);
	if (kind == ATT_XREF || kind == ATT_NOTEREF ||
	    (empty && kind != ATT_IMAGE))
		words = link_words(l, node, &link, target);
	link.target = builder_string(b, target);
	link.words = builder_string(b, words ? words : "");
	row = rows_add(&l->d->link, sizeof(*row));
	*row = link;
	free(words);
	free(target);
}

static void
add_note_link(struct linker *l, uint32_t node)
{
	uint32_t note = derived_note(l->d, node);
	const char *label;
	struct att_link *row;

	if (note == ATT_NONE)
		return;
	label = derived_label(l->b, l->d, note);
	row = rows_add(&l->d->link, sizeof(*row));
	row->node = node;
	row->target_node = note;
	row->kind = ATT_LINK_NOTE;
	row->words = label ? builder_string(l->b, label) : 0;
}

static int
by_words(const void *a, const void *b)
{
	const struct gloss *x = a, *y = b;
	int order = strcmp(x->words, y->words);

	if (order != 0)
		return order;
	return x->entry < y->entry ? -1 : x->entry > y->entry;
}

static void
collect_gloss(struct linker *l)
{
	struct att_builder *b = l->b;

	for (uint32_t i = 0; i < b->nodes; i++) {
		uint32_t up = b->node[i].parent;
		struct gloss *g;

		if (b->node[i].kind != ATT_TERM ||
		    b->node[up].kind != ATT_GLOSSENTRY)
			continue;
		l->gloss = mem_grow(
		    l->gloss, &l->gloss_cap, l->glosses + 1, sizeof(*l->gloss));
		g = &l->gloss[l->glosses++];
		g->words = utf8_fold(b->text.data + b->node[i].start,
		    b->node[i].end - b->node[i].start);
		g->entry = up;
	}
	if (l->glosses)
		qsort(l->gloss, l->glosses, sizeof(*l->gloss), by_words);
}

/* A term in the text, or a SEE, that names its entry by words alone. */
static void
add_term_link(struct linker *l, uint32_t node)
{
	struct att_builder *b = l->b;
	const struct att_node *n = &b->node[node];
	const char *key = builder_attr(b, node, ATT_A_KEY);
	struct gloss want = {.words = key ? utf8_fold(key, strlen(key))
	                                  : utf8_fold(b->text.data + n->start,
	                                        n->end - n->start)};
	struct att_link *row;

	for (size_t low = 0, high = l->glosses; low < high;) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(l->gloss[mid].words, want.words);

		if (order == 0 && l->gloss[mid].entry != n->parent) {
			row = rows_add(&l->d->link, sizeof(*row));
			row->node = node;
			row->target_node = l->gloss[mid].entry;
			row->kind = ATT_LINK_HERE;
			break;
		}
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	free(want.words);
}

static int
by_target(const void *a, const void *b)
{
	const struct att_backlink *x = a, *y = b;

	if (x->target_node != y->target_node)
		return x->target_node < y->target_node ? -1 : 1;
	return x->link < y->link ? -1 : x->link > y->link;
}

static void
add_backlinks(struct derived *d)
{
	const struct att_link *link = d->link.row;

	for (uint32_t i = 0; i < d->link.count; i++) {
		struct att_backlink *back;

		/* The place where a note stands does not refer to it. */
		if (link[i].kind != ATT_LINK_HERE &&
		    (link[i].kind != ATT_LINK_NOTE || !link[i].target))
			continue;
		back = rows_add(&d->backlink, sizeof(*back));
		back->target_node = link[i].target_node;
		back->link = i;
	}
	if (d->backlink.count)
		qsort(d->backlink.row, d->backlink.count,
		    sizeof(struct att_backlink), by_target);
}

static bool
can_link(enum att_kind kind)
{
	return kind != ATT_IMAGE && kind != ATT_INDEXTERM &&
	       (att_kind_class(kind) == ATT_CLASS_INLINE || kind == ATT_SEE);
}

void
freeze_links(struct att_builder *b, struct derived *d)
{
	struct linker l = {.b = b, .d = d};

	collect_gloss(&l);
	for (uint32_t i = 0; i < b->nodes; i++) {
		enum att_kind kind = b->node[i].kind;
		const char *target, *address;

		if (!can_link(kind))
			continue;
		target = builder_attr(b, i, ATT_A_TARGET);
		address = target ? NULL : builder_attr(b, i, ATT_A_HREF);
		if (target || address)
			add_link(&l, i, target ? target : address, !target);
		else if (kind == ATT_NOTEREF)
			add_note_link(&l, i);
		else if (l.glosses && (kind == ATT_TERMREF || kind == ATT_SEE))
			add_term_link(&l, i);
	}
	add_backlinks(d);
	for (size_t i = 0; i < l.glosses; i++)
		free(l.gloss[i].words);
	free(l.gloss);
}
