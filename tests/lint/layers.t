#!/bin/sh
# The layers include downwards only, and curses, libxml2, PCRE2 and SQLite are
# each used in one place.
cd "${srcdir:?}" || exit 1

# layer: what it may include of src/
rules='base:base
model:base model
read:base model read
layout:base model layout
search:base model search
store:base model store
cite:base model cite
library:base model library
cli:base model library cli
ui:base model library ui
term:base ui term'

# header pattern: the only files that may include it
owners='<(ncurses|curses|term\.h):src/term/curses
<libxml/:src/read/|src/xml_main.c
<pcre2:src/search/pattern
<sqlite3:src/search/sqlite'

n=0
result() {
	n=$((n + 1))
	if [ -z "$2" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		printf '%s\n' "$2" | sed 's/^/# /'
	fi
}

echo "1..$(($(printf '%s\n' "$rules" "$owners" | wc -l) + 1))"
while IFS=: read -r layer allowed; do
	pattern=$(echo "$allowed" | tr ' ' '|')
	bad=$(grep -rnE '^#include "' "src/$layer" 2>/dev/null |
	    grep -vE "#include \"(attache|$pattern)/" | grep -v '"config.h"')
	result "src/$layer includes only $allowed" "$bad"
done <<END
$rules
END
while IFS=: read -r header files; do
	bad=$(grep -rnE "^#include $header" src include 2>/dev/null |
	    grep -vE "^($files)")
	result "$header only in $files" "$bad"
done <<END
$owners
END
bad=$(grep -nE '^#include "' include/attache/*.h | grep -v '"attache/')
result 'public headers include only each other' "$bad"
