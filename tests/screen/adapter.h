/* What the driver of key scripts needs of the program. */
#ifndef SCREEN_ADAPTER_H
#define SCREEN_ADAPTER_H

#include <stdbool.h>
#include <stddef.h>

#include "attache/error.h"
#include "ui/terminal.h"

struct adapter;

struct adapter_opts {
	const char *const *files; /* works and folders */
	size_t count;
	const char *address; /* where to begin; NULL: as the program does */
	const char *const *settings; /* "name=value", ended by NULL */
	bool ascii;
	bool restricted;
};

/* Start the program on a terminal and let it draw. NULL with err. */
struct adapter *adapter_open(
    struct term *term, const struct adapter_opts *opts, struct att_error *err);
/* One key; false when it ended the program. */
bool adapter_key(struct adapter *adapter, const struct key *key);
/* Finish whatever long work goes on, and draw. */
void adapter_settle(struct adapter *adapter);
void adapter_close(struct adapter *adapter);

#endif
