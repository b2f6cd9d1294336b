#!/bin/sh
# Golden files: for each NAME.xml of this folder what is drawn at 40 and 80
# columns in the marked form (NAME.w40, NAME.w80; see attache(1)) and what
# `attache check` says (NAME.diag). Files that a document includes belong in
# folders below this one.
#
#   run.t [NAME]...            compare; TAP on standard output
#   run.t --update [NAME]...   write what is printed now
#
# $ATTACHE is the program under test, else the one in $builddir.
set -u
update=
if [ "${1-}" = --update ]; then
	update=yes
	shift
fi
ATTACHE=${ATTACHE:-${builddir:+$builddir/}attache}
case $ATTACHE in
*/*) ATTACHE=$(cd "$(dirname "$ATTACHE")" && pwd)/${ATTACHE##*/} ;;
esac
cd "$(dirname "$0")" || exit 99
LC_ALL=C.UTF-8
TERM=dumb
export LC_ALL TERM
unset ATTACHE_PAGER PAGER NO_COLOR COLUMNS

[ $# -gt 0 ] || set -- *.xml
got=$(mktemp -d) || exit 99
trap 'rm -rf "$got"' EXIT

# What is wanted beside what is there, as TAP comments.
differ()
{
	diff -u "$1" "$got/out" | sed 's/^/# /' | head -60
}

# compare FILE STATUS: a golden file against $got/out.
compare()
{
	count=$((count + 1))
	if [ "$2" -gt 2 ]; then
		echo "not ok $count - $1 (status $2)"
		failed=1
	elif [ -n "$update" ]; then
		cmp -s "$1" "$got/out" || cp "$got/out" "$1"
		echo "ok $count - $1"
	elif [ ! -f "$1" ]; then
		echo "not ok $count - $1 is missing (make golden-update)"
		failed=1
	elif cmp -s "$1" "$got/out"; then
		echo "ok $count - $1"
	else
		echo "not ok $count - $1"
		differ "$1"
		failed=1
	fi
}

count=0
failed=0
if [ "$1" = '*.xml' ]; then
	echo "1..0 # SKIP no golden files"
	exit 0
fi
echo "1..$((3 * $#))"
for name; do
	name=${name%.xml}
	for columns in 40 80; do
		"$ATTACHE" --no-cache show --marked -w $columns "$name.xml" \
		    >"$got/out" 2>"$got/err"
		compare "$name.w$columns" $?
	done
	"$ATTACHE" --no-cache check "$name.xml" >"$got/out" 2>&1
	compare "$name.diag" $?
done
exit $failed
