"""What the fields of a model mean to the graph, found once a class from its annotations.

The walk over a record's values is what references, wiki links, the visibility filter and JSON rest on: each asks for
the same leaves, so a field that is declared once is linked, filtered and printed without more code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from forgebook.core.annotated import unwrap
from forgebook.core.diagnostics import FieldPath
from forgebook.core.fields import Inherited, Markup, ProjectId, RefTo, TeamOnly
from forgebook.core.model import Item

Meaning = RefTo | ProjectId | Markup
Shape = Literal["leaf", "model"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value that means something to the graph, with its path and a way to put another in its place."""

    path: FieldPath
    value: str
    meaning: Meaning
    relation: str
    owner: BaseModel
    replace: Callable[[str | None], None]


@dataclass(frozen=True, slots=True)
class Spec:
    """A field that means something to the graph."""

    name: str
    key: str
    many: bool
    role: Shape
    meaning: Meaning | None
    inherited: bool = False
    team_only: bool = False


Chosen = Callable[[type[BaseModel]], tuple[Spec, ...]]
"""Which fields of a model a walk looks into."""


@cache
def specs(model: type[BaseModel]) -> tuple[Spec, ...]:
    """The fields of a model that mean something to the graph, in their order."""
    specs = []
    for name, info in model.model_fields.items():
        found: list[Any] = list(info.metadata)
        kind = unwrap(info.annotation, found)
        many = get_origin(kind) is list
        if many:
            kind = unwrap(get_args(kind)[0], found)
        meaning = next((m for m in found if isinstance(m, RefTo | ProjectId | Markup)), None)
        is_model = isinstance(kind, type) and issubclass(kind, BaseModel)
        inherited = any(isinstance(m, Inherited) for m in found)
        team_only = any(isinstance(m, TeamOnly) for m in found)
        if meaning is not None or is_model or inherited or team_only:
            role: Shape = "model" if is_model else "leaf"
            specs.append(Spec(name, info.alias or name, many, role, meaning, inherited, team_only))
    return tuple(specs)


@cache
def reference_specs(model: type[BaseModel]) -> tuple[Spec, ...]:
    """Those of the fields that hold references, at whatever depth; prose is left out."""
    return _holding_references(model, frozenset())


def _holding_references(model: type[BaseModel], outer: frozenset[type[BaseModel]]) -> tuple[Spec, ...]:
    inside = outer | {model}
    kept = []
    for spec in specs(model):
        below = _model_of_field(model, spec.key) if spec.role == "model" else None
        deeper = below is not None and (below in inside or bool(_holding_references(below, inside)))
        if isinstance(spec.meaning, RefTo) or spec.inherited or deeper:
            kept.append(spec)
    return tuple(kept)


def blank(model: type[BaseModel], name: str) -> Any:
    """What a field holds once its value is taken away: its default, or nothing where it has none."""
    info = model.model_fields[name]
    return None if info.is_required() else info.get_default(call_default_factory=True)


@cache
def plain_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Names of the fields that hold text without a meaning to the graph: versions, addresses, tags."""
    known = {spec.name for spec in specs(model)}
    found = []
    for name, info in model.model_fields.items():
        kind = unwrap(info.annotation, [])
        if get_origin(kind) is list:
            kind = unwrap(get_args(kind)[0], [])
        if kind is str and name not in known and name not in ("id", "aliases"):
            found.append(name)
    return tuple(found)


@cache
def free_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Names of the fields that may hold anything, so that nobody can tell what is in them."""
    return tuple(name for name, info in model.model_fields.items() if get_origin(unwrap(info.annotation, [])) is dict)


def _list_setter(values: list[Any], index: int) -> Callable[[str | None], None]:
    def put(value: str | None) -> None:
        values[index] = value

    return put


def _field_setter(owner: BaseModel, name: str) -> Callable[[str | None], None]:
    def put(value: str | None) -> None:
        setattr(owner, name, value)

    return put


def walk(
    model: BaseModel,
    path: FieldPath = (),
    outer: tuple[Meaning, str] | None = None,
    chosen: Chosen = specs,
    mark: str = "",
) -> Iterator[Leaf]:
    """Every reference and every Markdown text below `model`, in the order of its fields.

    `chosen` tells which fields of a model to look into; with `reference_specs` there are references alone. Of texts,
    only those that hold the `mark` are told.
    """
    for spec in chosen(type(model)):
        value = getattr(model, spec.name)
        if not value and (value is None or value == []):
            continue
        if mark and type(value) is str and isinstance(spec.meaning, Markup) and mark not in value:
            continue
        yield from _walk_field(model, spec, value, (*path, spec.key), outer, chosen, mark)


@cache
def _texts_alone(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that has nothing but Markdown texts, as lines in lists have; else none."""
    found = specs(model)
    plain = all(spec.role == "leaf" and isinstance(spec.meaning, Markup) and not spec.many for spec in found)
    return tuple(spec.name for spec in found) if plain else ()


def _lacks(item: BaseModel, mark: str) -> bool:
    """Whether it can be told at once that nothing below an item holds the mark."""
    names = _texts_alone(type(item))
    for name in names:
        text = getattr(item, name)
        if text and mark in text:
            return False
    return bool(names)


def _walk_field(
    model: BaseModel,
    spec: Spec,
    value: Any,
    here: FieldPath,
    outer: tuple[Meaning, str] | None,
    chosen: Chosen,
    mark: str,
) -> Iterator[Leaf]:
    meaning, relation = spec.meaning, spec.key
    if spec.inherited and outer is not None:
        meaning, relation = outer
    if isinstance(meaning, RefTo) and meaning.name and not spec.inherited:
        relation = meaning.name
    below = (meaning, relation) if meaning is not None else None
    if spec.role == "model":
        items = enumerate(value) if spec.many else [(None, value)]
        for index, item in items:
            if not mark or not _lacks(item, mark):
                yield from walk(item, here if index is None else (*here, index), below, chosen, mark)
    elif meaning is not None:
        if spec.many:
            for index, text in enumerate(value):
                if mark in text or not isinstance(meaning, Markup):
                    yield Leaf((*here, index), text, meaning, relation, model, _list_setter(value, index))
        elif mark in value or not isinstance(meaning, Markup):
            yield Leaf(here, value, meaning, relation, model, _field_setter(model, spec.name))


def items(model: BaseModel, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Item]]:
    """Every list item and nested mapping that derives from `Item`, outermost first."""
    found: list[tuple[FieldPath, Item]] = []
    _gather_items(model, path, found)
    return iter(found)


@cache
def _holding_models(model: type[BaseModel]) -> tuple[Spec, ...]:
    """Those of the fields that hold mappings."""
    return tuple(spec for spec in specs(model) if spec.role == "model")


def _gather_items(model: BaseModel, path: FieldPath, found: list[tuple[FieldPath, Item]]) -> None:
    for spec in _holding_models(type(model)):
        value = getattr(model, spec.name)
        if not value:
            continue
        entries = enumerate(value) if spec.many else [(None, value)]
        for index, entry in entries:
            here = (*path, spec.key) if index is None else (*path, spec.key, index)
            if isinstance(entry, Item):
                found.append((here, entry))
            below: type[BaseModel] = type(entry)
            if _holding_models(below):
                _gather_items(entry, here, found)


def named_items(model: BaseModel) -> list[tuple[FieldPath, Item]]:
    """Those of the items that have an id, outermost first. Few have one, so paths are made for these alone."""
    found: list[tuple[FieldPath, Item]] = []
    _gather_named(model, (), found)
    return found


@cache
def _item_fields(model: type[BaseModel]) -> tuple[tuple[Spec, bool, bool], ...]:
    """The fields that hold mappings; for each, whether these are items, and whether they hold mappings themselves."""
    found = []
    for spec in _holding_models(model):
        below = _model_of_field(model, spec.key)
        assert below is not None
        found.append((spec, issubclass(below, Item), bool(_holding_models(below))))
    return tuple(found)


def _gather_named(model: BaseModel, path: FieldPath, found: list[tuple[FieldPath, Item]]) -> None:
    for spec, named, deep in _item_fields(type(model)):
        value = getattr(model, spec.name)
        if not value:
            continue
        for index, entry in enumerate(value if spec.many else (value,)):
            if not deep and not (named and entry.id):
                continue
            here = (*path, spec.key, index) if spec.many else (*path, spec.key)
            if named and entry.id:
                found.append((here, entry))
            if deep:
                _gather_named(entry, here, found)


def field_names(model: type[BaseModel]) -> list[str]:
    """The keys that a mapping of this model may have, as written in files."""
    return [info.alias or name for name, info in model.model_fields.items()]


def model_at(model: type[BaseModel], path: FieldPath) -> type[BaseModel] | None:
    """The model of the mapping at a path, or None where there is none."""
    here: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, int):
            continue
        if here is None:
            return None
        here = _model_of_field(here, part)
    return here


def field_at(model: type[BaseModel], path: tuple[str, ...]) -> FieldInfo:
    """The field at a path; lists are looked into on the way.

    Raises:
        KeyError: there is no such field.
    """
    owner = model_at(model, path[:-1])
    for name, info in (owner.model_fields if owner else {}).items():
        if path[-1] in (name, info.alias):
            return info
    raise KeyError(".".join(path))


def _model_of_field(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    for name, info in model.model_fields.items():
        if key in (name, info.alias):
            kind = unwrap(info.annotation, [])
            if get_origin(kind) is list:
                kind = unwrap(get_args(kind)[0], [])
            return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None
    return None
