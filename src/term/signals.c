/* What a signal handler must reach is in one static struct: the only mutable
 * global of the program. */
#include "term/signals.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"

enum { STACK_SIZE = 64 * 1024 };

static struct {
	volatile sig_atomic_t ended, resized, stopped, continued, away;
	volatile sig_atomic_t armed;
	bool open, exit_hook;
	struct rescue rescue;
	char *stack; /* for handlers, since the other one may have run out */
} reach;

/* Which signal is caught how. */
static void note(int signal);
static void die(int signal);

static const struct {
	int signal;
	void (*handler)(int signal);
	int flags;
} caught[] = {
    /* Without SA_RESTART, so that a write to a stuck terminal ends. */
    {SIGHUP, note, 0},
    {SIGTERM, note, 0},
    {SIGINT, note, 0},
    {SIGXCPU, note, SA_ONSTACK},
    {SIGWINCH, note, SA_RESTART},
    {SIGTSTP, note, SA_RESTART},
    {SIGCONT, note, SA_RESTART},
    {SIGPIPE, SIG_IGN, 0},
    {SIGQUIT, die, SA_ONSTACK},
    {SIGABRT, die, SA_ONSTACK},
    {SIGSEGV, die, SA_ONSTACK},
    {SIGBUS, die, SA_ONSTACK},
    {SIGFPE, die, SA_ONSTACK},
    {SIGILL, die, SA_ONSTACK},
    {SIGSYS, die, SA_ONSTACK},
    {SIGTRAP, die, SA_ONSTACK},
    {SIGALRM, die, SA_ONSTACK},
    {SIGVTALRM, die, SA_ONSTACK},
    {SIGPROF, die, SA_ONSTACK},
    {SIGUSR1, die, SA_ONSTACK},
    {SIGUSR2, die, SA_ONSTACK},
    {SIGXFSZ, die, SA_ONSTACK},
};

static void
note(int signal)
{
	switch (signal) {
	case SIGWINCH:
		reach.resized = 1;
		break;
	case SIGTSTP:
		reach.stopped = 1;
		break;
	case SIGCONT:
		reach.continued = 1;
		break;
	case SIGINT:
		if (reach.away)
			break;
		reach.ended = signal;
		break;
	case SIGXCPU: /* it comes every second: nobody took the first */
		if (reach.ended == SIGXCPU)
			die(signal);
		reach.ended = signal;
		break;
	default:
		reach.ended = signal;
		break;
	}
}

static void
die(int number)
{
	sigset_t set;

	if (number == SIGQUIT && reach.away)
		return;
	signals_rescue_now();
	signal(number, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, number);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	raise(number);
}

void
signals_rescue_now(void)
{
	const char *bytes = reach.rescue.bytes;
	size_t left = reach.rescue.size;
	int error = errno;

	if (!reach.armed)
		return;
	reach.armed = 0;
	/* In the background the terminal is somebody else's. */
	if (tcgetpgrp(reach.rescue.tty) == getpgrp()) {
		while (left > 0) {
			ssize_t n = write(reach.rescue.tty, bytes, left);

			if (n <= 0)
				break;
			bytes += n;
			left -= (size_t)n;
		}
		tcsetattr(reach.rescue.tty, TCSANOW, &reach.rescue.modes);
	}
	errno = error;
}

/* base/mem.h calls this before it gives up. */
void
mem_exhausted(void)
{
	signals_rescue_now();
}

static void catch (int number, void (*handler)(int signal), int flags)
{
	struct sigaction action = {.sa_flags = flags}, old;

	action.sa_handler = handler;
	sigfillset(&action.sa_mask);
	if (sigaction(number, NULL, &old) != 0)
		return;
	/* What the caller told us to ignore (nohup) stays ignored; a crash that
	 * a sanitizer or profiler caught stays caught. What the command line
	 * made of Ctrl-C ends with the command line. */
	if (old.sa_handler == SIG_IGN && handler != SIG_IGN)
		return;
	if (old.sa_handler != SIG_DFL && handler != note)
		return;
	sigaction(number, &action, NULL);
}

void
signals_open(bool no_suspend)
{
	stack_t stack = {.ss_size = STACK_SIZE};

	if (!reach.exit_hook)
		reach.exit_hook = atexit(signals_rescue_now) == 0;
	reach.ended = reach.resized = reach.stopped = reach.continued = 0;
	reach.away = 0;
	reach.stack = mem_alloc(STACK_SIZE);
	stack.ss_sp = reach.stack;
	sigaltstack(&stack, NULL);
	for (size_t i = 0; i < COUNT(caught); i++)
		catch (caught[i].signal, caught[i].handler, caught[i].flags);
	if (no_suspend)
		signal(SIGTSTP, SIG_IGN);
	reach.open = true;
}

void
signals_close(void)
{
	stack_t none = {.ss_flags = SS_DISABLE};

	if (!reach.open)
		return;
	for (size_t i = 0; i < COUNT(caught); i++) {
		struct sigaction old;

		if (sigaction(caught[i].signal, NULL, &old) == 0 &&
		    old.sa_handler == caught[i].handler)
			signal(caught[i].signal, SIG_DFL);
	}
	sigaltstack(&none, NULL);
	free(reach.stack);
	reach.stack = NULL;
	reach.open = false;
}

void
signals_rescue(const struct rescue *rescue)
{
	reach.armed = 0;
	if (!rescue)
		return;
	reach.rescue = *rescue;
	reach.armed = 1;
}

void
signals_away(bool away)
{
	reach.away = away;
}

static void
waited_set(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGHUP);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGXCPU);
	sigaddset(set, SIGWINCH);
	sigaddset(set, SIGTSTP);
	sigaddset(set, SIGCONT);
}

int
signals_wait(int fd, int timeout_ms)
{
	struct timespec time = {
	    timeout_ms / 1000, timeout_ms % 1000 * 1000000L};
	struct pollfd poll = {.fd = fd, .events = POLLIN};
	sigset_t set, old;
	int n;

	waited_set(&set);
	sigprocmask(SIG_BLOCK, &set, &old);
	errno = EINTR;
	if (reach.ended || reach.resized || reach.stopped || reach.continued)
		n = -1;
	else
		n = ppoll(&poll, 1, timeout_ms < 0 ? NULL : &time, &old);
	if (n < 0 && errno != EINTR && !reach.ended)
		n = 1; /* the reader finds out what is wrong */
	sigprocmask(SIG_SETMASK, &old, NULL);
	return n;
}

/* Read and clear a flag without losing a signal between the two. */
static int
take(volatile sig_atomic_t *flag)
{
	sigset_t set, old;
	int value;

	if (!*flag)
		return 0;
	waited_set(&set);
	sigprocmask(SIG_BLOCK, &set, &old);
	value = *flag;
	*flag = 0;
	sigprocmask(SIG_SETMASK, &old, NULL);
	return value;
}

int
signals_ended(void)
{
	return take(&reach.ended);
}

bool
signals_end_pending(void)
{
	return reach.ended != 0;
}

bool
signals_resized(void)
{
	return take(&reach.resized);
}

bool
signals_stop_asked(void)
{
	return take(&reach.stopped);
}

bool
signals_continued(void)
{
	return take(&reach.continued);
}

void
signals_stop(void)
{
	struct sigaction stop = {.sa_flags = 0}, old;

	/* TSTP, not STOP: the kernel lets it pass where nobody could ever
	 * continue us. */
	stop.sa_handler = SIG_DFL;
	sigaction(SIGTSTP, &stop, &old);
	raise(SIGTSTP);
	sigaction(SIGTSTP, &old, NULL);
	reach.stopped = reach.continued = 0;
}
