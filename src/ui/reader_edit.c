/* Editing a bookmark: a field in place, or all of it in the person's editor. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "ui/prompt.h"
#include "ui/reader_state.h"

/* --- folders and tags as text --- */

char *
reader_list_shown(const char *list, const char *between)
{
	struct buf out = {0};

	for (; *list; list++) {
		if (*list == ATT_BETWEEN)
			buf_str(&out, between);
		else
			buf_char(&out, *list);
	}
	buf_cstr(&out);
	return out.data;
}

char *
reader_list_read(const char *text, char between)
{
	struct buf out = {0};

	while (*text) {
		const char *end = strchr(text, between);
		size_t size = end ? (size_t)(end - text) : strlen(text);
		size_t from = strspn(text, " "), to = size;

		while (to > from && text[to - 1] == ' ')
			to--;
		if (to > from && out.size)
			buf_char(&out, ATT_BETWEEN);
		if (to > from)
			buf_add(&out, text + from, to - from);
		text += size + (end != NULL);
	}
	buf_cstr(&out);
	return out.data;
}

/* --- a field in place --- */

enum { COLS_FOR_WORDS = 64 };

enum field { NOTE, TITLE, FOLDER, TAGS };

static const struct {
	char letter;
	const char *label;
	const char *said;
} fields[] = {
    [NOTE] = {'n', N_("note: "), N_("the note is changed")},
    [TITLE] = {'t', N_("title: "), N_("the title is changed")},
    [FOLDER] = {'f', N_("folder (A/B): "), N_("the folder is changed")},
    [TAGS] = {'g', N_("tags (x, y): "), N_("the tags are changed")},
};

struct editing {
	char *id;
	char *was; /* the field as it was shown */
	enum field field;
};

static void
editing_free(void *ctx)
{
	struct editing *e = ctx;

	free(e->id);
	free(e->was);
	free(e);
}

static char *
shown(const struct att_bookmark *b, enum field field)
{
	switch (field) {
	case NOTE:
		return mem_dup(b->note);
	case TITLE:
		return mem_dup(b->title);
	case FOLDER:
		return reader_list_shown(b->folder, "/");
	case TAGS:
		return reader_list_shown(b->tags, ", ");
	}
	return mem_dup("");
}

/* NULL after saying that it is gone. */
static const struct att_bookmark *
bookmark(struct app *app, const char *id)
{
	size_t row = att_bookmarks_find(app->reader->store, id);

	if (row != SIZE_MAX)
		return att_bookmarks_get(app->reader->store, row);
	app_fail(app, _("it was deleted meanwhile"));
	return NULL;
}

static unsigned
keep(struct app *app, const struct att_bookmark *b, const char *what)
{
	struct att_error err = {0};
	bool ok = att_bookmarks_edit(app->reader->store, b, &err);

	return reader_saved(app, ok, &err, what);
}

static unsigned
field_done(struct app *app, void *ctx, const char *text)
{
	const struct editing *e = ctx;
	const struct att_bookmark *old = bookmark(app, e->id);
	char *value = NULL;
	struct att_bookmark b;
	unsigned fx;

	if (!old)
		return FX_DRAW;
	/* Unchanged text is not read: a name may hold what parts names. */
	if (strcmp(text, e->was) == 0)
		return app_say(app, _("nothing is changed"));
	b = *old;
	if (e->field == NOTE)
		b.note = text;
	else if (e->field == TITLE)
		b.title = text;
	else if (e->field == FOLDER)
		b.folder = value = reader_list_read(text, '/');
	else
		b.tags = value = reader_list_read(text, ',');
	fx = keep(app, &b, _(fields[e->field].said));
	free(value);
	return fx;
}

/* Whether an item is offered already; it is freed then. */
static bool
is_known(char **items, size_t count, char *item)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(items[i], item) == 0) {
			free(item);
			return true;
		}
	}
	return false;
}

/* The folders there are that begin with the text. */
static size_t
complete_folder(
    struct app *app, void *ctx, const char *text, char **items, size_t max)
{
	struct att_bookmarks *store = app->reader->store;
	size_t count = 0;

	(void)ctx;
	for (size_t i = 0; i < att_bookmarks_count(store) && count < max; i++) {
		char *folder =
		    reader_list_shown(att_bookmarks_get(store, i)->folder, "/");

		if (strncmp(folder, text, strlen(text)) != 0 ||
		    strcmp(folder, text) == 0)
			free(folder);
		else if (!is_known(items, count, folder))
			items[count++] = folder;
	}
	return count;
}

static size_t
add_tags(const char *tags, const char *text, size_t head, char **items,
    size_t count, size_t max)
{
	while (*tags && count < max) {
		size_t size = strcspn(tags, (char[]){ATT_BETWEEN, '\0'});
		const char *typed = text + head;
		char *item;

		if (size > strlen(typed) &&
		    strncmp(tags, typed, strlen(typed)) == 0) {
			item = mem_format(
			    "%.*s%.*s", (int)head, text, (int)size, tags);
			if (!is_known(items, count, item))
				items[count++] = item;
		}
		tags += size + (tags[size] != '\0');
	}
	return count;
}

/* The tags there are that begin with what stands after the last comma. */
static size_t
complete_tag(
    struct app *app, void *ctx, const char *text, char **items, size_t max)
{
	struct att_bookmarks *store = app->reader->store;
	const char *comma = strrchr(text, ',');
	size_t head = comma ? (size_t)(comma + 1 - text) : 0;
	size_t count = 0;

	(void)ctx;
	head += strspn(text + head, " ");
	for (size_t i = 0; i < att_bookmarks_count(store) && count < max; i++)
		count = add_tags(att_bookmarks_get(store, i)->tags, text, head,
		    items, count, max);
	return count;
}

static unsigned
edit_field(struct app *app, const struct att_bookmark *b, enum field field)
{
	static const struct prompt_ops ops[] = {
	    [NOTE] = {.label = N_("note: "),
	        .done = field_done,
	        .free = editing_free},
	    [TITLE] = {.label = N_("title: "),
	        .done = field_done,
	        .free = editing_free},
	    [FOLDER] = {.label = N_("folder (A/B): "),
	        .done = field_done,
	        .free = editing_free,
	        .complete = complete_folder},
	    [TAGS] = {.label = N_("tags (x, y): "),
	        .done = field_done,
	        .free = editing_free,
	        .complete = complete_tag},
	};
	struct editing *e = mem_alloc(sizeof(*e));

	e->id = mem_dup(b->id);
	e->was = shown(b, field);
	e->field = field;
	return prompt_open(app, &ops[field], e, e->was);
}

/* --- all of it in an editor --- */

/* What the first lines of the form begin with. */
static const char *const form_names[] = {
    N_("Title:"), N_("Folder:"), N_("Tags:")};

static char *
form_write(const struct att_bookmark *b)
{
	char *folder = shown(b, FOLDER), *tags = shown(b, TAGS);
	char *text = mem_format("%s %s\n%s %s\n%s %s\n\n%s%s", _(form_names[0]),
	    b->title, _(form_names[1]), folder, _(form_names[2]), tags,
	    b->note ? b->note : "", b->note && *b->note ? "\n" : "");

	free(folder);
	free(tags);
	return text;
}

/* The size of the name that a line begins with, 0 when it does not. */
static size_t
begins(const char *line, size_t size, const char *name)
{
	size_t n = strlen(name);

	return size >= n && strncasecmp(line, name, n) == 0 ? n : 0;
}

static bool
take_line(struct form *form, const char *line, size_t size)
{
	char **value[] = {&form->title, &form->folder, &form->tags};

	for (size_t i = 0; i < COUNT(form_names); i++) {
		size_t name = begins(line, size, _(form_names[i]));

		if (name == 0)
			name = begins(line, size, form_names[i]);
		if (name == 0)
			continue;
		while (name < size && line[name] == ' ')
			name++;
		free(*value[i]);
		*value[i] = mem_ndup(line + name, size - name);
		return true;
	}
	return false;
}

/* Lines "Title: ...", an empty one, then the note. */
static void
form_read(struct form *form, const char *text)
{
	size_t end;

	for (;;) {
		size_t size = strcspn(text, "\n");

		if (!take_line(form, text, size))
			break;
		text += size + (text[size] == '\n');
	}
	text += *text == '\n';
	end = strlen(text);
	while (end > 0 && strchr(" \t\n", text[end - 1]))
		end--;
	form->note = mem_ndup(text, end);
}

/* A field whose text did not change is not read anew, see field_done. */
static void
take_list(const char **field, char **value, const struct att_bookmark *b,
    enum field which)
{
	char *was = shown(b, which), *list;

	if (*value && strcmp(was, *value) != 0) {
		list = reader_list_read(*value, which == FOLDER ? '/' : ',');
		free(*value);
		*field = *value = list;
	}
	free(was);
}

bool
reader_form_edit(struct app *app, struct form *form, struct att_bookmark *b)
{
	const char *folder = b->folder, *tags = b->tags;
	char *text;

	b->folder = folder ? folder : "";
	b->tags = tags ? tags : "";
	text = form_write(b);
	if (!app->edit_text(app, &text)) {
		free(text);
		return false;
	}
	if (!*text) {
		free(text);
		app_fail(app, _("the text is empty: nothing is changed"));
		return false;
	}
	form_read(form, text);
	free(text);
	if (form->title)
		b->title = form->title;
	take_list(&b->folder, &form->folder, b, FOLDER);
	take_list(&b->tags, &form->tags, b, TAGS);
	b->note = form->note;
	return true;
}

void
reader_form_done(struct form *form)
{
	free(form->title);
	free(form->folder);
	free(form->tags);
	free(form->note);
}

static bool
same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool
same_bookmark(const struct att_bookmark *a, const struct att_bookmark *b)
{
	return same_text(a->title, b->title) &&
	       same_text(a->folder, b->folder) && same_text(a->tags, b->tags) &&
	       same_text(a->note, b->note);
}

static unsigned
edit_all(struct app *app, const struct att_bookmark *old)
{
	struct form form = {0};
	struct att_bookmark b = *old;
	char *id = mem_dup(old->id);
	unsigned fx;

	if (!app->edit_text) {
		free(id);
		return app_fail(app, _("no editor can be run"));
	}
	b.id = id;
	/* Nothing else of this program runs meanwhile: b stays whole. */
	if (!reader_form_edit(app, &form, &b))
		fx = FX_DRAW;
	else if (same_bookmark(old, &b))
		fx = app_say(app, _("nothing is changed"));
	else
		fx = keep(app, &b, _("the bookmark is changed"));
	reader_form_done(&form);
	free(id);
	return fx;
}

static unsigned
remove_it(struct app *app, const char *id)
{
	struct att_error err = {0};
	bool ok = att_bookmarks_remove(app->reader->store, id, &err);

	return reader_saved(app, ok, &err, _("deleted; U brings it back"));
}

static unsigned
edit_letter(struct app *app, uint32_t letter)
{
	const struct att_bookmark *b = bookmark(app, app->reader->editing);

	if (!b)
		return FX_DRAW;
	if (letter == 'e')
		return edit_all(app, b);
	if (letter == 'd')
		return remove_it(app, app->reader->editing);
	for (size_t i = 0; i < COUNT(fields); i++) {
		if ((uint32_t)fields[i].letter == letter)
			return edit_field(app, b, (enum field)i);
	}
	return app_fail(
	    app, _("n note, t title, f folder, g tags, e all in your "
	           "editor, d delete"));
}

unsigned
reader_edit_bookmark(struct app *app, const char *id)
{
	free(app->reader->editing);
	app->reader->editing = mem_dup(id);
	return prompt_letter(app,
	    app->grid.cols < COLS_FOR_WORDS
	        ? _("n t f g, e all, d: ")
	        : _("edit: n note  t title  f folder  g tags  e in editor  "
	            "d delete "),
	    edit_letter);
}
