/* Names and classes of kinds. */
#include "attache/kind.h"

#include <assert.h>
#include <string.h>

static const struct {
	const char *name;
	enum att_class class;
} kinds[] = {
#define X(id, name, class) [ATT_##id] = { name, ATT_CLASS_##class },
	ATT_KINDS(X)
#undef X
};

static const char *const attrs[] = {
#define X(id, name) [ATT_A_##id] = name,
	ATT_ATTRS(X)
#undef X
};

const char *
att_kind_name(enum att_kind kind)
{
	assert(kind < ATT_KIND_COUNT);
	return kinds[kind].name;
}

enum att_class
att_kind_class(enum att_kind kind)
{
	assert(kind < ATT_KIND_COUNT);
	return kinds[kind].class;
}

enum att_kind
att_kind_of(const char *name)
{
	for (unsigned i = 0; i < ATT_KIND_COUNT; i++) {
		if (strcmp(kinds[i].name, name) == 0)
			return (enum att_kind)i;
	}
	return ATT_KIND_COUNT;
}

const char *
att_attr_name(enum att_attr attr)
{
	assert(attr < ATT_ATTR_COUNT);
	return attrs[attr];
}
