/* Actions: one table from which key maps, help, the manual page, completions
 * and the command prompt are made. */
#ifndef UI_ACTION_H
#define UI_ACTION_H

#include <stdbool.h>
#include <stdint.h>

#include "attache/error.h"
#include "base/message.h"
#include "ui/key.h"

/* Where a key means what. */
enum context { CTX_ANY, CTX_PAGE, CTX_LIST, CTX_COUNT };

/* X(identifier, context, name, help) */
/* clang-format off */
#define ACTIONS(X) \
	X(NONE,          ANY,  "none",          N_("do nothing (unbinds a key)")) \
	X(LINE_DOWN,     ANY,  "line-down",     N_("one line down")) \
	X(LINE_UP,       ANY,  "line-up",       N_("one line up")) \
	X(PAGE_DOWN,     ANY,  "page-down",     N_("one screen down, on into the next section")) \
	X(PAGE_UP,       ANY,  "page-up",       N_("one screen up")) \
	X(HALF_DOWN,     ANY,  "half-down",     N_("half a screen down")) \
	X(HALF_UP,       ANY,  "half-up",       N_("half a screen up")) \
	X(TOP,           ANY,  "top",           N_("to the top of the section (with a number: to that section)")) \
	X(BOTTOM,        ANY,  "bottom",        N_("to the end of the section (with a number: to that section)")) \
	X(FIRST,         ANY,  "first",         N_("to the start of the work")) \
	X(LAST,          ANY,  "last",          N_("to the end of the work")) \
	X(PERCENT,       PAGE, "percent",       N_("to that many hundredths of the work")) \
	X(PAN_LEFT,      PAGE, "pan-left",      N_("wide lines: to the left")) \
	X(PAN_RIGHT,     PAGE, "pan-right",     N_("wide lines: to the right")) \
	X(NEXT_SECTION,  PAGE, "next-section",  N_("next section in reading order")) \
	X(PREV_SECTION,  PAGE, "prev-section",  N_("previous section in reading order")) \
	X(NEXT_SIBLING,  ANY,  "next-sibling",  N_("next section of the same level (list: next group)")) \
	X(PREV_SIBLING,  ANY,  "prev-sibling",  N_("previous section of the same level (list: previous group)")) \
	X(UP,            ANY,  "up",            N_("to the section above")) \
	X(NEXT_LINK,     ANY,  "next-link",     N_("select the next reference")) \
	X(PREV_LINK,     ANY,  "prev-link",     N_("select the previous reference")) \
	X(FOLLOW,        ANY,  "follow",        N_("follow the reference (list: go there)")) \
	X(LABELS,        PAGE, "labels",        N_("choose a visible reference by letters")) \
	X(PEEK,          ANY,  "peek",          N_("look at what the reference leads to; again: go there")) \
	X(BACK,          ANY,  "back",          N_("back to where you were")) \
	X(FORWARD,       ANY,  "forward",       N_("forward again")) \
	X(GO,            ANY,  "go",            N_("go to a number, title, id or term")) \
	X(CONTENTS,      ANY,  "contents",      N_("contents")) \
	X(INDEX,         ANY,  "index",         N_("index of terms")) \
	X(GLOSSARY,      ANY,  "glossary",      N_("glossary")) \
	X(DEFINE,        PAGE, "define",        N_("the selected or nearest term's entry")) \
	X(LINKS,         PAGE, "links",         N_("references of this section")) \
	X(REFERRERS,     PAGE, "referrers",     N_("what refers to this section")) \
	X(HISTORY,       ANY,  "history",       N_("where you have been")) \
	X(WORKS,         ANY,  "works",         N_("the shelf of works")) \
	X(FIND,          ANY,  "find",          N_("search as you type")) \
	X(FIND_BACK,     PAGE, "find-back",     N_("search backwards as you type")) \
	X(FIND_NEXT,     ANY,  "find-next",     N_("next match")) \
	X(FIND_PREV,     ANY,  "find-prev",     N_("previous match")) \
	X(RESULTS,       ANY,  "results",       N_("all matches of this work")) \
	X(RESULTS_ALL,   ANY,  "results-all",   N_("all matches of all open works")) \
	X(TOPICS,        ANY,  "topics",        N_("search by topic, ranked")) \
	X(INDEX_NEXT,    PAGE, "index-next",    N_("next place of the index entry chosen last")) \
	X(MARK,          PAGE, "mark",          N_("set a letter mark")) \
	X(MARK_GO,       ANY,  "mark-go",       N_("go to a letter mark")) \
	X(BOOKMARK,      PAGE, "bookmark",      N_("bookmark here, with a note")) \
	X(BOOKMARKS,     ANY,  "bookmarks",     N_("bookmarks and notes")) \
	X(SELECT,        PAGE, "select",        N_("select a passage: v again word, sentence, paragraph")) \
	X(COPY,          PAGE, "copy",          N_("copy: y passage, c with citation, l address, b r j BibTeX RIS CSL")) \
	X(DELETE,        LIST, "delete",        N_("delete the selected row")) \
	X(EDIT,          LIST, "edit",          N_("edit the selected row")) \
	X(UNDO,          ANY,  "undo",          N_("undo the last deletion")) \
	X(SORT,          LIST, "sort",          N_("another order")) \
	X(FILTER,        LIST, "filter",        N_("type to filter")) \
	X(FOLD,          LIST, "fold",          N_("fold or unfold")) \
	X(FOLD_ALL,      LIST, "fold-all",      N_("fold or unfold all")) \
	X(IMAGE,         PAGE, "image",         N_("open the picture on the screen; without one: options")) \
	X(PANES,         ANY,  "panes",         N_("panes: by width, one, two, three")) \
	X(NEXT_PANE,     ANY,  "next-pane",     N_("to the next pane")) \
	X(HELP,          ANY,  "help",          N_("the keys of this view")) \
	X(TUTORIAL,      ANY,  "tutorial",      N_("five screens to learn by")) \
	X(OPTIONS,       ANY,  "options",       N_("options")) \
	X(MESSAGES,      ANY,  "messages",      N_("messages so far")) \
	X(POSITION,      PAGE, "position",      N_("say where you are, with the address")) \
	X(REDRAW,        ANY,  "redraw",        N_("draw the screen anew")) \
	X(SUSPEND,       ANY,  "suspend",       N_("back to the shell for a while")) \
	X(CLOSE,         ANY,  "close",         N_("close this view; the last one: quit")) \
	X(QUIT,          ANY,  "quit",          N_("quit at once"))
/* clang-format on */

enum action {
#define X(id, context, name, help) ACT_##id,
	ACTIONS(X)
#undef X
	ACT_COUNT
};

struct action_info {
	const char *name;
	const char *help;
	enum context context;
};

const struct action_info *action_info(enum action action);
/* ACT_COUNT when no action has that name. */
enum action action_find(const char *name);

/* What a key does in a context. Keys of one or two strokes ("g &"). */
struct keymap;

struct keymap *keymap_new(const char *preset); /* NULL: no such preset */
void keymap_free(struct keymap *map);
/* Lines "[context] key [key] action"; # comments. The first wrong line is named in err,
 * the others count. A missing file is fine. */
bool keymap_load(struct keymap *map, const char *path, struct att_error *err);
bool keymap_bind(struct keymap *map, enum context context, const char *keys,
    const char *action, struct att_error *err);
/* first is 0 unless a first stroke is pending. *prefix is set when the stroke
 * begins a longer key. ACT_COUNT when nothing is bound; ACT_NONE when the key
 * was taken away. */
enum action keymap_look(const struct keymap *map, enum context context,
    uint32_t first, uint32_t code, bool *prefix);
/* The keys of an action as "j, Down", in buffer, shortest first; "" when it
 * has none. */
const char *keymap_keys(const struct keymap *map, enum context context,
    enum action action, char *buffer, size_t size);

#endif
