/* Options from tables, by getopt_long; its messages are our own, since it
 * would print what it was given as it is. */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "cli/cli.h"

enum { OPTIONS_MAX = 48, OPTIONS_FIRST = 256 };

struct getopt_tables {
	struct option longs[OPTIONS_MAX + 1];
	const struct cli_option *row[OPTIONS_MAX];
	int count;
	char letters[2 * OPTIONS_MAX + 3];
};

static void
add_rows(struct getopt_tables *t, const struct cli_option *row)
{
	char *letter = t->letters + strlen(t->letters);

	for (; row && row->name && t->count < OPTIONS_MAX; row++) {
		t->longs[t->count] = (struct option){.name = row->name,
		    .has_arg = row->argument ? required_argument : no_argument,
		    .val = OPTIONS_FIRST + t->count};
		t->row[t->count++] = row;
		if (row->letter)
			*letter++ = row->letter;
		if (row->letter && row->argument)
			*letter++ = ':';
	}
	*letter = '\0';
}

static const struct cli_option *
row_of(const struct getopt_tables *t, int found)
{
	if (found >= OPTIONS_FIRST && found < OPTIONS_FIRST + t->count)
		return t->row[found - OPTIONS_FIRST];
	for (int i = 0; i < t->count; i++)
		if (t->row[i]->letter && t->row[i]->letter == found)
			return t->row[i];
	return NULL;
}

/* What getopt refused: a letter, or the word before optind. */
static bool
refuse(const struct getopt_tables *t, const struct cli_command *command,
    char **argv, int found)
{
	const struct cli_option *row = row_of(t, optopt);
	char *help = mem_format("attache%s%s --help", command ? " " : "",
	    command ? command->name : "");

	if (found == ':' && row)
		complain(_("--%s wants %s"), row->name, row->argument);
	else if (row)
		complain(_("--%s takes no value"), row->name);
	else if (optopt > 0 && optopt < OPTIONS_FIRST)
		complain(_("no option -%c; %s lists them"), optopt, help);
	else
		complain(_("no option %s, or more than one begins so; "
		           "%s lists them"),
		    argv[optind - 1], help);
	free(help);
	return false;
}

static bool
check_color(const struct cli *cli)
{
	const char *color = cli->value[OPT_COLOR];

	if (color && strcmp(color, "auto") != 0 &&
	    strcmp(color, "always") != 0 && strcmp(color, "never") != 0) {
		complain(_("--color is auto, always or never, not %s"), color);
		return false;
	}
	return true;
}

bool
cli_parse(struct cli *cli, int argc, char **argv,
    const struct cli_command *command, bool to_word, int *next)
{
	struct getopt_tables tables = {.letters = ":"};
	int found;

	if (to_word)
		strcpy(tables.letters, "+:");
	add_rows(&tables, cli_globals);
	add_rows(&tables, command ? command->option : cli_screen);
	if (!command && !cli->restricted)
		add_rows(&tables, cli_server);
	opterr = 0;
	optind = 0; /* start over, with argv[0] passed over */
	while ((found = getopt_long(
	            argc, argv, tables.letters, tables.longs, NULL)) != -1) {
		const struct cli_option *row = row_of(&tables, found);

		if (!row)
			return refuse(&tables, command, argv, found);
		cli->value[row->id] = row->argument ? optarg : "";
	}
	*next = optind;
	cli->json = cli->value[OPT_JSON] != NULL;
	return check_color(cli);
}

bool
cli_number(const struct cli *cli, enum cli_opt opt, long low, long high,
    long fallback, long *number)
{
	const char *text = cli->value[opt];
	char *end;

	*number = fallback;
	if (!text)
		return true;
	errno = 0;
	*number = strtol(text, &end, 10);
	if (*text && !*end && errno == 0 && *number >= low && *number <= high)
		return true;
	complain(_("a number from %ld to %ld is wanted, not \"%s\""), low, high,
	    text);
	return false;
}
