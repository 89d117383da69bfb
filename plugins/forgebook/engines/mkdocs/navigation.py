"""Our sections in the site's navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, file_sort_key
from mkdocs.utils import nest_paths

from forgebook.engines.mkdocs.pages import GeneratedPage

ENTRY = "forgebook"


def place_navigation(
    config: MkDocsConfig, files: Files, pages: list[GeneratedPage], say: Callable[[str], None]
) -> None:
    """Put our index pages where an entry `forgebook` stands; make a navigation where there is none."""
    if config.nav is None:
        config.nav = _whole(files, pages, sections(pages))
        return
    named = dict(_named(config.nav))
    _use_titles(pages, named)
    ours = sections([page for page in pages if page.file.src_uri not in named])
    moved = [page for page in pages if page.is_home_moved and page.file.src_uri not in named]
    ours = [*({str(page.title): page.file.src_uri} for page in moved), *ours]
    nav, found = _replaced(config.nav, ours)
    if not found and ours:
        say(
            "FB122 the nav of mkdocs.yml has no entry forgebook: our sections go to the end. "
            "Add `- forgebook` where they should stand"
        )
        nav = [*nav, *ours]
    config.nav = nav


def _named(nav: Any, title: str | None = None) -> Iterator[tuple[str, str | None]]:
    """The pages that a navigation names, each with the title that it gives."""
    if isinstance(nav, str):
        yield nav, title
    elif isinstance(nav, dict):
        for key, value in nav.items():
            yield from _named(value, key if isinstance(value, str) else None)
    elif isinstance(nav, list):
        for entry in nav:
            yield from _named(entry)


def _use_titles(pages: list[GeneratedPage], named: dict[str, str | None]) -> None:
    """MkDocs leaves the title of a page that is there already; the author's word holds."""
    for page in pages:
        title = named.get(page.file.src_uri)
        if title is not None:
            page.title = title


def sections(pages: list[GeneratedPage]) -> list[Any]:
    """Our part of the navigation: pages in their sections, both in the order of rank."""
    placed = sorted(
        (page for page in pages if page.view.nav), key=lambda page: page.view.nav.rank if page.view.nav else 0
    )
    groups: dict[str, list[Any]] = {}
    order: list[Any] = []
    for page in placed:
        assert page.view.nav is not None
        section, entry = page.view.nav.section, {page.view.nav.label: page.file.src_uri}
        if not section:
            order.append(entry)
        elif section in groups:
            groups[section].append(entry)
        else:
            groups[section] = [entry]
            order.append({section: groups[section]})
    return order


def _whole(files: Files, pages: list[GeneratedPage], ours: list[Any]) -> list[Any]:
    """Home first, then our sections, then the hand-written pages by folder."""
    mine = {page.file.src_uri for page in pages}
    written = [
        file.src_uri
        for file in sorted(files.documentation_pages(), key=file_sort_key)
        if file.src_uri not in mine and file.inclusion.is_in_nav()
    ]
    front = [name for name in written if name in ("index.md", "README.md")]
    home: list[Any] = [{"Home": name} for name in front[:1]]
    home += [{str(page.title): page.file.src_uri} for page in pages if page.is_front]
    rest = nest_paths(name for name in written if name not in front)
    return [*home, *ours, *rest]


def _replaced(nav: Any, ours: list[Any]) -> tuple[Any, bool]:
    """The navigation with our sections in the place of the entry, at whatever depth it stands."""
    if isinstance(nav, dict):
        out, found = {}, False
        for title, value in nav.items():
            out[title], inside = _replaced(value, ours)
            found = found or inside
        return out, found
    if not isinstance(nav, list):
        return nav, False
    entries: list[Any] = []
    found = False
    for entry in nav:
        if entry == ENTRY:
            entries.extend(ours)
            found = True
        elif isinstance(entry, dict) and list(entry.values()) == [ENTRY]:
            entries.append({next(iter(entry)): ours})
            found = True
        else:
            replaced, inside = _replaced(entry, ours)
            entries.append(replaced)
            found = found or inside
    return entries, found
