/* The cells of a table on their grid, and how wide its columns become.
 *
 * Spans are as hostile as anything: they are clamped to the table, and a cell
 * whose place is taken goes to the next free one. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "layout/fill.h"
#include "layout/inline.h"
#include "layout/table.h"

enum {
	WORD_MAX = 24, /* a longer word may be cut to make a table fit */
	SHORT_CELL =
	    12, /* columns; such cells are kept on one line if possible */
	NUMBER_MAX = 24,   /* bytes */
	FACT_MAX = 24,     /* columns of a fact's name */
	HEADS_MAX = 3,     /* rows that may be an unmarked head */
	ROWS_MAX = 1 << 20 /* that a cell may say it spans */
};

/* For each column, the first row that is free in it. */
struct places {
	uint32_t item[COLUMNS_LAID_OUT];
	uint32_t count;
};

static uint32_t
number_attr(const struct att_image *image, uint32_t node, enum att_attr name,
    uint32_t most)
{
	const char *value = att_node_attr(image, node, name);
	unsigned long number = value ? strtoul(value, NULL, 10) : 1;

	if (number < 1)
		return 1;
	return number > most ? most : (uint32_t)number;
}

static void
add_row(struct grid *grid, uint32_t node, uint8_t flags)
{
	struct row *row;

	grid->row = mem_grow(
	    grid->row, &grid->row_cap, grid->rows + 1, sizeof(*grid->row));
	row = &grid->row[grid->rows++];
	*row = (struct row){.node = node,
	    .first = (uint32_t)grid->cells,
	    .head = flags & ATT_F_HEAD,
	    .foot = flags & ATT_F_FOOT};
}

/* Put a cell into the first free column from its own on. Columns that are too
 * many to be laid out are not kept track of. */
static void
take_place(struct places *places, struct cell *cell)
{
	uint32_t at = cell->column, end;

	while (at < places->count && places->item[at] > cell->row)
		at++;
	cell->column = at;
	if (at >= COLUMNS_LAID_OUT) {
		cell->columns = 1;
		return;
	}
	for (end = at + 1; end < at + cell->columns; end++) {
		if (end == COLUMNS_LAID_OUT ||
		    (end < places->count && places->item[end] > cell->row))
			break; /* narrower, rather than over another cell */
	}
	cell->columns = end - at;
	while (places->count < end)
		places->item[places->count++] = 0;
	for (uint32_t i = at; i < end; i++)
		places->item[i] = cell->row + cell->rows;
}

static uint8_t
align_of(const struct att_image *image, uint32_t node)
{
	const char *value = att_node_attr(image, node, ATT_A_ALIGN);

	if (value && strcmp(value, "right") == 0)
		return ALIGN_RIGHT;
	return value && strcmp(value, "center") == 0 ? ALIGN_CENTER
	                                             : ALIGN_LEFT;
}

static void
add_cell(struct grid *grid, struct places *places, const struct page *page,
    uint32_t node, uint32_t *column)
{
	const struct att_image *image = page->image;
	uint32_t row = (uint32_t)grid->rows - 1;
	struct cell *cell;
	uint32_t given;

	grid->cell = mem_grow(
	    grid->cell, &grid->cell_cap, grid->cells + 1, sizeof(*grid->cell));
	cell = &grid->cell[grid->cells++];
	*cell = (struct cell){.node = node, .row = row};
	cell->columns = number_attr(image, node, ATT_A_COLS, COLUMNS_LAID_OUT);
	cell->rows = number_attr(image, node, ATT_A_ROWS, ROWS_MAX);
	cell->align = align_of(image, node);
	given = number_attr(image, node, ATT_A_COLUMN, COLUMNS_LAID_OUT);
	cell->column = given - 1 > *column ? given - 1 : *column;
	take_place(places, cell);
	*column = cell->column + cell->columns;
	if (*column > grid->columns)
		grid->columns = *column;
}

static void
read_row(struct grid *grid, struct places *places, struct page *page,
    uint32_t node, uint8_t flags)
{
	const struct att_image *image = page->image;
	uint32_t last = att_node(image, node)->next, column = 0;

	add_row(grid, node, flags);
	for (uint32_t i = node + 1; i < last; i = att_node(image, i)->next) {
		if (att_kind_class(att_node(image, i)->kind) !=
		        ATT_CLASS_INLINE &&
		    !page_skips(page, i))
			add_cell(grid, places, page, i, &column);
	}
}

/* A row of cells that are all headings is a head, if it opens the table. */
static bool
is_head(const struct page *page, uint32_t row)
{
	const struct att_image *image = page->image;
	uint32_t last = att_node(image, row)->next, cells = 0;

	for (uint32_t i = row + 1; i < last; i = att_node(image, i)->next) {
		if (att_node(image, i)->kind != ATT_CELL)
			continue;
		if (!(att_node(image, i)->flags & ATT_F_HEAD))
			return false;
		cells++;
	}
	return cells > 0;
}

static bool
is_number(const char *text, size_t size)
{
	size_t digits = 0;

	for (size_t i = 0; i < size; i++) {
		char c = text[i];

		if (c >= '0' && c <= '9')
			digits++;
		else if (!strchr("., +-%$()", c) && (unsigned char)c < 0x80)
			return false;
		else if ((unsigned char)c >= 0xC3 && (unsigned char)c != 0xE2)
			return false; /* a letter, not a sign */
	}
	return digits > 0 && size <= NUMBER_MAX;
}

uint32_t
table_cell_first(const struct att_image *image, uint32_t cell)
{
	uint8_t kind = att_node(image, cell)->kind;

	return kind == ATT_CELL || kind == ATT_ITEM ? cell + 1 : cell;
}

/* Containers inside the cell indent what they hold. */
static unsigned
indent_in(const struct att_image *image, uint32_t leaf, uint32_t cell)
{
	unsigned indent = 0;

	for (uint32_t i = att_node(image, leaf)->parent; i > cell;
	     i = att_node(image, i)->parent) {
		uint8_t kind = att_node(image, i)->kind;

		if (kind == ATT_LIST || kind == ATT_QUOTE || kind == ATT_NOTE)
			indent += 4;
	}
	return indent;
}

void
table_grid_measure(struct cell *cell, struct page *page)
{
	const struct att_image *image = page->image;
	uint32_t last = att_node(image, cell->node)->next, leaves = 0;

	for (uint32_t i = table_cell_first(image, cell->node); i < last; i++) {
		const struct att_node *n = att_node(image, i);
		uint32_t leaf = i;
		unsigned whole, word, indent;

		if (att_kind_class(n->kind) != ATT_CLASS_LEAF)
			continue;
		pieces_clear(page);
		pieces_add(page, i, 0);
		leaves++;
		cell->number = leaves == 1 && is_number(page->text + n->start,
		                                  n->end - n->start);
		i = n->next - 1;
		if (!pieces_seal(page))
			continue;
		fill_measure(page, &whole, &word);
		indent = indent_in(image, leaf, cell->node);
		if (n->kind == ATT_VERBATIM)
			word = whole;
		cell->whole =
		    whole + indent > cell->whole ? whole + indent : cell->whole;
		cell->word =
		    word + indent > cell->word ? word + indent : cell->word;
	}
	cell->empty = cell->whole == 0;
	cell->dash = leaves == 1 && cell->whole == 1 && !cell->number;
	if (cell->number)
		cell->word = cell->whole;
}

/* What the single-column cells of a column hold. */
struct tally {
	uint32_t numbers;
	uint32_t others;
	uint32_t last; /* row of the last other */
};

static void
count_numbers(const struct grid *grid, struct tally *tally)
{
	for (size_t i = 0; i < grid->cells; i++) {
		const struct cell *cell = &grid->cell[i];
		struct tally *t = &tally[cell->column];

		if (grid->row[cell->row].head || cell->empty || cell->dash ||
		    cell->columns > 1)
			continue;
		t->numbers += cell->number;
		t->others += !cell->number;
		if (!cell->number)
			t->last = cell->row;
	}
}

/* Columns of numbers. Many tables do not mark their head: words over at least
 * three numbers are one, in the first rows. */
static uint32_t
find_numbers(struct grid *grid)
{
	struct tally tally[COLUMNS_LAID_OUT] = {{0}};
	uint32_t heads = 0;

	count_numbers(grid, tally);
	for (uint32_t i = 0; i < grid->columns; i++) {
		const struct tally *t = &tally[i];
		bool headed = t->numbers >= 3 && t->last < HEADS_MAX;

		grid->number[i] = t->numbers > 0 && (t->others == 0 || headed);
		if (grid->number[i] && t->others > 0 && t->last + 1 > heads)
			heads = t->last + 1;
	}
	return grid->row[0].head ? 0 : heads;
}

/* The first rows are a head if they hold no number of a column of numbers. */
static void
mark_heads(struct grid *grid, uint32_t heads)
{
	for (uint32_t i = 0; i < grid->row[heads].first; i++) {
		const struct cell *cell = &grid->cell[i];

		if (cell->number && cell->columns == 1 &&
		    grid->number[cell->column])
			return;
	}
	for (uint32_t i = 0; i < heads; i++)
		grid->row[i].head = true;
}

static void
guess(struct grid *grid)
{
	uint32_t heads;

	if (grid->columns == 0 || grid->columns > COLUMNS_LAID_OUT)
		return;
	grid->number = mem_alloc(grid->columns * sizeof(*grid->number));
	heads = find_numbers(grid);
	if (heads < grid->rows)
		mark_heads(grid, heads);
}

uint32_t
table_grid_last_row(const struct att_image *image, uint32_t table)
{
	uint32_t last = att_node(image, table)->next, found = 0;

	for (uint32_t i = table + 1; i < last;) {
		const struct att_node *n = att_node(image, i);

		if (n->kind == ATT_ROW)
			found = i;
		i = n->kind == ATT_GROUP ? i + 1 : n->next;
	}
	return found;
}

/* Names on the left, without a head over them. */
static bool
is_facts(const struct grid *grid)
{
	if (grid->columns != 2 || grid->number[0])
		return false;
	for (size_t i = 0; i < grid->cells; i++) {
		const struct cell *cell = &grid->cell[i];

		if (grid->row[cell->row].head || cell->columns > 1 ||
		    cell->rows > 1 ||
		    (cell->column == 0 && cell->whole > FACT_MAX))
			return false;
	}
	return true;
}

/* What stands between the rows is a row of its own, across the table. */
static void
read_stray(struct grid *grid, struct places *places, uint32_t node)
{
	struct cell *cell;

	add_row(grid, node, 0);
	grid->cell = mem_grow(
	    grid->cell, &grid->cell_cap, grid->cells + 1, sizeof(*grid->cell));
	cell = &grid->cell[grid->cells++];
	*cell = (struct cell){.node = node,
	    .row = (uint32_t)grid->rows - 1,
	    .columns = grid->columns ? grid->columns : 1,
	    .rows = 1};
	take_place(places, cell);
	if (cell->column + cell->columns > grid->columns)
		grid->columns = cell->column + cell->columns;
}

/* Rows in the foot, or all others. */
static void
read_rows(struct grid *grid, struct places *places, struct page *page,
    uint32_t table, uint8_t foot, uint8_t mask)
{
	const struct att_image *image = page->image;
	uint32_t last = table_grid_last_row(image, table);
	bool body = false, seen = false;

	for (uint32_t i = table + 1; i <= last;) {
		const struct att_node *n = att_node(image, i);
		uint8_t flags = n->flags;

		if (n->kind == ATT_GROUP) {
			seen = seen || table_grid_last_row(image, i) > 0;
			i++;
			continue;
		}
		seen = seen || n->kind == ATT_ROW;
		if (page_skips(page, i)) {
			i = n->next;
			continue;
		}
		if (n->kind != ATT_ROW) {
			if (foot == 0 && seen &&
			    att_kind_class(n->kind) != ATT_CLASS_INLINE)
				read_stray(grid, places, i);
		} else if ((flags & mask) == foot) {
			if (!body && is_head(page, i))
				flags |= ATT_F_HEAD;
			body = body || !(flags & ATT_F_HEAD);
			read_row(grid, places, page, i, flags);
		}
		i = n->next;
	}
}

void
table_grid_read(
    struct grid *grid, struct page *page, uint32_t table, bool foot_last)
{
	struct places places = {.count = 0};

	*grid = (struct grid){0};
	if (foot_last) {
		read_rows(grid, &places, page, table, 0, ATT_F_FOOT);
		read_rows(grid, &places, page, table, ATT_F_FOOT, ATT_F_FOOT);
	} else {
		read_rows(grid, &places, page, table, 0, 0);
	}
	add_row(grid, table, 0);
	grid->rows--;
	for (size_t i = 0; i < grid->cells; i++) {
		struct cell *cell = &grid->cell[i];

		table_grid_measure(cell, page);
		if (cell->rows > grid->rows - cell->row)
			cell->rows = (uint32_t)grid->rows - cell->row;
	}
	guess(grid);
	grid->facts = is_facts(grid);
}

bool
table_grid_is_group(const struct grid *grid, size_t row)
{
	const struct row *r = &grid->row[row];

	return row > 0 && r->head && grid->columns > 1 &&
	       r[1].first == r->first + 1 &&
	       grid->cell[r->first].columns == grid->columns;
}

void
table_grid_done(struct grid *grid)
{
	free(grid->cell);
	free(grid->row);
	free(grid->width);
	free(grid->number);
}

/* What each column would like, from cells of one column; then spanning cells
 * share what they need beyond that. */
static void
find_wishes(const struct grid *grid, int *least, int *most)
{
	for (size_t i = 0; i < grid->cells; i++) {
		const struct cell *cell = &grid->cell[i];
		int word = (int)cell->word;

		if (cell->columns > 1)
			continue;
		if (word > WORD_MAX)
			word = WORD_MAX;
		if (word > least[cell->column])
			least[cell->column] = word;
		if ((int)cell->whole > most[cell->column])
			most[cell->column] = (int)cell->whole;
	}
	for (size_t i = 0; i < grid->cells; i++) {
		const struct cell *cell = &grid->cell[i];
		int n = (int)cell->columns, have = (n - 1) * COLUMN_GAP;
		int word = (int)cell->word;

		if (n == 1)
			continue;
		if (word > WORD_MAX)
			word = WORD_MAX;
		for (int c = 0; c < n; c++)
			have += least[(int)cell->column + c];
		for (int c = 0; c < n && have < word; c++)
			least[(int)cell->column + c] +=
			    (word - have + n - 1) / n;
	}
	for (uint32_t i = 0; i < grid->columns; i++) {
		if (least[i] < 1)
			least[i] = 1;
		if (most[i] < least[i])
			most[i] = least[i];
	}
}

static int
sum(const int *item, uint32_t count)
{
	long total = 0;

	for (uint32_t i = 0; i < count; i++)
		total += item[i];
	return total > 1 << 30 ? 1 << 30 : (int)total;
}

/* Proportions that the author gave ("2* 1* 30%"), where there is one for each
 * column; they replace what the columns would like. */
static void
apply_widths(
    const struct page *page, uint32_t table, int *wish, uint32_t columns)
{
	const char *value = att_node_attr(page->image, table, ATT_A_WIDTHS);
	int given[COLUMNS_LAID_OUT];
	uint32_t count = 0;

	while (value && *value && count < columns) {
		char *end;
		double part = strtod(value, &end);

		if (end == value)
			part = 1; /* a lone "*" */
		if (!(part > 0 && part < 1e6))
			return;
		given[count++] = (int)(part * 100) + 1;
		value = strchr(end, ' ');
		value = value ? value + 1 : "";
	}
	if (count == columns && columns > 0)
		memcpy(wish, given, columns * sizeof(*wish));
}

/* Share what is free in proportion to the wishes; nobody gets less than the
 * least or more than the most. Each round settles at least one column. */
static void
share(int *width, const int *least, const int *most, const int *wish,
    uint32_t columns, int room)
{
	bool settled[COLUMNS_LAID_OUT] = {false};

	for (bool again = true; again;) {
		long wishes = 0, left = room;
		bool low = false;

		again = false;
		for (uint32_t i = 0; i < columns; i++) {
			wishes += settled[i] ? 0 : wish[i];
			left -= settled[i] ? width[i] : 0;
		}
		/* First those that must get their least, then the sated. */
		for (uint32_t i = 0; i < columns; i++) {
			if (settled[i])
				continue;
			width[i] = (int)(left * wish[i] / wishes);
			if (width[i] < least[i]) {
				width[i] = least[i];
				settled[i] = again = low = true;
			}
		}
		for (uint32_t i = 0; i < columns && !low; i++) {
			if (!settled[i] && width[i] > most[i]) {
				width[i] = most[i];
				settled[i] = again = true;
			}
		}
	}
}

/* The column that lacks the greatest part of what it wants; the count when
 * none lacks anything. */
static uint32_t
neediest(const int *width, const int *most, uint32_t columns)
{
	uint32_t found = columns;
	int worst = 0;

	for (uint32_t i = 0; i < columns; i++) {
		int lack = (int)((most[i] - width[i]) * 1000L / most[i]);

		if (most[i] > width[i] && lack >= worst) {
			worst = lack;
			found = i;
		}
	}
	return found;
}

/* What rounding left over. */
static void
spread(int *width, const int *most, uint32_t columns, int room)
{
	for (int left = room - sum(width, columns); left > 0; left--) {
		uint32_t i = neediest(width, most, columns);

		if (i == columns)
			return;
		width[i]++;
	}
}

static void
share_room(struct grid *grid, const struct page *page, uint32_t table,
    int *least, const int *most, int room)
{
	int wish[COLUMNS_LAID_OUT], better[COLUMNS_LAID_OUT];
	uint32_t n = grid->columns;

	memcpy(wish, most, n * sizeof(*wish));
	apply_widths(page, table, wish, n);
	/* Short cells (dates, figures) stay on one line if there is room. */
	for (uint32_t i = 0; i < n; i++)
		better[i] = most[i] <= SHORT_CELL ? most[i] : least[i];
	if (grid->facts && most[0] <= room / 2)
		better[0] = most[0];
	if (sum(better, n) <= room)
		memcpy(least, better, n * sizeof(*least));
	share(grid->width, least, most, wish, n, room);
	spread(grid->width, most, n, room);
}

/* A cell over several columns may need more than these do by themselves. */
static void
widen_for_spans(const struct grid *grid, int *most, int room)
{
	int spare = room - sum(most, grid->columns);

	for (size_t i = 0; i < grid->cells && spare > 0; i++) {
		const struct cell *cell = &grid->cell[i];
		int have = ((int)cell->columns - 1) * COLUMN_GAP, more;

		for (uint32_t c = 0; c < cell->columns; c++)
			have += most[cell->column + c];
		more = (int)cell->whole - have;
		if (cell->columns == 1 || more <= 0)
			continue;
		more = more > spare ? spare : more;
		most[cell->column + cell->columns - 1] += more;
		spare -= more;
	}
}

bool
table_grid_fit(
    struct grid *grid, const struct page *page, uint32_t table, int columns)
{
	int least[COLUMNS_LAID_OUT] = {0}, most[COLUMNS_LAID_OUT] = {0};
	uint32_t n = grid->columns;
	int room = columns - ((int)n - 1) * COLUMN_GAP;

	if (n == 0 || n > COLUMNS_LAID_OUT || room < (int)n)
		return false;
	grid->width = mem_alloc(n * sizeof(*grid->width));
	find_wishes(grid, least, most);
	if (sum(least, n) > room)
		return false;
	widen_for_spans(grid, most, room);
	if (sum(most, n) <= room)
		memcpy(grid->width, most, n * sizeof(*most));
	else
		share_room(grid, page, table, least, most, room);
	return true;
}
