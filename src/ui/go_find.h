/* What a name that was typed could mean. */
#ifndef UI_GO_FIND_H
#define UI_GO_FIND_H

#include "ui/app.h"

/* A target that a name could mean. */
struct target {
	struct place place;
	enum action action; /* ACT_COUNT: it is a place */
	int score;          /* lower is better */
};

enum { TARGETS = 8 };
struct targets {
	struct target target[TARGETS];
	char *text[TARGETS];
	size_t count;
};

/* Find what the text could mean, the best first, instead of what t holds. */
void go_find(struct app *app, const char *text, struct targets *t);
void go_targets_done(struct targets *t);
bool go_same_term(const struct att_term *a, const struct att_term *b);

#endif
