/* What matches are, said as plainly as it can be: the interpreter of PCRE2
 * without any of its shortcuts, on a copy of each block. For tests.
 *
 * The JIT of PCRE2 has been seen to differ from the interpreter (10.42 on
 * "(?>a*+|)foo"); where they do, anything is right. */
#ifndef SEARCH_ORACLE_H
#define SEARCH_ORACLE_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attache/image.h"
#include "attache/pattern.h"

enum { ORACLE_MATCHES = 1 << 16 };

struct oracle {
	pcre2_code *code[2]; /* interpreted, compiled */
	struct att_range match[ORACLE_MATCHES];
	size_t count;
	bool failed; /* too hard for it: no answer */
	bool refers; /* the pattern has references to groups */
};

/* Without soft hyphens (but between digits) and with no-break spaces as spaces.
 * at[i] is where byte i of the copy was; at[size] the end. */
static inline size_t
oracle_copy(const char *text, size_t size, char *copy, size_t *at, size_t *end)
{
	size_t used = 0;

	end[0] = 0;
	for (size_t i = 0; i < size;) {
		size_t n = 1;
		char c = text[i];

		if (size - i >= 2 && memcmp(text + i, "\xC2\xAD", 2) == 0 &&
		    !(i > 0 && i + 2 < size && text[i - 1] >= '0' &&
		        text[i - 1] <= '9' && text[i + 2] >= '0' &&
		        text[i + 2] <= '9')) {
			i += 2;
			continue;
		}
		if (size - i >= 2 && memcmp(text + i, "\xC2\xA0", 2) == 0) {
			n = 2;
			c = ' ';
		}
		if (size - i >= 3 && memcmp(text + i, "\xE2\x80\xAF", 3) == 0) {
			n = 3;
			c = ' ';
		}
		copy[used] = c;
		at[used++] = i;
		i += n;
		end[used] = i;
	}
	at[used] = size;
	return used;
}

static inline pcre2_code *
oracle_compile(const char *pattern, unsigned flags, bool jit)
{
	const uint32_t plain = PCRE2_NO_START_OPTIMIZE | PCRE2_NO_AUTO_POSSESS |
	                       PCRE2_NO_DOTSTAR_ANCHOR;
	pcre2_compile_context *cc = pcre2_compile_context_create(NULL);
	char *text = malloc(strlen(pattern) + 64);
	pcre2_code *code;
	int error;
	size_t offset;

	sprintf(text, "%s%s%s%s%s", flags & ATT_P_WORD ? "(?<!\\w)(?:" : "",
	    flags & ATT_P_LITERAL ? "\\Q" : "", pattern,
	    flags & ATT_P_LITERAL ? "\\E" : "",
	    flags & ATT_P_WORD ? ")(?!\\w)" : "");
	pcre2_set_newline(cc, PCRE2_NEWLINE_LF);
	code = pcre2_compile((PCRE2_SPTR)text, strlen(text),
	    PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C |
	        (jit ? 0 : plain) | (flags & ATT_P_NOCASE ? PCRE2_CASELESS : 0),
	    &error, &offset, cc);
	if (code && jit)
		pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	pcre2_compile_context_free(cc);
	free(text);
	return code;
}

static inline void
oracle_block(
    struct oracle *o, bool jit, const struct att_block *b, const char *text)
{
	size_t size = b->end - b->start;
	char *copy = malloc(size + 1);
	size_t *at = malloc((size + 1) * sizeof(*at));
	size_t *end = malloc((size + 1) * sizeof(*end));
	size_t used = oracle_copy(text + b->start, size, copy, at, end);
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	pcre2_match_context *mc = pcre2_match_context_create(NULL);
	size_t from = 0;

	o->count = 0;
	o->failed = false;
	pcre2_set_match_limit(mc, 200000);
	while (from <= used && o->count < ORACLE_MATCHES) {
		int rc = pcre2_match(o->code[jit], (PCRE2_SPTR)copy, used, from,
		    jit ? 0 : PCRE2_NO_JIT, data, mc);
		size_t *v = pcre2_get_ovector_pointer(data);
		size_t s, e, next;

		if (rc == PCRE2_ERROR_NOMATCH)
			break;
		if (rc < 0) {
			o->failed = true;
			break;
		}
		s = v[0];
		e = v[1] > s ? v[1] : s;
		/* An empty match stands before its next character. */
		o->match[o->count].start = (att_pos)(b->start + at[s]);
		o->match[o->count].end =
		    (att_pos)(b->start + (e > s ? end[e] : at[s]));
		o->count++;
		next = e > s ? e : e + 1;
		next = next > from ? next : from + 1;
		while (next < used && (copy[next] & 0xC0) == 0x80)
			next++;
		from = next;
	}
	pcre2_match_context_free(mc);
	pcre2_match_data_free(data);
	free(copy);
	free(at);
	free(end);
}

/* False when PCRE2 does not take the pattern. */
static inline bool
oracle_init(struct oracle *o, const char *pattern, unsigned flags)
{
	o->refers = strstr(pattern, "\\1") || strstr(pattern, "\\g") ||
	            strstr(pattern, "\\k") || strstr(pattern, "(?P=");
	o->code[0] = oracle_compile(pattern, flags, false);
	o->code[1] = oracle_compile(pattern, flags, true);
	return o->code[0] != NULL;
}

static inline void
oracle_done(struct oracle *o)
{
	pcre2_code_free(o->code[0]);
	pcre2_code_free(o->code[1]);
}

static inline bool
oracle_agrees(struct oracle *o, bool jit, const struct att_block *b,
    const char *text, const struct att_range *match, size_t count)
{
	oracle_block(o, jit, b, text);
	return o->failed ||
	       (o->count == count &&
	           (count == 0 ||
	               memcmp(o->match, match, count * sizeof(*match)) == 0));
}

/* Whether the interpreter and the JIT are of one mind. A reference to a group
 * tells one space from another, which the copy cannot. */
static inline bool
oracle_certain(struct oracle *o, const struct att_block *b, const char *text)
{
	struct att_range *first;
	size_t count;
	bool same;

	if (o->refers &&
	    (memmem(text + b->start, b->end - b->start, "\xC2\xA0", 2) ||
	        memmem(text + b->start, b->end - b->start, "\xE2\x80\xAF", 3)))
		return false;
	oracle_block(o, false, b, text);
	count = o->count;
	first = malloc((count + 1) * sizeof(*first));
	memcpy(first, o->match, count * sizeof(*first));
	same = oracle_agrees(o, true, b, text, first, count) && !o->failed;
	free(first);
	return same;
}

/* The first block whose matches are not what the oracle says, else NULL; *n is
 * how many match has there. */
static inline const struct att_block *
oracle_differs(struct oracle *o, const struct att_image *image,
    const struct att_range **match, size_t count, size_t *n)
{
	const char *text = att_image_text(image, NULL);

	for (uint32_t i = 0; i < att_block_count(image); i++) {
		const struct att_block *b = att_block(image, i);

		for (*n = 0; *n < count && (*match)[*n].start <= b->end;)
			++*n;
		if (!oracle_agrees(o, false, b, text, *match, *n) &&
		    oracle_certain(o, b, text)) {
			oracle_block(o, false, b, text);
			return b;
		}
		if (*n)
			*match += *n;
		count -= *n;
	}
	return NULL;
}

#endif
