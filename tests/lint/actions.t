#!/bin/sh
# Every action is tried in a key script ("do NAME"; "# do NAME" in a script for
# a pseudo-terminal), and the
# manual page of the configuration has the tables of the program.
cd "${srcdir:?}" || exit 1
actions=$(awk '/^#define ACTIONS/ { on = 1; next }
	on && /X\(/ { split($0, part, "\""); print part[2] }
	on && !/\\$/ { exit }' src/ui/action.h | grep -v '^none$')
echo "1..2"
missing() { # FILES: those names that the text on standard input has not
	awk 'NR == FNR { have[$1] = 1; next } !($1 in have)' - "$1"
}
names=$(mktemp) || exit 1
trap 'rm -f "$names"' EXIT
printf '%s\n' "$actions" >"$names"
result() {
	if [ -z "$3" ]; then
		echo "ok $1 - $2"
	else
		echo "not ok $1 - $2"
		printf '%s\n' "$3" | sed 's/^/# /'
	fi
}
result 1 'every action is in a key script' \
    "$({ echo; sed -n 's/^do \([a-z-]*\).*/\1/p' tests/screen/*.keys
	sed -n 's/^# do \([a-z-]*\)$/\1/p' tests/tty/attache/*.tty
	} 2>/dev/null | missing "$names")"
if out=$(tools/config-lists.sh man/attache-config.5 |
    diff man/attache-config.5 -); then out=; fi
result 2 'the lists in attache-config(5) are those of the program' "$out"
