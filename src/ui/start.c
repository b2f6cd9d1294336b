/* Starting and ending: settings, keys, colours, where to begin. */
#include "ui/start.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "ui/find.h"
#include "ui/go.h"
#include "ui/history.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/peek.h"
#include "ui/prompt.h"
#include "ui/reader.h"
#include "ui/screen.h"

static char *
config_path(const char *name)
{
	char *folder = file_place(FILE_CONFIG, false, NULL);
	char *path = folder ? mem_format("%s/%s", folder, name) : NULL;

	free(folder);
	return path;
}

static void
load_keys(struct app *app)
{
	struct att_error err = {0};
	char *path = app->restricted ? NULL : config_path("keys");

	keymap_free(app->keymap);
	app->keymap = keymap_new(app->settings.keys);
	if (!app->keymap)
		app->keymap = keymap_new("attache");
	if (path && !keymap_load(app->keymap, path, &err))
		app_fail(app, "%s", err.text);
	free(path);
}

static void
load_theme(struct app *app)
{
	struct att_error err = {0};
	struct term_look look = {.mouse = settings_on(app->settings.mouse)};

	if (!theme_choose(&app->theme, app->settings.theme, &err))
		app_fail(app, "%s", err.text);
	if (theme_colours(app->settings.color))
		look.theme = &app->theme;
	app->term.ops->look(app->term.ctx, &look);
}

static void
set_split(struct app *app)
{
	static const char *const names[] = {"one", "two", "three"};

	app->split_auto = true;
	app->split = PANE_HERE;
	for (unsigned i = 0; i < COUNT(names); i++) {
		if (strcmp(app->settings.layout, names[i]) == 0) {
			app->split_auto = false;
			app->split = (enum pane)i;
		}
	}
}

static void
set_characters(struct app *app)
{
	app->grid.ascii =
	    strcmp(app->settings.lines, "ascii") == 0 ||
	    (app->ascii && strcmp(app->settings.lines, "utf8") != 0);
	app->linear = settings_on(app->settings.linear);
}

void
screen_settings_changed(struct app *app)
{
	set_characters(app);
	set_split(app);
	load_keys(app);
	load_theme(app);
	if (page_is_open(app->page))
		page_relayout(app->page);
}

static void
load_settings(struct app *app, const struct start *start)
{
	struct att_error err = {0};

	settings_default(&app->settings);
	if (!start->restricted)
		app->settings_path = config_path("config");
	if (app->settings_path &&
	    !settings_load(&app->settings, app->settings_path, &err))
		app_fail(app, "%s", err.text);
	if (start->private) {
		free(app->settings_path);
		app->settings_path = NULL;
	}
	for (size_t i = 0; start->setting && start->setting[i]; i++) {
		const char *equals = strchr(start->setting[i], '=');
		char *name = mem_ndup(
		    start->setting[i], (size_t)(equals - start->setting[i]));

		if (!settings_set(&app->settings, name, equals + 1, &err))
			app_fail(app, "%s", err.text);
		free(name);
	}
}

/* One work opens where it was left; several show the shelf. */
static void
begin(struct app *app, const char *address)
{
	struct place place = {0, 0};
	bool one = att_library_count(app->library) == 1;

	app->view[app->views++] = view_shelf(app);
	/* To those who have not read in it yet: a prompt alone says nothing. */
	if (app->linear && !reader_last(app, &place))
		app_say(app, _("type keys, then Enter; h helps"));
	place = (struct place){0, 0};
	if (address && !go_address(app, address, &place)) {
		app_fail(app, _("there is no place %s"), address);
		address = NULL;
	}
	if (!address && !one)
		return;
	if (!address)
		reader_position(app, 0, &place.pos);
	if (app_show(app, place))
		app_show_page(app);
}

struct app *
start_new(struct term *term, const struct start *start)
{
	struct app *app = mem_alloc(sizeof(*app));

	app->term = *term;
	grid_init(&app->grid);
	app->grid.width = start->ascii ? att_width_unicode : att_width_locale;
	app->ascii = start->ascii;
	app->restricted = start->restricted;
	app->idle_ms = start->idle_ms;
	app->warning = start->warning;
	app->warning_ctx = start->warning_ctx;
	app->open_file = start->open_file;
	app->pipe_to = start->pipe_to;
	app->edit_text = start->restricted ? NULL : start->edit_text;
	app->library = start->library;
	app->index_term = ATT_NONE;
	app->page = page_new();
	app->find = find_new();
	app->history = history_new();
	load_settings(app, start);
	set_characters(app);
	set_split(app);
	load_keys(app);
	load_theme(app);
	app->reader = reader_new(app, start->private || start->restricted);
	begin(app, start->address);
	return app;
}

static void
free_view(struct view *view)
{
	if (view->ops && view->ops->free)
		view->ops->free(view->data);
}

void
start_free(struct app *app)
{
	prompt_close(app);
	peek_close(app);
	if (page_is_open(app->page))
		reader_leave(app);
	while (app->views > 0)
		free_view(&app->view[--app->views]);
	free_view(&app->contents);
	free_view(&app->here);
	reader_free(app, app->reader);
	find_free(app->find);
	history_free(app->history);
	page_free(app->page);
	keymap_free(app->keymap);
	grid_done(&app->grid);
	for (size_t i = 0; i < APP_LOG; i++)
		free(app->log[i].text);
	for (size_t i = 0; i < APP_TOPICS; i++)
		free(app->topic[i]);
	free(app->message);
	free(app->settings_path);
	if (app->has_ahead)
		free(app->ahead.text);
	free(app);
}

int
start_app(struct term *term, const struct start *start)
{
	struct app *app = start_new(term, start);
	int status = app_loop(app);

	*start->said = reader_keep(app);
	start_free(app);
	return status;
}
