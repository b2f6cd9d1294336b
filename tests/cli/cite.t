#!/bin/sh
# Citations; the formats themselves are tested with the library.
. "$(dirname "$0")/tap.sh"
today=$(date +%Y-%m-%d)

attache cite manual.xml
status_is 0 "cite a work"
out_like '^Ada Stone, Manual of Visits (2024), accessed .*, file:///.*/manual.xml#manual\.$' \
    "Chicago is the default"
attache cite manual.xml#rank --format apa
out_like '^Stone, A\. (2024)\. Rank (Section 1\.1)\. In Manual of Visits\. Retrieved .*#rank$' \
    "a section in APA"
attache cite "file://$here/data/manual.xml#p.visits" -f biblatex
out_like '^@inbook{stone2024-manual-p-visits,$' "by its address in biblatex"
out_like "^  urldate = {$today},\$" "with today's date"
attache cite manual.xml letter.xml --format ris
[ "$(grep -c '^ER  - ' "$work/out")" -eq 2 ]
result $? "several works"
attache cite manual.xml --json
out_like '"type": "book",' "--json is CSL-JSON"
for format in chicago apa bibtex biblatex ris csl-json docbook; do
	attache cite odd.xml --format $format
	status_is 0 "$format of an odd work"
	out_safe "$format is safe"
done
attache cite manual.xml --format mla
status_is 2 "no such format"
err_like 'chicago, apa, .* or docbook, not "mla"' "the formats are named"
attache cite
status_is 2 "cite wants a work"
attache cite manual.xml#nowhere
status_is 2 "a place that is not there"

done_testing
