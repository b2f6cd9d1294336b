#!/bin/sh
# The pictures of README, from the screens of two key scripts.
#
#   picture.sh svg        packaging/screenshot.svg, of tests/screen/picture
#   picture.sh readme     README with the screen of tests/screen/readme
#   picture.sh markdown   README.md: README with the SVG in place of that screen
#
# "make picture" takes the screens of the program as it is and writes all three;
# tests/packaging/picture.t compares.
set -eu
cd "$(dirname "$0")/.."

# The screen between lines like those of README. What is shown in reverse,
# that is the selected reference, stands in brackets where there is room.
drawing() {
	awk '
	function edge() {
		line = sprintf("%*s", columns, "")
		gsub(/ /, "-", line)
		print "    +" line "+"
	}
	/^size / { split($2, size, "x"); columns = size[1]; rows = size[2] }
	FNR == NR { next }
	/^== / { row = 0; next }
	/^-- looks/ { row = 0; looks = 1; next }
	/^-- / { next }
	!looks { text[++row] = sprintf("%-*s", columns, $0) }
	looks { look[++row] = $0 }
	END {
		edge()
		for (i = 1; i <= rows; i++) {
			if (match(look[i], /r+/) && RSTART > 1 &&
			    substr(text[i], RSTART - 1, 1) == " " &&
			    substr(text[i], columns) == " ")
				text[i] = substr(text[i], 1, RSTART - 2) "[" \
				    substr(text[i], RSTART, RLENGTH) "]" \
				    substr(text[i], RSTART + RLENGTH, \
				    columns - RSTART - RLENGTH)
			print "    |" text[i] "|"
		}
		edge()
	}' tests/screen/readme.keys tests/screen/readme.screen
}

# README with what the file named holds in place of its screen.
with_screen() {
	awk -v screen="$1" '
	/^    \+-+\+$/ {
		inside = !inside
		while (inside && (getline line < screen) > 0)
			print line
		next
	}
	!inside' README
}

case ${1-} in
svg)
	sed -n '2,$p' tests/screen/picture.screen |
	    sed '/^-- /d' | python3 tools/screenshot.py \
	    "$(sed -n '1s/^== //p' tests/screen/picture.screen)"
	;;
readme | markdown)
	made=$(mktemp)
	trap 'rm -f "$made"' EXIT
	if [ "$1" = readme ]; then
		drawing >"$made"
	else
		echo '<!-- Made of README by "make picture". -->'
		sed -n '1s/^== \(.*\)/![\1](packaging\/screenshot.svg)/p' \
		    tests/screen/picture.screen >"$made"
	fi
	with_screen "$made"
	;;
*)
	echo 'use: picture.sh svg|readme|markdown' >&2
	exit 2
	;;
esac
