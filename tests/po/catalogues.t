#!/bin/sh
# The catalogues: the template is that of the sources, and each language has
# all of it, with formats that agree.
if ! command -v "${MSGFMT:-msgfmt}" >/dev/null ||
	! command -v "${XGETTEXT:-xgettext}" >/dev/null ||
	! command -v msgattrib >/dev/null; then
	echo '1..0 # SKIP the gettext tools are not installed'
	exit 0
fi
here=$(cd "$(dirname "$0")" && pwd)
po=$here/../../po
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
tests=0 failures=0

result() # STATUS NAME FILE: what is wrong is in FILE
{
	tests=$((tests + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tests - $2"
	else
		echo "not ok $tests - $2"
		head -n 20 "$3" | sed 's/^/# /'
		failures=$((failures + 1))
	fi
}

# Entries alone, in an order that does not depend on files.
entries()
{
	msgcat --no-location --no-wrap --sort-output "$1" |
		sed -e '/^#[^,]/d' -e '/^#$/d' -e '1,/^$/d'
}

sh "$here/../../tools/pot.sh" >"$work/pot" 2>"$work/wrong"
[ ! -s "$work/wrong" ]
result $? 'xgettext has no complaint' "$work/wrong"
entries "$work/pot" >"$work/now"
entries "$po/attache.pot" >"$work/kept"
diff "$work/kept" "$work/now" >"$work/wrong" && [ -s "$work/now" ]
result $? 'attache.pot is that of the sources (make po-update)' "$work/wrong"

languages=$(sed '/^#/d' "$po/LINGUAS")
for language in $languages; do
	file=$po/$language.po
	"${MSGFMT:-msgfmt}" --check --check-format -o /dev/null "$file" \
	    2>"$work/wrong"
	result $? "$language: well-formed, formats agree" "$work/wrong"
	msgattrib --no-obsolete --only-fuzzy "$file" >"$work/wrong"
	[ ! -s "$work/wrong" ]
	result $? "$language: nothing is fuzzy" "$work/wrong"
	msgattrib --no-obsolete --untranslated "$file" >"$work/wrong"
	[ ! -s "$work/wrong" ]
	result $? "$language: all is translated" "$work/wrong"
	# msgmerge would take entries over or leave them as they are.
	msgcmp --use-untranslated "$file" "$work/pot" >"$work/wrong" 2>&1
	result $? "$language: every message of the program is there" "$work/wrong"
	# Blanks at both ends part words from what is put beside them.
	msgattrib --no-obsolete --no-wrap "$file" | awk '
		function ends(s) {
			return (s ~ /^" /) ":" (s ~ / "$/)
		}
		/^msgid "/ { sub(/^msgid /, ""); id = $0; next }
		/^msgid_plural "/ { sub(/^msgid_plural /, ""); id = $0; next }
		/^msgstr/ {
			sub(/^msgstr(\[[0-9]\])? /, "")
			if (id != "\"\"" && ends(id) != ends($0))
				print id " " $0
		}' >"$work/wrong"
	[ ! -s "$work/wrong" ]
	result $? "$language: blanks at the ends are kept" "$work/wrong"
done
[ -n "$languages" ] || echo '# there are no languages yet'
echo "1..$tests"
[ "$failures" -eq 0 ]
