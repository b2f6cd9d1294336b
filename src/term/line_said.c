/* From a screen to what is said of it.
 *
 * A reader who listens, or feels one line at a time, wants what an event
 * changed and nothing else: the lines that scrolled in, the row that is now
 * selected, the answer in the status line. Borders, the map and the hints are
 * for eyes and never said. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "term/line.h"

static bool
is_silent(int role)
{
	return role == ROLE_RULE || role == ROLE_MAP || role == ROLE_BAR ||
	       role == ROLE_HINT || role == ROLE_HINT_KEY;
}

/* Marks around what only its look would tell. */
static const char *
mark(int role, bool opens)
{
	if (role == ROLE_LINK || role == ROLE_LINK_SELECTED)
		return opens ? "[" : "]";
	if (role == ROLE_MATCH_CURRENT)
		return opens ? ">" : "<";
	return "";
}

static bool
is_blank(const struct grid_cell *cell)
{
	return cell->text[0] == ' ' || cell->text[0] == '\0';
}

static void
trim(struct buf *text)
{
	while (text->size > 0 && text->data[text->size - 1] == ' ')
		text->size--;
}

/* One row; blanks at both ends are dropped, a rule between texts is a comma.
 * Caller frees. */
static char *
row_text(const struct grid *grid, int row)
{
	struct buf text = {0};
	int open = ROLE_TEXT;
	bool between = false;

	for (int col = 0; col < grid->cols; col++) {
		const struct grid_cell *cell = grid_at(grid, row, col);

		between |=
		    cell->role == ROLE_RULE && text.size && !is_blank(cell);
		if (is_silent(cell->role) || (!text.size && is_blank(cell)))
			continue;
		if (between) {
			trim(&text);
			buf_str(&text, ", ");
			between = false;
		}
		if (cell->role != open) {
			buf_str(&text, mark(open, false));
			buf_str(&text, mark(cell->role, true));
			open = cell->role;
		}
		buf_str(&text, cell->text);
	}
	trim(&text);
	buf_str(&text, mark(open, false));
	buf_cstr(&text);
	return text.data;
}

/* The status line says which match this is. Caller frees. */
static char *
match_text(const struct grid *grid, int row)
{
	struct buf text = {0};

	for (int col = 0; col < grid->cols; col++) {
		const struct grid_cell *cell = grid_at(grid, row, col);

		if (cell->role == ROLE_MATCH)
			buf_str(&text, cell->text);
	}
	buf_cstr(&text);
	return text.data;
}

/* What a row is, by its first visible cell. */
static enum role
row_role(const struct grid *grid, int row)
{
	enum role found = ROLE_RULE;

	/* A message stands in the status line, whose blanks may be around. */
	for (int col = 0; col < grid->cols; col++) {
		const struct grid_cell *cell = grid_at(grid, row, col);

		if ((cell->role == ROLE_ERROR || cell->role == ROLE_MESSAGE) &&
		    !is_blank(cell))
			return (enum role)cell->role;
		if (found != ROLE_RULE)
			continue;
		if (cell->role == ROLE_TITLEBAR || cell->role == ROLE_STATUS ||
		    cell->role == ROLE_PROMPT || cell->role == ROLE_HINT)
			found = (enum role)cell->role;
		else if (!is_blank(cell) && !is_silent(cell->role))
			found = ROLE_TEXT;
	}
	return found;
}

enum role
said_cursor_role(const struct grid *grid)
{
	if (grid->cursor_row >= grid->rows || grid->cursor_col >= grid->cols ||
	    grid->cursor_row < 0 || grid->cursor_col < 0 || !grid->cell)
		return ROLE_TEXT;
	return (enum role)grid_at(grid, grid->cursor_row, grid->cursor_col)
	    ->role;
}

/* A question goes over several rows, all bold. */
static bool
is_question(const struct grid *grid, int row)
{
	const struct grid_cell *cell = grid_at(grid, row, 0);

	return cell->role == ROLE_PROMPT && cell->attr & ATTR_BOLD;
}

/* The row, after those that it goes on from. Caller frees. */
char *
said_cursor_row(const struct grid *grid)
{
	struct buf text = {0};
	int row = grid->cursor_row;

	if (row >= grid->rows || !grid->cell)
		return mem_dup("");
	while (is_question(grid, row) && row > 0 && is_question(grid, row - 1))
		row--;
	for (; row <= grid->cursor_row; row++) {
		char *part = row_text(grid, row);

		if (text.size)
			buf_char(&text, ' ');
		buf_str(&text, part);
		free(part);
	}
	buf_cstr(&text);
	return text.data;
}

/* What the cursor is on: the reference, else the row. Caller frees. */
static char *
selection_text(const struct grid *grid)
{
	struct buf text = {0};

	if (said_cursor_role(grid) != ROLE_LINK_SELECTED)
		return said_cursor_row(grid);
	for (int i = 0; i < grid->rows * grid->cols; i++) {
		const struct grid_cell *cell = &grid->cell[i];

		if (cell->role != ROLE_LINK_SELECTED)
			continue;
		if (i % grid->cols == 0 && text.size)
			buf_char(&text, ' ');
		buf_str(&text, cell->text);
	}
	trim(&text);
	buf_cstr(&text);
	return text.data;
}

/* How many rows are the same when the old screen moved up by shift. */
static int
same_rows(const struct said *said, char **row, int rows, int shift)
{
	int same = 0;

	for (int i = 0; i < rows; i++) {
		int old = i + shift;

		if (old >= 0 && old < said->rows && row[i][0] &&
		    strcmp(row[i], said->row[old]) == 0)
			same++;
	}
	return same;
}

static int
best_shift(const struct said *said, char **row, int rows)
{
	int best = 0, most = same_rows(said, row, rows, 0);

	for (int shift = 1; shift < rows; shift++) {
		for (int sign = -1; sign <= 1; sign += 2) {
			int same = same_rows(said, row, rows, sign * shift);

			if (same > most) {
				most = same;
				best = sign * shift;
			}
		}
	}
	return best;
}

/* Bytes of a text that go into one line: whole words, one at least. */
static size_t
line_size(const char *text, int cols, att_width *width)
{
	size_t fits = 0;

	for (size_t i = 0;; i++) {
		bool blank = text[i] == ' ' && (i == 0 || text[i - 1] != ' ');

		if (text[i] && !blank)
			continue;
		if (fits && (int)att_cell_columns(text, i, width) > cols)
			return fits;
		fits = i;
		if (!text[i])
			return i;
	}
}

/* The marks make a row longer than the screen, and what went over several rows
 * is one text: a terminal would break them inside a word. */
void
said_wrap(const char *text, int cols, att_width *width, struct buf *out)
{
	for (;;) {
		size_t size = line_size(text, cols, width);

		buf_add(out, text, size);
		text += size;
		text += strspn(text, " ");
		if (!*text)
			return;
		buf_char(out, '\n');
	}
}

static void
say(struct buf *out, const struct grid *grid, const char *line)
{
	said_wrap(line, grid->cols, grid->width, out);
	buf_char(out, '\n');
}

static void
say_row(
    const struct grid *grid, const char *row, bool selected, struct buf *out)
{
	char *line = mem_format("%s%s", selected ? "> " : "", row);

	say(out, grid, line);
	free(line);
}

/* The rows that are new, with a sign before the one that Enter goes to; one
 * empty line stands for any between them. */
static bool
say_rows(const struct said *said, char **row, const struct grid *grid,
    int selected, struct buf *out)
{
	int rows = grid->rows, shift = best_shift(said, row, rows);
	bool any = false, gap = false;

	for (int i = 0; i < rows; i++) {
		int old = i + shift;

		if (!row[i][0]) {
			gap = any;
			continue;
		}
		if (old >= 0 && old < said->rows &&
		    strcmp(row[i], said->row[old]) == 0)
			continue;
		if (gap)
			buf_char(out, '\n');
		gap = false;
		say_row(grid, row[i], i == selected, out);
		any = true;
	}
	return any;
}

static bool
differs(const char *a, const char *b)
{
	return !a || strcmp(a, b) != 0;
}

static void
replace(char **old, char *new)
{
	free(*old);
	*old = new;
}

struct screen {
	char **row;
	char *title, *status, *selection, *match;
	bool message; /* the status line is one, or an error */
	bool list;
};

/* It may go over several rows. */
static void
add_status(struct screen *s, char *text)
{
	char *before = s->status;

	s->status = *before ? mem_format("%s %s", before, text) : mem_dup(text);
	free(before);
	free(text);
}

static void
read_screen(struct screen *s, const struct said *said, const struct grid *grid)
{
	/* A prompt is no selection: the one before comes back after it. */
	bool prompt = said_cursor_role(grid) == ROLE_PROMPT;

	s->row = mem_alloc((size_t)grid->rows * sizeof(*s->row));
	s->title = mem_dup("");
	s->status = mem_dup("");
	s->match = mem_dup("");
	s->selection = !prompt           ? selection_text(grid)
	               : said->selection ? mem_dup(said->selection)
	                                 : mem_dup("");
	s->message = false;
	s->list = prompt ? said->list : said_cursor_role(grid) == ROLE_SELECTED;
	for (int i = 0; i < grid->rows; i++) {
		enum role role = row_role(grid, i);
		char *text = row_text(grid, i);

		s->row[i] = NULL;
		if (role == ROLE_TITLEBAR && !s->title[0]) {
			replace(&s->title, text);
		} else if (role == ROLE_STATUS || role == ROLE_MESSAGE ||
		           role == ROLE_ERROR) {
			s->message |= role != ROLE_STATUS;
			add_status(s, text);
			replace(&s->match, match_text(grid, i));
		} else if (role == ROLE_TEXT) {
			s->row[i] = text;
		} else {
			free(text);
		}
		if (!s->row[i])
			s->row[i] = mem_dup("");
	}
	/* A message only covers which match it is. */
	if (s->message && said->match)
		replace(&s->match, mem_dup(said->match));
}

/* Moving in a list is one row, whatever else moved; elsewhere the rows that
 * came in, or what is selected among those that stand. */
static bool
say_change(const struct said *said, const struct screen *s,
    const struct grid *grid, bool same_list, struct buf *out)
{
	if (said_cursor_role(grid) == ROLE_PROMPT)
		return false;
	if (!same_list &&
	    say_rows(said, s->row, grid, s->list ? grid->cursor_row : -1, out))
		return true;
	if (!s->selection[0] || !differs(said->selection, s->selection))
		return false;
	say(out, grid, s->selection);
	return true;
}

static void
say_screen(const struct said *said, const struct screen *s,
    const struct grid *grid, struct buf *out)
{
	bool new_title = s->title[0] && differs(said->title, s->title);
	bool new_status = s->status[0] && differs(said->status, s->status);
	/* Which match, where: before the text around it. */
	bool first = s->match[0] && differs(said->match, s->match);
	bool any = new_title;

	if (new_title)
		say(out, grid, s->title);
	if (new_status && first)
		say(out, grid, s->status);
	any |=
	    say_change(said, s, grid, s->list && said->list && !new_title, out);
	if (new_status && !first && (!any || s->message))
		say(out, grid, s->status);
}

void
said_forget(struct said *said)
{
	for (int i = 0; i < said->rows; i++)
		free(said->row[i]);
	free(said->row);
	free(said->title);
	free(said->status);
	free(said->selection);
	free(said->match);
	*said = (struct said){0};
}

void
said_update(struct said *said, const struct grid *grid, struct buf *out)
{
	struct screen s;

	read_screen(&s, said, grid);
	say_screen(said, &s, grid, out);
	said_forget(said);
	*said = (struct said){.row = s.row,
	    .rows = grid->rows,
	    .title = s.title,
	    .status = s.status,
	    .selection = s.selection,
	    .match = s.match,
	    .list = s.list};
}
