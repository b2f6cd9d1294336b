#!/bin/sh
# All benchmarks, against their peers in the same run, as ratios with what is
# aimed at. Nothing here fails a build: figures belong to the machine they were
# taken on, and to a quiet one.
#
#   $CORPORA   published works (default: ../shared/corpora beside the sources)
#   $CORPUS    about 100 MB of TEI (default: $TMPDIR/tei100, else made from
#              the published works by ../shared/tools/make_corpus.py)
#   $ROUNDS    rounds of reading (5)
set -u
srcdir=${srcdir:-$(cd "$(dirname "$0")/../.." && pwd)}
builddir=${builddir:-$PWD}
here=$srcdir/tests/bench
corpora=${CORPORA:-$srcdir/../shared/corpora}
maker=$srcdir/../shared/tools/make_corpus.py
temporary=${TMPDIR:-/tmp}
rounds=${ROUNDS:-5}
LC_ALL=C.UTF-8
export LC_ALL
unset LESS LESSOPEN ATTACHE_CACHE_DIRS

work=$(mktemp -d "$temporary/bench.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
missed=0

have() { command -v "$1" >/dev/null 2>&1; }

# judge NAME RATIO MOST|LEAST LIMIT
judge()
{
	if awk "BEGIN { exit !($2 $([ "$3" = most ] && echo '<=' || echo '>=') $4) }"
	then
		verdict=
	else
		verdict='  MISSED'
		missed=$((missed + 1))
	fi
	printf '  %-52s %8.2f   at %-5s %s%s\n' "$1" "$2" "$3" "$4" "$verdict"
}

ratio() { awk "BEGIN { printf \"%.4f\", $1 / $2 }"; }

median()
{
	sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# cold WORKERS FOLDER: what bench_read prints, with an empty cache. Each in a
# folder of its own that stays until the end: some file systems take long to
# make files just after as many were removed.
cold()
{
	XDG_CACHE_HOME=$(mktemp -d "$work/cold.XXXXXX") \
	    "$builddir/bench_read" "$1" "$2"
}

# reading NAME FOLDER
reading()
{
	echo "Reading $1, XML to images on disk (medians of $rounds rounds)"
	for peer in sax one two; do : >"$work/$peer"; done
	i=0
	while [ $i -lt "$rounds" ]; do
		"$builddir/bench_sax" "$2" >"$work/line" || return
		cut -d' ' -f1 "$work/line" >>"$work/sax"
		cold 1 "$2" >"$work/line1" || return
		cut -d' ' -f1 "$work/line1" >>"$work/one"
		cold 2 "$2" >"$work/line2" || return
		cut -d' ' -f1 "$work/line2" >>"$work/two"
		i=$((i + 1))
	done
	megabytes=$(cut -d' ' -f2 "$work/line")
	sax=$(median "$work/sax") one=$(median "$work/one")
	two=$(median "$work/two")
	awk "BEGIN { printf \"  %.1f MB, MB/s: SAX2 %.0f, one worker %.0f, two workers %.0f\\n\", \
	    $megabytes, $megabytes / $sax, $megabytes / $one, $megabytes / $two }"
	judge "speed of one worker to SAX2 with empty handlers" \
	    "$(ratio "$sax" "$one")" least 0.333
	judge "two workers, asked 1.7 times that third" \
	    "$(ratio "$sax" "$two")" least 0.567
	echo "  two workers to one: $(ratio "$one" "$two")"
}

# Beyond what the process takes for an empty work, which is its libraries': next
# to that the image of a small work is nothing.
memory()
{
	echo '<article><para>x</para></article>' >"$work/small.xml"
	base=$(cold 1 "$work/small.xml" | cut -d' ' -f4)
	echo "Peak memory of a worker, beyond $base MB for an empty work," \
	    "to the image it makes"
	for size in 1 20 100; do
		cold 1 "$work/$size.xml" >"$work/line" || return
		image=$(cut -d' ' -f3 "$work/line")
		peak=$(cut -d' ' -f4 "$work/line")
		beyond=$(awk "BEGIN { print $peak - $base }")
		judge "$size MB of XML: $beyond MB to $image MB" \
		    "$(ratio "$beyond" "$image")" most 3
		echo "  the whole process: $(ratio "$peak" "$image")"
	done
}

# Starting from the cache.
starting()
{
	echo "Showing a short section from the cache (medians, ms, interleaved)"
	have less || { echo "  skipped: less is missing"; return; }
	XDG_CACHE_HOME=$work/warm
	export XDG_CACHE_HOME
	show="$builddir/attache show --no-pager"
	$show "$work/1.xml#first" >"$work/text"
	$show "$work/100.xml#first" >/dev/null
	[ -s "$work/text" ] || { echo "  nothing was shown"; return; }
	set -- "$builddir/bench_time" 200 less "$work/text" -- \
	    $show "$work/1.xml#first" -- $show "$work/100.xml#first"
	if [ -n "$corpus" ]; then
		"$builddir/attache" -q works "$corpus" >/dev/null 2>&1
		first=$(find "$corpus" -name '*.xml' | sort | head -n 1)
		name=${first#"$corpus"/}
		name=${name%.xml}
		id=$("$builddir/attache" toc -d 1 --json "$first" |
		    sed -n 's/.*"id":"\([^"+/]*\)".*"level":1.*/\1/p' | head -n 1)
		$show "$first#$id" >"$work/text2"
		set -- "$@" -- less "$work/text2" -- $show "$first#$id" -- \
		    $show -L "$corpus" "$name#$id"
	fi
	"$@" >"$work/times" || return
	row() { sed -n "$1p" "$work/times" | cut -d' ' -f"${2:-1}"; }
	echo "  less $(row 1), a work of 1 MB $(row 2), of 100 MB $(row 3)"
	judge "a work of 1 MB to less" "$(ratio "$(row 2)" "$(row 1)")" most 1.5
	judge "a work of 100 MB to less" "$(ratio "$(row 3)" "$(row 1)")" \
	    most 1.5
	judge "a work of 100 MB to one of 1 MB" \
	    "$(ratio "$(row 3)" "$(row 2)")" most 1.1
	[ -n "$corpus" ] || return
	count=$(find "$corpus" -name '*.xml' | wc -l)
	echo "  less $(row 4), one work $(row 5), out of $count $(row 6)"
	judge "one work to less" "$(ratio "$(row 5)" "$(row 4)")" most 1.5
	judge "a work out of $count to less" \
	    "$(ratio "$(row 6)" "$(row 4)")" most 1.5
	judge "a work out of $count to one alone" \
	    "$(ratio "$(row 6)" "$(row 5)")" most 1.1
}

searching()
{
	have rg || { echo "Searching: skipped, rg is missing"; return; }
	echo "Searching all of it, against rg on the same text (! misses)"
	"$builddir/bench_search" -r "$rounds" "$work/warm/attache" 2>/dev/null |
	    sed 's/^/  /' | tee "$work/search"
	missed=$((missed + $(grep -c '!' "$work/search")))
}

uptime
if [ -d "$corpora" ]; then
	corpora=$(cd "$corpora" && pwd)
	reading "the published works" "$corpora"
else
	echo "Published works: skipped, there are none in $corpora"
fi
corpus=${CORPUS:-$temporary/tei100}
if [ ! -d "$corpus" ]; then
	corpus=
	if [ -d "$corpora" ] && [ -f "$maker" ] && have python3; then
		DATA=$corpora python3 "$maker" 100 "$work/corpus" >/dev/null &&
		    corpus=$work/corpus
	fi
fi
if [ -n "$corpus" ]; then
	reading "100 MB of TEI" "$corpus"
else
	echo "100 MB of TEI: skipped, neither \$CORPUS nor $maker is there"
fi
keys()
{
	srcdir=$srcdir builddir=$builddir sh "$here/bench_keys.sh" |
	    tee "$work/keys"
	missed=$((missed + $(grep -c MISSED "$work/keys")))
}

keys
source=${corpus:-$corpora}
if have python3 && [ -d "$source" ]; then
	for size in 1 20 100; do
		python3 "$here/make_work.py" $size "$work/$size.xml" "$source"
	done
	memory
	starting
	[ -z "$corpus" ] || searching
else
	echo "Memory, starting, searching: skipped, no works or no python3"
fi
[ "$missed" -eq 0 ] && echo "All targets are met." ||
    echo "$missed targets are missed."
