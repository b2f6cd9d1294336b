#!/bin/sh
# Findings.
. "$(dirname "$0")/tap.sh"

attache check -q manual.xml letter.xml
status_is 0 "nothing to say"
lines_are 0 "is not said"
attache check odd.xml
status_is 1 "findings"
out_like "^odd.xml:[0-9]*:[0-9]*: error: .*nowhere" "a broken link"
out_like "^odd.xml:5:[0-9]*: error: .*'a' is used twice" "an id used twice"
out_like "^odd.xml:5:[0-9]*: warning: .*wrong" "an unknown element"
out_like "^odd.xml:5:[0-9]*: warning: .*Nobody 1999" "a missing entry"
out_like "^odd.xml:6:[0-9]*: warning: .*missing.png" "a missing image"
out_safe "findings are safe"
out_like "^odd.xml:4:[0-9]*: warning: .*nowork#x" \
    "a link to a work that is not there"
mkdir "$work/here"
cat >"$work/here/away.xml" <<'END'
<article xmlns="http://docbook.org/ns/docbook" version="5.0"
  xmlns:xlink="http://www.w3.org/1999/xlink"><title>Away</title>
<para><link xlink:href="../there.xml#x">there</link>
<link xlink:href="../nowhere.xml#x">nowhere</link></para></article>
END
echo '<article version="5.0" xmlns="http://docbook.org/ns/docbook"
  xml:id="x"><title>There</title><para>P</para></article>' >"$work/there.xml"
attache check "$work/here/away.xml"
out_like "away.xml:3:[0-9]*: warning: .*outside .*: name $work/there.xml too" \
    "a link to a work elsewhere"
out_like "away.xml:4:[0-9]*: warning: .*nowhere.xml#x', which no work" \
    "a link to a work that is nowhere"
attache check "$work/here/away.xml" "$work/there.xml"
lines_are 1 "with the work elsewhere its links are checked"
attache links "$work/here/away.xml"
out_like 'work ../there.xml#x' "a link that leads elsewhere is not broken"
out_like 'broken ../nowhere.xml#x' "one that leads nowhere is"
attache check cut.xml
status_is 1 "what is not well-formed"
out_like '^cut.xml:4:[0-9]*: error: ' "is found"
attache check --json odd.xml
out_json "check --json"
out_like '"file":"odd.xml","line":6,"column":[0-9]*,"severity":"warning","message":"' \
    "fields of check --json"
attache check missing.xml
status_is 2 "a missing file is an error"
attache check
status_is 2 "check wants files"

attache check --schema schema/good.xml
case $err in
*"no schema"*) ;; # libxml2 was built without
*)
	status_is 0 "a document and its inclusions as the schema wants them"
	lines_are 0 "is not said"
	attache check --schema schema/bad.xml
	status_is 1 "what the schema does not allow"
	out_is "schema/twice.xml:3:19: error: the element 'note' must not stand here" \
	    "is told at its place in the file that it is in"
	attache check --schema --json schema/bad.xml
	out_json "check --schema --json"
	;;
esac
attache check --schema cut.xml
status_is 2 "what is not well-formed is not checked against a schema"
attache check --schema schema/old.xml
status_is 2 "a vocabulary without a schema"
err_like "no schema of its vocabulary is installed" "is said"

done_testing
