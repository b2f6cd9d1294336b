/* Names that the work's parts get from their place: "Table 2.1", "Chapter 4",
 * the mark of a note. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "model/freeze.h"
#include "model/locale.h"

struct formal {
	enum att_kind kind;
	enum locale_word word;
	unsigned count; /* since the last chapter */
};

/* A NOTEREF whose NOTE has not come yet. */
struct mark {
	uint32_t node;
	uint32_t next; /* of the same serial, counted from 1; 0: none */
};

/* Serials come again after 65535 notes, and a table can hold more than that:
 * of one serial the first mark belongs to the first note. */
struct waiting {
	uint32_t first; /* mark, counted from 1; 0: none waits */
	uint32_t last;
};

enum { SERIALS = UINT16_MAX + 1 };

struct walk {
	struct formal formal[5];
	unsigned notes; /* since the last chapter */
	const char *chapter; /* its number, "" outside one */
	struct waiting *waiting; /* by serial */
	struct mark *mark;
	size_t marks, mark_cap;
};

static void
add(struct att_builder *b, struct derived *d, uint32_t node, const char *words)
{
	struct att_label *label = rows_add(&d->label, sizeof(*label));

	label->node = node;
	label->words = builder_string(b, words);
}

static void
label_section(struct att_builder *b, struct derived *d, uint32_t node,
    struct walk *w)
{
	static const uint8_t words[ATT_KIND_COUNT] = {
		[ATT_PART] = LOCALE_PART + 1,
		[ATT_CHAPTER] = LOCALE_CHAPTER + 1,
		[ATT_APPENDIX] = LOCALE_APPENDIX + 1,
		[ATT_SECTION] = LOCALE_SECTION + 1,
		[ATT_DIVISION] = LOCALE_SECTION + 1,
		[ATT_ARTICLE] = LOCALE_ARTICLE + 1,
	};
	const struct att_section *s = derived_section(d, node);
	enum att_kind kind = b->node[node].kind;
	char *text;

	if (kind != ATT_SECTION && kind != ATT_DIVISION &&
	    kind != ATT_REFENTRY) {
		for (size_t i = 0; i < COUNT(w->formal); i++)
			w->formal[i].count = 0;
		w->notes = 0;
	}
	if (kind == ATT_CHAPTER || kind == ATT_APPENDIX)
		w->chapter = strings_get(b->strings, s->number);
	else if (kind == ATT_PART || kind == ATT_PREFACE)
		w->chapter = "";
	if (!words[kind] || !*strings_get(b->strings, s->number))
		return;
	text = locale_numbered(d->lang, words[kind] - 1,
	    strings_get(b->strings, s->number));
	add(b, d, node, text);
	free(text);
	/* The pool may have moved: the chapter's number is asked for again. */
	if (kind == ATT_CHAPTER || kind == ATT_APPENDIX)
		w->chapter = strings_get(b->strings, s->number);
}

static bool
is_procedure(const struct att_builder *b, uint32_t list)
{
	const char *type = builder_attr(b, list, ATT_A_TYPE);

	return type && strcmp(type, "procedure") == 0;
}

static void
label_formal(struct att_builder *b, struct derived *d, uint32_t node,
    struct walk *w)
{
	const char *given = builder_attr(b, node, ATT_A_LABEL);
	size_t size = given ? utf8_cut(given, strlen(given), 100) : 0;
	char number[160], *text;

	for (size_t i = 0; i < COUNT(w->formal); i++) {
		struct formal *f = &w->formal[i];

		if (f->kind != b->node[node].kind)
			continue;
		if (f->kind == ATT_LIST && !is_procedure(b, node))
			return;
		if (given)
			snprintf(
			    number, sizeof(number), "%.*s", (int)size, given);
		else if (d->tei ||
		    builder_child(b, node, ATT_TITLE) == ATT_NONE)
			return;
		else if (*w->chapter)
			snprintf(number, sizeof(number), "%s.%u", w->chapter,
			    ++f->count);
		else
			snprintf(number, sizeof(number), "%u", ++f->count);
		text = locale_numbered(d->lang, f->word, number);
		add(b, d, node, text);
		free(text);
		return;
	}
}

static void
add_mark(struct walk *w, uint16_t serial, uint32_t node)
{
	struct waiting *queue = &w->waiting[serial];
	uint32_t number = (uint32_t)++w->marks;

	w->mark = mem_grow(w->mark, &w->mark_cap, w->marks, sizeof(*w->mark));
	w->mark[number - 1] = (struct mark){ node, 0 };
	if (queue->first == 0)
		queue->first = number;
	else
		w->mark[queue->last - 1].next = number;
	queue->last = number;
}

/* The NOTE of that serial belongs to the mark that has waited longest. */
static void
pair_note(struct derived *d, struct walk *w, uint16_t serial, uint32_t node)
{
	struct waiting *queue = &w->waiting[serial];
	const struct mark *mark;

	if (queue->first == 0)
		return;
	mark = &w->mark[queue->first - 1];
	queue->first = mark->next;
	d->note_of = mem_grow(d->note_of, &d->pair_cap, 2 * d->pairs + 2,
	    sizeof(*d->note_of));
	d->note_of[2 * d->pairs] = mark->node;
	d->note_of[2 * d->pairs + 1] = node;
	d->pairs++;
}

static void
label_note(struct att_builder *b, struct derived *d, uint32_t node,
    struct walk *w)
{
	const char *mark = builder_attr(b, node, ATT_A_MARK);
	uint16_t serial = b->node[node].spare;
	char text[64];

	if (!mark)
		mark = builder_attr(b, node, ATT_A_LABEL);
	if (mark)
		snprintf(text, sizeof(text), "%.*s",
		    (int)utf8_cut(mark, strlen(mark), 40), mark);
	else if (serial)
		snprintf(text, sizeof(text), "%u", ++w->notes);
	else
		text[0] = '\0';
	if (*text)
		add(b, d, node, text);
	if (serial)
		pair_note(d, w, serial, node);
}

static int
by_first(const void *a, const void *b)
{
	uint32_t x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return x < y ? -1 : x > y;
}

/* The chapter's number lives in the pool, which moves when a string is added. */
static void
keep_chapter(struct walk *w, char *copy, size_t size)
{
	if (w->chapter != copy) {
		snprintf(copy, size, "%s", w->chapter);
		w->chapter = copy;
	}
}

void
freeze_labels(struct att_builder *b, struct derived *d)
{
	struct walk w = {
		.formal = { { ATT_TABLE, LOCALE_TABLE, 0 },
		    { ATT_FIGURE, LOCALE_FIGURE, 0 },
		    { ATT_EXAMPLE, LOCALE_EXAMPLE, 0 },
		    { ATT_EQUATION, LOCALE_EQUATION, 0 },
		    { ATT_LIST, LOCALE_PROCEDURE, 0 } },
		.chapter = "",
		/* Zeroed by the system, page by page as it is used. */
		.waiting = mem_alloc(SERIALS * sizeof(*w.waiting)),
	};
	char chapter[128] = "";

	for (uint32_t i = 0; i < b->nodes; i++) {
		const struct att_node *n = &b->node[i];

		if (n->kind == ATT_NOTEREF && n->spare)
			add_mark(&w, n->spare, i);
		else if (n->kind == ATT_NOTE)
			label_note(b, d, i, &w);
		else if (att_kind_class(n->kind) == ATT_CLASS_SECTION)
			label_section(b, d, i, &w);
		else if (att_kind_class(n->kind) == ATT_CLASS_CONTAINER)
			label_formal(b, d, i, &w);
		keep_chapter(&w, chapter, sizeof(chapter));
	}
	free(w.waiting);
	free(w.mark);
	if (d->pairs)
		qsort(d->note_of, d->pairs, 2 * sizeof(*d->note_of), by_first);
}

const char *
derived_label(const struct att_builder *b, const struct derived *d,
    uint32_t node)
{
	const struct att_label *label = d->label.row;
	size_t low = 0, high = d->label.count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (label[mid].node == node)
			return strings_get(b->strings, label[mid].words);
		if (label[mid].node < node)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

uint32_t
derived_note(const struct derived *d, uint32_t noteref)
{
	size_t low = 0, high = d->pairs;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (d->note_of[2 * mid] == noteref)
			return d->note_of[2 * mid + 1];
		if (d->note_of[2 * mid] < noteref)
			low = mid + 1;
		else
			high = mid;
	}
	return ATT_NONE;
}
