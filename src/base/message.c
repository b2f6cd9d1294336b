/* Messages in the reader's language. */
#include "base/message.h"

#ifdef ENABLE_NLS

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/helper.h"
#include "base/mem.h"

#define DOMAIN "attache"

/* What the environment says of the language: NULL when it is English, so that
 * nothing is looked for. */
static const char *
asked(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	const char *list = getenv("LANGUAGE");
	const char *said = NULL;

	for (size_t i = 0; i < COUNT(names) && (!said || !*said); i++)
		said = getenv(names[i]);
	if (!said || !*said || strcmp(said, "C") == 0 ||
	    strcmp(said, "POSIX") == 0)
		return NULL;
	return strncmp(said, "C.", 2) == 0 && (!list || !*list) ? NULL : said;
}

/* A system without the locale may still have our catalogue of its language. */
static void
take_locale(const char *said)
{
	const char *list = getenv("LANGUAGE");

	if (setlocale(LC_MESSAGES, "") || !setlocale(LC_MESSAGES, "C.UTF-8"))
		return;
	if (!list || !*list)
		setenv("LANGUAGE", said, 1);
}

/* A program that was not installed has its catalogues beside it, as it has the
 * reading helper. */
static void
bind_catalogues(void)
{
	char *helper = helper_path();
	char *folder = file_folder_of(helper);
	char *beside = mem_format("%s/po", folder);

	bindtextdomain(DOMAIN, access(beside, X_OK) == 0 ? beside : LOCALEDIR);
	free(beside);
	free(folder);
	free(helper);
}

void
message_language(void)
{
	const char *said = asked();

	if (!said)
		return;
	take_locale(said);
	bind_catalogues();
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	bind_textdomain_codeset("libc", "UTF-8"); /* strerror */
	textdomain(DOMAIN);
	/* What no catalogue has makes gettext open all that there are, now and
	 * not when files are out of reach. */
	(void)gettext(DOMAIN);
}

#else

void
message_language(void)
{
}

#endif
