#!/bin/sh
# Every fuzz target over its corpus, the documents of the golden tests and of
# the command line tests: inputs that once did harm do none again.
srcdir=${srcdir:-$(cd "$(dirname "$0")/../.." && pwd)}
builddir=${builddir:-$PWD}
corpus=$srcdir/tests/fuzz/corpus
log=$(mktemp) || exit 99
trap 'rm -f "$log"' EXIT
LC_ALL=C.UTF-8
export LC_ALL
count=0

# replay FILE...
replay()
{
	"$builddir/fuzz_$target" "$@" </dev/null >"$log" 2>&1
	status=$?
	count=$((count + 1))
	if [ $status -eq 0 ]; then
		echo "ok $count - $target: $# inputs"
	else
		echo "not ok $count - $target"
		grep -a '^Running' "$log" | tail -n 1 | sed 's/^/# /'
		tail -n 30 "$log" | sed 's/^/# /'
	fi
}

for source in "$srcdir"/tests/fuzz/fuzz_*.c; do
	target=$(basename "$source" .c)
	target=${target#fuzz_}
	if [ ! -x "$builddir/fuzz_$target" ]; then
		count=$((count + 1))
		echo "ok $count - $target # SKIP it is not built"
		continue
	fi
	set -- "$corpus/$target"/*
	[ -e "$1" ] || shift
	if [ "$target" = read ]; then
		set -- "$@" $(find "$srcdir/tests/golden" \
		    "$srcdir/tests/cli" -name '*.xml')
	fi
	replay "$@"
done
echo "1..$count"
