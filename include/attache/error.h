/* Errors: owned by the caller, readable as one sentence.
 *
 * A function that can fail takes a struct att_error last and returns false or
 * NULL after filling it. The text names the file, the line where there is one
 * and what to do; it is safe to print on a terminal and ends without a full
 * stop or newline. A NULL err is allowed everywhere: the text is then lost. */
#ifndef ATTACHE_ERROR_H
#define ATTACHE_ERROR_H

#include <stdbool.h>

enum att_code {
	ATT_OK,
	ATT_EIO, /* the system refused: file, memory map, process */
	ATT_EINPUT, /* a document, pattern or file that is not what it should be */
	ATT_ELIMIT, /* a named limit was passed */
	ATT_ENOTFOUND, /* no such work, section, id */
	ATT_EUSAGE, /* the call itself is wrong */
	ATT_ESTOPPED /* interrupted by the person */
};

struct att_error {
	enum att_code code;
	char text[512];
};

/* Fill err (when not NULL) and return false, so that `return att_fail(...)`
 * reads well. Every byte that could drive a terminal is replaced. */
bool att_fail(struct att_error *err, enum att_code code, const char *format,
    ...) __attribute__((format(printf, 3, 4)));

#endif
