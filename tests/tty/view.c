/* A viewer of plain text on the terminals of src/term, for testing them
 * without the rest of the program, and for measuring them.
 *
 *   view [--linear] [--mouse] [--no-color] FILE
 *
 * Keys: j k, Space b, g G, Tab (select the next line), / (a prompt), c (crash),
 * e (leave and come back), r (repaint), q. The status line names the last key.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "term/term.h"
#include "ui/theme.h"

struct view {
	struct term term;
	struct grid grid;
	char **line;
	int lines, top, selected;
	bool prompt;
	struct buf typed, last;
};

static void
read_lines(struct view *v, const char *path)
{
	struct att_error err = {0};
	size_t size, cap = 0;
	char *data;

	if (!file_read(path, 64 << 20, &data, &size, &err)) {
		fprintf(stderr, "view: %s\n", err.text);
		exit(2);
	}
	for (char *save, *p = strtok_r(data, "\n", &save); p;
	     p = strtok_r(NULL, "\n", &save)) {
		v->line = mem_grow(
		    v->line, &cap, (size_t)v->lines + 1, sizeof(*v->line));
		v->line[v->lines++] = p;
	}
}

static void
draw(struct view *v)
{
	struct grid *g = &v->grid;
	struct area all;
	int rows, cols;

	v->term.ops->size(v->term.ctx, &rows, &cols);
	if (rows != g->rows || cols != g->cols)
		grid_resize(g, rows, cols);
	all = (struct area){0, 0, rows, cols};
	grid_clear(g, all, ROLE_TEXT, 0);
	for (int i = 0; i < rows - 1 && v->top + i < v->lines; i++) {
		bool here = v->top + i == v->selected;

		grid_puts(g, all, i, 0, v->line[v->top + i],
		    here ? ROLE_SELECTED : ROLE_TEXT, here ? ATTR_REVERSE : 0);
	}
	if (v->prompt) {
		g->cursor_row = rows - 1;
		g->cursor_col =
		    grid_puts(g, all, rows - 1, 0, "/", ROLE_PROMPT, 0);
		g->cursor_col += grid_puts(g, all, rows - 1, g->cursor_col,
		    buf_cstr(&v->typed), ROLE_PROMPT, 0);
		grid_paint(g, rows - 1, 0, cols, ROLE_PROMPT, 0);
	} else {
		g->cursor_row =
		    v->selected >= v->top && v->selected < v->top + rows - 1
		        ? v->selected - v->top
		        : 0;
		g->cursor_col = 0;
		grid_puts(g, all, rows - 1, 0, buf_cstr(&v->last), ROLE_STATUS,
		    ATTR_BOLD);
	}
	v->term.ops->show(v->term.ctx, g);
}

static void
scroll(struct view *v, int by)
{
	v->top += by;
	if (v->top > v->lines - 1)
		v->top = v->lines - 1;
	if (v->top < 0)
		v->top = 0;
}

static bool
prompt_key(struct view *v, const struct key *key)
{
	if (!v->prompt)
		return false;
	if (key->code == KEY_CODE_ENTER || key->code == KEY_CODE_ESC) {
		v->prompt = false;
		buf_clear(&v->last);
		buf_format(&v->last, "typed %s", buf_cstr(&v->typed));
	} else if (key->code == KEY_CODE_PASTE) {
		buf_str(&v->typed, key->text);
	} else if (key->code < KEY_CODE_FIRST) {
		buf_codepoint(&v->typed, key->code);
	}
	return true;
}

static void
name_key(struct view *v, const struct key *key)
{
	char name[24];
	int rows, cols;

	/* A scroll is measured without it. */
	if (key->code < 127 && strchr("jk bgG", (int)key->code))
		return;

	v->term.ops->size(v->term.ctx, &rows, &cols);
	buf_clear(&v->last);
	if (key->code == KEY_CODE_RESIZE)
		buf_format(&v->last, "size %dx%d", cols, rows);
	else if (key->code == KEY_CODE_PASTE)
		buf_format(&v->last, "paste %s", key->text);
	else if (key->code == KEY_CODE_CLICK)
		buf_format(&v->last, "click %d %d", key->row, key->col);
	else
		buf_format(&v->last, "key %s code %x",
		    key_label(key->code, name, sizeof(name)), key->code);
}

static bool
handle(struct view *v, const struct key *key)
{
	int page = v->grid.rows - 1;

	if (key->code == KEY_CODE_END_ASKED)
		return false;
	if (prompt_key(v, key))
		return true;
	name_key(v, key);
	switch (key->code) {
	case 'q':
		return false;
	case 'j':
		scroll(v, 1);
		break;
	case 'k':
		scroll(v, -1);
		break;
	case ' ':
		scroll(v, page);
		break;
	case 'b':
		scroll(v, -page);
		break;
	case 'g':
		v->top = 0;
		break;
	case 'G':
		scroll(v, v->lines);
		break;
	case '\t':
		v->selected++;
		break;
	case '/':
		v->prompt = true;
		buf_clear(&v->typed);
		break;
	case 'c':
		abort();
	case 'e':
		v->term.ops->leave(v->term.ctx);
		v->term.ops->enter(v->term.ctx);
		break;
	case 'r':
		v->term.ops->repaint(v->term.ctx);
		break;
	default:
		break;
	}
	return true;
}

static void
run(struct view *v)
{
	struct key key;
	bool going = true;

	while (going) {
		draw(v);
		v->term.ops->read_key(v->term.ctx, &key, -1);
		do {
			going = handle(v, &key);
			free(key.text);
		} while (going && v->term.ops->read_key(v->term.ctx, &key, 0));
	}
}

int
main(int argc, char **argv)
{
	struct view v = {.selected = -1};
	struct term_opts opts = {.look.theme = theme_find("dark")};
	struct att_error err = {0};
	bool line = term_is_dumb();
	int i = 1;

	for (; i < argc - 1; i++) {
		line |= strcmp(argv[i], "--linear") == 0;
		opts.look.mouse |= strcmp(argv[i], "--mouse") == 0;
		if (strcmp(argv[i], "--no-color") == 0)
			opts.look.theme = NULL;
	}
	if (i != argc - 1)
		return 2;
	grid_init(&v.grid);
	v.grid.ascii = !term_locale();
	read_lines(&v, argv[i]);
	if (!(line ? term_line_open : term_curses_open)(&v.term, &opts, &err)) {
		fprintf(stderr, "view: %s\n", err.text);
		return 2;
	}
	run(&v);
	(line ? term_line_close : term_curses_close)(&v.term);
	free(v.line ? v.line[0] : NULL);
	free(v.line);
	grid_done(&v.grid);
	buf_done(&v.typed);
	buf_done(&v.last);
	return 0;
}
