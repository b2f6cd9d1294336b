/* The line at the bottom that text is typed into. Esc and C-g leave it at
 * once, always; Enter ends it. */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include "ui/app.h"

struct prompt_ops {
	const char *label; /* "/" */
	/* After every change of the text. NULL: nothing to do. */
	unsigned (*changed)(struct app *app, void *ctx, const char *text);
	/* Enter. The prompt is closed already. */
	unsigned (*done)(struct app *app, void *ctx, const char *text);
	/* Esc or C-g, closed already. NULL: nothing to do. */
	unsigned (*left)(struct app *app, void *ctx);
	/* A key that is no editing: FX_PASS when not taken. NULL: none. */
	unsigned (*key)(struct app *app, void *ctx, const struct key *key);
	/* Completions of the text so far, best first: fills at most max strings
	 * (caller frees each) and returns how many there are. NULL: none. */
	size_t (*complete)(struct app *app, void *ctx, const char *text,
	    char **items, size_t max);
	/* A line above the prompt (error with caret, toggles). NULL: none. */
	void (*info)(struct app *app, void *ctx, struct buf *out, int *caret);
	void (*free)(void *ctx);
	/* Earlier texts, newest first; NULL: none. Borrowed. */
	const char *(*earlier)(struct app *app, size_t back);
};

/* Open a prompt with some text in it; ctx is freed by ops->free. */
unsigned prompt_open(struct app *app, const struct prompt_ops *ops, void *ctx,
    const char *text);
unsigned prompt_key(struct app *app, const struct key *key);
/* Close without done or left. */
void prompt_close(struct app *app);
int prompt_rows(struct app *app); /* how many it takes at the bottom */
void prompt_draw(struct app *app, struct area area); /* sets the cursor */
const char *prompt_text(const struct prompt *prompt);
void prompt_set(struct app *app, const char *text);

/* One key instead of a line: a question with a letter for an answer. */
unsigned prompt_letter(struct app *app, const char *question,
    unsigned (*done)(struct app *app, uint32_t letter));

#endif
