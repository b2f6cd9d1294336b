/* White space: runs of it become one space, none at the ends of a leaf; and
 * what could drive a terminal is replaced. */
#include <string.h>

#include "model/builder_parts.h"

/* Drop a collapsible space at the end of a leaf's text, and pull the ends of
 * nodes that held it. */
static void
trim(struct att_builder *b, uint32_t leaf)
{
	att_pos size;

	if (!b->gap || b->text.size == b->node[leaf].start)
		return;
	size = (att_pos)--b->text.size;
	b->gap = false;
	for (size_t i = b->nodes; i-- > leaf;) {
		struct att_node *n = &b->node[i];

		if (n->start > size)
			n->start = size;
		if (n->end > size)
			n->end = size;
	}
}

void
builder_end_leaf(struct att_builder *b, uint32_t leaf, bool preserve)
{
	struct att_node *n;

	if (!preserve)
		trim(b, leaf);
	n = &b->node[leaf];
	if (n->kind == ATT_VERBATIM) {
		while (b->text.size > n->start &&
		    b->text.data[b->text.size - 1] == '\n')
			b->text.size--;
	}
	n->end = (att_pos)b->text.size;
	n->next = (uint32_t)b->nodes;
	for (size_t i = b->nodes; i-- > leaf;) {
		if (b->node[i].end > n->end)
			b->node[i].end = n->end;
		if (b->node[i].start > n->end)
			b->node[i].start = n->end;
	}
	if (n->end > n->start)
		buf_char(&b->text, '\n');
	b->gap = false;
}

/* What a byte is to the builder. */
enum { PLAIN, SPACE, CONTROL, MAYBE_C1 };

enum { PARTS = 0x1F }; /* between several values in one */

static unsigned
byte_class(unsigned char c)
{
	if (c > 0x20 && c < 0x7F)
		return PLAIN;
	if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
		return SPACE;
	if (c < 0x20 || c == 0x7F)
		return CONTROL;
	return c == 0xC2 ? MAYBE_C1 : PLAIN;
}

static bool
is_c1(const char *p, const char *end)
{
	return end - p >= 2 && (unsigned char)p[1] < 0xA0;
}

/* High bit of each byte that is zero, exactly. */
static uint64_t
zero_bytes(uint64_t x)
{
	const uint64_t low = UINT64_C(0x7F7F7F7F7F7F7F7F);

	return ~(((x & low) + low) | x | low);
}

/* Copy words of text that are as they should be: no control, no DEL, no C1,
 * no two spaces in a row. Returns the bytes copied. */
static size_t
copy_clean(char *out, const char *p, const char *end, bool *gap)
{
	const uint64_t each = UINT64_C(0x0101010101010101);
	const char *start = p;

	while (end - p >= 8) {
		uint64_t word, space, bad;

		memcpy(&word, p, 8);
		space = zero_bytes(word ^ each * 0x20);
		bad = zero_bytes(word & each * 0xE0) |
		    zero_bytes(word ^ each * 0x7F) |
		    zero_bytes(word ^ each * 0xC2) | (space & space << 8);
		if (bad || (*gap && *p == ' '))
			break;
		memcpy(out, &word, 8);
		*gap = p[7] == ' ';
		out += 8;
		p += 8;
	}
	return (size_t)(p - start);
}

bool
builder_collapse(struct buf *out, bool gap, const char *text, size_t size)
{
	const char *p = text, *end = text + size;
	char *start = buf_reserve(out, 3 * size + 8);
	char *o = start;

	while (p < end) {
		size_t clean = copy_clean(o, p, end, &gap);
		const char *stop;

		o += clean;
		p += clean;
		stop = end - p > 16 ? p + 16 : end;
		while (p < stop) {
			unsigned char c = (unsigned char)*p;
			bool now;

			if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
			    c == 0x7F || (c == 0xC2 && is_c1(p, end))) {
				p += c == 0xC2 ? 2 : 1;
				memcpy(o, "\xEF\xBF\xBD", 3);
				o += 3;
				gap = false;
				continue;
			}
			now = c <= 0x20;
			*o = (char)(now ? ' ' : c);
			o += !(now & gap);
			gap = now;
			p++;
		}
	}
	out->size += (size_t)(o - start);
	return gap;
}

void
builder_keep(struct buf *out, const char *text, size_t size)
{
	const char *end = text + size;
	char *start = buf_reserve(out, 3 * size);
	char *o = start;

	for (const char *p = text; p < end; p++) {
		unsigned class = byte_class((unsigned char)*p);

		if (class == MAYBE_C1 && is_c1(p, end)) {
			p++;
			class = CONTROL;
		}
		if (class == CONTROL) {
			memcpy(o, "\xEF\xBF\xBD", 3);
			o += 3;
		} else if (*p != '\r') {
			*o++ = *p;
		}
	}
	out->size += (size_t)(o - start);
}

/* What parts the values of one attribute (SEEALSO) is no control. */
static bool
is_unsafe(const char *p, const char *end)
{
	unsigned class = byte_class((unsigned char)*p);

	return (class == CONTROL && *p != PARTS) ||
	    (class == MAYBE_C1 && is_c1(p, end));
}

const char *
builder_clean(struct att_builder *b, const char *value, size_t *size)
{
	const char *end = value + *size, *p = value, *part;

	while (p < end && !is_unsafe(p, end))
		p++;
	if (p == end)
		return value;
	buf_clear(&b->clean);
	for (p = value; p < end; p = part + 1) {
		part = memchr(p, PARTS, (size_t)(end - p));
		if (!part)
			part = end;
		builder_keep(&b->clean, p, (size_t)(part - p));
		if (part < end)
			buf_char(&b->clean, PARTS);
	}
	*size = b->clean.size;
	return b->clean.data;
}

bool
builder_is_blank(const char *text, size_t size)
{
	while (size > 0 && byte_class((unsigned char)*text) == SPACE) {
		text++;
		size--;
	}
	return size == 0;
}
