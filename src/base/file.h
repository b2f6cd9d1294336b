/* Files and the places where a program keeps them. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "attache/error.h"

enum file_place { FILE_DATA, FILE_STATE, FILE_CONFIG, FILE_CACHE };

/* The program's folder of that place (XDG base directories, 0.8; relative
 * values are ignored as it says), made with mode 0700 when make is set.
 * Caller frees; NULL with err when there is no home or it cannot be made. */
char *file_place(enum file_place place, bool make, struct att_error *err);

/* Read a regular file of at most max bytes. Caller frees *data, which ends
 * with a NUL that is not counted. Never blocks on FIFOs or devices. */
bool file_read(const char *path, size_t max, char **data, size_t *size,
    struct att_error *err);
bool file_write_all(int fd, const void *data, size_t size);
/* After a write that failed: whether to try again. Where another program left
 * the terminal or pipe such that it does not wait, this does. */
bool file_write_again(int fd);
/* The folder of path, "." when it names none. Caller frees. */
char *file_folder_of(const char *path);
/* Make path and its missing parents with mode. */
bool file_make_folders(const char *path, unsigned mode,
    struct att_error *err);

/* Replace path: written beside, synced, renamed, folder synced. A symbolic
 * link stays one and its target is replaced; the mode is kept. Several
 * programs must agree by file_lock, since the name beside is always the same:
 * then a killed one leaves at most one file behind, which the next removes. */
bool file_replace(const char *path, const void *data, size_t size,
    struct att_error *err);
/* Add bytes at the end of a file of lines, which is made when it is missing. A
 * line that was cut short before is ended first. One write. */
bool file_append(const char *path, const char *data, size_t size, bool sync,
    struct att_error *err);
/* Rename path (or what it links to) to "path.SUFFIX", or "path.SUFFIX-2" and so
 * on where that exists: nothing is overwritten. Caller frees the new name;
 * NULL with err when it fails. */
char *file_set_aside(const char *path, const char *suffix,
    struct att_error *err);

/* An exclusive lock through path.lock, waiting at most wait_ms. Returns a
 * descriptor to pass to file_unlock, -1 with err otherwise. */
int file_lock(const char *path, int wait_ms, struct att_error *err);
void file_unlock(int lock);

/* Called with the name of each system call of file_replace, file_append and
 * file_set_aside before it is made, when a program defines it: the tests do,
 * to fail there with the errno it returns or to be killed there. */
int file_step(const char *call) __attribute__((weak));

/* 64-bit hash of bytes, not for security. */
unsigned long long file_hash(const void *data, size_t size,
    unsigned long long seed);

#endif
