"""Proves that evs-recipes(7) shows the recipes as they are: page.py PAGE FOLDER

A block between .EX and .EE is the recipe whose name stands above it in italics. Every recipe is shown exactly once.
EVS_ACCEPT=1 writes the files into the page."""
import difflib
import os
import pathlib
import re
import sys

page, folder = map(pathlib.Path, sys.argv[1:])

def roff(line):
    for plain, escaped in (("\\", "\\e"), ("-", "\\-"), ("'", "\\(aq"), ("`", "\\(ga"), ("^", "\\(ha"), ("~", "\\(ti")):
        line = line.replace(plain, escaped)
    return "\\&" + line if line.startswith((".", "\\(aq")) else line


def block(name):
    return [roff(line) for line in (folder / name).read_text().splitlines()]


shown, wanted, inside, name = [], [], False, ""
lines = page.read_text().splitlines()
for line in lines:
    if line == ".EE":
        inside = False
    if not inside:
        wanted.append(line)
    if italic := re.fullmatch(r"\.I (\S+)", line):
        name = italic[1].replace("\\-", "-")
    if line == ".EX":
        inside = True
        shown.append(name)
        wanted += block(name)

recipes = sorted(file.name for file in folder.iterdir() if file.is_file() and file.name != "CMakeLists.txt")
if sorted(shown) != recipes:
    sys.exit(f"{page} shows {sorted(shown)}, but the recipes are {recipes}")
if lines != wanted:
    if os.environ.get("EVS_ACCEPT") == "1":
        page.write_text("\n".join(wanted) + "\n")
    else:
        sys.exit("\n".join(difflib.unified_diff(lines, wanted, str(page), str(folder), lineterm="", n=1)))
