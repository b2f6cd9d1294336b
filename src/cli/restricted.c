#include "cli/restricted.h"

#include <ctype.h>
#include <locale.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "attache/address.h"
#include "attache/topics.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/message.h"
#include "base/sandbox.h"

enum {
	IDLE = 15 * 60,        /* seconds without a key */
	SESSION = 4 * 60 * 60, /* seconds in all */
	SESSION_GRACE = 30,    /* more before it is killed */
	WARNING = 60 * 1000,   /* milliseconds before the end */
	TIME_MAX = 24 * 60 * 60,
	PROCESSOR = 10 * 60,    /* seconds of it */
	COARSE = 500,           /* milliseconds of it, more or less */
	MEGABYTES = 512,        /* of memory on top of the works */
	FRAME_BYTES = 16 << 20, /* of a screen on its way; no file is written */
	DESCRIPTORS = 64,       /* and one for the topics of each work */
	TERMINAL_NAME = 32,
	LANGUAGE_NAME = 32
};

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

bool
restricted_asked(int argc, char **argv)
{
	static const char option[] = "--restricted";
	const char *name = argc > 0 ? strrchr(argv[0], '/') : NULL;

	name = name ? name + 1 : argc > 0 ? argv[0] : "";
	if (strcmp(name + (*name == '-'), "rattache") == 0)
		return true;
	/* Options can be shortened; too much that looks like this one does no
	 * harm. */
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		size_t size = strlen(argv[i]);

		if (size > strlen("--r") && size < sizeof(option) &&
		    strncmp(argv[i], option, size) == 0)
			return true;
	}
	return false;
}

/* A name that no path can be made of. */
static bool
is_terminal(const char *name)
{
	size_t size = name ? strlen(name) : 0;

	for (size_t i = 0; i < size; i++)
		if (!isalnum((unsigned char)name[i]) &&
		    (i == 0 || !strchr("+._-", name[i])))
			return false;
	return size > 0 && size <= TERMINAL_NAME;
}

/* What the terminal shows, as far as it was said; terminals of our days that
 * say nothing understand UTF-8. */
static const char *
characters(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
	const char *said = NULL;

	for (size_t i = 0; i < COUNT(names) && (!said || !*said); i++)
		said = getenv(names[i]);
	if (!said || !*said)
		return "C.UTF-8";
	said = strchr(said, '.');
	return said && (strncasecmp(said, ".UTF-8", 6) == 0 ||
	                   strncasecmp(said, ".UTF8", 5) == 0)
	           ? "C.UTF-8"
	           : "C";
}

/* A name that no path can be made of, or "". */
static const char *
language(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	const char *said = NULL;

	for (size_t i = 0; i < COUNT(names) && (!said || !*said); i++)
		said = getenv(names[i]);
	return said && strlen(said) <= LANGUAGE_NAME &&
	               !said[strspn(said, LETTERS "@._-")]
	           ? said
	           : "";
}

/* The other side chooses a language, but not where its catalogue is: neither
 * LANGUAGE nor a path to look in is left. */
static void
empty_environment(void)
{
	char *messages = mem_dup(language());
	const char *name = getenv("TERM");
	char *terminal = mem_dup(is_terminal(name) ? name : "dumb");
	const char *set = characters();

	clearenv();
	setenv("TERM", terminal, 1);
	setenv("LC_CTYPE", set, 1);
	setenv("LC_MESSAGES", messages, 1);
	setlocale(LC_CTYPE, "");
	message_language();
	tzset(); /* while its file can be read */
	free(messages);
	free(terminal);
}

/* "90", "90s", "15m" or "4h". */
static bool
take_time(const struct cli *cli, enum cli_opt opt, long fallback, long *seconds)
{
	static const char units[] = "smh";
	const char *text = cli->value[opt];
	const char *unit;
	char *end;

	*seconds = fallback;
	if (!text)
		return true;
	*seconds = strtol(text, &end, 10);
	if (end != text && *seconds >= 0 && *seconds <= TIME_MAX) {
		unit = *end ? strchr(units, *end) : units;
		for (; unit && unit > units; unit--)
			*seconds *= 60;
		if (unit && (!*end || !end[1]) && *seconds <= TIME_MAX)
			return true;
	}
	complain(_("a time is a number with s, m or h, up to 24h, not \"%s\""),
	    text);
	return false;
}

/* It ends the session as a closed line would; a second one that cannot be
 * caught follows when that does nothing. */
static bool
end_after(long seconds, int number)
{
	struct sigevent event = {
	    .sigev_notify = SIGEV_SIGNAL, .sigev_signo = number};
	struct itimerspec time = {.it_value.tv_sec = seconds};
	timer_t timer;

	return timer_create(CLOCK_MONOTONIC, &event, &timer) == 0 &&
	       timer_settime(timer, 0, &time, NULL) == 0;
}

static bool
limit_session(struct restricted *r, const struct cli *cli)
{
	const struct sandbox_limits limits = {.seconds = PROCESSOR};
	struct rlimit processor;
	long session;

	if (!take_time(cli, OPT_SESSION, SESSION, &session))
		return false;
	sandbox_limit(&limits);
	if (getrlimit(RLIMIT_CPU, &processor) == 0 &&
	    processor.rlim_cur != RLIM_INFINITY)
		r->processor = (int64_t)processor.rlim_cur * 1000;
	if (session > 0)
		r->until = clock_ms() + session * 1000;
	if (session > 0 && (!end_after(session, SIGTERM) ||
	                       !end_after(session + SESSION_GRACE, SIGKILL))) {
		complain(_("the session cannot be limited"));
		return false;
	}
	return true;
}

static int64_t
processor_used(void)
{
	struct timespec used;

	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0)
		return 0;
	return (int64_t)used.tv_sec * 1000 + used.tv_nsec / 1000000;
}

const char *
restricted_warning(void *restricted, int64_t *wait_ms)
{
	struct restricted *r = restricted;
	int64_t left = r->until - clock_ms();

	*wait_ms = -1;
	if (r->processor && !r->warned_of_processor &&
	    r->processor - processor_used() <= WARNING) {
		r->warned_of_processor = true;
		return _("less than a minute of processor time is left of "
		         "this session");
	}
	if (!r->until || r->warned)
		return NULL;
	if (left > WARNING) {
		*wait_ms = left - WARNING;
		return NULL;
	}
	r->warned = true;
	return _("less than a minute is left of this session");
}

const char *
restricted_over(const struct restricted *r)
{
	if (r->until && clock_ms() >= r->until)
		return _("the time of this session is over");
	/* The kernel counts it more coarsely than the clock. */
	if (r->processor && processor_used() + COARSE >= r->processor)
		return _("this session has used its processor time");
	return NULL;
}

/* Images that were made for the works lie in .cache there, or in the system's
 * folder. */
static void
use_cache(const char *root)
{
	char *cache = mem_format("%s/.cache", root);

	if (!strchr(cache, ':'))
		setenv("ATTACHE_CACHE_DIRS", cache, 1);
	free(cache);
}

static bool
take_root(struct restricted *r, const struct cli *cli)
{
	const char *root = cli->value[OPT_ROOT];
	struct stat st;

	if (root) {
		r->root = realpath(root, NULL);
		if (!r->root || stat(r->root, &st) != 0 ||
		    !S_ISDIR(st.st_mode)) {
			complain(_("there is no folder %s"), root);
			return false;
		}
		use_cache(r->root);
	}
	/* Names are looked up from there, so that no other file is met. */
	if (chdir(r->root ? r->root : "/") == 0)
		return true;
	complain(_("the folder %s cannot be entered"), r->root ? r->root : "/");
	return false;
}

/* sshd gives what the other side wants to run, or a subsystem's program. */
static bool
take_sent(struct restricted *r, const char *sent, int *argc, char ***argv)
{
	const char *wrong = words_split(sent, &r->sent);
	char **word = r->sent.word;
	size_t count = r->sent.count;

	if (wrong || count >= WORDS_MAX - 1) {
		complain(
		    "%s", wrong ? wrong : _("the command has too many words"));
		return false;
	}
	/* A person used to the program may say its name. */
	if (count > 0 && (strcmp(word[0], "attache") == 0 ||
	                     strcmp(word[0], "rattache") == 0)) {
		word++;
		count--;
	}
	if (count == 0)
		return true;
	/* ssh takes --help for itself. */
	if (count == 1 && strcmp(word[0], "help") == 0) {
		free(word[0]);
		word[0] = mem_dup("--help");
	}
	r->argv[0] = (*argv)[0];
	memcpy(r->argv + 1, word, count * sizeof(*word));
	*argv = r->argv;
	*argc = (int)count + 1;
	return true;
}

bool
restricted_begin(struct restricted *r, struct cli *cli, int *argc, char ***argv)
{
	char *sent = mem_dup(getenv("SSH_ORIGINAL_COMMAND"));
	int first = 0;
	bool ok;

	*r = (struct restricted){.idle = IDLE};
	empty_environment();
	ok = cli_parse(cli, *argc, *argv, NULL, true, &first) &&
	     take_time(cli, OPT_IDLE, IDLE, &r->idle) &&
	     limit_session(r, cli) && take_root(r, cli);
	r->unconfined = cli->value[OPT_UNCONFINED] != NULL;
	cli->restricted = r;
	if (ok && first > 0) {
		*argv += first - 1;
		*argc -= first - 1;
	}
	if (ok && sent)
		ok = take_sent(r, sent, argc, argv);
	free(sent);
	return ok;
}

void
restricted_end(struct restricted *r)
{
	words_free(&r->sent);
	free(r->root);
}

static bool
is_off(const struct cli *cli)
{
	static const struct {
		enum cli_opt opt;
		const char *name;
	} off[] = {{OPT_LIBRARY, "library"}, {OPT_NO_CACHE, "no-cache"},
	    {OPT_STRICT, "strict"}, {OPT_CLIPBOARD, "clipboard"}};

	for (size_t i = 0; i < COUNT(off); i++) {
		if (!cli->value[off[i].opt])
			continue;
		complain(_("--%s is off in restricted mode"), off[i].name);
		return true;
	}
	return false;
}

/* The name of a work, not a way to a file: no answer may depend on a file
 * outside of the root, not even on its being there. */
static bool
is_name(const char *word)
{
	char *work, *fragment;
	const char *given = word;
	bool parsed = att_address_parse(word, &work, &fragment);
	bool ok = parsed;

	if (parsed)
		word = work;
	for (const char *p = word; ok && p; p = strchr(p, '/')) {
		p += p > word;
		ok = *p != '/' &&
		     !(p[0] == '.' && p[1] == '.' && (!p[2] || p[2] == '/'));
	}
	if (parsed) {
		free(work);
		free(fragment);
	}
	if (!ok)
		complain(
		    _("a work is called by its name here, not \"%s\""), given);
	return ok;
}

/* The first word of the command that is a work. */
static size_t
first_work(const struct cli *cli, const struct cli_command *command)
{
	if (command && command->reads == CLI_READS_WORDS)
		return cli->count;
	return command && command->reads == CLI_READS_PATTERN;
}

bool
restricted_may(struct cli *cli, const struct cli_command *command)
{
	const char *in = cli->value[OPT_IN];
	bool ok = !is_off(cli);

	if (ok && command && command->reads == CLI_READS_NOT) {
		complain(_("%s is off in restricted mode"), command->name);
		return false;
	}
	for (size_t i = first_work(cli, command); ok && i < cli->count; i++)
		ok = is_name(cli->word[i]);
	ok = ok && (!in || is_name(in));
	/* The root is where we are: so no message has a path of the server. */
	cli->value[OPT_LIBRARY] = cli->restricted->root ? "." : NULL;
	cli->value[OPT_NO_PAGER] = "";
	if (ok && !command && cli->count == 0 && !cli->value[OPT_HELP] &&
	    !cli->value[OPT_VERSION] &&
	    !(isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))) {
		complain(
		    _("to read, ask for a terminal: ssh -t; to search, add "
		      "a command: search PATTERN; help lists them"));
		return false;
	}
	return ok;
}

/* Where curses looks a terminal up when the environment says nothing. */
static const char *const terminals[] = {"/etc/terminfo", "/lib/terminfo",
    "/usr/lib/terminfo", "/usr/share/terminfo", "/usr/local/share/terminfo",
    "/usr/share/misc/terminfo"};

/* Images are mapped now; indexes of topics are opened when they are asked. */
static const char **
open_all(struct att_library *library, size_t *count)
{
	size_t works = att_library_count(library);
	const char **read =
	    mem_alloc((works + COUNT(terminals)) * sizeof(*read));

	*count = 0;
	for (size_t i = 0; i < works; i++) {
		const char *topics;

		if (!att_library_image(library, i, NULL))
			continue;
		topics = att_library_topics_path(library, i);
		if (topics)
			read[(*count)++] = topics;
	}
	return read;
}

int
restricted_confine(struct cli *cli, struct att_library *library)
{
	struct restricted *r = cli->restricted;
	struct sandbox sandbox = {.calls = SANDBOX_SESSION};
	const char **read;
	size_t topics;
	struct sandbox_limits limits = {.memory = (uint64_t)MEGABYTES << 20,
	    .file_size = FRAME_BYTES,
	    .alone = true};
	unsigned holds;

	if (r->confined)
		return 0;
	att_topics_prepare();
	read = open_all(library, &topics);
	memcpy(read + topics, terminals, sizeof(terminals));
	sandbox.read = read;
	sandbox.read_count = topics + COUNT(terminals);
	limits.files = DESCRIPTORS + topics;
	sandbox_limit(&limits);
	holds = sandbox_enter(&sandbox);
	free(read);
	r->confined = true;
	if ((holds & SANDBOX_FILES) || r->unconfined)
		return 0;
	return complain(_("this system cannot confine a session (it has no "
	                  "Landlock); --allow-unsandboxed reads without that"));
}
