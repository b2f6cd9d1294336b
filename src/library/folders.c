/* Walking a folder for documents. */
#include "library/set.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif

#include "base/mem.h"
#include "base/message.h"

struct entry {
	char *path;  /* below the folder */
	bool linked; /* reached by a symbolic link */
};

struct entries {
	struct entry *item;
	size_t count;
	size_t cap;
};

struct walk {
	struct att_library *library;
	const char *top;
	struct entries documents;
	struct entries folders; /* still to be walked, and those that are */
	dev_t device;           /* of the folder walked last */
	struct seen seen;       /* folders, by device and inode */
	struct att_error *err;
};

bool
is_document_name(const char *name)
{
	static const char *const extensions[] = {
	    ".xml", ".dbk", ".docbook", ".tei", ".odd"};
	const char *dot = strrchr(name, '.');

	if (!dot || dot == name)
		return false;
	for (size_t i = 0; i < COUNT(extensions); i++) {
		if (strcasecmp(dot, extensions[i]) == 0)
			return true;
	}
	return false;
}

static void
push(struct entries *entries, const char *folder, const char *name, bool linked)
{
	entries->item = mem_grow(entries->item, &entries->cap,
	    entries->count + 1, sizeof(*entries->item));
	entries->item[entries->count++] = (struct entry){
	    folder[0] ? mem_format("%s/%s", folder, name) : mem_dup(name),
	    linked};
}

static void
free_entries(struct entries *entries)
{
	for (size_t i = 0; i < entries->count; i++)
		free(entries->item[i].path);
	free(entries->item);
}

/* DT_REG, DT_DIR or anything else; *linked is set for symbolic links. */
static unsigned char
type_of(DIR *dir, const struct dirent *entry, bool *linked)
{
	struct stat st;
	unsigned char type = entry->d_type;

	if (type == DT_UNKNOWN &&
	    fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0)
		type = (unsigned char)IFTODT(st.st_mode);
	if (type == DT_LNK) {
		*linked = true;
		if (fstatat(dirfd(dir), entry->d_name, &st, 0) == 0)
			type = (unsigned char)IFTODT(st.st_mode);
	}
	return type;
}

static bool
take_entry(struct walk *w, DIR *dir, const struct dirent *entry,
    const struct entry *folder)
{
	bool linked = folder->linked;
	unsigned char type;

	if (entry->d_name[0] == '.')
		return true;
	type = type_of(dir, entry, &linked);
	if (type == DT_DIR) {
		if (w->folders.count == LIBRARY_MAX_FOLDERS)
			return att_fail(w->err, ATT_ELIMIT,
			    _("%s holds more than %d folders"), w->top,
			    LIBRARY_MAX_FOLDERS);
		push(&w->folders, folder->path, entry->d_name, linked);
	} else if (type == DT_REG && is_document_name(entry->d_name)) {
		if (w->documents.count == LIBRARY_MAX_WORKS)
			return att_fail(w->err, ATT_ELIMIT,
			    _("%s holds more than %d documents"), w->top,
			    LIBRARY_MAX_WORKS);
		push(&w->documents, folder->path, entry->d_name, linked);
	}
	return true;
}

static size_t
depth_of(const char *path)
{
	size_t depth = 0;

	for (; *path; path++)
		depth += *path == '/';
	return depth;
}

/* Folders that cannot be opened are trouble, unless it is the top one. */
static bool
refuse_folder(struct walk *w, const char *path, const char *below)
{
	struct att_error err;

	att_fail(&err, ATT_EIO, _("cannot open the folder %s: %s"), path,
	    strerror(errno));
	if (!below[0])
		return att_fail(w->err, ATT_EIO, "%s", err.text);
	library_trouble(w->library, err.text);
	return true;
}

/* A tree that the kernel makes up while it is read, such as /proc: endless, and
 * reading its files may do things. */
static bool
is_made_up(int fd)
{
#ifdef __linux__
	static const unsigned long types[] = {
	    0x9fa0,               /* proc */
	    0x62656572,           /* sysfs */
	    0x64626720,           /* debugfs */
	    0x74726163,           /* tracefs */
	    0x73636673,           /* securityfs */
	    0x6e736673,           /* namespaces */
	    0xcafe4a11,           /* bpf */
	    0x27e0eb, 0x63677270, /* cgroups */
	};
	struct statfs fs;

	if (fstatfs(fd, &fs) != 0)
		return false;
	for (size_t i = 0; i < COUNT(types); i++) {
		if ((unsigned long)fs.f_type == types[i])
			return true;
	}
#else
	(void)fd;
#endif
	return false;
}

/* Asked where a file system begins. */
static bool
is_walkable(struct walk *w, int fd, const char *path, dev_t device, bool top)
{
	struct att_error err;

	if (device == w->device && !top)
		return true;
	w->device = device;
	if (!is_made_up(fd))
		return true;
	w->device = 0;
	att_fail(top ? w->err : &err, ATT_EINPUT,
	    _("the folder %s is the system's own and holds no works"), path);
	if (!top)
		library_trouble(w->library, err.text);
	return false;
}

/* Entries move as more are pushed, so the folder is given by value. */
static bool
walk_folder(struct walk *w, struct entry folder)
{
	char *path = folder.path[0] ? mem_format("%s/%s", w->top, folder.path)
	             : w->top[0]    ? mem_dup(w->top)
	                            : mem_dup("/");
	DIR *dir = opendir(path);
	struct dirent *entry;
	struct stat st;
	bool ok = true;

	if (!dir) {
		ok = refuse_folder(w, path, folder.path);
	} else if (depth_of(folder.path) < LIBRARY_MAX_DEPTH &&
	           fstat(dirfd(dir), &st) == 0 &&
	           seen_add(&w->seen, st.st_dev, st.st_ino)) {
		bool top = !folder.path[0];

		if (!is_walkable(w, dirfd(dir), path, st.st_dev, top))
			ok = !top;
		else
			while (ok && (entry = readdir(dir)))
				ok = take_entry(w, dir, entry, &folder);
	}
	if (dir)
		closedir(dir);
	free(path);
	return ok;
}

/* By name, a folder's own documents before those of its folders. */
static int
compare(const void *a, const void *b)
{
	const unsigned char *p =
	    (const unsigned char *)((const struct entry *)a)->path;
	const unsigned char *q =
	    (const unsigned char *)((const struct entry *)b)->path;

	while (*p && *p == *q) {
		p++;
		q++;
	}
	if (*p == '/' || *q == '/')
		return (*p == '/' && *q) - (*q == '/' && *p);
	return *p - *q;
}

static bool
is_outside(const char *real, const char *real_top)
{
	size_t size = strlen(real_top);

	return strncmp(real, real_top, size) != 0 || real[size] != '/';
}

static void
add_document(struct walk *w, const struct entry *entry, const char *real_top,
    size_t root)
{
	char *path = mem_format("%s/%s", w->top, entry->path);
	char *real = entry->linked ? realpath(path, NULL)
	                           : mem_format("%s/%s", real_top, entry->path);
	size_t size = (size_t)(strrchr(entry->path, '.') - entry->path);
	char *name = mem_ndup(entry->path, size);

	if (real && w->library->count < LIBRARY_MAX_WORKS &&
	    !(w->library->opts.closed && is_outside(real, real_top)))
		library_add(
		    w->library, name, path, real, root, ORIGIN_DIRECTORY);
	free(name);
	free(real);
	free(path);
}

/* A name that leads downwards: no "..", not absolute. */
static bool
leads_below(const char *name)
{
	return name[0] != '/' && strcmp(name, "..") != 0 &&
	       strncmp(name, "../", 3) != 0 && !strstr(name, "/../") &&
	       name[0] != '\0';
}

/* Add the works that are wanted by name, without a walk; false when one is no
 * file of that name, nothing added then. */
static bool
find_only(struct att_library *library, const char *shown, const char *real,
    size_t root, const char *const *only)
{
	size_t before = library->count;
	bool ok = true;

	for (size_t i = 0; ok && only[i]; i++) {
		char *path = mem_format("%s/%s.xml", real, only[i]);
		char *inside = realpath(path, NULL);
		struct stat st;
		size_t size = strlen(real);

		/* A link out of the folder is for the walk to judge. */
		ok = leads_below(only[i]) && inside &&
		     strncmp(inside, real, size) == 0 && inside[size] == '/' &&
		     stat(inside, &st) == 0 && S_ISREG(st.st_mode);
		if (ok) {
			char *as = mem_format("%s/%s.xml", shown, only[i]);

			library_add(library, only[i], as, inside, root,
			    ORIGIN_DIRECTORY);
			free(as);
		}
		free(inside);
		free(path);
	}
	while (!ok && library->count > before)
		library_drop_last(library);
	return ok;
}

bool
find_below(struct att_library *library, const char *path, struct att_error *err)
{
	char *real = realpath(path, NULL);
	struct walk w = {.library = library,
	    .top = strcmp(path, "/") == 0 ? "" : path,
	    .err = err};
	size_t root;
	bool ok = true;

	if (!real)
		return att_fail(err, ATT_EIO,
		    _("cannot open the folder %s: %s"), path, strerror(errno));
	root = library_root(library, real);
	if (library->opts.only &&
	    find_only(library, w.top, real, root, library->opts.only)) {
		free(real);
		return true;
	}
	push(&w.folders, "", "", false);
	for (size_t i = 0; ok && i < w.folders.count; i++)
		ok = walk_folder(&w, w.folders.item[i]);
	if (ok && w.documents.count == 0)
		ok = att_fail(err, ATT_ENOTFOUND,
		    _("the folder %s holds no XML documents"), path);
	if (ok && w.documents.count > 1)
		qsort(w.documents.item, w.documents.count,
		    sizeof(*w.documents.item), compare);
	for (size_t i = 0; ok && i < w.documents.count; i++)
		add_document(&w, &w.documents.item[i],
		    strcmp(real, "/") == 0 ? "" : real, root);
	free_entries(&w.documents);
	free_entries(&w.folders);
	seen_done(&w.seen);
	free(real);
	return ok;
}
