"""A filled form that changes a record: its fields, or an entry of one of its lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forgebook.core.drafting import id_of_words
from forgebook.core.forms import Form
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.schema import model_at
from forgebook.core.settings import SiteSettings
from forgebook.writing.drafts.values import typed
from forgebook.writing.edit import EditedFile
from forgebook.writing.issues.sections import put_section, refuse_other_styles

TEAM = "team"


def changed_file(
    form: Form, kind: RecordKind, record: Record, values: Mapping[str, Any], graph: ProjectGraph, settings: SiteSettings
) -> EditedFile:
    """The record's file with the answers in it; it is not saved.

    Raises:
        WriteRefused: the file cannot be edited.
        CannotChange: it is in a style that no form can change.
    """
    file = EditedFile.open(settings.root / record.source.path, kind)
    refuse_other_styles(file, record)
    prefix = record.source.prefix
    if form.entry:
        _put_entry(file, form, kind, record, dict(values), graph)
        return file
    for key, value in typed(values, kind.model).items():
        if file.path.suffix == ".md" and isinstance(value, str) and put_section(file, kind, key, value):
            continue
        if isinstance(value, Mapping) and isinstance(file.get((*prefix, key)), Mapping):
            for inner, part in value.items():
                file.set((*prefix, key, inner), part)
        else:
            file.set((*prefix, key), value)
    return file


def _put_entry(
    file: EditedFile, form: Form, kind: RecordKind, record: Record, values: dict[str, Any], graph: ProjectGraph
) -> None:
    """Change the entry that the answers are about, or add one."""
    path = (*record.source.prefix, *form.entry)
    model = model_at(kind.model, form.entry)
    assert model is not None, form.id
    there = file.get(path)
    index = _matching(there if isinstance(there, list) else [], form, values)
    if index is not None:
        for key, value in typed(values, model).items():
            file.set((*path, index, key), value)
        return
    if "id" in model.model_fields and model.model_fields["id"].is_required() and "id" not in values:
        values["id"] = _free_id(values, kind, graph)
    if (record.fields.visibility or graph.project.default_visibility) != TEAM and "visibility" in model.model_fields:
        values["visibility"] = TEAM  # a stranger's words are published by the team, and never by themselves
    file.append(path, typed(values, model))


def _matching(entries: list[Any], form: Form, values: Mapping[str, Any]) -> int | None:
    """The entry in which a key of the form's `match` holds what was answered. References may be written in full."""
    for index, entry in enumerate(entries):
        for key in form.match if isinstance(entry, Mapping) else ():
            written, answered = str(entry.get(key) or ""), str(values.get(key) or "")
            if answered and written.rpartition("/")[2] == answered.rpartition("/")[2]:
                return index
    return None


def _free_id(values: Mapping[str, Any], kind: RecordKind, graph: ProjectGraph) -> str:
    """An id made of the first answer that no record inside of the kind's records has."""
    words = next((value for value in values.values() if isinstance(value, str)), "")
    base = id_of_words(words) or f"{kind.name}-entry"
    taken = {r.id for name, other in graph.kinds.items() if kind.name in other.derived_from for r in graph.of(name)}
    return next(name for name in (base, *(f"{base}-{number}" for number in range(2, 10_000))) if name not in taken)
