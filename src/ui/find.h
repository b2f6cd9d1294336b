/* Searching in the program: as you type, in slices, never in the way. */
#ifndef UI_FIND_H
#define UI_FIND_H

#include "attache/search.h"
#include "ui/app.h"

struct find;

struct find *find_new(void);
void find_free(struct find *find);

/* The prompt, forwards or backwards. */
unsigned find_open(struct app *app, bool backward);
/* n and N. */
unsigned find_next(struct app *app, bool backward, long count);
/* Start (or start again) for a pattern typed elsewhere. */
bool find_start(struct app *app, const char *pattern, unsigned flags,
    struct att_error *err);
void find_clear(struct app *app);
bool find_active(const struct find *find);
const struct att_pattern *find_pattern(const struct find *find);
const struct att_scope *find_scope(const struct find *find);
/* Matches in the page's work so far, in order; partial while searching. */
const struct att_range *find_matches(const struct find *find, size_t *count);
bool find_complete(const struct find *find);
bool find_stopped(const struct find *find); /* Esc left it partial */
uint32_t find_skipped(const struct find *find);
/* The match that was moved to; empty range when none. */
struct att_range find_current(const struct find *find);
void find_set_current(struct app *app, struct att_range match);
/* Matches whose section is row (or inside it). */
size_t find_in_section(
    const struct find *find, const struct att_image *image, uint32_t section);
/* The page shows another work: the search goes on there. */
void find_work_changed(struct app *app);
bool find_slice(struct app *app);
/* Esc while it runs: keep what was found. */
void find_stop(struct find *find);
/* "/patt. 31/57" for the status line; nothing when inactive. */
void find_status(struct app *app, struct buf *out);

#endif
