/* Many works, many threads.
 *
 * Works are cut into tasks in order; threads take the next one each; the
 * calling thread waits for the tasks of one work after the other, joins their
 * matches and reports. The tasks share nothing but the pattern and the image,
 * which nobody changes. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "search/search_parts.h"

enum {
	TASK_SIZE = 2 << 20, /* bytes of text */
	BATCH_SIZE = 512 << 10,
	ALONE_SIZE = 512 << 10, /* of all works: not worth a thread */
	THREADS_MAX = 64,
	TELL_US = 5000,
	POLL_US = 50000, /* between two questions to the caller */
	SLICE_US = 20000 /* between two looks whether to stop */
};

struct task {
	size_t job;
	uint32_t first; /* blocks */
	uint32_t last;
	uint64_t bytes;
	bool done;
	struct att_search *search;
};

struct run {
	const struct att_pattern *pattern;
	struct att_search_job *jobs;
	struct task *task;
	size_t count;
	size_t cap;
	uint64_t bytes;
	struct pattern_run *alone; /* no threads: the calling one works */
	bool (*done)(void *ctx, size_t job);
	bool (*poll)(void *ctx);
	void *ctx;
	pthread_mutex_t lock; /* of what follows and of task.done */
	pthread_cond_t change;
	size_t next;
	bool stop;
};

static void
add_task(struct run *r, size_t job, uint32_t first, uint32_t last)
{
	const struct att_image *image = r->jobs[job].image;
	struct task *t;

	r->task = mem_grow(r->task, &r->cap, r->count + 1, sizeof(*r->task));
	t = &r->task[r->count++];
	*t = (struct task){.job = job, .first = first, .last = last};
	if (last > first)
		t->bytes = att_block(image, last - 1)->end -
		           att_block(image, first)->start;
	r->bytes += t->bytes;
}

/* The block after one task's share. */
static uint32_t
share(const struct att_image *image, uint32_t first, uint32_t last)
{
	att_pos start = att_block(image, first)->start;
	uint32_t low = first + 1, high = last;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (att_block(image, mid)->start - start < TASK_SIZE)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* At block ends, about every TASK_SIZE bytes. A work without blocks in its
 * scope is a task too, so that it is reported. */
static void
cut(struct run *r, size_t job)
{
	struct scope scope;
	uint32_t first;

	scope_init(&scope, r->jobs[job].image, &r->jobs[job].scope);
	first = scope.first;
	do {
		uint32_t last = first;

		if (first < scope.last)
			last = share(r->jobs[job].image, first, scope.last);
		add_task(r, job, first, last);
		first = last;
	} while (first < scope.last);
}

static bool
stopped(struct run *r)
{
	bool stop;

	pthread_mutex_lock(&r->lock);
	stop = r->stop;
	pthread_mutex_unlock(&r->lock);
	return stop;
}

/* Asked in the calling thread. */
static bool
has_enough(struct run *r)
{
	if (!r->poll || !r->poll(r->ctx))
		return false;
	pthread_mutex_lock(&r->lock);
	r->stop = true;
	pthread_mutex_unlock(&r->lock);
	return true;
}

/* False when it was stopped on the way. */
static bool
do_task(struct run *r, struct task *t, struct pattern_run *own)
{
	struct att_search_job *job = &r->jobs[t->job];

	t->search = mem_alloc(sizeof(*t->search));
	scan_init(&t->search->scan, r->pattern, own, job->image, &job->scope);
	scan_range(&t->search->scan, t->first, t->last);
	while (att_search_step(t->search, SLICE_US)) {
		if ((r->alone && has_enough(r)) || stopped(r))
			return false;
	}
	return true;
}

/* Small tasks are taken a handful at a time, and the caller is not woken for
 * each: that would take longer than they do. Returns the end of the handful;
 * the lock is held. */
static size_t
take(struct run *r)
{
	size_t end = r->next;
	uint64_t bytes = 0;

	while (end < r->count && bytes < BATCH_SIZE)
		bytes += r->task[end++].bytes;
	return end;
}

static void
do_batch(struct run *r, size_t row, size_t end, struct pattern_run *own)
{
	int64_t told = clock_us();

	for (; row < end && !stopped(r); row++) {
		bool done = do_task(r, &r->task[row], own);

		pthread_mutex_lock(&r->lock);
		r->task[row].done = done;
		if (row + 1 == end || clock_us() - told > TELL_US) {
			told = clock_us();
			pthread_cond_signal(&r->change);
		}
		pthread_mutex_unlock(&r->lock);
	}
}

static void *
work(void *arg)
{
	struct run *r = arg;
	struct pattern_run *own = pattern_run_new(r->pattern);

	pthread_mutex_lock(&r->lock);
	while (r->next < r->count && !r->stop) {
		size_t row = r->next;
		size_t end = take(r);

		r->next = end;
		pthread_mutex_unlock(&r->lock);
		do_batch(r, row, end, own);
		pthread_mutex_lock(&r->lock);
	}
	pthread_mutex_unlock(&r->lock);
	pattern_run_free(own);
	return NULL;
}

static struct timespec
soon(void)
{
	struct timespec time;

	clock_gettime(CLOCK_REALTIME, &time);
	time.tv_nsec += POLL_US * 1000L;
	if (time.tv_nsec >= 1000000000) {
		time.tv_nsec -= 1000000000;
		time.tv_sec++;
	}
	return time;
}

/* Whether threads have done the task at row, waiting for it a while. */
static bool
is_done(struct run *r, size_t row)
{
	struct timespec end = soon();
	int status = 0;
	bool done;

	pthread_mutex_lock(&r->lock);
	while (!r->task[row].done && status == 0)
		status = pthread_cond_timedwait(&r->change, &r->lock, &end);
	done = r->task[row].done;
	pthread_mutex_unlock(&r->lock);
	return done;
}

/* The task at row is done when this returns; false when the caller has enough.
 */
static bool
await(struct run *r, size_t row)
{
	if (has_enough(r))
		return false;
	if (r->alone)
		return do_task(r, &r->task[row], r->alone);
	while (!is_done(r, row)) {
		if (has_enough(r))
			return false;
	}
	return true;
}

/* The matches of more behind those of first. */
static void
join(struct scan *first, struct scan *more)
{
	size_t count = more->count;

	if (first->count + count > SCAN_MATCHES)
		count = SCAN_MATCHES - first->count;
	first->skipped += more->skipped + (count < more->count);
	first->match = mem_grow(first->match, &first->cap, first->count + count,
	    sizeof(*first->match));
	if (count)
		memcpy(first->match + first->count, more->match,
		    count * sizeof(*first->match));
	first->count += count;
	first->at = more->at;
	first->last = more->last;
}

static size_t
job_end(const struct run *r, size_t row)
{
	size_t job = r->task[row].job;

	while (row < r->count && r->task[row].job == job)
		row++;
	return row;
}

/* What the tasks of a job found, in order, becomes its search. */
static void
gather(struct run *r, size_t row, size_t end)
{
	size_t job = r->task[row].job;
	struct att_search *search = NULL;

	for (; row < end; row++) {
		struct task *t = &r->task[row];

		if (!search) {
			search = t->search;
		} else if (t->search) {
			join(&search->scan, &t->search->scan);
			att_search_free(t->search);
		}
		t->search = NULL;
	}
	r->jobs[job].search = search;
}

/* Report jobs as they are finished. Returns the first task of a job that was
 * not, for the caller wants no more; *told is cleared when it even wants none
 * of what there is. */
static size_t
report_all(struct run *r, bool *told)
{
	size_t row = 0;

	*told = true;
	while (*told && row < r->count) {
		size_t end = job_end(r, row);

		for (size_t i = row; i < end; i++) {
			if (!await(r, i))
				return row;
		}
		gather(r, row, end);
		*told = !r->done || r->done(r->ctx, r->task[row].job);
		row = end;
	}
	return row;
}

/* After a stop, with no thread at work: what was found all the same. */
static void
report_parts(struct run *r, size_t row)
{
	bool told = true;

	while (told && row < r->count) {
		size_t end = job_end(r, row), job = r->task[row].job;

		gather(r, row, end);
		if (r->done && r->jobs[job].search)
			told = r->done(r->ctx, job);
		row = end;
	}
}

static unsigned
start_threads(struct run *r, unsigned wanted, pthread_t *thread)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned started = 0;

	if (wanted == 0)
		wanted = cores > 0 ? (unsigned)cores : 1;
	if (wanted > THREADS_MAX)
		wanted = THREADS_MAX;
	if (wanted > r->count)
		wanted = (unsigned)r->count;
	if (wanted <= 1 || r->bytes < ALONE_SIZE)
		return 0;
	while (started < wanted &&
	       pthread_create(&thread[started], NULL, work, r) == 0)
		started++;
	return started;
}

bool
att_search_run(const struct att_pattern *pattern, struct att_search_job *jobs,
    size_t count, unsigned threads, bool (*done)(void *ctx, size_t job),
    bool (*asked)(void *ctx), void *ctx)
{
	struct run r = {.pattern = pattern,
	    .jobs = jobs,
	    .done = done,
	    .poll = asked,
	    .ctx = ctx,
	    .lock = PTHREAD_MUTEX_INITIALIZER,
	    .change = PTHREAD_COND_INITIALIZER};
	pthread_t thread[THREADS_MAX];
	unsigned started;
	size_t row;
	bool told;

	for (size_t i = 0; i < count; i++) {
		jobs[i].search = NULL;
		cut(&r, i);
	}
	started = start_threads(&r, threads, thread);
	if (started == 0)
		r.alone = pattern_run_new(pattern);
	row = report_all(&r, &told);
	pthread_mutex_lock(&r.lock);
	r.stop = true;
	pthread_mutex_unlock(&r.lock);
	for (unsigned i = 0; i < started; i++)
		pthread_join(thread[i], NULL);
	if (told)
		report_parts(&r, row);
	for (size_t i = 0; i < r.count; i++)
		att_search_free(r.task[i].search);
	pattern_run_free(r.alone);
	free(r.task);
	return row == r.count;
}
