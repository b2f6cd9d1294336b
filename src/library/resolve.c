/* Links across works: where one leads, and who leads here. */
#include <stdlib.h>
#include <string.h>

#include "attache/where.h"

#include "base/file.h"
#include "base/mem.h"
#include "library/set.h"

static const char *const extensions[] = {
    "", ".xml", ".dbk", ".docbook", ".tei"};

/* Where a link may lead: to works of the set; also to documents below the root
 * of the work that it stands in, which come into the set; to any document. */
enum reach { REACH_SET, REACH_BELOW, REACH_ALL };

/* The row that a map holds for a key; SIZE_MAX when none or several. */
static size_t
row_of(const struct map *map, const char *key)
{
	const size_t *row = map_find(map, key);

	return row ? *row : SIZE_MAX;
}

/* By name, by path, by the last part of either when only one work has it. */
static size_t
find_known(
    const struct att_library *library, const char *name, const char *real)
{
	size_t row = row_of(&library->by_name, name);
	char *base;

	if (row == SIZE_MAX && real)
		row = row_of(&library->by_real, real);
	if (row != SIZE_MAX)
		return row;
	base = is_document_name(name) ? path_base(name)
	       : strrchr(name, '/')   ? mem_dup(strrchr(name, '/') + 1)
	                              : mem_dup(name);
	row = row_of(&library->by_base, base);
	free(base);
	return row;
}

size_t
att_library_find(const struct att_library *library, const char *name)
{
	char *real;
	size_t row = row_of(&library->by_name, name);

	for (size_t i = 0; row == SIZE_MAX && i < library->count; i++) {
		if (strcmp(library->work[i].path, name) == 0)
			row = i;
	}
	if (row != SIZE_MAX)
		return row;
	real = realpath(name, NULL);
	if (!real && !is_document_name(name)) {
		char *path = mem_format("%s.xml", name);

		real = realpath(path, NULL);
		free(path);
	}
	row = find_known(library, name, real);
	free(real);
	return row;
}

/* The ids of the roots of all works that are loaded: what olinks say. */
static void
note_ids(struct att_library *library)
{
	map_done(&library->by_id);
	for (size_t i = 0; i < library->count; i++) {
		const struct att_image *image = library->work[i].image;
		const char *id =
		    image ? att_image_meta(image, ATT_META_ID) : "";

		if (*id && !map_add(&library->by_id, id, i))
			*map_find(&library->by_id, id) = SIZE_MAX;
	}
}

/* Row of a work and row of its file table in one number. */
static size_t
part_value(size_t work, uint32_t file)
{
	return work * 65536 + file;
}

/* Files that a work includes: a link to one leads into that work. */
static void
note_parts(struct att_library *library)
{
	if (library->known_parts == library->loaded)
		return;
	library->known_parts = library->loaded;
	map_done(&library->by_part);
	for (size_t i = 0; i < library->part_count; i++)
		free(library->part[i]);
	library->part_count = 0;
	for (size_t i = 0; i < library->count; i++) {
		const struct work *work = &library->work[i];
		uint32_t count = work->image ? att_file_count(work->image) : 0;
		char *folder = path_folder(work->real);

		for (uint32_t f = 1; f < count; f++) {
			char *path = path_join(
			    folder, att_image_string(work->image,
			                att_file(work->image, f)->path));

			library->part = mem_grow(library->part,
			    &library->part_cap, library->part_count + 1,
			    sizeof(*library->part));
			library->part[library->part_count++] = path;
			map_add(&library->by_part, path, part_value(i, f));
		}
		free(folder);
	}
}

static uint64_t
hash(const char *string)
{
	return file_hash(string, strlen(string), 0);
}

static int
compare_outlinks(const void *a, const void *b)
{
	const struct outlink *p = a, *q = b;

	if (p->fragment != q->fragment)
		return p->fragment < q->fragment ? -1 : 1;
	if (p->work != q->work)
		return p->work < q->work ? -1 : 1;
	return (p->link > q->link) - (p->link < q->link);
}

static void
note_links(struct att_library *library)
{
	size_t cap = 0, n = 0;

	free(library->outlink);
	library->outlink = NULL;
	for (size_t i = 0; i < library->count; i++) {
		const struct att_image *image = library->work[i].image;
		uint32_t count = image ? att_link_count(image) : 0;

		for (uint32_t l = 0; l < count; l++) {
			const struct att_link *link = att_link(image, l);
			const char *target, *sharp;

			if (link->kind != ATT_LINK_WORK)
				continue;
			target = att_image_string(image, link->target);
			sharp = strchr(target, '#');
			library->outlink = mem_grow(library->outlink, &cap,
			    n + 1, sizeof(*library->outlink));
			library->outlink[n++] = (struct outlink){
			    hash(sharp ? sharp + 1 : ""), (uint32_t)i, l};
		}
	}
	if (n > 1)
		qsort(library->outlink, n, sizeof(*library->outlink),
		    compare_outlinks);
	library->outlink_count = n;
}

/* Maps what att_library_load has left for later. */
static void
note_loaded(struct att_library *library)
{
	for (size_t i = 0; library->ready > 0 && i < library->count; i++) {
		if (library->work[i].state == WORK_READY)
			load_work(library, i, NULL);
	}
	if (library->known_loaded == library->loaded)
		return;
	note_ids(library);
	note_links(library);
	library->known_loaded = library->loaded;
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Undo %20 and the like, in place; %00 stays. */
static void
unescape(char *text)
{
	char *to = text;

	for (const char *p = text; *p; p++) {
		int high = *p == '%' ? hex(p[1]) : -1;
		int low = high >= 0 ? hex(p[2]) : -1;

		if (low >= 0 && (high || low)) {
			*to++ = (char)(high << 4 | low);
			p += 2;
		} else {
			*to++ = *p;
		}
	}
	*to = '\0';
}

/* The real path of what may be a document; caller frees, NULL: there is
 * none. */
static char *
document_at(const char *path)
{
	struct stat st;

	return is_document_name(path) && stat(path, &st) == 0 &&
	               S_ISREG(st.st_mode)
	           ? realpath(path, NULL)
	           : NULL;
}

/* Below the root of that work. */
static bool
is_below(const struct att_library *library, size_t work, const char *real)
{
	const char *root = library->root[library->work[work].root];
	size_t size = strlen(root);

	return strncmp(real, root, size) == 0 && real[size] == '/';
}

/* A document that is not in the set: opened and added when it is a work. One
 * that is not below the root of the work that names it has a root of its
 * own. */
static size_t
add_document(struct att_library *library, size_t from, const char *real)
{
	size_t root = library->work[from].root;
	char *folder = path_folder(library->work[from].path);
	char *shown = path_shown(folder, library->work[from].real, real);
	char *name = path_base(real);
	size_t row;

	free(folder);
	if (!is_below(library, from, real)) {
		folder = path_folder(real);
		root = library_root(library, folder);
		free(folder);
	}
	row = library_add(library, name, shown, real, root, ORIGIN_FILE);
	if (!load_work(library, row, NULL)) {
		library_drop_last(library);
		row = SIZE_MAX;
	}
	free(name);
	free(shown);
	return row;
}

static size_t
reach_document(struct att_library *library, size_t from, const char *path,
    enum reach reach)
{
	char *real = document_at(path);
	size_t row = real ? row_of(&library->by_real, real) : SIZE_MAX;

	/* What was no work below the root is not read again for each link. */
	if (real && row == SIZE_MAX && library->count < LIBRARY_MAX_WORKS &&
	    (reach == REACH_ALL ||
	        (is_below(library, from, real) &&
	            seen_add(&library->refused, hash(real), strlen(real)))))
		row = add_document(library, from, real);
	free(real);
	return row;
}

/* A file that some work includes: that work, and where in it. */
static size_t
find_part(const struct att_library *library, const char *path, uint32_t *file)
{
	size_t value = row_of(&library->by_part, path);

	if (value == SIZE_MAX)
		return SIZE_MAX;
	*file = (uint32_t)(value % 65536);
	return value / 65536;
}

static size_t
find_by_path(struct att_library *library, size_t from, const char *name,
    enum reach reach, uint32_t *file)
{
	char *folder = path_folder(library->work[from].real);
	size_t row = SIZE_MAX;

	for (size_t i = 0; row == SIZE_MAX && i < COUNT(extensions); i++) {
		char *full = mem_format("%s%s", name, extensions[i]);
		char *path = path_join(folder, full);

		row = row_of(&library->by_real, path);
		if (row == SIZE_MAX)
			row = find_part(library, path, file);
		if (row == SIZE_MAX && reach != REACH_SET)
			row = reach_document(library, from, path, reach);
		free(path);
		free(full);
	}
	free(folder);
	return row;
}

/* The work that a link of another means. *file is set when it means a part of
 * the work. */
static size_t
find_target(struct att_library *library, size_t from, const char *name,
    enum reach reach, uint32_t *file)
{
	size_t row;

	note_parts(library);
	row = find_by_path(library, from, name, reach, file);
	if (row == SIZE_MAX)
		row = row_of(&library->by_name, name);
	if (row == SIZE_MAX) {
		note_loaded(library);
		row = row_of(&library->by_id, name);
	}
	if (row == SIZE_MAX)
		row = find_known(library, name, NULL);
	if (row == SIZE_MAX && reach != REACH_SET)
		row = find_installed_name(library, name);
	return row;
}

/* The first node of an included file. */
static uint32_t
first_of(const struct att_image *image, uint32_t file)
{
	uint32_t node = 0;

	while (file != 0 && node < att_node_count(image) &&
	       att_node(image, node)->file != file)
		node++;
	return node < att_node_count(image) ? node : 0;
}

static bool
find_node(const struct att_image *image, const char *fragment, uint32_t file,
    uint32_t *node)
{
	att_pos pos;

	*node = first_of(image, file);
	if (!*fragment)
		return true;
	*node = att_anchor_find(image, fragment);
	return *node != ATT_NONE ||
	       att_where_parse(fragment, image, node, &pos);
}

static bool
resolve(struct att_library *library, size_t from, const char *target,
    enum reach reach, size_t *work, uint32_t *node)
{
	const char *sharp = strchr(target, '#');
	const char *fragment = sharp ? sharp + 1 : "";
	char *name = sharp ? mem_ndup(target, (size_t)(sharp - target))
	                   : mem_dup(target);
	const struct att_image *image;
	uint32_t file = 0;

	if (library->opts.closed)
		reach = REACH_SET;
	*work = *name ? find_target(library, from, name, reach, &file) : from;
	if (*work == SIZE_MAX) {
		unescape(name);
		*work = find_target(library, from, name, reach, &file);
	}
	free(name);
	if (*work == SIZE_MAX)
		return false;
	image = reach != REACH_SET || library->opts.closed
	            ? load_work(library, *work, NULL)
	            : library->work[*work].image;
	return image && find_node(image, fragment, file, node);
}

bool
att_library_resolve(struct att_library *library, size_t from,
    const char *target, size_t *work, uint32_t *node)
{
	return resolve(library, from, target, REACH_BELOW, work, node);
}

bool
att_library_follow(struct att_library *library, size_t from, const char *target,
    size_t *work, uint32_t *node)
{
	return resolve(library, from, target, REACH_ALL, work, node);
}

char *
att_library_apart(
    const struct att_library *library, size_t from, const char *target)
{
	char *folder = path_folder(library->work[from].real);
	char *name = mem_ndup(target, strcspn(target, "#"));
	char *found = NULL;

	unescape(name);
	for (size_t i = 0;
	     !library->opts.closed && *name && !found && i < COUNT(extensions);
	     i++) {
		char *full = mem_format("%s%s", name, extensions[i]);
		char *path = path_join(folder, full);

		found = document_at(path);
		if (found && (is_below(library, from, found) ||
		                 map_find(&library->by_real, found))) {
			free(found);
			found = NULL;
		}
		free(path);
		free(full);
	}
	free(name);
	free(folder);
	return found;
}

struct referrers {
	struct att_referrer *item;
	size_t count;
	size_t cap;
};

static void
add_referrer(struct referrers *r, size_t work, uint32_t link)
{
	r->item = mem_grow(r->item, &r->cap, r->count + 1, sizeof(*r->item));
	r->item[r->count++] = (struct att_referrer){work, link};
}

static void
add_own(struct referrers *r, const struct att_image *image, size_t work,
    uint32_t node)
{
	uint32_t row = att_backlink_of(image, node);

	for (; row != ATT_NONE && row < att_backlink_count(image) &&
	       att_backlink(image, row)->target_node == node;
	     row++)
		add_referrer(r, work, att_backlink(image, row)->link);
}

/* Links whose part after '#' is this id, as far as they lead to the node. */
static void
add_by_fragment(struct att_library *library, struct referrers *r,
    const char *id, size_t work, uint32_t node)
{
	uint64_t wanted = hash(id);
	size_t low = 0, high = library->outlink_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (library->outlink[mid].fragment < wanted)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < library->outlink_count &&
	       library->outlink[low].fragment == wanted;
	     low++) {
		const struct outlink *o = &library->outlink[low];
		const struct att_image *image = library->work[o->work].image;
		uint32_t found;
		size_t there;

		if (resolve(library, o->work,
		        att_image_string(
		            image, att_link(image, o->link)->target),
		        REACH_SET, &there, &found) &&
		    there == work && found == node)
			add_referrer(r, o->work, o->link);
	}
}

size_t
att_library_referrers(struct att_library *library, size_t work, uint32_t node,
    struct att_referrer **items)
{
	const struct att_image *image = library->work[work].image;
	struct referrers r = {0};

	*items = NULL;
	if (!image)
		return 0;
	note_loaded(library);
	add_own(&r, image, work, node);
	if (node == 0)
		add_by_fragment(library, &r, "", work, node);
	for (uint32_t i = 0; i < att_anchor_count(image); i++) {
		const struct att_anchor *anchor = att_anchor(image, i);

		if (anchor->node == node)
			add_by_fragment(library, &r,
			    att_image_string(image, anchor->id), work, node);
	}
	*items = r.item;
	return r.count;
}
