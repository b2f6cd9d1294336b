/* A frame in fewer bytes.
 *
 * The library that draws sets and resets the scrolling region around every
 * scroll, starts each change of attributes from nothing, and names colours by
 * themselves. A line down costs the line and some fifteen bytes once the region
 * of one frame is kept for the next, and what changes attributes or the place
 * is sent as one sequence, just before a character shows it.
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
	FONT = 10,      /* the usual one, which the console's resets name */
	BLANKS_MAX = 3, /* shorter than a sequence */
	UNKNOWN = -1    /* row or column */
};

enum token_kind {
	T_TEXT, /* one byte of a character */
	T_RETURN,
	T_LEFT,    /* BS, CUB */
	T_RIGHT,   /* CUF */
	T_COLUMN,  /* HPA */
	T_ROW,     /* VPA */
	T_ABOVE,   /* CUU */
	T_BELOW,   /* CUD */
	T_CHARSET, /* chooses the set that is chosen */
	T_LOOK,    /* SGR */
	T_PLACE,   /* CUP */
	T_CLEAR,   /* EL, ECH, DCH, ICH: to the right within the row */
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
	struct buf *out;
	struct look have, want; /* of the terminal, of what comes next */
	int row, col;           /* of the cursor, from 1; UNKNOWN */
	int to_row, to_col;     /* where what comes next belongs */
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
	    {'X', T_CLEAR}, {'P', T_CLEAR}, {'@', T_CLEAR}, {'A', T_ABOVE},
	    {'B', T_BELOW}, {'C', T_RIGHT}, {'D', T_LEFT}, {'G', T_COLUMN},
	    {'d', T_ROW}, {'b', T_REPEAT}, {'r', T_REGION}, {'S', T_SCROLL}};

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
	else if (*p == '\b')
		t.kind = T_LEFT;
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

/* Text of one byte a column: after other text the column is not known. */
static bool
is_narrow(const struct token *t)
{
	return (unsigned char)*t->bytes < 0x80;
}

/* Nothing in the frame means another thing inside a region. Rows up and down
 * do, but are sent as a place where the column is known. */
static bool
can_keep(const char *p, const char *end, int rows)
{
	struct scroll scroll;
	bool known = true;

	while (p < end) {
		struct token t = next_token(p, end);

		if (read_scroll(p, end, rows, &scroll)) {
			p += scroll.size;
			known = true;
			continue;
		}
		if (t.kind == T_OTHER || t.kind == T_DOWN || t.kind == T_UP ||
		    t.kind == T_REGION || t.kind == T_SCROLL ||
		    (!known && (t.kind == T_ABOVE || t.kind == T_BELOW)))
			return false;
		known = t.kind == T_TEXT
		            ? known && is_narrow(&t)
		            : known || t.kind == T_PLACE ||
		                  t.kind == T_COLUMN || t.kind == T_RETURN;
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
		else if (n < FONT)
			look->attr |= 1u << n;
		else if (n == FONT)
			continue;
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
		    (n > 49 && n < 90) || (n > FONT && n < 22) || n == 98 ||
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
send_times(struct buf *out, const char *bytes, int times)
{
	for (; times > 0; times--)
		buf_str(out, bytes);
}

/* Within the row; false where only the place itself will do. */
static bool
send_column(struct lean_run *run)
{
	static const struct look plain = {0, 0, 0};
	int by = run->col == UNKNOWN ? 0 : run->to_col - run->col;

	if (by > 0 && by <= BLANKS_MAX && run->fresh &&
	    same_blank(&run->have, &plain)) {
		send_times(run->out, " ", by); /* blanks over blanks */
	} else if (by > 0) {
		buf_format(run->out, "\033[%dC", by);
	} else if (run->to_col == 1) {
		buf_char(run->out, '\r');
		run->fresh = false;
	} else {
		return false;
	}
	return true;
}

/* Put the cursor where what comes next belongs. */
static void
send_place(struct lean_run *run)
{
	int row = run->to_row, col = run->to_col;

	if (row == UNKNOWN || col == UNKNOWN ||
	    (row == run->row && col == run->col))
		return;
	if (row != run->row || !send_column(run)) {
		if (col > 1)
			buf_format(run->out, "\033[%d;%dH", row, col);
		else if (row > 1)
			buf_format(run->out, "\033[%dH", row);
		else
			buf_str(run->out, "\033[H");
		run->fresh = false;
	}
	run->row = row;
	run->col = col;
}

/* Both where the cursor is and where it belongs. */
static void
set_place(struct lean_run *run, int row, int col)
{
	run->row = run->to_row = row;
	run->col = run->to_col = col;
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
	run->to_row = scroll->lines > 0 ? scroll->bottom : scroll->top;
	run->to_col = 1;
	send_place(run);
	send_times(run->out, "\n", scroll->lines);
	send_times(run->out, "\033M", -scroll->lines);
	run->fresh = run->have.bg == 0;
}

static int
count_of(const struct token *t)
{
	return t->params && t->param[0] ? t->param[0] : 1;
}

/* False for what is no move, and for one from a place that is not known. */
static bool
move(struct lean_run *run, const struct token *t)
{
	bool known = run->to_row != UNKNOWN && run->to_col != UNKNOWN;
	int n = count_of(t);

	if (t->kind == T_PLACE) {
		run->to_row = n;
		run->to_col = t->params > 1 && t->param[1] ? t->param[1] : 1;
	} else if (t->kind == T_RETURN && run->to_row != UNKNOWN) {
		run->to_col = 1;
	} else if (t->kind == T_COLUMN && run->to_row != UNKNOWN) {
		run->to_col = n;
	} else if (t->kind == T_LEFT && known) {
		run->to_col -= n;
	} else if (t->kind == T_RIGHT && known) {
		run->to_col += n;
	} else if (t->kind == T_ROW && known) {
		run->to_row = n;
	} else if (t->kind == T_ABOVE && known) {
		run->to_row -= n;
	} else if (t->kind == T_BELOW && known) {
		run->to_row += n;
	} else {
		return false;
	}
	return true;
}

static void
send_text(struct lean_run *run, const struct token *t)
{
	bool known = run->to_col != UNKNOWN && is_narrow(t);

	send_place(run);
	send_look_of(run, *t->bytes);
	buf_add(run->out, t->bytes, t->size);
	run->fresh = run->fresh && known;
	set_place(run, run->row, known ? run->col + 1 : UNKNOWN);
}

/* What is no text and no move that could wait. */
static void
send_other(struct lean_run *run, const struct token *t)
{
	int row = UNKNOWN, col = UNKNOWN;

	send_place(run);
	if (t->kind == T_CLEAR) {
		row = run->row;
		col = run->col;
	} else if (t->kind == T_REPEAT) {
		row = run->row;
		col = run->col == UNKNOWN ? UNKNOWN : run->col + count_of(t);
	} else if (t->kind == T_ROW) {
		row = count_of(t);
	} else if (t->kind == T_LEFT || t->kind == T_RIGHT) {
		row = run->row;
	}
	if (t->kind == T_CLEAR || row == UNKNOWN)
		send_look(run);
	buf_add(run->out, t->bytes, t->size);
	run->fresh = false;
	set_place(run, row, col);
}

static void
send_token(struct lean_run *run, const struct token *t)
{
	if (t->kind == T_CHARSET || move(run, t))
		return;
	if (t->kind == T_LOOK)
		change_look(&run->want, t);
	else if (t->kind == T_TEXT)
		send_text(run, t);
	else
		send_other(run, t);
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
	struct lean_run run = {.lean = lean, .out = out};
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
	set_place(&run, row, col);
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
	send_place(&run);
	/* No attributes, says the frame; that is sent when something shows it.
	 * A background would spread. */
	if (run.have.bg)
		send_look(&run);
	lean->look = run.have;
	return true;
}
