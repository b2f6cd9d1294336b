#!/usr/bin/env python3
"""Spelling by hunspell, British English, with the list of names in content/words.txt."""
import os
import re
import shutil
import subprocess
from common import CONTENT, Tap, book, name, need_content, skip_all

need_content()
if not shutil.which("hunspell"):
    skip_all("hunspell is missing")
p = subprocess.run(["hunspell", "-D"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                   stderr=subprocess.STDOUT, text=True, check=False)
if "en_GB" not in p.stdout:
    skip_all("the en_GB dictionary is missing")
with open(os.path.join(CONTENT, "words.txt"), encoding="utf-8") as fh:
    known = {x.strip() for x in fh if x.strip() and not x.startswith("#")}
# names and symbols that hunspell is not asked about
QUIET = {"bibliography", "biblioref", "foreignphrase", "date", "indexterm"}
BREAK = {"para", "entry", "title", "term", "titleabbrev", "glossterm", "acronym", "abbrev", "keyword"}


def gather(el, out):
    if name(el) in QUIET or el.get("role") == "geo":
        return
    out.append(el.text or "")
    for child in el:
        gather(child, out)
        out.append(child.tail or "")
    out.append("\n" if name(el) in BREAK else "")


parts = []
gather(book(), parts)
plain = "".join(parts).replace("’", "'")
plain = re.sub(r"\b[SA]/[\w/.()-]+", " ", plain)
tokens = set(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", plain))
tokens = {re.sub(r"'s$|'$", "", t) for t in tokens}
tokens = {t for t in tokens if len(t) > 1 and not t.isupper() and t not in known}
p = subprocess.run(["hunspell", "-d", "en_GB", "-i", "utf-8", "-l"], input="\n".join(sorted(tokens)),
                   stdout=subprocess.PIPE, text=True, check=False)
bad = sorted(set(p.stdout.split()) - known)
tap = Tap()
tap.check("words are spelt as in the dictionary or in words.txt", bad, 400)
tap.done()
