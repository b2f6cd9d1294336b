/* Where you have been: back and forward return to the same line and the same
 * selected reference, across works. */
#ifndef UI_HISTORY_H
#define UI_HISTORY_H

#include "ui/app.h"
#include "ui/page_refs.h"

struct visit {
	struct place place; /* top of the page */
	struct ref ref;     /* selected reference */
	int shift;          /* page_top_shift() */
};

struct history;

struct history *history_new(void);
void history_free(struct history *h);
/* Remember a place before leaving it; what was ahead is forgotten. */
void history_push(struct history *h, struct visit visit);
/* Something older than all that is remembered. */
void history_prepend(struct history *h, struct visit visit);
/* The one pushed last was none: the page is back there. */
void history_forget(struct history *h);
/* The one before (after); *now is remembered for the way back. False at the
 * ends. */
bool history_back(struct history *h, struct visit now, struct visit *to);
bool history_forward(struct history *h, struct visit now, struct visit *to);
size_t history_count(const struct history *h); /* back part, newest last */
const struct visit *history_at(const struct history *h, size_t row);
size_t history_ahead(const struct history *h);

#endif
