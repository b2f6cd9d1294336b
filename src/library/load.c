/* From works to images: those that the cache has are mapped, the others are
 * read by helpers, the largest first. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "library/set.h"
#include "library/workers.h"

struct job {
	size_t work;
	struct stat st;
	struct output out;
};

struct load {
	struct att_library *library;
	struct job *job;
	size_t count;
	size_t cap;
	size_t *again; /* jobs whose image found no room on the disk */
	size_t again_count;
	const size_t *order; /* what the helpers call job n; NULL: itself */
	size_t done;         /* works, those from the cache too */
	size_t total;
	size_t read; /* works, for the line on stderr */
	bool now;    /* the image of a work that was read is wanted at once */
	struct progress progress;
};

bool
work_source(const struct work *work, struct source *source)
{
	source->real = work->real;
	source->installed =
	    work->origin == ORIGIN_INSTALLED ? work->name : NULL;
	return stat(work->real, &source->st) == 0;
}

/* Takes problem. Names of files are in it, and words of a helper, which what it
 * read may have taken over: it is made safe to be shown. */
static void
fail_work(struct work *work, char *problem)
{
	size_t room = 4 * strlen(problem) + 1; /* each byte as \xHH at most */

	free(work->problem);
	work->problem = utf8_safe(problem, mem_alloc(room), room);
	work->state = WORK_FAILED;
	free(problem);
}

/* The helper knows a document by its real path, the person by another; what
 * is said of it must begin with the latter. */
static char *
say_problem(const struct work *work, const char *kept)
{
	size_t real = strlen(work->real);
	char *text = message_tell(kept), *problem;
	const char *slash = strrchr(work->real, '/');
	const char *base = slash ? slash + 1 : work->real;

	if (strncmp(text, work->real, real) == 0)
		problem = mem_format("%s%s", work->path, text + real);
	else if (strncmp(text, base, strlen(base)) == 0)
		problem = mem_format("%s%s", work->path, text + strlen(base));
	else
		problem = mem_format("%s: %s", work->path, text);
	free(text);
	return problem;
}

/* The first error of a work that was not read to its end. */
static char *
first_error(const struct work *work, const struct att_image *image)
{
	char *kept = NULL, *told;

	for (uint32_t i = 0; i < att_finding_count(image); i++) {
		const struct att_finding *f = att_finding(image, i);
		const char *name =
		    att_image_string(image, att_file(image, f->file)->path);

		if (f->severity != ATT_ERROR)
			continue;
		kept =
		    mem_format("%s:%u:%u: %s", f->file == 0 ? work->path : name,
		        f->line, f->column, att_image_string(image, f->text));
		break;
	}
	if (!kept)
		kept = mem_format("%s: %s", work->path,
		    att_image_meta(image, ATT_META_INCOMPLETE));
	told = message_tell(kept);
	free(kept);
	return told;
}

/* Takes image and topics. */
static void
adopt(struct att_library *library, struct work *work, struct att_image *image,
    char *topics)
{
	if (library->opts.strict &&
	    *att_image_meta(image, ATT_META_INCOMPLETE)) {
		fail_work(work, first_error(work, image));
		att_image_free(image);
		free(topics);
		return;
	}
	work->image = image;
	work->state = WORK_LOADED;
	free(work->topics);
	work->topics = topics;
	library->loaded++;
}

static void
set_ready(struct att_library *library, struct work *work)
{
	work->state = WORK_READY;
	library->ready++;
}

static void
judge(struct work *work, const struct wire_answer *answer)
{
	if (answer->result == WIRE_OTHER && work->origin == ORIGIN_DIRECTORY) {
		work->state = WORK_OTHER;
		return;
	}
	fail_work(work,
	    answer->result == WIRE_OTHER
	        ? mem_format(_("%s is neither DocBook nor TEI"), work->path)
	        : say_problem(work, answer->text));
}

static void
fail_unfound(struct work *work)
{
	fail_work(work, mem_format(_("cannot open %s"), work->path));
}

/* True when there is nothing left to read for this work. */
static bool
from_cache(
    struct att_library *library, struct work *work, const struct source *source)
{
	struct cached found;

	if (!cache_find(&library->cache, source, &found))
		return false;
	if (found.image)
		adopt(library, work, found.image, found.topics);
	else
		judge(work, &found.verdict);
	return true;
}

static struct job *
job_of(struct load *load, size_t job)
{
	return &load->job[load->order ? load->order[job] : job];
}

static void
tell(struct load *load)
{
	const struct att_library_opts *opts = &load->library->opts;

	load->done++;
	if (opts->progress)
		opts->progress(opts->ctx, load->done, load->total);
}

static void
tell_read(struct load *load)
{
	progress_draw(&load->progress, ++load->read, load->count);
	tell(load);
}

/* A job may start twice, when the helper that had it died before it. */
static const char *
start_job(void *ctx, size_t row, int *out)
{
	struct load *load = ctx;
	struct job *job = job_of(load, row);
	struct work *work = &load->library->work[job->work];
	struct att_error err;

	output_close(&load->library->cache, &job->out);
	if (!output_open(&load->library->cache, &job->out, &err)) {
		fail_work(work, mem_dup(err.text));
		tell_read(load);
		return NULL;
	}
	*out = job->out.write;
	return work->real;
}

static void
take_image(struct load *load, struct job *job)
{
	struct att_library *library = load->library;
	struct work *work = &library->work[job->work];
	struct source source = {.real = work->real, .st = job->st};
	struct att_image *image;
	struct att_error err;

	if (!output_take(&library->cache, &job->out, &source, work->path,
	        load->now || library->opts.strict, &image, &err))
		fail_work(work, mem_dup(err.text));
	else if (image)
		adopt(library, work, image, NULL);
	else
		set_ready(library, work);
}

/* What the document itself is guilty of is worth remembering. */
static void
take_verdict(
    struct load *load, const struct job *job, const struct wire_answer *answer)
{
	struct work *work = &load->library->work[job->work];
	struct source source = {.real = work->real, .st = job->st};

	if (answer->result == WIRE_OTHER || answer->code == ATT_EINPUT ||
	    answer->code == ATT_ELIMIT)
		verdict_save(&load->library->cache, &source, answer);
	judge(work, answer);
}

static void
finish_job(void *ctx, size_t row, const struct wire_answer *answer)
{
	struct load *load = ctx;
	struct job *job = job_of(load, row);

	if (answer->result == WIRE_UNWRITTEN && job->out.kept) {
		load->library->cache.writable = false;
		load->again[load->again_count++] = (size_t)(job - load->job);
		output_close(&load->library->cache, &job->out);
		return;
	}
	if (answer->result == WIRE_WORK)
		take_image(load, job);
	else
		take_verdict(load, job, answer);
	output_close(&load->library->cache, &job->out);
	tell_read(load);
}

static bool
is_stopped(void *ctx)
{
	const struct load *load = ctx;
	const struct att_library_opts *opts = &load->library->opts;

	return opts->stop && opts->stop(opts->ctx);
}

static int
larger_first(const void *a, const void *b)
{
	const struct job *p = a, *q = b;

	if (p->st.st_size != q->st.st_size)
		return p->st.st_size < q->st.st_size ? 1 : -1;
	return (p->work > q->work) - (p->work < q->work);
}

/* Folders that helpers may read: the roots, and those of documents which
 * lie elsewhere, since a symbolic link led to them; each once. */
static char **
collect_roots(const struct load *load, size_t *count)
{
	const struct att_library *library = load->library;
	size_t cap = library->root_count + load->count;
	char **roots = mem_alloc(cap * sizeof(*roots));
	struct map seen = {0};

	for (*count = 0; *count < library->root_count; ++*count)
		roots[*count] = mem_dup(library->root[*count]);
	for (size_t i = 0; i < load->count; i++) {
		const struct work *work = &library->work[load->job[i].work];
		const char *root = library->root[work->root];
		size_t size = strlen(root);

		if (strncmp(work->real, root, size) == 0 &&
		    (work->real[size] == '/' || root[size - 1] == '/'))
			continue;
		roots[*count] = path_folder(work->real);
		if (map_add(&seen, roots[*count], 0))
			++*count;
		else
			free(roots[*count]);
	}
	map_done(&seen);
	return roots;
}

static bool
read_jobs(struct load *load, struct att_error *err)
{
	struct att_library *library = load->library;
	size_t root_count;
	char **roots = collect_roots(load, &root_count);
	struct workers workers = {
	    .helper = library->helper,
	    .roots = (const char *const *)roots,
	    .root_count = root_count,
	    .count = library->opts.workers,
	    .seconds = library->opts.seconds,
	    .megabytes = library->opts.megabytes,
	    .start = start_job,
	    .done = finish_job,
	    .stop = is_stopped,
	    .ctx = load,
	};
	size_t *again = mem_alloc(load->count * sizeof(*again));
	bool ok;

	qsort(load->job, load->count, sizeof(*load->job), larger_first);
	load->again = again;
	ok = workers_run(&workers, load->count, err);
	if (ok && load->again_count > 0) {
		load->order = again;
		ok = workers_run(&workers, load->again_count, err);
	}
	for (size_t i = 0; i < load->count; i++)
		output_close(&library->cache, &load->job[i].out);
	for (size_t i = 0; i < root_count; i++)
		free(roots[i]);
	free(roots);
	free(again);
	return ok;
}

/* What is on record as fitting need not even be opened yet, unless what is
 * in it decides whether it counts. */
static bool
is_ready(
    struct att_library *library, struct work *work, const struct source *source)
{
	if (library->opts.strict || !cache_has(&library->cache, source))
		return false;
	set_ready(library, work);
	return true;
}

static void
map_ready(struct att_library *library, struct work *work)
{
	struct source source = {.real = work->real};
	struct cached found;

	library->ready--;
	if (cache_map(&library->cache, &source, &found))
		adopt(library, work, found.image, found.topics);
	else
		work->state = WORK_NEW;
}

/* Look for it in the cache; what is not there becomes a job. */
static void
prepare(struct load *load, size_t row, const struct source *source)
{
	if (from_cache(load->library, &load->library->work[row], source)) {
		tell(load);
		return;
	}
	load->job = mem_grow(
	    load->job, &load->cap, load->count + 1, sizeof(*load->job));
	load->job[load->count++] =
	    (struct job){row, source->st, {.write = -1, .read = -1}};
}

static bool
run_load(struct load *load, struct att_error *err)
{
	bool ok = true;

	progress_open(&load->progress, load->library->opts.quiet);
	if (load->count > 0)
		ok = read_jobs(load, err);
	progress_close(&load->progress);
	cache_flush(&load->library->cache);
	free(load->job);
	return ok;
}

const struct att_image *
load_work(struct att_library *library, size_t row, struct att_error *err)
{
	struct load load = {.library = library, .total = 1, .now = true};
	struct work *work = &library->work[row];
	struct source source;
	bool ok = true;

	if (work->state == WORK_READY)
		map_ready(library, work);
	if (work->state == WORK_NEW && !work_source(work, &source))
		fail_unfound(work);
	if (work->state == WORK_NEW) {
		prepare(&load, row, &source);
		ok = run_load(&load, err);
	}
	if (ok && work->state == WORK_OTHER)
		att_fail(err, ATT_EINPUT, _("%s is neither DocBook nor TEI"),
		    work->path);
	else if (ok && work->state == WORK_FAILED)
		att_fail(err, ATT_EINPUT, "%s", work->problem);
	return work->image;
}

/* Those that a work includes are part of it and no works, unless they were
 * asked for. The first of two that include each other stays. */
static void
mark_fragments(struct att_library *library, const struct work *work)
{
	char *folder = path_folder(work->real);

	for (uint32_t i = 1; i < att_file_count(work->image); i++) {
		const char *name = att_image_string(
		    work->image, att_file(work->image, i)->path);
		char *real = path_join(folder, name);
		const size_t *row = map_find(&library->by_real, real);
		struct work *part = row ? &library->work[*row] : NULL;

		if (part && part != work && part->origin != ORIGIN_FILE) {
			library->ready -= part->state == WORK_READY;
			part->state = WORK_FRAGMENT;
		}
		free(real);
	}
	free(folder);
}

static void
drop_others(struct att_library *library)
{
	size_t kept = 0;

	for (size_t i = 0; i < library->count; i++) {
		struct work *work = &library->work[i];

		if (work->state == WORK_LOADED)
			mark_fragments(library, work);
	}
	for (size_t i = 0; i < library->count; i++) {
		struct work *work = &library->work[i];

		library->passed_over += work->state == WORK_OTHER;
		if (work->state == WORK_OTHER || work->state == WORK_FRAGMENT)
			work_done(work);
		else
			library->work[kept++] = *work;
	}
	if (kept == library->count)
		return;
	library->count = kept;
	library->loaded++; /* rows have moved: what is known of them is not */
	library_map(library);
}

static void
look_for(struct load *load, size_t row)
{
	struct work *work = &load->library->work[row];
	struct source source;

	if (!work_source(work, &source)) {
		fail_unfound(work);
		tell(load);
	} else if (is_ready(load->library, work, &source)) {
		tell(load);
	} else {
		prepare(load, row, &source);
	}
}

bool
att_library_load(struct att_library *library, struct att_error *err)
{
	struct load load = {.library = library};
	bool ok = true;

	for (size_t i = 0; i < library->count; i++)
		load.total += library->work[i].state == WORK_NEW;
	for (size_t i = 0; ok && i < library->count; i++) {
		if (library->work[i].state != WORK_NEW)
			continue;
		ok = !is_stopped(&load) ||
		     att_fail(err, ATT_ESTOPPED, _("reading was stopped"));
		if (ok)
			look_for(&load, i);
	}
	if (ok) {
		ok = run_load(&load, err);
		drop_others(library);
	} else {
		free(load.job);
	}
	return ok;
}
