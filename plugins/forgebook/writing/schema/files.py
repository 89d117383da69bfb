"""Schemas as files, and how an editor learns which one a file has."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from forgebook.core.kind import RecordKind
from forgebook.core.project import ProjectFile
from forgebook.reading.discover import PROJECT_FILE, RECORD_ENDINGS
from forgebook.writing.generated import Written, put_generated
from forgebook.writing.schema.build import kind_schema, project_schema
from forgebook.writing.schema.known import Known
from forgebook.writing.schema.shapes import Schema

FOLDER = ".forgebook/schemas"
"""Where schemas lie, told from the folder that holds `records/`."""
PROJECT = "project"
"""The name of the project file's schema. No kind may go by it."""


def schema_path(name: str, folder: str = FOLDER) -> str:
    """The file of a kind's schema, told from the folder that holds `records/`."""
    return f"{folder}/{name}.json"


def modeline(kind: str, path: str | PurePosixPath, folder: str = FOLDER) -> str:
    """The comment that tells an editor the schema of a file. The language server and JetBrains both read it.

    Args:
        kind: the kind's name, or `project`.
        path: the file that the comment stands in, told from the folder that holds `records/`.
        folder: where the schemas lie, told from there as well.
    """
    schema = posixpath.relpath(schema_path(kind, folder), posixpath.dirname(str(path)) or ".")
    return f"# yaml-language-server: $schema={schema}"


def schemas(kinds: Mapping[str, RecordKind], project: ProjectFile, known: Known | None = None) -> dict[str, Schema]:
    """The schemas of all kinds that files can hold, by the kind's name, and that of the project file."""
    found = {name: kind_schema(kind, project, known) for name, kind in kinds.items() if kind.folder}
    return {PROJECT: project_schema(list(found)), **found}


def as_json(schema: Schema) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def write_schemas(folder: Path, made: Mapping[str, Schema]) -> list[Written]:
    """Write schemas into a folder. A folder that is made for them is left out of git: they hold what was made of files.

    Raises:
        WriteRefused: a file cannot be written.
    """
    ignore = folder / ".gitignore"
    if not folder.exists():
        put_generated(ignore, "*\n")
    return [put_generated(folder / f"{name}.json", as_json(schema)) for name, schema in made.items()]


def patterns(kind: RecordKind, records: str = "records") -> list[str]:
    """The files of a kind, as patterns told from the folder that holds `records/`."""
    inside = [f"{records}/{kind.folder}/**/*{ending}" for ending in RECORD_ENDINGS]
    return [*inside, *(f"{records}/{kind.folder}{ending}" for ending in RECORD_ENDINGS)]


def associations(
    kinds: Iterable[RecordKind], project: ProjectFile, records: str = "records", folder: str = FOLDER
) -> dict[str, list[str]]:
    """Which files have which schema, as `yaml.schemas` of the settings takes it; source folders are among them."""
    found = {f"./{schema_path(PROJECT, folder)}": [f"{records}/{PROJECT_FILE}"]}
    for kind in kinds:
        if kind.folder:
            elsewhere = [source.path.strip("./") for source in project.sources if source.kind == kind.name]
            outside = [f"{path}/**/*{ending}" for path in elsewhere for ending in RECORD_ENDINGS]
            found[f"./{schema_path(kind.name, folder)}"] = [*patterns(kind, records), *outside]
    return found
