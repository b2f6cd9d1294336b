/* Running from where the program was built. */
#include "library/set.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/helper.h"
#include "base/mem.h"

char *
beside_program(const char *const *names, size_t count)
{
	char *folder = program_folder();
	char *path = NULL;

	for (size_t i = 0; folder && i < count && !path; i++) {
		path = mem_format("%s/%s", folder, names[i]);
		if (access(path, F_OK) != 0) {
			free(path);
			path = NULL;
		}
	}
	free(folder);
	return path;
}
