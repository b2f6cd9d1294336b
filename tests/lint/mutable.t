#!/bin/sh
# The core has no mutable data: nothing for two works to share by accident.
command -v objdump >/dev/null || { echo '1..0 # SKIP no objdump'; exit 0; }
echo 1..2
n=0
for lib in libattache.a libattache-read.a; do
	n=$((n + 1))
	bad=$(objdump -t "${builddir:?}/$lib" |
	    awk '/ O \.(data|bss|tdata|tbss)\t/ && !/ __(odr|asan)/')
	if [ -z "$bad" ]; then
		echo "ok $n - $lib"
	else
		echo "not ok $n - $lib"
		printf '%s\n' "$bad" | sed 's/^/# /'
	fi
done
