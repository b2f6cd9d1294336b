/* A line of text into words, for commands that come from another machine. */
#ifndef CLI_WORDS_H
#define CLI_WORDS_H

#include <stddef.h>

enum { WORDS_MAX = 256 };

struct words {
	char *word[WORDS_MAX + 1]; /* ends with NULL */
	size_t count;
};

/* Words are parted by white space. '...' holds anything as it is, "..." and
 * what is outside take \ before a character as that character. Nothing else
 * has a meaning: no variable, pattern or command is ever looked at. Returns
 * NULL, or what is wrong. words_free in any case. */
const char *words_split(const char *text, struct words *words);
void words_free(struct words *words);

#endif
