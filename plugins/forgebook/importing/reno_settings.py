"""Where notes of reno lie, and what the settings of a project say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forgebook.importing.contract import LeftOut, NothingThere, Unread
from forgebook.importing.told_changes import kind_of
from forgebook.reading.text import Refused, decode
from forgebook.reading.yaml import parse

SECTIONS = {
    "features": "added", "issues": "changed", "upgrade": "changed", "deprecations": "deprecated",
    "critical": "changed", "security": "security", "fixes": "fixed", "other": "changed",
}  # fmt: skip
"""The sections of reno and the kind of change that each stands for. One that says more is kept as a tag."""

_USED = frozenset({
    "sections", "prelude_section_name", "notesdir", "release_tag_re", "collapse_pre_releases", "ignore_notes",
    "earliest_version",
})  # fmt: skip


@dataclass
class RenoSettings:
    """What holds for a folder of notes.

    Attributes:
        notes: the folder, or a single note.
        sections: the kind of change of each section.
        prelude: the name of the section that introduces a release.
        release_tag: what the whole name of a release tag matches; None where the project file's pattern says it.
        collapse: whether what came with a candidate is told with its release.
        ignored: names of notes that are not told.
        earliest: the version before which nothing is told.
        told: settings that were not used, and what could not be read.
    """

    notes: Path
    sections: dict[str, str] = field(default_factory=lambda: dict(SECTIONS))
    prelude: str = "prelude"
    release_tag: re.Pattern[str] | None = None
    collapse: bool = True
    ignored: tuple[str, ...] = ()
    earliest: str = ""
    told: list[Unread | LeftOut] = field(default_factory=list)
    file: str = ""


def reno_settings(source: Path) -> RenoSettings:
    """The notes at a source: a note, their folder, the folder around it, or the top of a project.

    Raises:
        NothingThere: there are none.
    """
    if source.is_file():
        return RenoSettings(source)
    settings = RenoSettings(source)
    for path in _config_files(source):
        if path.is_file():
            _read(settings, path)
            break
    subfolder = settings.notes.name if settings.notes != source else "notes"
    places = (source / "releasenotes" / subfolder, source / subfolder, source)
    settings.notes = next((place for place in places if any(place.glob("*.yaml"))), source)
    if not any(settings.notes.glob("*.yaml")):
        raise NothingThere(f'there is no note of reno in "{source}" (releasenotes/notes/*.yaml)')
    return settings


def _config_files(source: Path) -> Iterator[Path]:
    yield from (source / "releasenotes" / "config.yaml", source / "reno.yaml", source / "config.yaml")
    top = source.resolve()
    yield from (top.parent / "config.yaml", top.parent / "reno.yaml", top.parent.parent / "reno.yaml")


def _read(settings: RenoSettings, path: Path) -> None:
    settings.file = path.name
    try:
        content = parse(decode(path.read_bytes()))
    except Refused as refused:
        settings.told.append(Unread(path.name, refused.position[0], refused.note.message, refused.note.remedy))
        return
    if not isinstance(content, dict):
        return
    _take(settings, content)
    rest = sorted(key for key in content if key not in _USED)
    if rest:
        what = f"{len(rest)} setting{'' if len(rest) == 1 else 's'}"
        settings.told.append(LeftOut(path.name, 1, what, f"they say how reno works or looks: {', '.join(rest)}"))


def _take(settings: RenoSettings, content: Mapping[str, Any]) -> None:
    rows = content.get("sections")
    named = [row for row in rows if isinstance(row, list) and row and row[0]] if isinstance(rows, list) else []
    if named:
        settings.sections = {str(row[0]): SECTIONS.get(str(row[0])) or _kind(row) for row in named}
    settings.prelude = str(content.get("prelude_section_name") or settings.prelude)
    settings.collapse = str(content.get("collapse_pre_releases") or "true").lower() not in ("false", "no", "off")
    settings.earliest = str(content.get("earliest_version") or "")
    ignored = content.get("ignore_notes") or []
    names = ignored.split(",") if isinstance(ignored, str) else ignored
    settings.ignored = tuple(Path(str(name).strip()).name.removesuffix(".yaml") for name in names)
    if folder := content.get("notesdir"):
        settings.notes = settings.notes / str(folder)
    if pattern := content.get("release_tag_re"):
        try:
            settings.release_tag = re.compile(str(pattern), re.X)
        except re.error as error:
            settings.told.append(Unread(settings.file, 1, f"release_tag_re is no pattern: {error}", "correct it"))


def _kind(row: list[Any]) -> str:
    """The kind that a section of the project's own stands for, by its name or its title."""
    return next((kind for word in row[:2] if (kind := kind_of(str(word)))), "changed")
