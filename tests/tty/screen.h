/* A program on a pseudo-terminal and the screen it makes, by libvterm. Nothing
 * here sleeps: everything waits for a condition with a deadline. */
#ifndef TTY_SCREEN_H
#define TTY_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

#include <vterm.h>

#include "base/buf.h"

struct screen {
	pid_t pid;
	int fd; /* of the terminal; -1 after a hang-up */
	int rows, cols;
	VTerm *vt;
	VTermScreen *cells;
	struct termios before; /* modes that the program found */
	bool alternate, cursor_visible, mouse;
	char part[4]; /* of a character that has not come in whole */
	size_t part_size;
	struct buf sent;   /* what the program sent since screen_mark() */
	struct buf answer; /* what the terminal answers */
	bool ended;
	int status; /* as of waitpid */
};

/* env: "NAME=VALUE" on top of our own, ended by NULL; may be NULL. */
struct screen *screen_start(
    const char *term, int rows, int cols, char *const *argv, char *const *env);
void screen_stop(struct screen *s); /* kills what is left */

void screen_send(struct screen *s, const char *bytes, size_t size);
/* Keys in the notation of key scripts: "jj/red<Enter>". */
void screen_keys(struct screen *s, const char *keys);
void screen_resize(struct screen *s, int rows, int cols);
void screen_hang_up(struct screen *s);
void screen_mark(struct screen *s);

/* Wait until the condition holds; false after ms milliseconds. */
bool screen_wait(struct screen *s, int ms,
    bool (*holds)(struct screen *s, void *ctx), void *ctx);
/* Wait until nothing was sent for ms milliseconds; at most 20 times as long. */
void screen_settle(struct screen *s, int ms);
/* Wait for the end of the program. */
bool screen_ended(struct screen *s, int ms);

/* The screen as lines without trailing blanks. Caller frees. */
char *screen_text(struct screen *s);
bool screen_find(struct screen *s, const char *text, int *row, int *col);
VTermScreenCell screen_cell(struct screen *s, int row, int col);
void screen_cursor(struct screen *s, int *row, int *col);
/* The modes of the terminal are those found, and nothing is left switched. */
bool screen_is_restored(struct screen *s);

double screen_now(void); /* seconds */

#endif
