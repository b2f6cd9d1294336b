#!/bin/sh
# The program, and the terminals alone, on pseudo-terminals of many kinds.
#
# builddir holds the programs, srcdir the scripts. A name narrows it down:
# tests/tty/run.t view/keys, tests/tty/run.t 'views/help*'
srcdir=${srcdir:-.} builddir=${builddir:-.}
tty=$builddir/tty_harness
[ -x "$tty" ] || { echo '1..0 # SKIP libvterm is missing'; exit 0; }
here=$(cd "$srcdir" && pwd)/tests/tty
built=$(cd "$builddir" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
awk 'BEGIN { for (i = 1; i <= 400; i++)
	print "line " i " of the text" \
	    (i == 3 ? ": caf\303\251 \342\200\223 attache\314\201 " \
	    "\344\275\234\350\200\205|" : "") }' >"$work/text"
NOHUP=$here/nohup.sh
VIEW=$built/tty_view
TEXT=$work/text
ATTACHE=$built/attache
WORK=$here/../screen/visits.xml
JOB="set -m; '$VIEW' '$TEXT'; echo shell has it; read x; fg >/dev/null; echo done"
HOME=$work XDG_STATE_HOME=$work/state XDG_CONFIG_HOME=$work/config
XDG_CACHE_HOME=$work/cache XDG_DATA_HOME=$work/data
ESCDELAY=${ESCDELAY:-25} LC_ALL=C.UTF-8
unset NO_COLOR COLORTERM
VISUAL="sed -i 's/^Title: .*/Title: By editor/'"
export VISUAL
JOB2="set -m; '$ATTACHE' --private '$WORK'; echo shell has it; read x; fg >/dev/null; echo done"
# A terminal that a program before left such that writing does not wait, and
# where there is no python3 one that waits.
NOWAIT="import os; os.set_blocking(1, False)
os.execv('$ATTACHE', ['attache', '--private', '$WORK'])"
NOWAIT_JOB="python3 -c \"\$NOWAIT\" || exec '$ATTACHE' --private '$WORK'"
# Without what a run before could not save.
FRESH="rm -f '$work'/state/attache/unsaved-*; exec '$ATTACHE' '$WORK'"
# Who has read nothing yet, with the works that come with it.
mkdir -p "$work/share/attache" && ln -s "$(cd "$here/../../content" && pwd)" \
    "$work/share/attache/works"
NEWCOMER="rm -rf '$work/new'; XDG_STATE_HOME='$work/new' \
    XDG_DATA_HOME='$work/new' XDG_DATA_DIRS='$work/share' exec '$ATTACHE'"
export JOB2 NOWAIT NOWAIT_JOB FRESH NEWCOMER WORK VIEW TEXT ATTACHE NOHUP JOB HOME XDG_STATE_HOME XDG_CONFIG_HOME \
    XDG_CACHE_HOME XDG_DATA_HOME ESCDELAY LC_ALL here built
# In every view: each signal that ends, a stop, and where the cursor is. A line
# of tests/tty/views: its name, the keys that lead there from the first page, and
# what stands where the cursor must be.
every_view()
{
	mkdir "$work/views"
	while IFS='|' read -r name keys row; do
		case $name in ''|'#'*) continue ;; esac
		for what in HUP TERM INT stop vanish; do
			file=$work/views/$name-$what.tty
			{
				echo 'sizes 80x24'
				echo 'terms xterm-256color'
				if [ "$what" = stop ]; then
					echo "run sh -c \$JOB2"
				else
					echo 'run $ATTACHE --private $WORK'
				fi
				echo 'expect Ada Stone'
				for key in $keys; do
					echo "keys $key"
					echo settle
				done
				echo "cursor $row"
				case $what in
				stop)
					echo keep
					echo 'signal TSTP'
					echo 'expect shell has it'
					echo 'alternate no'
					echo 'keys x<Enter>'
					echo kept
					;;
				vanish)
					echo hangup
					echo 'exit 0'
					;;
				*)
					echo "signal $what"
					echo 'exit 0'
					echo restored
					echo 'alternate no'
					;;
				esac
			} >"$file"
		done
	done <"$here/views"
}
case ${1:-views} in views*) every_view ;; esac
case ${1:-} in
'') set -- "$here"/*/*.tty "$work"/views/*.tty ;;
views*) set -- "$work"/$1.tty ;;
*) set -- "$here"/$1.tty ;;
esac
"$tty" "$@"
