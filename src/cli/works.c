#include "cli/works.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "attache/address.h"
#include "attache/where.h"
#include "base/mem.h"
#include "base/message.h"
#include "cli/restricted.h"

static bool
exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

/* A "#" belongs to the name when a file is called so. */
const char *
works_fragment(const char *arg)
{
	return exists(arg) ? NULL : strrchr(arg, '#');
}

/* The work and the fragment of an argument, which may be an address with a
 * scheme as bookmarks and citations have them. Caller frees both; *fragment is
 * NULL when there is none. */
static void
take_apart(const char *arg, char **work, char **fragment)
{
	const char *hash = works_fragment(arg);
	bool scheme = strncmp(arg, "attache:", 8) == 0 ||
	              strncmp(arg, "file:///", 8) == 0;

	if (scheme && !exists(arg) && att_address_parse(arg, work, fragment)) {
		if (**fragment)
			return;
		free(*fragment);
		*fragment = NULL;
		return;
	}
	*work = hash ? mem_ndup(arg, (size_t)(hash - arg)) : mem_dup(arg);
	*fragment = hash ? mem_dup(hash + 1) : NULL;
}

/* Addresses name works without ".xml": such a file is meant where there is no
 * other. */
char *
works_name(const char *arg)
{
	char *name, *fragment, *file;

	take_apart(arg, &name, &fragment);
	free(fragment);
	file = mem_format("%s.xml", name);

	if (*name && !exists(name) && exists(file)) {
		free(name);
		return file;
	}
	free(file);
	return name;
}

static bool
is_stopped(void *ctx)
{
	(void)ctx;
	return stop_asked();
}

bool
works_is_named(const char *word)
{
	struct att_library_opts opts = {.quiet = true, .no_cache = true};
	char *name = works_name(word);
	const char *arg = name;
	struct att_library *library = NULL;
	bool named = !*name || exists(name);

	if (!named)
		library = att_library_open(&arg, 1, &opts, NULL);
	named = named || library;
	att_library_free(library);
	free(name);
	return named;
}

static int
failure(const struct att_error *err)
{
	complain("%s", err->text);
	return err->code == ATT_ESTOPPED ? CLI_STOPPED : CLI_ERROR;
}

static void
add_part(struct works *works, struct part part)
{
	for (size_t i = 0; i < works->count; i++)
		if (works->part[i].work == part.work &&
		    works->part[i].node == part.node &&
		    works->part[i].pos == part.pos)
			return;
	works->part =
	    mem_resize(works->part, (works->count + 1) * sizeof(*works->part));
	works->part[works->count++] = part;
}

/* The section that a path such as "/2/1" counts to, ATT_NONE when there are not
 * so many. Sections with an id of their own can be written so too. */
static uint32_t
section_by_path(const struct att_image *image, const char *path)
{
	uint32_t row = 0;

	while (*path == '/') {
		uint32_t last = att_section(image, row)->next, child = row + 1;
		char *end;
		unsigned long n = strtoul(path + 1, &end, 10);

		if (path[1] < '1' || path[1] > '9')
			return ATT_NONE;
		for (; n > 1 && child < last; n--)
			child = att_section(image, child)->next;
		if (child >= last)
			return ATT_NONE;
		row = child;
		path = end;
	}
	return *path ? ATT_NONE : row;
}

static uint32_t
section_by_number(const struct att_image *image, const char *number)
{
	for (uint32_t i = 1; *number && i < att_section_count(image); i++) {
		const struct att_section *s = att_section(image, i);

		if (strcmp(att_image_string(image, s->number), number) == 0)
			return i;
	}
	return ATT_NONE;
}

/* An id, an offset, a path, or (for those who type it off a page) the number of
 * a section. */
static bool
find_fragment(
    const struct att_image *image, const char *fragment, struct part *part)
{
	uint32_t section;

	part->node = 0;
	part->pos = 0;
	if (att_where_parse(fragment, image, &part->node, &part->pos))
		return true;
	section = *fragment == '/' ? section_by_path(image, fragment)
	                           : section_by_number(image, fragment);
	if (section == ATT_NONE)
		return false;
	part->node = att_section(image, section)->node;
	part->pos = att_node(image, part->node)->start;
	return true;
}

static bool
is_inside(const char *path, const char *folder)
{
	char *real = realpath(path, NULL);
	size_t size = strlen(folder);
	bool inside = real && strncmp(real, folder, size) == 0 &&
	              (real[size] == '/' || real[size] == '\0');

	free(real);
	return inside;
}

/* Whether the file of a work, or a link to it, lies in a folder. */
static bool
lies_in(struct att_library *library, size_t work, const char *folder)
{
	const char *path = att_library_path(library, work);
	const char *slash = strrchr(path, '/');
	char *around =
	    slash ? mem_ndup(path, (size_t)(slash - path) + 1) : mem_dup(".");
	bool inside = is_inside(path, folder) || is_inside(around, folder);

	free(around);
	return inside;
}

static void
add_folder(struct works *works, const char *path)
{
	char *folder = realpath(path, NULL);

	for (size_t i = 0; folder && i < att_library_count(works->library); i++)
		if (lies_in(works->library, i, folder))
			add_part(works, (struct part){.work = i});
	free(folder);
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* All works that a name means: one, or those of a folder. In a library named
 * by --library names come first, else paths do. */
static size_t
add_named(struct works *works, const char *name)
{
	size_t before = works->count, found = SIZE_MAX;

	if (works->by_name || !is_folder(name))
		found = att_library_find(works->library, name);
	if (found != SIZE_MAX)
		add_part(works, (struct part){.work = found});
	else
		add_folder(works, name);
	return works->count - before;
}

static void
add_all(struct works *works)
{
	for (size_t i = 0; i < att_library_count(works->library); i++)
		add_part(works, (struct part){.work = i});
}

/* Parts of the works in [from, count) that have the fragment stay. */
static bool
keep_fragment(struct works *works, size_t from, const char *fragment)
{
	size_t kept = from;

	for (size_t i = from; i < works->count; i++) {
		struct part part = works->part[i];
		const struct att_image *image =
		    att_library_image(works->library, part.work, NULL);

		if (image && find_fragment(image, fragment, &part))
			works->part[kept++] = part;
	}
	works->count = kept;
	return kept > from;
}

static int
add_argument(struct works *works, const char *arg)
{
	char *name = works_name(arg), *work, *fragment;
	size_t from = works->count;
	int status = 0;

	take_apart(arg, &work, &fragment);
	if (!*name)
		add_all(works);
	else if (add_named(works, name) == 0 &&
	         att_library_count(works->library) > 0 && works->failed == 0)
		status = complain(_("no work \"%s\" here"), name);
	if (status == 0 && fragment && works->count > from &&
	    !keep_fragment(works, from, fragment))
		status =
		    *name ? complain(_("no place \"%s\" in %s"), fragment, name)
		          : complain(
		                _("no place \"%s\" in these works"), fragment);
	free(work);
	free(fragment);
	free(name);
	return status;
}

static int
open_library(
    struct cli *cli, const char *const *arg, size_t count, struct works *works)
{
	struct att_library_opts opts = {.stop = is_stopped,
	    .no_cache = cli->value[OPT_NO_CACHE] || cli->value[OPT_PRIVATE],
	    .strict = cli->value[OPT_STRICT] != NULL,
	    .quiet = cli->value[OPT_QUIET] != NULL};
	const char *path = cli->value[OPT_LIBRARY];
	struct att_error err = {0};
	char **name = mem_alloc((count + 1) * sizeof(*name));
	size_t named = 0;

	/* A restricted library is a whole, whatever is asked of it. */
	opts.closed = cli->restricted != NULL;
	opts.workers = cli->restricted ? 1 : 0;
	for (size_t i = 0; !cli->restricted && i < count; i++) {
		name[named] = works_name(arg[i]);
		if (*name[named])
			named++;
		else
			free(name[named]);
	}
	name[named] = NULL;
	/* With names in a big library only those are looked for. */
	if (path && named == count && count > 0 && !cli->value[OPT_ALL_WORKS])
		opts.only = (const char *const *)name;
	works->library = path ? att_library_open(&path, 1, &opts, &err)
	                      : att_library_open((const char *const *)name,
	                            named, &opts, &err);
	while (named > 0)
		free(name[--named]);
	free(name);
	return works->library ? 0 : failure(&err);
}

static void
tell_problems(struct works *works)
{
	const char *problem;

	while ((problem = att_library_problem(works->library, works->failed))) {
		if (!works->checking)
			complain("%s", problem);
		works->failed++;
	}
	works->told = true;
}

static void
tell_where(const char *name, const char *kept)
{
	char *where = message_tell(kept);

	complain(_("%s is read only in part: %s"), name, where);
	free(where);
}

/* Said before anything is printed, since a pager may have the screen then. */
static void
tell_incomplete(const struct cli *cli, struct works *works)
{
	for (size_t i = 0; i < works->count && !works->checking; i++) {
		size_t work = works->part[i].work;
		const struct att_image *image =
		    att_library_image(works->library, work, NULL);
		const char *where =
		    image ? att_image_meta(image, ATT_META_INCOMPLETE) : "";
		const char *name = att_library_name(works->library, work);

		/* Where is for those who can mend it, and names their file. */
		if (*where && cli->restricted)
			complain(_("%s is read only in part"), name);
		else if (*where)
			tell_where(name, where);
	}
}

/* With names in a big library only those are opened. */
static int
load(struct cli *cli, size_t count, struct works *works)
{
	struct att_error err = {0};

	if (cli->value[OPT_LIBRARY] && count > 0 && !cli->restricted)
		return 0;
	if (!att_library_load(works->library, &err))
		return failure(&err);
	tell_problems(works);
	return 0;
}

int
works_open(
    struct cli *cli, const char *const *arg, size_t count, struct works *works)
{
	int status;

	*works = (struct works){.checking = works->checking,
	    .by_name = cli->value[OPT_LIBRARY] || cli->restricted};
	status = open_library(cli, arg, count, works);
	if (status == 0)
		status = load(cli, count, works);
	if (status == 0 && cli->restricted)
		status = restricted_confine(cli, works->library);
	for (size_t i = 0; status == 0 && i < count; i++)
		status = add_argument(works, arg[i]);
	if (status == 0 && count == 0)
		add_all(works);
	if (status == 0 && !cli->value[OPT_QUIET])
		tell_incomplete(cli, works);
	if (status == 0 && works->count == 0 && works->failed > 0)
		return works->checking ? 0 : CLI_ERROR;
	if (status == 0 && works->count == 0)
		return complain(
		    count ? _("there are no works there")
		          : _("there are no works installed; name a file or a "
		              "folder"));
	return status;
}

void
works_close(struct works *works)
{
	att_library_free(works->library);
	free(works->part);
	*works = (struct works){0};
}

const struct att_image *
works_image(struct works *works, size_t work)
{
	struct att_error err = {0};
	const struct att_image *image =
	    att_library_image(works->library, work, &err);

	if (!image && !works->told && err.code != ATT_ESTOPPED) {
		works->failed++;
		complain("%s", err.text);
	}
	return image;
}

int
works_part(struct works *works, const char *arg, struct part *part)
{
	struct works one = {
	    .library = works->library, .by_name = works->by_name};
	int status = add_argument(&one, arg);

	if (status == 0 && one.count != 1)
		status = complain(one.count ? _("\"%s\" is in several works; "
		                                "name one before the #")
		                            : _("no work \"%s\" here"),
		    arg);
	if (status == 0)
		*part = one.part[0];
	free(one.part);
	return status;
}

int
works_narrow(struct works *works, const char *arg)
{
	struct works some = {
	    .library = works->library, .by_name = works->by_name};
	int status = add_argument(&some, arg);

	if (status == 0 && some.count == 0)
		status = complain(_("no work \"%s\" here"), arg);
	if (status != 0) {
		free(some.part);
		return status;
	}
	free(works->part);
	works->part = some.part;
	works->count = some.count;
	return 0;
}

int
works_status(struct cli *cli, const struct works *works, size_t found)
{
	int status = cli_status(cli, found);

	return status == CLI_NONE && works->failed ? CLI_ERROR : status;
}

const char *
works_address(struct works *works, size_t work, const struct att_image *image,
    att_pos pos, char *buffer)
{
	const char *name = att_library_name(works->library, work);
	size_t size = strnlen(name, ADDRESS_MAX - 2);
	char *fragment = buffer + size + 1;

	memcpy(buffer, name, size);
	att_where_format(image, pos, fragment, ADDRESS_MAX - size - 1);
	buffer[size] = *fragment ? '#' : '\0';
	return buffer;
}

bool
part_holds(
    const struct att_image *image, const struct part *part, uint32_t node)
{
	return node >= part->node && node < att_node(image, part->node)->next;
}
