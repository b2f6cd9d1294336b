/* attache-xml --bookmarks: a bookmark file and edits in, bookmarks and the new
 * file out. */
#include "read/xbel.h"

#include <errno.h>
#include <libxml/parser.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/message.h"
#include "base/sandbox.h"

enum {
	XBEL_SECONDS = 10,               /* of a processor */
	XBEL_MEMORY = 1 << 30,           /* bytes */
	XBEL_REQUEST = 2 * BOOKMARKS_MAX /* bytes at most */
};

/* The new bytes, made sure to be readable. */
static bool
answer_file(struct xbel *x, struct buf *answer)
{
	struct xbel again;
	xmlChar *bytes = NULL;
	int size = 0;
	bool ok;

	xmlDocDumpMemoryEnc(x->doc, &bytes, &size,
	    x->doc->encoding ? (const char *)x->doc->encoding : "UTF-8");
	if (!bytes || size <= 0) {
		xmlFree(bytes);
		return att_fail(x->err, ATT_ELIMIT,
		    _("it cannot be written in its encoding"));
	}
	ok = xbel_open(&again, (const char *)bytes, (size_t)size, x->err);
	xbel_close(&again);
	if (ok)
		parcel_field(
		    answer, PARCEL_FILE, (const char *)bytes, (size_t)size);
	else /* that is no fault of the file that was read */
		x->err->code = ATT_ELIMIT;
	xmlFree(bytes);
	return ok;
}

static bool
apply_edits(
    struct xbel *x, struct parcel rest, size_t *edits, struct buf *answer)
{
	struct bookmark_edit edit;
	struct parcel field;
	int tag;

	while (parcel_next(&rest, &tag, &field)) {
		if (tag != PARCEL_EDIT)
			continue;
		++*edits;
		if (!parcel_read_edit(field, &edit))
			return att_fail(
			    x->err, ATT_EUSAGE, _("an edit is not understood"));
		if (!xbel_apply(x, &edit, answer))
			return false;
	}
	return true;
}

static bool
work(struct xbel *x, struct parcel request, struct buf *answer,
    struct att_error *err)
{
	struct parcel file = {NULL, 0};
	size_t edits = 0;
	int tag;

	if (!parcel_next(&request, &tag, &file) || tag != PARCEL_FILE)
		return att_fail(err, ATT_EUSAGE, _("there is no file"));
	if (!xbel_open(x, file.data, file.size, err) || !xbel_find_entries(x))
		return false;
	if (!apply_edits(x, request, &edits, answer))
		return false;
	if (edits && (!xbel_find_entries(x) || !answer_file(x, answer)))
		return false;
	for (size_t i = 0; i < x->count; i++)
		xbel_put_record(&x->entry[i], answer);
	return true;
}

void
xbel_answer(const char *request, size_t size, struct buf *answer)
{
	struct xbel x = {.doc = NULL};
	struct att_error err = {0};

	if (!work(&x, (struct parcel){request, size}, answer, &err)) {
		struct buf text = {0};

		buf_clear(answer);
		buf_char(&text, (char)err.code);
		buf_add(&text, err.text, strlen(err.text) + 1);
		parcel_field(answer, PARCEL_ERROR, text.data, text.size);
		buf_done(&text);
	}
	parcel_field(answer, PARCEL_END, NULL, 0);
	xbel_close(&x);
}

static void
confine(void)
{
	static const char *const system_paths[] = {"/usr/lib/gconv",
	    "/usr/lib64/gconv", "/usr/lib/x86_64-linux-gnu",
	    "/usr/lib/aarch64-linux-gnu", "/usr/lib/riscv64-linux-gnu"};
	const struct sandbox_limits limits = {
	    .memory = XBEL_MEMORY, .file_size = 1, .files = 32, .alone = true};
	const struct sandbox sandbox = {.read = system_paths,
	    .read_count = COUNT(system_paths),
	    .calls = SANDBOX_READER};
	const struct itimerval timer = {.it_value.tv_sec = XBEL_SECONDS};

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGINT, SIG_IGN); /* the person's Ctrl-C is attache's to judge */
	signal(SIGQUIT, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	setitimer(ITIMER_PROF, &timer, NULL);
	sandbox_limit(&limits);
	sandbox_enter(&sandbox);
}

static bool
read_request(int in, struct buf *request)
{
	enum { CHUNK = 1 << 16 };

	for (;;) {
		ssize_t n = read(in, buf_reserve(request, CHUNK), CHUNK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		request->size += (size_t)n;
		if (request->size > XBEL_REQUEST)
			return false;
	}
}

static bool
write_answer(int out, const struct buf *answer)
{
	size_t done = 0;

	while (done < answer->size) {
		ssize_t n =
		    write(out, answer->data + done, answer->size - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		done += (size_t)n;
	}
	return true;
}

static void
be_silent(void *context, const char *format, ...)
{
	(void)context;
	(void)format;
}

/* Without clean-up: a confined process cannot even look for leaks, and freeing
 * what ends anyway takes time. */
_Noreturn void
xbel_main(int in, int out)
{
	struct buf request = {0}, answer = {0};

	xmlInitParser();
	xmlSetGenericErrorFunc(NULL, be_silent);
	confine();
	if (!read_request(in, &request))
		_exit(2);
	xbel_answer(request.data, request.size, &answer);
	_exit(write_answer(out, &answer) ? 0 : 2);
}
