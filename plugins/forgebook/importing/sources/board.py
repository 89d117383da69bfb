"""A board of work exported as a table: what each sprint planned, and what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from forgebook.core.drafting import Blank, id_of_words, same_number
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import normalise_id
from forgebook.core.record import Record
from forgebook.importing.board_lists import SprintLists, was_planned
from forgebook.importing.board_table import BoardItem, BoardTable, NoTable, Role, read_table
from forgebook.importing.contract import Found, Importer, LeftOut, NothingThere, Unread
from forgebook.importing.loose_text import loose_text
from forgebook.kinds.sprint.order import order_of
from forgebook.reading.text import Refused

_NUMBERED = re.compile(r"(?:\b(?:sprint|iteration|cycle)\W*)?(?P<number>\d+)\D*\Z", re.I)
_WHY: dict[Role | None, str] = {
    "person": "nothing is counted per person",
    "size": "items are counted, not points or hours",
    None: "no field takes it",
}
_FIELDS: dict[Role, str] = {
    "title": "item", "key": "item", "url": "url", "status": "done", "category": "done", "resolution": "done",
    "sprint": "sprint",
}  # fmt: skip


class Board(Importer):
    """A table of GitHub Projects or Jira."""

    name = "board"
    about = "a CSV or TSV export of GitHub Projects or Jira; fills what a sprint planned, and what was done."

    def read(self, source: Path) -> Iterator[Found | Unread | LeftOut | Path]:
        return self._read(source, None)

    def read_into(self, source: Path, graph: ProjectGraph) -> Iterator[Found | Unread | LeftOut | Path]:
        return self._read(source, graph)

    def _read(self, source: Path, graph: ProjectGraph | None) -> Iterator[Found | Unread | LeftOut | Path]:
        if source.is_dir():
            raise NothingThere(f'"{source}" is a folder: name the exported file in it')
        yield source
        try:
            text, notes = loose_text(source.read_bytes())
        except Refused as refused:
            yield Unread(source.name, refused.position[0], refused.note.message, _remedy(source, refused))
            return
        try:
            table = read_table(text)
        except NoTable as reason:
            raise NothingThere(f'"{source}" {reason}') from None
        yield from _left_out(table, source.name)
        yield from (Unread(source.name, *fault) for fault in table.faults)
        yield from _Sprints(source.name, table, graph, notes).found()


def _remedy(source: Path, refused: Refused) -> str:
    if source.suffix.lower() in (".xlsx", ".xls", ".ods"):
        return "it is a workbook; save the sheet as CSV"
    if "limit" in refused.note.message:
        return "export fewer columns (Title, URL, Status and the sprint will do), or fewer sprints at once"
    return refused.note.remedy


def _left_out(table: BoardTable, source: str) -> Iterator[LeftOut]:
    for role, why in _WHY.items():
        names = table.named(role)
        if names:
            words = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
            yield LeftOut(source, 1, f"the column{'s' if len(names) > 1 else ''} {words}", why)


class _Sprints:
    """The sprints of a table, each with its items."""

    def __init__(self, source: str, table: BoardTable, graph: ProjectGraph | None, notes: list[str]) -> None:
        self.source, self.table, self.graph, self.notes = source, table, graph, notes
        self.records: dict[str, Record | None] = {}

    def found(self) -> Iterator[Found | Unread | LeftOut]:
        if not self.table.items and not self.table.faults:
            raise NothingThere(f'"{self.source}" has the names of its columns, and no item below them')
        groups = self._groups()
        outside = sum(not item.sprints for item in self.table.items) if self.table.named("sprint") else 0
        if outside:
            yield LeftOut(self.source, 1, f"{outside} items in no sprint" if outside > 1 else "1 item in no sprint",
                          "they stand in the backlog")  # fmt: skip
        for name, items in groups.items():
            several = self._candidates(name)
            if len(several) > 1:
                refs = ", ".join(record.ref for record in several)
                yield Unread(self.source, items[0].line, f'"{name}" may be any of {refs}',
                             "give the sprint on the board, or the record, a title of its own")  # fmt: skip
            else:
                self.records[name] = several[0] if several else None
        for name in self.records:
            yield self._sprint(name, groups[name])
        yield from self._left_behind()

    def _groups(self) -> dict[str, list[BoardItem]]:
        """The items of each sprint by its name; of a table that names none, those of the one that runs."""
        if not self.table.named("sprint"):
            return {self._running(): self.table.items}
        groups: dict[str, list[BoardItem]] = {}
        for item in self.table.items:
            for name in item.sprints:
                groups.setdefault(name, []).append(item)
        return groups

    def _running(self) -> str:
        graph = self.graph
        running = [r for r in graph.of("sprint") if r.f.start <= graph.as_of <= r.f.end] if graph else []
        if len(running) == 1:
            self.notes.append(f"no column says which sprint: all is taken for {running[0].ref}, which runs")
            return running[0].title
        which = f"{len(running)} sprints run today" if running else "no sprint runs today"
        raise NothingThere(
            f'"{self.source}" has no column that says which sprint an item belongs to, and {which}. Show the field '
            "Iteration (GitHub Projects) or Sprint (Jira) in the view, and export it again"
        )

    def _candidates(self, name: str) -> list[Record]:
        """The sprints that a name on the board may mean: by title or id, else by number."""
        sprints = self.graph.of("sprint") if self.graph is not None else []
        wanted = normalise_id(name.replace(" ", "-"))
        exact = [r for r in sprints if r.title.casefold() == name.casefold() or r.id == wanted]
        number = _NUMBERED.search(name)
        if exact or number is None:
            return exact
        wanted_number = int(number["number"])
        return [r for r in sprints if (own := _NUMBERED.search(r.raw_id)) and int(own["number"]) == wanted_number]

    def _sprint(self, name: str, items: list[BoardItem]) -> Found:
        record = self.records[name]
        parts = SprintLists(record, items, self._moved(name, record), self.graph)
        values: dict[str, Any] = {} if record is not None else {
            "title": name, "start": Blank("its first day"), "end": Blank("its last day"),
        }  # fmt: skip
        id_, key = (record.id, self._key(record, name)) if record else (self._new_id(name), self._key(None, name))
        first, self.notes = self.notes, []
        return Found(
            "sprint", id_, key, self.source, items[0].line, {**values, **parts.values}, mapped=self._mapped(),
            notes=(*first, *parts.notes), fills=parts.fills,
        )  # fmt: skip

    def _left_behind(self) -> Iterator[Found]:
        """Sprints that the board no longer names, and whose unfinished items it has moved to a later one."""
        named = {record.ref for record in self.records.values() if record is not None}
        for record in self.graph.of("sprint") if self.graph is not None else []:
            moved = self._moved("", record) if record.ref not in named else {}
            parts = SprintLists(record, [], moved, self.graph, whole=False)
            if parts.fills:
                key = self._key(record, record.title)
                line = min(moved)
                yield Found("sprint", record.id, key, self.source, line, parts.values, fills=parts.fills)

    def _key(self, record: Record | None, name: str) -> str:
        """What identifies the sprint on this board, as an earlier run had it."""
        earlier = record.fields.imported.key if record is not None and record.fields.imported else ""
        return earlier if earlier.startswith(f"{self.table.tool} ") else f"{self.table.tool} {name}"

    def _mapped(self) -> tuple[tuple[str, str], ...]:
        table = self.table
        return tuple((column, field) for role, field in _FIELDS.items() for column in table.named(role))

    def _moved(self, name: str, record: Record | None) -> dict[int, tuple[BoardItem, Record]]:
        """By their lines, items of a sprint or of its plan that have gone on, each with the next sprint it went to."""
        if record is None:
            return {}
        known = {other: r for other, r in self.records.items() if r is not None and order_of(r) > order_of(record)}
        begun = self.graph is not None and record.f.start <= self.graph.as_of
        found = {}
        for item in self.table.items:
            later = sorted((known[other] for other in item.sprints if other in known), key=order_of)
            only_later = bool(later) and len(later) == len(item.sprints)
            if later and (name in item.sprints or (begun and only_later and was_planned(item, record))):
                found[item.line] = (item, later[0])
        return found

    def _new_id(self, name: str) -> str:
        last = max(self.graph.of("sprint"), key=order_of, default=None) if self.graph is not None else None
        return (same_number(name, last.raw_id) if last else "") or id_of_words(name) or "sprint"


IMPORTER = Board()
