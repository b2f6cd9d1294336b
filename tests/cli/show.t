#!/bin/sh
# Pages.
. "$(dirname "$0")/tap.sh"

attache show manual.xml
status_is 0 "show a work"
out_like 'Manual of Visits' "from its title"
out_like 'commands a regiment' "to its end"
out_unlike '[ 	]$' "no line ends in a space"
attache show 'manual.xml#visits'
out_like 'agreed upon' "show a section"
out_unlike 'regiment' "and nothing after it"
out_unlike 'resident' "and nothing before it"
attache show 'manual.xml#p.visits'
out_unlike 'agree();' "show a paragraph"
attache show 'manual.xml#tab.posts'
out_like 'Geneva' "show a table"
out_unlike 'resident' "and nothing around it"
attache show manual.xml#rank manual.xml#gloss
out_like 'no rank' "show two places: the first"
out_like 'regiment' "the second"

attache show -w 40 manual.xml
columns_within 40 "-w 40 holds"
attache show -w 200 manual.xml
columns_within 74 "the measure holds on a wide page"

attache show --marked 'manual.xml#p.first'
out_like '_resident_' "--marked shows emphasis"
out_like '→tab.posts\|→#tab.posts' "and links"
attache show --marked 'manual.xml#rank'
out_like '`no rank`' "and code"
attache show --links=numbers 'manual.xml#rank'
out_like 'list of ranks\[[0-9]\]' "--links=numbers numbers links"
out_like '^\[[0-9]\] *https://example.org/ranks?a=1&b=2$' "and lists targets"
attache show --links=osc8 --color=always 'manual.xml#rank'
out_like "$escape]8;;https://example.org/ranks?a=1&b=2$escape\\\\" \
    "--links=osc8"
attache show --links=osc8 'manual.xml#rank'
out_unlike "$escape" "not in a pipe"
attache show --links=all manual.xml
status_is 2 "--links takes three values"

attache show --json manual.xml
out_json "show --json"
out_like '"id":"p.visits","number":"2","section":"Visits","kind":"para","parent":"chapter"' \
    "fields of show --json"

LC_ALL=C attache show 'manual.xml#p.first'
! LC_ALL=C grep -q "$(printf '[\200-\377]')" "$work/out"
result $? "ASCII where the locale is not UTF-8"
out_like 'An attache is' "letters lose their accents"
LC_ALL=C attache show --json manual.xml
out_like 'An attaché is' "JSON is UTF-8 in any locale"

done_testing
