#!/bin/sh
# Published works, where they are at hand: $CORPORA, else ../shared/corpora
# beside the sources. See open_all.py.
srcdir=${srcdir:-$(cd "$(dirname "$0")/../.." && pwd)}
export srcdir builddir="${builddir:-$PWD}"
corpora=${CORPORA:-$srcdir/../shared/corpora}
[ -d "$corpora" ] || {
	echo "1..0 # SKIP there are no corpora in $corpora"
	exit 0
}
python3 -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null || {
	echo '1..0 # SKIP python3 is missing'
	exit 0
}
exec python3 -B "$(dirname "$0")/open_all.py" "$(cd "$corpora" && pwd)"
