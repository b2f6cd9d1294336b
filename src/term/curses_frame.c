/* A frame on its way to the terminal.
 *
 * curses works out the least that turns one screen into the next, and then
 * sends it in some twenty pieces. Its output is a duplicate of the terminal's
 * descriptor: for the time of a frame a file in memory takes its place, and
 * the whole frame goes out in one write. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "term/curses.h"

enum { FRAME_MAX = 16 << 20 /* bytes: more than the largest screen takes */ };

void
curses_write(struct curses *c, const char *bytes, size_t size)
{
	while (size > 0 && !c->gone) {
		ssize_t n = write(c->tty, bytes, size);

		if (n < 0 && !file_write_again(c->tty)) {
			c->gone = true;
			return;
		}
		if (n < 0 && signals_end_pending())
			return; /* a stuck terminal keeps nobody from ending */
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

/* Where the last frame left the cursor, from 1: see send_frame. */
static int
shown_at(int place, int size, int screen)
{
	int last = size < screen ? size : screen;

	return place < last ? place + 1 : last;
}

static int
shown_row(const struct curses *c)
{
	return shown_at(c->shown.cursor_row, c->shown.rows, LINES);
}

static int
shown_col(const struct curses *c)
{
	return shown_at(c->shown.cursor_col, c->shown.cols, COLS);
}

/* The frame in as few bytes as the terminal allows. */
static void
send(struct curses *c, const char *bytes, size_t size)
{
	int row = shown_row(c), col = shown_col(c);
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

	lean_whole(&c->lean, LINES, shown_row(c), shown_col(c), &out);
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
	struct rlimit files;

	/* A limit of files holds for those in memory, too. */
	if (getrlimit(RLIMIT_FSIZE, &files) != 0 || files.rlim_cur < FRAME_MAX)
		return -1;
	return memfd_create("frame", MFD_CLOEXEC);
#else
	return -1;
#endif
}
