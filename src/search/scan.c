/* Many blocks at once: which of them are worth a look.
 *
 * By slices, one call of the matcher over many neighbouring blocks, where the
 * pattern's facts allow it; by its literals; else one by one. A soft hyphen,
 * which is not in what is searched, always has its block looked at alone. */
#include "search/scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

enum { LITERAL_GOOD = 3 /* bytes that make one worth looking for */ };

static bool
good_literals(const struct literal_set *set)
{
	for (unsigned i = 0; i < set->count; i++) {
		if (set->item[i].size < LITERAL_GOOD)
			return false;
	}
	return set->count > 0;
}

static void
choose(struct scan *s, const struct att_pattern *pattern)
{
	bool good = good_literals(&s->facts->needed[0]);

	s->slices = s->facts->sliceable && s->facts->degree <= 1 &&
	            (s->facts->quick_start || !good);
	if (!s->slices)
		s->finder = pattern_finder(pattern, 0);
	s->also = pattern_finder(pattern, 1);
}

void
scan_init(struct scan *s, const struct att_pattern *pattern,
    struct pattern_run *run, const struct att_image *image,
    const struct att_scope *scope)
{
	*s = (struct scan){
	    .image = image,
	    .text = att_image_text(image, NULL),
	    .facts = pattern_facts(pattern),
	    .run = run,
	};
	if (att_block_count(image))
		s->block = att_block(image, 0);
	scope_init(&s->scope, image, scope);
	choose(s, pattern);
	scan_range(s, s->scope.first, s->scope.last);
}

void
scan_range(struct scan *s, uint32_t first, uint32_t last)
{
	s->at = first > s->scope.first ? first : s->scope.first;
	s->last = last < s->scope.last ? last : s->scope.last;
	s->inside = 0;
	s->spent = 0;
	s->alone = 0;
}

void
scan_done(struct scan *s)
{
	soft_done(&s->soft);
	free(s->match);
	*s = (struct scan){0};
}

/* The block that holds pos or comes next, looked for upwards from at in
 * growing steps; last when there is none. */
static uint32_t
block_of(const struct scan *s, uint32_t at, uint32_t last, att_pos pos)
{
	uint32_t step = 1;
	uint32_t low = at;

	while (last - low > step && s->block[low + step - 1].end < pos) {
		low += step;
		step *= 2;
	}
	last = last - low > step ? low + step : last;
	while (low < last) {
		uint32_t mid = low + (last - low) / 2;

		if (s->block[mid].end < pos)
			low = mid + 1;
		else
			last = mid;
	}
	return low;
}

/* Blocks from s->at that can be one slice, as the block after the last of
 * them; s->at itself when that one must be looked at alone. */
static uint32_t
plan(const struct scan *s, size_t size)
{
	const struct att_block *b = s->block;
	size_t start = b[s->at].start;
	double steps = 0;
	uint32_t last = s->at;
	size_t soft;

	while (last < s->last &&
	       (last == s->at ? !s->slices || b[last].end - start < size
	                      : b[last].end - start < size &&
	                            b[last].start == b[last - 1].end + 1)) {
		size_t bytes = b[last].end - b[last].start + 1;

		steps += scan_steps(s->facts, bytes) * (double)bytes;
		if (s->slices && steps > SCAN_STEPS)
			break;
		last++;
	}
	if (last == s->at)
		return last;
	size = b[last - 1].end - start;
	soft = soft_find(s->text + start, size);
	return soft == size ? last
	                    : block_of(s, s->at, last, (att_pos)(start + soft));
}

static void
one_block(struct scan *s, int64_t until)
{
	if (scope_block(&s->scope, s->at)) {
		scan_block(s, until);
	} else {
		s->at++;
		s->inside = 0;
	}
}

/* A slice that is not looked at again: every match in it is one. */
static void
exact_slice(struct scan *s, uint32_t last)
{
	size_t start = s->block[s->at].start;
	size_t size = s->block[last - 1].end + 1 - start;
	const char *subject = s->text + start;
	struct pattern_span span;
	size_t at = 0;

	while (at < size && s->count < SCAN_MATCHES) {
		enum pattern_found found =
		    pattern_find(s->run, subject, size, at, &span);

		if (found == PATTERN_TIRED) {
			/* Block by block from the one it came to. */
			s->alone = last;
			s->at = block_of(s, s->at, last, (att_pos)(start + at));
			s->inside = start + at - s->block[s->at].start;
			return;
		}
		if (found == PATTERN_NONE || span.start >= size)
			break;
		if (!s->scope.everything)
			s->at = block_of(
			    s, s->at, last, (att_pos)(start + span.start));
		scan_add(s, s->at, start + span.start, start + span.end);
		at = scan_after(subject, size, at, &span);
	}
	s->at = last;
}

/* A slice that says which blocks to look at. */
static void
rough_slice(struct scan *s, uint32_t last, int64_t until)
{
	size_t start = s->block[s->at].start;
	size_t size = s->block[last - 1].end + 1 - start;
	struct pattern_span span;
	enum pattern_found found;

	while (s->at < last) {
		found = pattern_find(s->run, s->text + start, size,
		    s->block[s->at].start - start, &span);
		if (found == PATTERN_TIRED)
			s->alone = last;
		if (found == PATTERN_MATCH && span.start < size)
			s->at = block_of(
			    s, s->at, last, (att_pos)(start + span.start));
		else
			s->at = found == PATTERN_TIRED ? s->at : last;
		if (found != PATTERN_MATCH || s->at >= last)
			return;
		one_block(s, until);
		if (s->inside || clock_us() >= until)
			return;
	}
}

static void
by_literals(struct scan *s, uint32_t last, int64_t until)
{
	const char *end = s->text + s->block[last - 1].end;

	while (s->at < last) {
		const char *hit = literal_find(
		    s->finder, s->text + s->block[s->at].start, end);

		if (!hit) {
			s->at = last;
			return;
		}
		s->at = block_of(s, s->at, last, (att_pos)(hit - s->text));
		if (s->also &&
		    !literal_find(s->also, s->text + s->block[s->at].start,
		        s->text + s->block[s->at].end))
			s->at++;
		else
			one_block(s, until);
		if (s->inside || clock_us() >= until)
			return;
	}
}

static void
some_blocks(struct scan *s, int64_t until)
{
	uint32_t last = s->at;

	if (!s->inside && s->at >= s->alone && (s->slices || s->finder))
		last = plan(s, s->slices ? SCAN_SLICE : SCAN_LITERAL);
	if (last == s->at)
		one_block(s, until);
	else if (!s->slices)
		by_literals(s, last, until);
	else if (s->facts->exact)
		exact_slice(s, last);
	else
		rough_slice(s, last, until);
}

bool
scan_step(struct scan *s, int64_t until)
{
	while (s->at < s->last) {
		if (s->count >= SCAN_MATCHES) {
			s->skipped += s->last - s->at;
			s->at = s->last;
			break;
		}
		some_blocks(s, until);
		if (clock_us() >= until)
			break;
	}
	return s->at < s->last;
}
