/* Where the reading helper, attache-xml, is. */
#ifndef BASE_HELPER_H
#define BASE_HELPER_H

/* Beside the running program (a build tree), else where it was installed.
 * Caller frees; never NULL. Whether it is there shows when it is started. */
char *helper_path(void);

#endif
