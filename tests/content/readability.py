#!/usr/bin/env python3
"""Length and reading ease (Flesch) of each chapter, as diagnostics; nothing is asserted."""
import re
from common import DB, ID, Tap, book, name, need_content, sentences, squeeze, text, words

need_content()


def syllables(w):
    w = re.sub(r"[^a-z]", "", w.lower())
    n = len(re.findall(r"[aeiouy]+", w))
    if w.endswith("e") and not w.endswith("le") and n > 1:
        n -= 1
    return max(n, 1)


root = book()
total = 0
for ch in root.iter():
    if name(ch) not in ("chapter", "preface", "appendix", "glossary"):
        continue
    w = s = syl = 0
    for p in ch.iter(DB + "para"):
        if p.get("role") in ("relations", "sources"):
            continue
        for x in sentences(text(p)):
            ws = words(x)
            if len(ws) < 4:
                continue
            s += 1
            w += len(ws)
            syl += sum(syllables(y) for y in ws)
    total += w
    ease = 206.835 - 1.015 * w / s - 84.6 * syl / w if s else 0
    print("# %-16s %6d words  %5.1f a sentence  ease %5.1f  %s" %
          (ch.get(ID), w, w / s if s else 0, ease, squeeze(text(ch.find(".//" + DB + "title")))))
print("# %-16s %6d words" % ("all", total))
tap = Tap()
tap.check("reading ease printed", [])
tap.done()
