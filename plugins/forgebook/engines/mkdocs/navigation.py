"""Our sections in the site's navigation."""

from __future__ import annotations

from collections.abc import Callable
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
    ours = sections(pages)
    if config.nav is None:
        config.nav = _whole(files, pages, ours)
        return
    nav, found = _replaced(config.nav, ours)
    if not found:
        say(
            "FB122 the nav of mkdocs.yml has no entry forgebook: our sections go to the end. "
            "Add `- forgebook` where they should stand"
        )
        nav = [*nav, *ours]
    config.nav = nav


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
    overview = next((p for p in pages if p.view.template == "home.html"), None)
    if overview is not None:
        home.append({"Overview" if front else "Home": overview.file.src_uri})
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
