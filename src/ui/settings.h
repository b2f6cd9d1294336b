/* Settings: a table of names, types, defaults and help; the file
 * $XDG_CONFIG_HOME/attache/config of "name = value" lines, comments and
 * unknown lines kept when it is saved. */
#ifndef UI_SETTINGS_H
#define UI_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "attache/error.h"
#include "base/message.h"

/* X(field, type, name, default, choices or NULL, help) */
#define SETTINGS(X) \
	X(keys, CHOICE, "keys", "attache", "attache less info", \
	    N_("key preset")) \
	X(theme, TEXT, "theme", "dark", NULL, \
	    N_("colours: dark, light, none or the name of a theme file")) \
	X(color, CHOICE, "color", "auto", "auto always never", \
	    N_("whether colours are used")) \
	X(measure, NUMBER, "measure", "74", NULL, \
	    N_("columns of running text at most")) \
	X(layout, CHOICE, "layout", "auto", "auto one two three", \
	    N_("panes: by width, or as many as told")) \
	X(hints, BOOL, "hints", "yes", NULL, N_("the line of keys")) \
	X(map, BOOL, "map", "yes", NULL, \
	    N_("the column of matches and place, while a search is on")) \
	X(mouse, BOOL, "mouse", "no", NULL, N_("wheel and clicks")) \
	X(lines, CHOICE, "lines", "auto", "auto utf8 ascii", \
	    N_("characters for borders and bullets")) \
	X(linear, BOOL, "linear", "no", NULL, \
	    N_("for speech and braille: one line an event, no columns")) \
	X(joined, BOOL, "joined", "no", NULL, \
	    N_("tables as records, long lines of code broken")) \
	X(clipboard, TEXT, "clipboard", "osc52", NULL, \
	    N_("osc52, none, file:PATH, or a command to read the copy")) \
	X(cite, CHOICE, "cite", "chicago", \
	    "chicago apa bibtex biblatex ris csl-json", \
	    N_("form of a citation"))

enum setting_type { SETTING_BOOL, SETTING_NUMBER, SETTING_CHOICE, SETTING_TEXT };

struct settings {
#define X(field, type, name, value, choices, help) char field[64];
	SETTINGS(X)
#undef X
};

struct setting_info {
	const char *name;
	enum setting_type type;
	const char *value; /* the default */
	const char *choices; /* parted by spaces; NULL: any */
	const char *help;
	size_t offset; /* of the field in struct settings */
};

const struct setting_info *settings_info(size_t *count);
void settings_default(struct settings *s);
/* True with *s filled; a line that is wrong is reported as FILE:LINE in err
 * (the first one) and passed over, false then. A missing file is fine. */
bool settings_load(struct settings *s, const char *path, struct att_error *err);
/* Only the named setting is changed in the file; everything else stays. */
bool settings_save(const struct settings *s, const char *name,
    const char *path, struct att_error *err);
bool settings_set(struct settings *s, const char *name, const char *value,
    struct att_error *err);
const char *settings_get(const struct settings *s, const char *name);
bool settings_on(const char *value); /* of a BOOL */

#endif
