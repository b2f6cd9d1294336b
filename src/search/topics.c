/* Word indexes by SQLite FTS5, whose only user this is.
 *
 * The index keeps no text: its rows are found again in the image, whose hash it
 * carries. It is a cache: whatever is wrong with a file, the index is made
 * anew. */
#include "attache/topics.h"

#ifdef HAVE_SQLITE

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/message.h"
#include "search/index.h"
#include "search/soft.h"
#include "search/sqlite.h"

enum {
	INDEX_FORMAT = 1,              /* user_version */
	INDEX_APPLICATION = 0x61747461 /* "atta" */
};

/* What is said about a section weighs more than what is said in it. */
#define WEIGHTS "10.0, 5.0, 1.0"

#define ROWS "SELECT value FROM meta WHERE key = 'rows'"

struct index {
	const struct att_image *image;
	struct sqlite sql;
	sqlite3 *db;
	uint64_t rows;
};

static bool
fail(const struct sqlite *sql, sqlite3 *db, bool made, struct att_error *err)
{
	return att_fail(err, ATT_EIO,
	    made ? _("the index of topics: cannot be searched: %s")
	         : _("the index of topics: cannot make it: %s"),
	    db ? sql->errmsg(db) : _("out of memory"));
}

static int64_t
image_identity(const struct att_image *image)
{
	return (int64_t)att_image_hash(image);
}

static int64_t
number_of(
    const struct sqlite *sql, sqlite3 *db, const char *query, int64_t missing)
{
	sqlite3_stmt *statement = NULL;
	int64_t value = missing;

	if (sql->prepare_v2(db, query, -1, &statement, NULL) == SQLITE_OK &&
	    sql->step(statement) == SQLITE_ROW)
		value = sql->column_int64(statement, 0);
	sql->finalize(statement);
	return value;
}

static bool
is_of(const struct sqlite *sql, sqlite3 *db, const struct att_image *image)
{
	static const char identity[] =
	    "SELECT value FROM meta WHERE key = 'identity'";

	return number_of(sql, db, "PRAGMA application_id", 0) ==
	           INDEX_APPLICATION &&
	       number_of(sql, db, "PRAGMA user_version", 0) == INDEX_FORMAT &&
	       number_of(sql, db, identity, 0) == image_identity(image) &&
	       number_of(sql, db, ROWS, -1) >= 0;
}

/* A path as a URI: only so can SQLite be told that nobody writes the file. */
static char *
file_uri(const char *path)
{
	struct buf uri = {0};

	buf_str(&uri, "file:");
	for (; *path; path++) {
		if (strchr("%?#", *path))
			buf_format(&uri, "%%%02X", (unsigned char)*path);
		else
			buf_char(&uri, *path);
	}
	buf_str(&uri, "?immutable=1");
	buf_cstr(&uri);
	return uri.data;
}

static sqlite3 *
open_file(
    const struct sqlite *sql, const struct att_image *image, const char *path)
{
	char *uri = file_uri(path);
	sqlite3 *db = NULL;
	bool ok;

	ok = access(path, R_OK) == 0 &&
	     sql->open_v2(uri, &db,
	         SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
	         NULL) == SQLITE_OK;
	free(uri);
	if (ok) {
		sql->db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
		sql->db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
		ok = is_of(sql, db, image);
	}
	if (ok)
		return db;
	sql->close(db);
	return NULL;
}

bool
att_topics_fits(const struct att_image *image, const char *path)
{
	struct sqlite sql;
	sqlite3 *db;

	if (!sqlite_load(&sql, NULL))
		return false;
	db = open_file(&sql, image, path);
	sql.close(db);
	sqlite_unload(&sql);
	return db != NULL;
}

/* What a node says about its section without saying it in the text. */
static void
add_terms(struct buf *out, const struct att_image *image, uint32_t node)
{
	static const enum att_attr names[] = {ATT_A_ID, ATT_A_PRIMARY,
	    ATT_A_SECONDARY, ATT_A_TERTIARY, ATT_A_EXPAN, ATT_A_KEY,
	    ATT_A_TITLEABBREV};
	const struct att_node *n = att_node(image, node);

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *value = att_node_attr(image, node, names[i]);

		if (value) {
			buf_str(out, value);
			buf_char(out, '\n');
		}
	}
	if (n->kind == ATT_TERM || n->kind == ATT_TERMREF ||
	    n->kind == ATT_ABBREV) {
		buf_add(out, att_image_text(image, NULL) + n->start,
		    n->end - n->start);
		buf_char(out, '\n');
	}
}

struct build {
	const struct att_image *image;
	const struct sqlite *sql;
	sqlite3 *db;
	sqlite3_stmt *insert;
	struct buf title;
	struct buf terms;
	struct soft soft;
	uint64_t rows;
	bool (*stop)(void *ctx); /* NULL: never */
	void *ctx;
};

static bool
bind(struct build *b, int column, const char *text, size_t size)
{
	return b->sql->bind_text(b->insert, column, text ? text : "", (int)size,
	           SQLITE_STATIC) == SQLITE_OK;
}

/* The nodes of a run: the section itself too, for its first run. */
static void
gather(struct build *b, uint32_t first, uint32_t last)
{
	uint32_t node = att_block(b->image, first)->node;
	uint32_t end =
	    att_node(b->image, att_block(b->image, last - 1)->node)->next;
	uint32_t row = att_section_of(b->image, node);
	const struct att_section *section = att_section(b->image, row);

	buf_clear(&b->title);
	buf_clear(&b->terms);
	if (first == 0 ||
	    att_block(b->image, first - 1)->node < section->node) {
		buf_str(&b->title, att_image_string(b->image, section->title));
		node = section->node;
	}
	for (; node < end; node++)
		add_terms(&b->terms, b->image, node);
}

static bool
add_run(struct build *b, uint32_t first, uint32_t last)
{
	att_pos start = att_block(b->image, first)->start;
	att_pos end = att_block(b->image, last - 1)->end;

	gather(b, first, last);
	soft_remove(
	    &b->soft, att_image_text(b->image, NULL) + start, end - start);
	b->rows++;
	return b->sql->bind_int64(b->insert, 1, first) == SQLITE_OK &&
	       bind(b, 2, b->title.data, b->title.size) &&
	       bind(b, 3, b->terms.data, b->terms.size) &&
	       bind(b, 4, b->soft.text.data, b->soft.text.size) &&
	       b->sql->step(b->insert) == SQLITE_DONE &&
	       b->sql->reset(b->insert) == SQLITE_OK;
}

static bool
add_runs(struct build *b)
{
	uint32_t count = att_block_count(b->image);

	for (uint32_t first = 0; first < count;) {
		uint32_t last = words_run_end(b->image, first);

		if ((b->stop && b->stop(b->ctx)) || !add_run(b, first, last))
			return false;
		first = last;
	}
	return true;
}

static bool
run_sql(const struct build *b, const char *statements)
{
	return b->sql->exec(b->db, statements, NULL, NULL, NULL) == SQLITE_OK;
}

static bool
fill(struct build *b)
{
	static const char schema[] =
	    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
	    "BEGIN;"
	    "CREATE TABLE meta(key TEXT PRIMARY KEY, value INTEGER);"
	    "CREATE VIRTUAL TABLE topic USING fts5(title, terms, body,"
	    " content = '', tokenize = 'unicode61 remove_diacritics 2');";
	char *end = NULL;
	bool ok;

	ok = run_sql(b, schema) &&
	     b->sql->prepare_v2(b->db,
	         "INSERT INTO topic(rowid, title, terms, body)"
	         " VALUES(?, ?, ?, ?)",
	         -1, &b->insert, NULL) == SQLITE_OK &&
	     add_runs(b);
	b->sql->finalize(b->insert);
	end = mem_format(
	    "INSERT INTO topic(topic) VALUES('optimize');"
	    "INSERT INTO meta VALUES('identity', %lld), ('rows', %llu);"
	    "COMMIT; PRAGMA application_id = %d; PRAGMA user_version = %d;",
	    (long long)image_identity(b->image), (unsigned long long)b->rows,
	    INDEX_APPLICATION, INDEX_FORMAT);
	ok = ok && run_sql(b, end);
	free(end);
	buf_done(&b->title);
	buf_done(&b->terms);
	soft_done(&b->soft);
	return ok;
}

/* A new index in a file that is not there yet, or in memory. */
static bool
make(struct build *b, const char *path, struct att_error *err)
{
	const struct sqlite *sql = b->sql;

	if (sql->open_v2(path, &b->db,
	        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
	            SQLITE_OPEN_NOMUTEX,
	        NULL) == SQLITE_OK &&
	    fill(b))
		return true;
	fail(sql, b->db, false, err);
	sql->close(b->db);
	b->db = NULL;
	return false;
}

static bool
build_file(struct build *b, const char *path, struct att_error *err)
{
	/* SQLite takes names like ":memory:" and "" for something else. */
	char *beside = mem_format(
	    "%s%s.%ld.new", path[0] == '/' ? "" : "./", path, (long)getpid());
	bool ok;

	unlink(beside);
	ok = make(b, beside, err) && b->sql->close(b->db) == SQLITE_OK;
	if (ok && rename(beside, path) != 0)
		ok = att_fail(err, ATT_EIO, _("cannot save %s: %s"), path,
		    strerror(errno));
	if (!ok)
		unlink(beside);
	free(beside);
	return ok;
}

bool
att_topics_build(
    const struct att_image *image, const char *path, struct att_error *err)
{
	return att_topics_build_unless(image, path, NULL, NULL, err);
}

bool
att_topics_build_unless(const struct att_image *image, const char *path,
    bool (*stop)(void *ctx), void *ctx, struct att_error *err)
{
	struct sqlite sql;
	struct build b = {
	    .image = image, .sql = &sql, .stop = stop, .ctx = ctx};
	bool ok;

	if (!sqlite_load(&sql, err))
		return false;
	ok = build_file(&b, path, err);
	sqlite_unload(&sql);
	return ok;
}

/* What is never unloaded stays. */
void
att_topics_prepare(void)
{
	struct sqlite sql;

	sqlite_load(&sql, NULL);
}

struct index *
index_open(
    const struct att_image *image, const char *path, struct att_error *err)
{
	struct index *index = mem_alloc(sizeof(*index));

	index->image = image;
	if (sqlite_load(&index->sql, err) && path)
		index->db = open_file(&index->sql, image, path);
	if (index->sql.handle && !index->db) {
		struct build b = {.image = image, .sql = &index->sql};

		if (make(&b, ":memory:", err))
			index->db = b.db;
	}
	if (!index->db) {
		index_close(index);
		return NULL;
	}
	index->rows = (uint64_t)number_of(&index->sql, index->db, ROWS, 0);
	index->sql.exec(index->db,
	    "CREATE VIRTUAL TABLE temp.word USING"
	    " fts5vocab(main, topic, row)",
	    NULL, NULL, NULL);
	return index;
}

void
index_close(struct index *index)
{
	if (index && index->sql.handle) {
		index->sql.close(index->db);
		sqlite_unload(&index->sql);
	}
	free(index);
}

/* In quotes, so that nothing in it is syntax. */
static char *
match_of(const struct word *word)
{
	struct buf out = {0};

	buf_char(&out, '"');
	for (const char *p = word->text; *p; p++) {
		if (*p == '"')
			buf_char(&out, '"');
		buf_char(&out, *p);
	}
	buf_str(&out, word->prefix ? "\"*" : "\"");
	buf_cstr(&out);
	return out.data;
}

/* FTS5's rank is minus the sum of weight * idf of each phrase: one here. Its
 * idf is of this work alone; without it, works can be compared. */
static void
divide_idf(struct index_hits *hits, uint64_t rows)
{
	double n = (double)rows, df = (double)hits->count;
	double idf = log((n - df + 0.5) / (df + 0.5));

	if (idf <= 0)
		idf = 1e-6;
	for (size_t i = 0; i < hits->count; i++)
		hits->hit[i].weight /= idf;
}

uint64_t
index_rows(struct index *index)
{
	return index->rows;
}

struct index_look {
	struct index *index;
	sqlite3_stmt *statement;
	char *match;
	int rc; /* SQLITE_ROW: there may be more */
};

struct index_look *
index_look(struct index *index, const struct word *word)
{
	struct index_look *look = mem_alloc(sizeof(*look));

	look->index = index;
	look->match = match_of(word);
	look->rc = index->sql.prepare_v2(index->db,
	    "SELECT rowid, bm25(topic, " WEIGHTS ") FROM topic"
	    " WHERE topic MATCH ? ORDER BY rowid",
	    -1, &look->statement, NULL);
	if (look->rc == SQLITE_OK)
		look->rc = index->sql.bind_text(
		    look->statement, 1, look->match, -1, SQLITE_STATIC);
	if (look->rc == SQLITE_OK)
		look->rc = SQLITE_ROW;
	return look;
}

static void
collect(struct index_look *look, struct index_hits *hits)
{
	const struct sqlite *sql = &look->index->sql;
	int64_t block = sql->column_int64(look->statement, 0);

	if (block < 0 || block >= att_block_count(look->index->image))
		return; /* a damaged file */
	hits->hit = mem_grow(
	    hits->hit, &hits->cap, hits->count + 1, sizeof(*hits->hit));
	hits->hit[hits->count++] = (struct index_hit){
	    .block = (uint32_t)block,
	    .weight = -sql->column_double(look->statement, 1),
	};
}

int
index_more(struct index_look *look, size_t most, struct index_hits *hits,
    struct att_error *err)
{
	struct index *index = look->index;

	for (; most > 0 && look->rc == SQLITE_ROW; most--) {
		look->rc = index->sql.step(look->statement);
		if (look->rc == SQLITE_ROW)
			collect(look, hits);
	}
	if (look->rc == SQLITE_ROW)
		return 1;
	if (look->rc != SQLITE_DONE) {
		fail(&index->sql, index->db, true, err);
		return -1;
	}
	divide_idf(hits, index->rows);
	return 0;
}

void
index_look_end(struct index_look *look)
{
	if (!look)
		return;
	look->index->sql.finalize(look->statement);
	free(look->match);
	free(look);
}

static void
add_word(struct index_words *words, const char *text, int64_t count)
{
	words->word = mem_grow(
	    words->word, &words->cap, words->count + 1, sizeof(*words->word));
	words->word[words->count++] = (struct index_word){
	    .text = mem_dup(text),
	    .count = (uint64_t)count,
	};
}

void
index_complete(struct index *index, const char *prefix, size_t limit,
    struct index_words *words)
{
	sqlite3_stmt *statement = NULL;
	char *after = mem_format("%s\xF4\x8F\xBF\xBF", prefix);

	if (index->sql.prepare_v2(index->db,
	        "SELECT term, cnt FROM temp.word WHERE term >= ? AND"
	        " term < ? ORDER BY cnt DESC, term LIMIT ?",
	        -1, &statement, NULL) == SQLITE_OK &&
	    index->sql.bind_text(statement, 1, prefix, -1, SQLITE_STATIC) ==
	        SQLITE_OK &&
	    index->sql.bind_text(statement, 2, after, -1, SQLITE_STATIC) ==
	        SQLITE_OK &&
	    index->sql.bind_int64(statement, 3, (int64_t)limit) == SQLITE_OK) {
		while (index->sql.step(statement) == SQLITE_ROW)
			add_word(words,
			    (const char *)index->sql.column_text(statement, 0),
			    index->sql.column_int64(statement, 1));
	}
	index->sql.finalize(statement);
	free(after);
}

#endif
