#!/usr/bin/env python3
"""Identifiers and links: unique, resolved, enough; no entry out of reach."""
import collections
import datetime
import re
from common import DB, ID, Tap, book, name, need_content, text

need_content()
root = book()
tap = Tap()
ids = collections.Counter(el.get(ID) for el in root.iter() if el.get(ID))
tap.check("identifiers are unique", [i for i, n in ids.items() if n > 1])

links = []          # (source element path ids, target)


def walk(el, entry, part):
    here = el.get(ID)
    if name(el) == "section" and el.get("role") == "entry":
        entry = here
    if el.get("_file"):
        part = el.get("_file")
    for attr in ("linkend", "otherterm", "endterm"):
        if el.get(attr):
            links.append((name(el), part, entry, el.get(attr)))
    for child in el:
        walk(child, entry, part)


walk(root, None, None)
tap.check("links resolve", ["%s in %s: %s" % (t, p, to) for t, p, e, to in links if to not in ids])
inner = [x for x in links if x[0] != "biblioref"]
print("# %d links, %d citations, %d identifiers" % (len(inner), len(links) - len(inner), len(ids)))
tap.check("at least 2,500 links besides citations", [] if len(inner) >= 2500 else [str(len(inner))])

entries = [el.get(ID) for el in root.iter(DB + "section") if el.get("role") == "entry"]
essay = {to for t, p, e, to in inner if p and p.startswith("essays/")}
other = collections.defaultdict(set)
for t, p, e, to in inner:
    if e and e != to:
        other[to].add(e)
lists = {to for t, p, e, to in inner if p == "lists.xml"}
tap.check("an essay leads to every entry", [i for i in entries if i not in essay])
tap.check("another entry leads to every entry", [i for i in entries if not other[i]])
tap.check("a list leads to every entry", [i for i in entries if i not in lists])

faults = []
dates = 0
for el in root.iter(DB + "date"):
    s = (el.text or "").strip()
    dates += 1
    try:
        if not re.match(r"^\d{4}(-\d\d(-\d\d)?)?$", s):
            raise ValueError
        datetime.date(*[int(x) for x in (s + "-01-01")[:10].split("-")])
    except ValueError:
        faults.append(repr(s))
print("# %d dates" % dates)
tap.check("dates are ISO 8601", faults)

faults = []
points = 0
for el in root.iter(DB + "phrase"):
    if el.get("role") == "geo":
        points += 1
        m = re.match(r"^(-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)$", el.text or "")
        if not m or abs(float(m.group(1))) > 90 or abs(float(m.group(2))) > 180:
            faults.append(repr(el.text))
print("# %d points" % points)
tap.check("coordinates parse", faults)

faults = []
for parent in root.iter():
    kids = list(parent)
    for a, b in zip([None] + kids, kids):
        if b.tag == DB + "phrase" and b.get("role") == "geo" and (a is None or a.get("role") != "place"):
            faults.append(text(parent))
tap.check("coordinates follow a place", faults)

tap.check("every dated event leads somewhere",
          [el.get(ID) for el in root.iter(DB + "varlistentry") if (el.get(ID) or "").startswith("chron-")
           and not any(x.get("linkend") and name(x) != "biblioref" for x in el.iter())])
cited = {to for t, p, e, to in links if t == "biblioref"}
tap.check("every source is cited", [el.get(ID) for el in root.iter(DB + "biblioentry") if el.get(ID) not in cited])

missing = []
for el in root.iter(DB + "section"):
    if el.get("role") == "entry":
        i = el.get(ID)
        want = [i + ".gist", i + ".facts", i + ".p1", i + ".sources"]
        missing += [x for x in want if x not in ids]
tap.check("entries have gist, facts, text and sources", missing)
tap.done()
