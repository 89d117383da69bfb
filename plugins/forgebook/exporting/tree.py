"""The pages of a site as files for another generator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from forgebook.core.views import PageView, SiteFile
from forgebook.exporting.configuration import configuration, plugins_kept
from forgebook.exporting.handwritten import Written, written_docs
from forgebook.exporting.llms import text_files
from forgebook.exporting.navigation import navigation
from forgebook.exporting.page import html_page
from forgebook.exporting.theme import theme_files
from forgebook.feeds import feed_files
from forgebook.pipeline.front_matter import source_of
from forgebook.pipeline.own_assets import own_assets
from forgebook.pipeline.site import Site
from forgebook.rendering.body import Body

DOCS = "docs"
THEME = "theme"


@dataclass
class Export:
    """A site as files.

    Attributes:
        files: by their path below the export's folder, with `/`.
        pages: how many pages of ours there are.
        written: how many hand-written pages.
        remarks: what the reader of the export should know: what was left out, and why.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    pages: int = 0
    written: int = 0
    remarks: list[str] = field(default_factory=list)

    def add(self, folder: str, file: SiteFile) -> None:
        """Add a file. What is there already stays."""
        self.files.setdefault(f"{folder}/{file.address}", file.content)


def export_of(site: Site, mkdocs: Mapping[str, Any]) -> Export:
    """The whole export of a site.

    Args:
        site: the site of one reader.
        mkdocs: the content of `mkdocs.yml`, with tags kept.
    """
    export = Export()
    docs = written_docs(site, mkdocs)
    views = list(_views(site, docs, export))
    named = {view.address: source_of(view) for view in views}
    _add_written(site, docs, named, export)
    pages = [(view, site.body(view)) for view in views]
    with_tags = "tags" in plugins_kept(mkdocs)
    for view, body in pages:
        export.add(DOCS, SiteFile(source_of(view), html_page(view, body, with_tags=with_tags)))
    export.pages = len(pages)
    for file in _beside(site):
        export.add(DOCS, file)
    _add_theme(site, pages, mkdocs, export)
    nav = navigation(views, docs, mkdocs, export.remarks.append)
    config = configuration(site, mkdocs, nav, with_theme=any(f.startswith(f"{THEME}/") for f in export.files))
    export.files["mkdocs.yml"] = config.text
    export.remarks += [*docs.remarks, *config.remarks]
    return export


def _views(site: Site, docs: Written, export: Export) -> Iterator[PageView]:
    """Our pages; a hand-written page at the same address wins, as it does under MkDocs."""
    taken = docs.addresses()
    if "index.html" in taken:
        site.home = "overview/"
    for view in site.views():
        other = taken.get(docs.address_of(source_of(view)))
        if other is None:
            yield view
        elif view.record is not None and view.record.docs_address:
            docs.drop(other)
            yield view
        else:
            export.remarks.append(
                f"{other} stands at the address of our page {view.address or 'home'}: the hand-written one is exported"
            )


def _add_written(site: Site, docs: Written, named: Mapping[str, str], export: Export) -> None:
    known = {**{docs.address_of(name): name for name in docs.pages}, **{docs.address_of(n): n for n in named.values()}}
    for name in docs.pages:
        export.add(DOCS, SiteFile(name, docs.filled(name, site, known, export.remarks.append).encode()))
    for name in docs.others:
        export.add(DOCS, SiteFile(name, docs.content(name)))
    export.written = len(docs.pages)


def _beside(site: Site) -> Iterator[SiteFile]:
    """What is no page. Known once all pages are rendered."""
    yield from own_assets()
    yield from site.redirects()
    yield from site.data()
    if site.settings.feeds:
        yield from feed_files(site.graph, site.settings, site.renderer)
    yield from site.assets()


def _add_theme(site: Site, pages: list[tuple[PageView, Body]], mkdocs: Mapping[str, Any], export: Export) -> None:
    """Files that a generator is to copy as they are, though their names look like those of pages."""
    for file in theme_files(site, mkdocs):
        export.add(THEME, file)
    for file in text_files(pages, site.graph, site.settings, site.renderer):
        export.add(THEME if file.address.endswith(".md") else DOCS, file)
