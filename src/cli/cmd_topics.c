/* attache topics: ranked full text for people who do not write patterns. */
#include <stdlib.h>
#include <string.h>

#include "attache/topics.h"
#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "cli/hits.h"
#include "cli/passage.h"

struct words {
	char **word; /* folded */
	bool *prefix;
	size_t count;
};

struct asked {
	struct cli *cli;
	struct works *works;
	struct att_topics *topics;
	size_t *work; /* of each work added */
	size_t works_added;
	struct words words;
};

static bool
is_letter(uint32_t c)
{
	return c >= 0x80 ? c != 0xA0 && !(c >= 0x2000 && c <= 0x206F)
	                 : (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	                       (c >= 'a' && c <= 'z');
}

/* The next word at or after *at; false at the end. */
static bool
next_word(const char *text, size_t size, size_t *at, struct att_range *word)
{
	uint32_t c;
	size_t n = 0;

	while (*at < size) {
		n = utf8_next(text + *at, size - *at, &c);
		if (is_letter(c))
			break;
		*at += n;
	}
	word->start = (att_pos)*at;
	while (*at < size) {
		n = utf8_next(text + *at, size - *at, &c);
		if (!is_letter(c))
			break;
		*at += n;
	}
	word->end = (att_pos)*at;
	return word->end > word->start;
}

static void
take_words(struct words *words, const char *query)
{
	size_t size = strlen(query), at = 0;
	struct att_range r;

	while (next_word(query, size, &at, &r)) {
		words->word = mem_resize(
		    words->word, (words->count + 1) * sizeof(*words->word));
		words->prefix = mem_resize(
		    words->prefix, (words->count + 1) * sizeof(*words->prefix));
		words->word[words->count] =
		    utf8_fold(query + r.start, r.end - r.start);
		words->prefix[words->count++] = query[r.end] == '*';
	}
}

static void
free_words(struct words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->word[i]);
	free(words->word);
	free(words->prefix);
}

static bool
is_wanted(const struct words *words, const char *text, size_t size)
{
	char *folded = utf8_fold(text, size);
	bool wanted = false;

	for (size_t i = 0; i < words->count && !wanted; i++)
		wanted = words->prefix[i] ? strncmp(folded, words->word[i],
		                                strlen(words->word[i])) == 0
		                          : strcmp(folded, words->word[i]) == 0;
	free(folded);
	return wanted;
}

static void
print_snippet(
    struct asked *a, const struct att_image *image, struct att_range excerpt)
{
	struct out *out = &a->cli->out;
	struct buf read = {0};
	bool marked = a->cli->value[OPT_MARKED] != NULL;
	size_t at = 0, done = 0, size, from, to;
	const char *text;
	struct att_range word;

	passage_read(image, excerpt, excerpt, &read, &from, &to);
	text = buf_cstr(&read);
	size = read.size;
	while (next_word(text, size, &at, &word)) {
		if (!is_wanted(
		        &a->words, text + word.start, word.end - word.start))
			continue;
		out_passage(out, text + done, word.start - done);
		out_str(out, marked ? ">>" : "");
		out_style(out, ATT_S_BOLD);
		out_text(out, text + word.start, word.end - word.start);
		out_style(out, 0);
		out_str(out, marked ? "<<" : "");
		done = word.end;
	}
	out_passage(out, text + done, size - done);
	out_newline(out);
	buf_done(&read);
}

static void
print_topic(struct asked *a, const struct att_topic *topic)
{
	struct out *out = &a->cli->out;
	size_t work = a->work[topic->work];
	const struct att_image *image = works_image(a->works, work);
	char address[ADDRESS_MAX];

	if (!image)
		return;
	works_address(a->works, work, image,
	    att_block(image, topic->block)->start, address);
	out_wrap(out, 8);
	out_format(out, "%6.2f  ", topic->score);
	out_styled(out, ATT_S_DIM, address);
	out_spaces(out, 2);
	section_name(out, image, topic->section, ATT_S_HEADING);
	out_newline(out);
	out_wrap(out, 8);
	out_spaces(out, 8);
	print_snippet(a, image, topic->excerpt);
}

static void
json_topic(struct asked *a, const struct att_topic *topic)
{
	size_t work = a->work[topic->work];
	const struct att_image *image = works_image(a->works, work);
	att_pos pos;
	struct json json;

	if (!image)
		return;
	pos = att_block(image, topic->block)->start;
	json_begin(&json, &a->cli->out);
	json_real(&json, "score", topic->score, 3);
	json_place(&json, a->works, work, image, pos, topic->section);
	json_number(&json, "pos", pos);
	json_text(&json, "excerpt",
	    att_image_text(image, NULL) + topic->excerpt.start,
	    topic->excerpt.end - topic->excerpt.start);
	json_end(&json);
}

/* An index that cannot be kept is made in memory instead. */
static bool
add_work(struct asked *a, size_t work)
{
	const struct att_image *image = works_image(a->works, work);
	const char *path =
	    a->cli->value[OPT_NO_CACHE]
	        ? NULL
	        : att_library_topics_path(a->works->library, work);
	struct att_error err = {0};

	if (!image)
		return true;
	if (path && !att_topics_fits(image, path) &&
	    !att_topics_build(image, path, NULL))
		path = NULL;
	if (!att_topics_add(a->topics, image, path, &err)) {
		complain("%s", err.text);
		return false;
	}
	a->work[a->works_added++] = work;
	return true;
}

/* The words as one string; those that hold spaces are phrases, as the shell
 * has taken their quotes away. */
static char *
join_words(const struct cli *cli)
{
	struct buf query = {0};

	for (size_t i = 0; i < cli->count; i++) {
		bool phrase = cli->count > 1 && strchr(cli->word[i], ' ') &&
		              !strchr(cli->word[i], '"');

		buf_str(&query, i ? " " : "");
		buf_str(&query, phrase ? "\"" : "");
		buf_str(&query, cli->word[i]);
		buf_str(&query, phrase ? "\"" : "");
	}
	buf_cstr(&query);
	return query.data;
}

static int
answer(struct asked *a, const char *query, size_t limit, uint32_t subtree)
{
	struct att_error err = {0};
	struct att_topic *item = NULL;
	size_t count = 0;
	bool loose = false;

	if (!att_topics_find(
	        a->topics, query, limit, subtree, &item, &count, &loose, &err))
		return complain("%s", err.text);
	if (loose && count && !a->cli->value[OPT_QUIET])
		complain(_("no section has all these words; these have some"));
	for (size_t i = 0; i < count && cli_going(a->cli); i++)
		if (a->cli->json)
			json_topic(a, &item[i]);
		else
			print_topic(a, &item[i]);
	free(item);
	return works_status(a->cli, a->works, count);
}

static int
ask(struct asked *a, size_t limit)
{
	char *query = join_words(a->cli);
	const struct works *works = a->works;
	bool ok = true;
	int status = CLI_ERROR;

	take_words(&a->words, query);
	a->topics = att_topics_new();
	a->work = mem_alloc((works->count + 1) * sizeof(*a->work));
	for (size_t i = 0; ok && i < works->count && cli_going(a->cli); i++)
		ok = add_work(a, works->part[i].work);
	if (ok && stop_asked())
		status = cli_status(a->cli, 0);
	else if (ok)
		status = answer(a, query, limit,
		    works->count == 1 ? works->part[0].node : 0);
	att_topics_free(a->topics);
	free_words(&a->words);
	free(a->work);
	free(query);
	return status;
}

int
cmd_topics(struct cli *cli)
{
	const char *in = cli->value[OPT_IN];
	struct works works = {0};
	struct asked asked = {.cli = cli, .works = &works};
	long limit;
	int status;

	if (cli->count == 0)
		return complain(_("topics wants words; attache topics --help "
		                  "says more"));
	if (!cli_number(cli, OPT_LIMIT, 1, 100000, 10, &limit))
		return CLI_ERROR;
	status = works_open(cli, &in, in ? 1 : 0, &works);
	if (status == 0)
		status = ask(&asked, (size_t)limit);
	works_close(&works);
	return status;
}
