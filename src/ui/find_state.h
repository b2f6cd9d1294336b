/* The search's inside, shared by find.c (the search), find_prompt.c (typing
 * one) and find_words.c (what else to try). */
#ifndef UI_FIND_STATE_H
#define UI_FIND_STATE_H

#include "ui/find.h"
#include "ui/page_refs.h"

enum {
	SLICE = 8000 /* microseconds */,
	NEAR_MAX = 60 /* milliseconds that a key may wait for a match */,
	EARLIER = 100
};

/* Where matches count: each wider than a section is one press of a key away. */
enum reach { REACH_WORK, REACH_SECTION, REACH_ABOVE, REACH_LIBRARY, REACHES };

struct find {
	char *text; /* of the pattern that compiled last, "" none */
	unsigned flags;
	bool backward;
	enum reach reach;
	unsigned kind_choice; /* row of att_scope_names, 0 any */
	att_pos scope_pos;    /* the place whose section REACH_SECTION means */
	struct att_scope scope;
	struct att_pattern *pattern; /* NULL: inactive */
	struct att_search *search;   /* of the page's work */
	bool running;
	bool stopped;
	struct att_range current;

	/* The nearest match was not found at once: it is taken when the search
	 * of all matches comes to it. */
	bool seeking, seek_backward;
	bool seek_leaves; /* the place left is to be remembered */
	att_pos seek_from;

	char *offer; /* what to search for instead, NULL none */
	unsigned offer_flags;

	char error[256]; /* of what is being typed */
	int caret;       /* byte of the error in the prompt's text; -1 none */
	struct place origin; /* where the prompt was opened */
	struct ref origin_ref;
	unsigned origin_flags;
	struct att_range origin_current;
	char *earlier[EARLIER]; /* newest first */
};

/* Take over a pattern and search for it. */
void find_take(struct app *app, struct att_pattern *pattern, const char *text);
/* The section that REACH_SECTION or REACH_ABOVE means. */
uint32_t find_scope_section(struct app *app);
/* Move to the nearest match from pos on, or from the other end of the work;
 * when it is not found within NEAR_MAX, in slices. False: there is none. */
bool find_seek(struct app *app, att_pos pos, bool backward, bool *wrapped);
/* A match was moved to by leaving the place where the prompt was opened. */
void find_remember_origin(struct app *app);

#endif
