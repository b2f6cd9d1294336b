/* TEI's marks in the text: names, corrections, gaps, variants. */
#include <string.h>

#include "base/mem.h"
#include "read/handlers.h"

static void
place_end(struct reader *r)
{
	heard(r, &r->place);
}

/* placeName: remembered for the coordinates that may follow. */
void
tei_place(struct reader *r, const struct row *row)
{
	inline_name(r, row);
	if (frame_top(r)->opens) {
		buf_clear(&r->place); /* not that of coordinates within */
		hear(r);
		frame_top(r)->end = place_end;
	}
}

static void
geo_end(struct reader *r)
{
	heard(r, &r->words);
	node_late(r, 0, ATT_A_GEO, r->words.data);
}

void
tei_geo(struct reader *r, const struct row *row)
{
	(void)row;
	node_open(r, ATT_PLACE);
	if (r->place.size)
		node_attr(r, ATT_A_KEY, buf_cstr(&r->place));
	hear(r);
	frame_top(r)->end = geo_end;
}

void
tei_choice(struct reader *r, const struct row *row)
{
	(void)row;
	node_open(r, ATT_EDITORIAL);
	node_common(r, &(struct row){.name = "choice"});
	buf_clear(&r->words);
}

/* Nothing was shown: then what was put aside is. */
void
tei_choice_end(struct reader *r)
{
	struct frame *f = frame_top(r);

	if (!(f->state & S_DONE) && r->words.size)
		node_words(r, buf_cstr(&r->words));
}

static void
aside_end(struct reader *r)
{
	tidy(&r->words);
	unhold(r);
	node_late(r, 0, ATT_A_ALT, buf_cstr(&r->words));
}

static bool
is_first_form(const char *name)
{
	return strcmp(name, "sic") == 0 || strcmp(name, "orig") == 0 ||
	       strcmp(name, "abbr") == 0;
}

/* sic corr orig reg abbr expan ... : in a choice the better form is shown and
 * the other kept aside. */
void
tei_edit(struct reader *r, const struct row *row)
{
	struct frame *choice = &r->frame[r->depth - 2];

	if (strcmp(choice->row->name, "choice") != 0 || r->sink) {
		node_start(r, row);
		return;
	}
	if (is_first_form(row->name)) {
		hold(r, &r->words);
		frame_top(r)->end = aside_end;
		return;
	}
	if (choice->state & S_DONE) {
		node_skip(r);
		return;
	}
	choice->state |= S_DONE;
	node_late(r, 0, ATT_A_TYPE, row->type ? row->type : row->name);
	node_anchor(r);
}

void
tei_gap(struct reader *r, const struct row *row)
{
	const struct value *extent = attr(r, A_extent);

	node_open(r, ATT_EDITORIAL);
	node_copy(r, ATT_A_ROLE, A_reason);
	node_common(r, row);
	buf_clear(&r->scratch);
	if (extent) {
		buf_add(&r->scratch, extent->text, extent->size);
	} else if (attr(r, A_quantity)) {
		buf_add(&r->scratch, attr(r, A_quantity)->text,
		    attr(r, A_quantity)->size);
		if (attr(r, A_unit)) {
			buf_char(&r->scratch, ' ');
			buf_add(&r->scratch, attr(r, A_unit)->text,
			    attr(r, A_unit)->size);
		}
	}
	node_attr(r, ATT_A_ALT, buf_cstr(&r->scratch));
	if (!r->sink)
		r->sink = &r->discard;
}

void
tei_space(struct reader *r, const struct row *row)
{
	(void)row;
	node_anchor(r);
	node_text(r, " ", 1);
}

/* lem and rdg: the first of an apparatus entry is the text. */
void
tei_reading(struct reader *r, const struct row *row)
{
	unsigned i = r->depth - 1;

	(void)row;
	while (i > 0 && strcmp(r->frame[i].row->name, "app") != 0)
		i--;
	if (i > 0 && r->frame[i].state & S_DONE) {
		node_skip(r);
		return;
	}
	r->frame[i].state |= S_DONE;
	node_anchor(r);
}

/* A term: of an index entry, or in the text. */
void
tei_term(struct reader *r, const struct row *row)
{
	if (strcmp(r->frame[r->depth - 2].row->name, "index") == 0)
		index_tei_term(r);
	else
		link_term(r, row);
}
