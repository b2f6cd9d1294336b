/* Copying passages, citations and addresses out of the program. */
#ifndef UI_COPY_H
#define UI_COPY_H

#include "ui/app.h"

/* Ask what to copy, then do it. */
unsigned copy_ask(struct app *app);
/* The address of the place, for anyone. Caller frees. */
char *copy_place(struct app *app);

#endif
