/* A table as records, for screens too narrow for its columns and for speech:
 * first the names of the columns, then each row's cells, one after another,
 * each after the name of its column. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "layout/fill.h"
#include "layout/table.h"

enum { NAME_MAX_BYTES = 200 };

/* The texts of the head cells over each column, joined; NULL where none are. */
static const char **
read_names(struct flow *flow, const struct grid *grid)
{
	struct page *page = flow->page;
	const char **name = mem_alloc(grid->columns * sizeof(*name));

	for (size_t i = 0; i < grid->cells; i++) {
		const struct cell *cell = &grid->cell[i];
		const struct att_node *n = att_node(page->image, cell->node);
		size_t size = n->end - n->start;
		char *text;

		if (!grid->row[cell->row].head)
			break;
		if (cell->empty || table_grid_is_group(grid, cell->row))
			continue;
		size = utf8_cut(page->text + n->start, size, NAME_MAX_BYTES);
		text = mem_ndup(page->text + n->start, size);
		while (size > 0 && text[size - 1] == '\n')
			text[--size] = '\0';
		for (char *c = text; *c; c++)
			*c = *c == '\n' || *c == '\t' ? ' ' : *c;
		for (uint32_t c = cell->column;
		     c < cell->column + cell->columns; c++) {
			if (name[c] && strlen(name[c]) < NAME_MAX_BYTES)
				name[c] =
				    page_format(page, "%s, %s", name[c], text);
			else if (!name[c])
				name[c] = page_format(page, "%s", text);
		}
		free(text);
	}
	return name;
}

/* The leaves of a row one after another: of a head, so that the words
 * themselves are drawn once, and of rows without names for their cells. */
static void
draw_together(struct flow *flow, const struct grid *grid, const struct row *row,
    uint32_t style)
{
	struct page *page = flow->page;
	const struct att_image *image = page->image;
	bool first = true;

	pieces_clear(page);
	for (uint32_t i = row->first; i < row[1].first; i++) {
		uint32_t cell = grid->cell[i].node;

		for (uint32_t n = table_cell_first(image, cell);
		     n < att_node(image, cell)->next; n++) {
			const struct att_node *leaf = att_node(image, n);

			if (att_kind_class(leaf->kind) != ATT_CLASS_LEAF)
				continue;
			if (!first)
				pieces_literal(page, " | ", 3, ATT_S_RULE,
				    ATT_NONE, leaf->start);
			pieces_add(page, n, style | flow->style);
			n = leaf->next - 1;
			first = false;
		}
	}
	if (pieces_seal(page))
		fill_text(flow, &(struct fill){.node = row->node,
		                    .kind = ATT_LINE_TEXT,
		                    .first = flow->left,
		                    .rest = flow->left + 2,
		                    .right = flow->right,
		                    .end = att_node(image, row->node)->end});
}

static void
draw_cell(struct flow *flow, const struct cell *cell, const char *name)
{
	const struct att_image *image = flow->page->image;
	int left = flow->left, right = flow->right;
	bool tight = flow->tight;

	if (cell->empty)
		return;
	flow_indent(flow, 2, 0);
	flow->outdent = flow->left - left;
	flow->tight = true;
	if (name && *name)
		flow_prefix(flow, page_format(flow->page, "%s: ", name),
		    ATT_S_MARK | ATT_S_BOLD);
	flow->tables++;
	flow_walk(flow, table_cell_first(image, cell->node),
	    att_node(image, cell->node)->next, flow->frames);
	flow->tables--;
	flow_flush(flow, cell->node);
	flow->outdent = 0;
	flow->tight = tight;
	flow->left = left;
	flow->right = right;
}

/* No names, and nothing in the cells that needs lines of its own. */
static bool
is_plain(const struct flow *flow, const struct grid *grid,
    const struct row *row, const char *const *name)
{
	const struct att_image *image = flow->page->image;

	for (uint32_t i = row->first; i < row[1].first; i++) {
		uint32_t cell = grid->cell[i].node;
		uint32_t last = att_node(image, cell)->next;

		if (name[grid->cell[i].column])
			return false;
		for (uint32_t n = table_cell_first(image, cell); n < last;
		     n = att_node(image, n)->next) {
			if (att_node(image, n)->kind != ATT_PARA ||
			    page_skips(flow->page, n))
				return false;
		}
	}
	return true;
}

static void
draw_record(struct flow *flow, const struct grid *grid, const struct row *row,
    const char *const *name)
{
	if (is_plain(flow, grid, row, name)) {
		draw_together(flow, grid, row, 0);
		return;
	}
	flow_space(flow);
	for (uint32_t i = row->first; i < row[1].first; i++)
		draw_cell(flow, &grid->cell[i], name[grid->cell[i].column]);
}

void
record_draw(struct flow *flow, const struct grid *grid)
{
	const char **name = read_names(flow, grid);

	for (size_t r = 0; r < grid->rows; r++) {
		const struct row *row = &grid->row[r];

		if (row->head && r > 0 && !row[-1].head)
			flow_space(flow);
		if (row->head)
			draw_together(flow, grid, row, ATT_S_BOLD);
		else
			draw_record(flow, grid, row, name);
	}
	free(name);
}
