#include "cli/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/message.h"

static const char white[] = " \t\r\n";

/* The part of a word at p, up to where a quotation ends or begins; NULL where
 * its end is missing. */
static const char *
take(const char *p, char *quote, struct buf *word)
{
	if (*quote == *p) {
		*quote = '\0';
		return p + 1;
	}
	if (!*quote && (*p == '\'' || *p == '"')) {
		*quote = *p;
		return p + 1;
	}
	if (*p == '\\' && *quote != '\'' && !*++p)
		return NULL;
	buf_char(word, *p);
	return p + 1;
}

const char *
words_split(const char *text, struct words *words)
{
	*words = (struct words){.count = 0};
	for (const char *p = text + strspn(text, white); *p;
	     p += strspn(p, white)) {
		struct buf word = {0};
		char quote = '\0';

		while (p && *p && (quote || !strchr(white, *p)))
			p = take(p, &quote, &word);
		if (!p || quote || words->count == WORDS_MAX) {
			buf_done(&word);
			return !p || quote
			           ? _("a quotation in the command has no end")
			           : _("the command has too many words");
		}
		words->word[words->count++] = mem_dup(buf_cstr(&word));
		buf_done(&word);
	}
	return NULL;
}

void
words_free(struct words *words)
{
	while (words->count > 0)
		free(words->word[--words->count]);
}
