/* A list's inside, shared by list.c (rows and keys) and list_draw.c. */
#ifndef UI_LIST_STATE_H
#define UI_LIST_STATE_H

#include "ui/list.h"

enum { GROUPS_MAX = 32 /* one in the other */ };

struct list {
	const struct list_ops *ops;
	void *source;
	size_t *shown; /* rows of the source that are shown, in order */
	size_t count, cap;
	size_t held;     /* of shown: not only to say where the others are */
	size_t selected; /* of shown */
	size_t top;      /* of shown */
	/* The top when that row was selected: other sizes come and go. */
	size_t kept_top, kept_for;
	size_t known;    /* rows of the source when shown was made */
	bool *folded;    /* by row of the source; NULL: nothing is folded */
	size_t folded_count;
	size_t opened_for[GROUPS_MAX]; /* groups unfolded to show a row */
	size_t opened_for_count;
	char *filter; /* "" none */
	bool stale;   /* shown is to be made anew */
	bool opened;  /* drawn once */
	bool preview;
	bool working; /* more rows may come */
	bool chosen;  /* a row, while the filter is typed */
	int head;     /* rows over the list, drawn last */
	int rows;     /* of the list, likewise */
};

struct list_row list_row_of(struct app *app, struct list *list, size_t row);
bool list_is_folded(const struct list *list, size_t row);
/* Make the array of rows shown; the selected row stays selected. */
void list_rebuild(struct app *app, struct list *list);
void list_draw(struct app *app, void *view, struct area area, bool focused);

#endif
