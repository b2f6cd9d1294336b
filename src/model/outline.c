/* The outline: sections, their numbers, titles and addresses. Numbering
 * follows the DocBook XSL stylesheets' defaults with section numbers on:
 * parts I, chapters 1 through all parts, appendices A, sections 1.1. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "model/freeze.h"
#include "model/locale.h"
#include "model/number.h"

enum { TITLE_MAX = 1024 /* bytes of a plain title */ };

struct counters {
	unsigned part;
	unsigned chapter;
	unsigned appendix;
};

/* One open section during the walk. */
struct level {
	uint32_t row;
	unsigned sections; /* numbered subsections so far */
	unsigned children; /* subsections so far, for the path */
	char path[256];
};

void *
rows_add(struct rows *rows, size_t size)
{
	char *row;

	rows->row = mem_grow(rows->row, &rows->cap, rows->count + 1, size);
	row = (char *)rows->row + rows->count++ * size;
	memset(row, 0, size);
	return row;
}

uint32_t
builder_string(struct att_builder *b, const char *string)
{
	return strings_add(b->strings, string, strlen(string));
}

uint32_t
builder_child(const struct att_builder *b, uint32_t node, enum att_kind kind)
{
	uint32_t end = b->node[node].next;

	for (uint32_t i = node + 1; i < end; i = b->node[i].next) {
		if (b->node[i].kind == kind)
			return i;
	}
	return ATT_NONE;
}

char *
builder_text_of(const struct att_builder *b, uint32_t node, size_t max)
{
	const struct att_node *n = &b->node[node];
	const char *text = b->text.data + n->start;
	size_t size = utf8_cut(text, n->end - n->start, max);
	struct buf out = { 0 };

	for (size_t i = 0; i < size; i++) {
		if ((unsigned char)text[i] == 0xC2 && i + 1 < size &&
		    (unsigned char)text[i + 1] == 0xAD)
			i++;
		else
			buf_char(&out, text[i] == '\n' || text[i] == '\t'
				? ' '
				: text[i]);
	}
	while (out.size && out.data[out.size - 1] == ' ')
		out.size--;
	buf_cstr(&out);
	return out.data;
}

static void
section_number(const struct att_builder *b, struct level *parent,
    const struct att_section *above, char *out, size_t size)
{
	const char *base = strings_get(b->strings, above->number);

	if (*base) {
		snprintf(out, size, "%s.%u", base, ++parent->sections);
		return;
	}
	switch (above->kind) {
	case ATT_WORK:
	case ATT_ARTICLE:
		snprintf(out, size, "%u", ++parent->sections);
		break;
	default:
		out[0] = '\0';
	}
}

static bool
is_type(const struct att_builder *b, uint32_t node, const char *type)
{
	const char *has = builder_attr(b, node, ATT_A_TYPE);

	return has && strcmp(has, type) == 0;
}

/* The number of a section, "" when it takes none. */
static void
number(const struct att_builder *b, uint32_t node, struct counters *c,
    struct level *parent, const struct att_section *above, char *out,
    size_t size)
{
	const char *label = builder_attr(b, node, ATT_A_LABEL);

	out[0] = '\0';
	if (is_type(b, node, "book")) /* of a set: each counts from one */
		*c = (struct counters){ 0 };
	if (label) {
		snprintf(out, size, "%.*s",
		    (int)utf8_cut(label, strlen(label), 40), label);
		return;
	}
	if (b->node[node].flags & ATT_F_UNNUMBERED)
		return;
	switch (b->node[node].kind) {
	case ATT_PART:
		number_format(NUMERATION_UPPERROMAN, ++c->part, out, size);
		break;
	case ATT_CHAPTER:
		snprintf(out, size, "%u", ++c->chapter);
		break;
	case ATT_APPENDIX:
		number_format(NUMERATION_UPPERALPHA, ++c->appendix, out, size);
		break;
	case ATT_SECTION:
		section_number(b, parent, above, out, size);
		break;
	default:
		break;
	}
}

static enum locale_word
word_of(enum att_kind kind)
{
	static const uint8_t words[ATT_KIND_COUNT] = {
		[ATT_PART] = LOCALE_PART + 1,
		[ATT_FRONT] = LOCALE_FRONT + 1,
		[ATT_PREFACE] = LOCALE_PREFACE + 1,
		[ATT_CHAPTER] = LOCALE_CHAPTER + 1,
		[ATT_APPENDIX] = LOCALE_APPENDIX + 1,
		[ATT_ARTICLE] = LOCALE_ARTICLE + 1,
		[ATT_GLOSSARY] = LOCALE_GLOSSARY + 1,
		[ATT_BIBLIOGRAPHY] = LOCALE_BIBLIOGRAPHY + 1,
		[ATT_INDEX] = LOCALE_INDEX + 1,
	};

	return words[kind] ? words[kind] - 1 : LOCALE_UNTITLED;
}

/* The first words of a section without a title, or the name of its kind. */
static char *
make_title(const struct att_builder *b, uint32_t node, const char *lang)
{
	enum locale_word word = word_of(b->node[node].kind);
	uint32_t end = b->node[node].next;
	char *text;

	if (is_type(b, node, "refsynopsisdiv"))
		word = LOCALE_SYNOPSIS;
	if (word != LOCALE_UNTITLED)
		return mem_dup(locale_word(lang, word));
	for (uint32_t i = node + 1; i < end; i++) {
		enum att_class class = att_kind_class(b->node[i].kind);
		size_t size;

		if (class == ATT_CLASS_SECTION)
			break;
		if (class != ATT_CLASS_LEAF ||
		    b->node[i].start == b->node[i].end)
			continue;
		text = builder_text_of(b, i, 60);
		size = strlen(text);
		if (size == 0) { /* soft hyphens, kept spaces */
			free(text);
			continue;
		}
		if (b->node[i].end - b->node[i].start <= 60)
			return text;
		while (size > 0 && text[size - 1] != ' ')
			size--;
		if (size > 0)
			text[size - 1] = '\0';
		char *cut = mem_format("%s ...", text);
		free(text);
		return cut;
	}
	return mem_dup(locale_word(lang, LOCALE_UNTITLED));
}

static char *
title_of(const struct att_builder *b, uint32_t node, const char *lang)
{
	uint32_t title = builder_child(b, node, ATT_TITLE);
	const char *abbrev = builder_attr(b, node, ATT_A_TITLEABBREV);
	char *text = NULL;

	if (title != ATT_NONE)
		text = builder_text_of(b, title, TITLE_MAX);
	if (text && *text)
		return text;
	free(text);
	return abbrev ? mem_dup(abbrev) : make_title(b, node, lang);
}

static const char *
meta_of(const struct att_builder *b, enum att_meta key)
{
	for (size_t i = 0; i < b->metas; i++) {
		if (b->meta[i].key == key)
			return strings_get(b->strings, b->meta[i].value);
	}
	return NULL;
}

/* The work's title: its own, the metadata's, or its file's name. */
static char *
work_title(struct att_builder *b)
{
	uint32_t title = builder_child(b, 0, ATT_TITLE);
	const char *meta = meta_of(b, ATT_META_TITLE);
	const char *path;
	char *text;

	if (meta)
		return mem_dup(meta);
	text = title != ATT_NONE ? builder_text_of(b, title, TITLE_MAX) : NULL;
	if (!text || !*text) {
		free(text);
		path = b->files ? strings_get(b->strings, b->file[0].path) : "";
		text = mem_ndup(path, strcspn(path, "."));
	}
	if (!*text) {
		free(text);
		text = mem_dup(locale_word(NULL, LOCALE_UNTITLED));
	}
	att_builder_meta(b, ATT_META_TITLE, text);
	return text;
}

static void
add_section(struct att_builder *b, struct derived *d, uint32_t node,
    struct level *levels, unsigned depth, struct counters *c)
{
	struct att_section *s = rows_add(&d->section, sizeof(*s));
	uint32_t row = (uint32_t)d->section.count - 1;
	struct level *level = &levels[depth];
	char text[64] = "";
	const char *id;
	char *title;

	level->row = row;
	level->sections = level->children = 0;
	level->path[0] = '\0';
	s->node = node;
	s->kind = b->node[node].kind;
	s->level = (uint16_t)depth;
	s->parent = ATT_NONE;
	if (depth > 0) {
		struct level *up = &levels[depth - 1];
		struct att_section *above =
		    (struct att_section *)d->section.row + up->row;

		s->parent = up->row;
		up->children++;
		if (strlen(up->path) + 12 < sizeof(level->path))
			snprintf(level->path, sizeof(level->path), "%.240s/%u",
			    up->path, up->children);
		number(b, node, c, up, above, text, sizeof(text));
	}
	title = depth ? title_of(b, node, d->lang) : work_title(b);
	id = builder_attr(b, node, ATT_A_ID);
	s = (struct att_section *)d->section.row + row;
	/* The id first: it lies in the pool, which moves as it grows. */
	s->id = builder_string(b, id ? id : level->path);
	s->number = builder_string(b, text);
	s->title = builder_string(b, title);
	free(title);
}

void
freeze_outline(struct att_builder *b, struct derived *d)
{
	struct level *levels =
	    mem_alloc((ATT_MAX_DEPTH + 8) * sizeof(*levels));
	struct counters c = { 0 };
	struct att_section *s;
	unsigned depth = 0;

	for (uint32_t i = 0; i < b->nodes; i++) {
		if (att_kind_class(b->node[i].kind) != ATT_CLASS_SECTION)
			continue;
		s = d->section.row;
		while (depth > 0 &&
		    b->node[s[levels[depth - 1].row].node].next <= i) {
			s[levels[depth - 1].row].next =
			    (uint32_t)d->section.count;
			depth--;
		}
		add_section(b, d, i, levels, depth, &c);
		depth++;
	}
	s = d->section.row;
	while (depth > 0)
		s[levels[--depth].row].next = (uint32_t)d->section.count;
	free(levels);
}

const struct att_section *
derived_section(const struct derived *d, uint32_t node)
{
	const struct att_section *s = d->section.row;
	size_t low = 0, high = d->section.count;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (s[mid].node <= node)
			low = mid;
		else
			high = mid;
	}
	return &s[low];
}
