/* One search through one work, and the nearest match of a place. */
#include "attache/search.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "search/search_parts.h"

enum {
	NEAR_BLOCKS = 16, /* looked at first; then twice as many, and so on */
	NEAR_BLOCKS_MAX = 1 << 14,
	POLL_US = 10000
};

struct att_search *
att_search_new(const struct att_pattern *pattern, const struct att_image *image,
    const struct att_scope *scope)
{
	struct att_search *search = mem_alloc(sizeof(*search));

	search->run = pattern_run_new(pattern);
	scan_init(&search->scan, pattern, search->run, image, scope);
	return search;
}

void
att_search_free(struct att_search *search)
{
	if (!search)
		return;
	pattern_run_free(search->run);
	scan_done(&search->scan);
	free(search);
}

bool
att_search_step(struct att_search *search, unsigned budget)
{
	return scan_step(&search->scan, clock_us() + budget);
}

const struct att_range *
att_search_matches(const struct att_search *search, size_t *count)
{
	*count = search->scan.count;
	return search->scan.match;
}

att_pos
att_search_reached(const struct att_search *search)
{
	const struct scan *s = &search->scan;
	size_t size;

	if (s->at < s->last)
		return s->block[s->at].start;
	att_image_text(s->image, &size);
	return (att_pos)size;
}

uint32_t
att_search_skipped(const struct att_search *search)
{
	return search->scan.skipped;
}

/* All matches of some blocks; false when stopped. */
static bool
scan_some(struct scan *s, uint32_t first, uint32_t last,
    bool (*poll)(void *ctx), void *ctx)
{
	s->count = 0;
	scan_range(s, first, last);
	while (scan_step(s, clock_us() + POLL_US)) {
		if (poll && poll(ctx))
			return false;
	}
	return true;
}

static bool
first_from(const struct scan *s, att_pos pos, struct att_range *match)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->match[i].start >= pos) {
			*match = s->match[i];
			return true;
		}
	}
	return false;
}

static bool
last_before(const struct scan *s, att_pos pos, struct att_range *match)
{
	for (size_t i = s->count; i-- > 0;) {
		if (s->match[i].start < pos) {
			*match = s->match[i];
			return true;
		}
	}
	return false;
}

static bool
near_forward(struct scan *s, att_pos pos, bool (*poll)(void *ctx), void *ctx,
    struct att_range *match)
{
	uint32_t at = att_block_at(s->image, pos);
	uint32_t end = s->last;
	uint32_t step = NEAR_BLOCKS;

	if (at < s->at)
		at = s->at;
	while (at < end) {
		uint32_t last = end - at > step ? at + step : end;

		if (!scan_some(s, at, last, poll, ctx))
			return false;
		if (first_from(s, pos, match))
			return true;
		if (poll && poll(ctx))
			return false;
		at = last;
		if (step < NEAR_BLOCKS_MAX)
			step *= 2;
	}
	return false;
}

static bool
near_backward(struct scan *s, att_pos pos, bool (*poll)(void *ctx), void *ctx,
    struct att_range *match)
{
	uint32_t begin = s->at;
	uint32_t at = att_block_at(s->image, pos);
	uint32_t step = NEAR_BLOCKS;

	at = at == ATT_NONE || at >= s->last ? s->last : at + 1;
	while (at > begin) {
		uint32_t first = at - begin > step ? at - step : begin;

		if (!scan_some(s, first, at, poll, ctx))
			return false;
		if (last_before(s, pos, match))
			return true;
		if (poll && poll(ctx))
			return false;
		at = first;
		if (step < NEAR_BLOCKS_MAX)
			step *= 2;
	}
	return false;
}

bool
att_search_near(const struct att_pattern *pattern,
    const struct att_image *image, const struct att_scope *scope, att_pos pos,
    bool backward, bool (*poll)(void *ctx), void *ctx, struct att_range *match)
{
	struct pattern_run *run = pattern_run_new(pattern);
	struct scan scan;
	bool found;

	scan_init(&scan, pattern, run, image, scope);
	found = backward ? near_backward(&scan, pos, poll, ctx, match)
	                 : near_forward(&scan, pos, poll, ctx, match);
	scan_done(&scan);
	pattern_run_free(run);
	return found;
}
