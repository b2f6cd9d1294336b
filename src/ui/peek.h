/* A reference's target in a split at the bottom, without leaving the page. */
#ifndef UI_PEEK_H
#define UI_PEEK_H

#include "ui/app.h"
#include "ui/page_refs.h"

struct peek;

unsigned peek_open(struct app *app, size_t work, uint32_t link);
unsigned peek_ref(struct app *app, size_t work, const struct ref *ref);
void peek_close(struct app *app);
/* Keys while it is open: go there, scroll, from reference to reference and on
 * to what that leads to, back to the one before. FX_PASS for others. */
unsigned peek_act(struct app *app, enum action action, long count);
int peek_rows(const struct app *app, int rows); /* it takes of that many */
void peek_draw(struct app *app, struct area area);

#endif
