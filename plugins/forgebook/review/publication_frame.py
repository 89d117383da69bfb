"""Links that the theme puts on every page, as `mkdocs.yml` tells them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from forgebook.review.publication_page import contents


def frame_links(config: Mapping[str, Any]) -> list[str]:
    """Addresses outside of the site: the repository, the navigation, social links, the copyright line."""
    extra = config.get("extra")
    told = [config.get("repo_url"), *_leaves(config.get("nav"))]
    told += _leaves(extra.get("social")) if isinstance(extra, Mapping) else []
    found = {text for text in told if isinstance(text, str) and _leads_out(text)}
    if isinstance(copyright_ := config.get("copyright"), str):
        found |= set(contents(copyright_, "", config.get("site_url")).links)
    return sorted(found)


def _leads_out(text: str) -> bool:
    return "://" in text or text.startswith(("//", "mailto:"))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value
