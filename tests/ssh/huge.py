#!/usr/bin/env python3
"""Run a program on a terminal that claims 65535 rows and columns.

It must draw something, use little memory for it (as far as bytes sent tell),
and end with 0 after Q.
"""
import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

LIMIT = 20_000_000  # bytes sent
PATIENCE = 20  # seconds

pid, fd = pty.fork()
if pid == 0:
    os.environ["TERM"] = "xterm"
    fcntl.ioctl(0, termios.TIOCSWINSZ,
                struct.pack("HHHH", 65535, 65535, 0, 0))
    os.execvp(sys.argv[1], sys.argv[1:])
sent, asked, end = b"", False, time.monotonic() + PATIENCE
while time.monotonic() < end and len(sent) < LIMIT:
    ready, _, _ = select.select([fd], [], [], 1)
    if ready:
        try:
            data = os.read(fd, 65536)
        except OSError:
            break
        if not data:
            break
        sent += data
    if not asked and b"Visits" in sent:
        asked = True
        os.write(fd, b"Q")
os.close(fd)
_, status = os.waitpid(pid, 0)
print(len(sent), "bytes, status", status)
sys.exit(0 if asked and status == 0 and len(sent) < LIMIT else 1)
