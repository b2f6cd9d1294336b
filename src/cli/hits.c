#include "cli/hits.h"

#include <string.h>

#include "attache/where.h"
#include "cli/passage.h"

enum { ROOM_PIPED = 76, ROOM_LEAST = 40 };

void
section_name(struct out *out, const struct att_image *image, uint32_t section,
    uint32_t style)
{
	const struct att_section *s = att_section(image, section);
	const char *number = att_image_string(image, s->number);
	const char *title = att_image_string(image, s->title);

	out_style(out, style);
	if (*number) {
		out_str(out, number);
		out_spaces(out, 2);
	}
	out_passage(out, title, strlen(title));
	out_style(out, 0);
}

unsigned
hits_room(const struct cli *cli, const char *address)
{
	unsigned used = out_width(&cli->out, address) + 3;
	unsigned columns = (unsigned)cli->out.columns;

	if (!cli->out.tty)
		return ROOM_PIPED;
	if (columns > used + ROOM_LEAST)
		return columns - used;
	/* Then it goes on the next line, indented. */
	return columns > ROOM_LEAST + HANG + 3 ? columns - HANG - 3
	                                       : ROOM_LEAST;
}

static void
heading(
    struct hits *hits, size_t work, const struct att_image *image, att_pos pos)
{
	struct out *out = &hits->cli->out;
	uint32_t section = att_section_at(image, pos);

	if (!out->tty ||
	    (hits->any && hits->work == work && hits->section == section))
		return;
	if (hits->any)
		out_newline(out);
	hits->any = true;
	hits->work = work;
	hits->section = section;
	out_wrap(out, HANG);
	section_name(out, image, section, ATT_S_HEADING);
	out_newline(out);
}

void
hits_line(struct hits *hits, size_t work, const struct att_image *image,
    struct att_range match, struct att_range passage)
{
	struct out *out = &hits->cli->out;
	char address[ADDRESS_MAX];

	heading(hits, work, image, match.start);
	works_address(hits->works, work, image, match.start, address);
	out_wrap(out, HANG);
	out_styled(out, ATT_S_DIM, address);
	out_str(out, ":");
	passage_print(out, image, passage, match,
	    hits->cli->value[OPT_MARKED] != NULL, !hits->whole);
	out_newline(out);
}

void
json_place(struct json *json, struct works *works, size_t work,
    const struct att_image *image, att_pos pos, uint32_t section)
{
	const struct att_section *s = att_section(image, section);
	char fragment[ADDRESS_MAX];

	json_string(json, "work", att_library_name(works->library, work));
	json_string(json, "id",
	    att_where_format(image, pos, fragment, sizeof(fragment)));
	json_string(json, "number", att_image_string(image, s->number));
	json_string(json, "section", att_image_string(image, s->title));
}

struct att_range
node_range(const struct att_image *image, uint32_t node)
{
	const struct att_node *n = att_node(image, node);

	return (struct att_range){n->start, n->end};
}
