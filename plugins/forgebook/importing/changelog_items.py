"""The entries of a section of a changelog: its bullets with what belongs to them, and paragraphs between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent

_BULLET = re.compile(r"(?P<pad>[ \t]*)(?P<mark>[-*+•]|\d{1,3}[.)])(?P<gap>[ \t]+)(?P<text>\S.*)?\Z")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")


def entries(lines: list[str], first: int) -> Iterator[tuple[int, str]]:
    """Each entry with its line: a bullet of the outermost list, or a paragraph of its own.

    Args:
        lines: what stands below a heading.
        first: the line of the first of them in the file.
    """
    rows: list[str] = []
    line, indent, fence, blank = 0, -1, "", False
    for number, row in enumerate(lines, first):
        bullet = None if fence else _BULLET.match(row)
        if mark := _FENCE.match(row):
            fence = "" if fence and row.strip().startswith(fence) else fence or mark[1]
        pad = len(row) - len(row.lstrip())
        if bullet is not None and (indent < 0 or len(bullet["pad"]) <= indent) and (indent >= 0 or pad < 4):
            yield from _whole(line, rows)
            rows, line, indent, blank = [row], number, len(bullet["pad"]), False
        elif row.strip() and blank and not fence and pad <= max(indent, 0) and not _goes_on(rows, row):
            yield from _whole(line, rows)
            rows, line, indent, blank = [row], number, -1, False
        else:
            line = line if rows or not row.strip() else number
            rows += [row] if rows or row.strip() else []
            blank = not row.strip() and bool(rows)
    yield from _whole(line, rows)


def _goes_on(rows: list[str], row: str) -> bool:
    """Whether a block belongs to the paragraph above it, as code and quotes do."""
    return _BULLET.match(rows[0]) is None and row.startswith(("```", "~~~", "> ", "|", "    "))


def _whole(line: int, rows: list[str]) -> Iterator[tuple[int, str]]:
    text = "\n".join(rows).strip("\n")
    if not text.strip():
        return
    head, _, rest = text.partition("\n")
    bullet = _BULLET.match(head)
    if bullet is None:
        yield line, dedent(text)
        return
    below = _dedented(rest, len(bullet["pad"]) + len(bullet["mark"]) + len(bullet["gap"]))
    yield line, "\n".join(part for part in (bullet["text"] or "", below) if part)


def _dedented(text: str, width: int) -> str:
    """Lines without the indent that the bullet gives them, as far as they have it."""
    rows = text.split("\n")
    least = min((len(row) - len(row.lstrip()) for row in rows if row.strip()), default=0)
    cut = min(width, least)
    return "\n".join(row[cut:] if not row[:cut].strip() else row.lstrip() for row in rows)
