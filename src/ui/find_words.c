/* What to try when a search found nothing. Nothing is guessed: each suggestion
 * was searched for and is there; n then searches for it. */
#include "ui/find_words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "ui/find_near.h"
#include "ui/find_state.h"
#include "ui/page.h"

enum { TRY_MAX = 100 /* milliseconds for each suggestion */, WORD_MAX = 60 };

/* What is written in two ways: British and American spelling; longer first. */
static const struct {
	const char *one, *other;
} spellings[] = {{"isation", "ization"}, {"ising", "izing"},
    {"ogramme", "ogram"}, {"oeuvre", "euver"}, {"gement", "gment"},
    {"ogue", "og"}, {"ence", "ense"}, {"lling", "ling"}, {"lled", "led"},
    {"ller", "ler"}, {"our", "or"}, {"ise", "ize"}, {"yse", "yze"},
    {"tre", "ter"}, {"grey", "gray"}, {"ae", "e"}};

static const struct {
	char letter;
	const char *class;
} accents[] = {{'a', "[aàáâãäåā]"}, {'c', "[cçčć]"}, {'e', "[eèéêëēæ]"},
    {'i', "[iìíîïıİ]"}, {'l', "[lł]"}, {'n', "[nñń]"}, {'o', "[oòóôõöøō]"},
    {'s', "[sšşś]"}, {'u', "[uùúûüū]"}, {'y', "[yýÿ]"}, {'z', "[zžżź]"}};

struct patience {
	struct app *app;
	unsigned polls; /* one each 10 ms */
};

static bool
out_of_patience(void *ctx)
{
	struct patience *p = ctx;

	return ++p->polls > TRY_MAX / 10 || app_typed_ahead(p->app);
}

/* The first match in the whole work as it stands there (caller frees), NULL
 * when there is none or it takes too long. */
static char *
first_match(struct app *app, const char *pattern, unsigned flags)
{
	struct att_pattern *p = att_pattern_new(pattern, flags, NULL, NULL);
	const char *text = att_image_text(page_image(app->page), NULL);
	struct patience patience = {app, 0};
	struct att_range match;
	bool found;

	if (!p)
		return NULL;
	found =
	    att_search_near(p, page_image(app->page), &(struct att_scope){0}, 0,
	        false, out_of_patience, &patience, &match);
	att_pattern_free(p);
	return found ? mem_format("%.*s",
	                   (int)utf8_cut(text + match.start,
	                       match.end - match.start, WORD_MAX),
	                   text + match.start)
	             : NULL;
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

/* A letter with any mark: "attache" also finds "attaché". */
static void
any_mark(struct buf *out, char letter)
{
	for (size_t i = 0; i < COUNT(accents); i++) {
		if (accents[i].letter == letter) {
			buf_format(out, "%s\\pM*", accents[i].class);
			return;
		}
	}
	buf_char(out, letter);
}

static void
letters(struct buf *out, const char *text, size_t size, bool marks)
{
	for (size_t i = 0; i < size; i++) {
		if (marks)
			any_mark(out, text[i]);
		else
			buf_char(out, text[i]);
	}
}

/* What stands at p in either spelling, where it has two: how much that is. */
static size_t
either(struct buf *out, const char *p, bool marks)
{
	for (size_t i = 0; i < COUNT(spellings); i++) {
		size_t one = strlen(spellings[i].one);
		size_t other = strlen(spellings[i].other);
		size_t size = strncmp(p, spellings[i].one, one) == 0 ? one
		              : strncmp(p, spellings[i].other, other) == 0
		                  ? other
		                  : 0;

		if (!size)
			continue;
		buf_str(out, "(?:");
		letters(out, spellings[i].one, one, marks);
		buf_char(out, '|');
		letters(out, spellings[i].other, other, marks);
		buf_char(out, ')');
		return size;
	}
	letters(out, p, 1, marks);
	return 1;
}

/* The pattern's words in the spelling that the work has; marks counts accents
 * too. */
static char *
other_spelling(struct app *app, const char *pattern, bool marks)
{
	char *folded = utf8_fold(pattern, strlen(pattern));
	struct buf tried = {0};
	char *found;

	for (const char *p = folded; *p;)
		p += either(&tried, p, marks);
	free(folded);
	found = first_match(app, buf_cstr(&tried), ATT_P_NOCASE);
	buf_done(&tried);
	return found;
}

static bool
has_capital(const char *text)
{
	while (*text && !isupper((unsigned char)*text))
		text++;
	return *text != '\0';
}

/* Say what to search for instead, and let n do it. */
static unsigned
offer(struct app *app, const char *pattern, char *other, bool near)
{
	struct find *find = app->find;
	char keys[64];

	/* Without capitals, as it was typed: case must not begin to count. */
	for (char *p = other; !has_capital(pattern) && *p; p++)
		*p = (char)tolower((unsigned char)*p);
	app_keys(app, CTX_PAGE, ACT_FIND_NEXT, keys, sizeof(keys));
	keys[strcspn(keys, ",")] = '\0';
	free(find->offer);
	find->offer = other;
	find->offer_flags = find->flags & ATT_P_LITERAL;
	return app_say(app,
	    near ? _("no match for %s; near it is \"%s\" (%s searches for it)")
	         : _("no match for %s; it is written \"%s\" (%s searches for "
	             "it)"),
	    pattern, other, keys);
}

/* The same pattern where, or as, it is found. */
static unsigned
offer_wider(
    struct app *app, const char *pattern, unsigned flags, const char *said)
{
	free(app->find->offer);
	app->find->offer = mem_dup(pattern);
	app->find->offer_flags = flags;
	return app_say(app, "%s", said);
}

static unsigned
offer_word(struct app *app, const char *pattern)
{
	char *other = other_spelling(app, pattern, false);
	char *term;

	if (!other)
		other = other_spelling(app, pattern, true);
	if (other)
		return offer(app, pattern, other, false);
	term = find_near_term(page_image(app->page), pattern);
	if (!term)
		return FX_PASS;
	other = first_match(app, term, ATT_P_LITERAL | ATT_P_NOCASE);
	if (other && is_word(term)) {
		free(other);
		return offer(app, pattern, term, true);
	}
	app_say(
	    app, _("no match for %s; the index has \"%s\" (i)"), pattern, term);
	free(other);
	free(term);
	return FX_DRAW;
}

/* There is a match when the flags are these and the scope is the work. */
static bool
is_there(struct app *app, const char *pattern, unsigned flags)
{
	char *found = first_match(app, pattern, flags);

	free(found);
	return found != NULL;
}

/* The same without what makes the search strict. */
static unsigned
offer_looser(struct app *app, const char *pattern)
{
	static const struct {
		unsigned flag;
		const char *said;
	} strict[] = {
	    {ATT_P_WORD, N_("no match as a whole word, but inside of words: n "
	                    "searches so; ^W while typing")},
	    {ATT_P_LITERAL, N_("no match as it stands, but as a pattern: n "
	                       "searches so; ^R while typing")},
	};
	unsigned flags = app->find->flags;

	for (size_t i = 0; i < COUNT(strict); i++) {
		if ((flags & strict[i].flag) &&
		    is_there(app, pattern, flags & ~strict[i].flag))
			return offer_wider(app, pattern,
			    flags & ~strict[i].flag, _(strict[i].said));
	}
	return FX_PASS;
}

unsigned
find_nothing(struct app *app, const char *pattern)
{
	const struct find *find = app->find;
	const struct att_scope *scope = &find->scope;
	bool narrow = scope->subtree || scope->kinds[0] || scope->kinds[1];
	unsigned any = (find->flags & ~(unsigned)ATT_P_CASE) | ATT_P_NOCASE;
	unsigned fx;

	if (narrow && is_there(app, pattern, find->flags))
		return offer_wider(app, pattern, find->flags,
		    _("no match here, but in the whole work: n searches it; ^S "
		      "and ^K while typing widen"));
	if (!(find->flags & ATT_P_NOCASE) && is_there(app, pattern, any))
		return offer_wider(app, pattern, any,
		    _("no match with these capitals, but without them: n "
		      "searches so"));
	fx = offer_looser(app, pattern);
	if ((fx & FX_PASS) && is_word(pattern))
		fx = offer_word(app, pattern);
	if (!(fx & FX_PASS))
		return fx;
	return app_say(app,
	    att_library_count(app->library) > 1
	        ? _("no match for %s; g& searches all works, T by topic")
	        : _("no match for %s; T searches by topic"),
	    pattern);
}
