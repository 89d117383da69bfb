"""Values for every field of a kind, told from its model, so that a field added tomorrow is tested tomorrow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from forgebook.core.fields import Inherited, Markup, ProjectId, RefTo
from forgebook.core.model import Item
from forgebook.core.times import Clock

Path = tuple[str | int, ...]
PROJECT_IDS = {
    "repositories": "code", "environments": "live", "audiences": "users", "maintenance_lines": "main",
    "gates": "review",
}  # fmt: skip
FIRST_DAY = date(2025, 1, 6)


@dataclass
class Filler:
    """Fills models.

    Attributes:
        text: the text for a field at a path; told whether it is Markdown of any length.
        ref: the record that a field of these kinds names, or None to leave the field out.
        turn: which of several choices is taken.
        items: how many entries a list gets.
        leave_out: names of fields that the caller sets.
        hidden: fills a further entry of each list of items, one that is marked for the team alone.
    """

    text: Callable[[Path, bool], str]
    ref: Callable[[RefTo], str | None]
    turn: int = 0
    items: int = 1
    leave_out: frozenset[str] = frozenset({"visibility"})
    hidden: Filler | None = None

    def mapping(self, model: type[BaseModel], path: Path = (), outer: RefTo | None = None) -> dict[str, Any]:
        """A mapping with a value for each field."""
        values: dict[str, Any] = {}
        for name, info in model.model_fields.items():
            key = info.alias or name
            if name in self.leave_out:
                continue
            value = self._field(info.annotation, list(info.metadata), (*path, key), outer)
            if value is not None:
                values[key] = value
        return values

    def _field(self, annotation: Any, marks: list[Any], path: Path, outer: RefTo | None) -> Any:
        kind = unwrap(annotation, marks)
        if get_origin(kind) is list:
            inner = get_args(kind)[0]
            entries = [self._field(inner, list(marks), (*path, i), outer) for i in range(self.items)]
            if self.hidden is not None and is_item(inner):
                secret = self.hidden._field(inner, list(marks), (*path, self.items), outer)
                entries.append({**secret, "visibility": "team"} if secret else None)
            return [entry for entry in entries if entry is not None] or None
        return self._value(kind, marks, path, outer)

    def _value(self, kind: Any, marks: list[Any], path: Path, outer: RefTo | None) -> Any:
        named = next((mark for mark in marks if isinstance(mark, RefTo)), None)
        if any(isinstance(mark, Inherited) for mark in marks):
            named = outer
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self._model(kind, path, named)
        if named is not None:
            return self.ref(named)
        section = next((mark.section for mark in marks if isinstance(mark, ProjectId)), None)
        return PROJECT_IDS[section] if section else self._scalar(kind, marks, path)

    def _model(self, model: type[BaseModel], path: Path, outer: RefTo | None) -> Any:
        values = self.mapping(model, path, outer)
        required = [info.alias or name for name, info in model.model_fields.items() if info.is_required()]
        return values if all(key in values for key in required) else None

    def _scalar(self, kind: Any, marks: list[Any], path: Path) -> Any:
        if get_origin(kind) is Literal:
            choices = get_args(kind)
            return choices[self.turn % len(choices)]
        if kind is date:
            return (FIRST_DAY + timedelta(days=len(path) + self.turn % 300)).isoformat()
        if kind is bool:
            return "yes" if self.turn % 2 else "no"
        if kind is int:
            return "7"
        if any(isinstance(mark, Clock) for mark in marks):
            return f"{(FIRST_DAY + timedelta(days=len(path) + self.turn % 300)).isoformat()}T14:30+01:00"
        if kind is str:
            return self.text(path, Markup.BLOCK in marks)
        if get_origin(kind) is dict:
            return {"more": self.text((*path, "more"), False)}
        raise AssertionError(f"no value for {path}: {kind}")


def unwrap(annotation: Any, marks: list[Any]) -> Any:
    """The type inside `Annotated` and `| None`; what stands beside it goes into `marks`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *found = get_args(annotation)
        marks.extend(found)
        return unwrap(inner, marks)
    if origin in (Union, UnionType):
        return unwrap(next(arg for arg in get_args(annotation) if arg is not type(None)), marks)
    return annotation


def is_item(annotation: Any) -> bool:
    """Whether a list's entries may carry their own visibility."""
    kind = unwrap(annotation, [])
    return isinstance(kind, type) and issubclass(kind, Item)


def nested_items(model: type[BaseModel]) -> list[str]:
    """The fields of a model that hold one item, by key."""
    return [info.alias or name for name, info in model.model_fields.items() if is_item(info.annotation)]
