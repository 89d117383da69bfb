"""What all that is kept between builds rests on beside the records: our code, templates, libraries, settings."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.rendering.fingerprints import Untold, plain
from forgebook.rendering.hashing import digest
from forgebook.rendering.repository import issue_forms

_LIBRARIES = ("jinja2", "markdown", "markupsafe", "nh3", "pydantic", "pygments", "pymdown-extensions")
_OWN = Path(__file__).parents[1]
_SOURCES = frozenset({".py", ".html", ".yml", ".md"})


def libraries() -> str:
    """The libraries that turn text into HTML, with their versions."""
    return digest(sys.version, *(f"{name} {_version(name)}" for name in _LIBRARIES))


def site_salt(graph: ProjectGraph, settings: SiteSettings) -> str | None:
    """All that every page of a site rests on, or None where a setting cannot be told apart from another."""
    try:
        told = [f"{entry.name}={plain(getattr(settings, entry.name))}" for entry in fields(settings)]
    except Untold:
        return None
    return digest(
        libraries(),
        *told,
        graph.project.model_dump_json(warnings=False),
        repr((graph.as_of, graph.visibility, graph.missing_history, list(graph.kinds))),
        repr(issue_forms(settings)),
        *(_content(folder) for folder in sorted(_folders(graph, settings))),
    )


def _folders(graph: ProjectGraph, settings: SiteSettings) -> Iterator[Path]:
    """Where the code and the templates lie that pages are made of: ours, a user's, other packages' kinds."""
    yield _OWN
    if settings.templates is not None:
        yield settings.templates
    for kind in graph.kinds.values():
        name = type(kind).__module__.partition(".")[0]
        file = getattr(sys.modules.get(name), "__file__", None)
        if name != "forgebook" and file:
            yield Path(file).parent if Path(file).stem == "__init__" else Path(file)
        if name != "forgebook" and kind.templates is not None:
            yield kind.templates


def _content(folder: Path) -> str:
    return digest(*(part for file in _files(folder) for part in (file.as_posix(), _text(file))))


def _files(folder: Path) -> Iterable[Path]:
    if folder.is_file():
        return [folder]
    return sorted(file for file in folder.rglob("*") if file.suffix in _SOURCES)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
