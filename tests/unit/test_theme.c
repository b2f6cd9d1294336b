/* Files of colours: what is taken from them, what is said of a wrong one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "folder.h"
#include "ui/theme.h"

enum {
	BLUE = 4,
	CYAN = 6,
	BRIGHT_CYAN = 14
};

struct file {
	const char *text;
	const char *error; /* part of it; NULL: none */
	enum role role;    /* and what it is then */
	int fg, bg;
};

static const struct file table[] = {
    {"", NULL, ROLE_HINT_KEY, BRIGHT_CYAN, COLOUR_DEFAULT},
    {"link = cyan\n", NULL, ROLE_LINK, CYAN, COLOUR_DEFAULT},
    {"link = cyan", NULL, ROLE_LINK, CYAN, COLOUR_DEFAULT},
    {"# all of it\n\n  link = Blue on cyan\n", NULL, ROLE_LINK, BLUE, CYAN},
    {"link = cyan\r\nnote = blue\r\n", NULL, ROLE_LINK, CYAN,
        COLOUR_DEFAULT},
    {"hint-key = default", NULL, ROLE_HINT_KEY, COLOUR_DEFAULT,
        COLOUR_DEFAULT},
    {"link = cyan\nlink = blue\n", NULL, ROLE_LINK, BLUE, COLOUR_DEFAULT},
    {"links = cyan\n", ":1: there is no role \"links\"", ROLE_LINK,
        COLOUR_DEFAULT, COLOUR_DEFAULT},
    {"\nlink = mauve\n", ":2: there is no colour \"mauve\"", ROLE_LINK,
        COLOUR_DEFAULT, COLOUR_DEFAULT},
    {"link = cyan on mauve\n", "there is no colour \"mauve\"", ROLE_LINK,
        COLOUR_DEFAULT, COLOUR_DEFAULT},
    {"link cyan\n", "a line is a role", ROLE_LINK, COLOUR_DEFAULT,
        COLOUR_DEFAULT},
    {"link = cyan on\n", "a line is a role", ROLE_LINK, COLOUR_DEFAULT,
        COLOUR_DEFAULT},
    {"link = cyan on blue too\n", "a line is a role", ROLE_LINK,
        COLOUR_DEFAULT, COLOUR_DEFAULT},
    /* The first fault is named, the rest of the file counts. */
    {"bad = cyan\nworse = cyan\nlink = cyan\n", ":1: there is no role \"bad\"",
        ROLE_LINK, CYAN, COLOUR_DEFAULT},
};

static void
choose(const char *name, bool ok, const char *error, struct theme *theme)
{
	struct att_error err = {0};
	bool chosen = theme_choose(theme, name, &err);

	if (chosen != ok || (error && !strstr(err.text, error)))
		fail_msg("%s: %d, %s", name, chosen, err.text);
}

static void
files(void **state)
{
	struct folder *f = *state;
	struct theme theme;

	for (size_t i = 0; i < COUNT(table); i++) {
		const struct file *c = &table[i];

		folder_write(f, "attache/themes/paper", c->text);
		choose("paper", c->error == NULL, c->error, &theme);
		if (theme.role[c->role].fg != c->fg ||
		    theme.role[c->role].bg != c->bg)
			fail_msg("%s: %d on %d", c->text,
			    theme.role[c->role].fg, theme.role[c->role].bg);
	}
}

/* What cannot be had says so, and the dark one stands. */
static void
no_files(void **state)
{
	struct folder *f = *state;
	struct theme theme;

	choose("missing", false, "attache/themes/missing", &theme);
	assert_int_equal(theme.role[ROLE_HINT_KEY].fg, BRIGHT_CYAN);
	folder_write(f, "attache/themes/folder/file", "");
	choose("folder", false, "attache/themes/folder", &theme);
	assert_int_equal(theme.role[ROLE_HINT_KEY].fg, BRIGHT_CYAN);
	choose("../outside", false, "cannot be the name", &theme);
	choose("", false, "cannot be the name", &theme);
	assert_int_equal(theme.role[ROLE_HINT_KEY].fg, BRIGHT_CYAN);
}

/* Not for the superuser, who reads everything. */
static void
unreadable(void **state)
{
	struct folder *f = *state;
	struct theme theme;

	if (geteuid() == 0)
		return;
	folder_write(f, "attache/themes/closed", "link = cyan\n");
	assert_int_equal(chmod(folder_at(f, "attache/themes/closed"), 0), 0);
	choose("closed", false, "attache/themes/closed", &theme);
	assert_int_equal(theme.role[ROLE_LINK].fg, COLOUR_DEFAULT);
}

static void
built_in(void **state)
{
	struct theme theme;

	(void)state;
	choose("none", true, NULL, &theme);
	assert_int_equal(theme.role[ROLE_HINT_KEY].fg, COLOUR_DEFAULT);
	choose("light", true, NULL, &theme);
	assert_int_equal(theme.role[ROLE_HINT_KEY].fg, BLUE);
	choose("dark", true, NULL, &theme);
	assert_int_equal(theme.role[ROLE_HINT_KEY].fg, BRIGHT_CYAN);
}

static int
setup(void **state)
{
	static struct folder folder;

	folder_open(&folder);
	setenv("XDG_CONFIG_HOME", folder.path, 1);
	*state = &folder;
	return 0;
}

static int
teardown(void **state)
{
	folder_close(*state);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(files, setup, teardown),
	    cmocka_unit_test_setup_teardown(no_files, setup, teardown),
	    cmocka_unit_test_setup_teardown(unreadable, setup, teardown),
	    cmocka_unit_test(built_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
