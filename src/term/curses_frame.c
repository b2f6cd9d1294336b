/* A frame on its way to the terminal.
 *
 * curses works out the least that turns one screen into the next, and then
 * sends it in some twenty pieces. Its output is a duplicate of the terminal's
 * descriptor: for the time of a frame a file in memory takes its place, and
 * the whole frame goes out in one write. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"
#include "term/curses.h"

void
curses_write(struct curses *c, const char *bytes, size_t size)
{
	while (size > 0 && !c->gone) {
		ssize_t n = write(c->tty, bytes, size);

		if (n < 0 && errno == EINTR && signals_end_pending())
			return; /* a stuck terminal keeps nobody from ending */
		if (n < 0 && errno != EINTR) {
			c->gone = true;
			return;
		}
		if (n > 0) {
			bytes += n;
			size -= (size_t)n;
		}
	}
}

/* Point the output of curses somewhere else. */
static void
set_output(struct curses *c, int fd)
{
#ifdef MFD_CLOEXEC
	dup3(fd, fileno(c->out), O_CLOEXEC);
#else
	(void)c;
	(void)fd;
#endif
}

void
curses_frame_begin(struct curses *c)
{
	if (c->frame >= 0)
		set_output(c, c->frame);
}

static bool
starts(const char *bytes, const char *end, const char *with)
{
	size_t size = strlen(with);

	return (size_t)(end - bytes) >= size && memcmp(bytes, with, size) == 0;
}

/* What of a frame is without effect: choosing the character set that is chosen
 * (no other is ever used), and default colours just before everything is
 * reset. Takes a fifth off a change of attributes. Returns its size. */
static size_t
idle_size(const char *p, const char *end)
{
	static const char *const charset[] = {"\033(B", "\017"};
	static const char *const colours[] = {
	    "\033[39;49m", "\033[39m", "\033[49m"};

	for (size_t i = 0; i < COUNT(charset); i++) {
		if (starts(p, end, charset[i]))
			return strlen(charset[i]);
	}
	for (size_t i = 0; i < COUNT(colours); i++) {
		const char *after = p + strlen(colours[i]);

		if (!starts(p, end, colours[i]))
			continue;
		if (starts(after, end, charset[0]))
			after += strlen(charset[0]);
		if (starts(after, end, "\033[m") ||
		    starts(after, end, "\033[0;"))
			return strlen(colours[i]);
	}
	return 0;
}

static size_t
drop_idle(char *bytes, size_t size)
{
	const char *p = bytes, *end = bytes + size;
	char *out = bytes;

	while (p < end) {
		size_t idle =
		    *p == '\033' || *p == '\017' ? idle_size(p, end) : 0;

		if (idle)
			p += idle;
		else
			*out++ = *p++;
	}
	return (size_t)(out - bytes);
}

void
curses_frame_end(struct curses *c)
{
	off_t size;
	char *bytes;

	if (c->frame < 0)
		return;
	set_output(c, c->tty);
	size = lseek(c->frame, 0, SEEK_CUR);
	if (size <= 0 || lseek(c->frame, 0, SEEK_SET) != 0)
		return;
	bytes = mem_alloc((size_t)size);
	if (pread(c->frame, bytes, (size_t)size, 0) == size)
		curses_write(c, bytes,
		    c->framed ? drop_idle(bytes, (size_t)size) : (size_t)size);
	c->framed = true;
	free(bytes);
}

int
curses_frame_open(void)
{
#ifdef MFD_CLOEXEC
	return memfd_create("frame", MFD_CLOEXEC);
#else
	return -1;
#endif
}
