"""Our pages in the search index of Material.

The theme's plugin takes each page apart with an HTML parser, which costs as much as rendering it. Our bodies come with
their sections, which are handed to the plugin's own index; it does the rest: addresses, tags, boosts, languages.
"""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from forgebook.engines.mkdocs.pages import GeneratedPage
from forgebook.rendering.sections import sections


def index_of(config: MkDocsConfig) -> Any | None:
    """The index of Material's search plugin; None for another search plugin, which looks at the pages itself."""
    for plugin in config.plugins.values():
        index = getattr(plugin, "search_index", None)
        if isinstance(getattr(index, "entries", None), list) and hasattr(index, "create_entry_for_section"):
            return index
    return None


def add_to_index(index: Any, page: GeneratedPage) -> None:
    """Add a page's sections, unless the page is not to be found. Another plugin may have changed its content."""
    if not page.view.searchable:
        return
    own = page.body is not None and page.content == page.body.html
    for section in page.body.sections if own and page.body else sections(page.content or ""):
        index.create_entry_for_section(section, page.toc, page.url, page)
