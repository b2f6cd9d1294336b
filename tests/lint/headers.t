#!/bin/sh
# Every public header compiles alone.
cd "${srcdir:?}" || exit 1
set -- include/attache/*.h
echo "1..$#"
n=0
for h; do
	n=$((n + 1))
	if echo "#include \"attache/$(basename "$h")\"" |
	    ${CC:-cc} -std=gnu17 -Wall -Wextra -Werror -Iinclude \
	    -fsyntax-only -x c - 2>/dev/null; then
		echo "ok $n - $h"
	else
		echo "not ok $n - $h does not compile alone"
	fi
done
