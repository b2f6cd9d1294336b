/* The page: a work's text as one scroll of units, the place in it, the
 * selected reference. Positions are the work's; lines exist only while drawn. */
#ifndef UI_PAGE_H
#define UI_PAGE_H

#include "attache/layout.h"
#include "ui/app.h"
#include "ui/page_refs.h"

struct page;

struct page *page_new(void);
void page_free(struct page *page);
struct view page_view(struct page *page); /* the page is not owned by it */

/* Show a work at pos, as the top line. */
void page_open(struct app *app, struct page *page, size_t work,
    const struct att_image *image, att_pos pos);
bool page_is_open(const struct page *page);
size_t page_work(const struct page *page);
const struct att_image *page_image(const struct page *page);
/* What stands before the top comes into view, up to the heading: a match may be
 * in the middle of a sentence. */
void page_lead_in(struct page *page);
/* Bring pos onto the screen: nothing moves when it is there already, else it
 * comes to a third from the top. */
void page_reveal(struct app *app, struct page *page, att_pos pos);
att_pos page_top(struct page *page); /* of the first line with text */
/* Lines from the one that page_top() leads back to, to the first: blank lines
 * and rules have no place of their own. page_shift() goes so many. */
int page_top_shift(struct page *page);
void page_shift(struct page *page, int lines);
att_pos page_end(struct page *page); /* after the last line shown */
/* The selected passage, else the selected reference when it is shown; ATT_NONE:
 * neither. See app_here(). */
att_pos page_selected(struct page *page);
uint32_t page_section(const struct page *page); /* row, at the top */
/* Selected reference. */
struct ref page_ref(const struct page *page);
bool page_ref_shown(struct page *page); /* on the screen */
void page_select_ref(struct page *page, struct ref ref);
/* Its row of the link table; ATT_NONE for one that the layout made. */
uint32_t page_link(const struct page *page);
/* Selected passage; empty when nothing is selected. */
struct att_range page_selection(const struct page *page);
void page_select(struct page *page, struct att_range range);
/* Letters over the visible references; typed letters choose. */
unsigned page_labels(struct app *app, struct page *page);
/* Letters are shown: the next key belongs to them. */
bool page_wants_letters(const struct page *page);
/* Lay out anew at the next draw (settings, marks). */
void page_relayout(struct page *page);

/* Draw part of a work for a preview: the lines around pos, no cursor. */
void page_preview(struct app *app, const struct att_image *image, att_pos pos,
    struct att_range found, struct area area);

#endif
