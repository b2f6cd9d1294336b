#!/bin/sh
# Run a test written in Python 3, where there is one.
command -v python3 >/dev/null || { echo '1..0 # SKIP no python3'; exit 0; }
exec python3 "$@"
