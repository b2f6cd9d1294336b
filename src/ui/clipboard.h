/* Giving text to the clipboard that the settings name. */
#ifndef UI_CLIPBOARD_H
#define UI_CLIPBOARD_H

#include "ui/app.h"

/* what says what it is, for the message about it. */
unsigned clipboard_copy(struct app *app, const char *what, const char *text);

#endif
