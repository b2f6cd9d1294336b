/* Positions, history and searches, each a journal. */
#include "attache/places.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/mem.h"
#include "store/journal.h"

enum field {
	F_WORK,
	F_TIME,
	F_TITLE,
	F_ID,
	F_OFFSET,
	F_LENGTH,
	F_POSITION,
	F_PASSAGE,
	F_BEFORE,
	F_AFTER,
	F_COUNT
};

enum { S_PATTERN, S_TIME, S_COUNT };

/* Positions are few and matter; the rest is many and does not. */
static const struct journal_kind positions_kind = {
    "positions", ATT_PLACES_WORKS, F_COUNT, true, true};
static const struct journal_kind history_kind = {
    "history", ATT_PLACES_VISITS, F_COUNT, false, false};
static const struct journal_kind searches_kind = {
    "searches", ATT_PLACES_SEARCHES, S_COUNT, true, false};

struct att_places {
	struct journal positions;
	struct journal history;
	struct journal searches;
	bool own_folder; /* given by the caller, or there is none */
	bool made;
};

struct att_places *
att_places_open(const struct att_places_opts *opts)
{
	const struct att_places_opts none = {0};
	struct att_places *places = mem_alloc(sizeof(*places));
	char *folder;

	opts = opts ? opts : &none;
	folder = opts->folder ? mem_dup(opts->folder)
	                      : file_place(FILE_STATE, false, NULL);
	places->own_folder = opts->folder || !folder;
	journal_init(
	    &places->positions, &positions_kind, folder, opts->private);
	journal_init(&places->history, &history_kind, folder, opts->private);
	journal_init(&places->searches, &searches_kind, folder, opts->private);
	free(folder);
	return places;
}

void
att_places_free(struct att_places *places)
{
	if (!places)
		return;
	journal_done(&places->positions);
	journal_done(&places->history);
	journal_done(&places->searches);
	free(places);
}

/* The folder is made by the first thing that is kept in it. */
static bool
add(struct att_places *places, struct journal *journal,
    const char *const *field, struct att_error *err)
{
	if (!places->made && !places->own_folder && !journal->private) {
		free(file_place(FILE_STATE, true, NULL));
		places->made = true;
	}
	return journal_add(journal, field, err);
}

static void
write_number(char out[24], long long number)
{
	snprintf(out, 24, "%lld", number);
}

static bool
add_visit(struct att_places *places, struct journal *journal,
    const struct att_visit *visit, struct att_error *err)
{
	const struct att_where *where = &visit->where;
	char seconds[24], offset[24], length[24], position[24];
	const char *field[F_COUNT] = {[F_WORK] = visit->work,
	    [F_TIME] = seconds,
	    [F_TITLE] = visit->title ? visit->title : "",
	    [F_ID] = where->id,
	    [F_OFFSET] = offset,
	    [F_LENGTH] = length,
	    [F_POSITION] = position,
	    [F_PASSAGE] = where->passage,
	    [F_BEFORE] = where->before,
	    [F_AFTER] = where->after};

	_Static_assert(
	    (int)F_COUNT <= (int)JOURNAL_FIELDS, "a visit fits a line");
	assert(visit->work && *visit->work);
	write_number(seconds, visit->time ? visit->time : time(NULL));
	write_number(offset, where->offset);
	write_number(length, where->length);
	write_number(position, where->position);
	return add(places, journal, field, err);
}

static uint32_t
number(const char *text)
{
	char *end;
	unsigned long long n = strtoull(text, &end, 10);

	return *text < '0' || *text > '9' || *end || n >= ATT_NONE
	           ? 0
	           : (uint32_t)n;
}

static void
copy(char *out, size_t room, const char *text)
{
	size_t size = strlen(text);

	if (size < room)
		memcpy(out, text, size + 1);
}

static void
read_visit(const struct journal_row *row, struct att_visit *visit)
{
	const char *const *field = row->field;
	struct att_where *where = &visit->where;

	*visit = (struct att_visit){.work = field[F_WORK],
	    .title = field[F_TITLE],
	    .time = strtoll(field[F_TIME], NULL, 10)};
	where->offset = number(field[F_OFFSET]);
	where->length = number(field[F_LENGTH]);
	where->position = number(field[F_POSITION]);
	copy(where->id, sizeof(where->id), field[F_ID]);
	copy(where->passage, sizeof(where->passage), field[F_PASSAGE]);
	copy(where->before, sizeof(where->before), field[F_BEFORE]);
	copy(where->after, sizeof(where->after), field[F_AFTER]);
}

bool
att_places_last(
    struct att_places *places, const char *work, struct att_visit *visit)
{
	struct journal *j = &places->positions;

	journal_load(j);
	for (size_t i = j->count; i-- > 0;) {
		if (strcmp(j->row[i].field[F_WORK], work) != 0)
			continue;
		read_visit(&j->row[i], visit);
		return true;
	}
	return false;
}

bool
att_places_set_last(struct att_places *places, const struct att_visit *visit,
    struct att_error *err)
{
	return add_visit(places, &places->positions, visit, err);
}

size_t
att_places_visits(struct att_places *places)
{
	journal_load(&places->history);
	return places->history.count;
}

void
att_places_visit(struct att_places *places, size_t row, struct att_visit *visit)
{
	journal_load(&places->history);
	assert(row < places->history.count);
	read_visit(&places->history.row[row], visit);
}

bool
att_places_add_visit(struct att_places *places, const struct att_visit *visit,
    struct att_error *err)
{
	size_t count = att_places_visits(places);
	struct att_visit last;

	if (count > 0) {
		att_places_visit(places, count - 1, &last);
		if (strcmp(last.work, visit->work) == 0 &&
		    strcmp(last.where.id, visit->where.id) == 0 &&
		    last.where.offset == visit->where.offset)
			return true;
	}
	return add_visit(places, &places->history, visit, err);
}

size_t
att_places_searches(struct att_places *places)
{
	journal_load(&places->searches);
	return places->searches.count;
}

const char *
att_places_search(struct att_places *places, size_t row)
{
	journal_load(&places->searches);
	assert(row < places->searches.count);
	return places->searches.row[row].field[S_PATTERN];
}

bool
att_places_add_search(
    struct att_places *places, const char *pattern, struct att_error *err)
{
	char seconds[24];
	const char *field[S_COUNT] = {pattern, seconds};

	if (!*pattern)
		return true;
	write_number(seconds, time(NULL));
	return add(places, &places->searches, field, err);
}
