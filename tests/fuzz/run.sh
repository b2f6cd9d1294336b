#!/bin/sh
# Fuzz each target for a while with libFuzzer: a build made with
# ./configure --enable-fuzzing CC=clang.
#
#   run.sh [SECONDS [TARGET]...]
#
# New inputs stay in $FOUND (fuzz-found in the build folder); what crashes is
# left there as crash-* and ends the run with status 1.
srcdir=${srcdir:-$(cd "$(dirname "$0")/../.." && pwd)}
builddir=${builddir:-$PWD}
found=${FOUND:-$builddir/fuzz-found}
seconds=${1:-60}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- read layout image bookmarks config pattern
status=0

mkdir -p "$found" || exit 2
sh "$srcdir/tests/fuzz/dict.sh" >"$found/xml.dict"
for target in "$@"; do
	program=$builddir/fuzz_$target
	if ! "$program" -help=1 2>/dev/null | grep -q libFuzzer; then
		echo "$target: skipped, $program is not built with libFuzzer"
		continue
	fi
	mkdir -p "$found/$target"
	set -- "$found/$target"
	seeds=$srcdir/tests/fuzz/corpus/$target
	[ -d "$seeds" ] && set -- "$@" "$seeds"
	case $target in
	read) set -- "$@" "$srcdir/tests/golden" -max_len=4000 \
	    -dict="$found/xml.dict" ;;
	layout) set -- "$@" -max_len=800 ;;
	image) set -- "$@" -max_len=80 ;;
	pattern) set -- "$@" -max_len=200 ;;
	*) set -- "$@" -max_len=2000 ;;
	esac
	echo "$target: $seconds s"
	"$program" -max_total_time="$seconds" -timeout=20 \
	    -rss_limit_mb=3000 -artifact_prefix="$found/crash-$target-" \
	    "$@" >"$found/$target.log" 2>&1 || {
		status=1
		tail -n 40 "$found/$target.log"
	}
	tail -n 1 "$found/$target.log"
done
exit $status
