"""Works as their publishers made them: they open whole, nothing in them goes
unsaid, and the cache changes nothing. Speaks TAP."""

import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

ATTACHE = os.path.join(os.environ.get("builddir", "."), "attache")
SOURCES = os.path.join(os.environ.get("srcdir", "."), "src/read")
WIDTHS = (20, 40, 80, 200)

tests = failures = 0


def result(problems, name):
    global tests, failures
    tests += 1
    failures += bool(problems)
    print(f"{'not ok' if problems else 'ok'} {tests} - {name}", flush=True)
    for text in problems[:8]:
        print("# " + str(text)[:300], flush=True)


def attache(*args):
    p = subprocess.run([ATTACHE, *args], stdin=subprocess.DEVNULL,
                       capture_output=True, timeout=300)
    return p.returncode, p.stdout.decode(), p.stderr.decode()


def records(*args):
    status, out, err = attache(*args)
    if status not in (0, 1):
        raise RuntimeError(f"{args}: status {status}: {err[:300]}")
    # A string may hold characters that end a line elsewhere.
    return [json.loads(line) for line in out.split("\n") if line]


def documents(folder):
    found = []
    for top, _, names in os.walk(folder):
        found += [os.path.join(top, n) for n in names if n.endswith(".xml")]
    return sorted(found)


def known():
    """Element names of the vocabulary tables."""
    names = set()
    for table in ("docbook.c", "tei.c"):
        with open(os.path.join(SOURCES, table), encoding="utf-8") as f:
            names |= set(re.findall(r'^\t\{ ?"([^"]+)",', f.read(), re.M))
    return names


def test_whole(folder, files):
    status, out, err = attache("works", folder)
    problems = [err] if status or err else []
    rows = records("works", "--json", folder)
    works = {r["path"] for r in rows}
    problems += [f"read in part: {r}" for r in rows if r["incomplete"]]
    problems += [f"not a work: {f}" for f in files
                 if os.path.realpath(f) not in
                 {os.path.realpath(w) for w in works}]
    result(problems, f"all {len(files)} documents are works, read to their ends")
    findings = records("check", "--json", folder)
    result([f for f in findings if f["severity"] == "error"],
           "none has an error")
    return findings


def test_elements(files, findings):
    names, problems = known(), []
    said = {(os.path.realpath(f["file"]), m[1]) for f in findings
            if (m := re.match("unknown element '([^']*)'", f["message"]))}
    for path in files:
        for _, element in tree.iterparse(path):
            space, _, name = element.tag.rpartition("}")
            key = (os.path.realpath(path), name)
            if ("tei-c.org" in space or "docbook.org" in space) and \
                    name not in names and key not in said:
                problems.append(f"{path}: {name}")
                said.add(key)
    result(problems, "unknown elements are reported")


def test_links(folder, findings):
    links = records("links", "--json", folder)
    problems = [k for k in links if not k["broken"] and not k["target"]]
    result(problems, f"each of {len(links)} links leads somewhere or is "
                     "known to be broken")
    broken = [k for k in links if k["broken"]]
    text = "\n".join(f["message"] for f in findings)
    result([k for k in broken if k["target"].lstrip("#") not in text],
           f"check lists the {len(broken)} broken ones")


def test_cache(folder):
    commands = (("toc",), ("links",), ("terms",), ("dates",), ("places",),
                ("check",), ("search", "treaty"))
    for command in commands:
        seen = []
        attache("cache", "--clear")
        for more in ((), (), ("--no-cache",)):
            seen.append(attache(*command, "--json", *more, folder)[:2])
        problems = [] if seen[0] == seen[1] == seen[2] else [
            f"{len(s[1])} bytes, status {s[0]}" for s in seen]
        result(problems, f"{command[0]} says the same cold, from the cache "
                         "and without one")


def test_layout(folder, count):
    """Everything is shown at every width, and no text of it is lost."""
    words = {}
    for width in WIDTHS:
        status, out, err = attache("show", "-w", str(width), folder)
        problems = [f"status {status}: {err[:300]}"] if status or err else []
        if count and not out:
            problems.append("nothing is shown")
        words[width] = len(re.sub(r"\W", "", out))
        result(problems, f"all sections at {width} columns")
    # Tables repeat their heads as records on narrow screens.
    wide = words[max(WIDTHS)]
    result([f"{w}: {n} characters, {wide} at most" for w, n in words.items()
            if n < 0.99 * wide], "no width loses text")


def main():
    folder = sys.argv[1]
    with tempfile.TemporaryDirectory() as top:
        os.environ.update(XDG_CACHE_HOME=os.path.join(top, "cache"),
                          LC_ALL="C.UTF-8", TERM="dumb")
        files = documents(folder)
        findings = test_whole(folder, files)
        test_elements(files, findings)
        test_links(folder, findings)
        test_cache(folder)
        test_layout(folder, len(files))
    print(f"1..{tests}")
    return failures > 0


sys.exit(main())
