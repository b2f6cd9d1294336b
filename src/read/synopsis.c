/* DocBook's synopses: brackets, bars and dots say what the markup says. */
#include <string.h>

#include "read/handlers.h"

enum { REQUIRED = 1, PLAIN = 2, REPEATED = 4 };

static void
arg_end(struct reader *r)
{
	size_t mark = frame_top(r)->mark;

	if (!(mark & PLAIN))
		node_words(r, mark & REQUIRED ? "}" : "]");
	if (mark & REPEATED)
		node_words(r, "...");
}

/* arg and group; type: what parts a group's members. */
void
synopsis_arg(struct reader *r, const struct row *row)
{
	struct frame *f = frame_top(r);

	if (attr_is(r, A_choice, "req"))
		f->mark |= REQUIRED;
	if (attr_is(r, A_choice, "plain"))
		f->mark |= PLAIN;
	if (attr_is(r, A_rep, "repeat"))
		f->mark |= REPEATED;
	f->end = arg_end;
	node_anchor(r);
	if (!(f->mark & PLAIN))
		node_words(r, f->mark & REQUIRED ? "{" : "[");
	if (row->type)
		f->state |= S_BETWEEN;
}

/* The first parameter stands after what funcdef put. */
void
synopsis_parameter(struct reader *r, const struct row *row)
{
	const struct frame *parent = &r->frame[r->depth - 2];

	if (parent->children > 2 && !(parent->state & S_BETWEEN))
		node_words(r, ", ");
	node_anchor(r);
	if (row->type)
		node_words(r, row->type);
}

static void
trademark_end(struct reader *r)
{
	static const char *const marks[] = {
	    "\u2122", "\u00AE", "\u00A9", "\u2120"};

	node_words(r, marks[frame_top(r)->mark & 3]);
}

void
synopsis_trademark(struct reader *r, const struct row *row)
{
	struct frame *f = frame_top(r);

	(void)row;
	node_anchor(r);
	f->mark = attr_is(r, A_class, "registered")  ? 1
	          : attr_is(r, A_class, "copyright") ? 2
	          : attr_is(r, A_class, "service")   ? 3
	                                             : 0;
	f->end = trademark_end;
}

/* co: a number in a listing. */
void
synopsis_callout(struct reader *r, const struct row *row)
{
	char number[24];

	node_open(r, ATT_ANCHOR);
	node_common(r, row);
	snprintf(number, sizeof(number), "(%u)", ++r->callouts);
	node_text(r, number, strlen(number));
}
