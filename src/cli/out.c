/* Output for people; see out.h for what it promises. */
#include "cli/out.h"

#include <errno.h>
#include <langinfo.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "base/utf8.h"
#include "cli/complain.h"

enum {
	OUT_BLOCK = 64 << 10, /* bytes gathered before a write */
	OUT_ADDRESS = 2000 /* bytes of an OSC 8 address; longer ones are left */
};

static void
screen_size(struct out *out)
{
	struct winsize size = {0};

	out->columns = 80;
	out->rows = 24;
	if (!out->tty || ioctl(out->fd, TIOCGWINSZ, &size) != 0)
		return;
	if (size.ws_col > 0)
		out->columns = size.ws_col > ATT_COLUMNS_MAX ? ATT_COLUMNS_MAX
		                                             : size.ws_col;
	if (size.ws_row > 0)
		out->rows = size.ws_row;
}

static bool
starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* The console, old terminals and screen draw italics as something else. */
static bool
has_italic(const char *term)
{
	return !starts(term, "linux") && !starts(term, "vt") &&
	       !starts(term, "screen");
}

void
out_init(struct out *out, int fd, enum out_color color)
{
	const char *term = getenv("TERM");
	const char *no_color = getenv("NO_COLOR");
	bool dumb = !term || !*term || strcmp(term, "dumb") == 0;

	*out = (struct out){.fd = fd};
	out->tty = isatty(fd) == 1;
	out->sgr =
	    color == OUT_ALWAYS || (color == OUT_AUTO && out->tty && !dumb);
	out->hues =
	    out->sgr && (color == OUT_ALWAYS || !no_color || !*no_color);
	out->italic = !term || has_italic(term);
	out->ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	out->width = out->ascii ? att_width_unicode : att_width_locale;
	screen_size(out);
}

bool
out_ok(const struct out *out)
{
	return out->error == 0 && !out->closed;
}

static bool
write_all(struct out *out, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t n = write(out->fd, bytes, size);

		if (n < 0 && file_write_again(out->fd))
			continue;
		if (n < 0) {
			out->closed = errno == EPIPE;
			out->error = out->closed ? 0 : errno;
			return false;
		}
		bytes += n;
		size -= (size_t)n;
	}
	return true;
}

void
out_flush(struct out *out)
{
	if (out->paging)
		return;
	if (out_ok(out))
		write_all(out, out->buf.data, out->buf.size);
	buf_clear(&out->buf);
}

/* A reader that went away ends a program without a word, as it would have
 * without SIGPIPE being ignored for the sake of the workers. */
static void
die_of_pipe(void)
{
	struct sigaction action = {.sa_handler = SIG_DFL};

	sigaction(SIGPIPE, &action, NULL);
	raise(SIGPIPE);
}

bool
out_done(struct out *out)
{
	bool paged = true;

	out->paging = false;
	if (out->sgr && out->shown)
		buf_str(&out->buf, "\033[m");
	out_flush(out);
	if (out->pager)
		paged = pager_wait(out);
	else if (out->closed)
		die_of_pipe();
	buf_done(&out->buf);
	if (out->error) {
		complain(_("cannot write: %s"), strerror(out->error));
		return false;
	}
	return paged;
}

void
out_page(struct out *out)
{
	out->paging = out->tty;
}

void
out_bytes(struct out *out, const char *bytes, size_t size)
{
	buf_add(&out->buf, bytes, size);
	if (out->buf.size >= OUT_BLOCK)
		out_flush(out);
}

/* What each style looks like. Bold, underline and reverse carry the meaning;
 * colours only help. */
/* clang-format off */
static const struct look {
	uint32_t style;
	const char *sgr;
	bool hue;
} looks[] = {
	{ ATT_S_BOLD | ATT_S_HEADING | OUT_MATCH, ";1", false },
	{ ATT_S_DIM | ATT_S_RULE | ATT_S_EDITORIAL, ";2", false },
	{ ATT_S_UNDERLINE | ATT_S_LINK, ";4", false },
	{ OUT_MATCH, ";7", false },
	{ ATT_S_STRIKE, ";9", false },
	{ ATT_S_CODE, ";32", true },
	{ ATT_S_LINK, ";36", true },
	{ ATT_S_BROKEN, ";31", true },
};
/* clang-format on */

static void
write_style(struct out *out)
{
	if (out->style == out->shown)
		return;
	out->shown = out->style;
	if (!out->sgr)
		return;
	buf_str(&out->buf, "\033[0");
	for (size_t i = 0; i < COUNT(looks); i++)
		if ((out->style & looks[i].style) &&
		    (out->hues || !looks[i].hue))
			buf_str(&out->buf, looks[i].sgr);
	if (out->style & ATT_S_EMPH)
		buf_str(&out->buf, out->italic ? ";3" : ";4");
	buf_char(&out->buf, 'm');
}

/* Spaces are held back so that they can be dropped at the end of a line. They
 * are drawn in the style of what comes before and after only when it is one. */
static void
write_spaces(struct out *out)
{
	if (out->spaces == 0)
		return;
	if (out->style != out->shown) {
		uint32_t style = out->style;

		out->style &= out->shown;
		write_style(out);
		out->style = style;
	}
	out->gap = out->buf.size;
	out->gap_spaces = out->spaces;
	out->gap_column = out->column;
	for (; out->spaces > 0; out->spaces--)
		buf_char(&out->buf, ' ');
}

/* Move what stands after the last spaces to a line of its own. */
static void
break_line(struct out *out)
{
	size_t word = out->gap + out->gap_spaces;
	char *rest = mem_ndup(out->buf.data + word, out->buf.size - word);
	size_t size = out->buf.size - word;

	out->buf.size = out->gap;
	buf_char(&out->buf, '\n');
	for (unsigned i = 0; i < out->wrap; i++)
		buf_char(&out->buf, ' ');
	buf_add(&out->buf, rest, size);
	out->column = out->wrap + out->column - out->gap_column;
	out->gap_column = 0;
	out->lines++;
	free(rest);
}

void
out_wrap(struct out *out, unsigned indent)
{
	if (out->tty && (unsigned)out->columns > 2 * indent)
		out->wrap = indent ? indent : 1;
}

static void
put_cell(struct out *out, const char *text, size_t size, unsigned columns)
{
	if (size == 0)
		return;
	if (size == 1 && *text == ' ') {
		out->spaces++;
		out->column++;
		return;
	}
	write_spaces(out);
	write_style(out);
	buf_add(&out->buf, text, size);
	out->column += columns;
	if (out->wrap && out->column > (unsigned)out->columns &&
	    out->gap_column > out->wrap)
		break_line(out);
}

static bool
is_plain(char c)
{
	return c >= ' ' && c < 0x7F;
}

void
out_text(struct out *out, const char *text, size_t size)
{
	struct att_cell cell;

	while (size > 0) {
		size_t n = 1;

		if (is_plain(*text) && (size == 1 || !(text[1] & 0x80))) {
			put_cell(out, text, 1, 1);
		} else {
			n = att_cell_next(
			    text, size, out->width, out->ascii, &cell);
			put_cell(out, cell.text, cell.size, cell.columns);
		}
		text += n;
		size -= n;
	}
}

void
out_str(struct out *out, const char *text)
{
	out_text(out, text, strlen(text));
}

static bool
is_white(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

void
out_passage(struct out *out, const char *text, size_t size)
{
	size_t start = 0;

	for (size_t i = 0; i < size; i++) {
		if (!is_white(text[i]))
			continue;
		out_text(out, text + start, i - start);
		if (out->spaces == 0)
			out_spaces(out, 1);
		start = i + 1;
	}
	out_text(out, text + start, size - start);
}

void
out_format(struct out *out, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = mem_vformat(format, args);
	va_end(args);
	out_str(out, text);
	free(text);
}

void
out_spaces(struct out *out, unsigned count)
{
	out->spaces += count;
	out->column += count;
}

void
out_column(struct out *out, unsigned column)
{
	if (out->column < column)
		out_spaces(out, column - out->column);
	else if (out->column > 0)
		out_spaces(out, 1);
}

void
out_newline(struct out *out)
{
	unsigned columns = out->column - out->spaces;

	out->spaces = 0;
	out->column = 0;
	out->wrap = 0;
	out->gap_column = 0;
	if (out->style == 0)
		write_style(out);
	buf_char(&out->buf, '\n');
	if (out->paging) {
		out->lines +=
		    1 + (columns ? columns - 1 : 0) / (unsigned)out->columns;
		if (out->lines >= (unsigned)out->rows)
			pager_start(out);
	} else if (out->buf.size >= OUT_BLOCK) {
		out_flush(out);
	}
}

void
out_style(struct out *out, uint32_t style)
{
	out->style = style;
}

void
out_styled(struct out *out, uint32_t style, const char *text)
{
	out_style(out, style);
	out_str(out, text);
	out_style(out, 0);
}

static bool
may_link(const char *address)
{
	return starts(address, "http://") || starts(address, "https://") ||
	       starts(address, "mailto:");
}

void
out_hyperlink(struct out *out, const char *address)
{
	if (!out->sgr || (address && !may_link(address)))
		return;
	if (address && strlen(address) > OUT_ADDRESS)
		return;
	write_spaces(out);
	buf_str(&out->buf, "\033]8;;");
	for (const char *s = address ? address : ""; *s; s++)
		if (*s > ' ' && *s < 0x7F)
			buf_char(&out->buf, *s);
		else
			buf_format(&out->buf, "%%%02X", (unsigned char)*s);
	buf_str(&out->buf, "\033\\");
}

unsigned
out_width(const struct out *out, const char *text)
{
	return att_cell_columns(text, strlen(text), out->width);
}
