/* The parts of a pattern: a tokenizer for the syntax of PCRE2, for patterns
 * that PCRE2 has accepted already. It knows what is common exactly, and calls
 * the rest SYNTAX_OPAQUE: what is built on it must do nothing clever then. */
#ifndef SEARCH_SYNTAX_H
#define SEARCH_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SYNTAX_DEPTH = 128 /* open groups; PCRE2 is told to refuse 100 */ };

#define SYNTAX_FOREVER UINT32_MAX /* no upper bound of a quantifier */

enum syntax_kind {
	SYNTAX_END,
	SYNTAX_CHAR, /* c */
	SYNTAX_SET,  /* one character of set */
	SYNTAX_EDGE, /* \b \B [[:<:]] [[:>:]] */
	SYNTAX_CARET,
	SYNTAX_DOLLAR,
	SYNTAX_ANCHOR, /* \A \z \Z */
	SYNTAX_KEEP,   /* \K */
	SYNTAX_BACKREF,
	SYNTAX_OPEN, /* group */
	SYNTAX_CLOSE,
	SYNTAX_OR,
	SYNTAX_QUANTIFIER, /* min, max, possessive */
	SYNTAX_QUOTE,      /* \Q \E: the characters between are CHARs */
	SYNTAX_SILENT,     /* comments, options, white space under (?x) */
	SYNTAX_OPAQUE
};

enum syntax_group {
	GROUP_PLAIN, /* capturing or not */
	GROUP_ATOMIC,
	GROUP_AHEAD,
	GROUP_BEHIND,
	GROUP_NOT_AHEAD,
	GROUP_NOT_BEHIND,
	GROUP_OPAQUE /* conditions and the like: its inside is parsed all the
	                same */
};

/* Which first characters something can have: exact for ASCII unless whole. */
struct syntax_set {
	uint64_t ascii[2];
	bool blank; /* some of the no-break spaces U+00A0, U+202F */
	bool other; /* some other characters beyond ASCII */
};

struct syntax_token {
	enum syntax_kind kind;
	size_t start; /* bytes of the pattern */
	size_t end;
	uint32_t c;
	bool spelled;  /* CHAR: stands for itself, not \x41, \n */
	bool quoted;   /* CHAR: between \Q and \E */
	bool caseless; /* in force here */
	bool space;    /* SET: a bracket class that names the space, or
	               has it in a range */
	bool dot;      /* SET: . itself */
	bool possessive;
	bool multiline_off; /* SILENT, OPEN: (?-m) or (?^) */
	enum syntax_group group;
	uint32_t min;
	uint32_t max;
	struct syntax_set set; /* SET and CHAR */
};

struct syntax {
	const char *text;
	size_t size;
	size_t at;
	bool quoting;
	bool comment; /* the text ends inside a comment of (?x) */
	unsigned depth;
	uint8_t options[SYNTAX_DEPTH + 1];
};

void syntax_init(struct syntax *syntax, const char *text, bool caseless);
void syntax_next(struct syntax *syntax, struct syntax_token *token);

/* Sets. */
void syntax_set_add(struct syntax_set *set, uint32_t c);
bool syntax_set_has(const struct syntax_set *set, uint32_t c);
void syntax_set_join(struct syntax_set *set, const struct syntax_set *more);
bool syntax_set_meets(const struct syntax_set *a, const struct syntax_set *b);
void syntax_set_all(struct syntax_set *set);
/* Both cases of every ASCII letter in it, and what else Unicode folds there. */
void syntax_set_fold(struct syntax_set *set);

/* Private to the tokenizer: syntax_class.c. */
/* A backslash at text[at]: what it stands for, as a token without start. */
void syntax_escape(const struct syntax *syntax, size_t at, bool in_class,
    struct syntax_token *token);
/* A class that opens at text[at]. */
void syntax_class(const struct syntax *syntax, size_t at, bool ignore_space,
    struct syntax_token *token);

#endif
