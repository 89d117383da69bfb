"""Fields as widgets of the web editor, and as shapes by which its files are read and written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from forgebook.core.annotated import Taken, taken
from forgebook.core.fields import Markup, ProjectId, RefTo, Told
from forgebook.core.kind import RecordKind
from forgebook.core.meanings import choices, meaning
from forgebook.core.model import Fields, Item
from forgebook.core.project import ProjectFile
from forgebook.writing.schema.shapes import plain, short_form

Widget = dict[str, Any]
Shape = dict[str, Any]

_LAST = frozenset(Fields.model_fields) - {"title", "summary"}
"""Fields that all records have; they stand behind the kind's own."""
_SKIPPED = frozenset({"waivers", "aliases"})
"""Fields that one edits as text: a finding that is accepted, and former ids."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record, as the web editor takes it."""

    widget: Widget
    shape: Shape


class Widgets:
    """Makes widgets and shapes of a project's kinds."""

    def __init__(self, kinds: Mapping[str, RecordKind], project: ProjectFile) -> None:
        self.kinds = kinds
        self.project = project

    def of_record(self, model: type[BaseModel]) -> tuple[list[Widget], Shape]:
        """The widgets of a record, what is asked first in front, and its shape."""
        keys = {info.alias or name: info for name, info in model.model_fields.items()}
        order = sorted(keys, key=lambda key: (key not in ("title", "summary"), key in _LAST))
        shown = {key: self._field(model, key, keys[key]) for key in order if self._is_shown(model, key, keys[key])}
        return [field.widget for field in shown.values()], {"fields": {key: f.shape for key, f in shown.items()}}

    @staticmethod
    def _is_shown(model: type[BaseModel], key: str, info: FieldInfo) -> bool:
        """Whether a field is asked for. What is not asked for stays as it is in the file."""
        if info.is_required():
            return True
        of_an_entry = key == "visibility" and issubclass(model, Item) and not hasattr(model, "default_visibility")
        return not (Told.YES in taken(info).marks or key in _SKIPPED or key == "id" or of_an_entry)

    def _field(self, model: type[BaseModel], key: str, info: FieldInfo) -> Field:
        takes = taken(info)
        words = plain(meaning(model, key) or "")
        label = key.replace("_", " ").strip().capitalize()
        found = self._of(model, key, takes)
        hint = " ".join(filter(None, (words, found.widget.pop("hint", ""))))
        named = {"name": key, "label": label, **({"hint": hint} if hint else {}), "required": info.is_required()}
        return Field({**named, **found.widget}, found.shape)

    def _of(self, model: type[BaseModel], key: str, takes: Taken) -> Field:
        if takes.entry is not None:
            return self._list(model, key, takes, takes.entry)
        if takes.model is not None:
            return self._mapping(takes)
        if takes.words:
            return Field({"widget": "select", "options": _options(model, key, takes)}, {"takes": "text"})
        return self._scalar(takes, takes.marks)

    def _scalar(self, takes: Taken, marks: tuple[Any, ...]) -> Field:
        if takes.kind is bool:
            return Field({"widget": "boolean"}, {"takes": "flag"})
        if takes.kind is int:
            return Field({"widget": "number", "value_type": "int"}, {"takes": "number"})
        if takes.kind is date:
            return Field({"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}, {"takes": "text"})
        for mark in marks:
            if isinstance(mark, RefTo):
                return self._reference(mark)
            if isinstance(mark, ProjectId) and (ids := self.project.ids(mark.section)):
                labels = [{"label": self.project.titled(mark.section, id_), "value": id_} for id_ in ids]
                return Field({"widget": "select", "options": labels}, {"takes": "text"})
        return Field({"widget": "text" if Markup.BLOCK in marks else "string"}, {"takes": "text"})

    def _reference(self, reference: RefTo) -> Field:
        """A record of one kind is picked; one of several kinds is written as `kind/id`."""
        if len(reference.kinds) == 1:
            kind = self.kinds.get(reference.kinds[0])
            shape = {"takes": "text", "kind": reference.kinds[0]}
            if kind is None or not kind.folder:
                return Field({"widget": "string", "hint": "Its id."}, shape)
            shown = [*filter(None, (identifier(kind),)), "{{slug}}"]
            relation = {"collection": kind.plural, "value_field": "{{slug}}", "display_fields": shown}
            return Field({"widget": "relation", **relation, "search_fields": shown}, shape)
        example = " or ".join(f"{kind}/…" for kind in reference.kinds) or "kind/id"
        return Field({"widget": "string", "hint": f"Write {example}."}, {"takes": "text"})

    def _mapping(self, takes: Taken) -> Field:
        assert takes.model is not None
        widgets, shape = self._inside(takes.model, takes.marks)
        return Field({"widget": "object", "collapsed": "auto", "fields": widgets}, {**shape, **_short(takes)})

    def _inside(self, model: type[BaseModel], marks: tuple[Any, ...]) -> tuple[list[Widget], Shape]:
        """The fields of a mapping; a `ref` in it names what the field outside says."""
        widgets, shape = self.of_record(model)
        outer = next((mark for mark in marks if isinstance(mark, RefTo)), None)
        for index, widget in enumerate(widgets):
            if outer is not None and widget["name"] == "ref":
                picked = self._reference(outer)
                widgets[index] = {"name": "ref", "label": "Ref", "required": True, **picked.widget}
                shape["fields"]["ref"] = picked.shape
        return widgets, shape

    def _list(self, model: type[BaseModel], key: str, takes: Taken, entry: Taken) -> Field:
        if entry.model is None:
            inner = self._of(model, key, Taken(entry.kind, (*takes.marks, *entry.marks)))
            if inner.widget["widget"] in ("select", "relation"):
                return Field({**inner.widget, "multiple": True}, {"list": inner.shape})
            hint = {"hint": inner.widget["hint"]} if "hint" in inner.widget else {}
            return Field({"widget": "list", **hint}, {"list": inner.shape})
        widgets, shape = self._inside(entry.model, entry.marks)
        first = next((w["name"] for w in widgets if w["required"]), widgets[0]["name"])
        listed = {"widget": "list", "collapsed": True, "summary": f"{{{{fields.{first}}}}}", "fields": widgets}
        return Field(listed, {"list": {**shape, **_short(entry, takes)}})


def identifier(kind: RecordKind) -> str:
    """The field that names a record: its title, or where that is derived, the first text that it must have.

    Empty where there is none, as for a kind that is named by its dates.
    """
    if type(kind).title is RecordKind.title:
        return "title"
    required = (name for name, info in kind.model.model_fields.items() if info.is_required())
    return next((name for name in required if taken(kind.model.model_fields[name]).kind is str), "")


def first_day(kind: RecordKind) -> str:
    """The first date that a record of the kind must have, or empty."""
    fields = kind.model.model_fields.items()
    return next((name for name, info in fields if info.is_required() and taken(info).kind is date), "")


def _short(*all_takes: Taken) -> Shape:
    marks = (mark for takes in all_takes for mark in takes.marks if isinstance(mark, BeforeValidator))
    keys = [short_form(mark).removeprefix("list").removeprefix(":") for mark in marks]
    return {"short": keys[0]} if any(keys) else {}


def _options(model: type[BaseModel], key: str, takes: Taken) -> list[dict[str, str]]:
    told = choices(model, key)
    values = [word for word in takes.words if word != "unknown"]
    return [{"label": f"{value}: {plain(told[value])}" if value in told else value, "value": value} for value in values]
