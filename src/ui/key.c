/* Names of keys. */
#include "ui/key.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"

/* The first name of a code is the one shown, in the reader's language; in a key
 * file all are English.
 * TRANSLATORS: names of keys, as they stand on keyboards; short. */
static const struct {
	const char *name;
	uint32_t code;
} names[] = {
    {N_("Space"), ' '},
    {N_("Tab"), KEY_CODE_TAB},
    {N_("Enter"), KEY_CODE_ENTER},
    {"Return", KEY_CODE_ENTER},
    {N_("Esc"), KEY_CODE_ESC},
    {"Escape", KEY_CODE_ESC},
    {N_("Backspace"), KEY_CODE_BACKSPACE},
    {N_("S-Tab"), KEY_CODE_BACKTAB},
    {N_("Up"), KEY_CODE_UP},
    {N_("Down"), KEY_CODE_DOWN},
    {N_("Left"), KEY_CODE_LEFT},
    {N_("Right"), KEY_CODE_RIGHT},
    {N_("Home"), KEY_CODE_HOME},
    {N_("End"), KEY_CODE_END},
    {N_("PgUp"), KEY_CODE_PGUP},
    {N_("PgDn"), KEY_CODE_PGDN},
    {"PageUp", KEY_CODE_PGUP},
    {"PageDown", KEY_CODE_PGDN},
    {N_("Insert"), KEY_CODE_INSERT},
    {N_("Delete"), KEY_CODE_DELETE},
    {N_("WheelUp"), KEY_CODE_WHEEL_UP},
    {N_("WheelDown"), KEY_CODE_WHEEL_DOWN},
    /* The two that a key file could not hold as they are. */
    {"Hash", '#'},
    {"Less", '<'},
};

/* What starts a name and what it makes of the rest. */
static bool
take(const char **name, const char *prefix)
{
	size_t size = strlen(prefix);

	if (strncmp(*name, prefix, size) != 0 || !(*name)[size])
		return false;
	*name += size;
	return true;
}

/* The code of C- and a letter; 0 when there is no such control. */
static uint32_t
control(uint32_t code)
{
	if (code >= 'a' && code <= 'z')
		return code - 'a' + 1;
	if (code > '@' && code <= '_')
		return code - '@';
	return 0;
}

static uint32_t
parse_plain(const char *name)
{
	uint32_t code;
	unsigned number;
	char rest;

	for (size_t i = 0; i < COUNT(names); i++) {
		if (strcasecmp(name, names[i].name) == 0)
			return names[i].code;
	}
	if ((name[0] == 'F' || name[0] == 'f') &&
	    sscanf(name + 1, "%2u%c", &number, &rest) == 1 && number >= 1 &&
	    number <= 12)
		return (uint32_t)KEY_CODE_F1 + number - 1;
	if (!name[0] || utf8_next(name, strlen(name), &code) != strlen(name) ||
	    (code == 0xFFFD && strlen(name) == 1) || code == '\t' ||
	    code == '\n' || utf8_is_control(code))
		return 0;
	return code;
}

uint32_t
key_parse(const char *name)
{
	uint32_t alt = 0, code;
	const char *start = name;

	if (take(&name, "M-"))
		alt = KEY_ALT;
	if (take(&name, "C-")) {
		code = control(parse_plain(name));
		/* C-m and C-i are Enter and Tab on every terminal, and have
		 * those names. */
		return code ? alt | code : 0;
	}
	code = parse_plain(name);
	if (!code && alt) /* the three characters "M-" and nothing known */
		return parse_plain(start);
	return code ? alt | code : 0;
}

uint32_t
key_parse_next(const char **at)
{
	const char *text = *at;
	uint32_t code;
	size_t size;

	if (text[0] == '<') {
		const char *end = strchr(text + 1, '>');
		char name[24];

		if (end && end > text + 1 &&
		    (size_t)(end - text) <= sizeof(name)) {
			size = (size_t)(end - text - 1);
			memcpy(name, text + 1, size);
			name[size] = '\0';
			code = size > 1 ? key_parse(name) : 0;
			if (code) {
				*at = end + 1;
				return code;
			}
		}
	}
	if (!text[0])
		return 0;
	*at = text + utf8_next(text, strlen(text), &code);
	return code;
}

static const char *
name_plain(uint32_t code)
{
	for (size_t i = 0; i < COUNT(names); i++) {
		/* Names of visible characters are only for writing them. */
		if (names[i].code == code && (code <= ' ' || code > 0x10FFFF))
			return _(names[i].name);
	}
	return NULL;
}

const char *
key_label(uint32_t code, char *buffer, size_t size)
{
	uint32_t plain = code & ~(uint32_t)KEY_ALT;
	const char *alt = code & KEY_ALT ? "M-" : "";
	const char *name = name_plain(plain);
	char utf8[5] = "";

	if (name)
		snprintf(buffer, size, "%s%s", alt, name);
	else if (plain >= KEY_CODE_F1 && plain <= KEY_CODE_F12)
		snprintf(buffer, size, "%sF%u", alt,
		    plain - (uint32_t)KEY_CODE_F1 + 1);
	else if (plain > 0 && plain < 27)
		snprintf(buffer, size, "%sC-%c", alt, (int)plain + 'a' - 1);
	else if (plain > 27 && plain < 32)
		snprintf(buffer, size, "%sC-%c", alt, (int)plain + '@');
	else if (plain == 0 || plain > 0x10FFFF || utf8_is_control(plain))
		snprintf(buffer, size, "%s?", alt);
	else
		snprintf(buffer, size, "%s%.*s", alt,
		    (int)utf8_put(plain, utf8), utf8);
	return buffer;
}
