/* A bookmark file that other programs, or nobody good, have written: read,
 * and changed by the edits that the data ask for. What comes back is a whole
 * message, and what was written can be read again with nothing lost. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "attache/read.h"
#include "exercise.h"
#include "read/xbel.h"

/* An edit of the bookmark with that id. */
static void
add_edit(struct buf *request, unsigned bits)
{
	static const char *const ids[] = {"a", "b", "one", ""};
	struct bookmark_edit edit = {
	    .op = (enum bookmark_op)(bits % BOOKMARK_OPS),
	    .mask = bits >> 2 & BOOKMARK_ALL,
	    .element = "",
	    .record = {.id = ids[bits & 3],
	        .title = "A title",
	        .note = "A note & more",
	        .folder = "Reading\x1FLater",
	        .tags = "x\x1Fy",
	        .work = "handbook",
	        .added = "2024-01-01T00:00:00Z",
	        .modified = "",
	        .letter = (bits & 64) ? 'q' : 0},
	};

	parcel_edit(request, &edit);
}

/* The bookmarks of an answer; *file is the new file in it, when there is one.
 */
static size_t
read_answer(const struct buf *answer, struct parcel *file, bool *failed)
{
	struct parcel message = {answer->data, answer->size}, field;
	struct att_bookmark bookmark;
	size_t count = 0;
	int tag = 0;

	*failed = false;
	while (parcel_next(&message, &tag, &field)) {
		if (tag == PARCEL_BOOKMARK) {
			HOLDS(parcel_read_bookmark(field, &bookmark));
			HOLDS(
			    utf8_valid(bookmark.title, strlen(bookmark.title)));
			count++;
		} else if (tag == PARCEL_FILE) {
			*file = field;
		} else if (tag == PARCEL_ERROR) {
			*failed = true;
		}
	}
	HOLDS(message.size == 0);
	HOLDS(*failed || tag == PARCEL_END);
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	struct buf request = {0}, answer = {0}, again = {0};
	struct parcel file = {0};
	bool failed;
	size_t count;

	if (!ready)
		att_read_init();
	ready = true;
	parcel_field(&request, PARCEL_FILE, (const char *)data, size);
	if (size > 0)
		add_edit(&request, data[size - 1] * 37u);
	xbel_answer(request.data, request.size, &answer);
	count = read_answer(&answer, &file, &failed);
	if (!failed && file.data) {
		buf_clear(&request);
		parcel_field(&request, PARCEL_FILE, file.data, file.size);
		xbel_answer(request.data, request.size, &again);
		HOLDS(read_answer(&again, &file, &failed) == count);
		HOLDS(!failed);
	}
	buf_done(&request);
	buf_done(&answer);
	buf_done(&again);
	return 0;
}
