/* The key presets as data: one row a key. */
#ifndef UI_KEYS_H
#define UI_KEYS_H

#include "ui/action.h"

/* Presets, as bits. */
enum {
	KEYS_ATTACHE = 1,
	KEYS_LESS = 2,
	KEYS_INFO = 4,
	KEYS_ALL = KEYS_ATTACHE | KEYS_LESS | KEYS_INFO
};

struct key_row {
	enum context context;
	const char *keys; /* one or two names; NULL at the end of the table */
	enum action action;
	unsigned presets; /* that have it */
};

extern const struct key_row key_rows[];

#endif
