/* The locale: what the terminal understands, and character widths. */
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "term/term.h"

bool
term_locale(void)
{
	static const char *const utf8[] = {
	    "C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"};
	bool said;

	/* A locale that does not exist is no reason for anything. */
	if (!setlocale(LC_CTYPE, ""))
		setlocale(LC_CTYPE, "C");
	said = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	for (size_t i = 0; !said && i < COUNT(utf8); i++) {
		if (setlocale(LC_CTYPE, utf8[i]))
			break;
	}
	return said;
}
