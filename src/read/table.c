/* Tables of the CALS, HTML and TEI models: spans and columns become numbers.
 * What is known of columns only after rows were met is told when the table
 * ends. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "read/handlers.h"

static void
clear(struct table *t)
{
	for (size_t i = 0; i < t->columns; i++) {
		free(t->column[i].name);
		free(t->column[i].width);
	}
	for (size_t i = 0; i < t->spans; i++)
		free(t->span[i].name);
	t->columns = t->spans = 0;
	if (t->busy)
		memset(t->busy, 0, t->busy_cap * sizeof(*t->busy));
}

static void
pop(struct reader *r)
{
	struct table *t = r->table;

	clear(t);
	r->table = t->outer;
	free(t->column);
	free(t->span);
	free(t->busy);
	free(t);
}

void
table_drop(struct reader *r)
{
	while (r->table)
		pop(r);
}

static void
push(struct reader *r)
{
	struct table *t = mem_alloc(sizeof(*t));

	t->outer = r->table;
	r->table = t;
	t->cols = attr_number(r, A_cols, READ_MAX_COLUMNS);
	frame_top(r)->end = table_end;
}

void
table_start(struct reader *r, const struct row *row)
{
	node_open(r, ATT_TABLE);
	node_common(r, row);
	push(r);
}

/* entrytbl: a table in a cell of its own. */
void
table_nested(struct reader *r, const struct row *row)
{
	table_cell(r, row);
	node_open(r, ATT_TABLE);
	push(r);
}

static void
tell_widths(struct reader *r, const struct table *t)
{
	bool any = false;

	buf_clear(&r->scratch);
	for (size_t i = 0; i < t->columns; i++) {
		const char *width = t->column[i].width;

		any = any || width;
		buf_format(
		    &r->scratch, "%s%s", i ? " " : "", width ? width : "*");
	}
	if (any)
		node_late(r, 0, ATT_A_WIDTHS, buf_cstr(&r->scratch));
}

void
table_end(struct reader *r)
{
	struct table *t = r->table;
	char number[16];

	if (!t)
		return;
	if (t->cols) {
		snprintf(number, sizeof(number), "%u", t->cols);
		node_late(r, 0, ATT_A_COLS, number);
	}
	tell_widths(r, t);
	pop(r);
}

void
table_group(struct reader *r, const struct row *row)
{
	unsigned cols = attr_number(r, A_cols, READ_MAX_COLUMNS);

	(void)row;
	if (!r->table)
		return;
	clear(r->table);
	if (cols > r->table->cols)
		r->table->cols = cols;
	node_anchor(r);
}

static char *
copy(const struct value *v)
{
	return v && v->size && v->size < 256 ? mem_ndup(v->text, v->size)
	                                     : NULL;
}

static void
add_column(struct table *t, struct column column, unsigned at)
{
	while (t->columns <= at) {
		t->column = mem_grow(t->column, &t->column_cap, t->columns + 1,
		    sizeof(*t->column));
		t->column[t->columns++] = (struct column){0};
	}
	free(t->column[at].name);
	free(t->column[at].width);
	t->column[at] = column;
}

static struct column
column_here(const struct reader *r, enum attribute width)
{
	const struct value *align = attr(r, A_align);
	struct column column = {
	    .name = copy(attr(r, A_colname)), .width = copy(attr(r, width))};

	if (align && align->size < sizeof(column.align))
		memcpy(column.align, align->text, align->size);
	for (char *p = column.width; p && *p; p++) {
		if (*p == ' ')
			*p = '_';
	}
	return column;
}

void
table_colspec(struct reader *r, const struct row *row)
{
	struct table *t = r->table;
	unsigned number = attr_number(r, A_colnum, READ_MAX_COLUMNS);
	unsigned at;

	(void)row;
	if (!t)
		return;
	at = number ? number - 1 : (unsigned)t->columns;
	if (at < READ_MAX_COLUMNS)
		add_column(t, column_here(r, A_colwidth), at);
}

/* col of the HTML model. */
void
table_col(struct reader *r, const struct row *row)
{
	struct table *t = r->table;
	unsigned span = attr_number(r, A_span, READ_MAX_COLUMNS);

	(void)row;
	for (unsigned i = 0;
	     t && i < (span ? span : 1) && t->columns < READ_MAX_COLUMNS; i++)
		add_column(t, column_here(r, A_width), (unsigned)t->columns);
}

/* From 0; READ_MAX_COLUMNS when there is none of that name. */
static unsigned
column_of(const struct table *t, const struct value *name)
{
	for (size_t i = 0; name && i < t->columns; i++) {
		const char *known = t->column[i].name;

		if (known && strlen(known) == name->size &&
		    memcmp(known, name->text, name->size) == 0)
			return (unsigned)i;
	}
	return READ_MAX_COLUMNS;
}

void
table_spanspec(struct reader *r, const struct row *row)
{
	struct table *t = r->table;
	struct span span;

	(void)row;
	if (!t || t->spans >= READ_MAX_COLUMNS)
		return;
	span.first = column_of(t, attr(r, A_namest));
	span.last = column_of(t, attr(r, A_nameend));
	span.name = copy(attr(r, A_spanname));
	if (!span.name || span.first == READ_MAX_COLUMNS ||
	    span.last == READ_MAX_COLUMNS) {
		free(span.name);
		return;
	}
	t->span =
	    mem_grow(t->span, &t->span_cap, t->spans + 1, sizeof(*t->span));
	t->span[t->spans++] = span;
}

void
table_row(struct reader *r, const struct row *row)
{
	unsigned flags = r->frame[r->depth - 2].row->flags;

	node_open(r, ATT_ROW);
	node_common(r, row);
	if (flags & V_HEAD || attr_is(r, A_role, "label") ||
	    attr_is(r, A_role, "head") || attr_is(r, A_role, "heading"))
		node_flag(r, ATT_F_HEAD);
	if (flags & V_FOOT)
		node_flag(r, ATT_F_FOOT);
	if (r->table)
		r->table->at = 0;
}

void
table_row_end(struct reader *r)
{
	struct table *t = r->table;

	for (size_t i = 0; t && i < t->busy_cap; i++)
		t->busy[i] = (uint16_t)(t->busy[i] - (t->busy[i] > 0));
}

/* Columns that a cell takes; *last may be the first. True when it was said
 * where. */
static bool
place_of(const struct reader *r, const struct table *t, unsigned *first,
    unsigned *last)
{
	const struct value *name = attr(r, A_spanname);
	unsigned span;

	for (size_t i = 0; name && i < t->spans; i++) {
		if (strlen(t->span[i].name) != name->size ||
		    memcmp(t->span[i].name, name->text, name->size) != 0)
			continue;
		*first = t->span[i].first;
		*last = t->span[i].last;
		return true;
	}
	*first = column_of(t, attr(r, A_namest));
	*last = column_of(t, attr(r, A_nameend));
	if (*first == READ_MAX_COLUMNS)
		*first = column_of(t, attr(r, A_colname));
	if (*first != READ_MAX_COLUMNS) {
		if (*last == READ_MAX_COLUMNS)
			*last = *first;
		return true;
	}
	*first = t->at;
	while (*first < t->busy_cap && t->busy[*first])
		(*first)++;
	span = attr_number(r, A_colspan, READ_MAX_COLUMNS);
	if (!span)
		span = attr_number(r, A_cols, READ_MAX_COLUMNS);
	*last = *first + (span ? span - 1 : 0);
	return false;
}

static void
take_place(struct table *t, unsigned first, unsigned last, unsigned rows)
{
	if (last >= READ_MAX_COLUMNS)
		last = READ_MAX_COLUMNS - 1;
	if (rows > 1 && last >= t->busy_cap) {
		size_t old = t->busy_cap;

		t->busy =
		    mem_grow(t->busy, &t->busy_cap, last + 1, sizeof(*t->busy));
		memset(
		    t->busy + old, 0, (t->busy_cap - old) * sizeof(*t->busy));
	}
	for (unsigned i = first; rows > 1 && i <= last; i++)
		t->busy[i] = (uint16_t)rows;
	t->at = last + 1;
}

static void
number_attr(struct reader *r, enum att_attr name, unsigned number)
{
	char text[16];

	snprintf(text, sizeof(text), "%u", number);
	node_attr(r, name, text);
}

static unsigned
rows_of(const struct reader *r)
{
	unsigned rows = attr_number(r, A_morerows, 10000) + 1;

	if (rows == 1)
		rows = attr_number(r, A_rowspan, 10000);
	if (rows <= 1)
		rows = attr_number(r, A_rows, 10000);
	return rows ? rows : 1;
}

static void
cell_attrs(struct reader *r, const struct row *row)
{
	struct table *t = r->table;
	unsigned first, last, rows = rows_of(r);
	bool said;

	node_common(r, row);
	if (attr_is(r, A_role, "label") || attr_is(r, A_role, "head"))
		node_flag(r, ATT_F_HEAD);
	if (!t)
		return;
	said = place_of(r, t, &first, &last);
	if (last < first)
		last = first;
	if (last > first)
		number_attr(r, ATT_A_COLS, last - first + 1);
	if (rows > 1)
		number_attr(r, ATT_A_ROWS, rows);
	if (said)
		number_attr(r, ATT_A_COLUMN, first + 1);
	if (attr(r, A_align))
		node_copy(r, ATT_A_ALIGN, A_align);
	else if (first < t->columns && t->column[first].align[0])
		node_attr(r, ATT_A_ALIGN, t->column[first].align);
	take_place(t, first, last, rows);
}

void
table_cell(struct reader *r, const struct row *row)
{
	node_open(r, ATT_CELL);
	cell_attrs(r, row);
}

/* caption of an HTML table is its title. */
void
table_caption(struct reader *r, const struct row *row)
{
	if (r->frame[r->depth - 2].row->kind == ATT_TABLE)
		meta_title(
		    r, &(struct row){.name = row->name, .kind = ATT_TITLE});
	else
		media_caption(r, row);
}
