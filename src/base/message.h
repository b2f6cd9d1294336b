/* Messages in the reader's language (gettext). The text in the source is the
 * English one and the key of the catalogue; po/ has the others. What a work
 * itself says, and what is generated into it, follows the language of the work
 * instead (model/locale.h). */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

#ifdef ENABLE_NLS
#include <libintl.h>
#define _(text) gettext(text)
/* By number: n is an unsigned long. */
#define P_(one, many, n) ngettext(one, many, n)
#else
#define _(text) (text)
#define P_(one, many, n) ((n) == 1 ? (one) : (many))
#endif
/* Marked for translation here, translated by _() where it is shown. */
#define N_(text) text

/* Take the catalogue of the language of the environment. To be called once,
 * after setlocale and before anything is confined. */
void message_language(void);

#endif
