/* Where the reading helper is. */
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
helper_path(void)
{
	char self[PATH_MAX];
	ssize_t size = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *path, *slash;

	if (size > 0) {
		self[size] = '\0';
		slash = strrchr(self, '/');
		if (slash)
			*slash = '\0';
		path = mem_format("%s/" HELPER_NAME, self);
		if (access(path, X_OK) == 0)
			return path;
		free(path);
	}
	return mem_dup(ATTACHE_LIBEXECDIR "/" HELPER_NAME);
}
