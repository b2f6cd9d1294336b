/* The program about itself: help from the action table, options, messages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/prompt.h"
#include "ui/screen.h"

enum { HELP_KEYS = 15 /* columns: most keys of an action together */ };

struct program {
	enum context context;
	enum action *action;
	size_t count;
	struct buf text;
	char keys[64];
};

static void
program_free(void *source)
{
	struct program *p = source;

	free(p->action);
	buf_done(&p->text);
	free(p);
}

static size_t
help_rows(struct app *app, void *source)
{
	(void)app;
	return ((struct program *)source)->count;
}

/* Whether something fits beside a text. */
static bool
has_room(const struct app *app, const struct buf *text, const char *beside)
{
	unsigned cols =
	    att_cell_columns(text->data, text->size, app->grid.width);

	return (int)(cols + strlen(beside)) + 4 <= app->main.cols;
}

static void
help_row(struct app *app, void *source, size_t at, struct list_row *out)
{
	struct program *p = source;
	const struct action_info *info = action_info(p->action[at]);

	app_keys(app, p->context, p->action[at], p->keys, sizeof(p->keys));
	buf_clear(&p->text);
	buf_format(&p->text, "%-*s  %s", HELP_KEYS, p->keys, _(info->help));
	out->text = buf_cstr(&p->text);
	/* The name is for the few who write a key file; what the key does is
	 * for all. */
	if (has_room(app, &p->text, info->name))
		out->right = info->name;
}

static unsigned
help_enter(struct app *app, void *source, size_t at)
{
	struct program *p = source;
	enum action action = p->action[at];

	app_close(app);
	return FX_DRAW | app_act(app, action, 0);
}

static void
help_summary(struct app *app, void *source, struct buf *out)
{
	(void)app;
	(void)source;
	buf_str(
	    out, _("/ filters by key or word, Enter does it, t is a tutorial "
	           "of five screens"));
}

/* TRANSLATORS: words of the line of keys, short: each follows a key. */
static const struct hint help_hints[] = {{ACT_FOLLOW, N_("do it")},
    {ACT_FILTER, N_("filter")}, {ACT_TUTORIAL, N_("tutorial")},
    {ACT_CLOSE, N_("close")}, {ACT_NONE, NULL}};

static const struct list_ops help_ops = {
    .title = N_("Help"),
    .empty = N_("no keys"),
    .hints = help_hints,
    .count = help_rows,
    .row = help_row,
    .enter = help_enter,
    .summary = help_summary,
    .free = program_free,
};

struct view
view_help(struct app *app, const struct view *of)
{
	struct program *p = mem_alloc(sizeof(*p));

	p->context = of->ops->context;
	p->action = mem_alloc(ACT_COUNT * sizeof(*p->action));
	for (unsigned i = ACT_NONE + 1; i < ACT_COUNT; i++) {
		enum context c = action_info((enum action)i)->context;

		app_keys(
		    app, p->context, (enum action)i, p->keys, sizeof(p->keys));
		if (*p->keys && (c == CTX_ANY || c == p->context))
			p->action[p->count++] = (enum action)i;
	}
	return list_view(&help_ops, p);
}

static size_t
option_rows(struct app *app, void *source)
{
	size_t count;

	(void)app;
	(void)source;
	settings_info(&count);
	return count;
}

static void
option_row(struct app *app, void *source, size_t at, struct list_row *out)
{
	struct program *p = source;
	size_t count;
	const struct setting_info *info = &settings_info(&count)[at];

	buf_clear(&p->text);
	buf_format(&p->text, "%-9s = %-8s  %s", info->name,
	    settings_get(&app->settings, info->name), _(info->help));
	out->text = buf_cstr(&p->text);
	if (info->choices && has_room(app, &p->text, info->choices))
		out->right = info->choices;
}

/* The choice after the one that stands, round again. */
static void
next_choice(const char *choices, const char *now, char *out, size_t size)
{
	const char *p = strstr(choices, now);
	size_t n;

	p = p ? p + strlen(now) : choices;
	p += strspn(p, " ");
	if (!*p)
		p = choices;
	n = strcspn(p, " ");
	snprintf(out, size, "%.*s", (int)n, p);
}

static unsigned
set_option(struct app *app, const char *name, const char *value)
{
	struct att_error err = {0};

	if (!settings_set(&app->settings, name, value, &err))
		return app_fail(app, "%s", err.text);
	screen_settings_changed(app);
	if (app->settings_path &&
	    !settings_save(&app->settings, name, app->settings_path, &err))
		return app_fail(app, "%s", err.text);
	return app_say(app,
	    app->settings_path ? _("%s = %s, saved")
	                       : _("%s = %s until the end"),
	    name, value);
}

static unsigned
option_typed(struct app *app, void *ctx, const char *text)
{
	return set_option(app, ctx, text);
}

static unsigned
option_enter(struct app *app, void *source, size_t at)
{
	static const struct prompt_ops ops = {
	    .label = N_("value: "), .done = option_typed, .free = free};
	size_t count;
	const struct setting_info *info = &settings_info(&count)[at];
	const char *now = settings_get(&app->settings, info->name);
	char value[64];

	(void)source;
	switch (info->type) {
	case SETTING_BOOL:
		return set_option(
		    app, info->name, settings_on(now) ? "no" : "yes");
	case SETTING_CHOICE:
		next_choice(info->choices, now, value, sizeof(value));
		return set_option(app, info->name, value);
	case SETTING_NUMBER:
	case SETTING_TEXT:
		break;
	}
	return prompt_open(app, &ops, mem_dup(info->name), now);
}

static void
option_summary(struct app *app, void *source, struct buf *out)
{
	(void)source;
	if (app->settings_path)
		buf_format(
		    out, _("Enter changes; kept in %s"), app->settings_path);
	else
		buf_str(out, _("Enter changes; kept in memory only"));
}

static const struct list_ops option_ops = {
    .title = N_("Options"),
    .empty = "",
    .count = option_rows,
    .row = option_row,
    .enter = option_enter,
    .summary = option_summary,
    .free = program_free,
};

struct view
view_options(struct app *app)
{
	(void)app;
	return list_view(&option_ops, mem_alloc(sizeof(struct program)));
}

static size_t
message_rows(struct app *app, void *source)
{
	(void)source;
	return app->logged < APP_LOG ? app->logged : APP_LOG;
}

static void
message_row(struct app *app, void *source, size_t at, struct list_row *out)
{
	const struct message *m = &app->log[(app->logged - 1 - at) % APP_LOG];

	(void)source;
	out->text = m->text;
	out->role = m->error ? ROLE_ERROR : ROLE_TEXT;
}

static unsigned
message_enter(struct app *app, void *source, size_t at)
{
	const struct message *m = &app->log[(app->logged - 1 - at) % APP_LOG];
	char *text = mem_dup(m->text);
	unsigned fx = app_say(app, "%s", text);

	(void)source;
	free(text);
	return fx;
}

static const struct list_ops message_ops = {
    .title = N_("Messages"),
    .empty = N_("nothing was said yet"),
    .count = message_rows,
    .row = message_row,
    .enter = message_enter,
    .free = program_free,
};

struct view
view_messages(struct app *app)
{
	(void)app;
	return list_view(&message_ops, mem_alloc(sizeof(struct program)));
}
