"""Our pages and files among those of the site."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from forgebook.core.views import PageView, SiteFile
from forgebook.engines.mkdocs.pages import GeneratedPage
from forgebook.pipeline import Site
from forgebook.pipeline.front_matter import source_of
from forgebook.pipeline.own_assets import SCRIPT, STYLE
from forgebook.rendering.repository import from_docs


def add_style(config: MkDocsConfig) -> None:
    """Load our style sheet before the site's own, so that the site's own has the last word."""
    if STYLE not in config.extra_css:
        config.extra_css.insert(0, STYLE)
    if SCRIPT not in config.extra_javascript:
        config.extra_javascript.insert(0, SCRIPT)


def add_pages(files: Files, config: MkDocsConfig, site: Site) -> tuple[list[GeneratedPage], list[str]]:
    """Add a page for each view; a hand-written page at the same address wins.

    Returns the pages, and what to say of those that were left out.
    """
    taken = _taken(files)
    pages: list[GeneratedPage] = []
    said: list[str] = []
    if "index.html" in taken:
        site.home = "overview/"
        said.append(f"FB121 docs/{taken['index.html']} is the front page: our home moves to overview/")
    for view in site.views():
        page = _make(view, site, config)
        other = taken.get(page.file.dest_uri)
        if other is not None and not _replaces_docs(view):
            said.append(
                f"FB121 docs/{other} stands at the address of our page {view.address or 'home'}; the hand-written "
                "page wins and ours is left out. Rename one of them if you want both"
            )
            continue
        if other is not None and (handwritten := files.get_file_from_path(other)) is not None:
            files.remove(handwritten)
        files.append(page.file)
        pages.append(page)
    return pages, said


def _taken(files: Files) -> dict[str, str]:
    return {file.dest_uri: file.src_uri for file in files if not file.inclusion.is_excluded()}


def _make(view: PageView, site: Site, config: MkDocsConfig) -> GeneratedPage:
    inclusion = InclusionLevel.UNDEFINED if view.nav or not view.address else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, source_of(view), content="", inclusion=inclusion)
    file.edit_uri = _edit_uri(view, site, config)
    return GeneratedPage(view, site, file, config)


def _replaces_docs(view: PageView) -> bool:
    """Whether the page is a record that lies under `docs/` and takes the place of its own file there."""
    return view.record is not None and bool(view.record.docs_address)


def sources(files: Files, site: Site) -> dict[str, str]:
    """The file that MkDocs knows each record's address by: ours, or the hand-written one that won."""
    known = {file.dest_uri: file.src_uri for file in files}
    found: dict[str, str] = {}
    for record in site.graph.records.values():
        address = record.address.partition("#")[0]
        source = known.get(address if address.endswith(".html") else f"{address}index.html")
        if source is not None:
            found[address] = source
    return found


def _edit_uri(view: PageView, site: Site, config: MkDocsConfig) -> str | None:
    """The record's file, told from the docs folder as MkDocs' `edit_uri` expects."""
    if view.record is None or not view.record.source.path:
        return None
    root = from_docs(site.settings.root, Path(config.docs_dir))
    return posixpath.normpath(posixpath.join(root, view.record.source.path))


def add_static(files: Files, config: MkDocsConfig, static: Iterable[SiteFile]) -> None:
    """Add files that are no pages. What is there already stays."""
    taken = {file.dest_uri for file in files}
    for entry in static:
        if entry.address not in taken:
            taken.add(entry.address)
            files.append(_static(entry, config))


def _static(entry: SiteFile, config: MkDocsConfig) -> File:
    """A file that is copied as it is. A text in Markdown goes by another name, or MkDocs would make a page of it."""
    is_text = entry.address.endswith(".md")
    name = f"{entry.address}.txt" if is_text else entry.address
    file = File.generated(config, name, content=entry.content, inclusion=InclusionLevel.INCLUDED)
    if is_text:
        file.dest_uri = file.url = entry.address
    return file
