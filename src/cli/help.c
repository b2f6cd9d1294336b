/* --help and --version, printed from the tables of commands.c. */
#include <string.h>

#include "attache/search.h"
#include "base/message.h"
#include "cli/cli.h"
enum { HELP_COLUMN = 26, COMMAND_COLUMN = 14, HELP_NARROW = 6 };

/* Help beside a name, below it where the terminal is narrow. */
static void
explain(struct out *out, unsigned column, const char *text)
{
	out_wrap(out, out->columns > 60 ? column : HELP_NARROW);
	out_column(out, column);
	out_str(out, text);
	out_newline(out);
}

static void
option_line(struct out *out, const struct cli_option *row)
{
	if (row->letter)
		out_format(out, "  -%c, ", row->letter);
	else
		out_spaces(out, 6);
	out_format(out, "--%s", row->name);
	if (row->argument)
		out_format(out, " %s", row->argument);
	explain(out, HELP_COLUMN, _(row->help));
}

static void
line(struct out *out, const char *text)
{
	out_wrap(out, HELP_NARROW);
	out_str(out, text);
	out_newline(out);
}

static void
option_lines(struct out *out, const char *heading, const struct cli_option *row)
{
	if (!row->name)
		return;
	out_newline(out);
	out_styled(out, ATT_S_BOLD, heading);
	out_newline(out);
	for (; row->name; row++)
		option_line(out, row);
}

static void
scope_lines(struct out *out)
{
	out_newline(out);
	out_styled(out, ATT_S_BOLD, _("Scopes"));
	/* TRANSLATORS: follows "Scopes". */
	out_str(out, _(" (several parted by commas):"));
	out_newline(out);
	out_wrap(out, 2);
	out_spaces(out, 2);
	for (const char *const *name = att_scope_names(); *name; name++) {
		if (!out->wrap && out->column + strlen(*name) > 74) {
			out_newline(out);
			out_spaces(out, 2);
		}
		out_str(out, *name);
		if (name[1])
			out_str(out, ", ");
	}
	out_newline(out);
}

static bool
takes(const struct cli_command *command, enum cli_opt opt)
{
	for (const struct cli_option *row = command->option; row->name; row++)
		if (row->id == opt)
			return true;
	return false;
}

void
cli_command_help(struct out *out, const struct cli_command *command)
{
	out_wrap(out, HELP_NARROW);
	out_format(out, _("Usage: attache %s [OPTION]... %s"), command->name,
	    command->usage);
	out_newline(out);
	out_format(out, "%s.", _(command->summary));
	out_newline(out);
	option_lines(out, _("Options:"), command->option);
	if (takes(command, OPT_SCOPE))
		scope_lines(out);
	option_lines(out, _("Options of every command:"), cli_globals);
	out_newline(out);
	line(out,
	    _("A WORK is the name of an installed work, a file or a folder."));
	line(out, _("Exit status: 0 found, 1 nothing found, 2 error."));
}

void
cli_help(struct out *out, bool restricted)
{
	line(out, _("Usage: attache [OPTION]... [WORK]..."));
	/* TRANSLATORS: "attache" stands below the one after "Usage:". */
	line(out, _("       attache COMMAND [OPTION]... [ARGUMENT]..."));
	line(out, _("Read reference works in DocBook and TEI on a terminal."));
	out_newline(out);
	out_styled(out, ATT_S_BOLD, _("Commands:"));
	out_newline(out);
	for (const struct cli_command *c = cli_commands; c->name; c++) {
		if (restricted && c->reads == CLI_READS_NOT)
			continue;
		out_format(out, "  %s", c->name);
		explain(out, COMMAND_COLUMN, _(c->summary));
	}
	option_lines(out, _("Options of the screen:"), cli_screen);
	if (!restricted)
		option_lines(out, _("Reading by others, see attache-ssh(7):"),
		    cli_server);
	option_lines(out, _("Options of every command:"), cli_globals);
	out_newline(out);
	line(out, _("attache COMMAND --help says more; attache(1) says all."));
}

void
cli_version(struct out *out)
{
	line(out, "attache " PACKAGE_VERSION);
	line(out, _("Licence GPL-3.0-or-later; no warranty."));
}
