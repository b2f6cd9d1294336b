/* The helper gets its question and gives its answer over one socket pair;
 * both directions are served at once, so that neither side waits for the
 * other's full buffer. It reads what may be hostile, so it is not waited for
 * longer than the time given, and its answer is bounded. */
#include "store/ask.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/message.h"

enum {
	ASK_SECONDS = 15,
	ASK_MOST = 256 << 20, /* bytes of an answer */
	ASK_CHUNK = 1 << 16
};

extern char **environ;

struct ask {
	int fd;
	pid_t pid;
	const struct buf *request;
	size_t sent;
	struct buf *answer;
	int64_t until; /* milliseconds of the monotonic clock */
};

/* Its end is stdin and stdout; stderr leads nowhere, for the screen's sake. */
static int
spawn(struct ask *a, const char *helper, int end)
{
	char name[] = "attache-xml", mode[] = "--bookmarks";
	char *args[] = {name, mode, NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none;
	int why;

	sigemptyset(&none);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, end, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, end, STDOUT_FILENO);
	posix_spawn_file_actions_addopen(
	    &actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	why =
	    posix_spawn(&a->pid, helper, &actions, &attributes, args, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return why;
}

static bool
start(struct ask *a, const char *helper, struct att_error *err)
{
	int pair[2], why;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return att_fail(err, ATT_EIO, _("cannot start %s: %s"), helper,
		    strerror(errno));
	why = spawn(a, helper, pair[1]);
	close(pair[1]);
	if (why) {
		close(pair[0]);
		return att_fail(err, ATT_EIO,
		    _("cannot start %s, which reads XML: %s"), helper,
		    strerror(why));
	}
	a->fd = pair[0];
	return true;
}

/* Send what goes without waiting; at the end close that direction. */
static bool
send_some(struct ask *a)
{
	ssize_t n = send(a->fd, a->request->data + a->sent,
	    a->request->size - a->sent, MSG_NOSIGNAL | MSG_DONTWAIT);

	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	a->sent += (size_t)n;
	if (a->sent == a->request->size)
		shutdown(a->fd, SHUT_WR);
	return true;
}

/* 1: go on; 0: the end; -1: an error. */
static int
receive_some(struct ask *a)
{
	ssize_t n = recv(
	    a->fd, buf_reserve(a->answer, ASK_CHUNK), ASK_CHUNK, MSG_DONTWAIT);

	if (n < 0)
		return errno == EAGAIN || errno == EINTR ? 1 : -1;
	a->answer->size += (size_t)n;
	if (a->answer->size > ASK_MOST)
		return -1;
	return n > 0;
}

static bool
talk(struct ask *a)
{
	for (;;) {
		bool more = a->sent < a->request->size;
		struct pollfd p = {
		    a->fd, (short)(POLLIN | (more ? POLLOUT : 0)), 0};
		int64_t left = a->until - clock_ms();
		int n = left > 0 ? poll(&p, 1, (int)left) : 0;

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		if (more && (p.revents & POLLOUT) && !send_some(a))
			return false;
		if (p.revents & (POLLIN | POLLHUP | POLLERR)) {
			int go_on = receive_some(a);

			if (go_on <= 0)
				return go_on == 0;
		}
	}
}

static int
wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0) {
		if (errno != EINTR)
			return 0; /* somebody else has waited: it ended */
	}
	return status;
}

bool
ask_helper(const char *helper, const struct buf *request, struct buf *answer,
    struct att_error *err)
{
	struct ask a = {.request = request,
	    .answer = answer,
	    .until = clock_ms() + ASK_SECONDS * 1000};
	bool ok;
	int status;

	buf_clear(answer);
	if (!start(&a, helper, err))
		return false;
	ok = talk(&a);
	close(a.fd);
	if (!ok)
		kill(a.pid, SIGKILL);
	status = wait_for(a.pid);
	if (ok && status == 0)
		return true;
	if (!ok && clock_ms() >= a.until)
		return att_fail(
		    err, ATT_ELIMIT, _("reading it takes too long"));
	if (WIFSIGNALED(status))
		return att_fail(err, ATT_ELIMIT,
		    _("its reader failed (signal %d)"), WTERMSIG(status));
	return att_fail(err, ATT_ELIMIT, _("its reader failed (status %d)"),
	    WEXITSTATUS(status));
}
