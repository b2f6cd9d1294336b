/* Settings and their file. The file belongs to its writer: saving changes one
 * line and leaves every other byte as it is. */
#include "ui/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"

enum { FILE_MAX = 1 << 20, VALUE_SIZE = 64 };

/* clang-format off */
static const struct setting_info settings[] = {
#define X(field, type, name, value, choices, help) \
	{ name, SETTING_##type, value, choices, help, \
	    offsetof(struct settings, field) },
	SETTINGS(X)
#undef X
};
/* clang-format on */

const struct setting_info *
settings_info(size_t *count)
{
	*count = COUNT(settings);
	return settings;
}

static const struct setting_info *
find(const char *name, size_t size)
{
	for (size_t i = 0; i < COUNT(settings); i++) {
		if (strlen(settings[i].name) == size &&
		    memcmp(settings[i].name, name, size) == 0)
			return &settings[i];
	}
	return NULL;
}

static void
store(struct settings *s, const struct setting_info *info, const char *value)
{
	snprintf((char *)s + info->offset, VALUE_SIZE, "%s", value);
}

void
settings_default(struct settings *s)
{
	memset(s, 0, sizeof(*s));
	for (size_t i = 0; i < COUNT(settings); i++)
		store(s, &settings[i], settings[i].value);
}

static bool
is_word_of(const char *value, const char *words)
{
	size_t size = strlen(value);

	while (size && (words = strstr(words, value)) != NULL) {
		if (words[size] == '\0' || words[size] == ' ')
			return true;
		words += size;
	}
	return false;
}

static bool
check(const struct setting_info *info, const char *value, struct att_error *err)
{
	char *end;

	if (strlen(value) >= VALUE_SIZE || strpbrk(value, "\r\n"))
		return att_fail(err, ATT_EINPUT, _("%s: the value is too long"),
		    info->name);
	switch (info->type) {
	case SETTING_BOOL:
		if (!is_word_of(value, "yes no on off true false"))
			return att_fail(err, ATT_EINPUT,
			    _("%s is yes or no, not \"%s\""), info->name,
			    value);
		return true;
	case SETTING_NUMBER:
		if (strtol(value, &end, 10) < 1 || *end || strlen(value) > 6)
			return att_fail(err, ATT_EINPUT,
			    _("%s is a number above 0, not \"%s\""), info->name,
			    value);
		return true;
	case SETTING_CHOICE:
		if (strchr(value, ' ') || !is_word_of(value, info->choices))
			return att_fail(err, ATT_EINPUT,
			    _("%s is one of %s, not \"%s\""), info->name,
			    info->choices, value);
		return true;
	case SETTING_TEXT:
		return true;
	}
	abort(); /* not a type */
}

bool
settings_set(struct settings *s, const char *name, const char *value,
    struct att_error *err)
{
	const struct setting_info *info = find(name, strlen(name));

	if (!info)
		return att_fail(
		    err, ATT_ENOTFOUND, _("there is no setting \"%s\""), name);
	if (!check(info, value, err))
		return false;
	if (info->type == SETTING_BOOL)
		value = settings_on(value) ? "yes" : "no";
	store(s, info, value);
	return true;
}

const char *
settings_get(const struct settings *s, const char *name)
{
	const struct setting_info *info = find(name, strlen(name));

	return info ? (const char *)s + info->offset : NULL;
}

bool
settings_on(const char *value)
{
	return is_word_of(value, "yes on true");
}

/* The name a line sets, with its size, or NULL for comments and others. */
static const char *
line_name(const char *line, size_t size, size_t *name_size)
{
	const char *equals = memchr(line, '=', size);
	size_t start = 0;

	while (start < size && (line[start] == ' ' || line[start] == '\t'))
		start++;
	if (!equals || line[start] == '#')
		return NULL;
	*name_size = (size_t)(equals - line) - start;
	while (*name_size > 0 && (line[start + *name_size - 1] == ' ' ||
	                             line[start + *name_size - 1] == '\t'))
		(*name_size)--;
	return line + start;
}

/* The value after =, without blanks around it. Caller frees. */
static char *
line_value(const char *line, size_t size)
{
	const char *from = memchr(line, '=', size);
	const char *end = line + size;

	from++;
	while (from < end && (*from == ' ' || *from == '\t'))
		from++;
	while (end > from &&
	       (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
		end--;
	return mem_ndup(from, (size_t)(end - from));
}

static bool
is_empty(const char *line, size_t size)
{
	size_t start = 0;

	while (start < size && strchr(" \t\r", line[start]))
		start++;
	return start == size || line[start] == '#';
}

static bool
load_line(
    struct settings *s, const char *line, size_t size, struct att_error *err)
{
	size_t name_size = 0;
	const char *name = line_name(line, size, &name_size);
	char *key, *value;
	bool ok;

	if (!name && is_empty(line, size))
		return true;
	if (!name)
		return att_fail(
		    err, ATT_EINPUT, _("a line is \"name = value\""));
	key = mem_ndup(name, name_size);
	value = line_value(line, size);
	ok = settings_set(s, key, value, err);
	free(key);
	free(value);
	return ok;
}

bool
settings_load(struct settings *s, const char *path, struct att_error *err)
{
	struct att_error why = {0};
	size_t size, at = 0;
	bool ok = true;
	char *data;

	settings_default(s);
	if (!file_read(path, FILE_MAX, &data, &size, &why)) {
		if (why.code == ATT_ENOTFOUND)
			return true;
		return att_fail(err, why.code, "%s", why.text);
	}
	for (int number = 1; at < size; number++) {
		char *end = memchr(data + at, '\n', size - at);
		size_t length = end ? (size_t)(end - data) - at : size - at;

		if (!load_line(s, data + at, length, &why) && ok)
			ok = att_fail(err, ATT_EINPUT, "%s:%d: %s", path,
			    number, why.text);
		at += length + 1;
	}
	free(data);
	return ok;
}

/* The old text with the last line that sets name replaced (it is the one that
 * counts), or with one more line. */
static void
rewrite(struct buf *out, const char *old, size_t size, const char *name,
    const char *value)
{
	size_t at = 0, found = SIZE_MAX, found_size = 0, name_size = 0;

	while (at < size) {
		const char *end = memchr(old + at, '\n', size - at);
		size_t length = end ? (size_t)(end - old) - at : size - at;
		const char *key = line_name(old + at, length, &name_size);

		if (key && name_size == strlen(name) &&
		    memcmp(key, name, name_size) == 0) {
			found = at;
			found_size = length;
		}
		at += length + 1;
	}
	if (found == SIZE_MAX) {
		buf_add(out, old, size);
		if (size && old[size - 1] != '\n')
			buf_char(out, '\n');
		buf_format(out, "%s = %s\n", name, value);
		return;
	}
	buf_add(out, old, found);
	buf_format(out, "%s = %s", name, value);
	buf_add(out, old + found + found_size, size - found - found_size);
}

bool
settings_save(const struct settings *s, const char *name, const char *path,
    struct att_error *err)
{
	struct att_error why = {0};
	const char *value = settings_get(s, name);
	struct buf out = {0};
	char *data = NULL, *folder;
	size_t size = 0;
	bool ok;

	if (!value)
		return att_fail(
		    err, ATT_ENOTFOUND, _("there is no setting \"%s\""), name);
	if (!file_read(path, FILE_MAX, &data, &size, &why) &&
	    why.code != ATT_ENOTFOUND)
		return att_fail(err, why.code, "%s", why.text);
	rewrite(&out, data ? data : "", size, name, value);
	folder = file_folder_of(path);
	ok = file_make_folders(folder, 0700, err) &&
	     file_replace(path, out.data, out.size, err);
	free(folder);
	buf_done(&out);
	free(data);
	return ok;
}
