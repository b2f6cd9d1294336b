/* The commands and their options: the tables that parsing and help read, and
 * that the manual page is checked against. */
#include <string.h>

#include "cli/cli.h"

#include "base/message.h"

/* clang-format off */
const struct cli_option cli_globals[] = {
	{ OPT_LIBRARY,  'L', "library", "PATH", N_("look works up by name in this work or folder") },
	{ OPT_JSON,     0,   "json", NULL, N_("one JSON object a record") },
	{ OPT_NO_CACHE, 0,   "no-cache", NULL, N_("neither read nor write the cache") },
	{ OPT_STRICT,   0,   "strict", NULL, N_("do not open a document with an error in it") },
	{ OPT_COLOR,    0,   "color", "WHEN", N_("auto, always or never") },
	{ OPT_NO_PAGER, 0,   "no-pager", NULL, N_("print on the terminal without a pager") },
	{ OPT_QUIET,    'q', "quiet", NULL, N_("no progress, no remarks: errors only") },
	{ OPT_HELP,     'h', "help", NULL, N_("print this and end") },
	{ OPT_VERSION,  0,   "version", NULL, N_("print the version and end") },
	{ 0 }
};

const struct cli_option cli_screen[] = {
	{ OPT_KEYS,      0, "keys", "SET", N_("attache, less or info") },
	{ OPT_THEME,     0, "theme", "NAME", N_("dark, light, none or the name of a theme file") },
	{ OPT_MEASURE,   0, "measure", "N", N_("columns of text at most") },
	{ OPT_MOUSE,     0, "mouse", NULL, N_("wheel and clicks") },
	{ OPT_CLIPBOARD, 0, "clipboard", "HOW", N_("how copied text reaches the clipboard") },
	{ OPT_LINEAR,    0, "linear", NULL, N_("lines instead of a screen, for speech and braille") },
	{ OPT_PRIVATE,   0, "private", NULL, N_("keep no places, no history, no marks") },
	{ 0 }
};

const struct cli_option cli_server[] = {
	{ OPT_RESTRICTED, 0, "restricted", NULL, N_("for others to read: no files, no programs, nothing kept") },
	{ OPT_ROOT,       0, "root", "DIR", N_("the folder of works that they read") },
	{ OPT_IDLE,       0, "idle", "TIME", N_("end after that time without a key; default 15m") },
	{ OPT_SESSION,    0, "session", "TIME", N_("end after that time; default 4h") },
	{ OPT_UNCONFINED, 0, "allow-unsandboxed", NULL, N_("also where the system cannot confine it") },
	{ 0 }
};

static const struct cli_option toc_options[] = {
	{ OPT_DEPTH, 'd', "depth", "N", N_("sections down to that level; 1: chapters only") },
	{ 0 }
};

static const struct cli_option show_options[] = {
	{ OPT_WIDTH,   'w', "width", "COLUMNS", N_("of the page; default: the terminal's, else 80") },
	{ OPT_MEASURE, 0,   "measure", "N", N_("columns of text at most; default 74") },
	{ OPT_MARKED,  0,   "marked", NULL, N_("styles as *signs* in the text") },
	{ OPT_LINKS,   0,   "links", "HOW", N_("osc8, numbers or none; default none") },
	{ 0 }
};

static const struct cli_option search_options[] = {
	{ OPT_NOCASE,  'i', "ignore-case", NULL, N_("capitals do not count") },
	{ OPT_CASE,    's', "case-sensitive", NULL, N_("capitals count; default: when the pattern has one") },
	{ OPT_WORD,    'w', "word", NULL, N_("whole words only") },
	{ OPT_LITERAL, 'F', "fixed-strings", NULL, N_("the pattern is no expression but plain text") },
	{ OPT_COUNT,   'c', "count", NULL, N_("only the number of matches of each work") },
	{ OPT_MAX,     'm', "max-count", "N", N_("at most N matches of each work") },
	{ OPT_IN,      0,   "in", "WORK#ID", N_("only in that work or part of it") },
	{ OPT_SCOPE,   0,   "scope", "LIST", N_("only in titles, notes ...; see below") },
	{ OPT_MARKED,  0,   "marked", NULL, N_("the match between >> and <<") },
	{ 0 }
};

static const struct cli_option topics_options[] = {
	{ OPT_IN,      0,   "in", "WORK[#ID]", N_("only in that work or part of it") },
	{ OPT_LIMIT,   'n', "limit", "N", N_("at most N sections; default 10") },
	{ OPT_MARKED,  0,   "marked", NULL, N_("the words between >> and <<") },
	{ 0 }
};

static const struct cli_option backlinks_options[] = {
	{ OPT_ALL_WORKS, 'a', "all-works", NULL, N_("also from the other works beside that one") },
	{ OPT_MARKED,    0,   "marked", NULL, N_("the link between >> and <<") },
	{ 0 }
};

static const struct cli_option check_options[] = {
	{ OPT_SCHEMA, 0, "schema", NULL, N_("also against the RELAX NG schema, where installed") },
	{ 0 }
};

static const struct cli_option cache_options[] = {
	{ OPT_STATUS, 0, "status", NULL, N_("where it is and how big; the default") },
	{ OPT_CLEAR,  0, "clear", NULL, N_("remove it") },
	{ OPT_BUILD,  0, "build", "DIR", N_("make the images of the works in DIR") },
	{ 0 }
};

static const struct cli_option marks_options[] = {
	{ OPT_TITLE,   't', "title", "TEXT", N_("of the bookmark to add or edit") },
	{ OPT_NOTE,    'n', "note", "TEXT", N_("of the bookmark to add or edit") },
	{ OPT_FOLDER,  'f', "folder", "A/B", N_("folder to put it in, or to list, check, export") },
	{ OPT_TAG,     0,   "tag", "A,B", N_("its tags, or the tag to list, check, export") },
	{ OPT_LETTER,  0,   "letter", "X", N_("make it a mark: a-z in its work, A-Z in all") },
	{ OPT_FORMAT,  0,   "format", "NAME", N_("to export: markdown, html, csv or json") },
	{ OPT_PRIVATE, 0,   "private", NULL, N_("save nothing") },
	{ 0 }
};

static const struct cli_option cite_options[] = {
	{ OPT_FORMAT, 'f', "format", "NAME", N_("chicago (the default), apa, bibtex ...") },
	{ 0 }
};

static const struct cli_option no_options[] = { { 0 } };

const struct cli_command cli_commands[] = {
	{ "toc", "[WORK[#ID]]...", N_("Print the outline of works"),
		toc_options, cmd_toc, CLI_READS_WORKS },
	{ "show", "[WORK[#ID]]...", N_("Print works, sections or blocks as pages"),
		show_options, cmd_show, CLI_READS_WORKS },
	{ "search", "PATTERN [WORK]...", N_("Search works for a regular expression"),
		search_options, cmd_search,
		CLI_READS_PATTERN },
	{ "topics", "WORDS... [--in WORK[#ID]]", N_("Find the sections that are most about some words"),
		topics_options, cmd_topics,
		CLI_READS_WORDS },
	{ "links", "[WORK[#ID]]...", N_("Print where the links of a work or section lead"),
		no_options, cmd_links, CLI_READS_WORKS },
	{ "backlinks", "WORK#ID [WORK]...", N_("Print who refers to a place, with the sentence"),
		backlinks_options, cmd_backlinks, CLI_READS_WORKS },
	{ "terms", "[WORK[#ID]]...", N_("Print the index and the glossary of works"),
		no_options, cmd_terms, CLI_READS_WORKS },
	{ "dates", "[WORK[#ID]]...", N_("Print the dates of works, oldest first"),
		no_options, cmd_dates, CLI_READS_WORKS },
	{ "places", "[WORK[#ID]]...", N_("Print the places of works by name"),
		no_options, cmd_places, CLI_READS_WORKS },
	{ "marks", "[ACTION] [ARGUMENT]...", N_("List, add, edit, remove, check, export or import bookmarks"),
		marks_options, cmd_marks, CLI_READS_NOT },
	{ "cite", "WORK[#ID]...", N_("Print citations of works, sections and passages"),
		cite_options, cmd_cite, CLI_READS_WORKS },
	{ "check", "FILE...", N_("Print what is wrong with documents"),
		check_options, cmd_check, CLI_READS_NOT },
	{ "works", "[WORK]...", N_("Print which works there are"),
		no_options, cmd_works, CLI_READS_WORKS },
	{ "cache", "[--status | --clear | --build DIR [WORK]...]", N_("Look after the cache of works"),
		cache_options, cmd_cache, CLI_READS_NOT },
	{ 0 }
};
/* clang-format on */

const struct cli_command *
cli_command_find(const char *name)
{
	for (const struct cli_command *c = cli_commands; c->name; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}
