/* The only way into an image: a reader tells the builder what it meets, in
 * document order; freezing derives every table and lays the image out.
 *
 * White space is settled here. In ordinary leaves runs of it become one space,
 * none at either end; in VERBATIM leaves and under xml:space="preserve" it
 * stays. Text met outside a leaf opens an anonymous PARA; a section or
 * container met inside a leaf ends that leaf, which goes on (ATT_F_CONT, its
 * inlines opened again) with the text after it. A NOTE met inside a leaf is
 * moved behind the outermost leaf or table that holds it and leaves a NOTEREF.
 * Text and values are made safe for terminals here, once: C0, DEL and C1 become
 * U+FFFD (tab and newline stay where white space does). They must be UTF-8.
 *
 * Memory exhaustion ends the program; passing a limit fails every later call
 * with the same error. */
#ifndef ATTACHE_BUILDER_H
#define ATTACHE_BUILDER_H

#include "attache/image.h"

/* Limits of a work. */
enum {
	ATT_MAX_DEPTH = 256, /* open elements */
	ATT_MAX_NODES = 64 << 20,
	ATT_MAX_TEXT = 1 << 30, /* bytes */
	ATT_MAX_STRINGS = 1 << 30, /* bytes of attribute values, all together */
	ATT_MAX_VALUE = 64 << 10, /* bytes of one attribute value: cut there */
	ATT_MAX_FINDINGS = 1000, /* later ones are counted in the last */
	ATT_MAX_FILES = 4096
};

struct att_builder;

struct att_builder *att_builder_new(void);
void att_builder_free(struct att_builder *b);
/* Ready for another work; keeps its memory. */
void att_builder_reset(struct att_builder *b);

/* Files of the work; row 0 first. The row is set for all nodes that follow. */
uint16_t att_builder_add_file(struct att_builder *b, const char *path,
    uint64_t size, int64_t mtime);
void att_builder_at(struct att_builder *b, uint16_t file, uint32_t line,
    uint32_t column); /* where the following nodes and findings stand */

/* Open and close must match; the WORK is opened first and closed last.
 * Attributes come right after the open, before text and children; an empty
 * value is dropped; a second value of the same name is ignored. */
void att_builder_open(struct att_builder *b, enum att_kind kind);
void att_builder_attr(struct att_builder *b, enum att_attr name,
    const char *value, size_t size);
/* An attribute that is learnt only after the node's children: of an open node,
 * up 0 being the innermost that the caller opened, 1 the one around it. Costs
 * the nodes made since then. */
void att_builder_attr_late(struct att_builder *b, unsigned up,
    enum att_attr name, const char *value, size_t size);
void att_builder_flag(struct att_builder *b, unsigned flags);
void att_builder_text(struct att_builder *b, const char *utf8, size_t size);
void att_builder_close(struct att_builder *b);

/* The innermost open node, a block, stands after the title of the one around
 * it, which has not come yet. */
void att_builder_after_title(struct att_builder *b);

/* White space as it stands, from here to the close of the innermost open
 * node; does not nest the other way. */
void att_builder_preserve(struct att_builder *b);
/* Between a hold and its release text is collected into a string instead of
 * the work, markup inside it dropped: for titles that become attributes,
 * index terms, metadata. The result is collapsed, about ATT_MAX_VALUE bytes at
 * most, borrowed, valid until the next hold. */
void att_builder_hold(struct att_builder *b);
const char *att_builder_release(struct att_builder *b, size_t *size);

void att_builder_meta(struct att_builder *b, enum att_meta key,
    const char *value);
/* At the place of the last att_builder_at. */
void att_builder_finding(struct att_builder *b, enum att_severity severity,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* False once a limit was passed; err gets it. */
bool att_builder_ok(const struct att_builder *b, struct att_error *err);

/* Derive outline, numbers, anchors, links and their words, backlinks, terms,
 * dates, places; then the image is written to fd, from its start. Every node
 * still open is closed first. The builder can be reset afterwards. */
bool att_builder_write(struct att_builder *b, int fd, struct att_error *err);
/* The same into memory: caller frees data with free(). */
bool att_builder_freeze(struct att_builder *b, void **data, size_t *size,
    struct att_error *err);

#endif
