/* What is copied: passages, citations, addresses. */
#include "ui/copy.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "attache/address.h"
#include "attache/cite.h"
#include "attache/where.h"
#include "base/mem.h"
#include "base/message.h"
#include "ui/clipboard.h"
#include "ui/page.h"
#include "ui/prompt.h"
#include "ui/reader_state.h"

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

/* Of a passage, whose words are quoted in it. Caller frees. */
static char *
citation(struct app *app, struct att_range range, enum att_cite_format format)
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
	        .range = range,
	        .accessed = today,
	    },
	    format);
}

static char *
passage_and_citation(struct app *app)
{
	enum att_cite_format format = att_cite_format_of(app->settings.cite);
	att_pos start = reader_passage(app).start;
	char *words = passage(app);
	/* Which need not be quoted again. */
	char *cite = citation(app, (struct att_range){start, start},
	    format == ATT_CITE_COUNT ? ATT_CITE_CHICAGO : format);
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
		fx = clipboard_copy(app, _("passage"), text);
		break;
	case 'c':
		text = passage_and_citation(app);
		fx = clipboard_copy(app, _("passage with its citation"), text);
		break;
	case 'b':
		text = citation(app, reader_passage(app), ATT_CITE_BIBTEX);
		fx = clipboard_copy(app, _("BibTeX record"), text);
		break;
	case 'r':
		text = citation(app, reader_passage(app), ATT_CITE_RIS);
		fx = clipboard_copy(app, _("RIS record"), text);
		break;
	case 'j':
		text = citation(app, reader_passage(app), ATT_CITE_CSL_JSON);
		fx = clipboard_copy(app, _("CSL-JSON record"), text);
		break;
	case 'l':
		text = address(app);
		fx = clipboard_copy(app, text, text);
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
