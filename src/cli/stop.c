/* Ctrl-C stops what runs at the next slice; what is on its way is printed, and
 * said to be partial. A second one ends the program at once. */
#include <signal.h>

#include "base/message.h"
#include "cli/cli.h"

/* Set by the handler of SIGINT and read everywhere: a signal handler can reach
 * nothing else. */
static volatile sig_atomic_t asked;

static void
ask(int number)
{
	(void)number;
	asked = 1;
}

void
stop_catch(void)
{
	struct sigaction action = {.sa_handler = ask};
	struct sigaction old;

	sigemptyset(&action.sa_mask);
	action.sa_flags = (int)SA_RESETHAND;
	/* A program started in the background of a script ignores it. */
	if (sigaction(SIGINT, NULL, &old) == 0 && old.sa_handler != SIG_IGN)
		sigaction(SIGINT, &action, NULL);
}

bool
stop_asked(void)
{
	return asked != 0;
}

bool
cli_going(const struct cli *cli)
{
	return !stop_asked() && out_ok(&cli->out);
}

int
cli_status(struct cli *cli, size_t found)
{
	if (stop_asked()) {
		complain(found ? _("stopped: what is printed is only a part")
		               : _("stopped"));
		return CLI_STOPPED;
	}
	if (cli->out.error)
		return CLI_ERROR;
	return found ? CLI_FOUND : CLI_NONE;
}
