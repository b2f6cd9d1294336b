/* Escapes and bracket classes: everything that stands for one character. */
#include <string.h>

#include "base/utf8.h"
#include "search/syntax.h"

enum {
	NO_BREAK = 0xA0,
	NARROW_NO_BREAK = 0x202F,
	LONG_S = 0x17F, /* folds to s */
	KELVIN = 0x212A /* folds to k */
};

void
syntax_set_add(struct syntax_set *set, uint32_t c)
{
	if (c < 128)
		set->ascii[c / 64] |= UINT64_C(1) << c % 64;
	else if (c == NO_BREAK || c == NARROW_NO_BREAK)
		set->blank = true;
	else
		set->other = true;
}

bool
syntax_set_has(const struct syntax_set *set, uint32_t c)
{
	return c < 128 ? set->ascii[c / 64] >> c % 64 & 1 : set->other;
}

void
syntax_set_join(struct syntax_set *set, const struct syntax_set *more)
{
	set->ascii[0] |= more->ascii[0];
	set->ascii[1] |= more->ascii[1];
	set->blank |= more->blank;
	set->other |= more->other;
}

bool
syntax_set_meets(const struct syntax_set *a, const struct syntax_set *b)
{
	return (a->ascii[0] & b->ascii[0]) || (a->ascii[1] & b->ascii[1]) ||
	       (a->blank && b->blank) || (a->other && b->other);
}

void
syntax_set_all(struct syntax_set *set)
{
	*set = (struct syntax_set){{UINT64_MAX, UINT64_MAX}, true, true};
}

static void
add_range(struct syntax_set *set, uint32_t from, uint32_t to)
{
	for (uint32_t c = from; c <= to && c < 128; c++)
		syntax_set_add(set, c);
	if (to >= 128)
		set->other = true;
	if (from <= NARROW_NO_BREAK && to >= NO_BREAK)
		set->blank = true;
}

static void
add_string(struct syntax_set *set, const char *chars)
{
	for (; *chars; chars++)
		syntax_set_add(set, (unsigned char)*chars);
}

/* Two characters beyond ASCII fold into it. Letters are bits 1 to 26 of the
 * upper word, capitals; 33 to 58, small. */
void
syntax_set_fold(struct syntax_set *set)
{
	const uint64_t capitals = UINT64_C(0x07FFFFFE);
	uint64_t letters = (set->ascii[1] | set->ascii[1] >> 32) & capitals;

	set->ascii[1] |= letters | letters << 32;
	if (syntax_set_has(set, 'k') || syntax_set_has(set, 's'))
		set->other = true;
}

/* Known exactly within ASCII; beyond, what was there may still be. */
static void
invert(struct syntax_set *set)
{
	set->ascii[0] = ~set->ascii[0];
	set->ascii[1] = ~set->ascii[1];
	set->blank = true;
	set->other = true;
}

/* The classes of one letter, as they are under UCP within ASCII. */
static bool
letter_class(char letter, struct syntax_set *set)
{
	*set = (struct syntax_set){.other = true};
	switch (letter | 0x20) {
	case 'd':
		add_range(set, '0', '9');
		break;
	case 'w':
		add_range(set, '0', '9');
		add_range(set, 'A', 'Z');
		add_range(set, 'a', 'z');
		syntax_set_add(set, '_');
		break;
	case 's':
		add_range(set, '\t', '\r');
		syntax_set_add(set, ' ');
		set->blank = true;
		break;
	case 'h':
		add_string(set, "\t ");
		set->blank = true;
		break;
	case 'v':
		add_range(set, '\n', '\r');
		break;
	default:
		return false;
	}
	if (!(letter & 0x20)) {
		bool blank = set->blank;

		invert(set);
		set->blank = !blank; /* all or none of them */
	}
	return true;
}

/* \p{..} and \pL: letters and numbers are known, the rest may be anything. */
static void
property(const char *text, size_t size, size_t at, struct syntax_token *token)
{
	const char *close;
	const char *name = text + at + 2;

	token->kind = SYNTAX_SET;
	token->end = at + 3 < size ? at + 3 : size;
	syntax_set_all(&token->set);
	if (at + 2 < size && text[at + 2] == '{') {
		close = memchr(name, '}', size - at - 2);
		token->end = close ? (size_t)(close - text) + 1 : size;
		name++;
		if (!close || close - name > 2)
			return;
	}
	if (text[at + 1] == 'P')
		return;
	if (*name == 'L' || *name == 'N')
		token->set = (struct syntax_set){.other = true};
	if (*name == 'N')
		add_range(&token->set, '0', '9');
	if (*name == 'L') {
		add_range(&token->set, 'A', 'Z');
		add_range(&token->set, 'a', 'z');
	}
}

static unsigned
digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
		return (unsigned)((c | 0x20) - 'a') + 10;
	return 99;
}

/* Digits from text[at], at most max of them. Returns where they end. */
static size_t
digits(const struct syntax *s, size_t at, unsigned base, unsigned max,
    uint32_t *value)
{
	*value = 0;
	while (at < s->size && max-- && digit_value(s->text[at]) < base &&
	       *value < 0x1000000)
		*value = *value * base + digit_value(s->text[at++]);
	return at;
}

static void
set_char(struct syntax_token *token, uint32_t c)
{
	token->kind = SYNTAX_CHAR;
	token->c = c;
}

/* \x41 \x{41} \o{101} \012 */
static bool
numeric(const struct syntax *s, size_t at, struct syntax_token *token)
{
	char letter = s->text[at + 1];
	unsigned base = letter == 'x' ? 16 : 8;
	uint32_t c;

	if (letter != 'x' && letter != 'o' && letter != '0')
		return false;
	if (at + 2 < s->size && s->text[at + 2] == '{' && letter != '0') {
		const char *close = memchr(s->text + at, '}', s->size - at);

		token->end = digits(s, at + 3, base, 99, &c) + 1;
		if (!close || token->end != (size_t)(close - s->text) + 1) {
			token->kind = SYNTAX_OPAQUE; /* "\x{ 41 }" */
			token->end =
			    close ? (size_t)(close - s->text) + 1 : s->size;
			return true;
		}
	} else {
		token->end = digits(s, at + 2, base, 2, &c);
	}
	set_char(token, c);
	return true;
}

/* Where a name or number in brackets after \g or \k ends. */
static size_t
reference_end(const struct syntax *s, size_t at)
{
	static const char open[] = "{<'", close[] = "}>'";
	const char *kind;
	const char *end;

	if (at >= s->size)
		return s->size;
	kind = strchr(open, s->text[at]);
	if (!kind || !*kind) {
		uint32_t number;

		if (s->text[at] == '-' || s->text[at] == '+')
			at++;
		return digits(s, at, 10, 9, &number);
	}
	end = memchr(s->text + at + 1, close[kind - open], s->size - at - 1);
	return end ? (size_t)(end - s->text) + 1 : s->size;
}

static void
reference(const struct syntax *s, size_t at, struct syntax_token *token)
{
	char letter = s->text[at + 1];

	token->kind = SYNTAX_BACKREF;
	if (letter == 'g' || letter == 'k') {
		token->end = reference_end(s, at + 2);
		if (letter == 'g' && at + 2 < s->size &&
		    (s->text[at + 2] == '<' || s->text[at + 2] == '\''))
			token->kind =
			    SYNTAX_OPAQUE; /* a call, not a reference */
	} else if (at + 2 < s->size && digit_value(s->text[at + 2]) < 10) {
		uint32_t number;

		/* A reference or an octal number, by the count of groups. */
		token->kind = SYNTAX_OPAQUE;
		token->end = digits(s, at + 1, 10, 9, &number);
	}
}

/* One letter that means something of its own outside classes. */
static enum syntax_kind
special(char letter, bool in_class)
{
	if (in_class)
		return SYNTAX_OPAQUE;
	switch (letter) {
	case 'b':
	case 'B':
		return SYNTAX_EDGE;
	case 'A':
	case 'z':
	case 'Z':
		return SYNTAX_ANCHOR;
	case 'K':
		return SYNTAX_KEEP;
	default:
		return SYNTAX_OPAQUE;
	}
}

static void
letter_escape(const struct syntax *s, size_t at, bool in_class,
    struct syntax_token *token)
{
	static const char names[] = "aefnrt", values[] = "\a\033\f\n\r\t";
	char letter = s->text[at + 1];
	const char *control = strchr(names, letter);

	if (control) {
		set_char(token, (unsigned char)values[control - names]);
	} else if (in_class && letter == 'b') {
		set_char(token, '\b');
	} else if (letter == 'p' || letter == 'P') {
		property(s->text, s->size, at, token);
	} else if (letter == 'N' && at + 4 < s->size &&
	           memcmp(s->text + at + 2, "{U+", 3) == 0) {
		token->kind = SYNTAX_OPAQUE;
		token->end = reference_end(s, at + 2);
	} else if (letter == 'N') {
		token->kind = SYNTAX_SET;
		syntax_set_all(&token->set);
		token->set.ascii[0] &= ~(UINT64_C(1) << '\n');
	} else if (letter == 'c') {
		token->kind = SYNTAX_OPAQUE;
		token->end = at + 3 < s->size ? at + 3 : s->size;
	} else if (letter_class(letter, &token->set)) {
		token->kind = SYNTAX_SET;
	} else {
		token->kind = special(letter, in_class);
	}
}

void
syntax_escape(const struct syntax *s, size_t at, bool in_class,
    struct syntax_token *token)
{
	uint32_t c;
	size_t n;

	token->end = at + 2;
	if (at + 1 >= s->size) {
		token->end = s->size;
		token->kind = SYNTAX_OPAQUE;
		return;
	}
	n = utf8_next(s->text + at + 1, s->size - at - 1, &c);
	if (numeric(s, at, token))
		return;
	if ((c >= '1' && c <= '9') || c == 'g' || c == 'k') {
		reference(s, at, token);
	} else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 128) {
		letter_escape(s, at, in_class, token);
	} else {
		token->end = at + 1 + n;
		token->spelled = true;
		set_char(token, c);
	}
}

/* [:name:] inside a class; 0 when there is none at text[at]. */
static size_t
posix_end(const struct syntax *s, size_t at)
{
	size_t p = at + 2;

	if (at + 1 >= s->size || s->text[at + 1] != ':')
		return 0;
	while (p < s->size &&
	       (s->text[p] == '^' ||
	           ((s->text[p] | 0x20) >= 'a' && (s->text[p] | 0x20) <= 'z')))
		p++;
	return p + 1 < s->size && s->text[p] == ':' && s->text[p + 1] == ']'
	           ? p + 2
	           : 0;
}

struct members {
	const struct syntax *syntax;
	size_t at;
	bool quoting;
	bool unknown;  /* something that may be anything */
	bool no_break; /* these two are named */
	bool narrow;
	bool folds; /* a character beyond ASCII that folds into it */
	struct syntax_token *class;
	uint32_t from; /* last single character, start of a range */
	bool single;
};

/* One character of a class, or a range when from is pending behind a dash. */
static void
member(struct members *m, uint32_t c, bool spelled)
{
	struct syntax_set *set = &m->class->set;

	syntax_set_add(set, c);
	if (c == ' ' && spelled)
		m->class->space = true;
	m->folds |= c == LONG_S || c == KELVIN;
	m->no_break |= c == NO_BREAK;
	m->narrow |= c == NARROW_NO_BREAK;
	m->from = c;
	m->single = true;
}

static void
escaped_member(struct members *m)
{
	struct syntax_token t = {0};

	syntax_escape(m->syntax, m->at, true, &t);
	m->at = t.end;
	if (t.kind == SYNTAX_CHAR) {
		member(m, t.c, t.spelled);
		return;
	}
	m->single = false;
	if (t.kind == SYNTAX_SET)
		syntax_set_join(&m->class->set, &t.set);
	else
		m->unknown = true;
}

/* A dash between two single characters: everything from the one to the other.
 * The second is read here; true when this was such a dash. */
static bool
range(struct members *m)
{
	const struct syntax *s = m->syntax;
	uint32_t from = m->from;

	if (!m->single || m->quoting || s->text[m->at] != '-' ||
	    m->at + 1 >= s->size || s->text[m->at + 1] == ']')
		return false;
	m->at++;
	if (s->text[m->at] == '\\') {
		escaped_member(m);
	} else {
		uint32_t c;

		m->at += utf8_next(s->text + m->at, s->size - m->at, &c);
		if (c == '[')
			m->unknown = true;
		member(m, c, true);
	}
	if (m->single && m->from >= from) {
		add_range(&m->class->set, from, m->from);
		m->folds |= m->from >= LONG_S && from <= KELVIN;
		m->class->space |= from <= ' ' && m->from >= ' ';
	} else
		m->unknown = true;
	m->single = false;
	return true;
}

/* One step through the inside of a class; false at its end. */
static bool
next_member(struct members *m, bool first, bool ignore_space)
{
	const struct syntax *s = m->syntax;
	const char *p = s->text + m->at;
	size_t left = s->size - m->at;
	uint32_t c;
	size_t end;

	if (left >= 2 && p[0] == '\\' && (p[1] == 'E' || p[1] == 'Q')) {
		m->quoting = p[1] == 'Q';
		/* What a quotation does to ranges is not worth knowing. */
		m->unknown = true;
		m->at += 2;
		return true;
	}
	if (!m->quoting) {
		if (*p == ']' && !first)
			return false;
		if (*p == '\\') {
			escaped_member(m);
			return true;
		}
		end = *p == '[' ? posix_end(s, m->at) : 0;
		if (end) {
			m->unknown = true;
			m->single = false;
			m->at = end;
			return true;
		}
		if (ignore_space && (*p == ' ' || *p == '\t')) {
			m->at++;
			return true;
		}
		if (range(m))
			return true;
	}
	m->at += utf8_next(p, left, &c);
	member(m, c, true);
	return true;
}

/* [[:<:]] and [[:>:]] are no classes: the edges of a word. */
static bool
word_edge(const struct syntax *s, size_t at, struct syntax_token *token)
{
	const char *p = s->text + at;

	if (s->size - at < 7 ||
	    (memcmp(p, "[[:<:]]", 7) != 0 && memcmp(p, "[[:>:]]", 7) != 0))
		return false;
	token->kind = SYNTAX_EDGE;
	token->end = at + 7;
	return true;
}

void
syntax_class(const struct syntax *s, size_t at, bool ignore_space,
    struct syntax_token *token)
{
	struct members m = {.syntax = s, .at = at + 1, .class = token};
	bool negated = m.at < s->size && s->text[m.at] == '^';
	size_t first;

	if (word_edge(s, at, token))
		return;
	token->kind = SYNTAX_SET;
	if (negated)
		m.at++;
	first = m.at;
	while (m.at < s->size && next_member(&m, m.at == first, ignore_space))
		;
	token->end = m.at < s->size ? m.at + 1 : s->size;
	if (m.unknown || (token->caseless && m.folds)) {
		syntax_set_all(&token->set);
		return;
	}
	if (token->caseless)
		syntax_set_fold(&token->set);
	if (negated) {
		invert(&token->set);
		token->set.blank = !m.no_break || !m.narrow;
	}
}
