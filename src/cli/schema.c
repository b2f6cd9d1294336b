#include "cli/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/helper.h"
#include "base/mem.h"
#include "base/message.h"

enum {
	SCHEMA_VALID = 0,
	SCHEMA_FINDINGS = 1,
	SCHEMA_NONE = 3,
	SCHEMA_MAX = 1000 /* findings of a document; more are not told */
};

/* Standard error is for programs that run it by hand. */
static bool
start(const char *path, int out, pid_t *pid)
{
	extern char **environ;
	char *helper = helper_path();
	char *flag = mem_dup("--schema"), *file = mem_dup(path);
	char *argv[] = {helper, flag, file, NULL};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t defaults;
	int failed;

	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigdefault(&attr, &defaults);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(
	    &files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
	failed = posix_spawn(pid, helper, &files, &attr, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attr);
	free(helper);
	free(flag);
	free(file);
	errno = failed;
	return failed == 0;
}

static void
tell(char *line, schema_finding *finding, void *ctx)
{
	char *after, *file, *text;
	unsigned long row = strtoul(line, &after, 10), column;

	if (*after != '\t')
		return;
	column = strtoul(after + 1, &file, 10);
	if (*file++ != '\t')
		return;
	text = strchr(file, '\t');
	if (!text || row > UINT32_MAX || column > UINT32_MAX)
		return;
	*text++ = '\0';
	text[strcspn(text, "\n")] = '\0';
	finding(ctx, file, (uint32_t)row, (uint32_t)column, text);
}

static void
read_findings(int fd, schema_finding *finding, void *ctx)
{
	FILE *file = fdopen(fd, "r");
	char *line = NULL;
	size_t room = 0;

	if (!file) {
		close(fd);
		return;
	}
	for (int i = 0; getline(&line, &room, file) > 0; i++)
		if (i < SCHEMA_MAX)
			tell(line, finding, ctx);
	free(line);
	fclose(file);
}

static bool
judge(const char *path, int status, struct att_error *err)
{
	int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;

	if (code == SCHEMA_VALID || code == SCHEMA_FINDINGS)
		return true;
	if (code == SCHEMA_NONE)
		return att_fail(err, ATT_ENOTFOUND,
		    _("%s: no schema of its vocabulary is installed"), path);
	return att_fail(err, ATT_EINPUT,
	    _("%s: only what is well-formed can be checked against a schema"),
	    path);
}

bool
schema_check(
    const char *path, schema_finding *finding, void *ctx, struct att_error *err)
{
	int ends[2], status = 0;
	pid_t pid;
	bool started;

	if (pipe(ends) != 0)
		return att_fail(err, ATT_EIO, "%s", strerror(errno));
	started = start(path, ends[1], &pid);
	close(ends[1]);
	if (!started) {
		close(ends[0]);
		return att_fail(err, ATT_EIO, _("cannot start attache-xml: %s"),
		    strerror(errno));
	}
	read_findings(ends[0], finding, ctx);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return judge(path, status, err);
}
