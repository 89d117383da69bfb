"""What a team wrote on a retro board, as a retro. Items have no authors: who wrote what is left out."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from forgebook.core.drafting import Blank, Wish, id_of_words
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import normalise_id
from forgebook.core.record import Record
from forgebook.importing.contract import Found, Importer, LeftOut, Listed, NothingThere, Unread
from forgebook.importing.retro_board import Board, Card, columns_in, one_line, read_board
from forgebook.importing.retro_words import column_of
from forgebook.reading.text import MAX_BYTES, Refused, decode

_DAY = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_WHY = {
    "author": "a retro has items without authors",
    "time": "with the minute, one could tell who wrote an item",
    "url": "it leads back to the board, where the authors stand",
}


class Retro(Importer):
    """A file from a retro board."""

    name = "retro"
    about = "a CSV or a text from a retro board; its columns become what went well, could be better, and ideas."

    def read(self, source: Path) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        return self._read(source, None)

    def read_into(self, source: Path, graph: ProjectGraph) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        return self._read(source, graph)

    def _read(self, source: Path, graph: ProjectGraph | None) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        if not source.is_file():
            raise NothingThere(f'"{source}" is a folder. Name the file of one retro')
        yield source
        try:
            text, notes = _text(source.read_bytes())
            board = read_board(text)
        except Refused as refused:
            line, said = refused.position[0], refused.note.message
            yield Unread(
                source.name, line, f"it is no text ({said})", "export the board as CSV, or paste it into a text"
            )
            return
        except csv.Error as error:
            yield Unread(source.name, 1, f"the table cannot be taken apart: {error}", "export it again, as CSV")
            return
        if not _is_of_a_retro(board):
            raise NothingThere(_nothing(source, text))
        authors = _Authors(graph)
        board.cards = [authors.without(one) for one in board.cards]
        yield from _left_out(board, source.name, authors)
        yield _Retro(source, board, graph, notes).found()


def _text(data: bytes) -> tuple[str, list[str]]:
    """The text of a file: UTF-8, UTF-16 with its mark, else as Windows writes it in the west.

    Raises:
        Refused: it is too large or no text.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") and len(data) <= MAX_BYTES:
        return decode(data.decode("utf-16", "replace").encode("utf-8")), ["the file is UTF-16"]
    try:
        return decode(data), []
    except Refused:
        if len(data) > MAX_BYTES or b"\0" in data or data[:2] == b"PK":
            raise
        words = "the file is not UTF-8; it was read as Windows-1252: look at letters with accents"
        return decode(data.decode("cp1252", "replace").encode("utf-8")), [words]


def _is_of_a_retro(board: Board) -> bool:
    """Whether there are items, in a table with a row an item or below a heading that a retro has: no other text."""
    return bool(board.names and board.cards) or any(column_of(name) for name in columns_in(board.cards))


def _nothing(source: Path, text: str) -> str:
    if not text.strip():
        return f'"{source}" is empty'
    return (
        f'there are no retro items in "{source}". A table needs columns like Column, Text and Votes, or one for each '
        "of Went well, To improve and Action items; a text needs those as headings, with a line an item below"
    )


def _left_out(board: Board, source: str, authors: _Authors) -> Iterator[LeftOut]:
    for role, names in board.left_out.items():
        for name, number in names.items():
            yield LeftOut(source, 1, f'{_many(number, "value")} of the column "{name}"', _WHY[role])
    if authors.found:
        yield LeftOut(source, 1, f"{_many(authors.found, 'name')} at the end of items", _WHY["author"])


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


class _Authors:
    """People of the roster whose names stand at the end of items, as those who wrote them."""

    def __init__(self, graph: ProjectGraph | None) -> None:
        self.found = 0
        people = graph.of("person") if graph is not None else []
        names = {name for one in people for name in (one.title, one.f.handle or "") if name}
        words = "|".join(re.escape(name.removeprefix("@")) for name in sorted(names, key=lambda n: (-len(n), n)))
        self.pattern = re.compile(rf"\s*(?:[-–—]\s+|\(|\[|@)@?(?:{words})[)\]]?\s*\Z", re.I) if words else None

    def without(self, one: Card) -> Card:
        """The item without the name of who wrote it."""
        said = self.pattern.sub("", one.text) if self.pattern else one.text
        if said == one.text or not said:
            return one
        self.found += 1
        return Card(one.column, said, one.line, one.votes, one.theme, one.chosen)


class _Retro:
    """The record that a board becomes."""

    def __init__(self, source: Path, board: Board, graph: ProjectGraph | None, notes: Sequence[str]) -> None:
        self.source, self.board, self.graph = source, board, graph
        self.notes = [*notes, *board.odd]
        self.unknown: list[str] = []

    def found(self) -> Found:
        day = _day(self.source.stem) or next(filter(None, (_day(words) for _, words in self.board.before)), None)
        sprint = self._sprint(day)
        values: dict[str, Any] = {"sprint": sprint.id if sprint else None}
        values["date"] = day.isoformat() if day else Blank("the day it was held")
        values["summary"] = " ".join(words for _, words in self.board.before) or None
        values |= self._columns()
        self._notes(sprint)
        return Found(
            "retro", self._id(sprint, day), self.source.name, self.source.name, 1, values, mapped=tuple(self._mapped()),
            notes=tuple(self.notes), kept=(*self.board.kept, *self.unknown),
        )  # fmt: skip

    def _columns(self) -> dict[str, Any]:
        chosen = [one for one in self.board.cards if one.chosen or column_of(one.column) == "improvement"]
        agreed = chosen[0] if len(chosen) == 1 else None
        found: dict[str, list[Any]] = {"went_well": [], "could_be_better": [], "ideas": []}
        for one in self.board.cards:
            column = column_of(one.column)
            if one is not agreed:
                key = column if column in found else "ideas"
                found[str(key)].append(_item(one, "" if column else one.column))
        self.unknown = [f'items of the column "{c}"' for c in columns_in(self.board.cards) if c and not column_of(c)]
        if len(chosen) > 1:
            self.notes.append(f"{len(chosen)} items are marked as agreed: they stand in ideas. Agree on one")
        if agreed is not None:
            return {**found, "improvement": {"id": self._free(agreed.text), "statement": agreed.text}}
        return dict(found)

    def _free(self, statement: str) -> str:
        """An id for the improvement that no other one has."""
        base = id_of_words(" ".join(statement.split()[:5])) or "improvement"
        id_, number = base, 1
        while self.graph is not None and self.graph.get(f"improvement/{id_}") is not None:
            number += 1
            id_ = f"{base}-{number}"
        return id_

    def _sprint(self, day: date | None) -> Record | None:
        """The sprint that the file's name has, else the one that has a retro on that day, or that it falls into."""
        sprints = self.graph.of("sprint") if self.graph is not None else []
        stem = normalise_id(self.source.stem)
        named = [one for one in sprints if re.search(rf"(?<![a-z0-9]){re.escape(one.id)}(?![a-z0-9])", stem)]
        if named or day is None:
            return named[0] if len(named) == 1 else None
        planned = [s for s in sprints if any(m.kind == "retro" and m.date == day for m in s.f.meetings)]
        around = [s for s in sprints if s.f.start <= day <= (s.f.recovery_until or s.f.end)]
        return planned[0] if len(planned) == 1 else around[0] if len(around) == 1 else None

    def _id(self, sprint: Record | None, day: date | None) -> str:
        if self.graph is not None and (sprint or day):
            values = {"sprint": sprint.id if sprint else "", "date": day.isoformat() if day else ""}
            given = {key: value for key, value in values.items() if value}
            if sprint is not None:
                return self.graph.kinds["retro"].propose(Wish("", given), self.graph).id
            return given["date"]
        return normalise_id(self.source.stem) or "retro"

    def _notes(self, sprint: Record | None) -> None:
        if sprint is None:
            self.notes.append("which sprint it looks back on cannot be told: add sprint")
        for retro in self.graph.related(sprint, "retros") if self.graph is not None and sprint is not None else []:
            if (retro.fields.imported and retro.fields.imported.from_ == self.source.name) is not True:
                self.notes.append(f"{retro.source.path} is a retro of {sprint.title if sprint else ''} already")
        for name in self.unknown:
            self.notes.append(f"{name} fit none of ours: they stand in ideas, with that name as their theme")

    def _mapped(self) -> Iterator[tuple[str, str]]:
        for name in columns_in(self.board.cards):
            column = column_of(name)
            if column is not None:
                yield name, column
        for name, role in self.board.names:
            if role in ("votes", "theme"):
                yield name, role


def _day(words: str) -> date | None:
    for year, month, day in _DAY.findall(words):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _item(one: Card, theme: str) -> Any:
    """An item as a file has it: a line alone, or with what else is known."""
    more = {"theme": one.theme or theme or None, "votes": one.votes}
    known = {key: value for key, value in more.items() if value not in (None, "")}
    return {"text": one_line(one.text), **known} if known else one_line(one.text)


IMPORTER = Retro()
