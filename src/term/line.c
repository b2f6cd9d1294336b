/* A terminal of lines: reads a line of keys, says what came of it. */
#include "term/line.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "term/signals.h"
#include "term/term.h"

enum {
	LINE_MAX_SIZE = 4096,
	KEYS_MAX = LINE_MAX_SIZE + 1,
	WORK_MS = 500 /* of searching, before a line typed ahead is taken */
};

struct line {
	char input[LINE_MAX_SIZE];
	size_t input_size;
	bool ended;             /* end of input */
	uint32_t key[KEYS_MAX]; /* typed and not yet read: next..count */
	size_t next, count;
	bool enter_after;       /* the line ends a prompt, if it opened one */
	bool drawn;             /* since the last key */
	struct grid grid;       /* drawn last */
	bool unsaid;            /* and not yet told */
	long long taken;        /* when the last line was, in ms */
	bool prompted;          /* the prompt for the next line was written */
	bool tabbed;            /* the last line moved to a reference */
	bool on_prompt, on_row; /* what the cursor is on */
	char *prompt;           /* text of the open prompt */
	struct said said;
};

static void
size(void *ctx, int *rows, int *cols)
{
	struct winsize w = {0};
	const char *columns = getenv("COLUMNS");

	(void)ctx;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) != 0)
		w = (struct winsize){0};
	*rows = w.ws_row ? w.ws_row : 24;
	*cols = w.ws_col ? w.ws_col : columns ? atoi(columns) : 80;
	if (*cols < 20)
		*cols = 80;
	if (*cols > 1000)
		*cols = 1000;
	if (*rows < 4)
		*rows = 24;
	if (*rows > 500)
		*rows = 500;
}

/* What is asked, and room for the blank after it. Caller frees. */
static char *
prompt_lines(const struct grid *grid)
{
	struct buf lines = {0};
	char *text = said_cursor_row(grid);

	said_wrap(text, grid->cols - 1, grid->width, &lines);
	buf_cstr(&lines);
	free(text);
	return lines.data;
}

static void
look_at_cursor(struct line *l, const struct grid *grid)
{
	enum role role = said_cursor_role(grid);

	l->on_prompt = role == ROLE_PROMPT;
	l->on_row = role == ROLE_SELECTED;
	free(l->prompt);
	l->prompt = l->on_prompt ? prompt_lines(grid) : NULL;
}

static void
keep(struct line *l, const struct grid *grid)
{
	grid_resize(&l->grid, grid->rows, grid->cols);
	memcpy(l->grid.cell, grid->cell,
	    (size_t)(grid->rows * grid->cols) * sizeof(*grid->cell));
	l->grid.width = grid->width;
	l->grid.cursor_row = grid->cursor_row;
	l->grid.cursor_col = grid->cursor_col;
}

static void
show(void *ctx, const struct grid *grid)
{
	struct line *l = ctx;

	if (l->next < l->count)
		return; /* in the middle of a line */
	l->drawn = true;
	look_at_cursor(l, grid);
	/* After a prompt Enter comes at once. */
	l->unsaid = !l->enter_after || !l->on_prompt;
	if (l->unsaid)
		keep(l, grid);
}

/* Once nothing is worked on: what came in between is not told. */
static void
tell(struct line *l)
{
	struct buf out = {0};

	if (!l->unsaid)
		return;
	l->unsaid = false;
	said_update(&l->said, &l->grid, &out);
	if (out.size && !file_write_all(STDOUT_FILENO, out.data, out.size))
		l->ended = true;
	buf_done(&out);
}

/* Ask for a line, once. */
static void
prompt(struct line *l)
{
	const char *text = l->prompt && l->prompt[0] ? l->prompt : ":";

	if (l->prompted)
		return;
	l->prompted = true;
	if (!file_write_all(STDOUT_FILENO, text, strlen(text)) ||
	    !file_write_all(STDOUT_FILENO, " ", 1))
		l->ended = true;
}

/* What an empty line means where the cursor is. */
static uint32_t
empty_line(const struct line *l)
{
	return l->on_prompt || l->on_row || l->tabbed ? KEY_CODE_ENTER : ' ';
}

/* A key typed, by name or as it is. Nobody takes what the arrow keys send from
 * a line that is typed: "ESC [ B". */
static uint32_t
next_key(const char **at)
{
	static const uint32_t arrow[] = {KEY_CODE_UP, KEY_CODE_DOWN,
	    KEY_CODE_RIGHT, KEY_CODE_LEFT, 0, KEY_CODE_END, 0, KEY_CODE_HOME};
	const char *text = *at;

	if (text[0] == KEY_CODE_ESC && (text[1] == '[' || text[1] == 'O') &&
	    text[2] >= 'A' && text[2] <= 'H' && arrow[text[2] - 'A']) {
		*at += 3;
		return arrow[text[2] - 'A'];
	}
	return key_parse_next(at);
}

/* Two strokes are typed as the help writes them, "h t", or without the blank,
 * which is a key of its own elsewhere. */
static void
join_strokes(char *text)
{
	bool letter = ((text[0] | 32) >= 'a' && (text[0] | 32) <= 'z');

	if (letter && text[1] == ' ' && text[2] && !text[3])
		memmove(text + 1, text + 2, 2);
}

static void
take_line(struct line *l, char *text)
{
	const char *at = text;
	uint32_t code = 0;

	l->next = l->count = 0;
	l->prompted = false;
	if (!l->on_prompt)
		join_strokes(text);
	while (l->count < KEYS_MAX && (code = next_key(&at)) != 0)
		l->key[l->count++] = code;
	if (l->count == 0) {
		l->key[l->count++] = empty_line(l);
		l->tabbed = l->enter_after = false;
		return;
	}
	code = l->key[l->count - 1];
	l->tabbed = code == KEY_CODE_TAB || code == KEY_CODE_BACKTAB;
	l->enter_after = l->count > 1 || l->on_prompt;
}

/* A line that is there already. */
static bool
next_line(struct line *l)
{
	char *end = memchr(l->input, '\n', l->input_size);
	char text[LINE_MAX_SIZE + 1];
	size_t length;

	if (!end && l->input_size < sizeof(l->input) &&
	    !(l->ended && l->input_size))
		return false;
	length = end ? (size_t)(end - l->input) : l->input_size;
	memcpy(text, l->input, length);
	text[length] = '\0';
	if (length && text[length - 1] == '\r')
		text[length - 1] = '\0';
	if (end)
		length++;
	l->input_size -= length;
	memmove(l->input, l->input + length, l->input_size);
	take_line(l, text);
	return true;
}

static long long
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* Lines may be typed ahead: each waits until what came of the one before is
 * told, and for a while longer as long as something is worked on. */
static bool
may_take_line(const struct line *l, bool working)
{
	return !l->enter_after && (l->drawn || l->count == 0) &&
	       (!working || now_ms() - l->taken >= WORK_MS);
}

static bool
ready_key(struct line *l, struct key *key, bool working)
{
	*key = (struct key){0};
	if (l->next == l->count && l->enter_after && l->drawn) {
		l->enter_after = false;
		if (l->on_prompt) {
			key->code = KEY_CODE_ENTER;
			l->drawn = false;
			return true;
		}
	}
	if (l->next == l->count) {
		if (!may_take_line(l, working) || !next_line(l))
			return false;
		tell(l);
		l->taken = now_ms();
	}
	key->code = l->key[l->next++];
	l->drawn = false;
	return true;
}

static void
fill(struct line *l)
{
	ssize_t n = read(STDIN_FILENO, l->input + l->input_size,
	    sizeof(l->input) - l->input_size);

	if (n > 0)
		l->input_size += (size_t)n;
	else if (n == 0 || errno != EINTR)
		l->ended = true;
}

static bool
signal_key(struct line *l, struct key *key)
{
	int ended = signals_ended();

	*key = (struct key){0};
	if (ended || (l->ended && !l->input_size)) {
		key->code = KEY_CODE_END_ASKED;
		key->signal = ended;
	} else if (signals_continued()) {
		key->code = KEY_CODE_CONTINUED;
		l->prompted = false;
	} else if (signals_resized()) {
		key->code = KEY_CODE_RESIZE;
	} else if (signals_stop_asked()) {
		signals_stop();
		key->code = KEY_CODE_CONTINUED;
		l->prompted = false;
	}
	return key->code != 0;
}

static bool
read_key(void *ctx, struct key *key, int timeout_ms)
{
	struct line *l = ctx;

	for (;;) {
		int n;

		if (ready_key(l, key, timeout_ms == 0) || signal_key(l, key))
			return true;
		if (l->enter_after || (!l->drawn && l->count > 0)) {
			/* Nobody drew since the last key of the line. */
			if (timeout_ms >= 0)
				return false;
			l->drawn = true;
			continue;
		}
		if (timeout_ms == 0 && l->input_size == sizeof(l->input))
			return false;
		if (timeout_ms != 0) {
			tell(l);
			prompt(l);
		}
		n = signals_wait(STDIN_FILENO, timeout_ms);
		if (n == 0)
			return false;
		if (n > 0)
			fill(l);
	}
}

static void
leave(void *ctx)
{
	(void)ctx;
	signals_away(true);
}

static void
enter(void *ctx)
{
	struct line *l = ctx;

	signals_away(false);
	l->prompted = false;
}

static bool
raw(void *ctx, const char *bytes, size_t bytes_size)
{
	(void)ctx;
	(void)bytes;
	(void)bytes_size;
	return false; /* it would be read aloud */
}

static void
look(void *ctx, const struct term_look *wanted)
{
	(void)ctx;
	(void)wanted;
}

static void
repaint(void *ctx)
{
	struct line *l = ctx;

	said_forget(&l->said);
}

static const struct term_ops line_ops = {
    .size = size,
    .read_key = read_key,
    .show = show,
    .leave = leave,
    .enter = enter,
    .raw = raw,
    .look = look,
    .repaint = repaint,
};

bool
term_line_open(
    struct term *term, const struct term_opts *opts, struct att_error *err)
{
	(void)err; /* standard input and output are always there, or end */
	signals_open(opts->no_suspend);
	*term = (struct term){
	    .ops = &line_ops, .ctx = mem_alloc(sizeof(struct line))};
	return true;
}

void
term_line_close(struct term *term)
{
	struct line *l = term->ctx;

	if (!l)
		return;
	signals_close();
	said_forget(&l->said);
	grid_done(&l->grid);
	free(l->prompt);
	free(l);
	*term = (struct term){0};
}
