/* Greedy filling of lines, UAX 14 by libunistring.
 *
 * Most lines of most works are words of ASCII parted by spaces: for these the
 * break is found by looking back from the last column, without asking for the
 * breaks of the whole. Both ways give the same lines. */
#include "layout/fill.h"

#include <string.h>
#include <unilbrk.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
	WINDOW = 16 << 10, /* bytes for which breaks are computed at a time */
	WINDOW_TAIL = 64,  /* bytes at its end whose breaks are not final */
	VERBATIM_COLUMNS_MAX = 32 << 10, /* a longer line is cut */
	TAB = 8
};

/* A line found: text in [start, end), the next line starts at next. */
struct found {
	uint32_t end;
	uint32_t next;
	bool hyphen; /* ends in a soft hyphen, which shows here */
};

struct filler {
	struct flow *flow;
	struct page *page;
	const struct fill *fill;
	const char *text;
	uint32_t size;
	size_t piece; /* the one that holds the start of the line */
};

/* Bytes between which UAX 14 allows no break, and after a space before which
 * it allows one. */
static bool
is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '.' || c == ',' || c == ';' ||
	       c == ':' || c == '\'' || c == '"' || c == ')';
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

static bool
is_ascii(const char *text, size_t size)
{
	size_t i = 0;

	for (; i + 8 <= size; i += 8) {
		uint64_t word;

		memcpy(&word, text + i, 8);
		/* Each byte in 0x20..0x7E: no high bit, not under 0x20, and
		 * not 0x7F (which overflows into the high bit by adding 1). */
		if ((word | (word + UINT64_C(0x0101010101010101)) |
		        (word - UINT64_C(0x2020202020202020))) &
		    UINT64_C(0x8080808080808080))
			return false;
	}
	for (; i < size; i++) {
		if (text[i] < 0x20 || text[i] > 0x7E)
			return false;
	}
	return true;
}

/* Spaces hang over the end of a line; so do zero-width spaces, and what draws
 * nothing after a space. */
static uint32_t
trim(const struct filler *f, uint32_t start, uint32_t end)
{
	uint32_t at = end;

	while (at > start) {
		size_t size = utf8_back(f->text + start, at - start);
		uint32_t c;

		utf8_next(f->text + at - size, size, &c);
		if (c != ' ' && !utf8_is_invisible(c))
			break;
		at -= (uint32_t)size;
		if (c == ' ' || c == 0x200B)
			end = at;
	}
	return end;
}

static uint32_t
skip_spaces(const struct filler *f, uint32_t at)
{
	while (at < f->size && f->text[at] == ' ')
		at++;
	return at;
}

/* A line of plain ASCII words. False where it takes more to know the break. */
static bool
find_plain(const struct filler *f, uint32_t start, uint32_t columns,
    struct found *line)
{
	const char *text = f->text;
	uint32_t left = f->size - start;
	uint32_t at = start + columns; /* the first byte that does not fit */

	if (!is_ascii(text + start, left <= columns ? left : columns + 1))
		return false;
	if (left <= columns) {
		*line = (struct found){trim(f, start, f->size), f->size, false};
		return true;
	}
	if (text[at] != ' ' && !is_plain(text[at]))
		return false;
	while (text[at] != ' ') {
		at--;
		if (at == start ||
		    !(text[at] == ' ' || is_plain(text[at]) ||
		        (text[at] == '(' && text[at - 1] == ' ')))
			return false;
	}
	line->end = trim(f, start, at);
	line->next = skip_spaces(f, at);
	line->hyphen = false;
	if (line->end == start || !is_plain(text[line->end - 1]) ||
	    text[line->end - 1] == '\'' || text[line->end - 1] == '"')
		return false;
	return line->next == f->size || is_word(text[line->next]) ||
	       (text[line->next] == '(' && line->next == at + 1);
}

/* The break before text[at], for a line that starts at start. */
static char
break_at(const struct filler *f, uint32_t start, uint32_t at)
{
	struct breaks *b = &f->page->breaks;
	size_t window;

	if (at >= b->from && at < b->to)
		return b->item[at - b->from];
	window = (size_t)(at - start) * 2 + WINDOW;
	if (window > f->size - start)
		window = f->size - start;
	else
		window = utf8_cut(f->text + start, f->size - start, window);
	b->item = mem_grow(b->item, &b->cap, window, 1);
	u8_possible_linebreaks(
	    (const uint8_t *)f->text + start, window, "UTF-8", b->item);
	b->from = start;
	b->to = start + (uint32_t)window;
	if (b->to < f->size)
		b->to -= WINDOW_TAIL;
	return b->item[at - b->from];
}

static bool
is_soft_hyphen(const char *text, uint32_t before)
{
	return before >= 2 && text[before - 2] == '\xC2' &&
	       text[before - 1] == '\xAD';
}

static bool
is_stop(char c)
{
	return c == '.' || c == ',' || c == ';' || c == ':';
}

/* A letter of an alphabet, by the first byte: up to Greek and Cyrillic. */
static bool
is_letter(char c)
{
	return is_word(c) ||
	       ((unsigned char)c >= 0xC3 && (unsigned char)c <= 0xD4);
}

/* Whether the slash before text[at] stands inside a name like S/RES/1244 or a
 * pair like and/or: such a thing stays whole, unless it takes more than a line
 * or is an address. */
static bool
is_name_slash(const struct filler *f, uint32_t at, uint32_t columns)
{
	uint32_t from = at - 1, to = at;
	bool address = false;

	if (f->text[from] != '/' || from == 0 ||
	    !is_letter(f->text[from - 1]) || !is_letter(f->text[at]))
		return false;
	while (from > 0 && f->text[from - 1] != ' ' && at - from <= columns)
		from--;
	while (to < f->size && f->text[to] != ' ' && to - from <= columns)
		to++;
	for (uint32_t i = from; i + 1 < to; i++)
		address |= f->text[i] == '/' && f->text[i + 1] == '/';
	return !address && to - from <= columns;
}

/* Whether a break that UAX 14 allows is one we want, in a line of columns. */
static bool
is_wanted(const struct filler *f, uint32_t at, size_t piece, uint32_t columns)
{
	const struct piece *p = &f->page->pieces.item[piece];

	if (p->glue && p->at == at && f->text[at - 1] != ' ')
		return false;
	/* libunistring parts "e.g." and "U.S." where UAX 14 (LB 29) does not.
	 */
	if (is_stop(f->text[at - 1]) && is_letter(f->text[at]))
		return false;
	if (is_name_slash(f, at, columns))
		return false;
	return !(at >= 2 && f->text[at - 1] == '/' && f->text[at - 2] == '/');
}

/* Where an address may be parted that is too long for a line. */
static bool
is_joint(char c)
{
	return c != '\0' && strchr("/?&=.-_,;:+%#@", c) != NULL;
}

/* State of looking for the end of one line. */
struct scan {
	uint32_t at;
	uint32_t columns; /* taken by [start, at) */
	uint32_t best;    /* last break; 0 when there was none */
	bool best_hyphen;
	uint32_t joint; /* last joint of an address; 0 */
	uint32_t joint_columns;
	size_t piece;
};

static uint32_t
next_cell(const struct filler *f, const struct scan *s, unsigned *columns)
{
	const struct piece *p = &f->page->pieces.item[s->piece];
	uint32_t left = p->at + p->size - s->at;
	const char *text = f->text + s->at;
	struct att_cell cell;
	size_t used;

	if (text[0] >= 0x20 && text[0] < 0x7F &&
	    (left == 1 || (unsigned char)text[1] < 0x80)) {
		*columns = 1;
		return 1;
	}
	used = att_cell_next(text, left, f->page->width, 0, &cell);
	*columns = cell.columns;
	return (uint32_t)used;
}

/* The line is full, [start, s->at) fits: where it ends. */
static struct found
end_full(const struct filler *f, const struct scan *s, uint32_t start,
    uint32_t columns)
{
	struct found line = {trim(f, start, s->at), s->at, false};

	if (s->best) {
		line.next = s->best;
		line.end = trim(f, start, s->best);
		line.hyphen = s->best_hyphen;
	} else if (s->joint && s->joint_columns * 2 > columns) {
		line.end = line.next = s->joint;
	} else if (s->at == start) {
		/* Not even one cell fits: take it, so that there is an end. */
		unsigned ignored;

		line.end = line.next = start + next_cell(f, s, &ignored);
	}
	return line;
}

static void
note_break(const struct filler *f, struct scan *s, uint32_t start,
    uint32_t columns, char kind)
{
	bool soft = is_soft_hyphen(f->text, s->at);

	if (s->at == start)
		return;
	if (is_joint(f->text[s->at - 1])) {
		s->joint = s->at;
		s->joint_columns = s->columns;
	}
	if (kind != UC_BREAK_POSSIBLE ||
	    !is_wanted(f, s->at, s->piece, columns) ||
	    (soft && s->columns + 1 > columns))
		return;
	s->best = s->at;
	s->best_hyphen = soft;
}

static struct found
find_any(const struct filler *f, uint32_t start, uint32_t columns)
{
	struct scan s = {.at = start, .piece = f->piece};

	while (s.at < f->size) {
		const struct piece *p = &f->page->pieces.item[s.piece];
		unsigned width;
		uint32_t used;
		char kind = break_at(f, start, s.at);

		if (s.at >= p->at + p->size) {
			s.piece++;
			continue;
		}
		if (f->text[s.at] == '\n')
			return (struct found){trim(f, start, s.at),
			    skip_spaces(f, s.at + 1), false};
		note_break(f, &s, start, columns, kind);
		used = next_cell(f, &s, &width);
		if (s.columns + width > columns && width > 0 &&
		    !(used == 1 && f->text[s.at] == ' '))
			return end_full(f, &s, start, columns);
		s.at += used;
		s.columns += width;
	}
	return (struct found){trim(f, start, f->size), f->size, false};
}

/* The place in the work of a byte of the whole. */
static att_pos
place_of(const struct filler *f, uint32_t at)
{
	const struct pieces *p = &f->page->pieces;
	size_t i = f->piece;

	if (f->fill->generated)
		return f->fill->end;
	while (i + 1 < p->count && p->item[i].at + p->item[i].size <= at)
		i++;
	if (at >= f->size)
		return f->fill->end;
	return p->item[i].literal ? p->item[i].pos
	                          : p->item[i].pos + (at - p->item[i].at);
}

/* One run from a part of a piece; returns the column after it. */
static uint32_t
add_run(struct page *page, const struct piece *p, uint32_t from, uint32_t to,
    uint32_t column)
{
	const char *text = p->text + (from - p->at);
	uint32_t size = to - from;
	uint32_t columns =
	    is_ascii(text, size) ? size : page_columns(page, text, size);
	struct att_run *run = page_run(page);

	run->text = text;
	run->size = size;
	run->range.start = p->literal ? p->pos : p->pos + (from - p->at);
	run->range.end = p->literal ? p->pos : run->range.start + size;
	run->style = p->style;
	run->link = p->link;
	run->column = (uint16_t)column;
	run->columns = (uint16_t)columns;
	return column + columns;
}

static void
add_hyphen(struct page *page, uint32_t column, att_pos pos)
{
	struct att_run *run = page_run(page);

	run->text = "-";
	run->size = 1;
	run->range.start = run->range.end = pos;
	run->style = page->run_count > 1 ? run[-1].style : 0;
	run->column = (uint16_t)column;
	run->columns = 1;
}

static void
align_runs(const struct filler *f, uint32_t column)
{
	uint32_t right = (uint32_t)f->fill->right;
	uint32_t shift = column < right ? right - column : 0;

	if (f->fill->align == ALIGN_LEFT)
		return;
	if (f->fill->align == ALIGN_CENTER)
		shift /= 2;
	for (size_t i = 0; i < f->page->run_count; i++)
		f->page->run[i].column =
		    (uint16_t)(f->page->run[i].column + shift);
}

static void
emit(
    struct filler *f, uint32_t start, const struct found *line, uint32_t column)
{
	const struct pieces *p = &f->page->pieces;
	struct att_range range;
	size_t i;

	while (p->item[f->piece].at + p->item[f->piece].size <= start)
		f->piece++;
	f->page->run_count = 0;
	for (i = f->piece; i < p->count && p->item[i].at < line->end; i++) {
		uint32_t from = p->item[i].at < start ? start : p->item[i].at;
		uint32_t to = p->item[i].at + p->item[i].size;

		column = add_run(f->page, &p->item[i], from,
		    to < line->end ? to : line->end, column);
	}
	range.start = place_of(f, start);
	range.end = place_of(f, line->next);
	if (line->hyphen)
		add_hyphen(f->page, column++, place_of(f, line->end));
	align_runs(f, column);
	flow_line(f->flow, f->fill->kind, f->fill->node, range);
}

static struct filler
filler_new(struct flow *flow, const struct fill *fill)
{
	/* The window belongs to the text that was filled before. */
	flow->page->breaks.from = flow->page->breaks.to = 0;
	return (struct filler){.flow = flow,
	    .page = flow->page,
	    .fill = fill,
	    .text = flow->page->pieces.text,
	    .size = flow->page->pieces.size};
}

void
fill_text(struct flow *flow, const struct fill *fill)
{
	struct filler f = filler_new(flow, fill);
	uint32_t start = skip_spaces(&f, 0);
	int column = fill->first;

	while (start < f.size) {
		uint32_t columns =
		    fill->right > column ? (uint32_t)(fill->right - column) : 1;
		struct found line;

		while (f.page->pieces.item[f.piece].at +
		           f.page->pieces.item[f.piece].size <=
		       start)
			f.piece++;
		if (!find_plain(&f, start, columns, &line))
			line = find_any(&f, start, columns);
		/* What draws nothing at the very end makes no line. */
		if (line.end == start && line.next == f.size)
			break;
		emit(&f, start, &line, (uint32_t)column);
		start = line.next;
		column = fill->rest;
	}
}

/* Spaces for a tab at column of a verbatim line. */
static uint32_t
add_tab(struct page *page, const struct piece *p, uint32_t at, uint32_t column,
    uint32_t first)
{
	struct att_run *run = page_run(page);
	uint32_t columns = TAB - (column - first) % TAB;

	run->text = "        ";
	run->size = columns;
	run->range.start = p->literal ? p->pos : p->pos + (at - p->at);
	run->range.end = run->range.start + !p->literal;
	run->style = p->style;
	run->link = p->link;
	run->column = (uint16_t)column;
	run->columns = (uint16_t)columns;
	return column + columns;
}

/* Where the part of a verbatim line that starts at `from` ends: at a tab, or
 * where no more columns are. A byte is at most one column. */
static uint32_t
verbatim_part(const struct filler *f, uint32_t from, uint32_t to)
{
	const char *tab = memchr(f->text + from, '\t', to - from);

	return tab ? (uint32_t)(tab - f->text) : to;
}

static void
emit_verbatim(struct filler *f, uint32_t start, uint32_t end, uint32_t next)
{
	const struct pieces *p = &f->page->pieces;
	uint32_t first = (uint32_t)f->fill->first, column = first;
	struct att_range range;

	f->page->run_count = 0;
	while (f->piece + 1 < p->count &&
	       p->item[f->piece].at + p->item[f->piece].size <= start)
		f->piece++;
	for (size_t i = f->piece; i < p->count && p->item[i].at < end; i++) {
		uint32_t from = p->item[i].at < start ? start : p->item[i].at;
		uint32_t to = p->item[i].at + p->item[i].size;

		to = to < end ? to : end;
		while (from < to) {
			uint32_t part = verbatim_part(f, from, to);

			if (part > from)
				column = add_run(
				    f->page, &p->item[i], from, part, column);
			if (part < to)
				column = add_tab(f->page, &p->item[i], part++,
				    column, first);
			from = part;
		}
	}
	range.start = place_of(f, start);
	range.end = place_of(f, next);
	flow_line(f->flow, f->fill->kind, f->fill->node, range);
}

/* Who hears the lines, or feels them, has nothing beyond the edge: there a line
 * ends after the last blank that fits, else where the columns end. */
static uint32_t
verbatim_fit(const struct filler *f, uint32_t start, uint32_t stop)
{
	int room = f->fill->right - f->fill->first, column = 0;
	uint32_t at = start, blank = start;
	bool words = false;

	while (at < stop) {
		struct att_cell cell = {.columns = 1};
		uint32_t n = 1;

		if (f->text[at] == '\t')
			cell.columns = (uint8_t)(TAB - column % TAB);
		else
			n = (uint32_t)att_cell_next(f->text + at, stop - at,
			    f->page->width, f->page->ascii, &cell);
		column += cell.columns;
		if (column > room && f->text[at] != ' ')
			return blank > start ? blank : at > start ? at : at + n;
		at += n;
		words |= f->text[at - 1] != ' ' && f->text[at - 1] != '\t';
		if (words && f->text[at - 1] == ' ')
			blank = at;
	}
	return stop;
}

void
fill_verbatim(struct flow *flow, const struct fill *fill)
{
	struct filler f = filler_new(flow, fill);
	uint32_t start = 0, end = f.size;

	if (end > 0 && f.text[end - 1] == '\n')
		end--;
	while (start < end) {
		uint32_t most = end - start > VERBATIM_COLUMNS_MAX
		                    ? VERBATIM_COLUMNS_MAX + 1
		                    : end - start;
		const char *newline = memchr(f.text + start, '\n', most);
		uint32_t stop =
		    newline ? (uint32_t)(newline - f.text) : start + most;
		uint32_t next = stop + 1, fits;

		if (stop - start > VERBATIM_COLUMNS_MAX / TAB &&
		    memchr(f.text + start, '\t', stop - start)) {
			stop = start + VERBATIM_COLUMNS_MAX / TAB;
			next = stop = start + (uint32_t)utf8_cut(f.text + start,
			                          f.size - start, stop - start);
		} else if (stop - start > VERBATIM_COLUMNS_MAX) {
			next = stop =
			    start + (uint32_t)utf8_cut(f.text + start,
			                f.size - start, VERBATIM_COLUMNS_MAX);
		}
		fits =
		    flow->page->joined ? verbatim_fit(&f, start, stop) : stop;
		if (fits < stop)
			next = stop = fits;
		emit_verbatim(&f, start, stop, next < end ? next : f.size);
		start = next;
	}
}

void
fill_measure(struct page *page, unsigned *whole, unsigned *word)
{
	const struct pieces *p = &page->pieces;
	unsigned line = 0, part = 0;

	*whole = *word = 0;
	for (uint32_t at = 0; at < p->size;) {
		struct att_cell cell = {.columns = 1};
		char c = p->text[at];

		if (c >= 0x20 && c < 0x7F)
			at++;
		else
			at += (uint32_t)att_cell_next(
			    p->text + at, p->size - at, page->width, 0, &cell);
		/* Wide characters part everywhere, near enough. */
		part = c == ' ' || c == '\n' || cell.columns == 2
		           ? 0
		           : part + cell.columns;
		line = c == '\n' ? 0 : line + cell.columns;
		if (cell.columns == 2 && *word < 2)
			*word = 2;
		*word = part > *word ? part : *word;
		*whole = line > *whole ? line : *whole;
		if (c == '-' || c == '/')
			part = 0;
	}
}
