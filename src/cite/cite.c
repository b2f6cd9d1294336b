/* The formats by name. */
#include "attache/cite.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "cite/source.h"

static const struct {
	const char *name;
	void (*write)(struct buf *out, const struct source *source);
} formats[] = {
    [ATT_CITE_CHICAGO] = {"chicago", cite_chicago},
    [ATT_CITE_APA] = {"apa", cite_apa},
    [ATT_CITE_BIBTEX] = {"bibtex", cite_bibtex},
    [ATT_CITE_BIBLATEX] = {"biblatex", cite_biblatex},
    [ATT_CITE_RIS] = {"ris", cite_ris},
    [ATT_CITE_CSL_JSON] = {"csl-json", cite_csl_json},
    [ATT_CITE_DOCBOOK] = {"docbook", cite_docbook},
};
_Static_assert(COUNT(formats) == ATT_CITE_COUNT, "every format is written");

const char *
att_cite_format_name(enum att_cite_format format)
{
	return formats[format].name;
}

enum att_cite_format
att_cite_format_of(const char *name)
{
	size_t i = 0;

	while (i < COUNT(formats) && strcmp(formats[i].name, name) != 0)
		i++;
	return (enum att_cite_format)i;
}

/* What a work says of itself may hold controls, which no format does. */
static char *
without_controls(const struct buf *text)
{
	struct buf out = {0};
	size_t at = 0;

	while (at < text->size) {
		uint32_t c;

		at += utf8_next(text->data + at, text->size - at, &c);
		buf_codepoint(
		    &out, utf8_is_control(c) || c == '\t' ? 0xFFFD : c);
	}
	buf_cstr(&out);
	return out.data;
}

char *
att_cite(const struct att_citation *citation, enum att_cite_format format)
{
	struct source source;
	struct buf out = {0};
	char *text;

	source_init(&source, citation);
	formats[format].write(&out, &source);
	source_done(&source);
	text = without_controls(&out);
	buf_done(&out);
	return text;
}
