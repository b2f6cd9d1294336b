/* What goes wrong, in words of our own: the parser's sentences are for its
 * authors and repeat the document's bytes. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "read/handlers.h"

/* clang-format off */
/* %s are the names that the parser gives. Sorted by code. */
static const struct words {
	int code;
	const char *text;
} words[] = {
	{ XML_ERR_INTERNAL_ERROR, N_("the parser cannot go on here") },
	{ XML_ERR_DOCUMENT_EMPTY, N_("the file is empty or does not begin with markup") },
	{ XML_ERR_DOCUMENT_END, N_("there is something after the end of the root element, or the file ends too early") },
	{ XML_ERR_INVALID_HEX_CHARREF, N_("a character reference is not a hexadecimal number") },
	{ XML_ERR_INVALID_DEC_CHARREF, N_("a character reference is not a decimal number") },
	{ XML_ERR_INVALID_CHARREF, N_("a character reference names no character") },
	{ XML_ERR_INVALID_CHAR, N_("a character stands here that XML does not allow") },
	{ XML_ERR_ENTITYREF_AT_EOF, N_("the file ends inside an entity reference") },
	{ XML_ERR_PEREF_AT_EOF, N_("the file ends inside a parameter entity reference") },
	{ XML_ERR_ENTITYREF_NO_NAME, N_("an ampersand must be written &amp;") },
	{ XML_ERR_ENTITYREF_SEMICOL_MISSING, N_("an entity reference lacks its semicolon") },
	{ XML_ERR_PEREF_NO_NAME, N_("a parameter entity reference has no name") },
	{ XML_ERR_PEREF_SEMICOL_MISSING, N_("a parameter entity reference lacks its semicolon") },
	{ XML_ERR_UNDECLARED_ENTITY, N_("the entity '%s' cannot be read") },
	{ XML_ERR_UNPARSED_ENTITY, N_("the entity '%s' is no text") },
	{ XML_ERR_ENTITY_IS_EXTERNAL, N_("an attribute refers to the external entity '%s'") },
	{ XML_ERR_ENTITY_IS_PARAMETER, N_("the entity '%s' is a parameter entity") },
	{ XML_ERR_UNKNOWN_ENCODING, N_("the encoding is unknown") },
	{ XML_ERR_UNSUPPORTED_ENCODING, N_("the encoding '%s' is not supported") },
	{ XML_ERR_ENTITY_NOT_STARTED, N_("an entity declaration has no value") },
	{ XML_ERR_ENTITY_NOT_FINISHED, N_("an entity declaration does not end") },
	{ XML_ERR_LT_IN_ATTRIBUTE, N_("a '<' in an attribute must be written &lt;") },
	{ XML_ERR_ATTRIBUTE_NOT_STARTED, N_("an attribute's value is not in quotation marks") },
	{ XML_ERR_ATTRIBUTE_NOT_FINISHED, N_("an attribute's value does not end") },
	{ XML_ERR_ATTRIBUTE_WITHOUT_VALUE, N_("the attribute '%s' has no value") },
	{ XML_ERR_ATTRIBUTE_REDEFINED, N_("the attribute '%s' is given twice") },
	{ XML_ERR_LITERAL_NOT_STARTED, N_("a literal is not in quotation marks") },
	{ XML_ERR_LITERAL_NOT_FINISHED, N_("a literal does not end") },
	{ XML_ERR_COMMENT_NOT_FINISHED, N_("a comment does not end") },
	{ XML_ERR_PI_NOT_STARTED, N_("a processing instruction has no name") },
	{ XML_ERR_PI_NOT_FINISHED, N_("a processing instruction does not end") },
	{ XML_ERR_XMLDECL_NOT_FINISHED, N_("the XML declaration does not end") },
	{ XML_ERR_MISPLACED_CDATA_END, N_("the characters ]]> must be written ]]&gt;") },
	{ XML_ERR_CDATA_NOT_FINISHED, N_("a CDATA section does not end") },
	{ XML_ERR_RESERVED_XML_NAME, N_("the XML declaration must stand at the very start") },
	{ XML_ERR_SPACE_REQUIRED, N_("white space is missing between attributes or parts of a declaration") },
	{ XML_ERR_NAME_REQUIRED, N_("a name is missing") },
	{ XML_ERR_ENTITY_CHAR_ERROR, N_("an entity's value holds a stray & or %") },
	{ XML_ERR_ENTITY_PE_INTERNAL, N_("a parameter entity is used inside a declaration") },
	{ XML_ERR_ENTITY_PROCESSING, N_("an entity declaration is malformed") },
	{ XML_ERR_DOCTYPE_NOT_FINISHED, N_("the document type declaration does not end") },
	{ XML_ERR_EXT_SUBSET_NOT_FINISHED, N_("the document type definition is not well-formed") },
	{ XML_ERR_GT_REQUIRED, N_("a tag lacks its '>'") },
	{ XML_ERR_LTSLASH_REQUIRED, N_("an end tag is missing") },
	{ XML_ERR_EQUAL_REQUIRED, N_("an attribute lacks its '='") },
	{ XML_ERR_TAG_NAME_MISMATCH, N_("the element '%s' is closed by '%s'") },
	{ XML_ERR_TAG_NOT_FINISHED, N_("the file ends inside the element '%s'") },
	{ XML_ERR_ENCODING_NAME, N_("the name of the encoding is malformed") },
	{ XML_ERR_INVALID_ENCODING, N_("a byte does not fit the encoding") },
	{ XML_ERR_HYPHEN_IN_COMMENT, N_("a comment holds two hyphens in a row") },
	{ XML_ERR_ENTITY_LOOP, N_("an entity contains itself, or entities grow too much") },
	{ XML_ERR_ENTITY_BOUNDARY, N_("an element begins in one entity and ends in another") },
	{ XML_ERR_VERSION_MISSING, N_("the XML declaration lacks its version") },
	{ XML_ERR_UNKNOWN_VERSION, N_("the XML version is unknown") },
	{ XML_ERR_NAME_TOO_LONG, N_("a name is too long") },
	{ XML_NS_ERR_UNDEFINED_NAMESPACE, N_("the prefix '%s' of '%s' has no namespace") },
	{ XML_NS_ERR_QNAME, N_("the name '%s' is malformed") },
	{ XML_NS_ERR_ATTRIBUTE_REDEFINED, N_("the attribute '%s' is given twice") },
};
/* clang-format on */

static const char *
words_of(int code)
{
	for (size_t i = 0; i < COUNT(words); i++) {
		if (words[i].code == code)
			return words[i].text;
	}
	return NULL;
}

static const char *
file_name(const struct reader *r)
{
	return r->source && r->source->path ? r->source->path : r->name;
}

/* Keep the first; the work is marked by it. */
static void
keep(struct reader *r, enum att_code code, const char *text)
{
	r->incomplete = true;
	if (r->error.code != ATT_OK)
		return;
	if (r->line)
		att_fail(&r->error, code, "%s:%u:%u: %s", file_name(r), r->line,
		    r->column, text);
	else
		att_fail(&r->error, code, "%s: %s", file_name(r), text);
	if (r->opts->strict)
		r->stopped = true;
}

static void
say(struct reader *r, enum att_severity severity, const char *text)
{
	att_builder_at(
	    r->b, r->source ? r->source->file : 0, r->line, r->column);
	att_builder_finding(r->b, severity, "%s", text);
}

void
problem_stop(struct reader *r, enum att_code code, const char *format, ...)
{
	va_list args;
	char *text;

	if (r->stopped)
		return;
	va_start(args, format);
	text = message_vkeep(format, args);
	va_end(args);
	sax_place(r);
	keep(r, code, text);
	say(r, ATT_ERROR, text);
	r->stopped = true;
	free(text);
}

void
problem_note(struct reader *r, const char *format, ...)
{
	va_list args;
	char *text;

	if (r->stopped)
		return;
	va_start(args, format);
	text = message_vkeep(format, args);
	va_end(args);
	keep(r, ATT_EINPUT, text);
	say(r, ATT_ERROR, text);
	free(text);
}

void
problem_warn(struct reader *r, const char *format, ...)
{
	va_list args;
	char *text;

	if (r->stopped)
		return;
	va_start(args, format);
	text = message_vkeep(format, args);
	va_end(args);
	say(r, ATT_WARNING, text);
	free(text);
}

/* Some refusals have no code of their own. */
static const char *
by_message(const char *message)
{
	if (!message)
		return NULL;
	if (strstr(message, "xcessive depth"))
		return N_("elements or entities are nested over 256 deep");
	if (strstr(message, "huge") || strstr(message, "too long") ||
	    strstr(message, "XML_PARSE_HUGE") || strstr(message, "too big"))
		return N_("one text, tag, comment or name is over 10 million "
		          "bytes");
	if (strstr(message, "limit"))
		return N_("a limit of the XML parser was passed");
	return NULL;
}

static void
place_error(struct reader *r, const xmlError *error)
{
	sax_place(r);
	if (error->ctxt == sax_context(r) && error->line > 0) {
		r->line = (unsigned)error->line;
		r->column = error->int2 > 0 ? (unsigned)error->int2 : 0;
	}
}

static void
tell(struct reader *r, const xmlError *error)
{
	const char *format = by_message(error->message);
	const char *const names[] = {error->str1, error->str2};
	char *text;

	if (!format)
		format = words_of(error->code);
	text = format ? message_keep_values(format, names, COUNT(names))
	              : message_keep(N_("the XML is not well-formed (error "
	                                "%d)"),
	                    error->code);
	place_error(r, error);
	if (error->level == XML_ERR_FATAL) {
		keep(r, ATT_EINPUT, text);
		say(r, ATT_ERROR, text);
	} else {
		say(r, ATT_WARNING, text);
	}
	free(text);
}

#if LIBXML_VERSION >= 21200
void
problem_xml(void *user, const xmlError *error)
#else
void
problem_xml(void *user, xmlErrorPtr error)
#endif
{
	struct reader *r = user;
	struct source *s = r->source;

	if (!error || error->level == XML_ERR_WARNING || r->stopped || !s ||
	    s->failed)
		return;
	/* What the loader refused it has told itself. */
	if (error->domain == XML_FROM_IO && error->code != XML_IO_ENCODER &&
	    error->level != XML_ERR_FATAL)
		return;
	if (error->level == XML_ERR_FATAL) {
		s->failed = true;
	} else if (error->domain != XML_FROM_NAMESPACE) {
		return;
	}
	tell(r, error);
}
