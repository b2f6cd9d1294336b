/* The full screen, by curses: opening, drawing, leaving. */
#include "term/curses.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"

enum { RAW_MAX = 1 << 20 };

/* Window sizes come from far away and may be anything. */
static void
terminal_size(struct curses *c, int *rows, int *cols)
{
	struct winsize w = {0};
	const char *env_rows = getenv("LINES");
	const char *env_cols = getenv("COLUMNS");

	if (ioctl(c->tty, TIOCGWINSZ, &w) != 0)
		w.ws_row = w.ws_col = 0;
	*rows = w.ws_row ? w.ws_row : env_rows ? atoi(env_rows) : 0;
	*cols = w.ws_col ? w.ws_col : env_cols ? atoi(env_cols) : 0;
	if (*rows <= 0)
		*rows = 24;
	if (*cols <= 0)
		*cols = 80;
	if (*rows > CURSES_ROWS_MAX)
		*rows = CURSES_ROWS_MAX;
	if (*cols > CURSES_COLS_MAX)
		*cols = CURSES_COLS_MAX;
}

void
curses_fit(struct curses *c)
{
	int rows, cols;

	terminal_size(c, &rows, &cols);
	if (rows != LINES || cols != COLS)
		resizeterm(rows, cols);
	c->everything = true;
}

/* newterm believes the environment more than the terminal: tell it a size that
 * it can bear. The environment is as before afterwards. */
static SCREEN *
new_screen(struct curses *c)
{
	char *rows_before = mem_dup(getenv("LINES"));
	char *cols_before = mem_dup(getenv("COLUMNS"));
	char number[16];
	int rows, cols;
	SCREEN *screen;

	terminal_size(c, &rows, &cols);
	snprintf(number, sizeof(number), "%d", rows);
	setenv("LINES", number, 1);
	snprintf(number, sizeof(number), "%d", cols);
	setenv("COLUMNS", number, 1);
	screen = newterm(NULL, c->out, c->in);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	if (rows_before)
		setenv("LINES", rows_before, 1);
	if (cols_before)
		setenv("COLUMNS", cols_before, 1);
	free(rows_before);
	free(cols_before);
	return screen;
}

/* tigetstr for names that are constants but not declared so. */
static const char *
capability(const char *name)
{
	char copy[16];
	const char *value;

	snprintf(copy, sizeof(copy), "%s", name);
	value = tigetstr(copy);
	return value && value != (const char *)-1 ? value : NULL;
}

static bool
flag(const char *name)
{
	char copy[16];

	snprintf(copy, sizeof(copy), "%s", name);
	return tigetflag(copy) > 0;
}

/* A sequence without the delays that only ancient terminals need. */
static void
add_rescue(struct rescue *rescue, const char *sequence)
{
	for (; sequence && *sequence; sequence++) {
		if (sequence[0] == '$' && sequence[1] == '<' &&
		    strchr(sequence, '>'))
			sequence = strchr(sequence, '>');
		else if (rescue->size < sizeof(rescue->bytes))
			rescue->bytes[rescue->size++] = *sequence;
	}
}

static void
make_rescue(struct curses *c)
{
	struct winsize w = {0};
	const char *csr = capability("csr");

	c->rescue.tty = c->tty;
	c->rescue.size = 0;
	if (csr && ioctl(c->tty, TIOCGWINSZ, &w) == 0 && w.ws_row > 1)
		add_rescue(&c->rescue, tiparm(csr, 0, w.ws_row - 1));
	add_rescue(&c->rescue, c->paste_off);
	if (c->look.mouse)
		add_rescue(&c->rescue, "\033[?1006;1000l");
	add_rescue(&c->rescue, capability("sgr0"));
	add_rescue(&c->rescue, capability("rmkx"));
	add_rescue(&c->rescue, capability("cnorm"));
	add_rescue(&c->rescue, capability("rmcup"));
	add_rescue(&c->rescue, "\r");
	signals_rescue(&c->rescue);
}

static void
use_modes(struct curses *c)
{
	cbreak();
	noecho();
	nonl();
	if (tcgetattr(c->tty, &c->during) != 0)
		return;
	/* C-s, C-q, C-z and C-o are keys. */
	c->during.c_iflag &= ~(tcflag_t)(IXON | IXOFF | ISTRIP);
	c->during.c_lflag &= ~(tcflag_t)IEXTEN;
	c->during.c_cc[VSUSP] = _POSIX_VDISABLE;
#ifdef VDSUSP
	c->during.c_cc[VDSUSP] = _POSIX_VDISABLE;
#endif
	tcsetattr(c->tty, TCSANOW, &c->during);
	def_prog_mode();
}

static void
make_plain(struct curses *c)
{
	for (int i = ' '; i < 127; i++) {
		wchar_t text[2] = {i, L'\0'};

		setcchar(&c->plain[i], text, A_NORMAL, 0, NULL);
	}
}

static void
find_attributes(struct curses *c)
{
	attr_t italic = capability("sitm") ? A_ITALIC : A_UNDERLINE;
	attr_t dim = capability("dim") ? A_DIM : A_NORMAL;

	for (unsigned i = 0; i < COUNT(c->attr); i++) {
		c->attr[i] = (i & ATTR_BOLD ? A_BOLD : A_NORMAL) |
		             (i & ATTR_UNDERLINE ? A_UNDERLINE : A_NORMAL) |
		             (i & ATTR_REVERSE ? A_REVERSE : A_NORMAL) |
		             (i & ATTR_ITALIC ? italic : A_NORMAL) |
		             (i & ATTR_DIM ? dim : A_NORMAL);
	}
}

/* A colour of the sixteen on this terminal; bright ones become bold where
 * there are eight. */
static short
colour(int wanted, attr_t *extra)
{
	if (wanted < 8 || COLORS >= 16)
		return (short)wanted;
	*extra = A_BOLD;
	return (short)(wanted - 8);
}

/* Only when they are wanted: curses sends default colours otherwise. */
static bool
use_colours(struct curses *c)
{
	if (!c->look.theme || !has_colors())
		return false;
	if (!c->coloured) {
		start_color();
		use_default_colors();
		c->coloured = true;
	}
	return COLORS >= 8 && COLOR_PAIRS > ROLE_COUNT;
}

static void
find_colours(struct curses *c)
{
	bool can = use_colours(c);

	for (int i = 0; i < ROLE_COUNT; i++) {
		struct colours want;
		attr_t ignored;

		c->pair[i] = 0;
		c->extra[i] = A_NORMAL;
		if (!can)
			continue;
		want = c->look.theme->role[i];
		if (want.fg == COLOUR_DEFAULT && want.bg == COLOUR_DEFAULT)
			continue;
		if (init_pair((short)(i + 1), colour(want.fg, &c->extra[i]),
		        colour(want.bg, &ignored)) == OK)
			c->pair[i] = (short)(i + 1);
	}
}

static void
fill_line(cchar_t *out, const struct curses *c, const struct grid_cell *cell)
{
	wchar_t text[CCHARW_MAX + 1];
	size_t size = strlen(cell->text), at = 0;
	attr_t attr = c->attr[cell->attr % COUNT(c->attr)];
	int role = cell->role < ROLE_COUNT ? cell->role : ROLE_TEXT;
	int count = 0;

	attr |= c->extra[role];
	if (size == 1 && attr == A_NORMAL && c->pair[role] == 0 &&
	    cell->text[0] >= ' ') {
		*out = c->plain[(int)cell->text[0]];
		return;
	}
	while (at < size && count < CCHARW_MAX) {
		uint32_t code;

		at += utf8_next(cell->text + at, size - at, &code);
		text[count++] = (wchar_t)code;
	}
	text[count] = L'\0';
	if (setcchar(out, text, attr, c->pair[role], NULL) != OK)
		setcchar(out, L"?", attr, c->pair[role], NULL);
}

/* Tell curses the columns of a row that changed. */
static void
put_row(struct curses *c, const struct grid *grid, int row, int cols)
{
	const struct grid_cell *cell = &grid->cell[row * grid->cols];
	const struct grid_cell *old = &c->shown.cell[row * c->shown.cols];
	int first = 0, last = cols, count = 0;

	while (!c->everything && first < last &&
	       memcmp(&cell[first], &old[first], sizeof(*cell)) == 0)
		first++;
	while (!c->everything && last > first &&
	       memcmp(&cell[last - 1], &old[last - 1], sizeof(*cell)) == 0)
		last--;
	if (first == last)
		return;
	while (first > 0 && cell[first].columns == 0)
		first--;
	for (int col = first; col < last; col++) {
		if (cell[col].columns > 0)
			fill_line(&c->line[count++], c, &cell[col]);
	}
	mvadd_wchnstr(row, first, c->line, count);
}

static void
remember(struct curses *c, const struct grid *grid)
{
	if (c->shown.rows != grid->rows || c->shown.cols != grid->cols)
		grid_resize(&c->shown, grid->rows, grid->cols);
	memcpy(c->shown.cell, grid->cell,
	    (size_t)(grid->rows * grid->cols) * sizeof(*grid->cell));
	c->shown.cursor_row = grid->cursor_row;
	c->shown.cursor_col = grid->cursor_col;
	c->everything = false;
}

static bool
is_shown(const struct curses *c, const struct grid *grid)
{
	return !c->everything && c->shown.rows == grid->rows &&
	       c->shown.cols == grid->cols &&
	       c->shown.cursor_row == grid->cursor_row &&
	       c->shown.cursor_col == grid->cursor_col &&
	       c->cursor_hidden == grid->cursor_hidden &&
	       memcmp(c->shown.cell, grid->cell,
	           (size_t)(grid->rows * grid->cols) * sizeof(*grid->cell)) ==
	           0;
}

static void
show(void *ctx, const struct grid *grid)
{
	struct curses *c = ctx;
	int rows = grid->rows < LINES ? grid->rows : LINES;
	int cols = grid->cols < COLS ? grid->cols : COLS;

	if (c->away || c->gone || is_shown(c, grid))
		return;
	if (c->shown.rows != grid->rows || c->shown.cols != grid->cols)
		c->everything = true;
	if (c->everything) {
		erase();
		clearok(curscr, TRUE);
	}
	for (int row = 0; row < rows; row++)
		put_row(c, grid, row, cols);
	curses_frame_begin(c);
	if (grid->cursor_hidden != c->cursor_hidden)
		curs_set(grid->cursor_hidden ? 0 : 1);
	c->cursor_hidden = grid->cursor_hidden;
	move(grid->cursor_row < rows ? grid->cursor_row : rows - 1,
	    grid->cursor_col < cols ? grid->cursor_col : cols - 1);
	wnoutrefresh(stdscr);
	doupdate();
	curses_frame_end(c);
	remember(c, grid);
}

static void
size(void *ctx, int *rows, int *cols)
{
	(void)ctx;
	*rows = LINES;
	*cols = COLS;
}

static void
ask_paste(struct curses *c, bool on)
{
	const char *bytes = on ? c->paste_on : c->paste_off;

	if (bytes)
		curses_write(c, bytes, strlen(bytes));
}

void
curses_leave(void *ctx)
{
	struct curses *c = ctx;

	if (c->away)
		return;
	c->away = true;
	ask_paste(c, false);
	if (c->look.mouse)
		curses_keys_mouse(c, false);
	if (c->cursor_hidden)
		curs_set(1);
	c->cursor_hidden = false;
	endwin();
	tcsetattr(c->tty, TCSADRAIN, &c->rescue.modes);
	/* The scrolling region that curses left is that of a smaller screen
	 * when the real one was too big; the rescue knows the real one. */
	if (LINES == CURSES_ROWS_MAX)
		signals_rescue_now();
	signals_rescue(NULL);
	signals_away(true);
}

void
curses_enter(void *ctx)
{
	struct curses *c = ctx;

	if (!c->away)
		return;
	signals_away(false);
	c->away = c->framed = false;
	tcsetattr(c->tty, TCSADRAIN, &c->during);
	make_rescue(c);
	curses_fit(c);
	curses_frame_begin(c);
	clearok(curscr, TRUE);
	doupdate();
	curses_frame_end(c);
	tcsetattr(c->tty, TCSANOW, &c->during);
	ask_paste(c, true);
	if (c->look.mouse)
		curses_keys_mouse(c, true);
}

static bool
raw_bytes(void *ctx, const char *bytes, size_t bytes_size)
{
	struct curses *c = ctx;

	if (c->away || c->gone || bytes_size > RAW_MAX)
		return false;
	curses_write(c, bytes, bytes_size);
	return !c->gone;
}

static void
look(void *ctx, const struct term_look *wanted)
{
	struct curses *c = ctx;

	if (wanted->mouse != c->look.mouse && !c->away)
		curses_keys_mouse(c, wanted->mouse);
	c->look = *wanted;
	find_colours(c);
	c->everything = true;
	make_rescue(c);
}

static void
repaint(void *ctx)
{
	struct curses *c = ctx;

	c->everything = true;
}

static const struct term_ops curses_ops = {
    .size = size,
    .read_key = curses_read_key,
    .show = show,
    .leave = curses_leave,
    .enter = curses_enter,
    .raw = raw_bytes,
    .look = look,
    .repaint = repaint,
};

/* Descriptors of our own: curses may close its FILEs, and the standard input
 * may be a document. */
static bool
open_files(struct curses *c, struct att_error *err)
{
	bool tty_in = isatty(STDIN_FILENO);
	int in = tty_in ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
	                : open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	int out = fcntl(
	    isatty(STDOUT_FILENO) ? STDOUT_FILENO : in, F_DUPFD_CLOEXEC, 3);

	c->tty = fcntl(out, F_DUPFD_CLOEXEC, 3);
	c->in = in >= 0 ? fdopen(in, "r") : NULL;
	c->out = out >= 0 ? fdopen(out, "w") : NULL;
	c->frame = curses_frame_open();
	if (!c->in || !c->out || c->tty < 0 ||
	    tcgetattr(c->tty, &c->rescue.modes) != 0)
		return att_fail(err, ATT_EIO, _("there is no terminal"));
	return true;
}

static void
free_all(struct curses *c)
{
	if (c->keys)
		delwin(c->keys);
	if (c->screen)
		delscreen(c->screen);
	if (c->in)
		fclose(c->in);
	if (c->out)
		fclose(c->out);
	if (c->tty >= 0)
		close(c->tty);
	if (c->frame >= 0)
		close(c->frame);
	grid_done(&c->shown);
	free(c);
}

static void
prepare(struct curses *c)
{
	use_modes(c);
	typeahead(-1);
	intrflush(stdscr, FALSE);
	find_attributes(c);
	make_plain(c);
	find_colours(c);
	c->paste_on = capability("BE");
	c->paste_off = capability("BD");
	/* XT: much like xterm, which is where these come from. */
	if (!c->paste_on && (flag("XT") || capability("XT")))
		c->paste_on = "\033[?2004h";
	if (c->paste_on && !c->paste_off)
		c->paste_off = "\033[?2004l";
	make_rescue(c);
	curses_keys_open(c);
	ask_paste(c, true);
	if (c->look.mouse)
		curses_keys_mouse(c, true);
	grid_init(&c->shown);
	c->everything = true;
}

bool
term_curses_open(
    struct term *term, const struct term_opts *opts, struct att_error *err)
{
	struct curses *c = mem_alloc(sizeof(*c));
	const char *name = getenv("TERM");

	c->tty = c->frame = -1;
	c->look = opts->look;
	c->no_suspend = opts->no_suspend;
	if (!open_files(c, err)) {
		free_all(c);
		return false;
	}
	signals_open(opts->no_suspend);
	c->screen = new_screen(c);
	if (!c->screen) {
		signals_close();
		free_all(c);
		return att_fail(err, ATT_EIO,
		    _("the terminal \"%s\" is not known"), name ? name : "");
	}
	prepare(c);
	*term = (struct term){.ops = &curses_ops, .ctx = c};
	return true;
}

void
term_curses_close(struct term *term)
{
	struct curses *c = term->ctx;

	if (!c)
		return;
	curses_leave(c);
	signals_close();
	free_all(c);
	*term = (struct term){0};
}
