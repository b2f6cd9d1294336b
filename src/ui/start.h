/* Starting the screen program on a library and a terminal. */
#ifndef UI_START_H
#define UI_START_H

#include "attache/library.h"
#include "ui/app.h"

struct start {
	struct att_library *library; /* not owned */
	const char *address; /* where to begin: "WORK#ID"; NULL: the shelf, or the one work */
	const char *const *setting; /* "name=value" of the command line, NULL-terminated; or NULL */
	bool ascii; /* the terminal is not UTF-8 */
	bool private; /* keep nothing */
	bool restricted;
	int idle_ms; /* 0: never */
	/* What must be said now, or NULL; asked again after *wait_ms when that
	 * is not negative, and after every key. NULL: nothing ever. */
	const char *(*warning)(void *ctx, int64_t *wait_ms);
	void *warning_ctx;
	unsigned (*open_file)(struct app *app, const char *path);
	int (*pipe_to)(const char *const argv[], const char *text);
	bool (*edit_text)(struct app *app, char **text);
	char **said; /* set by start_app: what to say once the terminal is as it
	              * was; NULL, or for the caller to free */
};

/* The program from start to end; the exit status, or APP_IDLE. */
int start_app(struct term *term, const struct start *start);
/* In two parts, for tests that type the keys themselves. */
struct app *start_new(struct term *term, const struct start *start);
void start_free(struct app *app);

#endif
