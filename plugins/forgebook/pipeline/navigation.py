"""Our sections in the site's navigation, in the shape that `nav` of `mkdocs.yml` has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from forgebook.core.views import NavEntry, PageView

ENTRY = "forgebook"
"""The entry of a navigation where our sections go."""

NO_ENTRY = (
    "FB122 the nav of mkdocs.yml has no entry forgebook: our sections go to the end. "
    "Add `- forgebook` where they should stand"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A page of ours as a navigation sees it.

    Attributes:
        name: the file that the generator knows it by.
        label: its words in the navigation, where the author gives it no other.
        nav: its place; None for pages outside the navigation.
        front: whether it is the page that tells of the whole project.
        moved: whether it has made room for a hand-written front page.
    """

    name: str
    label: str
    nav: NavEntry | None
    front: bool
    moved: bool


def placed(view: PageView, name: str, label: str) -> Placed:
    """A view with the file that the generator knows it by, and its words."""
    front = is_front(view)
    return Placed(name, label, view.nav, front, front and bool(view.address))


def is_front(view: PageView) -> bool:
    """Whether this is the page that tells of the whole project."""
    return view.template == "home.html"


def with_sections(nav: Any, pages: Iterable[Placed]) -> tuple[Any, bool]:
    """An author's navigation with our pages where an entry `forgebook` stands, else at its end.

    Returns:
        the navigation, and whether there was a place for our pages (or no need of one).
    """
    own = list(pages)
    named = dict(named_pages(nav))
    ours = sections(page for page in own if page.name not in named)
    moved = [page for page in own if page.moved and page.name not in named]
    ours = [*({page.label: page.name} for page in moved), *ours]
    whole, found = _replaced(nav, ours)
    return (whole, True) if found or not ours else ([*whole, *ours], False)


def whole(pages: Iterable[Placed], written: list[str], rest: Iterable[Any]) -> list[Any]:
    """A navigation where the author gives none: home first, then our sections, then the hand-written pages.

    Args:
        pages: ours.
        written: names of hand-written pages, in order.
        rest: the entries for those that are not the front page.
    """
    own = list(pages)
    front = [name for name in written if name in FRONT_NAMES]
    home: list[Any] = [{"Home": name} for name in front[:1]]
    home += [{page.label: page.name} for page in own if page.front]
    return [*home, *sections(own), *rest]


FRONT_NAMES = ("index.md", "README.md")


def named_pages(nav: Any, title: str | None = None) -> Iterator[tuple[str, str | None]]:
    """The pages that a navigation names, each with the title that it gives."""
    if isinstance(nav, str):
        yield nav, title
    elif isinstance(nav, dict):
        for key, value in nav.items():
            yield from named_pages(value, key if isinstance(value, str) else None)
    elif isinstance(nav, list):
        for entry in nav:
            yield from named_pages(entry)


def sections(pages: Iterable[Placed]) -> list[Any]:
    """Our part of the navigation: pages in their sections, both in the order of rank."""
    groups: dict[str, list[Any]] = {}
    order: list[Any] = []
    for page in sorted((page for page in pages if page.nav), key=lambda page: page.nav.rank if page.nav else 0):
        assert page.nav is not None
        section, entry = page.nav.section, {page.label: page.name}
        if not section:
            order.append(entry)
        elif section in groups:
            groups[section].append(entry)
        else:
            groups[section] = [entry]
            order.append({section: groups[section]})
    return order


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
