/* A document, from its bytes to its lines. */
#include <stdint.h>
#include <stdlib.h>

#include "attache/read.h"
#include "base/file.h"
#include "exercise.h"

/* The image of what was read; also of the part before a failure. */
static void
freeze(struct att_builder *b, enum att_read_result result, uint32_t bits)
{
	struct att_error err = {0};
	struct att_layout_opts opts;
	struct att_image *image;
	void *data;
	size_t size;

	if (!att_builder_freeze(b, &data, &size, &err)) {
		HOLDS(err.text[0] != '\0');
		return;
	}
	image = att_image_new(data, size, "fuzz", &err);
	HOLDS(image != NULL);
	if (result == ATT_READ_WORK) {
		exercise_image(image);
		opts = exercise_opts(bits);
		exercise_layout(image, &opts);
		opts = exercise_opts(bits >> 7 | 1);
		exercise_layout(image, &opts);
	}
	att_image_free(image);
	free(data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct att_builder *b;
	uint32_t bits = (uint32_t)file_hash(data, size, 0);
	struct att_read_opts opts = {.strict = (bits & 7) == 0};
	struct att_error err = {0};
	enum att_read_result result;

	if (!b) {
		att_read_init();
		b = att_builder_new();
	}
	result = att_read_memory(
	    b, (const char *)data, size, "fuzz.xml", &opts, &err);
	if (result == ATT_READ_FAILED)
		HOLDS(err.text[0] != '\0');
	else
		freeze(b, result, bits);
	att_builder_reset(b);
	return 0;
}
