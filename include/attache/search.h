/* Searching works for a pattern, in slices that can be stopped. */
#ifndef ATTACHE_SEARCH_H
#define ATTACHE_SEARCH_H

#include "attache/image.h"
#include "attache/pattern.h"

/* Where matches count. Zero: everywhere. A match counts when its start lies in
 * the subtree and in a node of one of the kinds. */
struct att_scope {
	uint32_t subtree; /* a node's row; 0 is the whole work */
	uint64_t kinds[2]; /* bit of enum att_kind; all zero: any */
};

/* Add the kinds of a scope's name: every att_kind name, and the common ones
 * title note table term quote code person place org date figure list gloss
 * biblio verse caption. False when there is no such scope. */
bool att_scope_add(struct att_scope *scope, const char *name);
/* Names of the common scopes, NULL-terminated, for help and completion. */
const char *const *att_scope_names(void);

struct att_search;

/* Image and pattern must outlive the search. */
struct att_search *att_search_new(const struct att_pattern *pattern,
    const struct att_image *image, const struct att_scope *scope);
void att_search_free(struct att_search *search);

/* Go on for about budget microseconds (never more than 20,000 over it, however
 * bad the pattern). True while there is more to do. */
bool att_search_step(struct att_search *search, unsigned budget);
/* Matches so far, in text order; borrowed until the next step. */
const struct att_range *att_search_matches(const struct att_search *search,
    size_t *count);
/* How far it has come: everything before is searched. */
att_pos att_search_reached(const struct att_search *search);
/* Blocks given up because the pattern took too long on them. */
uint32_t att_search_skipped(const struct att_search *search);

/* First match at or after pos (the last one before pos, when backward),
 * without looking at the rest; false when there is none. May take long only
 * where there is none; poll (may be NULL) is asked every 10 ms and stops it
 * by returning true. */
bool att_search_near(const struct att_pattern *pattern,
    const struct att_image *image, const struct att_scope *scope, att_pos pos,
    bool backward, bool (*poll)(void *ctx), void *ctx,
    struct att_range *match);

struct att_search_job {
	const struct att_image *image;
	struct att_scope scope;
	struct att_search *search; /* out: finished; caller frees */
};

/* Search many works with up to threads threads (0: one a core), cutting large
 * works. done (may be NULL) is called in order of the jobs, in the calling
 * thread, as soon as a job and all before it are finished; returning false
 * stops the rest. poll (may be NULL) is asked about every 50 ms; when it
 * returns true the search stops, and done is told what was found so far of the
 * jobs that had been begun. True when all were searched. */
bool att_search_run(const struct att_pattern *pattern,
    struct att_search_job *jobs, size_t count, unsigned threads,
    bool (*done)(void *ctx, size_t job), bool (*poll)(void *ctx), void *ctx);

#endif
