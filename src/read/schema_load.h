/* What a check against a schema may read: the document's folder and the
 * system's XML, as when a work is read. */
#ifndef READ_SCHEMA_LOAD_H
#define READ_SCHEMA_LOAD_H

/* From now on. The document's folder is the process's: libxml2 asks for files
 * without saying for which document. */
void schema_load_here(void);

#endif
