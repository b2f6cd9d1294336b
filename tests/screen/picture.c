#include "screen/picture.h"

#include <string.h>

#include "base/mem.h"
#include "ui/theme.h"

/* SGR codes of the ATTR_ bits, in their order. */
static const char *const attr_codes[] = {";1", ";4", ";7", ";3", ";2"};

static void
add_style(struct buf *out, const struct grid_cell *cell)
{
	struct colours colours = theme_find("dark")->role[cell->role];

	buf_str(out, "\033[0");
	for (size_t i = 0; i < COUNT(attr_codes); i++) {
		if (cell->attr & (1U << i))
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

/* A style is written where it is another than that of the cell before. */
static void
add_row(struct buf *out, const struct grid *grid, int row)
{
	struct buf style = {0}, last = {0};
	int cols = grid->cols;

	buf_str(&last, "\033[0m");
	while (cols > 0 && is_blank(grid_at(grid, row, cols - 1)))
		cols--;
	for (int col = 0; col < cols; col++) {
		const struct grid_cell *cell = grid_at(grid, row, col);

		buf_clear(&style);
		add_style(&style, cell);
		if (strcmp(buf_cstr(&style), buf_cstr(&last)) != 0) {
			buf_str(out, style.data);
			buf_clear(&last);
			buf_str(&last, style.data);
		}
		buf_str(out, cell->text);
	}
	if (strcmp(buf_cstr(&last), "\033[0m") != 0)
		buf_str(out, "\033[0m");
	buf_char(out, '\n');
	buf_done(&style);
	buf_done(&last);
}

void
picture_add(struct buf *out, const struct grid *grid)
{
	for (int row = 0; row < grid->rows; row++)
		add_row(out, grid, row);
}
