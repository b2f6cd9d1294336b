/* Index terms: their words become attributes of one empty node. */
#include <string.h>

#include "read/handlers.h"

enum { PRIMARY, SECONDARY, TERTIARY, SEE, SEEALSO };

static void
take_value(struct buf *out, const struct value *v)
{
	buf_clear(out);
	if (v)
		buf_add(out, v->text, v->size);
}

void
index_start(struct reader *r, const struct row *row)
{
	(void)row;
	for (size_t i = 0; i < 5; i++)
		buf_clear(&r->term[i]);
	take_value(
	    &r->term_id, attr(r, A_X_id) ? attr(r, A_X_id) : attr(r, A_id));
	take_value(&r->term_class, attr(r, A_class));
	if (attr(r, A_startref))
		take_value(&r->href, attr(r, A_startref));
	else
		buf_clear(&r->href);
	r->term_level = 0;
	hold(r, &r->discard);
}

static void
put(struct reader *r)
{
	static const enum att_attr name[] = {ATT_A_PRIMARY, ATT_A_SECONDARY,
	    ATT_A_TERTIARY, ATT_A_SEE, ATT_A_SEEALSO};

	node_open(r, ATT_INDEXTERM);
	node_attr(r, ATT_A_ID, buf_cstr(&r->term_id));
	node_attr(r, ATT_A_CLASS, buf_cstr(&r->term_class));
	for (size_t i = 0; i < 5; i++)
		node_attr(r, name[i], buf_cstr(&r->term[i]));
	node_attr(r, ATT_A_TARGET, buf_cstr(&r->href));
	node_close(r);
}

void
index_end(struct reader *r)
{
	unhold(r);
	put(r);
}

static unsigned
part_of(const struct row *row)
{
	switch (row->type[0]) {
	case '1':
		return PRIMARY;
	case '2':
		return SECONDARY;
	case '3':
		return TERTIARY;
	case 's':
		return SEE;
	default:
		return SEEALSO;
	}
}

static void
part_end(struct reader *r)
{
	unsigned part = part_of(frame_top(r)->row);
	struct buf *to = &r->term[part];

	tidy(&r->held);
	if (part == SEEALSO && to->size && r->held.size)
		buf_char(to, '\x1F');
	else if (part != SEEALSO)
		buf_clear(to);
	buf_add(to, r->held.data, r->held.size);
}

/* primary, secondary, tertiary, see, seealso; type: 1 2 3 see also. */
void
index_part(struct reader *r, const struct row *row)
{
	(void)row;
	if (r->sink != &r->discard) {
		node_anchor(r);
		return;
	}
	hold(r, &r->held);
	frame_top(r)->end = part_end;
}

/* TEI: index holds term and index, each level a term of its own. */
void
index_tei(struct reader *r, const struct row *row)
{
	bool nested = r->depth > 1 && r->frame[r->depth - 2].row == row;

	if (!nested) {
		index_start(r, row);
		r->term_level = 0;
	} else {
		r->term_level++;
	}
	frame_top(r)->mark = nested;
}

void
index_tei_end(struct reader *r)
{
	struct frame *f = frame_top(r);

	if (f->mark) {
		if (r->term_level)
			r->term_level--;
		return;
	}
	index_end(r);
}

static void
tei_term_end(struct reader *r)
{
	struct buf *to;

	tidy(&r->held);
	if (r->term_level > TERTIARY)
		return;
	to = &r->term[r->term_level];
	if (to->size == 0)
		buf_add(to, r->held.data, r->held.size);
}

void
index_tei_term(struct reader *r)
{
	hold(r, &r->held);
	frame_top(r)->end = tei_term_end;
}
