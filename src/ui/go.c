/* Going to things by name. */
#include "ui/go.h"

#include <stdlib.h>
#include <string.h>

#include "attache/address.h"
#include "attache/topics.h"
#include "attache/where.h"
#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "ui/find_near.h"
#include "ui/go_find.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/peek.h"
#include "ui/prompt.h"

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

static size_t
complete(struct app *app, void *ctx, const char *text, char **items, size_t max)
{
	struct targets *t = ctx;

	go_find(app, text, t);
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

static bool
is_address(const char *text)
{
	return strncmp(text, "attache:", 8) == 0 ||
	       strncmp(text, "file:", 5) == 0;
}

/* To an address in a work that is not open: an installed one or a file. */
static unsigned
go_elsewhere(struct app *app, const char *address)
{
	char *work, *fragment;
	const struct att_image *image = NULL;
	struct place place = {SIZE_MAX, 0};
	unsigned fx = FX_DRAW;
	uint32_t node;

	if (!att_address_parse(address, &work, &fragment))
		return app_fail(app, _("%s is no address of a work"), address);
	if (*work)
		place.work = att_library_add_named(app->library, work);
	if (place.work != SIZE_MAX)
		image = app_image(app, place.work);
	if (place.work == SIZE_MAX)
		fx = app_fail(app,
		    _("\"%s\" is neither open nor installed: start attache "
		      "with the work's file"),
		    work);
	else if (image && att_where_parse(fragment, image, &node, &place.pos))
		fx = app_go(app, place);
	else if (image)
		fx = app_fail(
		    app, _("nothing in %s is called \"%s\""), work, fragment);
	free(work);
	free(fragment);
	return fx;
}

/* The same words, or those that they nearly are, wait in the prompt of topics.
 */
static unsigned
nothing(struct app *app, const char *text)
{
	char *near = page_is_open(app->page)
	                 ? find_near_term(page_image(app->page), text)
	                 : NULL;
	char keys[64];

	topics_remember(app, near ? near : text);
	app_keys(app, CTX_PAGE, ACT_TOPICS, keys, sizeof(keys));
	keys[strcspn(keys, ",")] = '\0';
	if (near)
		app_fail(app,
		    _("there is nothing called \"%s\"; near it is \"%s\": %s "
		      "and Enter ask for that topic"),
		    text, near, keys);
	else
		app_fail(app,
		    _("there is nothing called \"%s\": %s and Enter ask for it "
		      "as a topic, / searches the text"),
		    text, keys);
	free(near);
	return FX_DRAW;
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
	if (is_address(text))
		return go_elsewhere(app, text);
	return *text ? nothing(app, text) : FX_DRAW;
}

static void
targets_free(void *ctx)
{
	go_targets_done(ctx);
	free(ctx);
}

static void
info(struct app *app, void *ctx, struct buf *out, int *caret)
{
	const struct targets *t = ctx;
	const char *text = prompt_text(app->prompt);

	*caret = -1;
	buf_str(out, t->count || !*text ? _("number, title, id, term, work, "
	                                    "address or action; "
	                                    "Tab chooses, Enter goes")
	             : is_address(text)
	                 ? _("no open work: Enter opens an installed one")
	                 : _("nothing is called so: / searches the text"));
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
	       go_same_term(att_term(image, first - 1), att_term(image, now)))
		first--;
	while (last + 1 < att_term_count(image) &&
	       go_same_term(att_term(image, last + 1), att_term(image, now)))
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
