/* Other programs, run so that none of them can hold the reader or scribble on
 * its screen. */
#include "desktop.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

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
		posix_spawn_file_actions_addopen(&actions, 0, "/dev/null",
		    O_RDONLY, 0);
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
	char *with_xdg[] = { xdg, name, NULL }, *with_mac[] = { mac, name,
		NULL };
	pid_t pid = -1;

	if (access(path, R_OK) != 0) {
		free(name);
		return app_fail(app, "cannot open %s: %s", path,
		    strerror(errno));
	}
	if (name)
		pid = start(with_xdg, -1);
	if (pid < 0 && name)
		pid = start(with_mac, -1);
	free(name);
	if (pid < 0)
		return app_fail(app, "no viewer can be started: the picture "
				     "is %s", path);
	return app_say(app, "opening %s", path);
}

unsigned
desktop_pipe(struct app *app, const char *command, const char *text)
{
	char sh[] = "/bin/sh", c[] = "-c";
	char *copy = strdup(command);
	char *argv[] = { sh, c, copy, NULL };
	int pipes[2], status = 0;
	pid_t pid;
	bool ok;

	if (!copy || pipe2(pipes, O_CLOEXEC) != 0) {
		free(copy);
		return app_fail(app, "cannot run %s: %s", command,
		    strerror(errno));
	}
	pid = start(argv, pipes[0]);
	free(copy);
	close(pipes[0]);
	ok = pid >= 0 && file_write_all(pipes[1], text, strlen(text));
	close(pipes[1]);
	if (pid >= 0 && waitpid(pid, &status, 0) == pid)
		ok = ok && WIFEXITED(status) && WEXITSTATUS(status) == 0;
	if (!ok)
		return app_fail(app, "%s did not take the copy", command);
	return app_say(app, "%zu bytes given to %s", strlen(text), command);
}
