/* The program's whole state, and what views may do with it.
 *
 * Actions change state and return effects; only the loop draws, runs slices of
 * long work, suspends and quits. Views are a stack: the page (or the shelf) at
 * the bottom, lists over it; panes beside the page are views too. */
#ifndef UI_APP_H
#define UI_APP_H

#include "attache/library.h"
#include "base/buf.h"
#include "ui/action.h"
#include "ui/settings.h"
#include "ui/terminal.h"
#include "ui/theme.h"

struct app;
struct find;
struct history;
struct page;
struct peek;
struct prompt;
struct reader;

/* A place in the library. */
struct place {
	size_t work; /* SIZE_MAX: nowhere */
	att_pos pos;
};

/* What an action asks of the loop. */
enum {
	FX_NONE = 0,
	FX_DRAW = 1,
	FX_QUIT = 2,
	FX_PASS = 4, /* not mine: let the app handle it */
	FX_SUSPEND = 8,
	FX_REPAINT = 16 /* the terminal may have been scribbled on */
};

struct view_ops {
	const char *name;     /* shown in help: "Contents" */
	enum context context; /* where its keys are looked up */
	void (*draw)(
	    struct app *app, void *view, struct area area, bool focused);
	unsigned (*act)(struct app *app, void *view, enum action action,
	    long count); /* count 0: none was typed */
	/* A key that no binding takes; NULL: ignored. */
	unsigned (*key)(struct app *app, void *view, const struct key *key);
	/* One line about the place in this view, for the status line. */
	void (*status)(struct app *app, void *view, struct buf *out);
	/* The hints line: pairs of action and word, ended by ACT_NONE. */
	const struct hint *hints;
	/* A slice of at most 10 ms of work; true while there is more. NULL:
	 * never any. */
	bool (*slice)(struct app *app, void *view);
	/* The work or the marks changed under it; NULL: does not matter. */
	void (*refresh)(struct app *app, void *view);
	void (*free)(void *view);
};

struct hint {
	enum action action;
	const char *word;
};

struct view {
	const struct view_ops *ops;
	void *data;
};

enum { APP_VIEWS = 16, APP_LOG = 200, APP_TOPICS = 50 };
enum pane { PANE_MAIN, PANE_CONTENTS, PANE_HERE };

/* What became of text that a program was to read. Above: it failed with that
 * exit status. */
enum {
	PIPE_TAKEN = 0,
	PIPE_NOT_STARTED = -1, /* errno says why */
	PIPE_UNREAD = -2       /* it did not read all of it */
};

struct message {
	char *text;
	bool error;
};

struct app {
	struct term term;
	struct grid grid;
	struct settings settings;
	struct theme theme;
	char *settings_path; /* NULL: nothing is saved */
	struct keymap *keymap;

	struct att_library *library;
	struct view view[APP_VIEWS]; /* the last one is on top */
	size_t views;
	struct view contents, here; /* panes; ops NULL while not shown */
	struct pane_of {
		size_t work;
		uint32_t section;
		size_t marks; /* of the work */
	} pane_of;            /* what the panes show */
	enum pane focus;
	enum pane
	    split; /* widest pane wanted: MAIN one, CONTENTS two, HERE three */
	bool split_auto;

	struct page
	    *page; /* the one page; its view is view[0] once a work is open */
	struct find *find;
	struct history *history;
	struct peek *peek;     /* NULL while closed */
	struct prompt *prompt; /* NULL while closed */
	struct reader
	    *reader; /* marks, positions, citing: what belongs to the person */

	struct key ahead; /* read while something else was going on */
	bool has_ahead;
	uint32_t index_term; /* chosen last in the index; ATT_NONE */
	char *topic[APP_TOPICS]; /* asked for, newest first */
	/* Open a file in the desktop's viewer; NULL where that is not done. */
	unsigned (*open_file)(struct app *app, const char *path);
	/* Have a program read text, for the clipboard: one of PIPE_ or its exit
	 * status; NULL likewise. */
	int (*pipe_to)(const char *const argv[], const char *text);
	/* Have *text (of malloc) changed in the person's editor. False after
	 * saying why it is not; NULL likewise. */
	bool (*edit_text)(struct app *app, char **text);
	long count;                /* digits typed so far, 0 none */
	uint32_t stroke;           /* first of two strokes, 0 none */
	struct place stroke_place; /* where the page was before it */
	size_t stroke_behind;      /* and how much history */
	char *message; /* in the status line until the next key; may be NULL */
	bool message_error;
	struct message log[APP_LOG];
	size_t logged; /* ever; the last APP_LOG are kept */

	struct area main; /* where the main view was drawn last */
	struct area contents_area, here_area;
	bool restricted;
	int idle_ms; /* end after so long without a key; 0 never */
	/* As in struct start. */
	const char *(*warning)(void *ctx, int64_t *wait_ms);
	void *warning_ctx;
	bool linear;
	bool learning; /* the tutorial was asked for: closing it leads back */
	bool ascii; /* the terminal is not UTF-8 */
};

/* Say something in the status line and keep it in the log. */
unsigned app_say(struct app *app, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same for what went wrong. Both return FX_DRAW. */
unsigned app_fail(struct app *app, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Open a view on top; it is freed when closed. */
unsigned app_push(struct app *app, struct view view);
/* Close the view on top, the peek or the prompt first; the last view: quit. */
unsigned app_close(struct app *app);
struct view *app_top(struct app *app);
/* The view that keys go to: the one on top, or a pane. */
struct view *app_focused(struct app *app);
/* The panes follow the page into another section, and show what is marked. */
void app_panes_follow(struct app *app);
/* Close lists until the page (or shelf) is on top. */
void app_show_page(struct app *app);

/* Go to a place: the page is shown there, the place left is remembered for
 * back. highlight (may be empty) is shown as selected. */
unsigned app_go(struct app *app, struct place place);
/* The same without remembering; for previews and restoring. */
bool app_show(struct app *app, struct place place);
/* Follow a row of a work's link table. */
unsigned app_follow(struct app *app, size_t work, uint32_t link);
/* Remember a place that is being left, for back. */
void app_remember(struct app *app, struct place place);
/* Whether a key waits to be read: long work stops for it. */
bool app_typed_ahead(struct app *app);
/* Where the reader stands, which is where the cursor is: the selected passage;
 * while they are on the screen the selected reference, then the match that is
 * looked at; else the top. Title, status, marks, addresses and moves by
 * sections go by it. */
att_pos app_here(const struct app *app);
uint32_t app_section(const struct app *app); /* row, of that place */
/* The image of a work; NULL after saying why. */
const struct att_image *app_image(struct app *app, size_t work);

/* What the keys of an action are called, for hints and messages. */
const char *app_keys(struct app *app, enum context context, enum action action,
    char *buffer, size_t size);
/* Run an action as if its key had been typed. */
unsigned app_act(struct app *app, enum action action, long count);

enum { APP_IDLE = 3 }; /* it ended since nothing was typed */

/* Everything: keys until the end. Returns the exit status, or APP_IDLE. */
int app_loop(struct app *app);
/* One step, for tests: handle a key, then draw. False at the end. */
bool app_key(struct app *app, const struct key *key);
/* One slice of whatever long work is going on; true while there is more. */
bool app_slice(struct app *app);
void app_draw(struct app *app);

#endif
