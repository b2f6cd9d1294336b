/* How long the matcher may take from one start, as a power of the length.
 *
 * What costs is giving back: a repeat that can match what follows it is tried
 * at every length. Such repeats one after another multiply; repeats within
 * repeats may double at each step, unless their body can be read in one way
 * only. All bounds here are from above. */
#include "search/facts_parts.h"

struct cost {
	unsigned total;   /* power of the length that one start may cost */
	unsigned choices; /* power of the ways to go on after this part */
	unsigned looks;   /* the total of what looks around in it */
	double
	    ways; /* the same, by repeats and alternatives that are bounded */
	double atoms; /* items, repeated ones as often */
};

/* What follows a part. */
struct follow {
	struct syntax_set set;
	bool any; /* something follows that may fail */
};

static const struct cost risky = {.total = FACTS_RISKY,
    .choices = FACTS_RISKY,
    .ways = 1,
    .atoms = 1};
static const struct cost nothing = {.ways = 1, .atoms = 1};

static bool
is_look(const struct tree_item *item)
{
	return item->kind == SYNTAX_OPEN && item->group != GROUP_PLAIN &&
	       item->group != GROUP_ATOMIC;
}

/* Whether there is something in it that can match without end. */
static bool
is_long(const struct tree *tree, uint32_t row)
{
	for (uint32_t b = tree->item[row].child; b; b = tree->item[b].next) {
		for (uint32_t i = tree->item[b].child; i;
		     i = tree->item[i].next) {
			if (tree->item[i].max > FACTS_MANY ||
			    tree->item[i].kind == SYNTAX_BACKREF ||
			    is_long(tree, i))
				return true;
		}
	}
	return false;
}

/* After whatever stands before it, a long look takes its time. */
static bool
first_of_item(const struct tree *tree, uint32_t row, struct syntax_set *set)
{
	const struct tree_item *item = &tree->item[row];
	bool empty = false;

	if (item->kind == SYNTAX_CHAR || item->kind == SYNTAX_SET) {
		syntax_set_join(set, &item->set);
	} else if (item->kind == SYNTAX_BACKREF) {
		syntax_set_all(set);
		empty = true;
	} else if (item->kind == SYNTAX_OPEN && !is_look(item)) {
		for (uint32_t b = item->child; b; b = tree->item[b].next)
			empty |= facts_first(tree, tree->item[b].child, set);
	} else {
		if (item->kind == SYNTAX_OPEN && is_long(tree, row))
			syntax_set_all(set);
		return true;
	}
	return empty || item->min == 0;
}

bool
facts_first(const struct tree *tree, uint32_t row, struct syntax_set *set)
{
	while (row) {
		if (!first_of_item(tree, row, set))
			return false;
		row = tree->item[row].next;
	}
	return true;
}

static struct follow
after(const struct tree *tree, uint32_t row, const struct follow *outer)
{
	struct follow f = {.any = tree->item[row].next || outer->any};

	if (facts_first(tree, tree->item[row].next, &f.set))
		syntax_set_join(&f.set, &outer->set);
	return f;
}

/* A character or class with its quantifier. */
static struct cost
atom(const struct tree_item *item, const struct follow *follow)
{
	struct cost c = nothing;
	bool meets = item->kind == SYNTAX_BACKREF ||
	             syntax_set_meets(&item->set, &follow->set);

	if (item->kind == SYNTAX_BACKREF) {
		if (item->max > 1)
			return risky;
		c.total = 1;
	}
	if (item->max > FACTS_MANY) {
		c.total = follow->any;
		c.choices = follow->any && meets && item->max != item->min;
	} else {
		c.atoms = item->max;
		if (meets)
			c.ways = item->max - item->min + 1;
	}
	return c;
}

static struct cost sequence(
    const struct tree *tree, uint32_t row, const struct follow *outer);

/* The alternatives of a group: the worst of each, and as many ways as can
 * begin alike. */
static struct cost
alternatives(const struct tree *tree, uint32_t row, const struct follow *follow)
{
	struct cost c = {0};
	struct syntax_set seen = {0};
	double ways = 0;

	for (uint32_t b = tree->item[row].child; b; b = tree->item[b].next) {
		struct syntax_set set = {0};
		struct cost one = sequence(tree, tree->item[b].child, follow);

		if (facts_first(tree, tree->item[b].child, &set) ||
		    syntax_set_meets(&set, &seen))
			ways += one.ways;
		else if (one.ways > c.ways)
			c.ways = one.ways;
		syntax_set_join(&seen, &set);
		c.total = one.total > c.total ? one.total : c.total;
		c.choices = one.choices > c.choices ? one.choices : c.choices;
		c.looks = one.looks > c.looks ? one.looks : c.looks;
		c.atoms += one.atoms + 1;
	}
	c.ways += ways;
	return c;
}

static double
power(double base, uint32_t times)
{
	double out = 1;

	while (times-- && out < 1e9)
		out *= base;
	return out;
}

static struct cost
repeated(const struct tree *tree, uint32_t row, const struct follow *follow)
{
	const struct tree_item *item = &tree->item[row];
	struct syntax_set body = {0};
	bool empty = false;
	struct follow inner = *follow;
	struct cost c;

	for (uint32_t b = item->child; b; b = tree->item[b].next)
		empty |= facts_first(tree, tree->item[b].child, &body);
	inner.any = true;
	syntax_set_join(&inner.set, &body);
	c = alternatives(tree, row, &inner);
	if (item->max <= FACTS_MANY) {
		c.total += c.choices * (item->max ? item->max - 1 : 0);
		c.choices *= item->max;
		c.ways = power(c.ways, item->max) * (item->max - item->min + 1);
		c.atoms *= item->max;
		return c;
	}
	if (c.choices || c.ways > 1 || empty)
		return risky;
	c.total = c.total > 1 ? c.total : 1;
	/* What it goes over is gone over once, but for the looks. */
	if (c.looks && c.total <= c.looks)
		c.total = c.looks + 1;
	c.choices =
	    item->min != item->max && syntax_set_meets(&body, &follow->set);
	return c;
}

static struct cost
one_item(const struct tree *tree, uint32_t row, const struct follow *outer)
{
	const struct tree_item *item = &tree->item[row];
	struct follow follow = after(tree, row, outer);
	struct cost c = nothing;

	if (item->kind == SYNTAX_CHAR || item->kind == SYNTAX_SET ||
	    item->kind == SYNTAX_BACKREF)
		return atom(item, &follow);
	if (item->kind != SYNTAX_OPEN)
		return c;
	if (is_look(item)) {
		const struct follow rest = {.any = true};

		/* Atomic: one way out of it. */
		if (item->min != 1 || item->max != 1)
			return risky;
		c = alternatives(tree, row, &rest);
		c.choices = 0;
		c.looks = c.total;
		c.atoms *= c.ways;
		c.ways = 1;
		return c;
	}
	if (item->min == 1 && item->max == 1)
		return alternatives(tree, row, &follow);
	return repeated(tree, row, &follow);
}

static struct cost
sequence(const struct tree *tree, uint32_t row, const struct follow *outer)
{
	struct cost sum = {.ways = 1};

	for (; row; row = tree->item[row].next) {
		struct cost c = one_item(tree, row, outer);

		if (sum.choices + c.total > sum.total)
			sum.total = sum.choices + c.total;
		sum.choices += c.choices;
		sum.looks = c.looks > sum.looks ? c.looks : sum.looks;
		sum.ways *= c.ways;
		sum.atoms += c.atoms;
		if (sum.ways > 1e9)
			sum.ways = 1e9;
	}
	return sum;
}

void
facts_cost(const struct tree *tree, unsigned *degree, double *work)
{
	const struct follow end = {0};
	struct cost c = alternatives(tree, 0, &end);

	*degree = c.total < FACTS_RISKY ? c.total : FACTS_RISKY;
	/* Most of the many tries of a high degree end at the first item. */
	*work = c.ways * (1 + c.atoms / (c.total ? 32 : 8));
	if (*work > 1e5)
		*degree = FACTS_RISKY;
}
