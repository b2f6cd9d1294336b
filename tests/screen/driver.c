/* Plays key scripts on the terminal in memory and prints TAP.
 *
 *   driver [--update] FOLDER NAME...
 *
 * Each NAME.keys is a script; the screens it asks for are compared with
 * NAME.screen, or written there by --update. A script is lines:
 *
 *   size CxR             before open (80x24)
 *   set NAME=VALUE       a setting, before open
 *   ascii                the terminal is not UTF-8; before open
 *   restricted           before open
 *   at ADDRESS           where to begin, before open
 *   open FILE...         start; files are relative to FOLDER
 *   reopen               end the program and start it again
 *   keys SCRIPT          type: jj/red<Enter>
 *   do ACTION [CONTEXT]  type the key of an action (page, list)
 *   text TEXT            type it as it is
 *   paste TEXT
 *   click TEXT           the mouse, on the first place of TEXT
 *   wheel up|down TEXT   likewise
 *   resize CxR
 *   expect TEXT          it is on the screen
 *   absent TEXT          it is not
 *   cursor TEXT          it is in the row of the cursor
 *   raw TEXT             it was sent to the terminal beside the screen
 *   screen TITLE         compare the screen
 *   looks TITLE          compare the screen and the attributes of its cells
 *   picture TITLE        compare the screen with its colours, as sequences
 *   ended                the program has ended */
#include <ctype.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "screen/adapter.h"
#include "screen/picture.h"
#include "term/term.h"
#include "ui/action.h"

enum { WORDS_MAX = 24, FILE_MAX = 1 << 20 };

struct play {
	const char *folder;
	char *home; /* nothing of the tester's own is read or written */
	int rows, cols;
	const char *settings[WORDS_MAX], *files[WORDS_MAX];
	size_t setting_count, file_count;
	const char *address;
	bool ascii, restricted;

	struct term term;
	struct adapter *program;
	bool ended;
	struct buf screens;
	char why[768];
};

static bool
say(struct play *p, const char *wrong, const char *what)
{
	snprintf(p->why, sizeof(p->why), "%s: %s", wrong, what);
	return false;
}

static bool
start(struct play *p)
{
	struct att_error err = {0};
	struct adapter_opts opts = {.files = p->files,
	    .count = p->file_count,
	    .address = p->address,
	    .settings = p->settings,
	    .ascii = p->ascii,
	    .restricted = p->restricted};

	p->ended = false;
	term_memory_open(&p->term, p->rows, p->cols, "");
	p->program = adapter_open(&p->term, &opts, &err);
	return p->program ? true : say(p, "does not open", err.text);
}

static void
stop(struct play *p)
{
	if (p->program)
		adapter_close(p->program);
	p->program = NULL;
	if (p->term.ops)
		term_memory_close(&p->term);
}

/* Hand over what was typed. */
static bool
run_keys(struct play *p)
{
	struct key key;

	if (!p->program)
		return say(p, "nothing is open", "");
	while (!p->ended && p->term.ops->read_key(p->term.ctx, &key, 0)) {
		p->ended = !adapter_key(p->program, &key);
		free(key.text);
	}
	if (!p->ended)
		adapter_settle(p->program);
	return true;
}

static size_t
split(char *line, const char **word, size_t count)
{
	char *save;

	for (char *w = strtok_r(line, " \t", &save); w && count < WORDS_MAX - 1;
	     w = strtok_r(NULL, " \t", &save))
		word[count++] = w;
	word[count] = NULL;
	return count;
}

static char *
shown_text(const struct play *p)
{
	const struct grid *grid = term_memory_grid(&p->term);
	struct buf text = {0};

	for (int row = 0; row < grid->rows; row++) {
		char *line = grid_row_text(grid, row);

		buf_format(&text, "%s\n", line);
		free(line);
	}
	buf_cstr(&text);
	return text.data;
}

static bool
check_text(struct play *p, const char *text, bool wanted)
{
	char *shown = shown_text(p);
	bool found = strstr(shown, text) != NULL;

	free(shown);
	if (found == wanted)
		return true;
	return say(p, wanted ? "is not shown" : "is shown", text);
}

static bool
check_cursor(struct play *p, const char *text)
{
	const struct grid *grid = term_memory_grid(&p->term);
	char *line = grid_row_text(grid, grid->cursor_row);
	bool found = strstr(line, text) && !grid->cursor_hidden;

	if (!found)
		say(p, "the cursor is on", line);
	free(line);
	return found;
}

/* One letter a cell: bold, underline, reverse, italic, dim; capital: reverse
 * with another; . none. */
static char
look_of(const struct grid_cell *cell)
{
	static const char plain[] = ".buurrrr";
	unsigned attr = cell->attr;

	if (attr & ATTR_REVERSE)
		return attr & ATTR_BOLD ? 'R' : 'r';
	if (attr & (ATTR_BOLD | ATTR_UNDERLINE))
		return (attr & ATTR_BOLD) && (attr & ATTR_UNDERLINE)
		           ? 'U'
		           : plain[attr & 3];
	return attr & ATTR_ITALIC ? 'i' : attr & ATTR_DIM ? 'd' : '.';
}

static void
add_looks(struct play *p, const struct grid *grid)
{
	for (int row = 0; row < grid->rows; row++) {
		size_t start = p->screens.size;

		for (int col = 0; col < grid->cols; col++)
			buf_char(&p->screens, look_of(grid_at(grid, row, col)));
		while (p->screens.size > start &&
		       p->screens.data[p->screens.size - 1] == '.')
			p->screens.size--;
		buf_char(&p->screens, '\n');
	}
}

/* The folder of this run has another name every time. */
static void
mask_home(char *text)
{
	static const char home[] = "/tmp/attache-screen-";

	while ((text = strstr(text, home)) != NULL) {
		text += strlen(home);
		for (int i = 0; i < 6 && isalnum((unsigned char)*text); i++)
			*text++ = 'X';
	}
}

static bool
add_screen(struct play *p, const char *title, bool looks)
{
	const struct grid *grid = term_memory_grid(&p->term);
	char *shown = shown_text(p);

	mask_home(shown);
	buf_format(&p->screens, "== %s\n%s", title, shown);
	free(shown);
	if (looks) {
		buf_str(&p->screens, "-- looks\n");
		add_looks(p, grid);
	}
	if (!grid->cursor_hidden)
		buf_format(&p->screens, "-- cursor %d,%d\n", grid->cursor_row,
		    grid->cursor_col);
	return true;
}

static bool
add_picture(struct play *p, const char *title)
{
	buf_format(&p->screens, "== %s\n", title);
	picture_add(&p->screens, term_memory_grid(&p->term));
	return true;
}

/* The shortest key of the action, as keymap_keys lists them. */
static bool
do_action(struct play *p, char *rest)
{
	const char *word[WORDS_MAX];
	size_t words = split(rest, word, 0);
	struct keymap *map = keymap_new("attache");
	enum action action = words ? action_find(word[0]) : ACT_COUNT;
	enum context context = CTX_PAGE;
	char keys[128] = "";
	uint32_t code;

	if (action < ACT_COUNT && action_info(action)->context == CTX_LIST)
		context = CTX_LIST;
	if (words > 1 && strcmp(word[1], "list") == 0)
		context = CTX_LIST;
	if (action < ACT_COUNT)
		keymap_keys(map, context, action, keys, sizeof(keys));
	keymap_free(map);
	if (!keys[0])
		return say(p, "no key for", words ? word[0] : "");
	/* The separator is a comma and a blank; a comma may be a key. */
	if (strstr(keys + 1, ", "))
		*strstr(keys + 1, ", ") = '\0';
	for (char *save, *name = strtok_r(keys, " ", &save); name;
	     name = strtok_r(NULL, " ", &save)) {
		char script[40];

		code = key_parse(name);
		snprintf(script, sizeof(script),
		    code < 128 && code > ' ' ? "%s" : "<%s>", name);
		term_memory_type(&p->term, script);
	}
	return run_keys(p);
}

static bool
set_up(struct play *p, const char *name, char *rest, bool *known)
{
	*known = true;
	if (strcmp(name, "size") == 0)
		return sscanf(rest, "%dx%d", &p->cols, &p->rows) == 2;
	if (strcmp(name, "set") == 0 && p->setting_count < WORDS_MAX - 1)
		p->settings[p->setting_count++] = rest;
	else if (strcmp(name, "ascii") == 0)
		p->ascii = true;
	else if (strcmp(name, "restricted") == 0)
		p->restricted = true;
	else if (strcmp(name, "at") == 0)
		p->address = rest;
	else
		*known = false;
	return true;
}

/* Without names of keys. */
static void
type_text(struct play *p, const char *text)
{
	struct buf keys = {0};

	for (; *text; text++) {
		if (*text == '<')
			buf_str(&keys, "<Less>");
		else
			buf_char(&keys, *text);
	}
	term_memory_type(&p->term, buf_cstr(&keys));
	buf_done(&keys);
}

/* Columns of so many bytes at the start of a row. */
static int
columns(const char *line, size_t size)
{
	int cols = 0;

	/* What scripts click on is of width one. */
	for (size_t i = 0; i < size; i++)
		cols += ((unsigned char)line[i] & 0xC0) != 0x80;
	return cols;
}

static bool
mouse(struct play *p, uint32_t code, const char *text)
{
	const struct grid *grid = term_memory_grid(&p->term);
	bool found = false;

	for (int row = 0; !found && row < grid->rows; row++) {
		char *line = grid_row_text(grid, row);
		const char *at = strstr(line, text);

		found = at != NULL;
		if (found)
			term_memory_mouse(&p->term, code, row,
			    columns(line, (size_t)(at - line)));
		free(line);
	}
	return found || say(p, "is not shown", text);
}

static bool
wheel(struct play *p, const char *rest)
{
	bool up = strncmp(rest, "up ", 3) == 0;

	if (!up && strncmp(rest, "down ", 5) != 0)
		return say(p, "not a way to turn the wheel", rest);
	return mouse(p, up ? KEY_CODE_WHEEL_UP : KEY_CODE_WHEEL_DOWN,
	    rest + (up ? 3 : 5));
}

static bool
type(struct play *p, const char *name, char *rest, bool *known)
{
	int rows, cols;

	*known = true;
	if (!p->program)
		return say(p, "nothing is open", "");
	if (strcmp(name, "keys") == 0) {
		term_memory_type(&p->term, rest);
	} else if (strcmp(name, "text") == 0) {
		type_text(p, rest);
	} else if (strcmp(name, "paste") == 0) {
		term_memory_paste(&p->term, rest);
	} else if (strcmp(name, "click") == 0) {
		if (!mouse(p, KEY_CODE_CLICK, rest))
			return false;
	} else if (strcmp(name, "wheel") == 0) {
		if (!wheel(p, rest))
			return false;
	} else if (strcmp(name, "resize") == 0) {
		if (sscanf(rest, "%dx%d", &cols, &rows) != 2)
			return say(p, "not a size", rest);
		term_memory_resize(&p->term, rows, cols);
	} else {
		*known = false;
		return true;
	}
	return run_keys(p);
}

static bool
check(struct play *p, const char *name, char *rest)
{
	if (strcmp(name, "do") == 0)
		return do_action(p, rest);
	if (strcmp(name, "expect") == 0)
		return check_text(p, rest, true);
	if (strcmp(name, "absent") == 0)
		return check_text(p, rest, false);
	if (strcmp(name, "cursor") == 0)
		return check_cursor(p, rest);
	if (strcmp(name, "raw") == 0)
		return strstr(term_memory_raw(&p->term), rest) != NULL ||
		       say(p, "was not sent", rest);
	if (strcmp(name, "screen") == 0 || strcmp(name, "looks") == 0)
		return add_screen(p, rest, name[0] == 'l');
	if (strcmp(name, "picture") == 0)
		return add_picture(p, rest);
	if (strcmp(name, "ended") == 0)
		return p->ended || say(p, "the program goes on", "");
	return say(p, "no such command", name);
}

static bool
play_line(struct play *p, char *line)
{
	char *rest = line + strcspn(line, " \t");
	bool known, ok;

	if (*rest)
		*rest++ = '\0';
	ok = set_up(p, line, rest, &known);
	if (known)
		return ok;
	if (strcmp(line, "open") == 0) {
		p->file_count = split(rest, p->files, 0);
		return start(p);
	}
	if (strcmp(line, "reopen") == 0) {
		stop(p);
		return start(p);
	}
	ok = type(p, line, rest, &known);
	return known || !ok ? ok : check(p, line, rest);
}

static int
remove_entry(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static void
own_home(struct play *p)
{
	static const char *const names[] = {"HOME", "XDG_STATE_HOME",
	    "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"};
	char made[] = "/tmp/attache-screen-XXXXXX";

	if (!mkdtemp(made))
		abort();
	p->home = mem_dup(made);
	for (size_t i = 0; i < COUNT(names); i++)
		setenv(names[i], p->home, 1);
}

static void
show_differences(const char *was, const char *is)
{
	int line = 1;

	while (*was || *is) {
		size_t a = strcspn(was, "\n"), b = strcspn(is, "\n");

		if (a != b || memcmp(was, is, a) != 0)
			printf("# %d was |%.*s\n# %d is  |%.*s\n", line, (int)a,
			    was, line, (int)b, is);
		was += a + (was[a] == '\n');
		is += b + (is[b] == '\n');
		line++;
	}
}

/* The screens asked for are those of the file. */
static bool
compare(struct play *p, const char *name, bool update)
{
	char *path = mem_format("%s/%s.screen", p->folder, name);
	char *was = NULL;
	const char *is = buf_cstr(&p->screens);
	size_t size;
	bool same;

	if (!file_read(path, FILE_MAX, &was, &size, NULL))
		was = mem_dup("");
	same = strcmp(was, is) == 0;
	if (!same && update) {
		same = file_replace(path, is, p->screens.size, NULL);
	} else if (!same) {
		show_differences(was, is);
		say(p, "other screens than in the file", path);
	}
	free(was);
	free(path);
	return same;
}

static bool
play_script(struct play *p, char *data)
{
	char *next;
	int number = 1;

	for (char *line = data; line; line = next, number++) {
		char *copy;

		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (!*line || *line == '#')
			continue;
		copy = mem_dup(line);
		if (!play_line(p, line)) {
			char *shown = p->program ? shown_text(p) : mem_dup("");

			printf("# line %d: %s: %s\n", number, copy, p->why);
			for (char *save, *row = strtok_r(shown, "\n", &save);
			     row; row = strtok_r(NULL, "\n", &save))
				printf("# |%s\n", row);
			free(shown);
			free(copy);
			return false;
		}
		free(copy);
	}
	return true;
}

static bool
play(const char *folder, const char *name, bool update)
{
	struct play p = {.folder = folder, .rows = 24, .cols = 80};
	char *path = mem_format("%s/%s.keys", folder, name);
	struct att_error err = {0};
	char *data = NULL;
	size_t size;
	bool ok = file_read(path, FILE_MAX, &data, &size, &err);

	if (!ok)
		printf("# %s\n", err.text);
	own_home(&p);
	ok = ok && play_script(&p, data) && compare(&p, name, update);
	stop(&p);
	nftw(p.home, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	free(p.home);
	buf_done(&p.screens);
	free(data);
	free(path);
	return ok;
}

int
main(int argc, char **argv)
{
	bool update = argc > 1 && strcmp(argv[1], "--update") == 0;
	int first = update ? 2 : 1, failed = 0;

	if (argc < first + 2 || chdir(argv[first]) != 0)
		return 2;
	term_locale();
	message_language();
	printf("1..%d\n", argc - first - 1);
	for (int i = first + 1; i < argc; i++) {
		bool ok = play(".", argv[i], update);

		failed += !ok;
		printf(
		    "%s %d - %s\n", ok ? "ok" : "not ok", i - first, argv[i]);
		fflush(stdout);
	}
	return failed > 0;
}
