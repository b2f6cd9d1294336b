/* Patterns of every kind: the first byte is the flags, the rest the pattern.
 * No crash, no step that lasts, and the matches that the oracle has. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../unit/search_oracle.h"
#include "attache/builder.h"
#include "attache/search.h"
#include "base/mem.h"

enum { STEP_US = 1000, OVER_US = 500000, STEPS = 2000 };

static const char *const paragraphs[] = {"The attach\u00e9 of 1815 and 1907.",
    "co\u00adoperation\u00a0and  treaty, Treaty; TREATY", "aaaaaaaaaaaaaaab",
    "a", "\u017ftra\u00dfe \u212aelvin \u20ac 1\u00ad2", "foo bar foo bar",
    "()[]{}\\.*+?^$|", "x=1, y=22; z: 333"};

static struct att_image *
make_image(void)
{
	struct att_builder *b = att_builder_new();
	struct att_image *image;
	void *data;
	size_t size;

	att_builder_open(b, ATT_WORK);
	for (size_t i = 0; i < COUNT(paragraphs); i++) {
		att_builder_open(b, i % 3 ? ATT_PARA : ATT_VERBATIM);
		for (size_t n = 0; n <= i; n++) {
			att_builder_text(
			    b, paragraphs[i], strlen(paragraphs[i]));
			att_builder_text(b, "\n", 1);
		}
		att_builder_close(b);
	}
	if (!att_builder_freeze(b, &data, &size, NULL))
		abort();
	att_builder_free(b);
	image = att_image_new(data, size, "fuzz", NULL);
	if (!image)
		abort();
	return image;
}

static int64_t
microseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* True when it came to the end without giving anything up. */
static bool
run(struct att_search *search)
{
	for (int i = 0; i < STEPS; i++) {
		int64_t began = microseconds();
		bool more = att_search_step(search, STEP_US);

		if (microseconds() - began > STEP_US + OVER_US)
			abort();
		if (!more)
			return att_search_skipped(search) == 0;
	}
	return false;
}

static void
compare(const struct att_search *search, const struct att_image *image,
    const char *text, unsigned flags)
{
	struct oracle *o = mem_alloc(sizeof(*o));
	size_t count, n;
	const struct att_range *m = att_search_matches(search, &count);

	if (oracle_init(o, text, flags) &&
	    oracle_differs(o, image, &m, count, &n))
		abort();
	oracle_done(o);
	free(o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct att_image *image;
	unsigned flags = size ? data[0] & 15 : 0;
	struct att_pattern *p;
	struct att_error err;
	size_t offset;
	char *text;

	if (!image)
		image = make_image();
	if (size < 2)
		return 0;
	text = mem_ndup((const char *)data + 1, size - 1);
	p = att_pattern_new(text, flags, &offset, &err);
	if (p) {
		struct att_search *search = att_search_new(p, image, NULL);

		/* The oracle has no smart case, and would take soft hyphens
		 * and no-break spaces of the pattern for themselves. */
		if (run(search) && (flags & (ATT_P_CASE | ATT_P_NOCASE)) &&
		    !(flags & ATT_P_LITERAL) && !strstr(text, "\xC2\xAD") &&
		    !strstr(text, "\xC2\xA0") && !strstr(text, "\\x") &&
		    !strstr(text, "\\E") && !strstr(text, "\\o") &&
		    !strstr(text, "\\N{") && !strstr(text, "\\C") &&
		    !strstr(text, "\\2") && !strstr(text, "\\0") &&
		    !strstr(text, "#") && !strstr(text, "(*") &&
		    !strstr(text, "\\p") && !strstr(text, "\\P") &&
		    !strstr(text, "[:"))
			compare(search, image, text, flags);
		att_search_free(search);
		att_pattern_free(p);
	} else if (offset > strlen(text)) {
		abort();
	}
	free(text);
	return 0;
}
