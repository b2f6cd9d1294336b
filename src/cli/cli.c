/* From the arguments of the program to a command and its exit status. */
#include "cli/cli.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/message.h"
#include "cli/restricted.h"
#include "cli/works.h"

/* A closed descriptor would be given to the next file opened, which would then
 * take what is printed. Opened the wrong way round, so that using it fails. */
static void
open_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)open("/dev/null",
			    fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* A write that fails says so: a cache that may not grow is no reason to end.
 * Of programs that end the status is asked, also when whoever started this one
 * asks for none. */
static void
set_signals(void)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	struct sigaction usual = {.sa_handler = SIG_DFL};

	sigemptyset(&ignore.sa_mask);
	sigemptyset(&usual.sa_mask);
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGXFSZ, &ignore, NULL);
	sigaction(SIGCHLD, &usual, NULL);
}

static enum out_color
color_of(const struct cli *cli)
{
	const char *color = cli->value[OPT_COLOR];

	if (!color || strcmp(color, "auto") == 0)
		return OUT_AUTO;
	return strcmp(color, "always") == 0 ? OUT_ALWAYS : OUT_NEVER;
}

static int
finish(struct cli *cli, int status)
{
	return out_done(&cli->out) ? status : CLI_ERROR;
}

/* --help and --version stand for themselves wherever they are given. */
static bool
answered(struct cli *cli, const struct cli_command *command)
{
	if (cli->value[OPT_HELP] && command)
		cli_command_help(&cli->out, command);
	else if (cli->value[OPT_HELP])
		cli_help(&cli->out, cli->restricted != NULL);
	else if (cli->value[OPT_VERSION])
		cli_version(&cli->out);
	else
		return false;
	return true;
}

int
cli_outline(struct cli *cli, const char *const *work, size_t count)
{
	cli->word = work;
	cli->count = count;
	cli->value[OPT_DEPTH] = "2";
	return cmd_toc(cli);
}

static int
no_reader(struct cli *cli, const char *const *work, size_t count)
{
	complain(_("the screen reader is not built in this version; "
	           "this is the outline"));
	return cli_outline(cli, work, count);
}

/* Options of the screen given before the name of a command. */
static bool
screen_only(const struct cli *cli)
{
	/* An administrator gives them for whatever is asked. */
	for (const struct cli_option *row = cli_screen;
	     row->name && !cli->restricted; row++) {
		if (!cli->value[row->id] || row->id == OPT_MEASURE)
			continue;
		complain(
		    _("--%s is for the screen, not for a command"), row->name);
		return true;
	}
	return false;
}

/* Those of an administrator without what they are about. */
static bool
server_only(const struct cli *cli)
{
	for (const struct cli_option *row = cli_server; row->name; row++) {
		if (!cli->value[row->id])
			continue;
		complain(_("--%s is of --restricted"), row->name);
		return true;
	}
	return false;
}

static int
run(struct cli *cli, const struct cli_command *command, cli_reader *reader)
{
	out_init(&cli->out, STDOUT_FILENO, color_of(cli));
	if (answered(cli, command))
		return finish(cli, CLI_FOUND);
	if (command)
		return finish(cli, command->run(cli));
	return finish(cli, reader(cli, cli->word, cli->count));
}

/* The first word is a command unless it names none and is a work instead. */
static bool
no_such_word(const char *word)
{
	if (works_is_named(word))
		return false;
	complain(_("no command, work or file \"%s\"; attache --help lists the "
	           "commands, attache works the works"),
	    word);
	return true;
}

static bool
may_run(struct cli *cli, const struct cli_command *command)
{
	if (cli->restricted)
		return restricted_may(cli, command);
	if (server_only(cli))
		return false;
	return command || cli->count == 0 || cli->value[OPT_HELP] ||
	       cli->value[OPT_VERSION] || !no_such_word(cli->word[0]);
}

static int
parse_and_run(struct cli *cli, int argc, char **argv, cli_reader *reader)
{
	const struct cli_command *command = NULL;
	bool named; /* after "--" there are only works */
	int first = 0;

	if (!cli_parse(cli, argc, argv, NULL, true, &first))
		return CLI_ERROR;
	named = first > 0 && first < argc && strcmp(argv[first - 1], "--") == 0;
	if (first < argc && !named)
		command = cli_command_find(argv[first]);
	if (command && screen_only(cli))
		return CLI_ERROR;
	if (first < argc && !named) {
		argv += command ? first : first - 1;
		argc -= command ? first : first - 1;
		if (!cli_parse(cli, argc, argv, command, false, &first))
			return CLI_ERROR;
	}
	cli->word = (const char *const *)argv + first;
	cli->count = (size_t)(argc - first);
	if (!may_run(cli, command))
		return CLI_ERROR;
	stop_catch();
	return run(cli, command, reader ? reader : no_reader);
}

int
cli_main(int argc, char **argv, cli_reader *reader)
{
	struct restricted restricted = {0};
	struct cli cli = {0};
	int status = CLI_ERROR;

	open_descriptors();
	set_signals();
	if (!restricted_asked(argc, argv)) {
		setlocale(
		    LC_CTYPE, ""); /* no other is asked, but for messages */
		message_language();
		return parse_and_run(&cli, argc, argv, reader);
	}
	if (restricted_begin(&restricted, &cli, &argc, &argv))
		status = parse_and_run(&cli, argc, argv, reader);
	restricted_end(&restricted);
	return status;
}
