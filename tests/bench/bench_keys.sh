#!/bin/sh
# Bytes, processor time and latency of a key in attache, less and info, on the
# same text at the same size: the work as attache lays it out. A line counts with
# title and status, which attache sends when the reader pauses. At the end the
# write(2) calls of one page down.
#
#   bench_keys.sh [COLSxROWS] [WORK]
srcdir=${srcdir:-.} builddir=${builddir:-.}
bench=$builddir/bench_keys
[ -x "$bench" ] || { echo 'Keys: skipped, libvterm is missing'; exit 0; }
size=${1:-80x24}
read=${2:-$srcdir/content/handbook.xml}
[ -e "$read" ] || { echo "Keys: skipped, there is no $read"; exit 0; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
text=$work/text
HOME=$work XDG_CACHE_HOME=$work/cache XDG_CONFIG_HOME=$work/config
XDG_DATA_HOME=$work/data XDG_STATE_HOME=$work/state LC_ALL=C.UTF-8
export HOME XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME LC_ALL
unset LESS LESSOPEN LINES COLUMNS NO_COLOR
"$builddir/attache" -q show --no-pager -w 74 "$read" >"$text" || exit 1
# What is no Info file info passes over for its list of manuals.
{
	printf 'bench.\n\n\037\nFile: text.info,  Node: Top,  Up: (dir)\n\n'
	cat "$text"
	printf '\037\n'
} >"$work/text.info"

# run LABEL KEYS-BEFORE LINE PAGE PROGRAM WORD...
run() {
	label=$1 before=$2 down=$3 page=$4
	shift 4
	command -v "$1" >/dev/null || { echo "$label: not here"; return; }
	"$bench" "$label" "$size" "$before==1" "$down=line=300=60" \
	    "$page=page=60" -- "$@"
}
writes() {
	label=$1
	shift
	command -v strace >/dev/null || return
	command -v "$1" >/dev/null || return
	"$bench" "$label" "$size" '<Space>=page=20' -- strace -f -qq \
	    -o "$work/$label" -y -e trace=write "$@" >/dev/null
	# The first screen is not counted.
	awk -v label="$label" '/write\([0-9]+<.dev.(pts|tty)/ { n++ }
	    END { printf "%-10s about %.1f write calls a page\n", label, n / 21 }' \
	    "$work/$label"
}
echo "Keys at $size, one at a time, medians; /text: bytes sent for a byte shown"
"$bench"
# Past the title page all three show running text.
run attache '<Space><Space>' j '<Space>' \
    "$builddir/attache" --private "$read" | tee "$work/figures"
run less '<Space><Space>' j '<Space>' less "$text"
# info moves its cursor; a line scrolls where that stands on the last one.
run info '<Space><Space>' '<Down>' '<Space>' info -f "$work/text.info"
writes attache "$builddir/attache" --private "$read"
writes less less "$text"
writes info info -f "$work/text.info"
[ "$size" = 80x24 ] || exit 0
awk '$2 == "line" && $4 > 120 { line = "  MISSED" }
	$2 == "line" { print "  a line of attache, title and status too, is " $4 \
	    " bytes in 19 of 20, at most 120" line }
	$2 == "page" && $6 > 1.2 { page = "  MISSED" }
	$2 == "page" { print "  a page of attache is " $6 \
	    " of its text, at most 1.20" page }' "$work/figures"
