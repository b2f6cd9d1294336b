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
	unsigned (*open_file)(struct app *app, const char *path);
	unsigned (*pipe_to)(struct app *app, const char *command,
	    const char *text);
	bool (*edit_text)(struct app *app, char **text);
};

/* The program from start to end; the exit status, or APP_IDLE. */
int start_app(struct term *term, const struct start *start);
/* In two parts, for tests that type the keys themselves. */
struct app *start_new(struct term *term, const struct start *start);
void start_free(struct app *app);

#endif
