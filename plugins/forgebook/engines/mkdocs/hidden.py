"""Hand-written pages and their pictures on a partner or public site: what is not marked to be shown goes."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils import meta
from pathspec import GitIgnoreSpec

from forgebook.core.fields import Markup
from forgebook.core.model import VISIBILITY_ORDER
from forgebook.core.prose import file_links, is_elsewhere
from forgebook.core.references import file_target
from forgebook.core.schema import walk
from forgebook.core.visibility import wording_for
from forgebook.pipeline import Site
from forgebook.writing.web_editor import WEB_EDITOR_FORMAT

_LINKS = re.compile(
    r"\]\(\s*<?([^)\s>]+)"
    r"|^[ ]{0,3}\[[^\]]+\]:\s*<?([^\s>]+)|(?:src|href|srcset|data|poster)=[\"']?([^\"'\s>]+)|url\(([^)]+)\)",
    re.M,
)

_PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".html", ".htm", ".xhtml")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")


def remove_hidden(files: Files, config: MkDocsConfig, site: Site) -> None:
    """Take out hidden pages, the sources of records, pictures that only those use, and their navigation entries.

    What the pages that are left say of them goes too, and their edit links where the repository is not public.
    """
    # Pages that another plugin made are somebody's words as well; of other files only those of docs/ are ours to judge.
    own = [
        file
        for file in files
        if file.is_documentation_page() or (file.src_dir is not None and file.generated_by is None)
    ]
    inside = _record_folders(site, config)
    pages = [file for file in own if file.src_uri.endswith(_PAGES)]
    shown = [file for file in pages if not _is_record_file(file, inside) and _is_shown(file, site)]
    hidden = [file for file in pages if file not in shown]
    shown_links = _linked(shown) | _linked_by_records(site, config, shown=True)
    hidden_links = _linked(hidden) | _linked_by_records(site, config, shown=False)
    removed = {file.src_uri for file in hidden}
    removed |= _web_editors(own, removed)
    for file in own:
        only_hidden = file.src_uri in hidden_links and file.src_uri not in shown_links
        if file not in pages and (only_hidden or _is_record_file(file, inside) or not _asset_is_shown(file, site)):
            removed.add(file.src_uri)
    for file in own:
        if file.src_uri in removed:
            files.remove(file)
    config.nav = _pruned(config.nav, removed)
    _trim_texts(shown, removed, config, site)


def _web_editors(own: list[File], removed: set[str]) -> set[str]:
    """All that lies beside the page of a web editor that goes: its configuration tells what is in the project file."""
    names = {file.src_uri for file in own}
    folders = [posixpath.dirname(name) for name in removed if posixpath.basename(name) == "index.html"]
    editors = tuple(f"{folder}/" for folder in folders if f"{folder}/{WEB_EDITOR_FORMAT}" in names)
    return {name for name in names if name.startswith(editors)}


def _target(link: str, folder: str) -> str | None:
    """The file below the docs folder that a link leads to, or None for one to elsewhere."""
    path = unquote(link).partition("#")[0].partition("?")[0]
    if not path or (is_elsewhere(path) and not path.startswith("/")):
        return None
    return posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path))


def _trim_texts(shown: list[File], removed: set[str], config: MkDocsConfig, site: Site) -> None:
    docs = _docs_folder(site, config)
    gone = {f"{docs}/{name}" for name in removed}
    gone |= {re.sub(r"(?:/index|/README)?\.(?:md|html)\Z", "", name) for name in gone}
    wording = replace(
        wording_for(site.project.graph, site.settings.visibility), hidden_files=frozenset(gone), other_files=True
    )
    own = site.graph.project.own_repository
    for file in shown:
        if own is None or not own.public:
            file.edit_uri = None
        text = file.content_string
        trimmed = wording.trimmed(text, posixpath.dirname(f"{docs}/{file.src_uri}"))
        if trimmed != text:
            file.content_string = trimmed


def _docs_folder(site: Site, config: MkDocsConfig) -> str:
    return posixpath.relpath(config.docs_dir.replace("\\", "/"), site.settings.root.as_posix())


def _record_folders(site: Site, config: MkDocsConfig) -> tuple[str, ...]:
    """Folders of records that lie in the docs folder, told from there: they show as our pages or not at all."""
    root, docs = site.settings.root.as_posix(), config.docs_dir.replace("\\", "/")
    sources = [posixpath.join(root, source.path) for source in site.project.graph.project.sources]
    told = [posixpath.relpath(folder, docs) for folder in (site.settings.records.as_posix(), *sources)]
    return tuple(f"{folder}/" for folder in told if not folder.startswith(".."))


def _is_record_file(file: File, folders: tuple[str, ...]) -> bool:
    return file.src_uri.startswith(folders) and not file.src_uri.lower().endswith(_PICTURES)


def _linked_by_records(site: Site, config: MkDocsConfig, *, shown: bool) -> set[str]:
    """Files in the docs folder that the texts of visible (or of hidden) records link to."""
    docs = _docs_folder(site, config) + "/"
    graph = site.project.graph
    found = set()
    for record in graph.records.values():
        if (record.ref in site.graph.records) is shown:
            for leaf in walk(record.fields):
                for link in file_links(leaf.value) if isinstance(leaf.meaning, Markup) else ():
                    path = file_target(record, unquote(link.target))
                    if path is not None and path.startswith(docs):
                        found.add(path.removeprefix(docs))
    return found


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


def _leads_to_removed(entry: Any, removed: set[str]) -> bool:
    if not isinstance(entry, str) or ":" in entry:
        return False
    return posixpath.normpath(unquote(entry.partition("#")[0].partition("?")[0]).lstrip("/")) in removed


def _pruned(nav: Any, removed: set[str]) -> Any:
    """The navigation without entries that lead to removed files, and without sections left empty."""
    if isinstance(nav, list):
        kept = [_pruned(entry, removed) for entry in nav]
        return [entry for entry in kept if entry not in (None, [], {})]
    if isinstance(nav, dict):
        inner = {title: _pruned(value, removed) for title, value in nav.items()}
        return {title: value for title, value in inner.items() if value not in (None, [], {})} or None
    return None if _leads_to_removed(nav, removed) else nav
