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

/* Programs write forename and surname with nothing between them. */
void
tei_name_part(struct reader *r, const struct row *row)
{
	(void)row;
	if (r->ended && r->frame[r->depth - 2].children > 1)
		node_text(r, " ", 1);
	node_anchor(r);
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

/* An entry of an apparatus: in the text its first reading, in a list of them
 * all its readings. */
void
tei_app(struct reader *r, const struct row *row)
{
	(void)row;
	if (node_runs(r)) {
		node_anchor(r);
		return;
	}
	node_open(r, ATT_PARA);
	node_common(r, &(struct row){0});
	frame_top(r)->mark = 1;
}

static void
witnesses_end(struct reader *r)
{
	if (r->words.size) {
		node_text(r, " ", 1);
		node_open(r, ATT_EMPH);
		node_words(r, buf_cstr(&r->words));
		node_close(r);
	}
}

/* "lemma] reading WITNESS; reading WITNESS". */
static void
listed_reading(struct reader *r, struct frame *app)
{
	const struct value *wit = attr(r, A_wit);

	node_words(r, app->mark == 1 ? "" : app->mark == 2 ? "] " : "; ");
	app->mark++;
	node_anchor(r);
	buf_clear(&r->words);
	for (size_t i = 0; wit && i < wit->size; i++) {
		if (wit->text[i] != '#')
			buf_char(&r->words, wit->text[i]);
	}
	frame_top(r)->end = witnesses_end;
}

/* lem and rdg: the first of an apparatus entry is the text. */
void
tei_reading(struct reader *r, const struct row *row)
{
	unsigned i = r->depth - 1;

	(void)row;
	while (i > 0 && strcmp(r->frame[i].row->name, "app") != 0)
		i--;
	if (r->frame[i].mark && i > 0 && !r->sink) {
		listed_reading(r, &r->frame[i]);
		return;
	}
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

/* birth, death, floruit: type is the mark that says which. One without words
 * is its date. */
void
tei_life(struct reader *r, const struct row *row)
{
	const struct value *when = attr(r, A_when);
	bool empty = sax_is_empty(r);

	link_common(r);
	if (empty && !when) {
		node_anchor(r);
		return;
	}
	inline_date(r, &(struct row){.name = row->name});
	node_words(r, row->type);
	if (empty)
		node_text(r, when->text, when->size);
}

static void
size_end(struct reader *r)
{
	if (r->href.size) {
		node_text(r, " ", 1);
		node_words(r, buf_cstr(&r->href));
	}
	buf_clear(&r->href);
}

/* Sizes, with the unit that they or their parts say; type parts those. */
void
tei_size(struct reader *r, const struct row *row)
{
	const struct value *unit = attr(r, A_unit);

	node_anchor(r);
	if (row->type)
		frame_top(r)->state |= S_BETWEEN;
	if (!unit)
		return;
	buf_clear(&r->href);
	buf_add(&r->href, unit->text, unit->size);
	frame_top(r)->end = size_end;
}

/* oRef, pRef: where they say nothing, what dictionaries print for the
 * headword. */
void
tei_headword(struct reader *r, const struct row *row)
{
	node_anchor(r);
	if (sax_is_empty(r))
		node_words(r, row->type);
}
