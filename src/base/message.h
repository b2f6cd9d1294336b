/* Messages in the reader's language (gettext). The text in the source is the
 * English one and the key of the catalogue; po/ has the others. What a work
 * itself says, and what is generated into it, follows the language of the work
 * instead (model/locale.h). */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

#include <stdarg.h>
#include <stddef.h>

#include "attache/error.h"

#ifdef ENABLE_NLS
#include <libintl.h>
#define _(text) gettext(text)
/* By number: n is an unsigned long. */
#define P_(one, many, n) ngettext(one, many, n)
#else
#define _(text) (text)
#define P_(one, many, n) ((n) == 1 ? (one) : (many))
#endif
/* Marked for translation here, translated by _() where it is shown. The empty
 * text is no message: gettext has the header of its catalogue for it. */
#define N_(text) text

/* Take the catalogue of the language of the environment, whatever character
 * set that says: messages are UTF-8. To be called once, before the first of
 * them and before anything is confined. */
void message_language(void);

/* A format from a catalogue, or kept, filled with values: %s and the like, in
 * their order or by number. Callers free what is returned here and below. */
char *message_fill(const char *format, const char *const *value, size_t count);

/* What is kept, or sent by a worker, is told later to people of any language:
 * so it is its English format (N_) and what fills it by %s, %d, %u. */
char *message_keep(const char *format, ...)
    __attribute__((format(printf, 1, 2)));
char *message_vkeep(const char *format, va_list args)
    __attribute__((format(printf, 1, 0)));
char *message_keep_values(
    const char *format, const char *const *value, size_t count);
bool message_fail(struct att_error *err, enum att_code code, const char *format,
    ...) __attribute__((format(printf, 3, 4)));
/* The sentence in the reader's language; other text stays as it is. */
char *message_tell(const char *kept);

#endif
