/* What the terminal's entry says, before curses is started. */
#include "term/dumb.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

enum { NAME_MAX_SIZE = 64 };

/* A name that can be no path and drives no terminal when it is shown. */
static bool
is_name(const char *name)
{
	return name && name[0] && name[0] != '.' &&
	       strlen(name) <= NAME_MAX_SIZE &&
	       !name[strspn(name,
	           "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	           "0123456789+._-")];
}

static bool
has(const char *name)
{
	char copy[16] = "";
	const char *value;

	memccpy(copy, name, '\0', sizeof(copy) - 1);
	value = tigetstr(copy);
	return value && value != (const char *)-1;
}

bool
term_is_dumb(void)
{
	char hardcopy[] = "hc";
	bool dumb;
	int error;

	if (!is_name(getenv("TERM")) ||
	    setupterm(NULL, STDOUT_FILENO, &error) != OK)
		return true;
	dumb = !has("cup") || !has("clear") || tigetflag(hardcopy) > 0;
	del_curterm(cur_term);
	return dumb;
}
