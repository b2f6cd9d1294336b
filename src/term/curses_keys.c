/* Reading keys through curses.
 *
 * curses knows what function keys send; everything else is taken apart here,
 * byte by byte: UTF-8, Alt, pastes, and sequences that nobody asked for
 * (answers of the terminal, reports of a mouse), which are dropped whole
 * instead of being taken for keys. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "term/curses.h"

enum {
	CODE_PASTE = 0x2000, /* above all codes of curses */
	ESC_DELAY_MS = 50,
	BYTE_DELAY_MS = 50,    /* between the bytes of one character */
	PASTE_DELAY_MS = 1000, /* between the bytes of a paste */
	PAUSE_MS = 40,         /* of a reader; shorter than a key's repeat */
	PASTE_MAX = 64 * 1024,
	SEQUENCE_MAX = 4096 /* bytes of an unknown sequence */
};

/* Sent by terminals whose entry says otherwise, or nothing. */
static const struct {
	const char *bytes;
	int code;
} more_keys[] = {
    {"\033[200~", CODE_PASTE},
    {"\033[Z", KEY_BTAB},
    {"\033[A", KEY_UP},
    {"\033[B", KEY_DOWN},
    {"\033[C", KEY_RIGHT},
    {"\033[D", KEY_LEFT},
    {"\033OA", KEY_UP},
    {"\033OB", KEY_DOWN},
    {"\033OC", KEY_RIGHT},
    {"\033OD", KEY_LEFT},
    {"\033[H", KEY_HOME},
    {"\033[F", KEY_END},
    {"\033OH", KEY_HOME},
    {"\033OF", KEY_END},
    {"\033[1~", KEY_HOME},
    {"\033[4~", KEY_END},
    {"\033[7~", KEY_HOME},
    {"\033[8~", KEY_END},
    {"\033[2~", KEY_IC},
    {"\033[3~", KEY_DC},
    {"\033[5~", KEY_PPAGE},
    {"\033[6~", KEY_NPAGE},
    {"\033OP", KEY_F(1)},
    {"\033OQ", KEY_F(2)},
    {"\033OR", KEY_F(3)},
    {"\033OS", KEY_F(4)},
    {"\033[11~", KEY_F(1)},
    {"\033[15~", KEY_F(5)},
    {"\033[17~", KEY_F(6)},
};

static const struct {
	int curses;
	uint32_t code;
} codes[] = {
    {KEY_UP, KEY_CODE_UP}, {KEY_DOWN, KEY_CODE_DOWN}, {KEY_LEFT, KEY_CODE_LEFT},
    {KEY_RIGHT, KEY_CODE_RIGHT}, {KEY_SR, KEY_CODE_UP}, {KEY_SF, KEY_CODE_DOWN},
    {KEY_SLEFT, KEY_CODE_LEFT}, {KEY_SRIGHT, KEY_CODE_RIGHT},
    {KEY_HOME, KEY_CODE_HOME}, {KEY_FIND, KEY_CODE_HOME},
    {KEY_A1, KEY_CODE_HOME}, {KEY_END, KEY_CODE_END},
    {KEY_SELECT, KEY_CODE_END}, {KEY_C1, KEY_CODE_END},
    {KEY_PPAGE, KEY_CODE_PGUP}, {KEY_A3, KEY_CODE_PGUP},
    {KEY_NPAGE, KEY_CODE_PGDN}, {KEY_C3, KEY_CODE_PGDN},
    {KEY_IC, KEY_CODE_INSERT}, {KEY_DC, KEY_CODE_DELETE},
    {KEY_BACKSPACE, KEY_CODE_BACKSPACE}, {KEY_BTAB, KEY_CODE_BACKTAB},
    {KEY_ENTER, KEY_CODE_ENTER},
    {KEY_SUSPEND, 26}, /* C-z, by the entry of the linux console */
};

void
curses_keys_open(struct curses *c)
{
	c->keys = newpad(1, 1);
	nodelay(c->keys, TRUE);
	keypad(c->keys, TRUE);
	if (!getenv("ESCDELAY"))
		set_escdelay(ESC_DELAY_MS);
	for (size_t i = 0; i < COUNT(more_keys); i++) {
		int code = key_defined(more_keys[i].bytes);

		/* Codes above KEY_MAX have no meaning to us. */
		if (code <= 0 || code > KEY_MAX)
			define_key(more_keys[i].bytes, more_keys[i].code);
	}
	curses_keys_mouse(c, false);
}

void
curses_keys_mouse(struct curses *c, bool on)
{
	(void)c;
	mouseinterval(0);
	/* A report that was not asked for must not be half understood. */
	keyok(KEY_MOUSE, on);
	mousemask(
	    on ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
}

/* The next byte or code of curses, ERR when none comes in time. */
static int
next(struct curses *c, int wait_ms)
{
	int ch = wgetch(c->keys);

	if (ch == ERR && wait_ms > 0 && signals_wait(fileno(c->in), wait_ms))
		ch = wgetch(c->keys);
	return ch;
}

static bool
is_byte(int ch)
{
	return ch >= 0 && ch <= 0xFF;
}

/* The terminal was hung up: readable, and nothing to read. */
static bool
has_gone(int fd)
{
	struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
	int ready = 0;

	return poll(&poll_fd, 1, 0) != 0 &&
	       (ioctl(fd, FIONREAD, &ready) != 0 || ready == 0);
}

/* The rest of a CSI sequence; of a string up to its end. */
static void
drop_csi(struct curses *c)
{
	int ch, size = 0;

	do {
		ch = next(c, BYTE_DELAY_MS);
		size++;
	} while (is_byte(ch) && ch >= 0x20 && ch < 0x40 && size < SEQUENCE_MAX);
	if (ch == 'M' && size == 1) {
		/* The old report of a mouse: three more bytes. */
		for (int i = 0; i < 3; i++)
			next(c, BYTE_DELAY_MS);
	}
}

static void
drop_string(struct curses *c)
{
	int ch, before = 0;

	for (int size = 0; size < SEQUENCE_MAX; size++) {
		ch = next(c, BYTE_DELAY_MS);
		if (ch == ERR || ch == 7 || (before == 27 && ch == '\\'))
			return;
		before = ch;
	}
}

/* One character that begins with byte ch; 0 when it is none. */
static uint32_t
character(struct curses *c, int ch)
{
	char bytes[4] = {(char)ch};
	size_t size = 1, want = ch >= 0xF0 ? 4 : ch >= 0xE0 ? 3 : 2;
	uint32_t code;

	if (ch < 0x80)
		return (uint32_t)ch;
	while (ch >= 0xC2 && size < want) {
		int more = next(c, BYTE_DELAY_MS);

		if (!is_byte(more) || (more & 0xC0) != 0x80) {
			if (more != ERR)
				ungetch(more);
			return 0;
		}
		bytes[size++] = (char)more;
	}
	if (utf8_next(bytes, size, &code) != size || utf8_is_control(code) ||
	    (code == 0xFFFD && size == 1))
		return 0;
	return code;
}

/* Text as one line without anything that is not to be seen. */
static char *
clean(const char *bytes, size_t size)
{
	struct buf out = {0};

	while (size > 0) {
		uint32_t code;
		size_t n = utf8_next(bytes, size, &code);
		bool blank = code == '\t' || code == '\n' || code == '\r';

		if (blank)
			buf_char(&out, ' ');
		else if (!utf8_is_control(code) && !utf8_is_invisible(code))
			buf_codepoint(&out, code);
		bytes += n;
		size -= n;
	}
	buf_cstr(&out);
	return out.data;
}

/* Up to the end mark; what is too long is read and dropped. */
static bool
read_paste(struct curses *c, struct key *key)
{
	static const char end[] = "\033[201~";
	size_t end_size = sizeof(end) - 1;
	struct buf text = {0};
	int ch;

	keypad(c->keys, FALSE); /* pasted sequences are no keys */
	while ((ch = next(c, PASTE_DELAY_MS)) != ERR) {
		if (text.size == PASTE_MAX + end_size) {
			memmove(text.data + PASTE_MAX,
			    text.data + PASTE_MAX + 1, end_size - 1);
			text.size--;
		}
		buf_char(&text, (char)ch);
		if (text.size >= end_size &&
		    memcmp(text.data + text.size - end_size, end, end_size) ==
		        0) {
			text.size -= end_size;
			break;
		}
	}
	keypad(c->keys, TRUE);
	*key = (struct key){
	    .code = KEY_CODE_PASTE, .text = clean(buf_cstr(&text), text.size)};
	buf_done(&text);
	return true;
}

static bool
read_mouse(struct key *key)
{
	MEVENT event;

	if (getmouse(&event) != OK)
		return false;
	*key = (struct key){.row = event.y, .col = event.x};
	if (event.bstate & BUTTON4_PRESSED)
		key->code = KEY_CODE_WHEEL_UP;
	else if (event.bstate & BUTTON5_PRESSED)
		key->code = KEY_CODE_WHEEL_DOWN;
	else if (event.bstate & BUTTON1_PRESSED)
		key->code = KEY_CODE_CLICK;
	return key->code != 0;
}

/* A code of curses above the bytes. */
static bool
function_key(struct curses *c, int ch, struct key *key)
{
	if (ch == CODE_PASTE)
		return read_paste(c, key);
	if (ch == KEY_MOUSE)
		return read_mouse(key);
	if (ch >= KEY_F(1) && ch <= KEY_F(12)) {
		key->code = (uint32_t)(KEY_CODE_F1 + ch - KEY_F(1));
		return true;
	}
	for (size_t i = 0; i < COUNT(codes); i++) {
		if (codes[i].curses == ch) {
			key->code = codes[i].code;
			return true;
		}
	}
	return false;
}

static bool
plain_key(struct curses *c, int ch, struct key *key)
{
	uint32_t code = character(c, ch);

	if (code == 8 || code == 127)
		code = KEY_CODE_BACKSPACE;
	else if (code == '\n')
		code = KEY_CODE_ENTER;
	key->code = code;
	return code != 0;
}

/* After Esc: a key that follows at once was typed with Alt; what no key sends
 * is dropped. */
static bool
after_escape(struct curses *c, struct key *key)
{
	int ch = next(c, 0);

	if (ch == ERR) {
		key->code = KEY_CODE_ESC;
		return true;
	}
	if (!is_byte(ch)) {
		ungetch(ch);
		key->code = KEY_CODE_ESC;
		return true;
	}
	switch (ch) {
	case 27:
		ungetch(ch);
		key->code = KEY_CODE_ESC;
		return true;
	case '[':
		drop_csi(c);
		return false;
	case 'O':
		next(c, BYTE_DELAY_MS);
		return false;
	case ']':
	case 'P':
	case '^':
	case '_':
		ch = next(c, BYTE_DELAY_MS);
		if (ch == ERR)
			break;
		ungetch(ch);
		drop_string(c);
		return false;
	default:
		break;
	}
	if (!plain_key(c, ch, key))
		return false;
	key->code |= KEY_ALT;
	return true;
}

/* A key that is there already. False with *more when something was read that
 * is no key. */
static bool
ready_key(struct curses *c, struct key *key, bool *more)
{
	int ch = wgetch(c->keys);

	*key = (struct key){0};
	*more = ch != ERR;
	if (ch == ERR)
		return false;
	if (!is_byte(ch))
		return function_key(c, ch, key);
	if (ch == 27)
		return after_escape(c, key);
	return plain_key(c, ch, key);
}

/* What a signal asked for. */
static bool
signal_key(struct curses *c, struct key *key)
{
	int ended = signals_ended();

	*key = (struct key){0};
	if (ended || c->gone) {
		key->code = KEY_CODE_END_ASKED;
		key->signal = ended;
	} else if (signals_stop_asked()) {
		curses_leave(c);
		signals_stop();
		curses_enter(c);
		key->code = KEY_CODE_CONTINUED;
	} else if (signals_continued()) {
		/* Stopped by force; the modes are the shell's now. */
		c->away = true;
		curses_enter(c);
		key->code = KEY_CODE_CONTINUED;
	} else if (signals_resized()) {
		curses_fit(c);
		key->code = KEY_CODE_RESIZE;
	}
	return key->code != 0;
}

/* What is still to be shown is, once nothing is typed for a moment. */
static int
wait_input(struct curses *c, int left)
{
	int n;

	if (c->owed && left != 0) {
		bool short_wait = left > 0 && left < PAUSE_MS;

		n = signals_wait(fileno(c->in), short_wait ? left : PAUSE_MS);
		if (n != 0)
			return n;
		curses_show_rest(c);
		if (short_wait)
			return 0;
		left -= left > 0 ? PAUSE_MS : 0;
	}
	return signals_wait(fileno(c->in), left);
}

bool
curses_read_key(void *ctx, struct key *key, int timeout_ms)
{
	struct curses *c = ctx;
	long long end = timeout_ms > 0 ? clock_ms() + timeout_ms : 0;
	int left = timeout_ms;
	bool more, waited = false;

	for (;;) {
		if (signal_key(c, key) || ready_key(c, key, &more))
			return true;
		if (more) {
			waited = false;
			continue;
		}
		if (waited && has_gone(fileno(c->in))) {
			c->gone = true;
			continue;
		}
		if (timeout_ms > 0) {
			left = (int)(end - clock_ms());
			left = left > 0 ? left : 0;
		}
		switch (wait_input(c, left)) {
		case 0:
			return false;
		case -1:
			waited = false;
			break;
		default:
			waited = true;
			break;
		}
	}
}
