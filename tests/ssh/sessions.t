#!/bin/sh
# Sessions with a terminal over ssh to a restricted library.
# The sanitizers need more than the sandbox allows.
nm "${builddir:-.}/attache" 2>/dev/null | grep -q __asan_init &&
	{ echo '1..0 # SKIP this build has sanitizers'; exit 0; }
. "${srcdir:-.}/tests/ssh/server.sh"
tty=${builddir:-.}/tty_harness
[ -x "$tty" ] || skip_all 'libvterm is missing'
start_server
LC_ALL=C.UTF-8
CONFIG=$work/config
export LC_ALL CONFIG

# play NAME SCRIPT...: one line for all of it; what failed is shown.
play()
{
	name=$1
	shift
	"$tty" "$@" >"$work/out" 2>"$work/err" </dev/null
	status=$?
	! grep -q "^not ok" "$work/out" && [ "$status" -eq 0 ]
	result $? "$name"
}

readers()
{
	pgrep -f -- "attache --restricted --root $books" | wc -l
}

# Wait for the readers to be so many.
readers_are() # COUNT NAME
{
	for wait in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		[ "$(readers)" -ne "$1" ] || break
		sleep 0.2
	done
	[ "$(readers)" -eq "$1" ]
	result $? "$2"
}

restart_server()
{
	kill "$server" 2>/dev/null
	wait "$server" 2>/dev/null
	rm -f "$work/pid"
	ssh $login -O exit 2>/dev/null
	start_server "$@"
}

for script in "$here"/with-terminal/*.tty; do
	script_name=${script##*/}
	play "${script_name%.tty}: $(sed -n 's/^# //p;q' "$script")" "$script"
done

# Two readers at once, and one after another.
"$tty" "$here/first.tty" >"$work/first" 2>&1 </dev/null &
first=$!
play "a second reader does not see the first one's marks" "$here/second.tty"
wait "$first" && ! grep -q '^not ok' "$work/first"
result $? "nor the first the second one's"
play "nor does who comes later" "$here/second.tty"
nothing_happened "nothing was made"
[ -z "$(find "$books" -newer "$work/config")" ]
result $? "nothing was written in the library"

# A client that is killed takes its reader with it.
if command -v pgrep >/dev/null && command -v mkfifo >/dev/null; then
	readers_are 0 "no reader stays behind"
	mkfifo "$work/keys"
	TERM=xterm ssh -o ControlPath=none -F "$CONFIG" -tt library sub/visits \
	    <"$work/keys" >"$work/out" 2>"$work/err" &
	client=$!
	exec 9>"$work/keys"
	for wait in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		! grep -q Posts "$work/out" || break
		sleep 0.2
	done
	pid=$(pgrep -f -- "attache --restricted --root $books" | tail -n 1)
	grep -q '^NoNewPrivs:.*1$' "/proc/$pid/status" &&
		grep -q '^Seccomp:.*2$' "/proc/$pid/status"
	result $? "the reader is confined"
	grep -q '^Max core file size *0 ' "/proc/$pid/limits" &&
		grep -q '^Max processes *0 ' "/proc/$pid/limits"
	result $? "and limited"
	kill -9 "$client"
	exec 9>&-
	readers_are 0 "the reader ends with a client that is killed"
fi

# Sizes that a client may claim.
if command -v python3 >/dev/null; then
	python3 "$here/huge.py" ssh -o ControlPath=none -F "$CONFIG" -tt \
	    library sub/visits >"$work/out" 2>"$work/err"
	status=$?
	[ "$status" -eq 0 ]; result $? "a window of 65535 by 65535 is borne"
fi

restart_server --idle 2s
play "a session without a key ends" "$here/idle.tty"
restart_server --session 2s
play "a session ends after its time" "$here/session.tty"

done_testing
