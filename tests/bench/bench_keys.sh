#!/bin/sh
# Bytes, processor time and latency of a key in attache, less and info, on the
# same text at the same size; at the end the write(2) calls of one page down.
#
#   bench_keys.sh [COLSxROWS] [TEXT]
builddir=${builddir:-.}
bench=$builddir/bench_keys
[ -x "$bench" ] || { echo 'bench_keys: not built (libvterm is missing)'; exit 0; }
size=${1:-80x24}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
text=${2:-}
if [ -z "$text" ]; then
	text=$work/text
	# Prose of 66 columns that repeats nowhere, so that no line moves for free.
	awk 'BEGIN { srand(4); split("the attache of a mission observes under " \
	    "article five any exercise which parties notify in advance and " \
	    "reports to the ministry at once", w, " ");
	    for (i = 0; i < 4000; i++) { l = "";
		while (length(l) < 66) l = l w[1 + int(rand() * 23)] " ";
		print substr(l, 1, 72) } }' >"$text"
fi
export LC_ALL=C.UTF-8 HOME="$work"
unset LESS LINES COLUMNS
run() {
	label=$1 down=$2 page=$3
	shift 3
	command -v "$1" >/dev/null || { echo "$label: not here"; return; }
	"$bench" "$label" "$size" "$down=line=60" "$page=page=60" -- "$@"
}
writes() {
	command -v strace >/dev/null || return
	"$bench" "$1" "$size" '<Space>=page=20' -- strace -f -qq -o "$work/$1" \
	    -y -e trace=write "$2" "$text" >/dev/null
	# The first screen is not counted.
	awk -v label="$1" '/write\([0-9]+<.dev.(pts|tty)/ { n++ } END { printf "%-10s about %.1f" \
	    " write calls a page\n", label, n / 21 }' "$work/$1"
}
echo "$size, one key at a time; /text: bytes for each byte of text on the screen"
"$bench"
run terminal j '<Space>' "$builddir/tty_view" "$text"
[ -x "$builddir/attache" ] && [ -n "${work_to_read:-}" ] &&
    run attache j '<Space>' "$builddir/attache" "$work_to_read"
run less j '<Space>' less "$text"
run info '<Down>' '<Space>' info -f "$text"
writes terminal "$builddir/tty_view"
writes less less
