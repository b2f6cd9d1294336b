/* From a leaf and its inlines to pieces. */
#ifndef LAYOUT_INLINE_H
#define LAYOUT_INLINE_H

#include "layout/page.h"

void pieces_clear(struct page *page);
/* A literal, which must live as long as the page; "" adds nothing. */
void pieces_literal(struct page *page, const char *text, size_t size,
    uint32_t style, uint32_t link, att_pos pos);
/* The text of node with everything that its inlines draw. */
void pieces_add(struct page *page, uint32_t node, uint32_t style);
/* Ready for filling: the whole is one string. False when there is nothing. */
bool pieces_seal(struct page *page);

#endif
