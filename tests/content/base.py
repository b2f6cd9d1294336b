#!/usr/bin/env python3
"""The work against the fact base: every row an entry, every relation a link on both sides."""
import collections
from common import DB, ID, KINDS, Tap, book, name, need_content, need_facts, rows

need_content()
need_facts()
root = book()
tap = Tap()
holder = {}
for el in root.iter():
    if name(el) == "section" and el.get("role") == "entry" or name(el) in ("glossentry", "biblioentry"):
        holder[el.get(ID)] = el
for kind in KINDS:
    tap.check("every row of %s has an entry" % kind,
              [r["id"] for r in rows(kind) if r["id"] not in holder or holder[r["id"]].get("role") != "entry"])
tap.check("every concept is in the glossary",
          [r["id"] for r in rows("concepts") if r["id"] not in holder or name(holder[r["id"]]) != "glossentry"])

out = collections.defaultdict(set)
for i, el in holder.items():
    for x in el.iter():
        for attr in ("linkend", "otherterm"):
            if x.get(attr):
                out[i].add(x.get(attr))
faults = []
for r in rows("relations"):
    a, rel, b = r["from_id"], r["relation"], r["to_id"]
    if b not in out[a]:
        faults.append("%s %s %s: no link from %s" % (a, rel, b, a))
    if a not in out[b]:
        faults.append("%s %s %s: no link from %s" % (a, rel, b, b))
tap.check("every relation is a link on both sides", faults)

chron = {x.get("linkend") for el in root.iter(DB + "appendix") if el.get(ID) == "chronology"
         for x in el.iter() if x.get("linkend")}
want = set()
for r in rows("timeline"):
    want |= {x for x in r["related_ids"].split(";") if x}
tap.check("the chronology leads to every id that a dated event names", sorted(want - chron))
n = {r["date"] for r in rows("timeline")}
have = {d.text for el in root.iter(DB + "appendix") if el.get(ID) == "chronology" for d in el.iter(DB + "date")}
tap.check("every date of the timeline stands in the chronology", sorted(n - have))

weak = {r["id"] for r in rows("sources") if r["type"] == "look-up page"}
faults = []
for el in root.iter(DB + "citation"):
    cited = [x.get("linkend") for x in el.iter(DB + "biblioref")]
    if cited and all(c in weak for c in cited):
        faults.append(" ".join(cited))
tap.check("no look-up page is cited alone", faults)
# The guide says how much there is.
guide = ""
for el in root.iter(DB + "para"):
    if el.get(ID) == "guide.holds.2":
        guide = "".join(el.itertext())
number = {"events": sum(1 for el in root.iter(DB + "varlistentry") if (el.get(ID) or "").startswith("chron-")),
          "sources": sum(1 for el in holder.values() if name(el) == "biblioentry"),
          "terms": len(rows("concepts"))}
number.update((k, len(rows(k))) for k in KINDS)
words = {"organisations": "organisations", "dialogues": "dialogues", "missions": "missions and operations",
         "exercises": "exercises", "instruments": "treaties and other instruments", "terms": "terms",
         "events": "dated events", "sources": "sources"}
tap.check("the guide's counts are right",
          ["%d %s" % (n, words[k]) for k, n in number.items() if "%d %s" % (n, words[k]) not in guide])
counts = collections.Counter(name(el) for el in holder.values())
print("# %d entries, %d glossary entries, %d sources" %
      (counts["section"], counts["glossentry"], counts["biblioentry"]))
tap.done()
