/* attache check: what is wrong with documents, one finding a line in the form
 * of compilers, so that editors can go there. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/message.h"
#include "cli/hits.h"
#include "cli/schema.h"

/* One finding, whoever made it. */
struct finding {
	uint32_t file;
	uint32_t line;
	uint32_t column;
	enum att_severity severity;
	char *text;
};

struct checker {
	struct cli *cli;
	struct works *works;
	size_t work;
	const struct att_image *image;
	char *folder; /* of the work's file, with its last slash; may be "" */
	struct finding *finding;
	size_t count;
	size_t cap;
	size_t total;
	const char **entry; /* names of the bibliography, sorted */
	size_t entries;
	size_t entry_cap;
};

/* As short as a person would write it. */
static char *
shown_path(const char *path)
{
	char *here = getcwd(NULL, 0);
	size_t size = here ? strlen(here) : 0;
	bool below =
	    size > 1 && strncmp(path, here, size) == 0 && path[size] == '/';
	char *shown = mem_dup(below ? path + size + 1 : path);

	free(here);
	return shown;
}

static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? mem_ndup(path, (size_t)(slash - path) + 1) : mem_dup("");
}

static void
add(struct checker *c, const struct att_node *node, enum att_severity severity,
    char *text)
{
	c->finding =
	    mem_grow(c->finding, &c->cap, c->count + 1, sizeof(*c->finding));
	c->finding[c->count++] = (struct finding){
	    node->file, node->line, node->column, severity, text};
}

/* What reading found. */
static void
take_findings(struct checker *c)
{
	for (uint32_t i = 0; i < att_finding_count(c->image); i++) {
		const struct att_finding *f = att_finding(c->image, i);

		c->finding = mem_grow(
		    c->finding, &c->cap, c->count + 1, sizeof(*c->finding));
		c->finding[c->count++] = (struct finding){f->file, f->line,
		    f->column, (enum att_severity)f->severity,
		    message_tell(att_image_string(c->image, f->text))};
	}
}

/* What is wrong with a link that leads to no work read here. */
static char *
lost_link(struct checker *c, const char *target)
{
	char *real = att_library_apart(c->works->library, c->work, target);
	char *shown = real ? shown_path(real) : NULL;
	char *text =
	    shown ? mem_format(
	                _("the link leads to '%s', outside the folder of this "
	                  "document: name %s too to have it checked"),
	                target, shown)
	          : mem_format(_("the link leads to '%s', which no work read "
	                         "here has"),
	                target);

	free(shown);
	free(real);
	return text;
}

static void
check_links(struct checker *c)
{
	for (uint32_t i = 0; i < att_link_count(c->image); i++) {
		const struct att_link *link = att_link(c->image, i);
		const struct att_node *node = att_node(c->image, link->node);
		const char *target = att_image_string(c->image, link->target);
		size_t work;
		uint32_t found;

		if (link->kind == ATT_LINK_WORK && node->kind != ATT_IMAGE &&
		    !att_library_resolve(
		        c->works->library, c->work, target, &work, &found))
			add(c, node, ATT_WARNING, lost_link(c, target));
	}
}

static bool
has_scheme(const char *href)
{
	size_t n = strspn(href, "abcdefghijklmnopqrstuvwxyz"
	                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

	return n > 1 && href[n] == ':';
}

/* Bytes written as %XX in an address of a file. */
static void
decode(char *path)
{
	char *to = path;

	for (const char *from = path; *from; from++) {
		char digits[3] = {0};
		long byte;

		if (*from != '%' || !from[1] || !from[2] ||
		    strspn(from + 1, "0123456789abcdefABCDEF") < 2) {
			*to++ = *from;
			continue;
		}
		memcpy(digits, from + 1, 2);
		byte = strtol(digits, NULL, 16);
		if (byte != 0)
			*to++ = (char)byte;
		from += 2;
	}
	*to = '\0';
}

/* Images are files beside the document that names them. */
static void
check_image(struct checker *c, const struct att_node *node, const char *href)
{
	const char *file =
	    att_image_string(c->image, att_file(c->image, node->file)->path);
	char *base = mem_format("%s%s", c->folder, node->file ? file : "");
	char *folder = folder_of(base);
	char *path = mem_format("%s%s", *href == '/' ? "" : folder, href);
	bool there = access(path, F_OK) == 0;

	decode(path);
	if (!there && access(path, F_OK) != 0)
		add(c, node, ATT_WARNING,
		    mem_format(_("there is no image file '%s'"), href));
	free(path);
	free(folder);
	free(base);
}

static int
by_name(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

static void
add_entry(struct checker *c, const char *name)
{
	if (!name)
		return;
	c->entry = mem_grow(
	    c->entry, &c->entry_cap, c->entries + 1, sizeof(*c->entry));
	c->entry[c->entries++] = name;
}

/* What the entries of the bibliography can be cited as. */
static void
collect_entries(struct checker *c)
{
	c->entries = 0;
	for (uint32_t i = 0; i < att_node_count(c->image); i++) {
		if (att_node(c->image, i)->kind != ATT_BIBLIOENTRY)
			continue;
		add_entry(c, att_node_attr(c->image, i, ATT_A_TITLEABBREV));
		add_entry(c, att_node_attr(c->image, i, ATT_A_LABEL));
		add_entry(c, att_node_attr(c->image, i, ATT_A_ID));
	}
	if (c->entries)
		qsort(c->entry, c->entries, sizeof(*c->entry), by_name);
}

/* DocBook's citation holds the abbreviation of an entry, unless there is a link
 * in it, which is checked as such. */
static void
check_citation(struct checker *c, uint32_t row, const struct att_node *node)
{
	char *cited = mem_ndup(att_image_text(c->image, NULL) + node->start,
	    node->end - node->start);
	bool linked = false;

	for (uint32_t i = row; i < node->next; i++)
		linked = linked || att_link_at(c->image, i) != ATT_NONE;
	if (!linked && c->entries &&
	    !bsearch(&cited, c->entry, c->entries, sizeof(*c->entry), by_name))
		add(c, node, ATT_WARNING,
		    mem_format(
		        _("no entry of the bibliography is '%s'"), cited));
	free(cited);
}

static void
check_nodes(struct checker *c)
{
	for (uint32_t i = 0; i < att_node_count(c->image); i++) {
		const struct att_node *node = att_node(c->image, i);
		const char *href = NULL;

		if (node->kind == ATT_IMAGE)
			href = att_node_attr(c->image, i, ATT_A_HREF);
		else if (node->kind == ATT_CITATION)
			check_citation(c, i, node);
		if (href && !has_scheme(href))
			check_image(c, node, href);
	}
}

/* The row of the work's file that is at this real path; 0 (the first) when it
 * is none of them. */
static uint16_t
file_row(const struct checker *c, const char *real)
{
	for (uint32_t row = 0; row < att_file_count(c->image); row++) {
		char *path = mem_format("%s%s", c->folder,
		    att_image_string(c->image, att_file(c->image, row)->path));
		char *own = realpath(path, NULL);
		bool found = own && strcmp(own, real) == 0;

		free(own);
		free(path);
		if (found)
			return (uint16_t)row;
	}
	return 0;
}

static void
take_schema_finding(void *ctx, const char *file, uint32_t line, uint32_t column,
    const char *text)
{
	struct checker *c = ctx;
	struct att_node node = {.file = file_row(c, file),
	    .line = line,
	    .column = column <= UINT16_MAX ? (uint16_t)column : 0};

	add(c, &node, ATT_ERROR, mem_dup(text));
}

static void
check_schema(struct checker *c, const char *path)
{
	struct att_error err = {0};

	if (schema_check(path, take_schema_finding, c, &err))
		return;
	complain("%s", err.text);
	c->works->failed++;
}

static int
by_place(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;

	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return strcmp(a->text, b->text);
}

/* file:line:column: error|warning: message. What is not known is left out. */
static void
print_finding(struct checker *c, const char *path, const struct finding *f)
{
	struct out *out = &c->cli->out;
	bool error = f->severity == ATT_ERROR;

	out_wrap(out, HANG);
	out_str(out, path);
	if (f->line)
		out_format(out, ":%u", f->line);
	if (f->line && f->column)
		out_format(out, ":%u", f->column);
	out_str(out, ": ");
	out_styled(out, error ? ATT_S_BOLD | ATT_S_BROKEN : ATT_S_BOLD,
	    error ? "error" : "warning");
	out_str(out, ": ");
	out_passage(out, f->text, strlen(f->text));
	out_newline(out);
}

static void
json_finding(struct checker *c, const char *path, const struct finding *f)
{
	struct json json;

	json_begin(&json, &c->cli->out);
	json_string(&json, "file", path);
	if (f->line)
		json_number(&json, "line", f->line);
	else
		json_null(&json, "line");
	if (f->line && f->column)
		json_number(&json, "column", f->column);
	else
		json_null(&json, "column");
	json_string(
	    &json, "severity", f->severity == ATT_ERROR ? "error" : "warning");
	json_string(&json, "message", f->text);
	json_end(&json);
}

static void
print_findings(struct checker *c)
{
	const char *own = att_library_path(c->works->library, c->work);

	for (size_t i = 0; i < c->count && cli_going(c->cli); i++) {
		const struct finding *f = &c->finding[i];
		char *path = f->file
		                 ? mem_format("%s%s", c->folder,
		                       att_image_string(c->image,
		                           att_file(c->image, f->file)->path))
		                 : mem_dup(own);
		char *shown = shown_path(path);

		if (c->cli->json)
			json_finding(c, shown, f);
		else
			print_finding(c, shown, f);
		free(shown);
		free(path);
	}
}

static void
check_work(struct checker *c, size_t work)
{
	const char *path = att_library_path(c->works->library, work);

	c->work = work;
	c->image = works_image(c->works, work);
	if (!c->image)
		return;
	c->folder = folder_of(path);
	c->count = 0;
	take_findings(c);
	check_links(c);
	collect_entries(c);
	check_nodes(c);
	if (c->cli->value[OPT_SCHEMA])
		check_schema(c, path);
	if (c->count)
		qsort(c->finding, c->count, sizeof(*c->finding), by_place);
	print_findings(c);
	c->total += c->count;
	for (size_t i = 0; i < c->count; i++)
		free(c->finding[i].text);
	free(c->folder);
}

/* A number at the end of text, after a colon; cut off. 0: there is none. */
static uint32_t
cut_number(char *text)
{
	char *colon = strrchr(text, ':');
	unsigned long number;
	char *end;

	if (!colon || colon[1] < '0' || colon[1] > '9')
		return 0;
	number = strtoul(colon + 1, &end, 10);
	if (*end || number > UINT32_MAX)
		return 0;
	*colon = '\0';
	return (uint32_t)number;
}

/* A document that did not open: "file:line:column: reason" or less of it. */
static void
print_problem(struct checker *c, const char *problem)
{
	const char *reason = strstr(problem, ": ");
	char *path = mem_ndup(problem, reason ? (size_t)(reason - problem) : 0);
	struct finding f = {.severity = ATT_ERROR};
	uint32_t last = cut_number(path);

	f.line = last ? cut_number(path) : 0;
	f.column = f.line ? last : 0;
	f.line = f.line ? f.line : last;
	f.text = mem_dup(reason ? reason + 2 : problem);
	if (c->cli->json)
		json_finding(c, path, &f);
	else if (*path)
		print_finding(c, path, &f);
	else
		complain("%s", problem);
	free(f.text);
	free(path);
}

static void
print_problems(struct checker *c)
{
	const char *problem;

	for (size_t i = 0;
	     (problem = att_library_problem(c->works->library, i)); i++)
		print_problem(c, problem);
}

int
cmd_check(struct cli *cli)
{
	struct works works = {.checking = true};
	struct checker checker = {.cli = cli, .works = &works};
	int status;

	if (cli->count == 0)
		return complain(_("check wants documents"));
	status = works_open(cli, cli->word, cli->count, &works);
	for (size_t i = 0; status == 0 && i < works.count && cli_going(cli);
	     i++)
		check_work(&checker, works.part[i].work);
	if (status == 0)
		print_problems(&checker);
	free(checker.finding);
	free(checker.entry);
	if (status == 0 && cli_going(cli))
		status = works.failed    ? CLI_ERROR
		         : checker.total ? CLI_NONE
		                         : CLI_FOUND;
	else if (status == 0)
		status = cli_status(cli, checker.total);
	works_close(&works);
	return status;
}
