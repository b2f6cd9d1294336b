#!/usr/bin/env python3
"""Every source against docbookxi.rng, the joined work against docbook.rng."""
import os
import shutil
import subprocess
import tempfile
from common import CONTENT, Tap, files, need_content, skip_all

RNG = os.environ.get("DOCBOOK_RNG", "/usr/share/xml/docbook/schema/rng/5.0")
need_content()
if not shutil.which("xmllint"):
    skip_all("xmllint is missing")
if not os.path.exists(RNG + "/docbookxi.rng"):
    skip_all("the DocBook 5.0 schema is missing (docbook5-xml)")
jing = shutil.which("jing")
tap = Tap()


def run(args):
    p = subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return p.returncode, p.stdout


def against(schema, paths, ids):
    """Faults of files; identifiers are only checked in the joined work."""
    if jing:
        code, out = run(["jing"] + ([] if ids else ["-i"]) + [schema] + paths)
        out = [x for x in out.splitlines() if ": error:" in x or ": fatal:" in x]
    else:
        code, out = run(["xmllint", "--noout", "--relaxng", schema] + paths)
        out = [x for x in out.splitlines() if ids or "IDREF" not in x]
        out = [x for x in out if "validates" not in x and "fails to validate" not in x]
        code = 1 if out else 0
    return out if out or not code else ["status %d" % code]


names = files()
tap.check("%d sources are valid against docbookxi.rng" % len(names),
          against(RNG + "/docbookxi.rng", [os.path.join(CONTENT, f) for f in names], False))
tap.check("the tutorial is valid against docbook.rng",
          against(RNG + "/docbook.rng", [os.path.join(CONTENT, "tutorial.xml")], True))
with tempfile.TemporaryDirectory() as tmp:
    whole = os.path.join(tmp, "whole.xml")
    code, out = run(["xmllint", "--nonet", "--xinclude", "--output", whole, os.path.join(CONTENT, "handbook.xml")])
    tap.check("the sources join by XInclude", out.splitlines() if code else [])
    if not code:
        tap.check("the joined work is valid against docbook.rng", against(RNG + "/docbook.rng", [whole], True))
tap.done()
