/* Handlers of elements that a row alone cannot say, by file. Each is called at
 * a start tag with the element's frame pushed; the _end ones before its nodes
 * are closed. */
#ifndef READ_HANDLERS_H
#define READ_HANDLERS_H

#include "read/reader.h"

/* link.c */
void link_target(struct reader *r, const struct value *v);
void link_common(struct reader *r); /* linkend, xlink:href of any element */
void link_start(struct reader *r, const struct row *row);
void link_end(struct reader *r);
void link_xref(struct reader *r, const struct row *row);
void link_olink(struct reader *r, const struct row *row);
void link_address(struct reader *r, const struct row *row);
void link_address_end(struct reader *r);
void link_noteref(struct reader *r, const struct row *row);
void link_term(struct reader *r, const struct row *row);
void link_list(struct reader *r, const struct row *row); /* TEI ref, ptr */

/* inline.c */
void inline_date(struct reader *r, const struct row *row);
void inline_date_end(struct reader *r);
void inline_phrase(struct reader *r, const struct row *row);
void inline_emphasis(struct reader *r, const struct row *row);
void inline_between(struct reader *r, const struct row *row); /* separators */
void inline_around(struct reader *r, const struct row *row);
void inline_around_end(struct reader *r);
void inline_name(struct reader *r, const struct row *row);
void inline_milestone(struct reader *r, const struct row *row);
void inline_break(struct reader *r, const struct row *row);
unsigned style_words(struct reader *r, const struct value *v);
void style_open(struct reader *r, unsigned styles);
unsigned style_css(const char *css);
bool date_like(const char *text);

/* index.c */
void index_start(struct reader *r, const struct row *row);
void index_end(struct reader *r);
void index_part(struct reader *r, const struct row *row);
void index_tei(struct reader *r, const struct row *row);
void index_tei_end(struct reader *r);
void index_tei_term(struct reader *r);

/* table.c */
void table_start(struct reader *r, const struct row *row);
void table_end(struct reader *r);
void table_group(struct reader *r, const struct row *row);
void table_colspec(struct reader *r, const struct row *row);
void table_spanspec(struct reader *r, const struct row *row);
void table_col(struct reader *r, const struct row *row);
void table_row(struct reader *r, const struct row *row);
void table_row_end(struct reader *r);
void table_cell(struct reader *r, const struct row *row);
void table_nested(struct reader *r, const struct row *row);
void table_caption(struct reader *r, const struct row *row);
void table_drop(struct reader *r); /* all of them */

/* media.c */
void media_start(struct reader *r, const struct row *row);
void media_end(struct reader *r);
void media_data(struct reader *r, const struct row *row);
void media_text(struct reader *r, const struct row *row);
void media_caption(struct reader *r, const struct row *row);
void media_graphic(struct reader *r, const struct row *row);
void media_figure(struct reader *r, const struct row *row);
void media_figure_end(struct reader *r);
void media_figure_child(struct reader *r, const struct row *row);
void media_flush(struct reader *r);
void math_equation(struct reader *r, const struct row *row);
void math_equation_end(struct reader *r);
void math_start(struct reader *r, const struct row *row);
void example_start(struct reader *r, const xmlChar *name,
    const xmlChar **attributes, unsigned count);
extern const struct row math_other_row, example_row;

/* biblio.c */
void biblio_entry(struct reader *r, const struct row *row);
void biblio_entry_end(struct reader *r);
bool biblio_child(struct reader *r, const struct row *row);
void biblio_title(struct reader *r, const struct row *row);
void biblio_mixed(struct reader *r, const struct row *row);
bool biblio_cites(const struct reader *r);
void biblio_abbrev(struct reader *r, const struct row *row);

/* meta.c */
void meta_info(struct reader *r, const struct row *row);
bool meta_child(struct reader *r, const struct row *row);
void meta_title(struct reader *r, const struct row *row);
void meta_person(struct reader *r, enum att_meta key);
bool meta_name_part(struct reader *r, const struct row *row);
void meta_hold(struct reader *r, enum att_meta key); /* the element's text */
void meta_identifier(struct reader *r, const struct value *kind);
void meta_titleabbrev(struct reader *r, const struct row *row);

/* blocks.c: DocBook elements that a row alone cannot say */
void block_para(struct reader *r, const struct row *row);
void block_list(struct reader *r, const struct row *row);
void block_simplelist(struct reader *r, const struct row *row);
void block_member(struct reader *r, const struct row *row);
void block_item(struct reader *r, const struct row *row);
void block_label(struct reader *r, const struct row *row);
void block_verbatim(struct reader *r, const struct row *row);
void block_footnote(struct reader *r, const struct row *row);
void block_bridgehead(struct reader *r, const struct row *row);
void block_glossentry(struct reader *r, const struct row *row);
void block_glossterm(struct reader *r, const struct row *row);
void block_abbrev(struct reader *r, const struct row *row);
void block_see(struct reader *r, const struct row *row);
void block_segtitle(struct reader *r, const struct row *row);
void block_seglistitem(struct reader *r, const struct row *row);
void block_refmeta(struct reader *r, const struct row *row);
void block_refnamediv(struct reader *r, const struct row *row);
void block_refname(struct reader *r, const struct row *row);
void block_refpurpose(struct reader *r, const struct row *row);
void block_name(struct reader *r, const struct row *row);
void block_name_part(struct reader *r, const struct row *row);

/* synopsis.c: DocBook's commands and functions, callouts, trade marks */
void synopsis_arg(struct reader *r, const struct row *row);
void synopsis_parameter(struct reader *r, const struct row *row);
void synopsis_trademark(struct reader *r, const struct row *row);
void synopsis_callout(struct reader *r, const struct row *row);
void synopsis_method(struct reader *r, const struct row *row);
void synopsis_method_end(struct reader *r);
void synopsis_part(struct reader *r, const struct row *row);
void synopsis_value(struct reader *r, const struct row *row);

/* teitext.c, teimarks.c: TEI elements that a row alone cannot say */
void tei_text(struct reader *r, const struct row *row);
void tei_text_end(struct reader *r);
void tei_header_end(struct reader *r);
void tei_div(struct reader *r, const struct row *row);
void tei_head(struct reader *r, const struct row *row);
void tei_list(struct reader *r, const struct row *row);
void tei_label(struct reader *r, const struct row *row);
void tei_item(struct reader *r, const struct row *row);
void tei_quote(struct reader *r, const struct row *row);
void tei_cit(struct reader *r, const struct row *row);
void tei_bibl(struct reader *r, const struct row *row);
void tei_title(struct reader *r, const struct row *row);
void tei_note(struct reader *r, const struct row *row);
void tei_stage(struct reader *r, const struct row *row);
void tei_speech(struct reader *r, const struct row *row);
void tei_lines(struct reader *r, const struct row *row);
void tei_line(struct reader *r, const struct row *row);
void tei_desc(struct reader *r, const struct row *row);
void tei_either(struct reader *r, const struct row *row);
void tei_divgen(struct reader *r, const struct row *row);
void tei_entry_part(struct reader *r, const struct row *row);
void tei_place(struct reader *r, const struct row *row);
void tei_geo(struct reader *r, const struct row *row);
void tei_name_part(struct reader *r, const struct row *row);
void tei_choice(struct reader *r, const struct row *row);
void tei_choice_end(struct reader *r);
void tei_edit(struct reader *r, const struct row *row);
void tei_gap(struct reader *r, const struct row *row);
void tei_space(struct reader *r, const struct row *row);
void tei_reading(struct reader *r, const struct row *row);
void tei_term(struct reader *r, const struct row *row);
void tei_app(struct reader *r, const struct row *row);
void tei_life(struct reader *r, const struct row *row);
void tei_size(struct reader *r, const struct row *row);
void tei_headword(struct reader *r, const struct row *row);

/* header.c: teiHeader */
void header_start(struct reader *r, const struct row *row);
bool header_child(struct reader *r, const struct row *row);

#endif
