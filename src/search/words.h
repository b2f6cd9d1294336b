/* What a person asks for by topic: words, "phrases", prefix*. */
#ifndef SEARCH_WORDS_H
#define SEARCH_WORDS_H

#include "attache/image.h"

enum {
	WORDS_MAX = 32,   /* more are dropped */
	WORDS_TOKENS = 8, /* of one phrase or hyphened word that are compared */
	WORDS_SIZE = 64   /* bytes of a token that are compared, with NUL */
};

struct word {
	char *text;  /* as written, without quotes and star */
	bool prefix; /* the last token goes on */
	size_t tokens;
	char token[WORDS_TOKENS][WORDS_SIZE]; /* case and accents folded */
};

struct words {
	struct word *word;
	size_t count;
};

/* What has no letter or digit is no word. */
void words_parse(struct words *words, const char *query);
void words_done(struct words *words);

/* The next token of text from *at on, folded; false when there is none. Soft
 * hyphens do not part it. */
bool words_next(const char *text, size_t size, size_t *at, size_t *start,
    char folded[WORDS_SIZE]);
/* How often text has the word. */
unsigned words_count(const struct word *word, const char *text, size_t size);

/* A run is a row of neighbouring blocks that belong to one section: its text
 * up to the first subsection, or what follows one. The block after it. */
uint32_t words_run_end(const struct att_image *image, uint32_t first);
/* The run's block that tells most about the words, and the passage in it. */
void words_excerpt(const struct words *words, const struct att_image *image,
    uint32_t first, uint32_t *block, struct att_range *excerpt);

#endif
