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

/* Where a method's synopsis is. */
enum { BEFORE_NAME, NAMED, PARAMETERS, AFTER };

/* methodsynopsis and its like: "type name(type parameter, type parameter)". */
void
synopsis_method(struct reader *r, const struct row *row)
{
	node_open(r, ATT_PARA);
	node_common(r, &(struct row){.flags = row->flags});
	frame_top(r)->state |= S_BETWEEN;
}

void
synopsis_method_end(struct reader *r)
{
	size_t at = frame_top(r)->mark;

	if (at == NAMED || at == PARAMETERS)
		node_words(r, at == NAMED ? "()" : ")");
}

/* What stands before a part of it. */
void
synopsis_part(struct reader *r, const struct row *row)
{
	struct frame *f = &r->frame[r->depth - 2];
	bool name = strcmp(row->name, "methodname") == 0;
	bool parameter = row->start == synopsis_parameter ||
	                 strcmp(row->name, "methodparam") == 0;

	if (f->mark == BEFORE_NAME || f->mark == AFTER) {
		if (f->children > 1)
			node_text(r, " ", 1);
		f->mark = name ? NAMED : f->mark;
	} else if (parameter) {
		node_words(r, f->mark == NAMED ? "(" : ", ");
		f->mark = PARAMETERS;
	} else {
		node_words(r, f->mark == NAMED ? "() " : ") ");
		f->mark = AFTER;
	}
}

/* enumvalue: in an item of an enumeration, what the name stands for. */
void
synopsis_value(struct reader *r, const struct row *row)
{
	if (strcmp(r->frame[r->depth - 2].row->name, "enumitem") == 0)
		node_words(r, " = ");
	node_start(r, row);
}
