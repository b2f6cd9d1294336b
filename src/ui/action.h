/* Actions: one table from which key maps, help, the manual page, completions
 * and the command prompt are made. */
#ifndef UI_ACTION_H
#define UI_ACTION_H

#include <stdbool.h>
#include <stdint.h>

#include "attache/error.h"
#include "ui/key.h"

/* Where a key means what. */
enum context { CTX_ANY, CTX_PAGE, CTX_LIST, CTX_COUNT };

/* X(identifier, context, name, help) */
/* clang-format off */
#define ACTIONS(X) \
	X(NONE,          ANY,  "none",          "do nothing (unbinds a key)") \
	X(LINE_DOWN,     ANY,  "line-down",     "one line down") \
	X(LINE_UP,       ANY,  "line-up",       "one line up") \
	X(PAGE_DOWN,     ANY,  "page-down",     "one screen down, on into the next section") \
	X(PAGE_UP,       ANY,  "page-up",       "one screen up") \
	X(HALF_DOWN,     ANY,  "half-down",     "half a screen down") \
	X(HALF_UP,       ANY,  "half-up",       "half a screen up") \
	X(TOP,           ANY,  "top",           "to the top of the section (with a number: to that section)") \
	X(BOTTOM,        ANY,  "bottom",        "to the end of the section (with a number: to that section)") \
	X(FIRST,         ANY,  "first",         "to the start of the work") \
	X(LAST,          ANY,  "last",          "to the end of the work") \
	X(PERCENT,       PAGE, "percent",       "to that many hundredths of the work") \
	X(PAN_LEFT,      PAGE, "pan-left",      "wide lines: to the left") \
	X(PAN_RIGHT,     PAGE, "pan-right",     "wide lines: to the right") \
	X(NEXT_SECTION,  PAGE, "next-section",  "next section in reading order") \
	X(PREV_SECTION,  PAGE, "prev-section",  "previous section in reading order") \
	X(NEXT_SIBLING,  ANY,  "next-sibling",  "next section of the same level (list: next group)") \
	X(PREV_SIBLING,  ANY,  "prev-sibling",  "previous section of the same level (list: previous group)") \
	X(UP,            ANY,  "up",            "to the section above") \
	X(NEXT_LINK,     ANY,  "next-link",     "select the next reference") \
	X(PREV_LINK,     ANY,  "prev-link",     "select the previous reference") \
	X(FOLLOW,        ANY,  "follow",        "follow the reference (list: go there)") \
	X(LABELS,        PAGE, "labels",        "choose a visible reference by letters") \
	X(PEEK,          ANY,  "peek",          "look at what the reference leads to; again: go there") \
	X(BACK,          ANY,  "back",          "back to where you were") \
	X(FORWARD,       ANY,  "forward",       "forward again") \
	X(GO,            ANY,  "go",            "go to a number, title, id or term") \
	X(CONTENTS,      ANY,  "contents",      "contents") \
	X(INDEX,         ANY,  "index",         "index of terms") \
	X(GLOSSARY,      ANY,  "glossary",      "glossary") \
	X(DEFINE,        PAGE, "define",        "the selected or nearest term's entry") \
	X(LINKS,         PAGE, "links",         "references of this section") \
	X(REFERRERS,     PAGE, "referrers",     "what refers to this section") \
	X(HISTORY,       ANY,  "history",       "where you have been") \
	X(WORKS,         ANY,  "works",         "the shelf of works") \
	X(FIND,          ANY,  "find",          "search as you type") \
	X(FIND_BACK,     PAGE, "find-back",     "search backwards as you type") \
	X(FIND_NEXT,     ANY,  "find-next",     "next match") \
	X(FIND_PREV,     ANY,  "find-prev",     "previous match") \
	X(RESULTS,       ANY,  "results",       "all matches of this work") \
	X(RESULTS_ALL,   ANY,  "results-all",   "all matches of all open works") \
	X(TOPICS,        ANY,  "topics",        "search by topic, ranked") \
	X(INDEX_NEXT,    PAGE, "index-next",    "next place of the index entry chosen last") \
	X(MARK,          PAGE, "mark",          "set a letter mark") \
	X(MARK_GO,       ANY,  "mark-go",       "go to a letter mark") \
	X(BOOKMARK,      PAGE, "bookmark",      "bookmark here, with a note") \
	X(BOOKMARKS,     ANY,  "bookmarks",     "bookmarks and notes") \
	X(SELECT,        PAGE, "select",        "select a passage: v again word, sentence, paragraph") \
	X(COPY,          PAGE, "copy",          "copy: y passage, c with citation, l address, b r j BibTeX RIS CSL") \
	X(DELETE,        LIST, "delete",        "delete the selected row") \
	X(EDIT,          LIST, "edit",          "edit the selected row") \
	X(UNDO,          ANY,  "undo",          "undo the last deletion") \
	X(SORT,          LIST, "sort",          "another order") \
	X(FILTER,        LIST, "filter",        "type to filter") \
	X(FOLD,          LIST, "fold",          "fold or unfold") \
	X(FOLD_ALL,      LIST, "fold-all",      "fold or unfold all") \
	X(IMAGE,         PAGE, "image",         "open the picture on the screen; without one: options") \
	X(PANES,         ANY,  "panes",         "panes: by width, one, two, three") \
	X(NEXT_PANE,     ANY,  "next-pane",     "to the next pane") \
	X(HELP,          ANY,  "help",          "the keys of this view") \
	X(TUTORIAL,      ANY,  "tutorial",      "five screens to learn by") \
	X(OPTIONS,       ANY,  "options",       "options") \
	X(MESSAGES,      ANY,  "messages",      "messages so far") \
	X(POSITION,      PAGE, "position",      "say where you are, with the address") \
	X(REDRAW,        ANY,  "redraw",        "draw the screen anew") \
	X(SUSPEND,       ANY,  "suspend",       "back to the shell for a while") \
	X(CLOSE,         ANY,  "close",         "close this view; the last one: quit") \
	X(QUIT,          ANY,  "quit",          "quit at once")
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
