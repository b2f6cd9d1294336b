#!/bin/sh
# Links, backlinks, terms, dates, places, works.
. "$(dirname "$0")/tap.sh"

attache links manual.xml
status_is 0 "links"
out_like '^manual#[^:]*: here #tab.posts ' "a link in the work"
out_like ': address https://example.org/ranks?a=1&b=2  list of ranks$' \
    "a link to an address"
out_like ': work letter#l1' "a link to a work beside it"
attache links 'manual.xml#rank'
out_unlike 'tab.posts' "links of a section"
attache links --json manual.xml
out_json "links --json"
out_like '"kind":"here","target":"#visits","broken":false' "fields of links --json"
attache links 'manual.xml#code'
status_is 1 "no links"
attache links odd.xml
out_like ': broken nowhere' "a broken link"
out_like ': broken nowork#x' "a link to a work that is not there"

attache backlinks --marked 'manual.xml#posts'
out_is 'manual#p.visits+46:A visit to >>a post<< lasts a day.' \
    "backlinks with the sentence" 
attache backlinks 'manual.xml#visits'
lines_are 1 "backlinks from the work itself"
attache backlinks 'manual.xml#visits' letter.xml
out_like '^letter#[^:]*:.*The rules are in the manual\.' \
    "backlinks from another work"
attache backlinks -q -a 'manual.xml#visits'
out_like '^letter#' "backlinks from the folder"
attache backlinks --json 'manual.xml#posts'
out_json "backlinks --json"
out_like '"words":"a post","sentence":"A visit to a post lasts a day\."' \
    "fields of backlinks --json"
attache backlinks 'manual.xml#code'
status_is 1 "no backlinks"
cat >noted.xml <<'END'
<article><title>Noted</title><para>One<footnote id="n1"><para>Note.</para></footnote>
two.</para><para>See <xref linkend="n1"/>, again<footnoteref linkend="n1"/>.</para></article>
END
attache backlinks 'noted.xml#n1'
lines_are 2 "who refers to a note, but not where it stands"
rm noted.xml
attache backlinks
status_is 2 "backlinks wants a place"

attache terms manual.xml
status_is 0 "terms"
out_like '^rank, of attachés  *manual#' "an index term"
out_like '^visit  .*(see journey)$' "a see reference"
out_like '^Colonel  *manual#g.colonel.*(glossary)$' "a glossary entry"
attache terms --json manual.xml
out_json "terms --json"
out_like '"primary":"visit","secondary":"","tertiary":"","see":\["journey"\],"seealso":\[\],"glossary":false' \
    "fields of terms --json"
attache terms letter.xml
status_is 1 "no terms"

attache dates letter.xml
out_like '^1922  *letter#' "the oldest date"
[ "$(sed 's/ .*//' "$work/out" | tr '\n' ' ')" = '1922 1923-05-04 ' ]
result $? "dates are sorted"
attache dates --json letter.xml
out_json "dates --json"
out_like '"when":"1922","from":"1922","to":"1922","words":"1922"' \
    "fields of dates --json"

attache places letter.xml
[ "$(sed 's/ .*//' "$work/out" | uniq | tr '\n' ' ')" = 'Bern Geneva Vienna ' ]
result $? "places are sorted"
out_like '^Vienna .*(48.2082 16.3738)$' "with coordinates"
attache places --json letter.xml
out_json "places --json"
out_like '"name":"Vienna","lat":48.208200,"lon":16.373800' "as numbers"
out_like '"name":"Bern","lat":null,"lon":null' "or null"

cat >nested.xml <<'END'
<article><title>Nested</title><para><link linkend="a">one
<date>2 May <link linkend="b">to <date>1999</date></link></date><footnote><para>aside
<link linkend="c"><date>2001</date></link></para></footnote> two</link></para>
</article>
END
attache dates nested.xml
[ "$(sed 's/ .*//' "$work/out" | tr '\n' ' ')" = '1999 2001 ' ]
result $? "dates within dates and links"
attache links nested.xml
out_like ': broken a  one 2 May to 1999 two$' \
    "a link says what is in it, but not what stands aside"
out_like ': broken b  to 1999$' "a link in a link"
rm nested.xml

attache works .
status_is 0 "works"
out_like '^manual  *Manual of Visits$' "name and title"
err_like '1 XML file of other kinds passed over' "and what is no work"
attache works --json .
out_json "works --json"
out_like '"vocabulary":"tei"' "fields of works --json"

attache topics visit --in manual.xml
status_is 0 "topics"
out_like 'manual#.*Visits' "finds the section"
attache topics nosuchword --in manual.xml
status_is 1 "nothing found"
attache topics --json visit --in manual.xml
out_json "topics --json"

done_testing
