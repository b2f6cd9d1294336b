/* attache-xml: the only program that parses XML. attache starts it with one
 * end of a socket pair and sends it one document after another; it confines
 * itself before the first, so that a document which takes libxml2 over still
 * reaches nothing but its own image. It ends when the socket does. */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attache/read.h"

#include "base/mem.h"
#include "base/message.h"
#include "base/sandbox.h"
#include "library/wire.h"
#include "read/schema.h"
#include "read/xbel.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "unknown"
#endif

/* What parsing reads besides documents: catalogs and character sets. */
static const char *const system_paths[] = {
    "/etc/xml",
    "/usr/share/xml",
    "/usr/share/sgml",
    "/usr/lib/gconv",
    "/usr/lib64/gconv",
    "/usr/lib/x86_64-linux-gnu",
    "/usr/lib/aarch64-linux-gnu",
    "/usr/lib/riscv64-linux-gnu",
    "/etc/ld.so.cache",
};

struct options {
	unsigned seconds;
	unsigned megabytes;
	const char **read; /* folders */
	size_t read_count;
	size_t read_cap;
};

void
mem_exhausted(void)
{
	_exit(WIRE_EXIT_MEMORY);
}

static unsigned
confine(struct options *o)
{
	struct sandbox_limits limits = {
	    .memory = (uint64_t)o->megabytes << 20,
	    .file_size = UINT64_C(8) << 30,
	    .files = 64,
	    .alone = true,
	};
	struct sandbox sandbox = {.calls = SANDBOX_READER};

	for (size_t i = 0; i < COUNT(system_paths); i++) {
		o->read = mem_grow(
		    o->read, &o->read_cap, o->read_count + 1, sizeof(*o->read));
		o->read[o->read_count++] = system_paths[i];
	}
	sandbox.read = o->read;
	sandbox.read_count = o->read_count;
	sandbox_limit(&limits);
	return sandbox_enter(&sandbox);
}

/* The next request and the descriptor that came with it; false at the end. */
static bool
receive(struct wire_request *request, int *out)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control;
	struct iovec part = {request, sizeof(*request) - 1};
	struct msghdr message = {.msg_iov = &part,
	    .msg_iovlen = 1,
	    .msg_control = control.bytes,
	    .msg_controllen = sizeof(control.bytes)};
	struct cmsghdr *head;
	ssize_t n;

	memset(request, 0, sizeof(*request));
	do
		n = recvmsg(WIRE_FD, &message, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n <= (ssize_t)offsetof(struct wire_request, path) ||
	    request->magic != WIRE_MAGIC)
		return false;
	head = CMSG_FIRSTHDR(&message);
	if (!head || head->cmsg_type != SCM_RIGHTS)
		return false;
	memcpy(out, CMSG_DATA(head), sizeof(*out));
	return true;
}

static bool
reply(const struct wire_answer *answer)
{
	ssize_t n;

	do
		n = write(WIRE_FD, answer, sizeof(*answer));
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)sizeof(*answer);
}

/* The kernel ends the process by SIGPROF when a work takes too long. */
static void
allow_seconds(unsigned seconds)
{
	struct itimerval timer = {.it_value.tv_sec = (time_t)seconds};

	setitimer(ITIMER_PROF, &timer, NULL);
}

static enum wire_result
read_work(
    struct att_builder *b, const char *path, int out, struct att_error *err)
{
	static const enum wire_result results[] = {
	    [ATT_READ_WORK] = WIRE_WORK,
	    [ATT_READ_OTHER] = WIRE_OTHER,
	    [ATT_READ_FAILED] = WIRE_FAILED,
	};
	struct att_read_opts opts = {0};
	enum att_read_result result = att_read_file(b, path, &opts, err);

	if (result != ATT_READ_WORK)
		return results[result];
	if (att_builder_write(b, out, err))
		return WIRE_WORK;
	return err->code == ATT_EIO ? WIRE_UNWRITTEN : WIRE_FAILED;
}

static int
work(struct options *o)
{
	struct att_builder *b;
	struct wire_request request;
	struct wire_answer answer = {
	    WIRE_MAGIC, WIRE_HELLO, ATT_OK, ATT_IMAGE_FORMAT, 0, ""};
	int out;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGINT, SIG_IGN); /* the person's Ctrl-C is attache's to judge */
	signal(SIGQUIT, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a write that fails says so */
	att_read_init();
	b = att_builder_new();
	answer.holds = confine(o);
	while (reply(&answer) && receive(&request, &out)) {
		struct att_error err = {0};

		allow_seconds(o->seconds);
		answer.result = read_work(b, request.path, out, &err);
		allow_seconds(0);
		close(out);
		answer.code = err.code;
		memcpy(answer.text, err.text, sizeof(answer.text));
	}
	att_builder_free(b);
	att_read_done();
	free(o->read);
	return 0;
}

static int
try_open(void)
{
	return open("/etc/passwd", O_RDONLY | O_CLOEXEC);
}

static int
try_create(void)
{
	return open(
	    "/tmp/attache-self-test", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
}

static int
try_exec(void)
{
	char name[] = "true";
	char *const argv[] = {name, NULL};

	return execve("/bin/true", argv, NULL);
}

static int
try_fork(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	return child > 0 ? waitpid(child, NULL, 0) : -1;
}

static int
try_socket(void)
{
	return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

static const struct {
	const char *name;
	int (*attempt)(void);
} attempts[] = {
    {"open /etc/passwd", try_open}, {"create a file in /tmp", try_create},
    {"open a socket", try_socket}, {"start a process", try_fork},
    {"run a program", try_exec}, /* last: it does not return when it may */
};

/* Confined as for works, nothing below may succeed. */
static int
self_test(struct options *o)
{
	unsigned holds = confine(o);
	int status = 0;

	printf("Landlock: %s\nseccomp: %s\n",
	    holds & SANDBOX_FILES ? "yes" : "not in this kernel",
	    holds & SANDBOX_CALLS ? "yes" : "not in this kernel or build");
	for (size_t i = 0; i < COUNT(attempts); i++) {
		fflush(stdout);
		if (attempts[i].attempt() < 0) {
			printf("%s: %s\n", attempts[i].name, strerror(errno));
		} else {
			printf("%s: NOT REFUSED\n", attempts[i].name);
			status = 1;
		}
	}
	free(o->read);
	return status;
}

/* Confined to the document's folder and the schemas. */
static _Noreturn void
check_schema(struct options *o, const char *path)
{
	char *real = realpath(path, NULL);
	char *slash = real ? strrchr(real, '/') : NULL;
	char *folder =
	    slash ? mem_ndup(real, (size_t)(slash - real) + 1) : NULL;
	int status = SCHEMA_UNREAD;

	if (folder && chdir(folder) == 0) {
		o->read = mem_grow(
		    o->read, &o->read_cap, o->read_count + 1, sizeof(*o->read));
		o->read[o->read_count++] = folder;
		att_read_init();
		confine(o);
		allow_seconds(o->seconds);
		status = (int)schema_run(real);
		att_read_done();
	}
	free(o->read);
	free(folder);
	free(real);
	/* What sanitizers do at an exit is refused by now. */
	_exit(status);
}

static bool
number(const char *arg, const char *name, unsigned max, unsigned *value)
{
	size_t size = strlen(name);
	char *end;
	unsigned long n;

	if (strncmp(arg, name, size) != 0)
		return false;
	n = strtoul(arg + size, &end, 10);
	if (*end || end == arg + size || n < 1 || n > max)
		return false;
	*value = (unsigned)n;
	return true;
}

static bool
option(struct options *o, const char *arg)
{
	if (strncmp(arg, "--read=", 7) == 0) {
		o->read = mem_grow(
		    o->read, &o->read_cap, o->read_count + 1, sizeof(*o->read));
		o->read[o->read_count++] = arg + 7;
		return true;
	}
	return number(arg, "--seconds=", 86400, &o->seconds) ||
	       number(arg, "--megabytes=", 1 << 20, &o->megabytes);
}

int
main(int argc, char **argv)
{
	struct options o = {
	    .seconds = WIRE_SECONDS, .megabytes = WIRE_MEGABYTES};

	/* A worker has no environment: what it says is kept, in English. */
	message_language();
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		printf("attache-xml %s\n", PACKAGE_VERSION);
		return 0;
	}
	if (argc == 2 && strcmp(argv[1], "--self-test-sandbox") == 0)
		return self_test(&o);
	if (argc == 2 && strcmp(argv[1], "--bookmarks") == 0)
		xbel_main(STDIN_FILENO, STDOUT_FILENO);
	if (argc == 3 && strcmp(argv[1], "--schema") == 0)
		check_schema(&o, argv[2]);
	if (argc < 2 || strcmp(argv[1], "--worker") != 0) {
		fputs("attache-xml is started by attache to read XML; try "
		      "--version or --self-test-sandbox\n",
		    stderr);
		return 2;
	}
	for (int i = 2; i < argc; i++) {
		if (!option(&o, argv[i]))
			return 2;
	}
	return work(&o);
}
