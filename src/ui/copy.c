/* Copying: to the terminal's clipboard by OSC 52, to a command, or nowhere;
 * never silently. */
#include "ui/copy.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "attache/address.h"
#include "attache/cite.h"
#include "attache/where.h"
#include "base/buf.h"
#include "base/mem.h"
#include "ui/page.h"
#include "ui/prompt.h"
#include "ui/reader_state.h"

/* Terminals drop longer ones; xterm's own limit is near this. */
enum { OSC52_MAX = 74000 };

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

/* The sequence, wrapped for tmux and screen, which pass on only what is
 * wrapped (or, tmux with set-clipboard on, what is plain: that works too). */
static void
sequence(struct buf *out, const char *text)
{
	const char *term = getenv("TERM");
	bool tmux = getenv("TMUX") != NULL;
	bool screen = !tmux && term && strncmp(term, "screen", 6) == 0;

	if (tmux)
		buf_str(out, "\033Ptmux;\033");
	else if (screen)
		buf_str(out, "\033P");
	buf_str(out, "\033]52;c;");
	base64(out, text);
	buf_str(out, "\007");
	if (tmux || screen)
		buf_str(out, "\033\\");
}

unsigned
copy_text(struct app *app, const char *what, const char *text)
{
	const char *how = app->settings.clipboard;
	struct buf out = {0};
	bool ok;

	if (app->restricted)
		return app_fail(app, "copying is off in restricted mode");
	if (strcmp(how, "none") == 0)
		return app_fail(
		    app, "copying is off: see the option clipboard");
	if (strcmp(how, "osc52") != 0)
		return app->pipe_to ? app->pipe_to(app, how, text)
		                    : app_fail(app, "no command can be run");
	if (strlen(text) > OSC52_MAX)
		return app_fail(app,
		    "%zu bytes are too long for the "
		    "terminal's clipboard (%d at most)",
		    strlen(text), OSC52_MAX);
	sequence(&out, text);
	ok = app->term.ops->raw(app->term.ctx, buf_cstr(&out), out.size);
	buf_done(&out);
	if (!ok)
		return app_fail(app, "the terminal did not take the copy");
	return app_say(app,
	    "copied %s, %zu bytes, to the terminal's "
	    "clipboard",
	    what, strlen(text));
}

/* Caller frees. */
static char *
passage(struct app *app)
{
	struct att_range range = reader_passage(app);
	const char *text = att_image_text(page_image(app->page), NULL);

	return mem_ndup(text + range.start, range.end - range.start);
}

static char *
address(struct app *app)
{
	char fragment[300];
	struct att_range range = reader_passage(app);

	att_where_format(
	    page_image(app->page), range.start, fragment, sizeof(fragment));
	return att_address_format(
	    reader_work_name(app, page_work(app->page)), fragment);
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
		return app_fail(app, "y passage, c with citation, l address, "
		                     "b BibTeX, r RIS, j CSL-JSON");
	}
	free(text);
	return fx;
}

unsigned
copy_ask(struct app *app)
{
	return prompt_letter(app,
	    "copy: y passage  c +citation  l address  "
	    "b BibTeX  r RIS  j CSL ",
	    copy_letter);
}
