"""What a field takes, told from its annotation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo


@dataclass(frozen=True, slots=True)
class Taken:
    """What a field takes.

    Attributes:
        kind: the type without `Annotated` and `| None`; `list[…]` for a list.
        marks: what its annotations say.
        empty: whether it may be None.
    """

    kind: Any
    marks: tuple[Any, ...]
    empty: bool = False

    @property
    def entry(self) -> Taken | None:
        """What each entry of a list is, or None where it is no list."""
        return _taken(get_args(self.kind)[0], ()) if get_origin(self.kind) is list else None

    @property
    def model(self) -> type[BaseModel] | None:
        """The model of a mapping, or None where it is none."""
        return self.kind if isinstance(self.kind, type) and issubclass(self.kind, BaseModel) else None

    @property
    def words(self) -> tuple[str, ...]:
        """The words that it takes one of; empty where it is no such field."""
        return get_args(self.kind) if get_origin(self.kind) is Literal else ()


def taken(info: FieldInfo) -> Taken:
    """What a field takes."""
    return _taken(info.annotation, info.metadata)


def _taken(annotation: Any, metadata: Iterable[Any]) -> Taken:
    marks = list(metadata)
    kind = unwrap(annotation, marks)
    return Taken(kind, tuple(marks), _may_be_none(annotation))


def _may_be_none(annotation: Any) -> bool:
    if get_origin(annotation) is Annotated:
        return _may_be_none(get_args(annotation)[0])
    return get_origin(annotation) in (Union, UnionType) and type(None) in get_args(annotation)


def unwrap(annotation: Any, found: list[Any]) -> Any:
    """Strip Annotated and `| None`, collecting metadata on the way."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        found.extend(metadata)
        return unwrap(inner, found)
    if origin in (Union, UnionType):
        inner = [arg for arg in get_args(annotation) if arg is not type(None)]
        return unwrap(inner[0], found) if len(inner) == 1 else annotation
    return annotation
