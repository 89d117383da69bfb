"""Projects read in a temporary folder, and what was found told in few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import Diagnostic, Severity
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.pipeline import Project, load_project
from support.sites import AS_OF, write

BARE = "name: Harbour model\n"
"""The smallest project file."""


def load(
    root: Path,
    files: Mapping[str, Any] | None = None,
    *,
    kinds: Mapping[str, RecordKind] | None = None,
    cache: Path | None = None,
    previous: Iterable[Record] = (),
    as_of: date = AS_OF,
) -> Project:
    """Write files below a folder and read the project in it. A project file is added where none is given."""
    given = dict(files or {})
    if "records/project.yml" not in given and not (root / "records/project.yml").exists():
        given["records/project.yml"] = BARE
    write(root, given)
    settings = SiteSettings(root, root / "records", as_of, cache=cache)
    return load_project(settings, kinds=kinds, git=False, previous=previous)


def told(project: Project) -> list[str]:
    """All findings as `path:line:column CODE message`, the path told from `records/`."""
    return [told_one(diagnostic) for diagnostic in project.diagnostics]


def told_one(diagnostic: Diagnostic) -> str:
    """One finding as `path:line:column CODE message`."""
    return f"{diagnostic.place} {diagnostic.code.id} {diagnostic.message}".removeprefix("records/")


def ids_of(project: Project) -> list[str]:
    """The codes of all findings, in order of place."""
    return [diagnostic.code.id for diagnostic in project.diagnostics]


ABOUT_COVER = {"FB560", "FB561", "FB562", "FB563", "FB571", "FB572", "FB573", "FB575"}
"""What is said of who could do the work; no file is at fault for it."""


def faults(project: Project) -> list[str]:
    """Errors and warnings alone, without what is about cover."""
    found = (d for d in project.diagnostics if d.severity > Severity.ADVICE)
    return [told_one(d) for d in found if d.code.id not in ABOUT_COVER]
