/* Pictures and formulas. A picture's words come after its file's name, so it
 * waits until both are known or something else follows. */
#include <string.h>

#include "read/handlers.h"

void
media_flush(struct reader *r)
{
	if (r->sink || (!r->media && (!r->alt.size || r->equation)))
		return;
	if (r->media)
		att_builder_at(
		    r->b, r->source->file, r->image_line, r->image_column);
	node_open(r, ATT_IMAGE);
	if (r->class != ATT_CLASS_LEAF)
		node_flag(r, ATT_F_BLOCK);
	node_attr(r, ATT_A_HREF, buf_cstr(&r->image));
	node_text(r, buf_cstr(&r->alt), r->alt.size); /* it can be searched */
	node_close(r);
	r->media = false;
	r->shown = true;
	buf_clear(&r->image);
	buf_clear(&r->alt);
}

/* mediaobject, inlinemediaobject; graphic and inlinegraphic below. */
void
media_start(struct reader *r, const struct row *row)
{
	bool block = row->type && !node_runs(r);

	media_flush(r);
	buf_clear(&r->image);
	if (!r->equation)
		buf_clear(&r->alt);
	if (block && r->frame[r->depth - 2].row->kind != ATT_FIGURE &&
	    !r->equation) {
		node_open(r, ATT_FIGURE);
		node_common(r, row);
	} else {
		node_anchor(r);
	}
	frame_top(r)->end = media_end;
}

void
media_end(struct reader *r)
{
	media_flush(r);
}

static void
take_file(struct reader *r)
{
	static const enum attribute names[] = {
	    A_fileref, A_url, A_target, A_entityref};
	const struct value *v = NULL;

	for (size_t i = 0; !v && i < sizeof(names) / sizeof(*names); i++)
		v = attr(r, names[i]);
	if (!v || r->sink)
		return;
	buf_clear(&r->image);
	loader_relative(r, v->text, v->size, &r->image);
	r->media = true;
	r->image_line = r->line;
	r->image_column = r->column;
}

/* imagedata and its like: the first of the alternatives. */
void
media_data(struct reader *r, const struct row *row)
{
	(void)row;
	if (!r->media)
		take_file(r);
}

static void
text_end(struct reader *r)
{
	tidy(&r->alt);
}

/* textobject, alt, figDesc: what stands for the picture. */
void
media_text(struct reader *r, const struct row *row)
{
	(void)row;
	if (r->sink || r->alt.size) {
		node_skip(r);
		return;
	}
	hold(r, &r->alt);
	frame_top(r)->end = text_end;
}

void
media_caption(struct reader *r, const struct row *row)
{
	media_flush(r);
	node_open(r, ATT_CAPTION);
	node_common(r, row);
}

/* graphic: of DocBook 4 or TEI. */
void
media_graphic(struct reader *r, const struct row *row)
{
	bool figure = r->frame[r->depth - 2].end == media_figure_end;

	(void)row;
	if (figure) {
		media_flush(r);
		take_file(r);
		return;
	}
	media_start(r, row);
	take_file(r);
}

void
media_figure(struct reader *r, const struct row *row)
{
	media_flush(r);
	buf_clear(&r->alt);
	node_open(r, ATT_FIGURE);
	node_common(r, row);
	frame_top(r)->end = media_figure_end;
}

void
media_figure_end(struct reader *r)
{
	media_flush(r);
}

/* In a figure a picture waits for its words and for a heading that follows
 * it; what else follows it stands after it. */
void
media_figure_child(struct reader *r, const struct row *row)
{
	if (r->frame[r->depth - 2].end == media_figure_end && r->media &&
	    row->kind != ATT_TITLE && row->start != media_text)
		media_flush(r);
}

void
math_equation(struct reader *r, const struct row *row)
{
	node_start(r, row);
	buf_clear(&r->alt);
	r->equation = true;
	r->shown = false;
	frame_top(r)->end = math_equation_end;
}

void
math_equation_end(struct reader *r)
{
	r->equation = false;
	if (!r->shown && r->alt.size) {
		node_open(r, ATT_MATH);
		if (r->class != ATT_CLASS_LEAF)
			node_flag(r, ATT_F_BLOCK);
		node_text(r, r->alt.data, r->alt.size);
		node_close(r);
	}
	buf_clear(&r->alt);
}

/* mathphrase, math, formula */
void
math_start(struct reader *r, const struct row *row)
{
	bool block = !node_runs(r);

	node_open(r, ATT_MATH);
	node_common(r, row);
	if (r->equation)
		node_attr(r, ATT_A_ALT, buf_cstr(&r->alt));
	if (block)
		node_flag(r, ATT_F_BLOCK);
	r->shown = true;
}

/* Elements of an example in TEI stand as they are written. */
static void
example_end(struct reader *r)
{
	const xmlParserCtxt *ctxt = sax_context(r);

	buf_clear(&r->scratch);
	buf_format(&r->scratch, "</%s>",
	    ctxt && ctxt->name ? (const char *)ctxt->name : "");
	node_words(r, buf_cstr(&r->scratch));
}

void
example_start(struct reader *r, const xmlChar *name, const xmlChar **attributes,
    unsigned count)
{
	if (strcmp((const char *)name, "egXML") == 0) {
		node_open(r, ATT_VERBATIM);
		node_common(r, &(struct row){.type = "programlisting"});
		return;
	}
	buf_clear(&r->scratch);
	buf_format(&r->scratch, "<%s", (const char *)name);
	for (unsigned i = 0; i < count; i++, attributes += 5) {
		buf_format(&r->scratch, " %s=\"", (const char *)attributes[0]);
		buf_add(&r->scratch, (const char *)attributes[3],
		    (size_t)(attributes[4] - attributes[3]));
		buf_char(&r->scratch, '"');
	}
	buf_char(&r->scratch, '>');
	node_words(r, buf_cstr(&r->scratch));
	frame_top(r)->end = example_end;
}

const struct row example_row = {.name = "", .kind = READ_PASS};
const struct row math_other_row = {.name = "", .kind = READ_PASS};

/* clang-format off */
static const struct row math_rows[] = {
	{ "annotation", READ_SKIP, 0, NULL, NULL, NULL },
	{ "annotation-xml", READ_SKIP, 0, NULL, NULL, NULL },
	{ "math", READ_PASS, V_ELEMENTS, NULL, math_start, NULL },
	{ "mfenced", READ_PASS, V_ELEMENTS, "(|)", inline_around, inline_around_end },
	{ "mfrac", READ_PASS, V_ELEMENTS, "/", inline_between, NULL },
	{ "mover", READ_PASS, V_ELEMENTS, "^", inline_between, NULL },
	{ "mroot", READ_PASS, V_ELEMENTS, "\u221A", inline_between, NULL },
	{ "mrow", READ_PASS, V_ELEMENTS, NULL, NULL, NULL },
	{ "msqrt", READ_PASS, V_ELEMENTS, "\u221A(|)", inline_around, inline_around_end },
	{ "msub", READ_PASS, V_ELEMENTS, "_", inline_between, NULL },
	{ "msup", READ_PASS, V_ELEMENTS, "^", inline_between, NULL },
	{ "mtd", READ_PASS, V_ELEMENTS | V_SPACED, NULL, NULL, NULL },
	{ "mtr", READ_PASS, V_ELEMENTS | V_SPACED, NULL, NULL, NULL },
	{ "munder", READ_PASS, V_ELEMENTS, "_", inline_between, NULL },
};
/* clang-format on */

const struct vocabulary math_vocabulary = {"mathml",
    "http://www.w3.org/1998/Math/MathML", math_rows,
    sizeof(math_rows) / sizeof(*math_rows)};
