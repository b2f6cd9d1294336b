#!/bin/sh
# Key scripts on the terminal in memory, and the screens they lead to.
#
#   run.t [NAME]...            compare; TAP
#   run.t --update [NAME]...   write the screens as they are now
srcdir=${srcdir:-.} builddir=${builddir:-.}
driver=$builddir/screen_driver
update=
[ "${1-}" = --update ] && { update=--update; shift; }
HELPER=$(cd "$builddir" && pwd)/attache-xml
LC_ALL=C.UTF-8 TZ=UTC
export HELPER LC_ALL TZ
unset NO_COLOR
if [ $# -eq 0 ]; then
	for script in "$srcdir"/tests/screen/*.keys; do
		[ -e "$script" ] || { echo '1..0 # SKIP no scripts'; exit 0; }
		script=${script##*/}
		set -- "$@" "${script%.keys}"
	done
fi
exec "$driver" $update "$srcdir/tests/screen" "$@"
