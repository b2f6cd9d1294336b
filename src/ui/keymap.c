/* What a key does where. A few dozen rows, searched in order: a lookup costs
 * less than reading the key did. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "ui/action.h"
#include "ui/keys.h"

enum { FILE_MAX = 1 << 20, WORDS_MAX = 5, NAME_MAX_SIZE = 16 };

struct binding {
	enum context context;
	uint32_t first, code; /* first is 0 for a key of one stroke */
	enum action action;
};

struct keymap {
	struct binding *row;
	size_t count, cap;
};

static const char *const context_names[] = {
    [CTX_ANY] = "any",
    [CTX_PAGE] = "page",
    [CTX_LIST] = "list",
};
_Static_assert(COUNT(context_names) == CTX_COUNT, "every context has a name");

static const struct {
	const char *name;
	unsigned bit;
} presets[] = {
    {"attache", KEYS_ATTACHE},
    {"less", KEYS_LESS},
    {"info", KEYS_INFO},
};

static struct binding *
find(const struct keymap *map, enum context context, uint32_t first,
    uint32_t code)
{
	for (size_t i = 0; i < map->count; i++) {
		struct binding *b = &map->row[i];

		if (b->context == context && b->first == first &&
		    b->code == code)
			return b;
	}
	return NULL;
}

static void
bind(struct keymap *map, struct binding binding)
{
	struct binding *old =
	    find(map, binding.context, binding.first, binding.code);

	if (old) {
		old->action = binding.action;
		return;
	}
	map->row =
	    mem_grow(map->row, &map->cap, map->count + 1, sizeof(*map->row));
	map->row[map->count++] = binding;
}

/* "g &" into two codes. */
static bool
parse_keys(const char *keys, struct binding *b, struct att_error *err)
{
	char name[2][NAME_MAX_SIZE + 1] = {"", ""};
	char rest[2] = "";
	int n = sscanf(keys, "%16s %16s %1s", name[0], name[1], rest);
	uint32_t code[2];

	if (n < 1 || n > 2)
		return att_fail(err, ATT_EINPUT,
		    _("a key has one or two strokes, not \"%s\""), keys);
	for (int i = 0; i < n; i++) {
		code[i] = key_parse(name[i]);
		if (!code[i])
			return att_fail(err, ATT_EINPUT,
			    _("there is no key \"%s\""), name[i]);
	}
	b->first = n == 2 ? code[0] : 0;
	b->code = code[n - 1];
	return true;
}

struct keymap *
keymap_new(const char *preset)
{
	unsigned bit = 0;
	struct keymap *map;

	for (size_t i = 0; i < COUNT(presets); i++) {
		if (strcmp(presets[i].name, preset) == 0)
			bit = presets[i].bit;
	}
	if (!bit)
		return NULL;
	map = mem_alloc(sizeof(*map));
	for (const struct key_row *row = key_rows; row->keys; row++) {
		struct binding b = {
		    .context = row->context, .action = row->action};

		if ((row->presets & bit) && parse_keys(row->keys, &b, NULL))
			bind(map, b);
	}
	return map;
}

void
keymap_free(struct keymap *map)
{
	if (!map)
		return;
	free(map->row);
	free(map);
}

bool
keymap_bind(struct keymap *map, enum context context, const char *keys,
    const char *action, struct att_error *err)
{
	struct binding b = {.context = context};

	b.action = action_find(action);
	if (b.action == ACT_COUNT)
		return att_fail(
		    err, ATT_EINPUT, _("there is no action \"%s\""), action);
	if (!parse_keys(keys, &b, err))
		return false;
	bind(map, b);
	return true;
}

static size_t
split(char *line, char **word)
{
	size_t count = 0;
	char *save, *next = strtok_r(line, " \t\r", &save);

	/* A word that begins with # ends the line; the key has a name. */
	while (next && next[0] != '#' && count < WORDS_MAX) {
		word[count++] = next;
		next = strtok_r(NULL, " \t\r", &save);
	}
	return count;
}

/* "[context] key [key] action"; an empty line is fine. */
static bool
load_line(struct keymap *map, char *line, struct att_error *err)
{
	char *word[WORDS_MAX];
	char keys[2 * NAME_MAX_SIZE + 2];
	size_t count = split(line, word), first = 0;
	int context = CTX_ANY;

	if (count == 0)
		return true;
	for (int i = 0; i < CTX_COUNT; i++) {
		if (strcmp(word[0], context_names[i]) == 0) {
			context = i;
			first = 1;
		}
	}
	if (count - first < 2 || count - first > 3)
		return att_fail(err, ATT_EINPUT,
		    _("a line is a key or two and the name of an action"));
	snprintf(keys, sizeof(keys), "%s %s", word[first],
	    count - first == 3 ? word[first + 1] : "");
	return keymap_bind(
	    map, (enum context)context, keys, word[count - 1], err);
}

bool
keymap_load(struct keymap *map, const char *path, struct att_error *err)
{
	struct att_error why = {0};
	bool ok = true;
	size_t size;
	char *data, *next;
	int number = 1;

	if (!file_read(path, FILE_MAX, &data, &size, &why)) {
		if (why.code == ATT_ENOTFOUND)
			return true;
		return att_fail(err, why.code, "%s", why.text);
	}
	for (char *line = data; line; line = next, number++) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (load_line(map, line, &why) || !ok)
			continue;
		ok = att_fail(
		    err, ATT_EINPUT, "%s:%d: %s", path, number, why.text);
	}
	free(data);
	return ok;
}

enum action
keymap_look(const struct keymap *map, enum context context, uint32_t first,
    uint32_t code, bool *prefix)
{
	const struct binding *b = find(map, context, first, code);

	if (!b && context != CTX_ANY)
		b = find(map, CTX_ANY, first, code);
	if (prefix)
		*prefix = false;
	for (size_t i = 0; prefix && !first && i < map->count; i++) {
		const struct binding *longer = &map->row[i];

		if (longer->first == code && longer->action != ACT_NONE &&
		    (longer->context == context || longer->context == CTX_ANY))
			*prefix = true;
	}
	return b ? b->action : ACT_COUNT;
}

static bool
works_in(
    const struct keymap *map, const struct binding *b, enum context context)
{
	if (b->context == context)
		return true;
	return b->context == CTX_ANY && !find(map, context, b->first, b->code);
}

static void
add_name(struct buf *out, const struct binding *b)
{
	char name[24];

	if (out->size)
		buf_str(out, ", ");
	if (b->first) {
		buf_str(out, key_label(b->first, name, sizeof(name)));
		buf_char(out, ' ');
	}
	buf_str(out, key_label(b->code, name, sizeof(name)));
}

static size_t
name_size(const struct binding *b)
{
	char name[24];
	size_t size = strlen(key_label(b->code, name, sizeof(name)));

	if (b->first)
		size += 1 + strlen(key_label(b->first, name, sizeof(name)));
	return size;
}

const char *
keymap_keys(const struct keymap *map, enum context context, enum action action,
    char *buffer, size_t size)
{
	enum { LONGEST = 2 * 24 };
	struct buf out = {0};

	for (size_t want = 1; want < LONGEST; want++) {
		for (size_t i = 0; i < map->count; i++) {
			const struct binding *b = &map->row[i];

			if (b->action == action && name_size(b) == want &&
			    works_in(map, b, context))
				add_name(&out, b);
		}
	}
	snprintf(buffer, size, "%s", buf_cstr(&out));
	buf_done(&out);
	return buffer;
}
