/* The set of works, as the files of this module share it. */
#ifndef LIBRARY_SET_H
#define LIBRARY_SET_H

#include "attache/library.h"

#include "library/cache.h"
#include "library/map.h"

/* Limits of a library. */
enum {
	LIBRARY_MAX_WORKS = 32768, /* each mapped image counts for the kernel */
	LIBRARY_MAX_FOLDERS = 65536,
	LIBRARY_MAX_DEPTH = 64 /* folders in folders */
};

enum origin { ORIGIN_INSTALLED, ORIGIN_FILE, ORIGIN_DIRECTORY };

enum work_state {
	WORK_NEW,   /* not asked for yet */
	WORK_READY, /* its image is known to fit, and not mapped yet */
	WORK_LOADED,
	WORK_FAILED,  /* problem says why */
	WORK_OTHER,   /* XML of no vocabulary */
	WORK_FRAGMENT /* part of another work */
};

struct work {
	char *name;
	char *path; /* as to be shown */
	char *real;
	size_t root; /* row of the roots */
	enum origin origin;
	enum work_state state;
	struct att_image *image;
	char *problem;
	char *topics; /* beside a shared image; NULL: in the user's folder */
};

/* A link into another work, known by the hash of the part after '#'. */
struct outlink {
	uint64_t fragment;
	uint32_t work;
	uint32_t link;
};

struct att_library {
	struct att_library_opts opts;
	struct cache cache;
	char *helper;
	struct work *work;
	size_t count;
	size_t cap;
	/* Where works may lie, real paths: an argument that is a folder, the
	 * folder of one that is a file, the folder of an installed work. */
	char **root;
	size_t root_count;
	size_t root_cap;
	char **trouble; /* about folders; works have their own */
	size_t trouble_count;
	size_t trouble_cap;
	size_t passed_over;

	struct map by_name;
	struct map by_real;
	struct map by_base; /* last part of the name; SIZE_MAX: several */
	struct seen
	    refused; /* paths that a link led to and that are no works */

	/* Of the works that are loaded; made anew when there are more. */
	size_t ready;        /* works of that state */
	size_t loaded;       /* works, counted as they come */
	size_t known_loaded; /* what by_id and outlink stand for */
	size_t known_parts;  /* what by_part stands for */
	struct map by_id;    /* of the root element */
	struct map
	    by_part; /* of included files, by real path: see part_value */
	char **part; /* the keys of by_part */
	size_t part_count;
	size_t part_cap;
	struct outlink *outlink; /* sorted */
	size_t outlink_count;
};

/* find.c: arguments to works. */
bool find_argument(
    struct att_library *library, const char *arg, struct att_error *err);
bool find_installed(struct att_library *library, struct att_error *err);
/* The row of an installed work, added when need be; SIZE_MAX: there is none. */
size_t find_installed_name(struct att_library *library, const char *name);
/* Where the work installed under that name is; caller frees, NULL: nowhere. */
char *find_installed_path(const char *name);
/* A file, added; SIZE_MAX with errno when it cannot be. */
size_t find_file(struct att_library *library, const char *path);
/* beside.c: what lies by the program when it runs from where it was built.
 * Caller frees; NULL when there is none. */
char *beside_program(const char *const *names, size_t count);

/* folders.c: the documents below a folder; false when there are too many or
 * when it cannot be opened. */
bool find_below(
    struct att_library *library, const char *path, struct att_error *err);
bool is_document_name(const char *name);

/* names.c: rows of the set. */
size_t library_root(struct att_library *library, const char *real);
/* Add a work unless it is there; name is made unique, all is copied. Returns
 * its row. */
size_t library_add(struct att_library *library, const char *name,
    const char *path, const char *real, size_t root, enum origin origin);
void library_drop_last(struct att_library *library);
void library_map(struct att_library *library); /* after rows have moved */
void library_trouble(struct att_library *library, const char *text);
void work_done(struct work *work);
/* The last part of a path without extension. Caller frees. */
char *path_base(const char *path);
char *path_folder(const char *path); /* caller frees; "." where there is none */
/* How to show the path of a file when one with the real path from is shown
 * below shown_folder: relative to that where it can be. Caller frees. */
char *path_shown(const char *shown_folder, const char *from, const char *real);
/* folder/name with "." and ".." taken out. Caller frees. */
char *path_join(const char *folder, const char *name);

/* load.c */
const struct att_image *load_work(
    struct att_library *library, size_t work, struct att_error *err);
bool work_source(const struct work *work, struct source *source);

/* progress.c: a line on stderr while it is a terminal and the work is long. */
struct progress {
	bool shown; /* at all */
	bool drawn;
	int columns; /* of the line */
	int64_t next; /* ms, when to draw again */
};

void progress_open(struct progress *p, bool quiet);
void progress_draw(struct progress *p, size_t done, size_t total);
void progress_close(struct progress *p);

#endif
