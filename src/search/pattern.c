/* Patterns by PCRE2, whose only user this is.
 *
 * A pattern is compiled up to three times: plainly; with a limit for starts,
 * so that a long subject is tried piece by piece; and with a callout before
 * every item, which reads the clock. The match limit of PCRE2 does not bound
 * time: it counts anew at each start, and the JIT counts little. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "search/pattern.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/message.h"
#include "search/rewrite.h"

enum {
	NEST_LIMIT = 100,
	MATCH_LIMIT = 50 * 1000 * 1000,
	DEPTH_LIMIT = 1000 * 1000,
	HEAP_LIMIT = 16 << 10, /* kilobytes; as it grows it is copied at one go */
	JIT_STACK_START = 32 << 10,
	JIT_STACK_MAX = 4 << 20,
	JIT_SIZE_MAX = 64 << 10, /* bytes of compiled pattern worth it */
	INTERPRETER = 10,        /* times slower than the JIT */
	CALLOUTS = 64, /* between two looks at the clock, short subjects */
	CALLOUT_BYTES = 512 << 10 /* that many may pass between two looks */
};

enum code { CODE_PLAIN, CODE_WITHIN, CODE_GUARDED, CODE_COUNT };

struct att_pattern {
	char *text;
	bool nocase;
	struct facts facts;
	struct literal_finder finder[FACTS_NEEDED];
	pcre2_code *code[CODE_COUNT];
	bool jit[CODE_COUNT];
};

struct pattern_run {
	const struct att_pattern *pattern;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	int64_t until;
	unsigned every; /* callouts between looks at the clock */
	unsigned left;
};

/* PCRE2 treats these as settings for the whole match when they come first:
 * limits, newlines, UTF. They are attache's to choose. */
static bool
begins_with_setting(const char *text)
{
	static const char *const names[] = {"UTF", "UCP", "NO_", "LIMIT_",
	    "NOTEMPTY", "CR", "LF", "ANY", "NUL", "BSR_", "CASELESS_",
	    "TURKISH_"};

	if (text[0] != '(' || text[1] != '*')
		return false;
	for (size_t i = 0; i < COUNT(names); i++) {
		if (strncmp(text + 2, names[i], strlen(names[i])) == 0)
			return true;
	}
	return false;
}

static pcre2_code *
compile(const char *text, uint32_t options, size_t *offset, int *error)
{
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	pcre2_code *code;
	PCRE2_SIZE at = 0;

	if (context) {
		pcre2_set_newline(context, PCRE2_NEWLINE_LF);
		pcre2_set_parens_nest_limit(context, NEST_LIMIT);
	}
	code = pcre2_compile((PCRE2_SPTR)text, strlen(text),
	    options | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C |
	        PCRE2_MULTILINE,
	    error, &at, context);
	pcre2_compile_context_free(context);
	*offset = at;
	return code;
}

static bool
refuse(int error, size_t at, size_t *offset, struct att_error *err)
{
	char reason[256] = "";

	pcre2_get_error_message(error, (PCRE2_UCHAR *)reason, sizeof(reason));
	if (offset)
		*offset = at;
	return att_fail(err, ATT_EINPUT, "%s", *reason ? _(reason) : reason);
}

/* What can be said before it is rewritten, so that the offset of an error is
 * one of the text that the person sees. */
static bool
check(const char *text, unsigned flags, size_t *offset, struct att_error *err)
{
	uint32_t options = flags & ATT_P_LITERAL ? PCRE2_LITERAL : 0;
	pcre2_code *code;
	size_t at = 0;
	int error = 0;

	if (offset)
		*offset = 0;
	if (!text[0])
		return att_fail(err, ATT_EINPUT, _("the pattern is empty"));
	if (strlen(text) > ATT_PATTERN_MAX) {
		if (offset)
			*offset = ATT_PATTERN_MAX;
		return att_fail(err, ATT_ELIMIT,
		    _("the pattern is longer than %d bytes"), ATT_PATTERN_MAX);
	}
	if (!options && begins_with_setting(text))
		return att_fail(err, ATT_EINPUT,
		    _("a pattern cannot begin with a setting such as (*UTF)"));
	/* MULTILINE is not for LITERAL, which makes no difference here. */
	if (options)
		code = pcre2_compile((PCRE2_SPTR)text, strlen(text),
		    options | PCRE2_UTF, &error, &at, NULL);
	else
		code = compile(text, 0, &at, &error);
	pcre2_code_free(code);
	return code || refuse(error, at, offset, err);
}

static void
try_jit(struct att_pattern *p, enum code which)
{
	size_t size = 0;

	pcre2_pattern_info(p->code[which], PCRE2_INFO_SIZE, &size);
	p->jit[which] =
	    size <= JIT_SIZE_MAX &&
	    pcre2_jit_compile(p->code[which], PCRE2_JIT_COMPLETE) == 0;
}

static bool
compile_all(struct att_pattern *p, const char *text, size_t *offset,
    struct att_error *err)
{
	static const uint32_t extra[CODE_COUNT] = {
	    [CODE_PLAIN] = 0,
	    [CODE_WITHIN] = PCRE2_USE_OFFSET_LIMIT,
	    [CODE_GUARDED] = PCRE2_USE_OFFSET_LIMIT | PCRE2_AUTO_CALLOUT,
	};
	uint32_t options = p->nocase ? PCRE2_CASELESS : 0;

	for (int i = 0; i < CODE_COUNT; i++) {
		size_t at = 0;
		int error = 0;

		p->code[i] = compile(text, options | extra[i], &at, &error);
		if (!p->code[i])
			return refuse(error, 0, offset, err);
		try_jit(p, (enum code)i);
	}
	return true;
}

/* An expression that PCRE2 takes as it is but not as it was rewritten (it can
 * be too large then) is used as it is. */
static bool
prepare(struct att_pattern *p, unsigned flags, size_t *offset,
    struct att_error *err)
{
	char *text = rewrite_pattern(p->text, flags);
	pcre2_code *code;
	size_t at;
	int error;
	bool ok;

	code = compile(text, 0, &at, &error);
	if (!code && !(flags & (ATT_P_LITERAL | ATT_P_WORD))) {
		free(text);
		text = mem_dup(p->text);
	}
	pcre2_code_free(code);
	facts_find(&p->facts, text, p->nocase);
	ok = compile_all(p, text, offset, err);
	for (int i = 0; i < FACTS_NEEDED; i++) {
		if (p->facts.needed[i].count)
			literal_finder_init(&p->finder[i], &p->facts.needed[i]);
	}
	if (!p->jit[CODE_PLAIN])
		p->facts.work *= INTERPRETER;
	free(text);
	return ok;
}

struct att_pattern *
att_pattern_new(
    const char *text, unsigned flags, size_t *offset, struct att_error *err)
{
	struct att_pattern *p;

	if (!check(text, flags, offset, err))
		return NULL;
	p = mem_alloc(sizeof(*p));
	p->text = mem_dup(text);
	p->nocase =
	    (flags & ATT_P_NOCASE) ||
	    (!(flags & ATT_P_CASE) && !rewrite_has_capital(text, flags));
	if (!prepare(p, flags, offset, err)) {
		att_pattern_free(p);
		return NULL;
	}
	return p;
}

void
att_pattern_free(struct att_pattern *p)
{
	if (!p)
		return;
	for (int i = 0; i < CODE_COUNT; i++)
		pcre2_code_free(p->code[i]);
	free(p->text);
	free(p);
}

const char *
att_pattern_text(const struct att_pattern *p)
{
	return p->text;
}

bool
att_pattern_ignores_case(const struct att_pattern *p)
{
	return p->nocase;
}

const struct facts *
pattern_facts(const struct att_pattern *p)
{
	return &p->facts;
}

const struct literal_finder *
pattern_finder(const struct att_pattern *p, unsigned which)
{
	return p->facts.needed[which].count ? &p->finder[which] : NULL;
}

static int
on_callout(pcre2_callout_block *block, void *data)
{
	struct pattern_run *run = data;

	(void)block;
	if (run->left-- > 0)
		return 0;
	run->left = run->every;
	return clock_us() > run->until ? PCRE2_ERROR_CALLOUT : 0;
}

struct pattern_run *
pattern_run_new(const struct att_pattern *pattern)
{
	struct pattern_run *run = mem_alloc(sizeof(*run));

	run->pattern = pattern;
	run->data = pcre2_match_data_create(1, NULL);
	run->context = pcre2_match_context_create(NULL);
	run->stack =
	    pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MAX, NULL);
	if (!run->data || !run->context)
		mem_give_up();
	pcre2_set_match_limit(run->context, MATCH_LIMIT);
	pcre2_set_depth_limit(run->context, DEPTH_LIMIT);
	pcre2_set_heap_limit(run->context, HEAP_LIMIT);
	pcre2_set_callout(run->context, on_callout, run);
	if (run->stack)
		pcre2_jit_stack_assign(run->context, NULL, run->stack);
	return run;
}

void
pattern_run_free(struct pattern_run *run)
{
	if (!run)
		return;
	pcre2_match_data_free(run->data);
	pcre2_match_context_free(run->context);
	pcre2_jit_stack_free(run->stack);
	free(run);
}

/* One call of PCRE2. When the JIT's stack is too small the interpreter, whose
 * memory is the heap's, has a try. */
static enum pattern_found
call(struct pattern_run *run, enum code which, const char *subject, size_t size,
    size_t at, struct pattern_span *span)
{
	const pcre2_code *code = run->pattern->code[which];
	const PCRE2_SIZE *found;
	int rc = PCRE2_ERROR_JIT_STACKLIMIT;

	if (run->pattern->jit[which])
		rc = pcre2_jit_match(code, (PCRE2_SPTR)subject, size, at,
		    PCRE2_NO_UTF_CHECK, run->data, run->context);
	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = pcre2_match(code, (PCRE2_SPTR)subject, size, at,
		    PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, run->data, run->context);
	if (rc == PCRE2_ERROR_NOMATCH)
		return PATTERN_NONE;
	if (rc < 0)
		return PATTERN_TIRED;
	found = pcre2_get_ovector_pointer(run->data);
	span->start = found[0];
	/* \K in a look ahead can put the start behind the end. */
	span->end = found[1] > found[0] ? found[1] : found[0];
	return PATTERN_MATCH;
}

enum pattern_found
pattern_find(struct pattern_run *run, const char *subject, size_t size,
    size_t at, struct pattern_span *span)
{
	return call(run, CODE_PLAIN, subject, size, at, span);
}

enum pattern_found
pattern_find_within(struct pattern_run *run, const char *subject, size_t size,
    size_t at, size_t last, bool guard, int64_t until,
    struct pattern_span *span)
{
	enum pattern_found found;

	run->until = until;
	run->every = size ? (unsigned)(CALLOUT_BYTES / (size + 1)) : CALLOUTS;
	if (run->every > CALLOUTS)
		run->every = CALLOUTS;
	run->left = run->every;
	pcre2_set_offset_limit(run->context, last);
	found = call(
	    run, guard ? CODE_GUARDED : CODE_WITHIN, subject, size, at, span);
	pcre2_set_offset_limit(run->context, PCRE2_UNSET);
	return found;
}
