/* The page's inside, shared by page.c (state and actions), page_draw.c,
 * page_move.c, page_links.c and page_select.c. */
#ifndef UI_PAGE_STATE_H
#define UI_PAGE_STATE_H

#include "ui/page.h"
#include "ui/page_lines.h"

enum { LABELS_MAX = 26 * 26 };

struct page {
	struct lines lines;
	size_t work;
	struct cursor top;
	/* The place that the last change of width kept, and the top it led to. */
	bool kept;
	att_pos kept_pos;
	int kept_shift;
	struct cursor kept_top;
	struct ref ref; /* selected */
	struct att_range selection;
	unsigned select_step; /* how often v was pressed */
	int pan;  /* columns that wide lines are moved to the left */
	int rows; /* drawn last */
	struct area text, map; /* where they were drawn; map.rows 0: not */
	bool labels;           /* letters are shown over the references */
	char typed[3];
	struct {
		struct ref ref;
		char label[3];
	} label[LABELS_MAX];
	size_t label_count;
};

/* Rows from the top to the line that shows pos; -1 when it is off the screen.
 */
int page_row_of(struct page *page, att_pos pos);
void page_move_top(struct page *page, long count); /* lines */
att_pos page_ref_pos(const struct page *page, const struct ref *ref);
/* Do not stay past the last screenful. */
void page_settle(struct page *page);
/* Bring a line onto the screen, as page_reveal() does. */
void page_reveal_line(struct page *page, struct cursor line);
/* Follow, or look at, a reference of a work. */
unsigned ref_follow(struct app *app, size_t work, const struct ref *ref);

/* Tables and verbatim text are not broken but moved sideways. */
bool page_is_wide(const struct att_line *line);
void page_draw(struct app *app, void *view, struct area area, bool focused);

unsigned page_scroll(struct page *page, long rows);
unsigned page_go_edge(
    struct app *app, struct page *page, bool bottom, long count);
unsigned page_go_end(struct app *app, struct page *page, bool last);
unsigned page_go_percent(struct app *app, struct page *page, long count);
unsigned page_go_order(
    struct app *app, struct page *page, bool next, long count);
unsigned page_go_sibling(
    struct app *app, struct page *page, bool next, long count);
unsigned page_go_up(struct app *app, struct page *page, long count);

unsigned page_peek(struct app *app, struct page *page);
unsigned page_next_link(struct app *app, struct page *page, long count);
unsigned page_prev_link(struct app *app, struct page *page, long count);
unsigned page_follow(struct app *app, struct page *page);
unsigned page_label_key(struct app *app, struct page *page, uint32_t code);
unsigned page_click(struct app *app, struct page *page, int row, int col);

unsigned page_select_step(struct app *app, struct page *page);
unsigned page_move_selection(
    struct app *app, struct page *page, bool down, long count);
unsigned page_grow_selection(struct app *app, struct page *page, bool by_word,
    bool grow, long count);

#endif
