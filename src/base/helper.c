/* Where the running program and its reading helper are. */
#include "base/helper.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

#ifndef ATTACHE_LIBEXECDIR
#define ATTACHE_LIBEXECDIR "/usr/local/libexec/attache"
#endif

#define HELPER_NAME "attache-xml"

char *
program_folder(void)
{
	char self[PATH_MAX];
	ssize_t size = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;

	if (size <= 0)
		return NULL;
	self[size] = '\0';
	slash = strrchr(self, '/');
	return slash ? mem_ndup(self, (size_t)(slash - self)) : NULL;
}

char *
helper_path(void)
{
	char *folder = program_folder();
	char *path = folder ? mem_format("%s/" HELPER_NAME, folder) : NULL;

	free(folder);
	if (path && access(path, X_OK) == 0)
		return path;
	free(path);
	return mem_dup(ATTACHE_LIBEXECDIR "/" HELPER_NAME);
}
