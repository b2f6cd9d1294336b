"""Run attache on what documents.py makes, on damaged caches, odd names and
odd surroundings, and hold it to its promises: no signal, no hang, status 0, 1
or 2, at most one line of error, nothing on the terminal that could drive it,
nothing read that is not the document's, no process left. Speaks TAP."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

import documents

ATTACHE = os.path.join(os.environ.get("builddir", "."), "attache")
TIMEOUT = int(os.environ.get("HOSTILE_TIMEOUT", "20"))  # seconds a command
DOCUMENT = "<article><title>{0}</title><para>{0}</para></article>"
CANARY = "canary-5c1f"
SANITIZER = re.compile(rb"Sanitizer|runtime error:|DEADLYSIGNAL|Assertion")
# C0 but newline, DEL, C1, bidirectional and line-parting controls.
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e"
    "\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0001-\U000e007f]")
COMMANDS = (("show", "-w", "60"), ("toc",), ("check",), ("search", "the|a"))

tests = failures = 0


def result(problems, name):
    """One test, with what went wrong beneath it."""
    global tests, failures
    tests += 1
    failures += bool(problems)
    print(f"{'not ok' if problems else 'ok'} {tests} - {name}", flush=True)
    for text in problems[:6]:
        print("# " + ascii(text)[:600], flush=True)


def session_of(pid):
    try:
        with open(f"/proc/{pid}/stat", "rb") as f:
            fields = f.read().rpartition(b")")[2].split()
            return int(fields[3]) if fields[0] != b"Z" else -1
    except (OSError, IndexError):
        return -1


def left_over(session):
    """Processes of a session that has ended, after a moment of grace."""
    for _ in range(40):
        left = [p for p in os.listdir("/proc")
                if p.isdigit() and session_of(p) == session]
        if not left:
            return []
        time.sleep(0.05)
    for pid in left:
        os.kill(int(pid), 9)
    return left


class Bench:
    """A temporary folder with documents, what they must not reach, a cache."""

    def __init__(self):
        self.top = tempfile.mkdtemp(prefix="hostile.")
        self.docs = os.path.join(self.top, "docs")
        self.out = os.path.join(self.top, "stdout")
        self.err = os.path.join(self.top, "stderr")
        os.mkdir(self.docs)
        os.mkdir(os.path.join(self.top, "outside"))
        self.secrets = [CANARY.encode(), b"root:x:0:0"]
        with open(os.path.join(self.top, "outside/canary.txt"), "w") as f:
            f.write(CANARY + "\n")
        with open(os.path.join(self.top, "outside/canary.xml"), "w") as f:
            f.write(f"<para>{CANARY}</para>")
        with open(os.path.join(self.top, "outside/canary.dtd"), "w") as f:
            f.write(f"<!ENTITY x '{CANARY}'>")
        self.env = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": os.path.join(self.top, "home"), "LC_ALL": "C.UTF-8",
            "TERM": "dumb", "XDG_CACHE_HOME": os.path.join(self.top, "cache"),
            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""),
            "XML_CATALOG_FILES": os.path.join(self.docs, "catalog.xml"),
            "SGML_CATALOG_FILES": os.path.join(self.docs, "catalog.xml")}
        os.mkdir(self.env["HOME"])
        self.calls = []
        self.listen()

    def listen(self):
        """A host that nobody should ask for anything."""
        server = socket.create_server(("127.0.0.1", 0))
        self.port = server.getsockname()[1]

        def serve():
            while True:
                peer, _ = server.accept()
                self.calls.append(peer.getpeername())
                peer.close()
        threading.Thread(target=serve, daemon=True).start()

    def reach(self):
        """Addresses of what is outside of the documents' folder."""
        out = os.path.join(self.top, "outside/canary")
        web = f"127.0.0.1:{self.port}/x"
        return [f"{out}.txt", f"{out}.xml", f"file://{out}.xml",
                f"file://localhost{out}.xml", f"{out}.dtd",
                "../outside/canary.xml", "../outside/canary.txt",
                "..%2Foutside%2Fcanary.xml", "sub/../../outside/canary.xml",
                "link-file.xml", "link-folder/canary.xml",
                "link-folder/canary.txt", "/etc/hostname", "/etc/passwd",
                "file:///etc/passwd", "/proc/self/environ", "/dev/zero",
                "/dev/stdin", f"http://{web}", f"ftp://{web}",
                f"https://{web}", "data:text/plain," + "x", "urn:canary",
                f"//{web}", "\\\\host\\share", "jar:file:/x!/y", "-",
                f"php://filter/resource={out}.xml"]

    def path(self, name):
        return os.path.join(self.docs, name)

    def write(self, name, data):
        with open(self.path(name), "wb") as f:
            f.write(data)

    def run(self, *args, env=None, cwd=None, timeout=TIMEOUT, **more):
        """attache ARGS: status (None: killed by the clock), session."""
        streams = {"stdin": subprocess.DEVNULL}
        with open(self.out, "wb") as out, open(self.err, "wb") as err:
            streams.update({"stdout": out, "stderr": err}, **more)
            p = subprocess.Popen([ATTACHE, *args], env=env or self.env,
                                 cwd=cwd or self.docs, start_new_session=True,
                                 **streams)
            try:
                status = p.wait(timeout)
            except subprocess.TimeoutExpired:
                os.killpg(p.pid, 9)
                p.wait()
                status = None
        return status, p.pid

    def look(self, status, session, what, name=None):
        """What is wrong with what came of a run."""
        problems = []
        with open(self.out, "rb") as f:
            out = f.read()
        with open(self.err, "rb") as f:
            err = f.read()
        if status is None:
            problems.append(f"{what}: no end within {TIMEOUT} s")
        elif status not in (0, 1, 2):
            problems.append(f"{what}: status {status}: {err[-300:]}")
        if status == 2 and not err and not out:
            problems.append(f"{what}: status 2 without a word")
        # Besides an error, a remark on what is not complete.
        if err.count(b"\n") > (1 if status == 2 else 2):
            problems.append(f"{what}: {err.count(10)} lines of error: "
                            f"{err[:300]}")
        if status == 2 and name and name.encode() not in err + out:
            problems.append(f"{what}: does not name {name}: {err[:300]}")
        if SANITIZER.search(err):
            problems.append(f"{what}: {err[-2000:]}")
        for stream in (out, err):
            problems += self.harmful(stream, what)
        if left := left_over(session):
            problems.append(f"{what}: leaves {left}")
        if self.calls:
            problems.append(f"{what}: called a host")
            self.calls.clear()
        return problems

    def harmful(self, stream, what):
        for secret in self.secrets:
            if secret in stream:
                yield f"{what}: shows what it must not read: {secret}"
        try:
            text = stream.decode()
        except UnicodeDecodeError as e:
            yield f"{what}: not UTF-8: {stream[e.start - 20:e.end + 20]}"
            return
        if bad := FORBIDDEN.search(text):
            at = bad.start()
            yield f"{what}: U+{ord(bad[0]):04X} in {text[at - 20:at + 20]}"

    def ask(self, name, commands=COMMANDS, frugal=False):
        """All the commands on one document; a small one is read in little
        memory, whatever is in it."""
        problems = []
        for command in commands:
            status, session = self.run(*command, "./" + name)
            problems += self.look(status, session, command[0], name)
            with open(self.err, "rb") as f:
                if frugal and b" of memory" in f.read():
                    problems.append(f"{command[0]}: out of memory")
        return problems

    def clear_cache(self):
        shutil.rmtree(self.env["XDG_CACHE_HOME"], ignore_errors=True)


def make_special(b):
    """What is no plain file, and links that lead away."""
    os.mkfifo(b.path("fifo.xml"))
    os.mkdir(b.path("folder.xml"))
    os.symlink("loop.xml", b.path("loop.xml"))
    os.symlink("/dev/zero", b.path("device.xml"))
    os.symlink("../outside/canary.xml", b.path("out.xml"))
    os.symlink("../outside/canary.xml", b.path("link-file.xml"))
    os.symlink("../outside", b.path("link-folder"))
    s = socket.socket(socket.AF_UNIX)
    here = os.getcwd()
    os.chdir(b.docs)
    s.bind("socket.xml")
    os.chdir(here)
    s.close()
    b.write("unreadable.xml", documents.GOOD)
    os.chmod(b.path("unreadable.xml"), 0)
    b.write("catalog.xml", (
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
        f'<system systemId="urn:canary" uri="{b.top}/outside/canary.dtd"/>'
        f'<uri name="urn:canary" uri="{b.top}/outside/canary.dtd"/>'
        f'<public publicId="-//X//Y" uri="{b.top}/outside/canary.dtd"/>'
        "</catalog>").encode())


def test_documents(b, only):
    kinds = list(documents.small(b.reach()))
    for name, data in kinds:
        b.write(name + ".xml", data)
    for name, _ in kinds:
        if not only or re.search(only, name):
            result(b.ask(name + ".xml", frugal=True), name)
    for name in ("fifo", "device", "loop", "socket", "folder", "nowhere",
                 "unreadable"):
        if not only:
            result(b.ask(name + ".xml"), "file: " + name)


def test_folder(b):
    """All of them as one library."""
    problems = []
    for command in (("toc",), ("search", "-c", "the|a"), ("works",)):
        status, session = b.run(*command, ".", timeout=120)
        found = b.look(status, session, command[0])
        # A line for each work that does not open is as it should be.
        problems += [p for p in found if "lines of error" not in p]
    result(problems, "all as one library")


def test_large(b, only):
    for name, write in documents.large():
        if only and not re.search(only, name):
            continue
        path = b.path(name + ".xml")
        write(path)
        b.clear_cache()
        result(b.ask(name + ".xml", (("toc",), ("search", "-c", "zzz"))), name)
        os.unlink(path)
    b.clear_cache()


def images(b):
    folder = os.path.join(b.env["XDG_CACHE_HOME"], "attache")
    return sorted(os.path.join(folder, n) for n in os.listdir(folder))


def replace(path, how):
    os.unlink(path)
    if how == "folder":
        os.mkdir(path)
    elif how == "fifo":
        os.mkfifo(path)
    elif how == "loop":
        os.symlink(path, path)
    elif how == "device":
        os.symlink("/dev/zero", path)
    elif how == "full":
        os.symlink("/dev/full", path)


def damages(size):
    """Names and functions from good bytes to damaged ones."""
    for at in sorted({0, 1, 7, 8, 12, 16, 24, 40, 100, 200, size - 1,
                      *range(300, size, max(1, size // 24))}):
        if at < size:
            yield f"flip at {at}", lambda d, a=at: (
                d[:a] + bytes([d[a] ^ 0x41]) + d[a + 1:])
            yield f"cut at {at}", lambda d, a=at: d[:a]
    yield "zeros", lambda d: bytes(len(d))
    yield "ones", lambda d: b"\xff" * len(d)
    yield "longer", lambda d: d + b"x" * 4096
    yield "text", lambda d: b"a\tb\n" * 100
    yield "two of them", lambda d: d + d


def test_cache(b):
    """Every file of the cache, damaged: the same page comes out."""
    b.write("cached.xml", documents.GOOD)
    b.clear_cache()
    show = ("show", "-w", "60", "./cached.xml")
    b.run(*show)
    b.run(*show)
    with open(b.out, "rb") as f:
        wanted = f.read()
    kept = {}
    for path in images(b):
        if os.path.isfile(path):
            with open(path, "rb") as f:
                kept[path] = f.read()
    for path, good in kept.items():
        kind = os.path.splitext(path)[1] or os.path.basename(path)
        problems = []

        def check(what):
            status, session = b.run(*show)
            problems.extend(b.look(status, session, what))
            with open(b.out, "rb") as f:
                if f.read() != wanted:
                    problems.append(f"{what}: another page")
            b.clear_cache()
            os.makedirs(os.path.dirname(path))
            for other, data in kept.items():
                with open(other, "wb") as f:
                    f.write(data)

        for what, damage in damages(len(good)):
            with open(path, "wb") as f:
                f.write(damage(good))
            check(what)
        for how in ("missing", "folder", "fifo", "loop", "device", "full"):
            replace(path, how)
            check(how)
        os.chmod(path, 0)
        check("unreadable")
        result(problems, f"cache: {kind} damaged")
    test_cache_folder(b, show, wanted)


def test_cache_folder(b, show, wanted):
    problems = []
    for how in ("folder", "fifo", "loop", "device", "file"):
        b.clear_cache()
        home = b.env["XDG_CACHE_HOME"]
        for place in (home, os.path.join(home, "attache")):
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "w"):
                pass
            if how != "file":
                replace(place, how)
            status, session = b.run(*show)
            problems += b.look(status, session, f"{how} as {place}")
            with open(b.out, "rb") as f:
                if f.read() != wanted:
                    problems.append(f"{how}: another page")
            if os.path.isdir(place):
                shutil.rmtree(place)
            else:
                os.unlink(place)
    b.clear_cache()
    result(problems, "cache: something else in the place of its folder")


def test_names(b):
    names = ["new\nline", "esc\x1b[31m", "csi\u009b31m", "bidi\u202eabc",
             b"bad\xff\xfeutf8", " space ", "-n", "--help", "a#b", "a%23b",
             "quote'\"", "back\\slash", "$(x)`y`;|&", "x" * 250, "\u4e00" * 80,
             "tab\t", "*", "?[a]", "~", "\x7f", "\u2028", "e\u0301"]
    folder = os.path.join(b.top, "names")
    os.mkdir(folder)
    for i, name in enumerate(names):
        raw = (name if isinstance(name, bytes) else name.encode()) + b".xml"
        with open(os.path.join(folder.encode(), raw), "wb") as f:
            f.write(DOCUMENT.format("title").encode())
        problems = []
        for command in COMMANDS:
            for path in (b"./" + raw, os.path.join(folder.encode(), raw)):
                status, session = b.run(*command, path, cwd=folder)
                problems += b.look(status, session, command[0])
                if status not in (0, 1) and b"#" not in raw:
                    problems.append(f"{command[0]}: status {status}")
            status, session = b.run(*command, b"./no-" + raw, cwd=folder)
            problems += b.look(status, session, command[0] + " missing")
        result(problems, f"name: {ascii(raw)[:60]}")
    problems = []
    for command in (("works",), ("toc",), ("search", "title"), ("show",),
                    ("toc", "--json"), ("search", "--json", "title")):
        status, session = b.run(*command, folder)
        problems += b.look(status, session, " ".join(command))
    result(problems, "names: all as one library")


def close(*fds):
    def act():
        for fd in fds:
            os.close(fd)
    return act


def test_surroundings(b):
    b.write("fine.xml", documents.GOOD)
    wide = documents.article("<para>caf\u00e9 \u4e00 \u2014 "
                             "<quote>q</quote></para>")
    b.write("wide.xml", wide)
    show = ("show", "./fine.xml")
    for mask in range(1, 8):
        fds = [fd for fd in range(3) if mask >> fd & 1]
        status, session = b.run(*show, preexec_fn=close(*fds))
        found = [p for p in b.look(status, session, "show")
                 if "without a word" not in p]
        result(found, f"closed descriptors {fds}")
    for command in COMMANDS[:2] + COMMANDS[3:]:
        with open("/dev/full", "wb") as full:
            status, session = b.run(*command, "./fine.xml", stdout=full)
        found = b.look(status, session, command[0])
        if status != 2:
            found.append(f"status {status}")
        result(found, f"no space on the output: {command[0]}")
    reader, writer = os.pipe()
    os.close(reader)
    status, session = b.run(*show, stdout=writer)
    os.close(writer)
    result([p for p in b.look(status, session, "show")
            if "status -13" not in p], "nobody reads the output")
    for change in ({"LC_ALL": "C"}, {"LC_ALL": "POSIX"},
                   {"LC_ALL": "de_DE.ISO-8859-1"}, {"LC_ALL": "xx_YY.UTF-9"},
                   {"LC_ALL": "\x1b[2J"}, {"LC_ALL": "../../x"}):
        problems = []
        for command in COMMANDS:
            status, session = b.run(*command, "./wide.xml",
                                    env={**b.env, **change})
            problems += b.look(status, session, command[0])
            with open(b.out, "rb") as f:
                if not f.read().isascii() and "UTF" not in change["LC_ALL"]:
                    problems.append(f"{command[0]}: not ASCII")
        result(problems, f"locale {ascii(change['LC_ALL'])}")
    for name in ("TERM", "HOME", "XDG_CACHE_HOME", "PATH"):
        for value in (None, "", "x", "../x", "/dev/null", "/nonexistent/y",
                      "\x1b[2J", "%s%n", "a" * 5000):
            env = {**b.env, name: value}
            if value is None:
                del env[name]
            status, session = b.run(*show, env=env)
            found = b.look(status, session, "show")
            if status != 0:
                found.append(f"status {status}")
            result(found, f"{name}={ascii(value)[:30]}")
    for name in ("COLUMNS", "LINES"):
        problems = []
        for value in ("0", "-1", "1", "65536", "99999999999999", "x", ""):
            status, session = b.run(*show, env={**b.env, name: value})
            problems += b.look(status, session, f"{name}={value}")
        result(problems, f"odd {name}")


def test_arguments(b):
    b.write("fine.xml", documents.GOOD)
    lines = [("show", "-w", w, "./fine.xml") for w in (
        "0", "-1", "1", "9", "10", "300", "1000", "99999999999999999999",
        "x", "", "\x1b[2J")]
    lines += [("show", "./fine.xml#" + x) for x in (
        "", "s", "none", "\x1b[2J", "/1", "/9/9", "/99999999999", "s+5",
        "s+99999999999", "a" * 100000, "\u202e")]
    lines += [("search", x, "./fine.xml") for x in (
        "(", "[", "\\", "(?", "a{99999}", "(?C)", "(*UTF)", "(*LIMIT_MATCH=1)",
        "\\C", "\\K", "(a+)+$", "(?R)", "\x1b", "\u009b", b"\xff", "a" * 5000,
        "", "(" * 500, "[[:x:]]", "\\p{Zzzz}", "(?<=a+)b", "--", "-")]
    lines += [(), ("",), ("\x1b[2J",), ("show",), ("nonsense", "./fine.xml"),
              ("--\x1b", "x"), ("show", "--color=\x1b", "./fine.xml"),
              ("search", "--scope", "\x1b,x", "a", "./fine.xml"),
              ("search", "-m", "-5", "a", "./fine.xml"),
              ("toc", "--depth", "99999999999", "./fine.xml"),
              ("backlinks", "./fine.xml#t"), ("links", "./fine.xml"),
              ("terms", "./fine.xml"), ("dates", "./fine.xml"),
              ("places", "./fine.xml"), ("topics", "two", "./fine.xml"),
              ("topics", '"', "./fine.xml"), ("topics", "*", "./fine.xml")]
    for line in lines:
        status, session = b.run(*line)
        found = b.look(status, session, "attache")
        if line and line[0] == "search":  # a caret under the pattern
            found = [p for p in found if "lines of error" not in p]
        result(found, "arguments " + " ".join(ascii(x) for x in line)[:70])


def test_changing(b):
    """A document that grows, shrinks and goes away while it is read."""
    path = b.path("changing.xml")
    ended = threading.Event()

    def change():
        while not ended.is_set():
            with open(path, "wb") as f:
                f.write(documents.GOOD)
                f.write(b"<!-- -->" * 50000)
            try:
                os.truncate(path, 300)
                os.unlink(path)
            except OSError:
                pass
    thread = threading.Thread(target=change)
    thread.start()
    problems = []
    for i in range(40):
        command = COMMANDS[i % len(COMMANDS)]
        status, session = b.run(*command, "./changing.xml")
        problems += b.look(status, session, command[0])
    ended.set()
    thread.join()
    result(problems, "a document that changes all the time")


def main():
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    b = Bench()
    try:
        make_special(b)
        test_documents(b, only)
        if not only:
            test_folder(b)
            test_cache(b)
            test_names(b)
            test_surroundings(b)
            test_arguments(b)
            test_changing(b)
        test_large(b, only)
    finally:
        shutil.rmtree(b.top, ignore_errors=True)
    print(f"1..{tests}")
    return failures > 0


sys.exit(main())
