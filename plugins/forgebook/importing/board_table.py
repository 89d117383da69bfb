"""A table exported from a board of work, taken apart into items: GitHub Projects, Jira and tables like theirs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["title", "key", "url", "status", "category", "resolution", "sprint", "person", "size"]
"""What a column holds. `category` is Jira's Status Category. `person` and `size` are left out on purpose."""

_DELIMITERS = ",\t;|"
_ROLES: dict[Role, str] = {
    "title": "title|summary|name|issue title",
    "key": "issue key|key",
    "url": "url|link|issue url|item url",
    "status": "status|state",
    "category": "status category",
    "resolution": "resolution",
    "sprint": "sprint|sprints|iteration|custom field (sprint)|cycle",
    "person": (
        "assignees|assignee|assignee id|reporter|reporter id|creator|creator id|author|owner|watchers|watchers id|"
        "participants|reviewers|project lead|project lead id|voters"
    ),
    "size": (
        "estimate|size|points|story points|story point estimate|custom field (story points)|"
        "custom field (story point estimate)|original estimate|remaining estimate|time spent|σ original estimate|"
        "σ remaining estimate|σ time spent"
    ),
}
_BY_NAME = {name: role for role, names in _ROLES.items() for name in names.split("|")}
_STATES = {
    "done": "done|closed|complete|completed|finished|merged|shipped|released|resolved|deployed|live",
    "open": (
        "todo|to do|backlog|new|open|reopened|ready|ready for work|selected for development|in progress|doing|started|"
        "in review|review|code review|in test|testing|qa|blocked|on hold|waiting|paused|planned|next|no status|"
        "ready for review|ready for test|awaiting review|in development|triage"
    ),
    "given_up": (
        "won't do|won't fix|wont do|wont fix|duplicate|cannot reproduce|declined|incomplete|invalid|not planned|"
        "cancelled|canceled|dropped|abandoned|rejected"
    ),
}
_DONE, _OPEN, _GIVEN_UP = (frozenset(words.split("|")) for words in _STATES.values())
_OLD_JIRA = re.compile(r"greenhopper\.service\.sprint\.Sprint@.*?\bname=(?P<name>[^,\]]+)")


class NoTable(Exception):
    """The text is no table of a board. The message says what was looked for."""


@dataclass(frozen=True, slots=True)
class BoardItem:
    """A row: an item of work.

    Attributes:
        line: where it begins, from 1.
        title: its words, on one line.
        url: its address; empty where the table has none.
        status: the word of its state.
        fate: `done`, `given_up` or `open`; None for a state that is not known, which counts as open.
        sprints: the names of the sprints that it stands or stood in, in the table's order.
    """

    line: int
    title: str
    url: str
    status: str
    fate: Literal["done", "given_up", "open"] | None
    sprints: tuple[str, ...]


@dataclass(slots=True)
class BoardTable:
    """All that a table holds.

    Attributes:
        items: its rows.
        tool: `jira` where items have keys of their own, else `github`.
        columns: each column's name with its role, or None for one that nothing takes.
        faults: rows that could not be read: line, what is wrong, what to do.
    """

    items: list[BoardItem] = field(default_factory=list)
    tool: str = "github"
    columns: list[tuple[str, Role | None]] = field(default_factory=list)
    faults: list[tuple[int, str, str]] = field(default_factory=list)

    def named(self, role: Role | None) -> list[str]:
        """The columns of a role, each name once."""
        return list(dict.fromkeys(name for name, held in self.columns if held == role and name))


def read_table(text: str) -> BoardTable:
    """The items of a table.

    Raises:
        NoTable: it is empty, has no line with the names of its columns, or cannot be taken apart.
    """
    if not text.strip():
        raise NoTable("is empty")
    text = re.sub(r"\Asep=.\n", "", text)
    rows = _rows(text, _delimiter(text))
    _, header = next(rows)
    table = BoardTable(columns=[(name, _role(name)) for name in header])
    table.tool = "jira" if table.named("key") else "github"
    for line, row in rows:
        if any(row):
            _read_row(table, line, row)
    return table


def _delimiter(text: str) -> str:
    """The mark between cells, told by the line with the names of the columns."""
    first = text.partition("\n")[0]
    for mark in _DELIMITERS:
        names = {_role(name.strip().strip('"')) for name in first.split(mark)}
        if "title" in names and len(names) > 1:
            return mark
    found = ", ".join(name.strip(' "') for name in re.split(r"[,;\t|]", first)[:6] if name.strip(' "'))
    raise NoTable(
        "has no line at its top with the names of its columns: Title and Status (GitHub Projects), or Summary and "
        f"Status (Jira). It begins with: {found[:120] or 'nothing'}"
    )


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows, each with the line that it begins in."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, [" ".join(cell.split()) for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        raise NoTable(
            f"cannot be taken apart from line {line} on: {error}. A quote inside a cell is written twice; export the "
            "table again rather than mend it by hand"
        ) from None


def _role(name: str) -> Role | None:
    return _BY_NAME.get(" ".join(name.casefold().split()))


def _read_row(table: BoardTable, line: int, row: Sequence[str]) -> None:
    if len(row) > len(table.columns):
        told = f"the row has {len(row)} cells, and there are {len(table.columns)} columns"
        table.faults.append((line, told, "put the cell with the extra mark in quotes, or export the table again"))
        return
    cells: dict[Role, list[str]] = {}
    for (_, role), cell in zip(table.columns, row, strict=False):
        if role is not None and cell:
            cells.setdefault(role, []).append(cell)
    title, key = (cells.get(role, [""])[0] for role in ("title", "key"))
    if not title:
        table.faults.append((line, "the row has no title", "give the item a title on the board"))
        return
    url, status = cells.get("url", [""])[0], cells.get("status", [""])[0]
    table.items.append(
        BoardItem(
            line,
            f"{key} {title}" if key else title,
            url if url.lower().startswith(("https://", "http://")) else "",
            status,
            _fate(status, cells.get("category", [""])[0], cells.get("resolution", [""])[0]),
            tuple(dict.fromkeys(_sprint(name) for name in cells.get("sprint", []))),
        )
    )


def _sprint(cell: str) -> str:
    """The name of a sprint. Old Jira servers write all that they know of it into the cell."""
    found = _OLD_JIRA.search(cell)
    return found["name"].strip() if found else cell


def _fate(status: str, category: str, resolution: str) -> Literal["done", "given_up", "open"] | None:
    """Whether an item is done, by its state and what Jira says beside it."""
    words = [" ".join(re.sub(r"[^\w' ]+", " ", word.replace("’", "'")).split()).casefold() for word in
             (status, category, resolution)]  # fmt: skip
    state, group, reason = words
    if reason in _GIVEN_UP or state in _GIVEN_UP:
        return "given_up"
    if group in _DONE or (not group and (state in _DONE or reason in _DONE)):
        return "done"
    return "open" if group or not state or state in _OPEN else None
