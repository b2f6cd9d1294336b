/* attache marks: bookmarks from the shell. */
#include <stdlib.h>
#include <string.h>

#include "attache/address.h"
#include "base/mem.h"
#include "base/message.h"
#include "cli/marks.h"
#include "cli/passage.h"

enum {
	ID_SHOWN = 8,  /* characters of an id in lists */
	ID_LEAST = 4,  /* that must be given to mean one */
	NOTE_SHOWN = 4 /* columns by which a note is indented */
};

int
marks_failure(const struct att_error *err)
{
	complain("%s", err->text);
	return CLI_ERROR;
}

static char *
fragment_of(const struct att_bookmark *b)
{
	if (b->where.offset)
		return mem_format("%s+%u", b->where.id, b->where.offset);
	return mem_dup(b->where.id);
}

char *
marks_address(const struct att_bookmark *b)
{
	char *fragment = fragment_of(b);
	char *address =
	    mem_format("%s%s%s", b->work, *fragment ? "#" : "", fragment);

	free(fragment);
	return address;
}

void
marks_json(struct json *json, struct out *out, const struct att_bookmark *b)
{
	char letter[2] = {b->letter, '\0'};
	char *fragment = fragment_of(b);
	char *address = att_address_format(b->work, fragment);

	json_begin(json, out);
	json_string(json, "id", b->id);
	json_string(json, "title", b->title);
	json_string(json, "note", b->note);
	json_list(json, "folder", b->folder, ATT_BETWEEN);
	json_list(json, "tags", b->tags, ATT_BETWEEN);
	json_string(json, "letter", letter);
	json_string(json, "work", b->work);
	json_string(json, "address", address);
	json_string(json, "anchor", b->where.id);
	json_number(json, "offset", b->where.offset);
	json_number(json, "length", b->where.length);
	json_number(json, "position", b->where.position);
	json_string(json, "passage", b->where.passage);
	json_string(json, "before", b->where.before);
	json_string(json, "after", b->where.after);
	json_string(json, "added", b->added);
	json_string(json, "modified", b->modified);
	free(address);
	free(fragment);
}

/* What the works meant by the words are kept under. */
struct kept {
	char **name;
	size_t count, cap;
};

static void
keep_name(struct kept *kept, char *name)
{
	kept->name = mem_grow(
	    kept->name, &kept->cap, kept->count + 1, sizeof(*kept->name));
	kept->name[kept->count++] = name;
}

/* A word names a work as bookmarks do, or by its file or folder. */
static void
keep_word(struct kept *kept, const char *word)
{
	const struct att_library_opts opts = {.no_cache = true, .quiet = true};
	char *name = works_name(word);
	const char *arg = name;
	struct att_library *library = att_library_open(&arg, 1, &opts, NULL);

	for (size_t i = 0; library && i < att_library_count(library); i++)
		keep_name(kept, att_library_kept(library, i));
	att_library_free(library);
	keep_name(kept, name);
	keep_name(kept, mem_dup(word));
}

static void
kept_done(struct kept *kept)
{
	for (size_t i = 0; i < kept->count; i++)
		free(kept->name[i]);
	free(kept->name);
}

static bool
is_of(const struct att_bookmark *b, const struct kept *kept)
{
	for (size_t i = 0; i < kept->count; i++) {
		if (strcmp(b->work, kept->name[i]) == 0)
			return true;
	}
	return kept->count == 0;
}

/* Whether a list parted by ATT_BETWEEN has that member. */
static bool
has_member(const char *list, const char *member)
{
	size_t size = strlen(member);

	for (const char *p = list; p; p = strchr(p, ATT_BETWEEN)) {
		p += *p == ATT_BETWEEN;
		if (strncmp(p, member, size) == 0 &&
		    (p[size] == '\0' || p[size] == ATT_BETWEEN))
			return true;
	}
	return false;
}

/* "A/B" as it is kept. Caller frees. */
static char *
parted(const char *text, char by)
{
	char *copy = mem_dup(text ? text : "");

	for (char *p = copy; *p; p++)
		if (*p == by)
			*p = ATT_BETWEEN;
	return copy;
}

/* A folder holds its folders. */
static bool
in_folder(const char *folder, const char *wanted)
{
	char *path = parted(wanted, '/');
	size_t size = strlen(path);
	bool in = strncmp(folder, path, size) == 0 &&
	          (folder[size] == '\0' || folder[size] == ATT_BETWEEN);

	free(path);
	return in;
}

static bool
is_chosen(const struct marks *m, const struct kept *kept,
    const struct att_bookmark *b)
{
	const char *folder = m->cli->value[OPT_FOLDER];
	const char *tag = m->cli->value[OPT_TAG];

	return is_of(b, kept) && (!folder || in_folder(b->folder, folder)) &&
	       (!tag || has_member(b->tags, tag));
}

static int
by_work(const void *a, const void *b)
{
	const struct att_bookmark *const *x = a, *const *y = b;

	return strcmp((*x)->work, (*y)->work);
}

/* Stable, by merging: qsort is not. */
static void
sort_by_work(const struct att_bookmark **row, size_t count)
{
	const struct att_bookmark **copy;
	size_t half = count / 2, left = 0, right = half, to = 0;

	if (count < 2)
		return;
	sort_by_work(row, half);
	sort_by_work(row + half, count - half);
	copy = mem_alloc(count * sizeof(*copy));
	memcpy(copy, row, count * sizeof(*copy));
	while (left < half || right < count) {
		bool from_left =
		    right == count ||
		    (left < half && by_work(&copy[left], &copy[right]) <= 0);

		row[to++] = from_left ? copy[left++] : copy[right++];
	}
	free(copy);
}

const struct att_bookmark **
marks_chosen(struct marks *m, size_t *count)
{
	size_t all = att_bookmarks_count(m->store);
	const struct att_bookmark **row = mem_alloc((all + 1) * sizeof(*row));
	struct kept kept = {0};

	for (size_t i = 1; i < m->cli->count; i++)
		keep_word(&kept, m->cli->word[i]);
	*count = 0;
	for (size_t i = 0; i < all; i++) {
		const struct att_bookmark *b = att_bookmarks_get(m->store, i);

		if (is_chosen(m, &kept, b))
			row[(*count)++] = b;
	}
	kept_done(&kept);
	sort_by_work(row, *count);
	return row;
}

static void
close_work(struct marks *m)
{
	att_library_free(m->library);
	free(m->work);
	m->library = NULL;
	m->work = NULL;
	m->image = NULL;
}

const struct att_image *
marks_image(struct marks *m, const char *work)
{
	struct att_library_opts opts = {
	    .no_cache =
	        m->cli->value[OPT_NO_CACHE] || m->cli->value[OPT_PRIVATE],
	    .quiet = true};
	const char *path = m->cli->value[OPT_LIBRARY];
	size_t row;

	if (m->work && strcmp(m->work, work) == 0)
		return m->image;
	close_work(m);
	m->work = mem_dup(work);
	m->library = att_library_open(path ? &path : &work, 1, &opts, NULL);
	if (!m->library || !att_library_load(m->library, NULL))
		return NULL;
	row = att_library_find(m->library, work);
	if (row != SIZE_MAX)
		m->image = att_library_image(m->library, row, NULL);
	return m->image;
}

/* "id  address  title", then the note. */
static void
print_mark(struct out *out, const struct att_bookmark *b)
{
	char *address = marks_address(b);
	const char *tag = b->tags;

	out_format(out, "%.*s", ID_SHOWN, b->id);
	out_spaces(out, 2);
	out_styled(out, ATT_S_DIM, address);
	out_spaces(out, 2);
	if (b->letter)
		out_format(out, "[%c] ", b->letter);
	out_styled(out, ATT_S_BOLD, *b->title ? b->title : b->where.passage);
	while (*tag) {
		size_t size = strcspn(tag, (char[]){ATT_BETWEEN, '\0'});

		out_str(out, " #");
		out_text(out, tag, size);
		tag += size + (tag[size] != '\0');
	}
	out_newline(out);
	if (*b->note) {
		out_spaces(out, NOTE_SHOWN);
		out_passage(out, b->note, strlen(b->note));
		out_newline(out);
	}
	free(address);
}

static int
marks_list(struct marks *m)
{
	size_t count;
	const struct att_bookmark **row = marks_chosen(m, &count);

	if (!m->cli->json && !m->cli->value[OPT_NO_PAGER])
		out_page(&m->cli->out);
	for (size_t i = 0; i < count && cli_going(m->cli); i++) {
		struct json json;

		if (!m->cli->json) {
			print_mark(&m->cli->out, row[i]);
			continue;
		}
		marks_json(&json, &m->cli->out, row[i]);
		json_end(&json);
	}
	free(row);
	return cli_status(m->cli, count);
}

/* Bytes of words without one that was cut. */
static size_t
whole_words(const char *words)
{
	const char *blank = strrchr(words, ' ');

	return strlen(words) >= ATT_WHERE_BYTES && blank
	           ? (size_t)(blank - words)
	           : strlen(words);
}

/* "4.2 Title", inside of the section with the first words there. */
static char *
default_title(
    const struct att_image *image, const struct att_where *where, att_pos pos)
{
	const struct att_section *s =
	    att_section(image, att_section_at(image, pos));
	const char *number = att_image_string(image, s->number);
	bool inside = att_node(image, s->node)->start != pos && *where->passage;

	return mem_format("%s%s%s%s%.*s", number, *number ? " " : "",
	    att_image_string(image, s->title), inside ? ": " : "",
	    inside ? (int)whole_words(where->passage) : 0, where->passage);
}

static void
take_options(
    const struct cli *cli, struct att_bookmark *b, char **folder, char **tags)
{
	const char *letter = cli->value[OPT_LETTER];

	if (cli->value[OPT_FOLDER])
		b->folder = *folder = parted(cli->value[OPT_FOLDER], '/');
	if (cli->value[OPT_TAG])
		b->tags = *tags = parted(cli->value[OPT_TAG], ',');
	if (cli->value[OPT_TITLE])
		b->title = cli->value[OPT_TITLE];
	if (cli->value[OPT_NOTE])
		b->note = cli->value[OPT_NOTE];
	if (letter)
		b->letter = *letter;
}

static bool
letter_is_one(const struct cli *cli)
{
	const char *letter = cli->value[OPT_LETTER];

	if (!letter || !*letter ||
	    (!letter[1] && strchr("abcdefghijklmnopqrstuvwxyz"
	                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
	                       *letter)))
		return true;
	complain(_("a mark is one letter, a-z or A-Z, not \"%s\""), letter);
	return false;
}

/* Say where it is kept and by which id it is called. */
static void
tell(struct marks *m, const char *id)
{
	size_t row = att_bookmarks_find(m->store, id);
	struct json json;

	if (row == SIZE_MAX)
		return;
	if (m->cli->json) {
		marks_json(
		    &json, &m->cli->out, att_bookmarks_get(m->store, row));
		json_end(&json);
	} else if (!m->cli->value[OPT_QUIET]) {
		print_mark(&m->cli->out, att_bookmarks_get(m->store, row));
	}
}

static int
add_part(struct marks *m, struct works *works, const struct part *part)
{
	const struct att_image *image = works_image(works, part->work);
	struct att_bookmark b = {.letter = 0};
	struct att_error err = {0};
	char *title, *work, *folder = NULL, *tags = NULL;
	const char *id = "";
	bool ok;

	if (!image)
		return CLI_ERROR;
	att_where_make(
	    &b.where, image, (struct att_range){part->pos, part->pos});
	title = default_title(image, &b.where, part->pos);
	b.work = work = att_library_kept(works->library, part->work);
	b.title = title;
	take_options(m->cli, &b, &folder, &tags);
	ok = att_bookmarks_add(m->store, &b, &id, &err);
	if (ok)
		tell(m, id);
	free(work);
	free(title);
	free(folder);
	free(tags);
	return ok ? CLI_FOUND : marks_failure(&err);
}

int
marks_add(struct marks *m)
{
	struct works works = {0};
	int status;

	if (m->cli->count != 2)
		return complain(_("marks add wants one WORK#ID"));
	status = works_open(m->cli, m->cli->word + 1, 1, &works);
	if (status == 0 && works.count != 1)
		status =
		    complain(_("\"%s\" is in several works; name one before "
		               "the #"),
		        m->cli->word[1]);
	if (status == 0)
		status = add_part(m, &works, &works.part[0]);
	works_close(&works);
	return status;
}

/* The bookmark whose id begins so. */
static const struct att_bookmark *
mark_of(struct marks *m, const char *id)
{
	const struct att_bookmark *found = NULL;
	size_t size = strlen(id);

	for (size_t i = 0; i < att_bookmarks_count(m->store); i++) {
		const struct att_bookmark *b = att_bookmarks_get(m->store, i);

		if (strcmp(b->id, id) == 0)
			return b;
		if (size < ID_LEAST || strncmp(b->id, id, size) != 0)
			continue;
		if (found) {
			complain(_("several bookmarks begin with \"%s\""), id);
			return NULL;
		}
		found = b;
	}
	if (!found)
		complain(
		    _("no bookmark \"%s\"; attache marks list prints them"),
		    id);
	return found;
}

static int
marks_edit(struct marks *m)
{
	struct att_bookmark b;
	const struct att_bookmark *old;
	struct att_error err = {0};
	char *folder = NULL, *tags = NULL, *id;
	bool ok;

	if (m->cli->count != 2)
		return complain(_("marks edit wants the id of one bookmark"));
	old = mark_of(m, m->cli->word[1]);
	if (!old)
		return CLI_ERROR;
	b = *old;
	id = mem_dup(b.id);
	take_options(m->cli, &b, &folder, &tags);
	ok = att_bookmarks_edit(m->store, &b, &err);
	if (ok)
		tell(m, id);
	free(id);
	free(folder);
	free(tags);
	return ok ? CLI_FOUND : marks_failure(&err);
}

static int
marks_remove(struct marks *m)
{
	struct att_error err = {0};

	if (m->cli->count < 2)
		return complain(_("marks remove wants the ids of bookmarks"));
	for (size_t i = 1; i < m->cli->count; i++) {
		const struct att_bookmark *b = mark_of(m, m->cli->word[i]);
		char *id = b ? mem_dup(b->id) : NULL;
		bool ok = b && att_bookmarks_remove(m->store, id, &err);

		free(id);
		if (!b)
			return CLI_ERROR;
		if (!ok)
			return marks_failure(&err);
	}
	return CLI_FOUND;
}

static const struct {
	const char *name;
	int (*run)(struct marks *marks);
} actions[] = {
    {"list", marks_list},
    {"add", marks_add},
    {"edit", marks_edit},
    {"remove", marks_remove},
    {"check", marks_check},
    {"export", marks_export},
    {"import", marks_import},
};

static int
run(struct marks *m, int (*action)(struct marks *marks))
{
	const struct att_bookmarks_opts opts = {
	    .private = m->cli->value[OPT_PRIVATE] != NULL};
	struct att_error err = {0};
	const char *notice;
	int status;

	m->store = att_bookmarks_open(&opts, &err);
	if (err.code != ATT_OK)
		complain("%s", err.text);
	/* Adding is safe all the same: see there. */
	status =
	    err.code != ATT_OK && action != marks_add ? CLI_ERROR : action(m);
	notice = att_bookmarks_notice(m->store);
	if (notice)
		complain("%s", notice);
	close_work(m);
	att_bookmarks_free(m->store);
	return status;
}

int
cmd_marks(struct cli *cli)
{
	const char *name = cli->count ? cli->word[0] : "list";
	struct marks marks = {.cli = cli};

	if (!letter_is_one(cli))
		return CLI_ERROR;
	for (size_t i = 0; i < COUNT(actions); i++)
		if (strcmp(actions[i].name, name) == 0)
			return run(&marks, actions[i].run);
	return complain(_("marks list, add, edit, remove, check, export or "
	                  "import, not \"%s\""),
	    name);
}
