/* Frames and nodes: what a handler does to the work. All of it does nothing
 * while a sink is set, so that handlers need not ask. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "read/handlers.h"

const struct value *
attr(const struct reader *r, enum attribute name)
{
	if (!(r->present[name / 64] & UINT64_C(1) << (name % 64)))
		return NULL;
	return &r->value[name];
}

bool
attr_is(const struct reader *r, enum attribute name, const char *text)
{
	const struct value *v = attr(r, name);

	return v && strlen(text) == v->size &&
	       memcmp(v->text, text, v->size) == 0;
}

unsigned
attr_number(const struct reader *r, enum attribute name, unsigned max)
{
	const struct value *v = attr(r, name);
	unsigned number = 0;

	for (size_t i = 0; v && i < v->size; i++) {
		if (v->text[i] < '0' || v->text[i] > '9')
			break;
		number = number * 10 + (unsigned)(v->text[i] - '0');
		if (number > max)
			return max;
	}
	return number;
}

bool
value_has(const struct value *v, const char *word)
{
	size_t size = strlen(word);

	for (size_t i = 0; v && i + size <= v->size; i++) {
		if (memcmp(v->text + i, word, size) == 0 &&
		    (i == 0 || strchr(" \t\n;,:#-", v->text[i - 1])) &&
		    (i + size == v->size ||
		        strchr(" \t\n;,-", v->text[i + size])))
			return true;
	}
	return false;
}

struct frame *
frame_top(struct reader *r)
{
	return &r->frame[r->depth - 1];
}

struct frame *
frame_owner(struct reader *r)
{
	unsigned i = r->depth - 1;

	while (i > 1 && r->frame[i - 1].opens == 0)
		i--;
	return &r->frame[i > 0 ? i - 1 : 0];
}

bool
frame_inside(const struct reader *r, enum att_kind kind)
{
	for (unsigned i = r->depth; i-- > 0;) {
		if (r->frame[i].row->kind == kind)
			return true;
	}
	return false;
}

bool
node_runs(const struct reader *r)
{
	return r->class == ATT_CLASS_LEAF || r->loose || r->sink;
}

static void
open_lang(struct reader *r)
{
	if (r->lang == r->node_lang || !r->lang)
		return;
	att_builder_attr(
	    r->b, ATT_A_LANG, r->langs[r->lang], strlen(r->langs[r->lang]));
	r->node_lang = r->lang;
}

/* The builder refuses a work that is nested too deep; here it is cut. */
static bool
may_open(struct reader *r)
{
	if (r->stopped)
		return false;
	if (r->open < ATT_MAX_DEPTH - 4)
		return true;
	problem_stop(r, ATT_ELIMIT, N_("elements are nested over %d deep"),
	    ATT_MAX_DEPTH);
	return false;
}

void
node_open(struct reader *r, enum att_kind kind)
{
	enum att_class class = att_kind_class(kind);

	if (r->sink)
		return;
	if (r->heading.size && class != ATT_CLASS_INLINE && kind != ATT_TITLE)
		heading_flush(r);
	if (!may_open(r))
		return;
	att_builder_open(r->b, kind);
	frame_top(r)->opens++;
	r->open++;
	open_lang(r);
	if (class != ATT_CLASS_INLINE) {
		r->class = (uint8_t) class;
		r->loose = false;
		frame_top(r)->state |= S_BLOCK;
	} else if (r->class != ATT_CLASS_LEAF && kind != ATT_INDEXTERM &&
	           kind != ATT_ANCHOR && kind != ATT_PAGEBREAK) {
		r->loose = true;
	}
}

void
node_close(struct reader *r)
{
	struct frame *f = frame_top(r);

	if (r->sink || f->opens == 0)
		return;
	att_builder_close(r->b);
	f->opens--;
	r->open--;
	if (f->opens == 0) {
		r->class = f->class;
		r->node_lang = f->node_lang;
	}
}

/* A node that outlives the element: the one around closes it. */
void
node_around(struct reader *r, enum att_kind kind)
{
	if (r->sink || !may_open(r))
		return;
	att_builder_open(r->b, kind);
	r->frame[r->depth - 2].opens++;
	r->open++;
}

void
node_around_close(struct reader *r)
{
	struct frame *f = &r->frame[r->depth - 2];

	if (r->sink || f->opens == 0)
		return;
	att_builder_close(r->b);
	f->opens--;
	r->open--;
}

void
node_attr(struct reader *r, enum att_attr name, const char *text)
{
	if (!r->sink && text)
		att_builder_attr(r->b, name, text, strlen(text));
}

void
node_value(struct reader *r, enum att_attr name, const struct value *v)
{
	if (!r->sink && v)
		att_builder_attr(r->b, name, v->text, v->size);
}

void
node_copy(struct reader *r, enum att_attr name, enum attribute from)
{
	node_value(r, name, attr(r, from));
}

void
node_late(struct reader *r, unsigned up, enum att_attr name, const char *text)
{
	if (!r->sink && text)
		att_builder_attr_late(r->b, up, name, text, strlen(text));
}

void
node_flag(struct reader *r, unsigned flags)
{
	if (!r->sink)
		att_builder_flag(r->b, flags);
}

static const struct value *
own_id(const struct reader *r)
{
	const struct value *id = attr(r, A_X_id);

	return id ? id : attr(r, A_id);
}

static void
row_flags(struct reader *r, unsigned flags)
{
	unsigned bits = 0;

	if (flags & V_UNNUMBERED)
		bits |= ATT_F_UNNUMBERED;
	if (flags & V_HIDDEN)
		bits |= ATT_F_HIDDEN;
	if (flags & V_HEAD)
		bits |= ATT_F_HEAD;
	if (flags & V_FOOT)
		bits |= ATT_F_FOOT;
	if (bits)
		node_flag(r, bits);
}

/* Attributes that any element may carry, and those that its row asks for. */
void
node_common(struct reader *r, const struct row *row)
{
	bool tei = r->vocabulary == &tei_vocabulary;

	if (row->type)
		node_attr(r, ATT_A_TYPE, row->type);
	row_flags(r, row->flags);
	if (!(r->present[0] | r->present[1]))
		return;
	node_value(r, ATT_A_ID, own_id(r));
	node_copy(r, ATT_A_ROLE, tei ? A_rend : A_role);
	if (row->flags & V_N)
		node_copy(r, ATT_A_LABEL, A_n);
	if (row->flags & V_TYPE)
		node_copy(r, ATT_A_TYPE, A_type);
	if (!tei) {
		node_copy(r, ATT_A_LABEL, A_label);
		node_copy(r, ATT_A_XREFLABEL, A_xreflabel);
	}
	if (!r->sink && attr_is(r, A_X_space, "preserve"))
		att_builder_preserve(r->b);
}

void
node_anchor(struct reader *r)
{
	const struct value *id = own_id(r);

	if (!id || r->sink)
		return;
	att_builder_open(r->b, ATT_ANCHOR);
	att_builder_attr(r->b, ATT_A_ID, id->text, id->size);
	att_builder_close(r->b);
}

void
node_start(struct reader *r, const struct row *row)
{
	if (row->kind == READ_SKIP) {
		node_skip(r);
		return;
	}
	if (row->kind == READ_PASS) {
		node_anchor(r);
		return;
	}
	if (row->flags & V_BLOCK && node_runs(r)) {
		node_anchor(r);
		return;
	}
	if (att_kind_class(row->kind) == ATT_CLASS_INLINE) {
		link_common(r);
		node_open(r, row->kind);
		node_common(r, row);
		return;
	}
	node_open(r, row->kind);
	node_common(r, row);
	if (att_kind_class(row->kind) == ATT_CLASS_LEAF)
		link_common(r);
}

static bool
room(const struct buf *buf, size_t size)
{
	return buf->size + size <= READ_MAX_HELD;
}

void
node_text(struct reader *r, const char *text, size_t size)
{
	if (r->hears && room(&r->heard, size))
		buf_add(&r->heard, text, size);
	if (r->sink) {
		if (r->sink != &r->discard && room(r->sink, size))
			buf_add(r->sink, text, size);
		return;
	}
	att_builder_text(r->b, text, size);
}

void
node_words(struct reader *r, const char *text)
{
	size_t size = strlen(text);

	node_text(r, text, size);
	if (r->class != ATT_CLASS_LEAF && !r->sink && strspn(text, " ") < size)
		r->loose = true;
	for (size_t i = size; i-- > 0;) {
		if (text[i] != ' ') {
			r->last = text[i];
			break;
		}
	}
}

void
node_skip(struct reader *r)
{
	r->skip = 1;
}

void
hold(struct reader *r, struct buf *sink)
{
	buf_clear(sink);
	r->sink = sink;
}

void
unhold(struct reader *r)
{
	r->sink = frame_top(r)->sink;
}

void
hear(struct reader *r)
{
	r->hears = true;
}

void
heard(struct reader *r, struct buf *out)
{
	size_t from = frame_top(r)->from;

	buf_clear(out);
	buf_add(out, buf_cstr(&r->heard) + from, r->heard.size - from);
	tidy(out);
}

void
unhear(struct reader *r)
{
	const struct frame *f = frame_top(r);

	/* What an aside says is not said by what it stands in. */
	if (!f->hears || f->row->flags & V_ASIDE)
		r->heard.size = f->from;
	r->hears = f->hears;
}

void
tidy(struct buf *buf)
{
	size_t used = 0;

	for (size_t i = 0; i < buf->size; i++) {
		char c = buf->data[i];

		if (c == '\t' || c == '\n' || c == '\r')
			c = ' ';
		if (c == ' ' && (used == 0 || buf->data[used - 1] == ' '))
			continue;
		buf->data[used++] = c;
	}
	if (used && buf->data[used - 1] == ' ')
		used--;
	buf->size = used;
	buf_cstr(buf);
}

/* The title that a TEI header gave stands for the text's own, unless that
 * begins with one. */
void
heading_flush(struct reader *r)
{
	struct buf *part[] = {&r->heading, &r->subheading};
	static const enum att_kind kind[] = {ATT_TITLE, ATT_SUBTITLE};

	frame_owner(r)->state |= S_TITLED;
	for (size_t i = 0; i < COUNT(part); i++) {
		if (!part[i]->size)
			continue;
		att_builder_open(r->b, kind[i]);
		att_builder_text(r->b, part[i]->data, part[i]->size);
		att_builder_close(r->b);
		buf_clear(part[i]);
	}
}
