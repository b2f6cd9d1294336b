/* A look at a reference's target from the bottom of the page. */
#include "ui/peek.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "ui/page_lines.h"
#include "ui/page_state.h"

enum {
	REFERRERS_SHOWN = 3,
	HINT_COLS = 60 /* and more: keys beside the title */
};

struct peek {
	struct place place;
	char *title;
	char *referrers; /* one line, may be "" */
	struct lines lines;
	struct cursor top;
	att_pos top_pos; /* of it, whatever the width */
	uint32_t last;   /* node after the target: nothing beyond it is shown */
	bool whole;      /* the target is a section: it may go on */
	int rows;        /* drawn last */
	struct ref ref;  /* selected in it */
	struct peek *before; /* the one that this was opened from; or NULL */
};

/* Back to the one before, if any. */
static void
drop(struct app *app)
{
	struct peek *p = app->peek;

	app->peek = p->before;
	lines_done(&p->lines);
	free(p->title);
	free(p->referrers);
	free(p);
}

void
peek_close(struct app *app)
{
	while (app->peek)
		drop(app);
}

/* A block by its kind and the section that it stands in. */
static const char *
words_for(enum att_kind kind)
{
	static const struct {
		enum att_kind kind;
		const char *words;
	} rows[] = {
	    /* TRANSLATORS: %s is the number and title of a section. */
	    {ATT_LIST, N_("list in %s")},
	    {ATT_ITEM, N_("item in %s")},
	    {ATT_ENTRY, N_("entry in %s")},
	    {ATT_QUOTE, N_("blockquote in %s")},
	    {ATT_EPIGRAPH, N_("epigraph in %s")},
	    {ATT_SIDEBAR, N_("sidebar in %s")},
	    {ATT_ADMONITION, N_("admonition in %s")},
	    {ATT_ABSTRACT, N_("abstract in %s")},
	    {ATT_FIGURE, N_("figure in %s")},
	    {ATT_EXAMPLE, N_("example in %s")},
	    {ATT_EQUATION, N_("equation in %s")},
	    {ATT_TABLE, N_("table in %s")},
	    {ATT_ROW, N_("row in %s")},
	    {ATT_CELL, N_("cell in %s")},
	    {ATT_STEP, N_("step in %s")},
	    {ATT_QUESTION, N_("question in %s")},
	    {ATT_ANSWER, N_("answer in %s")},
	    {ATT_STANZA, N_("stanza in %s")},
	    {ATT_SPEECH, N_("speech in %s")},
	    {ATT_LINE, N_("line in %s")},
	    {ATT_VERBATIM, N_("verbatim text in %s")},
	    {ATT_IMAGE, N_("image in %s")},
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		if (rows[i].kind == kind)
			return _(rows[i].words);
	return _("passage in %s");
}

static char *
title_for(const struct att_image *image, uint32_t node)
{
	const struct att_section *s =
	    att_section(image, att_section_of(image, node));
	const char *number = att_image_string(image, s->number);
	enum att_kind kind = att_node(image, node)->kind;
	const char *label = att_node_label(image, node);
	char *section, *title;

	if (kind == ATT_NOTE)
		/* TRANSLATORS: a footnote by its number. */
		return mem_format(_("note %s"), label ? label : "");
	if (kind == ATT_GLOSSENTRY)
		return mem_dup(_("glossary"));
	if (kind == ATT_BIBLIOENTRY)
		return mem_dup(_("source"));
	section = mem_format("%s%s%s", number, *number ? " " : "",
	    att_image_string(image, s->title));
	if (att_kind_class(kind) == ATT_CLASS_SECTION)
		return section;
	title = message_fill(words_for(kind), (const char *const *)&section, 1);
	free(section);
	return title;
}

/* Who else refers to the same thing: "also in 3.4, 7.1". */
static char *
referrers_of(struct app *app, size_t work, uint32_t node)
{
	struct att_referrer *item = NULL;
	size_t count = att_library_referrers(app->library, work, node, &item);
	const struct att_section *last = NULL;
	struct buf out = {0};

	if (count > 1)
		buf_format(&out,
		    P_("%zu reference leads here:", "%zu references lead here:",
		        count),
		    count);
	for (size_t i = 0; count > 1 && i < count && i < REFERRERS_SHOWN; i++) {
		const struct att_image *image = app_image(app, item[i].work);
		const struct att_section *s;
		const char *number;

		if (!image)
			continue;
		s = att_section(image,
		    att_section_of(image, att_link(image, item[i].link)->node));
		if (s == last) /* several stand in one section */
			continue;
		last = s;
		number = att_image_string(image, s->number);
		buf_format(&out, " [%s]",
		    *number ? number : att_image_string(image, s->title));
	}
	free(item);
	buf_cstr(&out);
	return out.data;
}

/* The rule above says what a section is called, and there are few rows. */
static void
skip_heading(struct peek *p)
{
	struct cursor c = p->top;
	enum att_line_kind kind = lines_at(&p->lines, c)->kind;
	bool blank = false;

	while (kind == ATT_LINE_BLANK ||
	       (!blank &&
	           (kind == ATT_LINE_HEADING || kind == ATT_LINE_RULE))) {
		blank = kind == ATT_LINE_BLANK;
		if (!lines_next(&p->lines, &c))
			return;
		kind = lines_at(&p->lines, c)->kind;
	}
	p->top = c;
}

/* A node and nothing beyond it, or a place, where the text goes on. */
static unsigned
open_node(struct app *app, size_t work, const struct att_image *image,
    uint32_t node, bool place)
{
	struct peek *p = mem_alloc(sizeof(*p));

	p->before = app->peek;
	p->ref = ref_none();
	p->rows = 1;
	/* A term or a title stands for what it names. */
	while (att_kind_class(att_node(image, node)->kind) == ATT_CLASS_INLINE)
		node = att_node(image, node)->parent;
	p->place = (struct place){work, att_node(image, node)->start};
	p->title = title_for(
	    image, place ? att_section(image, att_section_of(image, node))->node
	                 : node);
	p->referrers = referrers_of(app, work, node);
	p->last = att_node(image, node)->next;
	p->whole = place || att_kind_class(att_node(image, node)->kind) ==
	                        ATT_CLASS_SECTION;
	lines_use(&p->lines, image);
	lines_settings(&p->lines, app);
	p->top = lines_find(&p->lines, p->place.pos);
	skip_heading(p);
	p->top_pos = lines_at(&p->lines, p->top)->range.start;
	app->peek = p;
	return FX_DRAW;
}

unsigned
peek_ref(struct app *app, size_t work, const struct ref *ref)
{
	const struct att_image *image = app_image(app, work);

	if (!image)
		return FX_DRAW;
	if (ref->link != ATT_NONE)
		return peek_open(app, work, ref->link);
	return open_node(
	    app, work, image, ref_node(image, ref), ref->node == ref->unit);
}

unsigned
peek_open(struct app *app, size_t work, uint32_t link)
{
	const struct att_image *image = app_image(app, work);
	const struct att_link *l;
	uint32_t node;
	size_t other;

	if (!image)
		return FX_DRAW;
	l = att_link(image, link);
	if (l->target_node != ATT_NONE)
		return open_node(app, work, image, l->target_node, false);
	if (l->kind == ATT_LINK_WORK &&
	    att_library_resolve(app->library, work,
	        att_image_string(image, l->target), &other, &node)) {
		image = app_image(app, other);
		return image ? open_node(app, other, image, node, false)
		             : FX_DRAW;
	}
	return app_say(app, "%s", att_image_string(image, l->target));
}

/* Not past the end of what is looked at. */
static bool
may_show(struct peek *p, struct cursor c)
{
	const struct att_line *line = lines_at(&p->lines, c);

	return p->whole || line->kind == ATT_LINE_BLANK || line->node < p->last;
}

static unsigned
scroll(struct peek *p, long rows)
{
	struct cursor c = p->top;

	for (; rows > 0 && lines_next(&p->lines, &c) && may_show(p, c); rows--)
		p->top = c;
	for (; rows < 0 && lines_prev(&p->lines, &p->top); rows++)
		;
	return FX_DRAW;
}

/* The next reference inside; when none is left in sight, further down. */
static unsigned
next_ref(struct app *app, struct peek *p, bool back)
{
	struct cursor c = p->top;
	int rows = p->rows;
	struct ref ref;

	if (!lines_has_ref(&p->lines, c, rows, &p->ref))
		p->ref = ref_none();
	ref = back ? lines_ref_before(&p->lines, c, rows, &p->ref)
	           : lines_ref_after(&p->lines, c, rows, &p->ref);
	while (!ref_is(&ref) && !back && lines_next(&p->lines, &c) &&
	       may_show(p, c)) {
		ref = lines_ref_after(&p->lines, c, rows, &p->ref);
		if (ref_is(&ref))
			p->top = c;
	}
	if (!ref_is(&ref))
		return app_say(app, back ? _("no earlier reference in this")
		                         : _("no more references in this"));
	p->ref = ref;
	return FX_DRAW;
}

/* Enter goes to what is looked at, or to the reference selected in it. */
static unsigned
follow(struct app *app, struct peek *p)
{
	struct ref ref = p->ref;

	return ref_is(&ref) ? ref_follow(app, p->place.work, &ref)
	                    : app_go(app, p->place);
}

unsigned
peek_act(struct app *app, enum action action, long count)
{
	struct peek *p = app->peek;
	long n = count > 0 ? count : 1;

	switch ((unsigned)action) {
	case ACT_PEEK:
		return ref_is(&p->ref) ? peek_ref(app, p->place.work, &p->ref)
		                       : app_go(app, p->place);
	case ACT_FOLLOW:
		return follow(app, p);
	case ACT_LINE_DOWN:
		return scroll(p, n);
	case ACT_LINE_UP:
		return scroll(p, -n);
	case ACT_PAGE_DOWN:
		return scroll(p, n * p->rows);
	case ACT_PAGE_UP:
		return scroll(p, -n * p->rows);
	case ACT_NEXT_LINK:
		return next_ref(app, p, false);
	case ACT_PREV_LINK:
		return next_ref(app, p, true);
	case ACT_BACK:
		drop(app);
		return FX_DRAW;
	}
	return FX_PASS;
}

int
peek_rows(const struct app *app, int rows)
{
	int want = rows / 3 > 4 ? rows / 3 : 4;

	if (!app->peek)
		return 0;
	return want > rows - 1 ? rows - 1 : want > 12 ? 12 : want;
}

static void
first_key(struct app *app, enum action action, char *keys, size_t size)
{
	app_keys(app, CTX_PAGE, action, keys, size);
	keys[strcspn(keys, ",")] = '\0';
}

static void
draw_rule(struct app *app, struct area area, const struct peek *p)
{
	struct grid *g = &app->grid;
	char peek[32], next[32], *hint;
	int cols;

	first_key(app, ACT_PEEK, peek, sizeof(peek));
	first_key(app, ACT_NEXT_LINK, next, sizeof(next));
	hint = mem_format(ref_is(&p->ref)
	                      ? _(" %s: on  %s: reference  Esc: close ")
	                      : _(" %s: go  %s: reference  Esc: close "),
	    peek, next);
	cols = (int)att_cell_columns(hint, strlen(hint), g->width);
	for (int i = 0; i < area.cols && !app->linear; i++)
		grid_puts(g, area, area.row, area.col + i, g->ascii ? "-" : "─",
		    ROLE_RULE, 0);
	if (area.cols <= HINT_COLS)
		cols = 0;
	grid_puts_cut(g, area, area.row, area.col + 2, p->title,
	    area.cols - 4 - cols, ROLE_HEADING, ATTR_BOLD);
	if (cols)
		grid_puts(g, area, area.row, area.col + area.cols - cols - 1,
		    hint, ROLE_HINT, 0);
	free(hint);
}

/* The width changed: the same place on other lines. */
static void
fit_lines(struct peek *p)
{
	att_pos pos = p->top_pos;

	lines_forget(&p->lines);
	p->top = lines_find(&p->lines, pos);
}

void
peek_draw(struct app *app, struct area area)
{
	struct peek *p = app->peek;
	int measure = lines_measure(app);
	struct area text = {area.row + 1, area.col + 2, area.rows - 1,
	    area.cols - 4 < measure ? area.cols - 4 : measure};
	struct att_range none = {0, 0};

	draw_rule(app, area, p);
	if (lines_width(&p->lines, app, text.cols))
		fit_lines(p);
	if (*p->referrers && text.rows > 3) {
		text.rows--;
		grid_puts_cut(&app->grid, area, text.row + text.rows, text.col,
		    p->referrers, text.cols, ROLE_HINT, 0);
	}
	p->rows = text.rows > 0 ? text.rows : 1;
	app->grid.cursor_row = text.row;
	app->grid.cursor_col = text.col;
	p->top_pos = lines_at(&p->lines, p->top)->range.start;
	page_preview_cursor(app, &p->lines, p->top,
	    p->whole ? ATT_NONE : p->last, &p->ref, none, text);
}
