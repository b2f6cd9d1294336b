/* A frame in fewer bytes.
 *
 * The library that draws sets and resets the scrolling region around every
 * scroll, starts each change of attributes from nothing, and names colours by
 * themselves. A line down costs the line and some fifteen bytes once the region
 * of one frame is kept for the next, and what changes attributes is sent as one
 * sequence, just before a character shows them.
 *
 * This is only for terminals whose sequences are those of ECMA-48; and only
 * what is known to mean the same inside the region is sent inside it: any frame
 * with something else in it gets the whole screen back first. */
#include "term/lean.h"

#include <string.h>

#include "base/mem.h"

enum {
	PARAMS_MAX = 16,
	BASE_FG = 30,
	BASE_BG = 40,
	UNKNOWN = -1 /* row or column */
};

enum token_kind {
	T_TEXT, /* one byte of a character */
	T_RETURN,
	T_CHARSET, /* chooses the set that is chosen */
	T_LOOK,    /* SGR */
	T_PLACE,   /* CUP */
	T_CLEAR,   /* EL, ECH: to the right within the row */
	T_RIGHT,   /* CUF, HPA: moves within the row */
	T_REPEAT,  /* REP: the last character again, looking the same */
	T_REGION,
	T_DOWN,   /* line feed */
	T_UP,     /* reverse index */
	T_SCROLL, /* SU */
	T_OTHER
};

struct token {
	enum token_kind kind;
	const char *bytes;
	size_t size;
	int param[PARAMS_MAX];
	int params;
};

/* A scroll as the library says it. */
struct scroll {
	int top, bottom; /* from 1 */
	int lines;       /* up, or down when negative */
	size_t size;     /* bytes of it all */
};

struct lean_run {
	struct lean *lean;
	int rows;
	struct buf *out;
	struct look have, want; /* of the terminal, of what comes next */
	int row, col;           /* of the cursor, from 1; UNKNOWN */
	bool fresh; /* the row is empty from there on: it scrolled in */
};

static size_t
csi_size(const char *p, const char *end)
{
	const char *at = p + 2;

	while (
	    at < end && (unsigned char)*at >= 0x20 && (unsigned char)*at < 0x40)
		at++;
	return at < end ? (size_t)(at - p) + 1 : 0;
}

/* False when a parameter is no plain number. */
static bool
read_params(struct token *t)
{
	const char *p = t->bytes + 2, *last = t->bytes + t->size - 1;

	t->params = 1;
	for (; p < last; p++) {
		int *n = &t->param[t->params - 1];

		if (*p == ';' && t->params < PARAMS_MAX)
			t->params++;
		else if (*p >= '0' && *p <= '9' && *n < 10000)
			*n = *n * 10 + *p - '0';
		else
			return false;
	}
	return true;
}

static enum token_kind
csi_kind(char final)
{
	static const struct {
		char final;
		enum token_kind kind;
	} kinds[] = {{'m', T_LOOK}, {'H', T_PLACE}, {'K', T_CLEAR},
	    {'X', T_CLEAR}, {'C', T_RIGHT}, {'G', T_RIGHT}, {'b', T_REPEAT},
	    {'r', T_REGION}, {'S', T_SCROLL}};

	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (kinds[i].final == final)
			return kinds[i].kind;
	}
	return T_OTHER;
}

static void
escape_token(struct token *t, const char *end)
{
	const char *p = t->bytes;
	size_t left = (size_t)(end - p);

	t->kind = T_OTHER;
	t->size = left < 2 ? left : 2;
	if (left >= 3 && memcmp(p, "\033(B", 3) == 0) {
		t->kind = T_CHARSET;
		t->size = 3;
	} else if (left >= 2 && p[1] == 'M') {
		t->kind = T_UP;
	} else if (left >= 3 && p[1] == '[' && csi_size(p, end)) {
		t->size = csi_size(p, end);
		if (read_params(t))
			t->kind = csi_kind(p[t->size - 1]);
	}
}

static struct token
next_token(const char *p, const char *end)
{
	struct token t = {.kind = T_TEXT, .bytes = p, .size = 1};

	if (*p == '\033')
		escape_token(&t, end);
	else if (*p == '\017')
		t.kind = T_CHARSET;
	else if (*p == '\r')
		t.kind = T_RETURN;
	else if (*p == '\n')
		t.kind = T_DOWN;
	else if ((unsigned char)*p < ' ')
		t.kind = T_OTHER;
	return t;
}

/* Region, perhaps a place, lines up or down, the whole screen again. */
static bool
read_scroll(const char *p, const char *end, int rows, struct scroll *out)
{
	const char *start = p;
	struct token t = next_token(p, end);

	if (t.kind != T_REGION || t.params != 2)
		return false;
	*out = (struct scroll){.top = t.param[0], .bottom = t.param[1]};
	for (p += t.size; p < end; p += t.size) {
		t = next_token(p, end);
		if (t.kind == T_REGION)
			break;
		if (t.kind == T_DOWN)
			out->lines++;
		else if (t.kind == T_UP)
			out->lines--;
		else if (t.kind == T_SCROLL)
			out->lines += t.param[0] ? t.param[0] : 1;
		else if (t.kind != T_PLACE && t.kind != T_CHARSET)
			return false;
	}
	out->size = (size_t)(p - start) + t.size;
	return p < end && t.params == 2 && t.param[0] == 1 &&
	       t.param[1] == rows && out->lines != 0;
}

/* Nothing in the frame means another thing inside a region. */
static bool
can_keep(const char *p, const char *end, int rows)
{
	struct scroll scroll;

	while (p < end) {
		struct token t = next_token(p, end);

		if (read_scroll(p, end, rows, &scroll)) {
			p += scroll.size;
			continue;
		}
		if (t.kind == T_OTHER || t.kind == T_DOWN || t.kind == T_UP ||
		    t.kind == T_REGION || t.kind == T_SCROLL)
			return false;
		p += t.size;
	}
	return true;
}

static void
change_look(struct look *look, const struct token *t)
{
	for (int i = 0; i < t->params; i++) {
		int n = t->param[i];

		if (n == 0)
			*look = (struct look){0, 0, 0};
		else if (n < 10)
			look->attr |= 1u << n;
		else if (n == 22)
			look->attr &= ~(1u << 1 | 1u << 2);
		else if (n > 22 && n < 30)
			look->attr &= ~(1u << (n - 20));
		else if (n == BASE_FG + 9)
			look->fg = 0;
		else if (n == BASE_BG + 9)
			look->bg = 0;
		else if (n < BASE_BG || (n >= 90 && n < 98))
			look->fg = n;
		else
			look->bg = n;
	}
}

/* Colours of more than one number, and what is not known here. */
static bool
is_plain_look(const struct token *t)
{
	for (int i = 0; i < t->params; i++) {
		int n = t->param[i];

		if (n == BASE_FG + 8 || n == BASE_BG + 8 || n > 107 ||
		    (n > 49 && n < 90) || (n >= 10 && n < 22) || n == 98 ||
		    n == 99)
			return false;
	}
	return true;
}

/* Whether a blank looks the same in both. */
static bool
same_blank(const struct look *a, const struct look *b)
{
	unsigned letters = 1u << 1 | 1u << 2 | 1u << 3; /* bold, dim, italic */
	bool reverse = (a->attr | b->attr) & 1u << 7;

	return a->bg == b->bg && (a->attr & ~letters) == (b->attr & ~letters) &&
	       (!reverse || (a->fg == b->fg && a->attr == b->attr));
}

/* Nothing means 0. */
static void
add_number(struct buf *out, int n, bool *first)
{
	if (!*first)
		buf_char(out, ';');
	if (n)
		buf_format(out, "%d", n);
	*first = false;
}

/* Make the terminal's look the one wanted. */
static void
send_look(struct lean_run *run)
{
	struct look *have = &run->have, *want = &run->want;
	bool first = true;

	if (have->attr == want->attr && have->fg == want->fg &&
	    have->bg == want->bg)
		return;
	buf_str(run->out, "\033[");
	if ((have->attr & ~want->attr) || (have->fg && !want->fg) ||
	    (have->bg && !want->bg)) {
		*have = (struct look){0, 0, 0};
		add_number(run->out, 0, &first);
	}
	for (int n = 1; n < 10; n++) {
		if (want->attr & ~have->attr & (1u << n))
			add_number(run->out, n, &first);
	}
	if (want->fg != have->fg)
		add_number(run->out, want->fg, &first);
	if (want->bg != have->bg)
		add_number(run->out, want->bg, &first);
	buf_char(run->out, 'm');
	*have = *want;
}

/* A blank shows less than a letter. */
static void
send_look_of(struct lean_run *run, char c)
{
	if (c != ' ' || !same_blank(&run->have, &run->want))
		send_look(run);
}

static void
send_place(struct lean_run *run, int row, int col)
{
	static const struct look plain = {0, 0, 0};
	bool right = row == run->row && run->col != UNKNOWN && col >= run->col;

	if (right && run->fresh && col - run->col < 4 &&
	    same_blank(&run->want, &plain)) {
		/* Blanks over blanks are shorter than any move. */
		send_look_of(run, ' ');
		for (; run->col < col; run->col++)
			buf_char(run->out, ' ');
		return;
	}
	if (right && col == run->col)
		return;
	if (right)
		buf_format(run->out, "\033[%dC", col - run->col);
	else if (col > 1)
		buf_format(run->out, "\033[%d;%dH", row, col);
	else if (row > 1)
		buf_format(run->out, "\033[%dH", row);
	else
		buf_str(run->out, "\033[H");
	run->fresh = run->fresh && right;
	run->row = row;
	run->col = col;
}

static void
send_scroll(struct lean_run *run, const struct scroll *scroll)
{
	struct lean *lean = run->lean;

	send_look(run);
	if (lean->top != scroll->top || lean->bottom != scroll->bottom) {
		buf_format(
		    run->out, "\033[%d;%dr", scroll->top, scroll->bottom);
		run->row = run->col = 1;
		lean->top = scroll->top;
		lean->bottom = scroll->bottom;
	}
	run->fresh = false;
	send_place(run, scroll->lines > 0 ? scroll->bottom : scroll->top, 1);
	for (int i = 0; i < scroll->lines; i++)
		buf_char(run->out, '\n');
	for (int i = 0; i > scroll->lines; i--)
		buf_str(run->out, "\033M");
	run->fresh = run->have.bg == 0;
}

static void
send_token(struct lean_run *run, const struct token *t)
{
	switch (t->kind) {
	case T_CHARSET:
		return;
	case T_LOOK:
		change_look(&run->want, t);
		return;
	case T_PLACE:
		send_place(run, t->param[0] ? t->param[0] : 1,
		    t->params > 1 && t->param[1] ? t->param[1] : 1);
		return;
	case T_TEXT:
		send_look_of(run, *t->bytes);
		if ((unsigned char)*t->bytes >= 0x80)
			run->col = UNKNOWN;
		else if (run->col != UNKNOWN)
			run->col++;
		break;
	case T_RETURN:
		run->col = 1;
		run->fresh = false;
		break;
	case T_RIGHT:
	case T_REPEAT:
		run->col = UNKNOWN;
		break;
	case T_CLEAR:
		send_look(run);
		run->fresh = false;
		break;
	case T_REGION:
	case T_DOWN:
	case T_UP:
	case T_SCROLL:
	case T_OTHER:
		send_look(run);
		run->row = run->col = UNKNOWN;
		break;
	}
	if (run->col == UNKNOWN)
		run->fresh = false;
	buf_add(run->out, t->bytes, t->size);
}

void
lean_whole(struct lean *lean, int rows, int row, int col, struct buf *out)
{
	const struct look *look = &lean->look;

	if (look->attr || look->fg || look->bg)
		buf_str(out, "\033[m");
	if (lean->bottom)
		buf_format(out, "\033[1;%dr\033[%d;%dH", rows, row, col);
	*lean = (struct lean){0};
}

void
lean_forget(struct lean *lean, int rows, struct buf *out)
{
	*lean = (struct lean){0};
	buf_format(out, "\033[m\033[1;%dr\033[H", rows);
}

bool
lean_frame(struct lean *lean, int rows, int row, int col, const char *bytes,
    size_t size, struct buf *out)
{
	struct lean_run run = {
	    .lean = lean, .rows = rows, .out = out, .row = row, .col = col};
	const char *p = bytes, *end = bytes + size;
	bool keep = can_keep(p, end, rows);
	struct scroll scroll;

	for (const char *at = p; at < end;) {
		struct token t = next_token(at, end);

		if (t.kind == T_LOOK && !is_plain_look(&t))
			return false;
		at += t.size;
	}
	if (!keep)
		lean_whole(lean, rows, row, col, out);
	run.have = lean->look;
	while (p < end) {
		struct token t = next_token(p, end);

		if (keep && read_scroll(p, end, rows, &scroll)) {
			send_scroll(&run, &scroll);
			p += scroll.size;
		} else {
			send_token(&run, &t);
			p += t.size;
		}
	}
	/* No attributes, says the frame; that is sent when something shows it.
	 * A background would spread. */
	if (run.have.bg)
		send_look(&run);
	lean->look = run.have;
	return true;
}
