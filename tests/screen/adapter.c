/* The program, one key at a time. */
#include "screen/adapter.h"

#include <stdlib.h>

#include "base/mem.h"
#include "ui/start.h"

struct adapter {
	struct att_library *library;
	struct app *app;
};

struct adapter *
adapter_open(
    struct term *term, const struct adapter_opts *opts, struct att_error *err)
{
	struct att_library_opts library = {.no_cache = true,
	    .quiet = true,
	    .workers = 1,
	    .helper = getenv("HELPER")};
	struct adapter *a = mem_alloc(sizeof(*a));

	a->library = att_library_open(opts->files, opts->count, &library, err);
	if (!a->library || !att_library_load(a->library, err)) {
		att_library_free(a->library);
		free(a);
		return NULL;
	}
	a->app = start_new(term, &(struct start){.library = a->library,
	                             .address = opts->address,
	                             .setting = opts->settings,
	                             .ascii = opts->ascii,
	                             .restricted = opts->restricted});
	adapter_settle(a);
	return a;
}

bool
adapter_key(struct adapter *a, const struct key *key)
{
	bool going = app_key(a->app, key);

	/* The program looks for keys while it works. */
	while (going && a->app->has_ahead) {
		struct key ahead = a->app->ahead;

		a->app->has_ahead = false;
		going = app_key(a->app, &ahead);
		free(ahead.text);
	}
	return going;
}

void
adapter_settle(struct adapter *a)
{
	while (app_slice(a->app))
		;
	app_draw(a->app);
}

void
adapter_close(struct adapter *a)
{
	start_free(a->app);
	att_library_free(a->library);
	free(a);
}
