/* One question to the helper that edits the bookmark file. */
#ifndef STORE_ASK_H
#define STORE_ASK_H

#include "attache/error.h"

#include "base/buf.h"

/* Start the helper, send all of request, gather all it says. False with err
 * when it cannot be started, dies, or takes too long. */
bool ask_helper(const char *helper, const struct buf *request,
    struct buf *answer, struct att_error *err);

#endif
