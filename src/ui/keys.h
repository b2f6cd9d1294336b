/* The key presets as data: one row a key. */
#ifndef UI_KEYS_H
#define UI_KEYS_H

#include "ui/action.h"

struct key_row {
	enum context context;
	const char *keys; /* one or two names */
	enum action action; /* ACT_NONE at the end of a table */
};

extern const struct key_row keys_attache[];
extern const struct key_row keys_less[];
extern const struct key_row keys_info[];

#endif
