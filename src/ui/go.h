/* Going to things by name: the ":" prompt, terms, pictures, the tutorial. */
#ifndef UI_GO_H
#define UI_GO_H

#include "ui/app.h"

/* A number, title, id, term, address or work, with completion as you type. */
unsigned go_open(struct app *app);
/* An address "WORK#ID+OFFSET", "#ID", "attache://WORK#ID"; false when it leads
 * nowhere. */
bool go_address(struct app *app, const char *address, struct place *place);
/* The entry of the selected or nearest term. */
unsigned go_define(struct app *app);
/* Remember an index entry; "," goes to its next place. */
void go_index_chosen(struct app *app, uint32_t term);
unsigned go_index_say(struct app *app);
unsigned go_index_next(struct app *app);
/* The picture that is selected, in the desktop's viewer. */
unsigned go_image(struct app *app);
bool go_image_shown(struct app *app); /* one is on the screen */
unsigned go_tutorial(struct app *app);
/* Completion of the last word from the words of the work. */
size_t go_complete_words(
    struct app *app, void *ctx, const char *text, char **items, size_t max);

#endif
