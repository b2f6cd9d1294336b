/* Where what is copied goes: to tmux, to the terminal by OSC 52, to a command,
 * to a file, or nowhere; never silently, and never said to have arrived where
 * nobody can know. */
#include "ui/clipboard.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "ui/reader_state.h"

/* Terminals drop longer ones; xterm's own limit is near this. */
enum { OSC52_MAX = 74000, SCREEN_MAX = 240 };

struct copied {
	const char *what, *text;
};

static void
base64(struct buf *out, const char *text)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklm"
	                             "nopqrstuvwxyz0123456789+/";
	const unsigned char *p = (const unsigned char *)text;
	size_t left = strlen(text);

	for (; left > 0; p += 3, left -= left < 3 ? left : 3) {
		unsigned v = (unsigned)p[0] << 16;

		if (left > 1)
			v |= (unsigned)p[1] << 8;
		if (left > 2)
			v |= p[2];
		buf_char(out, digits[v >> 18]);
		buf_char(out, digits[v >> 12 & 63]);
		buf_char(out, left > 1 ? digits[v >> 6 & 63] : '=');
		buf_char(out, left > 2 ? digits[v & 63] : '=');
	}
}

/* screen passes on what is wrapped, of strings no longer than its own. */
static void
screen_sequence(struct buf *out, const char *plain, size_t size)
{
	while (size > 0) {
		size_t part = size < SCREEN_MAX ? size : SCREEN_MAX;

		buf_str(out, "\033P");
		buf_add(out, plain, part);
		buf_str(out, "\033\\");
		plain += part;
		size -= part;
	}
}

/* The sequence; screen passes it on when it is wrapped. A tmux that cannot be
 * asked (it runs on a nearer machine) takes the plain one with set-clipboard
 * on and the wrapped one with allow-passthrough on. */
static void
sequence(struct buf *out, const char *text)
{
	const char *name = getenv("TERM");
	const char *term = name ? name : "";
	struct buf plain = {0};

	buf_str(&plain, "\033]52;c;");
	base64(&plain, text);
	buf_char(&plain, '\007');
	if (getenv("TMUX") || strncmp(term, "tmux", 4) == 0) {
		buf_add(out, plain.data, plain.size);
		buf_str(out, "\033Ptmux;\033"); /* doubles the escape */
		buf_add(out, plain.data, plain.size);
		buf_str(out, "\033\\");
	} else if (getenv("STY") || strncmp(term, "screen", 6) == 0) {
		screen_sequence(out, plain.data, plain.size);
	} else {
		buf_add(out, plain.data, plain.size);
	}
	buf_done(&plain);
}

/* "file:PATH"; ~ is the home. Caller frees; NULL: it is no file. */
static char *
file_target(const char *how)
{
	const char *home = getenv("HOME");

	if (strncmp(how, "file:", 5) != 0 || !how[5])
		return NULL;
	how += 5;
	return how[0] == '~' && how[1] == '/' && home
	           ? mem_format("%s%s", home, how + 1)
	           : mem_dup(how);
}

static unsigned
say_copied(struct app *app, const struct copied *c, const char *to)
{
	return app_say(app, _("copied %s, %zu bytes, to %s"), c->what,
	    strlen(c->text), to);
}

/* Written in place: it may be a pipe that somebody reads. */
static unsigned
to_file(struct app *app, const struct copied *c, const char *path)
{
	int fd = open(path,
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
	    0600);
	bool ok = fd >= 0 && file_write_all(fd, c->text, strlen(c->text));

	if (fd >= 0 && close(fd) != 0)
		ok = false;
	if (!ok)
		return app_fail(
		    app, _("cannot copy to %s: %s"), path, strerror(errno));
	return say_copied(app, c, path);
}

/* No terminal answers whether it took the text: the first time what is surer is
 * said too. */
static unsigned
say_sent(struct app *app, const struct copied *c)
{
	bool hinted = app->reader->clipboard_hinted;

	app->reader->clipboard_hinted = true;
	if (hinted)
		return app_say(app,
		    _("sent %s, %zu bytes, to the terminal (OSC 52)"), c->what,
		    strlen(c->text));
	return app_say(app,
	    _("sent %s, %zu bytes, to the terminal (OSC 52); "
	      "surer: --clipboard=COMMAND"),
	    c->what, strlen(c->text));
}

static unsigned
to_terminal(struct app *app, const struct copied *c)
{
	struct buf out = {0};
	bool ok;

	if (strlen(c->text) > OSC52_MAX)
		return app_fail(app,
		    _("nothing is copied: %zu bytes are too long for a "
		      "terminal (%d at most); --clipboard=COMMAND takes them"),
		    strlen(c->text), OSC52_MAX);
	sequence(&out, c->text);
	ok = app->term.ops->raw(app->term.ctx, buf_cstr(&out), out.size);
	buf_done(&out);
	if (!ok)
		return app_fail(app, _("the terminal did not take the copy"));
	return say_sent(app, c);
}

/* Into its paste buffer and, with -w (since 3.2), into the clipboard of the
 * terminal it is in. As it is set up by default it passes on no sequence. */
static bool
tmux_takes(struct app *app, const char *text)
{
	static const char *const both[] = {
	    "tmux", "load-buffer", "-w", "-", NULL};
	static const char *const old[] = {"tmux", "load-buffer", "-", NULL};
	int end = app->pipe_to(both, text);

	if (end > 0)
		end = app->pipe_to(old, text);
	return end == PIPE_TAKEN;
}

/* What the terminal is in is asked first: it answers. */
static unsigned
to_screen(struct app *app, const struct copied *c)
{
	const char *tmux = getenv("TMUX");

	if (tmux && *tmux && app->pipe_to && tmux_takes(app, c->text))
		return say_copied(app, c, "tmux");
	return to_terminal(app, c);
}

static unsigned
to_command(struct app *app, const struct copied *c, const char *command)
{
	const char *const argv[] = {"/bin/sh", "-c", command, NULL};
	int end = app->pipe_to(argv, c->text);

	if (end == PIPE_TAKEN)
		return say_copied(app, c, command);
	if (end == PIPE_NOT_STARTED)
		return app_fail(
		    app, _("cannot run %s: %s"), command, strerror(errno));
	if (end == PIPE_UNREAD)
		return app_fail(
		    app, _("%s did not read what is copied"), command);
	return app_fail(
	    app, _("%s did not take the copy: exit status %d"), command, end);
}

unsigned
clipboard_copy(struct app *app, const char *what, const char *text)
{
	const struct copied c = {what, text};
	const char *how = app->settings.clipboard;
	char *path = file_target(how);
	unsigned fx;

	if (app->restricted)
		fx = app_fail(app, _("copying is off in restricted mode"));
	else if (strcmp(how, "none") == 0)
		fx = app_fail(
		    app, _("copying is off: see the option clipboard"));
	else if (path)
		fx = to_file(app, &c, path);
	else if (strcmp(how, "osc52") == 0)
		fx = to_screen(app, &c);
	else if (app->pipe_to)
		fx = to_command(app, &c, how);
	else
		fx = app_fail(app, _("no command can be run"));
	free(path);
	return fx;
}
