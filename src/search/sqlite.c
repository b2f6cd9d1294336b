/* Without SQLite nothing but declarations: C wants some in every file. */
#include <dlfcn.h>
#include <string.h>

#ifdef HAVE_SQLITE

#include "base/message.h"
#include "search/sqlite.h"

#ifndef SQLITE_LIBDIR
#define SQLITE_LIBDIR "/usr/local/lib"
#endif
#ifdef __APPLE__
#define LIBRARY "libsqlite3.dylib"
#else
#define LIBRARY "libsqlite3.so.0"
#endif

/* A function's address by way of memory: C has no cast for it. */
static bool
find(void *handle, const char *name, void *call, size_t size)
{
	void *found = dlsym(handle, name);

	memcpy(call, &found, size);
	return found != NULL;
}

bool
sqlite_load(struct sqlite *sql, struct att_error *err)
{
	bool all = true;

	*sql = (struct sqlite){.handle = dlopen(LIBRARY, RTLD_NOW)};
	if (!sql->handle)
		sql->handle = dlopen(SQLITE_LIBDIR "/" LIBRARY, RTLD_NOW);
	if (!sql->handle)
		return att_fail(err, ATT_ENOTFOUND,
		    _("searching by topic needs SQLite, which is not here: %s"),
		    dlerror());
#define SQLITE_CALL(name)                                                      \
	all &= find(                                                           \
	    sql->handle, "sqlite3_" #name, &sql->name, sizeof(sql->name));
	SQLITE_CALLS(SQLITE_CALL)
#undef SQLITE_CALL
	if (all)
		return true;
	sqlite_unload(sql);
	return att_fail(err, ATT_ENOTFOUND,
	    _("searching by topic needs a newer SQLite than the one here"));
}

void
sqlite_unload(struct sqlite *sql)
{
	if (sql->handle)
		dlclose(sql->handle);
	*sql = (struct sqlite){0};
}

#endif
