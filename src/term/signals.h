/* Signals of an interactive program, and the terminal's rescue. A signal that
 * can be answered sets a flag that waiting sees; one that kills restores the
 * terminal first. */
#ifndef TERM_SIGNALS_H
#define TERM_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

/* How to restore the terminal without the help of any library. */
struct rescue {
	int tty;
	struct termios modes;
	char bytes[256];
	size_t size;
};

/* Catch the signals; before newterm, which then leaves them alone. */
void signals_open(bool no_suspend);
void signals_close(void);

/* Arm the rescue; NULL: there is nothing to restore (any more). */
void signals_rescue(const struct rescue *rescue);
/* Restore the terminal now, whatever the state. Async-signal-safe. */
void signals_rescue_now(void);

/* While another program has the terminal the keyboard's signals are its. */
void signals_away(bool away);

/* Wait for input on fd: 1 readable or hung up, 0 after timeout_ms (negative:
 * none), -1 when a signal came. A signal that came earlier is not missed. */
int signals_wait(int fd, int timeout_ms);

/* Each tells once. */
int signals_ended(void);        /* HUP, TERM, INT or XCPU; 0 */
bool signals_end_pending(void); /* the same without taking it */
bool signals_resized(void);
bool signals_stop_asked(void);
bool signals_continued(void);

/* Stop until told to go on. The terminal must have been left. */
void signals_stop(void);

#endif
