#!/bin/sh
# What README shows is what the screens of tests/screen are, which run.t there
# compares with the program.
cd "${srcdir:?}" || exit 1
n=0
made() { # WHAT FILE
	n=$((n + 1))
	if out=$(tools/picture.sh "$1" | diff "$2" - 2>&1); then
		echo "ok $n - $2 is as \"make picture\" makes it"
	else
		echo "not ok $n - $2 is as \"make picture\" makes it"
		printf '%s\n' "$out" | sed 's/^/# /' | head -n 20
	fi
}

echo 1..3
made readme README
made markdown README.md
if command -v python3 >/dev/null; then
	made svg packaging/screenshot.svg
else
	echo 'ok 3 - packaging/screenshot.svg # SKIP no python3'
fi
