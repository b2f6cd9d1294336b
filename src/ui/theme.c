/* Themes: the three that are built in, and files of the same form. */
#include "ui/theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"

enum { FILE_MAX = 1 << 16 };

/* The 16 base colours in the order of the terminals. */
enum {
	BLACK,
	RED,
	GREEN,
	YELLOW,
	BLUE,
	MAGENTA,
	CYAN,
	WHITE,
	GREY,
	BRIGHT_RED,
	BRIGHT_GREEN,
	BRIGHT_YELLOW,
	BRIGHT_BLUE,
	BRIGHT_MAGENTA,
	BRIGHT_CYAN,
	BRIGHT_WHITE,
	NONE = COLOUR_DEFAULT
};

static const char *const colour_names[] = {"black", "red", "green", "yellow",
    "blue", "magenta", "cyan", "white", "grey", "bright-red", "bright-green",
    "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan",
    "bright-white"};

/* Backgrounds are only where a view sets no reverse, since reverse would
 * swap them. References are underlined and no more: in a text full of them
 * colour distracts, and costs as many bytes again; those of the map are sent
 * anew with every line. */
/* clang-format off */
static const struct theme themes[] = {
	{ "dark", {
		[ROLE_TEXT] = { NONE, NONE },
		[ROLE_HEADING] = { BRIGHT_YELLOW, NONE },
		[ROLE_LINK] = { NONE, NONE },
		[ROLE_LINK_SELECTED] = { BRIGHT_CYAN, NONE },
		[ROLE_BROKEN] = { BRIGHT_RED, NONE },
		[ROLE_MATCH] = { BRIGHT_YELLOW, NONE },
		[ROLE_MATCH_CURRENT] = { BRIGHT_GREEN, NONE },
		[ROLE_NOTE] = { CYAN, NONE },
		[ROLE_TERM] = { BRIGHT_GREEN, NONE },
		[ROLE_NAME] = { NONE, NONE },
		[ROLE_DATE] = { NONE, NONE },
		[ROLE_CODE] = { GREEN, NONE },
		[ROLE_QUOTE] = { NONE, NONE },
		[ROLE_RULE] = { BLUE, NONE },
		[ROLE_MARKUP] = { YELLOW, NONE },
		[ROLE_HIGHLIGHT] = { BRIGHT_MAGENTA, NONE },
		[ROLE_GUTTER] = { BRIGHT_MAGENTA, NONE },
		[ROLE_MAP] = { NONE, NONE },
		[ROLE_TITLEBAR] = { NONE, NONE },
		[ROLE_STATUS] = { NONE, NONE },
		[ROLE_MESSAGE] = { NONE, NONE },
		[ROLE_HINT] = { NONE, NONE },
		[ROLE_HINT_KEY] = { BRIGHT_CYAN, NONE },
		[ROLE_PROMPT] = { NONE, NONE },
		[ROLE_ERROR] = { BRIGHT_RED, NONE },
		[ROLE_SELECTED] = { NONE, NONE },
		[ROLE_BAR] = { GREEN, NONE } } },
	{ "light", {
		[ROLE_TEXT] = { NONE, NONE },
		[ROLE_HEADING] = { BLUE, NONE },
		[ROLE_LINK] = { NONE, NONE },
		[ROLE_LINK_SELECTED] = { BLUE, NONE },
		[ROLE_BROKEN] = { RED, NONE },
		[ROLE_MATCH] = { MAGENTA, NONE },
		[ROLE_MATCH_CURRENT] = { RED, NONE },
		[ROLE_NOTE] = { BLUE, NONE },
		[ROLE_TERM] = { GREEN, NONE },
		[ROLE_NAME] = { NONE, NONE },
		[ROLE_DATE] = { NONE, NONE },
		[ROLE_CODE] = { GREEN, NONE },
		[ROLE_QUOTE] = { NONE, NONE },
		[ROLE_RULE] = { BLUE, NONE },
		[ROLE_MARKUP] = { MAGENTA, NONE },
		[ROLE_HIGHLIGHT] = { MAGENTA, NONE },
		[ROLE_GUTTER] = { MAGENTA, NONE },
		[ROLE_MAP] = { NONE, NONE },
		[ROLE_TITLEBAR] = { NONE, NONE },
		[ROLE_STATUS] = { NONE, NONE },
		[ROLE_MESSAGE] = { NONE, NONE },
		[ROLE_HINT] = { NONE, NONE },
		[ROLE_HINT_KEY] = { BLUE, NONE },
		[ROLE_PROMPT] = { NONE, NONE },
		[ROLE_ERROR] = { RED, NONE },
		[ROLE_SELECTED] = { NONE, NONE },
		[ROLE_BAR] = { GREEN, NONE } } },
	{ "none", {
#define X(id, name, what) [ROLE_##id] = { NONE, NONE },
		GRID_ROLES(X) } },
#undef X
};

static const char *const role_names[] = {
#define X(id, name, what) [ROLE_##id] = name,
	GRID_ROLES(X)
#undef X
};
/* clang-format on */
_Static_assert(COUNT(role_names) == ROLE_COUNT, "every role has a name");

const struct theme *
theme_find(const char *name)
{
	for (size_t i = 0; i < COUNT(themes); i++) {
		if (strcmp(themes[i].name, name) == 0)
			return &themes[i];
	}
	return NULL;
}

static bool
parse_colour(const char *name, int8_t *colour)
{
	if (strcasecmp(name, "default") == 0) {
		*colour = COLOUR_DEFAULT;
		return true;
	}
	for (size_t i = 0; i < COUNT(colour_names); i++) {
		if (strcasecmp(colour_names[i], name) == 0) {
			*colour = (int8_t)i;
			return true;
		}
	}
	return false;
}

/* "role = fg [on bg]" */
static bool
load_line(struct theme *theme, const char *line, struct att_error *err)
{
	char role[24] = "", fg[24] = "", bg[24] = "default", rest[2] = "";
	struct colours colours;
	int n =
	    sscanf(line, " %23[a-z-] = %23s on %23s %1s", role, fg, bg, rest);
	size_t i = 0;

	if (n < 1 && (line[strspn(line, " \t\r")] == '\0' ||
	                 line[strspn(line, " \t\r")] == '#'))
		return true;
	if ((n != 2 && n != 3) || (n == 2 && strstr(strchr(line, '='), " on")))
		return att_fail(err, ATT_EINPUT,
		    _("a line is a role, =, and a colour or two: link = cyan "
		      "on "
		      "black"));
	while (i < ROLE_COUNT && strcmp(role_names[i], role) != 0)
		i++;
	if (i == ROLE_COUNT)
		return att_fail(
		    err, ATT_EINPUT, _("there is no role \"%s\""), role);
	if (!parse_colour(fg, &colours.fg))
		return att_fail(
		    err, ATT_EINPUT, _("there is no colour \"%s\""), fg);
	if (!parse_colour(bg, &colours.bg))
		return att_fail(
		    err, ATT_EINPUT, _("there is no colour \"%s\""), bg);
	theme->role[i] = colours;
	return true;
}

bool
theme_load(struct theme *theme, const char *path, struct att_error *err)
{
	struct att_error why = {0};
	bool ok = true;
	size_t size;
	char *data, *next;
	int number = 1;

	if (!file_read(path, FILE_MAX, &data, &size, err))
		return false;
	for (char *line = data; line; line = next, number++) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (load_line(theme, line, &why) || !ok)
			continue;
		ok = att_fail(
		    err, ATT_EINPUT, "%s:%d: %s", path, number, why.text);
	}
	free(data);
	return ok;
}

bool
theme_choose(struct theme *theme, const char *name, struct att_error *err)
{
	const struct theme *built_in = theme_find(name);
	char *folder, *path;
	bool ok;

	*theme = *theme_find("dark");
	if (built_in) {
		*theme = *built_in;
		return true;
	}
	if (!name[0] || name[0] == '.' || strchr(name, '/'))
		return att_fail(err, ATT_EINPUT,
		    _("\"%s\" cannot be the name of a theme"), name);
	folder = file_place(FILE_CONFIG, false, err);
	if (!folder)
		return false;
	path = mem_format("%s/themes/%s", folder, name);
	ok = theme_load(theme, path, err);
	theme->name = "file";
	free(path);
	free(folder);
	return ok;
}

bool
theme_colours(const char *setting)
{
	const char *no_color = getenv("NO_COLOR");

	if (strcmp(setting, "auto") != 0)
		return strcmp(setting, "always") == 0;
	return !no_color || !no_color[0];
}
