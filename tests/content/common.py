"""Helpers of the content tests: paths, the expanded tree, fact base, TAP output."""
import csv
import os
import re
import sys
import xml.etree.ElementTree as ET

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
CONTENT = os.environ.get("ATT_CONTENT", os.path.join(TOP, "content"))
FACTS = os.environ.get("ATT_FACTS", os.path.join(TOP, "..", "shared", "facts"))
DB = "{http://docbook.org/ns/docbook}"
XI = "{http://www.w3.org/2001/XInclude}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
KINDS = ["organisations", "dialogues", "missions", "exercises", "instruments"]


def skip_all(reason):
    print("1..0 # SKIP " + reason)
    sys.exit(0)


def need_content():
    if not os.path.exists(os.path.join(CONTENT, "handbook.xml")):
        skip_all("content/handbook.xml is missing")


def need_facts():
    if not os.path.isdir(FACTS):
        skip_all("no fact base (set ATT_FACTS)")


class Tap:
    """Counts checks; prints the plan at the end."""

    def __init__(self):
        self.n = 0
        self.bad = 0

    def check(self, name, faults, limit=40):
        self.n += 1
        faults = list(faults)
        if faults:
            self.bad += 1
            print("not ok %d - %s" % (self.n, name))
            for fault in faults[:limit]:
                print("# " + fault)
            if len(faults) > limit:
                print("# and %d more" % (len(faults) - limit))
        else:
            print("ok %d - %s" % (self.n, name))

    def done(self):
        print("1..%d" % self.n)
        sys.exit(1 if self.bad else 0)


def files():
    """Every file of the work, the book first, in the order of inclusion."""
    out = ["handbook.xml"]
    root = ET.parse(os.path.join(CONTENT, "handbook.xml")).getroot()
    out += [x.get("href") for x in root.iter(XI + "include")]
    return out


def book():
    """The whole work as one tree; each top element knows its file as _file."""
    root = ET.parse(os.path.join(CONTENT, "handbook.xml")).getroot()
    for parent in list(root.iter()):
        for i, child in enumerate(list(parent)):
            if child.tag == XI + "include":
                new = ET.parse(os.path.join(CONTENT, child.get("href"))).getroot()
                new.set("_file", child.get("href"))
                new.tail = child.tail
                parent[i] = new
    return root


def name(el):
    return el.tag[len(DB):] if el.tag.startswith(DB) else el.tag


HIDDEN = {"indexterm", "citation", "biblioref", "footnote", "info"}


def text(el, hidden=HIDDEN):
    """Running text of an element without index terms and citations."""
    out = [el.text or ""]
    for child in el:
        if name(child) not in hidden:
            out.append(text(child, hidden))
        out.append(child.tail or "")
    return "".join(out)


def words(s):
    return re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", s)


def squeeze(s):
    return re.sub(r"\s+", " ", s).strip()


ABBREV = r"(?:Arts?|No|St|Mr|Dr|vol|para|paras|Lt|Gen|Adm|Col|cf|e\.g|i\.e|[A-Z]|U\.S|D\.C)"


def sentences(s):
    s = squeeze(s)
    s = re.sub(r"\b(%s)\." % ABBREV, lambda m: m.group(0)[:-1] + "\0", s)
    return [x.replace("\0", ".").strip() for x in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9\"'])", s) if x.strip()]


def rows(table):
    with open(os.path.join(FACTS, table + ".tsv"), encoding="utf-8") as fh:
        return list(csv.DictReader(fh, delimiter="\t", quoting=csv.QUOTE_NONE))
