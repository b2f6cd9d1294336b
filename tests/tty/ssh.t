#!/bin/sh
# A whole session through a loopback sshd of our own: opened, a reference
# followed and come back from, found, marked, left; and the same in lines. Needs
# sshd, ssh and ssh-keygen; nothing of the system's own sshd is touched.
srcdir=${srcdir:-.} builddir=${builddir:-.}
tty=$builddir/tty_harness
[ -x "$tty" ] || { echo '1..0 # SKIP libvterm is missing'; exit 0; }
PATH=$PATH:/usr/sbin:/sbin
sshd=$(command -v sshd) && command -v ssh >/dev/null &&
    command -v ssh-keygen >/dev/null ||
    { echo '1..0 # SKIP sshd or ssh is missing'; exit 0; }
work=$(mktemp -d) || exit 1
pid=
trap 'if [ -n "$pid" ]; then kill "$pid"; fi; rm -rf "$work"' EXIT
chmod 700 "$work"
here=$(cd "$srcdir" && pwd)/tests
built=$(cd "$builddir" && pwd)
ssh-keygen -q -t ed25519 -N '' -f "$work/host" &&
    ssh-keygen -q -t ed25519 -N '' -f "$work/key" ||
    { echo '1..0 # SKIP no keys can be made'; exit 0; }
# Remote environment: all in the work folder, TERM as the client says.
cat >"$work/session" <<END
#!/bin/sh
unset NO_COLOR COLORTERM
HOME=$work XDG_STATE_HOME=$work/state XDG_CONFIG_HOME=$work/config
XDG_CACHE_HOME=$work/cache XDG_DATA_HOME=$work/data LC_ALL=C.UTF-8
export HOME XDG_STATE_HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME LC_ALL
exec "$built/attache" --private "$here/screen/visits.xml"
END
chmod 700 "$work/session"
{
	printf 'command="%s",restrict,pty ' "$work/session"
	cat "$work/key.pub"
} >"$work/authorized"
try_port()
{
	cat >"$work/config" <<END
Port $1
ListenAddress 127.0.0.1
HostKey $work/host
PidFile $work/pid
AuthorizedKeysFile $work/authorized
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
AcceptEnv NO_COLOR
END
	: >"$work/log"
	"$sshd" -D -e -f "$work/config" 2>"$work/log" &
	pid=$!
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		grep -q 'Server listening' "$work/log" && return 0
		kill -0 "$pid" 2>/dev/null || break
		sleep 0.1
	done
	kill "$pid" 2>/dev/null
	pid=
	return 1
}
port=$((20000 + $$ % 20000))
for port in $port $((port + 1)) $((port + 2)); do
	try_port "$port" && break
done
login()
{
	ssh -F none -i "$work/key" -p "$port" -o BatchMode=yes \
	    -o StrictHostKeyChecking=no -o UserKnownHostsFile="$work/known" \
	    -o LogLevel=ERROR "$@" "$(id -un)@127.0.0.1"
}
[ -n "$pid" ] || { echo '1..0 # SKIP sshd does not start'; exit 0; }
# Where accounts are locked or roots may not, there is nothing to try.
login -T >"$work/out" 2>&1 </dev/null || grep -q attache "$work/out" ||
    [ -s "$work/out" ] || { echo '1..0 # SKIP sshd lets nobody in'; exit 0; }
if grep -qi 'permission denied\|connection closed' "$work/out"; then
	echo '1..0 # SKIP sshd lets nobody in'
	exit 0
fi
cat >"$work/login" <<END
#!/bin/sh
exec ssh -F none -tt -i "$work/key" -p "$port" -o BatchMode=yes \
    -o StrictHostKeyChecking=no -o UserKnownHostsFile="$work/known" \
    -o LogLevel=ERROR -o EscapeChar=none "$(id -un)@127.0.0.1"
END
chmod 700 "$work/login"
LOGIN=$work/login
export LOGIN
cat >"$work/screen.tty" <<'END'
terms xterm-256color
sizes 80x24 20x5 200x60
run $LOGIN
expect Visits and
keys :rank<Enter>
expect Rank
keys j<Tab>
settle
keep
keys <Enter>
expect An officer
settle
keys <Backspace>
kept
keys /red fox<Enter>
settle
cursor red
keys mk
expect mark k is
resize 60x20
expect red fox
keys Q
exit 0
restored
END
cat >"$work/one-line.tty" <<'END'
terms xterm-256color
sizes 80x24
run $LOGIN
expect Visits and
keys :rank<Enter>
expect Rank
keys jj
settle
keys j
atmost 120
keys Q
exit 0
END
cat >"$work/hangup.tty" <<'END'
terms xterm-256color
sizes 80x24
run $LOGIN
expect Visits and
keys :rank<Enter>
expect Rank
hangup
exit 255
END
cat >"$work/lines.tty" <<'END'
terms dumb
sizes 80x24
run $LOGIN
said Visits and Posts
keys :rank<Enter>
said The rank is that
keys /red fox<Enter>
said >red fox<
keys mk<Enter>
said mark k is set
keys Q<Enter>
exit 0
END
"$tty" "$work/screen.tty" "$work/one-line.tty" "$work/hangup.tty" \
    "$work/lines.tty"
# Nobody is left behind: the reader ends with its connection.
for _ in 1 2 3 4 5 6 7 8 9 10; do
	ps ax -o args | grep -F "$here/screen/visits.xml" |
	    grep -vq grep || exit 0
	sleep 0.3
done
echo "# a reader outlived its connection" >&2
exit 1
