/* Where an installation keeps things; configure says. */
#ifndef LIBRARY_PLACE_H
#define LIBRARY_PLACE_H

#ifndef ATTACHE_DATADIR
#define ATTACHE_DATADIR "/usr/local/share/attache" /* works/ */
#endif
#ifndef ATTACHE_SYSCACHEDIR
#define ATTACHE_SYSCACHEDIR "/var/cache/attache"
#endif

#endif
