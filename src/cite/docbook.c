/* A biblioentry of DocBook 5, to be put into a bibliography. */
#include "cite/source.h"

#include "base/mem.h"

static void
escaped(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '&')
			buf_str(out, "&amp;");
		else if (*text == '<')
			buf_str(out, "&lt;");
		else if (*text == '>')
			buf_str(out, "&gt;");
		else if (*text == '"')
			buf_str(out, "&quot;");
		else
			buf_char(out, *text);
	}
}

static void
element(struct buf *out, const char *indent, const char *name,
    const char *attributes, const char *text)
{
	if (!*text)
		return;
	buf_format(out, "%s<%s%s>", indent, name, attributes);
	escaped(out, text);
	buf_format(out, "</%s>\n", name);
}

static void
people(struct buf *out, const char *name, const struct people *people)
{
	for (size_t i = 0; i < people->count; i++) {
		const struct person *p = &people->item[i];

		buf_format(out, "    <%s>", name);
		if (!p->given && !p->suffix) {
			element(out, "", "orgname", "", p->family);
			out->size--; /* on one line */
		} else {
			buf_str(out, "<personname>");
			element(
			    out, "", "firstname", "", p->given ? p->given : "");
			out->size -= p->given != NULL;
			element(out, "", "surname", "", p->family);
			out->size--;
			if (p->suffix) {
				element(out, "", "lineage", "", p->suffix);
				out->size--;
			}
			buf_str(out, "</personname>");
		}
		buf_format(out, "</%s>\n", name);
	}
}

static void
imprint(struct buf *out, const struct source *s)
{
	if (!*s->publisher && !*s->place)
		return;
	/* A publisher has a name: the place alone has no other home. */
	buf_str(out, "    <publisher>");
	buf_str(out, "<publishername>");
	escaped(out, s->publisher);
	buf_str(out, "</publishername>");
	if (*s->place) {
		buf_str(out, "<address><city>");
		escaped(out, s->place);
		buf_str(out, "</city></address>");
	}
	buf_str(out, "</publisher>\n");
}

static void
book(struct buf *out, const struct source *s)
{
	people(out, "author", &s->author);
	people(out, "editor", &s->editor);
	element(out, "    ", "title", "", s->title);
	element(out, "    ", "edition", "", s->edition_words);
	element(out, "    ", "volumenum", "", s->volume);
	imprint(out, s);
	element(out, "    ", "pubdate", "", s->issued.words);
	element(out, "    ", "biblioid", " class=\"isbn\"", s->isbn);
	element(out, "    ", "biblioid", " class=\"doi\"", s->doi);
	element(out, "    ", "biblioid", " class=\"uri\"", s->uri);
}

void
cite_docbook(struct buf *out, const struct source *s)
{
	buf_format(out,
	    "<biblioentry xmlns=\"http://docbook.org/ns/docbook\" "
	    "xml:id=\"b-%s\">\n",
	    s->key);
	if (*s->section) {
		buf_str(out, "  <biblioset relation=\"part\">\n");
		element(out, "    ", "title", "", s->section);
		element(
		    out, "    ", "bibliomisc", " role=\"number\"", s->number);
		buf_str(out, "  </biblioset>\n");
	}
	buf_str(out, "  <biblioset relation=\"book\">\n");
	book(out, s);
	buf_str(out, "  </biblioset>\n");
	if (*s->series) {
		buf_str(out, "  <biblioset relation=\"series\">\n");
		element(out, "    ", "title", "", s->series);
		buf_str(out, "  </biblioset>\n");
	}
	element(out, "  ", "biblioid", " class=\"uri\"", s->address);
	element(out, "  ", "date", " role=\"accessed\"", s->accessed.words);
	if (*s->passage) {
		buf_str(out, "  <abstract role=\"passage\"><para>");
		escaped(out, s->passage);
		buf_str(out, "</para></abstract>\n");
	}
	buf_str(out, "</biblioentry>\n");
}
