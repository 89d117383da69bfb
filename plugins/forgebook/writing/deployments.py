"""A deployment added to the file that holds those of its environment and year: once, and never over another's."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.core.times import day_of
from forgebook.releasing.deployed import folder_of
from forgebook.releasing.presence import in_order
from forgebook.writing.drafts.values import typed
from forgebook.writing.edit import EditedFile
from forgebook.writing.files import WriteRefused, create, replace
from forgebook.writing.locks import folder_locked
from forgebook.writing.yaml_text import YamlText

KIND = "deployment"
_NAME = re.compile(r"[\w][\w./-]*\.ya?ml\Z")
_EMPTY = re.compile(r"^\[\][ \t]*\r?\n?", re.M)


@dataclass(frozen=True, slots=True)
class Added:
    """A file with a new entry at its end.

    Attributes:
        path: the file.
        before: what it held; None where there is none yet.
        after: what it shall hold.
        line: the line on which the entry begins, from 1.
        entry: the lines of the entry.
    """

    path: Path
    before: bytes | None
    after: str
    line: int
    entry: str


def file_for(environment: str, at: str, graph: ProjectGraph, settings: SiteSettings, kind: RecordKind) -> Path:
    """The file that a deployment belongs to: the one with the newest of its environment and year.

    Where there is none yet it is `ENVIRONMENT-YEAR.yml`: two environments never wait for each other, and no file grows
    for ever.
    """
    year = day_of(at).year
    same = [
        record
        for record in graph.of(KIND)
        if record.f.environment == environment and day_of(record.f.at).year == year and record.source.prefix
    ]
    if same:
        return settings.root / in_order(same)[-1].source.path
    return settings.records / kind.folder / f"{folder_of(environment)}-{year}.yml"


def named_file(name: str, settings: SiteSettings, kind: RecordKind) -> Path:
    """The file that somebody named: below the kind's folder, whether its path was told from there or from the project.

    Raises:
        WriteRefused: it lies elsewhere, or is no YAML file.
    """
    folder = settings.records / kind.folder
    below = os.path.relpath(folder, settings.root).replace(os.sep, "/")
    bare = name.removeprefix("./").removeprefix(f"{below}/")
    if not _NAME.match(bare) or ".." in bare.split("/"):
        raise WriteRefused(f'"{name}" is no file for deployments. Name one like {below}/production-2025.yml.')
    return folder / bare


def same_as(values: Mapping[str, Any], graph: ProjectGraph, kind: RecordKind) -> Record | None:
    """The deployment that says the same already, or None."""
    wanted = {name: str(value) for name, value in values.items()}
    wanted["outcome"] = wanted.get("outcome", "succeeded")
    for record in graph.of(KIND):
        said = {name: getattr(record.f, name) for name in kind.model.model_fields if name in _TOLD}
        found = {name: str(value) for name, value in said.items() if value}
        if _resolved(found, graph) == _resolved(wanted, graph):
            return record
    return None


_TOLD = frozenset({
    "environment", "release", "component", "version", "commit", "digest", "maintenance_line", "at", "by", "outcome",
    "note",
})  # fmt: skip
_REFERENCES = {"release": ("release",), "by": ("person", "role", "team")}


def _resolved(values: dict[str, str], graph: ProjectGraph) -> dict[str, str]:
    return {
        name: (graph.resolve(value, _REFERENCES[name]).ref or value) if name in _REFERENCES else value
        for name, value in values.items()
        if name in _TOLD
    }


def added(path: Path, values: Mapping[str, Any], kind: RecordKind) -> Added | None:
    """The file with the entry at its end; nothing is written. None where the file has the very same entry.

    Raises:
        WriteRefused: the file cannot be read, or holds something else than a list.
    """
    entry = typed(values, kind.model)
    before = path.read_bytes() if path.exists() else None
    if before is None or not _holds_values(before):
        text = _EMPTY.sub("", (before or b"").decode("utf-8", "replace"))
        text += "" if not text or text.endswith("\n") else "\n"
        lines = _lines(entry)
        return Added(path, before, text + lines, text.count("\n") + 1, lines)
    file = EditedFile(path, before, kind.model)
    if not isinstance(file.get(), list):
        raise WriteRefused(f"{path}: this file holds one record and not a list. Name another one with --file.")
    if _has(file.get(), values):
        return None
    old = file.text
    file.append((), entry)
    return Added(path, before, file.after.decode("utf-8"), _first_difference(old, file.text), _lines(entry))


def _holds_values(data: bytes) -> bool:
    """Whether there is more in a file than comments and an empty list."""
    lines = (line.strip() for line in data.splitlines())
    return any(line and not line.startswith(b"#") and line != b"[]" for line in lines)


def _lines(entry: Mapping[str, Any]) -> str:
    """An entry of a list as lines of YAML."""
    made = YamlText("")
    made.set(("entries",), [dict(entry)])
    lines = made.text.split("\n")[1:]
    deep = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[deep:] for line in lines)


def _first_difference(before: str, after: str) -> int:
    old, new = before.splitlines(), after.splitlines()
    same = next(
        (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    return same + 1


def add(path: Path, values: Mapping[str, Any], kind: RecordKind, settings: SiteSettings) -> Added | None:
    """Add an entry to a file, one process after the other. None where the file has the very same entry by now.

    Raises:
        WriteRefused: the file cannot be read or written, or somebody else has kept on writing for too long.
    """
    try:
        with folder_locked(settings.records):
            change = added(path, values, kind)
            if change is not None and change.before is None:
                create(path, change.after)
            elif change is not None and change.before is not None:
                replace(path, change.before, change.after.encode("utf-8"))
            return change
    except OSError as error:
        raise WriteRefused(f"{path}: {error.strerror or error}. Run it again.") from None


def _has(entries: Any, values: Mapping[str, Any]) -> bool:
    """Whether a list has this very entry: another process may have written it since the records were read."""
    wanted = {name: str(value) for name, value in values.items()}
    return any(
        isinstance(entry, Mapping) and {name: str(value) for name, value in entry.items()} == wanted
        for entry in entries
    )
