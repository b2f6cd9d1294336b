#!/usr/bin/env python3
"""Dates, numbers and resolution symbols of an entry against its row and the rows it is related to.

A token of the text passes when it stands in the entry's row, in a row or dated event related to
it, in a row that the paragraph links to, or in a source that it cites. The rest is listed, and
fails unless facts-allow.txt has the entry's id, the token and a reason.
"""
import collections
import os
import re
from common import DB, HERE, ID, KINDS, Tap, book, need_content, need_facts, rows, squeeze, text

need_content()
need_facts()
MONTHS = ("January February March April May June July August September October November "
          "December").split()
MON = {m: i + 1 for i, m in enumerate(MONTHS)}
STATE = {"December 2025", "2025"}     # the state of affairs that the whole work gives
WORDS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
         "fifteen sixteen seventeen eighteen nineteen twenty").split()


def tokens(s):
    """(kind, value) pairs: full dates, months of a year, numbers, symbols."""
    out = set()
    s = re.sub(r"\b(\d\d)(\d\d)–(\d\d)\b", r"\1\2, \1\3", s).replace("–", "-")
    for m in re.finditer(r"\b(\d{4})-(\d\d)(?:-(\d\d))?\b", s):
        y, mo, d = m.group(1), int(m.group(2)), m.group(3)
        if 1 <= mo <= 12:
            out.add(("month", "%s %s" % (MONTHS[mo - 1], y)))
            if d:
                out.add(("date", "%d %s %s" % (int(d), MONTHS[mo - 1], y)))
            out.add(("number", y))
    pat = "|".join(MONTHS)
    for m in re.finditer(r"\b(\d{1,2})(?:(?:-| and | or | to )(\d{1,2}))?(?: (%s))?(?:(?:-| - | and | to )(\d{1,2}))? (%s)(?:,? (\d{4}))?" % (pat, pat), s):
        d1, d2, m1, d3, m2, y = m.groups()
        for d, mo in ((d1, m1 or m2), (d2, m2), (d3, m2)):
            if d:
                out.add(("day", "%d %s" % (int(d), mo)))
                if y:
                    out.add(("date", "%d %s %s" % (int(d), mo, y)))
                    out.add(("month", "%s %s" % (mo, y)))
    for m in re.finditer(r"\b(%s)(?:(?:-| and | to | or )(%s))? (\d{4})" % (pat, pat), s):
        out.add(("month", "%s %s" % (m.group(1), m.group(3))))
        if m.group(2):
            out.add(("month", "%s %s" % (m.group(2), m.group(3))))
    for m in re.finditer(r"\b(\d{4})-(\d\d)\b", s):
        out.add(("number", m.group(1)))
        out.add(("number", m.group(1)[:2] + m.group(2)))
    for m in re.finditer(r"(?<![\w/.])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w/]|\.\d)", s):
        out.add(("number", m.group(1).replace(",", "")))
    for m in re.finditer(r"S/RES/(\d+)", s):
        out.add(("number", m.group(1)))
    for m in re.finditer(r"\d+", s):
        out.add(("loose", m.group(0)))
    for i, w in enumerate(WORDS):
        if re.search(r"\b%s\b" % w, s, re.I):
            out.add(("loose", str(i)))
    return out


base, source = {}, {}
for kind in KINDS + ["concepts", "sources"]:
    for r in rows(kind):
        source[r["id"]] = (r.get("source") or "").split(";")
        base[r["id"]] = " ; ".join(v for k, v in r.items() if v)
near = collections.defaultdict(set)
for r in rows("relations"):
    near[r["from_id"]].add(r["to_id"])
    near[r["to_id"]].add(r["from_id"])
extra = collections.defaultdict(str)
for r in rows("timeline"):
    for i in r["related_ids"].split(";"):
        extra[i] += " ; " + r["date"] + " ; " + r["event_facts"]
for r in rows("seed_map"):
    for i in r["ids"].split(";"):
        extra[i] += " ; " + (r["note"] or "") + " ; " + (r["claim"] or "")
allow = {}
path = os.path.join(HERE, "facts-allow.txt")
if os.path.exists(path):
    with open(path, encoding="utf-8") as fh:
        for line in fh:
            if line.strip() and not line.startswith("#"):
                i, tok, why = line.rstrip("\n").split("\t")
                allow[i, tok] = why

faults, used, checked = [], set(), 0
for el in book().iter(DB + "section"):
    if el.get("role") != "entry":
        continue
    i = el.get(ID)
    for p in el.iter(DB + "para"):
        pid = p.get(ID) or ""
        if not re.match(re.escape(i) + r"\.(p\d+|gist)$", pid):
            continue
        ids = {i} | near[i] | set(source[i])
        for x in p.iter():
            if x.get("linkend"):
                ids.add(x.get("linkend"))
        pool = tokens(" ; ".join(base.get(x, "") + " ; " + extra[x] for x in ids))
        plain = squeeze(text(p))
        nums = {v for k, v in pool if k in ("number", "loose")}
        days = {v for k, v in pool if k == "day"} | {" ".join(v.split()[:2]) for k, v in pool if k == "date"}
        for k, v in sorted(tokens(plain)):
            if k == "loose" or v in STATE:
                continue
            checked += 1
            ok = (k, v) in pool
            if k == "day":
                ok = v in days
            elif k == "number":
                ok = v in nums or (len(v) <= 2 and any(v == t.split()[0] for t in days))
            elif k == "month":
                ok = ok or any(x == "date" and y.endswith(" " + v) for x, y in pool)
            if ok:
                continue
            if (i, v) in allow:
                used.add((i, v))
                continue
            faults.append("%s: %s (%s)" % (pid, v, k))
print("# %d tokens compared" % checked)
tap = Tap()
tap.check("dates, numbers and symbols of the entries stand in the fact base", faults, 400)
tap.check("the allow-list has no idle line", ["%s %s" % x for x in sorted(set(allow) - used)])
tap.done()
