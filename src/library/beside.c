/* Running from where the program was built. */
#include "library/set.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

char *
beside_program(const char *const *names, size_t count)
{
	char program[4096];
	ssize_t size = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash, *path = NULL;

	if (size < 0)
		return NULL;
	program[size] = '\0';
	slash = strrchr(program, '/');
	if (!slash)
		return NULL;
	*slash = '\0';
	for (size_t i = 0; i < count && !path; i++) {
		path = mem_format("%s/%s", program, names[i]);
		if (access(path, F_OK) != 0) {
			free(path);
			path = NULL;
		}
	}
	return path;
}
