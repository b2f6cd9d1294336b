#!/bin/sh
# The unit tests and a few commands under valgrind: no error, no leak. Tests
# that take minutes so only when VALGRIND=all is set.
srcdir=${srcdir:-$(cd "$(dirname "$0")/.." && pwd)}
builddir=${builddir:-$PWD}
skip()
{
	echo "1..0 # SKIP $1"
	exit 0
}
command -v valgrind >/dev/null || skip 'valgrind is missing'
nm "$builddir/attache" 2>/dev/null | grep -q __asan_init &&
    skip 'this build has sanitizers of its own'
valgrind -q "$builddir/attache" --version >/dev/null 2>&1 ||
    skip 'valgrind does not run attache here'

work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
XDG_CACHE_HOME=$work/cache
XDG_DATA_HOME=$work/data
XDG_STATE_HOME=$work/data
XDG_CONFIG_HOME=$work/data
LC_ALL=C.UTF-8
TERM=dumb
export XDG_CACHE_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME LC_ALL TERM
unset CMOCKA_MESSAGE_OUTPUT
count=0

# What it finds, and that alone, gives status 99. Children that tests end on
# purpose have nothing to free.
check() # NAME PROGRAM ARGUMENT...
{
	name=$1
	shift
	rm -f "$work"/log.*
	valgrind -q --error-exitcode=99 --leak-check=full \
	    --show-leak-kinds=definite,indirect --errors-for-leak-kinds=definite \
	    --suppressions="$srcdir/tests/valgrind.supp" \
	    --child-silent-after-fork=yes --log-file="$work/log.%p" \
	    "$@" >"$work/out" 2>&1 </dev/null
	status=$?
	count=$((count + 1))
	if [ $status -ne 99 ] && ! cat "$work"/log.* | grep -q '^==.*at 0x'; then
		echo "ok $count - $name"
	else
		echo "not ok $count - $name"
		cat "$work"/log.* | head -n 40 | sed 's/^/# /'
	fi
}

for test in "$builddir"/test_*; do
	case $test in
	*.log | *.trs | *.o) continue ;;
	esac
	[ -f "$test" ] && [ -x "$test" ] || continue
	case ${VALGRIND-}:${test##*/} in
	all:*) ;;
	*:test_search | *:test_where | *:test_layout | *:test_bookmarks)
		count=$((count + 1))
		echo "ok $count - ${test##*/} # SKIP slow: VALGRIND=all runs it"
		continue
		;;
	esac
	check "${test##*/}" "$test"
done
for work_file in "$srcdir/tests/cli/data/manual.xml" \
    "$srcdir/tests/cli/data/letter.xml"; do
	for command in toc show check links terms dates places 'topics the' \
	    'search the|a' 'search -i --json (?<=a)[a-z]+'; do
		set -f
		set -- $command
		set +f
		name="attache $command ${work_file##*/}"
		first=$1
		shift
		check "$name" "$builddir/attache" "$first" "$@" "$work_file"
	done
done
check 'attache works' "$builddir/attache" works "$srcdir/tests/cli/data"
echo "1..$count"
