#!/usr/bin/env python3
"""Repetition and citations."""
import collections
from common import DB, ID, Tap, book, name, need_content, sentences, squeeze, text, words

need_content()
root = book()
tap = Tap()
seen = collections.defaultdict(list)
# Names of bodies and treaties are not sentences.
names = set()
for el in root.iter():
    if name(el) in ("title", "link", "glossterm") or el.get("role") == "facts":
        for part in [el] + ([e for e in el.iter(DB + "entry")] if el.get("role") == "facts" else []):
            names.add(" ".join(x.lower() for x in words(text(part))))


def blocks(el, path):
    here = el.get(ID) or path
    tag = name(el)
    if tag in ("para", "entry") and el.get("role") not in ("relations", "sources"):
        yield here, el
        for note in el.iter(DB + "footnote"):
            yield from blocks(note, here)
        return
    if tag in ("bibliography", "indexterm", "blockquote"):
        return
    if el.get("role") == "relations":
        return
    for child in el:
        yield from blocks(child, here)


for where, el in blocks(root, "book"):
    plain = text(el, {"indexterm", "citation", "biblioref", "footnote", "quote"})
    if name(el) == "entry" and len(words(plain)) < 12:
        continue
    for s in sentences(plain):
        w = [x.lower() for x in words(s)]
        if len(w) >= 8 and " ".join(w) not in names:
            seen[" ".join(w)].append((where, squeeze(s)))
tap.check("no sentence of eight words or more stands twice",
          ["%s: %s" % (", ".join(w for w, _ in v), v[0][1]) for v in seen.values() if len(v) > 1])

faults, lengths = [], []
for el in root.iter(DB + "section"):
    if el.get("role") != "entry":
        continue
    mine = 0
    for p in el.iter(DB + "para"):
        pid = p.get(ID) or ""
        mine += pid.startswith(el.get(ID) + ".p")
        if p.get("role") == "gist" or not pid.startswith(el.get(ID) + ".p"):
            continue
        if p.find(".//" + DB + "biblioref") is None:
            faults.append(pid)
    if not 1 <= mine <= 4:
        lengths.append("%s: %d" % (el.get(ID), mine))
tap.check("every paragraph of an entry cites", faults)
tap.check("an entry has one to four paragraphs", lengths)

faults = []
for ch in root.iter(DB + "chapter"):
    if not (ch.get("_file") or "").startswith("essays/"):
        continue
    free = {p for a in ("abstract",) for x in ch.iter(DB + a) for p in x.iter()}
    for p in ch.iter(DB + "para"):
        if p in free or p.find(".//" + DB + "biblioref") is not None:
            continue
        if len(words(text(p))) >= 40:
            faults.append(p.get(ID) or squeeze(text(p))[:60])
print("# %d essay paragraphs of 40 words or more without a citation" % len(faults))
for f in faults:
    print("#   " + f)
tap.done()
