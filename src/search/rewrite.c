/* From what a person writes to what PCRE2 gets. */
#include "search/rewrite.h"

#include <string.h>
#include <unictype.h>

#include "attache/pattern.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "search/syntax.h"

#define NO_BREAK_SPACES "\\x{A0}\\x{202F}"

enum { SOFT_HYPHEN = 0xAD };

static bool
is_space(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_word(uint32_t c)
{
	return c == '_' || uc_is_general_category(c, UC_LETTER) ||
	       uc_is_general_category(c, UC_NUMBER);
}

static void
put_char(struct buf *out, uint32_t c)
{
	if (c == SOFT_HYPHEN) {
		buf_str(out, "(?:\\x{AD}?)");
		return;
	}
	if (c == ' ') {
		buf_str(out, "[ " NO_BREAK_SPACES "]");
		return;
	}
	if (c < 128 && !is_word(c) && c != '\n')
		buf_char(out, '\\');
	buf_codepoint(out, c);
}

/* Runs of white space are one space, as they are in the text. */
static void
rewrite_literal(struct buf *out, const char *text)
{
	size_t left = strlen(text);
	bool space = false;

	while (left > 0) {
		uint32_t c;
		size_t n = utf8_next(text, left, &c);

		if (!is_space(c))
			put_char(out, c);
		else if (!space)
			put_char(out, ' ');
		space = is_space(c);
		text += n;
		left -= n;
	}
}

/* A class that names the space, with more spaces in front; what stood first
 * may have been plain only for standing there. */
static void
put_class(struct buf *out, const char *class, size_t size)
{
	size_t at = size > 1 && class[1] == '^' ? 2 : 1;

	buf_add(out, class, at);
	buf_str(out, NO_BREAK_SPACES);
	if (at < size && (class[at] == ']' || class[at] == '-'))
		buf_char(out, '\\');
	buf_add(out, class + at, size - at);
}

static void
rewrite_regex(struct buf *out, const char *text)
{
	struct syntax syntax;
	struct syntax_token t;

	syntax_init(&syntax, text, false);
	for (;;) {
		const char *at = text + syntax.at;

		syntax_next(&syntax, &t);
		if (t.kind == SYNTAX_END)
			break;
		if (t.kind == SYNTAX_CHAR && t.spelled &&
		    (t.c == ' ' || t.c == SOFT_HYPHEN)) {
			buf_str(out, t.quoted ? "\\E" : "");
			put_char(out, t.c);
			buf_str(out, t.quoted ? "\\Q" : "");
		} else if (t.kind == SYNTAX_SET && t.space) {
			put_class(out, at, t.end - t.start);
		} else {
			buf_add(out, at, t.end - t.start);
		}
	}
	if (syntax.quoting)
		buf_str(out, "\\E");
	if (syntax.comment)
		buf_char(out, '\n');
}

/* Whether a pattern as it was rewritten begins with a letter or digit that
 * every match begins with. A quick test: it may say no. */
static bool
begins_as_word(const char *text)
{
	struct syntax syntax;
	struct syntax_token t, next;

	syntax_init(&syntax, text, false);
	syntax_next(&syntax, &t);
	do {
		syntax_next(&syntax, &next);
	} while (next.kind == SYNTAX_SILENT || next.kind == SYNTAX_QUOTE);
	return t.kind == SYNTAX_CHAR && is_word(t.c) &&
	       (next.kind != SYNTAX_QUANTIFIER || next.min > 0) &&
	       !strchr(text, '|');
}

/* Words end where no word character goes on, whatever the pattern begins or
 * ends with: \b would want one inside. But \b is quicker, where it is the
 * same. */
static void
wrap_word(struct buf *out)
{
	struct buf inner = *out;
	const char *text = buf_cstr(&inner);

	*out = (struct buf){0};
	buf_str(out, begins_as_word(text) ? "\\b(?:" : "(?<!\\w)(?:");
	buf_str(out, text);
	buf_str(out, ")(?!\\w)");
	buf_done(&inner);
}

char *
rewrite_pattern(const char *text, unsigned flags)
{
	struct buf out = {0};

	if (flags & ATT_P_LITERAL)
		rewrite_literal(&out, text);
	else
		rewrite_regex(&out, text);
	if (flags & ATT_P_WORD)
		wrap_word(&out);
	buf_cstr(&out);
	return out.data;
}

static bool
is_capital(uint32_t c)
{
	return uc_is_general_category(c, UC_UPPERCASE_LETTER) ||
	       uc_is_general_category(c, UC_TITLECASE_LETTER);
}

/* Letters of a class that stand for themselves: those behind no backslash. */
static bool
class_has_capital(const char *class, size_t size)
{
	for (size_t at = 0; at < size;) {
		uint32_t c;
		size_t n = utf8_next(class + at, size - at, &c);

		if (c == '\\' && at + 1 < size) {
			struct syntax inside = {.text = class, .size = size};
			struct syntax_token t = {0};

			syntax_escape(&inside, at, true, &t);
			n = t.end - at;
		} else if (is_capital(c)) {
			return true;
		}
		at += n;
	}
	return false;
}

bool
rewrite_has_capital(const char *text, unsigned flags)
{
	struct syntax s;
	struct syntax_token t;

	if (flags & ATT_P_LITERAL) {
		syntax_init(&s, "", false);
		s.text = text;
		s.size = strlen(text);
		s.quoting = true;
	} else {
		syntax_init(&s, text, false);
	}
	do {
		syntax_next(&s, &t);
		if (t.kind == SYNTAX_CHAR && t.spelled && is_capital(t.c))
			return true;
		if (t.kind == SYNTAX_SET && text[t.start] == '[' &&
		    class_has_capital(text + t.start, t.end - t.start))
			return true;
	} while (t.kind != SYNTAX_END);
	return false;
}
