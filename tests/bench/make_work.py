"""make_work.py MEGABYTES OUT FOLDER: one TEI document of about that size, a
division for each TEI document of the folder, over and over."""

import os
import re
import sys

BODY = re.compile(r"<body[^>]*>(.*)</body>", re.S)


def bodies(folder):
    for top, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".xml"):
                with open(os.path.join(top, name), encoding="utf-8") as f:
                    found = BODY.search(f.read())
                if found and "&" not in re.sub(r"&(amp|lt|gt);", "", found[1]):
                    yield found[1]


def main():
    want, out, folder = int(sys.argv[1]) * 1000000, sys.argv[2], sys.argv[3]
    have = count = 0
    every = list(bodies(folder))
    with open(out, "w", encoding="utf-8") as f:
        f.write('<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>'
                "<titleStmt><title>Large</title></titleStmt></fileDesc>"
                '</teiHeader><text><body><div xml:id="first"><head>First</head>'
                "<p>This section is short.</p></div>\n")
        while every and have < want:
            body = every[count % len(every)]
            count += 1
            body = re.sub(r'xml:id="', f'xml:id="k{count}.', body)
            body = re.sub(r'target="#', f'target="#k{count}.', body)
            have += f.write(f"<div><head>Part {count}</head>{body}</div>\n")
        f.write("</body></text></TEI>\n")


main()
