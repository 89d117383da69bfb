"""The settings of towncrier: where a project keeps its fragments, and which types it has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forgebook.importing.contract import LeftOut, Unread
from forgebook.importing.told_changes import kind_of
from forgebook.reading.text import Refused, decode

TYPES = {"feature": "added", "bugfix": "fixed", "doc": "changed", "removal": "removed", "misc": "changed"}
"""The types of towncrier where a project names none of its own, with the kind of change that each stands for."""

_ALSO = ("docs", "documentation", "contrib", "packaging", "vendor", "internal", "dev", "other", "trivial")
"""Types that many projects have of their own and whose words say no kind of change: they are kept as a tag."""
_FILES = ("towncrier.toml", "pyproject.toml")
_URL = re.compile(r"https?://[^\s<>()`]*\{issue\}[^\s<>()`]*")


@dataclass
class TowncrierSettings:
    """What holds for a folder of fragments.

    Attributes:
        types: the kind of change that each type stands for; empty where no settings were found, so that any may be.
        folders: the folders that settings name, with the title of the section that each is for.
        issue_url: the address of an issue, with `{issue}` in it; empty where the settings give none.
        ignored: names of files that are no fragments.
        told: what could not be read, and what was not used.
    """

    types: dict[str, str] = field(default_factory=dict)
    folders: list[tuple[Path, str]] = field(default_factory=list)
    issue_url: str = ""
    ignored: frozenset[str] = frozenset()
    told: list[Unread | LeftOut] = field(default_factory=list)

    def kind(self, name: str) -> str:
        """The kind of change of a type; empty where it says none."""
        return self.types.get(name) or kind_of(name) or TYPES.get(name) or ("changed" if name in _ALSO else "")


def towncrier_settings(source: Path) -> TowncrierSettings:
    """The settings of the project that a folder is the top of, or lies in."""
    settings = TowncrierSettings()
    here = source.resolve()
    for folder in (here, here.parent, here.parent.parent):
        for path in (folder / name for name in _FILES):
            table = _table(path, settings)
            if table is not None:
                _take(settings, table, folder)
                return settings
    return settings


def _table(path: Path, settings: TowncrierSettings) -> Mapping[str, Any] | None:
    """The table of towncrier in a file; None where it has none."""
    if not path.is_file():
        return None
    try:
        content = tomllib.loads(decode(path.read_bytes()))
    except Refused as refused:
        settings.told.append(Unread(path.name, refused.position[0], refused.note.message, refused.note.remedy))
        return None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        settings.told.append(Unread(path.name, int(line[1]) if line else 1, f"it is no TOML: {error}"))
        return None
    tool = content.get("tool")
    table = tool.get("towncrier") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


def _take(settings: TowncrierSettings, table: Mapping[str, Any], top: Path) -> None:
    rows = table.get("type")
    if isinstance(rows, list):
        pairs = [
            (str(row.get("directory") or row.get("name") or ""), str(row.get("name") or "")) for row in _maps(rows)
        ]
        settings.types = {name.lower(): _kind(name.lower(), title) for name, title in pairs if name}
    elif isinstance(table.get("fragment"), dict):
        pairs = [
            (name, str(row.get("name") or "") if isinstance(row, dict) else "")
            for name, row in table["fragment"].items()
        ]
        settings.types = {name.lower(): _kind(name.lower(), title) for name, title in pairs}
    else:
        settings.types = dict(TYPES)
    sections = [(str(row.get("path") or ""), str(row.get("name") or "")) for row in _maps(table.get("section") or [])]
    base = top / str(table["directory"]) if table.get("directory") else _default(table, top)
    settings.folders = [(base / path if table.get("directory") else top / path / "newsfragments", name)
                        for path, name in sections] or [(base, "")]  # fmt: skip
    found = _URL.search(str(table.get("issue_format") or ""))
    settings.issue_url = found[0] if found else ""
    ignored = table.get("ignore")
    settings.ignored = frozenset(str(name).lower() for name in ignored) if isinstance(ignored, list) else frozenset()


def _default(table: Mapping[str, Any], top: Path) -> Path:
    """Where fragments lie if the settings do not say: below the package, or at the top."""
    package = str(table.get("package") or "").replace(".", "/")
    folder = top / str(table.get("package_dir") or ".") / package if package else top
    return folder / "newsfragments"


def _maps(rows: Any) -> Iterable[Mapping[str, Any]]:
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _kind(name: str, title: str) -> str:
    return kind_of(name) or kind_of(title) or TYPES.get(name, "changed")
