"""The navigation of an export."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from forgebook.core.patterns import spec_of
from forgebook.core.views import PageView
from forgebook.exporting.handwritten import Written
from forgebook.pipeline.front_matter import label_of, source_of
from forgebook.pipeline.hidden_docs import without_hidden
from forgebook.pipeline.navigation import FRONT_NAMES, NO_ENTRY, named_pages, placed, whole, with_sections


def navigation(
    views: Iterable[PageView], docs: Written, mkdocs: Mapping[str, Any], say: Callable[[str], None]
) -> list[Any]:
    """The author's navigation with our sections in their place; one of our own where there is none."""
    pages = [placed(view, source_of(view), view.nav.label if view.nav else label_of(view)) for view in views]
    written_nav = mkdocs.get("nav")
    if written_nav is None:
        outside = spec_of(str(mkdocs.get("not_in_nav") or "").splitlines())
        names = sorted((name for name in docs.pages if not outside.match_file(name)), key=_sort_key)
        return whole(pages, names, _nested(name for name in names if name not in FRONT_NAMES))
    if docs.hidden is not None:
        written_nav = without_hidden(written_nav, docs.hidden.removed)
    lost = _lost(written_nav, {*docs.pages, *docs.others, *(page.name for page in pages)})
    if lost:
        say(f"nav of mkdocs.yml: left out, since no file of the docs folder: {', '.join(lost)}")
        written_nav = without_hidden(written_nav, lost)
    nav, found = with_sections(written_nav, pages)
    if not found:
        say(NO_ENTRY)
    return list(nav)


def _lost(nav: Any, known: set[str]) -> list[str]:
    """Pages that a navigation names and nobody has written: another plugin makes them while MkDocs builds."""
    names = (name for name, _ in named_pages(nav) if name.endswith(".md") and ":" not in name)
    return [name for name in names if posixpath.normpath(name) not in known]


def _sort_key(name: str) -> list[tuple[int, str]]:
    """Pages before folders, an index before other pages."""
    *folders, last = name.split("/")
    return [*((2, folder) for folder in folders), (0 if last in FRONT_NAMES else 1, last)]


def _nested(names: Iterable[str]) -> list[Any]:
    """Pages in sections named for their folders."""
    top: list[Any] = []
    made: dict[str, list[Any]] = {"": top}
    for name in names:
        folder = name.rpartition("/")[0]
        _section(folder, made).append(name)
    return top


def _section(folder: str, made: dict[str, list[Any]]) -> list[Any]:
    if folder not in made:
        above, _, own = folder.rpartition("/")
        title = own.replace("-", " ").replace("_", " ")
        made[folder] = []
        _section(above, made).append({title.capitalize() if title.islower() else title: made[folder]})
    return made[folder]
