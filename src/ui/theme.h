/* Colours by role. A theme is a table of role = foreground background; the
 * attributes that views set carry all meaning without it. */
#ifndef UI_THEME_H
#define UI_THEME_H

#include "attache/error.h"
#include "ui/grid.h"

enum { COLOUR_DEFAULT = -1 };

struct colours {
	int8_t fg, bg; /* 0 to 15, COLOUR_DEFAULT */
};

struct theme {
	const char *name; /* "dark", "light", "none", or the file's */
	struct colours role[ROLE_COUNT];
};

/* Built-in themes by name; NULL when there is none. */
const struct theme *theme_find(const char *name);
/* Lines "role = fg [on bg]" (names of the 16 colours, or default), # comments.
 * A wrong line is passed over; the first is named in err and false returned.
 * Starts from the theme given. */
bool theme_load(struct theme *theme, const char *path, struct att_error *err);
/* By name: built in, else the file of that name in the themes folder of the
 * configuration. *theme is always usable afterwards: dark when there is none. */
bool theme_choose(struct theme *theme, const char *name,
    struct att_error *err);
/* Whether colours are used, by the setting "color" and NO_COLOR. */
bool theme_colours(const char *setting);

#endif
