#!/usr/bin/env python3
"""The index: who and what is named in the text stands in it."""
from common import DB, Tap, book, name, need_content, squeeze, text

need_content()
root = book()
tap = Tap()
# What inverts to something else than "last word, the rest".
INVERTED = {"Ban Ki-moon": "Ban", "Lee Jae-myung": "Lee", "Sun Jianguo": "Sun", "Nicholas II": "Nicholas",
            "Napoleon": "Napoleon", "Ewald-Heinrich von Kleist-Schmenzin": "Kleist-Schmenzin"}


def terms(el):
    """The primary terms of the index inside an element."""
    return {squeeze(text(x.find(DB + "primary"))) for x in el.iter(DB + "indexterm")}


def surname(person):
    return INVERTED.get(person, person.split()[-1])


def is_under(key, found):
    return any(t == key or t.startswith((key + ",", key + " ")) for t in found)


paras = [p for top in root.iter() if top.get("_file", "bibliography.xml") != "bibliography.xml"
         for p in top.iter(DB + "para")]
persons, places, strangers = set(), set(), []
for p in paras:
    found = terms(p)
    for who in {squeeze(text(x)) for x in p.iter(DB + "personname")}:
        persons.add(who)
        if not is_under(surname(who), found):
            strangers.append("%s: %s" % (p.get("{http://www.w3.org/XML/1998/namespace}id"), who))
    places |= {squeeze(text(x)) for x in p.iter(DB + "phrase") if x.get("role") == "place"}
every = terms(root)
bodies = {squeeze(text(x)) for x in root.iter(DB + "title")}
tap.check("a paragraph that names a person is in the index under the name", strangers)
tap.check("every place that the text names is in the index",
          sorted(x for x in places if not is_under(x.removeprefix("The "), every)))
titles = []
for el in root.iter(DB + "section"):
    if el.get("role") == "entry" and not any(name(x) == "indexterm" for x in el):
        titles.append(squeeze(text(el.find(".//" + DB + "title"))))
tap.check("every entry is in the index under its title", titles)
print("# %d terms: %d persons, %d places, %d entries" %
      (len(every), len(persons), len(places), len(every & bodies)))
tap.done()
