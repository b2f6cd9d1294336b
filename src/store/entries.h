/* Bookmarks in memory, each owning its strings. */
#ifndef STORE_ENTRIES_H
#define STORE_ENTRIES_H

#include "attache/bookmarks.h"

struct entry {
	struct att_bookmark b;
	char *strings; /* all of b's */
};

struct entries {
	struct entry *item;
	size_t count;
	size_t cap;
};

/* A copy whose text is well-formed and can stand in XML: controls are left
 * out, ill-formed bytes become U+FFFD. One line strings stay on one line. */
struct entry entry_copy(const struct att_bookmark *b);
void entry_done(struct entry *entry);

void entries_add(struct entries *list, const struct att_bookmark *b);
void entries_set(struct entries *list, size_t row,
    const struct att_bookmark *b); /* may be made of that row's strings */
void entries_remove(struct entries *list, size_t row);
size_t entries_find(const struct entries *list, const char *id);
void entries_done(struct entries *list);

/* BOOKMARK_ bits of what differs. */
uint32_t entry_differs(const struct att_bookmark *a,
    const struct att_bookmark *b);

#endif
