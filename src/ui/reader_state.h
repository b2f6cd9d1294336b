/* The reader's inside, shared by reader*.c and view_bookmarks.c. */
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
	char **kept; /* what works are kept under, by work; NULL: not asked */
	size_t kept_count;
	size_t earlier;  /* visits of earlier runs; SIZE_MAX: not asked */
	size_t taken;    /* the last of them that are in this run's history */
	char *editing;   /* id of the bookmark that a letter is asked for */
	char *question;  /* before quitting */
	char *said;      /* why nothing can be saved, said already */
	bool quit_asked; /* and answered */
	bool private;    /* nothing is kept */
	bool clipboard_hinted; /* said once that OSC 52 is a hope */
};

/* Where every bookmark of the open work is now. */
void reader_resolve(struct app *app);
/* Take in what other programs did to the file, if anything. */
void reader_refresh(struct app *app);
/* Say what became of a change. */
unsigned reader_saved(
    struct app *app, bool ok, const struct att_error *err, const char *what);
/* Bookmarks changed: lists of them that are open are made anew. */
void view_bookmarks_changed(struct app *app);

/* Select it in the list of bookmarks when that is open. */
void view_bookmarks_select(struct app *app, const char *id);

/* The selected passage, else the paragraph at app_here(). */
struct att_range reader_passage(struct app *app);
/* What places and bookmarks keep for a work. */
const char *reader_work_name(const struct app *app, size_t work);
/* The open work that is meant by that; SIZE_MAX: it is not open. */
size_t reader_work_open(const struct app *app, const char *kept);

unsigned reader_set_letter(struct app *app, uint32_t letter);
unsigned reader_go_letter(struct app *app, uint32_t letter);
unsigned reader_add_bookmark(struct app *app);
unsigned reader_open_bookmark(struct app *app, size_t row);
/* Ask what of a bookmark is to be changed. */
unsigned reader_edit_bookmark(struct app *app, const char *id);
/* All of a bookmark in $VISUAL: changed in *b, whose strings are then owned by
 * the form. False after saying why. */
struct form {
	char *title, *folder, *tags, *note;
};
bool reader_form_edit(
    struct app *app, struct form *form, struct att_bookmark *b);
void reader_form_done(struct form *form);
/* Folders as "A/B" and tags as "x, y", and back. Caller frees. */
char *reader_list_shown(const char *list, const char *between);
char *reader_list_read(const char *text, char between);

#endif
