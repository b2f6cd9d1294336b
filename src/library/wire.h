/* What attache and its reading helper attache-xml say to each other, over a
 * sequenced socket pair: a message is one struct, and the file to write to
 * comes with a request as a passed descriptor. Both are always of one build;
 * the greeting makes sure of it. */
#ifndef LIBRARY_WIRE_H
#define LIBRARY_WIRE_H

#include <limits.h>
#include <stdint.h>

enum {
	WIRE_FD = 3, /* the helper's end */
	WIRE_MAGIC = 0x78617474,
	WIRE_SECONDS = 60,   /* of a processor for one work */
	WIRE_MEGABYTES = 512 /* of memory for one work */
};

struct wire_request {
	uint32_t magic;
	uint32_t spare;
	char
	    path[PATH_MAX]; /* absolute, NUL-terminated; only so much is sent */
};

enum wire_result {
	WIRE_HELLO,    /* the helper is confined and waits for requests */
	WIRE_WORK,     /* the image is written */
	WIRE_OTHER,    /* XML of no vocabulary */
	WIRE_FAILED,   /* not readable; text says why */
	WIRE_UNWRITTEN /* read, but the image could not be written */
};

struct wire_answer {
	uint32_t magic;
	uint32_t result; /* enum wire_result */
	uint32_t code;   /* enum att_code of text */
	uint32_t format; /* HELLO: ATT_IMAGE_FORMAT */
	uint32_t holds;  /* HELLO: SANDBOX_ bits */
	char text[512];  /* NUL-terminated */
};

/* Exit status of a helper whose memory ran out. */
enum { WIRE_EXIT_MEMORY = 3 };

#endif
