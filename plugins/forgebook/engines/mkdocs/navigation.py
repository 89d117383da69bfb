"""Our sections in the site's navigation."""

from __future__ import annotations

from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, file_sort_key
from mkdocs.utils import nest_paths

from forgebook.engines.mkdocs.pages import GeneratedPage
from forgebook.pipeline.navigation import FRONT_NAMES, NO_ENTRY, Placed, named_pages, placed, whole, with_sections


def place_navigation(
    config: MkDocsConfig, files: Files, pages: list[GeneratedPage], say: Callable[[str], None]
) -> None:
    """Put our index pages where an entry `forgebook` stands; make a navigation where there is none."""
    if config.nav is None:
        ours = _placed(pages)
        mine = {page.name for page in ours}
        written = [
            file.src_uri
            for file in sorted(files.documentation_pages(), key=file_sort_key)
            if file.src_uri not in mine and file.inclusion.is_in_nav()
        ]
        config.nav = whole(ours, written, nest_paths(name for name in written if name not in FRONT_NAMES))
        return
    _use_titles(pages, dict(named_pages(config.nav)))
    config.nav, found = with_sections(config.nav, _placed(pages))
    if not found:
        say(NO_ENTRY)


def _placed(pages: list[GeneratedPage]) -> list[Placed]:
    return [
        placed(page.view, page.file.src_uri, page.view.nav.label if page.view.nav else str(page.title))
        for page in pages
    ]


def _use_titles(pages: list[GeneratedPage], named: dict[str, str | None]) -> None:
    """MkDocs leaves the title of a page that is there already; the author's word holds."""
    for page in pages:
        title = named.get(page.file.src_uri)
        if title is not None:
            page.title = title
