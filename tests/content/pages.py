#!/usr/bin/env python3
"""The work as web pages and as an e-book.

What goes into the stylesheets is always checked. Making the pages takes minutes, so that is done
with HTML=1 in the environment only.
"""
import collections
import glob
import os
import shutil
import subprocess
import tempfile
import urllib.parse
import xml.etree.ElementTree as ET
import zipfile
from common import CONTENT, DB, ID, TOP, Tap, need_content, skip_all

XHTML = "{http://www.w3.org/1999/xhtml}"
XSL = "/usr/share/xml/docbook/stylesheet/docbook-xsl-ns"
BUILD = os.environ.get("builddir", ".")
need_content()
for tool in ("xmllint", "xsltproc"):
    if not shutil.which(tool):
        skip_all(tool + " is missing")
tap = Tap()


def run(args, where=None):
    p = subprocess.run(args, cwd=where, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return p.returncode, p.stdout.splitlines()


def ids_of(tree):
    return sorted(el.get(ID) for el in tree.iter() if el.get(ID))


with tempfile.TemporaryDirectory() as tmp:
    whole, ready = os.path.join(tmp, "whole.xml"), os.path.join(tmp, "ready.xml")
    run(["xmllint", "--nonet", "--xinclude", "--output", whole, os.path.join(CONTENT, "handbook.xml")])
    code, out = run(["xsltproc", "--nonet", "--novalid", "-o", ready, os.path.join(TOP, "tools", "publish.xsl"), whole])
    tap.check("the joined work is made ready for the stylesheets", out if code else [])
    a, b = ET.parse(whole).getroot(), ET.parse(ready).getroot()
    tap.check("no text is lost on the way", [] if "".join(a.itertext()) == "".join(b.itertext()) else ["text differs"])
    tap.check("no identifier is lost on the way", [] if ids_of(a) == ids_of(b) else ["identifiers differ"])
    tap.check("no link is left that would be drawn twice",
              [el.get("linkend") for el in b.iter(DB + "glossterm") if el.get("linkend")])


def nested(el, inside, out):
    """Links within links, which HTML does not have."""
    if el.tag == XHTML + "a":
        if inside:
            out.append(el.get("href") or "?")
        inside = True
    for child in el:
        nested(child, inside, out)


def check_pages(what, folder):
    """Pages of a folder: well formed, no link in a link, every link of the work led on."""
    faults, doubled, links = [], [], []
    anchors = collections.defaultdict(set)
    pages = sorted(glob.glob(folder + "/*.xhtml"))
    for page in pages:
        try:
            root = ET.parse(page).getroot()
        except ET.ParseError as e:
            faults.append("%s: %s" % (page, e))
            continue
        here = os.path.basename(page)
        nested(root, False, doubled)
        for el in root.iter():
            anchors[here].add(el.get("id"))
            if el.tag == XHTML + "a" and el.get("href"):
                links.append((here, urllib.parse.urldefrag(urllib.parse.unquote(el.get("href")))))
    dead = ["%s: %s#%s" % (here, to.url, to.fragment) for here, to in links if ":" not in to.url and
            ((to.url or here) not in anchors or to.fragment and to.fragment not in anchors[to.url or here])]
    print("# %s: %d pages, %d links" % (what, len(pages), len(links)))
    tap.check(what + ": there are pages", [] if len(pages) > 50 else ["%d" % len(pages)])
    tap.check(what + ": pages are well-formed", faults)
    tap.check(what + ": no link stands in a link", doubled)
    tap.check(what + ": no link is dead", dead)


def check_book(path):
    """The e-book: first file and manifest as EPUB asks; epubcheck where it is installed."""
    with zipfile.ZipFile(path) as book:
        first = book.infolist()[0]
        ok = first.filename == "mimetype" and first.compress_type == 0 and \
            book.read("mimetype").strip() == b"application/epub+zip"
        tap.check("epub: the type stands first, not compressed", [] if ok else [first.filename])
        tap.check("epub: the archive is sound", [x for x in [book.testzip()] if x])
        opf = ET.fromstring(book.read("OEBPS/package.opf"))
        names = set(book.namelist())
        tap.check("epub: all that the manifest names is there",
                  [x.get("href") for x in opf.iter("{http://www.idpf.org/2007/opf}item")
                   if "OEBPS/" + x.get("href") not in names])
    jar = "/usr/share/java/epubcheck.jar"
    if shutil.which("java") and os.path.exists(jar):
        code, out = run(["java", "-jar", jar, path])
        tap.check("epub: epubcheck finds no fault", [x for x in out if "ERROR" in x or "FATAL" in x] if code else [])


if os.environ.get("HTML") != "1":
    print("# HTML=1 also makes the pages and the e-book")
elif not os.path.isdir(XSL) or not shutil.which("zip"):
    print("# docbook-xsl-ns or zip is missing: no pages made")
else:
    for target in ("html", "epub"):
        code, out = run(["make", target], BUILD)
        tap.check("make " + target, out[-5:] if code else [])
    check_pages("html", os.path.join(BUILD, "html"))
    check_pages("epub", os.path.join(BUILD, "epub", "OEBPS"))
    check_book(os.path.join(BUILD, "handbook.epub"))
tap.done()
