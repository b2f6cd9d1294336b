/* The pager: started as late as the output turns out longer than the screen,
 * so that short output costs no process and stays on the screen. */
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/message.h"
#include "cli/complain.h"
#include "cli/out.h"

static const char *
pager_command(void)
{
	const char *command = getenv("ATTACHE_PAGER");

	if (!command)
		command = getenv("PAGER");
	if (!command)
		command = "less";
	return *command && strcmp(command, "cat") != 0 ? command : NULL;
}

/* The pager wants these signals as a program started by a shell has them. */
static bool
spawn_pager(const char *command, const int ends[2], pid_t *pid)
{
	extern char **environ;
	char *shell = mem_dup("sh"), *flag = mem_dup("-c");
	char *text = mem_dup(command);
	char *argv[] = {shell, flag, text, NULL};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t defaults;
	int failed;

	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	sigaddset(&defaults, SIGXFSZ);
	sigaddset(&defaults, SIGINT);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigdefault(&attr, &defaults);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, ends[0], STDIN_FILENO);
	posix_spawn_file_actions_addclose(&files, ends[0]);
	posix_spawn_file_actions_addclose(&files, ends[1]);
	failed = posix_spawn(pid, "/bin/sh", &files, &attr, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attr);
	free(shell);
	free(flag);
	free(text);
	return failed == 0;
}

bool
pager_start(struct out *out)
{
	const char *command = pager_command();
	int ends[2];

	out->paging = false;
	if (!command || pipe(ends) != 0)
		return false;
	setenv("LESS", "FRX", 0);
	setenv("LV", "-c", 0);
	if (!spawn_pager(command, ends, &out->pager)) {
		out->pager = 0;
		close(ends[1]);
	} else {
		out->fd = ends[1];
	}
	close(ends[0]);
	/* Ctrl-C is for the pager now; leaving it is what stops the output. */
	signal(SIGINT, SIG_IGN);
	out_flush(out);
	return out->pager != 0;
}

bool
pager_wait(struct out *out)
{
	int status = 0;
	bool failed;

	close(out->fd);
	while (waitpid(out->pager, &status, 0) < 0 && errno == EINTR)
		;
	out->pager = 0;
	/* What the shell says when it finds no such program, or may not. */
	failed = WIFEXITED(status) &&
	         (WEXITSTATUS(status) == 127 || WEXITSTATUS(status) == 126);
	if (failed)
		complain(_("the pager \"%s\" cannot be run; --no-pager does "
		           "without"),
		    pager_command());
	return !failed;
}
