/* Where the running program and its reading helper, attache-xml, are. */
#ifndef BASE_HELPER_H
#define BASE_HELPER_H

/* NULL when the system does not tell. Caller frees. */
char *program_folder(void);
/* Beside the running program (a build tree), else where it was installed.
 * Caller frees; never NULL. Whether it is there shows when it is started. */
char *helper_path(void);

#endif
