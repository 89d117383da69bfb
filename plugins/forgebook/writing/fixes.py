"""Corrections that are safe: what was meant can be one thing alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from forgebook.core.diagnostics import Diagnostic, Place
from forgebook.writing.edit import EditedFile
from forgebook.writing.files import WriteRefused
from forgebook.writing.nodes import Node, line_start, next_line

FieldPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was corrected, or could not be: place, words before and after, and a reason where it was not."""

    place: Place
    old: str
    new: str
    reason: str = ""


def fix_all(diagnostics: Iterable[Diagnostic], root: Path) -> list[Fixed]:
    """Correct what can be corrected and write it, one file after the other. A file that refuses is left as it is."""
    fixable = sorted((d for d in diagnostics if d.fix is not None), key=lambda d: d.sort_key)
    found: list[Fixed] = []
    for path, group in groupby(fixable, key=lambda d: d.place.path):
        found.extend(_fix_file(root / path, list(group)))
    return found


def _fix_file(path: Path, diagnostics: list[Diagnostic]) -> Iterator[Fixed]:
    """The corrections of a file, from its end on: those above keep their lines and columns."""
    made: list[Fixed] = []
    try:
        file = EditedFile.open(path)
        for diagnostic in reversed(diagnostics):
            made.append(_fix(file, diagnostic))
        file.save()
    except WriteRefused as refused:
        reason = str(refused).removeprefix(f"{path}: ")
        yield from (Fixed(diagnostic.place, "", "", reason) for diagnostic in diagnostics)
        return
    yield from reversed(made)


def _fix(file: EditedFile, diagnostic: Diagnostic) -> Fixed:
    fix, place = diagnostic.fix, diagnostic.place
    assert fix is not None
    at = _offset(file, place)
    for path, key, value in _entries(file.yaml.root):
        node = key if fix.part == "key" else value
        if node is None or node.start != at or node.kind != "scalar":
            continue
        try:
            if fix.part == "key":
                file.rename_key(path, fix.new)
            else:
                file.set(path, fix.new)
        except WriteRefused as refused:
            return Fixed(place, node.value or "", fix.new, str(refused).removeprefix(f"{file.path}: "))
        return Fixed(place, node.value or "", fix.new)
    return Fixed(place, "", fix.new, "this place is not in YAML. Correct it by hand.")


def _offset(file: EditedFile, place: Place) -> int:
    """The offset of a place in the file's YAML; -1 where it lies outside."""
    text, offset = file.yaml.text, 0
    line = place.line - file.lines_before
    for _ in range(line - 1):
        offset = next_line(text, offset)
    return offset + place.column - 1 if line > 0 and line_start(text, offset) == offset else -1


def _entries(node: Node | None, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Node | None, Node]]:
    """Path, key and value of everything in a tree."""
    if node is None:
        return
    for key, value in node.entries:
        here = (*path, str(key.value))
        yield here, key, value
        yield from _entries(value, here)
    for index, item in enumerate(node.items):
        yield (*path, index), None, item
        yield from _entries(item, (*path, index))
