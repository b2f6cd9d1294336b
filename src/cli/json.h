/* JSON Lines: one object a record, keys in the order they are written. */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct out;

struct json {
	struct out *out;
	bool more; /* a value was written in the innermost object or array */
};

void json_begin(struct json *json, struct out *out);
void json_end(struct json *json); /* and the end of the line */

/* Valid UTF-8 whatever comes in (ill-formed bytes become U+FFFD); controls
 * and characters that draw nothing are escaped. NULL gives null. */
void json_string(struct json *json, const char *name, const char *value);
void json_text(
    struct json *json, const char *name, const char *value, size_t size);
void json_number(struct json *json, const char *name, int64_t value);
/* With so many decimals. */
void json_real(struct json *json, const char *name, double value, int decimals);
void json_bool(struct json *json, const char *name, bool value);
void json_null(struct json *json, const char *name);
/* Strings parted by a byte, as an array. */
void json_list(
    struct json *json, const char *name, const char *values, char between);

#endif
