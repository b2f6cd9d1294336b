/* attache search: a regular expression in works. */
#include <stdlib.h>
#include <string.h>

#include "attache/pattern.h"
#include "attache/search.h"
#include "base/mem.h"
#include "base/message.h"
#include "cli/hits.h"
#include "cli/passage.h"

enum { JSON_AROUND = 80 /* characters before and after a match */ };

struct finder {
	struct hits hits;
	struct cli *cli;
	struct works *works;
	struct att_search_job *job;
	size_t *work; /* of each job */
	size_t jobs;
	size_t found;
	size_t limit; /* of each work; 0: none */
	uint32_t skipped;
};

/* The pattern, a caret under the place, the reason. */
static int
bad_pattern(const char *text, size_t offset, const struct att_error *err)
{
	size_t size = strlen(text);

	complain_pattern(text, offset < size ? offset : size);
	return complain("%s", err->text);
}

static struct att_pattern *
compile(struct cli *cli, const char *text)
{
	unsigned flags = (cli->value[OPT_LITERAL] ? ATT_P_LITERAL : 0) |
	                 (cli->value[OPT_WORD] ? ATT_P_WORD : 0) |
	                 (cli->value[OPT_CASE] ? ATT_P_CASE : 0) |
	                 (cli->value[OPT_NOCASE] ? ATT_P_NOCASE : 0);
	struct att_error err = {0};
	size_t offset = 0;
	struct att_pattern *pattern =
	    att_pattern_new(text, flags, &offset, &err);

	if (!pattern)
		bad_pattern(text, offset, &err);
	return pattern;
}

static bool
add_scopes(struct att_scope *scope, const char *list)
{
	char *copy = mem_dup(list), *rest = copy, *name;
	bool ok = true;

	while (ok && (name = strsep(&rest, ",")))
		if (*name && !att_scope_add(scope, name)) {
			complain(
			    _("no scope \"%s\"; attache search --help lists "
			      "them"),
			    name);
			ok = false;
		}
	free(copy);
	return ok;
}

static void
json_match(struct finder *f, size_t job, struct att_range match)
{
	const struct att_image *image = f->job[job].image;
	const char *text = att_image_text(image, NULL);
	uint32_t block = att_block_at(image, match.start);
	struct att_range before =
	    passage_before(image, match.start, JSON_AROUND);
	struct att_range after = passage_after(image, match.end, JSON_AROUND);
	struct json json;
	uint32_t node = block == ATT_NONE ? att_node_at(image, match.start)
	                                  : att_block(image, block)->node;

	json_begin(&json, &f->cli->out);
	json_place(&json, f->works, f->work[job], image, match.start,
	    att_section_at(image, match.start));
	json_string(&json, "kind",
	    att_kind_name((enum att_kind)att_node(image, node)->kind));
	json_number(&json, "pos", match.start);
	json_text(&json, "match", text + match.start, match.end - match.start);
	json_text(
	    &json, "before", text + before.start, before.end - before.start);
	json_text(&json, "after", text + after.start, after.end - after.start);
	json_end(&json);
}

static void
print_match(struct finder *f, size_t job, struct att_range match)
{
	const struct att_image *image = f->job[job].image;
	char address[ADDRESS_MAX];
	unsigned room;

	works_address(f->works, f->work[job], image, match.start, address);
	room = hits_room(f->cli, address);
	hits_line(&f->hits, f->work[job], image, match,
	    passage_around(image, match, room));
}

static void
print_count(struct finder *f, size_t job, size_t count)
{
	const char *name = att_library_name(f->works->library, f->work[job]);
	struct out *out = &f->cli->out;
	struct json json;

	if (f->cli->json) {
		json_begin(&json, out);
		json_string(&json, "work", name);
		json_number(&json, "count", (int64_t)count);
		json_end(&json);
		return;
	}
	out_str(out, name);
	out_format(out, ":%zu", count);
	out_newline(out);
}

static bool
stop_search(void *ctx)
{
	const struct finder *f = ctx;

	return !cli_going(f->cli);
}

/* Called for each job in order while later ones are still searched, and after
 * Ctrl-C for what had been found by then. */
static bool
print_job(void *ctx, size_t job)
{
	struct finder *f = ctx;
	size_t count;
	const struct att_range *match =
	    att_search_matches(f->job[job].search, &count);

	f->skipped += att_search_skipped(f->job[job].search);
	if (f->limit && count > f->limit)
		count = f->limit;
	if (count && f->cli->value[OPT_COUNT]) {
		print_count(f, job, count);
		f->found += count;
		count = 0;
	}
	for (size_t i = 0; i < count && out_ok(&f->cli->out); i++) {
		if (f->cli->json)
			json_match(f, job, match[i]);
		else
			print_match(f, job, match[i]);
		f->found++;
	}
	out_flush(&f->cli->out);
	return out_ok(&f->cli->out);
}

static void
make_jobs(struct finder *f, const struct att_scope *scope)
{
	struct works *works = f->works;

	f->job = mem_alloc((works->count + 1) * sizeof(*f->job));
	f->work = mem_alloc((works->count + 1) * sizeof(*f->work));
	for (size_t i = 0; i < works->count; i++) {
		const struct part *part = &works->part[i];
		const struct att_image *image = works_image(works, part->work);

		if (!image || !cli_going(f->cli))
			continue;
		f->job[f->jobs] =
		    (struct att_search_job){.image = image, .scope = *scope};
		f->job[f->jobs].scope.subtree = part->node;
		f->work[f->jobs++] = part->work;
	}
}

static int
search(struct finder *f, const struct att_pattern *pattern,
    const struct att_scope *scope)
{
	make_jobs(f, scope);
	att_search_run(pattern, f->job, f->jobs, 0, print_job, stop_search, f);
	if (f->skipped && !f->cli->value[OPT_QUIET])
		complain(P_("%u passage was given up, on which the pattern "
		            "took too long: the results are only a part",
		             "%u passages were given up, on which the pattern "
		             "took too long: the results are only a part",
		             f->skipped),
		    f->skipped);
	for (size_t i = 0; i < f->jobs; i++)
		att_search_free(f->job[i].search);
	free(f->job);
	free(f->work);
	return works_status(f->cli, f->works, f->found);
}

/* Without works the one that --in names is the library; else it is one of
 * them. */
static int
open_works(
    struct cli *cli, const char *const *arg, size_t count, struct works *works)
{
	const char *in = cli->value[OPT_IN];
	int status;

	if (in && count == 0)
		return works_open(cli, &in, 1, works);
	status = works_open(cli, arg, count, works);
	return status || !in ? status : works_narrow(works, in);
}

int
cmd_search(struct cli *cli)
{
	struct att_scope scope = {0};
	struct att_pattern *pattern;
	struct works works = {0};
	struct finder f = {
	    .hits = {.cli = cli, .works = &works}, .cli = cli, .works = &works};
	const char *list = cli->value[OPT_SCOPE];
	long limit;
	int status;

	if (cli->count == 0)
		return complain(
		    _("search wants a pattern; attache search --help "
		      "says more"));
	if (!cli_number(cli, OPT_MAX, 1, 1000000000, 0, &limit) ||
	    (list && !add_scopes(&scope, list)))
		return CLI_ERROR;
	f.limit = (size_t)limit;
	pattern = compile(cli, cli->word[0]);
	if (!pattern)
		return CLI_ERROR;
	status = open_works(cli, cli->word + 1, cli->count - 1, &works);
	if (status == 0)
		status = search(&f, pattern, &scope);
	works_close(&works);
	att_pattern_free(pattern);
	return status;
}
