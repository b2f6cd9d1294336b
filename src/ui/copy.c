/* Copying: to the terminal's clipboard by OSC 52, to a command, or nowhere;
 * never silently. */
#include "ui/copy.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "attache/address.h"
#include "attache/cite.h"
#include "attache/where.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "ui/page.h"
#include "ui/prompt.h"
#include "ui/reader_state.h"

/* Terminals drop longer ones; xterm's own limit is near this. */
enum { OSC52_MAX = 74000, SCREEN_MAX = 240 };

static void
base64(struct buf *out, const char *text)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklm"
	                             "nopqrstuvwxyz0123456789+/";
	const unsigned char *p = (const unsigned char *)text;
	size_t left = strlen(text);

	for (; left > 0; p += 3, left -= left < 3 ? left : 3) {
		unsigned v = (unsigned)p[0] << 16;

		if (left > 1)
			v |= (unsigned)p[1] << 8;
		if (left > 2)
			v |= p[2];
		buf_char(out, digits[v >> 18]);
		buf_char(out, digits[v >> 12 & 63]);
		buf_char(out, left > 1 ? digits[v >> 6 & 63] : '=');
		buf_char(out, left > 2 ? digits[v & 63] : '=');
	}
}

/* screen passes on what is wrapped, of strings no longer than its own. */
static void
screen_sequence(struct buf *out, const char *plain, size_t size)
{
	while (size > 0) {
		size_t part = size < SCREEN_MAX ? size : SCREEN_MAX;

		buf_str(out, "\033P");
		buf_add(out, plain, part);
		buf_str(out, "\033\\");
		plain += part;
		size -= part;
	}
}

/* The sequence; screen passes it on when it is wrapped. tmux takes the plain
 * one with set-clipboard on and the wrapped one with allow-passthrough on. */
static void
sequence(struct buf *out, const char *text)
{
	const char *term = getenv("TERM");
	struct buf plain = {0};

	buf_str(&plain, "\033]52;c;");
	base64(&plain, text);
	buf_char(&plain, '\007');
	if (getenv("TMUX")) {
		buf_add(out, plain.data, plain.size);
		buf_str(out, "\033Ptmux;\033"); /* doubles the escape */
		buf_add(out, plain.data, plain.size);
		buf_str(out, "\033\\");
	} else if (getenv("STY") || (term && !strncmp(term, "screen", 6))) {
		screen_sequence(out, plain.data, plain.size);
	} else {
		buf_add(out, plain.data, plain.size);
	}
	buf_done(&plain);
}

/* "file:PATH"; ~ is the home. Caller frees; NULL: it is no file. */
static char *
file_target(const char *how)
{
	const char *home = getenv("HOME");

	if (strncmp(how, "file:", 5) != 0 || !how[5])
		return NULL;
	how += 5;
	return how[0] == '~' && how[1] == '/' && home
	           ? mem_format("%s%s", home, how + 1)
	           : mem_dup(how);
}

/* Written in place: it may be a pipe that somebody reads. */
static unsigned
copy_to_file(
    struct app *app, const char *what, const char *text, const char *path)
{
	int fd = open(path,
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
	    0600);
	bool ok = fd >= 0 && file_write_all(fd, text, strlen(text));

	if (fd >= 0 && close(fd) != 0)
		ok = false;
	if (!ok)
		return app_fail(
		    app, _("cannot copy to %s: %s"), path, strerror(errno));
	return app_say(
	    app, _("copied %s, %zu bytes, to %s"), what, strlen(text), path);
}

static unsigned
copy_to_terminal(struct app *app, const char *what, const char *text)
{
	struct buf out = {0};
	bool ok;

	if (strlen(text) > OSC52_MAX)
		return app_fail(app,
		    _("%zu bytes are too long for the terminal's clipboard "
		      "(%d at most)"),
		    strlen(text), OSC52_MAX);
	sequence(&out, text);
	ok = app->term.ops->raw(app->term.ctx, buf_cstr(&out), out.size);
	buf_done(&out);
	if (!ok)
		return app_fail(app, _("the terminal did not take the copy"));
	return app_say(app,
	    _("copied %s, %zu bytes, to the terminal's clipboard"), what,
	    strlen(text));
}

unsigned
copy_text(struct app *app, const char *what, const char *text)
{
	const char *how = app->settings.clipboard;
	char *path = file_target(how);
	unsigned fx;

	if (app->restricted)
		fx = app_fail(app, _("copying is off in restricted mode"));
	else if (strcmp(how, "none") == 0)
		fx = app_fail(
		    app, _("copying is off: see the option clipboard"));
	else if (path)
		fx = copy_to_file(app, what, text, path);
	else if (strcmp(how, "osc52") == 0)
		fx = copy_to_terminal(app, what, text);
	else if (app->pipe_to)
		fx = app->pipe_to(app, how, text);
	else
		fx = app_fail(app, _("no command can be run"));
	free(path);
	return fx;
}

/* Caller frees. */
static char *
passage(struct app *app)
{
	struct att_range range = reader_passage(app);
	const char *text = att_image_text(page_image(app->page), NULL);

	return mem_ndup(text + range.start, range.end - range.start);
}

char *
copy_place(struct app *app)
{
	char fragment[300];

	att_where_format(page_image(app->page), reader_passage(app).start,
	    fragment, sizeof(fragment));
	return att_address_format(
	    reader_work_name(app, page_work(app->page)), fragment);
}

static char *
address(struct app *app)
{
	const struct att_image *image = page_image(app->page);
	uint32_t link = page_link(app->page);

	/* Of a reference that leads out of all works, where it leads. */
	if (link != ATT_NONE &&
	    att_link(image, link)->kind == ATT_LINK_ADDRESS &&
	    page_selection(app->page).end == page_selection(app->page).start)
		return mem_dup(
		    att_image_string(image, att_link(image, link)->target));
	return copy_place(app);
}

/* Caller frees. */
static char *
citation(struct app *app, enum att_cite_format format)
{
	char today[16] = "";
	time_t now = time(NULL);
	struct tm tm;

	if (localtime_r(&now, &tm))
		strftime(today, sizeof(today), "%Y-%m-%d", &tm);
	return att_cite(
	    &(struct att_citation){
	        .image = page_image(app->page),
	        .work = reader_work_name(app, page_work(app->page)),
	        .range = reader_passage(app),
	        .accessed = today,
	    },
	    format);
}

static char *
passage_and_citation(struct app *app)
{
	enum att_cite_format format = att_cite_format_of(app->settings.cite);
	char *words = passage(app);
	char *cite =
	    citation(app, format == ATT_CITE_COUNT ? ATT_CITE_CHICAGO : format);
	char *both = mem_format("%s\n\n%s", words, cite);

	free(words);
	free(cite);
	return both;
}

static unsigned
copy_letter(struct app *app, uint32_t letter)
{
	char *text = NULL;
	unsigned fx;

	switch (letter) {
	case 'y':
		text = passage(app);
		fx = copy_text(app, "the passage", text);
		break;
	case 'c':
		text = passage_and_citation(app);
		fx = copy_text(app, "the passage with its citation", text);
		break;
	case 'b':
		text = citation(app, ATT_CITE_BIBTEX);
		fx = copy_text(app, "a BibTeX record", text);
		break;
	case 'r':
		text = citation(app, ATT_CITE_RIS);
		fx = copy_text(app, "a RIS record", text);
		break;
	case 'j':
		text = citation(app, ATT_CITE_CSL_JSON);
		fx = copy_text(app, "a CSL-JSON record", text);
		break;
	case 'l':
		text = address(app);
		fx = copy_text(app, text, text);
		break;
	default:
		return app_fail(app, _("y passage, c with citation, l address, "
		                       "b BibTeX, r RIS, j CSL-JSON"));
	}
	free(text);
	return fx;
}

unsigned
copy_ask(struct app *app)
{
	return prompt_letter(app,
	    _("copy: y passage  c +citation  l address  "
	      "b BibTeX  r RIS  j CSL "),
	    copy_letter);
}
