/* What every unit test needs. */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "attache/builder.h"
#include "base/mem.h"

/* The builder's work as an image; frees the builder. *data is to be freed
 * after the image. */
static inline struct att_image *
unit_image(struct att_builder *b, void **data)
{
	struct att_error err = { 0 };
	struct att_image *image;
	size_t size = 0;

	if (!att_builder_freeze(b, data, &size, &err))
		fail_msg("%s", err.text);
	att_builder_free(b);
	image = att_image_new(*data, size, "test", &err);
	if (!image)
		fail_msg("%s", err.text);
	return image;
}

static inline void
unit_text(struct att_builder *b, const char *text)
{
	att_builder_text(b, text, strlen(text));
}

static inline void
unit_attr(struct att_builder *b, enum att_attr name, const char *value)
{
	att_builder_attr(b, name, value, strlen(value));
}

/* Open, give an id when not NULL, add text when not NULL; not closed. */
static inline void
unit_open(struct att_builder *b, enum att_kind kind, const char *id,
    const char *text)
{
	att_builder_open(b, kind);
	if (id)
		unit_attr(b, ATT_A_ID, id);
	if (text)
		unit_text(b, text);
}

static inline void
unit_leaf(struct att_builder *b, enum att_kind kind, const char *id,
    const char *text)
{
	unit_open(b, kind, id, text);
	att_builder_close(b);
}

#endif
