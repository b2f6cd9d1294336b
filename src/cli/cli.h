/* The command line: what every subcommand is made of. A command is a row of a
 * table; parsing, --help, --version and the list of commands read it. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/complain.h"
#include "cli/out.h"

/* Exit status. */
enum { CLI_FOUND = 0, CLI_NONE = 1, CLI_ERROR = 2, CLI_STOPPED = 130 };

enum cli_opt {
	OPT_HELP,
	OPT_VERSION,
	OPT_LIBRARY,
	OPT_NO_CACHE,
	OPT_STRICT,
	OPT_COLOR,
	OPT_QUIET,
	OPT_JSON,
	OPT_NO_PAGER,
	OPT_DEPTH,
	OPT_WIDTH,
	OPT_MEASURE,
	OPT_MARKED,
	OPT_LINKS,
	OPT_NOCASE,
	OPT_CASE,
	OPT_WORD,
	OPT_LITERAL,
	OPT_COUNT,
	OPT_MAX,
	OPT_IN,
	OPT_SCOPE,
	OPT_LIMIT,
	OPT_ALL_WORKS,
	OPT_SCHEMA,
	OPT_STATUS,
	OPT_CLEAR,
	OPT_BUILD,
	OPT_MOUSE,
	OPT_LINEAR,
	OPT_CLIPBOARD,
	OPT_KEYS,
	OPT_THEME,
	OPT_PRIVATE,
	OPT_TITLE,
	OPT_NOTE,
	OPT_FOLDER,
	OPT_TAG,
	OPT_LETTER,
	OPT_FORMAT,
	OPT_RESTRICTED,
	OPT_ROOT,
	OPT_IDLE,
	OPT_SESSION,
	OPT_UNCONFINED,
	OPTS /* how many */
};

struct cli_option {
	enum cli_opt id;
	char letter;          /* 0: none */
	const char *name;     /* long; NULL after the last row */
	const char *argument; /* NULL: takes none */
	const char *help;
};

struct restricted;

struct cli {
	const char *value[OPTS]; /* NULL: not given; "" for what has no value */
	const char *const *word; /* what is no option */
	size_t count;
	bool json;
	struct restricted *restricted; /* NULL: the person is at home here */
	struct out out;
};

/* What the words of a command are, and whether strangers may give it. */
enum cli_reads {
	CLI_READS_NOT, /* it writes, or looks at files */
	CLI_READS_WORKS,
	CLI_READS_PATTERN, /* and then works */
	CLI_READS_WORDS
};

struct cli_command {
	const char *name;
	const char *usage;               /* after the name */
	const char *summary;             /* one line */
	const struct cli_option *option; /* its own ones */
	int (*run)(struct cli *cli);     /* the exit status */
	enum cli_reads reads;
};

/* The screen program: takes the works named, returns the exit status. */
typedef int cli_reader(struct cli *cli, const char *const *work, size_t count);

/* The whole program. reader NULL: this build has no screen program, and the
 * outline of the works is printed instead, which is said. */
int cli_main(int argc, char **argv, cli_reader *reader);

/* The commands, as --help lists them; ends with a row whose name is NULL. */
extern const struct cli_command cli_commands[];
const struct cli_command *cli_command_find(const char *name);
/* Options that every command takes, and those of the screen program. */
extern const struct cli_option cli_globals[];
extern const struct cli_option cli_screen[];
/* Those of the administrator who lets others read. */
extern const struct cli_option cli_server[];

/* The outline of works two levels deep, for a program without a screen or
 * without a terminal. */
int cli_outline(struct cli *cli, const char *const *work, size_t count);

int cmd_toc(struct cli *cli);
int cmd_show(struct cli *cli);
int cmd_search(struct cli *cli);
int cmd_topics(struct cli *cli);
int cmd_links(struct cli *cli);
int cmd_backlinks(struct cli *cli);
int cmd_terms(struct cli *cli);
int cmd_dates(struct cli *cli);
int cmd_places(struct cli *cli);
int cmd_check(struct cli *cli);
int cmd_works(struct cli *cli);
int cmd_cache(struct cli *cli);
int cmd_marks(struct cli *cli);
int cmd_cite(struct cli *cli);

/* options.c: parse argv[first..] into cli; false with a line on stderr.
 * option may be NULL. to_word: stop at the first word and leave its place in
 * *next, else words may stand between options. */
bool cli_parse(struct cli *cli, int argc, char **argv,
    const struct cli_command *command, bool to_word, int *next);
/* The number given for an option; fallback when it is not given. False with a
 * line on stderr when it is none or out of range. */
bool cli_number(const struct cli *cli, enum cli_opt opt, long low, long high,
    long fallback, long *number);

/* help.c */
void cli_help(struct out *out, bool restricted);
void cli_command_help(struct out *out, const struct cli_command *command);
void cli_version(struct out *out);

/* stop.c: Ctrl-C. */
void stop_catch(void);
bool stop_asked(void);
/* Nobody asked to stop and the output still goes somewhere. */
bool cli_going(const struct cli *cli);
/* The status after a command that found so many: says so when it was stopped
 * before its end. */
int cli_status(struct cli *cli, size_t found);

#endif
