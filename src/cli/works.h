/* From the WORK and WORK#ID arguments to a library and the parts of its works
 * that are meant. */
#ifndef CLI_WORKS_H
#define CLI_WORKS_H

#include "attache/library.h"
#include "cli/cli.h"

enum { ADDRESS_MAX = 4096 };

/* A work, or the part of it below a node. */
struct part {
	size_t work;
	uint32_t node; /* 0: the whole work */
	att_pos pos;   /* what was meant, inside that node */
};

struct works {
	struct att_library *library;
	struct part *part;
	size_t count;
	size_t failed; /* works that did not open */
	bool by_name;  /* they are names in --library before they are paths */
	bool told;     /* all that do not open were complained about */
	bool checking; /* what is wrong with documents is for the caller to say
	                */
};

/* Open and load what the arguments mean: without any, the installed works; with
 * --library, names in it. works is zeroed but for checking. Works that do not
 * open are complained about and leave the rest alone. Returns 0 or the exit
 * status. works_close in any case.
 */
int works_open(
    struct cli *cli, const char *const *arg, size_t count, struct works *works);
void works_close(struct works *works);

/* The image of a work; NULL with a line on stderr. */
const struct att_image *works_image(struct works *works, size_t work);
/* The one part that an argument means among the works that are
 * open; an empty work is the first one. Returns 0 or the exit status. */
int works_part(struct works *works, const char *arg, struct part *part);
/* From here on only those parts of the works that an argument means. Returns 0
 * or the exit status. */
int works_narrow(struct works *works, const char *arg);
/* The status of a command that found so many in works. */
int works_status(struct cli *cli, const struct works *works, size_t found);

/* Whether a word of the command line can be a WORK. */
bool works_is_named(const char *word);
/* Where "#" stands between work and fragment; NULL when there is none. */
const char *works_fragment(const char *arg);
/* A copy of the work's part of an argument. Caller frees. */
char *works_name(const char *arg);

/* "work#fragment" of a place; the work alone for its start. Returns buffer,
 * which has ADDRESS_MAX bytes. */
const char *works_address(struct works *works, size_t work,
    const struct att_image *image, att_pos pos, char *buffer);
/* Nodes that belong to a part. */
bool part_holds(
    const struct att_image *image, const struct part *part, uint32_t node);

#endif
