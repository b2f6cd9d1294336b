/* The table of actions as data. */
#include "ui/action.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"

static const struct action_info actions[] = {
#define X(id, context, name, help) [ACT_##id] = {name, help, CTX_##context},
    ACTIONS(X)
#undef X
};
_Static_assert(COUNT(actions) == ACT_COUNT, "every action is described");

const struct action_info *
action_info(enum action action)
{
	assert(action < ACT_COUNT);
	return &actions[action];
}

enum action
action_find(const char *name)
{
	int i = 0;

	while (i < ACT_COUNT && strcmp(actions[i].name, name) != 0)
		i++;
	return (enum action)i;
}
