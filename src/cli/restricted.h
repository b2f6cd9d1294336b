/* Restricted reading: what strangers may do who reach the program through a
 * server (attache-ssh(7)). All of it is decided here, once, at the start; the
 * kernel holds the process to it from the moment that the works are open.
 *
 * On by --restricted or by the name rattache; nothing turns it off. */
#ifndef CLI_RESTRICTED_H
#define CLI_RESTRICTED_H

#include <stdint.h>

#include "attache/library.h"
#include "cli/cli.h"
#include "cli/words.h"

struct restricted {
	char *root;            /* real path; NULL: the installed works */
	long idle;             /* seconds without a key; 0: for ever */
	int64_t until;         /* clock_ms() of the end; 0: none */
	int64_t processor;     /* milliseconds of it; 0: no limit */
	bool warned, warned_of_processor;
	bool unconfined;       /* go on where the kernel cannot confine */
	bool confined;         /* the works are open, the rest is shut */
	struct words sent;     /* the command that came over the wire */
	char *argv[WORDS_MAX]; /* it, as arguments */
};

/* Whether the program was asked to be restricted. Asked before anything of the
 * environment is used. */
bool restricted_asked(int argc, char **argv);
/* Empties the environment, takes the administrator's options out of argv and
 * puts in its place what is left of it or the command that was sent. False
 * with a line on stderr. */
bool restricted_begin(
    struct restricted *r, struct cli *cli, int *argc, char ***argv);
void restricted_end(struct restricted *r);

/* What the person must be told now about the end of the session, or NULL; each
 * once. *wait_ms, when not negative: to be asked again after so long. */
const char *restricted_warning(void *restricted, int64_t *wait_ms);
/* Why the session is over, if its time or its processor's is; else NULL. */
const char *restricted_over(const struct restricted *r);

/* Whether what was parsed may be done; with a line on stderr when not. */
bool restricted_may(struct cli *cli, const struct cli_command *command);
/* The works are open: maps them all and gives up everything that reading them
 * does not need. Returns 0 or the exit status. */
int restricted_confine(struct cli *cli, struct att_library *library);

#endif
