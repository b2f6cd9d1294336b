#include "cli/render.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attache/where.h"
#include "base/mem.h"
#include "cli/works.h"

/* The signs of the marked form, outermost first. A sign that stands in the text
 * itself has a backslash before it. */
/* clang-format off */
static const struct sign {
	uint32_t style;
	const char *open;
	const char *close;
} signs[] = {
	{ ATT_S_HEADING, "{h:", "}" },
	{ ATT_S_TERM, "{t:", "}" },
	{ ATT_S_NAME, "{n:", "}" },
	{ ATT_S_DATE, "{d:", "}" },
	{ ATT_S_EDITORIAL, "{e:", "}" },
	{ ATT_S_BOLD, "*", "*" },
	{ ATT_S_EMPH, "_", "_" },
	{ ATT_S_UNDERLINE, "{u:", "}" },
	{ ATT_S_STRIKE, "{s:", "}" },
	{ ATT_S_CODE, "`", "`" },
	{ ATT_S_SUP, "^", "^" },
	{ ATT_S_SUB, "~", "~" },
};

static const char *const link_kinds[] = {
	[ATT_LINK_HERE] = "here",
	[ATT_LINK_WORK] = "work",
	[ATT_LINK_ADDRESS] = "address",
	[ATT_LINK_NOTE] = "note",
	[ATT_LINK_BROKEN] = "broken",
};
/* clang-format on */

const char *
link_kind_name(enum att_link_kind kind)
{
	return link_kinds[kind];
}

const char *
link_target(
    const struct att_image *image, uint32_t link, char *buffer, size_t size)
{
	const struct att_link *l = att_link(image, link);
	const char *id;

	if (l->target_node == ATT_NONE) {
		snprintf(
		    buffer, size, "%s", att_image_string(image, l->target));
		return buffer;
	}
	id = att_node_attr(image, l->target_node, ATT_A_ID);
	buffer[0] = '#';
	if (id)
		snprintf(buffer + 1, size - 1, "%s", id);
	else
		att_where_format(image, att_node(image, l->target_node)->start,
		    buffer + 1, size - 1);
	return buffer;
}

/* The state of a marked line: what is open. */
struct marks {
	uint32_t style;
	uint32_t link;
};

/* The styles of a run that have signs: a heading is bold and a link underlined
 * without saying so. */
static uint32_t
sign_bits(const struct att_run *run)
{
	uint32_t bits = 0;

	for (size_t i = 0; i < COUNT(signs); i++)
		bits |= run->style & signs[i].style;
	if (bits & ATT_S_HEADING)
		bits &= ~(uint32_t)ATT_S_BOLD;
	if (run->link != ATT_NONE)
		bits &= ~(uint32_t)ATT_S_UNDERLINE;
	return bits;
}

static void
close_link(struct render *r, uint32_t link)
{
	char target[ADDRESS_MAX];

	out_str(r->out, "\u2192");
	if (att_link(r->image, link)->kind == ATT_LINK_BROKEN)
		out_str(r->out, "?");
	out_str(r->out, link_target(r->image, link, target, sizeof(target)));
	out_str(r->out, "]");
}

/* Spaces at the edges of a stretch stand outside its signs. */
static void
close_signs(struct render *r, struct marks *open)
{
	struct out *out = r->out;
	unsigned spaces = out->spaces;

	out->spaces = 0;
	for (size_t i = COUNT(signs); i-- > 0;)
		if (open->style & signs[i].style)
			out_str(out, signs[i].close);
	if (open->link != ATT_NONE)
		close_link(r, open->link);
	out->spaces += spaces;
	*open = (struct marks){.link = ATT_NONE};
}

static void
open_signs(struct render *r, struct marks *open, uint32_t style, uint32_t link)
{
	if (link != ATT_NONE)
		out_str(r->out, "[");
	for (size_t i = 0; i < COUNT(signs); i++)
		if (style & signs[i].style)
			out_str(r->out, signs[i].open);
	*open = (struct marks){.style = style, .link = link};
}

static bool
is_sign(const char *text, size_t size)
{
	return strchr("*_`^~[]{}\\", *text) ||
	       (size >= 3 && memcmp(text, "\u2192", 3) == 0);
}

static void
escaped_text(struct out *out, const char *text, size_t size)
{
	size_t start = 0;

	for (size_t i = 0; i < size; i++) {
		if (!text[i] || !is_sign(text + i, size - i))
			continue;
		out_text(out, text + start, i - start);
		out_str(out, "\\");
		start = i;
	}
	out_text(out, text + start, size - start);
}

static size_t
leading_spaces(const struct att_run *run)
{
	size_t n = 0;

	while (n < run->size && run->text[n] == ' ')
		n++;
	return n;
}

static void
marked_line(struct render *r, const struct att_line *line)
{
	struct marks open = {.link = ATT_NONE};
	unsigned column = 0; /* without the signs */

	for (uint32_t i = 0; i < line->count; i++) {
		const struct att_run *run = &line->run[i];
		uint32_t style = sign_bits(run);
		size_t skip = leading_spaces(run);

		if (run->column > column)
			out_spaces(r->out, run->column - column);
		column = run->column + (unsigned)run->columns;
		if (style == open.style && run->link == open.link)
			skip = 0;
		else if (open.style || open.link != ATT_NONE)
			close_signs(r, &open);
		out_spaces(r->out, (unsigned)skip);
		if (skip == run->size)
			continue;
		if (style != open.style || run->link != open.link)
			open_signs(r, &open, style, run->link);
		escaped_text(r->out, run->text + skip, run->size - skip);
	}
	close_signs(r, &open);
	out_newline(r->out);
}

/* Links that a list at the end can help with: notes have marks already. */
static bool
is_listed(const struct render *r, uint32_t link)
{
	return link != ATT_NONE &&
	       att_link(r->image, link)->kind != ATT_LINK_NOTE;
}

static size_t
target_number(struct render *r, uint32_t link)
{
	char target[ADDRESS_MAX];
	size_t i;

	link_target(r->image, link, target, sizeof(target));
	for (i = 0; i < r->targets; i++)
		if (strcmp(r->target[i], target) == 0)
			return i + 1;
	r->target =
	    mem_resize(r->target, (r->targets + 1) * sizeof(*r->target));
	r->target[r->targets++] = mem_dup(target);
	return r->targets;
}

/* After the last run of a link, which may end on a later line. */
static bool
link_ends(const struct render *r, const struct att_line *line, uint32_t i)
{
	uint32_t link = line->run[i].link;
	const struct att_node *node;

	if (i + 1 < line->count)
		return line->run[i + 1].link != link;
	node = att_node(r->image, att_link(r->image, link)->node);
	return line->run[i].range.end >= node->end || node->start == node->end;
}

static void
run_text(struct render *r, const struct att_run *run)
{
	const char *address = NULL;

	if (r->links == RENDER_OSC8 && is_listed(r, run->link) &&
	    att_link(r->image, run->link)->kind == ATT_LINK_ADDRESS)
		address = att_image_string(
		    r->image, att_link(r->image, run->link)->target);
	if (address)
		out_hyperlink(r->out, address);
	out_text(r->out, run->text, run->size);
	if (address)
		out_hyperlink(r->out, NULL);
}

static void
styled_line(struct render *r, const struct att_line *line)
{
	struct out *out = r->out;
	unsigned extra = 0; /* columns that numbers of links took */

	for (uint32_t i = 0; i < line->count; i++) {
		const struct att_run *run = &line->run[i];

		if (run->column + extra > out->column)
			out_spaces(out, run->column + extra - out->column);
		out_style(out, run->style);
		run_text(r, run);
		out_style(out, 0);
		if (r->links == RENDER_NUMBERS && is_listed(r, run->link) &&
		    link_ends(r, line, i)) {
			unsigned before = out->column;

			out_format(out, "[%zu]", target_number(r, run->link));
			extra += out->column - before;
		}
	}
	out_newline(out);
}

void
render_line(struct render *r, const struct att_line *line)
{
	bool blank = line->count == 0;

	if (blank && r->blank)
		return;
	r->blank = blank;
	if (r->marked)
		marked_line(r, line);
	else
		styled_line(r, line);
}

void
render_targets(struct render *r)
{
	if (r->targets > 0)
		out_newline(r->out);
	for (size_t i = 0; i < r->targets; i++) {
		out_format(r->out, "[%zu] ", i + 1);
		out_column(r->out, 5);
		out_str(r->out, r->target[i]);
		out_newline(r->out);
		free(r->target[i]);
	}
	free(r->target);
	r->target = NULL;
	r->targets = 0;
}
