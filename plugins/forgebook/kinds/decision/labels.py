"""Labelled values in decision files: `Status: accepted`, `- Date: 2024-05-01`, tables, several on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forgebook.kinds.decision.dates import read_date
from forgebook.kinds.decision.vocabulary import meaning_of
from forgebook.kinds.decision.wording import labelled_line, lines_outside_code

PEOPLE_KEYS = {
    "deciders": "deciders", "decider": "deciders", "decision-makers": "deciders", "decision makers": "deciders",
    "decision_makers": "deciders", "consulted": "consulted", "informed": "informed",
}  # fmt: skip
DATE_LABELS = frozenset({"date", "introduced", "decided", "decided on", "accepted on"})
KNOWN = frozenset({"status", "tags"}) | DATE_LABELS | PEOPLE_KEYS.keys()
"""Labels whose values a field takes."""

_BARE_DATE = re.compile(r"\s*(?P<label>Date)\s+(?P<value>\d.*)", re.I)
_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*$")
_BETWEEN = re.compile(r"(?<=\s)[|·•](?=\s)|;(?=\s)")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with its label (lower case), the index of its line and how it is written: line, list or table."""

    label: str
    value: str
    index: int
    written: str


@dataclass(frozen=True, slots=True)
class Block:
    """A line of a text, or a whole table: its lines with their indices, and what they say."""

    lines: tuple[tuple[int, str], ...]
    told: tuple[Labelled, ...] = ()

    @property
    def text(self) -> str:
        """The lines as written."""
        return "\n".join(line for _, line in self.lines)


def blocks(text: str) -> Iterator[Block]:
    """The lines of a text in order, tables together. What stands in code says nothing."""
    rows: list[tuple[int, str]] = []
    for index, line, readable in lines_outside_code(text):
        if readable and line.lstrip().startswith("|"):
            rows.append((index, line))
            continue
        yield from _table(rows)
        rows = []
        yield Block(((index, line),), tuple(_in_line(index, line)) if readable else ())
    yield from _table(rows)


def _in_line(index: int, line: str) -> list[Labelled]:
    """What a line says: one labelled value, or several that are all known."""
    if bare := _BARE_DATE.match(line):
        return [Labelled("date", bare["value"], index, "line")]
    whole = labelled_line(line)
    if whole is None:
        return []
    words = line.lstrip("> \t")
    written = "list" if re.match(r"[-*+]\s", words) else "table" if words.startswith("|") else "line"
    parts = [labelled_line(part) for part in _BETWEEN.split(line)] if written != "table" else []
    if len(parts) > 1 and all(part is not None and part[0] in KNOWN for part in parts):
        return [Labelled(*part, index, written) for part in parts if part is not None]
    return [Labelled(*whole, index, written)]


def _table(rows: list[tuple[int, str]]) -> Iterator[Block]:
    """A table of labels and values, down or across; one that is neither is told line by line."""
    if not rows:
        return
    cells = [(index, _cells(line)) for index, line in rows]
    body = [entry for entry, (_, line) in zip(cells, rows, strict=True) if not _RULE.match(line)]
    told = _across(body) if len(body) < len(rows) else []
    if not told and len(body) < len(rows):
        told = [Labelled(_label(row[0]), row[1], index, "table") for index, row in body if len(row) == 2 and any(row)]
    if told:
        yield Block(tuple(rows), tuple(told))
    else:
        yield from (Block((row,), tuple(_in_line(*row))) for row in rows)


def _across(body: list[tuple[int, list[str]]]) -> list[Labelled]:
    """A head of labels over one row of values."""
    if len(body) != 2:
        return []
    (_, head), (index, row) = body
    labels = [_label(cell) for cell in head]
    if len(head) != len(row) or labels[0] not in KNOWN or _label(row[0]) in KNOWN:
        return []
    if len(head) == 2 and (meaning_of(head[1]) != "unknown" or read_date(head[1])):
        return []
    return [Labelled(label, value, index, "table") for label, value in zip(labels, row, strict=True)]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _label(cell: str) -> str:
    return cell.strip("*_ :").casefold()
