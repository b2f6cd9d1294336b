/* "reading 312 of 1935 works", in place, gone at the end. */
#include "library/set.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/message.h"

enum { EVERY = 100 /* ms */ };

void
progress_open(struct progress *p, bool quiet)
{
	*p = (struct progress){.shown = !quiet && isatty(STDERR_FILENO)};
	if (p->shown)
		p->next = clock_ms() + EVERY; /* short work shows nothing */
}

void
progress_draw(struct progress *p, size_t done, size_t total)
{
	int64_t now;

	if (!p->shown)
		return;
	now = clock_ms();
	if (now < p->next)
		return;
	p->next = now + EVERY;
	p->drawn = true;
	fprintf(stderr, _("\rreading %zu of %zu works "), done, total);
	fflush(stderr);
}

/* Blanks rather than a control sequence: any terminal knows them. */
void
progress_close(struct progress *p)
{
	if (p->drawn)
		fprintf(stderr, "\r%50s\r", "");
	p->drawn = false;
}
