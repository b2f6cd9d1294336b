/* Two requests are kept with every helper, so that it never waits for the
 * next; answers come in the order of the requests, and what dies with a
 * helper is the first of its two. */
#include "library/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "attache/image.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/message.h"

enum {
	QUEUE = 2,  /* requests with a helper */
	TICK = 100, /* ms between looks at the clock */
	WORKERS_MAX = 64,
	PATIENCE = 4 /* times the seconds allowed, when a document waits for
	                a slow disk rather than for a processor */
};

struct worker {
	pid_t pid; /* 0: none */
	int fd;
	bool greeted;
	size_t job[QUEUE]; /* the first is being read */
	size_t jobs;
	int waited; /* ms since it got the first */
	bool late;  /* ended for that */
};

struct run {
	const struct workers *w;
	struct worker *worker;
	size_t count;  /* of workers */
	size_t *again; /* jobs that a dying helper had not begun */
	size_t again_count;
	size_t next;
	size_t jobs;
	bool proven; /* some helper has run */
	struct att_error *err;
};

/* So many helpers that half of the descriptors stay for all else: each has a
 * socket and, for each request, a file that is open twice. */
static size_t
most_workers(void)
{
	struct rlimit files;
	size_t most = WORKERS_MAX;

	if (getrlimit(RLIMIT_NOFILE, &files) == 0 &&
	    files.rlim_cur / 2 / (1 + 2 * QUEUE) < most)
		most = files.rlim_cur / 2 / (1 + 2 * QUEUE);
	return most > 0 ? most : 1;
}

static unsigned
cores(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		return 1;
	return (unsigned)CPU_COUNT(&set);
}

/* --worker --seconds=N --megabytes=N --read=ROOT ... NULL */
static char **
make_args(const struct run *r)
{
	char **args = mem_alloc((r->w->root_count + 5) * sizeof(*args));
	size_t n = 0;

	args[n++] = mem_dup("attache-xml");
	args[n++] = mem_dup("--worker");
	args[n++] = mem_format("--seconds=%u", r->w->seconds);
	args[n++] = mem_format("--megabytes=%u", r->w->megabytes);
	for (size_t i = 0; i < r->w->root_count; i++)
		args[n++] = mem_format("--read=%s", r->w->roots[i]);
	args[n] = NULL;
	return args;
}

static void
free_args(char **args)
{
	for (size_t i = 0; args[i]; i++)
		free(args[i]);
	free(args);
}

/* Nothing is inherited but the socket: no environment, no terminal. */
static int
spawn(const struct run *r, int socket, pid_t *pid)
{
	static char *const environment[] = {NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, all;
	char **args = make_args(r);
	int why;

	posix_spawn_file_actions_init(&actions);
	for (int fd = 0; fd < 3; fd++)
		posix_spawn_file_actions_addopen(
		    &actions, fd, "/dev/null", O_RDWR, 0);
	posix_spawn_file_actions_adddup2(&actions, socket, WIRE_FD);
	posix_spawnattr_init(&attributes);
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawnattr_setflags(
	    &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	why = posix_spawn(
	    pid, r->w->helper, &actions, &attributes, args, environment);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	free_args(args);
	return why;
}

/* dup2 onto itself would leave a descriptor closed on exec, so the other end
 * is moved out of the way first. */
static bool
start_worker(struct run *r, struct worker *worker)
{
	int pair[2], theirs, why;

	*worker = (struct worker){.fd = -1};
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return att_fail(r->err, ATT_EIO, _("cannot make a socket: %s"),
		    strerror(errno));
	theirs = fcntl(pair[1], F_DUPFD_CLOEXEC, WIRE_FD + 1);
	close(pair[1]);
	why = theirs < 0 ? errno : spawn(r, theirs, &worker->pid);
	if (theirs >= 0)
		close(theirs);
	if (why != 0) {
		close(pair[0]);
		worker->pid = 0;
		return att_fail(r->err, ATT_EIO,
		    _("cannot start %s, which reads XML: %s"), r->w->helper,
		    strerror(why));
	}
	worker->fd = pair[0];
	return true;
}

/* Returns the status of wait(2), 0 when it is unknown. */
static int
end_worker(struct worker *worker)
{
	int status = 0;
	pid_t got;

	if (worker->pid == 0)
		return 0;
	kill(worker->pid, SIGKILL);
	do
		got = waitpid(worker->pid, &status, 0);
	while (got < 0 && errno == EINTR);
	close(worker->fd);
	worker->pid = 0;
	worker->fd = -1;
	return got < 0 ? 0 : status;
}

/* What to say of a document whose helper is gone. */
static void
say_why(const struct run *r, const struct worker *worker, int status,
    struct wire_answer *answer)
{
	int sig = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	struct att_error err = {0};

	/* It may be kept for another time. */
	if (worker->late || sig == SIGPROF)
		message_fail(&err, ATT_ELIMIT,
		    N_("reading took longer than %u s"), r->w->seconds);
	else if (WIFEXITED(status) && WEXITSTATUS(status) == WIRE_EXIT_MEMORY)
		message_fail(&err, ATT_ELIMIT,
		    N_("reading needs more than %u MB of memory"),
		    r->w->megabytes);
	else if (sig == SIGKILL)
		message_fail(&err, ATT_EIO,
		    N_("the reader was killed while it read this"));
	else if (sig)
		message_fail(&err, ATT_EIO,
		    N_("the reader crashed on it (signal %d)"), sig);
	else
		message_fail(&err, ATT_EIO, N_("the reader gave up on it"));
	answer->code = err.code;
	memcpy(answer->text, err.text, sizeof(answer->text));
}

/* The helper has closed its end: its first document failed, the second is
 * for another helper. It gets a moment to end by itself, so that its status
 * says why. */
static void
bury(struct run *r, struct worker *worker)
{
	struct wire_answer answer = {WIRE_MAGIC, WIRE_FAILED, 0, 0, 0, ""};
	int status = 0;
	pid_t got = 0;

	for (int i = 0; i < TICK && got == 0; i++) {
		const struct timespec nap = {.tv_nsec = 1000000};

		got = waitpid(worker->pid, &status, WNOHANG);
		if (got == 0)
			nanosleep(&nap, NULL);
	}
	if (got == 0) {
		status = end_worker(worker);
	} else { /* less: this process was told not to hear of its children */
		status = got > 0 ? status : 0;
		close(worker->fd);
		worker->pid = 0;
	}
	say_why(r, worker, status, &answer);
	for (size_t i = 1; i < worker->jobs; i++)
		r->again[r->again_count++] = worker->job[i];
	if (worker->jobs > 0)
		r->w->done(r->w->ctx, worker->job[0], &answer);
	worker->jobs = 0;
}

static bool
send_request(const struct worker *worker, const char *path, int out)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = {{0}};
	uint32_t head[2] = {WIRE_MAGIC, 0};
	char *copy = mem_dup(path);
	struct iovec part[2] = {{head, sizeof(head)}, {copy, strlen(copy)}};
	struct msghdr message = {.msg_iov = part,
	    .msg_iovlen = 2,
	    .msg_control = control.bytes,
	    .msg_controllen = sizeof(control.bytes)};
	struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
	ssize_t n;

	rights->cmsg_level = SOL_SOCKET;
	rights->cmsg_type = SCM_RIGHTS;
	rights->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(rights), &out, sizeof(out));
	do
		n = sendmsg(worker->fd, &message, MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	free(copy);
	return n > 0;
}

static bool
take_job(struct run *r, size_t *job)
{
	if (r->again_count > 0)
		*job = r->again[--r->again_count];
	else if (r->next < r->jobs)
		*job = r->next++;
	else
		return false;
	return true;
}

/* A helper that cannot be sent a request is of no use any more; that it is dead
 * is seen at its end of the socket. */
static void
give(struct run *r, struct worker *worker)
{
	const char *path = NULL;
	size_t job;
	int out;

	while (!path) {
		if (!take_job(r, &job))
			return;
		path = r->w->start(r->w->ctx, job, &out);
	}
	if (worker->jobs == 0)
		worker->waited = 0;
	worker->job[worker->jobs++] = job;
	if (!send_request(worker, path, out))
		kill(worker->pid, SIGKILL);
}

/* One each before two for any. */
static void
give_all(struct run *r)
{
	for (size_t depth = 1; depth <= QUEUE; depth++) {
		for (size_t i = 0; i < r->count; i++) {
			struct worker *worker = &r->worker[i];

			if (worker->pid != 0 && worker->jobs < depth)
				give(r, worker);
		}
	}
}

static bool
greet(struct run *r, struct worker *worker, const struct wire_answer *answer)
{
	worker->greeted = answer->magic == WIRE_MAGIC &&
	                  answer->result == WIRE_HELLO &&
	                  answer->format == ATT_IMAGE_FORMAT;
	r->proven |= worker->greeted;
	if (worker->greeted)
		return true;
	return att_fail(r->err, ATT_EIO,
	    _("%s is not of this version of attache"), r->w->helper);
}

/* False when there is no point in going on. */
static bool
hear(struct run *r, struct worker *worker)
{
	struct wire_answer answer;
	ssize_t n = recv(worker->fd, &answer, sizeof(answer), MSG_DONTWAIT);
	size_t job = worker->job[0];

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (n != (ssize_t)sizeof(answer)) {
		if (!r->proven)
			return att_fail(r->err, ATT_EIO,
			    _("%s, which reads XML, does not run"),
			    r->w->helper);
		bury(r, worker);
		return true;
	}
	if (!worker->greeted)
		return greet(r, worker, &answer);
	if (answer.magic != WIRE_MAGIC || answer.result == WIRE_HELLO ||
	    answer.result > WIRE_UNWRITTEN || worker->jobs == 0) {
		kill(worker->pid, SIGKILL); /* it talks nonsense */
		bury(r, worker);
		return true;
	}
	answer.text[sizeof(answer.text) - 1] = '\0';
	worker->jobs--;
	memmove(
	    worker->job, worker->job + 1, worker->jobs * sizeof(*worker->job));
	worker->waited = 0;
	r->w->done(r->w->ctx, job, &answer);
	return true;
}

static bool
has_work(const struct run *r)
{
	if (r->again_count > 0 || r->next < r->jobs)
		return true;
	for (size_t i = 0; i < r->count; i++) {
		if (r->worker[i].jobs > 0)
			return true;
	}
	return false;
}

static bool
wait_and_hear(struct run *r)
{
	struct pollfd wait[WORKERS_MAX];

	for (size_t i = 0; i < r->count; i++)
		wait[i] = (struct pollfd){r->worker[i].fd, POLLIN, 0};
	if (poll(wait, (nfds_t)r->count, TICK) <= 0)
		return true;
	for (size_t i = 0; i < r->count; i++) {
		if (wait[i].revents && !hear(r, &r->worker[i]))
			return false;
	}
	return true;
}

/* A process that was stopped meanwhile does not count the time. */
static void
look_at_clock(struct run *r, int64_t *then)
{
	int64_t now = clock_ms();
	int passed = now - *then > 2 * TICK ? 2 * TICK : (int)(now - *then);

	*then = now;
	for (size_t i = 0; i < r->count; i++) {
		struct worker *worker = &r->worker[i];

		if (worker->jobs == 0)
			continue;
		worker->waited += passed;
		if ((unsigned)worker->waited / 1000 >
		    PATIENCE * r->w->seconds) {
			worker->late = true;
			kill(worker->pid, SIGKILL);
		}
	}
}

static bool
replace_dead(struct run *r)
{
	for (size_t i = 0; i < r->count; i++) {
		if (r->worker[i].pid == 0 &&
		    (r->again_count > 0 || r->next < r->jobs) &&
		    !start_worker(r, &r->worker[i]))
			return false;
	}
	return true;
}

static bool
run_jobs(struct run *r)
{
	int64_t then = clock_ms();

	while (has_work(r)) {
		if (r->w->stop(r->w->ctx))
			return att_fail(
			    r->err, ATT_ESTOPPED, _("reading was stopped"));
		if (!replace_dead(r))
			return false;
		give_all(r);
		if (!wait_and_hear(r))
			return false;
		look_at_clock(r, &then);
	}
	return true;
}

bool
workers_run(const struct workers *workers, size_t count, struct att_error *err)
{
	struct run r = {.w = workers, .jobs = count, .err = err};
	bool ok;

	r.count = workers->count ? workers->count : cores();
	if (r.count > count)
		r.count = count;
	if (r.count > most_workers())
		r.count = most_workers();
	r.worker = mem_alloc(r.count * sizeof(*r.worker));
	r.again = mem_alloc(r.count * QUEUE * sizeof(*r.again));
	ok = run_jobs(&r);
	for (size_t i = 0; i < r.count; i++)
		end_worker(&r.worker[i]);
	free(r.again);
	free(r.worker);
	return ok;
}
