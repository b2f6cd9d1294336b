#!/bin/sh
# Commands over ssh to a restricted library: what it answers, and attempts to
# get more out of it.
# The sanitizers need more than the sandbox allows.
nm "${builddir:-.}/attache" 2>/dev/null | grep -q __asan_init &&
	{ echo '1..0 # SKIP this build has sanitizers'; exit 0; }
. "${srcdir:-.}/tests/ssh/server.sh"
start_server

remote -- search "'a colonel'"
[ "$status" -eq 0 ]; result $? "a search is answered"
out_has '^sub/visits#' "with addresses in the library"
remote -- attache toc sub/visits
out_has 'Arrival' "the name of the program may come first"
remote -- show 'sub/visits#arrival'
out_has 'Arrival' "a section is shown"
remote -- cite sub/visits
out_has 'attache://sub/visits#' "a citation has the library's name"
! grep -q "$work" "$work/out"; result $? "and no path of the server"
remote -- works
out_has '^sub/visits' "works are listed"
! grep -q "$work" "$work/out"; result $? "without paths of the server"
for command in dates places; do
	remote -- $command sub/visits
	[ "$status" -le 1 ] && [ ! -s "$work/err" ]
	result $? "$command is answered"
done
for command in toc topics\ visit terms links \
    'backlinks sub/visits#arrival' help '--help' '--version' 'search --help'; do
	remote -- $command
	[ "$status" -eq 0 ] && [ -s "$work/out" ]
	result $? "$command is answered"
done
remote -- search -F "'visit; touch $work/made'"
[ "$status" -eq 1 ] && [ ! -e "$work/made" ]
result $? "a pattern is a pattern, whatever is in it"

remote --
refused 2 "without a terminal and a command"
err_has 'ssh -t' "it says what to do"
[ "$(wc -l <"$work/err")" -eq 1 ]; result $? "in one line"

# Shells.
for command in "toc; touch $work/made" "toc | tee $work/made" \
    "toc & touch $work/made" "toc \$(touch $work/made)" \
    "toc \`touch $work/made\`" "toc > $work/made" "toc
touch $work/made" "touch $work/made" "/bin/sh -c 'touch $work/made'" \
    "sh" "-c id" "attache; id" "\$SHELL" "toc \${IFS}" "search 'open" \
    'search "open' 'search open\' "~" "*" "!id"; do
	remote -- "$command"
	refused 2 "refused: $(printf %s "$command" | tr '\n' ' ' |
	    sed "s|$work|W|g")"
	nothing_happened "and nothing ran"
done
# Files, and commands that write or read them.
for command in "show /etc/passwd" "show ../outside/secret" \
    "show ../outside/secret.xml" "show file:///etc/passwd" \
    "show attache:///etc/passwd" "show sub/../../outside/secret" \
    "show linked" "show linked.xml" "show folder/secret" "toc folder" \
    "show passwd" "toc passwd.xml" "search --in /etc/passwd root" \
    "search --in ../outside/secret classified" \
    "search classified ../outside/secret" "links $work/outside/secret.xml" \
    "marks" "marks export" "marks add sub/visits" "check /etc/passwd" \
    "cache --clear" "cache --build $work/made" \
    "toc --library $work/outside" "toc -L $work/outside" \
    "--library $work/outside" "--root $work/outside" \
    "--root=/ toc" "toc --root /" "--allow-unsandboxed" "--idle 9h" \
    "--session 9h toc" "--clipboard 'touch $work/made' sub/visits" \
    "toc --no-cache" "/usr/lib/openssh/sftp-server" "scp -t $work/made" \
    "rsync --server . $work/made"; do
	remote -- "$command"
	refused 2 "refused: $(printf %s "$command" | sed "s|$work|W|g")"
	nothing_happened "and nothing happened"
done
remote -- search classified
[ "$status" -eq 1 ] && [ ! -s "$work/out" ]
result $? "what lies outside is not found"
remote -- show sly
out_has 'The end of the sly work' "a work that refers to files is shown"
nothing_happened "without them"
! grep -q "$work" "$work/err"; result $? "and without a word on where it lies"
remote -- links sly
nothing_happened "nor by its links"
remote -- backlinks -a sly#sly.end
nothing_happened "nor by what refers to it"
# Whether a file is there makes no difference.
remote -- show /etc/passwd
sed 's/passwd/nosuch/' "$work/err" >"$work/there"
remote -- show /etc/nosuch
cmp -s "$work/err" "$work/there"
result $? "nobody learns which files there are"

# The environment: what is let through is not heeded.
printf '#!/bin/sh\ntouch %s/made\n' "$work" >"$work/run/tool"
chmod 755 "$work/run/tool"
mkdir -p "$work/run/attache/works"
cp "$work/outside/secret.xml" "$work/run/attache/works"
printf 'clipboard = %s\n' "$work/run/tool" >"$work/run/attache/config"
for variable in PAGER ATTACHE_PAGER EDITOR VISUAL LESSOPEN; do
	remote -tt -o "SetEnv=$variable=$work/run/tool" -- show sub/visits
	out_has 'Arrival' "$variable: the page is shown"
	nothing_happened "and nothing is run"
done
for variable in XDG_DATA_HOME XDG_DATA_DIRS XDG_CONFIG_HOME XDG_STATE_HOME \
    XDG_CACHE_HOME HOME TERMINFO TERMINFO_DIRS ATTACHE_CACHE_DIRS; do
	before=$(find "$work/run" | sort)
	remote -o "SetEnv=$variable=$work/run" -- works
	out_has '^sub/visits' "$variable: works are listed"
	nothing_happened "and those of the library only"
	[ "$(find "$work/run" | sort)" = "$before" ]
	result $? "nothing was written there"
done
remote -o "SetEnv=LD_PRELOAD=$work/run/none.so" -- toc
[ "$status" -eq 0 ] && ! grep -q preload "$work/err"
result $? "LD_PRELOAD does not arrive"
remote -o SetEnv=ATTACHE_RESTRICTED=0 -- marks
refused 2 "no variable turns it off"
remote -o SetEnv=LC_ALL=C -- show sub/visits
! LC_ALL=C grep -q '[^ -~]' "$work/out"
result $? "a terminal that is said to know ASCII gets it"

# Other ways of ssh.
if command -v sftp >/dev/null; then
	echo 'get /etc/passwd' | sftp -b - -o ControlPath=none -F "$work/config" library \
	    >"$work/out" 2>"$work/err"
	[ $? -ne 0 ]; result $? "sftp is refused"
	nothing_happened "and gets nothing"
	scp -O -o ControlPath=none -F "$work/config" library:/etc/passwd "$work/made" \
	    >"$work/out" 2>"$work/err" </dev/null
	[ $? -ne 0 ]; result $? "scp is refused"
	nothing_happened "and gets nothing"
fi
ssh -o ControlPath=none -F "$work/config" -W "127.0.0.1:$port" library >"$work/out" \
    2>"$work/err" </dev/null
[ $? -ne 0 ] && ! grep -q SSH- "$work/out"
result $? "connections are not forwarded"
remote -o ExitOnForwardFailure=yes -R 0:127.0.0.1:9 -- toc
[ "$status" -ne 0 ] && [ ! -s "$work/out" ]
result $? "nor are ports of the server"
remote -s -- sftp
[ "$status" -ne 0 ] && [ ! -s "$work/out" ]
result $? "a subsystem is refused"

# Sizes.
long=$(printf '%04000d' 0)
remote -- search "$long$long$long"
[ "$status" -ne 0 ]; result $? "a long pattern is borne"
remote -- toc $(printf ' x%.0s' $(seq 300))
refused 2 "too many words are refused"
remote -- search "'(a+)+\$(b|a)*c'"
[ "$status" -le 2 ]; result $? "a pattern that takes for ever ends"

# The person's own files were left alone.
[ ! -e "$books/.cache" ] && [ -z "$(find "$books" -newer "$work/config")" ]
result $? "nothing was written in the library"

done_testing
