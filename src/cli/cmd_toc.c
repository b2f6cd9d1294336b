/* attache toc: the outline of works. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/hits.h"

enum { TOC_COLUMN = 66, TOC_GAP = 2 };

/* The rows of a part, level by level below its own section. */
struct outline {
	const struct att_image *image;
	uint32_t first;
	uint32_t last;
	unsigned base;     /* level of the first row's children, less one */
	unsigned depth;    /* levels to print; 0: all */
	unsigned column;   /* of the ids */
	unsigned *numbers; /* columns for the numbers below a section's row */
};

static bool
in_depth(const struct outline *o, uint32_t row)
{
	unsigned level = att_section(o->image, row)->level;

	return o->depth == 0 || level <= o->base + o->depth;
}

static unsigned
indent(const struct outline *o, uint32_t row)
{
	unsigned level = att_section(o->image, row)->level - o->base;

	return level > 1 ? 2 * (level - 1) : 0;
}

static const char *
number_of(const struct outline *o, uint32_t row)
{
	return att_image_string(o->image, att_section(o->image, row)->number);
}

static uint32_t
parent_of(const struct outline *o, uint32_t row)
{
	uint32_t parent = att_section(o->image, row)->parent;

	return parent == ATT_NONE ? 0 : parent;
}

/* Numbers are as wide as the widest one beside them. */
static void
measure_numbers(struct outline *o, const struct out *out)
{
	o->numbers =
	    mem_alloc(att_section_count(o->image) * sizeof(*o->numbers));
	for (uint32_t row = o->first; row < o->last; row++) {
		unsigned columns = out_width(out, number_of(o, row));
		unsigned *widest = &o->numbers[parent_of(o, row)];

		*widest = columns > *widest ? columns : *widest;
	}
}

static unsigned
title_column(const struct outline *o, uint32_t row)
{
	unsigned number = o->numbers[parent_of(o, row)];

	return indent(o, row) + (*number_of(o, row) ? number + TOC_GAP : 0);
}

static unsigned
row_columns(const struct outline *o, const struct out *out, uint32_t row)
{
	const struct att_section *s = att_section(o->image, row);

	return title_column(o, row) +
	       out_width(out, att_image_string(o->image, s->title));
}

/* Ids stand in one column, as far left as the titles let them. */
static void
place_ids(struct outline *o, const struct out *out)
{
	unsigned limit = TOC_COLUMN;

	if (out->tty && (unsigned)out->columns < limit + 14)
		limit = (unsigned)out->columns / 2;
	o->column = 0;
	for (uint32_t row = o->first; row < o->last; row++) {
		unsigned columns = row_columns(o, out, row) + TOC_GAP;

		if (row > 0 && in_depth(o, row) && columns > o->column &&
		    columns <= limit)
			o->column = columns;
	}
}

static void
print_row(struct out *out, const struct outline *o, uint32_t row)
{
	const struct att_section *s = att_section(o->image, row);
	const char *id = att_image_string(o->image, s->id);
	const char *title = att_image_string(o->image, s->title);

	out_wrap(out, title_column(o, row) + TOC_GAP);
	out_spaces(out, indent(o, row));
	out_style(out, indent(o, row) ? 0 : ATT_S_BOLD);
	out_str(out, number_of(o, row));
	out_spaces(out, title_column(o, row) - out->column);
	out_passage(out, title, strlen(title));
	out_style(out, 0);
	if (*id && row > 0) {
		out_spaces(out, out->column + 1 < o->column ? 0 : 1);
		out_column(out, o->column);
		out_style(out, ATT_S_DIM);
		out_format(out, "#%s", id);
		out_style(out, 0);
	}
	out_newline(out);
}

static void
json_row(struct cli *cli, struct works *works, size_t work,
    const struct outline *o, uint32_t row)
{
	const struct att_section *s = att_section(o->image, row);
	struct json json;

	json_begin(&json, &cli->out);
	json_string(&json, "work", att_library_name(works->library, work));
	json_string(&json, "id", att_image_string(o->image, s->id));
	json_string(&json, "number", att_image_string(o->image, s->number));
	json_string(&json, "title", att_image_string(o->image, s->title));
	json_string(&json, "kind", att_kind_name((enum att_kind)s->kind));
	json_number(&json, "level", s->level);
	json_number(&json, "pos", att_node(o->image, s->node)->start);
	json_end(&json);
}

/* A work of its own line when there are several, and always when its title is
 * all that there is. */
static void
print_work(struct cli *cli, struct works *works, const struct part *part,
    const struct outline *o, bool first)
{
	struct out *out = &cli->out;
	const char *title =
	    att_image_string(o->image, att_section(o->image, 0)->title);

	if (!first)
		out_newline(out);
	out_wrap(out, TOC_GAP);
	out_style(out, ATT_S_HEADING);
	out_passage(out, title, strlen(title));
	out_style(out, 0);
	out_spaces(out, 2);
	out_styled(
	    out, ATT_S_DIM, att_library_name(works->library, part->work));
	out_newline(out);
}

static size_t
print_outline(struct cli *cli, struct works *works, const struct part *part,
    struct outline *o, bool first)
{
	size_t count = 0;

	if (!cli->json)
		print_work(cli, works, part, o, first);
	measure_numbers(o, &cli->out);
	place_ids(o, &cli->out);
	for (uint32_t row = o->first; row < o->last && cli_going(cli); row++) {
		if (!in_depth(o, row) || (row == 0 && !cli->json))
			continue;
		if (cli->json)
			json_row(cli, works, part->work, o, row);
		else
			print_row(&cli->out, o, row);
		count++;
	}
	free(o->numbers);
	return count;
}

static size_t
outline_part(struct cli *cli, struct works *works, const struct part *part,
    unsigned depth, bool first)
{
	const struct att_image *image = works_image(works, part->work);
	struct outline o = {.image = image, .depth = depth};
	const struct att_section *s;

	if (!image)
		return 0;
	o.first = att_section_of(image, part->node);
	s = att_section(image, o.first);
	o.last = s->next;
	o.base = s->level ? s->level - 1U : 0;
	/* The work itself counts as found even without sections. */
	return print_outline(cli, works, part, &o, first) + 1;
}

int
cmd_toc(struct cli *cli)
{
	struct works works = {0};
	size_t found = 0;
	long depth;
	int status;

	if (!cli_number(cli, OPT_DEPTH, 1, 1000, 0, &depth))
		return CLI_ERROR;
	status = works_open(cli, cli->word, cli->count, &works);
	if (status == 0 && !cli->json && !cli->value[OPT_NO_PAGER])
		out_page(&cli->out);
	for (size_t i = 0; status == 0 && i < works.count && cli_going(cli);
	     i++)
		found += outline_part(
		    cli, &works, &works.part[i], (unsigned)depth, i == 0);
	if (status == 0)
		status = works_status(cli, &works, found);
	works_close(&works);
	return status;
}
