#!/bin/sh
# Pipes that close, disks that are full, descriptors that are closed, the cache.
. "$(dirname "$0")/tap.sh"

if [ -c /dev/full ]; then
	: >"$work/out"
	"$ATTACHE" show manual.xml >/dev/full 2>"$work/err"
	took $?
	status_is 2 "a full disk is an error"
	err_is "attache: cannot write: No space left on device" "and is said"
	"$ATTACHE" --help >/dev/full 2>"$work/err"
	took $?
	status_is 2 "for --help too"
	"$ATTACHE" toc --json manual.xml >/dev/full 2>"$work/err"
	took $?
	status_is 2 "and for JSON"
else
	skip "a full disk" "no /dev/full"
fi
"$ATTACHE" show manual.xml 2>"$work/err" >&-
took $?
status_is 2 "a closed output is an error"
"$ATTACHE" show manual.xml 2>&- >"$work/out" <&-
took $?
status_is 0 "other closed descriptors are not"
set --
while [ $# -lt 800 ]; do
	set -- "$@" manual.xml#posts manual.xml#visits
done
"$ATTACHE" show "$@" 2>"$work/err" | head -n 1 >"$work/out"
took 0
err_is "" "a pipe that closes early is no reason to complain"

"$ATTACHE" show "$@" >"$work/whole" 2>"$work/err"
if command -v python3 >/dev/null; then
	python3 -c 'import os, sys
os.set_blocking(1, False)
os.execv(sys.argv[1], sys.argv[1:])' "$ATTACHE" show "$@" 2>"$work/err" |
	    { sleep 1; cat; } >"$work/out"
	took 0
	[ -s "$work/out" ] && cmp "$work/whole" "$work/out"
	result $? "a pipe that does not wait gets all"
fi

attache cache --status
status_is 0 "cache --status"
out_like '^works: *[0-9]' "says how many works"
attache cache --json
out_json "cache --json"
attache cache --clear
status_is 0 "cache --clear"
attache toc manual.xml
first=$out
attache toc manual.xml
[ "$out" = "$first" ]
result $? "the same from the cache"
XDG_CACHE_HOME=/dev/null/nowhere attache toc manual.xml
[ "$status" -eq 0 ] && [ "$out" = "$first" ]
result $? "a cache that cannot be made is no error"
(ulimit -f 64; XDG_CACHE_HOME=$work/full "$ATTACHE" toc manual.xml 2>&1) |
    cat >"$work/out"
took 0
out_is "$first" "nor is one that may not grow"
attache cache --clear --status
status_is 2 "one thing at a time"
attache cache --build "$work/built" manual.xml
status_is 0 "cache --build"
ATTACHE_CACHE_DIRS=$work/built attache toc manual.xml
[ "$out" = "$first" ]
result $? "and its use"

done_testing
