/* What goes wrong, in words of our own: the parser's sentences are for its
 * authors and repeat the document's bytes. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "read/handlers.h"

/* clang-format off */
/* %1 and %2 are the names that the parser gives. Sorted by code. */
static const struct words {
	int code;
	const char *text;
} words[] = {
	{ XML_ERR_INTERNAL_ERROR, "the parser cannot go on here" },
	{ XML_ERR_DOCUMENT_EMPTY, "the file is empty or does not begin with markup" },
	{ XML_ERR_DOCUMENT_END, "there is something after the end of the root element, or the file ends too early" },
	{ XML_ERR_INVALID_HEX_CHARREF, "a character reference is not a hexadecimal number" },
	{ XML_ERR_INVALID_DEC_CHARREF, "a character reference is not a decimal number" },
	{ XML_ERR_INVALID_CHARREF, "a character reference names no character" },
	{ XML_ERR_INVALID_CHAR, "a character stands here that XML does not allow" },
	{ XML_ERR_ENTITYREF_AT_EOF, "the file ends inside an entity reference" },
	{ XML_ERR_PEREF_AT_EOF, "the file ends inside a parameter entity reference" },
	{ XML_ERR_ENTITYREF_NO_NAME, "an ampersand must be written &amp;" },
	{ XML_ERR_ENTITYREF_SEMICOL_MISSING, "an entity reference lacks its semicolon" },
	{ XML_ERR_PEREF_NO_NAME, "a parameter entity reference has no name" },
	{ XML_ERR_PEREF_SEMICOL_MISSING, "a parameter entity reference lacks its semicolon" },
	{ XML_ERR_UNDECLARED_ENTITY, "the entity '%1' cannot be read" },
	{ XML_ERR_UNPARSED_ENTITY, "the entity '%1' is no text" },
	{ XML_ERR_ENTITY_IS_EXTERNAL, "an attribute refers to the external entity '%1'" },
	{ XML_ERR_ENTITY_IS_PARAMETER, "the entity '%1' is a parameter entity" },
	{ XML_ERR_UNKNOWN_ENCODING, "the encoding is unknown" },
	{ XML_ERR_UNSUPPORTED_ENCODING, "the encoding '%1' is not supported" },
	{ XML_ERR_ENTITY_NOT_STARTED, "an entity declaration has no value" },
	{ XML_ERR_ENTITY_NOT_FINISHED, "an entity declaration does not end" },
	{ XML_ERR_LT_IN_ATTRIBUTE, "a '<' in an attribute must be written &lt;" },
	{ XML_ERR_ATTRIBUTE_NOT_STARTED, "an attribute's value is not in quotation marks" },
	{ XML_ERR_ATTRIBUTE_NOT_FINISHED, "an attribute's value does not end" },
	{ XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "the attribute '%1' has no value" },
	{ XML_ERR_ATTRIBUTE_REDEFINED, "the attribute '%1' is given twice" },
	{ XML_ERR_LITERAL_NOT_STARTED, "a literal is not in quotation marks" },
	{ XML_ERR_LITERAL_NOT_FINISHED, "a literal does not end" },
	{ XML_ERR_COMMENT_NOT_FINISHED, "a comment does not end" },
	{ XML_ERR_PI_NOT_STARTED, "a processing instruction has no name" },
	{ XML_ERR_PI_NOT_FINISHED, "a processing instruction does not end" },
	{ XML_ERR_XMLDECL_NOT_FINISHED, "the XML declaration does not end" },
	{ XML_ERR_MISPLACED_CDATA_END, "the characters ]]> must be written ]]&gt;" },
	{ XML_ERR_CDATA_NOT_FINISHED, "a CDATA section does not end" },
	{ XML_ERR_RESERVED_XML_NAME, "the XML declaration must stand at the very start" },
	{ XML_ERR_SPACE_REQUIRED, "white space is missing between attributes or parts of a declaration" },
	{ XML_ERR_NAME_REQUIRED, "a name is missing" },
	{ XML_ERR_ENTITY_CHAR_ERROR, "an entity's value holds a stray & or %" },
	{ XML_ERR_ENTITY_PE_INTERNAL, "a parameter entity is used inside a declaration" },
	{ XML_ERR_ENTITY_PROCESSING, "an entity declaration is malformed" },
	{ XML_ERR_DOCTYPE_NOT_FINISHED, "the document type declaration does not end" },
	{ XML_ERR_EXT_SUBSET_NOT_FINISHED, "the document type definition is not well-formed" },
	{ XML_ERR_GT_REQUIRED, "a tag lacks its '>'" },
	{ XML_ERR_LTSLASH_REQUIRED, "an end tag is missing" },
	{ XML_ERR_EQUAL_REQUIRED, "an attribute lacks its '='" },
	{ XML_ERR_TAG_NAME_MISMATCH, "the element '%1' is closed by '%2'" },
	{ XML_ERR_TAG_NOT_FINISHED, "the file ends inside the element '%1'" },
	{ XML_ERR_ENCODING_NAME, "the name of the encoding is malformed" },
	{ XML_ERR_INVALID_ENCODING, "a byte does not fit the encoding" },
	{ XML_ERR_HYPHEN_IN_COMMENT, "a comment holds two hyphens in a row" },
	{ XML_ERR_ENTITY_LOOP, "an entity contains itself, or entities grow too much" },
	{ XML_ERR_ENTITY_BOUNDARY, "an element begins in one entity and ends in another" },
	{ XML_ERR_VERSION_MISSING, "the XML declaration lacks its version" },
	{ XML_ERR_UNKNOWN_VERSION, "the XML version is unknown" },
	{ XML_ERR_NAME_TOO_LONG, "a name is too long" },
	{ XML_NS_ERR_UNDEFINED_NAMESPACE, "the prefix '%1' of '%2' has no namespace" },
	{ XML_NS_ERR_QNAME, "the name '%1' is malformed" },
	{ XML_NS_ERR_ATTRIBUTE_REDEFINED, "the attribute '%1' is given twice" },
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

static void
fill(struct buf *out, const char *text, const char *one, const char *two)
{
	for (; *text; text++) {
		if (*text != '%' || (text[1] != '1' && text[1] != '2')) {
			buf_char(out, *text);
			continue;
		}
		text++;
		buf_str(
		    out, *text == '1' ? (one ? one : "?") : (two ? two : "?"));
	}
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
	text = mem_vformat(format, args);
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
	text = mem_vformat(format, args);
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
	text = mem_vformat(format, args);
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
		return "elements or entities are nested over 256 deep";
	if (strstr(message, "huge") || strstr(message, "too long") ||
	    strstr(message, "XML_PARSE_HUGE") || strstr(message, "too big"))
		return "one text, tag, comment or name is over 10 million "
		       "bytes";
	if (strstr(message, "limit"))
		return "a limit of the XML parser was passed";
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
	const char *text = by_message(error->message);
	struct buf out = {0};

	if (!text)
		text = words_of(error->code);
	if (text)
		fill(&out, text, error->str1, error->str2);
	else
		buf_format(
		    &out, "the XML is not well-formed (error %d)", error->code);
	place_error(r, error);
	if (error->level == XML_ERR_FATAL) {
		keep(r, ATT_EINPUT, buf_cstr(&out));
		say(r, ATT_ERROR, buf_cstr(&out));
	} else {
		say(r, ATT_WARNING, buf_cstr(&out));
	}
	buf_done(&out);
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
