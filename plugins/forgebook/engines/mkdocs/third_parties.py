"""A site makes no request to a third party: what the theme would fetch elsewhere is switched off."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

_FETCHED_FACTS = ' data-md-component="source"'
"""By this mark Material's script finds the link to the repository, and asks its host for stars and versions."""


def without_fetched_facts(html: str) -> str:
    """A page whose link to the repository is no more than a link."""
    return html.replace(_FETCHED_FACTS, "")


def own_fonts(config: MkDocsConfig) -> bool:
    """Keep Material from loading fonts of Google unless the site asks for them, or serves them itself.

    Returns:
        whether something was changed.
    """
    if config.theme.name != "material" or "material/privacy" in config.plugins:
        return False
    if not config.theme["font"] or config.theme["font"] != Theme(name="material")["font"]:
        return False
    config.theme["font"] = False
    return True
