/* attache marks export: Markdown, Netscape HTML, CSV and JSON. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "attache/address.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/message.h"
#include "cli/marks.h"
#include "cli/passage.h"

/* A pipe or file gets the bytes, a terminal what is safe of them. */
static void
put(struct out *out, struct buf *buf)
{
	if (out->tty)
		out_text(out, buf->data ? buf->data : "", buf->size);
	else
		out_bytes(out, buf->data ? buf->data : "", buf->size);
	buf_clear(buf);
}

static char *
address_of(const struct att_bookmark *b)
{
	char *fragment = b->where.offset
	                     ? mem_format("%s+%u", b->where.id, b->where.offset)
	                     : mem_dup(b->where.id);
	char *address = att_address_format(b->work, fragment);

	free(fragment);
	return address;
}

/* The passage as it stands now when it can be found, of a point its sentence;
 * else the first words that were there. */
static char *
passage_of(struct marks *m, const struct att_bookmark *b)
{
	const struct att_image *image = marks_image(m, b->work);
	struct att_range range;

	if (!image ||
	    att_where_find(&b->where, image, &range) == ATT_FOUND_LOST)
		return mem_format("%s%s", b->where.passage,
		    *b->where.passage ? "\u2026" : "");
	if (range.end == range.start)
		range = passage_sentence(image, range);
	return mem_ndup(
	    att_image_text(image, NULL) + range.start, range.end - range.start);
}

/* On one line, signs of Markdown and HTML taken for themselves. */
static void
markdown_text(struct buf *buf, const char *text)
{
	bool start = buf->size == 0 || buf->data[buf->size - 1] == '\n';

	for (; *text; text++) {
		char c = *text == '\n' || *text == '\t' ? ' ' : *text;

		if (strchr("\\`*_[]<>&|", c) || (start && strchr("#+-=~", c)))
			buf_char(buf, '\\');
		buf_char(buf, c);
		start = false;
	}
}

static void
quoted_lines(struct buf *buf, const char *text)
{
	buf_str(buf, "> ");
	markdown_text(buf, text);
	buf_str(buf, "\n\n");
}

static void
note_lines(struct buf *buf, const char *note)
{
	while (*note) {
		size_t size = strcspn(note, "\n");
		char *line = mem_ndup(note, size);

		markdown_text(buf, line);
		buf_char(buf, '\n');
		free(line);
		note += size + (note[size] != '\0');
	}
	buf_char(buf, '\n');
}

/* Where the place is now; where it was when that is unknown. */
static att_pos
position_of(struct marks *m, const struct att_bookmark *b)
{
	const struct att_image *image = marks_image(m, b->work);
	struct att_range range;

	if (!image)
		return b->where.position;
	att_where_find(&b->where, image, &range);
	return range.start;
}

/* The row of the section that holds the place now; 0 where unknown. */
static uint32_t
section_of(struct marks *m, const struct att_bookmark *b)
{
	const struct att_image *image = marks_image(m, b->work);

	return image ? att_section_at(image, position_of(m, b)) : 0;
}

static void
markdown_section(struct marks *m, const struct att_bookmark *b, uint32_t row,
    struct buf *buf)
{
	const struct att_image *image = marks_image(m, b->work);
	const struct att_section *s;
	const char *number;

	if (!image || row == 0)
		return;
	s = att_section(image, row);
	number = att_image_string(image, s->number);
	buf_format(buf, "## %s%s", number, *number ? " " : "");
	markdown_text(buf, att_image_string(image, s->title));
	buf_str(buf, "\n\n");
}

static void
markdown_work(struct marks *m, const struct att_bookmark *b, struct buf *buf)
{
	const struct att_image *image = marks_image(m, b->work);

	buf_str(buf, "# ");
	markdown_text(
	    buf, image ? att_image_string(image, att_section(image, 0)->title)
	               : b->work);
	buf_str(buf, "\n\n");
}

/* What a section is called says nothing that its heading does not. */
static bool
is_heading(struct marks *m, const struct att_bookmark *b, const char *words)
{
	const struct att_image *image = marks_image(m, b->work);
	const struct att_section *s =
	    image ? att_section(image, section_of(m, b)) : NULL;
	const char *title = s ? att_image_string(image, s->title) : "";
	const char *number = s ? att_image_string(image, s->number) : "";
	size_t size = strlen(number);

	if (s && size > 0 && strncmp(words, number, size) == 0 &&
	    words[size] == ' ')
		words += size + 1;
	return s && strcmp(title, words) == 0;
}

static void
markdown_mark(struct marks *m, const struct att_bookmark *b, struct buf *buf)
{
	char *address = address_of(b), *passage = passage_of(m, b);

	if (*passage && is_heading(m, b, passage))
		*passage = '\0';
	if (*b->title && strcmp(b->title, passage) != 0 &&
	    !is_heading(m, b, b->title)) {
		buf_str(buf, "**");
		markdown_text(buf, b->title);
		buf_str(buf, "**\n\n");
	}
	if (*passage)
		quoted_lines(buf, passage);
	if (*b->note)
		note_lines(buf, b->note);
	buf_format(buf, "<%s>\n\n", address);
	free(address);
	free(passage);
}

struct placed {
	const struct att_bookmark *bookmark;
	att_pos pos;
	size_t row; /* as it was */
};

static int
by_place(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order = strcmp(x->bookmark->work, y->bookmark->work);

	if (order != 0)
		return order;
	if (x->pos != y->pos)
		return x->pos < y->pos ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* In the order of the text, so that each section is named once. */
static void
sort_by_place(struct marks *m, const struct att_bookmark **row, size_t count)
{
	struct placed *placed = mem_alloc((count + 1) * sizeof(*placed));

	for (size_t i = 0; i < count; i++)
		placed[i] = (struct placed){row[i], position_of(m, row[i]), i};
	if (count)
		qsort(placed, count, sizeof(*placed), by_place);
	for (size_t i = 0; i < count; i++)
		row[i] = placed[i].bookmark;
	free(placed);
}

static void
export_markdown(struct marks *m, const struct att_bookmark **row, size_t count)
{
	struct buf buf = {0};
	uint32_t section = 0;

	sort_by_place(m, row, count);
	for (size_t i = 0; i < count && cli_going(m->cli); i++) {
		bool new = i == 0 || strcmp(row[i]->work, row[i - 1]->work);
		uint32_t now = section_of(m, row[i]);

		if (new)
			markdown_work(m, row[i], &buf);
		if (new || now != section)
			markdown_section(m, row[i], now, &buf);
		section = now;
		markdown_mark(m, row[i], &buf);
		put(&m->cli->out, &buf);
	}
	buf_done(&buf);
}

static void
html_text(struct buf *buf, const char *text)
{
	for (; *text; text++) {
		if (*text == '&')
			buf_str(buf, "&amp;");
		else if (*text == '<')
			buf_str(buf, "&lt;");
		else if (*text == '>')
			buf_str(buf, "&gt;");
		else if (*text == '"')
			buf_str(buf, "&quot;");
		else
			buf_char(buf, *text);
	}
}

static void
html_time(struct buf *buf, const char *name, const char *stamp)
{
	struct tm tm = {0};

	if (strptime(stamp, "%Y-%m-%dT%H:%M:%SZ", &tm))
		buf_format(buf, " %s=\"%lld\"", name, (long long)timegm(&tm));
}

static void
html_mark(struct buf *buf, const struct att_bookmark *b)
{
	char *address = address_of(b);

	buf_str(buf, "<DT><A HREF=\"");
	html_text(buf, address);
	buf_char(buf, '"');
	html_time(buf, "ADD_DATE", b->added);
	html_time(buf, "LAST_MODIFIED", b->modified);
	if (*b->tags) {
		size_t at = buf->size;

		buf_str(buf, " TAGS=\"");
		html_text(buf, b->tags);
		for (; at < buf->size; at++)
			if (buf->data[at] == ATT_BETWEEN)
				buf->data[at] = ',';
		buf_char(buf, '"');
	}
	buf_char(buf, '>');
	html_text(buf, *b->title ? b->title : address);
	buf_str(buf, "</A>\n");
	if (*b->note) {
		buf_str(buf, "<DD>");
		html_text(buf, b->note);
		buf_char(buf, '\n');
	}
	free(address);
}

static int
by_folder(const void *a, const void *b)
{
	const struct att_bookmark *const *x = a, *const *y = b;
	int order = strcmp((*x)->folder, (*y)->folder);

	if (order == 0)
		order = strcmp((*x)->added, (*y)->added);
	return order ? order : strcmp((*x)->id, (*y)->id);
}

/* Bytes of the folders that two paths have in common, whole ones. */
static size_t
common(const char *a, const char *b)
{
	size_t same = 0, i = 0;

	for (;; i++) {
		bool end_a = !a[i] || a[i] == ATT_BETWEEN;
		bool end_b = !b[i] || b[i] == ATT_BETWEEN;

		if (end_a && end_b)
			same = i;
		if (a[i] != b[i] || !a[i])
			return same;
	}
}

static void
close_folders(struct buf *buf, const char *path, size_t keep)
{
	for (const char *p = path + keep; *p; p++)
		if (p == path || *p == ATT_BETWEEN)
			buf_str(buf, "</DL><p>\n");
}

static void
open_folders(struct buf *buf, const char *path, size_t from)
{
	const char *p = path + from;

	p += *p == ATT_BETWEEN;
	while (*p) {
		size_t size = strcspn(p, (char[]){ATT_BETWEEN, '\0'});
		char *title = mem_ndup(p, size);

		buf_str(buf, "<DT><H3>");
		html_text(buf, title);
		buf_str(buf, "</H3>\n<DL><p>\n");
		free(title);
		p += size + (p[size] != '\0');
	}
}

static void
export_html(struct marks *m, const struct att_bookmark **row, size_t count)
{
	struct buf buf = {0};
	const char *path = "";

	qsort(row, count, sizeof(*row), by_folder);
	buf_str(&buf, "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"
	              "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; "
	              "charset=UTF-8\">\n<TITLE>Bookmarks</TITLE>\n"
	              "<H1>Bookmarks</H1>\n<DL><p>\n");
	for (size_t i = 0; i < count && cli_going(m->cli); i++) {
		size_t keep = common(path, row[i]->folder);

		close_folders(&buf, path, keep);
		open_folders(&buf, row[i]->folder, keep);
		path = row[i]->folder;
		html_mark(&buf, row[i]);
		put(&m->cli->out, &buf);
	}
	close_folders(&buf, path, 0);
	buf_str(&buf, "</DL><p>\n");
	put(&m->cli->out, &buf);
	buf_done(&buf);
}

/* A cell that a spreadsheet would run as a formula gets an apostrophe. */
static void
csv_cell(struct buf *buf, const char *text, char between)
{
	size_t start = buf->size;

	buf_char(buf, '"');
	if (*text && strchr("=+-@\t", *text))
		buf_char(buf, '\'');
	for (; *text; text++) {
		if (*text == '"')
			buf_char(buf, '"');
		buf_char(buf, *text == ATT_BETWEEN ? between : *text);
	}
	buf_char(buf, '"');
	if (buf->size == start + 2) /* nothing needs no quotes */
		buf->size = start;
}

static void
export_csv(struct marks *m, const struct att_bookmark **row, size_t count)
{
	struct buf buf = {0};

	buf_str(&buf, "id,title,note,folder,tags,letter,work,address,passage,"
	              "added,modified\n");
	for (size_t i = 0; i < count && cli_going(m->cli); i++) {
		const struct att_bookmark *b = row[i];
		char *address = address_of(b), *passage = passage_of(m, b);
		char letter[2] = {b->letter, '\0'};
		const char *cell[] = {b->id, b->title, b->note, b->folder,
		    b->tags, letter, b->work, address, passage, b->added,
		    b->modified};

		for (size_t k = 0; k < COUNT(cell); k++) {
			buf_str(&buf, k ? "," : "");
			csv_cell(
			    &buf, cell[k], cell[k] == b->folder ? '/' : ',');
		}
		buf_char(&buf, '\n');
		put(&m->cli->out, &buf);
		free(address);
		free(passage);
	}
	put(&m->cli->out, &buf);
	buf_done(&buf);
}

static void
export_json(struct marks *m, const struct att_bookmark **row, size_t count)
{
	for (size_t i = 0; i < count && cli_going(m->cli); i++) {
		struct json json;

		marks_json(&json, &m->cli->out, row[i]);
		json_end(&json);
	}
}

static const struct {
	const char *name;
	void (*run)(
	    struct marks *marks, const struct att_bookmark **row, size_t count);
} exports[] = {
    {"markdown", export_markdown},
    {"html", export_html},
    {"csv", export_csv},
    {"json", export_json},
};

int
marks_export(struct marks *m)
{
	const char *name = m->cli->value[OPT_FORMAT];
	const struct att_bookmark **row;
	size_t count, i = 0;

	if (!name)
		name = m->cli->json ? "json" : "markdown";
	while (i < COUNT(exports) && strcmp(exports[i].name, name) != 0)
		i++;
	if (i == COUNT(exports))
		return complain(_("--format is markdown, html, csv or json, "
		                  "not \"%s\""),
		    name);
	row = marks_chosen(m, &count);
	exports[i].run(m, row, count);
	free(row);
	return cli_status(m->cli, count);
}
