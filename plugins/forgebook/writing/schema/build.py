"""Models to JSON Schema."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, get_args, get_origin

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from forgebook.core.annotated import Taken, taken
from forgebook.core.fields import ProjectId, RefTo, Several, Told
from forgebook.core.kind import RecordKind
from forgebook.core.meanings import choices, meaning
from forgebook.core.project import ProjectFile
from forgebook.core.times import Clock
from forgebook.writing.schema import shapes
from forgebook.writing.schema.known import Ids, Known
from forgebook.writing.schema.shapes import Schema

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The name of the draft. It is a name, and nothing is fetched from there."""
_UNWRITTEN = frozenset({"unknown"})
"""Words that stand for something that could not be told; nobody writes them."""


def kind_schema(kind: RecordKind, project: ProjectFile, known: Known | None = None) -> Schema:
    """The schema of a file in the kind's folder: one record, or a list of records.

    Args:
        kind: the kind.
        project: the project file, whose house words are taken.
        known: the ids that exist, so that references complete.
    """
    builder = Builder(known)
    record = builder.mapping(kind.model)
    for name, words in kind.other_words(project).items():
        record["properties"][name] = shapes.with_other_words(record["properties"][name], words)
    for alias, name in kind.key_aliases.items():
        same = {**record["properties"][name], **shapes.told(f"Read as `{name}`."), "doNotSuggest": True}
        record["properties"][alias] = same
    builder.definitions["entry"] = _entry(kind, record)
    return {
        "$schema": DRAFT,
        "title": kind.label,
        "description": kind.teaches or (kind.__doc__ or "").strip(),
        **shapes.checked("object", "array", empty=False, words="`field: value` lines, or a list of records"),
        **record,
        "items": {"$ref": "#/definitions/entry"},
        "definitions": dict(sorted(builder.definitions.items())),
    }


def project_schema(kinds: list[str]) -> Schema:
    """The schema of `records/project.yml`. `kinds` are those that `sources` may name."""
    builder = Builder(None)
    record = builder.mapping(ProjectFile)
    record["properties"]["sources"]["items"]["properties"]["kind"]["examples"] = kinds
    return {
        "$schema": DRAFT,
        "title": "Project file",
        "description": "What holds for the whole project.",
        **shapes.checked("object", empty=False, words="`field: value` lines"),
        **record,
    }


def _entry(kind: RecordKind, record: Schema) -> Schema:
    """A record in a list file. It has an id of its own, which some kinds can derive."""
    own = record["properties"].get("id")
    words = "The id of this entry." if _derives_id(kind) else "The id of this entry: a file of several needs one each."
    id_ = {**(own or shapes.text(empty=True)), **shapes.told(words)}
    needed = [*record["required"], *(() if _derives_id(kind) or "id" in record["required"] else ("id",))]
    return {
        **shapes.checked("object", empty=False, words="`field: value` lines"),
        **record,
        "properties": {**record["properties"], "id": id_},
        "required": needed,
    }


def _derives_id(kind: RecordKind) -> bool:
    return type(kind).derived_id is not RecordKind.derived_id


class Builder:
    """Makes the schemas of one file's fields, and the definitions that they share."""

    def __init__(self, known: Known | None) -> None:
        self.known = known
        self.definitions: dict[str, Schema] = {}

    def mapping(self, model: type[BaseModel], outer: tuple[Any, ...] = ()) -> Schema:
        """The fields of a mapping. `outer` says what a `ref` inside `{ref, scope}` may name."""
        properties, required = {}, []
        for name, info in model.model_fields.items():
            key = info.alias or name
            properties[key] = self._field(model, key, info, outer)
            if info.is_required():
                required.append(key)
        return shapes.mapping_of(properties, required)

    def _field(self, model: type[BaseModel], key: str, info: FieldInfo, outer: tuple[Any, ...]) -> Schema:
        takes = taken(info)
        unwritten = {"doNotSuggest": True} if Told.YES in takes.marks else {}
        return {**shapes.told(meaning(model, key) or ""), **unwritten, **self._value(model, key, info, takes, outer)}

    def _value(self, model: type[BaseModel], key: str, info: FieldInfo, takes: Taken, outer: tuple[Any, ...]) -> Schema:
        if takes.entry is not None:
            return self._list(model, key, info, takes, takes.entry)
        if takes.model is not None:
            return self._mapping_or_text(takes.model, takes, empty=takes.empty)
        if takes.words:
            values = [word for word in takes.words if word not in _UNWRITTEN]
            return shapes.one_of(values, choices(model, key), empty=takes.empty)
        if get_origin(takes.kind) is dict:
            return self._any_mapping(takes)
        return self._scalar(info, takes, outer)

    def _scalar(self, info: FieldInfo, takes: Taken, outer: tuple[Any, ...]) -> Schema:
        if takes.kind is bool:
            return shapes.flag(empty=takes.empty)
        if takes.kind is int:
            return shapes.number(info, empty=takes.empty)
        if takes.kind is date:
            return shapes.day(empty=takes.empty)
        clock = next((mark for mark in takes.marks if isinstance(mark, Clock)), None)
        if clock is not None:
            return shapes.moment(empty=takes.empty, date_alone=clock is Clock.DATE_OR_TIME)
        return self._named((*takes.marks, *outer), self._text(takes), empty=takes.empty)

    def _text(self, takes: Taken) -> Schema:
        """A text; a line may stand long, `{text: …}`."""
        validators = [mark for mark in takes.marks if isinstance(mark, BeforeValidator)]
        if not any(map(shapes.may_stand_long, validators)):
            return shapes.text(empty=takes.empty, one_line=any(map(shapes.wants_one_line, validators)))
        return shapes.long_text(empty=takes.empty)

    def _named(self, marks: tuple[Any, ...], otherwise: Schema, *, empty: bool) -> Schema:
        """A text that names something: what exists is proposed.

        Ids of the project file are a short list of its own making, so an unknown one is refused. A record may stand
        on another branch, or be written next: an unknown one is left to `forgebook check`.
        """
        reference = next((mark for mark in marks if isinstance(mark, RefTo)), None)
        listed = next((mark for mark in marks if isinstance(mark, ProjectId)), None)
        if self.known is None:
            return otherwise
        if reference is not None and (ids := self.known.named_by(reference.kinds)):
            name = " or ".join(reference.kinds) or "any record"
            return {"anyOf": [otherwise, self._ids(f"{name} that exists", ids, f"Takes the id of a {name}.")]}
        if listed is not None and (ids := self.known.sections.get(listed.section, {})):
            refused = f"Not among the {listed.section.replace('_', ' ')} of records/project.yml."
            definition = self._ids(f"{listed.section} of the project file", ids, refused)
            others = [*(() if all(map(_read_as_text, ids)) else ("number", "boolean")), *(("null",) if empty else ())]
            unread = {"if": {}, "then": {"type": others, "errorMessage": refused}}
            return {"anyOf": [definition, unread]} if others else definition
        return otherwise

    def _ids(self, name: str, ids: Ids, refused: str) -> Schema:
        key = name.replace(" ", "-")
        titles = list(ids.values())
        self.definitions[key] = {"enum": list(ids), "enumDescriptions": titles, "errorMessage": refused}
        return {"$ref": f"#/definitions/{key}"}

    def _mapping_or_text(self, model: type[BaseModel], takes: Taken, *, empty: bool) -> Schema:
        """A mapping, or the text that stands for one."""
        reference = tuple(mark for mark in takes.marks if isinstance(mark, RefTo))
        mapping = {"title": _spoken(model), **self.mapping(model, reference)}
        if Several.READ in takes.marks:
            one = {**mapping, **shapes.checked("object", empty=True, words="a mapping")}
            return {**mapping, "items": one, **shapes.checked("object", "array", empty=empty, words="a mapping")}
        shorts = _short(takes)
        if not shorts:
            return {**mapping, **shapes.checked("object", empty=empty, words="a mapping")}
        short = _pattern_of(mapping["properties"][shorts[0]])
        check = shapes.checked(*shapes.SCALARS, "object", empty=empty, words="a text or a mapping")
        return self._named(reference, {**mapping, **short, **check}, empty=empty)

    def _list(self, model: type[BaseModel], key: str, info: FieldInfo, takes: Taken, entry: Taken) -> Schema:
        items = self._value(model, key, info, entry, ())
        short = next((short for short in _short(takes) if short.startswith("list")), None)
        words = "a list" if short is None else "one or a list"
        listed = {"items": items, **shapes.checked("array", empty=takes.empty, words=words)}
        if short is None:
            return listed
        _, _, inner = short.partition(":")
        one = items["properties"][inner] if inner else items
        return {"anyOf": [listed, *one.get("anyOf", [one])]}

    @staticmethod
    def _any_mapping(takes: Taken) -> Schema:
        inner = get_args(takes.kind)[1]
        values = {"additionalProperties": shapes.text(empty=False)} if inner is str else {}
        return {**values, **shapes.checked("object", empty=takes.empty, words="a mapping")}


def _read_as_text(id_: str) -> bool:
    """Whether YAML reads an id as text. It takes `4.2` for a number."""
    return id_[:1].isalpha() and id_.casefold() not in ("true", "false", "null")


def _pattern_of(prop: Schema) -> Schema:
    """What a text must look like that stands for a mapping with this field."""
    check = prop.get("anyOf", [{}])[0]
    return {name: check[name] for name in ("pattern", "patternErrorMessage") if name in check}


def _spoken(model: type[BaseModel]) -> str:
    """The name of a model in words: `KnownIssue` is a known issue."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()


def _short(takes: Taken) -> list[str]:
    validators = (mark for mark in takes.marks if isinstance(mark, BeforeValidator))
    return [short for validator in validators if (short := shapes.short_form(validator))]
