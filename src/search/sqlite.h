/* SQLite by name: it is loaded when an index is asked for, because loading it
 * takes as long as all the rest of starting does, and most starts need none. */
#ifndef SEARCH_SQLITE_H
#define SEARCH_SQLITE_H

#include <sqlite3.h>
#include <stdbool.h>

#include "attache/error.h"

/* Every function of it that is used. */
#define SQLITE_CALLS(X)                                                        \
	X(bind_int64)                                                          \
	X(bind_text)                                                           \
	X(close)                                                               \
	X(column_double)                                                       \
	X(column_int64)                                                        \
	X(column_text)                                                         \
	X(db_config)                                                           \
	X(errmsg)                                                              \
	X(exec)                                                                \
	X(finalize)                                                            \
	X(open_v2)                                                             \
	X(prepare_v2)                                                          \
	X(reset)                                                               \
	X(step)

struct sqlite {
	void *handle;
#define SQLITE_CALL(name) __typeof__(&sqlite3_##name) name;
	SQLITE_CALLS(SQLITE_CALL)
#undef SQLITE_CALL
};

/* False with err when this machine has none. */
bool sqlite_load(struct sqlite *sql, struct att_error *err);
void sqlite_unload(struct sqlite *sql);

#endif
