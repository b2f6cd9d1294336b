/* Other programs, run so that none of them can hold the reader or scribble on
 * its screen. */
#include "desktop.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"

enum { PIPE_MS = 2000 }; /* for a command to read what is copied */

extern char **environ;

/* Start argv with input as its standard input (-1: none), its output thrown
 * away. Returns the process, -1 with errno. */
static pid_t
start(char *const argv[], int input)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	pid_t pid = -1;
	int why;

	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attr);
	if (input >= 0)
		posix_spawn_file_actions_adddup2(&actions, input, 0);
	else
		posix_spawn_file_actions_addopen(
		    &actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETPGROUP);
	why = posix_spawnp(&pid, argv[0], &actions, &attr, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attr);
	errno = why;
	return why == 0 ? pid : -1;
}

unsigned
desktop_open(struct app *app, const char *path)
{
	char xdg[] = "xdg-open", mac[] = "open";
	char *name = strdup(path);
	char *with_xdg[] = {xdg, name, NULL}, *with_mac[] = {mac, name, NULL};
	pid_t pid = -1;

	if (access(path, R_OK) != 0) {
		free(name);
		return app_fail(
		    app, _("cannot open %s: %s"), path, strerror(errno));
	}
	if (name)
		pid = start(with_xdg, -1);
	if (pid < 0 && name)
		pid = start(with_mac, -1);
	free(name);
	if (pid < 0)
		return app_fail(app,
		    _("no viewer can be started: the picture "
		      "is %s"),
		    path);
	return app_say(app, _("opening %s"), path);
}

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* All of text, unless the command does not read it. */
static bool
feed(int fd, const char *text, int64_t until)
{
	size_t left = strlen(text);

	while (left > 0) {
		struct pollfd p = {fd, POLLOUT, 0};
		int64_t wait = until - now_ms();
		ssize_t n;

		if (wait <= 0 || poll(&p, 1, (int)wait) == 0)
			return false;
		n = write(fd, text, left);
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return false;
		text += n > 0 ? n : 0;
		left -= n > 0 ? (size_t)n : 0;
	}
	return true;
}

/* Whether it ended well; one that goes on (to own a clipboard) has taken the
 * text too. */
static bool
ended_well(pid_t pid, int64_t until)
{
	const struct timespec pause = {0, 5000000};
	int status = 0;

	for (;;) {
		pid_t got = waitpid(pid, &status, WNOHANG);

		if (got == pid)
			return WIFEXITED(status) && WEXITSTATUS(status) == 0;
		if ((got < 0 && errno != EINTR) || now_ms() >= until)
			return true;
		nanosleep(&pause, NULL);
	}
}

unsigned
desktop_pipe(struct app *app, const char *command, const char *text)
{
	char sh[] = "/bin/sh", c[] = "-c";
	char *copy = mem_dup(command);
	char *argv[] = {sh, c, copy, NULL};
	int64_t until = now_ms() + PIPE_MS;
	int pipes[2];
	pid_t pid;
	bool ok;

	if (pipe2(pipes, O_CLOEXEC) != 0) {
		free(copy);
		return app_fail(
		    app, _("cannot run %s: %s"), command, strerror(errno));
	}
	pid = start(argv, pipes[0]);
	free(copy);
	close(pipes[0]);
	ok = pid >= 0 && fcntl(pipes[1], F_SETFL, O_NONBLOCK) == 0 &&
	     feed(pipes[1], text, until);
	close(pipes[1]);
	if (pid >= 0)
		ok = ended_well(pid, until) && ok;
	if (!ok)
		return app_fail(app, _("%s did not take the copy"), command);
	return app_say(app, _("%zu bytes given to %s"), strlen(text), command);
}

/* A file that only its owner reads, with text in it. Caller frees the path;
 * NULL with errno. */
static char *
write_draft(const char *text)
{
	const char *folder = getenv("TMPDIR");
	char *path = mem_format("%s/attache-XXXXXX.txt",
	    folder && *folder == '/' ? folder : "/tmp");
	int fd = mkostemps(path, 4, O_CLOEXEC);
	bool ok = fd >= 0 && file_write_all(fd, text, strlen(text));

	if (fd >= 0 && close(fd) != 0)
		ok = false;
	if (ok)
		return path;
	if (fd >= 0)
		unlink(path);
	free(path);
	return NULL;
}

/* As system() does: a key that interrupts is the editor's. */
static bool
run_editor(const char *editor, char *path)
{
	char sh[] = "/bin/sh", c[] = "-c", name[] = "attache";
	char *command = mem_format("%s \"$1\"", editor);
	char *argv[] = {sh, c, command, name, path, NULL};
	struct sigaction ignore = {.sa_handler = SIG_IGN}, quit, interrupt;
	posix_spawnattr_t attr;
	sigset_t signals;
	int status = -1;
	pid_t pid;

	sigaction(SIGINT, &ignore, &interrupt);
	sigaction(SIGQUIT, &ignore, &quit);
	posix_spawnattr_init(&attr);
	sigfillset(&signals);
	posix_spawnattr_setsigdefault(&attr, &signals);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF);
	if (posix_spawn(&pid, sh, NULL, &attr, argv, environ) == 0)
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
	posix_spawnattr_destroy(&attr);
	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGQUIT, &quit, NULL);
	free(command);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool
desktop_edit(struct app *app, char **text)
{
	enum { TEXT_MAX = 4 << 20 };
	const char *editor = getenv("VISUAL");
	char *path = write_draft(*text), *data = NULL;
	struct att_error err = {0};
	size_t size;
	bool ok;

	if (!path) {
		app_fail(app, _("cannot write a file for the editor: %s"),
		    strerror(errno));
		return false;
	}
	if (!editor || !*editor)
		editor = getenv("EDITOR");
	if (!editor || !*editor)
		editor = "vi";
	app->term.ops->leave(app->term.ctx);
	ok = run_editor(editor, path);
	app->term.ops->enter(app->term.ctx);
	app->term.ops->repaint(app->term.ctx);
	if (!ok)
		app_fail(app, _("%s failed: nothing is changed"), editor);
	else if (!file_read(path, TEXT_MAX, &data, &size, &err))
		app_fail(app, "%s", err.text);
	unlink(path);
	free(path);
	if (!data)
		return false;
	free(*text);
	*text = data;
	return true;
}
