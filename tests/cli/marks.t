#!/bin/sh
# Bookmarks from the shell. The helper must lie beside the program.
. "$(dirname "$0")/tap.sh"
file=$work/data/attache/bookmarks.xbel

attache marks
status_is 1 "no bookmarks at first"
lines_are 0 "nothing is printed"
attache marks add manual.xml#rank --folder A/B --tag x,y
status_is 0 "add"
out_like '  1\.1 Rank #x #y$' "a section's title is the default"
id=$(cut -d' ' -f1 "$work/out")
attache marks add manual.xml#p.visits+10 --note "$(printf 'two\nlines & <more>')" -q
status_is 0 "add at an offset"
lines_are 0 "quietly"
attache marks add manual.xml#code --letter c -q
attache marks add nowhere.xml#x
status_is 2 "a work that is not there"
attache marks add manual.xml#nowhere
status_is 2 "a place that is not there"
attache marks add manual.xml --letter 1
status_is 2 "a mark that is no letter"
attache marks list
status_is 0 "list"
out_like '^b[0-9a-f]*  /.*/manual.xml#rank  1\.1 Rank #x #y$' "with address"
out_like '^    two lines & <more>$' "with note"
out_like '  \[c\] ' "with letter"
lines_are 4 "three of them"
attache marks list other.xml
status_is 1 "none of another work"
attache marks list manual.xml --tag y
lines_are 1 "by tag"
attache marks list --folder A
lines_are 1 "by folder"
attache marks list --json
out_json "list --json"
out_like '"folder":\["A","B"\],"tags":\["x","y"\]' "lists in it"
if command -v xmllint >/dev/null 2>&1; then
	xmllint --noout "$file" 2>"$work/err"
	result $? "the file is XML"
else
	skip "the file is XML" "xmllint is missing"
fi

attache marks edit "$id" --title "New & title" --tag ''
status_is 0 "edit"
attache marks list --folder A/B
out_like '  New & title$' "title and tags are changed"
attache marks edit bxxx
status_is 2 "a bookmark that is not there"

attache marks export
status_is 0 "export"
out_like '^# Manual of Visits$' "Markdown: the work"
out_like '^## 1\.1 Rank$' "the section"
out_like '^two$' "the note"
out_like '^<file:///.*manual.xml#p.visits+10>$' "the address"
attache marks export --format html
out_like '^<DT><H3>A</H3>$' "HTML: a folder"
out_like '<DT><A HREF="file:///.*manual.xml#rank" ADD_DATE="[0-9]*" LAST_MODIFIED="[0-9]*">New &amp; title</A>$' \
    "an entry"
attache marks export --format csv
out_like '^id,title,note,folder,tags,letter,' "CSV: a heading"
out_like '"New & title",,"A/B",,,' "a row"
attache marks export --format nothing
status_is 2 "no such format"

attache marks check
status_is 0 "check: all stand"
lines_are 0 "nothing is said"
sed -e 's/xml:id="rank"/xml:id="ranks"/' -e 's/if (visit)/unless/' \
    manual.xml >"$work/edited.xml"
attache marks export --format json
sed "s,$here/data/manual.xml,$work/edited.xml,g" "$work/out" >"$work/moved"
cp "$work/out" "$work/saved"
cp "$file" "$work/saved.xbel"
for id in $(sed 's/{"id":"\([^"]*\)".*/\1/' "$work/saved"); do
	attache marks remove "$id"
done
status_is 0 "remove"
attache marks import "$work/moved"
out_is "3 imported, 0 known already" "import JSON"
attache marks import "$work/moved"
out_is "0 imported, 3 known already" "once only"
attache marks import --json "$work/moved"
out_is '{"imported":0,"known":3}' "import --json"
attache marks check
status_is 1 "check: an edited work"
out_like '^moved  .*#rank -> .*#ranks  New & title$' "moved"
out_like '^lost  .*#code ' "lost"
lines_are 2 "the third stands"
attache marks check --json
out_json "check --json"
out_like '"found":"moved","now":".*#ranks"' "with the new address"
attache marks import "$work/saved.xbel"
out_is "0 imported, 3 known already" "import XBEL"
echo '{"id":"a"}' >"$work/bad"
attache marks import "$work/bad"
status_is 2 "what is no bookmark"
err_like 'line 1 is no bookmark' "is refused"
attache marks import manual.xml
status_is 2 "another XML file"
attache marks add --private manual.xml
status_is 0 "in private"
attache marks
lines_are 4 "nothing is kept"

printf 'not XML' >"$file"
attache marks
status_is 2 "a damaged file"
err_like "bookmarks.xbel: line 1: " "is told"
attache marks add manual.xml -q
status_is 0 "adding sets it aside"
err_like "is now .*damaged-" "which is told"
[ "$(cat "$file".damaged-*)" = 'not XML' ]
result $? "as it was"
attache marks
lines_are 1 "and a new one begins"

chmod 500 "$work/data/attache"
if [ -w "$work/data/attache" ]; then
	skip "a folder that cannot be written" "we are root"
else
	attache marks add manual.xml
	status_is 2 "a folder that cannot be written"
fi
chmod 700 "$work/data/attache"
attache marks list "file://$here/data/manual.xml"
lines_are 1 "a work by its address"


# However a work is opened, it is the same.
rm -f "$file"
mkdir -p "$work/data/attache/works"
cp manual.xml "$work/data/attache/works/handed.xml"
attache marks add handed#rank -q
attache marks add "$work/data/attache/works/handed.xml#code" -q
ln -s "$work/data/attache/works/handed.xml" "$work/linked.xml"
attache marks add "$work/linked.xml#p.visits+4" -q
attache marks list handed
lines_are 3 "an installed work by its name"
out_like ' handed#p\.visits' "kept under its name"
out_like '  1\.1 Rank$' "a section's title"
attache marks list "$work/data/attache/works/handed.xml"
lines_are 3 "by its file"
attache marks list "$work/data/attache/works"
lines_are 3 "by its folder"
attache marks add handed#rank --note again -q
attache marks export handed
[ "$(grep -c '^## 1\.1 Rank$' "$work/out")" -eq 1 ]
result $? "exported: each section once"
attache marks check
status_is 0 "all are found"
cp manual.xml "$work/handed.xml"
attache marks list "$work/handed.xml"
status_is 1 "another file of that name is another work"
rm -rf "$work/data/attache" "$work/cache"
attache marks add --private manual.xml -q
[ ! -e "$work/data/attache" ] && [ ! -e "$work/cache" ]
result $? "in private nothing is written"

done_testing
