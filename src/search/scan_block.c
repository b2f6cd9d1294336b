/* One block by itself: what defines a match, and where a bad pattern is held.
 *
 * When the facts bound the work of one call, it is one call. When they bound
 * the work of one start, starts are tried a number at a time. Else the matcher
 * is watched by the clock and the block is given up when it is not done. */
#include "search/scan.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

enum {
	PLAIN_SIZE = 4096,    /* bytes that are not worth measuring lines in */
	GUARDED_STARTS = 256, /* tried between two returns to the caller */
	GUARDED_SIZE = 2 << 20, /* bytes that the clock can be read along */
	CALL_US = 8000,         /* for one guarded call */
	BLOCK_US = 200000,      /* for one block, in all */
	PATIENCE = 16 /* blocks skipped before less time is spent on each */
};

double
scan_steps(const struct facts *f, size_t size)
{
	double steps = f->work;

	for (unsigned i = 1; i <= f->degree && steps < 1e18; i++)
		steps *= (double)size / i;
	return steps;
}

void
scan_add(struct scan *s, uint32_t block, size_t start, size_t end)
{
	if (!scope_match(&s->scope, block, (att_pos)start))
		return;
	s->match = mem_grow(s->match, &s->cap, s->count + 1, sizeof(*s->match));
	s->match[s->count++] = (struct att_range){(att_pos)start, (att_pos)end};
}

static size_t
next_char(const char *subject, size_t size, size_t at)
{
	at++;
	while (at < size && ((unsigned char)subject[at] & 0xC0) == 0x80)
		at++;
	return at;
}

size_t
scan_after(const char *subject, size_t size, size_t at,
    const struct pattern_span *span)
{
	size_t next = span->end;

	if (span->end == span->start)
		next = next_char(subject, size, next);
	return next > at ? next : next_char(subject, size, at);
}

/* One block being matched. */
struct work {
	const char *subject;
	size_t size;
	size_t starts; /* that one call may try */
	bool guarded;
	int64_t until;   /* return to the caller then */
	int64_t call_us; /* for one call, when guarded */
};

static size_t
longest_line(const char *text, size_t size)
{
	size_t longest = 0;

	while (size > 0) {
		const char *end = memchr(text, '\n', size);
		size_t line = end ? (size_t)(end - text) + 1 : size;

		if (line > longest)
			longest = line;
		text += line;
		size -= line;
	}
	return longest;
}

/* Patience wears off: where a pattern is too much for many blocks, they cannot
 * all have their full time. */
static int64_t
call_time(const struct scan *s)
{
	uint32_t skipped = s->skipped;
	int64_t time = CALL_US;

	for (; skipped >= PATIENCE && time > 250; skipped /= 4)
		time /= 2;
	return time;
}

static void
plan_work(const struct scan *s, struct work *w)
{
	size_t line = w->size;
	size_t unit = 1; /* bytes that hold one start */
	double steps;

	if (s->facts->lines && w->size > PLAIN_SIZE)
		line = longest_line(w->subject, w->size);
	if (s->facts->line_starts)
		unit = line + 1;
	steps = scan_steps(s->facts, line);
	w->guarded = s->facts->degree >= FACTS_RISKY || steps > SCAN_STEPS;
	w->starts = SIZE_MAX;
	if (w->guarded)
		w->starts = unit > GUARDED_STARTS ? unit : GUARDED_STARTS;
	else if (steps * (double)(w->size / unit + 1) > SCAN_STEPS)
		w->starts = (size_t)(SCAN_STEPS / steps) * unit;
	w->call_us = call_time(s);
}

enum outcome { FOUND, FINISHED, PAUSED, GIVEN_UP };

/* The next match from s->inside on, in as many calls as it takes. */
static enum outcome
find(struct scan *s, const struct work *w, struct pattern_span *span)
{
	enum pattern_found found;
	size_t last;

	if (w->starts == SIZE_MAX) {
		found =
		    pattern_find(s->run, w->subject, w->size, s->inside, span);
		return found == PATTERN_MATCH  ? FOUND
		       : found == PATTERN_NONE ? FINISHED
		                               : GIVEN_UP;
	}
	while (s->inside <= w->size) {
		last = w->size - s->inside < w->starts
		           ? w->size
		           : s->inside + w->starts - 1;
		found = pattern_find_within(s->run, w->subject, w->size,
		    s->inside, last, w->guarded,
		    w->guarded ? clock_us() + w->call_us : 0, span);
		if (found != PATTERN_NONE)
			return found == PATTERN_MATCH ? FOUND : GIVEN_UP;
		if (last >= w->size)
			return FINISHED;
		s->inside = next_char(w->subject, w->size, last);
		if (clock_us() >= w->until)
			return PAUSED;
	}
	return FINISHED;
}

/* Into the text again, past the soft hyphens that the subject lacks. */
static void
add_match(struct scan *s, const struct work *w, const struct pattern_span *span)
{
	const struct att_block *b = &s->block[s->at];
	size_t start = span->start, end = span->end;

	if (w->subject != s->text + b->start) {
		start = soft_start(&s->soft, start);
		end = end > span->start ? soft_end(&s->soft, end) : start;
	}
	scan_add(s, s->at, b->start + start, b->start + end);
}

static enum outcome
match_all(struct scan *s, const struct work *w)
{
	unsigned rounds = 0;

	while (s->inside <= w->size && s->count < SCAN_MATCHES) {
		struct pattern_span span;
		enum outcome outcome = find(s, w, &span);

		if (outcome != FOUND)
			return outcome;
		add_match(s, w, &span);
		s->inside = scan_after(w->subject, w->size, s->inside, &span);
		if ((w->starts != SIZE_MAX || ++rounds % 64 == 0) &&
		    clock_us() >= w->until)
			return PAUSED;
	}
	return FINISHED;
}

void
scan_block(struct scan *s, int64_t until)
{
	const struct att_block *b = &s->block[s->at];
	struct work w = {.subject = s->text + b->start,
	    .size = b->end - b->start,
	    .until = until};
	enum outcome outcome = GIVEN_UP;
	int64_t began = 0;

	if (soft_find(w.subject, w.size) < w.size) {
		soft_remove(&s->soft, w.subject, w.size);
		w.subject = s->soft.text.data;
		w.size = s->soft.text.size;
	}
	plan_work(s, &w);
	if (w.starts != SIZE_MAX)
		began = clock_us();
	if (!w.guarded || w.size <= GUARDED_SIZE)
		outcome = match_all(s, &w);
	if (w.starts != SIZE_MAX)
		s->spent += clock_us() - began;
	if (outcome == PAUSED && s->spent < BLOCK_US)
		return;
	s->skipped += outcome == GIVEN_UP || outcome == PAUSED;
	s->at++;
	s->inside = 0;
	s->spent = 0;
}
