/* A search as its makers see it: search.c and run.c. */
#ifndef SEARCH_SEARCH_PARTS_H
#define SEARCH_SEARCH_PARTS_H

#include "attache/search.h"
#include "search/scan.h"

struct att_search {
	struct scan scan;
	struct pattern_run *run; /* its own; NULL when it is a thread's */
};

#endif
