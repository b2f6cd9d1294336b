#!/bin/sh
# Every element that a vocabulary knows occurs in a golden file, so that what
# is drawn of it was looked at; but for those that are left out with all that
# they hold.
set -u
cd "${srcdir:?}" || exit 99
LC_ALL=C
export LC_ALL

# The elements that no file NAME*.xml of this folder has, of $1, NAME.
missing()
{
	sed -n 's/^\t{ "\([^"]*\)", .*/&/p' "src/read/$1.c" |
	    grep -v ', READ_SKIP, .* NULL, NULL },$' |
	    sed 's/^\t{ "\([^"]*\)".*/\1/' | sort -u >"$rows"
	grep -oh '<[A-Za-z_][A-Za-z0-9_.:-]*' "tests/golden/$1"*.xml |
	    sed 's/^<\(.*:\)*//' | sort -u | comm -23 "$rows" -
}

rows=$(mktemp) || exit 99
trap 'rm -f "$rows"' EXIT
count=0
failed=0
echo 1..2
for vocabulary in docbook tei; do
	count=$((count + 1))
	names=$(missing "$vocabulary")
	if [ ! -s "$rows" ]; then
		names="no row was found in src/read/$vocabulary.c"
	fi
	if [ -z "$names" ]; then
		echo "ok $count - all of $vocabulary is in golden files"
	else
		echo "not ok $count - all of $vocabulary is in golden files"
		printf '%s\n' "$names" | sed 's/^/# /'
		failed=1
	fi
done
exit $failed
