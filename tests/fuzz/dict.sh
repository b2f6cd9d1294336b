#!/bin/sh
# A dictionary for libFuzzer from the vocabulary tables: the elements of
# DocBook and TEI, and the attributes that readers ask for.
#
#   dict.sh >xml.dict
srcdir=${srcdir:-$(dirname "$0")/../..}

sed -n 's/^	{ "\([A-Za-z0-9]*\)", .*/"<\1>"\n"<\/\1>"/p' \
    "$srcdir/src/read/docbook.c" "$srcdir/src/read/tei.c" | sort -u
sed -n '/define READ_ATTRIBUTES/,/[^\\]$/p' "$srcdir/src/read/rows.h" |
    grep -o 'X([A-Za-z]*)' | sed 's/X(\(.*\))/" \1=\\"a\\""/' | tail -n +2
cat <<'END'
"<!DOCTYPE article [<!ENTITY a \"b\">]>"
"<!ENTITY % p \"c\">"
"%p;"
"&a;"
"&#x9B;"
"&lt;"
"&nbsp;"
"<![CDATA["
"]]>"
"<!--"
"-->"
"<?dbhtml a?>"
"xmlns=\"http://docbook.org/ns/docbook\""
"xmlns=\"http://www.tei-c.org/ns/1.0\""
"<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"a\"/>"
"encoding=\"ISO-8859-1\""
END
