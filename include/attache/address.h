/* The address of a place: attache://WORK#FRAGMENT, or file:///PATH#FRAGMENT for
 * a work that belongs to no library. The fragment is what where.h reads and
 * writes: an id, "id+offset", a path of sections, or nothing. */
#ifndef ATTACHE_ADDRESS_H
#define ATTACHE_ADDRESS_H

#include <stdbool.h>

/* A work is a name or an absolute path. What an address cannot hold is
 * percent-encoded. Caller frees. */
char *att_address_format(const char *work, const char *fragment);

/* Reads attache://WORK#F, attache:WORK#F and file:///PATH#F; without a scheme,
 * WORK#F as it stands. Caller frees both, which are never NULL after true.
 * False when it is the address of something else. */
bool att_address_parse(const char *address, char **work, char **fragment);

#endif
