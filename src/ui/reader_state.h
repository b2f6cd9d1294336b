/* The reader's inside, shared by reader.c and view_bookmarks.c. */
#ifndef UI_READER_STATE_H
#define UI_READER_STATE_H

#include "attache/bookmarks.h"
#include "attache/places.h"
#include "ui/reader.h"

/* A bookmark of the open work and where it is now. */
struct spot {
	size_t row; /* of the store */
	struct att_range range;
	enum att_found found;
	char letter;
	bool note;
};

struct reader {
	struct att_bookmarks *store;
	struct att_places *places;
	struct spot *spot; /* by position */
	size_t spots, spot_cap;
	bool private; /* nothing is kept */
};

void reader_resolve(struct app *app);
struct att_range reader_passage(struct app *app);
const char *reader_work_name(const struct app *app, size_t work);
unsigned reader_open_bookmark(struct app *app, size_t row);
unsigned reader_saved(struct app *app, bool ok, const struct att_error *err,
    const char *what);

#endif
