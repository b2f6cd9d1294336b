/* What to try when a search found nothing. Nothing is guessed: each suggestion
 * was searched for and is there. */
#include "ui/find_words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "attache/search.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/find.h"
#include "ui/page.h"

/* Letters that are written in two ways: British and American spelling. */
static const struct {
	const char *one, *other;
} spellings[] = {{"our", "or"}, {"isation", "ization"}, {"ise", "ize"},
    {"ising", "izing"}, {"ence", "ense"}, {"ogue", "og"}, {"tre", "ter"},
    {"lled", "led"}, {"lling", "ling"}, {"amme", "am"}};

static bool
is_there(struct app *app, const char *pattern, unsigned flags)
{
	struct att_pattern *p = att_pattern_new(pattern, flags, NULL, NULL);
	struct att_range match;
	bool found;

	if (!p)
		return false;
	found = att_search_near(p, page_image(app->page),
	    &(struct att_scope){0}, 0, false, NULL, NULL, &match);
	att_pattern_free(p);
	return found;
}

static char *
replaced(const char *text, const char *from, const char *to)
{
	const char *p = strstr(text, from);

	return p ? mem_format(
	               "%.*s%s%s", (int)(p - text), text, to, p + strlen(from))
	         : NULL;
}

static char *
other_spelling(struct app *app, const char *pattern)
{
	for (size_t i = 0; i < COUNT(spellings); i++) {
		char *try =
		    replaced(pattern, spellings[i].one, spellings[i].other);

		if (try && is_there(app, try, 0))
			return try;
		free(try);
		try = replaced(pattern, spellings[i].other, spellings[i].one);
		if (try && is_there(app, try, 0))
			return try;
		free(try);
	}
	return NULL;
}

/* Vowels and c, n, s with any mark: "attache" also finds "attaché". */
static char *
with_accents(struct app *app, const char *pattern)
{
	static const struct {
		char letter;
		const char *class;
	} marks[] = {{'a', "[aàáâãäå]"}, {'c', "[cç]"}, {'e', "[eèéêë]"},
	    {'i', "[iìíîï]"}, {'n', "[nñ]"}, {'o', "[oòóôõöø]"},
	    {'u', "[uùúûü]"}};
	char *folded = utf8_fold(pattern, strlen(pattern));
	struct buf out = {0};

	for (const char *p = folded; *p; p++) {
		const char *class = NULL;

		for (size_t i = 0; i < COUNT(marks); i++) {
			if (marks[i].letter == *p)
				class = marks[i].class;
		}
		if (class)
			buf_str(&out, class);
		else
			buf_char(&out, *p);
	}
	free(folded);
	if (is_there(app, buf_cstr(&out), ATT_P_NOCASE))
		return out.data;
	buf_done(&out);
	return NULL;
}

static bool
is_word(const char *pattern)
{
	for (const char *p = pattern; *p; p++) {
		if (!isalnum((unsigned char)*p) && *p != ' ' && *p != '-' &&
		    !((unsigned char)*p & 0x80))
			return false;
	}
	return *pattern != '\0';
}

/* The index term that shares the longest start with the word, 4 bytes at
 * least. */
static const char *
near_term(struct app *app, const char *pattern)
{
	const struct att_image *image = page_image(app->page);
	char *typed = utf8_fold(pattern, strlen(pattern));
	const char *best = NULL;
	size_t best_same = 3;

	for (uint32_t i = 0; i < att_term_count(image); i++) {
		const char *name =
		    att_image_string(image, att_term(image, i)->primary);
		char *folded = utf8_fold(name, strlen(name));
		size_t same = 0;

		while (typed[same] && typed[same] == folded[same])
			same++;
		if (same > best_same) {
			best = name;
			best_same = same;
		}
		free(folded);
	}
	free(typed);
	return best;
}

unsigned
find_nothing(struct app *app, const char *pattern)
{
	const struct att_scope *scope = find_scope(app->find);
	bool narrow = scope->subtree || scope->kinds[0] || scope->kinds[1];
	const char *term;
	char *other = NULL;
	unsigned fx;

	if (narrow && is_there(app, pattern, 0))
		return app_say(app, "no match here, but there are in the "
		                    "whole work: / then ^S or ^K widens");
	if (is_there(app, pattern, ATT_P_NOCASE))
		return app_say(app, "no match with these capitals: / then ^T "
		                    "lets case not count");
	if (is_word(pattern))
		other = other_spelling(app, pattern);
	if (!other && is_word(pattern))
		other = with_accents(app, pattern);
	if (other) {
		fx = app_say(app, "no match for %s; try /%s", pattern, other);
		free(other);
		return fx;
	}
	term = is_word(pattern) ? near_term(app, pattern) : NULL;
	if (term)
		return app_say(app, "no match for %s; the index has \"%s\" (i)",
		    pattern, term);
	return app_say(app, "no match for %s%s", pattern,
	    att_library_count(app->library) > 1
	        ? "; g& searches all works, T by topic"
	        : "; T searches by topic");
}
