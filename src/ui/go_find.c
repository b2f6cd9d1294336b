/* Sections, terms, works and actions by what was typed. */
#include "ui/go_find.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "ui/go.h"
#include "ui/page.h"

/* How well a name fits what was typed, from the best on. */
enum fit {
	FIT_WHOLE,
	FIT_START,
	FIT_WORD,  /* the start of a word */
	FIT_WORDS, /* each word typed is the start of one */
	FIT_TERM,  /* of an index, begun somehow */
	FIT_INSIDE,
	FIT_NOT
};

enum { BY_SECTION, BY_TERM, BY_WORK, BY_ACTION, BY_KINDS };

/* After a blank or a sign, those of U+2000 to U+203F too: dashes, quotation
 * marks. */
static bool
begins_word(const char *name, const char *p)
{
	unsigned char before;

	if (p == name)
		return true;
	before = (unsigned char)p[-1];
	if (before < 0x80)
		return !isalnum(before);
	return p - name >= 3 && (unsigned char)p[-3] == 0xE2 &&
	       (unsigned char)p[-2] == 0x80;
}

static bool
has_word(const char *name, const char *start, size_t size)
{
	for (const char *p = name; (p = strchr(p, start[0])); p++) {
		if (strncmp(p, start, size) == 0 && begins_word(name, p))
			return true;
	}
	return false;
}

static bool
has_words(const char *name, const char *typed)
{
	while (*typed) {
		size_t size = strcspn(typed, " ");

		if (size && !has_word(name, typed, size))
			return false;
		typed += size + (typed[size] == ' ');
	}
	return true;
}

static enum fit
fit_folded(const char *name, const char *typed)
{
	size_t size = strlen(typed);

	if (strncmp(name, typed, size) == 0)
		return name[size] ? FIT_START : FIT_WHOLE;
	if (has_word(name, typed, size))
		return FIT_WORD;
	if (has_words(name, typed))
		return FIT_WORDS;
	return strstr(name, typed) ? FIT_INSIDE : FIT_NOT;
}

static enum fit
fit_of(const char *name, const char *typed)
{
	char *folded = utf8_fold(name, strlen(name));
	enum fit fit = fit_folded(folded, typed);

	free(folded);
	return fit;
}

/* Of two terms that go on differently neither is nearer. */
static enum fit
fit_term(const char *name, const char *typed)
{
	enum fit fit = fit_of(name, typed);

	return fit == FIT_WHOLE || fit > FIT_TERM ? fit : FIT_TERM;
}

static enum fit
fit_better(enum fit a, enum fit b)
{
	return a < b ? a : b;
}

void
go_targets_done(struct targets *t)
{
	for (size_t i = 0; i < t->count; i++)
		free(t->text[i]);
	t->count = 0;
}

/* Keep the best few, in order of score, then of the text. */
static void
keep(struct targets *t, struct target target, char *text)
{
	size_t at = t->count;

	while (at > 0 && t->target[at - 1].score > target.score)
		at--;
	if (at == TARGETS) {
		free(text);
		return;
	}
	if (t->count == TARGETS)
		free(t->text[--t->count]);
	memmove(t->target + at + 1, t->target + at,
	    (t->count - at) * sizeof(*t->target));
	memmove(
	    t->text + at + 1, t->text + at, (t->count - at) * sizeof(*t->text));
	t->target[at] = target;
	t->text[at] = text;
	t->count++;
}

static void
keep_place(struct targets *t, size_t work, att_pos pos, int score, char *text)
{
	keep(t, (struct target){{work, pos}, ACT_COUNT, score}, text);
}

/* Of names that fit equally well the first kind comes first. */
static int
score_of(enum fit fit, int kind)
{
	return (int)fit * BY_KINDS + kind;
}

/* Whether it is among the best so far: of most names nothing more is asked. */
static bool
is_wanted(const struct targets *t, enum fit fit, int kind)
{
	return fit != FIT_NOT &&
	       (t->count < TARGETS ||
	           t->target[TARGETS - 1].score > score_of(fit, kind));
}

static enum fit
fit_section(const struct att_image *image, const struct att_section *s,
    const char *typed)
{
	const char *number = att_image_string(image, s->number);
	const char *abbrev = att_node_attr(image, s->node, ATT_A_TITLEABBREV);
	size_t n = strlen(typed);
	enum fit fit = fit_of(att_image_string(image, s->title), typed);

	fit = fit_better(fit, fit_of(att_image_string(image, s->id), typed));
	if (abbrev)
		fit = fit_better(fit, fit_of(abbrev, typed));
	if (*number && strncasecmp(number, typed, n) == 0)
		fit = fit_better(fit, number[n] ? FIT_START : FIT_WHOLE);
	return fit;
}

static void
try_sections(struct app *app, struct targets *t, const char *typed)
{
	const struct att_image *image = page_image(app->page);

	for (uint32_t i = 0; i < att_section_count(image); i++) {
		const struct att_section *s = att_section(image, i);
		const char *number = att_image_string(image, s->number);
		const char *id = att_image_string(image, s->id);
		enum fit fit = fit_section(image, s, typed);

		if (is_wanted(t, fit, BY_SECTION))
			keep_place(t, page_work(app->page),
			    att_node(image, s->node)->start,
			    score_of(fit, BY_SECTION),
			    mem_format("%s%s%s%s%s", number, *number ? " " : "",
			        att_image_string(image, s->title),
			        *id ? "  #" : "", id));
	}
}

bool
go_same_term(const struct att_term *a, const struct att_term *b)
{
	return a->primary == b->primary && a->secondary == b->secondary &&
	       a->tertiary == b->tertiary && a->glossary == b->glossary;
}

static char *
term_name(const struct att_image *image, const struct att_term *term)
{
	const char *secondary = att_image_string(image, term->secondary);
	const char *tertiary = att_image_string(image, term->tertiary);

	return mem_format("%s%s%s%s%s", att_image_string(image, term->primary),
	    *secondary ? ", " : "", secondary, *tertiary ? ", " : "", tertiary);
}

/* Two ways of dividing a name may be written alike. */
static bool
is_kept(const struct targets *t, const char *text)
{
	for (size_t i = 0; i < t->count; i++) {
		if (strcmp(t->text[i], text) == 0)
			return true;
	}
	return false;
}

static bool
is_named(
    const struct att_image *image, const struct att_term *term, const char *see)
{
	const char *primary = att_image_string(image, term->primary);
	char *name;
	bool is;

	if (strncmp(see, primary, strlen(primary)) != 0)
		return false;
	name = term_name(image, term);
	is = strcmp(name, see) == 0;
	free(name);
	return is;
}

/* Where a term leads: one that only names another, to that one. */
static att_pos
term_place(const struct att_image *image, const struct att_term *term)
{
	const char *see = att_image_string(image, term->see);
	uint32_t node = term->node;

	for (uint32_t i = 0; *see && i < att_term_count(image); i++) {
		if (is_named(image, att_term(image, i), see)) {
			node = att_term(image, i)->node;
			break;
		}
	}
	return att_node(image, node)->start;
}

static char *
term_text(const struct att_image *image, const struct att_term *term,
    const char *name)
{
	const char *see = att_image_string(image, term->see);

	/* TRANSLATORS: keep the two blanks before the bracket, here and below.
	 */
	if (*see)
		return mem_format(_("%s  (index: see %s)"), name, see);
	return mem_format(
	    term->glossary ? _("%s  (glossary)") : _("%s  (index)"), name);
}

static void
try_terms(struct app *app, struct targets *t, const char *typed)
{
	const struct att_image *image = page_image(app->page);

	for (uint32_t i = 0; i < att_term_count(image); i++) {
		const struct att_term *term = att_term(image, i);
		char *name, *text = NULL;
		enum fit fit;

		if (i > 0 && go_same_term(att_term(image, i - 1), term))
			continue;
		name = term_name(image, term);
		fit = fit_term(name, typed);
		if (is_wanted(t, fit, BY_TERM))
			text = term_text(image, term, name);
		free(name);
		if (text && !is_kept(t, text))
			keep_place(t, page_work(app->page),
			    term_place(image, term), score_of(fit, BY_TERM),
			    text);
		else
			free(text);
	}
}

/* The title of a work that is open already; nothing is read for a name. */
static const char *
work_title(struct app *app, size_t work)
{
	if (!page_is_open(app->page) || work != page_work(app->page))
		return "";
	return att_image_meta(page_image(app->page), ATT_META_TITLE);
}

static void
try_works(struct app *app, struct targets *t, const char *typed)
{
	for (size_t i = 0; i < att_library_count(app->library); i++) {
		const char *name = att_library_name(app->library, i);
		enum fit fit = fit_better(
		    fit_of(name, typed), fit_of(work_title(app, i), typed));

		if (fit != FIT_NOT)
			keep_place(t, i, 0, score_of(fit, BY_WORK),
			    mem_format(_("%s  (work)"), name));
	}
}

static void
try_actions(struct targets *t, const char *typed)
{
	for (enum action a = ACT_NONE + 1; a < ACT_COUNT; a++) {
		const struct action_info *info = action_info(a);
		enum fit fit = fit_of(info->name, typed);

		if (fit < FIT_INSIDE)
			keep(t,
			    (struct target){
			        {SIZE_MAX, 0}, a, score_of(fit, BY_ACTION)},
			    mem_format(_("%s  (action: %s)"), info->name,
			        _(info->help)));
	}
}

/* Sections of a work by the start of their ids. */
static void
try_ids(struct app *app, struct targets *t, size_t work, const char *start)
{
	const struct att_image *image = app_image(app, work);

	for (uint32_t i = 0; image && i < att_section_count(image); i++) {
		const struct att_section *s = att_section(image, i);
		const char *id = att_image_string(image, s->id);

		if (*id && strncmp(id, start, strlen(start)) == 0)
			keep_place(t, work, att_node(image, s->node)->start,
			    id[strlen(start)] != '\0',
			    mem_format("attache://%s#%s",
			        att_library_name(app->library, work), id));
	}
}

/* An address that is begun: "attache://work#id". */
static void
try_addresses(struct app *app, struct targets *t, const char *text)
{
	static const char scheme[] = "attache://";
	const char *name = text + sizeof(scheme) - 1;
	size_t n = strcspn(name, "#");

	for (size_t i = 0; i < att_library_count(app->library); i++) {
		const char *other = att_library_name(app->library, i);

		if (strncmp(other, name, n) != 0)
			continue;
		if (name[n] == '\0')
			keep_place(t, i, 0, other[n] != '\0',
			    mem_format("%s%s", scheme, other));
		else if (other[n] == '\0')
			try_ids(app, t, i, name + n + 1);
	}
}

/* Without the blanks around it, in place. */
static char *
words_only(char *text)
{
	size_t size;

	text += strspn(text, " ");
	size = strlen(text);
	while (size > 0 && text[size - 1] == ' ')
		text[--size] = '\0';
	return text;
}

void
go_find(struct app *app, const char *text, struct targets *t)
{
	char *folded = utf8_fold(text, strlen(text));
	char *typed = words_only(folded);
	struct place place;

	go_targets_done(t);
	if (*text && go_address(app, text, &place))
		keep_place(t, place.work, place.pos, -1, mem_dup(text));
	if (strncmp(text, "attache://", 10) == 0) {
		try_addresses(app, t, text);
	} else if (*typed) {
		if (page_is_open(app->page)) {
			try_sections(app, t, typed);
			try_terms(app, t, typed);
		}
		try_works(app, t, typed);
		try_actions(t, typed);
	}
	free(folded);
}
