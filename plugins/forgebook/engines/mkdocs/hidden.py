"""Hand-written pages and their pictures on a partner or public site: what is not marked to be shown goes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Set as AbstractSet
from typing import Any
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils import meta
from pathspec import GitIgnoreSpec

from forgebook.core.model import VISIBILITY_ORDER
from forgebook.core.prose import INLINE_LINK, is_elsewhere, replace_definitions
from forgebook.pipeline import Site

_LINKS = re.compile(r"\]\(\s*<?([^)\s>]+)|^[ ]{0,3}\[[^\]]+\]:\s*<?([^\s>]+)|(?:src|href)=[\"']([^\"']+)", re.M)


def remove_hidden(files: Files, config: MkDocsConfig, site: Site) -> frozenset[str]:
    """Take out hidden pages, the sources of records, pictures that only those use, and their navigation entries.

    Returns:
        what was taken out, by paths below the docs folder.
    """
    own = [file for file in files if file.src_dir is not None and file.generated_by is None]
    pages = [file for file in own if file.is_documentation_page()]
    sources = _record_sources(site, config)
    hidden = [file for file in pages if file.src_uri in sources or not _is_shown(file, site)]
    removed = {file.src_uri for file in hidden}
    shown_links = _linked(file for file in pages if file.src_uri not in removed)
    hidden_links = _linked(hidden)
    for file in own:
        only_hidden = file.src_uri in hidden_links and file.src_uri not in shown_links
        if not file.is_documentation_page() and (only_hidden or not _asset_is_shown(file, site)):
            removed.add(file.src_uri)
    for file in own:
        if file.src_uri in removed:
            files.remove(file)
    config.nav = _pruned(config.nav, removed)
    return frozenset(removed)


def without_hidden_links(markdown: str, src_uri: str, removed: AbstractSet[str]) -> str:
    """Leave only the words of links to what was taken out; pictures go altogether."""

    def settled(target: str, words: str) -> str | None:
        return words if _target(target, posixpath.dirname(src_uri)) in removed else None

    def swap(match: re.Match[str]) -> str:
        words = settled(match["target"], INLINE_LINK.sub(swap, match["text"]))
        if words is None:
            return match.group()
        return "" if match["bang"] else words

    return replace_definitions(INLINE_LINK.sub(swap, markdown), settled)


def _target(link: str, folder: str) -> str | None:
    """The file below the docs folder that a link leads to, or None for one to elsewhere."""
    path = unquote(link).partition("#")[0].partition("?")[0]
    if not path or (is_elsewhere(path) and not path.startswith("/")):
        return None
    return posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path))


def _record_sources(site: Site, config: MkDocsConfig) -> set[str]:
    """Files under docs/ that are records: they show as our page or not at all."""
    docs = posixpath.relpath(config.docs_dir.replace("\\", "/"), site.settings.root.as_posix())
    return {posixpath.relpath(path, docs) for path in site.project.graph.by_path if path.startswith(f"{docs}/")}


def _is_shown(file: File, site: Site) -> bool:
    """Whether front matter, or else the project file, shows the page to this reader."""
    try:
        _, front = meta.get_data(file.content_string)
    except (OSError, ValueError):
        return False
    written = front.get("visibility") if isinstance(front, dict) else None
    if written is None:
        written = _by_globs(file.src_uri, site)
    level = VISIBILITY_ORDER.get(str(written), -1)
    return level >= VISIBILITY_ORDER[site.settings.visibility]


def _asset_is_shown(file: File, site: Site) -> bool:
    """A file that is no page shows unless the project file says otherwise."""
    written = _by_globs(file.src_uri, site)
    return written is None or VISIBILITY_ORDER[written] >= VISIBILITY_ORDER[site.settings.visibility]


def _by_globs(src_uri: str, site: Site) -> str | None:
    """The last entry of `docs_visibility` that covers a file, as in a .gitignore."""
    found = None
    for entry in site.project.graph.project.docs_visibility:
        if GitIgnoreSpec.from_lines(entry.globs).match_file(src_uri):
            found = entry.visibility
    return found


def _linked(files: Any) -> set[str]:
    found: set[str] = set()
    for file in files:
        try:
            text = file.content_string
        except (OSError, ValueError):
            continue
        folder = posixpath.dirname(file.src_uri)
        for match in _LINKS.finditer(text):
            target = _target(next(filter(None, match.groups()), ""), folder)
            if target is not None:
                found.add(target)
    return found


def _pruned(nav: Any, removed: set[str]) -> Any:
    """The navigation without entries that lead to removed files, and without sections left empty."""
    if isinstance(nav, list):
        kept = [_pruned(entry, removed) for entry in nav]
        return [entry for entry in kept if entry not in (None, [], {})]
    if isinstance(nav, dict):
        inner = {title: _pruned(value, removed) for title, value in nav.items()}
        return {title: value for title, value in inner.items() if value not in (None, [], {})} or None
    return None if nav in removed else nav
