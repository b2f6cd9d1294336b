#include "cli/passage.h"

#include "cli/out.h"

void
passage_print(struct out *out, const struct att_image *image,
    struct att_range passage, struct att_range match, bool marked, bool cut)
{
	struct att_range block = passage_block(image, passage.start);
	struct buf text = {0};
	size_t from, to;

	passage_read(image, passage, match, &text, &from, &to);
	if (cut && passage.start > block.start)
		out_str(out, "\u2026");
	out_passage(out, text.data, from);
	out_style(out, OUT_MATCH);
	out_str(out, marked ? ">>" : "");
	out_passage(out, text.data + from, to - from);
	out_str(out, marked ? "<<" : "");
	out_style(out, 0);
	out_passage(out, text.data + to, text.size - to);
	if (cut && passage.end < block.end)
		out_str(out, "\u2026");
	buf_done(&text);
}
