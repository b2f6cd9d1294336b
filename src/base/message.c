/* Messages in the reader's language. */
#include "base/message.h"

#include "base/helper.h"

void
message_language(void)
{
}
