/* "reading 312 of 1935 works", in place, gone at the end. */
#include "library/set.h"

#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attache/cell.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/message.h"

enum { EVERY = 100 /* ms */ };

void
progress_open(struct progress *p, bool quiet)
{
	*p = (struct progress){.shown = !quiet && isatty(STDERR_FILENO)};
	if (p->shown)
		p->next = clock_ms() + EVERY; /* short work shows nothing */
}

/* As the terminal can show it. Returns the columns that it takes. */
static int
show(const char *text)
{
	bool ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	struct att_cell cell;
	int columns = 0;

	fputc('\r', stderr);
	for (size_t size = strlen(text); size > 0;) {
		size_t n =
		    att_cell_next(text, size, att_width_unicode, ascii, &cell);

		fwrite(cell.text, 1, cell.size, stderr);
		columns += (int)cell.columns;
		text += n;
		size -= n;
	}
	fflush(stderr);
	return columns;
}

void
progress_draw(struct progress *p, size_t done, size_t total)
{
	int64_t now;
	char *text;

	if (!p->shown)
		return;
	now = clock_ms();
	if (now < p->next)
		return;
	p->next = now + EVERY;
	p->drawn = true;
	text = mem_format(_("reading %zu of %zu works "), done, total);
	p->columns = show(text);
	free(text);
}

/* Blanks rather than a control sequence: any terminal knows them. */
void
progress_close(struct progress *p)
{
	if (p->drawn)
		fprintf(stderr, "\r%*s\r", p->columns, "");
	p->drawn = false;
}
