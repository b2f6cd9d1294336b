#!/bin/sh
# Patterns, places, counts, scopes.
. "$(dirname "$0")/tap.sh"

attache search 'serves at an embassy' manual.xml
status_is 0 "a match across lines of the source"
out_like '^manual#[^:]*:.*He or she serves at an embassy' \
    "is printed with its address"
attache search nosuchword manual.xml
status_is 1 "no match"
lines_are 0 "prints nothing"

attache search -c Geneva manual.xml letter.xml
out_like '^manual:[0-9]*$' "-c counts"
lines_are 2 "works that have matches"
attache search -c colonel manual.xml letter.xml
lines_are 1 "works without are left out"

attache search -c colonel manual.xml
out_is manual:2 "smart case: small letters match capitals"
attache search -c Colonel manual.xml
out_is manual:1 "smart case: a capital counts"
attache search -c -i COLONEL manual.xml
out_is manual:2 "-i"
attache search -c -s colonel manual.xml
out_is manual:1 "-s"
attache search -w visit manual.xml
out_like 'A visit to' "-w finds words"
attache search -w isit manual.xml
status_is 1 "-w finds nothing else"
attache search -F 'attaché?' manual.xml
lines_are 1 "-F takes the pattern as it is"
attache search -m 1 visit manual.xml
lines_are 1 "-m stops"
attache search -- -nosuch manual.xml
status_is 1 "a pattern may begin with -"

attache search --marked regiment manual.xml
out_like '>>regiment<<' "--marked marks the match"
attache search --color=always regiment manual.xml
out_like "$escape\\[0;1;7mregiment$escape\\[" "colours mark the match"
NO_COLOR=1 attache search --color=auto regiment manual.xml
out_unlike "$escape" "no styles in a pipe"

attache search --in 'manual.xml#rank' attach
lines_are 1 "--in names the work"
attache search --in '#rank' attach manual.xml
lines_are 1 "--in within works"
attache search -c --in '#rank' attach manual.xml letter.xml
out_is manual:1 "works without such a place are left out"
attache search --scope title visits manual.xml
lines_are 2 "--scope title"
attache search --scope note mission manual.xml
lines_are 1 "--scope note"
attache search --scope note embassy manual.xml
status_is 1 "is not the text"
attache search --scope nonsense x manual.xml
status_is 2 "an unknown scope is an error"

attache search 'é+(foo' manual.xml
status_is 2 "a bad pattern is an error"
err_like '^    é+(foo$' "it is printed"
err_like '^          ^$' "with a caret in columns"
err_like '^attache: .*parenthesis' "and the reason"
attache search "(${escape}[31m" manual.xml
out_safe "a bad pattern is made safe"

attache search --json 'A visit' manual.xml
out_json "search --json"
out_like '"work":"manual","id":"p.visits+[0-9]*","number":"2","section":"Visits","kind":"para","pos":[0-9]*,"match":"A visit","before":"[^"]*writing. ","after":" to a post' \
    "fields of search --json"
attache search --json -c visit manual.xml
out_like '^{"work":"manual","count":[0-9]*}$' "fields of search --json -c"

# What is printed leads back to the place.
attache search --json regiment manual.xml
address=$(sed -n 's/.*"work":"\([^"]*\)","id":"\([^"]*\)".*/\1#\2/p' "$work/out")
attache show "$address"
out_like 'commands a regiment' "the address printed can be shown"

done_testing
