/* For tests: images from a small notation, and layouts back to text.
 *
 * The notation is XML whose elements are names of kinds and whose attributes
 * are names of attributes (and flag="head foot hidden ..."); what is not
 * wrapped in <work> is. No entities but &lt; &amp; &quot;. */
#ifndef TESTS_MARKUP_H
#define TESTS_MARKUP_H

#include <stdlib.h>
#include <string.h>

#include "attache/builder.h"
#include "attache/layout.h"
#include "base/buf.h"
#include "base/mem.h"

static inline void
markup_flag(struct att_builder *b, const char *value)
{
	static const struct {
		const char *name;
		unsigned flag;
	} flags[] = {{"head", ATT_F_HEAD}, {"foot", ATT_F_FOOT},
	    {"hidden", ATT_F_HIDDEN}, {"block", ATT_F_BLOCK},
	    {"unnumbered", ATT_F_UNNUMBERED}};

	for (size_t i = 0; i < COUNT(flags); i++) {
		if (strstr(value, flags[i].name))
			att_builder_flag(b, flags[i].flag);
	}
}

static inline void
markup_attr(struct att_builder *b, const char *name, const char *value)
{
	if (strcmp(name, "flag") == 0)
		markup_flag(b, value);
	if (strcmp(name, "space") == 0)
		att_builder_preserve(b);
	for (int i = 0; i < ATT_ATTR_COUNT; i++) {
		if (strcmp(att_attr_name((enum att_attr)i), name) == 0)
			att_builder_attr(
			    b, (enum att_attr)i, value, strlen(value));
	}
}

/* The tag after '<'; returns what follows it. */
static inline const char *
markup_tag(struct att_builder *b, const char *p)
{
	size_t n = strcspn(p, " />");
	char *name = mem_ndup(p, n);
	enum att_kind kind = att_kind_of(name);

	free(name);
	if (*p == '/') {
		att_builder_close(b);
		return strchr(p, '>') + 1;
	}
	if (kind == ATT_KIND_COUNT)
		abort();
	att_builder_open(b, kind);
	for (p += n; *p == ' ';) {
		char *attr, *value;

		p++;
		n = strcspn(p, "=");
		attr = mem_ndup(p, n);
		p += n + 2;
		n = strcspn(p, "\"");
		value = mem_ndup(p, n);
		p += n + 1;
		markup_attr(b, attr, value);
		free(attr);
		free(value);
	}
	if (kind == ATT_VERBATIM)
		att_builder_preserve(b);
	if (*p == '/') {
		att_builder_close(b);
		p++;
	}
	return p + 1;
}

static inline void
markup_build(struct att_builder *b, const char *p)
{
	bool whole = strncmp(p, "<work", 5) == 0;

	if (!whole)
		att_builder_open(b, ATT_WORK);
	while (*p) {
		size_t n = strcspn(p, "<&");

		att_builder_text(b, p, n);
		p += n;
		if (*p == '<') {
			p = markup_tag(b, p + 1);
		} else if (*p == '&') {
			att_builder_text(b,
			    p[1] == 'l'   ? "<"
			    : p[1] == 'a' ? "&"
			                  : "\"",
			    1);
			p = strchr(p, ';') + 1;
		}
	}
	if (!whole)
		att_builder_close(b);
}

/* The image; *data is to be freed after it. */
static inline struct att_image *
markup_image(const char *notation, void **data)
{
	struct att_builder *b = att_builder_new();
	struct att_image *image;
	struct att_error err = {0};
	size_t size;

	att_builder_add_file(b, "test.xml", 0, 0);
	markup_build(b, notation);
	if (!att_builder_freeze(b, data, &size, &err))
		abort();
	att_builder_free(b);
	image = att_image_new(*data, size, "test", &err);
	if (!image)
		abort();
	return image;
}

/* Signs around runs, outermost first. */
static inline void
markup_signs(struct buf *out, uint32_t style, bool open)
{
	static const struct {
		uint32_t style;
		char open, close;
	} signs[] = {{ATT_S_BOLD, '*', '*'}, {ATT_S_EMPH, '_', '_'},
	    {ATT_S_UNDERLINE, '~', '~'}, {ATT_S_STRIKE, '%', '%'},
	    {ATT_S_CODE, '`', '`'}};

	for (size_t i = 0; i < COUNT(signs); i++) {
		size_t at = open ? i : COUNT(signs) - 1 - i;

		if (style & signs[at].style)
			buf_char(out, open ? signs[at].open : signs[at].close);
	}
}

/* One line as a screen shows it; with marked, styles and links are signs. */
static inline void
markup_line(struct buf *out, const struct att_image *image,
    const struct att_line *line, att_width *width, bool ascii, bool marked)
{
	unsigned column = 0;

	for (uint32_t i = 0; i < line->count; i++) {
		const struct att_run *run = &line->run[i];
		size_t at = 0;

		for (; column < run->column; column++)
			buf_char(out, ' ');
		if (marked)
			markup_signs(out, run->style, true);
		if (marked && run->style & ATT_S_LINK)
			buf_char(out, '{');
		while (at < run->size) {
			struct att_cell cell;

			at += att_cell_next(run->text + at, run->size - at,
			    width, ascii, &cell);
			buf_add(out, cell.text, cell.size);
			column += cell.columns;
		}
		if (marked && run->style & ATT_S_LINK) {
			if (run->link == ATT_NONE)
				buf_format(out, ">@%u}", run->range.start);
			else
				buf_format(out, ">%s}",
				    att_image_string(image,
				        att_link(image, run->link)->target));
		}
		if (marked)
			markup_signs(out, run->style, false);
	}
	buf_char(out, '\n');
}

#endif
