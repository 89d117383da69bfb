"""Places of findings about the project file, which is no record."""

from __future__ import annotations

import os
from typing import Protocol

from forgebook.core.diagnostics import Code, Diagnostic, FieldPath, Place
from forgebook.core.document import Positions
from forgebook.core.settings import SiteSettings
from forgebook.reading.discover import PROJECT_FILE
from forgebook.reading.text import Refused, decode
from forgebook.reading.yaml import parse


class AboutProject(Protocol):
    """What was found in the project file: a code, the path of the value, and words."""

    @property
    def code(self) -> Code: ...
    @property
    def path(self) -> FieldPath: ...
    @property
    def message(self) -> str: ...
    @property
    def remedy(self) -> str: ...


def in_project_file(found: AboutProject, settings: SiteSettings) -> Diagnostic:
    """A finding about the project file as a diagnostic at its line and column."""
    path = settings.records / PROJECT_FILE
    positions = Positions()
    line, column = 0, 0
    try:
        parse(decode(path.read_bytes()), positions)
        line, column = positions.find(found.path)
    except (OSError, Refused):
        pass  # the project file was read a moment ago; without it the file as a whole is named
    name = os.path.relpath(path, settings.root).replace(os.sep, "/")
    return Diagnostic(found.code, found.message, Place(name, line, column), found.remedy, severity=found.code.severity)
