"""What a check would say of files that are not written yet."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from forgebook.core.diagnostics import Diagnostic, Severity
from forgebook.core.kind import RecordKind
from forgebook.core.settings import SiteSettings
from forgebook.pipeline.project import Project, load_project
from forgebook.reading.codes import MISSING_FIELD


def tried(settings: SiteSettings, kinds: Mapping[str, RecordKind], texts: Mapping[Path, str]) -> Project:
    """The project as it would be with these files in it. Nothing is written but the cache."""
    unsaved = {path: text.encode("utf-8") for path, text in texts.items()}
    return load_project(settings, kinds=kinds, git=False, unsaved=unsaved)


def found_in(project: Project, path: Path, settings: SiteSettings) -> list[Diagnostic]:
    """The findings in one file that are not waived."""
    name = os.path.relpath(path, settings.root).replace(os.sep, "/")
    return [found for found in project.diagnostics if found.place.path == name and found.waived is None]


def is_unreadable(found: Diagnostic) -> bool:
    """Whether a finding says that a value cannot be what it is: not a gap, and not a matter of dates or life cycles."""
    return found.severity is Severity.ERROR and found.code is not MISSING_FIELD and found.code.id[2] in "123"


def is_gap(found: Diagnostic) -> bool:
    """Whether a finding says that something is still to be filled in."""
    return found.code is MISSING_FIELD
