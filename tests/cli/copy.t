#!/bin/sh
# What the status line says of a copy is what became of it: commands that take
# it, fail, fork, hang, with and without having read it; tmux, a false one and
# the real one; the terminal alone.
[ -x "${builddir:-.}/tty_harness" ] || { echo '1..0 # SKIP libvterm is missing'; exit 0; }
. "${0%/*}/tap.sh"
tty=${ATTACHE%/*}/tty_harness
mkdir "$work/bin" "$work/none" "$work/old"
XDG_STATE_HOME=$work/state XDG_CONFIG_HOME=$work/config
WORK=$here/../screen/visits.xml COPY=$work/copy
PATH=$work/bin:$PATH
export XDG_STATE_HOME XDG_CONFIG_HOME WORK COPY ATTACHE PATH
unset TMUX STY
program() # NAME LINE...
{
	file=$1
	shift
	{ echo '#!/bin/sh'; printf '%s\n' "$@"; } >"$work/$file"
	chmod 755 "$work/$file"
}
program bin/takes 'cat >"$COPY"'
program bin/fails 'cat >/dev/null' 'exit 3'
program bin/deaf 'echo $$ >"$COPY.pid"' 'exec sleep 30'
program bin/hurried 'exit 0'
program bin/sips 'head -c 3 >"$COPY"' 'echo $$ >"$COPY.pid"' 'exec sleep 30'
program bin/holds 'cat >"$COPY"' 'exec sleep 5'
# The program, and a command that ends after it was left, counting who did before
# and was not awaited.
program bin/reader 'echo $$ >"$COPY.app"' \
    'exec "$ATTACHE" --private --clipboard lingers "$WORK"'
program bin/lingers 'cat >"$COPY"' 'read app <"$COPY.app"' 'sleep 0.3' \
    'ps -A -o ppid=,stat= | grep "^ *$app *Z" >>"$COPY.zombies"'
program bin/careless 'exec env --ignore-signal=CHLD "$ATTACHE" --private \' \
    '    --clipboard takes "$WORK"'
program bin/forks 'exec 3<&0' \
    '(cat <&3 >"$COPY.1"; mv "$COPY.1" "$COPY"; exec sleep 5) &'
program none/tmux 'exit 1'
program old/tmux '[ "$*" = "load-buffer -" ] || exit 1' 'cat >"$COPY"'
# copy NAME COMMAND PATH LINE...: select the paragraph at the top, copy it.
copy()
{
	name=$1 first=$2
	shift 2
	rm -f "$COPY"
	{
		printf '%s\n' 'terms xterm-256color' 'sizes 120x24'
		[ -z "$first" ] || echo "env PATH=$first:$PATH"
		printf '%s\n' "$@"
		printf '%s\n' 'keys Q' 'exit 0' 'restored'
	} >"$work/script.tty"
	"$tty" "$work/script.tty" >"$work/out" 2>"$work/err" </dev/null
	status=$?
	! grep -q '^not ok' "$work/out" && [ "$status" -eq 0 ]
	result $? "$name"
}
with() # NAME COMMAND EXPECTED
{
	copy "$1: $3" '' "run \$ATTACHE --private --clipboard $2 \$WORK" \
	    'expect Visits and' 'keys :rank<Enter>' 'expect 1.1  Rank' 'keys yy' \
	    "expect $3"
}
# Who has read it may be writing it still.
taken()
{
	tries=50
	until grep -qis 'rank' "$COPY" || [ $((tries -= 1)) -eq 0 ]; do
		sleep 0.1
	done
	[ "$tries" -gt 0 ]
	result $? "$1"
}
# Left running, it would keep the text.
gone()
{
	pid=$(cat "$COPY.pid")
	rm -f "$COPY.pid"
	case $(ps -o stat= -p "$pid") in ''|Z*) true ;; *) false ;; esac
	result $? "$1"
}
with 'a command' takes 'bytes, to takes'
taken 'it has the passage'
with 'one that fails' fails 'fails did not take the copy: exit status 3'
with 'one that is not there' missing 'missing did not take the copy: exit status 127'
with 'one that reads nothing' hurried 'hurried did not read what is copied'
with 'one that hangs without reading' deaf 'deaf did not read what is copied'
gone 'it is ended'
with 'one that reads a part and hangs' sips 'sips did not read what is copied'
gone 'it is ended too'
with 'one that reads all and goes on' holds 'bytes, to holds'
taken 'it has the passage'
# The screen waits a moment for each, and nothing of them is left behind.
four() # NAME PROGRAM WORD...
{
	name=$1
	shift
	copy "$name, four times" '' "run $*" 'expect Visits and' \
	    'keys :rank<Enter>' 'expect 1.1  Rank' 'repeat 4 yy' 'keys h' \
	    'expect Help'
	taken 'it has the passage'
}
four 'one that reads all and goes on' \
    "$ATTACHE --private --clipboard holds \$WORK"
four 'one that ends later' "$work/bin/reader"
[ -e "$COPY.zombies" ] && ! [ -s "$COPY.zombies" ]
result $? 'none is left as a zombie'
if env --ignore-signal=CHLD true 2>/dev/null; then
	copy 'started by a program that waits for none' '' 'run careless' \
	    'expect Visits and' 'keys :rank<Enter>' 'expect 1.1  Rank' \
	    'keys yy' 'expect bytes, to takes'
	taken 'it has the passage'
else
	skip 'started by a program that waits for none' 'env ignores no signal'
fi
with 'one that leaves it to a child' forks 'bytes, to forks'
taken 'the child has the passage'

# More than a pipe holds at once.
awk 'BEGIN {
	print "<article xmlns=\"http://docbook.org/ns/docbook\">" \
	    "<title>Long</title><para xml:id=\"long\">"
	for (i = 0; i < 40000; i++) print "rank " i
	print "</para></article>" }' >"$work/long.xml"
long() # NAME COMMAND EXPECTED
{
	copy "long, $1: $3" '' \
	    "run \$ATTACHE --private --clipboard $2 $work/long.xml" \
	    'expect rank 0' 'keys jjjj' 'settle' 'keys yy' \
	    "expect $3"
}
long 'a command' takes 'bytes, to takes'
[ "$(wc -c <"$COPY")" -gt 400000 ]
result $? "all of it arrived"
long 'one that reads a part and hangs' sips 'sips did not read what is copied'
gone 'it is ended'
long 'a terminal' osc52 'nothing is copied'

# OSC 52: no terminal answers.
plain() # NAME PATH ENVIRONMENT EXPECTED...
{
	name=$1 first=$2 environment=$3
	shift 3
	copy "$name" "$first" "$environment" 'run $ATTACHE --private $WORK' \
	    'expect Visits and' 'keys :rank<Enter>' 'expect 1.1  Rank' 'keys yy' "$@"
}
plain 'the terminal alone: the first time with a hint' '' '' 'said 52;c;' \
    'expect sent passage,' 'expect surer: --clipboard=COMMAND' 'keys yy' \
    'expect bytes, to the terminal (OSC 52)' 'absent surer'
plain 'screen: in parts' '' 'env STY=1.screen' "said ${escape}P${escape}]52;c;" \
    'expect to the terminal (OSC 52)'
plain 'a tmux that fails: by the sequence' "$work/none" 'env TMUX=/none,1,0' \
    "said ${escape}Ptmux;${escape}${escape}]52;c;" 'expect to the terminal (OSC 52)'
plain 'a tmux before 3.2' "$work/old" 'env TMUX=/none,1,0' \
    'expect bytes, to tmux' 'unsaid 52;c;'
taken 'it has the passage'

# The real one: as it is set up by default, and what it then has.
if command -v tmux >/dev/null; then
	TMUX_TMPDIR=$work
	export TMUX_TMPDIR
	tmux -f /dev/null -L copy new-session -d -x 100 -y 24 \
	    "$ATTACHE --private $WORK"
	shows()
	{
		for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
			tmux -L copy capture-pane -p >"$work/out"
			! grep -q "$1" "$work/out" || break
			sleep 0.2
		done
	}
	shows 'Visits and'
	tmux -L copy send-keys :rank Enter
	shows '1.1  Rank'
	tmux -L copy send-keys y y
	shows 'to tmux'
	out_like 'copied passage, [0-9]* bytes, to tmux' 'the real tmux: said'
	tmux -L copy show-buffer >"$work/out" 2>"$work/err"
	out_like Rank 'and its buffer has the passage'
	tmux -L copy kill-server
else
	skip 'the real tmux' 'tmux is missing'
fi
done_testing
