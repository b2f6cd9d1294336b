/* Where everything stands on the screen. */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include "ui/app.h"

/* The narrowest screen that is drawn; a smaller one says so and waits. */
enum { SCREEN_ROWS_MIN = 3, SCREEN_COLS_MIN = 20 };

/* A click: on a reference, a row of a list, the map. */
unsigned screen_click(struct app *app, int row, int col);
/* Say how many panes there are, and what keeps more from being shown. */
unsigned screen_say_panes(struct app *app);
/* Settings were changed: theme, keys, characters, panes. */
void screen_settings_changed(struct app *app);
/* Stop this process until the shell continues it. */
void screen_stop_process(void);

#endif
