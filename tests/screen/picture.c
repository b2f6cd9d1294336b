#include "screen/picture.h"

#include "ui/theme.h"

/* SGR codes of the ATTR_ bits, in their order. */
static const char *const attr_codes[] = {";1", ";4", ";7", ";3", ";2"};

static void
add_style(struct buf *out, unsigned role, unsigned attr)
{
	struct colours colours = theme_find("dark")->role[role];

	buf_str(out, "\033[0");
	for (unsigned i = 0; i < COUNT(attr_codes); i++) {
		if (attr & (1U << i))
			buf_str(out, attr_codes[i]);
	}
	if (colours.fg != COLOUR_DEFAULT)
		buf_format(out, ";38;5;%d", colours.fg);
	if (colours.bg != COLOUR_DEFAULT)
		buf_format(out, ";48;5;%d", colours.bg);
	buf_char(out, 'm');
}

static bool
is_blank(const struct grid_cell *cell)
{
	return cell->attr == 0 && cell->text[0] == ' ';
}

static void
add_row(struct buf *out, const struct grid *grid, int row)
{
	int cols = grid->cols;
	const struct grid_cell *last = NULL;

	while (cols > 0 && is_blank(grid_at(grid, row, cols - 1)))
		cols--;
	for (int col = 0; col < cols; col++) {
		const struct grid_cell *cell = grid_at(grid, row, col);

		if (!last || cell->role != last->role ||
		    cell->attr != last->attr)
			add_style(out, cell->role, cell->attr);
		buf_str(out, cell->text);
		last = cell;
	}
	buf_str(out, last ? "\033[0m\n" : "\n");
}

void
picture_add(struct buf *out, const struct grid *grid)
{
	for (int row = 0; row < grid->rows; row++)
		add_row(out, grid, row);
}
