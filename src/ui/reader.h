/* What belongs to the person: marks, notes, positions, copying. The page and
 * the lists ask here; the store and cite do the work. */
#ifndef UI_READER_H
#define UI_READER_H

#include "ui/app.h"

struct reader;

struct reader *reader_new(struct app *app, bool private);
void reader_free(struct app *app, struct reader *reader);
/* The page shows another work: its marks are resolved. */
void reader_work_changed(struct app *app);
/* Remember where the page is, for the next time. */
void reader_leave(struct app *app);
/* Keep the place that is being left in the history of all runs. */
void reader_visited(struct app *app);
/* The place read last in any work that is open; false when none is known. */
bool reader_last(struct app *app, struct place *place);

/* A place of an earlier run. */
struct visited {
	struct place place; /* work SIZE_MAX: that work is not open */
	const char *title;  /* borrowed until the next call */
	const char *work;
};

/* Newest first; false after the last. */
bool reader_earlier(struct app *app, size_t back, struct visited *visited);
/* Patterns searched for, newest first; NULL after the last. */
void reader_searched(struct app *app, const char *pattern);
const char *reader_search(struct app *app, size_t back);
/* The place of an earlier run before those that were asked for already; false
 * when there is none in what is open. */
bool reader_before(struct app *app, struct place *place);
/* The position kept for a work; false when there is none. */
bool reader_position(struct app *app, size_t work, att_pos *pos);

/* At the end, however it came: what cannot be saved goes into a file for the
 * next start. What is to be said about it, or NULL; caller frees. */
char *reader_keep(struct app *app);
/* Before ending: false when something cannot be saved and the person has not
 * been asked yet; then they are. */
bool reader_may_quit(struct app *app);

bool reader_highlights(const struct app *app, att_pos pos);
/* What stands beside a line: a letter mark, "n" for a note, "*"; or NULL. */
const char *reader_gutter(const struct app *app, struct att_range line);

/* The actions of ACT_MARK and so on. FX_PASS for others. */
unsigned reader_act(struct app *app, enum action action, long count);

#endif
