/* attache marks check: which bookmarks no longer stand where they were put. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/message.h"
#include "cli/marks.h"

static const char *const found_names[] = {
    [ATT_FOUND_EXACT] = "exact",
    [ATT_FOUND_MOVED] = "moved",
    [ATT_FOUND_LOST] = "lost",
};

/* Where a bookmark is now; now is "" when there is nowhere. */
struct verdict {
	enum att_found found;
	const char *why; /* NULL: its words say enough */
	char now[ADDRESS_MAX];
};

static void
judge(struct marks *m, const struct att_bookmark *b, struct verdict *v)
{
	const struct att_image *image = marks_image(m, b->work);
	struct att_range range;
	char fragment[ADDRESS_MAX / 2];

	*v = (struct verdict){.found = ATT_FOUND_LOST};
	if (!image) {
		v->why = _("the work does not open");
		return;
	}
	v->found = att_where_find(&b->where, image, &range);
	att_where_format(image, range.start, fragment, sizeof(fragment));
	snprintf(v->now, sizeof(v->now), "%.2000s%s%s", b->work,
	    *fragment ? "#" : "", fragment);
}

static void
print_verdict(
    struct out *out, const struct att_bookmark *b, const struct verdict *v)
{
	char *address = marks_address(b);

	out_format(out, "%s  %.8s  ", found_names[v->found], b->id);
	out_styled(out, ATT_S_DIM, address);
	if (v->why)
		out_format(out, " (%s)", v->why);
	else if (v->found == ATT_FOUND_MOVED)
		out_format(out, " -> %s", v->now);
	else
		out_format(out, _(" (near %s)"), v->now);
	out_spaces(out, 2);
	out_str(out, *b->title ? b->title : b->where.passage);
	out_newline(out);
	free(address);
}

static void
json_verdict(
    struct out *out, const struct att_bookmark *b, const struct verdict *v)
{
	struct json json;

	marks_json(&json, out, b);
	json_string(&json, "found", found_names[v->found]);
	json_string(&json, "now", *v->now ? v->now : NULL);
	json_end(&json);
}

int
marks_check(struct marks *m)
{
	size_t count, wrong = 0;
	const struct att_bookmark **row = marks_chosen(m, &count);
	struct out *out = &m->cli->out;
	size_t i = 0;

	for (; i < count && cli_going(m->cli); i++) {
		struct verdict v;

		judge(m, row[i], &v);
		wrong += v.found != ATT_FOUND_EXACT;
		if (m->cli->json)
			json_verdict(out, row[i], &v);
		else if (v.found != ATT_FOUND_EXACT)
			print_verdict(out, row[i], &v);
	}
	free(row);
	if (i < count)
		return CLI_STOPPED;
	if (!m->cli->json && !m->cli->value[OPT_QUIET] && !wrong && out->tty) {
		out_format(out,
		    P_("the one bookmark stands where it was",
		        "all %zu bookmarks stand where they were", count),
		    count);
		out_newline(out);
	}
	return wrong ? CLI_NONE : CLI_FOUND;
}
