"""The web editor's configuration: a collection for each kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from forgebook.core.kind import RecordKind
from forgebook.core.project import ProjectFile
from forgebook.writing.web_editor.widgets import Shape, Widgets, first_day, identifier


def collections(
    kinds: Mapping[str, RecordKind], project: ProjectFile, records: str, nested: Iterable[str] = ()
) -> tuple[list[dict[str, Any]], dict[str, Shape]]:
    """A collection for each kind that has files, and by kind the shape of its fields.

    Args:
        kinds: the kinds.
        project: the project file, whose lists become choices.
        records: the records folder, told from the top of the repository.
        nested: names of kinds whose files lie in folders below their own.
    """
    widgets = Widgets(kinds, project)
    made, shapes = [], {}
    for kind in kinds.values():
        if kind.folder:
            fields, shapes[kind.name] = widgets.of_record(kind.model)
            made.append(_collection(kind, fields, records, nested=kind.name in set(nested)))
    return made, shapes


def _collection(kind: RecordKind, fields: list[dict[str, Any]], records: str, *, nested: bool) -> dict[str, Any]:
    named = identifier(kind)
    by = named or first_day(kind) or "title"
    return {
        "name": kind.plural,
        "label": kind.label_plural,
        "label_singular": kind.label,
        "description": kind.teaches,
        "folder": f"{records}/{kind.folder}",
        "format": f"forgebook-{kind.name}",
        "extension": "yml",
        "slug": {"template": f"{{{{fields.{by}}}}}", "editable": ["create"]},
        "summary": f"{{{{{named}}}}}" if named else "{{slug}}",
        "identifier_field": by,
        **({"nested": {"depth": 10, "subfolders": False}} if nested else {}),
        "create": True,
        "delete": False,
        "editor": {"preview": False},
        "fields": fields,
    }


def configuration(backend: Mapping[str, str], made: list[dict[str, Any]]) -> dict[str, Any]:
    """The whole configuration. Changes become pull requests, so that nothing is public before somebody looked at it."""
    return {
        "backend": dict(backend),
        "publish_mode": "editorial_workflow",
        "media_folder": "docs/assets",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "output": {"omit_empty_optional_fields": True},
        "collections": made,
    }
