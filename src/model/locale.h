/* Words that attache writes itself into a work, in the work's language. The
 * choice of words follows the conventions of the DocBook XSL stylesheets. */
#ifndef MODEL_LOCALE_H
#define MODEL_LOCALE_H

enum locale_word {
	/* Those that may come with a number. */
	LOCALE_PART, LOCALE_CHAPTER, LOCALE_APPENDIX, LOCALE_ARTICLE,
	LOCALE_SECTION, LOCALE_TABLE, LOCALE_FIGURE, LOCALE_EXAMPLE,
	LOCALE_EQUATION, LOCALE_PROCEDURE, LOCALE_STEP, LOCALE_PAGE,
	LOCALE_NUMBERED, /* their count */
	LOCALE_PREFACE = LOCALE_NUMBERED, LOCALE_GLOSSARY, LOCALE_BIBLIOGRAPHY,
	LOCALE_INDEX, LOCALE_SEE, LOCALE_SEE_ALSO, LOCALE_NOTE, LOCALE_TIP,
	LOCALE_WARNING, LOCALE_CAUTION, LOCALE_IMPORTANT, LOCALE_DANGER,
	LOCALE_QUESTION, LOCALE_ANSWER, LOCALE_ABSTRACT, LOCALE_FRONT,
	LOCALE_CONTENTS, LOCALE_UNTITLED,
	LOCALE_SYMBOLS, /* index letter for what begins with none */
	LOCALE_SYNOPSIS,
	/* Quotation marks: outer and nested, opening and closing. */
	LOCALE_OPEN, LOCALE_CLOSE, LOCALE_OPEN2, LOCALE_CLOSE2,
	LOCALE_COUNT
};

/* The word in the language of a BCP 47 tag, or of as many of its subtags from
 * the first as are known (pt-BR, zh-Hant-TW); English when the language is
 * NULL or not known. Constant. */
const char *locale_word(const char *lang, enum locale_word word);
/* A word before LOCALE_NUMBERED with its number, in the order of the language:
 * "Chapter 4", "4. fejezet". The caller frees it. */
char *locale_numbered(
    const char *lang, enum locale_word word, const char *number);
/* The word of an ADMONITION of a type; "note" for types not known. */
enum locale_word locale_admonition(const char *type);

#endif
