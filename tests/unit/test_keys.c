/* Names of keys, key maps and their presets, settings, themes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "ui/action.h"
#include "ui/keys.h"
#include "ui/settings.h"
#include "ui/theme.h"

/* A name, its code, and the name given back (NULL: the same). */
static const struct {
	const char *name;
	uint32_t code;
	const char *shown;
} name_cases[] = {
    {"j", 'j', NULL},
    {"G", 'G', NULL},
    {"&", '&', NULL},
    {"\u00e9", 0xE9, NULL},
    {"Space", ' ', NULL},
    {"space", ' ', "Space"},
    {"Tab", 9, NULL},
    {"S-Tab", KEY_CODE_BACKTAB, NULL},
    {"C-f", 6, NULL},
    {"C-F", 6, "C-f"},
    {"C-_", 31, NULL},
    {"C-i", 9, "Tab"},
    {"C-m", 13, "Enter"},
    {"M-x", KEY_ALT | 'x', NULL},
    {"M-Tab", KEY_ALT | 9, NULL},
    {"M-C-a", KEY_ALT | 1, NULL},
    {"PgDn", KEY_CODE_PGDN, NULL},
    {"PageDown", KEY_CODE_PGDN, "PgDn"},
    {"F1", KEY_CODE_F1, NULL},
    {"F12", KEY_CODE_F12, NULL},
    {"F13", 0, ""},
    {"F0", 0, ""},
    {"F1x", 0, ""},
    {"Hash", '#', "#"},
    {"Less", '<', "<"},
    {"-", '-', NULL},
    {"M-", 0, ""},
    {"C-", 0, ""},
    {"", 0, ""},
    {"jj", 0, ""},
    {"\xff", 0, ""},
    {"\033", 0, ""},
};

static void
names(void **state)
{
	char name[24];

	(void)state;
	for (size_t i = 0; i < COUNT(name_cases); i++) {
		const char *shown = name_cases[i].shown ? name_cases[i].shown
		                                        : name_cases[i].name;

		assert_int_equal(
		    key_parse(name_cases[i].name), name_cases[i].code);
		if (name_cases[i].code)
			assert_string_equal(
			    key_label(name_cases[i].code, name, sizeof(name)),
			    shown);
	}
	/* Every key there is has a name that says it again. */
	for (uint32_t code = 1; code <= KEY_CODE_F12; code++) {
		if (code == 127 || (code >= 0x80 && code < 0xA0) ||
		    (code >= 0xD800 && code <= 0xDFFF))
			continue;
		if (code == 0x2000)
			code = 0x10FFF0;
		key_label(code, name, sizeof(name));
		if (name[0] != '?' || code == '?')
			assert_int_equal(key_parse(name), code);
	}
}

static void
scripts(void **state)
{
	static const uint32_t codes[] = {
	    'j', '/', 'r', 13, 6, '<', 'x', '>', '<', '<', 0xE9, 0};
	const char *at = "j/r<Enter><C-f><x><<\u00e9";

	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++)
		assert_int_equal(key_parse_next(&at), codes[i]);
}

static const struct {
	const char *name;
	unsigned bit;
} presets[] = {
    {"attache", KEYS_ATTACHE},
    {"less", KEYS_LESS},
    {"info", KEYS_INFO},
};

/* Every action can be reached by key, no key is bound twice in a context, and
 * every name of a key is one. */
static void
presets_are_whole(void **state)
{
	(void)state;
	for (size_t p = 0; p < COUNT(presets); p++) {
		struct keymap *map = keymap_new(presets[p].name);
		const struct key_row *row = key_rows;
		unsigned bit = presets[p].bit;

		assert_non_null(map);
		for (size_t i = 0; row[i].keys; i++) {
			if (!(row[i].presets & bit))
				continue;
			assert_true(
			    keymap_bind(map, row[i].context, row[i].keys,
			        action_info(row[i].action)->name, NULL));
			for (size_t k = 0; k < i; k++) {
				if ((row[k].presets & bit) &&
				    row[k].context == row[i].context &&
				    strcmp(row[k].keys, row[i].keys) == 0)
					fail_msg("%s: %s twice",
					    presets[p].name, row[i].keys);
			}
		}
		for (int i = ACT_NONE + 1; i < ACT_COUNT; i++) {
			enum context context =
			    action_info((enum action)i)->context;
			char keys[200];

			keymap_keys(
			    map, context, (enum action)i, keys, sizeof(keys));
			if (context == CTX_ANY && !keys[0])
				keymap_keys(map, CTX_PAGE, (enum action)i, keys,
				    sizeof(keys));
			if (!keys[0])
				fail_msg("%s: no key for %s", presets[p].name,
				    action_info((enum action)i)->name);
		}
		keymap_free(map);
	}
	assert_null(keymap_new("emacs"));
}

static const struct {
	enum context context;
	const char *first, *key;
	enum action action;
	bool prefix;
} look_cases[] = {
    {CTX_PAGE, NULL, "j", ACT_LINE_DOWN, false},
    {CTX_PAGE, NULL, "g", ACT_TOP, true},
    {CTX_PAGE, "g", "&", ACT_RESULTS_ALL, false},
    {CTX_PAGE, "g", "x", ACT_COUNT, false},
    {CTX_PAGE, NULL, "Z", ACT_COUNT, true},
    {CTX_LIST, "Z", "Z", ACT_QUIT, false},
    {CTX_PAGE, NULL, "h", ACT_HELP, true},
    {CTX_LIST, "h", "t", ACT_TUTORIAL, false},
    {CTX_PAGE, NULL, "/", ACT_FIND, false},
    {CTX_LIST, NULL, "/", ACT_FILTER, false},
    {CTX_PAGE, NULL, "d", ACT_DEFINE, false},
    {CTX_LIST, NULL, "d", ACT_DELETE, false},
    {CTX_PAGE, NULL, "Esc", ACT_COUNT, false},
    {CTX_LIST, NULL, "Esc", ACT_CLOSE, false},
    {CTX_PAGE, NULL, "\u00e9", ACT_COUNT, false},
};

static void
looks_up(void **state)
{
	struct keymap *map = keymap_new("attache");
	char keys[64];

	(void)state;
	for (size_t i = 0; i < COUNT(look_cases); i++) {
		const char *first = look_cases[i].first;
		bool prefix = true;

		assert_int_equal(keymap_look(map, look_cases[i].context,
		                     first ? key_parse(first) : 0,
		                     key_parse(look_cases[i].key), &prefix),
		    look_cases[i].action);
		assert_int_equal(prefix, look_cases[i].prefix);
	}
	assert_string_equal(
	    keymap_keys(map, CTX_PAGE, ACT_QUIT, keys, sizeof(keys)), "Q, Z Z");
	assert_string_equal(
	    keymap_keys(map, CTX_PAGE, ACT_PAGE_DOWN, keys, sizeof(keys)),
	    "C-f, PgDn, Space");
	assert_string_equal(
	    keymap_keys(map, CTX_LIST, ACT_PAGE_DOWN, keys, sizeof(keys)),
	    "C-f, PgDn");
	assert_string_equal(
	    keymap_keys(map, CTX_LIST, ACT_FIND, keys, sizeof(keys)), "");
	keymap_free(map);
}

/* A file of our own for the test. */
static void
write_file(char *path, const char *text)
{
	int fd;

	strcpy(path, "/tmp/attache-test-XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_true(file_write_all(fd, text, strlen(text)));
	close(fd);
}

static void
key_file(void **state)
{
	struct keymap *map = keymap_new("attache");
	struct att_error err = {0};
	char path[32], keys[64], expected[128];

	(void)state;
	write_file(path,
	    "# mine\n\nX quit # and why\nlist\tX  close\nC-x C-c quit\r\n"
	    "q none\npage Hash index\nj\nfoo quit\nA B C quit\nA nothing\n");
	assert_false(keymap_load(map, path, &err));
	snprintf(expected, sizeof(expected),
	    "%s:8: a line is a key or two and the name of an action", path);
	assert_string_equal(err.text, expected);
	assert_int_equal(keymap_look(map, CTX_PAGE, 0, 'X', NULL), ACT_QUIT);
	assert_int_equal(keymap_look(map, CTX_LIST, 0, 'X', NULL), ACT_CLOSE);
	assert_int_equal(keymap_look(map, CTX_LIST, 24, 3, NULL), ACT_QUIT);
	assert_int_equal(keymap_look(map, CTX_PAGE, 0, '#', NULL), ACT_INDEX);
	assert_int_equal(keymap_look(map, CTX_PAGE, 0, 'q', NULL), ACT_NONE);
	assert_string_equal(
	    keymap_keys(map, CTX_PAGE, ACT_CLOSE, keys, sizeof(keys)), "");
	unlink(path);
	assert_true(keymap_load(map, path, &err));
	assert_false(keymap_bind(map, CTX_ANY, "jj", "quit", &err));
	assert_string_equal(err.text, "there is no key \"jj\"");
	assert_false(keymap_bind(map, CTX_ANY, "j", "fly", &err));
	assert_string_equal(err.text, "there is no action \"fly\"");
	keymap_free(map);
}

static const struct {
	const char *name, *value;
	bool ok;
	const char *stored;
} set_cases[] = {
    {"keys", "less", true, "less"},
    {"keys", "emacs", false, "attache"},
    {"keys", "attache less", false, "attache"},
    {"keys", "att", false, "attache"},
    {"keys", "", false, "attache"},
    {"mouse", "yes", true, "yes"},
    {"mouse", "on", true, "yes"},
    {"mouse", "false", true, "no"},
    {"mouse", "maybe", false, "no"},
    {"measure", "60", true, "60"},
    {"measure", "0", false, "74"},
    {"measure", "9x", false, "74"},
    {"measure", "99999999", false, "74"},
    {"clipboard", "xclip -i", true, "xclip -i"},
    {"clipboard", "a\nb", false, "osc52"},
    {"nothing", "yes", false, NULL},
};

static void
settings_are_checked(void **state)
{
	size_t count;
	const struct setting_info *info = settings_info(&count);
	struct settings s;

	(void)state;
	settings_default(&s);
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(
		    settings_get(&s, info[i].name), info[i].value);
		assert_true(
		    settings_set(&s, info[i].name, info[i].value, NULL));
	}
	for (size_t i = 0; i < COUNT(set_cases); i++) {
		const char *stored;

		settings_default(&s);
		assert_int_equal(settings_set(&s, set_cases[i].name,
		                     set_cases[i].value, NULL),
		    set_cases[i].ok);
		stored = settings_get(&s, set_cases[i].name);
		if (set_cases[i].stored)
			assert_string_equal(stored, set_cases[i].stored);
		else
			assert_null(stored);
	}
}

/* A file, a setting that is saved, the file afterwards. */
static const struct {
	const char *before, *name, *value, *after;
} save_cases[] = {
    {"", "mouse", "yes", "mouse = yes\n"},
    {"# c\nmouse=no\nx = y\n", "mouse", "yes", "# c\nmouse = yes\nx = y\n"},
    {"keys = less", "mouse", "yes", "keys = less\nmouse = yes\n"},
    {"mouse = no\n mouse  =  no \r\n#mouse = no\n", "mouse", "yes",
        "mouse = no\nmouse = yes\n#mouse = no\n"},
    {"mousetrap = 1\n", "mouse", "yes", "mousetrap = 1\nmouse = yes\n"},
    {"mouse = no", "mouse", "yes", "mouse = yes"},
};

/* The first setting that is saved makes its folder. */
static void
settings_folder(void **state)
{
	char top[] = "/tmp/settings-XXXXXX", folder[40], path[48];
	struct att_error err = {0};
	struct settings s;

	(void)state;
	assert_non_null(mkdtemp(top));
	snprintf(folder, sizeof(folder), "%s/attache", top);
	snprintf(path, sizeof(path), "%s/config", folder);
	settings_default(&s);
	assert_true(settings_set(&s, "mouse", "yes", NULL));
	assert_true(settings_save(&s, "mouse", path, &err));
	settings_default(&s);
	assert_true(settings_load(&s, path, &err));
	assert_string_equal(s.mouse, "yes");
	unlink(path);
	rmdir(folder);
	rmdir(top);
}

static void
settings_file(void **state)
{
	struct att_error err = {0};
	struct settings s;
	char path[32], expected[128];

	(void)state;
	for (size_t i = 0; i < COUNT(save_cases); i++) {
		size_t size;
		char *data;

		write_file(path, save_cases[i].before);
		settings_default(&s);
		assert_true(settings_set(
		    &s, save_cases[i].name, save_cases[i].value, NULL));
		assert_true(settings_save(&s, save_cases[i].name, path, &err));
		assert_true(file_read(path, 4096, &data, &size, &err));
		assert_string_equal(data, save_cases[i].after);
		settings_load(&s, path, NULL);
		assert_string_equal(
		    settings_get(&s, save_cases[i].name), save_cases[i].value);
		free(data);
		unlink(path);
	}
	write_file(path, "# ok\nkeys = info\nbad\nmouse = x\nmap = no\n");
	assert_false(settings_load(&s, path, &err));
	snprintf(expected, sizeof(expected), "%s:3: a line is \"name = value\"",
	    path);
	assert_string_equal(err.text, expected);
	assert_string_equal(s.keys, "info");
	assert_string_equal(s.map, "no");
	assert_string_equal(s.mouse, "no");
	unlink(path);
	assert_true(settings_load(&s, path, &err));
	assert_string_equal(s.keys, "attache");
}

static const struct {
	const char *line;
	bool ok;
	int fg, bg; /* of role link afterwards */
} theme_cases[] = {
    {"link = red", true, 1, -1},
    {"  link=bright-blue on black", true, 12, 0},
    {"link = Default on WHITE", true, -1, 7},
    {"# link = red", true, -1, -1},
    {"", true, -1, -1},
    {"link = crimson", false, -1, -1},
    {"link = red on", false, -1, -1},
    {"link = red on blue x", false, -1, -1},
    {"lynx = red", false, -1, -1},
    {"link", false, -1, -1},
};

static void
themes(void **state)
{
	char path[32];

	(void)state;
	assert_null(theme_find("solarized"));
	assert_string_equal(theme_find("dark")->name, "dark");
	for (int i = 0; i < ROLE_COUNT; i++)
		assert_int_equal(
		    theme_find("none")->role[i].fg, COLOUR_DEFAULT);
	for (size_t i = 0; i < COUNT(theme_cases); i++) {
		struct theme theme = *theme_find("none");

		write_file(path, theme_cases[i].line);
		assert_int_equal(
		    theme_load(&theme, path, NULL), theme_cases[i].ok);
		assert_int_equal(theme.role[ROLE_LINK].fg, theme_cases[i].fg);
		assert_int_equal(theme.role[ROLE_LINK].bg, theme_cases[i].bg);
		unlink(path);
	}
}

static void
colours_wanted(void **state)
{
	(void)state;
	unsetenv("NO_COLOR");
	assert_true(theme_colours("auto"));
	assert_false(theme_colours("never"));
	setenv("NO_COLOR", "", 1);
	assert_true(theme_colours("auto"));
	setenv("NO_COLOR", "1", 1);
	assert_false(theme_colours("auto"));
	assert_true(theme_colours("always"));
	unsetenv("NO_COLOR");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names),
	    cmocka_unit_test(scripts),
	    cmocka_unit_test(presets_are_whole),
	    cmocka_unit_test(looks_up),
	    cmocka_unit_test(key_file),
	    cmocka_unit_test(settings_are_checked),
	    cmocka_unit_test(settings_folder),
	    cmocka_unit_test(settings_file),
	    cmocka_unit_test(themes),
	    cmocka_unit_test(colours_wanted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
