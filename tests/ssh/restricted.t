#!/bin/sh
# --restricted without a server: how it is turned on, what it keeps of the
# environment, what it needs of the kernel.
attache=$(cd "${builddir:-.}" && pwd)/attache
here=$(cd "${srcdir:-.}" && pwd)/tests/ssh
# The sanitizers need more than the sandbox allows.
nm "$attache" 2>/dev/null | grep -q __asan_init &&
	{ echo '1..0 # SKIP this build has sanitizers'; exit 0; }
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
mkdir "$work/books"
cp "$here/../screen/visits.xml" "$work/books"
HOME=$work
export HOME
unset SSH_ORIGINAL_COMMAND

tests=0
failures=0

result()
{
	tests=$((tests + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tests - $2"
	else
		echo "not ok $tests - $2"
		failures=$((failures + 1))
		head -c 500 "$work/out" | sed 's/^/# /'
		echo
	fi
}

# says STATUS PATTERN NAME COMMAND...
says()
{
	wanted=$1 pattern=$2 name=$3
	shift 3
	"$@" >"$work/out" 2>&1 </dev/null
	[ $? -eq "$wanted" ] && grep -q -e "$pattern" "$work/out"
	result $? "$name"
}

sent() # COMMAND: as a server would hand it on
{
	SSH_ORIGINAL_COMMAND=$1 "$attache" --restricted --root "$work/books"
}

tried=$("$attache" --restricted --root "$work/books" toc 2>&1 </dev/null)
case $tried in
*'cannot confine'*) echo '1..0 # SKIP the kernel has no Landlock'; exit 0 ;;
esac

ln -s "$attache" "$work/rattache"
says 2 'marks is off' "the name rattache turns it on" "$work/rattache" marks
says 2 'marks is off' "so does --restricted" "$attache" --restricted marks
says 2 'marks is off' "shortened too" "$attache" --restr marks
says 2 'marks is off' "and before a command that others sent" sent marks
says 2 'is of --restricted' "its options are for nothing else" \
    "$attache" --root "$work/books" toc
says 2 'no folder' "the root has to be there" \
    "$attache" --restricted --root "$work/none" toc
says 2 'a time is' "a time has a unit" "$attache" --restricted --idle 3x toc
says 2 'a time is' "and an end" "$attache" --restricted --session 25h toc
says 2 'a time is' "and is not below nothing" \
    "$attache" --restricted --idle=-1 toc
says 0 '^visits#' "a pattern in quotation marks is one word" \
    sent "search 'a colonel'"
says 0 '^visits#' "in double ones too" sent 'search "a colonel"'
says 0 '^visits#' "and with the space escaped" sent 'search a\ colonel'
says 0 '^visits#' "parts are joined" sent "search a' 'col\"onel\""
says 2 'no end' "a quotation without an end" sent "search 'a"
says 2 'no end' "an escape without a character" sent 'search a\'
says 2 'ssh -t' "nothing but spaces is no command" sent '   '
says 0 '^visits#' "an empty word is a word: all works" sent "search colonel ''"

if command -v strace >/dev/null &&
    strace -o "$work/try" true 2>/dev/null; then
	SSH_ORIGINAL_COMMAND='topics visit' SECRET=1 LANG=de_DE.UTF-8 \
	    strace -f -v -s 200 -e trace=execve,%file,socket,clone,fork \
	    -o "$work/calls" "$attache" --restricted --root "$work/books" \
	    >"$work/out" 2>&1 </dev/null
	grep execve "$work/calls" | sed 1d | grep -q SECRET
	[ $? -ne 0 ]; result $? "the worker gets no environment"
	sed -n '/landlock_restrict_self\|PR_SET_SECCOMP/,$p' "$work/calls" |
	    grep -v ' = -1 ' | grep -q 'O_WRONLY\|O_RDWR\|O_CREAT\|execve(\|socket('
	[ $? -ne 0 ]; result $? "nothing is written or run when it is shut"
	grep -v ' = -1 ' "$work/calls" | sed 1d |
	    grep -v '/dev/null\|/proc/self/fd\|memfd' |
	    grep -q 'O_WRONLY\|O_RDWR\|O_CREAT\|O_TMPFILE'
	[ $? -ne 0 ]; result $? "and no file is written before"
fi

# Images that were made for it spare the reading.
"$attache" --quiet cache --build "$work/books/.cache" "$work/books" \
    >"$work/out" 2>&1 </dev/null
result $? "images are made in the library"
says 0 'Arrival' "and used" sent toc
if command -v strace >/dev/null && [ -s "$work/calls" ]; then
	SSH_ORIGINAL_COMMAND=toc strace -f -e trace=execve -o "$work/calls" \
	    "$attache" --restricted --root "$work/books" >"$work/out" \
	    2>&1 </dev/null
	[ "$(grep -c 'execve(' "$work/calls")" -eq 1 ]
	result $? "without starting a worker"
fi

# On a terminal a session says when it ends, and why it has.
tty=${attache%/*}/tty_harness
BOOKS=$work/books ATTACHE=$attache
LIMITED="ulimit -S -t 1; exec '$attache' --restricted --root '$BOOKS' slow"
export BOOKS ATTACHE LIMITED
session() # NAME LINE...
{
	name=$1
	shift
	printf '%s\n' 'terms xterm-256color dumb' 'sizes 80x24' "$@" \
	    >"$work/session.tty"
	"$tty" "$work/session.tty" >"$work/out" 2>&1 </dev/null &&
		! grep -q '^not ok' "$work/out"
	result $? "$name"
}
if [ -x "$tty" ]; then
	awk 'BEGIN {
		print "<article xmlns=\"http://docbook.org/ns/docbook\">" \
		    "<title>Slow</title>"
		for (i = 0; i < 2000; i++) {
			print "<para>"
			for (k = 0; k < 300; k++) printf "word%d ", k
			print "</para>"
		}
		print "</article>" }' >"$BOOKS/slow.xml"
	start='run $ATTACHE --restricted --root $BOOKS'
	session 'a session says that it ends soon, and that it has' \
	    "$start --session 4s visits" 'expect Visits and' \
	    'expect less than a minute is left of this session' \
	    'expect the time of this session is over' 'exit 0'
	session 'a minute before, without a key' \
	    "$start --session 62s visits" 'expect Visits and' \
	    'absent less than a minute' \
	    'expect less than a minute is left of this session' \
	    'keys Q<Enter>' 'exit 0'
	session 'being idle ends it all the same' \
	    "$start --idle 2s --session 61s visits" 'expect Visits and' \
	    'expect less than a minute is left of this session' \
	    'expect nothing was typed for a while' 'exit 0'
	session 'so with the time of the processor' \
	    'run sh -c $LIMITED' \
	    'expect less than a minute of processor time is left' \
	    'keys /(\w+.)*\w+.*d(?=z)<Enter>' \
	    'expect this session has used its processor time' 'exit 0'
fi

if command -v python3 >/dev/null &&
    python3 "$here/without_landlock.py" true; then
	says 2 'cannot confine' "a kernel without Landlock is refused" \
	    python3 "$here/without_landlock.py" \
	    "$attache" --restricted --root "$work/books" toc
	says 0 'Arrival' "unless it is allowed" \
	    python3 "$here/without_landlock.py" \
	    "$attache" --restricted --allow-unsandboxed \
	    --root "$work/books" toc
	says 2 'called by its name' "the rest still holds" \
	    python3 "$here/without_landlock.py" \
	    "$attache" --restricted --allow-unsandboxed \
	    --root "$work/books" toc /etc
fi

echo "1..$tests"
[ "$failures" -eq 0 ]
