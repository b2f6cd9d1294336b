/* A program on a pseudo-terminal, seen through libvterm. */
#include "tty/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/key.h"

enum { LAST_MS = 500 };

double
screen_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int
property(VTermProp prop, VTermValue *value, void *user)
{
	struct screen *s = user;

	if (prop == VTERM_PROP_ALTSCREEN)
		s->alternate = value->boolean;
	else if (prop == VTERM_PROP_CURSORVISIBLE)
		s->cursor_visible = value->boolean;
	else if (prop == VTERM_PROP_MOUSE)
		s->mouse = value->number != VTERM_PROP_MOUSE_NONE;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = property};

static void
become(const char *term, char *const *argv, char *const *env)
{
	for (; env && *env; env++)
		putenv(*env);
	setenv("TERM", term, 1);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	/* A test run in the background has inherited some as ignored. */
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	execvp(argv[0], argv);
	_exit(127);
}

/* Those of a new terminal. Asked of the program's own they could be what it has
 * made of them already. */
static void
default_modes(struct termios *modes)
{
	int master, slave;

	memset(modes, 0, sizeof(*modes));
	if (openpty(&master, &slave, NULL, NULL, NULL) != 0)
		return;
	tcgetattr(slave, modes);
	close(slave);
	close(master);
}

struct screen *
screen_start(
    const char *term, int rows, int cols, char *const *argv, char *const *env)
{
	struct screen *s = mem_alloc(sizeof(*s));
	struct winsize size = {
	    .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	s->rows = rows;
	s->cols = cols;
	s->cursor_visible = true;
	s->vt = vterm_new(rows, cols);
	vterm_set_utf8(s->vt, 1);
	s->cells = vterm_obtain_screen(s->vt);
	vterm_screen_set_callbacks(s->cells, &callbacks, s);
	vterm_screen_enable_altscreen(s->cells, 1);
	vterm_screen_reset(s->cells, 1);
	default_modes(&s->before);
	s->pid = forkpty(&s->fd, NULL, &s->before, &size);
	if (s->pid == 0)
		become(term, argv, env);
	if (s->pid < 0) {
		s->ended = true;
		s->fd = -1;
		return s;
	}
	fcntl(s->fd, F_SETFL, O_NONBLOCK);
	fcntl(s->fd, F_SETFD, FD_CLOEXEC);
	return s;
}

/* Look whether the program has ended, without waiting. */
static void
reap(struct screen *s)
{
	if (!s->ended && waitpid(s->pid, &s->status, WNOHANG) == s->pid)
		s->ended = true;
}

/* Bytes without a character at their end that has not come in whole. */
static size_t
whole_size(const char *bytes, size_t size)
{
	size_t start = size;

	while (start > 0 && size - start < 3 &&
	       ((unsigned char)bytes[start - 1] & 0xc0) == 0x80)
		start--;
	if (start == 0 || (unsigned char)bytes[start - 1] < 0xc0)
		return size;
	start--;
	return size - start < ((unsigned char)bytes[start] < 0xe0      ? 2
	                          : (unsigned char)bytes[start] < 0xf0 ? 3
	                                                               : 4)
	           ? start
	           : size;
}

/* libvterm 0.1 puts what follows a character that came in two parts a column
 * too far to the right. */
static void
show_bytes(struct screen *s, const char *bytes, size_t size)
{
	struct buf all = {0};
	size_t whole;

	buf_add(&all, s->part, s->part_size);
	buf_add(&all, bytes, size);
	whole = whole_size(all.data, all.size);
	s->part_size = all.size - whole;
	memcpy(s->part, all.data + whole, s->part_size);
	vterm_input_write(s->vt, all.data, whole);
	buf_done(&all);
}

static bool
take_output(struct screen *s)
{
	char bytes[16384];
	ssize_t n = s->fd >= 0 ? read(s->fd, bytes, sizeof(bytes)) : -1;

	if (n <= 0)
		return false;
	buf_add(&s->sent, bytes, (size_t)n);
	show_bytes(s, bytes, (size_t)n);
	while (vterm_output_get_buffer_current(s->vt) > 0) {
		size_t size = vterm_output_read(s->vt, bytes, sizeof(bytes));

		screen_send(s, bytes, size);
	}
	return true;
}

/* Take what comes in at most ms milliseconds; false when nothing did. */
static bool
pump(struct screen *s, int ms)
{
	struct pollfd poll_fd = {.fd = s->fd, .events = POLLIN};
	bool any = false;

	if (poll(&poll_fd, s->fd >= 0, ms) <= 0)
		return false;
	while (take_output(s))
		any = true;
	if (!any && poll_fd.revents & POLLHUP)
		poll(NULL, 0, 1); /* dead, and readable for ever */
	return any;
}

bool
screen_wait(struct screen *s, int ms,
    bool (*holds)(struct screen *s, void *ctx), void *ctx)
{
	double end = screen_now() + ms * 1e-3, last;
	bool ended = false;

	for (;;) {
		/* What a program said last may come after its end. */
		if (s->ended && !ended) {
			ended = true;
			last = screen_now() + LAST_MS * 1e-3;
			end = last < end ? last : end;
		}
		while (pump(s, 0))
			;
		if (holds(s, ctx))
			return true;
		if (screen_now() > end)
			return false;
		pump(s, 10);
		reap(s);
	}
}

void
screen_settle(struct screen *s, int ms)
{
	double end = screen_now() + 20 * ms * 1e-3;

	while (pump(s, ms) && screen_now() < end)
		;
}

static bool
has_ended(struct screen *s, void *ctx)
{
	(void)ctx;
	reap(s);
	return s->ended;
}

bool
screen_ended(struct screen *s, int ms)
{
	return screen_wait(s, ms, has_ended, NULL);
}

void
screen_stop(struct screen *s)
{
	if (!s->ended) {
		kill(s->pid, SIGKILL);
		waitpid(s->pid, &s->status, 0);
	}
	if (s->fd >= 0)
		close(s->fd);
	vterm_free(s->vt);
	buf_done(&s->sent);
	buf_done(&s->answer);
	free(s);
}

void
screen_send(struct screen *s, const char *bytes, size_t size)
{
	double end = screen_now() + 5;

	while (size > 0 && s->fd >= 0 && screen_now() < end) {
		ssize_t n = write(s->fd, bytes, size);

		if (n > 0) {
			bytes += n;
			size -= (size_t)n;
		} else if (errno == EAGAIN) {
			pump(s, 10);
		} else if (errno != EINTR) {
			return;
		}
	}
}

static const struct {
	uint32_t code;
	const char *bytes;
} key_bytes[] = {
    {KEY_CODE_UP, "\033[A"},
    {KEY_CODE_DOWN, "\033[B"},
    {KEY_CODE_RIGHT, "\033[C"},
    {KEY_CODE_LEFT, "\033[D"},
    {KEY_CODE_HOME, "\033[1~"},
    {KEY_CODE_END, "\033[4~"},
    {KEY_CODE_PGUP, "\033[5~"},
    {KEY_CODE_PGDN, "\033[6~"},
    {KEY_CODE_INSERT, "\033[2~"},
    {KEY_CODE_DELETE, "\033[3~"},
    {KEY_CODE_BACKSPACE, "\177"},
    {KEY_CODE_BACKTAB, "\033[Z"},
    {KEY_CODE_F1, "\033OP"},
    {KEY_CODE_F1 + 4, "\033[15~"},
    {KEY_CODE_F1 + 5, "\033[17~"},
};

void
screen_keys(struct screen *s, const char *keys)
{
	uint32_t code;

	while ((code = key_parse_next(&keys)) != 0) {
		uint32_t plain = code & ~(uint32_t)KEY_ALT;
		char utf8[4];

		if (code & KEY_ALT)
			screen_send(s, "\033", 1);
		if (plain < KEY_CODE_FIRST)
			screen_send(s, utf8, utf8_put(plain, utf8));
		for (size_t i = 0; i < COUNT(key_bytes); i++) {
			if (key_bytes[i].code == plain)
				screen_send(s, key_bytes[i].bytes,
				    strlen(key_bytes[i].bytes));
		}
	}
}

void
screen_resize(struct screen *s, int rows, int cols)
{
	struct winsize size = {
	    .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	/* The emulator is never asked for more than it can bear. */
	s->rows = rows > 500 ? 500 : rows;
	s->cols = cols > 1000 ? 1000 : cols;
	vterm_set_size(s->vt, s->rows, s->cols);
	ioctl(s->fd, TIOCSWINSZ, &size);
}

void
screen_hang_up(struct screen *s)
{
	close(s->fd);
	s->fd = -1;
}

void
screen_mark(struct screen *s)
{
	buf_clear(&s->sent);
}

VTermScreenCell
screen_cell(struct screen *s, int row, int col)
{
	VTermScreenCell cell = {0};

	vterm_screen_get_cell(s->cells, (VTermPos){row, col}, &cell);
	return cell;
}

static void
add_row(struct screen *s, int row, struct buf *out)
{
	size_t start = out->size;

	for (int col = 0; col < s->cols;) {
		VTermScreenCell cell = screen_cell(s, row, col);

		if (!cell.chars[0])
			buf_char(out, ' ');
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i];
		     i++)
			buf_codepoint(out, cell.chars[i]);
		col += cell.width > 1 ? cell.width : 1;
	}
	while (out->size > start && out->data[out->size - 1] == ' ')
		out->size--;
	buf_char(out, '\n');
}

char *
screen_text(struct screen *s)
{
	struct buf out = {0};

	for (int row = 0; row < s->rows; row++)
		add_row(s, row, &out);
	buf_cstr(&out);
	return out.data;
}

bool
screen_find(struct screen *s, const char *text, int *row, int *col)
{
	for (*row = 0; *row < s->rows; (*row)++) {
		struct buf line = {0};
		const char *found;

		add_row(s, *row, &line);
		found = strstr(buf_cstr(&line), text);
		*col = 0;
		for (const char *p = line.data; found && p < found;) {
			uint32_t code;

			p += utf8_next(p, (size_t)(found - p), &code);
			(*col)++;
		}
		buf_done(&line);
		if (found)
			return true;
	}
	return false;
}

void
screen_cursor(struct screen *s, int *row, int *col)
{
	VTermPos pos;

	vterm_state_get_cursorpos(vterm_obtain_state(s->vt), &pos);
	*row = pos.row;
	*col = pos.col;
}

bool
screen_is_restored(struct screen *s)
{
	struct termios now;

	if (s->alternate || !s->cursor_visible || s->mouse)
		return false;
	if (tcgetattr(s->fd, &now) != 0)
		return true;
	return now.c_iflag == s->before.c_iflag &&
	       now.c_oflag == s->before.c_oflag &&
	       (now.c_lflag & ~(tcflag_t)PENDIN) ==
	           (s->before.c_lflag & ~(tcflag_t)PENDIN) &&
	       memcmp(now.c_cc, s->before.c_cc, sizeof(now.c_cc)) == 0;
}
