/* The peer of bench_read: libxml2's SAX2 parser with empty handlers over all
 * XML files of a folder, one process, one core.
 *
 *   bench_sax FOLDER     prints seconds and megabytes */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libxml/parser.h>

#include "base/file.h"
#include "base/mem.h"

static void
element(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int spaces, const xmlChar **space, int attrs,
    int defaults, const xmlChar **attr)
{
	(void)ctx, (void)name, (void)prefix, (void)uri, (void)spaces;
	(void)space, (void)attrs, (void)defaults, (void)attr;
}

static void
end(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	(void)ctx, (void)name, (void)prefix, (void)uri;
}

static void
text(void *ctx, const xmlChar *bytes, int size)
{
	(void)ctx, (void)bytes, (void)size;
}

static size_t
parse(const char *path)
{
	xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
	    .startElementNs = element,
	    .endElementNs = end,
	    .characters = text,
	    .ignorableWhitespace = text};
	xmlParserCtxtPtr ctxt;
	char *data;
	size_t size;

	if (!file_read(path, 1u << 30, &data, &size, NULL))
		return 0;
	ctxt = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
	if (!ctxt)
		exit(2);
	xmlCtxtUseOptions(ctxt, XML_PARSE_NONET | XML_PARSE_HUGE);
	xmlParseChunk(ctxt, data, (int)size, 1);
	if (ctxt->myDoc)
		xmlFreeDoc(ctxt->myDoc);
	xmlFreeParserCtxt(ctxt);
	free(data);
	return size;
}

static size_t
walk(const char *path)
{
	DIR *dir = opendir(path);
	size_t size = strlen(path), bytes = 0;
	struct dirent *entry;

	if (!dir)
		return size > 4 && strcmp(path + size - 4, ".xml") == 0
		           ? parse(path)
		           : 0;
	while ((entry = readdir(dir))) {
		char *below;

		if (entry->d_name[0] == '.')
			continue;
		below = mem_format("%s/%s", path, entry->d_name);
		bytes += walk(below);
		free(below);
	}
	closedir(dir);
	return bytes;
}

int
main(int argc, char **argv)
{
	struct timespec from, to;
	size_t bytes;

	if (argc != 2)
		return 2;
	xmlInitParser();
	clock_gettime(CLOCK_MONOTONIC, &from);
	bytes = walk(argv[1]);
	clock_gettime(CLOCK_MONOTONIC, &to);
	printf("%.6f %.3f\n",
	    (double)(to.tv_sec - from.tv_sec) +
	        (double)(to.tv_nsec - from.tv_nsec) / 1e9,
	    (double)bytes / 1e6);
	return bytes == 0;
}
