/* Keys as the interface sees them, and their names in key files and help:
 * "j", "G", "Space", "Tab", "C-f", "M-x", "PgDn", "F6". */
#ifndef UI_KEY_H
#define UI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A key is a code point (controls as they come: C-f is 6) or one of these,
 * above Unicode. */
enum key_code {
	KEY_CODE_FIRST = 0x110000,
	KEY_CODE_UP = KEY_CODE_FIRST,
	KEY_CODE_DOWN,
	KEY_CODE_LEFT,
	KEY_CODE_RIGHT,
	KEY_CODE_HOME,
	KEY_CODE_END,
	KEY_CODE_PGUP,
	KEY_CODE_PGDN,
	KEY_CODE_INSERT,
	KEY_CODE_DELETE,
	KEY_CODE_BACKSPACE,
	KEY_CODE_BACKTAB,
	KEY_CODE_F1,
	KEY_CODE_F12 = KEY_CODE_F1 + 11,
	KEY_CODE_RESIZE, /* the size changed */
	KEY_CODE_PASTE, /* text is the pasted text */
	KEY_CODE_CLICK, /* row and col */
	KEY_CODE_WHEEL_UP,
	KEY_CODE_WHEEL_DOWN,
	KEY_CODE_CONTINUED, /* back from being stopped */
	KEY_CODE_END_ASKED, /* HUP, TERM or INT, or the terminal is gone */
	KEY_CODE_LAST
};

enum { KEY_ALT = 1 << 30 /* bit in a code: Meta, or Esc before it */ };
enum { KEY_CODE_ESC = 27, KEY_CODE_TAB = 9, KEY_CODE_ENTER = 13 };

struct key {
	uint32_t code;
	int row, col; /* of the mouse */
	char *text; /* of a paste, valid UTF-8; the reader of the key frees it */
	int signal; /* of END_ASKED, 0 when the terminal is gone */
};

/* The code that a name means, 0 when none. */
uint32_t key_parse(const char *name);
/* One key of a script such as "/red<Enter>" and step over it: a name between
 * < and >, else a character as it is. 0 at the end. */
uint32_t key_parse_next(const char **at);
/* Its name, in buffer; returns buffer. */
const char *key_label(uint32_t code, char *buffer, size_t size);

#endif
