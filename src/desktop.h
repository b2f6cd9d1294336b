/* Other programs: the desktop's viewer, a clipboard command. */
#ifndef DESKTOP_H
#define DESKTOP_H

#include "ui/app.h"

/* Open a file in what the desktop names for it (xdg-open, open), in the
 * background. Says what was done. */
unsigned desktop_open(struct app *app, const char *path);
/* Give text to the standard input of a program and wait for what becomes of it:
 * its exit status, or two seconds. One that has read all of it by then and runs
 * on has taken it (it owns a clipboard); one that has not is ended. Returns what
 * app.h says. */
int desktop_pipe(const char *const argv[], const char *text);

/* Have *text changed in $VISUAL, else $EDITOR, else vi, on the terminal. False
 * after saying why it is as it was. */
bool desktop_edit(struct app *app, char **text);

#endif
