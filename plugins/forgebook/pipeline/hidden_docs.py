"""Hand-written pages and their pictures on a partner or public site: what is not marked to be shown goes.

Told of names and texts alone, so that every engine and the export decide alike.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from forgebook.core.fields import Markup
from forgebook.core.forms import WEB_EDITOR_FORMAT
from forgebook.core.model import VISIBILITY_ORDER
from forgebook.core.patterns import spec_of
from forgebook.core.prose import file_links, is_elsewhere
from forgebook.core.references import file_target
from forgebook.core.schema import walk
from forgebook.core.visibility import wording_for
from forgebook.core.wording import Wording
from forgebook.pipeline.site import Site

_LINKS = re.compile(
    r"\]\(\s*<?([^)\s>]+)"
    r"|^[ ]{0,3}\[[^\]]+\]:\s*<?([^\s>]+)|(?:src|href|srcset|data|poster)=[\"']?([^\"'\s>]+)|url\(([^)]+)\)",
    re.M,
)

_PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".html", ".htm", ".xhtml")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")

Front = Callable[[str], Mapping[str, Any]]
"""Reads the front matter of a page's text."""


@dataclass(frozen=True, slots=True)
class DocsFile:
    """A file of the docs folder: its path there, and its text, which may not be readable (OSError, ValueError)."""

    name: str
    text: Callable[[], str]


@dataclass(frozen=True, slots=True)
class HiddenDocs:
    """What was decided.

    Attributes:
        shown: names of the pages that this reader sees.
        removed: names of the files that go.
    """

    shown: frozenset[str]
    removed: frozenset[str]
    _wording: Wording
    _docs: str

    def trimmed(self, name: str, text: str) -> str:
        """The text of a shown page without what it says of hidden pages and records."""
        return self._wording.trimmed(text, posixpath.dirname(f"{self._docs}/{name}"))


def hidden_docs(files: Iterable[DocsFile], site: Site, docs: Path, front: Front) -> HiddenDocs:
    """Decide on hidden pages, the sources of records, and pictures that only those use.

    Args:
        files: all files of the docs folder, those among them that are pages by their ending.
        site: the site of one reader.
        docs: the docs folder.
        front: how this engine reads front matter.
    """
    own = list(files)
    inside = _record_folders(site, docs)
    pages = {file.name for file in own if file.name.endswith(_PAGES)}
    shown = [f for f in own if f.name in pages and not _is_record_file(f, inside) and _is_shown(f, site, front)]
    names = frozenset(file.name for file in shown)
    hidden = [file for file in own if file.name in pages and file.name not in names]
    shown_links = _linked(shown) | _linked_by_records(site, docs, shown=True)
    hidden_links = _linked(hidden) | _linked_by_records(site, docs, shown=False)
    removed = {file.name for file in hidden}
    removed |= _web_editors(own, removed)
    for file in own:
        only_hidden = file.name in hidden_links and file.name not in shown_links
        if file.name not in pages and (only_hidden or _is_record_file(file, inside) or not _asset_is_shown(file, site)):
            removed.add(file.name)
    return HiddenDocs(names, frozenset(removed), _wording(removed, site, docs), _docs_folder(site, docs))


def without_hidden(nav: Any, removed: Iterable[str]) -> Any:
    """A navigation without entries that lead to removed files, and without sections left empty."""
    if isinstance(nav, list):
        kept = [without_hidden(entry, removed) for entry in nav]
        return [entry for entry in kept if entry not in (None, [], {})]
    if isinstance(nav, dict):
        inner = {title: without_hidden(value, removed) for title, value in nav.items()}
        return {title: value for title, value in inner.items() if value not in (None, [], {})} or None
    return None if _leads_to_removed(nav, removed) else nav


def _web_editors(own: list[DocsFile], removed: set[str]) -> set[str]:
    """All that lies beside the page of a web editor that goes: its configuration tells what is in the project file."""
    names = {file.name for file in own}
    folders = [posixpath.dirname(name) for name in removed if posixpath.basename(name) == "index.html"]
    editors = tuple(f"{folder}/" for folder in folders if f"{folder}/{WEB_EDITOR_FORMAT}" in names)
    return {name for name in names if name.startswith(editors)}


def _target(link: str, folder: str) -> str | None:
    """The file below the docs folder that a link leads to, or None for one to elsewhere."""
    path = unquote(link).partition("#")[0].partition("?")[0]
    if not path or (is_elsewhere(path) and not path.startswith("/")):
        return None
    return posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path))


def _wording(removed: set[str], site: Site, docs: Path) -> Wording:
    """How texts of shown pages may name what is hidden."""
    folder = _docs_folder(site, docs)
    gone = {f"{folder}/{name}" for name in removed}
    gone |= {re.sub(r"(?:/index|/README)?\.(?:md|html)\Z", "", name) for name in gone}
    found = wording_for(site.project.graph, site.settings.visibility)
    return replace(found, hidden_files=frozenset(gone), other_files=True)


def _docs_folder(site: Site, docs: Path) -> str:
    return posixpath.relpath(docs.as_posix(), site.settings.root.as_posix())


def _record_folders(site: Site, docs: Path) -> tuple[str, ...]:
    """Folders of records that lie in the docs folder, told from there: they show as our pages or not at all."""
    root = site.settings.root.as_posix()
    sources = [posixpath.join(root, source.path) for source in site.project.graph.project.sources]
    folders = (site.settings.records.as_posix(), *sources)
    told = [posixpath.relpath(folder, docs.as_posix()) for folder in folders]
    return tuple(f"{folder}/" for folder in told if not folder.startswith(".."))


def _is_record_file(file: DocsFile, folders: tuple[str, ...]) -> bool:
    return file.name.startswith(folders) and not file.name.lower().endswith(_PICTURES)


def _linked_by_records(site: Site, docs: Path, *, shown: bool) -> set[str]:
    """Files in the docs folder that the texts of visible (or of hidden) records link to."""
    folder = _docs_folder(site, docs) + "/"
    graph = site.project.graph
    found = set()
    for record in graph.records.values():
        if (record.ref in site.graph.records) is shown:
            for leaf in walk(record.fields):
                for link in file_links(leaf.value) if isinstance(leaf.meaning, Markup) else ():
                    path = file_target(record, unquote(link.target))
                    if path is not None and path.startswith(folder):
                        found.add(path.removeprefix(folder))
    return found


def _is_shown(file: DocsFile, site: Site, front: Front) -> bool:
    """Whether front matter, or else the project file, shows the page to this reader."""
    try:
        told = front(file.text())
    except (OSError, ValueError):
        return False
    written = told.get("visibility") if isinstance(told, Mapping) else None
    if written is None:
        written = _by_globs(file.name, site)
    level = VISIBILITY_ORDER.get(str(written), -1)
    return level >= VISIBILITY_ORDER[site.settings.visibility]


def _asset_is_shown(file: DocsFile, site: Site) -> bool:
    """A file that is no page shows unless the project file says otherwise."""
    written = _by_globs(file.name, site)
    return written is None or VISIBILITY_ORDER[written] >= VISIBILITY_ORDER[site.settings.visibility]


def _by_globs(name: str, site: Site) -> str | None:
    """The last entry of `docs_visibility` that covers a file, as in a .gitignore."""
    found = None
    for entry in site.project.graph.project.docs_visibility:
        if spec_of(entry.globs).match_file(name):
            found = entry.visibility
    return found


def _linked(files: Iterable[DocsFile]) -> set[str]:
    found: set[str] = set()
    for file in files:
        try:
            text = file.text()
        except (OSError, ValueError):
            continue
        folder = posixpath.dirname(file.name)
        for match in _LINKS.finditer(text):
            target = _target(next(filter(None, match.groups()), ""), folder)
            if target is not None:
                found.add(target)
    return found


def _leads_to_removed(entry: Any, removed: Iterable[str]) -> bool:
    if not isinstance(entry, str) or ":" in entry:
        return False
    return posixpath.normpath(unquote(entry.partition("#")[0].partition("?")[0]).lstrip("/")) in removed
