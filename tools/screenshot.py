#!/usr/bin/env python3
"""Draw a captured terminal screen as SVG.

    screenshot.py [TITLE] <screen >picture.svg

Reads lines with SGR sequences, as "picture" in a key script writes them and as
"tmux capture-pane -p -e" prints them: bold, dim, italic, underlined, reversed, struck
out, and the colours 0 to 255. Every run of cells is fitted to its columns, so
the picture holds together in any fixed-width font.
"""
import html
import re
import sys
import unicodedata

CELL, LINE, EDGE, BASE = 9, 19, 14, 14
BACK, FORE = "#14212b", "#d7dde0"
COLOURS = ("#1b2a35 #d4675a #8fb573 #d9b866 #6f9fd8 #b48ead #6fb3b8 #d7dde0 "
           "#5d7484 #e88a7d #a9cf8c #ecd08a #93bdf0 #cfaad0 #8fd0d5 #ffffff").split()
STEPS = (0, 95, 135, 175, 215, 255)


def colour(n):
    if n < 16:
        return COLOURS[n]
    if n < 232:
        n -= 16
        return "#%02x%02x%02x" % tuple(STEPS[n // d % 6] for d in (36, 6, 1))
    return "#%02x%02x%02x" % ((8 + 10 * (n - 232),) * 3)


class Style:
    """What SGR sequences have asked for so far."""

    flags = {1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "reverse", 9: "strike"}
    ends = {22: ("bold", "dim"), 23: ("italic",), 24: ("underline",), 27: ("reverse",), 29: ("strike",)}

    def __init__(self):
        self.on, self.fore, self.back = frozenset(), None, None

    def key(self):
        return self.on, self.fore, self.back

    def apply(self, codes):
        codes = [int(c or 0) for c in codes.replace(":", ";").split(";")]
        while codes:
            c = codes.pop(0)
            if c == 0:
                self.__init__()
            elif c in self.flags:
                self.on |= {self.flags[c]}
            elif c in self.ends:
                self.on -= set(self.ends[c])
            elif c in (38, 48) and len(codes) >= 2 and codes[0] == 5:
                self.set(c, colour(codes[1]))
                del codes[:2]
            elif c in (38, 48) and len(codes) >= 4 and codes[0] == 2:
                self.set(c, "#%02x%02x%02x" % tuple(codes[1:4]))
                del codes[:4]
            elif c in (39, 49):
                self.set(c - 1, None)
            elif 30 <= c % 60 <= 37 and c < 98:
                self.set(38, colour(c % 60 - 30 + 8 * (c >= 90)))
            elif c in range(40, 48) or c in range(100, 108):
                self.set(48, colour(c - 40 if c < 48 else c - 92))

    def set(self, which, value):
        if which == 38:
            self.fore = value
        else:
            self.back = value


def width(char):
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def runs(line, style):
    """(column, columns, text, style) for each stretch of one style."""
    column, out = 0, []
    for part in re.split(r"(\x1b\[[0-9;:]*m|\x1b[()].|\x0e|\x0f)", line):
        if part.startswith("\x1b["):
            style.apply(part[2:-1])
        elif part and part[0] not in "\x1b\x0e\x0f":
            columns = sum(map(width, part))
            out.append((column, columns, part, style.key()))
            column += columns
    return out


def box(column, row, columns, fill):
    return '<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>' % (
        EDGE + column * CELL, EDGE + row * LINE, columns * CELL, LINE, fill)


def draw(column, row, columns, text, key):
    on, fore, back = key
    fore, back = fore or FORE, back or BACK
    if "reverse" in on:
        fore, back = back, fore
    out = [box(column, row, columns, back)] if back != BACK else []
    stripped = text.strip(" ")
    if not stripped:
        return out
    column += len(text) - len(text.lstrip(" "))
    columns = sum(map(width, stripped))
    attributes = ['x="%d"' % (EDGE + column * CELL), 'y="%d"' % (EDGE + row * LINE + BASE),
                  'textLength="%d"' % (columns * CELL), 'fill="%s"' % fore]
    decoration = [{"underline": "underline", "strike": "line-through"}[f] for f in ("underline", "strike") if f in on]
    for name, value in (("font-weight", "bold" if "bold" in on else ""),
                        ("font-style", "italic" if "italic" in on else ""),
                        ("opacity", "0.65" if "dim" in on else ""),
                        ("text-decoration", " ".join(decoration))):
        if value:
            attributes.append('%s="%s"' % (name, value))
    out.append("<text %s>%s</text>" % (" ".join(attributes), html.escape(stripped, quote=False)))
    return out


def main():
    title = sys.argv[1] if len(sys.argv) > 1 else "attache"
    style, rows = Style(), []
    for line in sys.stdin.read().rstrip("\n").split("\n"):
        rows.append(runs(line, style))
    columns = max([80] + [c + n for row in rows for c, n, _, _ in row])
    w, h = columns * CELL + 2 * EDGE, len(rows) * LINE + 2 * EDGE
    print('<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" '
          "font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"15\" "
          'xml:space="preserve">' % (w, h, w, h))
    print("<title>%s</title>" % html.escape(title))
    print('<rect width="%d" height="%d" rx="8" fill="%s"/>' % (w, h, BACK))
    for number, row in enumerate(rows):
        for column, count, text, key in row:
            for element in draw(column, number, count, text, key):
                print(element)
    print("</svg>")


main()
