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
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"

enum {
	PIPE_MS = 2000, /* for a command to read what is copied */
	FAIL_MS = 200   /* for one that has read it to say that it failed */
};

extern char **environ;

/* Start argv with input as its standard input and status as its descriptor 3
 * (-1: none), its output thrown away. Returns the process, -1 with errno. */
static pid_t
start(const char *const argv[], int input, int status)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	char *const *words; /* which it does not change */
	sigset_t signals;
	pid_t pid = -1;
	int why;

	memcpy(&words, &argv, sizeof(words));
	sigfillset(&signals);
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attr);
	if (input >= 0)
		posix_spawn_file_actions_adddup2(&actions, input, 0);
	else
		posix_spawn_file_actions_addopen(
		    &actions, 0, "/dev/null", O_RDONLY, 0);
	if (status >= 0)
		posix_spawn_file_actions_adddup2(&actions, status, 3);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	posix_spawnattr_setsigdefault(&attr, &signals);
	posix_spawnattr_setflags(
	    &attr, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
	why = posix_spawnp(&pid, argv[0], &actions, &attr, words, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attr);
	errno = why;
	return why == 0 ? pid : -1;
}

static int
wait_for(pid_t pid)
{
	int status = -1;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

/* By a shell that ends at once: a viewer may run longer than the reader, and
 * somebody must take its status. */
unsigned
desktop_open(struct app *app, const char *path)
{
	static const char script[] =
	    "for v in xdg-open open; do\n"
	    "	command -v $v >/dev/null && { $v \"$1\" & exit 0; }\n"
	    "done\n"
	    "exit 1\n";
	const char *const argv[] = {"sh", "-c", script, "attache", path, NULL};
	pid_t pid;

	if (access(path, R_OK) != 0)
		return app_fail(
		    app, _("cannot open %s: %s"), path, strerror(errno));
	pid = start(argv, -1, -1);
	if (pid < 0 || wait_for(pid) != 0)
		return app_fail(app,
		    _("no viewer can be started: the picture "
		      "is %s"),
		    path);
	return app_say(app, _("opening %s"), path);
}

/* A program that is to read what is copied. */
struct reading {
	pid_t group;
	int fd;   /* -1 once it has read all */
	int from; /* where its exit status comes from */
	const char *text;
	size_t left;
	int64_t until;
	bool deaf; /* nobody has the other end of the pipe any more */
	bool ended;
	int status; /* as a shell says it */
};

/* Write what goes without waiting. What a pipe took nobody has read yet, hence
 * the question how much is still in it; the end of the file follows when
 * nothing is. */
static void
feed(struct reading *r)
{
	struct pollfd p = {.fd = r->fd, .events = 0};
	int unread = 0;
	ssize_t n;

	if (r->left > 0) {
		n = write(r->fd, r->text, r->left);
		r->text += n > 0 ? n : 0;
		r->left -= n > 0 ? (size_t)n : 0;
	}
	if (r->left == 0 && ioctl(r->fd, FIONREAD, &unread) == 0 &&
	    unread == 0) {
		close(r->fd);
		r->fd = -1;
		r->until = clock_ms() + FAIL_MS;
		return;
	}
	r->deaf = poll(&p, 1, 0) > 0 && (p.revents & POLLERR);
}

/* The shell that started it tells its status in a line. */
static void
look_for_end(struct reading *r)
{
	char line[16];
	ssize_t n = read(r->from, line, sizeof(line) - 1);

	if (n < 0)
		return;
	line[n] = '\0';
	r->ended = true;
	r->status = n > 0 ? atoi(line) : EXIT_FAILURE;
}

/* Whether it is known what became of it. One that failed has not taken it; one
 * that ended well may have left the reading to another. */
static bool
is_settled(struct reading *r)
{
	if (r->fd >= 0)
		feed(r);
	if (!r->ended)
		look_for_end(r);
	return r->ended && (r->fd < 0 || r->deaf || r->status != 0);
}

/* One that did not read in time would keep the text for ever. */
static int
outcome(struct reading *r)
{
	bool unread = r->fd >= 0;

	if (unread)
		close(r->fd);
	close(r->from);
	if (r->ended && r->status != 0)
		return r->status;
	if (!unread)
		return PIPE_TAKEN;
	if (!r->ended || !r->deaf)
		kill(-r->group, SIGKILL);
	return PIPE_UNREAD;
}

/* In the background of a shell that ends at once, as desktop_open: some read
 * all and stay, and somebody must take their status. There standard input is
 * nothing unless it comes from elsewhere. */
static pid_t
start_reader(const char *const argv[], int input, int status)
{
	enum { WORDS_MAX = 8 };
	static const char script[] =
	    "exec 4<&0\n"
	    "{ \"$@\" <&4 4<&- 3>&-; echo $? >&3; } &\n";
	const char *words[WORDS_MAX + 5] = {"sh", "-c", script, "attache"};
	pid_t pid;

	for (size_t i = 0; argv[i] && i < WORDS_MAX; i++)
		words[i + 4] = argv[i];
	pid = start(words, input, status);
	if (pid >= 0 && wait_for(pid) != 0) {
		errno = EAGAIN;
		return -1;
	}
	return pid;
}

int
desktop_pipe(const char *const argv[], const char *text)
{
	const struct timespec pause = {0, 2000000};
	struct reading r = {.text = text, .left = strlen(text)};
	int in[2], out[2], why;

	if (pipe2(in, O_CLOEXEC) != 0)
		return PIPE_NOT_STARTED;
	if (pipe2(out, O_CLOEXEC) != 0) {
		why = errno;
		close(in[0]);
		close(in[1]);
		errno = why;
		return PIPE_NOT_STARTED;
	}
	r.fd = in[1];
	r.from = out[0];
	r.group = start_reader(argv, in[0], out[1]);
	why = errno;
	close(in[0]);
	close(out[1]);
	if (r.group < 0 || fcntl(r.fd, F_SETFL, O_NONBLOCK) != 0 ||
	    fcntl(r.from, F_SETFL, O_NONBLOCK) != 0) {
		close(r.fd);
		close(r.from);
		errno = why;
		return PIPE_NOT_STARTED;
	}
	r.until = clock_ms() + PIPE_MS;
	while (!is_settled(&r) && clock_ms() < r.until)
		nanosleep(&pause, NULL);
	return outcome(&r);
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

/* As system() does: keys that interrupt are the editor's. One that stops it
 * stops this program too, or the shell that started both would not come back.
 */
static bool
run_editor(const char *editor, char *path)
{
	char sh[] = "/bin/sh", c[] = "-c", name[] = "attache";
	char *command = mem_format("%s \"$1\"", editor);
	char *argv[] = {sh, c, command, name, path, NULL};
	struct sigaction ignore = {.sa_handler = SIG_IGN}, quit, interrupt;
	struct sigaction usual = {.sa_handler = SIG_DFL}, stop;
	posix_spawnattr_t attr;
	sigset_t signals;
	int status = -1;
	pid_t pid;

	sigaction(SIGINT, &ignore, &interrupt);
	sigaction(SIGQUIT, &ignore, &quit);
	sigaction(SIGTSTP, &usual, &stop);
	posix_spawnattr_init(&attr);
	sigfillset(&signals);
	posix_spawnattr_setsigdefault(&attr, &signals);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF);
	if (posix_spawn(&pid, sh, NULL, &attr, argv, environ) == 0)
		status = wait_for(pid);
	posix_spawnattr_destroy(&attr);
	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGQUIT, &quit, NULL);
	sigaction(SIGTSTP, &stop, NULL);
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
