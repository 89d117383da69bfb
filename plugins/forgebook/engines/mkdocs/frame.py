"""The theme's frame around our record pages, rendered once for pages that share it.

A site has thousands of record pages that stand outside the navigation and differ in a few words of the theme's frame:
title, description, addresses, content. Rendering the theme anew for each of them is a third of a build. The frame is
learnt from the theme itself: rendered with marks in the place of those words, cut at the marks, and held against the
theme's own output for two other pages before it is trusted. A theme that does anything else with these words (encodes
them, asks what they are) does not pass, and is rendered page by page as ever.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import ChoiceLoader, DictLoader, Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.toc import TableOfContents

from forgebook.engines.mkdocs.pages import GeneratedPage

TEMPLATE = "forgebook-page.html"
"""The template that our record pages name: it asks the frame for the page's HTML."""

NAME = "forgebook_frame"
_VARYING = ("content", "title", "meta_title", "description", "canonical_url", "edit_url")
_MARK = re.compile(r"(?:<h1>)?forgebookmark(\d)x")
_MARKS = {name: f"forgebookmark{number}x" for number, name in enumerate(_VARYING)}
_MARKS["content"] = "<h1>" + _MARKS["content"]  # the theme adds a heading of its own to a page without one
_KNOWN_PLUGINS = frozenset({
    "forgebook", "forgebook/feeds", "forgebook/listings", "search", "material/search", "tags", "material/tags",
    "gen-files", "mkdocstrings", "autorefs",
})  # fmt: skip
"""Plugins that leave the theme's context and our pages alone. With another one, pages are rendered one by one."""

_CHECKS = 2


@dataclass(slots=True)
class _Learnt:
    """What is known of pages of one shape: how many were seen, the cut frame, and how often it was held up."""

    seen: int = 0
    parts: list[str] | None = None
    checked: int = 0
    refused: bool = False


class Frame:
    """Renders the record pages of one build."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._shapes: dict[object, _Learnt] = {}

    def render(self, page: GeneratedPage, context: Mapping[str, Any]) -> str:
        """The whole HTML of a page, as the theme would have it."""
        learnt = self._shapes.setdefault(_shape(page), _Learnt())
        learnt.seen += 1
        if learnt.parts is not None and learnt.checked >= _CHECKS:
            return _filled(learnt.parts, _values(page))
        output = self._whole(page, context)
        if not learnt.refused:
            self._learn(learnt, page, context, output)
        return output

    def _learn(self, learnt: _Learnt, page: GeneratedPage, context: Mapping[str, Any], output: str) -> None:
        """Learn from the second page of a shape, so that a page like no other costs nothing; check on the next two."""
        if learnt.parts is not None:
            learnt.checked += 1
            learnt.refused = _filled(learnt.parts, _values(page)) != output
        elif learnt.seen >= 2:
            learnt.parts = _MARK.split(self._whole(_standing_in(page, _MARKS), context))
            odd = {**_values(page), "title": "A &amp; b/é", "meta_title": "C &lt; d/ü %", "description": "E &#34; f?"}
            learnt.refused = _filled(learnt.parts, odd) != self._whole(_standing_in(page, odd), context)
        if learnt.refused:
            learnt.parts = None

    def _whole(self, page: Any, context: Mapping[str, Any]) -> str:
        return self._environment.get_template("main.html").render({**context, "page": page})


def install(environment: Environment, config: MkDocsConfig) -> Frame | None:
    """A frame for this build, or None where another plugin may have a say in pages."""
    if set(config.plugins) - _KNOWN_PLUGINS:
        return None
    page = DictLoader({TEMPLATE: f"{{{{ {NAME}() }}}}"})
    environment.loader = ChoiceLoader([environment.loader, page]) if environment.loader else page
    return Frame(environment)


def fits(page: GeneratedPage) -> bool:
    """Whether a page may share its frame: it stands outside the navigation."""
    return page.view.nav is None and bool(page.view.address)


def _shape(page: GeneratedPage) -> object:
    """What pages must have in common: depth, kind, contents, and all of their front matter but its words."""
    values = _values(page)
    meta = {name: value for name, value in page.meta.items() if name not in ("title", "description")}
    return (
        page.url.count("/"),
        page.view.template,
        page.parent,
        repr(sorted(meta.items())),
        tuple(bool(values[name]) for name in _VARYING),
        tuple((link.id, link.title, link.level, len(link.children)) for link in _all(page.toc)),
    )


def _all(toc: TableOfContents) -> Any:
    for link in toc:
        yield link
        yield from _all(link.children)  # type: ignore[arg-type]


def _values(page: GeneratedPage) -> dict[str, str]:
    return {
        "content": page.content or "",
        "title": str(page.title or ""),
        "meta_title": str(page.meta.get("title") or ""),
        "description": str(page.meta.get("description") or ""),
        "canonical_url": page.canonical_url or "",
        "edit_url": page.edit_url or "",
    }


def _standing_in(page: GeneratedPage, values: Mapping[str, str]) -> GeneratedPage:
    """A copy of the page that says other words; what the page leaves out stays out."""
    own = _values(page)
    said = {name: value if own[name] else own[name] for name, value in values.items()}
    other = copy.copy(page)
    other.content, other.title = said["content"], said["title"]
    other.canonical_url, other.edit_url = said["canonical_url"] or None, said["edit_url"] or None
    words = {"title": said["meta_title"], "description": said["description"]}
    other.meta = {**page.meta, **{name: word for name, word in words.items() if word}}
    return other


def _filled(parts: list[str], values: Mapping[str, str]) -> str:
    """The frame with the page's words: every second part is the number of a word."""
    words = [values[name] for name in _VARYING]
    return "".join(part if i % 2 == 0 else words[int(part)] for i, part in enumerate(parts))
