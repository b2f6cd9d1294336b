/* Without libFuzzer: run a fuzz target over files, and over all files of
 * folders. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"

enum { INPUT_MAX = 256 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
replay_file(const char *path)
{
	struct att_error err;
	uint8_t *exact;
	char *data;
	size_t size;

	if (!file_read(path, INPUT_MAX, &data, &size, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	fprintf(stderr, "Running: %s\n", path);
	/* Without the NUL behind, so that reading over the end shows. */
	exact = malloc(size ? size : 1);
	if (!exact)
		return 1;
	for (size_t i = 0; i < size; i++)
		exact[i] = (uint8_t)data[i];
	free(data);
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
	return 0;
}

static int
replay(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	int status = 0;

	if (!dir)
		return replay_file(path);
	while ((entry = readdir(dir))) {
		char *below;

		if (entry->d_name[0] == '.')
			continue;
		below = mem_format("%s/%s", path, entry->d_name);
		status |= replay(below);
		free(below);
	}
	closedir(dir);
	return status;
}

int
main(int argc, char **argv)
{
	int status = 0;

	if (argc < 2) {
		fprintf(stderr, "usage: %s FILE|FOLDER...\n", argv[0]);
		return 2;
	}
	for (int i = 1; i < argc; i++)
		status |= replay(argv[i]);
	return status;
}
