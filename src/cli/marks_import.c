/* attache marks import: XBEL, and what marks export --format=json wrote. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "cli/json_read.h"
#include "cli/marks.h"

enum { IMPORT_MAX = 64 << 20 /* bytes of a file */ };

/* Bookmarks gathered, each owning its strings. */
struct gathered {
	struct att_bookmark *item;
	size_t count;
	size_t cap;
	char **string;
	size_t strings;
	size_t strings_cap;
};

static const char *
own(struct gathered *g, const char *text)
{
	char *copy = mem_dup(text);

	g->string = mem_grow(
	    g->string, &g->strings_cap, g->strings + 1, sizeof(*g->string));
	g->string[g->strings++] = copy;
	return copy;
}

static void
gathered_done(struct gathered *g)
{
	for (size_t i = 0; i < g->strings; i++)
		free(g->string[i]);
	free(g->string);
	free(g->item);
}

static struct att_bookmark *
add_empty(struct gathered *g)
{
	g->item = mem_grow(g->item, &g->cap, g->count + 1, sizeof(*g->item));
	g->item[g->count] = (struct att_bookmark){.id = ""};
	return &g->item[g->count++];
}

enum shape { TEXT, WORDS, LIST, NUMBER };

#define MARK(name) offsetof(struct att_bookmark, name)
#define ROOM(name) sizeof(((struct att_bookmark *)0)->where.name)

/* The members that mean something; others are passed over. */
/* clang-format off */
static const struct {
	const char *name;
	enum shape shape;
	size_t at;
	size_t room; /* of WORDS */
} members[] = {
    {"id", TEXT, MARK(id), 0},
    {"title", TEXT, MARK(title), 0},
    {"note", TEXT, MARK(note), 0},
    {"folder", LIST, MARK(folder), 0},
    {"tags", LIST, MARK(tags), 0},
    {"work", TEXT, MARK(work), 0},
    {"added", TEXT, MARK(added), 0},
    {"modified", TEXT, MARK(modified), 0},
    {"letter", WORDS, MARK(letter), 0},
    {"anchor", WORDS, MARK(where.id), ROOM(id)},
    {"passage", WORDS, MARK(where.passage), ROOM(passage)},
    {"before", WORDS, MARK(where.before), ROOM(before)},
    {"after", WORDS, MARK(where.after), ROOM(after)},
    {"offset", NUMBER, MARK(where.offset), 0},
    {"length", NUMBER, MARK(where.length), 0},
    {"position", NUMBER, MARK(where.position), 0},
};
/* clang-format on */

static bool
take_letter(struct att_bookmark *b, const char *text)
{
	if (text[0] && (text[1] || !((text[0] >= 'a' && text[0] <= 'z') ||
	                               (text[0] >= 'A' && text[0] <= 'Z'))))
		return false;
	b->letter = text[0];
	return true;
}

static bool
take_member(
    struct gathered *g, struct att_bookmark *b, size_t i, struct json_member *m)
{
	char *to = (char *)b + members[i].at;
	const char *text = buf_cstr(&m->text);

	switch (members[i].shape) {
	case TEXT:
	case LIST:
		if (m->kind !=
		    (members[i].shape == TEXT ? JSON_STRING : JSON_LIST))
			return false;
		text = own(g, text);
		memcpy(to, &text, sizeof(text));
		return true;
	case WORDS:
		if (m->kind != JSON_STRING)
			return false;
		if (members[i].room == 0)
			return take_letter(b, text);
		if (m->text.size >= members[i].room)
			return false;
		memcpy(to, text, m->text.size + 1);
		return true;
	case NUMBER:
		if (m->kind != JSON_NUMBER)
			return false;
		memcpy(to, &m->number, sizeof(m->number));
		return true;
	}
	abort(); /* not a shape */
}

static bool
take_line(struct gathered *g, const char *line, size_t size)
{
	struct json_reader reader;
	struct json_member member = {.kind = JSON_OTHER};
	struct att_bookmark *b = add_empty(g);
	bool ok = true;

	json_reader_init(&reader, line, size);
	while (ok && json_reader_next(&reader, &member)) {
		for (size_t i = 0; i < COUNT(members) && ok; i++)
			if (strcmp(buf_cstr(&member.name), members[i].name) ==
			    0)
				ok = take_member(g, b, i, &member);
	}
	json_member_done(&member);
	return ok && !reader.failed && b->work && *b->work;
}

static int
gather_json(struct gathered *g, const char *path, const char *data, size_t size)
{
	size_t at = 0;

	for (size_t line = 1; at < size; line++) {
		const char *start = data + at;
		const char *end = memchr(start, '\n', size - at);
		size_t length = end ? (size_t)(end - start) : size - at;

		if (strspn(start, " \t\r") < length &&
		    !take_line(g, start, length))
			return complain(_("%s: line %zu is no bookmark of "
			                  "attache; nothing was imported"),
			    path, line);
		at += length + 1;
	}
	return 0;
}

static int
gather_xbel(struct gathered *g, const char *path)
{
	const struct att_bookmarks_opts opts = {.path = path, .private = true};
	struct att_error err = {0};
	struct att_bookmarks *other = att_bookmarks_open(&opts, &err);

	for (size_t i = 0; i < att_bookmarks_count(other); i++) {
		const struct att_bookmark *from = att_bookmarks_get(other, i);
		struct att_bookmark *b = add_empty(g);

		*b = *from;
		b->id = own(g, from->id);
		b->title = own(g, from->title);
		b->note = own(g, from->note);
		b->folder = own(g, from->folder);
		b->tags = own(g, from->tags);
		b->work = own(g, from->work);
		b->added = own(g, from->added);
		b->modified = own(g, from->modified);
	}
	att_bookmarks_free(other);
	return err.code == ATT_OK ? 0 : marks_failure(&err);
}

static int
gather(struct gathered *g, const char *path)
{
	struct att_error err = {0};
	char *data;
	size_t size, blank;
	int status;

	if (!file_read(path, IMPORT_MAX, &data, &size, &err))
		return marks_failure(&err);
	blank = strspn(data, " \t\r\n");
	if (data[blank] == '{')
		status = gather_json(g, path, data, size);
	else if (size == 0)
		status = complain(_("%s is empty"), path);
	else
		status = gather_xbel(g, path);
	free(data);
	return status;
}

static void
tell_import(struct cli *cli, size_t added, size_t known)
{
	struct json json;

	if (cli->json) {
		json_begin(&json, &cli->out);
		json_number(&json, "imported", (long long)added);
		json_number(&json, "known", (long long)known);
		json_end(&json);
	} else if (!cli->value[OPT_QUIET]) {
		out_format(&cli->out, _("%zu imported, %zu known already"),
		    added, known);
		out_newline(&cli->out);
	}
}

int
marks_import(struct marks *m)
{
	struct gathered g = {0};
	struct att_error err = {0};
	size_t added = 0;
	int status;

	if (m->cli->count != 2)
		return complain(_("marks import wants one file"));
	status = gather(&g, m->cli->word[1]);
	if (status == 0 &&
	    !att_bookmarks_import(m->store, g.item, g.count, &added, &err))
		status = marks_failure(&err);
	if (status == 0)
		tell_import(m->cli, added, g.count - added);
	if (status == 0 && g.count == 0)
		status = CLI_NONE;
	gathered_done(&g);
	return status;
}
