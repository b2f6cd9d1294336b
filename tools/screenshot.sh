#!/bin/sh
# Make the picture of the README: run attache in tmux, press keys, draw what the
# screen shows.
#
#   screenshot.sh [ATTACHE] >packaging/screenshot.svg
#
# From the folder where it was built, without an argument. The keys: twice to
# the next link, then peek at where it leads.
set -eu

attache=${1:-./attache}
attache=$(cd "$(dirname "$attache")" && pwd)/$(basename "$attache")
tools=$(cd "$(dirname "$0")" && pwd)
home=$(mktemp -d)
server=attache-picture-$$
screen() { tmux -L "$server" -f /dev/null "$@"; }
trap 'screen kill-server 2>/dev/null || :; rm -rf "$home"' EXIT
export HOME="$home" LC_ALL=C.UTF-8 TERM=xterm-256color
export XDG_CACHE_HOME="$home" XDG_CONFIG_HOME="$home" XDG_DATA_HOME="$home" \
    XDG_STATE_HOME="$home"

# Wait until the screen shows the text.
shows() {
	for _ in $(seq 50); do
		screen capture-pane -p | grep -qF "$1" && return
		sleep 0.1
	done
	echo "the screen does not show: $1" >&2
	exit 1
}

screen new-session -d -x 80 -y 25 "env TERM=tmux-256color '$attache' handbook#nato"
shows 'Article 5'
screen send-keys Tab
screen send-keys Tab
screen send-keys p
shows 'p again'
screen capture-pane -p -e |
    python3 "$tools/screenshot.py" 'A section of the handbook, with a peek at a reference'
