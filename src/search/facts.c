/* What can be said of a pattern by looking at it. */
#include "search/facts.h"

#include "search/facts_parts.h"

struct kinds {
	bool newline; /* some item can match one */
	bool endless; /* some item can match many of them */
	bool anchors; /* ^ or $ */
	bool fixed;   /* \A \z \K: the block itself matters */
	bool strict;  /* a group that does not give back or forbids */
	bool groups;  /* a group repeated without end */
};

static void
look_at(const struct tree_item *item, struct kinds *k)
{
	bool many = item->max > FACTS_MANY;

	if (item->kind == SYNTAX_CHAR || item->kind == SYNTAX_SET) {
		bool newline = syntax_set_has(&item->set, '\n');

		k->newline |= newline;
		k->endless |= newline && (many || item->possessive);
	} else if (item->kind == SYNTAX_CARET || item->kind == SYNTAX_DOLLAR) {
		k->anchors = true;
	} else if (item->kind == SYNTAX_ANCHOR || item->kind == SYNTAX_KEEP) {
		k->fixed = true;
	} else if (item->kind == SYNTAX_OPEN) {
		k->strict |= item->group != GROUP_PLAIN || item->possessive;
		k->groups |= many;
	}
}

static bool
begins_with_look(const struct tree *tree)
{
	uint32_t row = tree->item[tree->item[0].child].child;

	return row && tree->item[row].kind == SYNTAX_OPEN &&
	       tree->item[row].group != GROUP_PLAIN;
}

/* Few first bytes: the matcher finds starts with vector instructions. */
static bool
quick_start(const struct tree *tree)
{
	struct syntax_set set = {0};
	int count;

	for (uint32_t b = tree->item[0].child; b; b = tree->item[b].next) {
		if (facts_first(tree, tree->item[b].child, &set))
			return false;
	}
	count = __builtin_popcountll(set.ascii[0]) +
	        __builtin_popcountll(set.ascii[1]) + set.other;
	return count <= 3 && !begins_with_look(tree);
}

/* One alternative, .* first, nothing said that could hold it to a start. */
static bool
line_starts(const struct tree *tree)
{
	const struct tree_item *branch = &tree->item[tree->item[0].child];
	const struct tree_item *first = &tree->item[branch->child];

	return !branch->next && branch->child && first->kind == SYNTAX_SET &&
	       first->min == 0 && first->max == SYNTAX_FOREVER &&
	       !first->possessive && first->dot &&
	       !syntax_set_has(&first->set, '\n');
}

void
facts_find(struct facts *f, const char *pattern, bool caseless)
{
	struct kinds k = {0};
	struct tree tree;

	*f = (struct facts){.degree = FACTS_RISKY, .work = 1};
	tree_init(&tree, pattern, caseless);
	if (!tree.opaque) {
		for (uint32_t i = 0; i < tree.count; i++)
			look_at(&tree.item[i], &k);
		f->lines = !k.newline;
		f->sliceable = !k.fixed && !k.endless &&
		               !(k.newline && k.groups) &&
		               !(k.strict && (k.newline || k.anchors)) &&
		               !(k.anchors && tree.multiline_off);
		f->exact = f->sliceable && !k.newline && !k.anchors;
		f->quick_start = quick_start(&tree);
		f->line_starts = line_starts(&tree);
		facts_literals(&tree, f->needed);
		facts_cost(&tree, &f->degree, &f->work);
	}
	tree_done(&tree);
}
