#!/bin/sh
# Outlines and arguments that name works.
. "$(dirname "$0")/tap.sh"

attache toc manual.xml
status_is 0 "toc succeeds"
out_is 'Manual of Visits  manual
1  Posts     #posts
  1.1  Rank  #rank
2  Visits    #visits
Glossary     #gloss' "toc of a book"

attache toc -d 1 manual.xml
out_unlike 'Rank' "--depth leaves deeper sections out"
attache toc 'manual.xml#posts'
out_like 'Rank' "toc of a section has its subsections"
out_unlike 'Visits  *#' "and nothing else"
attache toc 'manual.xml#1.1'
out_like '#rank' "a section by its number"
attache toc manual
status_is 0 "a file without .xml"

attache toc --json manual.xml
out_json "toc --json"
lines_are 5 "one object a section"
out_like '"work":"manual","id":"rank","number":"1.1","title":"Rank","kind":"section","level":2' \
    "fields of toc --json"

attache toc manual.xml letter.xml
out_like '^Manual of Visits' "the first of two works"
out_like '^A Letter on Visits' "the second of two works"
attache toc -q .
status_is 0 "a folder"
out_like 'Manual of Visits' "has its works"

attache toc missing.xml
status_is 2 "a missing file is an error"
err_like '^attache: .*missing\.xml' "which names it"
lines_are 0 "and prints nothing"
attache toc other.xml
status_is 2 "XML that is no work is an error"
attache toc 'manual.xml#nowhere'
status_is 2 "a missing place is an error"
err_is 'attache: no place "nowhere" in manual.xml' "which names it"

attache -L . toc manual
status_is 0 "a name in a library"
out_unlike 'Letter' "opens only that work"
attache -L . toc nosuch
status_is 2 "a name that is not in it"

mkdir "$work/links" "$work/elsewhere"
cp manual.xml letter.xml "$work/elsewhere"
ln -s ../elsewhere/manual.xml ../elsewhere/letter.xml "$work/links"
attache toc -q "$work/links"
out_like 'Manual of Visits' "a folder has the works that it links to"
long=$(printf '%0200d' 0)
mkdir "$work/far" "$work/$long"
i=0
while [ $i -lt 700 ]; do
	i=$((i + 1))
	cp manual.xml "$work/$long/$i.xml"
	ln -s "../$long/$i.xml" "$work/far"
done
sh -c 'ulimit -s 512; ulimit -n 12; exec "$@"' sh \
    "$ATTACHE" works --no-cache -q "$work/far" >"$work/out" 2>"$work/err"
took $?
status_is 0 "many of them, with few descriptors and little room for arguments"
lines_are 1400 "all are there"

cp manual.xml "$work/a#b.xml"
attache toc "$work/a#b.xml"
status_is 0 "a file with # in its name"
name="$work/e${escape}[31m.xml"
cp manual.xml "$name"
attache toc "$name"
out_safe "a file name with controls is made safe"
attache works --json "$name"
out_json "in JSON it is escaped"
out_like 'e\\u001b\[31m' "as it is"
out_safe "and safe"
attache toc "$work/none${escape}[31m.xml"
out_safe "so it is in errors"
attache toc odd.xml
out_safe "and a title"

attache toc cut.xml
status_is 0 "a document with an error is read as far as possible"
err_like '^attache: .*cut' "and it is said"
attache --strict toc cut.xml
status_is 2 "unless it is to be strict"

done_testing
