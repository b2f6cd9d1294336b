"""Documents that no honest author writes: every kind of damage and malice
that a file named .xml can hold. small() yields (name, bytes); large() yields
(name, function that writes it to a file), too big to keep in memory."""

import gzip
import struct
import zlib

DOCBOOK = "http://docbook.org/ns/docbook"
XI = "http://www.w3.org/2001/XInclude"

KINDS = """section sect1 sect2 part chapter appendix div div1 group para p note
    footnote itemizedlist listitem orderedlist list item variablelist
    varlistentry blockquote quote q cit epigraph sidebar warning table
    informaltable row entry cell td tr figure mediaobject example equation
    emphasis hi sic choice link ref subscript superscript lg l sp index
    indexterm glossary glossentry glossdef bibliography biblioentry bibl title
    head screen programlisting info teiHeader anchor seg name persName date
    qandaset qandaentry question answer procedure step entrytbl thing""".split()


def article(body, head="", title="T"):
    return (f'{head}<article xmlns="{DOCBOOK}" version="5.1" '
            f'xmlns:xlink="http://www.w3.org/1999/xlink" xml:id="root">'
            f"<title>{title}</title>{body}</article>").encode()


def tei(body):
    return ('<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>'
            "<titleStmt><title>T</title></titleStmt></fileDesc></teiHeader>"
            f"<text><body>{body}</body></text></TEI>").encode()


GOOD = article(
    '<section xml:id="s"><title>S</title><para>One <emphasis>two</emphasis>'
    ' &amp; &#xE9; <link linkend="t">l</link><footnote><para>n</para>'
    "</footnote></para><!-- c --><?pi p?><programlisting><![CDATA[a < b]]>"
    "</programlisting></section><table xml:id='t'><title>T</title><tgroup "
    "cols='2'><tbody><row><entry>a</entry><entry>b</entry></row></tbody>"
    "</tgroup></table>",
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE article [<!ENTITY e '
    '"f">]>\n')


def bare():
    yield "empty", b""
    yield "blank", b" \n\t\r\n"
    yield "declaration", b'<?xml version="1.0"?>'
    yield "comment-only", b"<!-- nothing -->"
    yield "text-only", b"just text"
    yield "lt-only", b"<"
    yield "nul-only", b"\0" * 100
    yield "root-empty", b"<article/>"
    yield "root-tei-empty", b"<TEI/>"
    yield "root-prefixed", b'<d:article xmlns:d="%s"/>' % DOCBOOK.encode()
    yield "root-other-space", b'<article xmlns="urn:x"><para>x</para></article>'
    yield "two-roots", b"<article/><article/>"
    yield "junk-before", b"junk<article/>"
    yield "junk-after", b"<article><para>x</para></article>junk"
    yield "space-before-declaration", b' <?xml version="1.0"?><article/>'
    yield "xml-1.1", b'<?xml version="1.1"?><article><para>&#1;</para></article>'
    yield "xml-9.9", b'<?xml version="9.9"?><article><para>x</para></article>'
    yield "standalone-odd", b'<?xml version="1.0" standalone="x"?><article/>'
    for name, end in (("cr", b"\r"), ("crlf", b"\r\n"), ("nel", b"\xc2\x85"),
                      ("ls", b"\xe2\x80\xa8")):
        yield "line-ends-" + name, article(
            "<programlisting>a\nb\n</programlisting><para>c\nd</para>"
            ).replace(b"\n", end)


def truncated():
    for at in range(1, len(GOOD), 11):
        yield f"cut-{at:04}", GOOD[:at]


def malformed():
    wrong = ["<para>", "</para>", "<para></title>", "<para a=b/>",
             "<para a='1' a='2'/>", "<para a='<'/>", "<para 1='x'/>",
             "<para xmlns:a=''/>", "<a:para/>", "<para a:b='x'/>",
             "<para xml:lang='\x01'/>", "<!-- -- -->", "<!-->", "<![CDATA[",
             "]]>", "<?xml version='1.0'?>", "<?XML a?>", "<?a", "&", "&;",
             "&undefined;", "&#0;", "&#x110000;", "&#xD800;", "&#xFFFE;",
             "&#-1;", "&#99999999999999999999;", "&#x9B;", "&lt", "<1/>",
             "< para/>", "<para/ >", "<para a='1'b='2'/>", "<para a/>",
             "<!DOCTYPE x>", "<!ENTITY a 'b'>", "<!ELEMENT a ANY>", "<!>",
             "<para xmlns='' xmlns=''/>", "<xml:para/>", "<xmlns:para/>",
             "<para xml:space='odd'> a </para>", "<para xml:id='1 2'/>",
             "<para xml:base='/etc/'/>", "<para\0/>", "<para a='\0'/>"]
    for i, text in enumerate(wrong):
        yield f"wrong-{i:02}", article(
            f"<para>before</para>{text}<para>after</para>")
    doctypes = ["<!DOCTYPE", "<!DOCTYPE article", "<!DOCTYPE article [",
                "<!DOCTYPE article [<!ENTITY", "<!DOCTYPE article [%p;]>",
                "<!DOCTYPE article [<!ENTITY % p '<'>%p;]>",
                "<!DOCTYPE article PUBLIC>", "<!DOCTYPE a SYSTEM 'b\x1b[2J'>",
                "<!DOCTYPE article [<!ATTLIST article id ID #REQUIRED>]>",
                "<!DOCTYPE article [<!ATTLIST para role CDATA '&x;'>]>",
                "<!DOCTYPE article [<!NOTATION n SYSTEM 'n'>"
                "<!ENTITY u SYSTEM 'u' NDATA n>]>",
                "<!DOCTYPE article [<![INCLUDE[<!ENTITY a 'b'>]]>]>"]
    for i, text in enumerate(doctypes):
        yield f"doctype-{i:02}", article("<para>x &a; &u;</para>", text)


def encodings():
    text = article("<para>caf\u00e9 \u4e00 \U0001f600 \u009b31m</para>"
                   ).decode()
    for name in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32",
                 "utf-32-le", "utf-32-be", "utf-7"):
        yield "bytes-" + name, text.encode(name)
        yield "declared-" + name, (
            f'<?xml version="1.0" encoding="{name}"?>' + text).encode(name)
    for name in ("utf-8", "UTF-16", "UCS-4", "iso-8859-1", "us-ascii",
                 "windows-1252", "koi8-r", "shift_jis", "big5", "gb18030",
                 "euc-jp", "iso-2022-jp", "utf-7", "ebcdic-us", "hz", "x",
                 "\u009bX", "utf-8;rm -rf", "-", "1", "a" * 5000,
                 "../../../../tmp/x", "UTF-8//TRANSLIT", "//IGNORE", "%s%n"):
        head = f'<?xml version="1.0" encoding="{name}"?>'
        yield f"says-{name[:8].encode().hex()}-{len(name)}", (
            head + text).encode()
    yield "encoding-megabyte", b'<?xml version="1.0" encoding="%s"?><article/>' \
        % (b"a" * 1000000)
    latin = b'<?xml version="1.0" encoding="iso-8859-1"?><article><para>'
    yield "latin1-c1", latin + bytes(range(128, 256)) + b"</para></article>"
    for i, raw in enumerate((b"\xc0\xaf", b"\xe0\x80\xaf", b"\xf0\x80\x80\xaf",
                             b"\xed\xa0\x80", b"\xed\xb0\x80", b"\xf4\x90\x80\x80",
                             b"\xf8\x88\x80\x80\x80", b"\xff", b"\xfe", b"\x80",
                             b"\xc3", b"\xe2\x82", b"\0", b"\xef\xbf\xbe",
                             b"\xef\xb7\x90", b"\x1b]0;x\x07", b"\x0b", b"\x7f")):
        yield f"bytes-{i:02}", (b"<article><para>a" + raw + b"b</para><para>"
                                b"after</para></article>")


def png():
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(
            ">I", zlib.crc32(body))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) +
            chunk(b"IEND", b""))


def others():
    yield "html", b"<!doctype html><html><body><p>x<br>y</body></html>"
    yield "json", b'{"a": [1, 2]}'
    yield "elf", b"\x7fELF" + bytes(200)
    yield "png", png()
    yield "pdf", b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n"
    yield "zip", b"PK\x03\x04" + bytes(100)
    yield "gzip", gzip.compress(GOOD)
    yield "gzip-bomb", gzip.compress(
        b"<article><para>" + b"a" * 30000000 + b"</para></article>")
    yield "bzip2", b"BZh91AY&SY" + bytes(50)
    yield "xz", b"\xfd7zXZ\0" + bytes(50)
    yield "svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    yield "rng", b'<grammar xmlns="http://relaxng.org/ns/structure/1.0"/>'
    yield "xbel", b"<xbel><bookmark href='x'/></xbel>"


def nested():
    for kind in KINDS:
        for depth in (100, 3000):
            yield f"nest-{kind}-{depth}", (
                f"<article>{f'<{kind}>' * depth}x{f'</{kind}>' * depth}"
                "<para>after</para></article>").encode()
    for a, b in (("itemizedlist", "listitem"), ("section", "section"),
                 ("table", "row"), ("para", "footnote"), ("note", "p"),
                 ("blockquote", "para"), ("emphasis", "link"),
                 ("list", "item"), ("floatingText", "body")):
        yield f"nest-{a}-{b}", (
            f"<article>{f'<{a}><{b}>' * 110}x{f'</{b}></{a}>' * 110}"
            "</article>").encode()
        yield f"nest-open-{a}-{b}", f"<TEI>{f'<{a}><{b}>' * 2000}".encode()
    yield "nest-unclosed", b"<article>" + b"<section>" * 100000
    yield "nest-entity", article(
        "<para>&a;</para>", "<!DOCTYPE article [<!ENTITY a '%s%s'>]>" %
        ("<emphasis>" * 5000, "</emphasis>" * 5000))


def entities():
    laughs = "".join(f"<!ENTITY l{i} '{f'&l{i - 1};' * 10}'>"
                     for i in range(1, 12))
    yield "laughs", article("<para>&l11;</para>",
                            f"<!DOCTYPE a [<!ENTITY l0 'ha'>{laughs}]>")
    yield "laughs-attribute", article(
        "<para role='&l11;'>x</para>",
        f"<!DOCTYPE a [<!ENTITY l0 'ha'>{laughs}]>")
    yield "quadratic", article(
        "<para>" + "&a;" * 20000 + "</para>",
        f"<!DOCTYPE a [<!ENTITY a '{'a' * 20000}'>]>")
    percent = "".join(
        f"<!ENTITY % p{i} '{f'&#37;p{i - 1};' * 10}'>" for i in range(1, 10))
    yield "laughs-percent", article(
        "<para>x</para>",
        f"<!DOCTYPE a [<!ENTITY % p0 '<!-- -->'>{percent}%p9;]>")
    yield "recursive", article("<para>&a;</para>",
                               "<!DOCTYPE a [<!ENTITY a '&a;'>]>")
    yield "recursive-two", article(
        "<para>&a;</para>", "<!DOCTYPE a [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>")
    yield "recursive-percent", article(
        "<para>x</para>", "<!DOCTYPE a [<!ENTITY % a '&#37;a;'>%a;]>")
    yield "many-entities", article("<para>&e9999;</para>", "<!DOCTYPE a [%s]>" %
        "".join(f"<!ENTITY e{i} '&e{i - 1};x'>" for i in range(10000)))
    yield "entity-elements", article(
        "&s;&s;", "<!DOCTYPE a [<!ENTITY s '<section xml:id=\"d\"><title>x"
        "</title><para>&#60;&#x9B;</para></section>'>]>")
    yield "entity-unbalanced", article(
        "&o;x&c;", "<!DOCTYPE a [<!ENTITY o '<para>'><!ENTITY c '</para>'>]>")
    yield "entity-redefines", article(
        "<para>&lt;&amp;</para>", "<!DOCTYPE a [<!ENTITY lt '&#38;#60;'>"
        "<!ENTITY amp 'x'>]>")
    yield "default-attributes", article("<para/>" * 1000, "<!DOCTYPE a [%s]>" %
        "".join(f"<!ATTLIST para a{i} CDATA 'x'>" for i in range(3000)))
    yield "default-large", article("<para/>" * 5000, "<!DOCTYPE a [<!ATTLIST "
        f"para xml:id CDATA '{'x' * 30000}' xreflabel CDATA '{'y' * 30000}'>]>")
    for name in ("note", "div", "p"):
        yield "entity-fan-" + name, (
            f"<!DOCTYPE TEI [<!ENTITY e '{f'<{name}/>' * 800}'>]><TEI><text>"
            f"<body>{'&e;' * 1200}</body></text></TEI>").encode()


def outside(addresses):
    """What reaches for a file or a host that is none of the document's."""
    for i, address in enumerate(addresses):
        yield f"entity-{i:02}", article(
            "<para>&x;</para>",
            f"<!DOCTYPE article [<!ENTITY x SYSTEM '{address}'>]>")
        yield f"percent-{i:02}", article(
            "<para>&x;</para>", f"<!DOCTYPE article [<!ENTITY % p SYSTEM "
            f"'{address}'>%p;<!ENTITY x 'y'>]>")
        yield f"dtd-{i:02}", article(
            "<para>&x;</para>", f"<!DOCTYPE article SYSTEM '{address}'>")
        yield f"public-{i:02}", article(
            "<para>&x;</para>",
            f"<!DOCTYPE article PUBLIC '-//X//Y' '{address}'>")
        for parse in ("xml", "text"):
            yield f"include-{parse}-{i:02}", article(
                f"<xi:include xmlns:xi='{XI}' href='{address}' "
                f"parse='{parse}'><xi:fallback><para>f</para></xi:fallback>"
                "</xi:include>")
        yield f"include-bare-{i:02}", article(
            f"<xi:include xmlns:xi='{XI}' href='{address}'/>")
        yield f"image-{i:02}", article(
            "<mediaobject><imageobject><imagedata fileref='%s'/>"
            "</imageobject></mediaobject><mediaobject><textobject><textdata "
            "fileref='%s'/></textobject></mediaobject>" % (address, address))
        yield f"link-{i:02}", article(
            f"<para><link xlink:href='{address}'>x</link><olink "
            f"targetdoc='{address}' targetptr='y'/></para>")
        yield f"base-{i:02}", article(
            f"<section xml:base='{address}'><title>b</title><xi:include "
            f"xmlns:xi='{XI}' href='canary.txt' parse='text'/></section>")
    yield "catalog-pi", (b"<?oasis-xml-catalog catalog='catalog.xml'?>"
                         b"<!DOCTYPE article SYSTEM 'urn:canary'>"
                         b"<article><para>&x;</para></article>")
    yield "stylesheet-pi", (b"<?xml-stylesheet href='file:///etc/passwd'?>"
                            b"<article><para>x</para></article>")


def includes():
    def include(href, rest="", inner=""):
        return (f"<xi:include xmlns:xi='{XI}' href='{href}' {rest}>{inner}"
                "</xi:include>")

    yield "include-self", article(include("include-self.xml"))
    yield "include-self-empty", article(include(""))
    yield "include-loop-a", article(include("include-loop-b.xml"))
    yield "include-loop-b", article(include("include-loop-a.xml"))
    yield "include-missing", article(include("nowhere.xml"))
    yield "include-folder", article(include("."))
    yield "include-empty", article(include("empty.xml"))
    yield "include-empty-text", article(
        include("empty.xml", "parse='text'"))
    yield "include-binary-text", article(include("elf.xml", "parse='text'"))
    yield "include-broken", article(include("two-roots.xml"))
    yield "include-xpointer", article(
        include("root-empty.xml", "xpointer='xpointer(//*)'"))
    yield "include-odd-parse", article(include("empty.xml", "parse='exec'"))
    yield "include-encoding", article(
        include("empty.xml", "parse='text' encoding='x'"))
    chain = ""
    for i in range(60):
        chain = include(f"no{i}.xml", "",
                        f"<xi:fallback>{chain}</xi:fallback>")
    yield "include-fallbacks", article(chain)
    yield "include-many", article(include("root-empty.xml") * 2000)
    yield "include-self-text", article(
        include("include-self-text.xml", "parse='text'") * 1000)
    yield "bases", article("".join(
        f"<para xml:base='a{i}/'>x</para>" for i in range(40000)))
    yield "base-long", article(
        f"<section xml:base='{'a' * 60000}/'><title>x</title>" + "".join(
            f"<para xml:base='a{i}/'>x</para>" for i in range(2000)) +
        "</section>")
    for name, part in (("text", "text " * 60), ("nodes", "<anchor/>" * 40)):
        yield "include-own-" + name, article("".join(
            f"<section xml:id='s{i}'><title>{i}</title><para>{part}</para>" +
            include("", f"xpointer='s{i + 1}'") * 3 + "</section>"
            for i in range(14)))
    yield "include-missing-often", article(include("nowhere.xml") * 5000)
    yield "include-fallback-alone", article(
        f"<xi:fallback xmlns:xi='{XI}'><para>x</para></xi:fallback>")
    for i in range(40):
        yield f"include-deep-{i:02}", article(
            include(f"include-deep-{i + 1:02}.xml"))
    for i in range(6):
        yield f"include-bush-{i}", article(
            include(f"include-bush-{i + 1}.xml") * 8)


def special_files():
    for name in ("fifo.xml", "device.xml", "loop.xml", "socket.xml",
                 "folder.xml", "out.xml", "unreadable.xml"):
        yield "to-" + name[:-4], article(
            f"<xi:include xmlns:xi='{XI}' href='{name}' parse='text'/>"
            f"<xi:include xmlns:xi='{XI}' href='{name}'/>")
        yield "entity-to-" + name[:-4], article(
            "<para>&x;</para>",
            f"<!DOCTYPE article [<!ENTITY x SYSTEM '{name}'>]>")


def many():
    yield "siblings", b"<article>" + b"<para/>" * 100000 + b"</article>"
    yield "siblings-text", b"<article>" + b"<para>a</para>" * 50000 + \
        b"</article>"
    yield "inlines", article("<para>" + "<emphasis>a</emphasis> " * 50000 +
                             "</para>")
    yield "attributes", article("<para %s>x</para>" % " ".join(
        f"a{i}='x'" for i in range(20000)))
    yield "attribute-names", article("".join(
        f"<para a{i}='x'/>" for i in range(20000)))
    yield "element-names", article("".join(
        f"<e{i}>x</e{i}>" for i in range(20000)))
    yield "namespaces", article("<para %s>x</para>" % " ".join(
        f"xmlns:n{i}='urn:{i}'" for i in range(5000)))
    yield "ids", article("".join(
        f"<para xml:id='i{i}'>x</para>" for i in range(50000)))
    yield "ids-same", article("<para xml:id='same'>x</para>" * 20000)
    yield "links", article("".join(
        f"<para><xref linkend='i{i}'/></para>" for i in range(20000)))
    yield "links-same", article("<para xml:id='x'>" + "<xref linkend='x'/> " *
                                20000 + "</para>")
    yield "notes", article("<para>" + "a<footnote><para>n</para></footnote> " *
                           20000 + "</para>")
    yield "indexterms", article("<para>" + "".join(
        f"<indexterm><primary>p{i % 97}</primary><secondary>{i}</secondary>"
        "</indexterm>" for i in range(20000)) + "</para><index/>")
    yield "sections", article("".join(
        f"<section><title>{i}</title><para>x</para></section>"
        for i in range(20000)))
    yield "sections-empty", article("<section/>" * 30000)
    yield "pis", article("<?a b?>" * 50000)
    yield "comments", article("<!-- a -->" * 50000)
    yield "glossary", article("<glossary>" + "".join(
        f"<glossentry><glossterm>t{i}</glossterm><glossdef><para>d</para>"
        "</glossdef></glossentry>" for i in range(10000)) + "</glossary>")
    yield "errors", article("<nonsense/>" * 20000)


def tables():
    def table(rows, head="cols='2'"):
        return article(f"<table><title>t</title><tgroup {head}><tbody>{rows}"
                       "</tbody></tgroup></table>")
    row = "<row><entry>a</entry><entry>b</entry></row>"
    yield "table-columns", table("<row>" + "<entry>a</entry>" * 10000 +
                                 "</row>", "cols='10000'")
    yield "table-rows", table(row * 20000)
    for i, head in enumerate(("cols='0'", "cols='-1'", "cols='99999999999'",
                              "cols='x'", "", "cols='2147483648'")):
        yield f"table-cols-{i}", table(row, head)
    for i, cell in enumerate((
            "<entry morerows='99999'>a</entry>",
            "<entry morerows='-1'>a</entry>",
            "<entry morerows='4294967295'>a</entry>",
            "<entry namest='a' nameend='b'>a</entry>",
            "<entry colname='zz'>a</entry>", "<entry namest='c9'>a</entry>",
            "<entry><table><title>in</title></table></entry>",
            "<entrytbl cols='2'><tbody><row><entry>x</entry></row></tbody>"
            "</entrytbl>")):
        yield f"table-cell-{i}", table(f"<row>{cell}{cell}</row>" * 3 + row)
    for i, span in enumerate(("0", "-5", "1000000", "4294967296", "x", "",
                              "2.5", " 3 ")):
        yield f"table-span-{i}", article(
            f"<informaltable><tr><td colspan='{span}' rowspan='{span}'>a</td>"
            f"<td rowspan='{span}'>b</td></tr><tr><td>c</td></tr>"
            "</informaltable>")
        yield f"table-tei-{i}", tei(
            f"<table rows='{span}' cols='{span}'><row><cell cols='{span}' "
            f"rows='{span}'>a</cell><cell>b</cell></row></table>")
    for i, width in enumerate(("1e99*", "-1*", "*", "100000cm", "0*+0pt", "%",
                               "99999999999999999999*", "1*;x")):
        yield f"table-width-{i}", table(
            f"<row><entry>a</entry><entry>b</entry></row>",
            f"cols='2'><colspec colname='a' colwidth='{width}'/><colspec "
            f"colname='b' colwidth='{width}'/><!-- -->"[:-8] + " ")
    yield "table-empty", article("<table/><informaltable/><table><tgroup/>"
                                 "</table>")
    yield "table-spans", table(
        "<row>" + "<entry morerows='200'>a</entry>" * 200 + "</row>" +
        "<row><entry>b</entry></row>" * 300, "cols='200'")
    yield "table-long-cell", table(
        f"<row><entry>{'a' * 100000}</entry><entry>{'b ' * 100000}</entry>"
        "</row>")


def ids():
    for i, name in enumerate(("", " ", "a b", "-", "#", "a#b", "../x", "/1/2",
                              "a+3", "+1", "%41", "\u009b", "&#27;", "a" * 300,
                              "a" * 70000, "\u202e", "'", "&quot;", "\u4e00",
                              "root")):
        yield f"id-{i:02}", article(
            f'<section xml:id="{name}"><title>s</title><para>x <xref '
            f'linkend="{name}"/></para></section><section id="{name}">'
            "<title>t</title></section>")
    circles = ("<para xml:id='a'><xref linkend='b' endterm='b'/></para>"
               "<para xml:id='b'><xref linkend='a' endterm='a'/></para>"
               "<section xml:id='c' xreflabel='c'><title><xref linkend='c'/>"
               "</title></section><para><xref linkend='d'/><xref linkend='e'/>"
               "<xref/><xref linkend=''/><link linkend='none'>x</link>"
               "<footnoteref linkend='a'/><biblioref linkend='c'/></para>"
               "<mediaobject xml:id='d'/><itemizedlist xml:id='e'>"
               "<listitem/></itemizedlist>")
    yield "references", article(circles)
    yield "glossary-circle", article(
        "<glossary><glossentry xml:id='g'><glossterm>g</glossterm><glosssee "
        "otherterm='h'/></glossentry><glossentry xml:id='h'><glossterm>h"
        "</glossterm><glosssee otherterm='g'/></glossentry></glossary>")
    yield "index-circle", article(
        "<para><indexterm><primary>a</primary><see>b</see></indexterm>"
        "<indexterm><primary>b</primary><see>a</see><seealso>b</seealso>"
        "</indexterm><indexterm class='startofrange' xml:id='r'><primary/>"
        "</indexterm><indexterm class='endofrange' startref='q'/></para>"
        "<index/><index/>")
    yield "list-continues", article(
        "<orderedlist xml:id='l' continuation='continues' "
        "startingnumber='99999999999'><listitem override='x'><para>a</para>"
        "</listitem></orderedlist><orderedlist startingnumber='-7' "
        "numeration='lowerroman'><listitem><para>b</para></listitem>"
        "</orderedlist><orderedlist startingnumber='5000000' "
        "numeration='upperroman'><listitem><para>c</para></listitem>"
        "</orderedlist><orderedlist startingnumber='2147483647' numeration="
        "'loweralpha'><listitem><para>d</para></listitem><listitem><para>e"
        "</para></listitem></orderedlist>")


def titles():
    yield "title-megabyte", article("<para>x</para>", "", "t" * 1000000)
    yield "title-words", article("<para>x</para>", "", "t " * 300000)
    yield "title-none", b"<article><section/><para/></article>"
    yield "title-many", article("<title>a</title><title>b</title><subtitle/>")
    yield "title-controls", article(
        "<section><title>&#x9B;31m&#x9D;0;t&#x9C;&#x85;&#x7F;\u202e</title>"
        "<para>x</para></section>", "", "\u009b2J\u200f")
    yield "title-blocks", article(
        "<section><title><para>p</para><table/><section/></title></section>")
    yield "title-notes", article(
        "<section><title>t<footnote><para>n</para></footnote></title>"
        "</section>")


def characters():
    samples = {
        "c0": "&#9;&#10;&#13;", "c1": "".join(chr(c) for c in range(128, 160)),
        "del": "\x7f", "csi": "\u009b31m\u009d0;x\u009c\u0090q\u009c",
        "bidi": "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
                "\u200e\u200f\u061c abc \u202e cba",
        "tags": "".join(chr(0xE0000 + c) for c in range(1, 128)),
        "selectors": "a" + "".join(chr(0xFE00 + c) for c in range(16)),
        "marks": "a" + "\u0301" * 10000, "enclosing": "a\u20dd\u20e3\u0488",
        "zero-width": "\u200b\u200c\u200d\u2060\ufeff\u00ad" * 2000,
        "fillers": "\u115f\u1160\u3164\uffa0\u2800",
        "unassigned": "\u0378\U000e0fff\U0001fffd",
        "noncharacters": "\ufdd0\U0001ffff\U0010ffff",
        "private": "\ue000\U000f0000", "separators": "a\u2028b\u2029c\u0085d",
        "wide": "\u4e00" * 500, "emoji": "\U0001f468\u200d\U0001f469\u200d"
                "\U0001f467" * 100, "flags": "\U0001f1e9\U0001f1ea" * 50,
        "tabs": "\t" * 1000, "hangul": "\u1100\u1161\u11a8" * 100,
        "thai": "\u0e01\u0e33" * 200, "arabic": "\u0627\u0644\ufdfa" * 100,
        "spaces": "\u00a0\u2007\u202f\u3000" * 500, "long": "x" * 100000,
        "hyphens": "a\u00ad" * 20000, "dashes": "\u2014" * 5000,
        "zalgo": "".join(c + "\u0336\u0489\u030a" * 20 for c in "attache"),
    }
    for name, text in samples.items():
        yield "text-" + name, article(
            f"<para>a{text}b</para><programlisting>{text}\n{text}"
            f"</programlisting><para role='{text[:500]}' xml:lang='{text[:9]}'>"
            f"<link xlink:href='http://x/{text[:500]}'>{text}</link></para>"
            f"<informaltable><tr><td>{text[:3000]}</td><td>b</td></tr>"
            "</informaltable>")
        yield "title-text-" + name, article(
            f"<section><title>{text}</title><para><indexterm><primary>{text}"
            "</primary></indexterm></para></section>", "", text)


def addresses():
    for i, url in enumerate((
            "http://x/;rm -rf ~", "$(reboot)", "`id`", "--help", "-x",
            "file:///etc/passwd", "javascript:alert(1)", "data:,x",
            "http://x/&#x9B;31m", "http://x/%1b%5d", "mailto:a@b?x=\u202e",
            "http://" + "a" * 1000000, "http://x/'&quot;", "\\\\host\\share",
            "http://[::1", "http://x:99999999/", "", " ", "#", "#none",
            "x.xml#", "../../../../etc/passwd#root", "/etc/passwd#root")):
        yield f"url-{i:02}", article(
            f'<para><link xlink:href="{url}">u</link> <link xlink:href="{url}"'
            f'/></para>')
        yield f"target-{i:02}", tei(
            f'<p><ref target="{url}">r</ref><ptr target="{url} {url}"/></p>')


def dates():
    for i, when in enumerate(("x", "9999999999-99-99", "-9999", "0000",
                              "1907-13", "1907-02-30", "1907/1900", "--02-30",
                              "2147483648", "1907-10-18T25:61:61Z", "/", "-",
                              "1" * 5000)):
        yield f"date-{i:02}", tei(
            f'<p><date when="{when}" from="{when}" notAfter="{when}">d</date>'
            f'<placeName>p<location><geo>{when} {when}</geo></location>'
            "</placeName></p>")


def small(reach):
    for group in (bare, truncated, malformed, encodings, others, nested,
                  entities, includes, special_files, many, tables, ids, titles,
                  characters, addresses, dates):
        yield from group()
    yield from outside(reach)


def writer(head, unit, count, tail):
    def write(path):
        step = max(1, 1000000 // len(unit))
        with open(path, "wb") as f:
            f.write(head)
            for _ in range(count // step):
                f.write(unit * step)
            f.write(tail)
    return write


def large():
    a = b"<article><title>T</title>"
    z = b"</article>"
    yield "big-text", writer(a + b"<para>", b"a", 100000000, b"</para>" + z)
    yield "big-words", writer(a + b"<para>", b"word ", 8000000, b"</para>" + z)
    yield "big-attribute", writer(a + b"<para role='", b"a", 50000000,
                                  b"'>x</para>" + z)
    yield "big-comment", writer(a + b"<!--", b"a", 100000000,
                                b"--><para>x</para>" + z)
    yield "big-pi", writer(a + b"<?x ", b"a", 50000000, b"?><para>x</para>" + z)
    yield "big-cdata", writer(a + b"<screen><![CDATA[", b"a\n", 10000000,
                              b"]]></screen>" + z)
    yield "big-name", writer(a + b"<", b"a", 20000000, b"/>" + z)
    yield "big-siblings", writer(a, b"<para/>", 1000000, z)
    yield "big-paragraphs", writer(a, b"<para>some words</para>", 500000, z)
    yield "big-sections", writer(
        a, b"<section><title>t</title><para>x</para></section>", 100000, z)
    yield "big-cells", writer(
        a + b"<informaltable>", b"<tr><td>a</td><td>b</td><td>c</td></tr>",
        300000, b"</informaltable>" + z)
    yield "big-entity-use", writer(
        b"<!DOCTYPE article [<!ENTITY a 'aaaaaaaaaa'>]>" + a + b"<para>",
        b"&a;", 3000000, b"</para>" + z)
    yield "big-blank", writer(b"", b" ", 50000000, a + z)
    yield "big-unclosed", writer(b"<article>", b"<para>", 10000000, b"")
