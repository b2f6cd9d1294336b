/* Tokens to tree, with a stack of open groups and no recursion. */
#include "search/tree.h"

#include <stdlib.h>

#include "base/mem.h"

struct open {
	uint32_t group;
	uint32_t branch; /* its alternative being read */
	uint32_t last;   /* item read last in it, 0 none */
};

static uint32_t
add(struct tree *t, const struct syntax_token *token, enum syntax_kind kind)
{
	struct tree_item *i;

	t->item = mem_grow(t->item, &t->cap, (size_t)t->count + 1, sizeof(*i));
	i = &t->item[t->count];
	*i = (struct tree_item){
	    .kind = kind,
	    .group = token->group,
	    .caseless = token->caseless,
	    .dot = token->dot,
	    .c = token->c,
	    .set = token->set,
	    .min = 1,
	    .max = 1,
	};
	return t->count++;
}

/* An item at the end of the alternative being read. */
static uint32_t
append(struct tree *t, struct open *o, const struct syntax_token *token)
{
	uint32_t row = add(t, token, token->kind);

	if (o->last)
		t->item[o->last].next = row;
	else
		t->item[o->branch].child = row;
	o->last = row;
	return row;
}

static void
branch(struct tree *t, struct open *o, const struct syntax_token *token)
{
	uint32_t row = add(t, token, SYNTAX_OR);

	if (o->branch)
		t->item[o->branch].next = row;
	else
		t->item[o->group].child = row;
	o->branch = row;
	o->last = 0;
}

static void
repeat(struct tree *t, const struct open *o, const struct syntax_token *token)
{
	struct tree_item *i = &t->item[o->last];

	if (!o->last || i->min != 1 || i->max != 1) {
		t->opaque = true;
		return;
	}
	i->min = token->min;
	i->max = token->max;
	i->possessive = token->possessive;
}

void
tree_init(struct tree *t, const char *pattern, bool caseless)
{
	struct open open[SYNTAX_DEPTH + 1] = {{0}};
	struct syntax_token token = {0};
	struct syntax syntax;
	unsigned depth = 0;

	*t = (struct tree){0};
	syntax_init(&syntax, pattern, caseless);
	open[0].group = add(t, &token, SYNTAX_OPEN);
	branch(t, &open[0], &token);
	for (;;) {
		syntax_next(&syntax, &token);
		t->multiline_off |= token.multiline_off;
		if (token.kind == SYNTAX_END || t->opaque)
			return;
		if (token.kind == SYNTAX_OPEN && depth < SYNTAX_DEPTH &&
		    token.group != GROUP_OPAQUE) {
			uint32_t row = append(t, &open[depth], &token);

			open[++depth] = (struct open){.group = row};
			branch(t, &open[depth], &token);
		} else if (token.kind == SYNTAX_CLOSE && depth > 0) {
			depth--;
		} else if (token.kind == SYNTAX_OR) {
			branch(t, &open[depth], &token);
		} else if (token.kind == SYNTAX_QUANTIFIER) {
			repeat(t, &open[depth], &token);
		} else if (token.kind == SYNTAX_OPEN ||
		           token.kind == SYNTAX_CLOSE ||
		           token.kind == SYNTAX_OPAQUE) {
			t->opaque = true;
		} else if (token.kind != SYNTAX_QUOTE &&
		           token.kind != SYNTAX_SILENT) {
			append(t, &open[depth], &token);
		}
	}
}

void
tree_done(struct tree *t)
{
	free(t->item);
	*t = (struct tree){0};
}
