/* Where the person has been: the last position in each work, the places
 * visited, the patterns looked for. Kept across runs in the person's state
 * folder; several programs may add at once.
 *
 * None of this is worth an error that stops anything: a call that could not
 * write returns false with err, and what it was told is known until the end. */
#ifndef ATTACHE_PLACES_H
#define ATTACHE_PLACES_H

#include <stdint.h>

#include "attache/where.h"

enum {
	ATT_PLACES_WORKS = 2000, /* last positions kept */
	ATT_PLACES_VISITS = 1000,
	ATT_PLACES_SEARCHES = 500
};

struct att_visit {
	const char *work; /* a work's name, or the absolute path of a file */
	const char *title; /* what the place is called, "" unknown */
	int64_t time; /* seconds since the epoch; 0 in calls: now */
	struct att_where where;
};

struct att_places;

struct att_places_opts {
	const char *folder; /* NULL: attache in the person's state folder */
	bool private; /* read, but write nothing */
};

/* Never NULL; files are read when they are first asked for. */
struct att_places *att_places_open(const struct att_places_opts *opts);
void att_places_free(struct att_places *places);

/* False when the work was never read. */
bool att_places_last(struct att_places *places, const char *work,
    struct att_visit *visit);
bool att_places_set_last(struct att_places *places,
    const struct att_visit *visit, struct att_error *err);

/* Oldest first. What a row points to holds until the next call that adds. The
 * same place twice in a row is one visit. */
size_t att_places_visits(struct att_places *places);
void att_places_visit(
    struct att_places *places, size_t row, struct att_visit *visit);
bool att_places_add_visit(struct att_places *places,
    const struct att_visit *visit, struct att_error *err);

/* Each pattern once, the last used last. */
size_t att_places_searches(struct att_places *places);
const char *att_places_search(struct att_places *places, size_t row);
bool att_places_add_search(
    struct att_places *places, const char *pattern, struct att_error *err);

#endif
