"""The lists of a sprint, told from the items of a board and from what its record says already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.importing.board_table import BoardItem
from forgebook.kinds.sprint.items import find_piece


class SprintLists:
    """What a board says of one sprint.

    Attributes:
        values: the fields that it fills: `planned`, `done`, `added`, `carried`.
        fills: their names.
        notes: what people should look at.
    """

    def __init__(
        self,
        record: Record | None,
        items: list[BoardItem],
        moved: Mapping[int, tuple[BoardItem, Record]],
        graph: ProjectGraph | None,
        *,
        whole: bool = True,
    ) -> None:
        self.notes: list[str] = []
        self.values: dict[str, Any] = {}
        self.record = record
        if whole:
            begun = record is not None and graph is not None and record.f.start < graph.as_of
            ended = [item for item in items if item.line not in moved]
            self._plan(items, begun=begun)
            self.values["done"] = [_value(item) for item in ended if item.fate == "done"]
            self._note_states(ended)
        self._carried(moved.values())
        self.fills = tuple(self.values)

    def _plan(self, items: list[BoardItem], *, begun: bool) -> None:
        """The plan is filled up to the first day. From then on it is what was planned; all else has come in."""
        planned = self.record.f.planned if self.record is not None else []
        if planned and begun:
            self._added([item for item in items if find_piece(_Piece(item), planned) is None])
            return
        self.values["planned"] = [_value(item) for item in items]
        if begun:
            self.notes.append(
                "the sprint has begun, and an export does not say what the plan was at its start: all "
                f"{len(items)} items are taken as planned; move what came in later to added"
            )

    def _added(self, items: list[BoardItem]) -> None:
        self._add_to("added", ("item", "url", "reason", "request"), [(item, _value(item)) for item in items])

    def _carried(self, moved: Iterable[tuple[BoardItem, Record]]) -> None:
        new = [(item, {**_value(item), "to": later.id}) for item, later in moved]
        self._add_to("carried", ("item", "url", "reason", "to"), new)

    def _add_to(self, name: str, keys: tuple[str, ...], new: list[tuple[BoardItem, dict[str, str]]]) -> None:
        """What a list has stays, in the record's words; what it lacks goes to its end."""
        known = getattr(self.record.f, name) if self.record is not None else []
        lacking = [value for item, value in new if find_piece(_Piece(item), known) is None]
        if lacking:
            self.values[name] = [*(_as_written(entry, keys) for entry in known), *lacking]

    def _note_states(self, items: Iterable[BoardItem]) -> None:
        unknown = sorted({item.status for item in items if item.fate is None})
        if unknown:
            words = ", ".join(f'"{word}"' for word in unknown)
            self.notes.append(f"the status {words} is not known, and counts as not done")
        for item in items:
            if item.fate == "given_up":
                self.notes.append(f'"{item.title}" was given up ({item.status}): say state: dropped in the plan')


def was_planned(item: BoardItem, record: Record) -> bool:
    """Whether a sprint planned an item or took it in, and has not done it."""
    piece, fields = _Piece(item), record.f
    there = find_piece(piece, fields.planned) or find_piece(piece, fields.added)
    return there is not None and find_piece(piece, fields.done) is None


class _Piece:
    def __init__(self, item: BoardItem) -> None:
        self.item: str = _escaped(item.title)
        self.url: str | None = item.url or None


def _as_written(entry: Any, keys: tuple[str, ...]) -> dict[str, str]:
    values = {key: getattr(entry, key) for key in keys}
    return {key: value.removeprefix("sprint/") if key == "to" else value for key, value in values.items() if value}


def _value(item: BoardItem) -> dict[str, str]:
    return {"item": _escaped(item.title), "url": item.url} if item.url else {"item": _escaped(item.title)}


def _escaped(title: str) -> str:
    """A title as inline Markdown: what looks like a tag, an emphasis or a link to a record stays as it is written."""
    text = re.sub(r"[\\*]", r"\\\g<0>", title)
    text = re.sub(r"(?<![^\W_])_+|_+(?![^\W_])", lambda found: r"\_" * len(found[0]), text)
    return re.sub(r"<(?=[\w/!?])", "&lt;", text.replace("[[", r"\[\["))
