/* The full screen, by curses: opening, drawing, leaving. */
#include "term/curses.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/message.h"

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
const char *
curses_capability(const char *name)
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
	const char *csr = curses_capability("csr");

	c->rescue.tty = c->tty;
	c->rescue.size = 0;
	if (csr && ioctl(c->tty, TIOCGWINSZ, &w) == 0 && w.ws_row > 1)
		add_rescue(&c->rescue, tiparm(csr, 0, w.ws_row - 1));
	add_rescue(&c->rescue, c->paste_off);
	if (c->look.mouse)
		add_rescue(&c->rescue, "\033[?1006;1000l");
	add_rescue(&c->rescue, curses_capability("sgr0"));
	add_rescue(&c->rescue, curses_capability("rmkx"));
	add_rescue(&c->rescue, curses_capability("cnorm"));
	add_rescue(&c->rescue, curses_capability("rmcup"));
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
	curses_frame_whole(c);
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
	curses_find_colours(c);
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
    .show = curses_show,
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
	grid_done(&c->later);
	free(c);
}

static bool
is_sequence(const char *name, const char *wanted)
{
	const char *is = curses_capability(name);
	size_t size = strlen(wanted);

	return is && strncmp(is, wanted, size) == 0 &&
	       (is[size] == '\0' || is[size] == '$');
}

/* Those that lean_frame takes for granted. */
static bool
knows_sequences(void)
{
	const char *set = curses_capability("setaf");

	return is_sequence("csr", "\033[%i%p1%d;%p2%dr") &&
	       is_sequence("cup", "\033[%i%p1%d;%p2%dH") &&
	       is_sequence("ind", "\n") && is_sequence("smul", "\033[4m") &&
	       (!set || strncmp(set, "\033[", 2) == 0) && flag("msgr") &&
	       flag("xenl");
}

static void
prepare(struct curses *c)
{
	use_modes(c);
	typeahead(-1);
	intrflush(stdscr, FALSE);
	curses_find_attributes(c);
	curses_make_plain(c);
	curses_find_colours(c);
	c->can_lean = knows_sequences();
	c->paste_on = curses_capability("BE");
	c->paste_off = curses_capability("BD");
	/* XT: much like xterm, which is where these come from. */
	if (!c->paste_on && (flag("XT") || curses_capability("XT")))
		c->paste_on = "\033[?2004h";
	if (c->paste_on && !c->paste_off)
		c->paste_off = "\033[?2004l";
	make_rescue(c);
	curses_keys_open(c);
	ask_paste(c, true);
	if (c->look.mouse)
		curses_keys_mouse(c, true);
	grid_init(&c->shown);
	grid_init(&c->later);
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
