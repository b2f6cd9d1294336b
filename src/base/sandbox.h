/* Giving up what a process will not need, before it meets hostile input.
 *
 * Each part is used where the kernel has it and left out where not; what holds
 * afterwards is in the result, so that a caller who must have a part can
 * refuse to go on. None of it can be taken back. */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Parts that hold, as bits. */
enum {
	SANDBOX_PRIVS = 1, /* no new privileges through exec */
	SANDBOX_FILES = 2, /* only the files named (Landlock) */
	SANDBOX_NET = 4,   /* no TCP (Landlock) */
	SANDBOX_SCOPE =
	    8, /* no signals or abstract sockets out of it (Landlock) */
	SANDBOX_CALLS = 16 /* only listed system calls (seccomp) */
};

/* Which system calls stay: each holds the one before. */
enum sandbox_calls {
	SANDBOX_READER, /* read files, answer on open descriptors */
	SANDBOX_SESSION /* also a terminal */
};

struct sandbox {
	const char *const *read; /* folders and files, readable below */
	size_t read_count;
	const char *const *write; /* the same, also changed below */
	size_t write_count;
	enum sandbox_calls calls;
};

/* Zero leaves a limit as it is. */
struct sandbox_limits {
	uint64_t memory;    /* bytes of addresses on top of those in use */
	uint64_t file_size; /* bytes of one file written */
	uint64_t files;     /* open descriptors */
	uint64_t seconds;   /* of a processor, then SIGXCPU, then SIGKILL */
	bool alone;         /* no new processes, no core file */
};

void sandbox_limit(const struct sandbox_limits *limits);
/* Paths that are missing are passed over. Returns the parts that hold. */
unsigned sandbox_enter(const struct sandbox *sandbox);

#endif
