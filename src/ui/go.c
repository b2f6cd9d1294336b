/* Going to things by name. */
#include "ui/go.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attache/address.h"
#include "attache/topics.h"
#include "attache/where.h"
#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/peek.h"
#include "ui/prompt.h"

/* A target that a name could mean. */
struct target {
	struct place place;
	enum action action; /* ACT_COUNT: it is a place */
	int score;          /* lower is better */
};

enum { TARGETS = 8 };
/* Of names that fit equally well the first kind comes first. */
enum { BY_SECTION, BY_TERM, BY_WORK, BY_ACTION, BY_KINDS };

struct targets {
	struct target target[TARGETS];
	char *text[TARGETS];
	size_t count;
};

bool
go_address(struct app *app, const char *address, struct place *place)
{
	char *work = NULL, *fragment = NULL;
	const struct att_image *image;
	uint32_t node;
	bool ok = att_address_parse(address, &work, &fragment);

	if (!ok)
		return false;
	place->work = *work ? att_library_find(app->library, work)
	              : page_is_open(app->page) ? page_work(app->page)
	                                        : SIZE_MAX;
	ok = place->work != SIZE_MAX;
	image = ok ? att_library_image(app->library, place->work, NULL) : NULL;
	ok = image && att_where_parse(fragment, image, &node, &place->pos);
	free(work);
	free(fragment);
	return ok;
}

/* How well a name fits the words typed: 0 the whole, 1 its start, 2 the start
 * of a word, 3 inside; -1 not at all. Both folded. */
static int
fit(const char *name, const char *typed)
{
	const char *p = strstr(name, typed);
	size_t n = strlen(typed);

	if (!p)
		return -1;
	if (p == name)
		return name[n] ? 1 : 0;
	for (; p; p = strstr(p + 1, typed)) {
		if (p[-1] == ' ' || p[-1] == '-' || p[-1] == '.')
			return 2;
	}
	return 3;
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

static int
fit_unfolded(const char *name, const char *typed)
{
	char *folded = utf8_fold(name, strlen(name));
	int score = fit(folded, typed);

	free(folded);
	return score;
}

/* The better of two scores; -1 is none. */
static int
better(int a, int b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

static void
try_sections(struct app *app, struct targets *t, const char *typed)
{
	const struct att_image *image = page_image(app->page);
	size_t n = strlen(typed);

	for (uint32_t i = 0; i < att_section_count(image); i++) {
		const struct att_section *s = att_section(image, i);
		const char *title = att_image_string(image, s->title);
		const char *number = att_image_string(image, s->number);
		const char *id = att_image_string(image, s->id);
		int score =
		    better(fit_unfolded(title, typed), fit_unfolded(id, typed));

		if (*number && strncmp(number, typed, n) == 0)
			score = better(score, number[n] ? 1 : 0);
		if (score < 0)
			continue;
		keep_place(t, page_work(app->page),
		    att_node(image, s->node)->start,
		    score * BY_KINDS + BY_SECTION,
		    mem_format("%s%s%s%s%s", number, *number ? " " : "", title,
		        *id ? "  #" : "", id));
	}
}

static bool
same_term(const struct att_term *a, const struct att_term *b)
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

static void
try_terms(struct app *app, struct targets *t, const char *typed)
{
	const struct att_image *image = page_image(app->page);

	for (uint32_t i = 0; i < att_term_count(image); i++) {
		const struct att_term *term = att_term(image, i);
		char *name, *text;
		int score;

		if (i > 0 && same_term(att_term(image, i - 1), term))
			continue;
		name = term_name(image, term);
		score = fit_unfolded(name, typed);
		/* TRANSLATORS: keep the two blanks before the bracket. */
		text = score < 0
		           ? NULL
		           : mem_format(term->glossary ? _("%s  (glossary)")
		                                       : _("%s  (index)"),
		                 name);
		free(name);
		if (text && !is_kept(t, text))
			keep_place(t, page_work(app->page),
			    att_node(image, term->node)->start,
			    score * BY_KINDS + BY_TERM, text);
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
		int score = better(fit_unfolded(name, typed),
		    fit_unfolded(work_title(app, i), typed));

		if (score >= 0)
			keep_place(t, i, 0, score * BY_KINDS + BY_WORK,
			    mem_format(_("%s  (work)"), name));
	}
}

static void
try_actions(struct targets *t, const char *typed)
{
	for (enum action a = ACT_NONE + 1; a < ACT_COUNT; a++) {
		const struct action_info *info = action_info(a);
		int score = fit(info->name, typed);

		if (score >= 0 && score < 3)
			keep(t,
			    (struct target){
			        {SIZE_MAX, 0}, a, score * BY_KINDS + BY_ACTION},
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

static void
find_targets(struct app *app, const char *text, struct targets *t)
{
	char *typed = utf8_fold(text, strlen(text));
	struct place place;

	t->count = 0;
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
	free(typed);
}

static void
targets_done(struct targets *t)
{
	for (size_t i = 0; i < t->count; i++)
		free(t->text[i]);
}

static size_t
complete(struct app *app, void *ctx, const char *text, char **items, size_t max)
{
	struct targets *t = ctx;

	targets_done(t);
	find_targets(app, text, t);
	for (size_t i = 0; i < t->count && i < max; i++)
		items[i] = mem_dup(t->text[i]);
	return t->count < max ? t->count : max;
}

static unsigned
take(struct app *app, const struct target *target)
{
	return target->action == ACT_COUNT ? app_go(app, target->place)
	                                   : app_act(app, target->action, 0);
}

/* The completion that was chosen, or the best one of what was typed; the whole
 * name of an action is that. */
static unsigned
done(struct app *app, void *ctx, const char *text)
{
	struct targets *t = ctx;

	if (strcmp(text, "q") == 0)
		return app_act(app, ACT_QUIT, 0);
	for (size_t i = 0; i < t->count; i++) {
		if (strcmp(t->text[i], text) == 0)
			return take(app, &t->target[i]);
	}
	if (action_find(text) != ACT_COUNT)
		return app_act(app, action_find(text), 0);
	if (t->count)
		return take(app, &t->target[0]);
	return *text ? app_fail(app,
	                   _("there is nothing called \"%s\": / "
	                     "searches the text, T by topic"),
	                   text)
	             : FX_DRAW;
}

static void
targets_free(void *ctx)
{
	targets_done(ctx);
	free(ctx);
}

static void
info(struct app *app, void *ctx, struct buf *out, int *caret)
{
	const struct targets *t = ctx;

	*caret = -1;
	buf_str(
	    out, t->count == 0 && *prompt_text(app->prompt)
	             ? _("nothing is called so: / searches the text")
	             : _("number, title, id, term, work, address or action; "
	                 "Tab chooses, Enter goes"));
}

unsigned
go_open(struct app *app)
{
	static const struct prompt_ops ops = {.label = ":",
	    .done = done,
	    .complete = complete,
	    .info = info,
	    .free = targets_free};

	return prompt_open(app, &ops, mem_alloc(sizeof(struct targets)), "");
}

/* The glossary entry nearest to the selection: of the selected reference when
 * it leads to one, else of the first term of the section. */
unsigned
go_define(struct app *app)
{
	const struct att_image *image = page_image(app->page);
	uint32_t link, end;

	if (!image)
		return FX_NONE;
	link = page_link(app->page);
	if (link == ATT_NONE)
		link = att_link_from(
		    image, att_node_at(image, page_top(app->page)));
	end = att_link_count(image);
	for (; link != ATT_NONE && link < end; link++) {
		const struct att_link *l = att_link(image, link);

		if (l->target_node != ATT_NONE &&
		    att_node(image, l->target_node)->kind == ATT_GLOSSENTRY) {
			page_select_ref(app->page, ref_row(link));
			return peek_open(app, page_work(app->page), link);
		}
		if (att_node(image, l->node)->start > page_end(app->page))
			break;
	}
	return app_push(app, view_glossary(app));
}

void
go_index_chosen(struct app *app, uint32_t term)
{
	app->index_term = term;
}

/* Which of its places this is, and how to get to the next. */
unsigned
go_index_say(struct app *app)
{
	const struct att_image *image = page_image(app->page);
	uint32_t now = app->index_term, first = now, last = now;
	const char *name;
	char keys[64];

	while (first > 0 &&
	       same_term(att_term(image, first - 1), att_term(image, now)))
		first--;
	while (last + 1 < att_term_count(image) &&
	       same_term(att_term(image, last + 1), att_term(image, now)))
		last++;
	if (first == last)
		return FX_DRAW;
	name = att_image_string(image, att_term(image, now)->primary);
	if (now == last)
		return app_say(app, _("place %u of %u of \"%s\""),
		    now - first + 1, last - first + 1, name);
	app_keys(app, CTX_PAGE, ACT_INDEX_NEXT, keys, sizeof(keys));
	return app_say(app, _("place %u of %u of \"%s\": %s goes on"),
	    now - first + 1, last - first + 1, name, keys);
}

unsigned
go_index_next(struct app *app)
{
	const struct att_image *image = page_image(app->page);
	const struct att_term *now, *next;

	if (!image || app->index_term == ATT_NONE ||
	    app->index_term + 1 >= att_term_count(image))
		return app_say(
		    app, _("i opens the index: choose a term first"));
	now = att_term(image, app->index_term);
	next = att_term(image, app->index_term + 1);
	if (now->primary != next->primary ||
	    now->secondary != next->secondary ||
	    now->tertiary != next->tertiary)
		return app_say(app, _("this was the last place of \"%s\""),
		    att_image_string(image, now->primary));
	app->index_term++;
	app_go(app, (struct place){page_work(app->page),
	                att_node(image, next->node)->start});
	return go_index_say(app);
}

/* The picture nearest to the top of the page. */
static const char *
picture(struct app *app)
{
	const struct att_image *image = page_image(app->page);
	att_pos end = page_end(app->page);

	for (uint32_t i = att_node_at(image, page_top(app->page));
	     i < att_node_count(image) && att_node(image, i)->start <= end;
	     i++) {
		if (att_node(image, i)->kind == ATT_IMAGE)
			return att_node_attr(image, i, ATT_A_HREF);
	}
	return NULL;
}

bool
go_image_shown(struct app *app)
{
	return page_is_open(app->page) && picture(app) != NULL;
}

unsigned
go_image(struct app *app)
{
	const char *href = page_is_open(app->page) ? picture(app) : NULL;
	const char *document;
	const char *slash;
	char *path;
	unsigned fx;

	if (!href)
		return app_push(app, view_options(app));
	if (app->restricted)
		return app_fail(app, _("pictures are off in restricted mode"));
	document = att_library_path(app->library, page_work(app->page));
	slash = strrchr(document, '/');
	path = mem_format(
	    "%.*s%s", (int)(slash ? slash - document + 1 : 0), document, href);
	fx = app->open_file ? app->open_file(app, path)
	                    : app_say(app, _("the picture is %s"), path);
	free(path);
	return fx;
}

unsigned
go_tutorial(struct app *app)
{
	size_t work = att_library_find(app->library, "tutorial");
	char keys[64];

	/* It is installed, whatever was named on the command line. */
	if (work == SIZE_MAX)
		work = att_library_add_kept(app->library, "tutorial");
	if (work == SIZE_MAX)
		return app_fail(app, _("the tutorial is not installed"));
	app_go(app, (struct place){work, 0});
	app->learning = page_is_open(app->page) && page_work(app->page) == work;
	if (!app->learning)
		return FX_DRAW;
	return app_say(app, _("%s leads back to where you were"),
	    app_keys(app, CTX_PAGE, ACT_CLOSE, keys, sizeof(keys)));
}

size_t
go_complete_words(
    struct app *app, void *ctx, const char *text, char **items, size_t max)
{
	const char *word = strrchr(text, ' ');
	size_t count = 0;

	(void)ctx;
	word = word ? word + 1 : text;
	if (strlen(word) < 2 || !page_is_open(app->page))
		return 0;
	/* From the index: the words that the work is indexed by. */
	for (uint32_t i = 0;
	     i < att_term_count(page_image(app->page)) && count < max; i++) {
		const struct att_image *image = page_image(app->page);
		const char *name =
		    att_image_string(image, att_term(image, i)->primary);
		char *folded = utf8_fold(name, strlen(name));
		char *typed = utf8_fold(word, strlen(word));

		if (strncmp(folded, typed, strlen(typed)) == 0 &&
		    (i == 0 || att_term(image, i - 1)->primary !=
		                   att_term(image, i)->primary))
			items[count++] = mem_format(
			    "%.*s%s", (int)(word - text), text, name);
		free(folded);
		free(typed);
	}
	return count;
}
