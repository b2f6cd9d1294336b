/* The tokenizer: characters, groups, quantifiers, options in force. */
#include "search/syntax.h"

#include <string.h>

#include "base/utf8.h"

enum { OPT_CASELESS = 1, OPT_DOTALL = 2, OPT_EXTENDED = 4, OPT_MORE = 8 };

void
syntax_init(struct syntax *s, const char *text, bool caseless)
{
	*s = (struct syntax){.text = text, .size = strlen(text)};
	s->options[0] = caseless ? OPT_CASELESS : 0;
}

static char
peek(const struct syntax *s, size_t ahead)
{
	return s->at + ahead < s->size ? s->text[s->at + ahead] : '\0';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Everything up to and including the next c. */
static size_t
through(const struct syntax *s, size_t at, char c)
{
	const char *end =
	    at < s->size ? memchr(s->text + at, c, s->size - at) : NULL;

	return end ? (size_t)(end - s->text) + 1 : s->size;
}

static void
open_group(struct syntax *s, struct syntax_token *t, enum syntax_group group,
    size_t size)
{
	t->kind = SYNTAX_OPEN;
	t->group = group;
	t->end = s->at + size < s->size ? s->at + size : s->size;
	if (s->depth == SYNTAX_DEPTH) {
		t->kind = SYNTAX_OPAQUE;
		return;
	}
	s->options[s->depth + 1] = s->options[s->depth];
	s->depth++;
}

/* (?i) (?i-s) (?^x) (?i: at text[at] after the "(?". */
static void
options(struct syntax *s, struct syntax_token *t)
{
	uint8_t on = s->options[s->depth];
	bool off = false;
	size_t p = s->at + 2;

	for (; p < s->size && s->text[p] != ')' && s->text[p] != ':'; p++) {
		static const char names[] = "isx";
		const char *name = strchr(names, s->text[p]);
		uint8_t bit = 0;

		if (name)
			bit = (uint8_t)(1u << (name - names));
		if (s->text[p] == '-') {
			off = true;
		} else if (s->text[p] == '^') {
			on = 0;
			t->multiline_off = true;
		} else if (s->text[p] == 'm') {
			t->multiline_off |= off;
		} else if (bit == OPT_EXTENDED) {
			on &= (uint8_t) ~(OPT_EXTENDED | OPT_MORE);
			if (!off)
				on |= OPT_EXTENDED;
			if (p + 1 < s->size && s->text[p + 1] == 'x' && !off) {
				on |= OPT_MORE;
				p++;
			}
		} else if (bit) {
			on = off ? (uint8_t)(on & ~bit) : (uint8_t)(on | bit);
		} else if (!strchr("nJU", s->text[p])) {
			t->kind = SYNTAX_OPAQUE;
		}
	}
	if (p < s->size && s->text[p] == ':') {
		bool opaque = t->kind == SYNTAX_OPAQUE;

		open_group(
		    s, t, opaque ? GROUP_OPAQUE : GROUP_PLAIN, p + 1 - s->at);
	} else if (t->kind != SYNTAX_OPAQUE) {
		t->kind = SYNTAX_SILENT;
	}
	s->options[s->depth] = on;
	t->end = p < s->size ? p + 1 : s->size;
}

/* (?C1) (?C"text") */
static void
callout(struct syntax *s, struct syntax_token *t)
{
	char quote = peek(s, 3);
	size_t p = s->at + 3;

	t->kind = SYNTAX_OPAQUE;
	if (quote != ')' && !is_digit(quote)) {
		char close = quote == '{' ? '}' : quote;

		p = through(s, p + 1, close);
		while (p < s->size && s->text[p] == close)
			p = through(s, p + 1, close);
	}
	t->end = through(s, p, ')');
}

/* (?(1)yes|no): the condition belongs to the opening unless it is a group. */
static void
condition(struct syntax *s, struct syntax_token *t)
{
	size_t size = 2;

	if (peek(s, 3) != '?' && peek(s, 3) != '*')
		size = through(s, s->at, ')') - s->at;
	open_group(s, t, GROUP_OPAQUE, size);
}

/* Groups whose opening says all: the longest first. */
static const struct {
	const char *opening;
	enum syntax_group group;
} openings[] = {
    {"(?<=", GROUP_BEHIND},
    {"(?<!", GROUP_NOT_BEHIND},
    {"(?<*", GROUP_OPAQUE},
    {"(?*", GROUP_OPAQUE},
    {"(?:", GROUP_PLAIN},
    {"(?|", GROUP_PLAIN},
    {"(?>", GROUP_ATOMIC},
    {"(?=", GROUP_AHEAD},
    {"(?!", GROUP_NOT_AHEAD},
};

static bool
known_opening(struct syntax *s, struct syntax_token *t)
{
	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++) {
		size_t size = strlen(openings[i].opening);

		if (s->size - s->at >= size &&
		    memcmp(s->text + s->at, openings[i].opening, size) == 0) {
			open_group(s, t, openings[i].group, size);
			return true;
		}
	}
	return false;
}

/* (*VERB) and (*name:...) */
static void
verb(struct syntax *s, struct syntax_token *t)
{
	size_t p = s->at + 2;

	if (peek(s, 2) >= 'a' && peek(s, 2) <= 'z') {
		p = through(s, p, ':');
		open_group(s, t, GROUP_OPAQUE, p - s->at);
		return;
	}
	t->kind = SYNTAX_OPAQUE;
	t->end = through(s, p, ')');
}

static void
named(struct syntax *s, struct syntax_token *t)
{
	char close = peek(s, 2) == '\'' ? '\'' : '>';
	size_t skip = peek(s, 2) == 'P' ? 4 : 3;

	if (peek(s, 2) == 'P' && peek(s, 3) != '<') {
		t->kind = peek(s, 3) == '=' ? SYNTAX_BACKREF : SYNTAX_OPAQUE;
		t->end = through(s, s->at, ')');
		return;
	}
	open_group(s, t, GROUP_PLAIN, through(s, s->at + skip, close) - s->at);
}

static void
parenthesis(struct syntax *s, struct syntax_token *t)
{
	char c = peek(s, 2);

	if (peek(s, 1) == '*') {
		verb(s, t);
	} else if (peek(s, 1) != '?') {
		open_group(s, t, GROUP_PLAIN, 1);
	} else if (c == '#') {
		t->kind = SYNTAX_SILENT;
		t->end = through(s, s->at, ')');
	} else if (known_opening(s, t)) {
		return;
	} else if (c == '<' || c == '\'' || c == 'P') {
		named(s, t);
	} else if (c == '(') {
		condition(s, t);
	} else if (c == 'C') {
		callout(s, t);
	} else if (c == 'R' || c == '&' || c == '+' || is_digit(c) ||
	           (c == '-' && is_digit(peek(s, 3)))) {
		t->kind = SYNTAX_OPAQUE; /* recursion */
		t->end = through(s, s->at, ')');
	} else {
		options(s, t);
	}
}

static size_t
number(const struct syntax *s, size_t at, uint32_t *value)
{
	*value = 0;
	while (at < s->size && is_digit(s->text[at]) && *value < 100000)
		*value = *value * 10 + (uint32_t)(s->text[at++] - '0');
	return at;
}

/* {2} {2,} {2,3}; false when the brace is a character. Forms that only some
 * versions of PCRE2 take for a quantifier are opaque. */
static bool
braces(struct syntax *s, struct syntax_token *t)
{
	size_t p = s->at + 1;
	size_t first = number(s, p, &t->min);
	size_t end = through(s, s->at, '}');
	bool any = first > p;

	t->max = t->min;
	p = first;
	if (p < s->size && s->text[p] == ',') {
		size_t last = number(s, p + 1, &t->max);

		if (last == p + 1)
			t->max = SYNTAX_FOREVER;
		p = last;
	}
	t->end = end;
	if (any && p + 1 == end && s->text[p] == '}') {
		t->kind = SYNTAX_QUANTIFIER;
		return true;
	}
	for (p = s->at + 1; p + 1 < end; p++) {
		if (!strchr("0123456789, \t", s->text[p]))
			return false;
	}
	t->kind = SYNTAX_OPAQUE;
	return s->text[end - 1] == '}' && end - s->at > 2;
}

static bool
quantifier(struct syntax *s, struct syntax_token *t)
{
	char c = peek(s, 0);

	if (c == '*' || c == '+' || c == '?') {
		t->kind = SYNTAX_QUANTIFIER;
		t->min = c == '+';
		t->max = c == '?' ? 1 : SYNTAX_FOREVER;
		t->end = s->at + 1;
	} else if (c != '{' || !braces(s, t)) {
		return false;
	}
	if (t->kind == SYNTAX_QUANTIFIER && t->end < s->size &&
	    (s->text[t->end] == '?' || s->text[t->end] == '+'))
		t->possessive = s->text[t->end++] == '+';
	return true;
}

/* Pattern_White_Space of Unicode. */
static bool
is_white(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 ||
	       c == 0x200E || c == 0x200F || c == 0x2028 || c == 0x2029;
}

/* White space and comments under (?x). */
static bool
ignored(struct syntax *s, struct syntax_token *t)
{
	uint32_t c;

	if (!(s->options[s->depth] & OPT_EXTENDED))
		return false;
	t->kind = SYNTAX_SILENT;
	t->end = s->at + utf8_next(s->text + s->at, s->size - s->at, &c);
	if (c == '#') {
		t->end = through(s, s->at, '\n');
		s->comment = t->end == s->size && s->text[s->size - 1] != '\n';
		return true;
	}
	return is_white(c);
}

static void
character(struct syntax *s, struct syntax_token *t)
{
	t->kind = SYNTAX_CHAR;
	t->spelled = true;
	t->end = s->at + utf8_next(s->text + s->at, s->size - s->at, &t->c);
}

static void
backslash(struct syntax *s, struct syntax_token *t)
{
	if (peek(s, 1) == 'Q' || peek(s, 1) == 'E') {
		t->kind = SYNTAX_QUOTE;
		t->end = s->at + 2;
		s->quoting = peek(s, 1) == 'Q';
		return;
	}
	syntax_escape(s, s->at, false, t);
}

static void
plain(struct syntax *s, struct syntax_token *t)
{
	t->end = s->at + 1;
	switch (s->text[s->at]) {
	case '\\':
		backslash(s, t);
		break;
	case '[':
		syntax_class(s, s->at, s->options[s->depth] & OPT_MORE, t);
		break;
	case '(':
		parenthesis(s, t);
		break;
	case ')':
		t->kind = SYNTAX_CLOSE;
		s->depth -= s->depth > 0;
		break;
	case '|':
		t->kind = SYNTAX_OR;
		break;
	case '^':
		t->kind = SYNTAX_CARET;
		break;
	case '$':
		t->kind = SYNTAX_DOLLAR;
		break;
	case '.':
		t->kind = SYNTAX_SET;
		t->dot = true;
		syntax_set_all(&t->set);
		if (!(s->options[s->depth] & OPT_DOTALL))
			t->set.ascii[0] &= ~(UINT64_C(1) << '\n');
		break;
	default:
		character(s, t);
	}
}

/* What a CHAR can match. */
static void
char_set(struct syntax_token *t)
{
	syntax_set_add(&t->set, t->c);
	if (!t->caseless)
		return;
	if (t->c == 0x17F)
		syntax_set_add(&t->set, 's');
	if (t->c == 0x212A)
		syntax_set_add(&t->set, 'k');
	syntax_set_fold(&t->set);
}

void
syntax_next(struct syntax *s, struct syntax_token *t)
{
	*t = (struct syntax_token){.start = s->at, .end = s->at};
	if (s->at >= s->size)
		return;
	t->caseless = s->options[s->depth] & OPT_CASELESS;
	if (s->quoting && !(peek(s, 0) == '\\' && peek(s, 1) == 'E')) {
		character(s, t);
		t->quoted = true;
	} else if (s->quoting || (!ignored(s, t) && !quantifier(s, t))) {
		plain(s, t);
	}
	if (t->kind == SYNTAX_CHAR)
		char_set(t);
	s->at = t->end;
}
