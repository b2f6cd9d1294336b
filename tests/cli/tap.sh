# Test Anything Protocol for the shell tests of the command line. A test file
# is ". ./tap.sh" from its own folder, lines of is, like ..., and done_testing.
# $ATTACHE is the program under test, else the one in $builddir.

ATTACHE=${ATTACHE:-${builddir:+$builddir/}attache}
case $ATTACHE in
*/*) ATTACHE=$(cd "$(dirname "$ATTACHE")" && pwd)/${ATTACHE##*/} ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/data" || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
HOME=$work
LC_ALL=C.UTF-8
TERM=dumb
XDG_CACHE_HOME=$work/cache
XDG_DATA_HOME=$work/data
export HOME LC_ALL TERM XDG_CACHE_HOME XDG_DATA_HOME
unset ATTACHE_PAGER PAGER NO_COLOR COLUMNS LESS ATTACHE_CACHE_DIRS

tests=0
failures=0
tab=$(printf '\t')
escape=$(printf '\033')

result()
{
	tests=$((tests + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tests - $2"
	else
		echo "not ok $tests - $2"
		failures=$((failures + 1))
		printf 'status %s\n' "$status" | sed 's/^/# /'
		head -c 2000 "$work/out" | sed 's/^/# out: /'
		head -c 1000 "$work/err" | sed 's/^/# err: /'
		[ -z "${3-}" ] || printf 'wanted: %s\n' "$3" | sed 's/^/# /'
	fi
}

# attache ARGUMENT...: run it; $out, $err and $status are what came of it.
attache()
{
	"$ATTACHE" "$@" >"$work/out" 2>"$work/err" </dev/null
	status=$?
	out=$(cat "$work/out")
	err=$(cat "$work/err")
}

# took STATUS: the same after a run that was written out.
took()
{
	status=$1
	out=$(cat "$work/out")
	err=$(cat "$work/err")
}

status_is() # STATUS NAME
{
	[ "$status" -eq "$1" ]
	result $? "$2" "status $1"
}

out_is() # TEXT NAME
{
	[ "$out" = "$1" ]
	result $? "$2" "$1"
}

out_like() # BASIC-REGULAR-EXPRESSION NAME
{
	grep -q -e "$1" "$work/out"
	result $? "$2" "$1"
}

out_unlike()
{
	! grep -q -e "$1" "$work/out"
	result $? "$2" "not $1"
}

err_is()
{
	[ "$err" = "$1" ]
	result $? "$2" "$1"
}

err_like()
{
	grep -q -e "$1" "$work/err"
	result $? "$2" "$1"
}

lines_are() # COUNT NAME
{
	[ "$(wc -l <"$work/out")" -eq "$1" ]
	result $? "$2" "$1 lines"
}

# No byte on either stream that could drive a terminal.
out_safe()
{
	! LC_ALL=C grep -q "[$(printf '\001-\010\013-\037\177')]" \
	    "$work/out" "$work/err" &&
	    ! LC_ALL=C grep -q "$(printf '\302')[$(printf '\200-\237')]" \
		"$work/out" "$work/err"
	result $? "$1" "no control characters"
}

columns_within() # COLUMNS NAME
{
	[ "$(wc -L <"$work/out")" -le "$1" ]
	result $? "$2" "at most $1 columns"
}

# Every line is a JSON object.
out_json()
{
	if command -v python3 >/dev/null 2>&1; then
		python3 -c 'import json, sys
for line in open(sys.argv[1], encoding="utf-8", newline="\n"):
    assert isinstance(json.loads(line), dict)' "$work/out" 2>"$work/err"
		result $? "$1" "JSON Lines"
	else
		tests=$((tests + 1))
		echo "ok $tests - $1 # SKIP python3 is missing"
	fi
}

skip()
{
	tests=$((tests + 1))
	echo "ok $tests - $1 # SKIP $2"
}

done_testing()
{
	echo "1..$tests"
	[ "$failures" -eq 0 ]
	exit $?
}
