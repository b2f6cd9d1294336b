/* Other programs: the desktop's viewer, a clipboard command. */
#ifndef DESKTOP_H
#define DESKTOP_H

#include "ui/app.h"

/* Open a file in what the desktop names for it (xdg-open, open), in the
 * background. Says what was done. */
unsigned desktop_open(struct app *app, const char *path);
/* Give text to the standard input of a shell command that the person chose. */
unsigned desktop_pipe(struct app *app, const char *command, const char *text);

/* Have *text changed in $VISUAL, else $EDITOR, else vi, on the terminal. False
 * after saying why it is as it was. */
bool desktop_edit(struct app *app, char **text);

#endif
