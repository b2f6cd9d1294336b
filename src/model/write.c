/* Laying an image out: the header, then each table from where it was made. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "model/freeze.h"

struct part {
	const void *data;
	size_t count;
	size_t bytes;
};

static int
by_place_in_source(const void *a, const void *b)
{
	const struct att_finding *x = a, *y = b;

	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return x->text < y->text ? -1 : x->text > y->text;
}

static void
finish(struct att_builder *b, struct derived *d)
{
	const char *lang;

	while (b->depth > 0)
		att_builder_close(b);
	if (b->files == 0)
		att_builder_add_file(b, "", 0, 0);
	lang = builder_attr(b, 0, ATT_A_LANG);
	for (size_t i = 0; i < b->metas; i++) {
		const char *value = strings_get(b->strings, b->meta[i].value);

		if (!lang && b->meta[i].key == ATT_META_LANG)
			lang = value;
		if (b->meta[i].key == ATT_META_VOCABULARY)
			d->tei = strcmp(value, "tei") == 0;
	}
	d->lang = mem_dup(lang);
	freeze_outline(b, d);
	freeze_labels(b, d);
	freeze_anchors(b, d);
	freeze_links(b, d);
	freeze_lists(b, d);
	if (b->findings_dropped) {
		b->findings = ATT_MAX_FINDINGS - 1;
		att_builder_finding(b, ATT_WARNING,
		    N_("%zu more findings are left out"),
		    b->findings_dropped + 1);
	}
	for (size_t i = 0; i < b->nodes; i++)
		b->node[i].spare = 0;
	if (b->findings)
		qsort(b->finding, b->findings, sizeof(*b->finding),
		    by_place_in_source);
}

static void
done(struct derived *d)
{
	struct rows *all[] = {&d->block, &d->section, &d->anchor, &d->link,
	    &d->backlink, &d->term, &d->date, &d->place, &d->label};

	for (size_t i = 0; i < COUNT(all); i++)
		free(all[i]->row);
	free(d->note_of);
	free(d->lang);
}

/* Where every table is and what it holds; the header's room is part 0. */
static void
collect(struct att_builder *b, struct derived *d, struct part *part)
{
	struct rows *rows[TABLE_COUNT] = {
	    [TABLE_BLOCK] = &d->block,
	    [TABLE_SECTION] = &d->section,
	    [TABLE_ANCHOR] = &d->anchor,
	    [TABLE_LINK] = &d->link,
	    [TABLE_BACKLINK] = &d->backlink,
	    [TABLE_TERM] = &d->term,
	    [TABLE_DATE] = &d->date,
	    [TABLE_PLACE] = &d->place,
	    [TABLE_LABEL] = &d->label,
	};
	struct att_node *last;

	b->node =
	    mem_grow(b->node, &b->node_cap, b->nodes + 1, sizeof(*b->node));
	last = &b->node[b->nodes];
	memset(last, 0, sizeof(*last));
	last->attr = (uint32_t)b->attrs;
	last->start = last->end = (att_pos)b->text.size;
	memset(buf_reserve(&b->text, IMAGE_PADDING), 0, IMAGE_PADDING);
	part[TABLE_TEXT] = (struct part){
	    b->text.data, b->text.size, b->text.size + IMAGE_PADDING};
	part[TABLE_NODE].data = b->node;
	part[TABLE_NODE].count = b->nodes + 1;
	part[TABLE_ATTR].data = b->attr;
	part[TABLE_ATTR].count = b->attrs;
	part[TABLE_META].data = b->meta;
	part[TABLE_META].count = b->metas;
	part[TABLE_FILE].data = b->file;
	part[TABLE_FILE].count = b->files;
	part[TABLE_FINDING].data = b->finding;
	part[TABLE_FINDING].count = b->findings;
	for (int i = 0; i < TABLE_COUNT; i++) {
		if (rows[i]) {
			part[i].data = rows[i]->row;
			part[i].count = rows[i]->count;
		}
		if (i != TABLE_TEXT && i != TABLE_STRING)
			part[i].bytes =
			    part[i].count * table_row_size((enum table)i);
	}
}

static void
add_strings(struct att_builder *b, struct part *part)
{
	size_t size;

	part[TABLE_STRING].data = strings_data(b->strings, &size);
	part[TABLE_STRING].count = size;
	part[TABLE_STRING].bytes = size;
}

static void
make_header(struct image_header *h, const struct part *part)
{
	uint64_t at = sizeof(*h);

	memset(h, 0, sizeof(*h));
	memcpy(h->magic, IMAGE_MAGIC, sizeof(h->magic));
	h->format = ATT_IMAGE_FORMAT;
	h->order = IMAGE_ORDER;
	for (int i = 0; i < TABLE_COUNT; i++) {
		h->table[i].at = at;
		h->table[i].count = part[i].count;
		h->table[i].hash = file_hash(part[i].data ? part[i].data : "",
		    part[i].bytes, (unsigned long long)i);
		at += part[i].bytes;
		if (i == TABLE_STRING)
			at += IMAGE_PADDING;
		at = (at + 7) & ~UINT64_C(7);
	}
	h->size = at;
	h->hash = file_hash(h, sizeof(*h), 0);
}

/* Sends the parts in order, with the zero bytes between them. */
typedef bool sink(void *ctx, const void *data, size_t size);

static bool
send(const struct image_header *h, const struct part *part, sink *to, void *ctx)
{
	static const char zero[16] = {0};
	uint64_t at = sizeof(*h);

	if (!to(ctx, h, sizeof(*h)))
		return false;
	for (int i = 0; i < TABLE_COUNT; i++) {
		uint64_t end =
		    i + 1 < TABLE_COUNT ? h->table[i + 1].at : h->size;

		if (part[i].bytes && !to(ctx, part[i].data, part[i].bytes))
			return false;
		at += part[i].bytes;
		if (end > at && !to(ctx, zero, (size_t)(end - at)))
			return false;
		at = end;
	}
	return true;
}

static bool
to_file(void *ctx, const void *data, size_t size)
{
	const int *fd = ctx;

	return file_write_all(*fd, data, size);
}

static bool
to_memory(void *ctx, const void *data, size_t size)
{
	char **at = ctx;

	memcpy(*at, data, size);
	*at += size;
	return true;
}

/* Everything up to sending; false when a limit was passed. */
static bool
prepare(struct att_builder *b, struct derived *d, struct part *part,
    struct image_header *h, struct att_error *err)
{
	if (!att_builder_ok(b, err))
		return false;
	if (b->nodes == 0)
		att_builder_open(b, ATT_WORK);
	finish(b, d);
	if (strings_full(b->strings))
		builder_fail(b, N_("the work has more than 4 GiB of strings"));
	if (!att_builder_ok(b, err))
		return false;
	collect(b, d, part);
	add_strings(b, part);
	make_header(h, part);
	return true;
}

bool
att_builder_write(struct att_builder *b, int fd, struct att_error *err)
{
	struct derived d = {0};
	struct part part[TABLE_COUNT] = {0};
	struct image_header h;
	bool ok = prepare(b, &d, part, &h, err);

	if (ok && !send(&h, part, to_file, &fd))
		ok = message_fail(err, ATT_EIO,
		    N_("cannot write the image: %s"), strerror(errno));
	done(&d);
	return ok;
}

bool
att_builder_freeze(
    struct att_builder *b, void **data, size_t *size, struct att_error *err)
{
	struct derived d = {0};
	struct part part[TABLE_COUNT] = {0};
	struct image_header h;
	bool ok = prepare(b, &d, part, &h, err);
	char *at;

	if (ok) {
		*size = (size_t)h.size;
		*data = mem_alloc(*size);
		at = *data;
		send(&h, part, to_memory, &at);
	}
	done(&d);
	return ok;
}
