"""Schemas beside the checker: what an editor sees of a file, and what each of the two says of it."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from jsonschema import Draft7Validator, FormatChecker

from forgebook.core.diagnostics import Severity
from forgebook.core.document import Draft
from forgebook.core.kind import RecordKind
from forgebook.core.project import ProjectFile
from forgebook.reading.load import _by_field_names
from forgebook.reading.validate import validate

_INT = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")


def as_editors_see(value: Any) -> Any:
    """Values of ours, whose scalars are text, as the core schema of YAML 1.2 types them where they are not quoted."""
    if isinstance(value, dict):
        return {key: as_editors_see(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [as_editors_see(entry) for entry in value]
    if not isinstance(value, str):
        return value
    if value in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return value.lower() == "true"
    if _INT.match(value):
        return int(value, 0) if value[:2] in ("0o", "0x") else int(value)
    return float(value) if _FLOAT.match(value) else value


def validator(schema: dict[str, Any]) -> Draft7Validator:
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema, format_checker=FormatChecker(["date"]))


def refused_by(check: Draft7Validator, content: Any) -> list[str]:
    """What a schema finds wrong, each with its path."""
    return [f"{'.'.join(map(str, error.path))}: {error.message[:160]}" for error in check.iter_errors(content)]


def found_by_reading(kind: RecordKind, content: Any, project: ProjectFile, *, entry: bool = False) -> list[str]:
    """What reading finds wrong with the fields of one record (findings FB2xx that are errors)."""
    draft = Draft(deepcopy(content))
    values = _by_field_names(kind, draft)
    raw_id = values.pop("id", None) if entry else "given"
    draft.values = values
    kind.prepare(draft, project)
    fields, notes = validate(kind.model, draft.values)
    found = [
        f"{note.code.id} {note.message}"
        for note in [*draft.notes, *notes]
        if note.code.id.startswith("FB2") and (note.severity or note.code.severity) is Severity.ERROR
    ]
    if not found and not raw_id and not kind.derived_id(fields):  # type: ignore[arg-type]
        found.append("FB208")
    return found
