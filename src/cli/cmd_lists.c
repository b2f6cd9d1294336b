/* attache terms, dates, places: the lists that the markup of works gives. */
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "cli/hits.h"

struct list;

/* One entry of a list: a row of a work's table. */
struct entry {
	const struct att_image *image;
	size_t work;
	uint32_t row;
	uint32_t node;
	char *key; /* folded words, for sorting over several works */
	int64_t day;
};

/* What is different between the lists. */
struct list_kind {
	uint32_t (*count)(const struct att_image *image);
	void (*fill)(struct entry *entry);
	/* What the entry is called; added to words. */
	void (*name)(const struct entry *entry, struct buf *words);
	void (*remark)(const struct entry *entry, struct buf *words);
	void (*json)(struct json *json, const struct entry *entry);
	unsigned widest; /* columns of names that the others make room for */
};

struct list {
	struct cli *cli;
	struct works works;
	const struct list_kind *kind;
	struct entry *entry;
	size_t count;
	size_t cap;
};

static const char *
string(const struct entry *entry, uint32_t string)
{
	return att_image_string(entry->image, string);
}

static char *
folded(const char *text)
{
	return utf8_fold(text, strlen(text));
}

static int
compare(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int order = a->key && b->key ? strcmp(a->key, b->key) : 0;

	if (order)
		return order;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->work != b->work)
		return a->work < b->work ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

/* Terms. */

static uint32_t
term_count(const struct att_image *image)
{
	return att_term_count(image);
}

static void
term_name(const struct entry *entry, struct buf *words)
{
	const struct att_term *term = att_term(entry->image, entry->row);
	const uint32_t level[] = {
	    term->primary, term->secondary, term->tertiary};

	for (size_t i = 0; i < COUNT(level); i++) {
		if (!*string(entry, level[i]))
			continue;
		buf_str(words, words->size ? ", " : "");
		buf_str(words, string(entry, level[i]));
	}
}

static void
term_fill(struct entry *entry)
{
	struct buf words = {0};

	entry->node = att_term(entry->image, entry->row)->node;
	term_name(entry, &words);
	entry->key = folded(buf_cstr(&words));
	buf_done(&words);
}

static void
add_see(struct buf *words, bool also, const char *names)
{
	struct buf list = {0};
	if (!*names)
		return;
	for (; *names; names++)
		if (*names == '\x1F')
			buf_str(&list, ", ");
		else
			buf_char(&list, *names);
	buf_str(words, words->size ? "; " : "");
	buf_format(
	    words, also ? _("see also %s") : _("see %s"), buf_cstr(&list));
	buf_done(&list);
}

static void
term_remark(const struct entry *entry, struct buf *words)
{
	const struct att_term *term = att_term(entry->image, entry->row);

	if (term->glossary)
		buf_str(words, _("glossary"));
	add_see(words, false, string(entry, term->see));
	add_see(words, true, string(entry, term->seealso));
}

static void
term_json(struct json *json, const struct entry *entry)
{
	const struct att_term *term = att_term(entry->image, entry->row);

	json_string(json, "primary", string(entry, term->primary));
	json_string(json, "secondary", string(entry, term->secondary));
	json_string(json, "tertiary", string(entry, term->tertiary));
	json_list(json, "see", string(entry, term->see), '\x1F');
	json_list(json, "seealso", string(entry, term->seealso), '\x1F');
	json_bool(json, "glossary", term->glossary != 0);
}

/* Dates. */

static uint32_t
date_count(const struct att_image *image)
{
	return att_date_count(image);
}

static void
date_fill(struct entry *entry)
{
	const struct att_date *date = att_date(entry->image, entry->row);

	entry->node = date->node;
	entry->day = date->from;
}

static void
date_name(const struct entry *entry, struct buf *words)
{
	buf_str(words, string(entry, att_date(entry->image, entry->row)->when));
}

/* The words of the text at a node, on one line. */
static void
node_words(const struct entry *entry, struct buf *words)
{
	struct att_range range = node_range(entry->image, entry->node);

	buf_add(words, att_image_text(entry->image, NULL) + range.start,
	    range.end - range.start);
}

/* Those words where they say more than the date. */
static void
date_remark(const struct entry *entry, struct buf *words)
{
	const char *when =
	    string(entry, att_date(entry->image, entry->row)->when);

	node_words(entry, words);
	if (strcmp(buf_cstr(words), when) == 0)
		buf_clear(words);
}

static void
json_node_words(struct json *json, const struct entry *entry)
{
	struct att_range range = node_range(entry->image, entry->node);

	json_text(json, "words",
	    att_image_text(entry->image, NULL) + range.start,
	    range.end - range.start);
}

/* A day of the image as ISO 8601 to the accuracy that it has: 20021100 is
 * 2002-11. */
static void
json_day(struct json *json, const char *name, int32_t day)
{
	int64_t whole = day < 0 ? -(int64_t)day : day;
	int64_t year = whole / 10000, month = whole / 100 % 100;
	char iso[48];
	int used = snprintf(
	    iso, sizeof(iso), "%s%04" PRId64, day < 0 ? "-" : "", year);
	bool known = month >= 1 && month <= 12;

	if (known)
		used += snprintf(iso + used, sizeof(iso) - (size_t)used,
		    "-%02" PRId64, month);
	if (known && whole % 100 >= 1 && whole % 100 <= 31)
		snprintf(iso + used, sizeof(iso) - (size_t)used, "-%02" PRId64,
		    whole % 100);
	json_string(json, name, iso);
}

static void
date_json(struct json *json, const struct entry *entry)
{
	const struct att_date *date = att_date(entry->image, entry->row);

	json_string(json, "when", string(entry, date->when));
	json_day(json, "from", date->from);
	json_day(json, "to", date->to);
	json_node_words(json, entry);
}

/* Places. */

static uint32_t
place_count(const struct att_image *image)
{
	return att_place_count(image);
}

static void
place_fill(struct entry *entry)
{
	const struct att_place *place = att_place(entry->image, entry->row);

	entry->node = place->node;
	entry->key = folded(string(entry, place->name));
}

static void
place_name(const struct entry *entry, struct buf *words)
{
	buf_str(
	    words, string(entry, att_place(entry->image, entry->row)->name));
}

/* Millionths of a degree, without the zeros that say nothing. */
static void
add_degrees(struct buf *words, int32_t millionths)
{
	int64_t whole = millionths < 0 ? -(int64_t)millionths : millionths;
	size_t least;

	buf_format(
	    words, "%s%" PRId64, millionths < 0 ? "-" : "", whole / 1000000);
	least = words->size;
	buf_format(words, ".%06" PRId64, whole % 1000000);
	while (words->size > least && (words->data[words->size - 1] == '0' ||
	                                  words->data[words->size - 1] == '.'))
		words->size--;
}

static void
place_remark(const struct entry *entry, struct buf *words)
{
	const struct att_place *place = att_place(entry->image, entry->row);

	if (place->lat == INT32_MIN)
		return;
	add_degrees(words, place->lat);
	buf_char(words, ' ');
	add_degrees(words, place->lon);
}

static void
json_degrees(struct json *json, const char *name, int32_t millionths)
{
	if (millionths == INT32_MIN)
		json_null(json, name);
	else
		json_real(json, name, millionths / 1e6, 6);
}

static void
place_json(struct json *json, const struct entry *entry)
{
	const struct att_place *place = att_place(entry->image, entry->row);

	json_string(json, "name", string(entry, place->name));
	json_degrees(json, "lat", place->lat);
	json_degrees(json, "lon", place->lon);
	json_node_words(json, entry);
}

/* clang-format off */
static const struct list_kind term_list = { term_count, term_fill, term_name,
	term_remark, term_json, 40 };
static const struct list_kind date_list = { date_count, date_fill, date_name,
	date_remark, date_json, 24 };
static const struct list_kind place_list = { place_count, place_fill, place_name,
	place_remark, place_json, 32 };
/* clang-format on */

static void
collect(struct list *list, const struct part *part)
{
	const struct att_image *image = works_image(&list->works, part->work);
	uint32_t count = image ? list->kind->count(image) : 0;

	for (uint32_t row = 0; row < count; row++) {
		struct entry entry = {
		    .image = image, .work = part->work, .row = row};

		list->kind->fill(&entry);
		if (!part_holds(image, part, entry.node)) {
			free(entry.key);
			continue;
		}
		list->entry = mem_grow(list->entry, &list->cap, list->count + 1,
		    sizeof(*list->entry));
		list->entry[list->count++] = entry;
	}
}

/* The column after the names: as far left as the usual ones let it be. */
static unsigned
name_columns(const struct list *list)
{
	struct buf words = {0};
	unsigned widest = 0;

	for (size_t i = 0; i < list->count; i++) {
		unsigned columns;

		buf_clear(&words);
		list->kind->name(&list->entry[i], &words);
		columns = out_width(&list->cli->out, buf_cstr(&words));
		if (columns > widest && columns <= list->kind->widest)
			widest = columns;
	}
	buf_done(&words);
	return widest + 2;
}

static void
print_entry(struct list *list, const struct entry *entry, unsigned column)
{
	struct out *out = &list->cli->out;
	struct buf words = {0};
	char address[ADDRESS_MAX];

	list->kind->name(entry, &words);
	out_wrap(out, HANG);
	out_style(out, ATT_S_BOLD);
	out_passage(out, buf_cstr(&words), words.size);
	out_style(out, 0);
	out_spaces(out, out->column + 1 < column ? 0 : 1);
	out_column(out, column);
	works_address(&list->works, entry->work, entry->image,
	    att_node(entry->image, entry->node)->start, address);
	out_styled(out, ATT_S_DIM, address);
	out_spaces(out, 2);
	section_name(
	    out, entry->image, att_section_of(entry->image, entry->node), 0);
	buf_clear(&words);
	list->kind->remark(entry, &words);
	if (words.size) {
		out_str(out, "  (");
		out_passage(out, words.data, words.size);
		out_str(out, ")");
	}
	out_newline(out);
	buf_done(&words);
}

static void
json_entry(struct list *list, const struct entry *entry)
{
	att_pos pos = att_node(entry->image, entry->node)->start;
	struct json json;

	json_begin(&json, &list->cli->out);
	list->kind->json(&json, entry);
	json_place(&json, &list->works, entry->work, entry->image, pos,
	    att_section_of(entry->image, entry->node));
	json_number(&json, "pos", pos);
	json_end(&json);
}

static void
print_list(struct list *list)
{
	unsigned column = list->cli->json ? 0 : name_columns(list);

	for (size_t i = 0; i < list->count && cli_going(list->cli); i++)
		if (list->cli->json)
			json_entry(list, &list->entry[i]);
		else
			print_entry(list, &list->entry[i], column);
}

static int
run_list(struct cli *cli, const struct list_kind *kind)
{
	struct list list = {.cli = cli, .kind = kind};
	struct works *works = &list.works;
	int status = works_open(cli, cli->word, cli->count, works);

	if (status == 0 && !cli->json && !cli->value[OPT_NO_PAGER])
		out_page(&cli->out);
	for (size_t i = 0; status == 0 && i < works->count; i++)
		collect(&list, &works->part[i]);
	/* The tables of one work are sorted already. */
	if (list.count > 0 && works->count > 1)
		qsort(list.entry, list.count, sizeof(*list.entry), compare);
	if (status == 0) {
		print_list(&list);
		status = works_status(cli, works, list.count);
	}
	for (size_t i = 0; i < list.count; i++)
		free(list.entry[i].key);
	free(list.entry);
	works_close(works);
	return status;
}

int
cmd_terms(struct cli *cli)
{
	return run_list(cli, &term_list);
}

int
cmd_dates(struct cli *cli)
{
	return run_list(cli, &date_list);
}

int
cmd_places(struct cli *cli)
{
	return run_list(cli, &place_list);
}
