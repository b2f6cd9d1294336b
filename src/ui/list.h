/* One list for everything that is a list: contents, results, index, glossary,
 * links, referrers, history, works, bookmarks, help, options, messages. The
 * same keys everywhere: type / to filter, Enter goes, Space previews, J and K
 * by group, + and - or Enter fold.
 *
 * A list asks its source for rows by number; only those on the screen are
 * made. Filtering keeps an array of row numbers. */
#ifndef UI_LIST_H
#define UI_LIST_H

#include "ui/app.h"

/* One row, filled by the source; strings are borrowed until the next call. */
struct list_row {
	int indent;  /* levels */
	bool group;  /* a heading that J and K stop at, that may be folded */
	bool folded; /* a group whose rows are hidden (by the list) */
	const char *left; /* a short column: number, count; may be NULL */
	const char *text; /* what the row says */
	struct att_range
	    marked;        /* bytes of text to show as found, empty: none */
	const char *right; /* at the right edge; may be NULL */
	long
	    bar; /* length of a bar in proportion to list_ops.bar_max; 0 none */
	bool dim;           /* cannot be chosen */
	enum role role;     /* of the text */
	struct place place; /* where it leads; work SIZE_MAX: nowhere */
	att_pos place_end;  /* of what was found there; 0: nothing */
};

struct list_ops {
	const char *title; /* "Contents" */
	const char *empty; /* what to do when there is nothing: one sentence */
	const struct hint *hints;
	size_t (*count)(struct app *app, void *source);
	void (*row)(
	    struct app *app, void *source, size_t row, struct list_row *out);
	long (*bar_max)(struct app *app, void *source); /* NULL: no bars */
	/* What stands over the preview of a row, lines of text; NULL: nothing. */
	void (*note)(
	    struct app *app, void *source, size_t row, struct buf *out);
	/* Enter. NULL: go to the row's place. */
	unsigned (*enter)(struct app *app, void *source, size_t row);
	/* Any other action, before the list's own; FX_PASS when not taken. */
	unsigned (*act)(struct app *app, void *source, size_t row,
	    enum action action, long count);
	/* Parent row (smaller) of a row, SIZE_MAX for none: makes a tree that
	 * folds. NULL: flat. */
	size_t (*parent)(struct app *app, void *source, size_t row);
	/* The row to select when the list opens or the page moves; NULL: first.
	 */
	size_t (*here)(struct app *app, void *source);
	/* A line at the top: scope, numbers. NULL: none. */
	void (*summary)(struct app *app, void *source, struct buf *out);
	bool (*slice)(struct app *app, void *source); /* as in view_ops */
	/* What was typed as filter is found by the source itself (a search);
	 * NULL: rows whose text, left or right hold the words, folded. */
	void (*refilter)(struct app *app, void *source, const char *text);
	void (*free)(void *source);
	bool preview;    /* show the selected place below the list */
	bool fold_first; /* groups start folded but the one with here */
};

/* A view of a source, which it then owns. */
struct view list_view(const struct list_ops *ops, void *source);
/* Rows were added or changed. */
void list_changed(void *list);
void list_select(struct app *app, void *list, size_t row);
size_t list_selected(const void *list); /* SIZE_MAX: none */
void *list_source(void *list);          /* of the view's data */
const struct list_ops *list_ops_of(const struct view *view); /* NULL: no list */

/* The views there are (views.c and its neighbours). */
struct view view_contents(struct app *app);
struct view view_here(struct app *app); /* links out, referrers, notes, marks */
struct view view_results(struct app *app, bool all_works);
struct view view_topics(struct app *app, const char *words);
unsigned topics_ask(struct app *app); /* for the words, then show it */
/* Words that an empty answer to that stands for. */
void topics_remember(struct app *app, const char *words);
struct view view_index(struct app *app);
struct view view_glossary(struct app *app);
struct view view_links(struct app *app);
struct view view_referrers(struct app *app);
struct view view_history(struct app *app);
struct view view_shelf(struct app *app);
struct view view_bookmarks(struct app *app);
struct view view_help(struct app *app, const struct view *of);
struct view view_options(struct app *app);
struct view view_messages(struct app *app);

#endif
