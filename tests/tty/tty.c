/* Runs scripts against programs on a pseudo-terminal and prints TAP.
 *
 *   tty SCRIPT...
 *
 * A script is lines; # starts a comment. Words beginning with $ are taken from
 * the environment.
 *
 *   terms T...           run once for each (default: five of them)
 *   sizes CxR...         and for each size (default: four of them)
 *   env NAME=VALUE       for the program
 *   run PROGRAM WORD...
 *   keys SCRIPT          type: jj/red<Enter>
 *   bytes TEXT           send bytes; \e \n \\ \xHH
 *   repeat N KEYS        type N times
 *   expect TEXT          wait until the screen holds it
 *   expect-row N TEXT    wait until row N is exactly that; N below 0: from the
 *                        end
 *   absent TEXT          wait until the screen does not hold it
 *   said TEXT            wait until it was sent since the last keys; as bytes
 *   unsaid TEXT          it was not sent since the last keys
 *   cursor TEXT          wait until the cursor is on a row with it
 *   attr NAME TEXT       wait until it has bold, underline, reverse, none, or
 *                        colour
 *   keep                 remember the screen (settled)
 *   kept                 wait until it is so again, with the cursor
 *   settle               wait until nothing is sent any more
 *   atmost N             bytes sent since the last keys (settled)
 *   resize CxR           another size
 *   storm N              N sizes as fast as they can be set, then the first
 *   signal NAME          HUP INT TERM TSTP CONT WINCH QUIT SEGV USR1
 *   hangup               the terminal is gone
 *   stopped              wait until the program is stopped
 *   exit N|SIGNAME       wait until it ends so
 *   restored             modes, screen and cursor are as before
 *   alternate yes|no     which screen is shown
 */
#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "tty/screen.h"

enum { WORDS_MAX = 24, LINES_MAX = 400, DEADLINE_MS = 5000, SETTLE_MS = 60 };

struct script {
	const char *path;
	char *data, *defaults[2];
	char *line[LINES_MAX];
	int lines;
	char *terms[WORDS_MAX], *sizes[WORDS_MAX];
};

struct play {
	struct screen *screen;
	const char *term;
	int rows, cols;
	char *env[WORDS_MAX];
	int envs;
	char *kept;
	char why[64];
};

static const char default_terms[] =
    "xterm-256color tmux-256color linux vt100 dumb";
static const char default_sizes[] = "20x5 40x12 80x24 200x60";

static const struct {
	const char *name;
	int number;
} signals[] = {
    {"HUP", SIGHUP},
    {"INT", SIGINT},
    {"TERM", SIGTERM},
    {"TSTP", SIGTSTP},
    {"CONT", SIGCONT},
    {"WINCH", SIGWINCH},
    {"QUIT", SIGQUIT},
    {"SEGV", SIGSEGV},
    {"USR1", SIGUSR1},
    {"ABRT", SIGABRT},
    {"STOP", SIGSTOP},
    {"KILL", SIGKILL},
};

static int
signal_number(const char *name)
{
	for (size_t i = 0; i < COUNT(signals); i++) {
		if (strcmp(signals[i].name, name) == 0)
			return signals[i].number;
	}
	return 0;
}

static int
split(char *line, char **word, int max)
{
	int count = 0;
	char *save;

	for (char *w = strtok_r(line, " \t", &save); w && count < max - 1;
	     w = strtok_r(NULL, " \t", &save)) {
		char *value = w[0] == '$' ? getenv(w + 1) : w;

		word[count++] = value ? value : w;
	}
	word[count] = NULL;
	return count;
}

/* What a waiting command waits for. */
struct want {
	const char *text;
	int row;
	bool absent;
};

static bool
has_text(struct screen *s, void *ctx)
{
	const struct want *want = ctx;
	int row, col;

	return screen_find(s, want->text, &row, &col) != want->absent;
}

static bool
has_row(struct screen *s, void *ctx)
{
	const struct want *want = ctx;
	char *text = screen_text(s);
	char *line = text;
	int row = want->row < 0 ? s->rows + want->row : want->row;
	bool same;

	for (; row > 0 && line; row--) {
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
	same = line && strlen(want->text) == strcspn(line, "\n") &&
	       strncmp(line, want->text, strlen(want->text)) == 0;
	free(text);
	return same;
}

/* \e \n \\ \xHH */
static void
unescape(const char *text, struct buf *out)
{
	for (; *text; text++) {
		char hex[3] = {0};

		if (*text != '\\' || !text[1]) {
			buf_char(out, *text);
			continue;
		}
		text++;
		if (*text == 'x' && text[1] && text[2]) {
			memcpy(hex, text + 1, 2);
			text += 2;
			buf_char(out, (char)strtol(hex, NULL, 16));
		} else {
			buf_char(out, *text == 'e'   ? '\033'
			              : *text == 'n' ? '\n'
			                             : *text);
		}
	}
}

static bool
has_said(struct screen *s, void *ctx)
{
	const struct want *want = ctx;
	struct buf text = {0};
	bool said;

	unescape(want->text, &text);
	said = strstr(buf_cstr(&s->sent), buf_cstr(&text)) != NULL;
	buf_done(&text);
	return said;
}

static bool
has_cursor(struct screen *s, void *ctx)
{
	const struct want *want = ctx;
	int row, col;
	char *text = screen_text(s), *line = text;
	bool has;

	screen_cursor(s, &row, &col);
	while (row-- > 0 && line) {
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
	if (line)
		line[strcspn(line, "\n")] = '\0';
	has = s->cursor_visible && line && strstr(line, want->text);
	free(text);
	return has;
}

static bool
is_colour(const VTermScreenCell *cell)
{
	return !VTERM_COLOR_IS_DEFAULT_FG(&cell->fg) ||
	       !VTERM_COLOR_IS_DEFAULT_BG(&cell->bg);
}

static bool
has_attr(struct screen *s, void *ctx)
{
	const struct want *want = ctx;
	const char *text = strchr(want->text, ' ');
	VTermScreenCell cell;
	int row, col;

	if (!text || !screen_find(s, text + 1, &row, &col))
		return false;
	cell = screen_cell(s, row, col);
	switch (want->text[0]) {
	case 'b':
		return cell.attrs.bold;
	case 'u':
		return cell.attrs.underline;
	case 'r':
		return cell.attrs.reverse;
	case 'c':
		return is_colour(&cell);
	default:
		return !cell.attrs.bold && !cell.attrs.underline &&
		       !cell.attrs.reverse && !is_colour(&cell);
	}
}

static bool
is_stopped(struct screen *s, void *ctx)
{
	siginfo_t info = {0};

	(void)ctx;
	return waitid(P_PID, (id_t)s->pid, &info,
	           WSTOPPED | WNOHANG | WNOWAIT) == 0 &&
	       info.si_pid == s->pid;
}

static bool
restored(struct screen *s, void *ctx)
{
	(void)ctx;
	return screen_is_restored(s);
}

static bool
on_alternate(struct screen *s, void *ctx)
{
	return s->alternate == (strcmp(((struct want *)ctx)->text, "yes") == 0);
}

/* What is on the screen, and where the cursor is. Caller frees. */
static char *
whole_screen(struct screen *s)
{
	char *text = screen_text(s), *all;
	int row, col;

	screen_cursor(s, &row, &col);
	all = mem_format("%d %d\n%s", row, col, text);
	free(text);
	return all;
}

static bool
is_kept(struct screen *s, void *ctx)
{
	char *now = whole_screen(s);
	bool same = strcmp(now, ctx) == 0;

	free(now);
	return same;
}

static const struct {
	const char *name;
	bool (*holds)(struct screen *s, void *ctx);
	bool absent;
} waits[] = {
    {"expect", has_text, false},
    {"absent", has_text, true},
    {"expect-row", has_row, false},
    {"said", has_said, false},
    {"cursor", has_cursor, false},
    {"attr", has_attr, false},
    {"stopped", is_stopped, false},
    {"restored", restored, false},
    {"alternate", on_alternate, false},
};

static bool
play_wait(struct play *p, const char *name, char *rest, bool *known)
{
	struct want want = {.text = rest};

	*known = false;
	for (size_t i = 0; i < COUNT(waits); i++) {
		if (strcmp(waits[i].name, name) != 0)
			continue;
		*known = true;
		want.absent = waits[i].absent;
		if (waits[i].holds == has_row) {
			want.row = (int)strtol(rest, &rest, 10);
			want.text = rest + (*rest == ' ');
		}
		return screen_wait(
		    p->screen, DEADLINE_MS, waits[i].holds, &want);
	}
	return false;
}

static void
send_bytes(struct screen *s, const char *text)
{
	struct buf out = {0};

	unescape(text, &out);
	screen_send(s, out.data, out.size);
	buf_done(&out);
}

static bool
play_exit(struct play *p, const char *how)
{
	int status;

	if (!screen_ended(p->screen, DEADLINE_MS))
		return false;
	status = p->screen->status;
	if (isdigit((unsigned char)how[0]))
		return WIFEXITED(status) && WEXITSTATUS(status) == atoi(how);
	return WIFSIGNALED(status) && WTERMSIG(status) == signal_number(how);
}

/* Sizes that repeat nowhere soon, from nothing to more than fits. */
static void
storm(struct play *p, long count)
{
	unsigned at = 1;

	while (count-- > 0) {
		at = at * 1103515245U + 12345U;
		screen_resize(p->screen, 1 + (int)(at >> 16) % 70,
		    1 + (int)(at >> 8) % 210);
	}
	screen_resize(p->screen, p->rows, p->cols);
}

/* To whoever has the terminal, as the keyboard would. */
static bool
send_signal(struct screen *s, int number)
{
	pid_t group = tcgetpgrp(s->fd);

	return kill(group > 1 ? -group : s->pid, number) == 0;
}

static bool
play_input(struct play *p, const char *name, char *rest, bool *known)
{
	*known = true;
	if (strcmp(name, "keys") == 0) {
		screen_mark(p->screen);
		screen_keys(p->screen, rest);
	} else if (strcmp(name, "bytes") == 0) {
		screen_mark(p->screen);
		send_bytes(p->screen, rest);
	} else if (strcmp(name, "repeat") == 0) {
		long n = strtol(rest, &rest, 10);

		screen_mark(p->screen);
		while (n-- > 0)
			screen_keys(p->screen, rest + (*rest == ' '));
	} else if (strcmp(name, "resize") == 0) {
		int rows, cols;

		if (sscanf(rest, "%dx%d", &cols, &rows) != 2)
			return false;
		screen_resize(p->screen, rows, cols);
	} else if (strcmp(name, "storm") == 0) {
		storm(p, strtol(rest, NULL, 10));
	} else if (strcmp(name, "signal") == 0) {
		return send_signal(p->screen, signal_number(rest));
	} else if (strcmp(name, "hangup") == 0) {
		screen_hang_up(p->screen);
	} else {
		*known = false;
	}
	return true;
}

static bool
play_check(struct play *p, const char *name, char *rest)
{
	if (strcmp(name, "exit") == 0)
		return play_exit(p, rest);
	screen_settle(p->screen, SETTLE_MS);
	if (strcmp(name, "settle") == 0)
		return true;
	if (strcmp(name, "keep") == 0) {
		free(p->kept);
		p->kept = whole_screen(p->screen);
		return true;
	}
	if (strcmp(name, "kept") == 0)
		return p->kept &&
		       screen_wait(p->screen, DEADLINE_MS, is_kept, p->kept);
	if (strcmp(name, "unsaid") == 0)
		return !has_said(p->screen, &(struct want){.text = rest});
	if (strcmp(name, "atmost") == 0) {
		snprintf(
		    p->why, sizeof(p->why), "%zu bytes", p->screen->sent.size);
		return p->screen->sent.size <= (size_t)atoi(rest);
	}
	snprintf(p->why, sizeof(p->why), "no such command");
	return false;
}

static bool
play_line(struct play *p, char *line)
{
	char *rest = line + strcspn(line, " \t");
	char *word[WORDS_MAX];
	bool known, ok;

	if (*rest)
		*rest++ = '\0';
	if (strcmp(line, "env") == 0 && p->envs < WORDS_MAX - 1) {
		p->env[p->envs++] = mem_dup(rest);
		return true;
	}
	if (strcmp(line, "run") == 0) {
		split(rest, word, WORDS_MAX);
		p->screen =
		    screen_start(p->term, p->rows, p->cols, word, p->env);
		return true;
	}
	if (!p->screen)
		return false;
	ok = play_input(p, line, rest, &known);
	if (!known)
		ok = play_wait(p, line, rest, &known);
	return known ? ok : play_check(p, line, rest);
}

static void
show_failure(struct play *p, const char *line)
{
	char *text = p->screen ? screen_text(p->screen) : mem_dup("");
	char *save;

	printf("# %s %s\n", line, p->why);
	if (p->screen && p->screen->ended)
		printf("# the program has ended: status %x\n",
		    (unsigned)p->screen->status);
	if (p->screen && strcmp(line, "restored") == 0)
		printf("# alternate %d, cursor %d, mouse %d\n",
		    p->screen->alternate, p->screen->cursor_visible,
		    p->screen->mouse);
	for (char *row = strtok_r(text, "\n", &save); row;
	     row = strtok_r(NULL, "\n", &save))
		printf("# |%s\n", row);
	free(text);
	text = strcmp(line, "kept") == 0 ? mem_dup(p->kept) : NULL;
	for (char *row = text ? strtok_r(text, "\n", &save) : NULL; row;
	     row = strtok_r(NULL, "\n", &save))
		printf("# kept |%s\n", row);
	free(text);
}

static void
play(
    const struct script *script, const char *term, const char *size, int number)
{
	struct play p = {.term = term};
	bool ok = sscanf(size, "%dx%d", &p.cols, &p.rows) == 2;
	char *failed = NULL;

	for (int i = 0; ok && i < script->lines; i++) {
		char *line = mem_dup(script->line[i]);

		ok = play_line(&p, line);
		if (!ok)
			failed = script->line[i];
		free(line);
	}
	printf("%s %d - %s %s %s\n", ok ? "ok" : "not ok", number, script->path,
	    term, size);
	if (!ok)
		show_failure(&p, failed ? failed : size);
	fflush(stdout);
	if (p.screen)
		screen_stop(p.screen);
	free(p.kept);
	while (p.envs > 0)
		free(p.env[--p.envs]);
}

static bool
load(struct script *s, const char *path)
{
	struct att_error err = {0};
	size_t size;
	char *next;

	memset(s, 0, sizeof(*s));
	s->path = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	if (!file_read(path, 1 << 20, &s->data, &size, &err)) {
		printf("# %s\n", err.text);
		return false;
	}
	s->defaults[0] = mem_dup(default_terms);
	s->defaults[1] = mem_dup(default_sizes);
	split(s->defaults[0], s->terms, WORDS_MAX);
	split(s->defaults[1], s->sizes, WORDS_MAX);
	for (char *line = s->data; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (!*line || *line == '#' || s->lines == LINES_MAX)
			continue;
		if (strncmp(line, "terms ", 6) == 0)
			split(line + 6, s->terms, WORDS_MAX);
		else if (strncmp(line, "sizes ", 6) == 0)
			split(line + 6, s->sizes, WORDS_MAX);
		else
			s->line[s->lines++] = line;
	}
	return true;
}

int
main(int argc, char **argv)
{
	int number = 0;

	signal(SIGPIPE, SIG_IGN);
	for (int i = 1; i < argc; i++) {
		struct script s;

		if (!load(&s, argv[i])) {
			printf("not ok %d - %s\n", ++number, argv[i]);
			continue;
		}
		for (char **term = s.terms; *term; term++) {
			for (char **size = s.sizes; *size; size++)
				play(&s, *term, *size, ++number);
		}
		free(s.data);
		free(s.defaults[0]);
		free(s.defaults[1]);
	}
	printf("1..%d\n", number);
	return 0;
}
