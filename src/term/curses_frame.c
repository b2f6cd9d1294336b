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

/* The frame in as few bytes as the terminal allows. */
static void
send(struct curses *c, const char *bytes, size_t size)
{
	int row = c->shown.cursor_row + 1, col = c->shown.cursor_col + 1;
	struct buf out = {0};

	if (!c->framed || !c->can_lean) {
		curses_write(c, bytes, size);
		return;
	}
	/* Anything may have happened to the terminal. */
	if (c->everything) {
		lean_forget(&c->lean, LINES, &out);
		row = col = 1;
	}
	if (!lean_frame(&c->lean, LINES, row, col, bytes, size, &out)) {
		lean_whole(&c->lean, LINES, row, col, &out);
		buf_add(&out, bytes, size);
	}
	curses_write(c, out.data, out.size);
	buf_done(&out);
}

void
curses_frame_whole(struct curses *c)
{
	struct buf out = {0};

	lean_whole(&c->lean, LINES, c->shown.cursor_row + 1,
	    c->shown.cursor_col + 1, &out);
	if (out.size)
		curses_write(c, out.data, out.size);
	buf_done(&out);
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
		send(c, bytes, (size_t)size);
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
