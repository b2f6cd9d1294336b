#!/bin/sh
# Every action is tried in a key script ("do NAME"; "# do NAME" in a script for
# a pseudo-terminal), and the manual pages have the tables of the program and
# the variables that it reads, and listings that fit a narrow terminal.
cd "${srcdir:?}" || exit 1
actions=$(awk '/^#define ACTIONS/ { on = 1; next }
	on && /X\(/ { split($0, part, "\""); print part[2] }
	on && !/\\$/ { exit }' src/ui/action.h | grep -v '^none$')
echo "1..5"
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
number=1
for page in attache.1 attache-config.5; do
	number=$((number + 1))
	if out=$(tools/manual-lists.sh man/$page | diff man/$page -); then
		out=
	fi
	result $number "the lists in $page are those of the program" "$out"
done
# Variables of the environment.
result 4 "every variable is in a manual page" "$(
    grep -rhoE 'getenv\("[A-Z_]+"|"(ATTACHE|XDG|LC)_[A-Z_]+"' src \
        --include='*.c' | sed 's/.*"\([A-Z_]*\)"/\1/' | sort -u |
    while read -r variable; do
	grep -qw -e "$variable" man/attache*.[1-8] || echo "$variable"
    done)"
# As far as they may be broken: a line of sshd_config may not.
result 5 'listings in the manual pages fit 60 columns' "$(
    awk '/^\.Bd/ { room = 60 - 5 - (/ 2n$/ ? 2 : 7) }
	/^\.Ed/ { room = 0 }
	/^\./ || /ForceCommand/ { next }
	room && length($0) - gsub(/\\e/, "&") > room {
		print FILENAME ": " $0
	}' man/attache*.[1-8])"
