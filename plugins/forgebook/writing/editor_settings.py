"""Settings of editors: which files have which schema."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from forgebook.core.kind import RecordKind
from forgebook.core.project import ProjectFile
from forgebook.writing.schema.files import FOLDER, associations

SETTINGS = ".vscode/settings.json"
"""The settings file, told from the folder that the editor opens."""
EXTENSIONS = ".vscode/extensions.json"
"""The file of proposed extensions."""


def settings(
    kinds: Iterable[RecordKind], project: ProjectFile, *, records: str = "records", folder: str = FOLDER
) -> dict[str, Any]:
    """What the settings file must say. Merge it into one that exists with `forgebook.writing.jsonc.merged`.

    Args:
        kinds: the kinds whose files have schemas.
        project: the project file, whose source folders hold records as well.
        records: the records folder, told from the folder that the editor opens.
        folder: where the schemas lie, told from there as well.
    """
    return {"yaml.schemas": associations(kinds, project, records, folder)}


def extensions() -> dict[str, Any]:
    """The extension that the settings are for."""
    return {"recommendations": ["redhat.vscode-yaml"]}
