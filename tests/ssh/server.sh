# A real sshd on the loopback interface that lets strangers read, for the tests
# of --restricted. "." it from a test; it skips the test where it cannot run.
#
# $work is the test's folder, $books the library, $login what ssh is given to
# reach it; remote COMMAND runs one and leaves $status, $out and $err. The same
# account stands for the guest's: what is refused is refused to anybody.

skip_all()
{
	echo "1..0 # SKIP $1"
	exit 0
}

for program in sshd ssh ssh-keygen; do
	PATH=$PATH:/usr/sbin:/sbin command -v $program >/dev/null ||
		skip_all "$program is missing"
done
sshd=$(PATH=$PATH:/usr/sbin:/sbin command -v sshd)
here=$(cd "${srcdir:-.}" && pwd)/tests/ssh
attache=$(cd "${builddir:-.}" && pwd)/attache
work=$(mktemp -d) || exit 99
books=$work/books
server=

stop_server()
{
	[ ! -S "$work/ssh" ] || ssh $login -O exit 2>/dev/null
	[ -z "$server" ] || kill "$server" 2>/dev/null
	rm -rf "$work"
}
trap stop_server EXIT
trap 'exit 1' HUP INT TERM

# The library, and beside it what nobody may see.
mkdir -p "$books/sub" "$work/outside" "$work/run"
cp "$here"/books/*.xml "$books"
cp "$here"/../screen/visits.xml "$books/sub"
cp "$here"/outside/*.xml "$work/outside"
ln -s "$work/outside/secret.xml" "$books/linked.xml"
ln -s "$work/outside" "$books/folder"
ln -s /etc/passwd "$books/passwd.xml"
ln -s "$work/outside/part.xml" "$books/part.xml"

tried=$("$attache" --restricted --root "$books" toc 2>&1 </dev/null)
case $tried in
*'cannot confine'*) skip_all 'the kernel has no Landlock' ;;
esac

# ForceCommand as attache-ssh(7) has it, but nearly every variable is let
# through: the program must not heed them.
configure() # PORT OPTIONS
{
	cat <<-END
	ListenAddress 127.0.0.1
	Port $1
	HostKey $work/host
	PidFile $work/pid
	AuthorizedKeysFile $work/authorized
	StrictModes no
	UsePAM no
	PermitRootLogin yes
	PermitUserEnvironment no
	Subsystem sftp internal-sftp
	Match User $(id -un)
	    ForceCommand exec '$attache' --restricted --root '$books' $2
	    DisableForwarding yes
	    PermitUserRC no
	    PermitTTY yes
	    MaxSessions 1
	    AcceptEnv LANG LC_* COLORTERM NO_COLOR TERMINFO* XDG_* ATTACHE_*
	    AcceptEnv LESS* PAGER EDITOR VISUAL HOME TMUX COLUMNS LINES TZ
	END
}

# The folder of sshd's children; only root can make it, and only it needs it.
[ -d /run/sshd ] || mkdir -p /run/sshd 2>/dev/null
ssh-keygen -q -t ed25519 -N '' -f "$work/host" </dev/null || exit 99
ssh-keygen -q -t ed25519 -N '' -f "$work/key" </dev/null || exit 99
cp "$work/key.pub" "$work/authorized"

# start_server [OPTIONS OF ATTACHE]
start_server()
{
	for try in 1 2 3 4 5; do
		port=$((20000 + ($$ * 7 + try * 1009) % 30000))
		configure "$port" "$*" >"$work/sshd_config"
		"$sshd" -D -e -f "$work/sshd_config" 2>"$work/sshd.log" &
		server=$!
		for wait in 1 2 3 4 5 6 7 8 9 10; do
			[ ! -s "$work/pid" ] || break
			sleep 0.1
		done
		kill -0 "$server" 2>/dev/null && [ -s "$work/pid" ] && break
		kill "$server" 2>/dev/null
		server=
	done
	[ -n "$server" ] ||
		skip_all "sshd does not start: $(tail -n 1 "$work/sshd.log")"
	cat >"$work/config" <<-END
	Host library
	    HostName 127.0.0.1
	    Port $port
	    User $(id -un)
	    IdentityFile $work/key
	    IdentitiesOnly yes
	    IdentityAgent none
	    BatchMode yes
	    ConnectTimeout 10
	    StrictHostKeyChecking no
	    UserKnownHostsFile $work/known
	    GlobalKnownHostsFile /dev/null
	    LogLevel ERROR
	    EscapeChar none
	    ControlMaster auto
	    ControlPersist 10
	    ControlPath $work/ssh
	END
	login="-F $work/config library"
	ssh $login -- --version >"$work/out" 2>"$work/err" </dev/null
	grep -q '^attache ' "$work/out" ||
		skip_all "nobody can log in: $(tail -n 1 "$work/sshd.log")"
}

tests=0
failures=0

result() # STATUS NAME
{
	tests=$((tests + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tests - $2"
		return
	fi
	echo "not ok $tests - $2"
	failures=$((failures + 1))
	echo "# status ${status-}"
	head -c 1000 "$work/out" | sed 's/^/# out: /'
	head -c 1000 "$work/err" | sed 's/^/# err: /'
}

remote() # [SSH OPTION...] -- COMMAND
{
	options=
	while [ "$1" != -- ]; do
		options="$options $1"
		shift
	done
	shift
	# Connections are kept for the next command, but not with options.
	ssh ${options:+-o ControlPath=none} $options $login -- "$@" >"$work/out" 2>"$work/err" </dev/null
	status=$?
}

refused() # STATUS NAME: nothing came, nothing happened, and it says so
{
	[ "$status" -eq "$1" ] && [ ! -s "$work/out" ] && [ -s "$work/err" ]
	result $? "$2"
}

out_has()
{
	grep -q -e "$1" "$work/out"
	result $? "$2"
}

err_has()
{
	grep -q -e "$1" "$work/err"
	result $? "$2"
}

# Nothing from outside of the library came, and nothing was made.
nothing_happened() # NAME
{
	! grep -q -e 'classified' -e 'root:' "$work/out" "$work/err" &&
	    [ ! -e "$work/made" ]
	result $? "$1"
}

done_testing()
{
	echo "1..$tests"
	[ "$failures" -eq 0 ]
	exit $?
}
