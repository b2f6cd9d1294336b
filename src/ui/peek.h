/* A reference's target in a split at the bottom, without leaving the page. */
#ifndef UI_PEEK_H
#define UI_PEEK_H

#include "ui/app.h"

struct peek;

unsigned peek_open(struct app *app, size_t work, uint32_t link);
/* Peek at a place (a glossary entry). */
unsigned peek_place(struct app *app, struct place place);
void peek_close(struct app *app);
/* p again, or Enter: go there. */
unsigned peek_go(struct app *app);
unsigned peek_scroll(struct app *app, long rows);
int peek_rows(const struct app *app, int rows); /* it takes of that many */
void peek_draw(struct app *app, struct area area);

#endif
