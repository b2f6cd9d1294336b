/* The files that a person edits by hand: settings, keys, colours. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "exercise.h"
#include "ui/action.h"
#include "ui/settings.h"
#include "ui/theme.h"

static char path[256];

static void
remove_path(void)
{
	unlink(path);
}

/* One file, written over and over. */
static void
write_path(const uint8_t *data, size_t size)
{
	const char *folder = getenv("TMPDIR");
	int fd;

	if (!path[0]) {
		snprintf(path, sizeof(path), "%s/fuzz_config.XXXXXX",
		    folder ? folder : "/tmp");
		fd = mkstemp(path);
		atexit(remove_path);
	} else {
		fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	}
	HOLDS(fd >= 0);
	HOLDS(file_write_all(fd, data, size));
	close(fd);
}

/* What a message may hold: one line without controls. */
static void
sentence(bool ok, const struct att_error *err)
{
	HOLDS(ok || err->text[0] != '\0');
	for (const char *p = err->text; *p; p++)
		HOLDS((unsigned char)*p >= 0x20 && *p != 0x7F);
}

static void
settings(void)
{
	struct att_error err = {0};
	struct settings s;
	size_t count;
	const struct setting_info *info = settings_info(&count);

	settings_default(&s);
	sentence(settings_load(&s, path, &err), &err);
	for (size_t i = 0; i < count; i++) {
		const char *value = settings_get(&s, info[i].name);
		char copy[sizeof(s.theme)];

		HOLDS(value && strlen(value) < sizeof(copy));
		strcpy(copy, value);
		HOLDS(settings_set(&s, info[i].name, copy, &err));
	}
}

static void
keys(void)
{
	struct att_error err = {0};
	struct keymap *map = keymap_new("attache");
	char line[64];

	HOLDS(map != NULL);
	sentence(keymap_load(map, path, &err), &err);
	for (int i = 0; i < ACT_COUNT; i++)
		keymap_keys(map, CTX_PAGE, (enum action)i, line, sizeof(line));
	keymap_free(map);
}

static void
colours(void)
{
	struct att_error err = {0};
	struct theme theme = *theme_find("dark");

	sentence(theme_load(&theme, path, &err), &err);
	for (int i = 0; i < ROLE_COUNT; i++)
		HOLDS(theme.role[i].fg >= COLOUR_DEFAULT &&
		      theme.role[i].fg < 16 &&
		      theme.role[i].bg >= COLOUR_DEFAULT &&
		      theme.role[i].bg < 16);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	write_path(data, size);
	settings();
	keys();
	colours();
	return 0;
}
